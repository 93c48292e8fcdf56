"""The parts of a year that an expression names: month, day, ten days, quarter, half, season, feast, lunar date."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from extract.calendar_values import (
    SEASONS,
    ImpossibleDateError,
    Value,
    day_stamp,
    days,
    joined,
    months,
    move_days,
    stamp,
    week_of,
)
from extract.date_context import Context
from extract.festivals import festival, festivals
from extract.lunisolar import lunar_day, lunar_month
from extract.numerals import read_number

Parts = Mapping[str, str]

_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_DAYS_OF_MONTH = {
    "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上中旬": (1, 20), "中上旬": (1, 20), "中下旬": (11, 31),
    "上半月": (1, 15), "下半月": (16, 31),
}  # fmt: skip
_WEEKDAYS = "一二三四五六日天末"
_THURSDAY = 3


def number(text: str | None) -> int:
    """The value of a numeral; raises ImpossibleDateError for none."""
    value = read_number(text) if text else None
    if value is None:
        raise ImpossibleDateError(f"no number: {text}")
    return value


def part_of_year(parts: Parts, context: Context, year: int | None = None) -> Value | None:
    """What `parts` name within `year`, or in the year that the context gives; None where they name nothing or it none."""
    if "lm" in parts or "ld" in parts:
        return _lunar(parts, context, year)
    if "feast" in parts:
        return _feast(parts["feast"], context, year)
    if "md" in parts:
        month = number(parts["md"])
        found = year or context.year_for(month, number(parts["d"]))
        return day_or_range(found, month, parts) if found else None
    if "m" in parts:
        first = number(parts.get("m0") or parts["m"])
        found = year or context.year_for(first)
        return _month_or_range(found, first, number(parts["m"]), parts) if found else None
    span = _span_of_months(parts)
    if span:
        found = year or context.year_for(span[0])
        return months(found, *span) if found else None
    if year and "yd" in parts:
        return Value(stamp(year, 1, 1) if parts["yd"].startswith("第") else stamp(year, 12, 31))
    if year and "yw" in parts:
        return _nth_week(date(year, 1, 1), date(year, 12, 31), number(parts["yw"]))
    if year and "season0" in parts:
        return Value(stamp(year, SEASONS[parts["season0"]]), stamp(year, SEASONS[parts["season"]]))
    if year and "season" in parts:
        return Value(stamp(year, SEASONS[parts["season"]]))
    return edge_of_year(parts["part"], year) if year and "part" in parts else None


def edge_of_year(part: str, year: int) -> Value:
    return Value(stamp(year, 1 if "初" in part else 6 if "中" in part else 12))


def day_or_range(year: int, month: int, parts: Parts) -> Value:
    """The day `d` of a month, or the days from `d0` to `d`."""
    last = Value(stamp(year, month, number(parts["d"])))
    span = joined(Value(stamp(year, month, number(parts["d0"]))), last) if "d0" in parts else last
    if span is None:
        raise ImpossibleDateError(f"day {parts['d0']} is after day {parts['d']}")
    return span


def part_of_month(year: int, month: int, parts: Parts) -> Value:
    """A month, or some days of it; its beginning and its end are the month itself."""
    whole = Value(stamp(year, month))
    length = monthrange(year, month)[1]
    if "week" in parts:
        return _week_of_month(date(year, month, 1), date(year, month, length), parts["week"])
    if "third" not in parts:
        return whole
    first, last = _DAYS_OF_MONTH[parts["third"]]
    return days(date(year, month, first), date(year, month, min(last, length)))


def _week_of_month(first: date, last: date, words: str) -> Value:
    """第一周, 最后一个星期一, 第三个周末, 最后一天 of the month from `first` to `last`."""
    if words in ("第一天", "最后一天"):
        return Value(day_stamp(first if words.startswith("第") else last))
    nth = -1 if words.startswith("最") else number(words[1:].strip()[0])
    weekday = _WEEKDAYS.find(words[-1])
    if weekday < 0:
        return _nth_week(first, last, nth)
    day = _nth_weekday(first, last, nth, min(weekday, 5 if weekday == 8 else 6))
    return days(day, move_days(day, 1)) if weekday == 8 else Value(day_stamp(day))


def _nth_week(first: date, last: date, nth: int) -> Value:
    """A week belongs to the month or year that has its Thursday, as in ISO 8601."""
    return week_of(_nth_weekday(first, last, nth, _THURSDAY))


def _nth_weekday(first: date, last: date, nth: int, weekday: int) -> date:
    """The `nth` such weekday between the two days; -1 is the last."""
    if nth < 0:
        return move_days(last, -((last.weekday() - weekday) % 7))
    day = move_days(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1))
    if day > last:
        raise ImpossibleDateError(f"no {nth}th such weekday from {first} to {last}")
    return day


def _month_or_range(year: int, first: int, last: int, parts: Parts) -> Value:
    if first == last:
        return part_of_month(year, last, parts)
    return Value(stamp(year, first), stamp(year + (last < first), last))


def _span_of_months(parts: Parts) -> tuple[int, int] | None:
    """First and last month of a quarter, a half or a number of months."""
    if "q" in parts:
        first, last = number(parts.get("q0") or parts["q"]) * 3 - 2, number(parts["q"]) * 3
        edge = parts.get("qedge")
        return (first, first) if edge == "初" else (last, last) if edge else (first, last)
    if "qfirst" in parts:
        return 1, 3
    if "qn" in parts:
        return 1, number(parts["qn"]) * 3
    if "half" in parts or "hy" in parts:
        return (1, 6) if parts.get("half") == "上" or parts.get("hy") == "前" else (7, 12)
    if "fn" in parts:
        return 1, number(parts["fn"])
    if "nth" in parts:
        return number(parts["nth"]), number(parts["nth"])
    return (13 - number(parts["ln"]), 12) if "ln" in parts else None


def _years_around(context: Context, year: int | None) -> list[int]:
    """The years to look for a date in: the one that is named, or those about publication or the last date told."""
    if year:
        return [year]
    around = context.base or (context.last.end.first_day() if context.last else None)
    return [y for y in range(around.year - 1, around.year + 2) if y > 0] if around else []


def _feast(name: str, context: Context, year: int | None) -> Value | None:
    if year:
        day = festival(name, year)
    else:
        day = context.nearest([day for y in _years_around(context, None) for day in festivals(name, y)])
    return Value(day_stamp(day)) if day else None


def _lunar(parts: Parts, context: Context, year: int | None) -> Value | None:
    """A month or a day of the lunisolar calendar, the nearest one where no year is given."""
    name, leap = parts.get("lm", "正"), "leap" in parts
    month = _LUNAR_MONTHS.get(name) or number(name)
    years = _years_around(context, year)
    if "ld" in parts:
        nth = number(parts["ld"].removeprefix("初"))
        found = [day for y in years if (day := lunar_day(y, month, nth, leap=leap))]
        if years and not found:
            raise ImpossibleDateError(f"no such lunar day: {name}月{parts['ld']}")
        day = found[0] if year else context.nearest(found)
        return Value(day_stamp(day)) if day else None
    spans = [span for y in years if (span := lunar_month(y, month, leap=leap))]
    first = spans[0][0] if spans and year else context.nearest([span[0] for span in spans])
    return next((days(*span) for span in spans if span[0] == first), None)
