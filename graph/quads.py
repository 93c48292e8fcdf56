"""A reading as quads: the whole content of its article's named graph, in the vocabulary of rongqiao.ttl.

Exact pieces of the text (`rq:quote`, `schema:text`), EDTF values and job titles are plain strings; names and
headlines are tagged `zh`.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import chain
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from extract.edtf import bounds
from extract.reading import Fact, Reading
from graph import terms
from graph.records import Stored
from graph.rulings import Rulings
from graph.runs import Run
from ontology.iris import Part, article_iri, entity_iri, part_iri, run_iri
from ontology.predicates import PREDICATES

_Triple: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]
_Nodes: TypeAlias = Mapping[str, NamedNode]

_NONE = Rulings()


def article_quads(
    reading: Reading,
    names: Mapping[str, str],
    labels: Mapping[str, str],
    *,
    base: str,
    ingested: datetime,
    run: Run | None = None,
    rulings: Rulings = _NONE,
    original: str | None = None,
) -> Iterator[Quad]:
    """The quads of one article, none twice, the same for the same arguments.

    `names` and `labels` give the local name of every entity id in the reading, and what the thing is called in all
    articles; `ingested` is aware of its time zone; `run` made the reading, None where nothing but its fingerprint is known;
    `original` is the id of the article that this one is a copy of. Of facts that people have rejected nothing is written, and
    the claims that they have confirmed are certain.
    A symmetric relation is stated in both directions and claimed once.
    """
    graph = NamedNode(article_iri(base, reading.article.id))
    run = run or Run(reading.fingerprint, reading.fingerprint)
    activity = NamedNode(run_iri(base, run.id))
    nodes = {entity.id: NamedNode(entity_iri(base, names[entity.id])) for entity in reading.entities}
    sentences = _Sentences(reading, graph)
    # Two ids may share a name, and two sentences may say the same.
    facts = [(number, fact) for number, fact in enumerate(reading.facts) if number not in rulings.rejected]
    added = _additions(rulings, base)
    stated = dict.fromkeys(chain(_entities(reading, nodes, labels, graph), added, _facts(facts, nodes)))
    copied = original if original != reading.article.id else None
    for subject, predicate, value in chain(
        _metadata(reading, graph, ingested),
        [(graph, terms.COPY_OF, NamedNode(article_iri(base, copied)))] if copied else (),
        _run(run, activity, graph),
        stated,
        _claims(facts, rulings, nodes, sentences, activity),
        _mentions(reading, nodes, sentences),
        _dates(reading, sentences),
        _quotes(reading, nodes, sentences),
        sentences.triples(),
    ):
        yield Quad(subject, predicate, value, graph)


def quads_of(stored: Stored, base: str) -> Iterator[Quad]:
    """The quads of an article as the truths have it."""
    return article_quads(
        stored.reading,
        stored.names,
        stored.labels,
        base=base,
        ingested=stored.ingested,
        run=stored.run,
        rulings=stored.rulings,
        original=stored.original,
    )


class _Sentences:
    """The article's sentences as nodes."""

    def __init__(self, reading: Reading, article: NamedNode) -> None:
        self.text = reading.article.text
        self.article = article
        self._sentences = reading.sentences
        self._ends = [sentence.end for sentence in reading.sentences]
        self._nodes = [self.part("s", position) for position in range(len(reading.sentences))]

    def part(self, kind: Part, position: int) -> NamedNode:
        return NamedNode(part_iri(self.article.value, kind, position))

    def touching(self, start: int, end: int) -> list[NamedNode]:
        """The sentences that share a character with `text[start:end]`."""
        return [self._nodes[position] for position in self._positions(start, end)]

    def saying(self, start: int, end: int) -> list[NamedNode]:
        """The one sentence that holds most of `text[start:end]`; none where the text has no sentence there."""

        def shared(position: int) -> int:
            sentence = self._sentences[position]
            return min(end, sentence.end) - max(start, sentence.start)

        positions = self._positions(start, end)
        return [self._nodes[max(positions, key=shared)]] if positions else []

    def triples(self) -> Iterator[_Triple]:
        for sentence, node in zip(self._sentences, self._nodes, strict=True):
            yield node, terms.TYPE, terms.SENTENCE
            yield node, terms.PART_OF, self.article
            yield node, terms.TEXT, Literal(self.text[sentence.start : sentence.end])
            yield from _span(node, sentence.start, sentence.end)

    def _positions(self, start: int, end: int) -> range:
        first = last = bisect_right(self._ends, start)
        while last < len(self._sentences) and self._sentences[last].start < end:
            last += 1
        return range(first, last)


def _metadata(reading: Reading, node: NamedNode, ingested: datetime) -> Iterator[_Triple]:
    article = reading.article
    yield node, terms.TYPE, terms.NEWS_ARTICLE
    yield node, terms.IDENTIFIER, Literal(article.id)
    yield node, terms.LENGTH, Literal(len(article.text))
    yield node, terms.INGESTED, _moment(ingested)
    if article.title:
        yield node, terms.HEADLINE, _zh(article.title)
    if article.published:
        yield node, terms.DATE_PUBLISHED, _day(article.published)
    if article.source:
        yield node, terms.PUBLISHER, Literal(article.source)
    if article.url:
        yield node, terms.URL, Literal(article.url, datatype=terms.XSD_URI)


def _run(run: Run, activity: NamedNode, article: NamedNode) -> Iterator[_Triple]:
    """The run as far as it concerns this article: its end comes after the article is in the graph, which stays."""
    yield activity, terms.TYPE, terms.ACTIVITY
    yield activity, terms.FINGERPRINT, Literal(run.fingerprint)
    yield activity, terms.USED, article
    if run.started:
        yield activity, terms.STARTED, _moment(run.started)


def _entities(reading: Reading, nodes: _Nodes, labels: Mapping[str, str], article: NamedNode) -> Iterator[_Triple]:
    for entity in reading.entities:
        node, label = nodes[entity.id], labels[entity.id]
        yield node, terms.TYPE, terms.ENTITY_CLASS[entity.type]
        yield node, terms.LABEL, _zh(label)
        yield node, terms.PREF_LABEL, _zh(label)
        for other in (entity.known, entity.name, *entity.aliases):  # by which this article calls it besides
            if other and other != label:
                yield node, terms.ALT_LABEL, _zh(other)
        yield article, terms.MENTIONS, node


def _additions(rulings: Rulings, base: str) -> Iterator[_Triple]:
    """What people have added to things that the article speaks of."""
    for local, name in rulings.aliases:
        yield NamedNode(entity_iri(base, local)), terms.ALT_LABEL, _zh(name)
    for local, note in rulings.notes:
        yield NamedNode(entity_iri(base, local)), terms.NOTE, Literal(note)


def _facts(facts: Iterable[tuple[int, Fact]], nodes: _Nodes) -> Iterator[_Triple]:
    for _, fact in facts:
        subject, predicate, value = nodes[fact.subject], terms.RELATION[fact.predicate], _object(fact, nodes)
        yield subject, predicate, value
        if PREDICATES[fact.predicate].symmetric and isinstance(value, NamedNode):
            yield value, predicate, subject


def _claims(
    facts: Iterable[tuple[int, Fact]], rulings: Rulings, nodes: _Nodes, sentences: _Sentences, activity: NamedNode
) -> Iterator[_Triple]:
    for position, fact in facts:
        claim = sentences.part("c", position)
        yield claim, terms.TYPE, terms.CLAIM
        yield claim, terms.SUBJECT, nodes[fact.subject]
        yield claim, terms.PREDICATE, terms.RELATION[fact.predicate]
        yield claim, terms.OBJECT, _object(fact, nodes)
        confirmed = rulings.confirmed.get(position)
        yield claim, terms.CONFIDENCE, _confidence(1.0 if confirmed else fact.confidence)
        if confirmed:
            yield claim, terms.CONFIRMED_BY, Literal(confirmed)
        yield claim, terms.ARTICLE, sentences.article
        yield claim, terms.GENERATED_BY, activity
        yield claim, terms.QUOTE, Literal(sentences.text[fact.start : fact.end])
        yield from _span(claim, fact.start, fact.end)
        for sentence in sentences.saying(fact.start, fact.end):
            yield claim, terms.EVIDENCE, sentence
        if fact.when:
            yield claim, terms.WHEN, Literal(fact.when)
        if fact.amount is not None:
            yield claim, terms.AMOUNT, Literal(fact.amount)
        if fact.currency:
            yield claim, terms.CURRENCY, Literal(fact.currency)
        is_date = fact.literal and PREDICATES[fact.predicate].literal == "edtf"
        yield from _bounds(claim, fact.when or (fact.object if is_date else ""))


def _mentions(reading: Reading, nodes: _Nodes, sentences: _Sentences) -> Iterator[_Triple]:
    for position, mention in enumerate(reading.mentions):
        node = sentences.part("m", position)
        yield node, terms.TYPE, terms.MENTION
        yield node, terms.BODY, nodes[mention.entity]
        yield node, terms.QUOTE, Literal(mention.text)
        yield node, terms.CONFIDENCE, _confidence(mention.confidence)
        yield from _span(node, mention.start, mention.end)
        for sentence in sentences.saying(mention.start, mention.end):
            yield node, terms.TARGET, sentence


def _dates(reading: Reading, sentences: _Sentences) -> Iterator[_Triple]:
    for position, found in enumerate(reading.dates):
        if not found.edtf:
            continue
        node = sentences.part("d", position)
        yield node, terms.TYPE, terms.DATE_MENTION
        yield node, terms.QUOTE, Literal(found.text)
        yield node, terms.WHEN, Literal(found.edtf)
        yield from _bounds(node, found.edtf)
        if found.base:
            yield node, terms.RECKONED_FROM, Literal(found.base)
        if found.rule:
            yield node, terms.RULE, Literal(found.rule)
        yield from _span(node, found.start, found.end)
        for sentence in sentences.saying(found.start, found.end):
            yield node, terms.TARGET, sentence


def _quotes(reading: Reading, nodes: _Nodes, sentences: _Sentences) -> Iterator[_Triple]:
    for position, quote in enumerate(reading.quotes):
        node = sentences.part("q", position)
        yield node, terms.TYPE, terms.QUOTATION
        yield node, terms.PART_OF, sentences.article
        yield node, terms.TEXT, Literal(quote.text)
        yield from _span(node, quote.start, quote.end)
        if quote.speaker is not None:
            yield node, terms.SPOKEN_BY, nodes[quote.speaker]
        for sentence in sentences.touching(quote.start, quote.end):
            yield node, terms.EVIDENCE, sentence


def _object(fact: Fact, nodes: _Nodes) -> NamedNode | Literal:
    if not fact.literal:
        return nodes[fact.object]
    # A head count that is no number stays readable as it is, and the shapes report it.
    counts = PREDICATES[fact.predicate].literal == "integer" and fact.object.isdecimal()
    return Literal(int(fact.object)) if counts else Literal(fact.object)


def _span(node: NamedNode, start: int, end: int) -> Iterator[_Triple]:
    yield node, terms.START, Literal(start)
    yield node, terms.END, Literal(end)


def _bounds(node: NamedNode, edtf: str) -> Iterator[_Triple]:
    earliest, latest = bounds(edtf) if edtf else (None, None)
    if earliest:
        yield node, terms.EARLIEST, _day(earliest)
    if latest:
        yield node, terms.LATEST, _day(latest)


def _zh(text: str) -> Literal:
    return Literal(text, language="zh")


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=terms.XSD_DATE)


def _moment(moment: datetime) -> Literal:
    return Literal(f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat()}Z", datatype=terms.XSD_DATE_TIME)


def _confidence(confidence: float) -> Literal:
    return Literal(f"{confidence:.3f}".rstrip("0").rstrip("."), datatype=terms.XSD_DECIMAL)
