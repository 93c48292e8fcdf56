"""Which spans name something, of which type; invented names except for well-known organisations and places."""

from collections.abc import Callable

import pytest

from extract.reading import Reading


def named(reading: Reading) -> set[tuple[str, str]]:
    return {(m.text, m.type) for m in reading.mentions}


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("他花名“逐风”，同事都这样喊他。", ("逐风", "PER")),
        ("美团前员工在2019年创立了「三块钱」。", ("三块钱", "ORG")),
        ("公司推出了名为“小满”的控制器。", ("小满", "PRODUCT")),
        ("她的新书《雾港来信》上周出版。", ("雾港来信", "WORK")),
        ("据《人民日报》报道，工程已经完工。", ("人民日报", "ORG")),
        ("苏州青禾智控科技有限公司（以下简称“青禾智控”）宣布完成融资。", ("青禾智控", "ORG")),
        ("维修连锁品牌“钉子修车”近日完成天使轮融资。", ("钉子修车", "ORG")),
        ("冷链企业雪线物流到场。", ("雪线物流", "ORG")),
        ("百老汇创办人陈枫到场。", ("百老汇", "ORG")),
        ("董事长李孟泽到场。", ("李孟泽", "PER")),
        ("联合创始人里德·霍夫曼写过一本书。", ("里德·霍夫曼", "PER")),
        ("他毕业于美国约翰斯·霍普金斯大学。", ("约翰斯·霍普金斯大学", "ORG")),
        ("第六届海岬国际电影节闭幕。", ("海岬国际电影节", "EVENT")),
        ("成都青白江的一间仓库里，有人在量托盘。", ("青白江", "LOC")),
        ("前腾讯员工都记得那几年。", ("腾讯", "ORG")),
        ("字节前员工、小米前员工都来了。", ("字节", "ORG")),
        ("編輯說，國立成功大學（成大）的系友都到了。", ("成大", "ORG")),
    ],
)
def test_a_name_is_found_with_its_type(read: Callable[..., Reading], text: str, mention: tuple[str, str]) -> None:
    assert mention in named(read(text))


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("每个汉字占两个字节，文件很小。", "字节"),
        ("他煮了一锅小米粥，吃了一个苹果。", "小米"),
        ("他煮了一锅小米粥，吃了一个苹果。", "苹果"),
        ("这家公司的创始人说，团队还在。", "公司"),
        ("六百台海豚形状的机器已经交付。", "台海"),
        ("这就是所谓的“社交失联”。", "社交失联"),
        ("大厂与离职员工关系的角度很多。", "关系的"),
        ("股东席上坐着三个人。", "席上坐"),
    ],
)
def test_a_common_word_is_no_name(read: Callable[..., Reading], text: str, surface: str) -> None:
    assert surface not in {text for text, _ in named(read(text))}


def test_what_is_introduced_once_is_found_everywhere(read: Callable[..., Reading]) -> None:
    reading = read("腾讯系的「南极圈」很热闹。\n\n南极圈的人都叫老鹅。后来，南极圈也变了。")
    assert [m.type for m in reading.mentions if m.text == "南极圈"] == ["ORG"] * 3


def test_the_longest_name_wins(read: Callable[..., Reading]) -> None:
    reading = read("腾讯校友会更新了公号。上海证券交易所也发了公告。")
    assert {m.text for m in reading.mentions} == {"腾讯校友会", "上海证券交易所"}


def test_lines_of_the_page_around_the_article_name_nobody(read: Callable[..., Reading]) -> None:
    reading = read("标题\n\n南极圈创始人潘国华到场。\n\n（责任编辑：郭小舟）\n\n分享到：新浪微博　微信好友")
    assert "郭小舟" not in {m.text for m in reading.mentions}
    assert "潘国华" in {m.text for m in reading.mentions}


def test_the_country_in_front_of_a_university_is_a_place_of_its_own(read: Callable[..., Reading]) -> None:
    found = named(read("他曾在美国斯坦福大学和英国爱丁堡大学任教。"))
    assert {("美国", "LOC"), ("斯坦福大学", "ORG"), ("英国", "LOC"), ("爱丁堡大学", "ORG")} <= found


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("他们住在浙江省温州市瑞安市马屿镇。", ["浙江省", "温州市", "瑞安市", "马屿镇"]),
        ("福建宁德霞浦县的海带收了。", ["福建", "宁德", "霞浦县"]),
        ("九龙旺角弥敦道的旧楼起火。", ["九龙", "旺角", "弥敦道"]),
        ("活动在北京国际会议中心举行。", ["北京国际会议中心"]),
        ("云南红河哈尼族彝族自治州元阳县的梯田。", ["云南", "红河哈尼族彝族自治州", "元阳县"]),
    ],
)
def test_a_chain_of_places_is_cut_into_its_places(read: Callable[..., Reading], text: str, places: list[str]) -> None:
    assert [m.text for m in read(text).mentions] == places


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("德国慕尼黑工业大学的教授来了。", ["德国", "慕尼黑工业大学"]),
        ("新加坡国立大学的教授来了。", ["新加坡国立大学"]),
        ("上海同济大学的教授来了。", ["上海", "同济大学"]),
        ("此前效力于西班牙人俱乐部。", ["西班牙人俱乐部"]),
    ],
)
def test_a_place_in_front_of_an_organisation_is_its_own_unless_the_name_needs_it(
    read: Callable[..., Reading], text: str, names: list[str]
) -> None:
    assert [m.text for m in read(text).mentions] == names


@pytest.mark.parametrize(
    "text",
    [
        "会议研究了老旧小区改造。",
        "後者現為其全資附屬公司。",
        "部分幼儿园收费偏高。",
        "下届博览会明年举行。",
        "他下周去顺德的一家电机厂报到。",
        "这里只有三站路。",
        "一年有两百多天不在家。",
    ],
)
def test_a_common_noun_with_an_ending_is_no_name(read: Callable[..., Reading], text: str) -> None:
    assert {surface for surface, _ in named(read(text))} <= {"顺德"}


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("公司“倒闭”之后，员工都走了。", "倒闭"),
        ("合唱团里有演员和乐手。", "和乐手"),
        ("司机都自己带饭。", "都自己"),
        ("它是协会的理事单位。", "单位"),
        ("我问他最喜欢哪一段江，他说，河流没有名字。", "段江"),
        ("坏了由修车的师傅来修。", "来修"),
    ],
)
def test_words_that_look_like_a_name_name_nobody(read: Callable[..., Reading], text: str, surface: str) -> None:
    assert surface not in {text for text, _ in named(read(text))}


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("办法由市发展和改革委员会起草。", ("市发展和改革委员会", "ORG")),
        ("文件由省住房和城乡建设厅起草。", ("省住房和城乡建设厅", "ORG")),
        ("她叫小满，英文名Mandy，在厂里上班。", ("Mandy", "PER")),
        ("业主小梁（化名）不肯签字。", ("小梁", "PER")),
        ("街坊喊他老墨，不喊大名。", ("老墨", "PER")),
        ("绯闻对象一直是歌手Nico。", ("Nico", "PER")),
        ("他逢人便说：“没有简大夫，就没有我们。”", ("简大夫", "PER")),
        ("分析师柳子默认为，价格还会涨。", ("柳子默", "PER")),
        ("合伙人大卫·陈则表示，他看好市场。", ("大卫·陈", "PER")),
        ("嘉宾有扬·范达姆（Jan van Dam）等人。", ("Jan van Dam", "PER")),
        ("集团收购了Halo Foods，价格未公布。", ("Halo Foods", "ORG")),
        ("他说「雾桥」，一个由老同事搞起来的社群，还在。", ("雾桥", "ORG")),
        ("我们约在一家叫“慢三拍”的咖啡馆。", ("慢三拍", "LOC")),
        ("楼下的展览馆是高雄卫武营的。", ("高雄", "LOC")),
    ],
)
def test_names_of_every_form_are_found(read: Callable[..., Reading], text: str, mention: tuple[str, str]) -> None:
    assert mention in named(read(text))


def test_the_words_beside_a_name_decide_its_type_for_the_whole_article(read: Callable[..., Reading]) -> None:
    company = read("极汀CEO霍思远到场。极汀创始人也来了。\n\n后来，极汀的车卖得不好。")
    assert {m.type for m in company.mentions if m.text == "极汀"} == {"ORG"}
    town = read("探测器落在澳大利亚的伍里拉。飞机抵达伍里拉，又飞回伍里拉一带。")
    assert {m.type for m in town.mentions if m.text == "伍里拉"} == {"LOC"}


def test_a_short_name_has_the_type_of_the_long_one(read: Callable[..., Reading]) -> None:
    reading = read("上海昱桐新材料股份有限公司昨天开会。昱桐的股东不多，昱桐也不大。")
    assert [m.type for m in reading.mentions if m.text == "昱桐"] == ["ORG", "ORG"]


def test_a_short_name_that_is_well_attested_does_not_cut_the_long_one(read: Callable[..., Reading]) -> None:
    reading = read("雾桥CEO毕方舟离开雾桥。\n\n雾桥科技的员工收到邮件。雾桥创始人没有回应，雾桥员工也没有。")
    assert [m.text for m in reading.mentions if m.type == "ORG"] == ["雾桥", "雾桥", "雾桥科技", "雾桥", "雾桥"]


def test_a_name_of_common_words_is_found_by_the_places_where_it_stands(read: Callable[..., Reading]) -> None:
    reading = read("2018年，他加入住得近，任CTO。住得近成立于2016年。如今住得近还在烧钱。")
    assert [(m.text, m.type) for m in reading.mentions if m.text == "住得近"] == [("住得近", "ORG")] * 3


def test_common_words_with_an_ending_are_a_name_where_the_words_beside_them_say_so(
    read: Callable[..., Reading],
) -> None:
    assert ("潮汐能源", "ORG") in named(read("他在杭州创办潮汐能源，做播客。"))
    assert ("潮汐能源", "ORG") not in named(read("潮汐能源很难。"))


def test_a_persons_name_that_the_tagger_cuts_is_known_by_its_return(read: Callable[..., Reading]) -> None:
    reading = read("研究员简承焰打了个比方。后来，简承焰参与了论证。")
    assert [m.text for m in reading.mentions if m.type == "PER"] == ["简承焰", "简承焰"]


def test_a_platform_is_a_product_where_it_is_used_and_an_organisation_where_it_acts(
    read: Callable[..., Reading],
) -> None:
    assert ("淘宝", "ORG") in named(read("她在淘宝做了八年运营。"))
    assert ("淘宝", "PRODUCT") in named(read("她在淘宝上买了一只锅。"))
    assert ("微博", "PRODUCT") in named(read("他在微博发布声明。"))
    assert ("小红书", "ORG") in named(read("小红书回应称，正在调查。"))
