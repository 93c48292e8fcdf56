"""The part of EDTF (ISO 8601-2) that dates are written in here: checking a value, and the days it spans.

Years, months, days and seasons (`2014`, `2014-09`, `2016-09-05`, `2023-21`), each perhaps approximate (`2018~`) or
uncertain (`2018?`, `2018%`); decades (`199X`); intervals of these, open at one end (`2012/2016`, `2019/..`).
"""

import re
from calendar import monthrange
from datetime import date

_POINT = re.compile(r"(?:(\d{4})(?:-(\d\d)(?:-(\d\d))?)?|(\d{3})X)[~?%]?", re.ASCII)
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}  # spring first; winter ends in the next year


def _span(point: str) -> tuple[date, date] | None:
    """First and last day of one value; None where it is none."""
    match = _POINT.fullmatch(point)
    if match is None:
        return None
    year, month, day, decade = (int(part) if part else None for part in match.groups())
    if decade is not None:
        return (date(decade * 10, 1, 1), date(decade * 10 + 9, 12, 31)) if decade else None
    if not year:
        return None  # year 0 is valid EDTF, but datetime's calendar begins with year 1
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if month in _SEASONS and day is None:
        first, last = _SEASONS[month]
        end = year + (last < first)
        return (date(year, first, 1), date(end, last, monthrange(end, last)[1])) if end <= 9999 else None
    if not 1 <= month <= 12:
        return None
    days = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, days)
    return (date(year, month, day),) * 2 if 1 <= day <= days else None


def _ends(edtf: str) -> tuple[date | None, date | None] | None:
    parts = edtf.split("/")
    if len(parts) == 1:
        return _span(edtf)
    if len(parts) != 2 or parts == ["..", ".."]:
        return None
    spans = [None if part == ".." else _span(part) for part in parts]
    if any(span is None and part != ".." for span, part in zip(spans, parts, strict=True)):
        return None
    earliest, latest = spans[0] and spans[0][0], spans[1] and spans[1][1]
    return None if earliest and latest and earliest > latest else (earliest, latest)


def is_edtf(text: str) -> bool:
    """Whether `text` is a value of the subset above; an interval must not run backwards."""
    return _ends(text) is not None


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """(earliest, latest) day of a value; None for an open end, and for both of a text that is no value.

    A season is March–May, June–August, September–November, December–February; approximation does not widen the span.
    """
    return _ends(edtf) or (None, None)
