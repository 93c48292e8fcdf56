from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.holding import POSTS, held, post
from ontology.predicates import PREDICATES

SAID = date(2020, 5, 1)
DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("predicate", "when", "day", "expected"),
    [
        ("worksFor", "2012/2016", "2011-12-31", "no"),
        ("worksFor", "2012/2016", "2012-01-01", "yes"),
        ("worksFor", "2012/2016", "2016-12-31", "yes"),
        ("worksFor", "2012/2016", "2017-01-01", "no"),
        ("worksFor", "2019/..", "2018-12-31", "no"),
        ("worksFor", "2019/..", "2029-01-01", "yes"),
        ("worksFor", "../2017", "2015-01-01", "not told"),
        ("worksFor", "../2017", "2018-01-01", "no"),
        ("worksFor", None, "2020-04-30", "not told"),
        ("worksFor", None, "2020-05-01", "yes"),
        ("worksFor", None, "2025-01-01", "yes"),
        ("jobTitle", None, "2020-05-01", "not told"),
        ("jobTitle", "2015-04/..", "2020-05-01", "yes"),
        ("numberOfEmployees", "2020-06", "2020-05-31", "not told"),
        ("numberOfEmployees", "2020-06", "2021-01-01", "yes"),
        ("investor", "2014-09", "2014-08-31", "no"),
        ("investor", "2014-09", "2014-09-01", "yes"),
        ("investor", "2013-04-11/2013-04-20", "2019-01-01", "yes"),
        ("investor", None, "2019-01-01", "not told"),
        ("founder", "../2017", "2016-01-01", "not told"),
        ("founder", "../2017", "2018-01-01", "yes"),
        ("foundingDate", "2014", "2013-12-31", "no"),
        ("foundingDate", "2014", "2014-01-01", "yes"),
        ("formerEmployer", "2009/2014-21", "2008-12-31", "no"),
        ("formerEmployer", "2009/2014-21", "2012-01-01", "no"),
        ("formerEmployer", "2009/2014-21", "2014-06-01", "yes"),
        ("formerEmployer", "../2017", "2016-01-01", "not told"),
        ("formerEmployer", "../2017", "2018-01-01", "yes"),
        ("formerEmployer", None, "2020-05-01", "yes"),
        ("formerEmployer", None, "2019-05-01", "not told"),
        ("worksFor", "去年", "2020-05-01", "not told"),
    ],
)
def test_whether_a_fact_said_in_may_2020_held(predicate: str, when: str | None, day: str, expected: str) -> None:
    assert held(predicate, when, SAID, date.fromisoformat(day)) == expected


@pytest.mark.parametrize(
    ("predicate", "when", "day", "expected"),
    [
        ("worksFor", None, "2019-01-01", None),
        ("worksFor", None, "2020-05-01", "current"),
        ("worksFor", "2012/2016", "2011-01-01", None),
        ("worksFor", "2012/2016", "2014-01-01", "current"),
        ("worksFor", "2012/2016", "2018-01-01", "former"),
        ("formerEmployer", "2009/2014", "2012-01-01", "current"),
        ("formerEmployer", "2009/2014", "2015-01-01", "former"),
        ("formerEmployer", "2009/2014", "2008-01-01", None),
        ("formerEmployer", None, "2021-01-01", "former"),
        ("jobTitle", None, "2020-05-01", None),
        ("jobTitle", "../2019-12", "2020-05-01", "former"),
        ("memberOf", None, "2020-05-01", None),
    ],
)
def test_whether_a_post_was_somebodys(predicate: str, when: str | None, day: str, expected: str | None) -> None:
    assert post(predicate, when, SAID, date.fromisoformat(day)) == expected


def test_an_end_that_another_article_tells_ends_it() -> None:
    ended = date(2022, 3, 1)
    assert held("worksFor", None, SAID, ended, ended=ended) == "yes"
    assert held("worksFor", None, SAID, ended + timedelta(1), ended=ended) == "no"
    assert post("worksFor", "2019/..", SAID, ended + timedelta(1), ended=ended) == "former"


def test_without_any_time_and_any_day_of_publication_nothing_is_told() -> None:
    assert {held(name, None, None, SAID) for name in PREDICATES} == {"not told"}
    assert {post(name, None, None, SAID) for name in PREDICATES} == {None}


@given(predicate=st.sampled_from(sorted(PREDICATES)), start=DAYS, day=DAYS, later=DAYS)
def test_what_happened_is_true_ever_after(predicate: str, start: date, day: date, later: date) -> None:
    """Of everything but states with an end: once yes, never no again."""
    day, later = sorted((day, later))
    if held(predicate, start.isoformat(), SAID, day) == "yes":
        assert held(predicate, start.isoformat(), SAID, later) == "yes"


@given(predicate=st.sampled_from(POSTS), start=DAYS, end=DAYS, day=DAYS)
def test_a_post_of_a_told_time_is_present_in_it_and_former_after_it(
    predicate: str, start: date, end: date, day: date
) -> None:
    start, end = sorted((start, end))
    expected = None if day < start else "current" if day <= end else "former"
    assert post(predicate, f"{start}/{end}", SAID, day) == expected
