"""A sentence as a pattern sees it: every name, date, title, sum and head count is one symbol, the rest its characters.

    董事长李孟泽曾任京东物流算法总监  →  T P 曾任 O T      (T, P, O: one private-use character each)

Marks around names, brackets and white space are left out, quotations are one symbol, and a list (甲、乙和丙) is one
symbol that stands for all its members: so a pattern says once what holds for one and for many.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

KINDS = (
    "PER",
    "ORG",
    "LOC",
    "WORK",
    "PRODUCT",
    "EVENT",
    "DATE",
    "TITLE",
    "FOUNDER",
    "MONEY",
    "COUNT",
    "QUOTE",
    "STAFF",
)
SYMBOL: Mapping[str, str] = {kind: chr(0xE000 + i) for i, kind in enumerate(KINDS)}
_LISTED = ("PER", "ORG", "LOC", "TITLE", "FOUNDER", "WORK", "PRODUCT")
_BRACKETS = re.compile(r"[（(【][^（）()【】]{0,60}[）)】]|—[—─][^—─。！？\n]{1,30}—[—─]|──[^—─。！？\n]{1,30}──")
_OPENS = re.compile("[（(【—─]")
# Marks and blanks, and what of the text itself would pass for a symbol.
_SILENT = re.compile("[“”「」『』‘’《》〈〉\"' \u3000\t\ue000-\uf8ff]+")


@dataclass(frozen=True, slots=True)
class Slot:
    """`text[start:end]` as one symbol. `members` are entity ids, title wordings or the value (EDTF, number); FOUNDER is
    a title too (创始人), of its own kind because it says more."""

    kind: str
    start: int
    end: int
    members: tuple[str, ...]
    currency: str | None = None
    noun: str = (
        ""  # of 该协会, whose members are not known yet, 协会; of a person 这位 before a title, which means them
    )
    near: bool = False  # of 这家公司, which means the one last spoken of and not the topic


@dataclass(frozen=True, slots=True)
class Pattern:
    """What the sentence looks like with its slots filled in: `form[i]` is a character, or a symbol for `slots[i]`."""

    form: str
    slots: Mapping[int, Slot]


_LIST_LINK = re.compile(r"[、，,]?(?:以及|和|与|及|跟|同|、|兼)(?:[新老]|现有|原有)*(?:股东(?!会|大会))?|[、]")
_KIN = "妻子|丈夫|太太|父亲|母亲|儿子|女儿|哥哥|弟弟|姐姐|妹妹|同学|同事|好友|朋友|搭档|合伙人|学生|老师|战友|同乡|室友|师弟|师兄|学弟|学长"
# Persons are listed with what they are: 他和前美团工程师赵凯文、老搭档蒋小川.
_PERSON_LINK = re.compile(
    rf"(?:、|以及|和|与|及|跟|同)(?:其|他的|她的|前|原|老|现任|中学|大学|高中|新?老?股东|现有股东|{SYMBOL['ORG']}|[{SYMBOL['TITLE']}{SYMBOL['FOUNDER']}]|{_KIN})*"
)
_LINKS = re.compile("[、和与及跟同兼]")  # one of which any of these two has
_LOOSE_LINK = re.compile(
    rf"(?:、|和|与|及|跟|同|，?(?:以及|还有|拉上|叫上|约上|带着|联合|伙同|携手))(?:{SYMBOL['PER']}的(?=[^，。；、的]{{1,6}}{SYMBOL['PER']}))?(?:[^，。；、的{''.join(SYMBOL[k] for k in ('PER', 'WORK', 'PRODUCT', 'QUOTE', 'DATE'))}]|的(?!{SYMBOL['WORK']})){{0,10}}"
)
_PLAIN_LINK = re.compile("、|和|及|以及|与")
_BESIDE_SIDES = re.compile("[、及]|以及")
_SIDES = re.compile(rf"{SYMBOL['ORG']}[^，。；]{{0,14}}?[与和同跟][^，。；]{{0,14}}?{SYMBOL['ORG']}")
_OWNER = re.compile("(?:集团)?旗下|的?(?:全资|控股)*子公司")


def _start(slot: Slot) -> int:
    return slot.start


def slotted(text: str, start: int, end: int, spans: Sequence[Slot]) -> Pattern:
    """The sentence `text[start:end]` with `spans` (sorted, not overlapping) as symbols, lists not yet joined."""
    form: list[str] = []
    slots: dict[int, Slot] = {}
    length, position = 0, start
    if spans and (spans[0].start < start or spans[-1].start >= end):
        spans = spans[bisect_left(spans, start, key=_start) : bisect_left(spans, end, key=_start)]
    queue = iter([s for s in spans if s.end <= end])
    upcoming = next(queue, None)
    for bracket in [*brackets(text, start, end), None]:
        stop = bracket.start() if bracket else end
        while upcoming is not None and position <= upcoming.start < stop:
            piece = _SILENT.sub("", text[position : upcoming.start])
            length += len(piece)
            slots[length] = upcoming
            form += (piece, SYMBOL[upcoming.kind])
            length += 1
            position, upcoming = upcoming.end, next(queue, None)
        if position <= stop:
            piece = _SILENT.sub("", text[position:stop])
            form.append(piece)
            length += len(piece)
            position = bracket.end() if bracket else end
            while upcoming is not None and upcoming.start < position:
                upcoming = next(queue, None)
    return Pattern("".join(form), slots)


def brackets(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The brackets of a sentence: what stands in them is another name or a note, not part of the sentence."""
    return _BRACKETS.finditer(text, start, end) if _OPENS.search(text, start, end) else iter(())


def with_lists(pattern: Pattern, *, described: bool = False, loose: bool = False) -> Pattern:
    """`pattern` with the symbols of one kind that a list joins as one symbol, which stands for all of them; with
    `described`, persons are listed also where a title or the like stands before the next (甲和前工程师乙), with `loose`
    where anything short does (甲与大学同班的乙)."""

    def link(kind: str) -> re.Pattern[str]:
        return (_LOOSE_LINK if loose else _PERSON_LINK) if described and kind == "PER" else _LIST_LINK

    return _joined(pattern, link, _LISTED) if loose or _LINKS.search(pattern.form) else pattern


def with_sides(pattern: Pattern) -> Pattern:
    """`pattern` with organisations listed, but not over the 与 that parts the two sides of an agreement."""
    sides = _SIDES.search(pattern.form)
    return _joined(pattern, lambda _: _BESIDE_SIDES if sides else _PLAIN_LINK, ("ORG",))


def _joined(pattern: Pattern, link: Callable[[str], re.Pattern[str]], kinds: Sequence[str]) -> Pattern:
    if len(pattern.slots) < 2:
        return pattern
    form: list[str] = []
    slots: dict[int, Slot] = {}
    copied = length = 0  # how much of the old form is in the new one, and how long that is
    for position, slot in pattern.slots.items():
        if position < copied:
            continue  # a later member of a list
        last, members = position, slot
        if slot.kind in kinds:
            for following in _listed(pattern, position, link(slot.kind)):
                member = pattern.slots[following]
                members = Slot(slot.kind, slot.start, member.end, members.members + member.members)
                last = following
        form.append(pattern.form[copied : position + 1])
        length += position + 1 - copied
        copied = last + 1
        slots[length - 1] = members
    if len(slots) == len(pattern.slots):
        return pattern
    return Pattern("".join(form) + pattern.form[copied:], slots)


def _listed(pattern: Pattern, position: int, between: re.Pattern[str]) -> Iterator[int]:
    symbol = pattern.form[position]
    while True:
        link = between.match(pattern.form, position + 1)
        if link is None or link.end() >= len(pattern.form) or pattern.form[link.end()] != symbol:
            return
        if symbol == SYMBOL["ORG"] and _OWNER.match(pattern.form, link.end() + 1):
            return  # 甲与乙旗下的丙: 乙 only describes
        position = link.end()
        if symbol == SYMBOL["LOC"] and pattern.form[position + 1 : position + 2] in (symbol, "的"):
            return  # 西溪路的甲、北京长安街的乙: the second place belongs to what follows
        yield position


_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_HANZI = "零〇一二两三四五六七八九十百千"
_PART = rf"(?:零?(?:\d{{1,3}}(?:[,，]\d{{3}}){{1,6}}(?!\d)|\d+)(?:\.\d+)?[十百千]?|[{_HANZI}]+)"
_BIG = "[多余来]?(?:万亿|亿|万)[多余]?"
# Nothing is read from its middle: no number follows a numeral, nor 第 (第三名) and 几, 数 (数千万), which leave it open.
_NUMBER = rf"(?<![\d.几数第{_HANZI}万亿])(?<!\d,){_PART}(?:{_BIG}{_PART}){{0,2}}(?:{_BIG}|[多余来])?"
_LONGEST, _HIGHEST = 32, 10**18  # no number of a text is longer or higher
_CURRENCY = (
    ("CNY", "元人民币|人民币|元"),
    ("USD", "美元|美金"),
    ("HKD", "港元|港币"),
    ("EUR", "欧元"),
    ("JPY", "日元"),
    ("GBP", "英镑"),
    ("KRW", "韩元"),
    ("TWD", "新台币|新台币元|台币"),
)
_MONEY = re.compile(
    rf"(?P<lead>新台币|人民币|港币)?(?P<number>{_NUMBER})(?P<unit>美元|美金|港元|港币|欧元|日元|英镑|韩元|新台币|元人民币|元)(?![旦宵])"
)
_COUNT = re.compile(
    rf"(?P<number>{_NUMBER})(?:名|人|位|个(?=[，。；！]))(?!次|气|才|民币|类|均)(?:正式|全职|在职)?(?P<staff>员工|雇员|职工|职员)?"
)
# 员工数早已超过10万: a number of employees without its measure.
_STAFF_NUMBER = re.compile(
    rf"(?:员工|雇员|职工)(?:总?人?数|数量|规模)[^，。；\d{_HANZI}]{{0,8}}(?P<number>{_NUMBER})(?![\d.,年月日%个成倍名人位分])"
)
_OF_STAFF = re.compile(r"(?:员工|雇员|职工|职员|人手)[^，。；\d]{0,6}$")


# What stands in every sum and in every number of people: the end of a number and the beginning of its unit.
_IS_MONEY = re.compile(rf"[\d{_HANZI}万亿多余来][美港欧日英韩新元]")
_IS_COUNT = re.compile(rf"[\d{_HANZI}万亿多余来][名人位个]")


def money_slots(text: str) -> Iterator[Slot]:
    """Sums of money with their currency (ISO 4217); 元 alone is CNY."""
    for match in _MONEY.finditer(text) if _IS_MONEY.search(text) else ():
        value = number(match["number"])
        unit = match["lead"] or match["unit"]
        currency = next((code for code, names in _CURRENCY if unit in names.split("|")), "CNY")
        if value is not None:
            yield Slot("MONEY", match.start(), match.end(), (str(value),), currency)


def count_slots(text: str) -> Iterator[Slot]:
    """Numbers of people: 412人, 1,200人, 三十二名员工, 3万余人; no ranks (第12名)."""
    for match in _COUNT.finditer(text) if _IS_COUNT.search(text) else ():
        value = number(match["number"])
        if value is None or (
            match[0].endswith("个") and not _OF_STAFF.search(text[max(0, match.start() - 12) : match.start()])
        ):
            continue
        if value > 4 or match["staff"]:  # 三人 is a pronoun
            yield Slot("STAFF" if match["staff"] else "COUNT", match.start(), match.end(), (str(value),))
    for match in _STAFF_NUMBER.finditer(text) if "工" in text or "雇" in text else ():
        value = number(match["number"])
        if value is not None:
            yield Slot("COUNT", match.start("number"), match.end("number"), (str(value),))


def number(form: str) -> int | None:
    """The whole number that `form` writes (1.2亿, 三千万, 3亿5000万, 20多亿), None where it writes none that is certain."""
    if len(form) > _LONGEST:
        return None
    value = _scaled(re.sub("[,，多余来]", "", form), (("亿", 10**8), ("万", 10**4)))
    return round(value) if value is not None and value < _HIGHEST else None


def _scaled(form: str, scales: Sequence[tuple[str, int]]) -> Decimal | None:
    """The value of `form`, which the first of `scales` may divide (一亿|两千万); the tail is less than the scale."""
    if not scales:
        return _part(form)
    (unit, scale), *smaller = scales
    head, divided, tail = form.rpartition(unit)
    high = _scaled(head, smaller) if divided else Decimal(0)
    low = _scaled(tail, smaller) if tail or not divided else Decimal(0)
    if high is None or low is None or (divided and low >= scale):
        return None
    if divided and tail in _DIGITS and low:  # 三万五 is 35,000; what 30,005 needs is 零
        low *= scale // 10
    return high * scale + low


def _part(form: str) -> Decimal | None:
    """The value of `form`, which has no unit above 千."""
    if match := re.fullmatch(r"零?(\d+(?:\.\d+)?)([十百千]?)", form):
        return Decimal(match[1]) * _UNITS.get(match[2], 1)
    if not form or any(c not in _HANZI for c in form):
        return None
    if len(form) > 1 and all(c in _DIGITS for c in form) and (len(form) > 2 or form[1] in "〇零"):
        return Decimal("".join(str(_DIGITS[c]) for c in form))
    total, digit, unit = 0, 0, 10**4
    for c in form:
        if c in _UNITS:
            if _UNITS[c] >= unit:
                return None
            unit = _UNITS[c]
            total, digit = total + (digit or 1) * unit, 0
        elif digit:  # 七八十人: no one number
            return None
        else:
            digit = _DIGITS[c]
    if unit in (100, 1000) and form[-2:-1] in _UNITS:  # 三百五 is 350
        digit *= unit // 10
    return Decimal(total + digit)
