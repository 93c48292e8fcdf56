"""Text of articles never becomes markup, in any field of any page."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from extract.reading import Reading
from ontology.iris import local_name

Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def hostile(readings: list[Reading]) -> Reading:
    """The article that carries markup in every field."""
    return next(r for r in readings if "<script>" in r.article.title)


@pytest.fixture(scope="module")
def pages(browse: Ask, hostile: Reading) -> dict[str, Any]:
    """Every page that shows something of it."""
    names = [local_name(entity.name) for entity in hostile.entities]
    sparql = "SELECT ?x ?y ?o WHERE { GRAPH ?g { ?g a <https://schema.org/NewsArticle> } GRAPH ?g { ?x ?y ?o } }"
    paths = [
        "/",
        f"/article/{quote(hostile.article.id, safe='')}",
        *(f"/entity/{quote(name, safe='')}" for name in names),
        "/search?" + urlencode({"q": "alert"}),
        "/search?" + urlencode({"q": hostile.article.title}),
        "/sparql?" + urlencode({"query": sparql}),
        "/sparql?" + urlencode({"query": hostile.article.title}),
        "/sparql?" + urlencode({"query": "CONSTRUCT WHERE { ?s <https://schema.org/headline> ?o }"}),
        "/ask?" + urlencode({"q": f"{hostile.entities[1].name}是谁"}),
        "/ask?" + urlencode({"q": hostile.article.title}),
        "/entity/" + quote(hostile.article.title, safe=""),
        "/article/" + quote(f"{hostile.article.id}x", safe=""),
        "/sparql?" + urlencode({"format": hostile.article.title}),
    ]
    return {path: browse(path) for path in paths}


def test_no_page_fails_on_it(pages: dict[str, Any]) -> None:
    assert {path: reply.status for path, reply in pages.items() if reply.status >= 500} == {}
    assert [reply.status for reply in list(pages.values())[:6]] == [200] * 6


def test_its_markup_stays_text(pages: dict[str, Any]) -> None:
    """No tag, no attribute and no address of it comes into being; the template's own braces are not evaluated."""
    for path, reply in pages.items():
        text = reply.text
        for name in ("suggest", "editor"):
            text = text.replace(f'<script type="module" src="/static/{name}.js"></script>', "", 1)
        tags = re.findall(r"<[^>]*>", text)
        assert not [tag for tag in tags if re.match(r"(?i)</?script|<img(?! src=\"/static)", tag)], path
        assert not [tag for tag in tags if re.search(r"(?i)\son\w+\s*=", re.sub(r'"[^"]*"', '""', tag))], path
        assert not re.search(r'(?i)(?:href|src|action)="\s*(?:javascript|data):', reply.text), path
        assert "alert(2)>" not in reply.text, path


def test_its_text_is_there_to_read(pages: dict[str, Any], hostile: Reading) -> None:
    """Escaped, not dropped; `{{7*7}}` is not 49."""
    page = pages[f"/article/{quote(hostile.article.id, safe='')}"].text
    assert "&lt;script&gt;alert(" in page
    assert "{{7*7}}" in page
    assert "&lt;img src=x onerror=alert(2)&gt;" in page


def test_a_script_address_is_no_link(pages: dict[str, Any]) -> None:
    """The article's URL is javascript: and so it has no link to the original."""
    for reply in pages.values():
        assert 'href="javascript' not in reply.text.lower()


def test_headers_stay_one_line(ask: Ask) -> None:
    """What is redirected to comes from a name; nothing of it ends the header."""
    reply = ask("/entity/" + quote("青禾智控") + "?x=%0d%0aSet-Cookie:a=b")
    assert reply.status == 303
    assert "Set-Cookie" not in reply.headers
    assert "\n" not in reply.headers["Location"]
