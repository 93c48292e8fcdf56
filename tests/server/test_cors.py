"""What browsers let other people's pages do with the data; HEAD and OPTIONS."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from ontology.iris import DEFAULT_BASE

Ask = Callable[..., Any]

QUERY = "/sparql?" + urlencode({"query": "SELECT * { ?s a ?o } LIMIT 3"})
ENTITY = f"/entity/{quote('沈砚青')}"
READ = [
    QUERY,
    "/sparql",
    "/graph-store?default",
    f"/graph-store?graph={DEFAULT_BASE}article/d01",
    ENTITY,
    f"{ENTITY}?format=turtle",
    "/article/d01?format=turtle",
    "/.well-known/void?format=turtle",
    "/ontology?format=turtle",
    "/ontology/context.jsonld",
    "/ontology/shapes.ttl",
    "/api/v1/decisions",
    "/api/v1/suggest?q=s",
]
REFUSED = [
    "/api/v1/suggest?limit=0",
    "/sparql?query=no",
    "/graph-store",
    "/graph/none",
    "/article/none?format=turtle",
    "/api/v1/decisions?limit=x",
]


@pytest.mark.parametrize("path", READ + REFUSED)
def test_other_peoples_pages_may_read_data_and_why_there_are_none(ask: Ask, path: str) -> None:
    reply = ask(path, Origin="https://example.org")
    assert reply.status == (200 if path in READ else 404 if "none" in path else 400)
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in reply.headers  # nothing here goes by cookies
    seen = reply.headers["Access-Control-Expose-Headers"].split(", ")
    assert {"ETag", "Location", "Preference-Applied", "Retry-After", "WWW-Authenticate", "Rongqiao-Change"} <= set(seen)
    assert "Accept" in reply.headers["Vary"]


@pytest.mark.parametrize("path", READ)
def test_a_browser_that_asks_beforehand_may_send_a_token_and_conditions(ask: Ask, path: str) -> None:
    reply = ask(
        path,
        method="OPTIONS",
        Origin="https://example.org",
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="authorization,content-type",
    )
    assert (reply.status, reply.body) == (200, b"")
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert {"Authorization", "Content-Type", "If-None-Match", "If-Match", "Prefer", "Rongqiao-After"} <= set(
        reply.headers["Access-Control-Allow-Headers"].split(", ")
    )
    allowed = set(reply.headers["Access-Control-Allow-Methods"].split(", "))
    assert allowed == set(reply.headers["Allow"].split(", ")) >= {"GET", "HEAD", "OPTIONS"}
    assert ("POST" in allowed) == path.startswith(("/sparql", "/api/v1/decisions", "/graph-store"))
    assert int(reply.headers["Access-Control-Max-Age"]) > 0


def test_pages_of_people_are_for_this_server_alone(browse: Ask) -> None:
    for path in ("/", "/search?q=a"):
        assert "Access-Control-Allow-Origin" not in browse(path).headers


@pytest.mark.parametrize("path", [*READ, *REFUSED, "/", "/search?q=a", "/healthz", "/article/d01"])
def test_head_tells_what_get_would(ask: Ask, path: str) -> None:
    ask("/.well-known/void?format=turtle")  # counted from here on
    got, head = ask(path), ask(path, method="HEAD")
    assert (head.status, head.body) == (got.status, b"")
    for name in ("Content-Type", "ETag", "Vary", "Location", "Rongqiao-Change", "Access-Control-Allow-Origin"):
        assert head.headers[name] == got.headers[name]
