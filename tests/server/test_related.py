"""What has to do with articles and entities, on their pages and as JSON, over the sample."""

import json
import re
from html import unescape
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest


def fetched(address: str, path: str) -> str:
    with urlopen(Request(f"{address}{quote(path)}", headers={"Accept": "text/html, */*;q=0.1"})) as response:
        return str(response.read().decode())


def section(page: str, name: str) -> str:
    found = re.search(rf'<section aria-labelledby="{name}">.*?</section>', page, re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", found[0]))) if found else ""


def test_an_article_leads_to_those_that_share_most_with_it(address: str) -> None:
    form = json.loads(fetched(address, "/api/v1/articles/s11-ferry-snow-award/similar"))
    first = form["similar"][0]
    assert first["article"] == "s26-beigui-taipei"
    assert "候鸟的行李" in {one["label"] for one in first["shared"]}
    shown = section(fetched(address, "/article/s11-ferry-snow-award"), "similar")
    titles = [" ".join(one["title"].split()) for one in form["similar"]]
    assert [title in shown for title in titles[:7]] == [True] * 6 + [False]
    assert "都谈到" in shown


def test_a_person_is_shown_with_others_and_why(address: str) -> None:
    form = json.loads(fetched(address, "/api/v1/entities/顾临川/people"))
    reasons = {one["label"]: one["reasons"] for one in form["people"]}
    assert {"kind": "fact", "relation": "配偶"} in reasons["苏墨禾"]
    shared = next(one for one in reasons["单明昭"] if one["kind"] == "shared")
    assert (shared["label"], shared["relation"]) == ("雾桥科技", "任职于")
    shown = section(fetched(address, "/entity/顾临川"), "people")
    assert "苏墨禾 配偶" in shown
    assert "同属雾桥科技（任职于）" in shown
    assert "句话里一同出现" in shown


def test_a_page_of_one_day_names_no_related_people(address: str) -> None:
    with urlopen(f"{address}/entity/{quote('顾临川')}?asOf=2015-01-01") as response:
        assert section(response.read().decode(), "people") == ""


@pytest.mark.parametrize("path", ["/api/v1/articles/nobody/similar", "/api/v1/entities/无此人/people"])
def test_what_is_not_there_has_nothing_to_do_with_anything(address: str, path: str) -> None:
    with pytest.raises(HTTPError, match="404"):
        fetched(address, path)
