import shutil
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import pytest

from extract.reading import Reading
from graph.graph import Graph, GraphError
from graph.home import Home

Readings = Callable[..., Reading]
State = Callable[[Graph], dict[str, Any]]
Founders = Callable[[Graph], list[str]]


def test_a_rebuild_leaves_one_generation_and_no_litter(home: Home, reading: Readings, founders: Founders) -> None:
    home.put(reading(1, "潘国华"))
    with home.own("test") as graph:
        graph.catch_up()
        graph.rebuild()
        graph.rebuild()
        assert founders(graph) == ["潘国华"]
    generations = [entry.name for entry in home.path.iterdir() if entry.name.startswith("graph-")]
    assert generations == ["graph-3"]
    assert not list(home.path.rglob("bulk-*"))
    assert not list(home.path.rglob("*.new"))


@pytest.mark.parametrize("home", ["directory", "server"], indirect=True)
def test_a_rebuild_that_fails_leaves_the_graph_as_it_was(
    home: Home, monkeypatch: pytest.MonkeyPatch, reading: Readings, state: State
) -> None:
    home.put(reading(1, "潘国华"))
    with home.own("test") as graph:
        graph.catch_up()
        before = state(graph)

        def fail(done: int, total: int) -> None:
            raise OSError("disk full")

        with pytest.raises(GraphError, match="data: the graph cannot be written: disk full"):
            graph.rebuild(fail)
        assert state(graph) == before
        assert len([entry for entry in home.path.iterdir() if entry.name.startswith("graph-")]) == 1


@pytest.mark.parametrize("part", ["store", "index", "", "CURRENT"])
def test_derived_state_that_is_lost_is_made_again(home: Home, part: str, reading: Readings, state: State) -> None:
    for number in range(3):
        home.put(reading(number, "潘国华"))
    with home.own("test") as graph:
        graph.catch_up()
        before = state(graph)
    lost = home.path / "CURRENT" if part == "CURRENT" else home.path / "graph-1" / part
    shutil.rmtree(lost) if lost.is_dir() else lost.unlink()
    with home.own("test") as graph:
        graph.catch_up()
        assert state(graph) == before


@pytest.mark.parametrize("file", ["store/CURRENT", "index/meta.json"])
def test_derived_state_that_is_damaged_is_made_again(
    home: Home, file: str, caplog: pytest.LogCaptureFixture, reading: Readings, state: State
) -> None:
    home.put(reading(1, "潘国华"))
    with home.own("test") as graph:
        graph.catch_up()
        before = state(graph)
    (home.path / "graph-1" / file).write_bytes(b"\x00 no such thing\n")
    with home.own("test") as graph:
        graph.catch_up()
        assert state(graph) == before
    assert "cannot be read and is made anew" in caplog.text


def test_derived_state_of_another_format_is_made_again(home: Home, reading: Readings, founders: Founders) -> None:
    home.put(reading(1, "潘国华"))
    with home.own("test") as graph:
        graph.catch_up()
    (home.path / "CURRENT").write_text("graph-1 99\n", "ascii")
    assert home.search("潘国华").total == 0
    with home.own("test") as graph:
        graph.catch_up()
        assert founders(graph) == ["潘国华"]


def test_queries_read_the_old_graph_until_the_new_one_is_ready(
    home: Home, reading: Readings, founders: Founders
) -> None:
    """Threads ask while the graph is rebuilt again and again: each answer is whole."""
    for number in range(20):
        home.put(reading(number, f"潘国{chr(0x4E00 + number)}"))
    stop = Event()
    answers: list[int] = []
    with home.own("serve") as graph:
        graph.catch_up()

        def ask() -> None:
            while not stop.is_set():
                answers.append(len(founders(graph)))
                answers.append(graph.search("南极圈", limit=50).total - 1)

        threads = [Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        for _ in range(3):
            graph.rebuild()
        stop.set()
        for thread in threads:
            thread.join()
    assert set(answers) == {20}
