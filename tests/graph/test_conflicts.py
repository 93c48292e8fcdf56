import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article
from extract.reading import Entity, Fact, Mention, Reading, Sentence
from extract.regions import region
from extract.seats import seat
from graph import conflicts
from graph.graph import Graph, GraphError
from graph.home import Home
from graph.stances import contradict
from ontology.predicates import EntityType

State = Callable[[Graph], dict[str, Any]]

LINKS = """PREFIX rq: <https://w3id.org/rongqiao/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT DISTINCT ?a ?b { ?one rq:conflictsWith ?two . ?one rdf:object ?a . ?two rdf:object ?b }"""


BOTH = pytest.mark.parametrize("home", ["directory", "server"], indirect=True)


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


@BOTH
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
        for name, disputed in ("南极圈", True), ("百老汇", False):
            view = graph.entity(name)
            assert view is not None
            assert {fact.disputed for fact in view.facts} == {disputed}


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


@BOTH
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


@BOTH
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
        with pytest.raises(GraphError, match="disk full"):
            graph.catch_up()
        assert graph.select("PREFIX rq: <https://w3id.org/rongqiao/ontology#> SELECT ?x { ?x a rq:Conflict }")
        monkeypatch.setattr(conflicts, "follow", follow)
        graph.catch_up()
        assert not graph.select("PREFIX rq: <https://w3id.org/rongqiao/ontology#> SELECT ?x { ?x a rq:Conflict }")
        assert state(graph) == fresh(graph)


def placed(number: int, sentence: str, *chain: str, predicate: str = "location", year: int | None = 2020) -> Reading:
    """An article whose one sentence states that 雾桥科技, or the person 沈砚青, is in a place, and that it is in others."""
    kind: EntityType = "PER" if predicate == "birthPlace" else "ORG"
    name = "沈砚青" if kind == "PER" else "雾桥科技"
    within = [Fact(f"l{n}", "location", f"l{n + 1}", False, 0, len(sentence), 0.9) for n in range(len(chain) - 1)]
    return Reading(
        Article(f"a{number}", "", sentence, date(year, 1, number) if year else None),
        "f",
        (Sentence(0, len(sentence)),),
        entities=(Entity("s", kind, name), *(Entity(f"l{n}", "LOC", place) for n, place in enumerate(chain))),
        facts=(Fact("s", predicate, "l0", False, 0, len(sentence), 0.9), *within),
    )


def opposed(home: Home, *readings: Reading) -> set[str]:
    """The labels of the places that contradict each other when these articles are there."""
    for one in readings:
        home.put(one)
    with home.own("test") as graph:
        graph.catch_up()
        rows = graph.select(
            "PREFIX rq: <https://w3id.org/rongqiao/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>"
            " PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
            " SELECT DISTINCT ?l { ?one rq:conflictsWith ?two ; rdf:object/rdfs:label ?l }"
        )
        view = graph.entity("沈砚青" if readings[0].facts[0].predicate == "birthPlace" else "雾桥科技")
        assert view is not None
        found = {getattr(row["l"], "value", "") for row in rows}
        assert {fact.value for fact in view.facts if fact.disputed} == found
    for one in readings:
        home.retract(one.article.id)
    return found


def test_places_of_birth_that_lie_apart_contradict_each_other_and_one_in_the_other_does_not(home: Home) -> None:
    def born(number: int, *chain: str) -> Reading:
        return placed(number, f"沈砚青出生于{chain[0]}。", *chain, predicate="birthPlace", year=None)

    assert opposed(home, born(1, "成都"), born(2, "绵阳市")) == {"成都", "绵阳市"}
    assert opposed(home, born(1, "成都"), born(2, "四川")) == set()
    assert opposed(home, born(1, "成都"), born(2, "青羊区", "成都")) == set()
    assert opposed(home, born(1, "桐木村", "安化镇", "杭州"), born(2, "成都")) == {"桐木村", "成都"}
    assert opposed(home, born(1, "桐木村"), born(2, "成都")) == set()  # nobody says where it lies
    assert opposed(home, born(1, "成都"), born(2, "日本"), born(3, "东京", "日本")) == {"成都", "日本", "东京"}
    assert opposed(home, born(1, "四川"), born(2, "重庆")) == set()  # which was in 四川 until 1997


def test_two_seats_of_one_year_contradict_each_other_and_an_office_contradicts_nothing(home: Home) -> None:
    first = placed(1, "雾桥科技总部位于成都。", "成都")
    assert opposed(home, first, placed(2, "雾桥科技总部设在浙江杭州市。", "杭州", "浙江")) == {"成都", "杭州"}
    assert opposed(home, first, placed(2, "雾桥科技总部位于四川。", "四川")) == set()
    assert opposed(home, first, placed(2, "雾桥科技总部位于杭州。", "杭州", year=2021)) == set()
    assert opposed(home, first, placed(2, "雾桥科技总部位于杭州。", "杭州", year=None)) == set()
    assert opposed(home, first, placed(2, "雾桥科技在杭州设有办公室。", "杭州")) == set()
    assert opposed(home, first, placed(2, "雾桥科技注册地在杭州。", "杭州")) == set()
    assert opposed(home, first, placed(2, "雾桥科技将总部迁至杭州。", "杭州")) == set()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("总部位于成都的雾桥科技", "headquarters"),
        ("雾桥科技集團總部設在四川省成都市武侯区", "headquarters"),
        ("公司注册地址为成都", "registered office"),
        ("雾桥科技华东总部位于成都", None),
        ("雾桥科技双总部设在成都和杭州", None),
        ("雾桥科技总部位于成都和杭州", None),
        ("雾桥科技拟把总部设在成都", None),
        ("雾桥科技此前总部位于成都", None),
        ("雾桥科技总部原位于成都", None),
        ("雾桥科技总部大楼位于杭州，工厂在成都", None),
    ],
)
def test_a_sentence_puts_the_seat_into_a_place_where_it_says_just_that(sentence: str, expected: str | None) -> None:
    assert seat(sentence, {"成都"}, {"四川"}) == expected


def test_every_city_of_the_table_of_provinces_is_a_well_known_place_of_one_province() -> None:
    folder = files("extract") / "names"
    rows = [line.split("\t") for line in (folder / "provinces.tsv").read_text("utf-8").splitlines()[1:]]
    cities = [city for _, cell in rows for city in cell.split("|")]
    assert len(cities) == len(set(cities))
    known = [region([city]) for city in cities]
    assert {len(found) for found in known} <= {0, 3}  # none where the name is another place's as well
    assert sum(1 for found in known if not found) < 10
    assert len({found[1] for found in known if found}) == len(rows)


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


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
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


def clockless(quads: list[str]) -> list[str]:
    """Without the moments of ingestion, in which two directories differ."""
    return [quad for quad in quads if "#ingested" not in quad]
