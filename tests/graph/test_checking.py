"""What the checker finds in graphs of one article, and that it finds nothing where all is sound."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from makers.triples import ARTICLE, as_graph, entity, part, rq, schema
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef

from corpus.article import Article
from corpus.reader import read_paths
from extract.pipeline import load
from extract.reading import Fact, Reading
from graph.checking import Checker
from graph.home import Home
from ontology.vocabulary import source

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
Break = Callable[[Graph], object]


@pytest.fixture(scope="module")
def checker() -> Checker:
    """The shapes."""
    return Checker()


def told(checker: Checker, reading: Reading, make: Break | None = None) -> set[tuple[str, str | None, str]]:
    """Node, value and message of each finding."""
    data = as_graph(reading)
    before = set(data)
    if make:
        make(data)
        assert set(data) != before
    return {(found.node, found.value, found.message) for found in checker.findings(data, "a")}


def saying(reading: Reading, *facts: tuple[str, str, str]) -> Reading:
    """The reading with further facts in its first sentence, from claim 23 on."""
    end = reading.sentences[0].end
    literal = ("Date", "Employees", "Title")
    more = (Fact(s, p, o, p.endswith(literal), 0, end, 0.9) for s, p, o in facts)
    return replace(reading, facts=(*reading.facts, *more))


# What articles are made to say that cannot be → the claim at fault, and what is told of it.
IMPOSSIBLE = {
    "a parent of itself": ([("PER1", "parent", "PER1")], "c23", r"PER1 is said to be \S+parent of itself"),
    "a partner of itself": ([("ORG1", "partner", "ORG1")], "c23", r"ORG1 is said to be \S+partner of itself"),
    "parents of each other": ([("PER2", "parent", "PER1")], "c23", r"PER2 and \S+PER1 are \S+parent of each other"),
    "a place within itself": ([("LOC1", "location", "LOC2"), ("LOC2", "location", "LOC1")], "c23", "each other"),
    "a death before the birth": (
        [("PER2", "birthDate", "1980"), ("PER2", "deathDate", "1979-12-31")],
        "c24",
        "PER2 ended by 1979-12-31 but began on 1980-01-01 or later",
    ),
    "an end before the founding": (
        [("ORG2", "foundingDate", "2010-05"), ("ORG2", "dissolutionDate", "2010-04")],
        "c24",
        "ORG2 ended by 2010-04-30 but began on 2010-05-01 or later",
    ),
    "a founder not yet born": (
        [("ORG2", "founder", "PER2"), ("ORG2", "foundingDate", "1900"), ("PER2", "birthDate", "1980")],
        "c23",
        r"PER2 was not alive when \S+ORG2 was founded, on 1900-12-31",
    ),
    "a founder long dead": (
        [("ORG2", "founder", "PER2"), ("ORG2", "foundingDate", "1900"), ("PER2", "deathDate", "1880")],
        "c23",
        r"PER2 was not alive when \S+ORG2 was founded, on 1900-01-01",
    ),
    "a parent younger than the child": ([("PER2", "birthDate", "2016")], "c18", "PER2 is younger than .*PER1, the child"),
    "a birth that is still to come": (
        [("PER2", "birthDate", "2030")],
        "c23",
        "A birth or death of 2030-01-01 is later than the article",
    ),
}  # fmt: skip

# What may well be, close by.
POSSIBLE = {
    "founded and dissolved in one month": [("ORG2", "foundingDate", "2010-05"), ("ORG2", "dissolutionDate", "2010-05")],
    "born in some year and dead by its end": [("PER2", "birthDate", "2014"), ("PER2", "deathDate", "2014")],
    "dead in the month of the founding": [("PER2", "deathDate", "2014-09")],
    "an end that is announced": [("ORG2", "dissolutionDate", "2030")],
    "partners of each other": [("ORG2", "partner", "ORG1")],
}

# What goes wrong in the graph → the node, the value and the message.
BROKEN: dict[str, tuple[URIRef, str | None, str, Break]] = {
    "a fact that nobody claims": (
        entity("ORG2"),
        None,
        r"No claim says so: \S+founder \S+PER1",
        lambda g: g.add((entity("ORG2"), schema("founder"), entity("PER1"))),
    ),
    "a claim that is not asserted": (
        part("c0"),
        None,
        "The triple of the claim is not asserted",
        lambda g: g.remove((entity("ORG1"), schema("founder"), None)),
    ),
    "another quote of the same length": (
        part("c0"),
        None,
        "The text is not what the sentence says there",
        lambda g: g.set((part("c0"), rq("quote"), Literal("字" * 15))),
    ),
    "a quote cut short": (
        part("c0"),
        None,
        "The text is not as long as the offsets say",
        lambda g: g.set((part("c0"), rq("quote"), Literal("短"))),
    ),
    "a claim outside of its sentence": (
        part("c0"),
        None,
        "It lies outside of its sentence",
        lambda g: g.set((part("c0"), rq("evidence"), part("s5"))),
    ),
    "a claim beyond the end": (
        part("c1"),
        None,
        "It lies outside of the article",
        lambda g: g.set((URIRef(ARTICLE), rq("length"), Literal(3))),
    ),
    "a sentence of another article": (
        part("c0"),
        None,
        "Its sentence is another article's",
        lambda g: g.set((part("s0"), schema("isPartOf"), URIRef(ARTICLE + "0"))),
    ),
    "a time of another year": (
        part("c9"),
        None,
        "It begins on 1914-09-01, which is not when it says, 2014-09/2015",
        lambda g: g.set((part("c9"), rq("earliest"), Literal(date(1914, 9, 1)))),
    ),
    "a time that is reversed": (
        part("c9"),
        "2014-09-01",
        "The earliest day is later than the latest",
        lambda g: g.set((part("c9"), rq("latest"), Literal(date(2001, 1, 1)))),
    ),
    "a time without bounds": (
        part("c9"),
        None,
        "It has a time, but neither an earliest nor a latest day",
        lambda g: [g.remove((part("c9"), rq(bound), None)) for bound in ("earliest", "latest")],
    ),
    "a time in words": (
        part("c9"),
        "去年",
        "It is no value of EDTF",
        lambda g: g.set((part("c9"), rq("when"), Literal("去年"))),
    ),
    "a span that is reversed": (
        part("c9"),
        None,
        "It does not start before its end",
        lambda g: g.set((part("c9"), rq("end"), Literal(0))),
    ),
    "an amount without a currency": (
        part("c9"),
        None,
        "An amount needs a currency, and a currency an amount",
        lambda g: g.remove((part("c9"), rq("currency"), None)),
    ),
    "an amount of nothing": (part("c9"), "0", "not >=", lambda g: g.set((part("c9"), rq("amount"), Literal(0)))),
    "a claim without a sentence": (
        part("c9"),
        None,
        "Less than 1 values on .*evidence",
        lambda g: g.remove((part("c9"), rq("evidence"), None)),
    ),
    "more employees than any employer has": (
        entity("ORG1"),
        "20000000",
        "not <=",
        lambda g: g.set((entity("ORG1"), schema("numberOfEmployees"), Literal(20000000))),
    ),
    "a name on two lines": (
        entity("WORK2"),
        "作\n品",
        "does not match pattern",
        lambda g: g.set((entity("WORK2"), RDFS.label, Literal("作\n品", lang="zh"))),
    ),
    "a mention of what has no type": (
        part("m0"),
        str(entity("谁")),
        "The entity has no type",
        lambda g: g.set((part("m0"), URIRef("http://www.w3.org/ns/oa#hasBody"), entity("谁"))),
    ),
    "a thing with two types": (
        entity("ORG1"),
        None,
        "An entity has one type",
        lambda g: g.add((entity("ORG1"), RDF.type, schema("Place"))),
    ),
    "a marriage known to one side only": (
        entity("PER1"),
        str(entity("PER2")),
        "Value of .*spouse != ",
        lambda g: g.remove((entity("PER2"), schema("spouse"), entity("PER1"))),
    ),
}


@pytest.fixture(scope="module")
def findings(checker: Checker, full_reading: Reading) -> Callable[[str], set[tuple[str, str | None, str]]]:
    """What is told of a case, found out once."""

    @cache
    def found(case: str) -> set[tuple[str, str | None, str]]:
        if case in BROKEN:
            return told(checker, full_reading, BROKEN[case][3])
        return told(checker, saying(full_reading, *IMPOSSIBLE[case][0]))

    return found


Findings = Callable[[str], set[tuple[str, str | None, str]]]


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_what_cannot_be_is_found(case: str, findings: Findings) -> None:
    _, claim, message = IMPOSSIBLE[case]
    found = findings(case)
    assert any(node == str(part(claim)) and re.search(message, words) for node, _, words in found), found


@pytest.mark.parametrize("case", POSSIBLE)
def test_what_may_be_is_not(case: str, checker: Checker, full_reading: Reading) -> None:
    assert told(checker, saying(full_reading, *POSSIBLE[case])) == set()


@pytest.mark.parametrize("case", BROKEN)
def test_a_finding_names_the_node_the_value_and_what_is_wrong(case: str, findings: Findings) -> None:
    node, value, message, _ = BROKEN[case]
    found = findings(case)
    hits = {(n, v) for n, v, words in found if re.search(message, words)}
    assert (str(node), value) in hits or (value is None and str(node) in {n for n, _ in hits}), found


def test_an_article_from_the_future_is_found(checker: Checker, full_reading: Reading) -> None:
    """One of the next day is not: it is morning in Beijing before it is in Greenwich."""
    for day, faulty in ((date(2026, 11, 2), False), (date(2026, 11, 3), True)):
        reading = replace(full_reading, article=replace(full_reading.article, published=day))
        late = {(ARTICLE, str(day), "It was published after it was ingested")}
        assert told(checker, reading) == (late if faulty else set())


def test_every_message_of_the_shapes_is_told_in_some_case(findings: Findings) -> None:
    """So no shape that has one is without a graph that violates it."""
    shapes = Graph().parse(data=source("shapes.ttl"), format="turtle")
    messages = {str(words) for words in shapes.objects(None, SH.message) if getattr(words, "language", "") == "en"}
    said = {words for case in (*IMPOSSIBLE, *BROKEN) for _, _, words in findings(case)}
    said.add("It was published after it was ingested")  # tested above
    said.add("The conflict is not stated in both directions")  # of several articles: tests/ontology/test_conforming.py

    def known(message: str) -> bool:
        pattern = ".+".join(map(re.escape, re.split(r"\{\?\w+\}", message)))
        return any(re.fullmatch(pattern, words) for words in said)

    assert {message for message in messages if not known(message)} == set()


def test_what_the_extraction_reads_in_the_sample_articles_is_sound(home: Home, checker: Checker) -> None:
    """Real readings, every graph that is kept."""
    articles = [article for article in read_paths([SAMPLE]) if isinstance(article, Article)]
    for reading in load().read_all(articles):
        home.put(reading)
    stored = home.truths.stored_after("", limit=1000)
    assert len(stored) > 30
    assert [finding for one in stored for finding in checker.check(home.truths, one)] == []
