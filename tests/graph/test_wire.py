"""What a server answers that it should not: refusals, silence, nonsense; and who we tell it that we are."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from makers.servers import place

from graph.answers import QueryError
from graph.protocol import StoreError
from graph.remote import RemoteStore
from graph.whereabouts import Remote
from graph.wire import Server
from ontology.iris import DEFAULT_BASE


@dataclass
class Stub:
    """A server that answers every request alike, and keeps its headers."""

    query: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 0.0
    heard: list[dict[str, str]] = field(default_factory=list)

    @property
    def update(self) -> str:
        return self.query


@pytest.fixture
def stub() -> Iterator[Stub]:
    found = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            found.heard.append(dict(self.headers))
            time.sleep(found.seconds)
            try:
                self.send_response(found.status)
                for name, value in found.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(found.body)))
                self.end_headers()
                self.wfile.write(found.body)
            except ConnectionError:
                pass  # whoever asked has given up

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    found.query = f"http://127.0.0.1:{server.server_port}/sparql"
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("status", "headers", "body", "message"),
    [
        (401, {}, b"", "HTTP 401 Unauthorized; RONGQIAO_STORE_USER and RONGQIAO_STORE_PASSWORD"),
        (403, {}, b"", "HTTP 403 Forbidden"),
        (500, {"Content-Type": "text/plain"}, b"out of\nmemory", "HTTP 500 Internal Server Error: out of memory"),
        (302, {"Location": "http://127.0.0.1:9/"}, b"", "HTTP 302 Found"),
        (200, {"Content-Type": "text/html"}, b"<html>welcome", "its answer is no answer to a SPARQL query"),
        (200, {"Content-Type": "application/sparql-results+json"}, b'{"head":', "its answer is no answer"),
    ],
)
def test_what_a_server_refuses_is_told_in_a_line_with_its_address_and_never_the_password(
    stub: Stub,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    headers: dict[str, str],
    body: bytes,
    message: str,
) -> None:
    monkeypatch.setenv("RONGQIAO_STORE_USER", "榕")
    monkeypatch.setenv("RONGQIAO_STORE_PASSWORD", "geheim")
    stub.status, stub.headers, stub.body = status, headers, body
    with pytest.raises(StoreError) as failed:
        RemoteStore(place(Path(), stub), base=DEFAULT_BASE)
    assert str(failed.value).startswith(f"{stub.query}: {message}")
    assert "geheim" not in str(failed.value)
    assert len(str(failed.value).splitlines()) == 1
    assert stub.heard[0]["Authorization"] == "Basic 5qaVOmdlaGVpbQ=="


def test_a_token_is_sent_and_one_that_is_none_is_not(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    stub.status = 500
    monkeypatch.setenv("RONGQIAO_STORE_TOKEN", "abc")
    with pytest.raises(StoreError, match="HTTP 500"):
        RemoteStore(place(Path(), stub), base=DEFAULT_BASE)
    assert stub.heard[0]["Authorization"] == "Bearer abc"
    monkeypatch.setenv("RONGQIAO_STORE_TOKEN", "a\r\nX: y")
    with pytest.raises(StoreError, match="RONGQIAO_STORE_TOKEN holds characters"):
        RemoteStore(place(Path(), stub), base=DEFAULT_BASE)


def test_a_server_that_is_away_or_slow_is_named(stub: Stub) -> None:
    stub.seconds = 0.5
    with pytest.raises(StoreError, match=f"{stub.query}: no answer within 0.1 seconds"):
        RemoteStore(place(Path(), stub, 0.1), base=DEFAULT_BASE)
    nobody = Remote("http://127.0.0.1:9/query", "http://127.0.0.1:9/update", 5.0, "test")
    with pytest.raises(StoreError, match=r"http://127\.0\.0\.1:9/query: Connection refused"):
        RemoteStore(nobody, base=DEFAULT_BASE)


@pytest.mark.parametrize("store", ["server"], indirect=True)
def test_what_the_server_finds_wrong_with_a_query_is_an_error_of_the_query(
    store: RemoteStore, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub.status, stub.headers, stub.body = 400, {"Content-Type": "text/plain"}, b"too\nhard"
    monkeypatch.setattr(store, "_server", Server(place(Path(), stub)))
    with pytest.raises(QueryError, match="too hard"):
        store.query("ASK { ?s ?p ?o }")
    heard = len(stub.heard)
    with pytest.raises(QueryError, match="an update, not a query"):
        store.query("DROP ALL")
    assert len(stub.heard) == heard, "what is no query does not leave this machine"
