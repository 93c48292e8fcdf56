"""Which names are one thing."""

from collections.abc import Callable

import pytest

from extract.organisation_names import is_short_form, short_forms
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
        ("上海市很大。上海人很多。", "上海市", "上海"),
    ],
)
def test_two_forms_are_one_entity(read: Callable[..., Reading], text: str, name: str, alias: str) -> None:
    assert alias in same(read(text)).get(name, set())


def test_two_people_of_one_surname_stay_two(read: Callable[..., Reading]) -> None:
    reading = read("董事长王建国到场。总经理王秀兰也到场。")
    assert {"王建国", "王秀兰"} <= set(same(reading))


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
    assert is_short_form("运河博物馆", "临河运河博物馆", places)
    assert not is_short_form("科技", "雾桥科技", places)
