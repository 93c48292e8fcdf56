"""Values in Chinese words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.date_grammar import RULES
from server import chinese


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2014", "2014年"),
        ("2014-09", "2014年9月"),
        ("2016-09-05", "2016年9月5日"),
        ("2012/2016", "2012年至2016年"),
        ("2022-01/2022-09", "2022年1月至9月"),
        ("2016-09-05/2016-09-07", "2016年9月5日至7日"),
        ("2016-09-30/2016-10-02", "2016年9月30日至10月2日"),
        ("2016-12/2017-01", "2016年12月至2017年1月"),
        ("2019/..", "2019年起"),
        ("../2017", "截至2017年"),
        ("2018~", "约2018年"),
        ("2021~/2022~", "约2021年至约2022年"),
        ("2020?", "2020年（存疑）"),
        ("199X", "1990年代"),
        ("19XX", "20世纪"),
        ("2023-21", "2023年春"),
        ("2023-24/2024-21", "2023年冬至2024年春"),
    ],
)
def test_dates_are_said_as_a_chinese_reader_says_them(edtf: str, words: str) -> None:
    """The forms of the annotation guide, each once."""
    assert chinese.date(edtf) == words


def test_every_rule_for_dates_is_said_in_chinese() -> None:
    assert all(chinese.reckoning(None, rule) for rule in RULES - {"calendar"})
    assert chinese.reckoning("2023-03-15", "day-word") == "以2023年3月15日为准，按相对日推算"
    assert chinese.reckoning(None, "calendar") == chinese.reckoning(None, None) == ""


@given(st.text(max_size=30) | st.from_regex(r"[0-9X/.~?%-]{0,25}", fullmatch=True))
def test_a_date_never_fails_and_never_becomes_empty(edtf: str) -> None:
    """Whatever stands where a date should: a reader sees words, or the value itself."""
    assert bool(chinese.date(edtf)) == bool(edtf)


def test_what_is_no_date_stays_as_it_is() -> None:
    for value in ("很久以前", "2014-13", "2014-00-01", "/", "../..", "1X", "2X14"):
        assert chinese.date(value) == value


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        (9_000_000, "CNY", "900万元"),
        (240_000_000, "CNY", "2.4亿元"),
        (30_000_000, "TWD", "3,000万元新台币"),
        (1_200_000_000_000, "USD", "1.2万亿美元"),
        (12_345, "HKD", "1.2345万港元"),
        (123_456_789, "EUR", "约1.2346亿欧元"),
        (800, "CNY", "800元"),
        (5_000_000, "XAU", "500万 XAU"),
        (5_000_000, None, "500万"),
    ],
)
def test_money_is_counted_in_wan_and_yi(amount: int, currency: str | None, words: str) -> None:
    """Exact figures stay exact; a rounded one says so."""
    assert chinese.money(amount, currency) == words


def test_an_attribute_is_read_by_its_kind() -> None:
    """A date as a date, a head count as people, a title as it stands."""
    assert chinese.literal("foundingDate", "2014-09") == "2014年9月"
    assert chinese.literal("numberOfEmployees", "12000") == "12,000人"
    assert chinese.literal("numberOfEmployees", "近万") == "近万"
    assert chinese.literal("jobTitle", "2014") == "2014"


def test_traditional_text_is_tagged_as_such() -> None:
    """So that a reader's fonts show its own forms of the characters."""
    assert chinese.script("成大電機「榕園會」滿20歲，系友捐三千萬設獎學金") == "zh-Hant"
    assert chinese.script("仓储机器人企业完成2.4亿元B轮融资，创始人范徵") == "zh-Hans"
    assert chinese.script("") == "zh-Hans"
