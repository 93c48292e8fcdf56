"""What a calendar expression means in its context: one reader for each form of the grammar."""

from collections.abc import Callable, Mapping
from datetime import date

from extract.calendar_values import (
    SEASONS,
    ImpossibleDateError,
    Stamp,
    Value,
    day_stamp,
    days,
    joined,
    months,
    move_days,
    move_months,
    stamp,
    value_moved_years,
    week_of,
)
from extract.date_context import Context
from extract.date_grammar import Expression
from extract.festivals import festival
from extract.lunisolar import lunar_day, lunar_month
from extract.numerals import read_number

Parts = Mapping[str, str]

_ERAS = {
    "民国": 1912, "光绪": 1875, "宣统": 1909, "同治": 1862, "咸丰": 1851, "道光": 1821, "嘉庆": 1796, "乾隆": 1736,
    "干隆": 1736, "雍正": 1723, "康熙": 1662, "顺治": 1644, "崇祯": 1628, "天启": 1621, "万历": 1573, "嘉靖": 1522,
    "永乐": 1403, "洪武": 1368, "明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019,
}  # fmt: skip
_LUNAR_ERAS = tuple(era for era, first in _ERAS.items() if first < 1912 and era != "明治")
_FROM_PUBLICATION = {
    "今年": 0, "本年": 0, "去年": -1, "昨年": -1, "前年": -2, "大前年": -3, "明年": 1, "后年": 2, "大后年": 3,
}  # fmt: skip
_FROM_CONTEXT = {"次年": 1, "翌年": 1, "第二年": 1, "下一年": 1, "上年": -1, "上一年": -1}
_DAYS = {
    "今": 0, "昨": -1, "前": -2, "大前": -3, "明": 1, "后": 2, "大后": 3,
}  # fmt: skip
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_TENS_OF_MONTH = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}
_WEEKDAYS = "一二三四五六日天末"


def meaning(expression: Expression, context: Context) -> Value | None:
    """The value; None where nothing fixes it. Raises ImpossibleDateError where no such date exists."""
    return _READERS[expression.form](expression.parts, context)


def _number(text: str | None) -> int:
    number = read_number(text) if text else None
    if number is None:
        raise ImpossibleDateError(f"no number: {text}")
    return number


def _century(two_digits: int, context: Context) -> int:
    """98 and 07 in full: at most ten years after publication (2040 where that is unknown)."""
    latest = context.base.year + 10 if context.base else 2040
    return two_digits + (2000 if two_digits + 2000 <= latest else 1900)


def _year(parts: Parts, context: Context) -> int | None:
    """The year that `parts` name; None where the context does not give it."""
    if "y" in parts or "ycn" in parts:
        return _number(parts.get("y") or parts["ycn"])
    if "yy" in parts:
        return _century(_number(parts["yy"]), context)
    if "era" in parts:
        return _ERAS[parts["era"]] + _number(parts["ey"]) - 1
    if "n" in parts:
        return _shifted_year(parts, context)
    word = parts["yrel"]
    if word in _FROM_PUBLICATION:
        return context.base.year + _FROM_PUBLICATION[word] if context.base else None
    told = context.year()
    if word.startswith("上") and context.base and not context.same_sentence():
        told = context.base.year
    return None if told is None else told + _FROM_CONTEXT.get(word, 0)


def _shifted_year(parts: Parts, context: Context) -> int | None:
    """三年前 counts from publication, 两年后 from what was told last."""
    count = _number(parts["n"])
    if "back" in parts:
        return context.base.year - count if context.base else None
    origin = context.last.first if context.last and context.is_past(context.last.first) else None
    return origin.year + count if origin else context.base.year + count if context.base else None


def _calendar(parts: Parts, context: Context) -> Value | None:
    """A year, or a part of a year named before it."""
    year = _year(parts, context)
    if year is None:
        return None
    if year and parts.get("era") in _LUNAR_ERAS and "m" in parts and "lm" not in parts:
        parts = {**parts, "lm": parts["m"]}
    if "same" in parts:
        last = context.last
        return value_moved_years(last, year - last.first.year) if last and last.first.month else Value(stamp(year))
    return _part_of_year(parts, lambda month=1, day=0: year, context) or Value(stamp(year))


def _bare(parts: Parts, context: Context) -> Value | None:
    """A part of a year whose year the context gives."""
    if "monthpart" in parts:
        last = context.last.end if context.last and context.same_sentence() else None
        if last and 1 <= last.month <= 12:
            return Value(stamp(last.year, last.month))
        return Value(stamp(context.base.year, context.base.month)) if context.base else None
    if "part" in parts and context.base and not context.same_sentence():
        # In January and February 年底 is the one just past.
        return _edge_of_year(parts["part"], context.base.year - ("初" not in parts["part"] and context.base.month <= 2))
    if "fn" in parts:
        return months(context.base.year, 1, _number(parts["fn"])) if context.base else None
    return _part_of_year(parts, context.year_for, context)


def _part_of_year(parts: Parts, year_for: Callable[..., int | None], context: Context) -> Value | None:
    """The month, day, quarter, season or feast in `parts`; None where there is none or its year stays open.

    `year_for(month, day)` gives the year of a place in it.
    """
    if "lm" in parts or "ld" in parts:
        return _lunar(parts, None if year_for == context.year_for else year_for(), context)
    if "feast" in parts:
        name = parts["feast"]
        if year_for != context.year_for:
            day = festival(name, year_for() or 0)
        else:
            around = context.base or (context.last and context.last.end.first_day())
            every = [festival(name, around.year + i) for i in (-1, 0, 1)] if around else []
            day = context.nearest([day for day in every if day])
        return Value(day_stamp(day)) if day else None
    if "md" in parts:
        month, last = _number(parts["md"]), _number(parts["d"])
        year = year_for(month, last) if 1 <= month <= 12 else None
        return None if year is None else _day_or_range(year, month, parts)
    if "m" in parts:
        month, first = _number(parts["m"]), _number(parts.get("m0") or parts["m"])
        year = year_for(first)
        return None if year is None else _month(year, first, month, parts)
    span = _months_of(parts)
    if span:
        year = year_for(span[0])
        return None if year is None else months(year, *span)
    year = year_for()
    if year is None:
        return None
    if "season" in parts:
        return Value(stamp(year, SEASONS[parts["season"]]))
    return _edge_of_year(parts["part"], year) if "part" in parts else None


def _months_of(parts: Parts) -> tuple[int, int] | None:
    """First and last month of a quarter, a half or a number of months."""
    if "q" in parts:
        last = _number(parts["q"]) * 3
        first = _number(parts.get("q0") or parts["q"]) * 3 - 2
        edge = parts.get("qedge")
        return (first, first) if edge == "初" else (last, last) if edge else (first, last)
    if "qfirst" in parts:
        return 1, 3
    if "qn" in parts:
        return 1, _number(parts["qn"]) * 3
    if "half" in parts or "hy" in parts:
        return (1, 6) if parts.get("half", parts.get("hy")) in ("上", "前") else (7, 12)
    if "fn" in parts:
        return 1, _number(parts["fn"])
    if "nth" in parts:
        return _number(parts["nth"]), _number(parts["nth"])
    return (13 - _number(parts["ln"]), 12) if "ln" in parts else None


def _edge_of_year(part: str, year: int) -> Value:
    return Value(stamp(year, 1 if "初" in part else 6 if "中" in part else 12))


def _day_or_range(year: int, month: int, parts: Parts) -> Value:
    last = Value(stamp(year, month, _number(parts["d"])))
    if "d0" not in parts:
        return last
    span = joined(Value(stamp(year, month, _number(parts["d0"]))), last)
    if span is None:
        raise ImpossibleDateError(f"{parts['d0']} is after {parts['d']}")
    return span


def _month(year: int, first: int, last: int, parts: Parts) -> Value:
    """A month, some months, or ten days of one; its beginning and its end are the month itself."""
    if "third" in parts:
        start, end = _TENS_OF_MONTH[parts["third"]]
        following = move_months(stamp(year, last), 1).first_day()
        return days(date(year, last, start), min(date(year, last, min(end, 28)), following)
                    if end <= 20 else move_days(following, -1))  # fmt: skip
    end_year = year + (last < first)
    return Value(stamp(year, first), stamp(end_year, last)) if first != last else Value(stamp(year, last))


def _lunar(parts: Parts, year: int | None, context: Context) -> Value | None:
    """A month or day of the lunisolar calendar; without a year the nearest one."""
    name = parts.get("lm", "正")
    month, leap = _LUNAR_MONTHS.get(name) or _number(name), "leap" in parts
    number = parts.get("ld") or parts.get("d")
    day = _number(number.removeprefix("初")) if number else 0
    around = context.base or (context.last and context.last.end.first_day())
    years = [year] if year is not None else [around.year + i for i in (-1, 0, 1)] if around else []
    spans = [span for y in years if (span := lunar_month(y, month, leap=leap))]
    if day:
        found = [d for y in years if (d := lunar_day(y, month, day, leap=leap))]
        chosen = found[0] if found and year is not None else context.nearest(found)
        if chosen is None and years and not found:
            raise ImpossibleDateError(f"no lunar day: {month}-{day}")
        return Value(day_stamp(chosen)) if chosen else None
    if year is None:
        first = context.nearest([span[0] for span in spans])
        spans = [span for span in spans if span[0] == first]
    return days(*spans[0]) if spans else None


