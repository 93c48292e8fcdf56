"""Products, works and events: which words make a name one, and who is said to have made them; the names are invented
except for well-known ones."""

from collections.abc import Callable

import pytest

from extract.reading import Reading


def named(reading: Reading) -> set[tuple[str, str]]:
    return {(m.text, m.type) for m in reading.mentions}


def stated(reading: Reading) -> set[tuple[str, str, str]]:
    names = {e.id: e.name for e in reading.entities}
    return {(names[f.subject], f.predicate, f.object if f.literal else names[f.object]) for f in reading.facts}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("公司推出的学习平板“拾光”卖了九万台。", "拾光"),  # a good in front
        ("一台名叫“萤石”的光谱相机拍下了它。", "萤石"),  # a good behind
        ("他推出了一款叫小竹的控制器。", "小竹"),  # no marks at all
        ("“小竹”是雾桥科技推出的一款机器人。", "小竹"),
        ("“浪花”商标后来卖给了别人。", "浪花"),
        ("雾桥汽车发布X7，售价29.98万元。", "X7"),
        ("新款SUV Nova 7 Pro同日上市。", "Nova 7 Pro"),
        ("华为Mate X8今日发售。", "华为Mate X8"),
        ("小米15 Pro的销量超过100万台。", "小米15 Pro"),
        ("初创公司发布大模型Lumen。", "Lumen"),
        ("我国发射云鹤九号探测器。", "云鹤九号"),
        ("货轮海岬号的船员已获救。", "海岬号"),
        ("“海岬号”今天靠岸。", "海岬号"),
        ("恒岳生物研发的安罗维单抗注射液获批。", "安罗维单抗注射液"),
        ("谷歌推出了Gemini。", "Gemini"),  # another thing as well, but its maker is beside it
        ("母亲在一个微信群里买了保健品。", "微信"),
        ("天问二号按计划发射，隼鸟1号早已返回。", "隼鸟1号"),
    ],
)
def test_a_product_is_found(read: Callable[..., Reading], text: str, name: str) -> None:
    assert (name, "PRODUCT") in named(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "国产芯片“卡脖子”问题待解，手机“以旧换新”火热，品牌“出海”提速。",
        "公司发布Q3财报，推出B2B业务，完成A轮融资，达到L3级自动驾驶，发布ESG报告。",
        "PM2.5浓度下降，COVID-19病例减少，他乘坐G7512次列车，用A4纸打印。",
        "门牌号12号，手机号和账号都换了。",
    ],
)
def test_what_only_looks_like_a_product_is_none(read: Callable[..., Reading], text: str) -> None:
    assert {kind for _, kind in named(read(text))}.isdisjoint({"PRODUCT", "EVENT"})


def test_what_marks_introduce_once_is_the_same_in_marks_elsewhere(read: Callable[..., Reading]) -> None:
    reading = read("写写“浪花”\n\n汽水品牌“浪花”停产多年。读者常常问起“浪花”。第一批浪花汽水卖光了。")
    assert [(m.text, m.type) for m in reading.mentions] == [("浪花", "PRODUCT")] * 3 + [("浪花汽水", "PRODUCT")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("国货品牌“白鹭”推出口红。白鹭的包装是绿色的。", "PRODUCT"),
        ("国货品牌“白鹭”推出口红。白鹭创始人苏荔到场。", "ORG"),
        ("国货品牌“白鹭”推出口红。“白鹭”公司不予置评。", "ORG"),
    ],
)
def test_a_brand_that_is_spoken_of_as_a_company_is_one(read: Callable[..., Reading], text: str, kind: str) -> None:
    assert {type_ for name, type_ in named(read(text)) if name == "白鹭"} == {kind}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("他在淘宝开店。", "PRODUCT"),
        ("她在淘宝做了八年运营。", "ORG"),
        ("她先后供职于腾讯和淘宝。", "ORG"),
        ("淘宝宣布调整组织。", "ORG"),
        ("顾客打开淘宝下单。", "PRODUCT"),
        ("他从淘宝离职后创业。", "ORG"),
        ("他2019年加入淘宝。", "ORG"),
    ],
)
def test_a_platform_is_a_product_in_use_and_an_organisation_in_action(
    read: Callable[..., Reading], text: str, kind: str
) -> None:
    assert ("淘宝", kind) in named(read(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("上週末，第四屆海岬帶音樂祭在這裡唱了兩天。", "海岬帶音樂祭"),
        ("雾桥啤酒节昨晚开幕。", "雾桥啤酒节"),
        ("山阳县第二届樱桃采摘节开幕。", "樱桃采摘节"),
        ("中国（青屿）国际渔业博览会先后举行。", "中国（青屿）国际渔业博览会"),
        ("世界海洋大会今天召开。", "世界海洋大会"),
        ("江北省运动会闭幕。", "江北省运动会"),
        ("台风“海燕”逼近沿海。", "海燕"),
        ("一场叫「归船日」的聚会开到半夜。", "归船日"),
        ("雾桥战役的老兵去世。", "雾桥战役"),
        ("汶川地震那年他十岁。", "汶川地震"),
    ],
)
def test_an_event_is_found(read: Callable[..., Reading], text: str, name: str) -> None:
    assert (name, "EVENT") in named(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "组委会表示，下届博览会的举办城市将于年底公布。",
        "国际大赛经验不足，全球峰会不断，国内论坛林立，北京大会人多。",
        "这是第三届董事会第五次会议，第二届股东大会，第十四届人民代表大会。",
        "他拿过单向街书店的年度文学奖。",
        "校园运动会、职工运动会、公司年会、产品发布会昨日举行。",
    ],
)
def test_an_event_without_a_name_of_its_own_is_none(read: Callable[..., Reading], text: str) -> None:
    assert "EVENT" not in {kind for _, kind in named(read(text))}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("主持人是《青屿化工报》记者尹航。", "ORG"),
        ("《青屿化工报》上周五曾报道此事。", "ORG"),
        ("文章发表在《青屿化工报》上。", "WORK"),
    ],
)
def test_a_newspaper_is_an_organisation_except_where_it_prints(
    read: Callable[..., Reading], text: str, kind: str
) -> None:
    assert ("青屿化工报", kind) in named(read(text))


def test_whom_a_report_is_taken_from_is_an_organisation(read: Callable[..., Reading]) -> None:
    assert ("鹭岛观察", "ORG") in named(read("据《鹭岛观察》报道，渡口已经停用。"))
    assert ("鹭岛观察", "ORG") in named(read("《鹭岛观察》记者何竹到场。"))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("柳见山写过一本书，叫《雾中渡》。", ("雾中渡", "author", "柳见山")),
        ("《雾中渡》的作者是柳见山。", ("雾中渡", "author", "柳见山")),
        ("电影《盐路》由许渡导演、唐小满主演，编剧是方竹。", ("盐路", "author", "许渡")),
        ("电影《盐路》由许渡导演、唐小满主演，编剧是方竹。", ("盐路", "author", "方竹")),
        ("纪录片导演马小渔完成《盐路》，访问了十四位老人。", ("盐路", "author", "马小渔")),
        ("罗望舒在《论渡口》一文中指出，渡口正在消失。", ("论渡口", "author", "罗望舒")),
        ("歌手陆小曼去年发行首张专辑《晚安》。", ("晚安", "author", "陆小曼")),
        ("国家统计局发布《渔业调查报告》。", ("渔业调查报告", "author", "国家统计局")),
        ("《雾中渡》预计下月出版，由作家柳见山执笔。", ("雾中渡", "author", "柳见山")),
        ("青屿大学联合雾桥科技发布《海洋发展报告》。", ("海洋发展报告", "author", "青屿大学")),
        ("由许渡执导、唐小满主演的电影《盐路》票房破亿。", ("盐路", "author", "许渡")),
        ("话剧《渡口》下月首演，导演林阿土说票已售罄。", ("渡口", "author", "林阿土")),
        ("青屿大学研制的探测器“云雀二号”升空。", ("云雀二号", "manufacturer", "青屿大学")),
        ("特斯拉的Model Y降价了。", ("Model Y", "manufacturer", "特斯拉")),
        ("腾讯旗下有视频平台“看桥”和小程序“桥上见”。", ("桥上见", "manufacturer", "腾讯")),
        ("探测器“云雀二号”由青屿大学研制。", ("云雀二号", "manufacturer", "青屿大学")),
    ],
)
def test_the_maker_is_found(read: Callable[..., Reading], text: str, fact: tuple[str, str, str]) -> None:
    assert fact in stated(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "作家的《雾中渡》由青屿文艺出版社出版。",  # who prints it has not written it
        "唐小满凭电影《盐路》获最佳女演员。",
        "电影《盐路》由唐小满主演，主持人是许渡。",
        "许渡在《青屿夜话》节目中说，他不想拍续集。",
        "许渡在雾桥科技的微信公众号发布了声明。",
    ],
)
def test_who_has_not_made_it_is_not_its_maker(read: Callable[..., Reading], text: str) -> None:
    assert {p for _, p, _ in stated(read(text))}.isdisjoint({"author", "manufacturer"})
