"""What can be drawn of rows with numbers: bars, or a line where the rows go on in time. Shares only; the template draws."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from server.terms import Cell

MOST_BARS, MOST_CHARTS = 40, 3
_TIME = re.compile(r"-?\d{4}(-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Mark:
    """One row's value: how far it reaches (`share` of the way from the lowest to the highest, in percent), and where it
    stands along the line (`place`, in percent)."""

    words: str
    href: str | None
    value: str
    share: float
    place: float


@dataclass(frozen=True, slots=True)
class Chart:
    """One column's numbers, `marks` in the order of the rows; `zero` is where the value 0 lies, in percent."""

    title: str
    kind: Literal["bars", "line"]
    marks: tuple[Mark, ...]
    lowest: str
    highest: str
    zero: float
    left_out: int

    @property
    def line(self) -> str:
        """The points of the line in a square of 100 by 100, the highest value on top."""
        return " ".join(f"{mark.place:g},{100 - mark.share:g}" for mark in self.marks)


def charts(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> tuple[Chart, ...]:
    """A chart for each column of numbers, at most three; none where no other column names the rows."""
    if len(rows) < 2:
        return ()
    numbers = [i for i in range(len(columns)) if all(_finite(row[i]) for row in rows)]
    years = [i for i in numbers if all(1000 <= float(row[i].words) <= 2999 and row[i].words.isdigit() for row in rows)]
    names = [i for i in range(len(columns)) if i not in numbers] or years[:1]
    if not names:
        return ()
    name = names[0]
    times = [row[name].words for row in rows]
    rising = all(_TIME.fullmatch(time) for time in times) and times == sorted(set(times))
    return tuple(
        _chart(columns[i], [(row[name], row[i]) for row in rows], "line" if rising and len(rows) > 2 else "bars")
        for i in [i for i in numbers if i != name][:MOST_CHARTS]
    )


def _finite(cell: Cell) -> bool:
    return cell.number and abs(float(cell.words)) < float("inf")  # NaN is below nothing


def _chart(title: str, pairs: list[tuple[Cell, Cell]], kind: Literal["bars", "line"]) -> Chart:
    shown = pairs if kind == "line" else pairs[:MOST_BARS]
    values = [float(value.words) for _, value in shown]
    low, high = min(0.0, *values), max(0.0, *values)
    span = high - low or 1.0
    marks = tuple(
        Mark(
            name.words,
            name.href if name.href and name.href.startswith("/") else None,
            _grouped(value.words),
            round((number - low) / span * 100, 2),
            round(index / max(1, len(shown) - 1) * 100, 2),
        )
        for index, ((name, value), number) in enumerate(zip(shown, values, strict=True))
    )
    lowest, highest = f"{low:,.6g}", f"{high:,.6g}"
    return Chart(title, kind, marks, lowest, highest, round(abs(low) / span * 100, 2), len(pairs) - len(shown))


def _grouped(number: str) -> str:
    return f"{int(number):,}" if re.fullmatch(r"-?\d{1,30}", number) else number
