"""Numbers, sums and slotted sentences."""

from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.slots import SYMBOL, Slot, count_slots, money_slots, number, slotted, with_lists


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("900万", 9_000_000),
        ("1.2亿", 120_000_000),
        ("三千万", 30_000_000),
        ("1,200", 1200),
        ("三十二", 32),
        ("十", 10),
        ("一百二十万", 1_200_000),
        ("二〇", 20),
        ("两千", 2000),
        ("3万亿", 3_000_000_000_000),
        ("三万五千", 35_000),
        ("三万五", 35_000),
        ("一亿两千万", 120_000_000),
        ("3亿5000万", 350_000_000),
        ("1万2000亿", 1_200_000_000_000),
        ("2000多万", 20_000_000),
        ("20多亿", 2_000_000_000),
        ("300余万", 3_000_000),
        ("三万零五", 30_005),
        ("3万50000", None),
        ("七八十", None),
        ("几", None),
        ("", None),
    ],
)
def test_numbers_are_read_in_every_writing(form: str, value: int | None) -> None:
    assert number(form) == value


@given(st.integers(min_value=0, max_value=10**9))
def test_a_number_with_separators_comes_back(value: int) -> None:
    assert number(f"{value:,}") == value == number(str(value))


def hanzi(value: int) -> str:
    """`value` in Chinese, as a newspaper prints it."""
    for scale, unit in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if value >= scale:
            head, tail = divmod(value, scale)
            zero = "零" if 0 < tail < scale // 10 else ""
            return hanzi(head) + unit + zero + (hanzi(tail) if tail else "")
    return "零一二三四五六七八九"[value]


def mixed(value: int) -> str:
    """`value` with 亿 and 万 between figures (3亿5000万200)."""
    parts = [(value // 10**8, "亿"), (value // 10**4 % 10**4, "万"), (value % 10**4, "")]
    return "".join(f"{figure}{unit}" for figure, unit in parts if figure) or "0"


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_a_number_comes_back_from_every_style(value: int) -> None:
    assert number(hanzi(value)) == number(hanzi(value).replace("二千", "两千")) == value
    assert number(mixed(value)) == value
    assert number(f"{value / 10**4:.4f}万") == value


@given(st.integers(min_value=5, max_value=10**12 - 1), st.sampled_from((hanzi, mixed, str, "{:,}".format)))
def test_sums_and_head_counts_are_read_whole(value: int, style: Callable[[int], str]) -> None:
    assert [s.members for s in money_slots(f"出资{style(value)}元。")] == [(str(value),)]
    assert [s.members for s in count_slots(f"有{style(value)}名员工。")] == [(str(value),)]


@given(st.integers(min_value=1, max_value=99), st.sampled_from("多余"), st.sampled_from(("万", "亿")))
def test_more_than_a_round_number_is_that_number(value: int, more: str, unit: str) -> None:
    expected = value * (10**4 if unit == "万" else 10**8)
    for form in (f"{value}{more}{unit}", f"{value}{unit}{more}", f"{hanzi(value)}{more}{unit}"):
        assert [s.members for s in money_slots(f"出资{form}元")] == [(str(expected),)]


@pytest.mark.parametrize("text", ["数千万元", "几百万元", "数亿元", "十几亿元", "12月30日元旦", "9" * 400 + "元"])
def test_what_is_no_certain_sum_is_none(text: str) -> None:
    assert list(money_slots(text)) == []


@pytest.mark.parametrize(
    "text", ["第12名", "第三名", "第二十三名", "数百人", "500人民币", "9" * 5000 + "人", "七八十人", "100多万人次"]
)
def test_what_is_no_certain_head_count_is_none(text: str) -> None:
    assert list(count_slots(text)) == []


def test_a_run_of_figures_without_a_unit_costs_little() -> None:
    started = process_time()
    for text in ("9" * 100_000, "1,000," * 20_000, "一万" * 50_000, "多余" * 50_000):
        assert list(money_slots(text)) == list(count_slots(text)) == []
    assert process_time() - started < 5


def test_sums_carry_their_currency() -> None:
    sums = [(s.members[0], s.currency) for s in money_slots("出资900万元，另有1.2亿港元和新台币三千万元、五百美元")]
    assert sums == [("9000000", "CNY"), ("120000000", "HKD"), ("30000000", "TWD"), ("500", "USD")]


def test_head_counts_are_numbers_of_people_and_times_are_not() -> None:
    assert [s.members[0] for s in count_slots("员工1,200人，接待48万人次，三人创办")] == ["1200"]


def test_a_sentence_shows_names_as_symbols_and_lists_as_one() -> None:
    text = "由甲、乙和丙（原名丁）创办“戊”"
    spans = [
        Slot("PER", 1, 2, ("e1",)),
        Slot("PER", 3, 4, ("e2",)),
        Slot("PER", 5, 6, ("e3",)),
        Slot("ORG", 14, 15, ("e4",)),
    ]
    raw = slotted(text, 0, len(text), spans)
    person, organisation = SYMBOL["PER"], SYMBOL["ORG"]
    assert raw.form == f"由{person}、{person}和{person}创办{organisation}"
    joined = with_lists(raw)
    assert joined.form == f"由{person}创办{organisation}"
    assert joined.slots[1].members == ("e1", "e2", "e3")
    assert joined.slots[4].members == ("e4",)
