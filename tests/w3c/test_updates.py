"""The W3C's tests of updates and of the Graph Store Protocol, through HTTP: over one data set of which everything may be
written, the default graph too."""

import http.client

import pytest
from pyoxigraph import Dataset, RdfFormat, Store, parse
from w3c.exchanges import Exchange, conversations
from w3c.manifests import Entry, manifest
from w3c.requests import faults, is_of_queries
from w3c.results import same
from w3c.serving import Endpoint

UPDATE = {"Content-Type": "application/sparql-update", "Prefer": "respond-async"}
SUITES = (
    "add basic-update clear copy delete-data delete-insert delete-where delete drop move syntax-update-1"
    " syntax-update-2 update-silent"
).split()
FAILING: dict[str, str] = {}  # by name, with the reason


def passes(served: Endpoint, entry: Entry) -> bool:
    """Whether an update is refused, taken, or leaves what the test says."""
    store = Store()
    entry.data.fill(store)
    served.shown.hold(store)
    status, _, body = served.ask("POST", "/sparql", body=entry.text.encode(), headers=UPDATE)
    assert status in (204, 400), body
    if "Syntax" in entry.kind:
        # What is understood, and cannot be done over no data, is refused at no place of the text.
        return (status == 400 and b'"line"' in body) == entry.is_negative
    wanted = Store()
    entry.after.fill(wanted)
    return status == 204 and same(served.shown.quads(), Dataset(wanted))


@pytest.mark.parametrize("name", SUITES)
def test_updates_leave_what_they_should(served: Endpoint, name: str) -> None:
    """All 157, but for those that are listed with a reason."""
    entries = manifest(f"sparql11/{name}")
    served.show(Store())
    failed = {entry.id for entry in entries if not passes(served, entry)}
    assert failed == {entry.id for entry in entries} & FAILING.keys()


def test_the_suites_of_updates_are_whole() -> None:
    assert sum(len(manifest(f"sparql11/{name}")) for name in SUITES) == 157


def test_the_protocol_s_requests_that_update_are_answered_as_it_says(served: Endpoint) -> None:
    """Two request forms, data sets in the parameters, and mistakes."""
    tests = [each for each in conversations("sparql11/protocol") if not is_of_queries(each)]
    assert faults(served, tests) == {}
    assert len(tests) == 14


def wrong(exchange: Exchange, status: int, headers: http.client.HTTPMessage, body: bytes) -> str | None:
    """What is wrong with an answer of the graph store."""
    if not exchange.expects(status):
        return f"status {status} instead of {exchange.statuses}: {body!r}"
    for name, value in exchange.answer_headers:
        if headers[name] != value:
            return f"{name}: {headers[name]}"
    if exchange.answer and exchange.method == "GET":
        found, wanted = (
            Dataset(parse(text, format=RdfFormat.TURTLE, base_iri="http://www.example/"))
            for text in (body, exchange.answer)
        )
        if not same(found, wanted):
            return f"{body!r} is not {exchange.answer!r}"
    return None


@pytest.mark.parametrize(("file", "number"), [("manifest-direct.ttl", 4), ("manifest-indirect.ttl", 9)])
def test_the_requests_of_the_graph_store_protocol_are_answered_as_it_says(
    served: Endpoint, file: str, number: int
) -> None:
    tests = conversations("sparql11/graph-store-protocol", file=file)
    failed = {}
    for conversation in tests:
        served.show(Store())
        location = ""
        for place, exchange in enumerate(conversation.exchanges):
            path = exchange.path.replace("$LOCATION$", location)
            path = path.replace("/gsp/person", "/graph/person", 1) if path.startswith("/gsp/") else path
            path = "/graph-store" + path.removeprefix("/gsp") if path.startswith("/gsp") else path
            reply = served.ask(exchange.method, path, body=exchange.body, headers=dict(exchange.headers))
            location = reply[1]["Location"] or location
            if found := wrong(exchange, *reply):
                failed[f"{conversation.name} {place}"] = found
    assert failed == {}
    assert len(tests) == number
