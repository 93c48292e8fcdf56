"""What the endpoint says of itself: a Service Description that tells what is so, checked against the vocabulary's rules."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import rdflib
from rdflib import RDF, Namespace, URIRef

from graph import service
from server import negotiation

Ask = Callable[..., Any]

# rdflib's own JSON-LD reader uses a class that rdflib deprecates
pytestmark = pytest.mark.filterwarnings("ignore:(ConjunctiveGraph|Dataset).* is deprecated:DeprecationWarning")

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
MEDIA = {
    "SPARQL_Results_JSON": "application/sparql-results+json",
    "SPARQL_Results_XML": "application/sparql-results+xml",
    "SPARQL_Results_CSV": "text/csv",
    "SPARQL_Results_TSV": "text/tab-separated-values",
    "Turtle": "text/turtle",
    "JSON-LD": "application/ld+json",
    "RDF_XML": "application/rdf+xml",
    "N-Triples": "application/n-triples",
    "N-Quads": "application/n-quads",
    "TriG": "application/trig",
}
READERS = {"text/turtle": "turtle", "application/n-triples": "nt", "application/ld+json": "json-ld"}

# Each property of the vocabulary that may be there: what has it, what it leads to, where that is a class of the vocabulary
# (SPARQL 1.1 Service Description, 3.4).
PROPERTIES = {
    SD.endpoint: (SD.Service, None),
    SD.supportedLanguage: (SD.Service, None),
    SD.languageExtension: (SD.Service, SD.Feature),
    SD.propertyFeature: (SD.Service, SD.Feature),
    SD.feature: (SD.Service, None),
    SD.resultFormat: (SD.Service, None),
    SD.inputFormat: (SD.Service, None),
    SD.defaultEntailmentRegime: (SD.Service, None),
    SD.defaultDataset: (SD.Service, SD.Dataset),
    SD.defaultGraph: (SD.Dataset, SD.Graph),
}
KNOWN = {
    SD.supportedLanguage: {SD.SPARQL10Query, SD.SPARQL11Query, SD.SPARQL11Update},
    SD.feature: {SD.DereferencesURIs, SD.UnionDefaultGraph, SD.RequiresDataset, SD.EmptyGraphs, SD.BasicFederatedQuery},
}


@pytest.fixture(scope="module")
def described(ask: Ask) -> rdflib.Graph:
    """The description."""
    assert ask("/.well-known/void?format=turtle").status == 200  # counted from here on
    reply = ask("/sparql")
    assert (reply.status, reply.media_type) == (200, "text/turtle")
    return rdflib.Graph().parse(data=reply.body, format="turtle")


def test_the_endpoint_is_the_one_that_was_asked(described: rdflib.Graph, port: int) -> None:
    [found] = described.subjects(RDF.type, SD.Service)
    assert list(described.objects(found, SD.endpoint)) == [URIRef(f"http://127.0.0.1:{port}/sparql")]


def test_every_term_is_used_as_the_vocabulary_has_it(described: rdflib.Graph) -> None:
    used = {p for p in described.predicates() if p.startswith(SD)}
    assert used <= PROPERTIES.keys()
    for name in used:
        of, to = PROPERTIES[name]
        for subject, value in described.subject_objects(name):
            assert (subject, RDF.type, of) in described
            assert to is None or (value, RDF.type, to) in described
            assert value in KNOWN.get(name, {value})


def test_the_formats_that_it_names_are_those_that_it_answers_in(ask: Ask, described: rdflib.Graph) -> None:
    named = {str(form).removeprefix(FORMATS) for form in described.objects(None, SD.resultFormat)}
    assert named == MEDIA.keys()
    assert {*negotiation.ROWS.values(), *negotiation.RDF.values()} == set(MEDIA.values())
    for query, forms in (("SELECT * {} LIMIT 1", negotiation.ROWS), ("CONSTRUCT { } {}", negotiation.RDF)):
        for media_type in forms.values():
            assert ask("/sparql?" + urlencode({"query": query}), accept=media_type).media_type == media_type


def test_its_figures_are_live_and_lead_to_those_of_void(ask: Ask, described: rdflib.Graph) -> None:
    dataset = described.value(None, RDF.type, SD.Dataset)
    address = urlsplit(dataset)
    void = rdflib.Graph().parse(data=ask(f"{address.path}?format=turtle").body, format="turtle")
    assert (dataset, RDF.type, VOID.Dataset) in void
    count = ask("/sparql?" + urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"})).json
    triples = int(count["results"]["bindings"][0]["n"]["value"])
    graph = described.value(dataset, SD.defaultGraph)
    assert int(described.value(graph, VOID.triples)) == int(void.value(dataset, VOID.triples)) == triples > 100


@pytest.mark.parametrize("media_type", READERS)
def test_it_comes_in_the_form_that_is_asked_for(ask: Ask, described: rdflib.Graph, media_type: str) -> None:
    reply = ask("/sparql", accept=media_type)
    assert reply.media_type == media_type
    assert "Accept" in reply.headers["Vary"]
    assert len(rdflib.Graph().parse(data=reply.body, format=READERS[media_type])) == len(described)


def test_a_browser_gets_the_editor_and_a_client_of_rows_is_told_to_ask(ask: Ask, browse: Ask) -> None:
    assert browse("/sparql").media_type == "text/html"
    assert ask("/sparql", accept="application/sparql-results+json").status == 400
    head = ask("/sparql", method="HEAD", accept="text/turtle")
    assert (head.status, head.media_type, head.body) == (200, "text/turtle", b"")


def test_calls_of_other_servers_and_updates_are_told_of_only_where_there_may_be_any(described: rdflib.Graph) -> None:
    assert set(described.objects(None, SD.feature)) == {SD.UnionDefaultGraph}
    assert set(described.objects(None, SD.supportedLanguage)) == {SD.SPARQL11Query, SD.SPARQL11Update}
    body = service.description(
        None,
        "text/turtle",
        endpoint="http://e.org/sparql",
        dataset="http://e.org/void#d",
        updated=False,
        federated=True,
    )
    found = rdflib.Graph().parse(data=body, format="turtle")
    assert set(found.objects(None, SD.feature)) == {SD.UnionDefaultGraph, SD.BasicFederatedQuery}
    assert set(found.objects(None, SD.supportedLanguage)) == {SD.SPARQL11Query}
