"""What only a store behind a server can do or suffer; what both kinds do is tested where the first one is."""

import shutil
import time
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from makers.servers import SERVER, Founders, Lines, Readings, State, place
from pyoxigraph import Literal, NamedNode, Quad

from extract.reading import Reading
from graph import census, whereabouts
from graph.home import Home
from graph.moving import move
from graph.protocol import Store, StoreError
from graph.remote import RemoteStore
from graph.wire import Server
from ontology.iris import DEFAULT_BASE


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
