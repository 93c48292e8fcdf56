"""Chinese and Arabic numerals as dates use them, up to the thousands."""

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "元": 1}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_JOINED = {"廿": "二十", "卅": "三十", "卌": "四十"}


def read_number(text: str) -> int | None:
    """The value of a whole numeral: 2021, 二〇二一, 二十六, 廿三, 一百零五, 两千零四; 元 is 1. None if it is none.

    Digits written in a row are read by place (九八 is 98), with units between them by value.
    """
    if text.isascii():
        return int(text) if text.isdigit() and len(text) <= 4 else None
    for short, long in _JOINED.items():
        text = text.replace(short, long)
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text)) if len(text) <= 4 else None
    total, pending, smallest = 0, None, 10_000
    for c in text:
        if c in _UNITS:
            unit = _UNITS[c]
            if unit >= smallest or (pending is None and total and unit != 10) or pending == 0:
                return None
            total += (1 if pending is None else pending) * unit
            pending, smallest = None, unit
        elif c in _DIGITS and not pending:
            pending = _DIGITS[c]
        else:
            return None
    return total + (pending or 0)
