"""Where the quads of a data directory lie: in it, or behind a SPARQL server that is recorded in it.

The record is a file beside the truths: a backup, which may be restored elsewhere, claims no server.
"""

import json
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from extract.configuration import is_address
from graph.generations import write_whole
from graph.protocol import StoreError

TIMEOUT = 120.0  # seconds, where nobody says otherwise

_FILE = "store.json"


@dataclass(frozen=True, slots=True)
class Remote:
    """A server of SPARQL 1.1: the addresses that take queries and updates, and how many seconds a request may take.

    `directory` is the name under which the server knows the data directory.
    """

    query: str
    update: str
    timeout: float
    directory: str


def remote(folder: Path) -> Remote | None:
    """The server that has the quads of a data directory, None where it has them itself. Raises StoreError."""
    form = _recorded(folder)
    if "query" not in form:
        return None
    try:
        found = Remote(**form)
        sound = is_address(found.query) and is_address(found.update) and found.timeout > 0 and bool(found.directory)
    except (TypeError, AttributeError):
        sound = False
    if not sound:
        raise StoreError(f"{folder / _FILE}: not what `rongqiao store` writes")
    return found


def named(folder: Path, query: str, update: str, timeout: float) -> Remote:
    """A server for a data directory, under the name that this has always had with servers."""
    return Remote(query, update, timeout, str(_recorded(folder).get("directory") or uuid.uuid4()))


def record(folder: Path, chosen: Remote | None) -> None:
    """Notes where the quads lie from now on. The directory keeps its name."""
    form = asdict(chosen) if chosen else {k: v for k, v in _recorded(folder).items() if k == "directory"}
    write_whole(folder / _FILE, json.dumps(form, indent=2) + "\n")


def _recorded(folder: Path) -> dict[str, Any]:
    path = folder / _FILE
    try:
        form = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: {getattr(error, 'strerror', None) or 'damaged'}") from error
    if not isinstance(form, dict):
        raise StoreError(f"{path}: damaged")
    return form
