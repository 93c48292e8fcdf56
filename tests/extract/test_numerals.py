"""Chinese numerals as dates use them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.numerals import read_number

DIGITS = "〇一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2021", 2021), ("07", 7), ("二〇二一", 2021), ("一九九八", 1998), ("二零零八", 2008), ("九八", 98), ("〇七", 7),
        ("十", 10), ("十二", 12), ("二十", 20), ("二十六", 26), ("三十一", 31), ("廿", 20), ("廿三", 23), ("卅", 30),
        ("百", 100), ("一百", 100), ("一百零五", 105), ("一百一十", 110), ("两", 2), ("两千零四", 2004), ("元", 1),
    ],
)  # fmt: skip
def test_a_numeral_is_read(text, value):
    assert read_number(text) == value


@pytest.mark.parametrize(
    "text", ["", "年", "十十", "二二十", "12a", "１2", "12345", "一二三四五", "9" * 5000, "十年", "二十百"]
)
def test_what_is_no_numeral_is_none(text):
    assert read_number(text) is None


@given(st.integers(1, 99))
def test_tens_written_out_come_back(n):
    tens, ones = divmod(n, 10)
    text = ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (
        DIGITS[ones] if ones or not tens else ""
    )
    assert read_number(text) == n


@given(st.integers(1000, 9999))
def test_years_digit_by_digit_come_back(n):
    assert read_number("".join(DIGITS[int(c)] for c in str(n))) == n
