"""The W3C's tests of queries and of their results, through HTTP, and the engine's own answers beside them."""

import json
import tomllib
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

import pytest
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store, serialize
from w3c.manifests import BASE, Entry, manifest
from w3c.results import ROWS, expected, read, same
from w3c.serving import Endpoint

FAILING = tomllib.loads(Path(__file__).with_name("failing.toml").read_text("utf-8"))
TURTLE = "text/turtle"
UNANSWERED = ("", b"")  # a query that is understood, and cannot be answered

SUITES = {
    "SPARQL 1.1 query": [
        f"sparql11/{name}"
        for name in "aggregates bind bindings cast construct exists functions grouping negation project-expression"
        " property-path subquery syntax-query".split()
    ],
    "SPARQL 1.1 federated query, syntax": ["sparql11/syntax-fed"],
    "SPARQL 1.1 results in JSON, CSV, TSV": ["sparql11/json-res", "sparql11/csv-tsv-res"],
    "SPARQL 1.0 query": [
        f"sparql10/{name}"
        for name in "algebra ask basic bnode-coreference boolean-effective-value bound cast construct dataset distinct"
        " expr-builtin expr-equals expr-ops graph i18n open-world optional optional-filter reduced regex solution-seq"
        " sort triple-match type-promotion".split()
    ],
    "SPARQL 1.0 syntax": [f"sparql10/syntax-sparql{number}" for number in range(1, 6)],
    "SPARQL 1.2 query": [
        f"sparql12/{name}"
        for name in "codepoint-escapes eval-triple-terms expression grouping lang-basedir rdf11 syntax"
        " syntax-triple-terms-negative syntax-triple-terms-positive version".split()
    ],
}

Answer: TypeAlias = tuple[str, bytes] | None  # media type and body, None where the query is refused
Ask: TypeAlias = Callable[[str, str], Answer]  # a query, a media type


def queries(name: str) -> list[Entry]:
    """The tests of a manifest that are about queries, those with the same data side by side."""
    found = [entry for entry in manifest(name) if entry.request and entry.request.suffix == ".rq"]
    return sorted(found, key=lambda entry: (entry.data.default, entry.data.named))


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
