"""The schema of a file of truths, and how a file of an earlier one becomes one of today."""

import sqlite3
import time
from collections import defaultdict

from graph import annotations, articles, circles, copies, ledger, minting, naming, nodes, records, runs
from graph.occurrences import key

SCHEMA = 8

_TABLES = (
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    *records.TABLES,
    *naming.TABLES,
    *ledger.TABLES,
    *copies.TABLES,
    *annotations.TABLES,
)


def upgrade(db: sqlite3.Connection, base: str) -> None:
    """Makes a new or older file one of today, inside a transaction of the caller: all of it or, on failure, nothing. `base`
    begins the IRIs of a new one."""
    (version,) = db.execute("PRAGMA user_version").fetchone()  # another process may have been faster
    if version >= SCHEMA:
        return
    if version == 0:
        for table in _TABLES:
            db.execute(table)
        db.execute("INSERT INTO settings VALUES ('base', ?)", (base,))
    elif version < 7:
        annotations.migrate(db)
    if version < 2:
        runs.migrate(db)
    if 0 < version < 4:
        decisions(db)
    elif version in (4, 5):
        db.execute("CREATE INDEX IF NOT EXISTS anchored_by_decision ON anchored (decision)")
    if version:
        copied = copies.fill(db)
        touched = identity(db) if version < 3 else {}
        records.record(db, records.with_copies(touched, copied))
    db.execute(f"PRAGMA user_version = {SCHEMA}")


def enter_wal(db: sqlite3.Connection, *, patience: float) -> None:
    """Lets readers and a writer work at once. Changing the journal's mode fails at once where another process is in the
    file, whatever SQLite's time-out, so it is tried for `patience` seconds."""
    deadline = time.monotonic() + patience
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def decisions(db: sqlite3.Connection) -> None:
    """From schema 3, which had no ledger, to 4; from earlier ones too, before `identity`. Nothing has been decided yet."""
    for table in ledger.TABLES:
        db.execute(table)
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'bonds'").fetchone():
        for name in ("bonds", "verdicts"):
            db.execute(f"DROP TABLE {name}")
        for table in (*nodes.TABLES, *circles.TABLES):
            if table.split()[2] in ("bonds", "verdicts", "verdicts_by_other"):
                db.execute(table)


def identity(db: sqlite3.Connection) -> dict[str, set[str]]:
    """From schema 2, where one name and type were one thing, to 3. Local names stay with what they named; tells for each
    article those of what it speaks of, before and now."""
    names: dict[str, set[str]] = defaultdict(set)
    for article, local in db.execute("SELECT DISTINCT article, entity FROM appearances"):
        names[article].add(local)
    minted = db.execute("SELECT local, type, label FROM minted ORDER BY rowid").fetchall()
    borne = db.execute("SELECT type, article, label, local FROM minted JOIN appearances ON entity = local").fetchall()
    db.execute("DROP TABLE appearances")
    db.execute("DROP TABLE minted")
    for table in naming.TABLES:
        db.execute(table)
    for local, kind, label in minted:
        db.execute("INSERT INTO minted (local) VALUES (?)", (local,))
        minting.remember(db, kind, "", key(label, kind), local)
    for kind, article, label, local in sorted(set(borne)):
        minting.remember(db, kind, article, key(label, kind), local)
    for (article,) in db.execute("SELECT id FROM articles ORDER BY id").fetchall():
        for other, locals_ in naming.appear(db, article, articles.raw(db, article)).articles.items():
            names[other] |= locals_
    return names
