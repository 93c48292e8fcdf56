"""Where the quads and the keyword index of a data directory lie: in it, or behind servers that are recorded in it.

The records are files beside the truths: a backup, which may be restored elsewhere, claims no server.
"""

import json
import re
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from extract.configuration import is_address
from graph.generations import write_whole
from graph.protocol import StoreError

TIMEOUT = 120.0  # seconds, where nobody says otherwise

NAME = "rongqiao"  # of an index, where nobody says otherwise

_STORE, _INDEX = "store.json", "index.json"
_NAME = re.compile("[a-z0-9][a-z0-9_-]{0,99}")


@dataclass(frozen=True, slots=True)
class Remote:
    """A server of SPARQL 1.1: the addresses that take queries and updates, and how many seconds a request may take.

    `directory` is the name under which the server knows the data directory.
    """

    query: str
    update: str
    timeout: float
    directory: str


@dataclass(frozen=True, slots=True)
class SearchServer:
    """A server of OpenSearch: its address, the name of the index there, and how many seconds a request may take.

    `directory` is the name under which the server knows the data directory.
    """

    url: str
    name: str
    timeout: float
    directory: str


_Place = TypeVar("_Place", Remote, SearchServer)


def remote(folder: Path) -> Remote | None:
    """The server that has the quads of a data directory, None where it has them itself. Raises StoreError."""
    form = _recorded(folder, _STORE)
    if "query" not in form:
        return None
    found = _read(Remote, form)
    if not (found and is_address(found.query) and is_address(found.update)):
        raise StoreError(f"{folder / _STORE}: not what `rongqiao store` writes")
    return found


def named(folder: Path, query: str, update: str, timeout: float) -> Remote:
    """A server for a data directory, under the name that this has always had with servers."""
    return Remote(query, update, timeout, _directory(folder, _STORE))


def record(folder: Path, chosen: Remote | None) -> None:
    """Notes where the quads lie from now on. The directory keeps its name."""
    _record(folder, _STORE, chosen)


def search_server(folder: Path) -> SearchServer | None:
    """The server that has the keyword index of a data directory, None where it has that itself. Raises StoreError."""
    form = _recorded(folder, _INDEX)
    if "url" not in form:
        return None
    found = _read(SearchServer, form)
    if not (found and isinstance(found.url, str) and is_address(found.url) and is_name(found.name)):
        raise StoreError(f"{folder / _INDEX}: not what `rongqiao index` writes")
    return found


def named_search_server(folder: Path, url: str, name: str, timeout: float) -> SearchServer:
    """A server for a data directory, under the name that this has always had with servers."""
    return SearchServer(url, name, timeout, _directory(folder, _INDEX))


def record_search_server(folder: Path, chosen: SearchServer | None) -> None:
    """Notes where the keyword index lies from now on. The directory keeps its name."""
    _record(folder, _INDEX, chosen)


def is_name(name: object) -> bool:
    """Whether an index can be called so on every server."""
    return isinstance(name, str) and bool(_NAME.fullmatch(name))


def _read(kind: type[_Place], form: dict[str, Any]) -> _Place | None:
    try:
        found = kind(**form)
        return found if found.timeout > 0 and found.directory and isinstance(found.directory, str) else None
    except TypeError:
        return None


def _directory(folder: Path, file: str) -> str:
    return str(_recorded(folder, file).get("directory") or uuid.uuid4())


def _record(folder: Path, file: str, chosen: Remote | SearchServer | None) -> None:
    form = asdict(chosen) if chosen else {k: v for k, v in _recorded(folder, file).items() if k == "directory"}
    write_whole(folder / file, json.dumps(form, indent=2) + "\n")


def _recorded(folder: Path, file: str) -> dict[str, Any]:
    path = folder / file
    try:
        form = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: {getattr(error, 'strerror', None) or 'damaged'}") from error
    if not isinstance(form, dict):
        raise StoreError(f"{path}: damaged")
    return form
