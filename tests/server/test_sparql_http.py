"""`/sparql` over HTTP: the protocol's request forms, the result formats, and what a person sees."""

import csv
import io
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
import rdflib
from makers.asking import DIRECT, FORM, FOUNDERS, PREFIXES, Ask, get

from ontology.iris import DEFAULT_BASE
from server.gallery import examples

# rdflib's own JSON-LD reader uses a class that rdflib deprecates
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
NAMES = ["方大可", "沈砚青", "钱以宁"]


def test_a_select_answers_in_each_format(ask: Ask) -> None:
    """JSON, XML, CSV and TSV hold the same three founders."""
    reply = ask(get(FOUNDERS), accept="application/sparql-results+json")
    assert reply.media_type == "application/sparql-results+json"
    assert [row["name"]["value"] for row in reply.json["results"]["bindings"]] == NAMES
    reply = ask(get(FOUNDERS), accept="application/sparql-results+xml")
    assert reply.media_type == "application/sparql-results+xml"
    literals = ElementTree.fromstring(reply.text).iter("{http://www.w3.org/2005/sparql-results#}literal")
    assert [literal.text for literal in literals] == NAMES
    reply = ask(get(FOUNDERS), accept="text/csv")
    assert reply.media_type == "text/csv"
    assert list(csv.reader(io.StringIO(reply.text))) == [["name"], *([name] for name in NAMES)]
    reply = ask(get(FOUNDERS), accept="text/tab-separated-values")
    assert reply.media_type == "text/tab-separated-values"
    assert reply.text.splitlines() == ["?name", *(f'"{name}"@zh' for name in NAMES)]


@pytest.mark.parametrize("accept", [None, "*/*", "application/json", "text/turtle;q=0.1, */*;q=0.05"])
def test_a_client_without_a_wish_gets_json(ask: Ask, accept: str | None) -> None:
    assert ask(get(FOUNDERS), accept=accept).media_type == "application/sparql-results+json"


def test_the_three_request_forms_answer_alike(ask: Ask) -> None:
    """GET, POST of a form, POST of the query itself."""
    by_get = ask(get(FOUNDERS))
    by_form = ask("/sparql", method="POST", body=urlencode({"query": FOUNDERS}).encode(), **FORM)
    direct = ask("/sparql", method="POST", body=FOUNDERS.encode(), **DIRECT)
    assert by_get.status == by_form.status == direct.status == 200
    assert by_get.body == by_form.body == direct.body


def test_an_ask_answers_true_or_false(ask: Ask) -> None:
    assert ask(get(PREFIXES + 'ASK { ?x rdfs:label "沈砚青"@zh }')).json["boolean"] is True
    assert ask(get(PREFIXES + 'ASK { ?x rdfs:label "没有这个人"@zh }')).json["boolean"] is False


@pytest.mark.parametrize(
    ("accept", "syntax"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_a_construct_answers_in_each_graph_format(ask: Ask, accept: str, syntax: str) -> None:
    """rdflib reads every one of them as the same triples."""
    query = PREFIXES + "CONSTRUCT { ?o schema:founder ?p } WHERE { ?o schema:founder ?p }"
    expected = rdflib.Graph().parse(data=ask(get(query), accept="application/n-triples").text, format="nt")
    reply = ask(get(query), accept=accept)
    assert reply.media_type == accept
    assert len(expected) > 3
    assert set(rdflib.Graph().parse(data=reply.text, format=syntax)) == set(expected)


def test_a_describe_tells_of_the_thing(ask: Ask) -> None:
    iri = f"{DEFAULT_BASE}entity/沈砚青"
    reply = ask(get(f"DESCRIBE <{iri}>"), accept="text/turtle")
    triples = rdflib.Graph().parse(data=reply.text, format="turtle")
    assert (rdflib.URIRef(iri), rdflib.RDFS.label, rdflib.Literal("沈砚青", lang="zh")) in triples


def test_the_default_graph_is_the_union_unless_the_request_names_one(ask: Ask, readings: list[Any]) -> None:
    """default-graph-uri and named-graph-uri of the protocol, several of each."""
    count = "SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { ?a a <https://schema.org/NewsArticle> }"
    graphs = [("default-graph-uri", f"{DEFAULT_BASE}article/{i}") for i in ("d01", "d02")]

    def number(*parameters: tuple[str, str], query: str = count) -> int:
        reply = ask("/sparql?" + urlencode([("query", query), *parameters]))
        return int(reply.json["results"]["bindings"][0]["n"]["value"])

    assert number() == len(readings)
    assert number(graphs[0]) == 1
    assert number(*graphs) == 2
    named = "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert number(query=named) == len(readings)
    assert number(("named-graph-uri", f"{DEFAULT_BASE}article/d03"), query=named) == 1
    body = urlencode([("query", count), *graphs]).encode()
    reply = ask("/sparql", method="POST", body=body, **FORM)
    assert reply.json["results"]["bindings"][0]["n"]["value"] == "2"


def test_format_in_the_address_makes_a_download_link(ask: Ask, browse: Ask) -> None:
    assert browse(get(FOUNDERS, format="csv")).media_type == "text/csv"
    assert ask(get(FOUNDERS, format="pdf"), accept="text/csv").media_type == "text/csv"


def test_other_sites_may_ask(ask: Ask) -> None:
    """CORS, on answers, refusals and the browser's preflight."""
    for reply in (ask(get(FOUNDERS)), ask("/sparql"), ask(get("nonsense")), ask("/sparql", method="OPTIONS")):
        assert reply.headers["Access-Control-Allow-Origin"] == "*"
    preflight = ask("/sparql", method="OPTIONS", Origin="https://a.example", Access_Control_Request_Method="POST")
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in preflight.headers["Access-Control-Allow-Headers"]


def test_answers_say_that_they_depend_on_the_accept_header(ask: Ask, browse: Ask) -> None:
    for reply in (ask(get(FOUNDERS)), browse("/sparql"), ask("/sparql")):
        assert "Accept" in reply.headers["Vary"]


def test_a_browser_without_a_query_gets_the_form(browse: Ask) -> None:
    reply = browse("/sparql")
    assert (reply.status, reply.media_type) == (200, "text/html")
    assert "<textarea" in reply.text
    for example in examples():
        assert example.title in reply.text


def test_a_persons_answer_is_a_table_with_links_to_entities(browse: Ask) -> None:
    query = PREFIXES + "SELECT ?who ?name WHERE { ?o schema:founder ?who . ?who rdfs:label ?name } ORDER BY ?name"
    reply = browse(get(query))
    assert reply.status == 200
    assert f'href="/entity/{quote("沈砚青")}"' in reply.text
    assert "<td" in reply.text


def test_a_persons_ask_and_construct_are_shown_too(browse: Ask) -> None:
    assert "是" in browse(get(PREFIXES + 'ASK { ?x rdfs:label "沈砚青"@zh }')).text
    assert "schema:founder" in browse(get(PREFIXES + "CONSTRUCT WHERE { ?o schema:founder ?p }")).text


def test_a_long_answer_is_cut_on_the_page_and_says_so(browse: Ask) -> None:
    reply = browse(get("SELECT * WHERE { ?s ?p ?o } LIMIT 700"))
    assert reply.text.count("<tr>") == 501
    assert "700" in reply.text
    assert "前 500 行" in reply.text


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.title)
def test_every_example_runs(browse: Ask, ask: Ask, example: Any) -> None:
    """Without a mistake, both for a person and for a program."""
    assert browse("/sparql" + example.href).status == 200
    assert ask("/sparql" + example.href).status == 200 or "CONSTRUCT" in example.query


def test_the_founders_example_gives_the_sentence(ask: Ask) -> None:
    """One query that joins the claim: who founded what, and where it says so."""
    founders = next(example for example in examples() if "创办" in example.title)
    rows = ask("/sparql" + founders.href).json["results"]["bindings"]
    found = [row for row in rows if row["创始人"]["value"].endswith("/沈砚青")]
    assert len(found) == 1
    assert "沈砚青" in found[0]["原句"]["value"]


def test_the_queries_of_the_readme_run_and_find(ask: Ask) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    queries = re.findall(r"<!-- query -->\n```sparql\n(.*?)```", readme, re.DOTALL)
    assert len(queries) == 2
    for query in queries:
        assert ask(get(query)).json["results"]["bindings"], query
