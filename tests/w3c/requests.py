"""Requests of the SPARQL protocol, put to the endpoint, and what is wrong with its answers."""

import http.client
from collections.abc import Iterable

from pyoxigraph import Store
from w3c.exchanges import Conversation, Exchange
from w3c.serving import Endpoint

TABULAR = ("application/sparql-results+xml", "application/sparql-results+json", "text/csv", "text/tab-separated-values")
RDF = ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json")


def is_of_queries(conversation: Conversation) -> bool:
    """Whether a test sends no update."""
    return "update" not in conversation.name


def fault(exchange: Exchange, status: int, headers: http.client.HTTPMessage, body: bytes) -> str | None:
    """What is wrong with an answer."""
    if not exchange.expects(status):
        return f"status {status} instead of {exchange.statuses}"
    media_type = headers.get_content_type()
    if exchange.format and media_type not in {"boolean": TABULAR[:2], "tabular": TABULAR, "RDF": RDF}[exchange.format]:
        return f"{media_type} is no {exchange.format}"
    if exchange.truth is not None and (str(exchange.truth).lower().encode() not in body):
        return f"not {exchange.truth}: {body!r}"
    return None


def faults(served: Endpoint, tests: Iterable[Conversation]) -> dict[str, str]:
    """What is wrong, by the name of the test."""
    failed = {}
    for conversation in tests:
        store = Store()
        conversation.data.fill(store)
        served.show(store)
        for exchange in conversation.exchanges:
            path = exchange.path.replace("/sparql/", "/sparql")
            reply = served.ask(exchange.method, path, body=exchange.body, headers=dict(exchange.headers))
            if found := fault(exchange, *reply):
                failed[conversation.name] = found
    return failed
