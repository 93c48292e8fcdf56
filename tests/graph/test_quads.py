from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from corpus.article import Article
from extract.reading import Date, Entity, Fact, Mention, Quote, Reading, Sentence
from graph.occurrences import label
from graph.quads import article_quads
from graph.runs import Run
from ontology.iris import DEFAULT_BASE, PREFIXES, local_name
from ontology.predicates import PREDICATES

INGESTED = datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
TEXT = "南极圈是潘国华创办的。2014年，真格投了900万元。他说：“要做。先做！”"
READING = Reading(
    article=Article("h 1", "", TEXT),
    fingerprint="f1",
    sentences=(Sentence(0, 11), Sentence(11, 27), Sentence(27, 34), Sentence(34, 38)),
    mentions=(Mention(0, 3, "南极圈", "ORG", "o1", 0.9), Mention(4, 7, "潘国华", "PER", "p1", 0.95)),
    dates=(Date(11, 16, "2014年", "2014"), Date(11, 13, "20", "")),
    entities=(
        Entity("o1", "ORG", "南极圈"),
        Entity("p1", "PER", "潘国华", ("老潘", "潘国华")),
        Entity("o2", "ORG", "真格", ("真格",), known="真格基金"),
    ),
    facts=(
        Fact("o1", "founder", "p1", False, 0, 11, 0.9),
        Fact("o1", "investor", "o2", False, 11, 27, 0.8, "2014", 9000000, "CNY"),
        Fact("o1", "partner", "o2", False, 11, 27, 0.123456),
        Fact("o1", "foundingDate", "2014-09~", True, 0, 11, 0.5),
        Fact("o1", "numberOfEmployees", "86", True, 0, 11, 0.5),
        Fact("p1", "jobTitle", "创始人", True, 0, 11, 1.0),
    ),
    quotes=(Quote(31, 37, "要做。先做！", "p1"), Quote(31, 33, "要做", None)),
)


def name(text: str) -> NamedNode:
    """An abbreviated IRI: `rq:start`, `entity:南极圈`, `article:h%201#c0`."""
    prefix, _, rest = text.partition(":")
    if prefix in ("entity", "article", "run"):
        return NamedNode(f"{DEFAULT_BASE}{prefix}/{rest}")
    return NamedNode(PREFIXES[prefix] + rest)


def quads(reading: Reading, ingested: datetime = INGESTED) -> list[Quad]:
    names = {entity.id: local_name(entity.known or entity.name) for entity in reading.entities}
    return list(
        article_quads(reading, names, {e.id: label(e) for e in reading.entities}, base=DEFAULT_BASE, ingested=ingested)
    )


def about(found: Iterable[Quad], subject: str) -> dict[str, list[str]]:
    """What is said of a node: abbreviated property → abbreviated values, as Turtle would have them."""
    said: dict[str, list[str]] = {}
    for quad in found:
        if quad.subject == name(subject):
            said.setdefault(short(quad.predicate), []).append(short(quad.object))
    return said


def short(term: object) -> str:
    if isinstance(term, NamedNode):
        for prefix, iri in {**PREFIXES, **{p: f"{DEFAULT_BASE}{p}/" for p in ("entity", "article", "run")}}.items():
            if term.value.startswith(iri):
                return f"{prefix}:{term.value.removeprefix(iri)}"
    assert isinstance(term, Literal)
    if term.language:
        return f'"{term.value}"@{term.language}'
    kind = short(term.datatype)
    return f'"{term.value}"' if kind == "xsd:string" else f'"{term.value}"^^{kind}'


def test_a_fact_is_a_plain_triple_and_a_claim_with_its_sentence() -> None:
    found = quads(READING)
    assert about(found, "entity:南极圈")["schema:founder"] == ["entity:潘国华"]
    assert about(found, "article:h%201#c1") == {
        "rdf:type": ["rq:Claim"],
        "rdf:subject": ["entity:南极圈"],
        "rdf:predicate": ["rq:investor"],
        "rdf:object": ["entity:真格基金"],
        "rq:confidence": ['"0.8"^^xsd:decimal'],
        "rq:article": ["article:h%201"],
        "prov:wasGeneratedBy": ["run:f1"],
        "rq:quote": ['"2014年，真格投了900万元。"'],
        "rq:start": ['"11"^^xsd:integer'],
        "rq:end": ['"27"^^xsd:integer'],
        "rq:evidence": ["article:h%201#s1"],
        "rq:when": ['"2014"'],
        "rq:amount": ['"9000000"^^xsd:integer'],
        "rq:currency": ['"CNY"'],
        "rq:earliest": ['"2014-01-01"^^xsd:date'],
        "rq:latest": ['"2014-12-31"^^xsd:date'],
    }


def test_a_symmetric_relation_is_stated_both_ways_and_claimed_once() -> None:
    found = quads(READING)
    assert about(found, "entity:南极圈")["rq:partner"] == ["entity:真格基金"]
    assert about(found, "entity:真格基金")["rq:partner"] == ["entity:南极圈"]
    claims = [q for q in found if q.predicate == name("rdf:predicate") and q.object == name("rq:partner")]
    assert len(claims) == 1


def test_a_literal_is_a_plain_string_or_an_integer_and_a_date_has_bounds() -> None:
    found = quads(READING)
    assert about(found, "entity:南极圈")["schema:foundingDate"] == ['"2014-09~"']
    assert about(found, "article:h%201#c3")["rq:earliest"] == ['"2014-09-01"^^xsd:date']
    assert "rq:when" not in about(found, "article:h%201#c3")
    assert about(found, "entity:南极圈")["schema:numberOfEmployees"] == ['"86"^^xsd:integer']
    assert about(found, "entity:潘国华")["schema:jobTitle"] == ['"创始人"']


def test_a_head_count_that_is_no_number_is_kept_as_it_is() -> None:
    reading = replace(READING, facts=(Fact("o1", "numberOfEmployees", "八十余", True, 0, 11, 0.5),))
    assert about(quads(reading), "entity:南极圈")["schema:numberOfEmployees"] == ['"八十余"']


def test_an_entity_has_a_type_a_label_and_each_other_name_once() -> None:
    found = quads(READING)
    assert about(found, "entity:潘国华") == {
        "rdf:type": ["schema:Person"],
        "rdfs:label": ['"潘国华"@zh'],
        "skos:prefLabel": ['"潘国华"@zh'],
        "skos:altLabel": ['"老潘"@zh'],
        "schema:jobTitle": ['"创始人"'],
    }
    known = about(found, "entity:真格基金")
    assert (known["rdfs:label"], known["skos:altLabel"]) == (['"真格基金"@zh'], ['"真格"@zh'])


def test_mentions_dates_and_quotations_lead_to_their_sentences() -> None:
    found = quads(READING)
    assert about(found, "article:h%201#m1") == {
        "rdf:type": ["rq:Mention"],
        "oa:hasBody": ["entity:潘国华"],
        "rq:quote": ['"潘国华"'],
        "rq:confidence": ['"0.95"^^xsd:decimal'],
        "rq:start": ['"4"^^xsd:integer'],
        "rq:end": ['"7"^^xsd:integer'],
        "oa:hasTarget": ["article:h%201#s0"],
    }
    assert about(found, "article:h%201#d0")["oa:hasTarget"] == ["article:h%201#s1"]
    assert about(found, "article:h%201#d0")["rq:latest"] == ['"2014-12-31"^^xsd:date']
    quotation = about(found, "article:h%201#q0")
    assert quotation["rq:evidence"] == ["article:h%201#s2", "article:h%201#s3"]
    assert quotation["schema:spokenByCharacter"] == ["entity:潘国华"]
    assert "schema:spokenByCharacter" not in about(found, "article:h%201#q1")
    assert about(found, "article:h%201#s0") == {
        "rdf:type": ["rq:Sentence"],
        "schema:isPartOf": ["article:h%201"],
        "schema:text": ['"南极圈是潘国华创办的。"'],
        "rq:start": ['"0"^^xsd:integer'],
        "rq:end": ['"11"^^xsd:integer'],
    }


def test_the_evidence_is_the_one_sentence_that_says_most_of_it() -> None:
    for start, end, sentence in ((2, 13, "s0"), (9, 30, "s1"), (11, 27, "s1"), (10, 12, "s0")):
        reading = replace(READING, facts=(replace(READING.facts[0], start=start, end=end),))
        assert about(quads(reading), "article:h%201#c0")["rq:evidence"] == [f"article:h%201#{sentence}"]


def test_a_date_that_nothing_resolves_is_left_out() -> None:
    assert about(quads(READING), "article:h%201#d1") == {}


def test_every_sentence_is_a_node_whether_it_carries_anything_or_not() -> None:
    """A search finds each of them."""
    bare = replace(READING, mentions=(), dates=(), facts=READING.facts[1:2], quotes=())
    kept = [q.subject for q in quads(bare) if q.object == name("rq:Sentence")]
    assert kept == [name(f"article:h%201#s{number}") for number in range(len(READING.sentences))]


def test_the_article_and_the_run_are_described_without_the_text() -> None:
    article = Article("h 1", "标题", TEXT, date(2023, 4, 20), "某报", "not a URL >")
    ingested = datetime(2026, 11, 1, 16, 30, tzinfo=timezone(timedelta(hours=8)))
    found = quads(replace(READING, article=article), ingested)
    assert about(found, "article:h%201") == {
        "rdf:type": ["schema:NewsArticle"],
        "dcterms:identifier": ['"h 1"'],
        "rq:length": ['"38"^^xsd:integer'],
        "rq:ingested": ['"2026-11-01T08:30:00Z"^^xsd:dateTime'],
        "schema:headline": ['"标题"@zh'],
        "schema:datePublished": ['"2023-04-20"^^xsd:date'],
        "schema:publisher": ['"某报"'],
        "schema:url": ['"not a URL >"^^xsd:anyURI'],
        "schema:mentions": ["entity:南极圈", "entity:潘国华", "entity:真格基金"],
    }
    assert about(found, "run:f1") == {
        "rdf:type": ["prov:Activity"],
        "rq:fingerprint": ['"f1"'],
        "prov:used": ["article:h%201"],
    }
    assert not any(TEXT in str(quad.object) for quad in found)


def test_a_known_run_is_an_activity_with_its_id_and_beginning() -> None:
    began = datetime(2026, 11, 1, 16, 30, tzinfo=timezone(timedelta(hours=8)))
    names = {entity.id: local_name(entity.known or entity.name) for entity in READING.entities}
    run = Run("20261101-083000", "f1", "ingest", began)
    labels = {entity.id: label(entity) for entity in READING.entities}
    found = list(article_quads(READING, names, labels, base=DEFAULT_BASE, ingested=INGESTED, run=run))
    assert about(found, "run:20261101-083000") == {
        "rdf:type": ["prov:Activity"],
        "rq:fingerprint": ['"f1"'],
        "prov:used": ["article:h%201"],
        "prov:startedAtTime": ['"2026-11-01T08:30:00Z"^^xsd:dateTime'],
    }
    assert about(found, "article:h%201#c1")["prov:wasGeneratedBy"] == ["run:20261101-083000"]
    assert about(found, "run:f1") == {}


def test_all_quads_are_in_the_articles_graph_and_none_comes_twice(
    gold_readings: tuple[Reading, ...], full_reading: Reading
) -> None:
    for reading in (*gold_readings, full_reading, READING):
        found = quads(reading)
        assert len(set(found)) == len(found)
        assert len({quad.graph_name for quad in found}) == 1
        assert quads(reading) == found


def test_two_sentences_that_say_the_same_make_one_triple_and_two_claims() -> None:
    twice = replace(READING, facts=(READING.facts[0], replace(READING.facts[0], start=11, end=27)))
    counts = Counter(quad.predicate for quad in quads(twice))
    assert (counts[name("schema:founder")], counts[name("rdf:subject")]) == (1, 2)


def test_two_ids_with_one_name_are_one_entity() -> None:
    names = {"o1": "南极圈", "p1": "潘国华", "o2": "南极圈"}
    found = list(
        article_quads(READING, names, {e.id: label(e) for e in READING.entities}, base=DEFAULT_BASE, ingested=INGESTED)
    )
    assert len(set(found)) == len(found)
    assert about(found, "entity:南极圈")["rdfs:label"] == ['"南极圈"@zh', '"真格基金"@zh']


def test_claims_quote_the_text_between_their_offsets(gold_readings: tuple[Reading, ...]) -> None:
    for reading in gold_readings:
        found = quads(reading)
        spans = {quad.subject: [0, 0] for quad in found if quad.predicate == name("rq:quote")}
        assert len(spans) == len(reading.facts) + len(reading.mentions) + sum(bool(d.edtf) for d in reading.dates)
        for quad in found:
            if quad.subject in spans and quad.predicate in (name("rq:start"), name("rq:end")):
                spans[quad.subject][quad.predicate == name("rq:end")] = int(quad.object.value)
        for quad in found:
            if quad.predicate == name("rq:quote"):
                start, end = spans[quad.subject]
                assert quad.object.value == reading.article.text[start:end]


@pytest.mark.parametrize("predicate", PREDICATES)
def test_every_predicate_has_its_plain_triple(full_reading: Reading, predicate: str) -> None:
    plain = [q for q in quads(full_reading) if q.predicate == NamedNode(PREDICATES[predicate].iri)]
    assert len(plain) == (2 if PREDICATES[predicate].symmetric else 1)


hostile = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(title=hostile, text=hostile, label=hostile, literal=hostile, source=hostile, fingerprint=hostile)
def test_no_text_breaks_out_of_its_literal_or_iri(
    title: str, text: str, label: str, literal: str, source: str, fingerprint: str
) -> None:
    """Whatever an article says, the same few nodes come out, and its words only inside literals and escaped names."""
    reading = Reading(
        article=Article(title, title, text, None, source, title),
        fingerprint=fingerprint,
        sentences=(Sentence(0, len(text)),) if text else (),
        entities=(Entity("e", "ORG", label or "x", (literal,)),),
        facts=(Fact("e", "foundingDate", literal, True, 0, len(text), 0.5, literal),),
    )
    found = quads(reading)
    assert len({quad.graph_name for quad in found}) == 1
    assert len({quad.subject for quad in found}) <= 5
    assert {quad.predicate.value for quad in found} <= {p.value for p in (q.predicate for q in quads(READING))} | {
        name(term).value for term in ("schema:headline", "schema:publisher", "schema:url", "schema:datePublished")
    }
