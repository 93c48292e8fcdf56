"""What an article has said about time so far, and the years, months and days that its shorter expressions lean on."""

from calendar import isleap, monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from extract.calendar_values import Stamp, Value, day_stamp, move_days, move_months

# In days: how far into the future a bare 9月30日 may lie before last year's is meant, how far back a month that is
# spoken of as coming, and how near to publication a bare date is news rather than part of the story being told.
_FAR_AHEAD = 200
_PAST_IN_PLANS = 92
_NEWS = 31
_NEWS_WITHIN_A_SENTENCE = 7
_NEWS_WITHOUT_MONTH = 3
_SEASON = 92  # and how far from it a month must lie to belong to a year that was told without a month


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: numbers of its paragraph and sentence, and whether its clause looks ahead (将, 预计)."""

    paragraph: int
    sentence: int
    ahead: bool = False


class Context:
    """Walks with the reader through one article; `base` is the publication date.

    What the expression at hand was resolved against is left in `leant`, as EDTF: the methods that return a date or a
    part of one put it there, and so does whoever takes `base` or `last` itself, through `publication` and `told`.
    """

    def __init__(self, base: date | None) -> None:
        self.base = base
        self.leant: str | None = None
        self.dateline: date | None = None  # 今天 in a report is the day on which it was filed
        self.last: Value | None = None
        self.place = Place(0, 0)
        self._last_place = Place(0, 0)
        self._story_day: Stamp | None = None
        self._any_day: tuple[Stamp, int] | None = None  # with its sentence
        self._aside: tuple[Stamp, int] | None = None
        self._since: Stamp | None = None
        self._background = False

    def note(self, value: Value, *, background: bool = False) -> None:
        """Remember what the expression at the present place meant; `background` is no step of the story."""
        self.last = value
        self._last_place = self.place
        self._background = background
        if value.first.day:
            self._any_day = value.first, self.place.sentence
            # A day to come is the story's only until it tells of one that is past.
            if not background and (
                self.is_past(value.first) or not (self._story_day and self.is_past(self._story_day))
            ):
                self._story_day = value.first

    def publication(self) -> date | None:
        """`base`, leant on."""
        if self.base:
            self.leant = self.base.isoformat()
        return self.base

    def filing(self) -> date | None:
        """The day that 今天 and 昨日 count from, leant on: the dateline's, or else publication."""
        if self.dateline:
            self.leant = self.dateline.isoformat()
        return self.dateline or self.publication()

    def told(self) -> Value | None:
        """`last`, leant on."""
        if self.last and not self._since:
            self.leant = self.last.edtf()
        return self.last

    def lean_on(self, stamp: Stamp | None) -> Stamp | None:
        """`stamp`, leant on."""
        if stamp:
            self.leant = stamp.edtf()
        return stamp

    def note_aside(self, value: Value) -> None:
        """Remember what is no part of the story, but the day of a count."""
        self._aside = value.end, self.place.sentence

    @contextmanager
    def after(self, first: Value) -> Iterator[None]:
        """While the end of a range is read that begins with `first`: it cannot lie before that."""
        kept, leant = (self.last, self._last_place), self.leant
        self.last, self._last_place, self._since = first, self.place, first.first
        try:
            yield
        finally:
            self.last, self._last_place = kept
            self._since = None
            self.leant = leant or self.leant

    def is_past(self, stamp: Stamp) -> bool:
        return self.base is None or stamp.first_day() <= self.base

    def same_sentence(self) -> bool:
        return self.last is not None and self._last_place.sentence == self.place.sentence

    def is_near(self) -> bool:
        """Whether the last date was told in this sentence or the one before."""
        return self.last is not None and self._last_place.sentence >= self.place.sentence - 1

    def aside(self) -> Stamp | None:
        """The day or year that this sentence counts as of (截至2022年末): 较年初 is of that same year."""
        return self._aside[0] if self._aside and self._aside[1] == self.place.sentence else None

    def same_paragraph(self) -> bool:
        return self.last is not None and self._last_place.paragraph == self.place.paragraph

    def day(self) -> Stamp | None:
        """The day that 当天 and 同日 point back to: of this sentence, or else the last one before publication."""
        if self._any_day and self._any_day[1] == self.place.sentence:
            return self.lean_on(self._any_day[0])
        return None if self.same_sentence() else self.lean_on(self._story_day)  # None: a month or a year was told since

    def latest_day(self) -> date | None:
        """The day that 次日 follows: it must be the very last thing said, in this paragraph or the sentence before."""
        if not (self.last and self.last.end.day and (self.same_paragraph() or self.is_near())):
            return None
        self.told()
        return self.last.end.first_day()

    def year(self) -> int | None:
        """The year that 同年 and 这一年 point back to."""
        if self.last is None or self.last.decade:
            return None
        self.told()
        return self.last.first.year

    def year_for(self, month: int, day: int = 0) -> int | None:
        """The year of a bare month or day."""
        if self._since:
            since = self._since
            return since.year + ((month, day or 31) < (since.month and since.first_month(), since.day))
        if month == 2 and day == 29:
            year = self._year_for(2, 28)
            return year and next((y for y in range(year, 0, -1) if isleap(y)), None)
        return self._year_for(month, day)

    def _year_for(self, month: int, day: int) -> int | None:
        year, of_story = self._year_and_source(month, day)
        self.told() if of_story else self.publication()
        return year

    def _year_and_source(self, month: int, day: int) -> tuple[int | None, bool]:
        """The year, and whether it is that of the last date told rather than of publication."""
        news = _year_of_month(self.base, month, day, ahead=self.place.ahead) if self.base else None
        if self.last is None or self.last.decade:
            return news, False
        end = self.last.first if self.last.open else self.last.end
        story = end.year + (1 if month + 8 <= end.month <= 12 else 0)
        if self.base is None or news is None:
            return story, True
        if self.place.ahead or end.year == self.base.year:
            return news, False
        distance = abs((self.base - _nearest_day(news, month, day)).days)
        if day:
            reach = _NEWS_WITHIN_A_SENTENCE if self.same_sentence() else _NEWS
            if distance <= reach:
                return news, False
        step = self.same_paragraph() and self.is_past(end) and not self._background
        if self.same_sentence() or (step and (end.month or distance > _SEASON)):
            return story, True
        return news, False

    def month_for(self, day: int) -> tuple[int, int] | None:
        """Year and month of a bare 12日."""
        if self._since and self._since.day:
            following = move_months(self._since, day < self._since.day)
            return following.year, following.month
        told = None
        if self.last and self.last.end.month in range(1, 13):
            end = self.last.first if self.last.open else self.last.end
            if self.base is None or self.same_sentence() or (self.same_paragraph() and end.day and self.is_past(end)):
                told = end.year, end.month
        if self.base is None or (told and self.same_sentence()):
            self.told()
            return told
        published = _month_of_day(self.base, day, ahead=self.place.ahead)
        news = told and 0 <= (self.base - date(*published, day)).days <= _NEWS_WITHOUT_MONTH
        self.told() if told and not news else self.publication()
        return told if told and not news else published

    def nearest(self, days: list[date]) -> date | None:
        """That one of a feast's days, one a year, which is meant when no year is given."""
        if self._since:
            return next((day for day in days if day >= self._since.first_day()), None)
        if not days:
            return None
        if self.same_sentence() and self.last and not self.place.ahead:
            told = [day for day in days if day.year == self.last.end.year != (self.base and self.base.year)]
            if told:
                self.told()
                return told[0]
        base = self.publication()
        if base is None:
            return None
        coming = [day for day in days if day >= base] if self.place.ahead else []
        return min(coming or days, key=lambda day: abs((day - base).days))

    def weekday(self, weekday: int, day_of_month: int | None = None) -> Stamp | None:
        """The day meant by a bare 周五: the last one up to publication, or the next one where the clause looks ahead.

        In 周五（16日） the bracket tells.
        """
        if self._since:
            first = self._since.first_day()
            return day_stamp(move_days(first, (weekday - first.weekday()) % 7))
        base = self.publication()
        if base is None:
            return None
        back = (base.weekday() - weekday) % 7
        near = [move_days(base, 7 * week - back) for week in (0, 1, -1, 2, -2)]
        if told := next((day for day in near if day.day == day_of_month), None):
            return day_stamp(told)
        return day_stamp(move_days(base, (7 - back) % 7 if self.place.ahead else -back))


def _nearest_day(year: int, month: int, day: int) -> date:
    """The day, or the last of a month too short for it, or the first where none is given."""
    return date(year, month, min(day or 1, monthrange(year, month)[1]))


def _year_of_month(base: date, month: int, day: int, *, ahead: bool) -> int:
    """The year of a bare month or day in the news of `base`: that same one, but for what lies oddly far off."""
    distance = (_nearest_day(base.year, month, day) - base).days
    if ahead:
        return base.year + (distance < -_PAST_IN_PLANS)
    if day and (_nearest_day(base.year + 1, month, day) - base).days <= _NEWS:
        return base.year + 1
    return base.year - (distance > _FAR_AHEAD)


def _month_of_day(base: date, day: int, *, ahead: bool) -> tuple[int, int]:
    """Year and month of the last such day up to `base`, or of the next one; `day` is at most 31."""
    step = 1 if ahead else -1
    month = Stamp(base.year, base.month)
    while monthrange(month.year, month.month)[1] < day or (
        month[:2] == (base.year, base.month) and day * step < base.day * step
    ):
        month = move_months(month, step)
    return month.year, month.month
