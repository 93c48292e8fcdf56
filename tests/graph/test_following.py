import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.reading import Reading
from graph import graph as graph_module
from graph.graph import Graph
from graph.home import Home

Readings = Callable[..., Reading]
State = Callable[[Graph], dict[str, Any]]
Founders = Callable[[Graph], list[str]]


BOTH = pytest.mark.parametrize("home", ["directory", "server"], indirect=True)


@BOTH
def test_following_change_by_change_gives_what_a_rebuild_gives(
    home: Home, gold_readings: tuple[Reading, ...], state: State, fresh: State
) -> None:
    with home.own("test") as graph:
        for one in gold_readings:
            home.put(one)
            graph.catch_up()
        home.retract("d02")
        home.put(replace(gold_readings[2], fingerprint="f2", facts=gold_readings[2].facts[:3]))
        graph.catch_up()
        followed = state(graph)
        assert followed == fresh(graph)
        assert graph.search("沈砚青").total


STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("put"), st.integers(1, 3), st.lists(st.sampled_from(["潘国华", "陈枫", "潘国"]), unique=True)
        ),
        st.tuples(st.just("retract"), st.integers(1, 3), st.just([])),
        st.tuples(st.sampled_from(["catch up", "reopen"]), st.just(0), st.just([])),
    ),
    max_size=8,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_whatever_happened_the_graph_is_the_one_that_never_saw_what_is_gone(
    steps: list[tuple[str, int, list[str]]], reading: Readings, state: State, fresh: State, founders: Founders
) -> None:
    """Puts, replacements, retractions and restarts in any order: the graph is a function of what remains."""
    folder = Path(tempfile.mkdtemp())
    try:
        with Home(folder) as home:
            remaining: dict[int, list[str]] = {}
            for version, (step, number, people) in enumerate(steps):
                if step == "put":
                    home.put(reading(number, *people, version=version))
                    remaining[number] = people
                elif step == "retract":
                    assert home.retract(f"a{number}") == (remaining.pop(number, None) is not None)
                else:
                    with home.own("test") as graph:
                        graph.catch_up()
            with home.own("test") as graph:
                graph.catch_up()
                followed = state(graph)
                assert founders(graph) == sorted({name for people in remaining.values() for name in people})
                assert followed == fresh(graph)
    finally:
        shutil.rmtree(folder)


@BOTH
def test_a_follower_sees_what_others_put_within_a_second(home: Home, reading: Readings) -> None:
    stop = Event()
    with home.own("serve") as graph:
        thread = Thread(target=graph.follow, args=(stop,))
        thread.start()
        try:
            with Home(home.path) as other:
                for number in range(3):
                    other.put(reading(number, "潘国华"))
                    start = time.monotonic()
                    while graph.search("潘国华").total < number + 2:
                        assert time.monotonic() - start < 1.5
                        time.sleep(0.02)
        finally:
            stop.set()
            thread.join()


@BOTH
def test_a_follower_that_fails_tries_again(
    home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, reading: Readings, founders: Founders
) -> None:
    failures = iter([OSError("disk full"), OSError("disk full")])
    stop = Event()
    with home.own("serve") as graph:
        follow = graph._derived.follow

        def failing(progress: Any) -> int:
            for failure in failures:
                raise failure
            return follow(progress)

        monkeypatch.setattr(graph._derived, "follow", failing)
        home.put(reading(1, "潘国华"))
        thread = Thread(target=graph.follow, args=(stop,), kwargs={"interval": 0.02})
        thread.start()
        try:
            start = time.monotonic()
            while not founders(graph):
                assert time.monotonic() - start < 5
                time.sleep(0.02)
        finally:
            stop.set()
            thread.join()
    assert caplog.text.count("the graph cannot follow") == 2
    assert "disk full" in caplog.text


def test_two_who_settle_at_once_leave_nothing_pending(home: Home, reading: Readings) -> None:
    """One who finds the graph owned goes away: the owner looks again after it has let go."""

    def ingest(start: int) -> None:
        with Home(home.path) as mine:
            for number in range(start, start + 12):
                mine.put(reading(number, "潘国华"))
                mine.settle("ingest")

    threads = [Thread(target=ingest, args=(start,)) for start in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert home.count() == 36
    assert home.pending() == 0
    assert home.search("南极圈", limit=100).total == 37


def test_what_comes_while_the_owner_lets_go_is_not_forgotten(
    home: Home, reading: Readings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another puts an article when the first has caught up, finds the graph still owned, and relies on the owner."""
    close, other = Graph.close, Home(home.path)
    late = iter([reading(2, "陈枫")])

    def closing(graph: Graph) -> None:
        for one in late:
            other.put(one)
            assert other.settle("ingest") is False
        close(graph)

    monkeypatch.setattr(Graph, "close", closing)
    home.put(reading(1, "潘国华"))
    assert home.settle("ingest")
    assert home.search("陈枫").total == 2
    other.close()


@BOTH
def test_much_at_once_is_loaded_and_shown_as_if_it_had_been_followed(
    home: Home, monkeypatch: pytest.MonkeyPatch, reading: Readings, state: State
) -> None:
    monkeypatch.setattr(graph_module, "BULK", 5)
    steps: list[tuple[int, int]] = []
    with home.own("test") as graph:
        for number in range(8):
            home.put(reading(number, "潘国华"))
        assert graph.catch_up(lambda done, total: steps.append((done, total))) == 8
        assert steps == [(n, 8) for n in range(1, 9)]
        loaded = state(graph)
        monkeypatch.setattr(graph_module, "BULK", 1000)
        home.put(reading(9, "陈枫"))
        home.retract("a9")
        assert graph.catch_up() == 2
        assert state(graph) == loaded


def test_progress_counts_every_change(home: Home, reading: Readings) -> None:
    for number in range(3):
        home.put(reading(number))
    home.put(reading(1, "潘国华"))
    steps: list[tuple[int, int]] = []
    with home.own("test") as graph:
        assert graph.catch_up(lambda done, total: steps.append((done, total))) == 4
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
