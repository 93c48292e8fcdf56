"""Turns: how many may do a thing at once, how many may wait for it, and for how long."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore


class Turns:
    """`at_once` have a turn and `waiting` more wait for one, each for `patience` seconds."""

    def __init__(self, at_once: int, *, waiting: int, patience: float) -> None:
        self._turns = BoundedSemaphore(at_once)
        self._places = BoundedSemaphore(at_once + waiting)
        self._patience = patience

    @contextmanager
    def taken(self) -> Iterator[bool]:
        """Takes a turn while the block runs; False where none came, at once where too many wait already."""
        if not self._places.acquire(blocking=False):
            yield False
            return
        try:
            if not self._turns.acquire(timeout=self._patience):
                yield False
                return
            try:
                yield True
            finally:
                self._turns.release()
        finally:
            self._places.release()
