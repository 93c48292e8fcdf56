"""Values as a Chinese reader expects them: dates from EDTF, sums of money, head counts, names of the types."""

import re
from collections.abc import Iterable
from decimal import Decimal

from extract.script import simplify
from ontology.predicates import CLASSES, PREDICATES

TYPES: dict[str, str] = {name: known.zh for name, known in CLASSES.items()}

_SEASONS = {"21": "春", "22": "夏", "23": "秋", "24": "冬"}
_CURRENCIES = {
    "CNY": "元",
    "USD": "美元",
    "HKD": "港元",
    "TWD": "元新台币",
    "MOP": "澳门元",
    "EUR": "欧元",
    "GBP": "英镑",
    "JPY": "日元",
    "KRW": "韩元",
    "SGD": "新加坡元",
    "INR": "卢比",
    "RUB": "卢布",
}
# How an expression got its date, by the names of extract.date_grammar.RULES.
_RULES = {
    "century": "按世纪补全",
    "count": "按间隔推算",
    "day-word": "按相对日推算",
    "decade": "按年代",
    "feast": "按节日",
    "lunar": "按农历换算",
    "month-word": "按相对月推算",
    "nearest": "补全年月",
    "quarter-word": "按相对季度推算",
    "reign": "按年号换算",
    "season-word": "按季节推算",
    "weekday": "按星期推算",
    "year-word": "按相对年推算",
}
_POINT = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2]|2[1-4])(?:-(?P<day>[0-3][0-9]))?)?(?P<mark>[~?%]?)")
_SPAN = re.compile(r"(?P<lead>[0-9]{2,3})(?P<open>X{1,2})(?P<mark>[~?%]?)")


def date(edtf: str) -> str:
    """`2014-09` → 2014年9月, `2012/2016` → 2012年至2016年, `199X` → 1990年代; what is not understood stays as it is."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _point(edtf)
    if end in ("..", "") and start not in ("..", ""):
        return f"{_point(start)}起"
    if start in ("..", ""):
        return edtf if end in ("..", "") else f"截至{_point(end)}"
    return f"{_point(start)}至{_point(end, after=start)}"


def reckoning(base: str | None, rule: str | None) -> str:
    """How a date was found, as `以2023年4月20日为准，按相对日推算`; "" for one that is written out."""
    parts = [f"以{date(base)}为准" if base else "", _RULES.get(rule or "", "")]
    return "，".join(part for part in parts if part)


def script(text: str) -> str:
    """The language tag of a Chinese text: `zh-Hant` where many of its characters have a simplified form."""
    changed = sum(one != other for one, other in zip(text, simplify(text), strict=True))
    return "zh-Hant" if changed > 0.1 * len(text) else "zh-Hans"


def _point(edtf: str, *, after: str = "") -> str:
    """One point of time; the year or month that it shares with `after` is not said again."""
    if found := _SPAN.fullmatch(edtf):
        lead, open_digits, mark = found.group("lead", "open", "mark")
        if len(lead) + len(open_digits) != 4:
            return edtf
        return _marked(f"{lead}0年代" if len(open_digits) == 1 else f"{int(lead) + 1}世纪", mark)
    found = _POINT.fullmatch(edtf)
    if not found:
        return edtf
    year, month, day, mark = found.group("year", "month", "day", "mark")
    words = f"{int(year)}年"
    if month in _SEASONS and not day:
        return _marked(words + _SEASONS[month], mark)
    if month:
        shared = not mark and month <= "12" and after.startswith(f"{year}-") and after[5:7] <= "12"
        words = ("" if shared else words) + f"{int(month)}月"
        if day:
            same_month = shared and after.startswith(f"{year}-{month}-")
            words = ("" if same_month else words) + f"{int(day)}日"
    return _marked(words, mark)


def _marked(words: str, mark: str) -> str:
    return {"~": f"约{words}", "?": f"{words}（存疑）", "%": f"约{words}（存疑）"}.get(mark, words)


def money(amount: int, currency: str | None) -> str:
    """9000000 CNY → 900万元; a figure with more than four decimals in its unit is rounded and says 约."""
    size = abs(amount)
    for unit, name in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万")):
        if size >= unit:
            figure = Decimal(amount) / unit
            rounded = round(figure, 4)
            words = f"{'' if rounded == figure else '约'}{_plain(rounded)}{name}"
            break
    else:
        words = f"{amount:,}"
    return words + (_CURRENCIES.get(currency, f" {currency}") if currency else "")


def _plain(number: Decimal) -> str:
    return f"{number:,f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:,f}"


def literal(predicate: str, value: str) -> str:
    """The value of an attribute in words: dates and head counts by their kind, other text as it stands."""
    known = PREDICATES.get(predicate)
    if known and known.literal == "edtf":
        return date(value)
    if known and known.literal == "integer" and re.fullmatch(r"[0-9]{1,18}", value):
        return f"{int(value):,}人" if predicate == "numberOfEmployees" else f"{int(value):,}"
    return value


_REASONS = {
    "name": "同名",
    "born": "出生年相符",
    "organisation": "有共同的机构",
    "company": "与同样的机构或作品一同出现",
    "title": "职务相同",
    "place": "地点相同",
    "short name": "共用一个简称",
    "other organisation": "但所属机构不同",
    "other title": "但职务不同",
}


def reasons(found: Iterable[str]) -> str:
    """Why two things may be one (the reasons of graph/identity.py), in words."""
    return "，".join(_REASONS[reason] for reason in found)
