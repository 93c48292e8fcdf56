"""Rows in the order of their dates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from server.terms import RELATIONS, Cell

MOST = 200
_TYPES = {"xsd:date", "xsd:dateTime", "xsd:gYear", "xsd:gYearMonth"}
_DAY = re.compile(r"-?\d{4}(-\d\d){0,2}(?=$|T|Z|[+/])")


@dataclass(frozen=True, slots=True)
class Moment:
    """A row: its date as far as the day, and what its other columns say, relations in Chinese."""

    when: str
    cells: tuple[Cell, ...]


def moments(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> tuple[Moment, ...]:
    """The rows that have a date, by the first column in which there is one, earliest first; () where none is."""
    dated = [i for i in range(len(columns)) if any(_day(row[i]) for row in rows)]
    if not dated or len(columns) < 2:
        return ()
    column = dated[0]
    found = [
        Moment(day, tuple(_told(cell) for i, cell in enumerate(row) if i != column and cell.words))
        for row in rows
        if (day := _day(row[column]))
    ]
    return tuple(sorted(found, key=lambda moment: moment.when)[:MOST])


def _told(cell: Cell) -> Cell:
    return replace(cell, words=RELATIONS.get(cell.href or "", cell.words))


def _day(cell: Cell) -> str | None:
    """The date of a typed term, or of a plain string in EDTF that tells a month at least: a number may be anything."""
    match = _DAY.match(cell.words)
    if cell.href or not match or not (cell.note in _TYPES or (cell.note is None and cell.lang is None and match[1])):
        return None
    return match[0]
