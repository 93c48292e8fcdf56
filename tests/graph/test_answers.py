import json
from collections.abc import Callable

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Graph as RdflibGraph

from graph.answers import NotAcceptableError
from graph.protocol import Store

P = NamedNode("urn:p")
G, H = NamedNode("urn:g"), NamedNode("urn:h")


def quads(graph: NamedNode, *subjects: str) -> list[Quad]:
    return [Quad(NamedNode(f"urn:{subject}"), P, Literal(subject), graph) for subject in subjects]


ROW_READERS: dict[str, Callable[[bytes], bool]] = {
    "application/sparql-results+json": lambda body: json.loads(body)["results"]["bindings"][0]["o"]["value"] == "a",
    "application/sparql-results+xml": lambda body: b"<literal>a</literal>" in body,
    "text/csv": lambda body: body == b"o\r\na\r\n",
    "text/tab-separated-values": lambda body: body == b'?o\n"a"\n',
}


@pytest.mark.parametrize("media_type", ROW_READERS)
def test_rows_come_in_every_format(store: Store, media_type: str) -> None:
    store.replace(G, quads(G, "a"))
    answer = store.query("SELECT ?o { ?s ?p ?o }", accept=[media_type])
    assert (answer.kind, answer.media_type) == ("solutions", media_type)
    assert ROW_READERS[media_type](answer.body)
    truth = store.query("ASK { ?s ?p 'a' }", accept=[media_type])
    assert truth.kind == "boolean"
    assert b"true" in truth.body


@pytest.mark.parametrize(
    ("media_type", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's JSON-LD reader
@pytest.mark.parametrize("sparql", ["CONSTRUCT WHERE { ?s a schema:Person ; rdfs:label ?l }", "DESCRIBE entity:沈砚青"])
def test_a_graph_comes_in_every_format_and_another_library_reads_it(
    gold_store: Store, media_type: str, form: str, sparql: str
) -> None:
    answer = gold_store.query(sparql, accept=[media_type])
    assert (answer.kind, answer.media_type) == ("graph", media_type)
    found = RdflibGraph().parse(data=answer.body, format=form)
    expected = RdflibGraph().parse(data=gold_store.query(sparql, accept=["application/n-triples"]).body, format="nt")
    assert set(found) == set(expected)
    assert len(found) > 3


@pytest.mark.parametrize(
    ("media_type", "form"), [("application/n-quads", RdfFormat.N_QUADS), ("application/trig", RdfFormat.TRIG)]
)
def test_a_graph_comes_in_the_formats_of_data_sets_too(gold_store: Store, media_type: str, form: RdfFormat) -> None:
    answer = gold_store.query("CONSTRUCT WHERE { ?s a schema:Person }", accept=[media_type])
    assert len(list(parse(answer.body, form))) > 10


def test_a_constructed_graph_has_no_triple_twice(gold_store: Store) -> None:
    body = gold_store.query("CONSTRUCT { <urn:a> a schema:Person } WHERE { ?s a schema:Person }").body
    assert body.count(b"schema:Person") == 1


def test_the_first_acceptable_format_that_fits_is_taken(store: Store) -> None:
    accept = ["text/turtle", "text/csv", "application/sparql-results+json"]
    assert store.query("SELECT * {}", accept=accept).media_type == "text/csv"
    assert store.query("CONSTRUCT WHERE { ?s ?p ?o }", accept=accept).media_type == "text/turtle"
    assert store.query("ASK {}").media_type == "application/sparql-results+json"
    with pytest.raises(NotAcceptableError, match=r"text/turtle, application/n-triples"):
        store.query("CONSTRUCT WHERE { ?s ?p ?o }", accept=["text/csv"])
