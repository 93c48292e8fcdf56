"""Queries of a store: which graphs they read, what they need not declare, what is refused, and what describes an IRI."""

from collections.abc import Callable

import pytest
from makers.graphs import BOTH, BOTH_GOLD, G, H, quads, replace, rows
from pyoxigraph import Literal, NamedNode

from graph.answers import QueryError
from graph.protocol import Store
from ontology.iris import DEFAULT_BASE, article_iri, entity_iri

Lines = Callable[[Store], list[str]]


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
