"""Graphs against the shapes: every graph that is written conforms, and every mistake in one is found."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyshacl
import pytest
from makers.triples import ARTICLE, RUN, as_graph, entity, part, rq, schema
from rdflib import RDF, RDFS, SH, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from extract.reading import Reading
from graph.home import Home
from ontology.iris import DEFAULT_BASE, OA, PREFIXES, PROV, run_iri
from ontology.predicates import PREDICATES


def claim(predicate: str) -> URIRef:
    """The full reading's claim with that predicate."""
    return part(f"c{list(PREDICATES).index(predicate)}")


def complaints(data: Graph, shapes: Graph) -> set[Node]:
    """The nodes that the shapes find fault with."""
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)
    results = list(report.subjects(RDF.type, SH.ValidationResult))
    assert conforms == (not results)
    return {node for result in results for node in report.objects(result, SH.focusNode | SH.value)}


def test_the_graphs_of_the_gold_articles_conform(gold_readings: tuple[Reading, ...], shapes: Graph) -> None:
    for reading in gold_readings:
        assert complaints(as_graph(reading), shapes) == set(), reading.article.id


def test_the_graph_of_a_reading_with_everything_conforms(full_reading: Reading, shapes: Graph) -> None:
    assert complaints(as_graph(full_reading), shapes) == set()


def test_the_union_of_all_graphs_conforms(gold_readings: tuple[Reading, ...], shapes: Graph) -> None:
    """Articles that tell of the same things do not fault each other."""
    union = Graph()
    for reading in gold_readings[:3]:
        union += as_graph(reading)
    assert complaints(union, shapes) == set()


def contradicting(folder: Path, full_reading: Reading) -> Graph:
    """The union of two articles that disagree and are copies of each other, with what follows from them."""
    other = replace(
        full_reading,
        article=replace(full_reading.article, id="其他", published=None),
        facts=tuple(replace(f, object="1999") if f.predicate == "foundingDate" else f for f in full_reading.facts),
    )
    with Home(folder / "data") as home:
        home.put(full_reading)
        home.put(other)
        with home.own("test") as store:
            store.catch_up()
            answer = store.query("CONSTRUCT WHERE { ?s ?p ?o }", accept=["application/n-triples"])
    return Graph().parse(data=answer.body, format="nt")


def test_what_follows_from_two_articles_that_disagree_conforms(
    full_reading: Reading, shapes: Graph, tmp_path: Path
) -> None:
    data = contradicting(tmp_path, full_reading)
    assert len(list(data.subjects(RDF.type, rq("Conflict")))) == 1
    assert list(data.subject_objects(rq("copyOf")))
    assert complaints(data, shapes) == set()


def test_a_conflict_stated_in_one_direction_or_about_nothing_is_found(
    full_reading: Reading, shapes: Graph, tmp_path: Path
) -> None:
    whole = contradicting(tmp_path, full_reading)
    conflict = next(whole.subjects(RDF.type, rq("Conflict")))
    one, link = next(iter(whole.subject_objects(rq("conflictsWith"))))
    for broken in (
        (conflict, schema("about"), None),
        (conflict, rq("article"), None),
        (conflict, rq("claim"), one),
        (one, rq("conflictsWith"), link),
    ):
        data = Graph()
        data += whole
        data.remove(broken)
        assert complaints(data, shapes), broken


Break = Callable[[Graph], object]
WHEN = claim("investor"), rq("when")

# What goes wrong → the node that is found fault with, and how to make it so.
MISTAKES: dict[str, tuple[URIRef, Break]] = {
    "a claim without a subject": (claim("founder"), lambda g: g.remove((claim("founder"), RDF.subject, None))),
    "a claim with two predicates": (
        claim("founder"),
        lambda g: g.add((claim("founder"), RDF.predicate, schema("author"))),
    ),
    "a claim with a predicate of its own": (
        claim("founder"),
        lambda g: g.set((claim("founder"), RDF.predicate, schema("funder"))),
    ),
    "a claim without an object": (claim("founder"), lambda g: g.remove((claim("founder"), RDF.object, None))),
    "a claim without evidence": (claim("founder"), lambda g: g.remove((claim("founder"), rq("evidence"), None))),
    "a claim with two sentences": (claim("founder"), lambda g: g.add((claim("founder"), rq("evidence"), part("s2")))),
    "a claim whose evidence is no sentence": (
        claim("founder"),
        lambda g: g.set((claim("founder"), rq("evidence"), part("m1"))),
    ),
    "a claim of another sentence": (claim("founder"), lambda g: g.set((claim("founder"), rq("evidence"), part("s5")))),
    "a claim without its quote": (claim("founder"), lambda g: g.remove((claim("founder"), rq("quote"), None))),
    "a quote cut short": (claim("founder"), lambda g: g.set((claim("founder"), rq("quote"), Literal("短")))),
    "a claim that ends before it starts": (
        claim("founder"),
        lambda g: g.set((claim("founder"), rq("end"), Literal(0))),
    ),
    "an offset that is no integer": (
        claim("founder"),
        lambda g: g.set((claim("founder"), rq("start"), Literal("0"))),
    ),
    "a claim surer than sure": (
        claim("founder"),
        lambda g: g.set((claim("founder"), rq("confidence"), Literal("1.01", datatype=XSD.decimal))),
    ),
    "a claim of no run": (
        claim("founder"),
        lambda g: g.remove((claim("founder"), URIRef(PROV + "wasGeneratedBy"), None)),
    ),
    "a claim that is not asserted": (
        claim("founder"),
        lambda g: g.remove((entity("ORG1"), schema("founder"), None)),
    ),
    "a claim with two times": (claim("investor"), lambda g: g.add((*WHEN, Literal("2013")))),
    "a time that is no EDTF": (claim("investor"), lambda g: g.set((*WHEN, Literal("去年")))),
    "a time that ends before it begins": (
        claim("investor"),
        lambda g: g.set((claim("investor"), rq("latest"), Literal("2001-01-01", datatype=XSD.date))),
    ),
    "a time without bounds": (
        claim("investor"),
        lambda g: [g.remove((claim("investor"), rq(bound), None)) for bound in ("earliest", "latest")],
    ),
    "a currency without an amount": (claim("investor"), lambda g: g.remove((claim("investor"), rq("amount"), None))),
    "an amount without a currency": (claim("investor"), lambda g: g.remove((claim("investor"), rq("currency"), None))),
    "a currency in words": (claim("investor"), lambda g: g.set((claim("investor"), rq("currency"), Literal("元")))),
    "two amounts": (claim("investor"), lambda g: g.add((claim("investor"), rq("amount"), Literal(1)))),
    "an organization founded by a place": (
        entity("ORG1"),
        lambda g: g.set((entity("ORG1"), schema("founder"), entity("LOC1"))),
    ),
    "a person with a founder": (entity("PER1"), lambda g: g.add((entity("PER1"), schema("founder"), entity("PER2")))),
    "a founding date in words": (
        entity("ORG1"),
        lambda g: g.add((entity("ORG1"), schema("foundingDate"), Literal("2014年"))),
    ),
    "a head count in words": (
        entity("ORG1"),
        lambda g: g.add((entity("ORG1"), schema("numberOfEmployees"), Literal("八十余"))),
    ),
    "a spouse who is not married": (
        entity("PER1"),
        lambda g: g.remove((entity("PER2"), schema("spouse"), entity("PER1"))),
    ),
    "an entity with two types": (entity("ORG1"), lambda g: g.add((entity("ORG1"), RDF.type, schema("Place")))),
    "an entity without a type": (entity("WORK2"), lambda g: g.remove((entity("WORK2"), RDF.type, None))),
    "an entity without a label": (entity("WORK2"), lambda g: g.remove((entity("WORK2"), RDFS.label, None))),
    "a label in no language": (entity("WORK2"), lambda g: g.set((entity("WORK2"), RDFS.label, Literal("作品")))),
    "a preferred label of its own": (
        entity("WORK2"),
        lambda g: g.set((entity("WORK2"), SKOS.prefLabel, Literal("别的", lang="zh"))),
    ),
    "a mention of nothing": (part("m0"), lambda g: g.remove((part("m0"), URIRef(OA + "hasBody"), None))),
    "a mention in no sentence": (part("m0"), lambda g: g.remove((part("m0"), URIRef(OA + "hasTarget"), None))),
    "a date without a value": (part("d0"), lambda g: g.remove((part("d0"), rq("when"), None))),
    "a quotation without words": (part("q0"), lambda g: g.remove((part("q0"), schema("text"), None))),
    "a quotation of a nobody": (
        part("q0"),
        lambda g: g.set((part("q0"), schema("spokenByCharacter"), entity("谁"))),
    ),
    "a sentence of no article": (part("s0"), lambda g: g.remove((part("s0"), schema("isPartOf"), None))),
    "a sentence beyond the end": (
        part("s0"),
        lambda g: g.set((URIRef(ARTICLE), rq("length"), Literal(3))),
    ),
    "an article without an identifier": (
        URIRef(ARTICLE),
        lambda g: g.remove((URIRef(ARTICLE), URIRef(PREFIXES["dcterms"] + "identifier"), None)),
    ),
    "an article published on no day": (
        URIRef(ARTICLE),
        lambda g: g.set((URIRef(ARTICLE), schema("datePublished"), Literal("四月"))),
    ),
    "a run without a fingerprint": (
        URIRef(run_iri(DEFAULT_BASE, RUN)),
        lambda g: g.remove((None, rq("fingerprint"), None)),
    ),
    "a run that began on a day": (
        URIRef(run_iri(DEFAULT_BASE, RUN)),
        lambda g: g.set((URIRef(run_iri(DEFAULT_BASE, RUN)), URIRef(PROV + "startedAtTime"), Literal("2026-11-01"))),
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found(mistake: str, full_reading: Reading, shapes: Graph) -> None:
    culprit, make = MISTAKES[mistake]
    data = as_graph(full_reading)
    before = set(data)
    make(data)
    assert set(data) != before
    assert culprit in complaints(data, shapes)
