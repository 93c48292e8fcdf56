"""What is added to the words of a search: by the graph the things that names stand for, whatever else they are called; the
relations that words stand for, whatever else states them; and who stands in these relations to those things; by vectors the
sentences that are like the words in meaning.

What stands for something is searched for as that, and no more as words: a sentence that names a thing by another name, or
states something of it without a name, is worth what one with this very name is. That is what a rare word is worth,
by how many sentences there are of the kind. The weights were chosen on one half of tests/retrieval and are reported on the
other (record 29).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Protocol

from graph.clauses import Clause, Searcher, Term, Worth, all_terms, either, every, one_of
from graph.context import FIELD, Near, about, place, stated
from graph.finding import bearers
from graph.matching import Added
from graph.questions.lattice import named
from graph.words import fold, query_grams
from ontology.wordings import WORDINGS

LONGEST = 60  # characters of a search that is expanded: a pasted text says what it means
MOST_THINGS = 3  # that bear one name
MOST_TIED = 6  # things in a relation to those that are named
LOOKED_AT = 20  # sentences, for these
LIKEST = 100  # sentences by their vectors
ALL, DAMPED = 100.0, 10.0  # what a passage with all words is worth, and how slowly less is what is less like them
_SOUND = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Weights:
    """What a sentence is worth, in units of what a word as rare is worth: one about a thing that is named, one that states a
    relation, one about what stands in such a relation to such a thing."""

    named: float = 1.5
    stated: float = 1.5
    tied: float = 0.9


class Nearest(Protocol):
    """Finds the sentences that are likest in meaning to some words, likest first."""

    def __call__(self, words: str, limit: int, /) -> Sequence[Near]: ...


@dataclass(frozen=True, slots=True)
class Means:
    """By what a search finds besides its words: the graph, with these weights; vectors, of which the likest is worth `weight`
    times what a passage with all words is."""

    graph: Weights | None = Weights()
    nearest: Nearest | None = None
    weight: float = 0.0


WORDS, GRAPH = Means(None), Means()


@dataclass(frozen=True, slots=True)
class Meant:
    """A piece of a search that stands for something: for things by local names, or for predicates."""

    start: int
    end: int
    things: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()


def meaning(searcher: Searcher, asked: str) -> list[Meant]:
    """What the pieces of a search stand for, none in one of more than `LONGEST` characters."""
    folded = fold(asked)
    if len(folded) > LONGEST:
        return []
    nodes = named(asked, lambda keys: bearers(searcher, keys))
    called = [
        Meant(node.at // 2, node.at // 2 + len(node.words), tuple(thing.local for thing in node.things[:MOST_THINGS]))
        for node in nodes
    ]
    found = [one for one in called if not any(_inside(one, other) for other in called)]
    for sound in _SOUND.finditer(folded):
        if not any(one.start < sound.end() and sound.start() < one.end for one in found):
            things = tuple(_sounding(searcher, sound[0]))
            found += [Meant(*sound.span(), things)] if things else []
    return [*found, *_relations(folded, found)]


def expansion(searcher: Searcher, asked: str, means: Means) -> Added | None:
    """What is added to a search; None where that is nothing."""
    pieces = meaning(searcher, asked) if means.graph else []
    fits, scored = _by_graph(searcher, asked, pieces, means.graph) if means.graph and pieces else ([], [])
    near = means.nearest(asked, LIKEST) if means.nearest and means.weight else ()
    for rank, one in enumerate(near):
        term = place(one.article, one.position)
        scored.append(Worth(one_of(FIELD, [term]), means.weight * ALL * DAMPED / (DAMPED + rank)))
        fits.append(term)
    if not scored:
        return None
    rest = "".join(
        " " if any(piece.start <= at < piece.end for piece in pieces) else char for at, char in enumerate(fold(asked))
    )
    return Added(one_of(FIELD, fits), either(scored), rest)


def _by_graph(
    searcher: Searcher, asked: str, pieces: Sequence[Meant], weights: Weights
) -> tuple[list[str], list[Clause]]:
    """The terms that make a passage fit, and what it is worth."""
    folded = fold(asked)
    fits: list[str] = []
    kinds: list[tuple[list[str], float, str]] = []  # terms of passages of one kind, its weight, and what is as good
    for piece in pieces:
        words = folded[piece.start : piece.end]
        if piece.things:
            terms = [about(local) for local in piece.things]
            kinds.append((terms, weights.named, words))
            fits += terms
        else:
            kinds.append(([stated(one) for one in piece.predicates], weights.stated, words))
    things = [local for piece in pieces for local in piece.things]
    predicates = {predicate for piece in pieces for predicate in piece.predicates}
    if weights.tied and (tied := _tied(searcher, things, predicates)):
        terms = [about(local) for local in tied]
        kinds.append((terms, weights.tied, ""))
        fits += terms
    if not things:
        fits += [stated(predicate) for predicate in sorted(predicates)]
    return fits, _worths(searcher, kinds)


def _worths(searcher: Searcher, kinds: Sequence[tuple[list[str], float, str]]) -> list[Clause]:
    """A passage with any of the terms of a kind, or else with its words, is worth the idf of BM25, so many times."""
    counted = [Term("sort", "sentence"), Term("sort", "quote")]
    counted += [Term(FIELD, term) for terms, _, _ in kinds for term in terms]
    numbers = iter(searcher.frequencies(counted))
    total = next(numbers) + next(numbers)
    found: list[Clause] = []
    for terms, weight, words in kinds:
        count = min(total, sum(next(numbers) for _ in terms))
        rare = log(1 + (total - count + 0.5) / (count + 0.5))
        said = all_terms("grams", query_grams(words))
        found.append(Worth(either([one_of(FIELD, terms), said]), weight * rare))
    return found


def _tied(searcher: Searcher, things: list[str], predicates: set[str]) -> list[str]:
    """Things to which one of these relations leads from those that are meant, or that it leads from."""
    if not things or not predicates:
        return []
    query = every(
        [
            one_of(FIELD, [about(local) for local in things]),
            one_of(FIELD, [stated(predicate) for predicate in sorted(predicates)]),
        ]
    )
    found: dict[str, None] = {}
    for _, form in searcher.search(query, LOOKED_AT, counted=False).hits:
        for subject, predicate, value in form.get("ties", ()):
            if predicate in predicates and (subject in things) != (value in things):
                found[value if subject in things else subject] = None
    return list(found)[:MOST_TIED]


def _sounding(searcher: Searcher, sound: str) -> Iterator[str]:
    """The things whose name sounds so, those of most articles first."""
    found = searcher.search(Term("pinyin", sound), MOST_THINGS, by="number", counted=False)
    for _, form in found.hits:
        yield form["local"]


def _relations(folded: str, names: list[Meant]) -> Iterator[Meant]:
    """Each word for a relation outside of the names, the longest where one holds another."""
    at = 0
    while at < len(folded):
        for end in range(min(len(folded), at + _longest()), at + 1, -1):
            predicates = _vocabulary().get(folded[at:end])
            if predicates and not any(one.start < end and at < one.end for one in names):
                yield Meant(at, end, predicates=predicates)
                at = end
                break
        else:
            at += 1


@cache
def _vocabulary() -> dict[str, tuple[str, ...]]:
    """Word → the predicates that it may stand for."""
    found: dict[str, dict[str, None]] = {}
    for wording in WORDINGS:
        for word in wording.words:
            found.setdefault(word, {}).update(dict.fromkeys(wording.predicates))
    return {word: tuple(predicates) for word, predicates in found.items() if len(word) > 1}


@cache
def _longest() -> int:
    return max(map(len, _vocabulary()))


def _inside(one: Meant, other: Meant) -> bool:
    return other.start <= one.start and one.end <= other.end and other.end - other.start > one.end - one.start
