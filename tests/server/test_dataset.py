"""The data set described in VoID, and the vocabulary as a page and as RDF."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Event
from typing import Any
from urllib.request import Request, urlopen

import pytest
from rdflib import RDF, Literal, Namespace, URIRef
from rdflib import Graph as RdfGraph

from extract.reading import Reading
from graph.census import Census
from graph.graph import Graph
from graph.home import Home
from ontology.iris import RQ, SCHEMA
from ontology.vocabulary import source, vocabulary
from server.app import create_app
from server.dataset import Counted

Ask = Callable[..., Any]
pytestmark = pytest.mark.filterwarnings(
    r"ignore::DeprecationWarning:rdflib\..*"
)  # its own plugins call what it deprecates

VOID = Namespace("http://rdfs.org/ns/void#")


def counted(graph: Graph, pattern: str) -> int:
    (row,) = graph.select(f"PREFIX schema: <{SCHEMA}> PREFIX rq: <{RQ}> SELECT {pattern}")
    return int(row["n"].value)  # type: ignore[union-attr]


def counted_by(figures: Counted) -> Census:
    """The figures, however long that takes."""
    found = figures.census(patience=60)
    assert found
    return found


def described(text: bytes, form: str = "turtle") -> tuple[RdfGraph, URIRef]:
    found = RdfGraph().parse(data=text, format=form)
    (dataset,) = found.subjects(RDF.type, VOID.Dataset)
    assert isinstance(dataset, URIRef)
    return found, dataset


def test_void_tells_what_queries_count(ask: Ask, graph: Graph, port: int) -> None:
    reply = ask("/.well-known/void", accept="text/turtle")
    assert (reply.status, reply.media_type) == (200, "text/turtle")
    found, dataset = described(reply.body)
    root = f"http://127.0.0.1:{port}/"
    assert str(dataset) == f"{root}.well-known/void#dataset"
    assert found.value(dataset, VOID.sparqlEndpoint) == URIRef(f"{root}sparql")
    assert found.value(dataset, VOID.uriSpace) == Literal(graph.base)
    for name, pattern in {
        "triples": "(COUNT(*) AS ?n) { ?s ?p ?o }",
        "distinctSubjects": "(COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
        "distinctObjects": "(COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
        "properties": "(COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
        "classes": "(COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }",
        "documents": "(COUNT(?a) AS ?n) { ?a a schema:NewsArticle }",
        "entities": "(COUNT(DISTINCT ?e) AS ?n) { ?a schema:mentions ?e }",
    }.items():
        assert int(str(found.value(dataset, VOID[name]))) == counted(graph, pattern) > 0, name
    for kind, of in (("class", VOID.entities), ("property", VOID.triples)):
        parts = list(found.objects(dataset, VOID[f"{kind}Partition"]))
        numbers = {str(found.value(part, VOID[kind])): int(str(found.value(part, of))) for part in parts}
        key = "rq:Claim" if kind == "class" else "rq:confidence"
        where = "{ ?s a rq:Claim }" if kind == "class" else "{ ?s rq:confidence ?o }"
        assert numbers[RQ + key[3:]] == counted(graph, f"(COUNT(*) AS ?n) {where}")
        assert len(parts) == len(numbers) > 10


@pytest.mark.parametrize(
    ("form", "accept"),
    [
        ("turtle", None),
        ("json-ld", "application/ld+json"),
        ("xml", "application/rdf+xml"),
        ("nt", "application/n-triples"),
    ],
)
def test_void_comes_in_every_format(ask: Ask, form: str, accept: str | None) -> None:
    reply = ask("/.well-known/void", accept=accept)
    assert reply.status == 200
    assert len(described(reply.body, form)[0]) > 200
    assert "Accept" in reply.headers["Vary"]


def test_a_browser_is_led_to_the_figures(browse: Ask) -> None:
    reply = browse("/.well-known/void")
    assert (reply.status, reply.headers["Location"]) == (303, "/ontology#figures")
    page = browse("/ontology")
    assert 'id="figures"' in page.text


def test_the_figures_follow_the_graph_and_are_not_counted_for_nothing(
    home: Home, gold_readings: tuple[Reading, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.dataset.PATIENCE", 0)
    queries = []
    with home.own("test") as graph:
        run = graph.select
        monkeypatch.setattr(graph, "select", lambda query, **values: queries.append(query) or run(query, **values))
        figures = Counted(graph)
        assert counted_by(figures).triples == counted_by(figures).articles == 0
        for number, reading in enumerate(gold_readings[:2], 1):
            home.put(reading)
            graph.catch_up()
            before = len(queries)
            assert counted_by(figures).articles == number
            after = len(queries)
            assert after > before
            assert counted_by(figures) is counted_by(figures)
            assert len(queries) == after
        home.retract(gold_readings[0].article.id)
        graph.catch_up()
        assert counted_by(figures).articles == 1


def test_counting_takes_no_more_than_a_share_of_the_time(home: Home, gold_readings: tuple[Reading, ...]) -> None:
    """Where the graph changes all the time, the figures of a moment ago are good enough."""
    with home.own("test") as graph:
        figures = Counted(graph)
        first = counted_by(figures)
        figures._stale = float("inf")
        home.put(gold_readings[0])
        graph.catch_up()
        assert counted_by(figures) is first
        figures._stale = 0
        assert counted_by(figures).articles == 1


def test_nobody_waits_for_a_count_longer_than_they_will(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first there are no figures; the page says so and programs may ask again."""
    with home.own("test") as graph:
        gate, run = Event(), graph.select
        monkeypatch.setattr(graph, "select", lambda query, **values: gate.wait(60) and run(query, **values))
        monkeypatch.setattr("server.dataset.WAIT", 0)
        monkeypatch.setattr("server.vocabulary.WAIT", 0)
        client = create_app(graph).test_client()
        page = client.get("/ontology", headers={"Accept": "text/html"})
        assert (page.status_code, "正在清点" in page.text) == (200, True)
        assert client.get("/.well-known/void", headers={"Accept": "text/turtle"}).status_code == 503
        gate.set()
        monkeypatch.setattr("server.dataset.WAIT", 60)
        assert client.get("/.well-known/void", headers={"Accept": "text/turtle"}).status_code == 200
        assert "正在清点" not in client.get("/ontology", headers={"Accept": "text/html"}).text


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
        ("application/n-triples", "nt"),
    ],
)
def test_the_ontology_comes_as_rdf(ask: Ask, accept: str, form: str) -> None:
    reply = ask("/ontology", accept=accept)
    assert (reply.status, reply.media_type, reply.headers["Access-Control-Allow-Origin"]) == (200, accept, "*")
    ours = RdfGraph().parse(data=source("rongqiao.ttl"), format="turtle")
    assert len(RdfGraph().parse(data=reply.body, format=form)) == len(ours)


def test_the_page_explains_every_term_and_counts_it(ask: Ask, browse: Ask, graph: Graph) -> None:
    assert ask("/.well-known/void", accept="text/turtle").status == 200  # counted from here on
    reply = browse("/ontology")
    assert (reply.status, reply.media_type) == (200, "text/html")
    for term in vocabulary().terms:
        assert f'id="{term.anchor}"' in reply.text
        assert term.label.zh in reply.text
    for rule in vocabulary().rules:
        assert rule.message.zh.split("{")[0] in reply.text
    claims = counted(graph, "(COUNT(*) AS ?n) { ?s a rq:Claim }")
    section = reply.text.partition('id="Claim"')[2].partition("</article>")[0]
    assert f"<dd>{claims:,}</dd>" in section


def test_the_context_that_dumps_use_is_served(ask: Ask) -> None:
    reply = ask("/ontology/context.jsonld")
    assert (reply.media_type, reply.headers["Access-Control-Allow-Origin"]) == ("application/ld+json", "*")
    document = {"@context": reply.json["@context"], "id": "https://e.org/c", "type": "Claim", "confidence": "0.5"}
    found = RdfGraph().parse(data=json.dumps(document), format="json-ld")
    assert (URIRef("https://e.org/c"), RDF.type, URIRef(RQ + "Claim")) in found
    assert len(found) == 2


def test_the_shapes_are_served(ask: Ask) -> None:
    reply = ask("/ontology/shapes.ttl")
    assert (reply.media_type, reply.text) == ("text/turtle", source("shapes.ttl"))


def test_what_the_ontology_does_not_come_as_is_refused(ask: Ask) -> None:
    assert ask("/ontology?format=pdf").status == 406
    assert ask("/.well-known/void?format=pdf").status == 406
    assert ask("/ontology", accept="image/png").status == 406


@pytest.mark.parametrize("host", ['a> <b> "c', "", "{{7*7}}"])
def test_a_host_that_makes_no_address_is_refused(ask: Ask, host: str) -> None:
    """What a request calls this server never breaks out of the document."""
    assert ask("/.well-known/void", accept="text/turtle", Host=host).status == 400


def test_figures_over_http_follow_an_ingest(
    home: Home, gold_readings: tuple[Reading, ...], serving: Callable[[Graph], AbstractContextManager[int]]
) -> None:
    with home.own("test") as graph, serving(graph) as port:

        def documents() -> int:
            request = Request(f"http://127.0.0.1:{port}/.well-known/void", headers={"Accept": "text/turtle"})
            with urlopen(request) as reply:
                found, dataset = described(reply.read())
            return int(str(found.value(dataset, VOID.documents)))

        assert documents() == 0
        home.put(gold_readings[0])
        graph.catch_up()
        deadline = 1000
        while documents() != 1 and deadline:
            deadline -= 1
        assert documents() == 1


@pytest.fixture
def home(tmp_path: Any) -> Any:
    """An empty data directory."""
    with Home(tmp_path / "data") as home:
        yield home
