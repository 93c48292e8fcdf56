import os
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.reading import Reading
from graph.graph import Graph
from graph.home import Home, HomeError
from graph.owner import OwnedError
from graph.truths import TruthsError

Readings = Callable[..., Reading]
Founders = Callable[[Graph], list[str]]


BOTH = pytest.mark.parametrize("home", ["directory", "server"], indirect=True)


@BOTH
def test_an_article_goes_in_and_comes_out_of_queries_search_and_views(
    home: Home, gold_readings: tuple[Reading, ...]
) -> None:
    for one in gold_readings:
        assert home.put(one) == "new"
    with home.own("test") as graph:
        assert graph.catch_up() == len(gold_readings)
        assert graph.catch_up() == 0
        amounts = graph.query("SELECT (COUNT(?c) AS ?n) { ?c rq:amount ?a }", accept=["text/csv"]).body
        assert int(amounts.split()[1]) == sum(fact.amount is not None for one in gold_readings for fact in one.facts)
        assert graph.search("沈砚青").hits[0].entity == "沈砚青"
        view = graph.entity("沈砚青")
        assert view is not None
        assert "老沈" in view.aliases
        assert graph.entity("无此人") is None
        article = graph.article("d01")
        assert article is not None
        assert article.reading in gold_readings
        assert article.names["p1"] == "沈砚青"
        assert graph.article("d99") is None
        assert graph.describe(f"{graph.base}article/d01", "text/turtle")
    assert home.count() == len(home.articles(limit=99)) == len(gold_readings)
    assert home.reading("d01") == article.reading
    assert home.is_current(article.article, "gold")


@BOTH
def test_an_entity_that_no_article_names_any_more_is_not_found(
    home: Home, reading: Readings, founders: Founders
) -> None:
    home.put(reading(1, "潘国华"))
    home.put(reading(2, "潘国华", "陈枫"))
    with home.own("test") as graph:
        graph.catch_up()
        assert [hit.articles for hit in graph.search("潘国华").hits if hit.entity] == [2]
        home.put(reading(2, "陈枫", version=1))
        graph.catch_up()
        assert [hit.articles for hit in graph.search("潘国华").hits if hit.entity] == [1]
        home.retract("a1")
        graph.catch_up()
        assert graph.search("潘国华").total == 0
        assert graph.entity("潘国华") is None
        assert founders(graph) == ["陈枫"]


def test_one_owns_the_graph_and_all_may_write_the_truths(home: Home, reading: Readings) -> None:
    with home.own("serve") as graph:
        with pytest.raises(OwnedError, match=rf"process {os.getpid()} \(rongqiao serve\)"), home.own("ingest"):
            pass
        with Home(home.path) as other:
            other.put(reading(1, "潘国华"))
            assert other.owner() == home.owner()
            assert other.pending() == 1
            assert other.settle("ingest") is False, "the owner's part"
            assert graph.catch_up() == 1
            assert other.pending() == 0
            assert other.search("潘国华").total == 2
    assert home.owner() is None


def test_search_without_owning_finds_nothing_where_nothing_was_made(home: Home, reading: Readings) -> None:
    home.put(reading(1, "潘国华"))
    assert home.search("潘国华").total == 0
    assert home.pending() == 1
    assert home.settle("search")
    assert home.search("潘国华").total == 2


def test_a_directory_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    Home(tmp_path).close()
    (tmp_path / "VERSION").write_text("2\n", "ascii")
    with pytest.raises(HomeError, match="newer version"):
        Home(tmp_path)


def test_a_directory_that_cannot_be_one_is_refused_with_its_name(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x", "ascii")
    with pytest.raises(HomeError, match="file: "):
        Home(file)
    (tmp_path / "truths.sqlite3").mkdir()
    with pytest.raises(TruthsError, match=r"truths\.sqlite3"):
        Home(tmp_path)


def test_the_base_of_the_iris_is_that_of_the_first_day(tmp_path: Path, reading: Readings) -> None:
    with Home(tmp_path, base="https://news.example/") as home:
        home.put(reading(1, "潘国华"))
    with Home(tmp_path) as home, home.own("test") as graph:
        graph.catch_up()
        assert graph.base == "https://news.example/"
        assert b"https://news.example/entity/" in graph.query("SELECT ?o { ?o schema:founder ?p }").body
