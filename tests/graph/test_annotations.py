"""Users' own graphs: kept in the truths, in the graph, in backups; they say anything, and disturb nothing."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from extract.reading import Reading
from graph import annotations
from graph.annotations import FullError, OvertakenError
from graph.backup import back_up, restore
from graph.dump import dump
from graph.home import Home
from graph.protocol import Store
from graph.truths import Truths
from ontology.iris import DEFAULT_BASE, PREFIXES, RQ, graph_iri, graph_name

Readings = Callable[..., Reading]
Lines = Callable[[Store], list[str]]

NOTE = f'<https://x.example/s> <{RQ}note> "a" .'
PART = f"<{DEFAULT_BASE}article/a1#c0> <{PREFIXES['rdf']}type> <{RQ}Claim> ."
BLANK = f'_:b1 <{RQ}note> "x\\ny" .', f"_:b1 <{RQ}note> _:b2 ."


def lines_of(triples: Iterable[str]) -> bytes:
    """Triples as a graph is kept."""
    return annotations.lines_of(triple.encode() for triple in triples)


def write(home: Home, name: str, *triples: str) -> int:
    """Writes a graph, knowing what is in it."""
    return home.annotations.write({name: lines_of(triples)}, author="读者", seen=home.truths.head())


def test_what_is_written_is_there_with_its_author_until_it_is_removed(home: Home) -> None:
    first = write(home, "mine", NOTE, PART)
    assert home.annotations.contents("mine") == lines_of([PART, NOTE])
    assert write(home, "mine", PART, NOTE) == first, "nothing has changed"
    write(home, "mine", NOTE)
    (row,) = home.annotations.all()
    assert (row.name, row.triples, row.author) == ("mine", 1, "读者")
    assert write(home, "mine") > first
    assert (home.annotations.all(), home.annotations.contents("mine")) == ([], b"")
    assert [(w.added, w.removed) for w in home.annotations.writes("mine")] == [(2, 0), (0, 1), (0, 1)]


def test_a_write_by_one_who_has_not_seen_the_last_one_is_refused_whole(home: Home) -> None:
    seen = home.truths.head()
    write(home, "one", NOTE)
    with pytest.raises(OvertakenError, match="graph/one"):
        home.annotations.write({"two": lines_of([NOTE]), "one": lines_of([PART])}, author="x", seen=seen)
    assert home.annotations.names() == ["one"]
    home.annotations.write({"two": lines_of([NOTE])}, author="x", seen=seen)


def test_a_graph_that_is_too_large_is_refused_and_so_is_one_too_many(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotations, "MOST", 200)
    monkeypatch.setattr(annotations, "MOST_OF_ALL", 2 * len(lines_of([NOTE])))
    with pytest.raises(FullError) as found:
        write(home, "one", *(NOTE.replace('"a"', f'"{n}"') for n in range(9)))
    assert not found.value.whole
    write(home, "one", NOTE)
    write(home, "two", NOTE)
    with pytest.raises(FullError) as found:
        write(home, "three", NOTE)
    assert found.value.whole
    assert home.annotations.names() == ["one", "two"]
    write(home, "two")


@pytest.mark.parametrize("home", ["directory", "server"], indirect=True)
def test_the_union_keeps_what_a_user_and_an_article_say_until_the_last_of_them_goes(
    home: Home, reading: Readings, lines: Lines
) -> None:
    """Also what is said of a part of the article, and in a graph with blank nodes; and following is rebuilding."""
    triple = PART[:-2]
    with home.own("test") as graph:

        def quads() -> list[str]:
            graph.catch_up()
            found = lines(graph._derived.store)
            graph.rebuild()
            assert lines(graph._derived.store) == found
            return found

        home.put(reading(1, "潘国华"))
        write(home, "mine", PART, *BLANK)
        assert {triple, f"{triple} <{DEFAULT_BASE}graph/mine>"} <= set(quads())
        home.retract("a1")
        left = quads()
        assert triple in left
        assert len(left) == 6, "three triples, in their graph and in the union"
        home.put(reading(1, "潘国华"))
        write(home, "mine", BLANK[0])
        assert triple in quads()
        write(home, "mine", PART)
        assert len([line for line in quads() if RQ + "note" in line]) == 0
        write(home, "mine")
        assert triple in quads()
        home.retract("a1")
        assert quads() == []


def test_blank_nodes_are_the_same_after_everything_was_made_anew(home: Home, lines: Lines) -> None:
    write(home, "mine", *BLANK)
    with home.own("test") as graph:
        graph.catch_up()
        assert [line for line in lines(graph._derived.store) if "graph/mine" in line] == [
            f"{line[:-2]} <{DEFAULT_BASE}graph/mine>" for line in sorted(BLANK)
        ]


LIES = (
    "<ARTICLE1> <schema:datePublished> 'never' . <ARTICLE1> <rdf:type> <schema:NewsArticle> . "
    "<ARTICLE1#c0> <rq:start> 'x' . <ARTICLE1#c0> <rq:when> 'x' . <ARTICLE1#s0> <rq:start> 'x' . "
    "<GRAPH> <rdf:type> <rq:Conflict> . <GRAPH> <schema:about> <ENTITY> . <GRAPH> <rq:claim> <GRAPH#c> . "
    "<GRAPH#c> <rq:conflictsWith> <ARTICLE1#c0> . <GRAPH> <schema:headline> 'x' . <GRAPH> <schema:datePublished> 'x' . "
    "<GRAPH> <schema:mentions> <ENTITY> . <GRAPH#c> <rdf:type> <rq:Claim> . <GRAPH#c> <rdf:subject> <ENTITY> . "
    "<GRAPH#c> <rdf:predicate> <schema:foundingDate> . <GRAPH#c> <rdf:object> '1901' . <GRAPH#c> <rq:article> <GRAPH> . "
    "<GRAPH#c> <rq:article> <ARTICLE1> . <GRAPH#c> <rq:quote> 'x' . <GRAPH#c> <rq:start> 'x' . <GRAPH#c> <rq:end> 'x' . "
    "<GRAPH#c> <rq:confidence> 'x' . <GRAPH#q> <schema:spokenByCharacter> <ENTITY> . <GRAPH#q> <schema:text> 'x' . "
    "<GRAPH#q> <rq:start> 'x' . <GRAPH#q> <rq:end> 'x' . <GRAPH#m> <oa:hasBody> <ENTITY> . "
    "<ENTITY> <rdfs:label> '别名' . <ENTITY> <rdf:type> <schema:Person> . <ENTITY> <rdf:type> _:kind . "
    "_:x <schema:founder> <ENTITY> . <ENTITY> <owl:sameAs> <javascript:x> . <ENTITY> <rq:note> 'x' ."
)


def lies(name: str) -> list[str]:
    """What would be most awkward to hear from a user, in a graph of this name, about 南极圈 and the first article."""
    text = LIES.replace("'", '"').replace("ARTICLE1", f"{DEFAULT_BASE}article/a1")
    text = text.replace("ENTITY", f"{DEFAULT_BASE}entity/南极圈").replace("GRAPH", graph_iri(DEFAULT_BASE, name))
    for prefix, iri in PREFIXES.items():
        text = text.replace(f"<{prefix}:", f"<{iri}")
    return [f"{triple} ." for triple in text.removesuffix(" .").split(" . ")]


def test_what_users_say_changes_no_page_and_no_conflict_and_stops_nobody(
    home: Home, reading: Readings, lines: Lines
) -> None:
    """Lies about an entity, an article and its claims, and claims that no article makes, with values that are none."""
    with home.own("test") as graph:

        def founded(year: str, number: int) -> None:
            one = reading(number, "潘国华")
            fact = replace(one.facts[0], predicate="foundingDate", object=year, literal=True)
            home.put(replace(one, facts=(*one.facts, fact)))
            graph.catch_up()

        def shown() -> tuple[Any, ...]:
            derived = [line for line in lines(graph._derived.store) if f"<{DEFAULT_BASE}conflict/" in line]
            return graph.entity("南极圈"), graph.entity("潘国华"), graph.article("a1"), derived

        founded("2014", 1)
        first = shown()
        write(home, "conflict/lies", *lies("conflict/lies"))
        graph.catch_up()
        assert shown() == first
        founded("2016", 2)
        second = shown()
        assert second[3]
        graph.rebuild()
        assert shown() == second
        write(home, "conflict/lies")
        graph.catch_up()
        assert shown() == second
        for iri in (f"{DEFAULT_BASE}entity/南极圈", graph_iri(DEFAULT_BASE, "conflict/lies")):
            write(home, "conflict/lies", *lies("conflict/lies"))
            graph.catch_up()
            assert graph.describe(iri, "text/turtle")


@pytest.mark.filterwarnings("ignore:(ConjunctiveGraph|Dataset).* is deprecated:DeprecationWarning")
def test_every_dump_has_users_graphs_and_says_nothing_twice(home: Home, reading: Readings) -> None:
    home.put(reading(1, "潘国华"))
    write(home, "mine", PART, *BLANK, *lies("mine"))
    with home.own("test") as graph:
        graph.catch_up()
        expected = set(parse(graph._derived.store.dump(), format=RdfFormat.N_QUADS))
    dumped = {}
    for form, reader in (("nquads", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG), ("turtle", RdfFormat.TURTLE)):
        output = BytesIO()
        dump(home.truths, output, form, lambda done, total: None)
        dumped[form] = list(parse(output.getvalue(), format=reader))
    assert set(dumped["nquads"]) == {quad for quad in expected if quad.graph_name != DefaultGraph()}
    assert len(set(dumped["trig"])) == len(dumped["nquads"])
    assert set(dumped["turtle"]) == {Quad(*quad.triple) for quad in expected if quad.graph_name == DefaultGraph()}
    assert len(set(dumped["turtle"])) == len(dumped["turtle"])
    output = BytesIO()
    dump(home.truths, output, "jsonld", lambda done, total: None)
    found = rdflib.Dataset().parse(data=output.getvalue(), format="json-ld")
    assert len(list(found.quads())) == len(dumped["nquads"])


def test_a_backup_holds_users_graphs_and_the_graph_follows_a_restore(
    home: Home, tmp_path: Path, reading: Readings, lines: Lines
) -> None:
    home.put(reading(1, "潘国华"))
    write(home, "mine", NOTE)
    back_up(home, tmp_path / "kept", lambda done, total: None)
    write(home, "mine", PART)
    write(home, "yours", PART)
    with home.own("test") as graph:
        graph.catch_up()
        restore(tmp_path / "kept", home.path, force=True, progress=lambda done, total: None)
        graph.catch_up()
        assert home.annotations.names() == ["mine"]
        assert [line for line in lines(graph._derived.store) if "/graph/" in line] == [
            f"{NOTE[:-2]} <{DEFAULT_BASE}graph/mine>"
        ]
    other = Truths(tmp_path / "data" / "truths.sqlite3")
    assert [write.author for write in other.annotations.writes("mine")] == ["读者"]
    other.close()


def test_a_file_of_schema_6_gets_room_for_graphs(
    home: Home, reading: Readings, without_graphs: Callable[[sqlite3.Connection], None]
) -> None:
    home.put(reading(1, "潘国华"))
    home.close()
    with sqlite3.connect(home.path / "truths.sqlite3") as db:
        without_graphs(db)
        db.execute("PRAGMA user_version = 6")
    db.close()
    with Home(home.path) as again:
        write(again, "mine", NOTE)
        assert [(change.article, change.graph) for change in again.truths.changes(after=0, limit=9)] == [
            ("a1", None),
            ("", "mine"),
        ]


def test_only_names_that_have_one_address_are_names() -> None:
    """As a server decodes it, and no other spelling of it."""
    for name in ("mine", "mine/二", "a b", "100%", "a#b", "x" * 500):
        assert graph_name(DEFAULT_BASE, graph_iri(DEFAULT_BASE, name)) == name
    for name in ("", "a/", "/a", "a//b", "../article/a1", "a/./b", "x" * 501):
        assert graph_name(DEFAULT_BASE, graph_iri(DEFAULT_BASE, name)) is None
    for rest in ("a#b", "a?b", "%61", "%E4%BA%8C", "a%2Fb", "a b"):
        assert graph_name(DEFAULT_BASE, f"{DEFAULT_BASE}graph/{rest}") is None
    assert graph_name(DEFAULT_BASE, f"{DEFAULT_BASE}article/a1") is None
