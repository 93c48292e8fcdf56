"""Writing over HTTP: SPARQL updates and the Graph Store Protocol, with a token, into users' own graphs and nothing else."""

import http.client
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import rdflib
import SPARQLWrapper
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

from graph import annotations
from graph.access import Tokens
from graph.graph import Graph
from graph.home import Home
from ontology.iris import DEFAULT_BASE, graph_iri
from server.app import create_app

pytestmark = pytest.mark.filterwarnings("ignore:(ConjunctiveGraph|Dataset).* is deprecated:DeprecationWarning")

MINE = graph_iri(DEFAULT_BASE, "mine")
TURTLE = {"Content_Type": "text/turtle"}
DIRECT = {"Content_Type": "application/sparql-update"}
FORM = {"Content_Type": "application/x-www-form-urlencoded"}
NOTE = '<s> <https://schema.org/name> "甲" , [ ] .'


@dataclass
class Client:
    """Sends requests to a server, with a token unless another is given, and knows its graph."""

    port: int
    home: Home
    token: str

    def __call__(self, method: str, path: str, body: str | bytes = b"", **headers: str) -> tuple[int, Any, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            sent = {"Authorization": f"Bearer {self.token}"}
            sent |= {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body.encode() if isinstance(body, str) else body, sent)
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def update(self, text: str, **headers: str) -> tuple[int, Any, bytes]:
        return self("POST", "/sparql", text, **DIRECT, **headers)

    def ask(self, pattern: str, **headers: str) -> bool:
        path = "/sparql?" + urlencode({"query": f"ASK {{ {pattern} }}"})
        status, _, body = self("GET", path, Accept="application/sparql-results+json", **headers)
        assert status == 200, body
        return bool(json.loads(body)["boolean"])


@pytest.fixture(scope="module")
def client(
    readings: list[Any],
    serving: Callable[[Graph], AbstractContextManager[int]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Client]:
    """A server over three articles whose graph follows what is written."""
    home = Home(tmp_path_factory.mktemp("written"))
    for reading in readings[:3]:
        home.put(reading)
    tokens = Tokens(home.path)
    with home.own("test") as graph:
        graph.catch_up()
        stop = Event()
        follower = Thread(target=graph.follow, args=(stop,), kwargs={"interval": 0.05})
        follower.start()
        try:
            with serving(graph) as port:
                yield Client(port, home, tokens.create("读者", ["update"]))
        finally:
            stop.set()
            follower.join()


@pytest.fixture
def write(client: Client) -> Iterator[Client]:
    """The server, without any user's graph before and after."""
    yield client
    names = client.home.annotations.names()
    client.home.annotations.write(dict.fromkeys(names, b""), author="test", seen=client.home.truths.head())


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


def test_a_graph_is_put_read_added_to_and_removed(write: Client) -> None:
    """Under its own address and as a parameter; by its IRI and by its address here; in every syntax."""
    path = f"/graph/{quote('笔记/一 二')}"
    iri = graph_iri(DEFAULT_BASE, "笔记/一 二")
    assert write("GET", path)[0] == 404
    assert write("PUT", path, NOTE, **TURTLE)[0] == 201
    assert write("PUT", path, NOTE, **TURTLE)[0] == 204
    status, _, body = write("GET", f"/graph-store?graph={quote(iri)}", Accept="application/n-triples")
    assert (status, len(rdflib.Graph().parse(data=body, format="nt"))) == (200, 2)
    assert f"<{iri.rpartition('/')[0]}/s>".encode() in body, "relative IRIs are relative to the graph"
    here = f"http://127.0.0.1:{write.port}{path}"
    triple = "<https://x.example/n> <https://x.example/p> 1"
    documents = {
        "application/n-triples": f"{triple.replace(' 1', ' <https://x.example/o>')} .",
        "application/ld+json": '{"@id": "https://x.example/j", "https://x.example/p": "x"}',
        "application/rdf+xml": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="https://x.example/">'
        '<r:Description r:about="https://x.example/x"><p>x</p></r:Description></r:RDF>',
    }
    for number, (media_type, text) in enumerate(documents.items()):
        assert write("POST", f"/graph-store?graph={quote(here)}", text, Content_Type=media_type)[0] == 204
        assert write.home.annotations.all()[0].triples == 3 + number
    assert write("DELETE", path)[0] == 204
    assert write("DELETE", path)[0] == 404
    assert write("GET", path)[0] == 404


def test_a_document_without_a_graph_gets_a_new_one(write: Client) -> None:
    status, headers, _ = write("POST", "/graph-store", NOTE, **TURTLE)
    assert status == 201
    path = headers["Location"].removeprefix(f"http://127.0.0.1:{write.port}")
    assert write("GET", path, Accept="text/turtle")[0] == 200
    assert [f"/graph/{name}" for name in write.home.annotations.names()] == [path]


@pytest.mark.parametrize(
    ("status", "path", "body", "media_type"),
    [
        (403, "/graph-store?default", NOTE, "text/turtle"),
        (403, f"/graph-store?graph={DEFAULT_BASE}article/d01", NOTE, "text/turtle"),
        (403, f"/graph-store?graph={DEFAULT_BASE}graph/a%2523b/", NOTE, "text/turtle"),
        (415, "/graph/mine", NOTE, "text/plain"),
        (415, "/graph/mine", "<urn:a> <urn:b> 1 <urn:g> .", "application/n-quads"),
        (400, "/graph/mine", "<s> <p> 1 .\n<s> <p> 2 . <s", "text/turtle"),
        (400, "/graph/mine", "<s> <p> <<( <s> <p> 1 )>> .", "text/turtle"),
        (400, "/graph/mine", '{"@id": "urn:g", "@graph": [{"@id": "urn:a", "urn:p": "x"}]}', "application/ld+json"),
        (400, "/graph/mine", '{"@context": "http://127.0.0.1:9/", "a": "x"}', "application/ld+json"),
        (400, "/graph/mine", "<s> <p> " + "(" * 100_000, "text/turtle"),
        (400, "/graph/mine", b"<s> <p> '\xff' .", "text/turtle"),
        (413, "/graph/mine", "#" * (1 << 20) + " ", "text/turtle"),
    ],
)
def test_a_document_that_cannot_be_kept_is_refused_whole(
    write: Client, status: int, path: str, body: str, media_type: str
) -> None:
    for method in ("PUT", "POST"):
        answer = write(method, path, body, Content_Type=media_type)
        assert answer[0] == status, answer[2]
    assert write.home.annotations.names() == []


def test_a_malformed_document_is_told_by_line_and_column(write: Client) -> None:
    problem = json.loads(write("PUT", "/graph/mine", "<s> <p> 1 .\n<s> <p> 2 . <s", **TURTLE)[2])
    assert (problem["line"], problem["column"] > 1) == (2, True)


def test_who_says_what_it_has_seen_overwrites_nothing_else(write: Client) -> None:
    """If-Match and If-None-Match of what GET gave as ETag, in any format."""
    assert write("PUT", "/graph/mine", NOTE, If_Match="*", **TURTLE)[0] == 412
    assert write("PUT", "/graph/mine", NOTE, If_None_Match="*", **TURTLE)[0] == 201
    assert write("PUT", "/graph/mine", NOTE, If_None_Match="*", **TURTLE)[0] == 412
    tag = write("GET", "/graph/mine", Accept="text/turtle")[1]["ETag"]
    assert write("GET", "/graph/mine", Accept="text/turtle", If_None_Match=tag)[0] == 304
    assert write("PUT", "/graph/mine", "<s> <p> 1 .", If_Match=tag, **TURTLE)[0] == 204
    assert write("PUT", "/graph/mine", "<s> <p> 2 .", If_Match=tag, **TURTLE)[0] == 412
    assert write("DELETE", "/graph/mine", If_Match=tag)[0] == 412
    assert write("DELETE", "/graph/mine", If_Match=write("GET", "/graph/mine")[1]["ETag"])[0] == 204


def test_sparqlwrapper_and_rdflib_write_with_a_token(write: Client) -> None:
    """As they come; rdflib as a dataset's store, whose named graphs are users' graphs."""
    endpoint = f"http://127.0.0.1:{write.port}/sparql"
    client = SPARQLWrapper.SPARQLWrapper(endpoint)
    client.setMethod(SPARQLWrapper.POST)
    client.addCustomHttpHeader("Authorization", f"Bearer {write.token}")
    client.setQuery(f"INSERT DATA {{ GRAPH <{MINE}> {{ <urn:s> <urn:p> '甲' }} }}")
    assert client.query().response.status == 204
    assert write.ask("<urn:s> <urn:p> '甲'")
    headers = {"Authorization": f"Bearer {write.token}"}
    store = SPARQLUpdateStore(endpoint, endpoint, headers=headers, context_aware=True)
    graph = rdflib.Graph(store, rdflib.URIRef(f"{MINE}2"))
    triple = (rdflib.URIRef("urn:s"), rdflib.URIRef("urn:q"), rdflib.Literal("乙"))
    graph.add(triple)
    assert list(graph) == [triple]
    graph.remove(triple)
    assert list(graph) == []


def test_writers_at_the_same_time_lose_nothing(write: Client) -> None:
    """Ten clients add to one graph, by updates and by the Graph Store Protocol; one that is told to try again does so."""

    def add(number: int) -> None:
        data = f"<urn:s{number}> <urn:p> {number} ."
        while True:
            if number % 2:
                status = write.update(f"INSERT DATA {{ GRAPH <{MINE}> {{ {data} }} }}")[0]
            else:
                status = write("POST", "/graph/mine", data, **TURTLE)[0]
            if status not in (409, 503):
                assert status in (201, 204)
                return

    threads = [Thread(target=add, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert write.home.annotations.all()[0].triples == 10


def test_a_graph_behind_another_server_is_written_there_only(graph: Graph) -> None:
    """Without workers there is nobody to work out a write: that is said."""
    app = create_app(graph).test_client()
    token = Tokens(graph.path).create("elsewhere", ["update"])
    for path, headers in (("/sparql", DIRECT), ("/graph/mine", TURTLE)):
        kind = headers["Content_Type"]
        reply = app.post(path, data="", headers={"Authorization": f"Bearer {token}", "Content-Type": kind})
        assert reply.status_code == 501
    Tokens(graph.path).revoke("elsewhere")
