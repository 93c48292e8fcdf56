"""One worker process as the server sees it: what it is asked, how long it may take, what it has open."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from math import inf
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, Literal

from graph import frames
from graph.annotations import FullError
from graph.answers import NotAcceptableError, QueryError, ReachError
from graph.frames import Asked
from graph.snapshots import Snapshot

LONG = 0.1  # seconds of a core after which a query gives way to those that have just begun
NICE = 10  # a tenth of what others get; with less a query that is only long would get nothing on a busy machine

_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME", "SYSTEMROOT", "TMPDIR", "TEMP")


class LimitError(Exception):
    """A query that needed more than it may; `limit` is what of."""

    def __init__(self, limit: Literal["seconds", "memory", "bytes"], message: str) -> None:
        super().__init__(message)
        self.limit = limit


class WorkerError(Exception):
    """A query that ended its worker, or found none."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take: seconds, megabytes of memory, bytes of its answer; the addresses that it may call."""

    seconds: float = 30.0
    megabytes: int = 1024
    answer: int = 100 << 20
    services: tuple[str, ...] = ()


def command(base: str, limits: Limits) -> list[str]:
    """What starts a worker; `base` begins the IRIs that queries may abbreviate."""
    arguments = [base, str(limits.answer), str(limits.megabytes), *limits.services]
    return [sys.executable, "-P", "-m", "graph.worker", *arguments]


def told(error: Mapping[str, Any], limits: Limits) -> Exception:
    """What a worker found wrong with a query."""
    match error["what"]:
        case "query":
            return QueryError(error["message"], error["line"], error["column"])
        case "format":
            return NotAcceptableError(error["message"])
        case "reach":
            return ReachError(error["message"], error["line"], error["column"])
        case "full":
            return FullError(error["message"], whole=False)
        case "bytes":
            return LimitError("bytes", f"the answer has more than {limits.answer:,} bytes")
        case _:
            return LimitError("memory", f"the query needed more than {limits.megabytes:,} MB of memory")


class Hand:
    """A process that was started by a command, and what it is about. One thread at a time asks it; any may `watch`."""

    def __init__(self, command: list[str]) -> None:
        # No more of the environment: keys and passwords stand there. Fewer arenas: each reserves memory that counts.
        env = {name: os.environ[name] for name in _KEPT if name in os.environ}
        path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
        env |= {"PYTHONPATH": path, "PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "2"}
        options: dict[str, Any] = {"pipesize": 1 << 20} if sys.platform == "linux" else {}
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=env, **options)
        self.leases: list[Snapshot] = []  # what it may have open; the last is what it was told to open last
        self.gone: Callable[[], bool] | None = None
        self.killed: Literal["seconds", "gone"] | None = None
        self.nice = False
        self._began: float | None = None  # of what it is asked now
        self._deadline = 0.0
        self._gives_way = inf  # when it has used up so many seconds of a core
        self._lock = Lock()

    def ask(self, question: Asked | None, *, seconds: float) -> None:
        """Sends a query, or only the snapshot to open, the last lease. Raises OSError where the process is dead."""
        with self._lock:
            self._began = monotonic()
            self._deadline = self._began + seconds
            # Never while it opens a snapshot, for its priority would not come back.
            self._gives_way = _used(self.process.pid) + LONG if question else inf
        assert self.process.stdin
        ask = {
            "snapshot": str(self.leases[-1].path),
            "scratch": str(self.scratch()),
            "kind": type(question).__name__,
            "seconds": seconds,
            "question": asdict(question) if question else None,
        }
        frames.send(self.process.stdin, frames.ASK, ask)

    def scratch(self) -> Path:
        """The directory that it may make while it works out a write, beside the snapshot."""
        return self.leases[-1].path.with_name(f"scratch-{self.process.pid}")

    def hear(self) -> tuple[bytes, bytes]:
        """The next frame; EOFError where the process is dead."""
        assert self.process.stdout
        return frames.receive(self.process.stdout)

    def rest(self) -> None:
        """Nothing is asked any more."""
        with self._lock:
            self._began = self.gone = None

    def watch(self) -> None:
        """Kills it where it is late or nobody waits for its answer, and lets it give way where it takes long."""
        with self._lock:
            if self._began is None or self.killed:
                return
            now = monotonic()
            if now > self._deadline or (self.gone and self.gone()):
                self.killed = "seconds" if now > self._deadline else "gone"
                self.process.kill()
            elif not self.nice and hasattr(os, "setpriority"):
                with suppress(OSError):  # it has just ended
                    if _used(self.process.pid) >= self._gives_way:
                        self.nice = True
                        os.setpriority(os.PRIO_PROCESS, self.process.pid, NICE)

    def end(self) -> bytes:
        """Kills it; what it said on its standard error."""
        self.process.kill()
        _, said = self.process.communicate()
        return bytes(said)


def _used(process: int) -> float:
    """Seconds of processor time that a process has used up: waiting for a core is none. Elsewhere than on Linux, by the clock."""
    if sys.platform == "linux":
        return time.clock_gettime(~process << 3 | 2)  # as clock_getcpuclockid(3) makes it
    return monotonic()
