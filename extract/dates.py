"""Calendar expressions of an article with their EDTF values, read in order, each in the light of those before it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from extract.calendar_values import ImpossibleDateError, Value, days, joined, move_days
from extract.date_context import Context, Place
from extract.date_grammar import COUNT, TO, Expression, S, continuation, find, fold, rule_of
from extract.date_meaning import meaning
from extract.numerals import read_number
from extract.reading import Date

_CLOCK = r"(?:[0-9一二三四五六七八九十零两]{1,3}[时点:：](?:[0-9一二三四五六七八九十零]{1,3}分?|半|整)?)?"
_PART_OF_DAY = (
    "(?:凌晨|清晨|早晨|早上|早间|上午|中午|正午|午间|下午|午后|傍晚|晚上|晚间|夜间|深夜|夜里|半夜"
    "|[早晚夜](?![报会宴年于期点些婚已就在有市场景餐饭安]))"
)
_WORDS = {
    # What may follow a day inside its span: 当天, a part of the day, the weekday.
    "day_tail": rf"(?:当[天日晚])?{S}{_PART_OF_DAY}?(?:[（(](?:周|星期|礼拜)[一二三四五六日天][）)]{_PART_OF_DAY}?|{S}星期[一二三四五六日天])?",
    "to": rf"(?:{_PART_OF_DAY}?{_CLOCK})(?:起|开始)?{S}{TO}{S}",
    "to_now": f"(?:起|开始)?{S}(?:(?:{TO})(?:今(?![年日天晚晨早])|现在|目前|如今)|迄今)",
    "and": rf"{_CLOCK}{S}[和与]{S}",
    "between": rf"{_CLOCK}之?间",
    "filed": "专?[电讯]",
    "clock": f"{S}[0-9]{{1,2}}:[0-9]{{2}}",
    "about": "前后|左右",
    "from": rf"(?:{_PART_OF_DAY}?{_CLOCK}(?:{S}(?:开始)?))?起(?![诉草义步源飞火因点降获拍用效重名兵航薪家伏码])|以来",
    "lasting": rf"起[，,]?(?:一连|连续|连|为期|历时|持续)(?P<n>{COUNT}){S}(?P<unit>[天日]|周)",
}
_ABOUT_BEFORE = re.compile(r"(?:大约|大概|差不多|(?<![签合预契条违邀纽履续解制公])约)(?:是|在|从|于)?\Z")
# A feast that is kept or comes every year is no date.
_EVERY_BEFORE = re.compile(r"(?:每年的?|每逢|每到|每至|一到|历年|往年|逢|每个|每|每年\w{1,6}[至到—-])\Z")
_KEPT_BEFORE = re.compile(r"(?:(?<![不通超经])过|[欢共]度|庆祝|喜迎|闹|贺)\Z")
# What is only compared with, or only the day of a count, is no part of the story that later dates belong to.
_ASIDE_BEFORE = re.compile(r"(?:[比较]|[高低多少早晚]于|相[比较]于|截[至止]|截止到)\Z")
# Nor does a story go on from when somebody was born or something founded, beyond that sentence.
_BACKGROUND_BEFORE = re.compile(r"(?:[成设创建]立|创[办建]|组建|始建|建|生|注册)于\Z")
_BACKGROUND_BEHIND = re.compile("出生|生于|诞生|[成设创]立|创[办建]")
_TITLE = re.compile(r"《[^《》\n]{1,80}(?<![专电]讯)(?<!专电)》")  # but 《某社22日专讯》 is a dateline
# 「九月」 and “三号” by themselves in quotation marks are somebody's name, there and elsewhere in the article.
_QUOTED = re.compile(r"[“「『‘]([0-9一二三四五六七八九十廿正腊冬]{1,3}[月日号])[”」』’]")
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_CLAUSE_END = re.compile(r"[。！？!?\n，,；;]")
_AHEAD = re.compile(r"将(?![军领士近校帅])|预计|拟(?![合态人])|有望|打算|争取|定于|届时")
_AHEAD_BEFORE = re.compile(r"计划(?![生中的])")
_FILED_BEFORE = 7  # days from a dateline to publication
_CLAUSE_REACH = 40  # characters of a clause that are looked at on each side


@cache
def _word(name: str) -> re.Pattern[str]:
    return re.compile(_WORDS[name])


def read_dates(text: str, *, published: date | None, hints: Sequence[tuple[int, int]] = ()) -> tuple[Date, ...]:
    """The calendar expressions of `text` in order, none overlapping another; `edtf` is "" where nothing fixes one.

    `published` is the base of 今年, 昨日, 上周五; without it they stay open, unless the text itself gives its date in a
    dateline (2023年3月5日电). `hints` are spans that a tagger takes for times: they admit 12号 amid a sentence,
    which could be any number.
    """
    folded = fold(text)
    context = Context(published)
    hints = sorted(hints)
    titles = [match.span() for match in _TITLE.finditer(folded)]
    quoted = {match[1] for match in _QUOTED.finditer(folded)}
    ends = [match.start() for match in _SENTENCE_END.finditer(folded)]
    lines = [end for end in ends if folded[end] == "\n"]
    found: list[Date] = []
    at = 0
    while expression := find(folded, at):
        at = expression.end
        if _is_within(expression, titles):
            continue
        if not _is_date(expression, folded, quoted, hints):
            continue
        start = expression.start
        context.place = Place(bisect_right(lines, start), bisect_right(ends, start), _looks_ahead(folded, expression))
        weekdays = _end_of_weekdays(expression, folded)
        if weekdays:
            at = weekdays
            continue
        context.leant = None
        try:
            value, at = _whole(folded, expression, context)
        except ImpossibleDateError:
            continue
        if value and _is_time_stamp(expression, folded, at):
            context.base = context.base or value.first.first_day()
            continue
        leant = context.leant if value else None
        found.append(Date(start, at, text[start:at], value.edtf() if value else "", leant, rule_of(expression)))
        if value:
            if _is_aside(folded, start, at):
                context.note_aside(value)
            else:
                context.note(value, background=_is_background(folded, start, at))
            if value.first.day and _word("filed").match(folded, at):
                filed = value.first.first_day()
                context.base = context.base or filed
                if 0 <= (context.base - filed).days <= _FILED_BEFORE:
                    context.dateline = filed
    return tuple(found)


def _is_within(expression: Expression, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the sorted spans covers the expression."""
    k = bisect_right(spans, (expression.start, len(spans) and spans[-1][1])) - 1
    return k >= 0 and expression.end <= spans[k][1]


def _is_date(expression: Expression, text: str, quoted: set[str], hints: Sequence[tuple[int, int]]) -> bool:
    before = text[max(expression.start - 9, 0) : expression.start]
    if _EVERY_BEFORE.search(before) or ("feast" in expression.parts and _KEPT_BEFORE.search(before)):
        return False
    short = expression.form in ("bare", "day") and "feast" not in expression.parts
    if short and text[expression.start : expression.end] in quoted:
        return False
    if "weak" not in expression.parts:
        return True
    around = before[-1:] + text[expression.end : expression.end + 1]
    alone = not any(c.isalnum() for c in around)
    weekday = expression.form == "week"  # a 周三 may be somebody's name
    number = text[expression.end - 1] == "号"  # a tagger's 三日 is as often a length of time
    return (alone and not weekday) or ((number or weekday) and _is_within(expression, hints))


def _is_aside(text: str, start: int, end: int) -> bool:
    return text.startswith("相比", end) or _ASIDE_BEFORE.search(text[max(start - 3, 0) : start]) is not None


def _is_background(text: str, start: int, end: int) -> bool:
    return bool(_BACKGROUND_BEFORE.search(text[max(start - 3, 0) : start]) or _BACKGROUND_BEHIND.match(text, end))


def _is_time_stamp(expression: Expression, text: str, end: int) -> bool:
    """Whether it is a page's own 2023-04-20 09:30: no statement, but the base for an article that has none."""
    at_line_start = text[max(expression.start - 1, 0) : expression.start] in ("", "\n")
    full = expression.form == "numeric" or (at_line_start and {"y", "d"} <= expression.parts.keys())
    return full and _word("clock").match(text, end) is not None


def _looks_ahead(text: str, expression: Expression) -> bool:
    """Whether the clause around the expression speaks of something to come."""
    before = text[max(expression.start - _CLAUSE_REACH, 0) : expression.start]
    after = text[expression.end : expression.end + _CLAUSE_REACH]
    before, after = _CLAUSE_END.split(before)[-1], _CLAUSE_END.split(after, 1)[0]
    return bool(_AHEAD.search(before) or _AHEAD.search(after) or _AHEAD_BEFORE.search(before))


def _end_of_weekdays(expression: Expression, text: str) -> int | None:
    """Where 周一至周五 ends: days of any week."""
    if expression.form != "week" or "wrel" in expression.parts:
        return None
    other = _other_end(text, expression)
    return other.end if other and other.form == "week" and "wrel" not in other.parts else None


def _other_end(text: str, expression: Expression) -> Expression | None:
    """The expression that ends the range which begins with this one."""
    to = _word("to").match(text, expression.end)
    return continuation(text, to.end(), expression) if to else None


def _whole(text: str, expression: Expression, context: Context) -> tuple[Value | None, int]:
    """The value of the expression with all that belongs to it, and where it ends."""
    value, end = meaning(expression, context), expression.end
    if expression.form in (
        "numeric",
        "calendar",
        "bare",
        "day",
        "relative_month",
        "relative_day",
        "short_year",
        "week",
    ) and (value is None or value.first.day):
        tail = _word("day_tail").match(text, end)
        end = tail.end() if tail and tail.group().strip() else end
    if value is None:
        return None, end
    now = _word("to_now").match(text, end)
    if now:
        return replace(value, last=None, decade=False, open=True), now.end()
    value, end = _range(text, expression, value, end, context)
    lasting = _word("lasting").match(text, end)
    if lasting and value.first.day and not value.last:
        first = value.first.first_day()
        length = (read_number(lasting["n"]) or 1) * (7 if lasting["unit"] == "周" else 1)
        return days(first, move_days(first, length - 1)), lasting.end()
    if around := _word("about").match(text, end):
        return replace(value, approximate=True), around.end()
    # 约在周三 is an appointment.
    about = expression.form not in ("week", "relative_day")
    if about and _ABOUT_BEFORE.search(text[max(expression.start - 4, 0) : expression.start]):
        value = replace(value, approximate=True)
    opened = _word("from").match(text, end)
    # 今年以来 is this year so far, not all time from it on.
    if opened and not (opened.group() == "以来" and context.base and value.edtf() == f"{context.base.year:04}"):
        return replace(value, last=None, decade=False, open=True), opened.end()
    return value, end


def _range(text: str, expression: Expression, value: Value, end: int, context: Context) -> tuple[Value, int]:
    """The interval, where the expression is the first half of one: 2012年至2016年, 2015年和2018年之间."""
    for link, close in (("to", None), ("and", "between")):
        to = _word(link).match(text, end)
        other = continuation(text, to.end(), expression) if to else None
        if other is None:
            continue
        closing = _word(close).match(text, other.end) if close else None
        if close and not closing:
            continue
        try:
            with context.after(value):
                last = meaning(other, context)
        except ImpossibleDateError:
            continue
        span = joined(value, last) if last else None
        if span:
            tail = None if closing or not span.end.day else _word("day_tail").match(text, other.end)
            return span, closing.end() if closing else tail.end() if tail and tail.group().strip() else other.end
    return value, end
