"""Names that the tagger's cuts hide, and those that only what surrounds them tells."""

from collections.abc import Callable

import pytest

from extract.reading import Reading

Read = Callable[..., Reading]


def names(reading: Reading, kind: str) -> list[str]:
    return [m.text for m in reading.mentions if m.type == kind]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("学校由教育家项樵山出资创办。", "项樵山"),
        ("独立书店的店主单小禾在台阶上坐了一夜。", "单小禾"),
        ("副总经理上官敬在会上发言。上官敬说，工厂不搬。", "上官敬"),
        ("公司合伙人应思远回头看了一眼，没有说话。", "应思远"),
        ("此前免去应雪梅的主任职务。网传应雪梅“失联”。", "应雪梅"),
        ("伤者都小红已脱离危险。", "都小红"),
        ("参赛的有尹沛、祖英男、水清浅、禹诺。", "水清浅"),
        ("首席记者仲夏（笔名半夏）获颁奖项。", "半夏"),
    ],
)
def test_a_person_is_found_though_the_tagger_cuts_through_the_name(read: Read, text: str, name: str) -> None:
    assert name in names(read(text), "PER")


def test_a_compound_surname_takes_as_much_as_the_article_agrees_on(read: Read) -> None:
    reading = read("鲜于柏承认见过面。鲜于柏，四十岁。后来鲜于柏写信道歉。")
    assert names(reading, "PER") == ["鲜于柏"] * 3


def test_a_verb_behind_a_name_is_no_part_of_it(read: Read) -> None:
    assert names(read("副市长李明和局长李强到会。"), "PER") == ["李明", "李强"]


@pytest.mark.parametrize("name", ["才让多杰", "乌云其木格"])
def test_tibetan_and_mongolian_names_are_whole(read: Read, name: str) -> None:
    assert names(read(f"儿子{name}骑摩托跟在后面。"), "PER") == [name]


@pytest.mark.parametrize(
    "text", ["网友“慢火车”留言说，票太贵。", "她以“慢火车”的网名发文。", "影评人“慢火车”在微博上写道：好看。"]
)
def test_a_pen_name_of_the_net_is_a_person(read: Read, text: str) -> None:
    assert names(read(text), "PER") == ["慢火车"]


def test_what_people_online_do_in_marks_is_no_person(read: Read) -> None:
    assert not names(read("消息一出，网友“炸锅”了，博主“翻车”。"), "PER")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("他在街口盘下一间铺子，取名“阿丰”。阿丰每天五点开门。", "阿丰"),
        ("公司去年买下了同行“柚子树”，花了三千万元。", "柚子树"),
        ("独立书店“灯塔”上月停业。", "灯塔"),
        ("她在天津做出一家更便宜的“九点一刻”。", "九点一刻"),
        ("他与人创办了宠物品牌“毛线团”。", "毛线团"),
        ("门楣上写着“云岭面包店”。", "云岭面包店"),
    ],
)
def test_a_quoted_house_or_firm_is_an_organisation(read: Read, text: str, name: str) -> None:
    assert name in names(read(text), "ORG")


def test_what_a_rival_does_in_marks_is_no_firm(read: Read) -> None:
    assert not names(read("同行“眼红”不已，一家“百年老店”关了门，两家“巨头”打起价格战。"), "ORG")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1975年他退伍，到云岭水电站当运行工。", "云岭水电站"),
        ("他辞去白鹭宾馆的厨师工作，回来接手。", "白鹭宾馆"),
        ("1960年，两人合资创办金星戏院。", "金星戏院"),
    ],
)
def test_a_house_is_an_organisation_to_who_works_in_it_or_founds_it(read: Read, text: str, name: str) -> None:
    assert name in names(read(text), "ORG")


def test_a_house_is_a_place_to_who_goes_there(read: Read) -> None:
    assert "白鹭宾馆" not in names(read("代表团昨晚住在白鹭宾馆，今天离开。"), "ORG")


def test_the_committee_of_a_place_is_an_organisation_and_its_secretary_is_none(read: Read) -> None:
    assert names(read("他曾任云溪县委书记，是中共党员。"), "ORG") == ["云溪县委", "中共"]


def test_a_short_form_tells_where_the_registered_name_begins(read: Read) -> None:
    text = "北京早点吃网络科技有限公司（以下简称“早点吃”）停业。"
    assert names(read(text), "ORG") == ["北京早点吃网络科技有限公司", "早点吃"]


def test_a_place_joins_the_institution_that_never_stands_without_it(read: Read) -> None:
    reading = read("汉口里分博物馆开在老街上。昨天，汉口里分博物馆与学校签约。")
    assert names(reading, "ORG") == ["汉口里分博物馆"] * 2


def test_the_section_that_somebody_manages_belongs_to_the_title(read: Read) -> None:
    assert names(read("鹏芯能源品质部经理揭志强在电话里否认。"), "ORG") == ["鹏芯能源"]


@pytest.mark.parametrize("text", ["她买了一台“桃鹿”磁吸充电宝。", "冰箱里只剩两瓶“桃鹿”。", "公司推出速冻早餐“桃鹿”。"])
def test_goods_in_marks_are_told_by_what_counts_or_describes_them(read: Read, text: str) -> None:
    assert names(read(text), "PRODUCT") == ["桃鹿"]


def test_a_town_is_no_person_though_an_age_follows(read: Read) -> None:
    assert not names(read("他出生于嘉义县布袋镇，14岁到台南当学徒。"), "PER")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("大家好，我是阿棠。\n\n上周六下午，我又去了一趟江边。", "阿棠"),
        ("合伙人施曼丽（群里都叫她Molly）坐在窗边。", "Molly"),
        ("陆放声，字子安，号听松，绍兴人。", "子安"),
        ("陆放声，字子安，号听松老人，绍兴人。", "听松老人"),
    ],
)
def test_who_is_introduced_by_another_name_is_a_person(read: Read, text: str, name: str) -> None:
    assert name in names(read(text), "PER")


def test_what_follows_a_word_that_begins_like_a_courtesy_name_is_none(read: Read) -> None:
    assert not names(read("他写了很久，字面意思，谁都懂，号称第一，其实不然，字号太小，看不清。"), "PER")


def test_a_letter_with_an_endearment_is_a_person(read: Read) -> None:
    """老K is a nickname wherever it stands."""
    text = "推开门，老K已经坐在靠窗的桌边了。老K本名柯景行。那年8月，老K建了个微信群。临走我问老K，这张桌子还打算坐多久。工资是老K卖了车发的。"
    assert names(read(text), "PER").count("老K") == text.count("老K")


def test_a_share_or_a_round_with_a_letter_is_no_person(read: Read) -> None:
    assert not names(read("业内有小B端和大C端之说，小A轮之后是B轮。"), "PER")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("在外念书的大女儿林小莉支起手机。", "林小莉"),
        ("2019年，张某尚在职期间离开。", "张某"),
        ("启航创投投资经理宿雨倒是乐观。", "宿雨"),
        ("大会宣布晋兰任该校副校长。", "晋兰"),
        ("讲师Clara Novak合著了这份调查。", "Clara Novak"),
        ("向远山办起一个班。已是教授的向远山告诉记者，办班不难。当年向远山只有三十岁。", "向远山"),
        ("排队的顾客尤太太一早搭车来。", "尤太太"),
    ],
)
def test_a_name_ends_and_begins_where_the_words_beside_it_tell(read: Read, text: str, name: str) -> None:
    assert name in names(read(text), "PER")


@pytest.mark.parametrize("text", ["马尾巴翘得老高。", "她用海乡话说，灯一暗就到家了。", "父亲管天上的，我管地上的。"])
def test_parts_of_the_body_speech_and_spots_are_nobody(read: Read, text: str) -> None:
    assert not names(read(text), "PER")
