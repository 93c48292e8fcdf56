"""`/graph-store` and the addresses of graphs, read as the Graph Store Protocol says."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import quote, urlencode
from urllib.request import urlopen

import pytest
import rdflib

from graph.graph import Graph
from ontology.iris import DEFAULT_BASE, RQ
from server import negotiation

Ask = Callable[..., Any]

# rdflib's own reader of JSON-LD and of quads uses a class that rdflib deprecates
pytestmark = pytest.mark.filterwarnings("ignore:(ConjunctiveGraph|Dataset).* is deprecated:DeprecationWarning")

ARTICLE = f"{DEFAULT_BASE}article/d01"
READERS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
    "application/n-quads": "nquads",
    "application/trig": "trig",
}


def store(**parameters: str) -> str:
    return f"/graph-store?{urlencode(parameters)}"


def triples(reply: Any) -> set[Any]:
    assert reply.status == 200
    form = READERS[reply.media_type]
    found: Any = rdflib.Dataset() if form in ("nquads", "trig") else rdflib.Graph()
    found.parse(data=reply.body, format=form)
    return {tuple(row[:3]) for row in (found.quads() if form in ("nquads", "trig") else found)}


@pytest.mark.parametrize("media_type", negotiation.RDF.values())
def test_a_graph_comes_in_every_form_of_rdf(ask: Ask, media_type: str) -> None:
    """As much as its article's page gives, which the other parameter of the protocol names, too."""
    reply = ask(store(graph=ARTICLE), accept=media_type)
    assert reply.media_type == media_type
    assert len(triples(reply)) > 50
    assert triples(reply) == triples(ask("/article/d01?format=ntriples"))
    assert reply.headers["Rongqiao-Change"].isdecimal()


def test_the_default_graph_is_the_union(ask: Ask) -> None:
    count = ask("/sparql?" + urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}))
    found = triples(ask("/graph-store?default", accept="application/n-triples"))
    assert len(found) == int(count.json["results"]["bindings"][0]["n"]["value"])
    assert triples(ask(store(graph=ARTICLE))) < found


@pytest.mark.parametrize(
    "path",
    [
        store(graph=f"{DEFAULT_BASE}article/none"),
        store(graph=f"{DEFAULT_BASE}graph/none"),
        store(graph="urn:x"),
        "/graph/none",
        "/link/none",
        "/conflict/none",
        "/conflict/%3E",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_graph_that_is_not_there_is_404(ask: Ask, path: str, method: str) -> None:
    reply = ask(path, method=method)
    assert (reply.status, reply.media_type) == (404, "application/problem+json")
    assert method == "GET" or not reply.body


def test_head_is_get_without_the_graph(ask: Ask) -> None:
    path = store(graph=ARTICLE)
    got, head = (ask(path, method=method, accept="text/turtle") for method in ("GET", "HEAD"))
    assert head.status == 200
    assert not head.body
    assert {name: got.headers[name] for name in ("Content-Type", "Content-Length", "Vary")} == {
        name: head.headers[name] for name in ("Content-Type", "Content-Length", "Vary")
    }


@pytest.mark.parametrize(
    "query",
    [
        "",
        "graph=urn:a&default",
        "graph=urn:a&graph=urn:b",
        "graph=",
        "graph=a",
        "graph=article/d01",
        "graph=" + quote("urn:a> {} } #"),
        "graph=" + quote("urn:a b"),
        "graph=" + quote("http://[/"),
    ],
)
def test_exactly_one_graph_has_to_be_named_by_an_absolute_iri(ask: Ask, query: str) -> None:
    reply = ask(f"/graph-store?{query}")
    assert (reply.status, reply.media_type) == (400, "application/problem+json")


def test_what_a_graph_does_not_come_in_is_not_acceptable(ask: Ask) -> None:
    assert ask(store(graph=ARTICLE), accept="text/csv").status == 406
    assert ask(store(graph=ARTICLE, format="pdf")).status == 406
    assert ask(store(graph=ARTICLE, format="jsonld")).media_type == "application/ld+json"


def test_a_graph_of_conflicts_has_an_address_of_its_own(
    sample_graph: Graph, serving: Callable[[Graph], AbstractContextManager[int]]
) -> None:
    [iri, *_] = {row["g"].value for row in sample_graph.select(f"SELECT ?g {{ GRAPH ?g {{ ?g a <{RQ}Conflict> }} }}")}
    with serving(sample_graph) as port:
        for path in (iri.removeprefix(DEFAULT_BASE), f"graph-store?{urlencode({'graph': iri})}"):
            with urlopen(f"http://127.0.0.1:{port}/{path}") as reply:
                found = rdflib.Graph().parse(data=reply.read(), format="turtle")
            assert rdflib.URIRef(iri) in found.subjects()
