"""What claims state, as far as it can contradict another claim: a date, or a place of birth or seat with what holds it.

Two seats contradict each other only where they are told of the same year: an organisation may move. A claim without a time
of its own is told of the year in which its article was published, and of none where that is unknown.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeAlias

from pyoxigraph import NamedNode

from extract import regions
from extract.edtf import bounds
from extract.regions import Region
from extract.seats import seat
from graph import terms
from graph.records import Stored
from graph.rows import Row, Select, graph, text
from ontology.iris import article_id, entity_iri, entity_local
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


Key: TypeAlias = tuple[NamedNode, NamedNode]  # a thing and one of its properties
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
    select: Select, base: str, keys: Iterable[Key]
) -> Iterator[tuple[Key, tuple[NamedNode, Stance, NamedNode]]]:
    """The stances of all claims on these properties, each with its claim and article."""
    rows = list(
        select(f"""SELECT ?subject ?predicate ?claim ?value ?article {{
        VALUES (?subject ?predicate) {{ {pairs(keys)} }}
        GRAPH ?article {{
            ?claim {terms.SUBJECT} ?subject ; {terms.PREDICATE} ?predicate ; {terms.OBJECT} ?value ;
                {terms.ARTICLE} ?article }} }}""")
    )
    rows = [row for row in rows if article_id(base, text(row, "article"))]  # not what users say
    around = _Surroundings(select, base, rows)
    for row in rows:
        ends = ("subject", "predicate", "claim", "article")
        nodes = [node for name in ends if isinstance(node := row.get(name), NamedNode)]
        if len(nodes) < len(ends):
            continue
        subject, predicate, claim, article = nodes
        said: Stance | None = text(row, "value")
        if isinstance(value := row.get("value"), NamedNode):
            published = around.said(article, terms.DATE_PUBLISHED)
            years = _years(around.said(claim, terms.WHEN), date.fromisoformat(published) if published else None)
            local, quote = entity_local(base, value.value) or "", around.said(claim, terms.QUOTE)
            names, holders = partial(around.names, article), partial(around.holders, article)
            said = _placed(_PREDICATE[predicate], local, names, holders, quote, years)
        if said:
            yield (subject, predicate), (claim, said, article)


def pairs(found: Iterable[tuple[object, NamedNode]]) -> str:
    """Pairs of nodes in the VALUES of a query."""
    return " ".join(f"({one} {other})" for one, other in found)


class _Surroundings:
    """What the articles of claims on places say: of the claims, and how each place is called there and what it lies in."""

    def __init__(self, select: Select, base: str, rows: Iterable[Row]) -> None:
        self._base = base
        self._holders: dict[Key, list[NamedNode]] = defaultdict(list)
        self._names: dict[Key, list[str]] = defaultdict(list)
        places = {(graph(row), value) for row in rows if isinstance(value := row.get("value"), NamedNode)}
        self._said: dict[Key, str] = {}
        if not places:
            return
        # Two lists of VALUES would make the engine begin with all that has the property.
        told = {(row["article"], row["claim"], of) for row in rows for of in (terms.WHEN, terms.QUOTE)}
        told |= {(row["article"], row["article"], terms.DATE_PUBLISHED) for row in rows}
        listed = " ".join(f"({article} {node} {of})" for article, node, of in told)
        for row in select(f"""SELECT ?node ?property ?value {{
                VALUES (?article ?node ?property) {{ {listed} }} GRAPH ?article {{ ?node ?property ?value }} }}"""):
            node, of = row.get("node"), row.get("property")
            if isinstance(node, NamedNode) and isinstance(of, NamedNode):
                self._said[node, of] = text(row, "value")
        listed = " ".join({str(article) for article, _ in places})
        for row in select(f"""SELECT ?article ?place ?held {{
                VALUES ?article {{ {listed} }} GRAPH ?article {{ ?place {terms.RELATION[_SEAT]} ?held }} }}"""):
            place, held = row.get("place"), row.get("held")
            if isinstance(place, NamedNode) and isinstance(held, NamedNode):
                self._holders[graph(row), place].append(held)
        for article, place in list(places):
            waiting = [place]
            while waiting:
                new = {(article, held) for held in self._holders.get((article, waiting.pop()), ())} - places
                places |= new
                waiting += [held for _, held in new]
        for row in select(f"""SELECT ?article ?place ?name {{
                VALUES (?article ?place) {{ {pairs(places)} }}
                GRAPH ?article {{ ?place ?called ?name FILTER(?called IN ({terms.LABEL}, {terms.ALT_LABEL})) }} }}"""):
            if isinstance(place := row.get("place"), NamedNode):
                self._names[graph(row), place].append(text(row, "name"))

    def said(self, node: NamedNode, of: NamedNode) -> str:
        """A claim's time or quote, or the day of an article; "" where there is none."""
        return self._said.get((node, of), "")

    def names(self, article: NamedNode, local: str) -> list[str]:
        """How an article calls a place."""
        return self._names.get((article, self._node(local)), [])

    def holders(self, article: NamedNode, local: str) -> list[str]:
        """In what a place lies by an article, by local names."""
        found = self._holders.get((article, self._node(local)), ())
        return [other for held in found if (other := entity_local(self._base, held.value))]

    def _node(self, local: str) -> NamedNode:
        return NamedNode(entity_iri(self._base, local))


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
