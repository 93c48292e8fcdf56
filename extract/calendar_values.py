"""Places on the calendar at the precision in which people name them, how they move, and how EDTF writes them."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta
from typing import NamedTuple

SEASONS = {"春": 21, "夏": 22, "秋": 23, "冬": 24}


class ImpossibleDateError(ValueError):
    """No such day, month or year exists: 30 February, year 0."""


class Stamp(NamedTuple):
    """A year, a month or season (21–24) of it, or a day; 0 where the name is less precise."""

    year: int
    month: int = 0
    day: int = 0

    def edtf(self) -> str:
        return f"{self.year:04}" + (f"-{self.month:02}" if self.month else "") + (f"-{self.day:02}" if self.day else "")

    def first_month(self) -> int:
        return (self.month - 20) * 3 if self.month > 12 else self.month or 1

    def last_month(self) -> int:
        return min(self.first_month() + 2, 12) if self.month > 12 else self.month or 12

    def first_day(self) -> date:
        return date(self.year, self.first_month(), self.day or 1)


def stamp(year: int, month: int = 0, day: int = 0) -> Stamp:
    """A stamp that exists; raises ImpossibleDateError."""
    if not 1 <= year < MAXYEAR or month not in range(25) or month in range(13, 21) or day < 0:
        raise ImpossibleDateError(f"no such date: {year}-{month}-{day}")
    if day and not (1 <= month <= 12 and day <= monthrange(year, month)[1]):
        raise ImpossibleDateError(f"no such day: {year}-{month}-{day}")
    return Stamp(year, month, day)


def day_stamp(day: date) -> Stamp:
    return stamp(day.year, day.month, day.day)


@dataclass(frozen=True, slots=True)
class Value:
    """What a calendar expression means: one stamp, an interval of two, a decade, or all time from a stamp on."""

    first: Stamp
    last: Stamp | None = None
    approximate: bool = False
    open: bool = False
    decade: bool = False  # `first` is the first year of ten

    @property
    def end(self) -> Stamp:
        return self.last or (Stamp(self.first.year + 9) if self.decade else self.first)

    def edtf(self) -> str:
        mark = "~" if self.approximate else ""
        if self.decade and not self.open:
            return f"{self.first.year // 10:03}X{mark}"
        first = self.first.edtf() + mark
        if self.open:
            return f"{first}/.."
        return f"{first}/{self.last.edtf()}{mark}" if self.last and self.last != self.first else first


def days(first: date, last: date) -> Value:
    return Value(day_stamp(first), day_stamp(last))


def months(year: int, first: int, last: int) -> Value:
    """The months from `first` to `last` of a year, both included."""
    return Value(stamp(year, first), stamp(year, last))


def week_of(day: date) -> Value:
    """Monday to Sunday around `day`."""
    monday = move_days(day, -day.weekday())
    return days(monday, move_days(monday, 6))


def move_days(day: date, by: int) -> date:
    try:
        return day + timedelta(days=by)
    except OverflowError as error:
        raise ImpossibleDateError(f"{by} days from {day}") from error


def move_months(start: Stamp, by: int) -> Stamp:
    """A stamp `by` months away; a day that the month lacks becomes its last one."""
    year, month = divmod(start.year * 12 + start.first_month() - 1 + by, 12)
    moved = stamp(year, month + 1)
    return moved._replace(day=min(start.day, monthrange(year, month + 1)[1]))


def move_years(start: Stamp, by: int) -> Stamp:
    """The same place of another year; 29 February becomes the 28th where it must."""
    moved = stamp(start.year + by, start.month)
    return moved._replace(day=min(start.day, monthrange(moved.year, start.month)[1]) if start.day else 0)


def value_moved_years(value: Value, by: int) -> Value:
    return replace(value, first=move_years(value.first, by), last=value.last and move_years(value.last, by))


def joined(first: Value, last: Value) -> Value | None:
    """The interval from the one to the other; None where it would run backwards or never ends."""
    end = last.end
    if first.open or last.open:
        return None
    if first.first.first_day() > date(end.year, end.last_month(), end.day or monthrange(end.year, end.last_month())[1]):
        return None
    return Value(first.first, end, approximate=first.approximate or last.approximate)
