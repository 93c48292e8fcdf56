"""Text with marked spans, as a tree that a template can walk without ever building markup from strings."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["sentence", "quote", "mention", "date", "hit"]


@dataclass(frozen=True, slots=True)
class Span:
    """What to mark in a text; `type` is the entity type of a mention, `title` what a pointer resting on it reads."""

    start: int
    end: int
    kind: Kind
    id: str | None = None
    href: str | None = None
    anchors: tuple[str, ...] = ()  # further ids that lead to it
    type: str | None = None
    title: str | None = None
    note: str | None = None  # said beside it: who speaks a quotation, what a date means


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of a span; one that another layer cuts has several, of which only the first bears the id."""

    span: Span
    children: tuple["Marked | str", ...]
    first: bool
    last: bool


def mark(text: str, layers: Sequence[Iterable[Span]], *, start: int = 0, end: int | None = None) -> list[Marked | str]:
    """`text[start:end]` with its spans, outermost layer first.

    Within one layer spans do not overlap: of two that do, the earlier one stays. Empty spans and those outside
    the window vanish. The strings of the tree joined are the window's text again.
    """
    return _walk(text, [_orderly(layer) for layer in layers], start, len(text) if end is None else end)


def _orderly(layer: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(layer, key=lambda s: (s.start, -s.end)):
        if span.end > span.start and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return kept


def _walk(text: str, layers: Sequence[list[Span]], start: int, end: int) -> list[Marked | str]:
    if start >= end:
        return []
    if not layers:
        return [text[start:end]]
    layer, rest = layers[0], layers[1:]
    nodes: list[Marked | str] = []
    at = start
    for index in range(bisect_right(layer, start, key=lambda s: s.end), len(layer)):
        span = layer[index]
        if span.start >= end:
            break
        left, right = max(span.start, at), min(span.end, end)
        nodes += _walk(text, rest, at, left)
        inner = tuple(_walk(text, rest, left, right))
        nodes.append(Marked(span, inner, first=left == span.start, last=right == span.end))
        at = right
    return nodes + _walk(text, rest, at, end)
