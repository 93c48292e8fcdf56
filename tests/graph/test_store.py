"""What a store holds: graphs that are replaced, their union, and what loading leaves; in a directory or behind a server."""

import json
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makers.graphs import BOTH, G, H, P, quads, replace, rows
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph.protocol import Store
from graph.remote import NOTE
from graph.store import QuadStore
from ontology.iris import DEFAULT_BASE

Lines = Callable[[Store], list[str]]


def names(store: Store) -> set[str]:
    """The named graphs that the store knows, were they empty."""
    rows = store.select("SELECT ?g { GRAPH ?g {} }")
    return {name.value for row in rows if isinstance(name := row["g"], NamedNode) and name != NOTE}


@BOTH
def test_a_replaced_graph_leaves_none_of_its_old_quads(store: Store) -> None:
    replace(store, G, quads(G, "a", "b"))
    replace(store, G, quads(G, "b", "c"))
    assert rows(store, "SELECT ?o { GRAPH <urn:g> { ?s ?p ?o } }") == [["b"], ["c"]]
    assert rows(store, "SELECT ?o { ?s ?p ?o }") == [["b"], ["c"]]


def test_other_threads_move_while_many_quads_are_loaded(tmp_path: Path) -> None:
    """The engine's loader, given objects, would hold Python's lock until it is done; nobody would be answered then."""
    store, stop = QuadStore(tmp_path, base=DEFAULT_BASE), threading.Event()
    many = quads(G, *map(str, range(20_000)))
    turns = 0

    def turn() -> None:
        nonlocal turns
        while not stop.wait(0.001):
            turns += 1

    other = threading.Thread(target=turn)
    other.start()
    while not turns:
        stop.wait(0.001)
    before = turns
    store._load(many)
    moved = turns - before
    stop.set()
    other.join()
    assert moved > 5
    assert len(rows(store, "SELECT ?o { GRAPH <urn:g> { ?s ?p ?o } }")) == 20_000


@pytest.mark.parametrize("worth_a_file", [1, 10**9])
@pytest.mark.parametrize("most_at_once", [1, 3, 10**9])
def test_graphs_replaced_together_are_what_they_are_replaced_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worth_a_file: int, most_at_once: int, lines: Lines
) -> None:
    monkeypatch.setattr("graph.store.WORTH_A_FILE", worth_a_file)
    monkeypatch.setattr("graph.store.MOST_AT_ONCE", most_at_once)
    contents = [(G, quads(G, "a", "b")), (H, quads(H, "b", "c")), (NamedNode("urn:i"), [])]
    later = [(H, quads(H, "c", "d")), (NamedNode("urn:i"), quads(NamedNode("urn:i"), "b")), (G, [])]
    together, apart = (QuadStore(tmp_path / name, base=DEFAULT_BASE) for name in ("together", "apart"))
    for step in (contents, later):
        together.replace_all(step)
        for graph, found in step:
            replace(apart, graph, found)
        assert lines(together) == lines(apart)
    assert rows(together, "SELECT ?o { ?s ?p ?o }") == [["b"], ["c"], ["d"]]


def test_opening_sweeps_what_a_killed_loading_left_behind(tmp_path: Path, lines: Lines) -> None:
    path = tmp_path / "store"
    store = QuadStore(path, base=DEFAULT_BASE)
    replace(store, G, quads(G, "a"))
    del store
    (path / "bulk-1f.sst").write_bytes(b"half")
    again = QuadStore(path, base=DEFAULT_BASE)
    assert not list(path.glob("bulk-*.sst"))
    assert not list(path.glob("LOG.old.*"))
    assert len(lines(again)) == 2


@BOTH
def test_a_removed_graph_leaves_nothing_not_even_its_name(store: Store, lines: Lines) -> None:
    replace(store, G, quads(G, "a"))
    replace(store, G, [])
    assert lines(store) == []
    assert names(store) == set()
    replace(store, H, [])
    assert names(store) == set()


@BOTH
def test_a_triple_of_two_graphs_is_once_in_the_union_and_stays_while_one_has_it(store: Store) -> None:
    """The engine's own union would give two rows, and any count would be wrong."""
    replace(store, G, quads(G, "a"))
    replace(store, H, quads(H, "a"))
    assert rows(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [["1"]]
    replace(store, G, quads(G, "b"))
    assert rows(store, "SELECT ?o { ?s ?p ?o }") == [["a"], ["b"]]
    replace(store, H, [])
    assert rows(store, "SELECT ?o { ?s ?p ?o }") == [["b"]]


@BOTH
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from("ghi"), st.sets(st.sampled_from("abcde"))), max_size=8))
def test_the_default_graph_is_always_the_union_and_history_leaves_no_trace(
    steps: list[tuple[str, set[str]]], store: Store, lines: Lines
) -> None:
    """After any replacements the store equals one in a directory that was loaded at once with what remains."""
    final: dict[str, set[str]] = {}
    for name, subjects in steps:
        final[name] = subjects
        replace(store, NamedNode(f"urn:{name}"), quads(NamedNode(f"urn:{name}"), *subjects))
    with tempfile.TemporaryDirectory() as folder:
        fresh = QuadStore(Path(folder), base=DEFAULT_BASE)
        fresh.load((NamedNode(f"urn:{name}"), quads(NamedNode(f"urn:{name}"), *held)) for name, held in final.items())
        assert lines(store) == lines(fresh)
        del fresh
    assert names(store) == {f"urn:{name}" for name, held in final.items() if held}
    store.replace_all((NamedNode(f"urn:{name}"), []) for name in final)
    assert lines(store) == []


@BOTH
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(min_size=1, max_size=40)
    | st.sampled_from(['"', "\\u0022 } ; DROP ALL ; #", '"""', "'''", "\\", "}}", "\x00\x07\r\n", "{?o}", "?s ?o"])
)
def test_any_text_comes_out_of_the_store_as_it_went_in(text: str, store: Store, lines: Lines) -> None:
    """Text is never syntax: updates and queries are written by the engine's own serialiser."""
    replace(store, G, [Quad(NamedNode("urn:s"), P, Literal(text), G)])
    answer = json.loads(store.query("SELECT ?o { ?s ?p ?o }").body)
    assert [row["o"]["value"] for row in answer["results"]["bindings"]] == [text]
    row = {"s": NamedNode("urn:s"), "p": P, "o": Literal(text)}
    assert store.select("SELECT ?s ?p ?o { ?s ?p ?o }", o=Literal(text), s=NamedNode("urn:s")) == [row]
    replace(store, G, [])
    assert lines(store) == []


@BOTH
def test_quads_of_another_graph_and_blank_nodes_are_refused(store: Store, lines: Lines) -> None:
    with pytest.raises(ValueError, match="urn:g"):
        replace(store, G, quads(H, "a"))
    with pytest.raises(ValueError, match="_:b"):
        replace(store, G, [Quad(BlankNode("b"), P, Literal("x"), G)])
    assert lines(store) == []


def test_a_store_keeps_what_it_has(tmp_path: Path, lines: Lines) -> None:
    store = QuadStore(tmp_path / "kept", base=DEFAULT_BASE)
    replace(store, G, quads(G, "a", "b"))
    before = lines(store)
    del store
    assert lines(QuadStore(tmp_path / "kept", base=DEFAULT_BASE)) == before != []


@BOTH
def test_loading_at_once_is_the_same_as_replacing_one_by_one(
    gold_store: Store, store: Store, gold_contents: list[tuple[NamedNode, list[Quad]]], tmp_path: Path, lines: Lines
) -> None:
    store.load(gold_contents)
    assert lines(store) == lines(gold_store)
    assert not list((tmp_path / "store").glob("bulk-*"))


@BOTH
def test_threads_read_while_one_writes_and_never_see_half_an_article(store: Store) -> None:
    """Each version of the graph has as many quads as its number says, in the graph and in the union."""
    sparql = "SELECT (COUNT(*) AS ?n) (SAMPLE(?v) AS ?size) { GRAPH <urn:g> { ?s ?p ?v } }"
    replace(store, G, [Quad(NamedNode("urn:0"), P, Literal(1), G)])

    def read(_: int) -> bool:
        ((count, size),) = rows(store, sparql)
        ((union, _size),) = rows(store, sparql.replace("GRAPH <urn:g>", ""))
        return count == size and union == _size

    with ThreadPoolExecutor(3) as pool:
        checks = pool.map(read, range(150))
        for number in range(2, 40):
            replace(store, G, [Quad(NamedNode(f"urn:{n}"), P, Literal(number), G) for n in range(number)])
        assert all(checks)
