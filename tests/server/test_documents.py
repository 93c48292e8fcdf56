"""Documents written over HTTP, as the Graph Store Protocol says, into users' own graphs."""

import json
from threading import Thread
from urllib.parse import quote

import pytest
import rdflib
import SPARQLWrapper
from makers.writers import DIRECT, MINE, NOTE, TURTLE, Client
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

from graph.access import Tokens
from graph.graph import Graph
from ontology.iris import DEFAULT_BASE, graph_iri
from server.app import create_app

pytestmark = pytest.mark.filterwarnings("ignore:(ConjunctiveGraph|Dataset).* is deprecated:DeprecationWarning")


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
