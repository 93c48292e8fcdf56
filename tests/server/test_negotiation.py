"""Which media type a client gets."""

import pytest
from flask import Request
from werkzeug.exceptions import NotAcceptable
from werkzeug.test import EnvironBuilder

from server.negotiation import HTML, RDF, ROWS, choose, prefers_page, ranked


def _request(accept: str | None, query: str = "") -> Request:
    headers = {} if accept is None else {"Accept": accept}
    return Request(EnvironBuilder(path="/", query_string=query, headers=headers).get_environ())


OFFERS = [HTML, *ROWS.values(), *RDF.values()]


@pytest.mark.parametrize(
    ("accept", "best"),
    [
        (None, HTML),
        ("*/*", HTML),
        ("text/turtle", "text/turtle"),
        ("text/turtle;q=0.4, application/ld+json;q=0.5", "application/ld+json"),
        ("text/*;q=0.3, application/rdf+xml;q=0.4", "application/rdf+xml"),
        ("*/*, text/html;q=0", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/xml;q=0.9, */*;q=0.8", "application/sparql-results+xml"),
        ("text/turtle;charset=utf-8", "text/turtle"),
        ("TEXT/TURTLE", "text/turtle"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML),
    ],
)
def test_the_best_offer_for_an_accept_header(accept: str | None, best: str) -> None:
    assert ranked(_request(accept), OFFERS)[0] == best


def test_what_the_client_refuses_is_not_offered() -> None:
    assert ranked(_request("image/png"), OFFERS) == []
    assert "text/turtle" not in ranked(_request("*/*, text/turtle;q=0"), OFFERS)


@pytest.mark.parametrize("accept", ["", ";;;", "q=1", "text/", "a/b/c", "text/turtle;q=x", "\xff"])
def test_a_broken_accept_header_is_no_error(accept: str) -> None:
    """It is read as far as it makes sense."""
    assert isinstance(ranked(_request(accept), OFFERS), list)


def test_format_in_the_address_outranks_the_header() -> None:
    assert choose(_request("text/html", "format=turtle"), RDF, page="first") == ["text/turtle"]
    assert choose(_request("text/html", "format=xml"), ROWS | RDF, page="last") == [ROWS["xml"], RDF["rdfxml"]]
    assert choose(_request("text/html", "format=rdf+xml"), RDF, page="first") == [RDF["rdfxml"]]
    with pytest.raises(NotAcceptable):
        choose(_request("text/html", "format=pdf"), RDF, page="first")
    assert choose(_request("text/csv", "format=pdf"), ROWS, page="last", lenient=True) == [ROWS["csv"]]


def test_a_client_that_takes_anything_gets_the_page_or_the_data_as_the_resource_says() -> None:
    assert choose(_request("*/*"), RDF, page="first")[0] == HTML
    assert choose(_request("*/*"), ROWS, page="last")[0] == ROWS["json"]
    assert choose(_request("text/html, */*;q=0.1"), RDF, page=None) == list(RDF.values())
    with pytest.raises(NotAcceptable):
        choose(_request("text/html"), RDF, page=None)


def test_only_a_browser_is_told_of_errors_in_a_page() -> None:
    assert prefers_page(_request("text/html,*/*;q=0.8"))
    assert not prefers_page(_request("*/*"))
    assert not prefers_page(_request(None))
    assert not prefers_page(_request("text/csv"))
