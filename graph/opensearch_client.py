"""A server of OpenSearch, spoken to by its official client, whose errors become one line each."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from graph.credentials import authorization, hint
from graph.evaluation import one_line
from graph.protocol import StoreError
from graph.whereabouts import SearchServer

KEPT = 10  # connections that stay open
BULK_BYTES = 10_000_000  # of one request: servers refuse 100 MB
TRIES, PAUSE = 4, 0.25  # for what a busy server puts off, seconds before the second one


class MissingError(StoreError):
    """What was asked for is not there."""


class Client:
    """A server. What fails raises StoreError, which names its address."""

    def __init__(self, place: SearchServer) -> None:
        self._place = place
        self._client = _client(place)

    def ask(self, operation: str, **options: Any) -> dict[str, Any] | None:
        """What a request that reads comes to, None where there is no such thing."""
        try:
            return self.call(operation, **options)
        except MissingError:
            return None

    def call(self, operation: str, **options: Any) -> dict[str, Any]:
        """What a request comes to, by the client's name for it. Raises StoreError."""
        method = self._client
        for name in operation.split("."):
            method = getattr(method, name)
        with self.sound():
            found = method(**options)
            if not isinstance(found, dict):
                raise ValueError(found)
            return found

    def bulk(self, index: str, documents: Sequence[tuple[str, dict[str, Any]]], **parameters: str) -> None:
        """Writes documents under their ids, in as many requests as they need. A server that is busy is asked again."""
        helpers = import_module("opensearchpy.helpers")
        actions = ({"_op_type": "index", "_index": index, "_id": name, "_source": form} for name, form in documents)
        options: dict[str, Any] = {"raise_on_error": False, "max_retries": TRIES - 1, "initial_backoff": PAUSE}
        options |= {"yield_ok": False, "max_chunk_bytes": BULK_BYTES, "params": parameters}
        with self.sound():
            refused = [result["index"] for _, result in helpers.streaming_bulk(self._client, actions, **options)]
        if refused:
            raise StoreError(
                f"{self._place.url}: refused {len(refused)} of {len(documents)} documents for {index}; the first one: "
                f"{_told(refused[0].get('error'))}"
            )

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()

    @contextmanager
    def sound(self) -> Iterator[None]:
        """Raises StoreError for what the client finds wrong, and for answers that are none."""
        errors = import_module("opensearchpy.exceptions")
        url = self._place.url
        try:
            yield
        except errors.ConnectionTimeout as error:
            raise StoreError(f"{url}: no answer within {self._place.timeout:g} seconds") from error
        except errors.ConnectionError as error:
            raise StoreError(f"{url}: {_reason(error.info)}") from error
        except (errors.AuthenticationException, errors.AuthorizationException) as error:
            raise StoreError(f"{url}: HTTP {error.status_code}; {hint('INDEX')}") from error
        except errors.NotFoundError as error:
            raise MissingError(f"{url}: {self._place.name} is not there, or not whole") from error
        except errors.TransportError as error:
            said = error.info.get("error") if isinstance(error.info, Mapping) else error.error
            raise StoreError(f"{url}: HTTP {error.status_code}{f': {_told(said)}' if said else ''}") from error
        except (errors.OpenSearchException, LookupError, TypeError, ValueError) as error:
            raise StoreError(f"{url}: its answer is none of an OpenSearch server") from error


def _client(place: SearchServer) -> Any:
    try:
        opensearch = import_module("opensearchpy")
    except ImportError as error:
        raise StoreError("an index on a server needs the client: pip install 'rongqiao[opensearch]'") from error
    logging.getLogger("opensearch").setLevel(logging.CRITICAL)  # what fails is told by us, once
    headers = {"User-Agent": "rongqiao"} | authorization("INDEX")
    return opensearch.OpenSearch([place.url], headers=headers, timeout=place.timeout, max_retries=0, pool_maxsize=KEPT)


def _reason(error: object) -> str:
    """What the system says, which lies below what the client made of it."""
    found = error
    while isinstance(found, BaseException):
        if isinstance(found, OSError) and found.strerror:
            return found.strerror
        found = getattr(found, "reason", None) or found.__cause__ or found.__context__
    return "the connection broke off"


def _told(error: object) -> str:
    """An error as the server tells it."""
    text = f"{error.get('type')}: {error.get('reason')}" if isinstance(error, Mapping) else str(error)
    return one_line("".join(char if char.isprintable() else " " for char in text))
