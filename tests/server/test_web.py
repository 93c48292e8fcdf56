"""What holds on every page: sound markup, no dead link, nothing from elsewhere, errors that say what is wrong."""

import http.client
import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any
from urllib.parse import quote, unquote, urldefrag, urljoin

import pytest

Ask = Callable[..., Any]

VOID = {"meta", "link", "input", "img", "br", "hr"}
SVG_LEAVES = {"line", "path", "polyline", "rect"}


class Page(HTMLParser):
    """A page's structure, and every fault that a parser can see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if len(dict(attrs)) != len(attrs):
            self.faults.append(f"an attribute stands twice in <{tag}>")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID | SVG_LEAVES:
            self.faults.append(f"<{tag}/> is not closed in HTML")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str]:
        return [attributes[name] or "" for _, attributes in self.tags if name in attributes]


def faults(page: Page) -> list[str]:
    """What is wrong with a page, in words."""
    found = list(page.faults)
    names = [tag for tag, _ in page.tags]
    ids = page.values("id")
    found += [f"id {i} stands twice" for i in {i for i in ids if ids.count(i) > 1}]
    found += [f"<{tag}> must not be here" for tag in ("style", "iframe", "object", "base") if tag in names]
    scripts = [attributes.get("src") for tag, attributes in page.tags if tag == "script"]
    found += [
        f"a script that is no file of this server: {src}" for src in scripts if not (src or "").startswith("/static/")
    ]
    found += [f"attribute {a}" for _, attributes in page.tags for a in attributes if a == "style" or a.startswith("on")]
    found += [
        f"{names.count(tag)} <{tag}>" for tag in ("h1", "main", "title") if names.count(tag) != 1 and tag != "title"
    ]
    levels = [int(tag[1]) for tag in names if re.fullmatch("h[1-6]", tag)]
    if levels[:1] != [1]:
        found.append("the first heading is no h1")
    found += [f"h{b} follows h{a}" for a, b in pairwise(levels) if b > a + 1]
    if dict(page.tags)["html"].get("lang") != "zh-CN":
        found.append("no language")
    labelled = {a.get("for") for tag, a in page.tags if tag == "label"}
    for tag, attributes in page.tags:
        if tag in ("input", "textarea") and "aria-label" not in attributes and attributes.get("id") not in labelled:
            found.append(f"<{tag}> has no label")
        if tag == "img" and "alt" not in attributes:
            found.append("<img> has no alt")
    for name in ("aria-labelledby", "aria-describedby"):
        found += [f"{name} leads nowhere: {i}" for value in page.values(name) for i in value.split() if i not in ids]
    return found


@pytest.fixture(scope="module")
def site(browse: Ask) -> dict[str, tuple[Any, Page]]:
    """Every page that links lead to from the home page, by its address."""
    found: dict[str, tuple[Any, Page]] = {}
    waiting = ["/"]
    while waiting and len(found) < 400:
        address = waiting.pop(0)
        if address in found:
            continue
        reply = browse(address)
        found[address] = (reply, Page(reply.text) if reply.media_type == "text/html" else Page("<html>"))
        if reply.media_type == "text/html":
            for href in found[address][1].values("href"):
                target = urldefrag(urljoin(address, href)).url
                if target.startswith("/") and "format=" not in target:
                    waiting.append(target)
    return found


def test_no_link_is_dead(site: dict[str, tuple[Any, Page]]) -> None:
    """Each page that any page links to is there, the hostile and the odd names too."""
    assert {address: reply.status for address, (reply, _) in site.items() if reply.status != 200} == {}
    assert any(address.startswith("/entity/") for address in site)
    assert any(address.startswith("/article/") for address in site)


def test_every_fragment_leads_to_a_place(site: dict[str, tuple[Any, Page]]) -> None:
    """Evidence leads to its very sentence."""
    dead = set()
    for address, (_, page) in site.items():
        for href in page.values("href"):
            target, fragment = urldefrag(urljoin(address, href))
            if fragment and target in site and unquote(fragment) not in site[target][1].values("id"):
                dead.add(f"{target}#{fragment}")
    assert dead == set()


def test_every_page_is_sound(site: dict[str, tuple[Any, Page]]) -> None:
    """Closed tags, one h1, headings in order, ids once, labels, a language, and nothing that a policy would stop."""
    pages = {a: faults(page) for a, (reply, page) in site.items() if reply.media_type == "text/html"}
    assert {address: found for address, found in pages.items() if found} == {}
    assert len(pages) > 100


def test_nothing_is_fetched_from_elsewhere(site: dict[str, tuple[Any, Page]]) -> None:
    """Style sheets and pictures come from this server; links outside are http or https."""
    for _, page in site.values():
        for tag, attributes in page.tags:
            if tag in ("link", "img", "script"):
                assert (attributes.get("href") or attributes.get("src") or "").startswith("/")
            if tag == "a":
                assert (attributes["href"] or "").startswith(("/", "#", "?", "http://", "https://"))


def test_every_answer_carries_the_guards(ask: Ask) -> None:
    """Pages, data, errors and files alike."""
    for path in (
        "/",
        "/healthz",
        "/nowhere",
        "/sparql",
        "/sparql/terms.json",
        "/static/page.css",
        "/entity/nobody",
        "/search?q=x",
    ):
        headers = ask(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"]


def test_styles_stay_within_the_policy(ask: Ask) -> None:
    """No style sheet imports or loads anything; every one that pages name is there."""
    for name in ("tokens", "page", "home", "search", "entity", "article", "sparql", "results"):
        reply = ask(f"/static/{name}.css")
        assert (reply.status, reply.media_type) == (200, "text/css")
        assert "url(" not in reply.text
        assert "@import" not in reply.text


def test_health_is_json_and_counts_the_articles(ask: Ask, readings: list[Any]) -> None:
    reply = ask("/healthz")
    assert reply.media_type == "application/json"
    assert (reply.json["status"], reply.json["articles"]) == ("ok", len(readings))
    assert reply.json["change"] == reply.json["applied"] >= len(readings)


def test_a_page_that_is_not_there_is_said_in_the_clients_way(ask: Ask, browse: Ask) -> None:
    program, person = ask("/nowhere"), browse("/nowhere")
    assert (program.status, program.media_type) == (404, "application/problem+json")
    assert program.json["status"] == 404
    assert (person.status, person.media_type) == (404, "text/html")
    assert faults(Page(person.text)) == []


def test_a_method_that_is_not_allowed_names_those_that_are(ask: Ask) -> None:
    reply = ask("/search", method="DELETE")
    assert reply.status == 405
    assert "GET" in reply.headers["Allow"]


def test_head_and_options_are_answered(ask: Ask) -> None:
    assert ask("/", method="HEAD").status == 200
    assert ask("/", method="HEAD").body == b""
    assert ask("/sparql", method="OPTIONS").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/%",
        "/%FF%FE",
        "/entity/",
        "/entity/%FF",
        "/entity/%00",
        "/entity/..%2F..%2Fetc%2Fpasswd",
        "/entity/%3Cscript%3E",
        "/entity/" + "%E9%95%BF" * 500,
        "/article/%E2%80%AE",
        "/article/..",
        "/static/../app.py",
        "/static/..%2Fapp.py",
        "/search?q=%FF",
        "/search?q=%00",
        "/search?page=1",
        "/search?q=" + quote('"(((AND OR NOT title:^~*?\\'),
        "/search?q=" + quote("长" * 3000),
        "/search?q=" + quote("𠮷 \u202e\u200b 🙂"),
        "/search?q=a&page=-1",
        "/search?q=a&page=99999999999999999999",
        "/search?q=a&page=" + quote("１２"),
        "/search?q=a&q=b&page=x",
        "/search?" + "&".join(f"x{n}=1" for n in range(1500)),
        "//example.org/",
        "/sparql?format=" + quote("<script>"),
        "/sparql?query=%FF",
    ],
)
def test_odd_requests_get_a_page_and_never_a_500(browse: Ask, path: str) -> None:
    """Broken encodings, traversal, operators of the query language, absurd lengths and numbers."""
    reply = browse(path)
    assert reply.status < 500
    if reply.media_type == "text/html":
        assert faults(Page(reply.text)) == []


def test_what_nobody_expected_is_logged_and_tells_nothing_of_itself(
    graph: Any, serving: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A fault in the graph: 500 as a page or a problem document, the trace in the log alone."""

    def fail(name: str) -> None:
        raise RuntimeError("secret of the house")

    with serving(graph) as port:
        monkeypatch.setattr(graph, "entity", fail)
        for accept, media_type in (("text/html", "text/html"), ("*/*", "application/problem+json")):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            path = "/entity/x" if accept == "text/html" else "/entity/x?format=turtle"
            connection.request("GET", path, headers={"Accept": accept})
            response = connection.getresponse()
            body = response.read().decode()
            connection.close()
            assert (response.status, response.headers.get_content_type()) == (500, media_type)
            assert "secret" not in body
            assert "Traceback" not in body
    assert "secret of the house" in caplog.text
