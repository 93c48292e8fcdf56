"""Spans between paired marks: quotation marks of every kind, book-title marks, brackets."""

from collections.abc import Iterator
from dataclasses import dataclass

_PAIRS = {"“": "”", "「": "」", "『": "』", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
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


def _family(opener: str) -> frozenset[str]:
    return next((family for family in (QUOTATION, TITLE, BRACKETS) if opener in family), frozenset(opener))


def marked_spans(text: str) -> tuple[Marked, ...]:
    """All properly closed spans of `text`, in order of their start. No span crosses a line end.

    An unclosed mark is dropped with nothing else lost; straight double quotes open and close in turn.
    """
    spans = [span for start, line in _lines(text) for span in _line_spans(line, start)]
    return tuple(sorted(spans, key=lambda span: (span.start, -span.end)))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _line_spans(line: str, offset: int) -> Iterator[Marked]:
    stack: list[tuple[int, str]] = []
    for position, character in enumerate(line):
        if character == '"':
            if any(opener == '"' for _, opener in stack):
                yield from _close(stack, '"', position, offset)
            else:
                stack.append((position, character))
        elif character in _PAIRS:
            stack.append((position, character))
        elif character in _CLOSERS:
            yield from _close(stack, _CLOSERS[character], position, offset)


def _close(stack: list[tuple[int, str]], opener: str, position: int, offset: int) -> Iterator[Marked]:
    for index in range(len(stack) - 1, max(-1, len(stack) - 9), -1):  # an opener deeper than that was never closed
        if stack[index][1] == opener:
            begin = stack[index][0]
            del stack[index:]
            depth = sum(other in _family(opener) for _, other in stack)
            if position > begin + 1:
                yield Marked(offset + begin + 1, offset + position, opener, depth)
            return
