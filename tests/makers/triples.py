"""The graph of an article as rdflib reads it, and the names of what is in that of the full reading."""

from collections.abc import Iterable
from datetime import UTC, datetime

from pyoxigraph import Quad, RdfFormat, Triple, serialize
from rdflib import Graph, URIRef

from extract.reading import Reading
from graph.occurrences import label
from graph.quads import article_quads
from graph.runs import Run
from ontology.iris import DEFAULT_BASE, RQ, SCHEMA, article_iri, entity_iri, local_name, part_iri

ARTICLE = article_iri(DEFAULT_BASE, "满 篇/1")
RUN = "20261101-000000"


def rq(name: str) -> URIRef:
    return URIRef(RQ + name)


def schema(name: str) -> URIRef:
    return URIRef(SCHEMA + name)


def part(name: str) -> URIRef:
    """`c0`, `s1` and so on of the full reading's article."""
    return URIRef(part_iri(ARTICLE, name[0], int(name[1:])))


def entity(name: str) -> URIRef:
    return URIRef(entity_iri(DEFAULT_BASE, name))


def as_graph(reading: Reading) -> Graph:
    """The graph of one article, as another library reads what ours wrote."""
    names = {found.id: local_name(found.name) for found in reading.entities}
    labels = {found.id: label(found) for found in reading.entities}
    now = datetime(2026, 11, 1, 20, tzinfo=UTC)  # the next day in Beijing
    run = Run(RUN, "lac@1 规则", "ingest", now)
    quads = article_quads(reading, names, labels, base=DEFAULT_BASE, ingested=now, run=run)
    return Graph().parse(data=serialize(triples(quads), format=RdfFormat.N_TRIPLES), format="nt")


def triples(quads: Iterable[Quad]) -> Iterable[Triple]:
    return (Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
