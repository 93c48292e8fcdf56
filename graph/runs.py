"""Runs of the extractor, and which of them made which reading: what an article's reading replaces is kept for a while,
so that two runs can be compared.

These are tables of the file of truths; every function works inside a transaction of its caller.
"""

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count
from typing import Any, Literal, TypeAlias

KEPT = 3  # readings of an article, the present one among them

TABLES = (
    "CREATE TABLE runs ("
    " number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL,"
    " command TEXT, started TEXT, ended TEXT, read INTEGER NOT NULL DEFAULT 0)",
    # `pack` is NULL for the present reading, which lies in `readings`; a greater `seq` is a later reading of an article.
    "CREATE TABLE made ("
    " seq INTEGER PRIMARY KEY, article TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,"
    " run INTEGER NOT NULL REFERENCES runs, pack BLOB, UNIQUE (article, run))",
)
_AMONG = "run IN (SELECT value FROM json_each(?{}))"
_COLUMNS = "runs.id, runs.fingerprint, command, started, ended, read"

# The runs of a selection by their numbers, or what each article's reading was before that of the other selection.
Selection: TypeAlias = frozenset[int] | Literal["previous"]


class RunError(Exception):
    """A name of a run that names none, or more than one thing."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the extractor. Of one that made its readings before runs were kept, or for nobody who said, only the
    fingerprint is known, which is its id then. `ended` is None while it goes on and for one that was killed; `read` counts
    the readings it made, gone ones included."""

    id: str
    fingerprint: str
    command: str | None = None
    started: datetime | None = None
    ended: datetime | None = None
    read: int = 0


def migrate(db: sqlite3.Connection) -> None:
    """Brings a file of schema 1 to schema 2: of its readings only the fingerprints tell runs apart."""
    for table in TABLES:
        db.execute(table)
    db.execute(
        "INSERT INTO runs (id, fingerprint, read) SELECT fingerprint, fingerprint, COUNT(*) FROM readings"
        " GROUP BY fingerprint ORDER BY MAX(rowid)"
    )
    db.execute(
        "INSERT INTO made (article, run) SELECT article, number FROM readings JOIN runs ON id = readings.fingerprint"
    )


def begin(db: sqlite3.Connection, command: str, fingerprint: str) -> str:
    """The id of a new run: the moment of its beginning in UTC, so that it hardly means another run elsewhere, and so
    that nothing in a graph tells of runs before it whose articles are gone."""
    now = datetime.now(UTC)
    start = f"{now:%Y%m%d-%H%M%S}"
    for run in chain((start,), (f"{start}-{further}" for further in count(2))):
        if not db.execute("SELECT 1 FROM runs WHERE id = ?", (run,)).fetchone():
            break
    sql = "INSERT INTO runs (id, fingerprint, command, started) VALUES (?, ?, ?, ?)"
    db.execute(sql, (run, fingerprint, command, _written(now)))
    return run


def end(db: sqlite3.Connection, run: str) -> None:
    """Notes that a run has ended; one that read nothing is forgotten."""
    db.execute("UPDATE runs SET ended = ? WHERE id = ?", (_written(datetime.now(UTC)), run))
    db.execute("DELETE FROM runs WHERE id = ? AND read = 0", (run,))


def record(
    db: sqlite3.Connection, article: str, *, run: str | None, fingerprint: str, former: bytes | None = None
) -> None:
    """Notes which run made an article's present reading, None where nobody says. `former` is what that replaces; None where the text is new, so
    that nothing older can be compared with it."""
    if former is None:
        db.execute("DELETE FROM made WHERE article = ?", (article,))
    else:
        db.execute("UPDATE made SET pack = ? WHERE article = ? AND pack IS NULL", (former, article))
    if run is None:
        db.execute("INSERT OR IGNORE INTO runs (id, fingerprint) VALUES (?1, ?1)", (fingerprint,))
    (number,) = db.execute("SELECT number FROM runs WHERE id = ?", (run or fingerprint,)).fetchone()
    db.execute("INSERT OR REPLACE INTO made (article, run) VALUES (?, ?)", (article, number))
    db.execute(
        "DELETE FROM made WHERE article = ?1 AND seq NOT IN"
        " (SELECT seq FROM made WHERE article = ?1 ORDER BY seq DESC LIMIT ?2)",
        (article, KEPT),
    )
    db.execute("UPDATE runs SET read = read + 1 WHERE number = ?", (number,))


def run_of(db: sqlite3.Connection, article: str) -> Run | None:
    """The run that made an article's present reading."""
    sql = f"SELECT {_COLUMNS} FROM runs JOIN made ON run = number WHERE article = ? AND pack IS NULL"
    row = db.execute(sql, (article,)).fetchone()
    return _run(*row) if row else None


def runs(db: sqlite3.Connection) -> list[tuple[Run, int]]:
    """All runs, the last one first, each with the number of its readings that can still be compared."""
    kept = "SELECT run, COUNT(*) AS kept FROM made GROUP BY run"
    sql = f"SELECT {_COLUMNS}, COALESCE(kept, 0) FROM runs LEFT JOIN ({kept}) ON run = number ORDER BY number DESC"
    return [(_run(*row), kept) for *row, kept in db.execute(sql)]


def find(db: sqlite3.Connection, name: str) -> frozenset[int]:
    """The numbers of the runs that a person means: `latest`, an id or the beginning of one, or a fingerprint or the
    beginning of one, which stands for all its runs. Raises RunError."""
    if name == "latest":
        rows = db.execute("SELECT number FROM runs WHERE read > 0 ORDER BY number DESC LIMIT 1").fetchall()
        if not rows:
            raise RunError("nothing has been read yet")
        return frozenset(number for (number,) in rows)
    found = db.execute("SELECT number, id, fingerprint FROM runs").fetchall() if name else []
    ids = {run: number for number, run, fingerprint in found if run != fingerprint}
    if name in ids:
        return frozenset({ids[name]})
    fingerprints = {fingerprint for _, _, fingerprint in found if fingerprint.startswith(name)}
    if name in fingerprints:
        fingerprints = {name}
    beginning = {run: number for run, number in ids.items() if run.startswith(name)}
    if len(fingerprints) + len(beginning) > 1:
        meant = ", ".join(sorted({*fingerprints, *beginning})[:5])
        raise RunError(f"{name}: stands for more than one run or fingerprint: {meant}")
    if not fingerprints and not beginning:
        raise RunError(f"{name}: no such run; `rongqiao runs` lists them")
    return frozenset(beginning.values()) or frozenset(number for number, _, fp in found if fp in fingerprints)


def stale(db: sqlite3.Connection, fingerprint: str, *, day: str | None, made_from: int | None) -> list[str]:
    """The articles whose present reading has another fingerprint, newest first: those published on a day (ISO 8601) or
    later, and those that a run with this number or a greater one has read."""
    sql = (
        "SELECT id FROM articles JOIN readings ON readings.article = id"
        " LEFT JOIN made ON made.article = id AND made.pack IS NULL"
        " WHERE fingerprint <> ?1 AND (?2 IS NULL OR published >= ?2) AND (?3 IS NULL OR run >= ?3)"
        " ORDER BY published DESC, id"
    )
    return [article for (article,) in db.execute(sql, (fingerprint, day, made_from))]


def read_in(db: sqlite3.Connection, chosen: Collection[int]) -> int:
    """The number of articles of which a reading by one of the runs is kept."""
    sql = f"SELECT COUNT(DISTINCT article) FROM made WHERE {_AMONG.format(1)}"
    return int(db.execute(sql, (json.dumps(list(chosen)),)).fetchone()[0])


def readings_after(db: sqlite3.Connection, chosen: Collection[int], article: str, limit: int) -> list[tuple[str, int]]:
    """The next articles in the order of their ids, each with the `seq` of its last reading by one of the runs."""
    sql = (
        f"SELECT article, MAX(seq) FROM made WHERE {_AMONG.format(1)} AND article > ?2"
        " GROUP BY article ORDER BY article LIMIT ?3"
    )
    return db.execute(sql, (json.dumps(list(chosen)), article, limit)).fetchall()


def pair(db: sqlite3.Connection, seq: int, other: Selection) -> tuple[Any, ...] | None:
    """An article with two of its readings, packed: the one by the other selection, and this one. None where there are no
    two."""
    condition = "seq < this.seq" if other == "previous" else f"{_AMONG.format(2)} AND seq <> this.seq"
    sql = (
        "SELECT id, title, text, published, source, url,"
        " COALESCE(that.pack, readings.pack), COALESCE(this.pack, readings.pack)"
        " FROM made AS this JOIN articles ON id = this.article JOIN readings ON readings.article = id"
        f" JOIN made AS that ON that.seq = (SELECT MAX(seq) FROM made WHERE article = id AND {condition})"
        " WHERE this.seq = ?1"
    )
    values = (seq,) if other == "previous" else (seq, json.dumps(list(other)))
    row: tuple[Any, ...] | None = db.execute(sql, values).fetchone()
    return row


def _run(name: str, fingerprint: str, command: str | None, started: str | None, ended: str | None, read: int) -> Run:
    return Run(name, fingerprint, command, _moment(started), _moment(ended), read)


def _written(moment: datetime) -> str:
    return moment.replace(microsecond=0).isoformat()


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
