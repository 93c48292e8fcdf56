"""What only a store behind a server can do or suffer; what both kinds do is tested where the first one is."""

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from extract.reading import Reading
from graph import census, whereabouts
from graph.answers import QueryError
from graph.backup import back_up, restore
from graph.graph import Graph
from graph.home import Home
from graph.moving import move
from graph.owner import OwnedError
from graph.protocol import Store, StoreError
from graph.remote import RemoteStore
from graph.whereabouts import Remote
from graph.wire import Server
from ontology.iris import DEFAULT_BASE

Readings = Callable[..., Reading]
State = Callable[[Graph], dict[str, Any]]
Founders = Callable[[Graph], list[str]]
Lines = Callable[[Store], list[str]]
SERVER = pytest.mark.parametrize("home", ["server"], indirect=True)


def place(folder: Path, server: Any, timeout: float = 30.0) -> Remote:
    return whereabouts.named(folder, server.query, server.update, timeout)


def test_a_server_killed_while_it_is_followed_misses_nothing_when_it_is_back(
    home: Home,
    gold_readings: tuple[Reading, ...],
    another_server: Any,
    state: State,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It dies at the third update, in the middle of a batch; the follower waits for it and goes on by itself."""
    server = another_server()
    whereabouts.record(home.path, place(home.path, server))
    monkeypatch.setattr("graph.updates.MOST_AT_ONCE", 1500)
    update, sent, stop = Server.update, [0], Event()

    def dying(wire: Server, text: str) -> None:
        sent[0] += 1
        if sent[0] == 3:
            server.kill()
        update(wire, text)

    with home.own("serve") as graph:
        monkeypatch.setattr(Server, "update", dying)
        for one in gold_readings[:5]:
            home.put(one)
        home.put(gold_readings[0].__class__(gold_readings[0].article, "f2"))
        home.retract(gold_readings[1].article.id)
        thread = Thread(target=graph.follow, args=(stop,), kwargs={"interval": 0.02})
        thread.start()
        try:
            deadline = time.monotonic() + 20
            while f"{server.update}: Connection refused" not in caplog.text and "broke off" not in caplog.text:
                assert time.monotonic() < deadline, caplog.text
                time.sleep(0.02)
            assert graph.applied == 0
            assert "Traceback" not in caplog.text
            server.start()
            while graph.applied < home.truths.head():
                assert time.monotonic() < deadline, caplog.text
                time.sleep(0.02)
        finally:
            stop.set()
            thread.join()
        followed = state(graph)
    move(home, None)
    with home.own("test") as graph:
        graph.catch_up()
        assert state(graph) == followed


def test_after_an_update_that_nobody_knows_the_end_of_another_is_waited_for_before_anything_is_read(
    sparql_server: Any, monkeypatch: pytest.MonkeyPatch, lines: Lines
) -> None:
    sparql_server.clear()
    store = RemoteStore(place(Path(), sparql_server), base=DEFAULT_BASE)
    graph = NamedNode(f"{DEFAULT_BASE}article/1")
    update, sent = Server.update, [""]

    def cut_off(wire: Server, text: str) -> None:
        update(wire, text)
        raise StoreError("no answer within 1 second")

    monkeypatch.setattr(Server, "update", cut_off)
    with pytest.raises(StoreError, match="no answer"):
        store.replace_all([(graph, [Quad(graph, NamedNode("urn:p"), Literal(1), graph)])])
    monkeypatch.setattr(Server, "update", lambda wire, text: sent.append(text) or update(wire, text))
    for _ in range(2):
        store.replace_all([(graph, [Quad(graph, NamedNode("urn:p"), Literal(2), graph)])])
    assert ["urn:rongqiao:applied" in text for text in sent[1:]] == [True, False]
    assert len(lines(store)) == 2


def test_a_server_that_lost_everything_is_filled_again_while_it_is_used(
    home: Home, reading: Readings, another_server: Any, state: State
) -> None:
    server = another_server()
    whereabouts.record(home.path, place(home.path, server))
    for number in range(3):
        home.put(reading(number, "潘国华"))
    with home.own("serve") as graph:
        graph.catch_up()
        before = state(graph)
        server.kill()
        shutil.rmtree(server.folder)
        server.start()
        assert graph.catch_up() == 3
        assert state(graph) == before
        assert graph.catch_up() == 0


@SERVER
def test_one_change_takes_few_requests_however_many_triples_it_has(
    home: Home, gold_readings: tuple[Reading, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in gold_readings[:4]:
        home.put(one)
    sent: list[str] = []
    post = Server._post
    with home.own("test") as graph:
        graph.catch_up()
        monkeypatch.setattr(Server, "_post", lambda wire, url, *rest: sent.append(url) or post(wire, url, *rest))
        home.retract(gold_readings[0].article.id)
        graph.catch_up()
        assert len(sent) <= 16
        sent.clear()
        assert graph.describe(f"{graph.base}entity/沈砚青", "text/turtle") is None
        assert len(sent) <= 4


@SERVER
def test_pages_and_figures_are_those_of_the_store_in_the_directory(
    home: Home, tmp_path: Path, gold_readings: tuple[Reading, ...]
) -> None:
    with Home(tmp_path / "other") as other:
        for one in gold_readings:
            home.put(one)
            other.put(one)
        with home.own("test") as far, other.own("test") as near:
            far.catch_up()
            near.catch_up()
            day = date(2022, 1, 1)
            for name in ("沈砚青", "苏州青禾智控科技有限公司", "无此人"):
                for clocks in ({}, {"as_of": day}, {"known_at": day}):
                    assert far.entity(name, **clocks) == near.entity(name, **clocks)
                described = (
                    graph.describe(f"{graph.base}entity/{name}", "application/n-triples") for graph in (far, near)
                )
                one, two = (sorted((found or b"").splitlines()) for found in described)
                assert one == two
            assert census.count(far.select) == census.count(near.select)
            searched = 'SELECT ?e ?l { ?e text:query ("沈砚青" 5) ; rdfs:label ?l }'
            one, two = (sorted(graph.query(searched, accept=["text/csv"]).body.split()) for graph in (far, near))
            assert one == two
            assert len(one) > 1
            asked = "CONSTRUCT { ?s rdfs:label ?o } { ?s rdfs:label ?o ; a schema:Person }"
            one, two = (graph.query(asked, accept=["application/n-triples"]) for graph in (far, near))
            assert sorted(one.body.splitlines()) == sorted(two.body.splitlines()) != []


def test_a_server_of_another_directory_or_with_quads_of_others_is_refused(
    home: Home, tmp_path: Path, sparql_server: Any, reading: Readings, founders: Founders
) -> None:
    sparql_server.clear()
    home.put(reading(1, "潘国华"))
    with Home(tmp_path / "other") as other:
        move(other, place(other.path, sparql_server))
        with pytest.raises(StoreError, match=f"{sparql_server.query}: belongs to another data directory"):
            move(home, place(home.path, sparql_server))
        assert whereabouts.remote(home.path) is None
        move(home, place(home.path, sparql_server), force=True)
        with home.own("test") as graph:
            graph.catch_up()
            assert founders(graph) == ["潘国华"]
        with pytest.raises(StoreError, match="belongs to another"), other.own("test"):
            pass
    for foreign in (f"GRAPH <{DEFAULT_BASE}article/x> {{ <urn:a> <urn:b> 1 }}", "<urn:a> <urn:b> 1"):
        sparql_server.clear()
        sparql_server.do(f"INSERT DATA {{ {foreign} }}")
        with pytest.raises(StoreError, match="holds quads that this program did not write"), home.own("test"):
            pass


def test_what_others_have_in_graphs_of_their_own_stays(
    home: Home, sparql_server: Any, reading: Readings, founders: Founders
) -> None:
    sparql_server.clear()
    sparql_server.do("INSERT DATA { GRAPH <urn:theirs> { <urn:a> <urn:b> 1 } }")
    for force in (False, True):
        move(home, place(home.path, sparql_server), force=force)
        home.put(reading(1, "潘国华"))
        with home.own("test") as graph:
            graph.catch_up()
            graph.rebuild()
            assert len(graph.select("SELECT ?s { GRAPH <urn:theirs> { ?s ?p ?o } }")) == 1
            assert not graph.select("SELECT ?p { <urn:a> ?p ?o }")
            assert founders(graph) == ["潘国华"]


def test_an_older_copy_of_the_directory_is_refused(
    home: Home, tmp_path: Path, sparql_server: Any, reading: Readings
) -> None:
    sparql_server.clear()
    move(home, place(home.path, sparql_server))
    home.put(reading(1))
    shutil.copytree(home.path, tmp_path / "copy")
    home.put(reading(2))
    with home.own("test") as graph:
        graph.catch_up()
    with Home(tmp_path / "copy") as copy, pytest.raises(StoreError, match="an older copy"), copy.own("test"):
        pass


def test_going_there_and_back_the_graph_is_the_same(
    home: Home, sparql_server: Any, reading: Readings, state: State
) -> None:
    """Nobody may move it while another process has it, and what is left behind is taken up where it was left."""
    sparql_server.clear()
    home.put(reading(1, "潘国华"))
    with home.own("test") as graph:
        graph.catch_up()
        with pytest.raises(OwnedError):
            move(home, place(home.path, sparql_server))
    move(home, place(home.path, sparql_server))
    assert not list(home.path.glob("graph-*/store"))
    with home.own("test") as graph:
        graph.catch_up()
        there = state(graph)
    move(home, None)
    home.put(reading(2, "陈枫"))
    with home.own("test") as graph:
        graph.catch_up()
        here = state(graph)
    assert here != there
    move(home, place(home.path, sparql_server))
    with home.own("test") as graph:
        assert graph.applied < home.truths.head()
        graph.catch_up()
        assert state(graph) == here


@SERVER
def test_a_rebuild_makes_good_what_somebody_changed_on_the_server(
    home: Home, sparql_server: Any, reading: Readings, state: State
) -> None:
    for number in (1, 2):
        home.put(reading(number, "潘国华"))
    with home.own("test") as graph:
        graph.catch_up()
        before = state(graph)
        sparql_server.do(
            f"DELETE WHERE {{ <{graph.base}entity/潘国华> ?p ?o }} ; DROP GRAPH <{graph.base}article/a1> ; "
            f"INSERT DATA {{ <urn:a> <urn:b> 1 GRAPH <{graph.base}article/a9> {{ <urn:a> <urn:b> 2 }} }}"
        )
        assert state(graph) != before
        graph.rebuild()
        assert state(graph) == before


def test_where_the_server_makes_the_union_itself_nothing_is_written_twice(
    home: Home, reading: Readings, another_server: Any, founders: Founders
) -> None:
    server = another_server("--union-default-graph")
    move(home, place(home.path, server))
    for number in (1, 2):
        home.put(reading(number, "潘国华"))
    with home.own("test") as graph:
        graph.catch_up()
        assert set(founders(graph)) == {"潘国华"}
        home.retract("a1")
        graph.catch_up()
        assert founders(graph) == ["潘国华"]
    server.kill()
    server.options = ()
    server.start()  # as one that leaves the union to us
    (counted,) = Server(place(home.path, server)).rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert counted["n"] == Literal(0)
    with home.own("test") as graph:
        graph.catch_up()
        assert founders(graph) == ["潘国华"]


@SERVER
def test_a_backup_claims_no_server_and_one_of_another_base_takes_the_place_of_all_that_was_there(
    home: Home, tmp_path: Path, reading: Readings, lines: Lines, founders: Founders
) -> None:
    home.put(reading(1, "潘国华"))
    with home.own("test") as graph:
        graph.catch_up()
    back_up(home, tmp_path / "backup", lambda done, total: None)
    restore(tmp_path / "backup", tmp_path / "elsewhere", force=False, progress=lambda done, total: None)
    assert whereabouts.remote(tmp_path / "elsewhere") is None
    with Home(tmp_path / "other", base="https://example.org/") as other:
        other.put(reading(2, "陈枫"))
        back_up(other, tmp_path / "backup", lambda done, total: None)
    restore(tmp_path / "backup", home.path, force=True, progress=lambda done, total: None)
    with Home(home.path) as again, again.own("test") as graph:
        graph.catch_up()
        assert founders(graph) == ["陈枫"]
        assert not [line for line in lines(graph._derived.store) if f"<{DEFAULT_BASE}article" in line]


@dataclass
class Stub:
    """A server that answers every request alike, and keeps its headers."""

    query: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 0.0
    heard: list[dict[str, str]] = field(default_factory=list)

    @property
    def update(self) -> str:
        return self.query


@pytest.fixture
def stub() -> Iterator[Stub]:
    found = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            found.heard.append(dict(self.headers))
            time.sleep(found.seconds)
            try:
                self.send_response(found.status)
                for name, value in found.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(found.body)))
                self.end_headers()
                self.wfile.write(found.body)
            except ConnectionError:
                pass  # whoever asked has given up

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    found.query = f"http://127.0.0.1:{server.server_port}/sparql"
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("status", "headers", "body", "message"),
    [
        (401, {}, b"", "HTTP 401 Unauthorized; RONGQIAO_STORE_USER and RONGQIAO_STORE_PASSWORD"),
        (403, {}, b"", "HTTP 403 Forbidden"),
        (500, {"Content-Type": "text/plain"}, b"out of\nmemory", "HTTP 500 Internal Server Error: out of memory"),
        (302, {"Location": "http://127.0.0.1:9/"}, b"", "HTTP 302 Found"),
        (200, {"Content-Type": "text/html"}, b"<html>welcome", "its answer is no answer to a SPARQL query"),
        (200, {"Content-Type": "application/sparql-results+json"}, b'{"head":', "its answer is no answer"),
    ],
)
def test_what_a_server_refuses_is_told_in_a_line_with_its_address_and_never_the_password(
    stub: Stub,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    headers: dict[str, str],
    body: bytes,
    message: str,
) -> None:
    monkeypatch.setenv("RONGQIAO_STORE_USER", "榕")
    monkeypatch.setenv("RONGQIAO_STORE_PASSWORD", "geheim")
    stub.status, stub.headers, stub.body = status, headers, body
    with pytest.raises(StoreError) as failed:
        RemoteStore(place(Path(), stub), base=DEFAULT_BASE)
    assert str(failed.value).startswith(f"{stub.query}: {message}")
    assert "geheim" not in str(failed.value)
    assert len(str(failed.value).splitlines()) == 1
    assert stub.heard[0]["Authorization"] == "Basic 5qaVOmdlaGVpbQ=="


def test_a_token_is_sent_and_one_that_is_none_is_not(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    stub.status = 500
    monkeypatch.setenv("RONGQIAO_STORE_TOKEN", "abc")
    with pytest.raises(StoreError, match="HTTP 500"):
        RemoteStore(place(Path(), stub), base=DEFAULT_BASE)
    assert stub.heard[0]["Authorization"] == "Bearer abc"
    monkeypatch.setenv("RONGQIAO_STORE_TOKEN", "a\r\nX: y")
    with pytest.raises(StoreError, match="RONGQIAO_STORE_TOKEN holds characters"):
        RemoteStore(place(Path(), stub), base=DEFAULT_BASE)


def test_a_server_that_is_away_or_slow_is_named(stub: Stub) -> None:
    stub.seconds = 0.5
    with pytest.raises(StoreError, match=f"{stub.query}: no answer within 0.1 seconds"):
        RemoteStore(place(Path(), stub, 0.1), base=DEFAULT_BASE)
    nobody = Remote("http://127.0.0.1:9/query", "http://127.0.0.1:9/update", 5.0, "test")
    with pytest.raises(StoreError, match=r"http://127\.0\.0\.1:9/query: Connection refused"):
        RemoteStore(nobody, base=DEFAULT_BASE)


@pytest.mark.parametrize("store", ["server"], indirect=True)
def test_what_the_server_finds_wrong_with_a_query_is_an_error_of_the_query(
    store: RemoteStore, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub.status, stub.headers, stub.body = 400, {"Content-Type": "text/plain"}, b"too\nhard"
    monkeypatch.setattr(store, "_server", Server(place(Path(), stub)))
    with pytest.raises(QueryError, match="too hard"):
        store.query("ASK { ?s ?p ?o }")
    heard = len(stub.heard)
    with pytest.raises(QueryError, match="an update, not a query"):
        store.query("DROP ALL")
    assert len(stub.heard) == heard, "what is no query does not leave this machine"


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"query": 1}', json.dumps({"query": "x", "update": "y", "timeout": 1, "directory": "d"})]
)
def test_a_damaged_record_is_refused(home: Home, text: str) -> None:
    (home.path / "store.json").write_text(text, "utf-8")
    with pytest.raises(StoreError, match=r"store\.json"), home.own("test"):
        pass


@pytest.mark.parametrize("store", ["server"], indirect=True)
def test_a_portion_may_be_of_any_size(store: Store, monkeypatch: pytest.MonkeyPatch, lines: Lines) -> None:
    monkeypatch.setattr("graph.updates.MOST_AT_ONCE", 3)
    monkeypatch.setattr("graph.updates.GRAPHS_AT_ONCE", 2)
    graphs = [NamedNode(f"{DEFAULT_BASE}article/{n}") for n in range(7)]
    contents = [(g, [Quad(g, NamedNode("urn:p"), Literal(n), g) for n in range(size)]) for size, g in enumerate(graphs)]
    store.load(contents)
    assert len(lines(store)) == 2 * sum(range(7))
    store.replace_all((g, []) for g in graphs)
    assert lines(store) == []
