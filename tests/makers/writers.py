"""Who writes over HTTP, with a token, into graphs of their own."""

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from graph.home import Home
from ontology.iris import DEFAULT_BASE, graph_iri

MINE = graph_iri(DEFAULT_BASE, "mine")
TURTLE = {"Content_Type": "text/turtle"}
DIRECT = {"Content_Type": "application/sparql-update"}
FORM = {"Content_Type": "application/x-www-form-urlencoded"}
NOTE = '<s> <https://schema.org/name> "甲" , [ ] .'


@dataclass
class Client:
    """Sends requests to a server, with a token unless another is given, and knows its graph."""

    port: int
    home: Home
    token: str

    def __call__(self, method: str, path: str, body: str | bytes = b"", **headers: str) -> tuple[int, Any, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            sent = {"Authorization": f"Bearer {self.token}"}
            sent |= {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body.encode() if isinstance(body, str) else body, sent)
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def update(self, text: str, **headers: str) -> tuple[int, Any, bytes]:
        return self("POST", "/sparql", text, **DIRECT, **headers)

    def ask(self, pattern: str, **headers: str) -> bool:
        path = "/sparql?" + urlencode({"query": f"ASK {{ {pattern} }}"})
        status, _, body = self("GET", path, Accept="application/sparql-results+json", **headers)
        assert status == 200, body
        return bool(json.loads(body)["boolean"])
