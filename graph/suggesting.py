"""Completions of a name that is being typed: what the index holds of every name, and how it is asked, the surest way first.

Every name is a document of its own, so that pieces of what is typed never fit one name with one piece and another name of
the same thing with the next. All ways are lookups of whole terms: a short beginning costs no more than a long one, but for
going through all that begin so, in which the engine keeps the best by a number that each document has.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from typing import Any, Literal, TypeAlias

from graph.clauses import Clause, Searcher, Term, either, every
from graph.naming import EntityRow
from graph.spelling import MOST_UNITS, Piece, Unit, fitting, later_parts, units, ways
from graph.words import NAME_LENGTH, fold, grams, name_key, query_grams
from ontology.predicates import EntityType

FIELD, ORDER = "typed", "order"  # names of fields: terms, the number to order by
MOST = 50  # suggestions at once

_ROUNDS = 4  # further pages of one way to find, each four times as long: a thing may have many names
_UNUSUAL = 2  # ways to read what is typed that are tried with rarer readings of the characters
_PARTS = 3  # of a name that are found by themselves

Role: TypeAlias = Literal["label", "alias", "part"]
_MARKS: dict[Role, str] = {"label": "^", "alias": "+", "part": "-"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entity that may be meant: `name` is that of its names which fits, `start` and `end` what of it was typed, `line`
    what tells it from others ("" where nothing does), `articles` how many speak of it."""

    entity: str
    label: str
    type: EntityType
    name: str
    start: int
    end: int
    line: str
    articles: int


def documents(entity: EntityRow, line: str) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """What is kept of each name of an entity: its terms, the number it is ordered by, what is shown of it."""
    names: dict[str, tuple[str, Role]] = {}
    parts: dict[str, tuple[str, Role]] = {}
    for role, name in (("label", entity.label), *(("alias", alias) for alias in entity.aliases)):
        names.setdefault(name_key(name), (name, "label" if role == "label" else "alias"))
        for part in islice(later_parts(name), _PARTS):
            parts.setdefault(name_key(part), (part, "part"))
    shown = {
        "entity": entity.local,
        "label": entity.label,
        "type": entity.type,
        "line": line,
        "articles": entity.articles,
    }
    for key, (name, role) in (parts | names).items():
        if key:
            terms = " ".join(_terms(name, key, role, entity.type))
            yield terms, _order(entity, key), shown | {"name": name}


def _order(entity: EntityRow, key: str) -> int:
    """Much known before less, short before long; and then the same order however the index came about."""
    chance = int.from_bytes(sha256(entity.local.encode()).digest()[:4])
    return min(entity.articles, 2**24 - 1) << 38 | (63 - len(key)) << 32 | chance


def _terms(name: str, key: str, role: Role, kind: EntityType) -> Iterator[str]:
    row = units(name, person=kind == "PER")
    yield f"@{kind}"
    if role != "part":
        yield f"={key}"
        yield f"#{len(row)}"
        yield from map("%".__add__, grams(fold(name[:NAME_LENGTH])))
    mark = _MARKS[role]
    yield from (mark + key[:end] for end in range(1, len(key) + 1))
    yield from map(_unit_terms, range(MOST_UNITS), row)


@lru_cache(maxsize=50_000)
def _unit_terms(place: int, unit: Unit) -> str:
    """Those of a unit in its place: its character, how it sounds, and the beginnings of that; after ? of rarer readings."""
    terms = [f"{place}{unit.text}!"]
    for mark, sounds in (("", unit.sounds), ("?", unit.others)):
        for sound in sounds:
            terms += [f"{place}{mark}{sound}.", *(f"{place}{mark}{sound[:end]}" for end in range(1, len(sound) + 1))]
    return " ".join(terms)


def suggest(searcher: Searcher, asked: str, *, limit: int, kind: EntityType | None = None) -> list[Suggestion]:
    """At most `limit` entities that what is typed may be the beginning of, best first."""
    key = name_key(asked)
    if not key or len(fold(asked).strip()) > NAME_LENGTH:
        return []
    read = [pieces[:MOST_UNITS] for pieces in ways(asked)]
    read = [pieces for pieces in read if _known(searcher, pieces)]
    found: dict[str, Suggestion] = {}
    for query in _queries(asked, key, read):
        if kind:
            query = _all([query, _term(f"@{kind}")])
        for one in _hits(searcher, query, key, read, limit):
            found.setdefault(one.entity, one)
            if len(found) == limit:
                return list(found.values())
    return list(found.values())


def _hits(
    searcher: Searcher, query: Clause, key: str, read: Sequence[Sequence[Piece]], limit: int
) -> Iterator[Suggestion]:
    """What a query finds, in order; an entity once for each of its names that fits."""
    seen, size = 0, limit + 2
    for _ in range(_ROUNDS):
        hits = searcher.search(query, size, offset=seen, counted=False, by=ORDER).hits
        for _, shown in hits:
            span = _span(shown["name"], shown["type"], key, read)
            if span:
                yield Suggestion(start=span[0], end=span[1], **shown)
        if len(hits) < size:
            return
        seen, size = seen + size, 4 * size


def _queries(asked: str, key: str, read: Sequence[Sequence[Piece]]) -> Iterator[Clause]:
    """The ways to find, the surest first. They are made one by one, as most of them are hardly ever needed."""

    yield _term(f"={key}")
    yield _term(f"^{key}")
    yield _term(f"+{key}")
    yield _any([_term(f"-{key}"), _all([_term(f"%{gram}") for gram in query_grams(fold(asked))])])
    sounding = [pieces for pieces in read if any(piece.kind != "char" for piece in pieces)]
    full = [pieces for pieces in sounding if all(piece.kind != "begun" for piece in pieces[:-1])]
    ended = [pieces for pieces in full if pieces[-1].kind != "begun"]
    if ended:
        yield _any([_all([*map(_term, _terms_of(way, whole=len(way))), _term(f"#{len(way)}")]) for way in ended])
    if full:
        yield _any([_all([*map(_term, _terms_of(way, whole=len(way) - 1))]) for way in full])
    if sounding:
        yield _any([_all([*map(_term, _terms_of(way))]) for way in sounding])
        yield _any([_all([_any([*map(_term, texts)]) for texts in _any_reading(way)]) for way in sounding[:_UNUSUAL]])


def _terms_of(pieces: Sequence[Piece], *, whole: int = 0) -> list[str]:
    """The terms of a name that pieces stand for as its characters are usually read; of the first `whole` pieces those of
    whole syllables, of others also of longer ones."""
    return [f"{place}{_written(pieces, place, whole=place < whole)}" for place in range(len(pieces))]


def _any_reading(pieces: Sequence[Piece]) -> Iterator[list[str]]:
    for place, piece in enumerate(pieces):
        text = _written(pieces, place, whole=False)
        yield [f"{place}{text}"] if piece.kind == "char" else [f"{place}{text}", f"{place}?{text}"]


def _written(pieces: Sequence[Piece], place: int, *, whole: bool) -> str:
    piece = pieces[place]
    if piece.kind == "char":
        return f"{piece.text}!"
    if piece.kind == "word":
        whole = whole or place < len(pieces) - 1
    return f"{piece.text}." if whole else piece.text


def _known(searcher: Searcher, pieces: Sequence[Piece]) -> bool:
    """Whether there are names with the words among the pieces in their places: letters could be many words."""
    terms = zip(pieces, _terms_of(pieces), strict=True)
    words = [_term(term) for piece, term in terms if piece.kind == "word"]
    return all(searcher.more_than(words))


def _span(name: str, kind: EntityType, key: str, read: Sequence[Sequence[Piece]]) -> tuple[int, int] | None:
    """What of a name was typed; None where it only seemed so, as grams of it stand apart."""
    letters = [(char, at) for at, char in enumerate(fold(name)) if char.isalnum()]
    if (at := "".join(char for char, _ in letters).find(key)) >= 0:
        return letters[at][1], letters[at + len(key) - 1][1] + 1
    row = units(name, person=kind == "PER")
    return next((span for pieces in read if (span := fitting(pieces, row))), None)


def _term(text: str) -> Clause:
    return Term(FIELD, text)


def _all(parts: Sequence[Clause]) -> Clause:
    return parts[0] if len(parts) == 1 else every(parts)


def _any(parts: Sequence[Clause]) -> Clause:
    return parts[0] if len(parts) == 1 else either(parts)
