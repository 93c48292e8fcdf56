import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article
from extract.reading import Entity, Fact, Mention, Reading, Sentence
from graph import conflicts
from graph.conflicts import contradict
from graph.home import Graph, Home, HomeError

State = Callable[[Graph], dict[str, Any]]

LINKS = """PREFIX rq: <https://w3id.org/rongqiao/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT DISTINCT ?a ?b { ?one rq:conflictsWith ?two . ?one rdf:object ?a . ?two rdf:object ?b }"""


def founded(number: int, *years: str, name: str = "南极圈", day: date | None = None, text: str = "") -> Reading:
    """An article that tells when something was founded, once a year given."""
    text = f"{name}{text or number}：" + "，".join(f"成立于{year}" for year in years) + "。"
    return Reading(
        Article(f"a{number}", f"题{number}", text, day),
        "f",
        (Sentence(0, len(text)),),
        (Mention(0, len(name), name, "ORG", "o", 0.9),),
        entities=(Entity("o", "ORG", name),),
        facts=tuple(Fact("o", "foundingDate", year, True, 0, len(text), 0.9) for year in years),
    )


def links(graph: Graph) -> set[tuple[str, str]]:
    return {(getattr(row["a"], "value", ""), getattr(row["b"], "value", "")) for row in graph.select(LINKS)}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2014", "2015", True),
        ("2014-09", "2014", False),
        ("2014-09", "2014-10", True),
        ("2014-09-05", "2014-09", False),
        ("199X", "1995", False),
        ("199X", "2001", True),
        ("2012/2016", "2017", True),
        ("2012/..", "2017", False),
        ("2012/..", "2011", True),
        ("2014~", "2015", False),
        ("2014?", "2015", False),
        ("去年", "2015", False),
        ("2014", "2014", False),
    ],
)
def test_dates_contradict_each_other_where_they_share_no_day(one: str, other: str, expected: bool) -> None:
    assert contradict(one, other) is contradict(other, one) is expected


def test_two_founding_dates_are_linked_and_an_exacter_one_is_not(home: Home) -> None:
    with home.own("test") as graph:
        for reading in (
            founded(1, "2014"),
            founded(2, "2014-09"),
            founded(3, "2016"),
            founded(4, "2016", name="百老汇"),
        ):
            home.put(reading)
            graph.catch_up()
        assert links(graph) == {("2014", "2016"), ("2016", "2014"), ("2014-09", "2016"), ("2016", "2014-09")}


def test_one_article_can_contradict_itself(home: Home) -> None:
    home.put(founded(1, "2014", "2016"))
    with home.own("test") as graph:
        graph.catch_up()
        assert links(graph) == {("2014", "2016"), ("2016", "2014")}


def test_every_claim_is_linked_and_links_grow_with_the_sources_not_with_their_square(home: Home) -> None:
    for number in range(20):
        home.put(founded(number, "2014" if number % 2 else "2016"))
    with home.own("test") as graph:
        graph.catch_up()
        prologue = "PREFIX rq: <https://w3id.org/rongqiao/ontology#> "
        linked = graph.select(
            prologue + "SELECT DISTINCT ?c { ?c rq:conflictsWith ?other . ?other rq:conflictsWith ?c }"
        )
        assert len(linked) == 20
        assert len(graph.select(prologue + "SELECT ?c ?o { ?c rq:conflictsWith ?o }")) < 2 * 20
        involved = graph.select(prologue + "SELECT ?a { ?x a rq:Conflict ; rq:article ?a }")
        assert len(involved) == 20


def test_a_conflict_goes_with_the_article_that_made_it(home: Home, state: State, fresh: State) -> None:
    with home.own("test") as graph:
        home.put(founded(1, "2014"))
        graph.catch_up()
        alone = state(graph)["quads"]
        home.put(founded(2, "2016"))
        graph.catch_up()
        assert links(graph)
        home.retract("a2")
        graph.catch_up()
        assert state(graph)["quads"] == alone
        assert state(graph) == fresh(graph)


def test_a_crash_between_an_article_and_its_conflict_is_repaired(
    home: Home, state: State, fresh: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The article is gone from the store already, and what it was about is known from the conflict alone."""
    follow = conflicts.follow
    with home.own("test") as graph:
        home.put(founded(1, "2014"))
        home.put(founded(2, "2016"))
        graph.catch_up()
        home.retract("a2")

        def failing(*args: Any) -> None:
            raise OSError("disk full")

        monkeypatch.setattr(conflicts, "follow", failing)
        with pytest.raises(HomeError, match="disk full"):
            graph.catch_up()
        assert graph.select("PREFIX rq: <https://w3id.org/rongqiao/ontology#> SELECT ?x { ?x a rq:Conflict }")
        monkeypatch.setattr(conflicts, "follow", follow)
        graph.catch_up()
        assert not graph.select("PREFIX rq: <https://w3id.org/rongqiao/ontology#> SELECT ?x { ?x a rq:Conflict }")
        assert state(graph) == fresh(graph)


LONG = "这家由离职员工组成的社群如今有一万多名成员，分布在北京、深圳和杭州，过去三年里他们办了两百场活动，帮四十家公司找到了第一笔钱"
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("put"),
            st.integers(1, 4),
            st.lists(st.sampled_from(["2014", "2014-09", "2016", "2016~"]), unique=True, max_size=2),
            st.sampled_from([None, date(2020, 1, 1), date(2021, 1, 1)]),
            st.sampled_from(["", LONG, f"{LONG}。完"]),
        ),
        st.tuples(st.just("retract"), st.integers(1, 4), st.just([]), st.none(), st.just("")),
        st.tuples(st.sampled_from(["catch up", "reopen"]), st.just(0), st.just([]), st.none(), st.just("")),
    ),
    max_size=10,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_whatever_happened_conflicts_and_copies_are_those_of_what_remains(
    steps: list[tuple[str, int, list[str], date | None, str]], state: State, fresh: State
) -> None:
    """Followed change by change, rebuilt, and in a directory that never saw what is gone."""
    folder = Path(tempfile.mkdtemp())
    try:
        with Home(folder / "one") as home, Home(folder / "other") as other:
            remaining: dict[int, Reading] = {}
            graph_of = home.own("test")
            graph = graph_of.__enter__()
            for step, number, years, day, text in steps:
                if step == "put":
                    remaining[number] = founded(number, *years, day=day, text=text)
                    home.put(remaining[number])
                elif step == "retract":
                    home.retract(f"a{number}")
                    remaining.pop(number, None)
                elif step == "catch up":
                    graph.catch_up()
                else:
                    graph_of.__exit__(None, None, None)
                    graph_of = home.own("test")
                    graph = graph_of.__enter__()
            graph.catch_up()
            followed = state(graph)
            assert followed == fresh(graph)
            graph_of.__exit__(None, None, None)
            for number in sorted(remaining, reverse=True):
                other.put(remaining[number])
            with other.own("test") as never:
                never.catch_up()
                assert clockless(state(never)["quads"]) == clockless(followed["quads"])
    finally:
        shutil.rmtree(folder)


def clockless(quads: list[bytes]) -> list[bytes]:
    """Without the moments of ingestion, in which two directories differ."""
    return [quad for quad in quads if b"#ingested" not in quad]
