"""Names that are completed: over HTTP, and in a search box that a browser shows."""

import json
from typing import Any
from urllib.parse import quote

import pytest

LIST = ".suggestions li"


def path(typed: str, **options: str) -> str:
    return f"/api/v1/suggest?q={quote(typed)}" + "".join(f"&{name}={value}" for name, value in options.items())


def test_a_suggestion_tells_name_type_address_and_what_the_thing_is(ask: Any) -> None:
    reply = ask(path("shenyanq"))
    first = reply.json["suggestions"][0]
    assert (reply.status, reply.media_type) == (200, "application/json")
    assert (first["label"], first["type"], first["name"][first["start"] : first["end"]]) == ("沈砚青", "PER", "沈砚青")
    assert first["url"] == "/entity/" + quote("沈砚青")
    assert first["description"] == "任职于苏州青禾智控科技有限公司 · CEO、创始人 · 曾任职于阿里云、阿里巴巴"
    assert first["articles"] >= 1


def test_limit_and_type_are_kept_to_and_others_refused(ask: Any) -> None:
    assert len(ask(path("s", limit="3")).json["suggestions"]) == 3
    assert {one["type"] for one in ask(path("s", type="ORG", limit="50")).json["suggestions"]} == {"ORG"}
    for wrong in ({"limit": "0"}, {"limit": "51"}, {"limit": "x"}, {"limit": "%00"}, {"type": "per"}, {"type": "<b>"}):
        reply = ask(path("s", **wrong))
        assert (reply.status, reply.media_type) == (400, "application/problem+json")
        assert reply.json["parameter"] in wrong


def test_a_client_asks_again_only_for_what_has_changed(ask: Any) -> None:
    reply = ask(path("沈"))
    assert reply.headers["Cache-Control"] == "no-cache"
    again = ask(path("沈"), If_None_Match=reply.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    head = ask(path("沈"), method="HEAD")
    assert (head.status, head.body, head.headers["ETag"]) == (200, b"", reply.headers["ETag"])


@pytest.mark.parametrize(
    "typed", ["", " ", "？！", "😀🎋", "\x00\x07\u202e", "a" * 10_000, "沈" * 10_000, "' OR 1=1 --", "<b>", "?s ?p {", "*", "((\"", "\\"]
)  # fmt: skip
def test_anything_typed_is_answered(ask: Any, typed: str) -> None:
    reply = ask(path(typed))
    assert reply.status == 200
    assert isinstance(reply.json["suggestions"], list)
    assert ask("/api/v1/suggest?q=%ff%fe").status == ask("/api/v1/suggest").status == 200


def test_the_box_suggests_by_pinyin_and_the_keyboard_chooses(page: Any) -> None:
    """Arrows go round through the box itself; Escape closes and leaves what was typed; Enter goes to what is chosen, and
    else searches; what assistive technology reads follows; a phone need not scroll sideways."""
    page.complaints.clear()
    page.goto("/")
    box = page.locator("form.find input")
    assert box.get_attribute("role") == "combobox"
    box.press_sequentially("zhongyir")
    page.locator(LIST, has_text="钟意然").wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert page.locator(f"{LIST} mark").first.inner_text() == "钟意然"
    assert "石榴机器人" in page.locator(LIST).first.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"{LIST}[aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("ArrowUp")
    assert chosen.count() == 0
    page.keyboard.press("ArrowUp")
    assert chosen.get_attribute("id") == page.locator(LIST).last.get_attribute("id")
    page.keyboard.press("Escape")
    assert page.locator(".suggestions").is_hidden()
    assert box.input_value() == "zhongyir"
    assert box.get_attribute("aria-expanded") == "false"
    page.keyboard.type("a")
    page.locator(LIST).first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entity/" + quote("钟意然"))
    page.locator("form.find input").fill("没有这样的名字")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.complaints == []


def test_what_an_input_method_composes_is_its_own(page: Any) -> None:
    """While it composes nothing is asked for, and Enter is its own; once it is over the name is."""
    page.goto("/search")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "suggest?" in request.url else None)
    page.locator("form.find input").click()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "zhong", "selectionStart": 5, "selectionEnd": 5})
    page.wait_for_timeout(300)
    assert asked == []
    session.send("Input.insertText", {"text": "钟意"})
    page.locator(LIST, has_text="钟意然").first.wait_for()
    assert [url.rpartition("q=")[2].partition("&")[0] for url in asked] == [quote("钟意")]


def test_an_answer_that_comes_late_is_dropped_and_no_name_becomes_markup(page: Any) -> None:
    """The first question is answered only after the second; a thing that is called as markup is shown as text."""
    late: list[Any] = []
    name = "<img src=x onerror=alert(1)>"
    row = {"entity": "x", "url": "/entity/x", "label": name, "type": "ORG", "description": name, "articles": 1}
    body = json.dumps({"suggestions": [row | {"name": name, "start": 0, "end": 4}]})

    def answer(route: Any) -> None:
        if "q=late" in route.request.url:
            late.append(route)
        else:
            route.fulfill(body=body, content_type="application/json")

    page.route("**/api/v1/suggest?*", answer)
    page.goto("/search")
    box = page.locator("form.find input")
    box.press_sequentially("late")
    page.wait_for_timeout(300)
    box.fill("img")
    page.locator(LIST).wait_for()
    assert len(late) == 1
    late[0].abort()
    page.wait_for_timeout(100)
    assert name in page.locator(f"{LIST} .name").inner_text()
    assert page.locator(f"{LIST} img").count() == 0
    page.unroute("**/api/v1/suggest?*")
