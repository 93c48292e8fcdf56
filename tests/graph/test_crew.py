"""Workers answer, are killed at a limit, replaced, and follow the graph."""

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from extract.reading import Reading
from graph import worker
from graph.answers import NotAcceptableError, QueryError
from graph.crew import Crew
from graph.frames import Question
from graph.graph import Graph
from graph.hand import NICE, LimitError, Limits, WorkerError
from graph.home import Home

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ROWS = CROSS.replace("(COUNT(*) AS ?n)", "*")
LABELS = "SELECT ?l { ?x <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?l"
Make = Callable[..., Reading]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory, reading: Make) -> Iterator[Graph]:
    """A graph of some articles, open."""
    with Home(tmp_path_factory.mktemp("crew")) as home:
        for number in range(5):
            home.put(reading(number, "潘国华", "沈砚青", "陈枫"))
        with home.own("test") as graph:
            graph.catch_up()
            yield graph


@pytest.fixture(scope="module")
def crew(graph: Graph) -> Iterator[Crew]:
    """Two workers on it, with small limits."""
    snapshots = graph.snapshots()
    assert snapshots
    crew = Crew(snapshots, base=graph.base, size=2, limits=Limits(5.0, 256, 2 << 20))
    crew.start()
    yield crew
    crew.close()
    assert not (graph.path / "snapshots").exists()


def ask(crew: Crew, sparql: str, **options: Any) -> bytes:
    """The body of an answer."""
    question = Question(sparql, **{k: options.pop(k) for k in ("accept", "rows", "default_graphs") if k in options})
    reply = crew.ask(question, **options)
    try:
        return reply.whole()
    finally:
        reply.close()


def rows(body: bytes) -> list[dict[str, dict[str, str]]]:
    found: list[dict[str, dict[str, str]]] = json.loads(body)["results"]["bindings"]
    return found


def settled(crew: Crew) -> bool:
    """Whether as many workers are free as there are to be."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if len(crew._idle) == len(crew._all) == crew.size:
            return True
        time.sleep(0.01)
    return False


def test_an_answer_is_what_the_graph_itself_answers(graph: Graph, crew: Crew) -> None:
    """In every kind and format, with the graphs that are given and the prefixes that need no declaration."""
    for sparql, accept in (
        (LABELS, ["text/csv"]),
        (LABELS, ["application/sparql-results+xml"]),
        ("ASK { ?x schema:founder ?y }", None),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", ["text/tab-separated-values"]),
    ):
        expected = graph.query(sparql, accept=accept)
        reply = crew.ask(Question(sparql, accept=accept))
        assert (reply.body, reply.media_type, reply.kind) == (expected.body, expected.media_type, expected.kind)
        assert reply.applied == graph.applied
    construct = "CONSTRUCT { ?s schema:founder ?o } { ?s schema:founder ?o . ?x ?y ?z }"  # each triple many times over
    expected = graph.query(construct, accept=["application/n-triples"])
    lines = ask(crew, construct, accept=["application/n-triples"]).splitlines()
    assert sorted(lines) == sorted(expected.body.splitlines())
    one = [f"{graph.base}article/a1"]
    counted = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert ask(crew, counted, default_graphs=one) == graph.query(counted, default_graphs=one).body


def test_what_is_wrong_is_told_as_the_graph_itself_tells_it(graph: Graph, crew: Crew) -> None:
    for sparql in ("SELECT * {\n ?s none:p ?o }", "SELECT * { SERVICE <http://h/> {} }", "ASK " + "{" * 5000):
        with pytest.raises(QueryError) as expected:
            graph.query(sparql)
        with pytest.raises(QueryError) as found:
            ask(crew, sparql)
        assert (str(found.value), found.value.line) == (str(expected.value), expected.value.line)
    with pytest.raises(NotAcceptableError):
        ask(crew, LABELS, accept=["text/turtle"])
    with pytest.raises(QueryError):
        ask(crew, "ASK {}", default_graphs=["no iri <>"])


def test_a_page_gets_the_first_rows_and_the_number_of_all(crew: Crew) -> None:
    whole = rows(ask(crew, "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"))
    form = json.loads(ask(crew, "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s ?p ?o", rows=7))
    assert form["results"]["bindings"] == whole[:7]
    assert form["total"] == len(whole) > 7
    terms = 'SELECT * { VALUES (?a ?b ?c ?d) { ("x"@zh 1 UNDEF <<( <a:a> <b:b> "c" )>>) } BIND(BNODE() AS ?e) }'
    (row,), (shown,) = rows(ask(crew, terms)), rows(ask(crew, terms, rows=1))
    assert row.pop("e")["type"] == shown.pop("e")["type"] == "bnode"
    assert row == shown


def test_a_page_gets_the_beginning_of_a_graph(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    many = "CONSTRUCT { ?s ?n ?t } { ?s ?p ?o . ?t ?q ?u BIND(IRI(CONCAT('a:', STR(?q))) AS ?n) }"
    reply = crew.ask(Question(many, accept=["application/n-triples"], rows=500))
    assert reply.cut
    assert reply.body
    assert worker.SHOWN <= len(reply.body) <= worker.SHOWN + worker.PIECE
    assert settled(crew), "and the worker goes on"


def test_time_memory_and_length_end_a_query_and_say_so(crew: Crew) -> None:
    with pytest.raises(LimitError, match=r"longer than 0\.2 s") as caught:
        ask(crew, CROSS, seconds=0.2)
    assert caught.value.limit == "seconds"
    with pytest.raises(LimitError) as caught:
        ask(crew, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c")
    assert caught.value.limit == "memory"
    with pytest.raises(LimitError) as caught:
        ask(crew, ROWS)
    assert caught.value.limit == "bytes"
    assert len(rows(ask(crew, LABELS))) > 3


def test_a_long_answer_comes_in_pieces_and_never_ends_as_if_it_were_whole(crew: Crew) -> None:
    reply = crew.ask(Question(ROWS))
    assert reply.body is None
    assert next(reply.pieces).startswith(b"{")
    with pytest.raises(LimitError):
        list(reply.pieces)
    reply = crew.ask(Question(ROWS))
    reply.close()
    assert settled(crew), "one that nobody wants any more makes room"


def test_a_query_whose_asker_has_gone_is_given_up(crew: Crew) -> None:
    with pytest.raises(WorkerError, match="nobody"):
        ask(crew, CROSS, gone=lambda: True)
    assert settled(crew)


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="there are no priorities")
def test_a_query_that_takes_long_gives_way(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    """And its worker, which cannot get its priority back, is replaced."""
    monkeypatch.setattr("graph.hand.LONG", 0.0)
    seen = set()

    def look() -> bool:
        seen.update(os.getpriority(os.PRIO_PROCESS, hand.process.pid) for hand in crew._all)
        return False

    assert settled(crew)
    look()
    assert seen == {os.getpriority(os.PRIO_PROCESS, 0)}, "however long a worker took to start"
    before = set(crew._all)
    with pytest.raises(LimitError):
        ask(crew, CROSS, seconds=0.5, gone=look)
    assert max(seen) == NICE > min(seen)
    assert settled(crew)
    assert before - crew._all


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the clock tells how long a query takes")
def test_a_query_that_only_waits_for_a_core_does_not_give_way(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine each would, and wait the longer for it, and each worker be replaced."""
    monkeypatch.setattr("graph.hand.LONG", 0.05)
    assert settled(crew)
    before = set(crew._all)
    for hand in before:
        os.kill(hand.process.pid, signal.SIGSTOP)
    waked = threading.Timer(0.6, lambda: [os.kill(hand.process.pid, signal.SIGCONT) for hand in before])
    waked.start()
    assert rows(ask(crew, LABELS))
    waked.join()
    assert {os.getpriority(os.PRIO_PROCESS, hand.process.pid) for hand in before} == {
        os.getpriority(os.PRIO_PROCESS, 0)
    }
    assert settled(crew)
    assert crew._all == before


def test_a_worker_starts_without_the_dictionary_of_words() -> None:
    """It would take longer than all else, and whoever is killed is to be replaced soon."""
    loaded = "import sys, graph.worker; print([m for m in sys.modules if m in ('rjieba', 'tantivy', 'graph.words')])"
    found = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_a_worker_that_dies_is_replaced_at_once(crew: Crew) -> None:
    """Idle or at work; the next query does not notice."""
    assert settled(crew)
    before = set(crew._all)
    for hand in before:
        os.kill(hand.process.pid, signal.SIGKILL)
    assert rows(ask(crew, LABELS))
    assert settled(crew)
    assert not before & crew._all

    def kill() -> None:
        while not (busy := crew._all - set(crew._idle)):
            time.sleep(0.01)
        os.kill(next(iter(busy)).process.pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    with pytest.raises(WorkerError, match="died"):
        ask(crew, CROSS)
    killer.join()
    assert settled(crew)


@pytest.mark.parametrize(("name", "value"), [("GROWN", -(1 << 40)), ("MOST_QUERIES", 1)])
def test_a_worker_that_has_grown_or_answered_much_is_not_asked_again(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: int
) -> None:
    """It says so with its answer; in its place comes another, as the tests of limits show."""
    graph.copy(tmp_path / "copy")
    ask: dict[str, Any] = asdict(Question("ASK {}"))
    for last in (False, True):
        pipe = io.BytesIO()
        found = worker.Worker(pipe, base=graph.base, most=1000, services=())
        found.turn_to(tmp_path / "copy")
        assert found.answer("Question", ask, tmp_path / "scratch") is not last
        assert json.loads(pipe.getvalue()[pipe.getvalue().rindex(b"{") :]) == {"cut": False, "last": last}
        monkeypatch.setattr(worker, name, value)


def test_workers_follow_the_graph_and_let_go_of_what_they_have_left(graph: Graph, crew: Crew, reading: Make) -> None:
    """The idle ones too: of the snapshots only the newest is left."""
    for number in (11, 12):
        graph.truths.put(reading(number, f"第{number}人"))
        graph.catch_up()
        body = ask(crew, LABELS, after=graph.truths.head(), patience=30)
        assert f"第{number}人" in body.decode()
    assert settled(crew)
    until = time.monotonic() + 30
    folder = Path(graph.path / "snapshots")
    while len(list(folder.iterdir())) > 1 and time.monotonic() < until:
        time.sleep(0.05)
    assert len(list(folder.iterdir())) == 1


def test_a_worker_has_no_secrets_in_its_environment(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RONGQIAO_KEY", "secret")
    with pytest.raises(LimitError):
        ask(crew, CROSS, seconds=0.1)  # makes a new one
    assert settled(crew)
    for hand in crew._all:
        environment = Path(f"/proc/{hand.process.pid}/environ")
        assert not environment.exists() or b"secret" not in environment.read_bytes()


def test_a_crew_that_ends_ends_what_runs(graph: Graph, crew: Crew) -> None:
    """The last test of this crew, which is stopped while it works."""
    threading.Timer(0.5, crew.stop).start()
    with pytest.raises(WorkerError, match="ending"):
        ask(crew, CROSS)
    with pytest.raises(WorkerError, match="ending"):
        ask(crew, LABELS)
