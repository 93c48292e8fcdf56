"""The clients that people have: SPARQLWrapper, rdflib and curl, as they come."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import rdflib
import SPARQLWrapper
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from ontology.iris import DEFAULT_BASE

# rdflib's own JSON-LD reader, and its SPARQL store, use a class that rdflib deprecates
pytestmark = pytest.mark.filterwarnings("ignore:(ConjunctiveGraph|Dataset).* is deprecated:DeprecationWarning")

SELECT = """SELECT ?name WHERE { ?o <https://schema.org/founder> ?p .
  ?p <http://www.w3.org/2000/01/rdf-schema#label> ?name } ORDER BY ?name"""
ASK = "ASK { ?o <https://schema.org/founder> ?p }"
CONSTRUCT = "CONSTRUCT WHERE { ?o <https://schema.org/founder> ?p }"
DESCRIBE = f"DESCRIBE <{DEFAULT_BASE}entity/沈砚青>"
READ_AS = {"turtle": "turtle", "n3": "n3", "json-ld": "json-ld"}


@pytest.fixture
def endpoint(port: int) -> str:
    """The address that a client is given."""
    return f"http://127.0.0.1:{port}/sparql"


def _asked(endpoint: str, query: str, form: str | None = None, method: str = SPARQLWrapper.GET) -> Any:
    client = SPARQLWrapper.SPARQLWrapper(endpoint)
    client.setQuery(query)
    client.setMethod(method)
    if form:
        client.setReturnFormat(form)
    return client.queryAndConvert()


@pytest.mark.parametrize("method", [SPARQLWrapper.GET, SPARQLWrapper.POST])
def test_sparqlwrapper_works_with_its_defaults(endpoint: str, method: str) -> None:
    """It says format=xml for everything, in the address or in the form, and reads XML or a graph."""
    names = _asked(endpoint, SELECT, method=method).getElementsByTagName("literal")
    assert "沈砚青" in [name.firstChild.data for name in names]
    assert _asked(endpoint, ASK, method=method).getElementsByTagName("boolean")[0].firstChild.data == "true"
    for query in (CONSTRUCT, DESCRIBE):
        found = _asked(endpoint, query, method=method)
        assert rdflib.URIRef(f"{DEFAULT_BASE}entity/沈砚青") in found.all_nodes()


def test_sparqlwrapper_gets_rows_in_the_formats_it_knows(endpoint: str) -> None:
    rows = _asked(endpoint, SELECT, SPARQLWrapper.JSON)["results"]["bindings"]
    assert "沈砚青" in [row["name"]["value"] for row in rows]
    assert _asked(endpoint, ASK, SPARQLWrapper.JSON)["boolean"] is True
    for form in (SPARQLWrapper.CSV, SPARQLWrapper.TSV):
        assert "沈砚青" in _asked(endpoint, SELECT, form).decode()


@pytest.mark.parametrize(
    "form", [SPARQLWrapper.TURTLE, SPARQLWrapper.N3, SPARQLWrapper.JSONLD, SPARQLWrapper.RDFXML, SPARQLWrapper.XML]
)
@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE], ids=["construct", "describe"])
def test_sparqlwrapper_gets_graphs_in_the_formats_it_knows(endpoint: str, query: str, form: str) -> None:
    found = _asked(endpoint, query, form)
    if isinstance(found, bytes):
        found = rdflib.Graph().parse(data=found, format=READ_AS[form])
    assert set(found) == set(_asked(endpoint, query))
    assert len(found) > 0


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_s_store_asks_this_endpoint(endpoint: str, method: str) -> None:
    found = rdflib.Graph(SPARQLStore(endpoint, method=method)).query(SELECT)
    assert rdflib.Literal("沈砚青", lang="zh") in [row[0] for row in found]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/xml", "application/rdf+xml"),
        ("application/json", "application/ld+json"),
        ("text/n3", "text/turtle"),
        ("application/n-quads", "application/n-quads"),
        ("application/trig", "application/trig"),
    ],
)
def test_what_clients_accept_for_a_graph_is_understood(ask: Any, accept: str, media_type: str) -> None:
    """For a query's answer and for what an address of a thing gives."""
    for path in ("/sparql?" + urlencode({"query": CONSTRUCT}), f"/entity/{quote('沈砚青')}"):
        reply = ask(path, accept=accept)
        if reply.status == 303:
            reply = ask(reply.headers["Location"], accept=accept)
        assert (reply.status, reply.media_type) == (200, media_type)
        assert reply.body


def test_all_that_a_refusal_offers_is_answered(ask: Any) -> None:
    for query, accept in ((CONSTRUCT, "text/csv"), (SELECT, "text/turtle")):
        path = "/sparql?" + urlencode({"query": query})
        refused = ask(path, accept=accept)
        assert refused.status == 406
        offers = refused.json["detail"].rpartition(" as ")[2].split(", ")
        assert len(offers) >= 4
        for offer in offers:
            assert ask(path, accept=offer).media_type == offer


@pytest.mark.parametrize(
    ("form", "rows", "triples"),
    [
        ("xml", "application/sparql-results+xml", "application/rdf+xml"),
        ("json", "application/sparql-results+json", "application/ld+json"),
        ("json-ld", None, "application/ld+json"),
        ("rdf+xml", None, "application/rdf+xml"),
        ("n3", None, "text/turtle"),
        ("nt", None, "application/n-triples"),
        ("JSON", "application/sparql-results+json", "application/ld+json"),
        ("application/whatever", "text/csv", "text/turtle"),
    ],
)
def test_a_format_in_the_address_is_taken_as_the_kind_of_answer_has_it(
    ask: Any, form: str, rows: str | None, triples: str
) -> None:
    """One that nobody knows is passed over for the Accept header."""
    accept = "text/csv, text/turtle"
    reply = ask("/sparql?" + urlencode({"query": SELECT, "format": form}), accept=accept)
    assert (reply.media_type if rows else reply.status) == (rows or 406)
    reply = ask("/sparql?" + urlencode({"query": CONSTRUCT, "format": form}), accept=accept)
    assert reply.media_type == triples


ARTICLE = f"{DEFAULT_BASE}article/d01"


def test_sparqlwrapper_names_the_data_set(endpoint: str) -> None:
    """By the protocol's parameters, in each of its ways of sending."""
    for method, way in (
        (SPARQLWrapper.GET, SPARQLWrapper.URLENCODED),
        (SPARQLWrapper.POST, SPARQLWrapper.URLENCODED),
        (SPARQLWrapper.POST, SPARQLWrapper.POSTDIRECTLY),
    ):
        client = SPARQLWrapper.SPARQLWrapper(endpoint)
        client.setMethod(method)
        client.setRequestMethod(way)
        client.setReturnFormat(SPARQLWrapper.JSON)
        client.addDefaultGraph(ARTICLE)
        client.addNamedGraph(f"{DEFAULT_BASE}article/d02")
        client.setQuery("SELECT DISTINCT ?a ?g { { ?a a schema:NewsArticle } UNION { GRAPH ?g { ?s ?p ?o } } }")
        rows = client.queryAndConvert()["results"]["bindings"]
        assert {row[name]["value"] for row in rows for name in row} == {ARTICLE, f"{DEFAULT_BASE}article/d02"}


def test_rdflib_s_store_asks_every_kind_of_query(endpoint: str) -> None:
    """Bindings that it is given stand in the query; a graph that it is told of is all that it sees."""
    whole = rdflib.Graph(SPARQLStore(endpoint))
    person = rdflib.URIRef(f"{DEFAULT_BASE}entity/沈砚青")
    names = whole.query("SELECT ?n { ?p <http://www.w3.org/2000/01/rdf-schema#label> ?n }", initBindings={"p": person})
    assert [str(row[0]) for row in names] == ["沈砚青"]
    assert whole.query(ASK).askAnswer is True
    constructed = whole.query(CONSTRUCT).graph
    assert person in set(constructed.objects(None, rdflib.URIRef("https://schema.org/founder")))
    assert (person, rdflib.RDFS.label, rdflib.Literal("沈砚青", lang="zh")) in whole.query(DESCRIBE).graph
    one = rdflib.Graph(SPARQLStore(endpoint), identifier=rdflib.URIRef(ARTICLE))
    assert 0 < len(one) < len(whole)
    assert set(one.subjects(rdflib.RDF.type, rdflib.URIRef("https://schema.org/NewsArticle"))) == {
        rdflib.URIRef(ARTICLE)
    }


@pytest.fixture
def curl(tmp_path: Path) -> Callable[..., list[str]]:
    """Runs curl; what it wrote, in lines."""
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")

    def run(*arguments: str) -> list[str]:
        command = ["curl", "--silent", "--show-error", "--noproxy", "*", *arguments]
        done = subprocess.run(command, capture_output=True, cwd=tmp_path, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout.decode().splitlines()

    return run


def test_curl_asks_in_every_form(endpoint: str, curl: Callable[..., list[str]]) -> None:
    csv = ("-H", "Accept: text/csv")
    by_get = curl(endpoint, *csv, "--get", "--data-urlencode", f"query={SELECT}")
    assert "沈砚青" in by_get
    assert curl(endpoint, *csv, "--data-urlencode", f"query={SELECT}") == by_get
    assert curl(endpoint, *csv, "-H", "Content-Type: application/sparql-query", "--data-binary", SELECT) == by_get
    assert any(line.startswith("Allow: ") for line in curl(endpoint, "-i", "-X", "OPTIONS"))


def test_curl_is_led_to_a_thing_s_data_and_keeps_them(endpoint: str, curl: Callable[..., list[str]]) -> None:
    """With -L, and with the tag that it saved: the second time there is nothing to fetch."""
    thing = endpoint.replace("sparql", f"entity/{quote('沈砚青')}")
    told = ("-w", "%{http_code} %{num_redirects}")
    assert curl(thing, "-L", "-H", "Accept: application/n-triples", "-o", "data.nt", *told) == ["200 1"]
    store = f"{endpoint.replace('sparql', 'graph-store')}?graph={ARTICLE}"
    tags = ("--etag-compare", "tag", "--etag-save", "tag")
    for status in ("200", "304"):
        assert curl(store, *tags, "-o", "graph.ttl", "-w", "%{http_code}") == [status]
    assert curl("--head", store)[0].split()[1] == "200"
