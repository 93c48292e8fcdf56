"""What the truths remember of the runs of the extractor: which there were, what they read, what is left to read again."""

import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from typing import TypeAlias

from corpus.article import Article
from extract.reading import Reading, unpack
from graph import runs
from graph.runs import Run, Selection

PAGE = 100  # rows read at once

_Entering: TypeAlias = Callable[[], AbstractContextManager[sqlite3.Connection]]


class History:
    """The runs in a file of truths; `reading` and `writing` enter it, the latter for one transaction."""

    def __init__(self, reading: _Entering, writing: _Entering) -> None:
        self._reading = reading
        self._writing = writing

    @contextmanager
    def run(self, command: str, fingerprint: str) -> Iterator[str]:
        """A run of the extractor with this fingerprint, until this is left: the id by which `put` knows it."""
        with self._writing() as db:
            run = runs.begin(db, command, fingerprint)
        try:
            yield run
        finally:
            with self._writing() as db:
                runs.end(db, run)

    def runs(self) -> list[tuple[Run, int]]:
        """All runs, the last one first, each with the number of its readings that can still be compared."""
        with self._reading() as db:
            return runs.runs(db)

    def find(self, name: str) -> Selection:
        """The runs that a person means by a name. Raises RunError."""
        with self._reading() as db:
            return "previous" if name == "previous" else runs.find(db, name)

    def stale(self, fingerprint: str, *, since: date | None = None, made_from: Collection[int] = ()) -> list[str]:
        """The ids of the articles whose reading has another fingerprint, newest first: those published since a day, and
        those that one of these runs or a later one has read."""
        day = since.isoformat() if since else None
        with self._reading() as db:
            return runs.stale(db, fingerprint, day=day, made_from=min(made_from, default=None))

    def read_in(self, chosen: Collection[int]) -> int:
        """The number of articles of which a reading by one of these runs is kept."""
        with self._reading() as db:
            return runs.read_in(db, chosen)

    def pairs(self, chosen: Collection[int], other: Selection) -> Iterator[tuple[Reading, Reading] | None]:
        """For each article that the chosen runs have read: its reading by the other ones and its last one by these; None
        where there are no two."""
        page = [("", 0)]
        while page:
            with self._reading() as db:
                page = runs.readings_after(db, chosen, page[-1][0], PAGE)
            for _, seq in page:
                with self._reading() as db:
                    row = runs.pair(db, seq, other)
                yield _readings(*row) if row else None


def _readings(
    name: str,
    title: str,
    text: str,
    published: str | None,
    source: str | None,
    url: str | None,
    first: bytes,
    second: bytes,
) -> tuple[Reading, Reading]:
    article = Article(name, title, text, date.fromisoformat(published) if published else None, source, url)
    return unpack(zlib.decompress(first), article), unpack(zlib.decompress(second), article)
