"""Expressions that count from a day: 昨日, 上周五, 下月8日, 去冬, 三天前, 此后两年间, and what each of them means."""

from extract.calendar_values import (
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
from extract.year_parts import Parts, day_or_range, number, part_of_month, part_of_year

_DAYS = {"这个": 0, "今": 0, "去": -1, "昨": -1, "前": -2, "大前": -3, "明": 1, "后": 2, "大后": 3}
_WEEKDAYS = "一二三四五六日天末"


def relative_season(parts: Parts, context: Context) -> Value | None:
    """今夏, 去冬, 这个夏天; the winter of January is last year's."""
    word, base = parts["srel"], context.publication()
    if word == "那个":
        return part_of_year(parts, context, context.year())
    if base is None:
        return None
    late = word in ("今", "这个") and parts["season"] == "冬" and base.month <= 2
    return part_of_year(parts, context, base.year + _DAYS[word] - late)


def shifted(parts: Parts, context: Context) -> Value | None:
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


def following(parts: Parts, context: Context) -> Value | None:
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


def couple(parts: Parts, context: Context) -> Value | None:
    """前两年: a couple of years ago; 今明两年 is two years exactly."""
    base = context.publication()
    if base is None:
        return None
    if "pair" in parts:
        first = base.year - (parts["pair"] == "去今")
        return Value(stamp(first), stamp(first + 1))
    return Value(stamp(base.year - 2), stamp(base.year - 1), approximate=True)


def relative_month(parts: Parts, context: Context) -> Value | None:
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


def relative_quarter(parts: Parts, context: Context) -> Value | None:
    """本季度, 上季度: counted from publication."""
    base = context.publication()
    if base is None:
        return None
    word = parts["qrel"]
    moved = move_months(Stamp(base.year, (base.month - 1) // 3 * 3 + 1), 3 * (word.count("下") - word.count("上")))
    return months(moved.year, moved.month, moved.month + 2)


def relative_day(parts: Parts, context: Context) -> Value | None:
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


def week(parts: Parts, context: Context) -> Value | None:
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
