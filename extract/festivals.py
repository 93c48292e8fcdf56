"""Feast days by name: fixed ones, lunar ones, solar terms, and n-th weekdays of a month."""

from calendar import MONDAY, SUNDAY, THURSDAY
from datetime import date, timedelta

from extract.lunisolar import lunar_day, solar_term

_FIXED = {
    "元旦": (1, 1), "情人节": (2, 14), "妇女节": (3, 8), "植树节": (3, 12), "愚人节": (4, 1), "五一": (5, 1),
    "劳动节": (5, 1), "青年节": (5, 4), "护士节": (5, 12), "六一": (6, 1), "儿童节": (6, 1), "618": (6, 18), "七一": (7, 1),
    "建党节": (7, 1), "八一": (8, 1), "建军节": (8, 1), "教师节": (9, 10), "十一": (10, 1), "国庆": (10, 1),
    "双十节": (10, 10), "万圣节": (10, 31), "光棍节": (11, 11), "双十一": (11, 11), "双11": (11, 11),
    "双十二": (12, 12), "双12": (12, 12), "平安夜": (12, 24), "圣诞": (12, 25), "跨年夜": (12, 31),
}  # fmt: skip
_LUNAR = {
    "春节": (1, 1), "农历新年": (1, 1), "元宵": (1, 15), "龙抬头": (2, 2), "三月三": (3, 3), "端午": (5, 5), "七夕": (7, 7),
    "中元": (7, 15), "中秋": (8, 15), "重阳": (9, 9), "腊八": (12, 8), "小年": (12, 23),
}  # fmt: skip
_TERMS = {
    "立春": 315, "春分": 0, "清明": 15, "立夏": 45, "芒种": 75, "夏至": 90, "立秋": 135, "秋分": 180, "霜降": 210,
    "立冬": 225, "冬至": 270,
}  # fmt: skip
_WEEKDAYS = {"母亲节": (5, SUNDAY, 2), "父亲节": (6, SUNDAY, 3), "感恩节": (11, THURSDAY, 4)}
_EVES = ("除夕", "大年三十", "大年夜")

# Names that mean other things too (a street, a food, "clear", "eleven"); they need 节, 假期 or the like behind them.
AMBIGUOUS = frozenset(
    {"五一", "六一", "618", "七一", "八一", "十一", "元宵", "清明", "中元", "重阳", "腊八", "小年", "圣诞"}
)
NAMES = frozenset((*_FIXED, *_LUNAR, *_TERMS, *_WEEKDAYS, *_EVES))


def festivals(name: str, year: int) -> list[date]:
    """All days of the feast in the Gregorian `year`: none, one, or two of the twelfth lunar month."""
    if name not in _LUNAR:
        found = [festival(name, year)]
    else:
        found = [lunar_day(lunar, *_LUNAR[name]) for lunar in (year - 1, year)]
    return [day for day in found if day and day.year == year]


def festival(name: str, year: int) -> date | None:
    """The day of the feast in the Gregorian `year`; None where the calendar does not reach that far."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _WEEKDAYS:
        month, weekday, n = _WEEKDAYS[name]
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday() - MONDAY) % 7 + 7 * (n - 1))
    if name in _TERMS:
        return solar_term(year, _TERMS[name]) if 1645 < year < 2200 else None
    if name in _EVES:
        new_year = lunar_day(year, 1, 1)
        return new_year and new_year - timedelta(days=1)
    # The twelfth month reaches into the next Gregorian year: a feast in it belongs to the year in which it falls.
    lunar_years = (year - 1, year) if _LUNAR[name][0] == 12 else (year,)
    found = [day for y in lunar_years if (day := lunar_day(y, *_LUNAR[name]))]
    return next((day for day in found if day.year == year), found[-1] if found else None)
