"""SPARQL updates over HTTP, with a token, of users' own graphs and nothing else."""

import json
from urllib.parse import urlencode

import pytest
from makers.writers import DIRECT, FORM, MINE, NOTE, TURTLE, Client

from graph import annotations
from graph.access import Tokens
from ontology.iris import DEFAULT_BASE


def test_an_update_writes_a_graph_that_the_next_query_sees(write: Client) -> None:
    """In both request forms; and the truths tell who wrote it."""
    text = f"INSERT DATA {{ GRAPH <{MINE}> {{ <{DEFAULT_BASE}entity/沈砚青> rq:note '甲' }} }}"
    assert write("POST", "/sparql", urlencode({"update": text}), **FORM)[0] == 204
    pattern = f"<{DEFAULT_BASE}entity/沈砚青> rq:note ?note"
    assert write.ask(pattern)
    assert write.ask(f"GRAPH <{MINE}> {{ {pattern} }}")
    status, headers, _ = write.update(f"DELETE WHERE {{ GRAPH <{MINE}> {{ ?s ?p ?o }} }}", Prefer="respond-async")
    assert (status, headers["Preference-Applied"]) == (204, "respond-async")
    assert not write.ask(pattern, Rongqiao_After=headers["Rongqiao-Change"])
    assert [(one.author, one.added, one.removed) for one in write.home.annotations.writes("mine")][-2:] == [
        ("读者", 1, 0),
        ("读者", 0, 1),
    ]


def test_an_update_reads_articles_and_what_was_written_a_moment_ago(write: Client) -> None:
    """Operation after operation, request after request, in graphs and in their union, without waiting for the graph."""
    later = {"Prefer": "respond-async"}
    write.update(
        f"INSERT {{ GRAPH <{MINE}> {{ ?a rq:note 'read' }} }} WHERE {{ GRAPH ?a {{ ?a a schema:NewsArticle }} }} ;"
        f"INSERT {{ GRAPH <{MINE}> {{ ?a rq:note 'again' }} }} WHERE {{ ?a rq:note 'read' }}",
        **later,
    )
    write.update(f"INSERT {{ GRAPH <{MINE}2> {{ ?a rq:note 'third' }} }} WHERE {{ ?a rq:note 'again' }}", **later)
    write.update(f"MOVE <{MINE}2> TO <{MINE}3>", **later)
    write.update(f"DELETE WHERE {{ GRAPH <{MINE}> {{ ?a rq:note 'read' }} }} ; CREATE GRAPH <{MINE}4>", **later)
    found = {row.name: row.triples for row in write.home.annotations.all()}
    assert found == {"mine": 3, "mine3": 3}
    status, _, body = write.update(f"INSERT {{ GRAPH <{MINE}> {{ ?a rq:note 'x' }} }} WHERE {{ ?a rq:note 'read' }}")
    assert (status, body) == (204, b"")
    assert {row.name: row.triples for row in write.home.annotations.all()} == found


OUT_OF_REACH = {
    "INSERT DATA { <a> <b> 1 }": "the default graph",
    "INSERT DATA { GRAPH <article/d01> { <a> <b> 1 } }": "article/d01>",
    "DELETE WHERE { GRAPH <article/d01> { ?s ?p ?o } }": "article/d01>",
    "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }": "?g",
    "WITH <article/d01> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }": "article/d01>",
    "CLEAR ALL": "all graphs",
    "CLEAR DEFAULT": "the default graph",
    "DROP NAMED": "all named graphs",
    "DROP SILENT GRAPH <link/x>": "link/x>",
    "CREATE GRAPH <http://y.example/g>": "http://y.example/g>",
    "MOVE <article/d01> TO <graph/mine>": "article/d01>",
    "COPY <graph/mine> TO DEFAULT": "the default graph",
    "CLEAR SILENT GRAPH <graph/a#b>": "graph/a#b>",
    "CLEAR SILENT GRAPH <graph/>": "graph/>",
    "LOAD <http://127.0.0.1:9/> INTO GRAPH <graph/mine>": "LOAD",
    "PREFIX : <article/> INSERT DATA { GRAPH :d01 { <a> <b> 1 } }": "article/d01>",
    "INSERT DATA { GRAPH <graph/mine> { <a> <b> 1 } } ; CLEAR GRAPH <article/d01>": "article/d01>",
}


@pytest.mark.parametrize("text", OUT_OF_REACH)
def test_an_update_of_anything_else_is_forbidden_by_name_and_does_nothing(write: Client, text: str) -> None:
    status, headers, body = write.update(text)
    assert (status, headers.get_content_type()) == (403, "application/problem+json"), body
    problem = json.loads(body)
    assert OUT_OF_REACH[text] in problem["detail"]
    assert problem["line"] == 1
    assert write.home.annotations.names() == []


def test_without_a_token_of_that_scope_nothing_is_written(write: Client) -> None:
    other = Tokens(write.home.path).create("校对", ["decide"])
    for method, path, body, headers in (
        ("POST", "/sparql", "CLEAR GRAPH <graph/x>", DIRECT),
        ("PUT", "/graph/mine", NOTE, TURTLE),
        ("POST", "/graph-store", NOTE, TURTLE),
        ("DELETE", "/graph/mine", "", {}),
    ):
        status, said, _ = write(method, path, body, Authorization="Basic eDp5", **headers)
        assert (status, said["WWW-Authenticate"]) == (401, 'Bearer realm="rongqiao"')
        assert write(method, path, body, Authorization=f"Bearer {other}", **headers)[0] == 403
    assert write.home.annotations.names() == []


@pytest.mark.parametrize(
    ("body", "headers", "words"),
    [
        ("INSERT DATA {\n  GRAPH <graph/x> { none:a <b> 1 } }", DIRECT, "refix not found"),
        ("SELECT * { ?s ?p ?o }", DIRECT, "this is a query"),
        (urlencode({"query": "CLEAR ALL"}), FORM, "this is an update"),
        (urlencode({"update": "ASK {}"}), FORM, "this is a query"),
        (urlencode([("update", "CLEAR ALL"), ("update", "CLEAR ALL")]), FORM, "exactly one"),
        (urlencode({"update": "CLEAR ALL", "query": "ASK {}"}), FORM, "exactly one"),
        (b"\xff\xfe", DIRECT, "UTF-8"),
        ("INSERT DATA { GRAPH <graph/x> { " + "[" * 4000 + "]" * 4000 + " <b> 1 } }", DIRECT, "nested"),
        ("INSERT { GRAPH <graph/x> {?s ?p ?o} } WHERE { SERVICE <http://127.0.0.1:9/> {?s ?p ?o} }", DIRECT, "SERVICE"),
        ("DROP GRAPH <graph/nothing>", DIRECT, "not exist"),
        ("INSERT { GRAPH <graph/x> { ?e rq:note 'x' } } WHERE { ?e text:query '公司' }", DIRECT, "text:query"),
        (b"update=INSERT+DATA+%7B+%22%FF%22+%7D", FORM, "UTF-8"),
        ("INSERT DATA { GRAPH <graph/x> { <a> <b> <<( <a> <b> <c> )>> } }", DIRECT, "triple terms"),
        ("INSERT DATA { GRAPH <graph/x> { _:b <b> 1 } } ; INSERT DATA { GRAPH <graph/x> { _:b <b> 2 } }", DIRECT, ""),
    ],
)
def test_what_is_wrong_with_an_update_is_said_and_nothing_of_it_is_done(
    write: Client, body: str, headers: dict[str, str], words: str
) -> None:
    status, _, answer = write("POST", "/sparql", body, **headers)
    assert (status, words in json.loads(answer)["detail"]) == (400, True), answer
    assert write.home.annotations.names() == []
    assert write.ask("?s ?p ?o")


def test_an_update_that_takes_too_long_or_too_much_is_ended_and_leaves_no_trace(
    write: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = f"INSERT {{ GRAPH <{MINE}> {{ ?a ?b ?f }} }} WHERE {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }}"
    status, _, body = write("POST", "/sparql?timeout=1", endless, **DIRECT)
    assert (status, json.loads(body)["limit"]) in ((503, "seconds"), (503, "memory"))
    assert [path.name for path in write.home.path.glob("snapshots/scratch-*")] == []
    assert write.update(f"INSERT DATA {{ GRAPH <{MINE}> {{ <a> <b> 1 }} }}")[0] == 204
    monkeypatch.setattr(annotations, "MOST", 10)
    assert write("PUT", "/graph/large", NOTE, **TURTLE)[0] == 413
    monkeypatch.setattr(annotations, "MOST", 1000)
    monkeypatch.setattr(annotations, "MOST_OF_ALL", 10)
    assert write("PUT", "/graph/large", NOTE, **TURTLE)[0] == 507
    assert write.home.annotations.names() == ["mine"]


def test_numbers_and_types_by_the_thousand_are_inserted(write: Client) -> None:
    """They look like operators, which may only be so many where they nest."""
    data = " . ".join(f"<s{n}> <p> -{n} , '{n}'^^xsd:byte" for n in range(1, 2001))
    status, _, body = write.update(f"INSERT DATA {{ GRAPH <{MINE}> {{ {data} }} }}")
    assert status == 204, body
    assert write.home.annotations.all()[0].triples == 4000
