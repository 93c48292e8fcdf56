"""Links to what things are elsewhere: tables of them, where they hold, and where the graph shows them."""

from collections.abc import Callable
from typing import Any

import pytest
from pyoxigraph import NamedNode

from corpus.article import Article
from extract.reading import Entity, Reading
from graph.deciding import LinkedError
from graph.dump import dump
from graph.graph import Graph
from graph.home import Home
from graph.ledger import Decision, DecisionError, of_json
from graph.link_tables import LinkRow, LinkTableError, of_csv, of_turtle
from graph.links import TargetError, target
from ontology.iris import DEFAULT_BASE, PREFIXES

Readings = Callable[..., Reading]
State = Callable[[Graph], dict[str, Any]]

Q1, Q2 = "http://www.wikidata.org/entity/Q1", "http://www.wikidata.org/entity/Q2"
SAME = f"SELECT ?l ?i {{ ?e <{PREFIXES['owl']}sameAs> ?i ; <{PREFIXES['rdfs']}label> ?l }} ORDER BY ?i"


def decide(home: Home, kind: str, *words: Any, **more: Any) -> Decision:
    return home.decide(lambda deciding: getattr(deciding, kind)(*words, **more), author="编辑", reason="")


def shown(graph: Graph) -> list[tuple[str, str]]:
    """Label and IRI of each link, as a query of the union gives them."""
    return [(getattr(row["l"], "value", ""), getattr(row["i"], "value", "")) for row in graph.select(SAME)]


def product(number: int, name: str) -> Reading:
    """An article about a product."""
    return Reading(Article(f"p{number}", "", name), "f", entities=(Entity("e", "PRODUCT", name),))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Q1", Q1),
        (" https://www.wikidata.org/wiki/Q1#sitelinks", Q1),
        ("http://wikidata.org/entity/Q1", Q1),
        ("https://sws.geonames.org/1816670/", "https://sws.geonames.org/1816670/"),
        ("https://www.wikidata.org/wiki/Property:P31", "https://www.wikidata.org/wiki/Property:P31"),
    ],
)
def test_an_identifier_or_a_page_of_wikidata_is_the_iri_that_it_gives_the_thing(said: str, meant: str) -> None:
    assert target(said) == meant
    assert target(meant) == meant


@pytest.mark.parametrize(
    "said", ["", "Q", "q1", "javascript:alert(1)", "http://", "http://a b", "http://x/<>", "urn:x:1"]
)
def test_what_is_no_iri_of_the_web_is_refused(said: str) -> None:
    with pytest.raises(TargetError):
        target(said)


def test_a_link_is_in_a_graph_of_its_own_in_the_union_in_the_entitys_rdf_and_in_dumps(
    home: Home, reading: Readings, tmp_path: Any
) -> None:
    home.put(reading(1, "潘国华"))
    decide(home, "link", "南极圈", "Q1")
    with home.own("test") as graph:
        graph.catch_up()
        assert shown(graph) == [("南极圈", Q1)]
        rows = graph.select(f"SELECT ?g {{ GRAPH ?g {{ ?e <{PREFIXES['owl']}sameAs> ?i }} }}")
        assert [row["g"] for row in rows] == [NamedNode(f"{DEFAULT_BASE}link/南极圈")]
        assert Q1.encode() in (graph.describe(f"{DEFAULT_BASE}entity/南极圈", "text/turtle") or b"")
        view = graph.entity("南极圈")
        assert view is not None
        assert view.elsewhere == (Q1,)
        for form in ("nquads", "turtle", "jsonld"):
            with (tmp_path / form).open("w+b") as file:
                dump(home.truths, file, form, lambda done, total: None)  # type: ignore[arg-type]
            assert Q1.encode() in (tmp_path / form).read_bytes()


def test_a_link_follows_its_entity_and_goes_and_comes_with_it(
    home: Home, reading: Readings, state: State, fresh: State
) -> None:
    home.put(reading(1, "潘国华"))
    home.put(reading(2, "陈枫"))
    with home.own("test") as graph:
        graph.catch_up()
        before = state(graph)
        link = decide(home, "link", "陈枫", "Q1")
        merged = decide(home, "merge", "潘国华", "陈枫")
        renamed = decide(home, "rename", "潘国华", "潘先生")
        graph.catch_up()
        assert shown(graph) == [("潘先生", Q1)]
        home.retract("a1")
        graph.catch_up()
        assert shown(graph) == [("潘先生", Q1)]
        home.retract("a2")
        graph.catch_up()
        assert shown(graph) == []
        assert [one.id for one, _ in home.truths.orphans()] == [link.id, merged.id, renamed.id]
        home.put(reading(2, "陈枫"))
        home.put(reading(1, "潘国华"))
        graph.catch_up()
        assert shown(graph) == [("潘先生", Q1)]
        assert state(graph) == fresh(graph)
        for one in (renamed, merged, link):
            decide(home, "undo", one.id)
        graph.catch_up()
        assert _clockless(state(graph)) == _clockless(before)


def test_a_link_of_what_nobody_speaks_of_yet_waits_for_it_and_a_told_type_chooses(
    home: Home, reading: Readings
) -> None:
    waiting, chosen = decide(home, "link", "南极圈", "Q1"), decide(home, "link", "南极圈", "Q2", "PRODUCT")
    assert {one.id for one, _ in home.truths.orphans()} == {waiting.id, chosen.id}
    with pytest.raises(LinkedError):
        decide(home, "link", "南极圈", "Q1")
    with home.own("test") as graph:
        home.put(reading(1, "潘国华"))
        graph.catch_up()
        assert shown(graph) == [("南极圈", Q1)]
        home.put(product(1, "南极圈"))  # now nobody knows which one the first link means
        graph.catch_up()
        assert shown(graph) == [("南极圈", Q2)]
        assert [(one.id, missing) for one, missing in home.truths.orphans()] == [
            (waiting.id, ["entity 南极圈 (one of any type)"])
        ]
        home.retract("p1")
        graph.catch_up()
        assert shown(graph) == [("南极圈", Q1)]


def test_a_name_of_several_things_is_refused_with_their_local_names(home: Home, reading: Readings) -> None:
    home.put(reading(1, "潘国华"))
    home.put(product(1, "南极圈"))
    with pytest.raises(
        DecisionError, match=r"several things have this label: 南极圈 \(ORG\), 南极圈_\(产品\) \(PRODUCT\)"
    ):
        decide(home, "link", "南极圈", "Q1", by_label=True)
    decide(home, "link", "南极圈", "Q1")  # its local name
    decide(home, "link", "南极圈", "Q2", "PRODUCT", by_label=True)
    assert [(one.values["iri"], local) for one, local in home.truths.links()] == [(Q1, "南极圈"), (Q2, "南极圈_(产品)")]


def test_a_line_of_a_ledger_that_links_with_no_iri_is_refused(home: Home) -> None:
    made = decide(home, "link", "南极圈", "Q1").to_json()
    for iri in ("javascript:alert(1)", "Q1", "http://a b", 7):
        form = {**made, "values": {"iri": iri}}
        del form["id"]
        with pytest.raises(DecisionError, match="iri:"):
            of_json(form)


def test_a_csv_table_is_read_row_by_row_with_lines() -> None:
    table = 'qid;Name;note;type\nQ1;南极圈;"两\n行";org\n\nQ2;;x\nQ3;"坏"的;x\nQ4;陈枫;x;PER\n'
    expected = [
        LinkRow(2, "南极圈", "Q1", "ORG", True),
        LinkRow(5, fault="name: empty"),
        LinkRow(6, fault="';' expected after '\"'"),
        LinkRow(7, "陈枫", "Q4", "PER", True),
    ]
    assert list(of_csv(table.encode("utf-8-sig"))) == expected
    assert list(of_csv(table.encode("gb18030"))) == expected
    assert list(of_csv("entity,iri\n小满_(产品),http://x/".encode())) == [LinkRow(2, "小满_(产品)", "http://x/")]
    for without in (b"", b"name\nx", b'"na"me,iri\nx,Q1', "南极圈,Q1".encode()):
        with pytest.raises(LinkTableError, match="first line"):
            list(of_csv(without))


def test_turtle_is_read_on_behind_a_mistake_and_every_fault_has_its_line() -> None:
    turtle = f"""@prefix owl: <{PREFIXES["owl"]}> .
@prefix entity: <{DEFAULT_BASE}entity/> .
entity:南极圈 owl:sameAs
  <{Q1}> ; a <http://x/> .
entity:坏 owl:sameAs <a b> .
<{Q2}> owl:sameAs <陈枫> .
entity:甲 owl:sameAs entity:乙 .
entity:甲 owl:sameAs "Q1" .
<http://x/> owl:sameAs <http://y/> .
"""
    rows = list(of_turtle(turtle.encode(), DEFAULT_BASE))
    assert [(row.line, row.entity, row.iri) for row in rows if not row.fault] == [(4, "南极圈", Q1), (6, "陈枫", Q2)]
    assert [row.line for row in rows if row.fault] == [5, 7, 8, 9]


def _clockless(found: dict[str, Any]) -> dict[str, Any]:
    return found | {"quads": [quad for quad in found["quads"] if "#ingested" not in quad]}
