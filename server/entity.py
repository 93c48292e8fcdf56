"""How an entity's page is put together: facts in groups, evidence, the relation picture, the timeline."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from extract.edtf import bounds
from graph.facts import Evidence, FactView
from graph.views import EntityView, Passage
from ontology.iris import WIKIDATA
from ontology.predicates import PREDICATES
from server import briefs, chinese
from server.highlight import Marked, Span, mark
from server.picture import Neighbour, Picture, ladder, wheel
from server.terms import entity_path, weblink

_POSTS = {"current": "现任", "former": "曾任"}


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact's value in words, and what its sources add to it."""

    fact: FactView
    words: str
    href: str | None
    is_date: bool
    details: tuple[str, ...]
    post: str  # 现任, 曾任 or ""


@dataclass(frozen=True, slots=True)
class Group:
    """All values of one relation, those of most articles first."""

    label: str
    lines: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A sentence with its entities marked, and the facts that it states."""

    passage: Passage
    nodes: list[Marked | str]
    lines: tuple[FactLine, ...]
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Moment:
    """What the timeline tells of one time."""

    when: str
    lines: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True)
class EntityPage:
    """All that the template of an entity walks through."""

    summary: str
    groups: tuple[Group, ...]
    incoming: tuple[Group, ...]
    untold: tuple[Group, ...]
    cards: tuple[Card, ...]
    quotes: tuple[Card, ...]
    moments: tuple[Moment, ...]
    neighbours: tuple[Neighbour, ...]
    wheel: Picture
    ladder: Picture
    sources: int
    elsewhere: tuple[tuple[str, str], ...]  # words, and the address that they lead to


def lay_out(view: EntityView) -> EntityPage:
    """The page of an entity."""
    neighbours = _neighbours(view)
    untold = set(view.untold)
    groups, incoming = (_groups(f for f in facts if f not in untold) for facts in (view.facts, view.incoming))
    return EntityPage(
        summary=briefs.line((group.label, line.words) for group in (*groups, *incoming) for line in group.lines),
        groups=groups,
        incoming=incoming,
        untold=_groups(view.untold),
        cards=_cards(view),
        quotes=tuple(_card(passage, view.name) for passage in view.quotes),
        moments=_moments([*view.facts, *view.incoming]),
        neighbours=neighbours,
        wheel=wheel(view.label, neighbours),
        ladder=ladder(view.label, neighbours),
        sources=len(view.articles),
        elsewhere=tuple((_elsewhere(iri), iri) for iri in view.elsewhere if weblink(iri)),
    )


def _elsewhere(iri: str) -> str:
    """What an IRI of another collection is called on a page."""
    return f"维基数据 {iri.removeprefix(WIKIDATA)}" if iri.startswith(WIKIDATA) else iri.partition("://")[2]


def _line(fact: FactView) -> FactLine:
    words = fact.value if fact.entity else chinese.literal(fact.predicate, fact.value)
    details = [chinese.date(fact.when)] if fact.when else []
    if fact.amount is not None:
        details.append(chinese.money(fact.amount, fact.currency))
    href = entity_path(fact.entity) if fact.entity else None
    return FactLine(fact, words, href, _is_date(fact), tuple(details), _POSTS[fact.post] if fact.post else "")


def _groups(facts: Iterable[FactView]) -> tuple[Group, ...]:
    by_label: dict[str, list[FactLine]] = defaultdict(list)
    for fact in facts:
        by_label[fact.label].append(_line(fact))
    return tuple(Group(label, tuple(lines)) for label, lines in by_label.items())


def _cards(view: EntityView) -> tuple[Card, ...]:
    """The sentences, each with the facts whose evidence it is."""
    stated: dict[str, list[tuple[Evidence, FactLine]]] = defaultdict(list)
    for fact in (*view.facts, *view.incoming):
        for evidence in fact.evidence:
            stated[evidence.article].append((evidence, _line(fact)))
    cards = []
    for passage in view.sentences:
        here = [(e, line) for e, line in stated[passage.article] if e.start < passage.end and passage.start < e.end]
        best = max((evidence.confidence for evidence, _ in here), default=None)
        cards.append(_card(passage, view.name, tuple(dict.fromkeys(line for _, line in here)), best))
    return tuple(cards)


def _card(passage: Passage, name: str, lines: tuple[FactLine, ...] = (), confidence: float | None = None) -> Card:
    spans = [
        Span(m.start, m.end, "mention", type=m.type, href=None if m.entity == name else entity_path(m.entity))
        for m in passage.marks
    ]
    return Card(passage, mark(passage.text, [spans]), lines, confidence)


def _moments(facts: Iterable[FactView]) -> tuple[Moment, ...]:
    """Dated facts, latest first: what happened at a time, and attributes that are a time."""
    dated: list[tuple[date, str, FactView]] = []
    for fact in facts:
        if when := fact.when or (fact.value if _is_date(fact) else None):
            earliest, latest = bounds(when)
            dated.append((earliest or latest or date.min, when, fact))
    dated.sort(key=lambda found: found[:2], reverse=True)
    return tuple(
        Moment(chinese.date(when), tuple(_line(fact) for _, _, fact in facts))
        for when, facts in groupby(dated, key=lambda found: found[1])
    )


def _is_date(fact: FactView) -> bool:
    known = PREDICATES.get(fact.predicate)
    return bool(known and known.literal == "edtf")


def _neighbours(view: EntityView) -> tuple[Neighbour, ...]:
    """The other entities, those with the most sources first, each with all its relations."""
    relations: dict[str, dict[str, None]] = defaultdict(dict)
    weights: dict[str, int] = defaultdict(int)
    first: dict[str, FactView] = {}
    for fact in (*view.facts, *view.incoming):
        if fact.entity and fact.entity != view.name:
            first.setdefault(fact.entity, fact)
            relations[fact.entity][fact.label] = None
            weights[fact.entity] += fact.sources
    ordered = sorted(first, key=lambda name: (-weights[name], -first[name].confidence))
    return tuple(Neighbour(name, first[name].value, first[name].type or "", tuple(relations[name])) for name in ordered)
