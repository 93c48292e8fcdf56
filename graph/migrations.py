"""How a file of truths of an earlier schema becomes one of today, inside a transaction of the caller."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable

from extract.reading import Reading
from graph import bearers, ledger, minting, naming, nodes
from graph.occurrences import key


def decisions(db: sqlite3.Connection) -> None:
    """From schema 3, which had no ledger, to 4; from earlier ones too, before `identity`. Nothing has been decided yet."""
    for table in ledger.TABLES:
        db.execute(table)
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'bonds'").fetchone():
        for name in ("bonds", "verdicts"):
            db.execute(f"DROP TABLE {name}")
        for table in (*nodes.TABLES, *bearers.TABLES):
            if table.split()[2] in ("bonds", "verdicts", "verdicts_by_other"):
                db.execute(table)


def identity(db: sqlite3.Connection, reading: Callable[[str], Reading]) -> dict[str, set[str]]:
    """From schema 2, where one name and type were one thing, to 3. Local names stay with what they named; tells for each
    article those of what it speaks of, before and now. `reading` gives the reading of an article."""
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
        for other, locals_ in naming.appear(db, article, reading(article)).articles.items():
            names[other] |= locals_
    return names
