"""Where the things of a relation picture stand. Coordinates only; the template draws.

There are two layouts of the same relations: a wheel for wide screens, and a ladder that stays readable on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

MOST = 14  # more would crowd the picture; the table beside it holds all


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another thing and what it is to the one in the middle."""

    name: str
    label: str
    type: str
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A label in a box: its middle, its size, the words as far as they fit, in one line or two."""

    x: float
    y: float
    width: float
    height: float
    words: str
    more: str = ""

    @property
    def left(self) -> float:
        return self.x - self.width / 2

    @property
    def top(self) -> float:
        return self.y - self.height / 2


@dataclass(frozen=True, slots=True)
class Spoke:
    """A neighbour's box, the line to it, and the words on the line."""

    neighbour: Neighbour
    box: Box
    words: Box
    line: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of `width` × `height` units, one unit a CSS pixel at full size."""

    width: int
    height: int
    middle: Box
    spokes: tuple[Spoke, ...]


def wheel(label: str, neighbours: Sequence[Neighbour]) -> Picture:
    """The thing in the middle, its neighbours on an ellipse around it.

    Neighbours stand on evenly spaced rows, at most one on each side of a row: boxes cannot overlap, whatever they hold.
    """
    shown = neighbours[:MOST]
    width, reach, rows = 800, 300, _rows(len(shown))
    row = max(58.0, min(84.0, 380 / max(1, rows - 1)))
    height = max(110, round((rows - 1) * row + 70))
    middle = _middle(width / 2, height / 2, label)
    if len(shown) % 2 and rows > 1:  # nobody sits at the bottom
        height -= round(row)
    radius = max(1.0, (rows - 1) * row / 2)
    spokes = []
    for neighbour, (side, level) in zip(shown, _seats(len(shown)), strict=True):
        down = (level - (rows - 1) / 2) * row
        across = side * reach * (sqrt(max(0.0, 1 - (down / (radius + 1)) ** 2)) if rows > 1 else 1)
        box = _box(middle.x + across, middle.y + down, neighbour.label, 9, size=16, height=36)
        # the words stand half-way between the two boxes, not between their middles
        part = (_leaving(middle, across, down) + 1 - _leaving(box, across, down)) / 2
        words = _box(
            middle.x + across * part, middle.y + down * part, _said(neighbour), 7, size=14, height=22, padding=8
        )
        spokes.append(Spoke(neighbour, box, words, (middle.x, middle.y, box.x, box.y)))
    return Picture(width, height, middle, tuple(spokes))


def _leaving(box: Box, across: float, down: float) -> float:
    """Which part of the way (across, down) from the box's middle lies inside it."""
    return min(
        box.width / 2 / abs(across) if across else 1.0,
        box.height / 2 / abs(down) if down else 1.0,
    )


def _rows(count: int) -> int:
    return 1 if count <= 2 else (count + 1) // 2 + 1


def _seats(count: int) -> list[tuple[int, int]]:
    """(side, row) of each neighbour, clockwise from the top: side 0 is the middle of the top or bottom row."""
    if count <= 2:
        return [(1, 0), (-1, 0)][:count]
    rows = _rows(count)
    right = [(1, level) for level in range(1, rows - 1)]
    left = [(-1, level) for level in range(rows - 2, 0, -1)]
    bottom = [] if count % 2 else [(0, rows - 1)]
    return [(0, 0), *right, *bottom, *left]


def ladder(label: str, neighbours: Sequence[Neighbour]) -> Picture:
    """The thing on top, its neighbours below one another, each on its rung with the relation before it."""
    shown = neighbours[:MOST]
    width, row, rail = 320, 50, 22
    middle = _box(0, 26, label, 13, size=17, height=40)
    middle = Box(middle.width / 2 + 2, 26, middle.width, 40, middle.words)
    spokes = []
    for index, neighbour in enumerate(shown):
        y = 82 + index * row
        words = _box(0, y, _said(neighbour), 6, size=13, height=24, padding=14)
        words = Box(rail + 16 + words.width / 2, y, words.width, 24, words.words)
        box = _box(0, y, neighbour.label, 8, size=16, height=38)
        box = Box(width - 2 - box.width / 2, y, box.width, 38, box.words)
        spokes.append(Spoke(neighbour, box, words, (rail, 46, box.left, y)))
    return Picture(width, 82 + max(0, len(shown) - 1) * row + 26, middle, tuple(spokes))


def _middle(x: float, y: float, label: str) -> Box:
    """The box in the middle of the wheel: long names take two lines."""
    first, ems = fitted(label, 7)
    if first == label:
        return Box(x, y, round(ems * 18 + 30, 1), 46, label)
    half = max(1, min(len(first) - 1, (len(label) + 1) // 2))
    second, more = fitted(label[half:], 7)
    return Box(x, y, round(max(fitted(label[:half], 7)[1], more) * 18 + 30, 1), 64, label[:half], second)


def _said(neighbour: Neighbour) -> str:
    return "、".join(neighbour.relations[:2]) + ("…" if len(neighbour.relations) > 2 else "")


def _box(x: float, y: float, label: str, most: int, *, size: int, height: int, padding: int = 26) -> Box:
    words, ems = fitted(label, most)
    return Box(round(x, 1), round(y, 1), round(ems * size + padding, 1), height, words)


def fitted(label: str, most: int) -> tuple[str, float]:
    """The label cut to `most` Chinese characters' width, and the width of what is left in ems."""
    total = 0.0
    for index, letter in enumerate(label):
        wide = 1.0 if ord(letter) > 0x2E7F else 0.62
        if total + wide > most:
            return label[:index] + "…", total + 1
        total += wide
    return label, total
