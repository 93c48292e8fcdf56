"""`/sparql` over HTTP: the protocol's request forms, the result formats, and refusals that help."""

import csv
import http.client
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
import rdflib

from ontology.iris import DEFAULT_BASE
from server.gallery import examples

Ask = Callable[..., Any]

# rdflib's own JSON-LD reader uses a class that rdflib deprecates
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

PREFIXES = """
PREFIX rq: <https://w3id.org/rongqiao/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
"""
FOUNDERS = (
    PREFIXES
    + """SELECT ?name WHERE {
  ?org rdfs:label "苏州青禾智控科技有限公司"@zh ; schema:founder ?who . ?who rdfs:label ?name
} ORDER BY ?name"""
)
NAMES = ["方大可", "沈砚青", "钱以宁"]
FORM = {"Content_Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content_Type": "application/sparql-query"}


def _get(query: str, **parameters: str) -> str:
    return "/sparql?" + urlencode({"query": query, **parameters})


def test_a_select_answers_in_each_format(ask: Ask) -> None:
    """JSON, XML, CSV and TSV hold the same three founders."""
    reply = ask(_get(FOUNDERS), accept="application/sparql-results+json")
    assert reply.media_type == "application/sparql-results+json"
    assert [row["name"]["value"] for row in reply.json["results"]["bindings"]] == NAMES
    reply = ask(_get(FOUNDERS), accept="application/sparql-results+xml")
    assert reply.media_type == "application/sparql-results+xml"
    literals = ElementTree.fromstring(reply.text).iter("{http://www.w3.org/2005/sparql-results#}literal")
    assert [literal.text for literal in literals] == NAMES
    reply = ask(_get(FOUNDERS), accept="text/csv")
    assert reply.media_type == "text/csv"
    assert list(csv.reader(io.StringIO(reply.text))) == [["name"], *([name] for name in NAMES)]
    reply = ask(_get(FOUNDERS), accept="text/tab-separated-values")
    assert reply.media_type == "text/tab-separated-values"
    assert reply.text.splitlines() == ["?name", *(f'"{name}"@zh' for name in NAMES)]


@pytest.mark.parametrize("accept", [None, "*/*", "application/json", "text/turtle;q=0.1, */*;q=0.05"])
def test_a_client_without_a_wish_gets_json(ask: Ask, accept: str | None) -> None:
    assert ask(_get(FOUNDERS), accept=accept).media_type == "application/sparql-results+json"


def test_the_three_request_forms_answer_alike(ask: Ask) -> None:
    """GET, POST of a form, POST of the query itself."""
    by_get = ask(_get(FOUNDERS))
    by_form = ask("/sparql", method="POST", body=urlencode({"query": FOUNDERS}).encode(), **FORM)
    direct = ask("/sparql", method="POST", body=FOUNDERS.encode(), **DIRECT)
    assert by_get.status == by_form.status == direct.status == 200
    assert by_get.body == by_form.body == direct.body


def test_an_ask_answers_true_or_false(ask: Ask) -> None:
    assert ask(_get(PREFIXES + 'ASK { ?x rdfs:label "沈砚青"@zh }')).json["boolean"] is True
    assert ask(_get(PREFIXES + 'ASK { ?x rdfs:label "没有这个人"@zh }')).json["boolean"] is False


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
    expected = rdflib.Graph().parse(data=ask(_get(query), accept="application/n-triples").text, format="nt")
    reply = ask(_get(query), accept=accept)
    assert reply.media_type == accept
    assert len(expected) > 3
    assert set(rdflib.Graph().parse(data=reply.text, format=syntax)) == set(expected)


def test_a_describe_tells_of_the_thing(ask: Ask) -> None:
    iri = f"{DEFAULT_BASE}entity/沈砚青"
    reply = ask(_get(f"DESCRIBE <{iri}>"), accept="text/turtle")
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
    assert browse(_get(FOUNDERS, format="csv")).media_type == "text/csv"
    assert ask(_get(FOUNDERS, format="pdf"), accept="text/csv").media_type == "text/csv"


@pytest.mark.parametrize(
    "path",
    [
        "/sparql?default-graph-uri=urn:a",
        "/sparql?query=",
        "/sparql?query=%20",
        "/sparql?query=ASK{}&query=ASK{}",
        "/sparql?update=CLEAR+ALL",
    ],
)
def test_exactly_one_query_is_asked_for(ask: Ask, path: str) -> None:
    reply = ask(path)
    assert (reply.status, reply.media_type) == (400, "application/problem+json")


def test_a_post_with_no_or_two_queries_or_an_update_is_refused(ask: Ask) -> None:
    for body in (
        b"",
        b"query=ASK{}&query=ASK{}",
        b"update=CLEAR+ALL&update=CLEAR+ALL",
        b"query=ASK{}&update=CLEAR+ALL",
    ):
        assert ask("/sparql", method="POST", body=body, **FORM).status == 400
    assert ask("/sparql?query=ASK{}", method="POST", body=b"ASK{}", **DIRECT).status == 400
    assert ask("/sparql", method="POST", body=b"\xff", **DIRECT).status == 400
    graph = "/sparql?default-graph-uri=urn:%FF"
    assert ask(graph, method="POST", body=b"query=ASK{}", **FORM).status == 400
    assert ask(graph.replace("%FF", "a"), method="POST", body=b"query=ASK{?s+?p+?o}", **FORM).json["boolean"] is False


def test_an_update_does_nothing_without_a_token_or_as_a_query(ask: Ask) -> None:
    """It is no query to the parser, however it is sent."""
    before = ask(_get(FOUNDERS)).body
    assert ask(_get("CLEAR ALL")).status == 400
    assert ask("/sparql", method="POST", body=b"DELETE WHERE { ?s ?p ?o }", **DIRECT).status == 400
    assert ask("/sparql", method="POST", body=b"CLEAR ALL", Content_Type="application/sparql-update").status == 401
    assert ask(_get(FOUNDERS)).body == before


def test_a_malformed_query_is_answered_with_the_parsers_position(ask: Ask) -> None:
    """A problem document with line and column for programs."""
    reply = ask(_get("SELECT ?x WHERE {\n  ?x a none:Claim\n}"))
    assert (reply.status, reply.media_type) == (400, "application/problem+json")
    assert reply.json["line"] == 2
    assert reply.json["column"] > 3
    assert reply.json["detail"]


def test_a_malformed_query_is_shown_to_a_person_at_its_place(browse: Ask) -> None:
    """The line, the character, and the query itself again to go on with."""
    reply = browse(_get("SELECT ?x WHERE {\n  ?x a none:Claim\n}"))
    assert reply.status == 400
    assert "第 2 行" in reply.text
    assert "none:Claim" in reply.text


@pytest.mark.parametrize(
    "query",
    [
        "ASK " + "{" * 4000 + "}" * 4000,
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "ASK { FILTER(1" + "+1" * 9000 + "=1) }",
    ],
    ids=["nested", "service", "long sum"],
)
def test_what_would_crash_the_engine_or_call_another_server_is_refused(ask: Ask, browse: Ask, query: str) -> None:
    """And the next query is answered."""
    assert ask("/sparql", method="POST", body=query.encode(), **DIRECT).status == 400
    assert browse("/sparql", method="POST", body=urlencode({"query": query}).encode(), **FORM).status == 400
    assert ask(_get(FOUNDERS)).status == 200


def test_a_graph_parameter_that_is_no_iri_is_refused(ask: Ask) -> None:
    assert ask(_get("ASK {}", **{"default-graph-uri": "not an iri <>"})).status == 400


@pytest.mark.parametrize(
    ("accept", "query"),
    [
        ("image/png", FOUNDERS),
        ("text/turtle", FOUNDERS),
        ("text/csv", "CONSTRUCT WHERE { ?s ?p ?o }"),
        ("*/*;q=0", FOUNDERS),
    ],
)
def test_a_format_that_cannot_be_is_refused(ask: Ask, accept: str, query: str) -> None:
    """Nothing acceptable at all, or nothing that fits the kind of query."""
    assert ask(_get(query), accept=accept).status == 406


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "multipart/form-data; boundary=x", ""])
def test_another_content_type_is_refused(ask: Ask, content_type: str) -> None:
    assert ask("/sparql", method="POST", body=b"ASK{}", Content_Type=content_type).status == 415


def test_a_body_beyond_the_limit_is_refused(ask: Ask) -> None:
    """Declared or chunked, as a form or direct."""
    big = b"ASK{} #" + b"x" * (2 << 20)
    assert ask("/sparql", method="POST", body=big, **DIRECT).status == 413
    assert ask("/sparql", method="POST", body=b"query=" + big, **FORM).status == 413


def test_a_chunked_body_is_limited_too(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    chunks = (b"ASK{} #" + b"x" * 100_000 for _ in range(20))
    connection.request(
        "POST", "/sparql", body=chunks, headers={"Content-Type": "application/sparql-query"}, encode_chunked=True
    )
    assert connection.getresponse().status == 413
    connection.close()


def test_other_sites_may_ask(ask: Ask) -> None:
    """CORS, on answers, refusals and the browser's preflight."""
    for reply in (ask(_get(FOUNDERS)), ask("/sparql"), ask(_get("nonsense")), ask("/sparql", method="OPTIONS")):
        assert reply.headers["Access-Control-Allow-Origin"] == "*"
    preflight = ask("/sparql", method="OPTIONS", Origin="https://a.example", Access_Control_Request_Method="POST")
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in preflight.headers["Access-Control-Allow-Headers"]


def test_answers_say_that_they_depend_on_the_accept_header(ask: Ask, browse: Ask) -> None:
    for reply in (ask(_get(FOUNDERS)), browse("/sparql"), ask("/sparql")):
        assert "Accept" in reply.headers["Vary"]


def test_a_browser_without_a_query_gets_the_form(browse: Ask) -> None:
    reply = browse("/sparql")
    assert (reply.status, reply.media_type) == (200, "text/html")
    assert "<textarea" in reply.text
    for example in examples():
        assert example.title in reply.text


def test_a_persons_answer_is_a_table_with_links_to_entities(browse: Ask) -> None:
    query = PREFIXES + "SELECT ?who ?name WHERE { ?o schema:founder ?who . ?who rdfs:label ?name } ORDER BY ?name"
    reply = browse(_get(query))
    assert reply.status == 200
    assert f'href="/entity/{quote("沈砚青")}"' in reply.text
    assert "<td" in reply.text


def test_a_persons_ask_and_construct_are_shown_too(browse: Ask) -> None:
    assert "是" in browse(_get(PREFIXES + 'ASK { ?x rdfs:label "沈砚青"@zh }')).text
    assert "schema:founder" in browse(_get(PREFIXES + "CONSTRUCT WHERE { ?o schema:founder ?p }")).text


def test_a_long_answer_is_cut_on_the_page_and_says_so(browse: Ask) -> None:
    reply = browse(_get("SELECT * WHERE { ?s ?p ?o } LIMIT 700"))
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


WORDS = 'SELECT ?text { (?said ?score ?text) text:query (schema:text "農業大學" 1) }'


def test_a_query_over_http_searches_for_words(ask: Ask, browse: Ask) -> None:
    (row,) = ask(_get(WORDS)).json["results"]["bindings"]
    assert "农业大学" in row["text"]["value"]
    service = 'SELECT ?a { SERVICE rq:search { ?a rq:words "农业大学" ; rq:kind "article" } }'
    assert ask("/sparql", method="POST", body=service.encode(), **DIRECT).json["results"]["bindings"]
    assert "农业大学" in browse(_get(WORDS)).text


def test_a_data_set_of_the_protocol_limits_what_is_searched(ask: Ask) -> None:
    here = ask(_get(WORDS, **{"default-graph-uri": f"{DEFAULT_BASE}article/d01"})).json["results"]["bindings"]
    elsewhere = ask(_get(WORDS, **{"default-graph-uri": f"{DEFAULT_BASE}article/d02"})).json["results"]["bindings"]
    assert (len(here), elsewhere) == (1, [])


def test_refusals_of_searches_and_errors_behind_them_name_the_users_place(ask: Ask, browse: Ask) -> None:
    for query, line, column in (
        ("SELECT * {\n  ?e text:query ?words }", 2, 17),
        (WORDS + "\n LIMIT many", 2, 8),
        ("SELECT (COUNT(?s) AS ?n)\n(?n * 2 AS ?m) { ?s a ?o }", 2, 2),
    ):
        reply = ask(_get(query))
        assert (reply.status, reply.media_type) == (400, "application/problem+json")
        assert (reply.json["line"], reply.json["column"]) == (line, column)
        assert browse(_get(query)).status == 400


def test_a_service_of_anybody_else_is_refused_as_before(ask: Ask) -> None:
    reply = ask(_get("SELECT * { ?e text:query '公司' . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"))
    assert (reply.status, reply.json["line"], reply.json["column"]) == (400, 1, 33)
    assert "SERVICE" in reply.json["detail"]


def test_the_queries_of_the_readme_run_and_find(ask: Ask) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    queries = re.findall(r"<!-- query -->\n```sparql\n(.*?)```", readme, re.DOTALL)
    assert len(queries) == 2
    for query in queries:
        assert ask(_get(query)).json["results"]["bindings"], query
