"""The search as people and programs use it: narrowed by links, kept in addresses, the same everywhere."""

import html
import re
from collections import Counter
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

API = "/api/v1/search?"
TAG = re.compile(r"<(/?[a-z0-9]+)((?:\s+[a-z-]+(?:=\"[^\"]*\")?)*)\s*/?>")


def data(ask: Any, **options: Any) -> Any:
    return ask(API + urlencode(options, doseq=True)).json


def chips(text: str) -> dict[str, str]:
    """What the page could be narrowed to, and where each leads."""
    found = re.findall(r'<a class="chip[^"]*"[^>]* href="([^"]+)">(.*?)</a>', text)
    return {re.sub(r"<[^>]+>.*", "", label).strip(): html.unescape(address) for address, label in found}


def total(text: str) -> int:
    return int(re.findall(r'<span class="count">([0-9,]+) 条', text)[0].replace(",", ""))


def test_a_program_gets_hits_shares_and_the_next_page(ask: Any) -> None:
    """Page by page all that there is, once each, while nothing has changed."""
    first = data(ask, q="青禾智控")
    assert first["query"] == "青禾智控"
    assert (first["results"][0]["kind"], first["results"][0]["entity"]) == ("entity", "苏州青禾智控科技有限公司")
    assert {share["label"] for share in first["facets"]["type"]} >= {"机构", "句子", "事实"}
    assert first["facets"]["source"][0]["value"] == "示例日报"
    assert [share["value"] for share in first["facets"]["year"]] == sorted(
        (share["value"] for share in first["facets"]["year"]), reverse=True
    )
    form, kinds, seen = data(ask, q="青禾智控", limit=7), Counter[str](), 0
    for _ in range(50):
        seen += len(form["results"])
        kinds.update(hit["type"] or hit["kind"] for hit in form["results"])
        if not form["next"]:
            break
        form = ask(form["next"]).json
        assert form["moved"] is False
    assert seen == first["total"]
    assert kinds == {share["value"]: share["count"] for share in first["facets"]["type"]}
    assert ask(API + "q=a&at=0").json["moved"] is True


def test_parameters_narrow_as_fields_do_and_wrong_ones_are_refused(ask: Any) -> None:
    assert data(ask, q="公司", type="句子")["total"] == data(ask, q="公司 类型:句子")["total"] > 0
    assert (
        data(ask, q="公司", type=["fact", "quote"])["total"]
        == data(ask, q="公司 (类型:事实 OR 类型:引语)")["total"]
        > 0
    )
    assert data(ask, q="公司", **{"from": "2023-01", "to": "2023"})["total"] == data(ask, q="公司 年:2023")["total"] > 0
    headlines = data(ask, source="示例日报", type="headline")["results"]
    assert len({hit["article"] for hit in headlines}) == 12
    assert data(ask, q="-公司", type="fact")["remarks"][0]["oddity"] == "only not"
    for wrong in (
        {"type": "<b>"},
        {"from": "x"},
        {"to": "2014..2015"},
        {"page": "0"},
        {"page": "51"},
        {"limit": "101"},
        {"at": "x"},
    ):
        reply = ask(API + urlencode({"q": "公司", **wrong}))
        assert (reply.status, reply.media_type, reply.json["parameter"]) == (
            400,
            "application/problem+json",
            next(iter(wrong)),
        )


def test_links_narrow_the_page_and_lead_out_again(browse: Any) -> None:
    """Each says how many there are, and what is chosen stays in the address, on further pages too."""
    page = browse("/search?q=" + quote("公司")).text
    sentences = chips(page)["句子"]
    narrowed = browse(sentences).text
    assert 0 < total(narrowed) < total(page)
    assert set(re.findall(r'class="badge">([^<]+)<', narrowed)) == {"句子"}
    both = browse(chips(narrowed)["2023"]).text
    assert 0 < total(both) <= total(narrowed)
    assert set(re.findall(r'<time datetime="([0-9]{4})', both)) == {"2023"}
    assert total(browse(chips(both)["2023"]).text) == total(narrowed)
    assert 'aria-current="true"' in both
    assert total(browse(chips(narrowed)["句子"]).text) == total(page)
    onward = html.unescape(re.findall(r'rel="next" href="([^"]+)"', narrowed)[0])
    assert {"type=sentence", "page=2"} <= set(onward.partition("?")[2].split("&"))
    assert total(browse(onward).text) == total(narrowed)
    assert "翻页期间" not in browse(onward).text
    assert "翻页期间" in browse(re.sub("at=[0-9]+", "at=0", onward)).text


def test_equal_facts_are_shown_once_with_all_that_say_so(sample_graph: Any, address: str) -> None:
    from urllib.request import urlopen

    page = urlopen(f"{address}/search?q={quote('费若愚 职务')}&type=fact").read().decode()
    assert page.count("职务</") + len(re.findall(r"<li class=\"evidence fact\">", page)) > 0
    lines = re.findall(r'<li class="evidence fact">\s*<p>(.*?)</p>', page, re.DOTALL)
    assert len(lines) == len(set(lines))
    assert "处这样说" in page


def test_what_cannot_be_read_is_said_kindly(browse: Any) -> None:
    assert "没有成对" in browse("/search?q=" + quote('"青禾')).text
    assert "只写了要排除的内容" in browse("/search?q=" + quote("-青禾")).text
    assert "没有读懂“类型:x”" in browse("/search?q=" + quote("类型:x")).text
    assert "没有读懂“type=x”" in browse("/search?q=a&type=x").text
    assert "没有可以查找的字词" in browse("/search?q=" + quote("?!")).text


ODD = ["", "青禾", "<b>", "<script>alert(1)</script>", "' OR 1=1 --", "SELECT * {?s ?p ?o}", "\x00", "\u202e", "😀", "(", '"', "*", "类型:", "&amp;", "{{7*7}}", "长" * 500]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(q=st.text(max_size=40) | st.lists(st.sampled_from(ODD), max_size=6).map(" ".join), kind=st.sampled_from(ODD))
def test_any_text_is_a_page_without_markup_from_it(browse: Any, ask: Any, q: str, kind: str) -> None:
    """Every tag is of the template: none has an attribute that templates do not write."""
    query = urlencode({"q": q, "type": kind, "from": kind, "org": kind}, errors="replace")
    reply = browse("/search?" + query)
    assert reply.status == 200
    body = reply.text.partition("<main")[2].partition("</main>")[0]
    left = TAG.sub("", "<main" + body)
    assert "<" not in left
    names = {
        name
        for _, attributes in TAG.findall(body)
        for name in re.findall(r"\s([a-z-]+)(?==|\s|$)", re.sub('"[^"]*"', '""', attributes))
    }
    assert names <= {"class", "href", "id", "aria-label", "aria-labelledby", "aria-current", "aria-hidden", "role", "datetime", "rel", "action", "type", "name", "value", "placeholder", "maxlength", "size", "tabindex"}  # fmt: skip
    assert ask(API + urlencode({"q": q}, errors="replace")).status == 200


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_works_without_a_script_on_any_width(page: Any, address: str, width: int) -> None:
    """Nothing scrolls sideways but the rows of values; a tap narrows; days are typed."""
    context = page.context.browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    plain = context.new_page()
    plain.goto(f"{address}/search?q={quote('雾桥 融资')}")
    all_of_them = plain.locator(".found > li").count()
    plain.locator(".chip", has_text="事实").first.click()
    assert plain.locator(".found > li.fact").count() == plain.locator(".found > li").count() > 0
    plain.locator("input[name=from]").fill("2016")
    plain.locator("input[name=to]").fill("2016-12")
    plain.locator("form.days button").click()
    days = {one.get_attribute("datetime") or "" for one in plain.locator(".found time").all()}
    assert days
    assert all(day.startswith("2016") for day in days)
    assert plain.locator("input[name=q]").first.input_value() == "雾桥 融资"
    plain.get_by_text("清除全部条件").click()
    assert plain.locator(".found > li").count() == all_of_them
    context.close()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/search?q=" + quote("雾桥 融资"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
