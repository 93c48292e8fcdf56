"""Spans between paired marks: quotation marks of every kind, book-title marks, brackets."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

_PAIRS = {"“": "”", "「": "」", "『": "』", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_MARK = re.compile(f'[{re.escape("".join((*_PAIRS, *_CLOSERS)))}"]')
QUOTATION = frozenset('“「『‘"')
TITLE = frozenset("《〈")
BRACKETS = frozenset("（(")


@dataclass(frozen=True, slots=True)
class Marked:
    """What stands between two marks: `text[start:end]`, the marks themselves excluded; `opener` is the left one."""

    start: int
    end: int
    opener: str
    depth: int  # how many open marks of the same family (quotation, title, bracket) surround it


# An opener's family, by one of its members.
_FAMILY = {
    opener: next((min(family) for family in (QUOTATION, TITLE, BRACKETS) if opener in family), opener)
    for opener in (*_PAIRS, '"')
}
_DEEPEST = 8  # an opener with more open ones above it was never closed


def marked_spans(text: str) -> tuple[Marked, ...]:
    """All properly closed spans of `text`, in order of their start. No span crosses a line end.

    An unclosed mark is dropped with nothing else lost; straight double quotes open and close in turn.
    """
    spans = [span for start, line in _lines(text) if _MARK.search(line) for span in _line_spans(line, start)]
    return tuple(sorted(spans, key=lambda span: (span.start, -span.end)))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _line_spans(line: str, offset: int) -> Iterator[Marked]:
    opened = _Opened()
    for mark in _MARK.finditer(line):
        position, character = mark.start(), mark[0]
        if character == '"':
            if opened.openers['"']:
                yield from opened.close('"', position, offset)
            else:
                opened.open(position, '"')
        elif character in _PAIRS:
            opened.open(position, character)
        elif character in _CLOSERS:
            yield from opened.close(_CLOSERS[character], position, offset)


class _Opened:
    """The marks of a line that are open, counted by opener and by family so that nobody has to go through them."""

    def __init__(self) -> None:
        self.stack: list[tuple[int, str]] = []
        self.openers: dict[str, int] = defaultdict(int)
        self.families: dict[str, int] = defaultdict(int)

    def open(self, position: int, opener: str) -> None:
        self.stack.append((position, opener))
        self.openers[opener] += 1
        self.families[_FAMILY[opener]] += 1

    def close(self, opener: str, position: int, offset: int) -> Iterator[Marked]:
        """The span that a closing mark at `position` ends; what was opened in it and not closed is dropped."""
        for index in range(len(self.stack) - 1, max(-1, len(self.stack) - 1 - _DEEPEST), -1):
            if self.stack[index][1] == opener:
                begin = self.stack[index][0]
                for _, dropped in self.stack[index:]:
                    self.openers[dropped] -= 1
                    self.families[_FAMILY[dropped]] -= 1
                del self.stack[index:]
                if position > begin + 1:
                    yield Marked(offset + begin + 1, offset + position, opener, self.families[_FAMILY[opener]])
                return
