"""Entity pages as of a day, and as of what had been said by one."""

import html
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

Ask = Callable[..., Any]

COMPANY = f"/entity/{quote('苏州青禾智控科技有限公司', safe='')}"


def _words(page: str) -> str:
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]*>", "", page)))


def _facts(page: str) -> str:
    """The words of the card of facts, without the sentences that say them."""
    found = re.search(r"<aside.*?<h2>数据</h2>", page, re.DOTALL)
    assert found
    return _words(re.sub(r'<details class="sources">.*?</details>', "", found[0], flags=re.DOTALL))


def test_a_day_shows_what_held_on_it(browse: Ask) -> None:
    """Founded in March 2020, money in August 2020 and December 2021; where it is, no article of that time says."""
    facts = _facts(browse(COMPANY + "?asOf=2020-10-01").text)
    told, untold = facts.split("未注明时间")
    assert "沈砚青" in told
    assert "梧桐树资本" in told
    assert "远山创投" not in facts
    assert "地点苏州" in untold
    assert "远山创投" in _facts(browse(COMPANY + "?asOf=2022-01-01").text)
    assert "创始人" not in _facts(browse(COMPANY + "?asOf=2019-01-01").text)


def test_what_articles_said_by_a_day(browse: Ask) -> None:
    reply = browse(COMPANY + "?knownAt=2000-01-01")
    assert reply.status == 200
    assert "0篇报道" in _words(reply.text)
    assert "沈砚青" not in _words(reply.text)
    assert "沈砚青" in _facts(browse(COMPANY + "?knownAt=2026-01-01").text)


def test_the_form_sends_itself_and_keeps_what_was_asked(browse: Ask) -> None:
    """No script: a GET form with both fields; an empty field asks nothing."""
    page = browse(COMPANY + "?asOf=2020-10-01&knownAt=").text
    form = re.search(r'<form method="get" action="([^"]+)">(.*?)</form>', page, re.DOTALL)
    assert form
    assert html.unescape(form[1]) == COMPANY
    assert re.findall(r'name="(\w+)" value="([^"]*)"', form[2]) == [("asOf", "2020-10-01"), ("knownAt", "")]
    assert "未注明时间" in _words(page)


@pytest.mark.parametrize(
    "given", ["2020-13-01", "去年", "20200101", "2020-W01-1", "<script>alert(1)</script>", "9" * 500]
)
@pytest.mark.parametrize("field", ["asOf", "knownAt"])
def test_what_is_no_day_is_said_to_be_none(browse: Ask, given: str, field: str) -> None:
    """With the field to correct, and everything below."""
    reply = browse(f"{COMPANY}?{field}={quote(given)}")
    assert reply.status == 400
    said = _words(reply.text)
    assert f"{field}应写成2020-01-31这样的日期" in said
    assert "远山创投" in said
    assert "<script>alert(1)" not in reply.text
    assert f'value="{html.escape(given)}"' in reply.text.replace("&#34;", "&quot;")


def test_posts_say_whether_they_are_former_ones(browse: Ask, ask: Ask) -> None:
    query = quote(
        "PREFIX rq: <https://w3id.org/rongqiao/ontology#> SELECT ?p WHERE { ?p rq:formerEmployer ?o } LIMIT 1"
    )
    [row] = ask(f"/sparql?query={query}").json["results"]["bindings"]
    person = row["p"]["value"].rpartition("/")[2]
    facts = _facts(browse(f"/entity/{quote(person, safe='')}").text)
    assert re.search("曾任职于.*曾任", facts)


def test_a_program_is_told_that_data_are_asked_for_otherwise(ask: Ask) -> None:
    reply = ask(COMPANY + "?asOf=2020-10-01", accept="text/turtle")
    assert (reply.status, reply.media_type) == (400, "application/problem+json")
    assert "/sparql" in reply.json["detail"]


def test_another_name_of_it_leads_there_with_the_day(browse: Ask) -> None:
    reply = browse(f"/entity/{quote('青禾智控')}?asOf=2020-10-01")
    assert (reply.status, reply.headers["Location"]) == (303, COMPANY + "?asOf=2020-10-01")


def test_the_example_as_of_a_day_agrees_with_the_page(ask: Ask, browse: Ask) -> None:
    """Who works somewhere by the documented query has it as a present post on the page of that day."""
    from server.gallery import examples

    example = next(e for e in examples() if "asOf" in e.title)
    query = example.query.replace("2022-01-01", "2023-06-30")
    rows = ask(f"/sparql?query={quote(query)}").json["results"]["bindings"]
    assert rows
    for row in rows:
        person, company = (row[name]["value"].rpartition("/")[2] for name in ("人物", "机构"))
        facts = _facts(browse(f"/entity/{quote(person, safe='')}?asOf=2023-06-30").text)
        assert f"{company.replace('_', '')}现任" in facts.split("未注明时间")[0]
