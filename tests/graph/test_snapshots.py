"""Snapshots follow the graph, are kept while somebody reads them, and leave nothing behind."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from pyoxigraph import NamedNode, QuerySolutions
from pyoxigraph import Store as Engine

from extract.reading import Reading
from graph import snapshots
from graph.graph import Graph
from graph.home import Home
from graph.snapshots import BehindError, Snapshots

Make = Callable[..., Reading]


@pytest.fixture
def graph(home: Home, reading: Make) -> Iterator[Graph]:
    """A graph of one article."""
    home.put(reading(1, "潘国华"))
    with home.own("test") as graph:
        graph.catch_up()
        yield graph


@pytest.fixture
def taken(graph: Graph) -> Snapshots:
    """Its snapshots."""
    found = graph.snapshots()
    assert found
    return found


def articles(path: Path) -> int:
    """The number of named graphs that another process would read."""
    results = Engine.read_only(str(path)).query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert isinstance(results, QuerySolutions)
    return sum(isinstance(row["g"], NamedNode) for row in results)


def test_a_snapshot_shows_what_had_been_applied_and_stays_as_it_is(
    graph: Graph, taken: Snapshots, reading: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "APART", 0)
    taken.renew()
    first = taken.lease(patience=0)
    assert (first.applied, articles(first.path)) == (graph.applied, 1)
    graph.truths.put(reading(2, "沈砚青"))
    graph.catch_up()
    taken.renew()
    second = taken.lease(patience=0)
    assert second.applied == graph.applied > first.applied
    assert (articles(first.path), articles(second.path)) == (1, 2)


def test_nothing_is_taken_where_nothing_changed_nor_twice_at_once(
    graph: Graph, taken: Snapshots, reading: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken.renew()
    first = taken.lease(patience=0)
    monkeypatch.setattr(snapshots, "APART", 0)
    taken.renew()
    assert taken.lease(patience=0) is first
    graph.truths.put(reading(2, "沈砚青"))
    graph.catch_up()
    monkeypatch.setattr(snapshots, "APART", 3600)
    taken.renew()
    assert taken.lease(patience=0) is first


def test_what_is_on_lease_stays_until_the_last_lease_ends(
    graph: Graph, taken: Snapshots, reading: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "APART", 0)
    taken.renew()
    first = taken.lease(patience=0)
    assert taken.lease(patience=0) is first
    graph.truths.put(reading(2, "沈砚青"))
    graph.catch_up()
    taken.renew()
    taken.release(first)
    assert articles(first.path) == 1
    taken.release(first)
    assert not first.path.exists()
    second = taken.lease(patience=0)
    taken.release(second)
    assert second.path.exists(), "the newest is kept without a lease"
    taken.close()
    assert not second.path.parent.exists()


def test_who_wants_to_see_a_change_waits_for_it(graph: Graph, taken: Snapshots, reading: Make) -> None:
    """While snapshots are kept, and no longer than it wants to."""
    with pytest.raises(BehindError, match="nothing"):
        taken.lease(patience=0)
    stop = Event()
    keeper = Thread(target=taken.keep, args=(stop, lambda: None))
    keeper.start()
    try:
        before = taken.lease(patience=30).applied
        graph.truths.put(reading(2, "沈砚青"))
        change = graph.truths.head()
        with pytest.raises(BehindError) as caught:
            taken.lease(after=change, patience=0.2)
        assert caught.value.shown == before < change
        graph.catch_up()
        found = taken.lease(after=change, patience=30)
        assert (found.applied, articles(found.path)) == (change, 2)
    finally:
        stop.set()
        keeper.join()


def test_nobody_waits_for_what_has_stopped(taken: Snapshots) -> None:
    taken.stop()
    with pytest.raises(BehindError):
        taken.lease(after=10, patience=3600)


def test_what_a_killed_process_left_is_swept_by_the_next_owner(home: Home) -> None:
    left = home.path / "snapshots" / "7" / "CURRENT"
    left.parent.mkdir(parents=True)
    left.write_text("x")
    with home.own("test"):
        assert not left.exists()
