"""The worker processes that answer strangers' queries: started ahead, used again, killed at a limit, replaced at once."""

import json
import logging
import shutil
from collections.abc import Callable, Generator
from threading import Condition, Event, RLock, Thread
from time import monotonic

from graph import frames
from graph.frames import Asked
from graph.hand import Hand, LimitError, Limits, WorkerError, command, told
from graph.reply import Reply, held
from graph.snapshots import BehindError, Snapshot, Snapshots

WATCH = 0.1  # seconds between two looks at the workers
OPENING = 10.0  # seconds for a worker to start or to open a snapshot
LULL = 0.5  # seconds for which a worker's start can wait: of a core it takes more than most queries
PAUSE = 1.0  # seconds before a worker is started again that could not start

_OUT_OF_MEMORY = (b"memory allocation of", b"bad_alloc", b"MemoryError")  # the words of Rust, C++, Python
_log = logging.getLogger("rongqiao.graph")


class Crew:
    """So many workers on the snapshots of a graph. Questions may come from any thread."""

    def __init__(self, snapshots: Snapshots, *, base: str, size: int, limits: Limits) -> None:
        self.size = size
        self.limits = limits
        self._snapshots = snapshots
        self._command = command(base, limits)
        lock = RLock()
        self._free = Condition(lock)
        self._all_busy = Condition(lock)
        self._idle: list[Hand] = []
        self._all: set[Hand] = set()
        self._stop = Event()
        self._threads = [
            Thread(target=snapshots.keep, args=(self._stop, self._move_on), name="snapshots", daemon=True),
            Thread(target=self._watch, name="watch", daemon=True),
        ]

    @property
    def shown(self) -> int | None:
        """The last change that an answer would surely show now."""
        return self._snapshots.shown

    def start(self) -> None:
        """Starts the workers, for which nobody has to wait."""
        for thread in self._threads:
            thread.start()
        for _ in range(self.size):
            self._enlist()

    def stop(self) -> None:
        """Kills all workers: whoever waits for an answer gets a WorkerError."""
        self._stop.set()
        self._snapshots.stop()
        with self._free:
            hands = list(self._all)
            self._free.notify_all()
            self._all_busy.notify_all()
        for hand in hands:
            hand.process.kill()

    def close(self) -> None:
        """Ends all workers and removes the snapshots."""
        self.stop()
        for thread in self._threads:
            thread.join()
        for hand in list(self._all):
            self._dismiss(hand)
        self._snapshots.close()

    def ask(
        self,
        question: Asked,
        *,
        seconds: float | None = None,
        after: int = 0,
        patience: float = OPENING,
        gone: Callable[[], bool] | None = None,
    ) -> Reply:
        """Answers a query within so many seconds, at most those of the limits, from the moment when a worker has it.

        It shows the change `after`, for which it waits with so much patience. A query whose asker is `gone` is given up.
        Raises QueryError, LimitError, BehindError and WorkerError.
        """
        seconds = min(seconds or self.limits.seconds, self.limits.seconds)
        hand = self._begun(question, seconds, after, patience, gone)
        shown = hand.leases[-1].applied
        end: dict[str, bool] = {}
        return held(self._answer(hand, seconds, end), end, applied=shown)

    def await_change(self, change: int, *, patience: float) -> int:
        """Waits until queries show a change; the last one that they show then. Raises BehindError."""
        snapshot = self._snapshots.lease(after=change, patience=patience)
        self._snapshots.release(snapshot)
        return snapshot.applied

    def _begun(
        self, question: Asked, seconds: float, after: int, patience: float, gone: Callable[[], bool] | None
    ) -> Hand:
        """A worker that has begun with a query. One that died before that did not die of it: another one gets it."""
        while True:
            snapshot = self._snapshots.lease(after=after, patience=patience)
            try:
                hand = self._take(snapshot, patience)
            except BaseException:
                self._snapshots.release(snapshot)
                raise
            hand.leases.append(snapshot)
            hand.gone = gone
            try:
                hand.ask(question, seconds=seconds)
                hand.hear()
                return hand
            except (EOFError, OSError):
                self._replace(hand)
                if hand.killed:
                    raise self._death(hand, b"", seconds) from None

    def _answer(self, hand: Hand, seconds: float, end: dict[str, bool]) -> Generator[bytes, None, None]:
        """The head and the pieces of an answer; however that ends, the worker is free afterwards or replaced."""
        error: Exception | None = None
        fit, said = False, b""
        try:
            while (frame := hand.hear())[0] != frames.END:
                if frame[0] == frames.ERROR:
                    error = told(json.loads(frame[1]), self.limits)
                else:
                    yield frame[1]
            end.update(json.loads(frame[1]))
            fit = not end["last"] and not hand.nice
        except (EOFError, OSError):
            said = self._dismiss(hand)
            error = self._death(hand, said, seconds)
        finally:
            if fit:
                self._give_back(hand)
            else:
                self._dismiss(hand)
                self._enlist()
        if error:
            raise error

    def _death(self, hand: Hand, said: bytes, seconds: float) -> Exception:
        """Why a worker died."""
        if self._stop.is_set():
            return WorkerError("the server is ending")
        if hand.killed == "gone":
            return WorkerError("nobody waits for the answer any more")
        if hand.killed == "seconds":
            return LimitError("seconds", f"the query took longer than {seconds:g} s")
        if any(words in said for words in _OUT_OF_MEMORY):
            return told({"what": "memory"}, self.limits)
        _log_death(hand, said)
        return WorkerError("the process that ran the query died")

    def _take(self, snapshot: Snapshot, patience: float) -> Hand:
        """A free worker, one that has the snapshot open already if there is any."""
        until = monotonic() + patience
        with self._free:
            while not self._stop.is_set():
                if self._idle:
                    hand = next((h for h in self._idle if h.leases[-1] is snapshot), self._idle[0])
                    self._idle.remove(hand)
                    if not self._idle:
                        self._all_busy.notify_all()
                    if hand.process.poll() is None:
                        return hand
                    self._replace(hand)
                elif not self._free.wait(until - monotonic()):
                    raise WorkerError("no worker is free")
        raise WorkerError("the server is ending")

    def _give_back(self, hand: Hand) -> None:
        """Makes a worker free that has its last lease open and no other."""
        hand.rest()
        *before, last = hand.leases
        hand.leases = [last]
        with self._free:
            self._idle.append(hand)
            self._free.notify()
        for snapshot in before:
            self._snapshots.release(snapshot)

    def _dismiss(self, hand: Hand) -> bytes:
        """Ends a worker, which may be dead; what it said on its standard error."""
        with self._free:
            if hand not in self._all:
                return b""
            self._all.remove(hand)
        said = hand.end()
        if hand.leases:
            shutil.rmtree(hand.scratch(), ignore_errors=True)  # of a write that was broken off
        for snapshot in hand.leases:
            self._snapshots.release(snapshot)
        return said

    def _replace(self, hand: Hand) -> None:
        said = self._dismiss(hand)
        if not self._stop.is_set():
            _log_death(hand, said)
            self._enlist()

    def _enlist(self) -> None:
        """Starts one more worker, for which nobody has to wait."""
        Thread(target=self._start, name="start", daemon=True).start()

    def _start(self) -> None:
        while True:
            with self._all_busy:
                # What takes the place of a query that ran into its limit is another that has not given way yet.
                self._all_busy.wait_for(lambda: not self._idle or self._stop.is_set(), LULL)
                if self._stop.is_set():
                    return
                hand = Hand(self._command)
                self._all.add(hand)
            if self._open(hand):
                self._give_back(hand)
                return
            said = self._dismiss(hand)
            if not self._stop.wait(PAUSE):
                _log_death(hand, said)

    def _open(self, hand: Hand) -> bool:
        """Lets a worker open the newest snapshot, as soon as there is one; False where it died."""
        while not self._stop.is_set():
            try:
                hand.leases.append(self._snapshots.lease(patience=OPENING))
                hand.ask(None, seconds=OPENING)
                return hand.hear()[0] == frames.BEGUN
            except BehindError:
                continue
            except (EOFError, OSError):
                return False
        return False

    def _move_on(self) -> None:
        """Lets the free workers open the newest snapshot, so that no query has to wait for that and old ones can go."""
        while not self._stop.is_set():
            newest = self._snapshots.lease(patience=0)
            try:
                with self._free:
                    hand = next((h for h in self._idle if h.leases[-1] is not newest), None)
                    if hand is None:
                        return
                    self._idle.remove(hand)
            finally:
                self._snapshots.release(newest)
            if self._open(hand):
                self._give_back(hand)
            else:
                self._replace(hand)

    def _watch(self) -> None:
        while not self._stop.wait(WATCH):
            with self._free:
                hands = list(self._all)
                dead = [hand for hand in self._idle if hand.process.poll() is not None]
                self._idle = [hand for hand in self._idle if hand not in dead]
            for hand in dead:
                self._replace(hand)
            for hand in hands:
                hand.watch()


def _log_death(hand: Hand, said: bytes) -> None:
    _log.error("a worker ended with %s: %s", hand.process.returncode, ascii(said[-300:].decode("utf-8", "replace")))
