"""Which names are one thing."""

from collections.abc import Callable

import pytest

from extract.organisation_aliases import forms_of, goes_by
from extract.organisation_names import short_forms
from extract.reading import Reading


def same(reading: Reading) -> dict[str, set[str]]:
    return {e.name: {e.name, *e.aliases} for e in reading.entities}


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        ("南极圈创始人潘国华到场。找到老潘不容易。", "潘国华", "老潘"),
        ("总经理李长河到场。年轻人叫他“李总”。", "李长河", "李总"),
        ("董事长沈砚青的花名是“逐风”，逐风很少说话。", "沈砚青", "逐风"),
        ("工程师赵凯文（Kevin Zhao）到场。", "赵凯文", "Kevin Zhao"),
        ("联合创始人里德·霍夫曼写过书。霍夫曼住在加州。", "里德·霍夫曼", "霍夫曼"),
        ("百老汇创办人陈枫到场，大家口中的「枫姐」陈枫准备了红本本。", "陈枫", "枫姐"),
        ("字节前员工到了。字节的人都很忙。", "字节跳动", "字节"),
        ("阿里巴巴上市了。阿里的员工很高兴。", "阿里巴巴", "阿里"),
        ("苏州青禾智控科技有限公司（以下简称“青禾智控”）成立了。", "苏州青禾智控科技有限公司", "青禾智控"),
        ("雾桥科技宣布完成融资。雾桥还很年轻。", "雾桥科技", "雾桥"),
        ("国立成功大学（成大）到场。", "国立成功大学", "成大"),
        ("集团收购北京拾灯文化科技有限公司（拾灯阅读）全部股权。", "北京拾灯文化科技有限公司", "拾灯阅读"),
        ("上海市很大。上海人很多。", "上海市", "上海"),
        ("市长周文彬到会。周市长讲话，周书记汇报。", "周文彬", "周市长"),
        ("潘国华和女儿潘小雨到场。找到老潘不容易。", "潘国华", "老潘"),
        ("雾辰供应链集团有限公司上市。雾辰的股价上涨。", "雾辰供应链集团有限公司", "雾辰"),
        ("江州大学第一附属医院发布通报。江大一院表示将整改。", "江州大学第一附属医院", "江大一院"),
        ("江州市人民政府召开会议。江州市政府表示欢迎。", "江州市人民政府", "江州市政府"),
        ("江海机床厂成立于1958年。1984年，厂子改名叫江海数控设备厂。", "江海数控设备厂", "江海机床厂"),
        ("江州学院今年招生。学校前身为江州师范专科学校。", "江州学院", "江州师范专科学校"),
    ],
)
def test_two_forms_are_one_entity(read: Callable[..., Reading], text: str, name: str, alias: str) -> None:
    assert alias in same(read(text)).get(name, set())


def test_what_is_told_of_a_company_in_brackets_is_none_of_its_names(read: Callable[..., Reading]) -> None:
    texts = ("雾桥投资控股有限公司（控股股东）减持股份。", "北京雾桥科技有限公司（科技板块）增长较快。")
    assert [len(read(text).mentions) for text in texts] == [1, 1]


def test_two_people_of_one_surname_stay_two(read: Callable[..., Reading]) -> None:
    reading = read("董事长王建国到场。总经理王秀兰也到场。")
    assert {"王建国", "王秀兰"} <= set(same(reading))


def test_a_form_that_two_people_are_called_by_means_the_one_last_named(read: Callable[..., Reading]) -> None:
    reading = read("王建国来了。老王很高兴。后来王秀峰也来了。老王坐下了。")
    names = {e.id: e.name for e in reading.entities}
    assert [names[m.entity] for m in reading.mentions if m.text == "老王"] == ["王建国", "王秀峰"]


def test_a_title_means_who_was_introduced_with_it(read: Callable[..., Reading]) -> None:
    reading = read("副市长李明和局长李强到会。李市长讲话。李局长汇报。李市长补充。")
    names = {e.id: e.name for e in reading.entities}
    assert [names[m.entity] for m in reading.mentions if m.text.endswith("长")] == ["李明", "李强", "李明"]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("李女士和李先生都签了合同。", "李女士", "李先生"),
        ("作家周文彬住在青云路。\n\n周文彬：楼下有个摊子，大家都喊他赵师傅。", "周文彬", "赵师傅"),
        ("王建国到场。歌手（本名李嘉怡）也到场。", "王建国", "李嘉怡"),
        ("北京大学和北京理工大学签署协议。", "北京理工大学", "北京大学"),
    ],
)
def test_what_only_looks_like_another_name_is_somebody_else(
    read: Callable[..., Reading], text: str, one: str, other: str
) -> None:
    assert not any({one, other} <= forms for forms in same(read(text)).values())


@pytest.mark.parametrize(
    ("text", "alias", "reason"),
    [
        ("董事长沈砚青的花名是“逐风”，逐风很少说话。", "逐风", "stated"),
        ("字节前员工到了。字节的人都很忙。", "字节", "known"),
        ("南极圈创始人潘国华到场。找到老潘不容易。", "老潘", "short"),
        ("总经理李长河到场。年轻人找李总。", "李总", "title"),
        ("雾桥科技宣布完成融资。雾桥还很年轻。", "雾桥", "short"),
        ("葉映彤到場。叶映彤說，她很高興。", "叶映彤", "surface"),
    ],
)
def test_an_alias_tells_why_it_is_one(read: Callable[..., Reading], text: str, alias: str, reason: str) -> None:
    reading = read(text)
    assert (alias, reason) in {pair for e in reading.entities for pair in zip(e.aliases, e.reasons, strict=True)}


def test_different_known_organisations_stay_apart(read: Callable[..., Reading]) -> None:
    entities = same(read("腾讯科技推出了栏目。腾讯集团出资900万元。腾讯校友会停更了。"))
    assert not any("腾讯集团" in forms and "腾讯校友会" in forms for forms in entities.values())


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("腾讯（阿里巴巴的竞争对手）发布公告。", "腾讯", "阿里巴巴"),
        ("演员周冲（曹禺之子）到场。", "周冲", "曹禺"),
        ("上海、江苏、浙江（以下简称长三角）一体化。", "浙江", "长三角"),
        ("杭州（浙江省会）很美。", "杭州", "浙江"),
    ],
)
def test_a_name_that_does_not_fill_the_bracket_is_another(
    read: Callable[..., Reading], text: str, one: str, other: str
) -> None:
    entities = same(read(text))
    assert not any({one, other} <= forms for forms in entities.values())
    assert any(one in forms for forms in entities.values())


def test_names_keep_the_articles_own_script(read: Callable[..., Reading]) -> None:
    reading = read("創辦人葉映彤到場。葉映彤說，她很高興。")
    assert "葉映彤" in same(reading)


def test_an_organisation_is_shortened_by_its_legal_ending_place_and_trade() -> None:
    places = {"杭州"}
    forms = list(short_forms("杭州雾桥网络科技有限公司", places))
    assert set(forms) == set(
        "杭州雾桥网络科技 雾桥网络科技 杭州雾桥科技 雾桥科技 杭州雾桥网络 雾桥网络 杭州雾桥 雾桥".split()
    )
    assert forms == sorted(forms, key=len, reverse=True)


def test_an_organisation_goes_by_a_part_of_its_name() -> None:
    def same_one(short: str, long: str) -> bool:
        return goes_by(short, long, forms_of(long, frozenset({"杭州", "深圳市"})))

    assert same_one("雾桥科技", "杭州雾桥网络科技有限公司")
    assert same_one("雾桥", "雾桥汽车科技（上海）有限公司")
    assert same_one("鹏友会", "深圳市鹏友互联网从业者联合会")
    assert same_one("滨江区市场监管局", "杭州市滨江区市场监督管理局")
    assert same_one("市政府", "江州市人民政府")
    assert not same_one("雾桥物业", "雾桥投资管理有限公司")
    assert not same_one("北京大学", "北京理工大学")
