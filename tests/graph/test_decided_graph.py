"""What decisions do to the RDF and the index: a graph that follows them is the one that is made anew."""

from collections.abc import Callable
from typing import Any

from pyoxigraph import Literal

from extract.reading import Reading
from graph.checking import Checker
from graph.graph import Graph
from graph.home import Home
from graph.ledger import Decision
from ontology.iris import PREFIXES

State = Callable[[Graph], dict[str, Any]]
PROLOGUE = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())


def decide(home: Home, kind: str, *words: Any) -> Decision:
    return home.decide(lambda deciding: getattr(deciding, kind)(*words), author="编辑", reason="")


def values(graph: Graph, query: str) -> list[str]:
    rows = graph.select(PROLOGUE + query)
    return sorted(term.value for row in rows for term in row.values() if isinstance(term, Literal))


def test_a_graph_that_follows_decisions_is_what_a_rebuild_gives_and_undoing_all_gives_the_one_before(
    home: Home, gold_readings: tuple[Reading, ...], state: State, fresh: State
) -> None:
    for one in gold_readings:
        home.put(one)
    with home.own("test") as graph:
        graph.catch_up()
        before = state(graph)
        stated = [
            (stored.names[fact.subject], fact.predicate, stored.names[fact.object])
            for stored in home.truths.stored_after("", limit=99)
            for fact in stored.reading.facts
            if fact.predicate == "founder"
        ]
        (firm, _, founder), (other, _, _) = stated[0], next(one for one in stated if one[0] != stated[0][0])
        made = [
            decide(home, "reject", *stated[0]),
            decide(home, "confirm", *next(one for one in stated if one != stated[0])),
            decide(home, "merge", firm, other),
            decide(home, "alias", founder, "潘老板"),
            decide(home, "rename", founder, "潘先生"),
            decide(home, "note", founder, "<script>"),
        ]
        graph.catch_up()
        followed = state(graph)
        assert followed != before
        assert followed == fresh(graph)
        for one in made:
            decide(home, "undo", one.id)
        graph.catch_up()
        assert state(graph) == before


def test_claims_and_entities_carry_what_was_decided_and_the_shapes_find_no_fault_with_it(
    home: Home, reading: Callable[..., Reading]
) -> None:
    home.put(reading(1, "潘国华", "陈枫"))
    home.put(reading(2, "潘国华"))
    decide(home, "reject", "南极圈", "founder", "陈枫")
    decide(home, "confirm", "南极圈", "founder", "潘国华", "a2")
    decide(home, "alias", "潘国华", "潘老板")
    decide(home, "note", "潘国华", "见档案")
    with home.own("test") as graph:
        graph.catch_up()
        assert values(graph, "SELECT DISTINCT ?l { ?o schema:founder ?p . ?p rdfs:label ?l }") == ["潘国华"]
        assert values(graph, "SELECT ?c { ?claim rdf:predicate schema:founder ; rq:confidence ?c }") == ["0.9", "1"]
        assert values(
            graph, "SELECT ?w { ?claim rq:confirmedBy ?w ; rq:confidence 1.0 ; rq:article/dcterms:identifier 'a2' }"
        ) == ["编辑"]
        assert "潘老板" in values(graph, "SELECT DISTINCT ?a { ?p rdfs:label '潘国华'@zh ; skos:altLabel ?a }")
        assert graph.search("潘老板").hits[0].entity == "潘国华"
        view = graph.entity("潘国华")
        assert view is not None
        assert view.notes == ("见档案",)
        article = graph.article("a1")
        assert article is not None
        assert article.rejected == {1}
    checker = Checker()
    assert [found for one in home.truths.stored_after("", limit=9) for found in checker.check(home.truths, one)] == []


def test_queries_find_things_as_they_were_decided_to_be(home: Home, reading: Callable[..., Reading]) -> None:
    home.put(reading(1, "潘国华", "陈枫"))
    home.put(reading(2, "潘国华"))
    asked = "SELECT ?e ?t { ?e text:query (rdfs:label '%s') ; a ?t } ORDER BY ?e"
    with home.own("test") as graph:
        for kind, words, name, found in (
            ("retype", ("南极圈", "PRODUCT"), "南极圈", [("南极圈_(产品)", "Product")]),
            ("rename", ("潘国华", "潘先生"), "潘先生", [("潘国华", "Person")]),
            ("merge", ("潘国华", "陈枫"), "陈枫", [("潘国华", "Person")]),
            ("alias", ("潘国华", "潘老板"), "潘老板", [("潘国华", "Person")]),
        ):
            decide(home, kind, *words)
            graph.catch_up()
            lines = graph.query(asked % name, accept=["text/csv"]).body.decode().splitlines()[1:]
            assert [tuple(cell.rpartition("/")[2] for cell in line.split(",")) for line in lines] == found, kind
