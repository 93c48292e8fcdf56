"""What the pages show of an entity or an article, read out of the union of all article graphs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, TypeVar

from pyoxigraph import NamedNode

from corpus.article import Article
from extract.reading import Reading
from graph import queries
from graph.occasions import Claim, Occasion, occasions
from graph.rows import Row, Select, Term, day, graph, integer, text
from ontology.iris import RDF, RDFS, RQ, SKOS, article_id, article_iri, entity_iri, entity_local, local_name
from ontology.predicates import CLASSES, PREDICATES, EntityType

Kind = TypeVar("Kind", bound=str)

SENTENCES = 50  # at most so many on an entity's page


@dataclass(frozen=True, slots=True)
class Cited:
    """Where something stands: the article's id, title ("" where it has none), day and source."""

    article: str
    title: str
    published: date | None
    source: str | None


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
    and `type` its type; both are None where the value is a literal.
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

    @property
    def sources(self) -> int:
        """The number of articles that state it."""
        return len({evidence.article for evidence in self.evidence})


@dataclass(frozen=True, slots=True)
class Mark:
    """An entity named at `text[start:end]` of the passage."""

    start: int
    end: int
    entity: str
    type: EntityType | None


@dataclass(frozen=True, slots=True)
class Passage(Cited):
    """A sentence, or a quotation without its marks; `start` and `end` count in the article's text."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Appearance(Cited):
    """An article that names the entity, so many times."""

    mentions: int


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity's page; `name` is its local name.

    Facts stand in the order of the closed list of predicates, those of most articles first; `incoming` are those
    whose object the entity is, labelled from its side. The rest is newest first. `sentences` are at most
    `SENTENCES`; those that state a fact come before those that only name the entity.
    """

    name: str
    label: str
    type: EntityType
    aliases: tuple[str, ...]
    notes: tuple[str, ...]
    facts: tuple[FactView, ...]
    incoming: tuple[FactView, ...]
    quotes: tuple[Passage, ...]
    sentences: tuple[Passage, ...]
    articles: tuple[Appearance, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article's page: `names` gives the local name of each entity id of the reading, `rejected` the numbers of facts that
    people have rejected."""

    article: Article
    reading: Reading
    names: Mapping[str, str]
    rejected: frozenset[int] = frozenset()


_TYPES: dict[str, EntityType] = {known.iri: name for name, known in CLASSES.items()}
_PREDICATES = {known.iri: known for known in PREDICATES.values()}
_ORDER = {name: place for place, name in enumerate(PREDICATES)}
_Headers: TypeAlias = Mapping[NamedNode, Cited]  # by the article's IRI


def entity_view(select: Select, base: str, local: str) -> EntityView | None:
    """The page of the entity with this local name; None where no article names one, whatever the text is."""
    try:
        entity = NamedNode(entity_iri(base, local))
    except ValueError:  # no IRI, so no entity
        return None
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for row in select(queries.NAMES, entity=entity):
        names[text(row, "property")][text(row, "name")] += integer(row, "times")
    kinds = Counter({_TYPES[iri]: times for iri, times in names[RDF + "type"].items() if iri in _TYPES})
    if not kinds:
        return None
    labels = names[RDFS + "label"]
    label = _label(labels, local)
    headers = dict(_headers(select(queries.ARTICLES, entity=entity), base))
    statements = _Statements(base, headers)
    statements.read(select(queries.OUTGOING, entity=entity), incoming=False)
    statements.read(select(queries.INCOMING, entity=entity), incoming=True)
    return EntityView(
        name=local,
        label=label,
        type=_ranked(kinds)[0],
        aliases=tuple(name for name in _ranked(labels + names[SKOS + "altLabel"]) if name != label),
        notes=tuple(sorted(names[RQ + "note"])),
        facts=statements.facts(incoming=False),
        incoming=statements.facts(incoming=True),
        quotes=_quotes(select(queries.QUOTES, entity=entity), headers),
        sentences=_sentences(select, base, entity, headers, statements.sentences),
        articles=_appearances(select(queries.MENTIONS, entity=entity), headers),
    )


class _Statements:
    """The claims about one entity, gathered by what they state."""

    def __init__(self, base: str, headers: _Headers) -> None:
        self.sentences: dict[NamedNode, Evidence] = {}  # those that state something
        self._base = base
        self._headers = headers
        self._seen: set[str] = set()
        # (incoming, predicate, value) → claims
        self._claims: dict[tuple[bool, str, Term], list[Claim[Evidence]]] = defaultdict(list)
        self._labels: dict[Term, Counter[str]] = defaultdict(Counter)
        self._kinds: dict[Term, Counter[EntityType]] = defaultdict(Counter)

    def read(self, rows: Iterable[Row], *, incoming: bool) -> None:
        for row in rows:
            claim, value, header = text(row, "claim"), row["value"], self._headers.get(graph(row))
            predicate = _PREDICATES.get(text(row, "predicate"))
            if value is None or predicate is None or header is None:  # outside of the articles: a user's own claim
                continue
            self._labels[value][text(row, "label")] += 1
            if kind := _TYPES.get(text(row, "type")):
                self._kinds[value][kind] += 1
            if claim in self._seen:  # once more for each further label of the value in the article
                continue
            self._seen.add(claim)
            evidence = Evidence(*_fields(header), *_span(row), float(text(row, "confidence")))
            if isinstance(sentence := row.get("sentence"), NamedNode):
                self.sentences[sentence] = evidence
            amount = integer(row, "amount") if row.get("amount") else None
            self._claims[incoming and not predicate.symmetric, predicate.name, value].append(
                Claim(text(row, "when") or None, amount, text(row, "currency") or None, evidence)
            )

    def facts(self, *, incoming: bool) -> tuple[FactView, ...]:
        facts = [
            self._fact(name, value, occasion, incoming=incoming)
            for (side, name, value), claims in self._claims.items()
            if side == incoming
            for occasion in occasions(claims)
        ]
        facts.sort(key=lambda fact: (_ORDER[fact.predicate], -fact.sources, fact.when or "", fact.value))
        return tuple(facts)

    def _fact(self, name: str, value: Term, occasion: Occasion[Evidence], *, incoming: bool) -> FactView:
        entity = entity_local(self._base, value.value) if isinstance(value, NamedNode) else None
        evidence = sorted((claim.source for claim in occasion.claims), key=_newest_first)
        return FactView(
            predicate=name,
            label=PREDICATES[name].inverse_zh if incoming else PREDICATES[name].zh,
            value=_label(self._labels[value], entity) if entity else text({"value": value}, "value"),
            entity=entity,
            type=_ranked(self._kinds[value])[0] if self._kinds[value] else None,
            when=occasion.when,
            amount=occasion.amount,
            currency=occasion.currency,
            confidence=max(one.confidence for one in evidence),
            evidence=tuple(evidence),
        )


def _headers(rows: Iterable[Row], base: str) -> Iterator[tuple[NamedNode, Cited]]:
    for row in rows:
        node = graph(row)
        if identifier := article_id(base, node.value):  # else a user's own graph
            yield node, Cited(identifier, text(row, "title"), day(row, "published"), text(row, "source") or None)


def _quotes(rows: Iterable[Row], headers: _Headers) -> tuple[Passage, ...]:
    found = [Passage(*_fields(header), *_span(row)) for row in rows if (header := headers.get(graph(row)))]
    return tuple(sorted(found, key=_newest_first))


def _appearances(rows: Iterable[Row], headers: _Headers) -> tuple[Appearance, ...]:
    times = {graph(row): integer(row, "times") for row in rows}
    found = [Appearance(*_fields(header), times.get(node, 0)) for node, header in headers.items()]
    return tuple(sorted(found, key=_newest_first))


def _sentences(
    select: Select, base: str, entity: NamedNode, headers: _Headers, stating: Mapping[NamedNode, Evidence]
) -> tuple[Passage, ...]:
    ordered = sorted(stating, key=lambda sentence: _newest_first(stating[sentence]))
    chosen: dict[NamedNode, Cited] = {sentence: stating[sentence] for sentence in ordered[:SENTENCES]}
    for node in sorted(headers, key=lambda node: _newest_first(headers[node])):
        if len(chosen) >= SENTENCES:
            break
        for row in select(queries.NAMING, entity=entity, article=node):
            if len(chosen) < SENTENCES and isinstance(sentence := row.get("sentence"), NamedNode):
                chosen.setdefault(sentence, headers[node])
    passages = (_passage(select, base, sentence, chosen[sentence]) for sentence in chosen)
    return tuple(passage for passage in passages if passage)


def _passage(select: Select, base: str, sentence: NamedNode, header: Cited) -> Passage | None:
    article = NamedNode(article_iri(base, header.article))
    rows = list(select(queries.MARKS, sentence=sentence, article=article))
    if not rows:  # the article was replaced since it was asked
        return None
    start, end, words = _span(rows[0])  # each row repeats the sentence
    marks: dict[tuple[int, int], Mark] = {}
    for row in rows:
        if named := entity_local(base, text(row, "named")):
            at = integer(row, "from") - start, integer(row, "to") - start
            marks[at] = Mark(*at, named, _TYPES.get(text(row, "type")))
    return Passage(*_fields(header), start, end, words, tuple(marks[at] for at in sorted(marks)))


def _fields(cited: Cited) -> tuple[str, str, date | None, str | None]:
    return cited.article, cited.title, cited.published, cited.source


def _span(row: Row) -> tuple[int, int, str]:
    return integer(row, "start"), integer(row, "end"), text(row, "text")


def _newest_first(cited: Cited) -> tuple[int, str, int]:
    published = cited.published or date.min
    start = cited.start if isinstance(cited, Evidence | Passage) else 0
    return -published.toordinal(), cited.article, start


def _ranked(names: Counter[Kind]) -> list[Kind]:
    return sorted(names, key=lambda name: (-names[name], name))


def _label(names: Counter[str], local: str) -> str:
    """The label that the local name was made of, else the commonest, else the local name itself."""
    return min(_ranked(names), key=lambda name: local_name(name) != local, default=local) or local
