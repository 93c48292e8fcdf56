"""What claims state, as far as it can contradict another claim: a date, or a place of birth or seat with what holds it.

Two seats contradict each other only where they are told of the same year: an organisation may move. A claim without a time
of its own is told of the year in which its article was published, and of none where that is unknown.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from extract import regions
from extract.edtf import bounds
from extract.regions import Region
from extract.seats import seat
from graph import terms
from graph.records import Stored
from graph.store import QuadStore
from ontology.iris import entity_iri, entity_local
from ontology.predicates import PREDICATES

_SEAT, _BIRTH = "location", "birthPlace"
CHECKED = (*(name for name, known in PREDICATES.items() if known.single), _SEAT)
_PREDICATE = {node: name for name, node in terms.RELATION.items()}
_ALWAYS = (date.min.year, date.max.year)


@dataclass(frozen=True, slots=True, order=True)
class Placed:
    """Something is in a place, known by its local name and region: what it is there (born, a seat of a kind), and in which
    years, from first to last."""

    role: str
    region: Region
    place: str
    years: tuple[int, int]


Stance: TypeAlias = str | Placed  # an EDTF date, or a place


def contradict(one: Stance, other: Stance) -> bool:
    """Whether both cannot hold: dates have no day in common, and neither is marked as inexact; places lie apart."""
    if isinstance(one, Placed) or isinstance(other, Placed):
        return isinstance(one, Placed) and isinstance(other, Placed) and _placed_apart(one, other)
    if any(mark in said for said in (one, other) for mark in "~?%"):
        return False
    (first, last), (begin, end) = bounds(one), bounds(other)
    return bool((last and begin and last < begin) or (end and first and end < first))


def of_article(stored: Stored) -> Iterator[tuple[int, str, str, Stance]]:
    """The stances of an article: number of the fact, predicate, local name of the subject, stance."""
    reading, locals_ = stored.reading, stored.names
    names: dict[str, set[str]] = defaultdict(set)
    for entity in reading.entities:
        called = (stored.labels[entity.id], entity.known, entity.name, *entity.aliases)
        names[locals_[entity.id]].update(name for name in called if name)
    for local, other in stored.rulings.aliases:
        names[local].add(other)
    facts = [(number, fact) for number, fact in enumerate(reading.facts) if number not in stored.rulings.rejected]
    holders: dict[str, set[str]] = defaultdict(set)
    for _, fact in facts:
        if fact.predicate == _SEAT:
            holders[locals_[fact.subject]].add(locals_[fact.object])
    for number, fact in facts:
        if fact.predicate in CHECKED:
            said: Stance | None = fact.object
            if not fact.literal:
                place, quote = locals_[fact.object], reading.article.text[fact.start : fact.end]
                years = _years(fact.when or "", reading.article.published)
                said = _placed(fact.predicate, place, names.__getitem__, holders.__getitem__, quote, years)
            if said:
                yield number, fact.predicate, locals_[fact.subject], said


def of_claims(
    store: QuadStore, base: str, subject: NamedNode, predicate: NamedNode
) -> Iterator[tuple[NamedNode, Stance, NamedNode]]:
    """The stances of all claims on one property of one thing, each with its claim and article."""
    for quad in store.quads_for_pattern(None, terms.SUBJECT, subject):
        claim = quad.subject
        if not isinstance(claim, NamedNode) or not any(store.quads_for_pattern(claim, terms.PREDICATE, predicate)):
            continue
        for article in _values(store, claim, terms.ARTICLE):
            for value in _values(store, claim, terms.OBJECT):
                said: Stance | None = value.value
                if isinstance(value, NamedNode) and isinstance(article, NamedNode):
                    said = _of_claim(store, base, claim, value, article, _PREDICATE[predicate])
                if said and isinstance(article, NamedNode):
                    yield claim, said, article


def _of_claim(
    store: QuadStore, base: str, claim: NamedNode, place: NamedNode, article: NamedNode, predicate: str
) -> Placed | None:
    def holders(local: str) -> Iterator[str]:
        for found in _values(store, NamedNode(entity_iri(base, local)), terms.RELATION[_SEAT], article):
            if other := entity_local(base, found.value):
                yield other

    def names(local: str) -> Iterator[str]:
        for called in (terms.LABEL, terms.ALT_LABEL):
            yield from (name.value for name in _values(store, NamedNode(entity_iri(base, local)), called, article))

    def first(subject: NamedNode, of: NamedNode) -> str:
        return next((value.value for value in _values(store, subject, of)), "")

    published = first(article, terms.DATE_PUBLISHED)
    years = _years(first(claim, terms.WHEN), date.fromisoformat(published) if published else None)
    local = entity_local(base, place.value) or ""
    return _placed(predicate, local, names, holders, first(claim, terms.QUOTE), years)


def _values(
    store: QuadStore, subject: NamedNode, predicate: NamedNode, graph: NamedNode | None = None
) -> Iterator[NamedNode | Literal]:
    for quad in store.quads_for_pattern(subject, predicate, None, graph):
        if isinstance(quad.object, NamedNode | Literal):
            yield quad.object


def _placed(
    predicate: str,
    place: str,
    names: Callable[[str], Iterable[str]],
    holders: Callable[[str], Iterable[str]],
    quote: str,
    years: tuple[int, int] | None,
) -> Placed | None:
    """What is said of somebody's or something's being in a place, None where that can contradict nothing. `names` and
    `holders` tell, by the article, how a place is called and what it lies in."""
    around: set[str] = set()
    waiting = [place]
    while waiting:
        new = set(holders(waiting.pop())) - around - {place}
        around |= new
        waiting += sorted(new)
    own, outer = set(names(place)), {name for one in around for name in names(one)}
    region = regions.region(own | outer)
    if predicate == _BIRTH:
        return Placed("born", region, place, _ALWAYS) if region else None
    role = seat(quote, own, outer) if region and years else None
    return Placed(role, region, place, years) if role and years else None


def _placed_apart(one: Placed, other: Placed) -> bool:
    together = max(one.years[0], other.years[0]) <= min(one.years[1], other.years[1])
    return together and one.role == other.role and one.place != other.place and regions.apart(one.region, other.region)


def _years(when: str, published: date | None) -> tuple[int, int] | None:
    """The years of which a claim is told; what has no end, of all until its article came."""
    first, last = bounds(when) if when else (published, published)
    last = last or published
    return (first.year, max(first.year, last.year)) if first and last else None
