"""The computed lunisolar calendar and the feasts on it, against days that history and almanacs record."""

from datetime import date

import pytest

from extract.festivals import NAMES, festival
from extract.lunisolar import lunar_day, lunar_month, solar_term

NEW_YEARS = """1900-01-31 1911-01-30 1912-02-18 1937-02-11 1949-01-29 1966-01-21 1976-01-31 1985-02-20 1997-02-07
2000-02-05 2001-01-24 2008-02-07 2012-01-23 2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25
2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2033-01-31 2034-02-19 2044-01-30 2050-01-23"""


@pytest.mark.parametrize("day", NEW_YEARS.split())
def test_the_spring_festival_falls_on_its_day(day):
    new_year = date.fromisoformat(day)
    assert festival("春节", new_year.year) == new_year


@pytest.mark.parametrize(
    ("lunar", "day"),
    [
        ((1898, 8, 6), "1898-09-21"),  # the coup that ended the Hundred Days
        ((1900, 7, 20), "1900-08-14"),  # the Eight-Nation Alliance takes Peking
        ((1911, 8, 19), "1911-10-10"),  # the Wuchang uprising
        ((2022, 12, 27), "2023-01-18"),
        ((2021, 5, 21), "2021-06-30"),
        ((2023, 9, 22), "2023-11-05"),
    ],
)
def test_a_lunar_date_is_its_gregorian_day(lunar, day):
    assert str(lunar_day(*lunar)) == day


@pytest.mark.parametrize(
    ("year", "month"),
    [
        (1998, 5),
        (2001, 4),
        (2004, 2),
        (2006, 7),
        (2009, 5),
        (2012, 4),
        (2014, 9),
        (2017, 6),
        (2020, 4),
        (2023, 2),
        (2033, 11),
    ],
)
def test_a_leap_month_stands_only_where_it_should(year, month):
    assert [m for m in range(1, 13) if lunar_month(year, m, leap=True)] == [month]


def test_the_months_of_two_centuries_follow_each_other_without_a_gap():
    following = date(1900, 1, 31)
    for year in range(1900, 2101):
        for month in range(1, 13):
            for leap in (False, True):
                span = lunar_month(year, month, leap=leap)
                if span:
                    assert span[0] == following
                    assert (span[1] - span[0]).days in (28, 29)
                    following = date.fromordinal(span[1].toordinal() + 1)


def test_a_day_or_month_that_is_not_there_is_none():
    assert lunar_day(2023, 1, 30) is None
    assert lunar_month(2022, 3, leap=True) is None
    assert lunar_month(500, 1) is None


@pytest.mark.parametrize(
    ("longitude", "day"),
    [(15, "2023-04-05"), (15, "2024-04-04"), (270, "2023-12-22"), (315, "2021-02-03"), (75, "2021-06-05")],
)
def test_a_solar_term_falls_on_its_day(longitude, day):
    assert str(solar_term(int(day[:4]), longitude)) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("除夕", "2024-02-09"), ("元宵", "2023-02-05"), ("端午", "2006-05-31"), ("中秋", "2020-10-01"), ("重阳", "2023-10-23"),
        ("七夕", "2018-08-17"), ("小年", "2023-01-14"), ("国庆", "2020-10-01"), ("母亲节", "2021-05-09"),
        ("父亲节", "2021-06-20"), ("感恩节", "2019-11-28"), ("清明", "2022-04-05"), ("双11", "2020-11-11"),
    ],
)  # fmt: skip
def test_a_feast_falls_on_its_day(name, day):
    assert str(festival(name, int(day[:4]))) == day


@pytest.mark.parametrize("name", sorted(NAMES))
@pytest.mark.parametrize("year", [1, 1700, 1999, 2023, 9998])
def test_every_feast_has_a_day_of_its_year_or_none(name, year):
    day = festival(name, year)
    assert day is None or abs(day.year - year) <= 1
