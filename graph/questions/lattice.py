"""The tokens of a question: names of things, dates, numbers, words, wherever they may stand, overlapping or not."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Protocol

from extract.dates import read_dates
from extract.edtf import bounds
from extract.numerals import read_number
from graph.questions.chart import Edge
from graph.questions.lexicon import DENIALS, KINDS, TITLES, WORDS
from graph.questions.pattern import Bound, Node, Period, Thing
from graph.words import fold, name_key
from ontology.wordings import WORDINGS

LONGEST = 200  # characters of a question
LONGEST_NAME = 40
MOST_THINGS = 6  # of one name; what more things bear tells nothing

_FORMS = {"verb": "V", "place": "P", "with": "W", "gain": "G", "date": "D", "noun": "N", "part": "U", "count": "C"}
_UNITS = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
}
_CURRENCIES = {
    "元": "CNY",
    "块钱": "CNY",
    "块": "CNY",
    "人民币": "CNY",
    "元人民币": "CNY",
    "美元": "USD",
    "美金": "USD",
    "港元": "HKD",
    "港币": "HKD",
    "欧元": "EUR",
    "日元": "JPY",
}
_NUMBER = re.compile(
    r"(?P<figures>\d{1,12}(?:,\d{3})*(?:\.\d{1,4})?|[一二三四五六七八九十百千两零〇]{1,7})"
    rf"(?P<unit>{'|'.join(sorted(filter(None, _UNITS), key=len, reverse=True))})?"
    rf"(?P<currency>{'|'.join(sorted(_CURRENCIES, key=len, reverse=True))})?"
)
_QUOTED = re.compile('“[^“”]{4,}”|「[^「」]{4,}」|『[^『』]{4,}』|"[^"]{4,}"')
_APART = re.compile(r"\|(?![^(]*\))(?![^\[]*\])")  # the bars outside of brackets


class Names(Protocol):
    """Finds the things that bear names: keys as `graph.words.name_key` makes them → those who bear it."""

    def __call__(self, keys: Collection[str]) -> Mapping[str, tuple[Thing, ...]]: ...


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the question: where it begins, how it stands there, what it stands for, and its category."""

    at: int
    words: str
    value: Any = None
    category: str = ""


@dataclass(frozen=True, slots=True)
class Lattice:
    """The edges of a question; its first word may begin at any of `starts`, before which nothing has a meaning."""

    text: str
    edges: tuple[Edge, ...]
    starts: frozenset[int]

    def unread(self) -> tuple[str, ...]:
        """The pieces that no token covers."""
        end, first = len(self.text), max(self.starts)
        covered = {at for edge in self.edges for at in range(edge.start, edge.end)} | set(range(first))
        pieces, at = [], first
        while at < end:
            begin = at
            while at < end and at not in covered:
                at += 1
            if at > begin:
                pieces.append(self.text[begin:at].strip())
            at += 1
        return tuple(piece for piece in pieces if piece)

    def denied(self) -> str:
        """The first word that denies or excludes outside of names; "" where there is none."""
        names = {at for edge in self.edges if edge.category == "E" for at in range(edge.start, edge.end)}
        known = {at for edge in self.edges for at in range(edge.start, edge.end)}
        for found in re.finditer(DENIALS, fold(self.text)):
            if not set(range(*found.span())) & (names | known):
                return self.text[found.start() : found.end()]
        return ""


def lattice(question: str, names: Names, *, today: date) -> Lattice:
    """The tokens of a question, `today` being what 今年 and 昨天 count from."""
    text = fold(question)
    things = list(_things(text, names))
    spans = [(edge.start, edge.end) for edge in things]
    edges = [*things, *_quoted(question), *_dates(text, today), *_numbers(text), *_words(text)]
    longest = [edge for edge in edges if not _hidden(edge, edges, spans)]
    skips: dict[int, set[int]] = {}
    for edge in edges:
        if edge.category == "SKIP" and not any(
            a <= edge.start and edge.end <= b and (a, b) != (edge.start, edge.end) for a, b in spans
        ):
            skips.setdefault(edge.start, set()).add(edge.end)
    found = tuple(
        Edge(edge.category, edge.start, end, edge.value)
        for edge in longest
        if edge.category != "SKIP"
        for end in _behind(skips, edge.end)
    )
    return Lattice(question, found, frozenset(_behind(skips, 0)))


def named(question: str, names: Names) -> list[Node]:
    """Every name in a question that things bear, whatever else it says."""
    return [edge.value for edge in _things(fold(question[:LONGEST]), names)]


def _behind(skips: Mapping[int, set[int]], at: int) -> set[int]:
    """Where a token that ends at `at` may be followed."""
    ends, waiting = {at}, [at]
    while waiting:
        for end in skips.get(waiting.pop(), ()):
            if end not in ends:
                ends.add(end)
                waiting.append(end)
    return ends


def _hidden(edge: Edge, edges: list[Edge], names: list[tuple[int, int]]) -> bool:
    """Whether a longer token holds this one wholly: the longest is what is meant, unless it begins or ends amid a name."""
    for other in edges:
        if other.category in ("SKIP", "Q") or (other.start, other.end) == (edge.start, edge.end):
            continue
        inside = other.start <= edge.start and edge.end <= other.end
        if inside and (other.category == "E" or (edge.category != "E" and not _crosses(other, names))):
            return True
    return False


def _crosses(edge: Edge, names: list[tuple[int, int]]) -> bool:
    return any(start < edge.start < end < edge.end or edge.start < start < edge.end < end for start, end in names)


def _things(text: str, names: Names) -> Iterator[Edge]:
    keys: dict[str, list[tuple[int, int]]] = {}
    for start, first in enumerate(text):
        if not first.isalnum() or (start and _runs_on(text[start - 1], first)):
            continue
        for end in range(start + 2, min(len(text), start + LONGEST_NAME) + 1):
            last = text[end - 1]
            if last.isalnum() and not (end < len(text) and _runs_on(last, text[end])):
                keys.setdefault(name_key(text[start:end]), []).append((start, end))
    keys.pop("", None)
    found = names(keys.keys()) if keys else {}
    for key, things in found.items():
        for start, end in keys[key]:
            types = tuple(dict.fromkeys(thing.type for thing in things))
            node = Node(2 * start, things[:MOST_THINGS], types, words=text[start:end])
            yield Edge("E", start, end, node)


def _quoted(question: str) -> Iterator[Edge]:
    """What stands in quotation marks, as it stands there."""
    for found in _QUOTED.finditer(question):
        yield Edge(
            "Q", found.start(), found.end(), Token(2 * found.start(), found[0], found[0][1:-1].strip("。，！？,.!?"))
        )


def _runs_on(one: str, next_: str) -> bool:
    """Whether two characters belong to one Latin word or number."""
    return one.isascii() and next_.isascii() and one.isalnum() and next_.isalnum() and one.isdigit() == next_.isdigit()


def _dates(text: str, today: date) -> Iterator[Edge]:
    for found in read_dates(text, published=today):
        first, last = bounds(found.edtf) if found.edtf else (None, None)
        if first or last:
            yield Edge("T", found.start, found.end, Period(first, last, found.text))


def _numbers(text: str) -> Iterator[Edge]:
    for found in _NUMBER.finditer(text):
        figures, unit = found["figures"].replace(",", ""), _UNITS[found["unit"] or ""]
        if figures[0].isdigit():
            number = round(float(figures) * unit)
        elif (value := read_number(figures)) is not None:
            number = value * unit
        else:
            continue
        currency = _CURRENCIES.get(found["currency"] or "", "")
        yield Edge("CASH" if currency else "NUM", found.start(), found.end(), Bound(">", number, currency, found[0]))


def _words(text: str) -> Iterator[Edge]:
    for category, pattern in _patterns():
        for start in range(len(text)):
            if found := pattern.match(text, start):
                yield Edge(category, start, found.end(), Token(2 * start, found[0], category=category))
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + _longest_word()) + 1):
            for category, value in _vocabulary().get(text[start:end], ()):
                yield Edge(category, start, end, Token(2 * start, text[start:end], value))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((category, re.compile(each)) for category, pattern in WORDS.items() for each in _APART.split(pattern))


@cache
def _vocabulary() -> Mapping[str, tuple[tuple[str, Any], ...]]:
    """Word → categories and what it stands for in each."""
    found: dict[str, tuple[tuple[str, Any], ...]] = {}
    for wording in WORDINGS:
        for word in wording.words:
            found[word] = (*found.get(word, ()), (_FORMS[wording.form], wording))
    for word, kind in KINDS.items():
        found[word] = (*found.get(word, ()), ("K", kind))
    for word, title in TITLES.items():
        found[word] = (*found.get(word, ()), ("J", title))
    return found


@cache
def _longest_word() -> int:
    return max(map(len, _vocabulary()))
