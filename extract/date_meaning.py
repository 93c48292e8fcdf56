"""What a calendar expression means in its context: one reader for each form of the grammar."""

from collections.abc import Callable

from extract.calendar_values import (
    ImpossibleDateError,
    Value,
    day_stamp,
    months,
    stamp,
    value_moved_years,
)
from extract.date_context import Context
from extract.date_grammar import Expression
from extract.relative_dates import (
    couple,
    following,
    relative_day,
    relative_month,
    relative_quarter,
    relative_season,
    shifted,
    week,
)
from extract.year_parts import Parts, day_or_range, edge_of_year, number, part_of_year

_ERAS = {
    "贞观": 627, "洪武": 1368, "永乐": 1403, "宣德": 1426, "景泰": 1450, "成化": 1465, "弘治": 1488, "正德": 1506,
    "嘉靖": 1522, "隆庆": 1567, "万历": 1573, "天启": 1621, "崇祯": 1628, "顺治": 1644, "康熙": 1662,
    "雍正": 1723, "乾隆": 1736, "干隆": 1736, "嘉庆": 1796, "道光": 1821, "咸丰": 1851, "同治": 1862, "光绪": 1875,
    "宣统": 1909, "民国": 1912, "明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019,
}  # fmt: skip
_SOLAR_ERAS = ("民国", "明治", "大正", "昭和", "平成", "令和")
_FROM_PUBLICATION = {
    "今年": 0, "本年": 0, "去年": -1, "昨年": -1, "前年": -2, "大前年": -3, "明年": 1, "后年": 2, "大后年": 3,
}  # fmt: skip
_FROM_CONTEXT = {"次年": 1, "翌年": 1, "第二年": 1, "下一年": 1, "来年": 1, "上年": -1, "上一年": -1}


def meaning(expression: Expression, context: Context) -> Value | None:
    """The value; None where nothing fixes it. Raises ImpossibleDateError where no such date exists."""
    return _READERS[expression.form](expression.parts, context)


def _in_full(two_digits: int, context: Context) -> int:
    """98 and 07 with their century: at most ten years after publication, or 2040 where that is unknown."""
    latest = context.base.year + 10 if context.base else 2040
    return two_digits + (2000 if two_digits + 2000 <= latest else 1900)


def _year(parts: Parts, context: Context) -> int | None:
    """The year that `parts` name; None where the context does not give it."""
    if "y" in parts or "ycn" in parts:
        return number(parts.get("y") or parts["ycn"])
    if "roc" in parts:
        return _ERAS["民国"] + number(parts["roc"]) - 1
    if "yy" in parts:
        return _in_full(number(parts["yy"]), context)
    if "era" in parts:
        return _ERAS[parts["era"]] + number(parts["ey"]) - 1
    if "n" in parts:
        return _shifted_year(parts, context)
    word = parts["yrel"]
    if word == "第二年" and len(parts) == 1 and not context.is_near():
        return None
    if word == "当年" and len(parts) == 1 and not context.same_sentence():
        return None  # more often "in those days"
    if word in _FROM_PUBLICATION:
        base = context.publication()
        return base.year + _FROM_PUBLICATION[word] if base else None
    if word[0] in "上来" and context.base and not context.same_sentence():
        told: int | None = context.base.year
        context.publication()
    else:
        told = context.year()
    return told and told + _FROM_CONTEXT.get(word, 0)


def _shifted_year(parts: Parts, context: Context) -> int | None:
    """三年前 counts from publication, 两年后 from what was told last."""
    if "on" in parts and context.last and context.is_past(context.last.first):
        context.told()
        return context.last.first.year + number(parts["n"])
    base = context.publication()
    return base.year + number(parts["n"]) * (-1 if "back" in parts else 1) if base else None


def _calendar(parts: Parts, context: Context) -> Value | None:
    """A year, or a part of a year named before it."""
    year = _year(parts, context)
    if year is None:
        return None
    whole = Value(stamp(year))
    if parts.get("era", "民国") not in _SOLAR_ERAS and "m" in parts:
        return part_of_year({"lm": parts["m"]}, context, year) or whole
    if "same" in parts:
        # 去年同期 repeats the months or days just named, but a single day (截至6月30日) is no period.
        last = context.last
        if last and last.first.month and (last.last or not last.first.day):
            context.told()
            return value_moved_years(last, year - last.first.year)
        return whole
    return part_of_year(parts, context, year) or whole


def _bare(parts: Parts, context: Context) -> Value | None:
    """A part of a year, whose year the context gives."""
    base = context.base
    told = context.last.end if context.last and (context.same_sentence() or not base) else None
    if context.place.ahead and base:
        told = None
    if "part" in parts and not told:
        told = context.aside()
    if "monthpart" in parts:
        by_story = told and 1 <= told.month <= 12
        context.told() if by_story else context.publication()
        month = told if by_story else base and day_stamp(base)
        return Value(stamp(month.year, month.month)) if month else None
    if "part" in parts or "fn" in parts:
        context.lean_on(told) if told else context.publication()
    if "part" in parts:
        # In January and February 年底 is the one just past.
        just_past = base is not None and base.month <= 2 and "初" not in parts["part"] and not context.place.ahead
        year = told.year if told else base and base.year - just_past
        return edge_of_year(parts["part"], year) if year else None
    if "fn" in parts:
        year = told.year if told else base and base.year
        return months(year, 1, number(parts["fn"])) if year else None
    return part_of_year(parts, context)


def _numeric_month(parts: Parts, context: Context) -> Value:
    return Value(stamp(number(parts["y"]), number(parts["m"])))


def _decade(parts: Parts, context: Context) -> Value:
    """90年代 without a century is the last one of that name; 七八十年代 is two decades."""
    if "dy" in parts:
        return Value(stamp(int(parts["dy"]) * 10), decade=True)
    tens = number(parts["tens"])
    century = parts.get("century", "上世纪")
    named = {"上": 20, "本": 21}
    hundreds = (named.get(century[0]) or number(century[:-2].strip())) * 100 - 100
    if "tens0" not in parts:
        return Value(stamp(hundreds + tens), decade=True)
    return Value(stamp(hundreds + number(parts["tens0"]) * 10), stamp(hundreds + tens + 9))


def _year_span(parts: Parts, context: Context) -> Value:
    first, last = int(parts["y0"]), int(parts["y"])
    if len(parts["y"]) == 2:
        last += first // 100 * 100
    if not first < last:
        raise ImpossibleDateError(f"{parts['y']} is not after {parts['y0']}")
    return Value(stamp(first), stamp(last))


def _day(parts: Parts, context: Context) -> Value | None:
    """12日 alone."""
    month = context.month_for(number(parts["d"]))
    return day_or_range(*month, parts) if month else None


def _continued(parts: Parts, context: Context) -> Value | None:
    if "y" in parts:
        return _numeric_month(parts, context)
    return _day(parts, context) if "d" in parts else part_of_year(parts, context)


_READERS: dict[str, Callable[[Parts, Context], Value | None]] = {
    "numeric": _calendar,
    "numeric_month": _numeric_month,
    "decade": _decade,
    "year_span": _year_span,
    "listed_year": _calendar,
    "season_year": _calendar,
    "calendar": _calendar,
    "short_year": _calendar,
    "short_year_alone": _calendar,
    "shifted_year": _calendar,
    "shifted": shifted,
    "following": following,
    "couple": couple,
    "relative_month": relative_month,
    "relative_quarter": relative_quarter,
    "relative_season": relative_season,
    "relative_day": relative_day,
    "week": week,
    "bare": _bare,
    "day": _day,
    "continued": _continued,
}
