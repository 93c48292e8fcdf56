"""A process of its own that keeps the graph up with the truths while this one is busy reading articles.

The engine's writing and the extractor's stages would take turns on Python's one lock; two processes use two cores.
"""

import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType

from graph.home import Home
from graph.protocol import StoreError

INTERVAL = 2.0  # seconds between two looks for changes; between them anybody else may take the graph


class Follower:
    """Once started, and until this is left, the graph of `home` follows wherever no other process owns it.

    It does nothing on one core, and it may die: whoever needs the graph up to date settles it afterwards.
    """

    def __init__(self, home: Home, command: str) -> None:
        self._home = home
        self._command = command
        self._process: BaseProcess | None = None
        self._end: Connection | None = None

    def __enter__(self) -> "Follower":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._end and self._process:
            self._end.close()
            self._process.join()

    def start(self) -> None:
        """Starts the process; a second time does nothing."""
        if self._process or _cores() < 2:
            return
        context = multiprocessing.get_context("spawn")  # a fork would share the engines' open files
        self._end, theirs = context.Pipe()
        self._process = context.Process(target=_follow, args=(self._home.path, self._command, theirs), daemon=True)
        self._process.start()
        theirs.close()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _follow(path: Path, command: str, end: Connection) -> None:
    """Follows until the other end of the pipe closes, which it also does when its process dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to both, and the other one tells when to stop
    with Home(path) as home:
        while not end.poll(INTERVAL):
            try:
                home.settle(command)
            except StoreError:  # a server that is away, and may come back
                continue
            except Exception:  # a full disk above all: whoever settles afterwards tells of it
                return
