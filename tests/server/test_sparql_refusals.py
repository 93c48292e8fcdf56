"""`/sparql` over HTTP: what it refuses, and how that helps."""

import http.client
from urllib.parse import urlencode

import pytest
from makers.asking import DIRECT, FORM, FOUNDERS, Ask, get


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
    before = ask(get(FOUNDERS)).body
    assert ask(get("CLEAR ALL")).status == 400
    assert ask("/sparql", method="POST", body=b"DELETE WHERE { ?s ?p ?o }", **DIRECT).status == 400
    assert ask("/sparql", method="POST", body=b"CLEAR ALL", Content_Type="application/sparql-update").status == 401
    assert ask(get(FOUNDERS)).body == before


def test_a_malformed_query_is_answered_with_the_parsers_position(ask: Ask) -> None:
    """A problem document with line and column for programs."""
    reply = ask(get("SELECT ?x WHERE {\n  ?x a none:Claim\n}"))
    assert (reply.status, reply.media_type) == (400, "application/problem+json")
    assert reply.json["line"] == 2
    assert reply.json["column"] > 3
    assert reply.json["detail"]


def test_a_malformed_query_is_shown_to_a_person_at_its_place(browse: Ask) -> None:
    """The line, the character, and the query itself again to go on with."""
    reply = browse(get("SELECT ?x WHERE {\n  ?x a none:Claim\n}"))
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
    assert ask(get(FOUNDERS)).status == 200


def test_a_graph_parameter_that_is_no_iri_is_refused(ask: Ask) -> None:
    assert ask(get("ASK {}", **{"default-graph-uri": "not an iri <>"})).status == 400


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
    assert ask(get(query), accept=accept).status == 406


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
