import csv
import io
import json
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph.answers import QueryError
from graph.protocol import Store
from graph.remote import NOTE
from graph.store import QuadStore
from ontology.iris import DEFAULT_BASE, article_iri, entity_iri

Lines = Callable[[Store], list[str]]

P = NamedNode("urn:p")
G, H = NamedNode("urn:g"), NamedNode("urn:h")


def quads(graph: NamedNode, *subjects: str) -> list[Quad]:
    return [Quad(NamedNode(f"urn:{subject}"), P, Literal(subject), graph) for subject in subjects]


BOTH = pytest.mark.parametrize("store", ["directory", "server"], indirect=True)
BOTH_GOLD = pytest.mark.parametrize("gold_store", ["directory", "server"], indirect=True)


def replace(store: Store, graph: NamedNode, held: list[Quad]) -> None:
    store.replace_all([(graph, held)])


def names(store: Store) -> set[str]:
    """The named graphs that the store knows, were they empty."""
    rows = store.select("SELECT ?g { GRAPH ?g {} }")
    return {name.value for row in rows if isinstance(name := row["g"], NamedNode) and name != NOTE}


def rows(
    store: Store, sparql: str, *, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
) -> list[list[str]]:
    answer = store.query(sparql, accept=["text/csv"], default_graphs=default_graphs, named_graphs=named_graphs)
    return sorted(list(csv.reader(io.StringIO(answer.body.decode())))[1:])


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
def test_a_query_reads_the_union_unless_it_names_its_graphs(store: Store) -> None:
    replace(store, G, quads(G, "a"))
    replace(store, H, quads(H, "b"))
    select = "SELECT ?o {from} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}".format
    assert rows(store, "SELECT ?o { ?s ?p ?o }") == [["a"], ["b"]]
    assert rows(store, select(**{"from": "FROM <urn:g>"})) == [["a"]]
    assert rows(store, select(**{"from": "FROM NAMED <urn:h>"})) == [["b"]]
    assert rows(store, select(**{"from": "FROM <urn:g> FROM NAMED <urn:h>"})) == [["a"], ["b"]]


@BOTH
def test_graphs_given_with_the_query_are_all_that_it_sees(store: Store) -> None:
    """As the protocol has it, they take the place of the query's own FROM."""
    replace(store, G, quads(G, "a"))
    replace(store, H, quads(H, "b"))
    either = "SELECT ?where ?o FROM <urn:x> { { ?s ?p ?o BIND('d' AS ?where) } UNION { GRAPH ?where { ?s ?p ?o } } }"
    assert rows(store, either, default_graphs=["urn:g"]) == [["d", "a"]]
    assert rows(store, either, named_graphs=["urn:h"]) == [["urn:h", "b"]]
    assert rows(store, either, default_graphs=["urn:g", "urn:h"], named_graphs=["urn:g"]) == [
        ["d", "a"],
        ["d", "b"],
        ["urn:g", "a"],
    ]
    with pytest.raises(QueryError):
        store.query("ASK {}", default_graphs=["no iri"])


@BOTH_GOLD
def test_the_usual_prefixes_and_relative_iris_need_no_declaration(gold_store: Store) -> None:
    """A query's own PREFIX comes first."""
    assert rows(gold_store, "SELECT ?l { entity:沈砚青 rdfs:label ?l }") == [["沈砚青"]]
    assert rows(gold_store, "SELECT ?l { <entity/沈砚青> rdfs:label ?l }") == [["沈砚青"]]
    assert rows(gold_store, "SELECT ?t { article:d01 schema:headline ?t }")[0][0].startswith("前阿里")
    assert rows(gold_store, "PREFIX rdfs: <urn:> SELECT ?l { ?s rdfs:label ?l }") == []


@BOTH
@pytest.mark.parametrize(
    ("sparql", "line", "column", "message"),
    [
        ("SELECT * {\n  ?s ?p ?o\n  FOO }", 3, 8, "expected GRAPH, MINUS"),
        ('SELECT * { ?s ?p "南极圈"@zh . ?s }', 1, 33, "expected"),
        ("SELECT * { ?s foo:bar ?o }", 1, 22, "Prefix not found"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", None, None, "SELECT contains a variable that is unbound"),
        ("", 1, 1, ""),
        ("DELETE WHERE { ?s ?p ?o }", 1, None, "this is an update"),
    ],
)
def test_a_malformed_query_is_refused_with_its_place_in_one_line(
    store: Store, sparql: str, line: int | None, column: int | None, message: str
) -> None:
    with pytest.raises(QueryError) as refused:
        store.query(sparql)
    assert message in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1
    assert len(str(refused.value)) <= 300
    assert line in (None, refused.value.line)
    assert column in (None, refused.value.column)


@BOTH
def test_an_update_is_no_query(store: Store, lines: Lines) -> None:
    replace(store, G, quads(G, "a"))
    for update in ("CLEAR ALL", "INSERT DATA { <a:> <a:> 1 }", "ASK {} ; CLEAR ALL", "LOAD <http://127.0.0.1:9/>"):
        with pytest.raises(QueryError):
            store.query(update)
    assert len(lines(store)) == 2


@BOTH_GOLD
def test_constant_queries_take_values_as_terms_and_leave_out_what_is_unbound(gold_store: Store) -> None:
    sparql = "SELECT ?s ?l ?x { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l OPTIONAL { ?s <urn:x> ?x } }"
    node = NamedNode(entity_iri(DEFAULT_BASE, "沈砚青"))
    assert gold_store.select(sparql, s=node) == [{"s": node, "l": Literal("沈砚青", language="zh")}]
    assert gold_store.select(sparql, l=Literal('" } INSERT', language="zh")) == []


@BOTH_GOLD
def test_an_iri_is_described_and_an_unknown_one_is_not(gold_store: Store) -> None:
    whole = gold_store.describe(article_iri(DEFAULT_BASE, "d01"), "application/n-triples")
    assert whole is not None
    inside = rows(gold_store, "SELECT (COUNT(*) AS ?n) { GRAPH article:d01 { ?s ?p ?o } }")
    assert inside == [[str(len(whole.splitlines()))]]
    person = gold_store.describe(entity_iri(DEFAULT_BASE, "沈砚青"), "text/turtle")
    assert person is not None
    assert b"rq:quote" in person
    assert gold_store.describe(entity_iri(DEFAULT_BASE, "无此人"), "text/turtle") is None
    assert gold_store.describe("no iri }", "text/turtle") is None


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
