"""Terms as table cells, and which addresses a page may link to."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from ontology.iris import DEFAULT_BASE, article_iri, entity_iri, local_name, part_iri
from server.terms import Cell, cell, weblink


@pytest.mark.parametrize("url", ["http://example.org/", "https://example.org/路径?a=b#c", "HTTPS://EXAMPLE.ORG"])
def test_web_addresses_are_linked(url: str) -> None:
    assert weblink(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "//example.org/",
        "/local",
        "https:",
        "https:///path",
        "https://example.org/\\@evil",
        "https://[::1",
        "file:///etc/passwd",
        "javascript://example.org/%0aalert(1)",
        "ftp://example.org/",
    ],
)
def test_nothing_else_is_linked(url: str | None) -> None:
    """Scripts, data, files, half addresses, and what a browser would trim into one of these."""
    assert weblink(url) is None


class _Link(HTMLParser):
    href: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.href = dict(attrs)["href"]


@given(st.text(min_size=1, max_size=40))
def test_a_link_is_http_whatever_the_text(text: str) -> None:
    """Also after a browser has read the escaped attribute back."""
    for url in (text, "javascript:" + text, "https://" + text):
        if linked := weblink(url):
            parser = _Link()
            parser.feed(f'<a href="{escape(linked)}">')
            assert parser.href is not None
            assert parser.href.lower().startswith(("http://", "https://"))


def _uri(iri: str) -> Cell:
    return cell({"type": "uri", "value": iri}, DEFAULT_BASE)


def test_an_entity_leads_to_its_page_on_this_server() -> None:
    assert _uri(entity_iri(DEFAULT_BASE, "南极圈")) == Cell("南极圈", "/entity/%E5%8D%97%E6%9E%81%E5%9C%88")


@given(st.text(min_size=1, max_size=30))
def test_the_path_of_an_entity_decodes_to_its_name(label: str) -> None:
    """Any label: slashes, quotes, percent signs, dots."""
    name = local_name(label)
    found = _uri(entity_iri(DEFAULT_BASE, name))
    assert found.words == name
    assert found.href is not None
    assert found.href.isascii()
    assert "/" not in found.href.removeprefix("/entity/")


def test_a_claim_leads_to_its_place_in_the_article() -> None:
    found = _uri(part_iri(article_iri(DEFAULT_BASE, "a/b c"), "c", 7))
    assert found == Cell("a/b c#c7", "/article/a%2Fb%20c#c7")


def test_known_namespaces_are_shortened_and_linked() -> None:
    assert _uri("https://schema.org/founder") == Cell("schema:founder", "https://schema.org/founder")
    assert _uri("urn:x:1") == Cell("urn:x:1", None)


def test_literals_keep_their_words_language_and_type() -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert cell({"type": "literal", "value": "潘国华", "xml:lang": "zh"}, DEFAULT_BASE) == Cell("潘国华", lang="zh")
    assert cell({"type": "literal", "value": "9", "datatype": xsd + "integer"}, DEFAULT_BASE) == Cell(
        "9", note="xsd:integer", number=True
    )
    assert cell({"type": "bnode", "value": "b1"}, DEFAULT_BASE) == Cell("_:b1")
    assert cell(None, DEFAULT_BASE) == Cell("")


def test_a_triple_term_is_shown_not_lost() -> None:
    """RDF 1.2 results may hold triples as values."""
    term = {"subject": {"type": "uri", "value": "urn:s"}, "predicate": {"type": "uri", "value": "urn:p"}}
    term["object"] = {"type": "literal", "value": "o"}
    assert cell({"type": "triple", "value": term}, DEFAULT_BASE).words == "<<( urn:s urn:p o )>>"
