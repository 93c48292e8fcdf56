"""What the pages show of an entity or an article, read out of the union of all article graphs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from corpus.article import Article
from extract.reading import Reading
from graph import queries
from graph.facts import (
    TYPES,
    Cited,
    Evidence,
    Facts,
    FactView,
    Headers,
    fields,
    headings,
    label,
    newest_first,
    ranked,
    span,
)
from graph.rows import Row, Select, graph, integer, text
from ontology.iris import OWL, RDF, RDFS, RQ, SKOS, article_iri, entity_iri, entity_local, graph_iri
from ontology.predicates import EntityType

SENTENCES = 50  # at most so many on an entity's page


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

    Facts stand in the order of the closed list of predicates, those of most independent sources first; `incoming` are those
    whose object the entity is, labelled from its side. The rest is newest first. `sentences` are at most
    `SENTENCES`; those that state a fact come before those that only name the entity. `elsewhere` are the IRIs that it is linked
    with. `as_of` and `known_at` are what the page is of, None for all.
    """

    name: str
    label: str
    type: EntityType
    aliases: tuple[str, ...]
    notes: tuple[str, ...]
    elsewhere: tuple[str, ...]
    facts: tuple[FactView, ...]
    incoming: tuple[FactView, ...]
    quotes: tuple[Passage, ...]
    sentences: tuple[Passage, ...]
    articles: tuple[Appearance, ...]
    as_of: date | None = None
    known_at: date | None = None

    @property
    def untold(self) -> tuple[FactView, ...]:
        """Those of the facts of which it is not told whether they held on the day `as_of`."""
        facts = (*self.facts, *self.incoming) if self.as_of else ()
        return tuple(fact for fact in facts if fact.held == "not told")


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article's page: `names` gives the local name of each entity id of the reading, `rejected` the numbers of facts that
    people have rejected."""

    article: Article
    reading: Reading
    names: Mapping[str, str]
    rejected: frozenset[int] = frozenset()


def entity_view(
    select: Select, base: str, local: str, *, as_of: date | None = None, known_at: date | None = None
) -> EntityView | None:
    """The page of the entity with this local name; None where no article names one, whatever the text is.

    With `as_of` only facts that held on that day, or of which that is not told, and the sentences that state those;
    without it everything, and posts as of today. With `known_at` only what articles published by that day say: of
    those that tell no day it is not known, so they say nothing then.
    """
    try:
        entity = NamedNode(entity_iri(base, local))
    except ValueError:  # no IRI, so no entity
        return None
    headers = {
        node: header
        for node, header in headings(select(queries.ARTICLES, entity=entity), base)
        if known_at is None or (header.published and header.published <= known_at)
    }
    names: dict[str, Counter[str]] = defaultdict(Counter)
    called: dict[str, Counter[str]] = defaultdict(Counter)  # by those of the articles that count
    users = Literal(graph_iri(base, ""))
    for row in select(queries.NAMES if known_at is None else queries.NAMES_BY_ARTICLE, entity=entity, users=users):
        names[text(row, "property")][text(row, "name")] += integer(row, "times")
        if known_at is None or graph(row) in headers:
            called[text(row, "property")][text(row, "name")] += integer(row, "times")
    kinds = Counter({TYPES[iri]: times for iri, times in names[RDF + "type"].items() if iri in TYPES})
    if not kinds:
        return None
    name = label(names[RDFS + "label"], local)
    found = Facts(base, headers, as_of or date.today())
    found.read(select(queries.OUTGOING, entity=entity), incoming=False)
    found.read(select(queries.INCOMING, entity=entity), incoming=True)
    found.read_conflicts(select(queries.CONTRARY, entity=entity, users=users))
    outgoing, incoming = (
        tuple(fact for fact in found.facts(incoming=side) if as_of is None or fact.held != "no")
        for side in (False, True)
    )
    stating = found.sentences((*outgoing, *incoming))
    naming = headers if as_of is None else {}
    return EntityView(
        name=local,
        label=name,
        type=ranked(kinds)[0],
        aliases=tuple(n for n in ranked(called[RDFS + "label"] + called[SKOS + "altLabel"]) if n != name),
        notes=tuple(sorted(names[RQ + "note"])),
        elsewhere=tuple(sorted(names[OWL + "sameAs"])),
        facts=outgoing,
        incoming=incoming,
        quotes=_quotes(select(queries.QUOTES, entity=entity), headers),
        sentences=_sentences(select, base, entity, naming, stating),
        articles=_appearances(select(queries.MENTIONS, entity=entity), headers),
        as_of=as_of,
        known_at=known_at,
    )


def _quotes(rows: Iterable[Row], headers: Headers) -> tuple[Passage, ...]:
    found = [Passage(*fields(header), *span(row)) for row in rows if (header := headers.get(graph(row)))]
    return tuple(sorted(found, key=newest_first))


def _appearances(rows: Iterable[Row], headers: Headers) -> tuple[Appearance, ...]:
    times = {graph(row): integer(row, "times") for row in rows}
    found = [Appearance(*fields(header), times.get(node, 0)) for node, header in headers.items()]
    return tuple(sorted(found, key=newest_first))


def _sentences(
    select: Select, base: str, entity: NamedNode, headers: Headers, stating: Mapping[NamedNode, Evidence]
) -> tuple[Passage, ...]:
    ordered = sorted(stating, key=lambda sentence: newest_first(stating[sentence]))
    chosen: dict[NamedNode, Cited] = {sentence: stating[sentence] for sentence in ordered[:SENTENCES]}
    for node in sorted(headers, key=lambda node: newest_first(headers[node])):
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
    start, end, words = span(rows[0])  # each row repeats the sentence
    marks: dict[tuple[int, int], Mark] = {}
    for row in rows:
        if named := entity_local(base, text(row, "named")):
            at = integer(row, "from") - start, integer(row, "to") - start
            marks[at] = Mark(*at, named, TYPES.get(text(row, "type")))
    return Passage(*fields(header), start, end, words, tuple(marks[at] for at in sorted(marks)))
