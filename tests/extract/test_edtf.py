"""The EDTF subset: what is a value, and which days it spans."""

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from extract.edtf import bounds, is_edtf

CLOSED = {
    "2014": ("2014-01-01", "2014-12-31"),
    "2014-09": ("2014-09-01", "2014-09-30"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2016-09-05": ("2016-09-05", "2016-09-05"),
    "2012/2016": ("2012-01-01", "2016-12-31"),
    "2022-01/2022-09": ("2022-01-01", "2022-09-30"),
    "2023-06-10/2023-06-17": ("2023-06-10", "2023-06-17"),
    "2018~": ("2018-01-01", "2018-12-31"),
    "2024-06~": ("2024-06-01", "2024-06-30"),
    "2021~/2022~": ("2021-01-01", "2022-12-31"),
    "199X": ("1990-01-01", "1999-12-31"),
    "2023-21": ("2023-03-01", "2023-05-31"),
    "2023-22": ("2023-06-01", "2023-08-31"),
    "2023-23": ("2023-09-01", "2023-11-30"),
    "2018?": ("2018-01-01", "2018-12-31"),
    "2018%": ("2018-01-01", "2018-12-31"),
}


@pytest.mark.parametrize(("value", "days"), CLOSED.items())
def test_a_value_spans_its_days(value, days):
    assert is_edtf(value)
    assert tuple(map(str, bounds(value))) == days


@pytest.mark.parametrize("value", CLOSED)
def test_the_reference_implementation_reads_the_same_days(value):
    """The PyPI package edtf, which is too slow for every date of a corpus."""
    theirs = parse_edtf(value)
    mine = bounds(value)
    assert (date(*theirs.lower_strict()[:3]), date(*theirs.upper_strict()[:3])) == mine


def test_winter_ends_in_the_next_year():
    assert bounds("2023-24") == (date(2023, 12, 1), date(2024, 2, 29))


def test_an_open_end_has_no_bound():
    assert bounds("2019/..") == (date(2019, 1, 1), None)
    assert bounds("../2017") == (None, date(2017, 12, 31))


NO_VALUES = """2014年 14 20145 2014-13 2014-00 2014-02-30 2014-2-3 2014-21-01 0000 0000-05 000X 2016/2012 2012/2016/2018
../.. .. /2012 2012/ 2012//2016 19XX ２０１４ ~2014 9999-24"""


@pytest.mark.parametrize("text", ["", " 2014", *NO_VALUES.split()])
def test_what_is_no_value_is_refused_and_has_no_bounds(text):
    assert not is_edtf(text)
    assert bounds(text) == (None, None)


@given(st.dates(), st.dates())
def test_an_interval_of_days_is_a_value_exactly_where_it_runs_forward(first, last):
    value = f"{first}/{last}"
    assert is_edtf(value) == (first <= last)
    assert bounds(value) == ((first, last) if first <= last else (None, None))


@given(st.text(alphabet="0123456789-/.~?%X", max_size=24))
def test_no_text_makes_it_fail(text):
    assert is_edtf(text) == (bounds(text) != (None, None))
