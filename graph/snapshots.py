"""Snapshots of the store for processes that only read: reading files that another process writes is undefined."""

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Event
from time import monotonic
from typing import Protocol

APART = 1.0  # seconds at least between the beginnings of two snapshots
LOOK = 0.1  # seconds between two looks whether anything changed
PATIENCE = 30.0  # seconds at most between two attempts after a failure

_log = logging.getLogger("rongqiao.graph")


class BehindError(Exception):
    """No snapshot shows a change yet; `shown` is the last one that one shows, None where there is none at all."""

    def __init__(self, shown: int | None) -> None:
        super().__init__("nothing can be read yet" if shown is None else f"the last change that can be read is {shown}")
        self.shown = shown


class Source(Protocol):
    """What snapshots are taken of."""

    @property
    def applied(self) -> int:
        """The number of the last change that it shows."""

    def copy(self, target: Path) -> int:
        """Makes a directory that can be opened, and tells which change it shows at least."""


@dataclass(slots=True, eq=False)
class Snapshot:
    """A directory to open for reading; `applied` is the number of the last change that it surely shows."""

    path: Path
    applied: int
    leases: int = 0


class Snapshots:
    """Snapshots of a source in a folder of their own, which is nobody else's. The newest is kept, and those on lease."""

    def __init__(self, folder: Path, source: Source) -> None:
        self._folder = folder
        self._source = source
        self._changed = Condition()
        self._newest: Snapshot | None = None
        self._number = 0
        self._began = float("-inf")
        self._stopped = False
        sweep(folder)

    @property
    def shown(self) -> int | None:
        """The last change that the newest one surely shows, None where there is none. No two of one process have the same."""
        newest = self._newest
        return newest.applied if newest else None

    def keep(self, stop: Event, move_on: Callable[[], None]) -> None:
        """Takes one whenever something changed, until told to stop, and lets others `move_on` to it, now and again: who is
        busy now may be free later. What fails is tried again."""
        wait = LOOK
        while not stop.wait(wait):
            try:
                self.renew()
                move_on()
                wait = LOOK
            except OSError as error:
                wait = min(2 * max(wait, 1.0), PATIENCE)
                _log.error("%s: no snapshot can be taken; trying again in %.0f s: %s", self._folder, wait, error)

    def renew(self) -> None:
        """Takes a snapshot if something changed since the last one, which was not taken just now."""
        newest = self._newest
        if newest and (newest.applied == self._source.applied or monotonic() < self._began + APART):
            return
        self._began = monotonic()
        self._number += 1
        path = self._folder / str(self._number)
        self._folder.mkdir(exist_ok=True)
        try:
            applied = self._source.copy(path)
        except BaseException:
            shutil.rmtree(path, ignore_errors=True)
            raise
        with self._changed:
            self._newest = Snapshot(path, applied, leases=1)  # the one lease is that of being the newest
            self._changed.notify_all()
        if newest:
            self.release(newest)

    def lease(self, *, after: int = 0, patience: float) -> Snapshot:
        """The newest one, kept until it is released; waits for one that shows the change `after`. Raises BehindError."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._shows(after), patience)
            newest = self._newest
            if newest is None or not self._shows(after):
                raise BehindError(newest.applied if newest else None)
            newest.leases += 1
            return newest

    def release(self, snapshot: Snapshot) -> None:
        """Ends a lease: what nobody has open any more is removed."""
        with self._changed:
            snapshot.leases -= 1
            gone = snapshot.leases == 0
        if gone:
            shutil.rmtree(snapshot.path, ignore_errors=True)

    def stop(self) -> None:
        """Nobody need wait any more."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def close(self) -> None:
        """Lets go of the newest; all leases have ended."""
        with self._changed:
            newest, self._newest = self._newest, None
        if newest:
            self.release(newest)
        sweep(self._folder)

    def _shows(self, change: int) -> bool:
        return self._newest is not None and self._newest.applied >= change


def sweep(folder: Path) -> None:
    """Removes what a process left that was killed."""
    shutil.rmtree(folder, ignore_errors=True)
