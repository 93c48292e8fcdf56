"""The vectors of all sentences, in a directory of their own: a file of numbers, mapped into memory, and a table of which rows
belong to which article. Whatever happens, an article has all its rows or none: rows are written and synced before the
table tells of them.

Any number of processes may read; writers take turns. What is searched is every row: exact, and as slow as reading them.
"""

import os
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock

import numpy as np
from filelock import FileLock

from graph.context import Near
from graph.embedding import EmbeddingError, Matrix

CHUNK = 16_384  # rows multiplied at once
SPARE = 1_000  # rows of nobody that do not matter; beyond, the file is written anew when they are the greater part

_NUMBER = 4  # bytes
_TABLES = (
    "CREATE TABLE IF NOT EXISTS about (identity TEXT NOT NULL, dimension INTEGER NOT NULL, file TEXT NOT NULL,"
    " rows INTEGER NOT NULL, applied INTEGER NOT NULL, version INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS articles (article TEXT PRIMARY KEY, first INTEGER NOT NULL, count INTEGER NOT NULL,"
    " digest BLOB NOT NULL) WITHOUT ROWID",
)


@dataclass(frozen=True, slots=True)
class _About:
    """Of this model: numbers in a row, the file, rows in it, the last change that was followed, and which state this is."""

    dimension: int
    file: str
    rows: int
    applied: int
    version: int


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What a reader has in its hands: the rows, where those of each article begin, and how many they are."""

    version: int
    rows: Matrix
    firsts: list[int]
    counts: list[int]
    articles: list[str]


class Vectors:
    """The vectors of one model, by its `identity`: where those of another are, there are none until some are put. Without one,
    to take some away, those of any."""

    def __init__(self, path: Path, identity: str | None) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._identity = identity
        self._lock = FileLock(path / "lock")
        self._db = self._connected()  # writes
        self._reader = self._connected()  # sees nothing half written
        self._reading = Lock()
        self._loaded: _Loaded | None = None
        with self._lock:
            for table in _TABLES:
                self._db.execute(table)

    def close(self) -> None:
        """Lets go of the files."""
        self._loaded = None
        self._db.close()
        self._reader.close()

    @property
    def applied(self) -> int:
        """The number of the last change that they have followed, 0 before the first."""
        about = self._about(self._reader)
        return about.applied if about else 0

    def count(self) -> int:
        """The number of sentences that have a vector."""
        if self._about(self._reader) is None:
            return 0
        ((found,),) = self._reader.execute("SELECT COALESCE(SUM(count), 0) FROM articles").fetchall()
        return int(found)

    def has(self, article: str, texts: Sequence[str]) -> bool:
        """Whether the article has the vectors of just these sentences."""
        row = self._reader.execute("SELECT digest FROM articles WHERE article = ?", (article,)).fetchone()
        if row is None or self._about(self._reader) is None:
            return not texts
        return bool(row[0] == _digest(texts))

    def articles(self) -> set[str]:
        """The articles that have vectors."""
        if self._about(self._reader) is None:
            return set()
        return {article for (article,) in self._reader.execute("SELECT article FROM articles").fetchall()}

    def put(self, article: str, texts: Sequence[str], rows: Matrix) -> None:
        """Gives an article the vectors of its sentences, in place of those that it had. Raises EmbeddingError where they are
        of another length than the others."""
        with self._lock:
            about = self._about(self._db) or self._begin(rows.shape[1])
            if about.dimension != rows.shape[1]:
                raise EmbeddingError(
                    f"{self.path}: the model gives vectors of {rows.shape[1]} numbers now, and of {about.dimension} before; "
                    "remove the directory if it is another model"
                )
            with (self.path / about.file).open("r+b") as out:
                out.seek(about.rows * about.dimension * _NUMBER)
                out.write(rows.astype("<f4").tobytes())
                out.flush()
                os.fsync(out.fileno())
            freed = self._rows_of(article)
            with self._writing():
                place = (article, about.rows, len(rows), _digest(texts))
                self._db.execute("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?)", place)
                self._db.execute("UPDATE about SET rows = ?", (about.rows + len(rows),))
            self._wipe(about, *freed)

    def remove(self, article: str) -> None:
        """Takes away what an article has, if anything."""
        with self._lock:
            about, freed = self._about(self._db), self._rows_of(article)
            if about is None:
                return
            with self._writing():
                self._db.execute("DELETE FROM articles WHERE article = ?", (article,))
            self._wipe(about, *freed)

    def followed(self, change: int) -> None:
        """Notes that they have followed all changes up to this one."""
        with self._lock, self._writing():
            self._db.execute("UPDATE about SET applied = ? WHERE identity = ?", (change, self._identity))

    def nearest(self, vector: Matrix, limit: int) -> list[Near]:
        """The sentences of which the vectors are the likest to this one row, likest first."""
        loaded = self._load()
        if loaded is None or not len(loaded.rows) or vector.shape[1] != loaded.rows.shape[1]:
            return []
        scores = np.empty(len(loaded.rows), dtype=np.float32)
        for start in range(0, len(scores), CHUNK):
            scores[start : start + CHUNK] = loaded.rows[start : start + CHUNK] @ vector[0]
        best = np.argpartition(-scores, min(limit, len(scores)) - 1)[:limit]
        found = []
        for row in sorted(map(int, best), key=lambda row: (-scores[row], row)):
            place = bisect_right(loaded.firsts, row) - 1
            position = row - loaded.firsts[place] if place >= 0 else 0
            if place >= 0 and position < loaded.counts[place]:  # else a row of nobody, which is all zeros
                found.append(Near(loaded.articles[place], position, float(scores[row])))
        return found

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(
            self.path / "articles.sqlite3", isolation_level=None, check_same_thread=False, timeout=30
        )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("UPDATE about SET version = version + 1")
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise

    def _about(self, db: sqlite3.Connection) -> _About | None:
        sql = "SELECT dimension, file, rows, applied, version FROM about WHERE identity = COALESCE(?, identity)"
        row = db.execute(sql, (self._identity,)).fetchone()
        return _About(*row) if row else None

    def _begin(self, dimension: int) -> _About:
        """Forgets what there was, which is of another model."""
        ((version,),) = self._db.execute("SELECT COALESCE(MAX(version), 0) FROM about").fetchall()
        about = _About(dimension, self._unused(), 0, 0, version + 1)
        (self.path / about.file).touch()
        with self._writing():
            self._db.execute("DELETE FROM articles")
            self._db.execute("DELETE FROM about")
            row = (self._identity, about.dimension, about.file, about.rows, about.applied, about.version)
            self._db.execute("INSERT INTO about VALUES (?, ?, ?, ?, ?, ?)", row)
        self._sweep(about.file)
        return about

    def _rows_of(self, article: str) -> tuple[int, int]:
        row = self._db.execute("SELECT first, count FROM articles WHERE article = ?", (article,)).fetchone()
        return (row[0], row[1]) if row else (0, 0)

    def _wipe(self, about: _About, first: int, count: int) -> None:
        """Makes rows that have become nobody's zeros; writes the others anew once they are the smaller part."""
        if not count:
            return
        width = about.dimension * _NUMBER
        with (self.path / about.file).open("r+b") as out:
            out.seek(first * width)
            out.write(bytes(count * width))
        kept = self._db.execute("SELECT article, first, count FROM articles ORDER BY first").fetchall()
        total = sum(number for _, _, number in kept)
        ((used,),) = self._db.execute("SELECT rows FROM about").fetchall()
        if used - total <= max(SPARE, total):
            return
        name = self._unused()
        with (self.path / about.file).open("rb") as old, (self.path / name).open("wb") as new:
            for _, begin, number in kept:
                old.seek(begin * width)
                new.write(old.read(number * width))
            new.flush()
            os.fsync(new.fileno())
        with self._writing():
            at = 0
            for article, _, number in kept:
                self._db.execute("UPDATE articles SET first = ? WHERE article = ?", (at, article))
                at += number
            self._db.execute("UPDATE about SET file = ?, rows = ?", (name, at))
        self._sweep(name)

    def _unused(self) -> str:
        numbers = [int(one.stem.removeprefix("rows-")) for one in self.path.glob("rows-*.f32")]
        return f"rows-{max(numbers, default=0) + 1}.f32"

    def _sweep(self, current: str) -> None:
        """Removes the other files; who has one mapped keeps it until then."""
        for one in self.path.glob("rows-*.f32"):
            if one.name != current:
                one.unlink(missing_ok=True)

    def _load(self) -> _Loaded | None:
        with self._reading:
            about = self._about(self._reader)
            if about is None:
                return None
            if self._loaded is None or self._loaded.version != about.version:
                self._loaded = self._mapped()
            return self._loaded

    def _mapped(self) -> _Loaded | None:
        """The present rows; a file that is gone when it is opened has been replaced by another just now."""
        while True:
            self._reader.execute("BEGIN")
            try:
                about = self._about(self._reader)
                found = self._reader.execute("SELECT first, count, article FROM articles ORDER BY first").fetchall()
            finally:
                self._reader.execute("COMMIT")
            if about is None:
                return None
            if not about.rows:
                rows: Matrix = np.empty((0, about.dimension), dtype=np.float32)
            else:
                try:
                    shape = (about.rows, about.dimension)
                    rows = np.memmap(self.path / about.file, dtype="<f4", mode="r", shape=shape)
                except FileNotFoundError:
                    continue
            firsts, counts, articles = (list(column) for column in zip(*found, strict=True)) if found else ([], [], [])
            return _Loaded(about.version, rows, firsts, counts, articles)


def _digest(texts: Sequence[str]) -> bytes:
    return sha256("\0".join(texts).encode("utf-8", "surrogatepass")).digest()
