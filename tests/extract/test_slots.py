"""Numbers, sums and slotted sentences."""

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
        ("几", None),
        ("", None),
    ],
)
def test_numbers_are_read_in_every_writing(form: str, value: int | None) -> None:
    assert number(form) == value


@given(st.integers(min_value=0, max_value=10**9))
def test_a_number_with_separators_comes_back(value: int) -> None:
    assert number(f"{value:,}") == value == number(str(value))


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
