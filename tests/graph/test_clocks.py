"""Pages of a day: what held then, and what was known by then."""

from dataclasses import replace
from datetime import date

from makers.pages import FOUNDED, FOUNDER, article, loaded, page, selecting, told
from pyoxigraph import Store

from extract.reading import Fact
from graph.views import EntityView, entity_view
from ontology.iris import DEFAULT_BASE

WORKS = Fact("p1", "worksFor", "o1", False, 0, 8, 0.9)
WORKED = Fact("p1", "formerEmployer", "o1", False, 0, 8, 0.9)


def career(*said: tuple[date | None, Fact]) -> Store:
    """Articles that tell of 潘国华 at 南极圈, each on its day."""
    return loaded(article(n, "潘国华在南极圈。", fact, published=day) for n, (day, fact) in enumerate(said))


def as_of(store: Store, local: str, day: date, known_at: date | None = None) -> EntityView:
    view = entity_view(selecting(store), DEFAULT_BASE, local, as_of=day, known_at=known_at)
    assert view is not None
    return view


def posts(view: EntityView) -> list[tuple[str, str, str | None]]:
    return [(fact.label, fact.value, fact.post) for fact in (*view.facts, *view.incoming)]


def test_an_employment_that_a_later_article_calls_a_former_one_has_ended() -> None:
    store = career((date(2019, 3, 1), WORKS), (date(2021, 6, 1), WORKED))
    assert posts(as_of(store, "潘国华", date(2020, 1, 1))) == [
        ("任职于", "南极圈", "current"),
        ("曾任职于", "南极圈", None),
    ]
    assert {post for _, _, post in posts(as_of(store, "潘国华", date(2022, 1, 1)))} == {"former"}
    assert {label for label, _, _ in posts(page(store, "潘国华"))} == {"曾任职于"}
    assert {label for label, _, _ in posts(page(store, "南极圈"))} == {"前员工"}


def test_the_time_that_the_later_article_tells_is_the_end() -> None:
    store = career((date(2019, 3, 1), WORKS), (date(2021, 6, 1), replace(WORKED, when="../2020-03")))
    assert ("曾任职于", "南极圈", "former") in posts(as_of(store, "潘国华", date(2020, 4, 1)))
    assert ("任职于", "南极圈", "current") in posts(as_of(store, "潘国华", date(2020, 3, 1)))


def test_who_comes_back_is_there_again() -> None:
    store = career((date(2018, 1, 1), WORKED), (date(2020, 1, 1), WORKS))
    assert ("任职于", "南极圈", "current") in posts(as_of(store, "潘国华", date(2021, 1, 1)))


def test_a_former_employment_with_its_time_was_a_present_one_then() -> None:
    store = career((date(2021, 6, 1), replace(WORKED, when="2015/2018")))
    assert posts(as_of(store, "潘国华", date(2016, 1, 1))) == [("任职于", "南极圈", "current")]
    assert posts(as_of(store, "南极圈", date(2019, 1, 1))) == [("前员工", "潘国华", "former")]
    assert posts(as_of(store, "潘国华", date(2010, 1, 1))) == []


def test_a_day_shows_what_held_and_apart_what_has_no_time() -> None:
    store = loaded(
        [
            article(1, FOUNDED, replace(FOUNDER, when="2014-09"), published=date(2020, 1, 1)),
            article(2, "真格投了南极圈。", Fact("o1", "investor", "o2", False, 0, 8, 0.8), published=date(2020, 1, 1)),
        ]
    )
    before, then, after = (as_of(store, "南极圈", date(year, 1, 1)) for year in (2010, 2016, 2021))
    assert [(f.label, f in before.untold) for f in before.facts] == [("投资方", True)]
    assert [(f.label, f in then.untold) for f in then.facts] == [("创始人", False), ("投资方", True)]
    assert [(f.label, f in after.untold) for f in after.facts] == [("创始人", False), ("投资方", False)]
    assert [passage.text for passage in before.sentences] == ["真格投了南极圈。"]


def test_what_was_known_by_a_day_is_what_articles_published_by_then_say() -> None:
    store = loaded(
        [
            article(1, FOUNDED, FOUNDER, published=date(2020, 1, 1)),
            article(
                2, "老潘的南极圈有真格。", Fact("o1", "investor", "o2", False, 0, 9, 0.8), published=date(2022, 1, 1)
            ),
            article(3, FOUNDED, FOUNDER),
        ]
    )
    view = entity_view(selecting(store), DEFAULT_BASE, "南极圈", known_at=date(2021, 1, 1))
    assert view is not None
    assert told(view.facts) == [("创始人", "潘国华", None, None)]
    assert [e.article for e in view.facts[0].evidence] == ["a/1"]
    assert [a.article for a in view.articles] == ["a/1"]
    assert [passage.article for passage in view.sentences] == ["a/1"]
    nobody = entity_view(selecting(store), DEFAULT_BASE, "真格", known_at=date(2021, 1, 1))
    assert nobody is not None
    assert (nobody.label, nobody.facts, nobody.articles, nobody.aliases) == ("真格", (), (), ())


def test_an_end_that_was_not_known_yet_ends_nothing() -> None:
    store = career((date(2019, 3, 1), WORKS), (date(2021, 6, 1), WORKED))
    assert posts(as_of(store, "潘国华", date(2022, 1, 1), date(2020, 1, 1))) == [("任职于", "南极圈", "current")]


def test_a_count_holds_until_the_next_one_is_told() -> None:
    counts = (("20", date(2019, 1, 1), None), ("30", date(2020, 1, 1), None), ("40", date(2022, 1, 1), "2021-06"))
    store = loaded(
        article(n, FOUNDED, Fact("o1", "numberOfEmployees", count, True, 0, 10, 0.9, when), published=day)
        for n, (count, day, when) in enumerate(counts)
    )
    for day, expected in (("2019-06-01", ["20"]), ("2020-01-01", ["30"]), ("2021-07-01", ["40"])):
        view = as_of(store, "南极圈", date.fromisoformat(day))
        assert [fact.value for fact in view.facts if fact not in view.untold] == expected
    assert {fact.value for fact in page(store, "南极圈").facts} == {"20", "30", "40"}
