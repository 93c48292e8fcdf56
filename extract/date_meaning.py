"""What a calendar expression means in its context: one reader for each form of the grammar."""

from collections.abc import Callable

from extract.calendar_values import (
    ImpossibleDateError,
    Stamp,
    Value,
    day_stamp,
    days,
    months,
    move_days,
    move_months,
    stamp,
    value_moved_years,
    week_of,
)
from extract.date_context import Context
from extract.date_grammar import Expression
from extract.year_parts import Parts, day_or_range, edge_of_year, number, part_of_month, part_of_year

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
_DAYS = {"这个": 0, "今": 0, "去": -1, "昨": -1, "前": -2, "大前": -3, "明": 1, "后": 2, "大后": 3}
_WEEKDAYS = "一二三四五六日天末"


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
    if word == "第二年" and not context.is_near():
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


def _relative_season(parts: Parts, context: Context) -> Value | None:
    """今夏, 去冬, 这个夏天; the winter of January is last year's."""
    word, base = parts["srel"], context.publication()
    if word == "那个":
        return part_of_year(parts, context, context.year())
    if base is None:
        return None
    late = word in ("今", "这个") and parts["season"] == "冬" and base.month <= 2
    return part_of_year(parts, context, base.year + _DAYS[word] - late)


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


def _shifted(parts: Parts, context: Context) -> Value | None:
    """三天前, 两个月后, 半年前: as precise as the unit; back from publication, on from what was told last."""
    if "on" in parts and context.last and context.is_past(context.last.first):
        context.told()
        origin: Stamp | None = context.last.first
    else:
        base = context.publication()
        origin = day_stamp(base) if base else None
    unit, half = parts["unit"], parts["n"] == "半"
    count = 0 if half else number(parts["n"])
    if origin is None or (half and unit != "年"):
        return None
    sign = -1 if "back" in parts else 1
    if "年" in unit or "月" in unit:
        by = count if "月" in unit else count * 12 + 6 * (half or "半" in unit)
        moved = move_months(origin, sign * by)
        return Value(Stamp(moved.year, moved.month)) if 1 <= origin.month <= 12 else None
    if not origin.day:
        return None
    if unit in "天日":
        return Value(day_stamp(move_days(origin.first_day(), sign * count)))
    return Value(day_stamp(move_days(origin.first_day(), sign * count * 7)), approximate=True)


def _following(parts: Parts, context: Context) -> Value | None:
    """此后两年间: from what was told last."""
    if context.last is None or context.last.decade:
        return None
    context.told()
    start, count = context.last.end, number(parts["n"])
    if parts["unit"] == "年":
        return Value(start, value_moved_years(Value(start), count).first)
    if not 1 <= start.month <= 12 or (parts["unit"] == "天" and not start.day):
        return None
    if parts["unit"] == "天":
        return days(start.first_day(), move_days(start.first_day(), count))
    return Value(start, move_months(start, count))


def _couple(parts: Parts, context: Context) -> Value | None:
    """前两年: a couple of years ago; 今明两年 is two years exactly."""
    base = context.publication()
    if base is None:
        return None
    if "pair" in parts:
        first = base.year - (parts["pair"] == "去今")
        return Value(stamp(first), stamp(first + 1))
    return Value(stamp(base.year - 2), stamp(base.year - 1), approximate=True)


def _relative_month(parts: Parts, context: Context) -> Value | None:
    word = parts["mrel"]
    steps = word.count("下") - word.count("上") + (word[0] in "次翌")
    told = context.last.first if context.last and 1 <= context.last.first.month <= 12 else None
    leaning = word[0] in "当同该次翌" or word[1] == "一"
    origin = told if leaning else day_stamp(context.base) if context.base else None
    if origin is None:
        return None
    context.told() if leaning else context.publication()
    month = move_months(Stamp(origin.year, origin.month), steps)
    return (day_or_range if "d" in parts else part_of_month)(month.year, month.month, parts)


def _relative_quarter(parts: Parts, context: Context) -> Value | None:
    """本季度, 上季度: counted from publication."""
    base = context.publication()
    if base is None:
        return None
    word = parts["qrel"]
    moved = move_months(Stamp(base.year, (base.month - 1) // 3 * 3 + 1), 3 * (word.count("下") - word.count("上")))
    return months(moved.year, moved.month, moved.month + 2)


def _relative_day(parts: Parts, context: Context) -> Value | None:
    if "beside" in parts:
        base = context.publication()
        near = move_days(base, _DAYS[parts["beside"]]) if base else None
        return Value(stamp(near.year, near.month, number(parts["d"]))) if near else None
    word = parts["drel"]
    if word[0] in "当同即":
        if "event" in parts and not context.same_paragraph():
            return None  # 开业当天: the day of something that was not dated
        day = context.day()
        if day or word != "即日":
            return Value(day) if day else None
    if word[0] in "次翌第隔" or word.startswith("前一"):
        latest = context.latest_day()
        return Value(day_stamp(move_days(latest, -1 if word[0] == "前" else 1))) if latest else None
    if word[0] in "本即":
        base = context.publication()
        return Value(day_stamp(base)) if base else None
    base = context.filing()
    return Value(day_stamp(move_days(base, _DAYS[word[:-1]]))) if base else None


def _week(parts: Parts, context: Context) -> Value | None:
    """上周五, 本周, 下周末; Monday begins the week."""
    weekday = _WEEKDAYS.index(parts["wd"]) if "wd" in parts else None
    if "wrel" not in parts:
        day = context.weekday(min(weekday or 0, 6), number(parts["at"]) if "at" in parts else None)
        return Value(day) if day else None
    base = context.publication()
    if base is None:
        return None
    word = parts["wrel"]
    week = week_of(move_days(base, 7 * (word.count("下") - word.count("上"))))
    monday = week.first.first_day()
    if weekday is None:
        return week
    if weekday == 8:
        return days(move_days(monday, 5), move_days(monday, 6))
    return Value(day_stamp(move_days(monday, min(weekday, 6))))


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
    "shifted": _shifted,
    "following": _following,
    "couple": _couple,
    "relative_month": _relative_month,
    "relative_quarter": _relative_quarter,
    "relative_season": _relative_season,
    "relative_day": _relative_day,
    "week": _week,
    "bare": _bare,
    "day": _day,
    "continued": _continued,
}
