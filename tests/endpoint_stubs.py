"""Endpoints of models that tests start on this machine: a chat, and one of embeddings."""

import json
import math
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from extract.configuration import Embeddings


@dataclass
class ChatStub:
    """A chat endpoint on this machine. It records what it is asked and gives `replies` in turn, the last one for ever:
    (status, body, seconds to wait), the body as the bytes that it is or as the content of a well-formed answer."""

    url: str = ""
    replies: list[tuple[int, str | bytes, float]] = field(default_factory=lambda: [(200, '{"facts":[]}', 0.0)])
    headers: dict[str, str] = field(default_factory=dict)  # sent with every reply
    usage: int | None = None
    trickle: float = 0.0  # seconds after each byte of the body
    heard: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)  # headers and body of each request
    paths: list[str] = field(default_factory=list)

    def says(self, *facts: dict[str, Any]) -> None:
        """From now on it answers with these facts."""
        self.replies = [(200, json.dumps({"facts": facts}), 0.0)]

    def sentences(self, request: int = -1) -> list[dict[str, Any]]:
        """The sentences of one of the requests."""
        found: list[dict[str, Any]] = json.loads(self.heard[request][1]["messages"][-1]["content"])["sentences"]
        return found

    def answer(self, request: BaseHTTPRequestHandler, body: bytes) -> None:
        """Replies to one request."""
        self.heard.append((dict(request.headers), json.loads(body)))
        self.paths.append(request.path)
        status, answer, seconds = self._reply()
        time.sleep(seconds)
        request.send_response(status)
        for name, value in self.headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(answer)))
        request.end_headers()
        for start in range(len(answer)) if self.trickle else ():
            request.wfile.write(answer[start : start + 1])
            time.sleep(self.trickle)
        request.wfile.write(b"" if self.trickle else answer)

    def _reply(self) -> tuple[int, bytes, float]:
        """The next reply."""
        status, body, seconds = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(body, bytes):
            return status, body, seconds
        form: dict[str, Any] = {"choices": [{"message": {"role": "assistant", "content": body}}]}
        if self.usage is not None:
            form["usage"] = {"total_tokens": self.usage}
        return status, json.dumps(form).encode(), seconds


@dataclass
class EmbeddingsStub:
    """An embeddings endpoint on this machine with a tiny model: a text's characters and their pairs, counted in as many numbers
    as there are `dimensions` by their hash. It records the texts of each request; while `status` is no 200, or there is a
    `body`, that is all that it answers."""

    url: str = ""
    dimensions: int = 512
    status: int = 200
    body: bytes | None = None
    seconds: float = 0.0  # before each answer
    heard: list[list[str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)  # of the last request

    def vector(self, text: str) -> list[float]:
        """The square roots of the counts, each with a sign of its hash."""
        counts = [0.0] * self.dimensions
        chars = [char for char in text if char.isalnum()]
        for piece in (*chars, *map(str.__add__, chars, chars[1:])):
            digest = zlib.crc32(piece.encode())
            counts[digest % self.dimensions] += 1 if digest >> 31 else -1
        return [math.copysign(math.sqrt(abs(count)), count) for count in counts]

    def answer(self, request: BaseHTTPRequestHandler, body: bytes) -> None:
        """Replies to one request, with the vectors in another order than that of the texts."""
        texts = json.loads(body)["input"]
        self.heard.append(texts)
        self.headers = dict(request.headers)
        rows = [{"index": at, "embedding": self.vector(text)} for at, text in enumerate(texts)]
        answer = self.body if self.body is not None else json.dumps({"data": rows[::-1]}).encode()
        time.sleep(self.seconds)
        request.send_response(self.status if request.path == "/v1/embeddings" else 404)
        request.send_header("Content-Length", str(len(answer)))
        request.end_headers()
        request.wfile.write(answer)

    def settings(self, **more: Any) -> Embeddings:
        """The configuration that leads to it."""
        return Embeddings("tiny", **{"url": self.url, "timeout": 10.0, "retries": 0, **more})


@contextmanager
def listening(answer: Callable[[BaseHTTPRequestHandler, bytes], None]) -> Iterator[str]:
    """The address of an endpoint, on a port of its own, that answers what is posted to it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with suppress(ConnectionError):  # whoever asked has given up
                answer(self, body)

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()
    thread.join()
