"""Who holds the derived state of a data directory: a lock that ends with its process, and a note of who that is."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

GRACE = 0.5  # seconds in which one who only looks whether the lock is held lets go of it


@dataclass(frozen=True, slots=True)
class Owner:
    """A process that holds the derived state; `url` is where it answers, if it is a server."""

    pid: int
    command: str
    url: str | None = None


class OwnedError(Exception):
    """The derived state is another's; `owner` is None in the moment in which that one comes or goes."""

    def __init__(self, folder: Path, owner: Owner | None) -> None:
        who = f"process {owner.pid} (rongqiao {owner.command})" if owner else "another process"
        where = f" and answers at {owner.url}" if owner and owner.url else ""
        super().__init__(f"{folder}: {who} is working on this graph{where}")
        self.owner = owner


class NoteError(Exception):
    """The note of who holds the derived state cannot be written; names the file."""


@contextmanager
def hold(folder: Path, command: str) -> Iterator[Callable[[str], None]]:
    """Holds the lock; yields a function that notes the address at which this process answers. Raises OwnedError
    and NoteError."""
    lock = _lock(folder)
    try:
        lock.acquire(timeout=GRACE)
    except Timeout:
        raise OwnedError(folder, _noted(folder)) from None
    me = Owner(os.getpid(), command)
    try:
        _note(folder, me)
        yield lambda url: _note(folder, replace(me, url=url))
    finally:
        _path(folder).unlink(missing_ok=True)
        lock.release()


def owner(folder: Path) -> Owner | None:
    """The process that holds the lock now, None where nobody does."""
    noted = _noted(folder)
    if noted is None:
        return None
    lock = _lock(folder)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return noted
    lock.release()  # the note is of one that died
    return None


def _lock(folder: Path) -> FileLock:
    return FileLock(folder / "owner.lock", thread_local=False)


def _path(folder: Path) -> Path:
    return folder / "owner.json"


def _note(folder: Path, owner: Owner) -> None:
    new = _path(folder).with_suffix(".new")
    try:
        new.write_text(json.dumps(asdict(owner)), "utf-8")
        new.replace(_path(folder))
    except OSError as error:
        raise NoteError(f"{new}: {error.strerror or error}") from error


def _noted(folder: Path) -> Owner | None:
    try:
        return Owner(**json.loads(_path(folder).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
