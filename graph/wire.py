"""The SPARQL 1.1 protocol from the side of the one who asks: requests to a server, and its answers as terms."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from urllib.parse import urlencode

import urllib3
from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from graph.credentials import authorization, hint
from graph.evaluation import one_line
from graph.protocol import StoreError
from graph.whereabouts import Remote

CONNECTING = 10.0  # seconds at most
KEPT = 10  # connections that stay open: a server of ours has eight threads, and a follower

_ROWS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
}
_TRIPLES = {"application/n-triples": RdfFormat.N_TRIPLES, "text/turtle": RdfFormat.TURTLE}


class RequestError(StoreError):
    """A request that the server finds wrong in itself; `problem` is what it says, in one line."""

    def __init__(self, url: str, problem: str) -> None:
        super().__init__(f"{url}: {problem}")
        self.problem = problem


class Server:
    """A SPARQL server. What fails raises StoreError, which names the address that was asked."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote
        self._headers = {"User-Agent": "rongqiao"} | authorization("STORE")
        timeout = urllib3.Timeout(connect=min(CONNECTING, remote.timeout), read=remote.timeout)
        # No redirect is followed, which would carry the password elsewhere; what fails is tried again by whoever follows.
        self._pool = urllib3.PoolManager(maxsize=KEPT, timeout=timeout, retries=False)

    def rows(self, query: str, *, parameters: Sequence[tuple[str, str]] = ()) -> QuerySolutions | QueryBoolean:
        """What a SELECT or an ASK comes to; `parameters` are further ones of the protocol."""
        media_type, body = self._ask(query, parameters, accept=_ROWS)
        with self.sound():
            return parse_query_results(body, _ROWS.get(media_type, QueryResultsFormat.JSON))

    def triples(self, query: str, *, parameters: Sequence[tuple[str, str]] = ()) -> list[Triple]:
        """What a CONSTRUCT or a DESCRIBE comes to."""
        media_type, body = self._ask(query, parameters, accept=_TRIPLES)
        with self.sound():
            return [quad.triple for quad in parse(body, _TRIPLES.get(media_type, RdfFormat.TURTLE))]

    def update(self, update: str) -> None:
        """Carries an update out."""
        self._post(self._remote.update, update.encode(), "application/sparql-update; charset=utf-8", "*/*")

    @contextmanager
    def sound(self) -> Iterator[None]:
        """Raises StoreError for answers that are none; rows are parsed as they are read, so while this is entered."""
        try:
            yield
        except (SyntaxError, ValueError, OSError) as error:
            raise StoreError(f"{self._remote.query}: its answer is no answer to a SPARQL query") from error

    def _ask(self, query: str, parameters: Sequence[tuple[str, str]], *, accept: Iterable[str]) -> tuple[str, bytes]:
        form = urlencode([("query", query), *parameters]).encode()
        offers = ", ".join(f"{media_type};q={1 - 0.5 * place}" for place, media_type in enumerate(accept))
        return self._post(self._remote.query, form, "application/x-www-form-urlencoded", offers)

    def _post(self, url: str, body: bytes, content_type: str, accept: str) -> tuple[str, bytes]:
        """Media type and body of the answer."""
        headers = self._headers | {"Content-Type": content_type, "Accept": accept}
        try:
            response = self._pool.request("POST", url, body=body, headers=headers)
        except urllib3.exceptions.ReadTimeoutError as error:
            raise StoreError(f"{url}: no answer within {self._remote.timeout:g} seconds") from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise StoreError(f"{url}: {_reason(error)}") from error
        media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if response.status < 300:
            return media_type, response.data
        known = response.status in HTTPStatus.__members__.values()
        problem = f"HTTP {response.status}{f' {HTTPStatus(response.status).phrase}' if known else ''}"
        if response.status in (401, 403):
            raise StoreError(f"{url}: {problem}; {hint('STORE')}")
        said = one_line(response.data.decode("utf-8", "replace")) if media_type == "text/plain" else ""
        if response.status == 400:
            raise RequestError(url, said or problem)
        raise StoreError(f"{url}: {problem}{f': {said}' if said else ''}")


def _reason(error: BaseException) -> str:
    """What the system says, which lies below what the client made of it."""
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, OSError) and found.strerror:
            return found.strerror
        found = found.__cause__ or found.__context__
    return "cannot be reached" if isinstance(error, urllib3.exceptions.TimeoutError) else "the connection broke off"


def graphs(default: Sequence[str], named: Sequence[str]) -> list[tuple[str, str]]:
    """The protocol's parameters for the data set of a query."""
    return [("default-graph-uri", iri) for iri in default] + [("named-graph-uri", iri) for iri in named]
