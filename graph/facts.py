"""The facts of an entity's page: what claims say, gathered by what they state, with who says so and when it held."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias, TypeVar

from pyoxigraph import NamedNode

from graph import holding
from graph.holding import Held, Post
from graph.occasions import Claim, Occasion, occasions
from graph.rows import Row, Term, day, graph, integer, text
from ontology.iris import article_id, entity_local, local_name
from ontology.predicates import CLASSES, PREDICATES, EntityType

Kind = TypeVar("Kind", bound=str)

TYPES: dict[str, EntityType] = {known.iri: name for name, known in CLASSES.items()}
PREDICATES_BY_IRI = {known.iri: known for known in PREDICATES.values()}
_ORDER = {name: place for place, name in enumerate(PREDICATES)}


@dataclass(frozen=True, slots=True)
class Cited:
    """Where something stands: the article's id, title ("" where it has none), day and source; `original` is the id of
    the first of its near copies, its own where there are none."""

    article: str
    title: str
    published: date | None
    source: str | None
    original: str


@dataclass(frozen=True, slots=True)
class Evidence(Cited):
    """A sentence that states a fact; `start` and `end` count in the article's text."""

    start: int
    end: int
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class FactView:
    """What articles state of an entity, with the sentences that say so, newest first; `confidence` is the best of them.

    `label` is the relation in Chinese as the entity's page names it. `entity` is the local name of the other entity
    and `type` its type; both are None where the value is a literal. `held` tells whether it held on the day that the
    view is of, `post` whether an employment or a title is a present or a former one on that day; `disputed` says that
    it cannot be true together with another fact of the entity.
    """

    predicate: str
    label: str
    value: str
    entity: str | None
    type: EntityType | None
    when: str | None
    amount: int | None
    currency: str | None
    confidence: float
    evidence: tuple[Evidence, ...]
    held: Held
    post: Post | None
    disputed: bool = False

    @property
    def sources(self) -> int:
        """The number of articles that state it."""
        return len({evidence.article for evidence in self.evidence})

    @property
    def independent(self) -> int:
        """The number of those that are not copies of each other."""
        return len({evidence.original for evidence in self.evidence})


Headers: TypeAlias = Mapping[NamedNode, Cited]  # by the article's IRI


def headings(rows: Iterable[Row], base: str) -> Iterator[tuple[NamedNode, Cited]]:
    """The articles in rows of `queries.ARTICLES`, by their IRIs."""
    for row in rows:
        node = graph(row)
        if identifier := article_id(base, node.value):  # else a user's own graph
            original = article_id(base, text(row, "original")) or identifier
            source = text(row, "source") or None
            yield node, Cited(identifier, text(row, "title"), day(row, "published"), source, original)


class Facts:
    """The facts about one entity, to be read from rows of claims; `day` is the one for which it is told what held."""

    def __init__(self, base: str, headers: Headers, day: date) -> None:
        self._base = base
        self._headers = headers
        self._day = day
        self._seen: set[str] = set()
        self._contrary: set[tuple[str, Term, Term]] = set()
        self._sentences: dict[Evidence, NamedNode] = {}
        # (incoming, predicate, value) → claims
        self._claims: dict[tuple[bool, str, Term], list[Claim[Evidence]]] = defaultdict(list)
        self._labels: dict[Term, Counter[str]] = defaultdict(Counter)
        self._kinds: dict[Term, Counter[EntityType]] = defaultdict(Counter)

    def read(self, rows: Iterable[Row], *, incoming: bool) -> None:
        """Takes the claims in whose subject, or whose object, the entity is."""
        for row in rows:
            claim, value, header = text(row, "claim"), row["value"], self._headers.get(graph(row))
            predicate = PREDICATES_BY_IRI.get(text(row, "predicate"))
            if value is None or predicate is None or header is None:  # outside of the articles: a user's own claim
                continue
            self._labels[value][text(row, "label")] += 1
            if kind := TYPES.get(text(row, "type")):
                self._kinds[value][kind] += 1
            if claim in self._seen:  # once more for each further label of the value in the article
                continue
            self._seen.add(claim)
            evidence = Evidence(*fields(header), *span(row), float(text(row, "confidence")))
            if isinstance(sentence := row.get("sentence"), NamedNode):
                self._sentences[evidence] = sentence
            amount = integer(row, "amount") if row.get("amount") else None
            self._claims[incoming and not predicate.symmetric, predicate.name, value].append(
                Claim(text(row, "when") or None, amount, text(row, "currency") or None, evidence)
            )

    def read_conflicts(self, rows: Iterable[Row]) -> None:
        """Takes the pairs of values that contradict each other."""
        for row in rows:
            value, other, predicate = row.get("value"), row.get("other"), PREDICATES_BY_IRI.get(text(row, "predicate"))
            if value is not None and other is not None and predicate:
                self._contrary.add((predicate.name, value, other))

    def facts(self, *, incoming: bool) -> tuple[FactView, ...]:
        """In the order of the closed list of predicates, those of most independent sources first."""
        facts = [
            self._fact(name, value, occasion, incoming=incoming)
            for (side, name, value), claims in self._claims.items()
            if side == incoming
            for occasion in occasions(claims)
        ]
        facts.sort(key=lambda f: (_ORDER[f.predicate], -f.independent, -f.sources, f.when or "", f.value))
        return tuple(facts)

    def sentences(self, facts: Iterable[FactView]) -> dict[NamedNode, Evidence]:
        """The sentences that state these facts."""
        stating = (evidence for fact in facts for evidence in fact.evidence)
        return {self._sentences[evidence]: evidence for evidence in stating if evidence in self._sentences}

    def _fact(self, name: str, value: Term, occasion: Occasion[Evidence], *, incoming: bool) -> FactView:
        entity = entity_local(self._base, value.value) if isinstance(value, NamedNode) else None
        evidence = sorted((claim.source for claim in occasion.claims), key=newest_first)
        words = label(self._labels[value], entity) if entity else text({"value": value}, "value")
        when = occasion.when or (words if PREDICATES[name].literal == "edtf" else None)
        days = [one.published for one in evidence if one.published]
        first = min(days, default=None)
        ended = None
        if name == "worksFor":
            ended = self._ended(value, max(days, default=None), incoming=incoming)
        elif PREDICATES[name].literal == "integer":
            ended = self._replaced(name, holding.begin(name, when, first))
        post = holding.post(name, when, first, self._day, ended=ended)
        known = PREDICATES[_called(name, post)]
        return FactView(
            predicate=name,
            label=known.inverse_zh if incoming else known.zh,
            value=words,
            entity=entity,
            type=ranked(self._kinds[value])[0] if self._kinds[value] else None,
            when=occasion.when,
            amount=occasion.amount,
            currency=occasion.currency,
            confidence=max(one.confidence for one in evidence),
            evidence=tuple(evidence),
            held="yes" if post else holding.held(name, when, first, self._day, ended=ended),
            post=post,
            disputed=not incoming and self._is_disputed(name, value),
        )

    def _is_disputed(self, name: str, value: Term) -> bool:
        others = (other for incoming, of, other in self._claims if not incoming and of == name)
        return any((name, value, other) in self._contrary for other in others)

    def _ended(self, employer: Term, said: date | None, *, incoming: bool) -> date | None:
        """The day by which an employment had ended, where an article that came after the last which speaks of it as a
        present one calls it a former one."""
        later = [
            end
            for claim in self._claims.get((incoming, "formerEmployer", employer), ())
            if said and claim.source.published and claim.source.published > said
            if (end := holding.told_end(claim.when, claim.source.published))
        ]
        return min(later, default=None)

    def _replaced(self, name: str, begun: date | None) -> date | None:
        """The last day before a later count of the same is told."""
        told = (
            holding.begin(name, claim.when, claim.source.published)
            for (_, other, _), claims in self._claims.items()
            if other == name
            for claim in claims
        )
        later = [day for day in told if day and begun and day > begun]
        return min(later) - timedelta(1) if later else None


def _called(predicate: str, post: Post | None) -> str:
    """By which relation an employment goes, whatever the article called it in its day."""
    if predicate not in holding.EMPLOYMENT or post is None:
        return predicate
    return "worksFor" if post == "current" else "formerEmployer"


def fields(cited: Cited) -> tuple[str, str, date | None, str | None, str]:
    """What a citation is made of."""
    return cited.article, cited.title, cited.published, cited.source, cited.original


def span(row: Row) -> tuple[int, int, str]:
    """Where a piece of text stands, and the piece."""
    return integer(row, "start"), integer(row, "end"), text(row, "text")


def newest_first(cited: Cited) -> tuple[int, str, int]:
    """What sorts citations, the newest before others."""
    published = cited.published or date.min
    return -published.toordinal(), cited.article, getattr(cited, "start", 0)


def ranked(names: Counter[Kind]) -> list[Kind]:
    """The commonest first."""
    return sorted(names, key=lambda name: (-names[name], name))


def label(names: Counter[str], local: str) -> str:
    """The label that the local name was made of, else the commonest, else the local name itself."""
    return min(ranked(names), key=lambda name: local_name(name) != local, default=local) or local
