"""Which graphs an update writes: every form of every operation, and what is made to look like another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from graph.answers import QueryError
from graph.evaluation import read_update
from graph.operations import DataSet, operations
from graph.source import Source

BASE = "http://x.example/"
MINE, YOURS = f"{BASE}graph/mine", f"{BASE}article/a1"
ANY = "any"


def written(update: str) -> list[set[str]]:
    """The graphs that each operation writes."""
    read_update(update, base=BASE, prefixes={})
    found = operations(Source(update, prefixes={}, base=BASE), DataSet())
    return [{ANY if target.iri is None else target.iri for target in one.writes} for one in found]


@pytest.mark.parametrize(
    ("update", "graphs"),
    [
        ("", []),
        ("# nothing\nPREFIX a: <b>", []),
        ("INSERT DATA { GRAPH <graph/mine> { <a> <b> 'GRAPH <article/a1> {', '}' } }", [{MINE}]),
        ("INSERT DATA { <a> <b> [ <c> ( 1 2 ) ] . GRAPH <graph/mine> { <a> <b> 1 } }", [{"", MINE}]),
        ("INSERT DATA { GRAPH <graph/mine> { } . GRAPH <article/a1> { } }", [{MINE, YOURS}]),
        ("DELETE DATA{GRAPH<graph/mine>{<a><b>1}}", [{MINE}]),
        ("DELETE WHERE { GRAPH <graph/mine> { ?s ?p ?o } GRAPH ?g { ?s ?p ?o } }", [{MINE, ANY}]),
        ("DELETE WHERE { ?s ?p ?o }", [{""}]),
        ("WITH <graph/mine> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", [{MINE}]),
        ("WITH <graph/mine> INSERT { GRAPH <article/a1> { <a> <b> ?o } } WHERE { ?s ?p ?o }", [{YOURS}]),
        ("DELETE { GRAPH <graph/mine> { ?s ?p ?o } } INSERT { ?s ?p ?o } USING <x> WHERE { ?s ?p ?o }", [{"", MINE}]),
        ("INSERT { GRAPH <graph/mine> { ?s ?p ?o } } WHERE { FILTER(?a<?b&&?c>?d) GRAPH ?g { ?s ?p ?o } }", [{MINE}]),
        ("CLEAR ALL; drop silent default; CLEAR NAMED; DROP GRAPH <graph/mine>;", [{ANY}, {""}, {ANY}, {MINE}]),
        ("CREATE SILENT GRAPH <graph/mine>", [{MINE}]),
        ("COPY <article/a1> TO <graph/mine> ; ADD GRAPH <article/a1> TO DEFAULT", [{MINE}, {""}]),
        ("MOVE SILENT <article/a1> TO GRAPH <graph/mine>", [{YOURS, MINE}]),
        ("LOAD <x> INTO GRAPH <graph/mine>", [{ANY}]),
        ("PREFIX g: <graph/> CLEAR GRAPH g:mine ; CLEAR GRAPH <graph/min\\u0065>", [{MINE}, {MINE}]),
        ("BASE <http://y.example/> CLEAR GRAPH <graph/mine>", [{"http://y.example/graph/mine"}]),
        ("INSERT DATA { <a> <b> <c> {| <d> <e> |} }", [{""}]),
    ],
)
def test_what_an_update_writes(update: str, graphs: list[set[str]]) -> None:
    assert written(update) == graphs


def test_a_later_prologue_holds_from_there_on() -> None:
    update = "PREFIX g: <graph/> CLEAR GRAPH g:mine ; PREFIX g: <article/> CLEAR GRAPH g:a1"
    first, second = operations(Source(update, prefixes={}, base=BASE), DataSet())
    assert [target.iri for target in (*first.writes, *second.writes)] == [MINE, YOURS]
    for one in (first, second):
        read_update(one.text, base=BASE, prefixes={})


@pytest.mark.parametrize(
    "update",
    [
        "PREFIX GRAPHg: <x> PREFIX g: <article/> INSERT DATA { GRAPHg:a1 { <a> <b> 1 } }",
        "PREFIX g: <article/> WITH <graph/mine> INSERT { GRAPHg:a1 { <a> <b> 1 } } WHERE { }",
        "PREFIX g: <article/> COPYg:a1TOg:a2",
        "CLEARGRAPH <article/a1>",
        "INSERTDATA { <a> <b> 1 }",
        "INSERT { GRAPH <graph/mine> { <a> <b> ?a } } WHERE { FILTER(?a<?b&&'>'='}') }",
        "INSERT { GRAPH <graph/mine> { <a> <b> ?a } } WHERE { FILTER(?a<?b#>\n) } ; CLEAR ALL",
    ],
)
def test_what_cannot_be_told_is_refused(update: str) -> None:
    """Or it is no update."""
    with pytest.raises(QueryError):
        written(update)


def test_the_protocol_s_data_set_goes_before_every_pattern_that_has_none() -> None:
    update = "DELETE WHERE { GRAPH <g> { ?s ?p ?o } } ; INSERT { GRAPH <g> { ?s ?p ?o } } WHERE { ?s ?p ?o } ; CLEAR GRAPH <g>"
    found = operations(
        Source(update, prefixes={}, base=BASE), DataSet(("http://y.example/1",), ("http://y.example/2",))
    )
    clauses = "USING <http://y.example/1> USING NAMED <http://y.example/2> WHERE"
    texts = [" ".join(one.text.split()) for one in found]
    assert texts == [
        f"DELETE {{ GRAPH <g> {{ ?s ?p ?o }} }} {clauses} {{ GRAPH <g> {{ ?s ?p ?o }} }}",
        f"INSERT {{ GRAPH <g> {{ ?s ?p ?o }} }} {clauses} {{ ?s ?p ?o }}",
        "CLEAR GRAPH <g>",
    ]
    for clause in ("WITH <g> DELETE { ?s ?p ?o } WHERE { }", "DELETE { ?s ?p ?o } USING <g> WHERE { ?s ?p ?o }"):
        with pytest.raises(QueryError, match="USING"):
            list(operations(Source(clause, prefixes={}, base=BASE), DataSet(("http://y.example/1",))))


PIECES = (
    "GRAPH", "<graph/mine>", "<article/a1>", "{", "}", "{ <a> <b> 1 }", "{ ?s ?p ?o }", "INSERT", "DELETE", "DATA", "WHERE",
    "WITH", "USING", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "TO", "DEFAULT", "NAMED", "ALL", "SILENT", ";", "?g",
    "PREFIX g: <article/>", "g:a1", "FILTER(?s<?o&&?o>?s)", "'}'", "#\n", "[]", "( 1 )", "<a>", "<b>",
)  # fmt: skip
FORMS = (
    "INSERT DATA { P P P }", "DELETE DATA { P P P }", "DELETE WHERE { P P P }", "WITH P DELETE { P P } INSERT { P P } WHERE { P P }",
    "DELETE { P P P } WHERE { P P P }", "INSERT { P P P } USING P WHERE { P P }", "P P P TO P P", "P P P P",
)  # fmt: skip
PARTS = st.sampled_from(
    (*PIECES, "GRAPH <graph/mine> { <a> <b> 1 }", "GRAPH g:a1 { ?s ?p ?o }", "GRAPH ?g { ?s ?p ?o }")
)


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(FORMS), st.lists(PARTS, min_size=8, max_size=8)), min_size=1, max_size=2))
def test_whatever_the_engine_changes_was_told(forms: list[tuple[str, list[str]]]) -> None:
    """Of all updates that it understands."""
    texts = []
    for form, parts in forms:
        for part in parts:
            form = form.replace("P", "\0", 1).replace("\0", part.replace("P", "\1"), 1)
        texts.append(form.replace("P", "").replace("\1", "P"))
    update = "PREFIX g: <article/> " + " ; ".join(texts)
    try:
        told = {iri for graphs in written(update) for iri in graphs}
    except QueryError:
        return
    store = Store()
    for graph in (MINE, YOURS, f"{BASE}a"):
        for node in (NamedNode(graph), DefaultGraph()):
            store.add(Quad(NamedNode(f"{BASE}{len(graph)}"), NamedNode(f"{BASE}p"), Literal("x"), node))
    before, named = set(store), set(store.named_graphs())
    try:
        store.update(update, base_iri=BASE)
    except (RuntimeError, OSError):
        return
    changed = {quad.graph_name for quad in before ^ set(store)} | (named ^ set(store.named_graphs()))
    assert ANY in told or {"" if graph == DefaultGraph() else graph.value for graph in changed} <= told
