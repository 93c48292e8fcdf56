"""The W3C's tests of queries and of their results, through HTTP, and the engine's own answers beside them."""

import json
from collections.abc import Callable
from itertools import groupby
from typing import TypeAlias

import pytest
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store, serialize
from w3c.manifests import BASE, Entry
from w3c.results import ROWS, expected, read, same
from w3c.serving import Endpoint
from w3c.suites import FAILING, SUITES, queries

TURTLE = "text/turtle"
UNANSWERED = ("", b"")  # a query that is understood, and cannot be answered

Answer: TypeAlias = tuple[str, bytes] | None  # media type and body, None where the query is refused
Ask: TypeAlias = Callable[[str, str], Answer]  # a query, a media type


def passes(entry: Entry, ask: Ask) -> bool:
    """Whether a test's query is refused, taken, or answered as it says."""
    if "Syntax" in entry.kind:
        return (ask(entry.text, ROWS[".srj"]) is None) == entry.is_negative
    wanted = expected(entry.result)
    answer = ask(entry.text, ROWS.get(entry.result.suffix, f"{ROWS['.srx']}, {TURTLE};q=0.5"))
    if answer in (None, UNANSWERED):
        return False
    media_type, body = answer
    return same(read(body, media_type), wanted, ordered=entry.is_ordered, lax=entry.is_lax)


def in_process(store: Store) -> Ask:
    """The engine as it is, without prefixes, checks or rewriting of ours."""

    def ask(text: str, accept: str) -> Answer:
        try:
            found = store.query(text, base_iri=BASE)
            if isinstance(found, QueryTriples):
                return TURTLE, serialize(found, format=RdfFormat.TURTLE)
            media_type = accept.partition(",")[0]
            return media_type, found.serialize(format=QueryResultsFormat.from_media_type(media_type))
        except SyntaxError:
            return None
        except (RuntimeError, OSError):  # understood, but with functions or servers that nobody knows
            return UNANSWERED

    return ask


def through_http(served: Endpoint) -> Ask:
    """The endpoint; a query that it does not take is an error of the client."""

    def ask(text: str, accept: str) -> Answer:
        status, media_type, body = served.query(text, f"{accept}, {TURTLE};q=0.1")
        assert status in (200, 400)
        if status == 200:
            return media_type, body
        # What cannot be read is refused at a place of the query; it is understood where only a function is not known.
        return UNANSWERED if "line" not in json.loads(body) else None

    return ask


@pytest.mark.parametrize("name", [name for names in SUITES.values() for name in names])
def test_the_endpoint_passes_what_the_engine_passes(served: Endpoint, name: str) -> None:
    """Exactly those tests fail that are listed, for the reason that is listed."""
    engine, endpoint = set(), set()
    entries = queries(name)
    for data, alike in groupby(entries, key=lambda entry: entry.data):
        store = Store()
        data.fill(store)
        served.show(store)
        for entry in alike:
            if not passes(entry, in_process(store)):
                engine.add(entry.id)
            if not passes(entry, through_http(served)):
                endpoint.add(entry.id)
    ids = {entry.id for entry in entries}
    assert engine == ids & FAILING["engine"].keys()
    assert endpoint == ids & (FAILING["engine"] | FAILING["endpoint"]).keys()
