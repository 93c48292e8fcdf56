"""Turns: how many may do a thing at once, how many may wait for it, and whose turn comes next."""

from collections import Counter, OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class BusyError(Exception):
    """No turn came: too many wait already, or it took too long."""


class _Waiting:
    """One who waits; its lock is free once it has a turn or has been sent away."""

    __slots__ = ("called", "client", "sent_away")

    def __init__(self, client: str) -> None:
        self.client = client
        self.called = Lock()
        self.called.acquire()
        self.sent_away = False


class Turns:
    """`at_once` have a turn and `waiting` more wait for one, each for `patience` seconds.

    Clients that wait get their turns one after the other, however many of its own one of them waits for, and the last turn
    that is free is for a client that has none.
    """

    def __init__(self, at_once: int, *, waiting: int, patience: float) -> None:
        self.at_once = at_once
        self._waiting = waiting
        self._patience = patience
        self._lock = Lock()
        self._taken: Counter[str] = Counter()
        self._queues: OrderedDict[str, deque[_Waiting]] = OrderedDict()  # the client whose turn is next comes first

    @contextmanager
    def taken(self, client: str) -> Iterator[None]:
        """A turn while the block runs. Raises BusyError."""
        self.take(client)
        try:
            yield
        finally:
            self.end(client)

    def take(self, client: str) -> None:
        """Takes a turn, which has to be ended. Raises BusyError."""
        with self._lock:
            if client not in self._queues and self._may(client):
                self._taken[client] += 1
                return
            me = self._queue(client)
        if not me.called.acquire(timeout=self._patience):
            with self._lock:
                if not me.called.acquire(blocking=False):  # else it came at the last moment
                    self._leave(me)
                    raise BusyError
        if me.sent_away:
            raise BusyError

    def end(self, client: str) -> None:
        """Ends a turn that was taken: it is the next one's."""
        with self._lock:
            self._taken[client] -= 1
            if not self._taken[client]:
                del self._taken[client]
            self._call()

    def _may(self, client: str) -> bool:
        free = self.at_once - self._taken.total()
        return free > 1 or (free == 1 and (self.at_once == 1 or client not in self._taken))

    def _queue(self, client: str) -> _Waiting:
        """Makes a client wait. Where all places are taken one of those goes who take most of them, the last to come."""
        if sum(map(len, self._queues.values())) >= self._waiting:
            most = max(self._queues, key=lambda c: len(self._queues[c]), default=client)
            if most == client or len(self._queues[most]) <= len(self._queues.get(client, ())) + 1:
                raise BusyError
            last = self._queues[most][-1]
            self._leave(last)
            last.sent_away = True
            last.called.release()
        me = _Waiting(client)
        self._queues.setdefault(client, deque()).append(me)
        return me

    def _leave(self, one: _Waiting) -> None:
        self._queues[one.client].remove(one)
        if not self._queues[one.client]:
            del self._queues[one.client]

    def _call(self) -> None:
        """Gives free turns to those whose they are."""
        while client := next((c for c in self._queues if self._may(c)), None):
            one = self._queues[client][0]
            self._leave(one)
            if client in self._queues:
                self._queues.move_to_end(client)
            self._taken[client] += 1
            one.called.release()
