from collections.abc import Callable

import pytest

from extract.reading import Reading
from graph.graph import Graph
from graph.home import Home
from graph.taglines import taglines
from ontology.iris import entity_iri
from ontology.predicates import PREDICATES


def line(graph: Graph, typed: str) -> str:
    return graph.suggest(typed)[0].line


@pytest.mark.parametrize("home", ["directory", "server"], indirect=True)
def test_a_line_follows_the_facts_and_the_names_of_others(home: Home, reading: Callable[..., Reading]) -> None:
    """What more articles say comes first; an article that goes takes with it what it alone said; a thing that is called
    otherwise is so in the lines of others too."""
    with home.own("test") as graph:
        home.put(reading(1, "潘国华"))
        graph.catch_up()
        assert (line(graph, "njq"), line(graph, "pgh")) == ("潘国华创办", "创办南极圈")
        home.put(reading(2, "陈枫"))
        home.put(reading(3, "陈枫", "阿四"))
        graph.catch_up()
        assert line(graph, "njq") == "陈枫、潘国华创办"
        home.decide(lambda one: one.rename("陈枫", "陈老板"), author="编辑", reason="")
        graph.catch_up()
        assert line(graph, "njq") == "陈老板、潘国华创办"
        home.retract("a2")
        home.retract("a3")
        graph.catch_up()
        assert line(graph, "njq") == "潘国华创办"
        assert graph.suggest("clb") == []


def test_users_graphs_tell_nothing_of_a_thing(home: Home, reading: Callable[..., Reading]) -> None:
    """Whatever the order in which they and articles come."""
    home.put(reading(1, "潘国华"))
    firm, other = (entity_iri(home.base, name) for name in ("南极圈", "陈枫"))
    triple = f"<{firm}> <{PREDICATES['founder'].iri}> <{other}> .\n"
    home.annotations.write({"mine": triple.encode()}, author="甲", seen=0)
    with home.own("test") as graph:
        graph.catch_up()
        assert len(graph.select(f"SELECT ?o {{ <{firm}> <{PREDICATES['founder'].iri}> ?o }}")) == 2
        assert line(graph, "njq") == "潘国华创办"


def test_every_type_is_told_by_what_is_told_of_it(home: Home, full_reading: Reading) -> None:
    """An employer whom the article calls a former one is told as that, and a firm but once."""
    home.put(full_reading)
    with home.own("test") as graph:
        graph.catch_up()
        lines = [graph.suggest(f"{kind}1")[0].line for kind in ("PER", "ORG", "LOC", "WORK", "PRODUCT", "EVENT")]
        rows = [row for local in home.truths.entities_after("", limit=99) if (row := home.truths.entity(local))]
        assert taglines(graph.select, home.base, rows, home.truths.labels).keys() == {row.local for row in rows}
    assert lines == [
        "创始人 · 曾任职于ORG2 · 毕业于ORG2",
        "位于LOC2 · 2014年成立 · PER2创办",
        "",
        "作者PER2",
        "ORG2出品",
        "",
    ]
