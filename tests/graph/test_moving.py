"""A graph that moves from the directory behind a server and back: what it finds there, what it leaves, and what it refuses."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from makers.servers import SERVER, Founders, Lines, Readings, State, place

from graph import whereabouts
from graph.backup import back_up, restore
from graph.home import Home
from graph.moving import move
from graph.owner import OwnedError
from graph.protocol import StoreError
from ontology.iris import DEFAULT_BASE


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


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"query": 1}', json.dumps({"query": "x", "update": "y", "timeout": 1, "directory": "d"})]
)
def test_a_damaged_record_is_refused(home: Home, text: str) -> None:
    (home.path / "store.json").write_text(text, "utf-8")
    with pytest.raises(StoreError, match=r"store\.json"), home.own("test"):
        pass
