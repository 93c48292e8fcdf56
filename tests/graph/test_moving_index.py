"""The index of a data directory on a server: it follows, comes back, and what goes wrong there costs nothing here."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from opensearch_stub.cluster import Cluster

from extract.reading import Reading
from graph import whereabouts
from graph.backup import back_up, restore
from graph.graph import Graph
from graph.home import Home
from graph.moving import fill_index, move_index
from graph.protocol import StoreError
from graph.search_syntax import parse

Readings = Callable[..., Reading]
State = Callable[[Graph], dict[str, Any]]


@pytest.fixture
def moved(tmp_path: Path, cluster: Cluster, reading: Readings) -> Iterator[Home]:
    """A data directory with three articles, whose index lies on the server."""
    with Home(tmp_path / "data") as home:
        for number in range(3):
            home.put(reading(number, "潘国华"))
        move_index(home, whereabouts.named_search_server(home.path, cluster.url, "news", 10.0))
        with home.own("index") as graph:
            fill_index(home, graph, lambda done, total: None)
        yield home


def test_a_graph_follows_into_the_index_on_a_server_and_its_index_comes_back(
    moved: Home, cluster: Cluster, reading: Readings, state: State
) -> None:
    assert not [*moved.path.glob("graph-*/index")]
    assert moved.pending() == 0
    moved.put(reading(3, "沈砚青"))
    moved.retract("a0")
    assert moved.pending() > 0
    assert moved.settle("test")
    with moved.own("test") as graph:
        followed = state(graph)
        graph.rebuild()
        assert state(graph) == followed
    assert len(cluster.indexes) == 1
    assert moved.search("沈砚青").hits[0].entity == "沈砚青"
    move_index(moved, None)
    with moved.own("index") as graph:
        fill_index(moved, graph, lambda done, total: None)
        assert state(graph) == followed
    asked = len(cluster.log)
    assert moved.search("沈砚青").total == moved.answer(parse("沈砚青")).total - 1 > 0
    assert len(cluster.log) == asked


def test_articles_are_kept_while_the_server_is_away_and_found_when_it_is_back(
    moved: Home, cluster: Cluster, reading: Readings, state: State
) -> None:
    """Also where it has lost the index meanwhile, or its last changes."""
    with moved.own("serve") as graph:
        cluster.fault = lambda method, path, body: (503, {"error": "away"})
        moved.put(reading(3, "沈砚青"))
        for ask in (graph.catch_up, lambda: graph.search("潘国华")):
            with pytest.raises(StoreError, match="HTTP 503"):
                ask()
        assert moved.truths.count() == 4
        cluster.fault = None
        assert graph.catch_up() == 1
        before = state(graph)
        cluster.indexes.clear()
        cluster.aliases.clear()
        assert graph.catch_up() == 4
        assert state(graph) == before
    with moved.own("serve") as graph:
        assert graph.catch_up() == 0


def test_a_backup_claims_no_server_and_an_older_copy_is_found_out(
    moved: Home, cluster: Cluster, reading: Readings, tmp_path: Path
) -> None:
    back_up(moved, tmp_path / "kept", lambda done, total: None)
    restore(tmp_path / "kept", tmp_path / "other", force=False, progress=lambda done, total: None)
    with Home(tmp_path / "other") as other:
        assert other.settle("test")
        assert other.search("潘国华").total > 0
        (tmp_path / "other" / "index.json").write_bytes((moved.path / "index.json").read_bytes())
        moved.put(reading(3, "沈砚青"))
        moved.settle("test")
        with pytest.raises(StoreError, match="this is an older copy"), other.own("test"):
            pass
        with pytest.raises(StoreError, match="this is an older copy"):
            move_index(other, whereabouts.search_server(other.path))
        move_index(other, whereabouts.search_server(other.path), force=True)
        with other.own("index") as graph:
            fill_index(other, graph, lambda done, total: None)
            assert graph.search("沈砚青").total == 0


def test_a_record_that_somebody_changed_is_refused(moved: Home) -> None:
    for form in ({"url": "ftp://x"}, {"url": 5}, {"name": "../x"}, {"timeout": "x"}, {"directory": ""}, {"more": 1}):
        path = moved.path / "index.json"
        whole = path.read_text("utf-8")
        path.write_text(json.dumps(json.loads(whole) | form), "utf-8")
        with pytest.raises(StoreError, match=r"index\.json: not what `rongqiao index` writes"):
            moved.search("x")
        path.write_text(whole, "utf-8")
