"""What people type into a search, read as a tree."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.forms import LONGEST
from graph.search_syntax import days_of, parse
from graph.search_tree import (
    Asked,
    Both,
    Days,
    Either,
    Node,
    Organisation,
    Phrase,
    Prefix,
    Source,
    Type,
    Without,
    Words,
    texts,
)

MEANT = [
    ("雾桥 融资", Words("雾桥 融资")),
    ("“天使 投资” 雾桥", Both((Phrase("天使 投资"), Words("雾桥")))),
    ("「天使投资」", Phrase("天使投资")),
    ("南极*", Prefix("南极")),
    ("腾讯 AND 离职", Both((Words("腾讯"), Words("离职")))),
    ("腾讯 与 离职", Both((Words("腾讯"), Words("离职")))),
    ("腾讯 或 阿里 与 非 云", Either((Words("腾讯"), Both((Words("阿里"), Without(Phrase("云"))))))),
    ("(腾讯 OR 阿里) 离职", Both((Either((Words("腾讯"), Words("阿里"))), Words("离职")))),
    ("（腾讯 或 阿里） 离职", Both((Either((Words("腾讯"), Words("阿里"))), Words("离职")))),
    ("腾讯 +离职 -音乐", Both((Words("腾讯"), Phrase("离职"), Without(Phrase("音乐"))))),
    ("腾讯 －“QQ 音乐”", Both((Words("腾讯"), Without(Phrase("QQ 音乐"))))),
    ("類型：機構 潘", Both((Words("潘"), Type("ORG")))),
    ("type:person type:ORG a", Both((Words("a"), Either((Type("PER"), Type("ORG")))))),
    ("年:2014", Days(date(2014, 1, 1), date(2014, 12, 31))),
    ("日期:2014-02..2016", Days(date(2014, 2, 1), date(2016, 12, 31))),
    ("2016..2014", Days(date(2014, 1, 1), date(2016, 12, 31))),
    ("日期:2014年2月", Days(date(2014, 2, 1), date(2014, 2, 28))),
    ("来源:新华社", Source("新华社")),
    ("组织:“OKAY 教育”", Organisation("OKAY 教育")),
    ("2014年 创立", Words("2014年 创立")),
    ("OKAY智慧教育(北京)", Words("OKAY智慧教育(北京)")),
    ("C++ A-轮 10:30", Words("C++ A-轮 10:30")),
    ("AND OR 或", Words("AND OR 或")),
    ("腾讯 AND", Words("腾讯 AND")),
    ("NOT -腾讯 阿里", Both((Phrase("腾讯"), Words("阿里")))),
]


@pytest.mark.parametrize(("typed", "meant"), MEANT)
def test_the_syntax_is_read_in_either_language_script_and_width(typed: str, meant: Node) -> None:
    assert parse(typed) == Asked(typed, meant)


@pytest.mark.parametrize(
    ("typed", "meant", "oddities"),
    [
        ("", None, ["empty"]),
        ("？！ ……", None, ["empty"]),
        ("\x00\x07", None, ["empty"]),
        ("*", None, ["star", "empty"]),
        ("*圈 南*圈", Words("圈 南 圈"), ["star"]),
        ("((", None, ["unclosed", "empty"]),
        ('"南极圈', Phrase("南极圈"), ["unclosed"]),
        ("南极圈) 腾讯", Words("南极圈 腾讯"), ["unclosed"]),
        ("(a OR (b", Either((Words("a"), Words("b"))), ["unclosed"]),
        ("-南极圈 NOT 腾讯", None, ["only not"]),
        ("a OR -b", None, ["only not"]),
        ("年:明年 腾讯", Words("年:明年 腾讯"), ["unread"]),
        ("类型:动物", Words("类型:动物"), ["unread"]),
        ("长" * 10_000, Words("长" * LONGEST), ["cut"]),
    ],
)
def test_what_is_odd_is_told_and_the_rest_is_read(typed: str, meant: Node | None, oddities: list[str]) -> None:
    asked = parse(typed)
    assert asked.node == meant
    assert [remark.oddity for remark in asked.remarks] == oddities


HARD = st.text(alphabet='"“”「」+-()（）*:：~^.[]{}\\/ANDORT与或非年类型源来2014南极圈 \t', max_size=60)


@given(st.text(max_size=60) | HARD)
def test_any_text_is_read_and_means_the_same_when_it_is_typed_again(typed: str) -> None:
    """What is tidied is shown in the box, so it has to ask for the same."""
    asked = parse(typed)
    assert parse(asked.text).node == asked.node
    assert all(wanted.text.strip() for wanted in texts(asked.node))


def test_fields_of_an_address_narrow_what_was_typed() -> None:
    """Those of one kind are alternatives, and what was typed itself stays; nothing typed and a field asks for all of it."""
    asked = parse("腾讯 2014..")
    years = Days(date(2016, 1, 1), None)
    both = asked.within(Type("PER"), Type("ORG"), years)
    first = Days(date(2014, 1, 1), None)
    assert both.node == Both((Words("腾讯"), first, years, Either((Type("PER"), Type("ORG")))))
    assert parse("").within(Source("新华社")) == Asked("", Source("新华社"))
    assert parse("-腾讯").within(Source("新华社")).node is None


@pytest.mark.parametrize("value", ["", "..", "x", "20144", "2014-13", "2014-02-30", "0000", "2014..x"])
def test_what_is_no_day_is_none(value: str) -> None:
    assert days_of(value) is None
