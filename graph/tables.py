"""The tables of a file of truths as a whole, whatever they hold: how much there is, and how another file's replace them.

The changes are no truths but the list of what followers still have to do: it only ever grows.
"""

import json
import sqlite3
from collections.abc import Iterator

_CHANGES = "changes"


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """The rows of each table of truths."""
    return {name: int(db.execute(f"SELECT COUNT(*) FROM main.{_quoted(name)}").fetchone()[0]) for name in _names(db)}


def take_over(db: sqlite3.Connection) -> None:
    """Gives every table the rows that it has in the attached database `other`, inside a transaction of the caller.

    Each article and each user's graph of either is noted as changed, and with them all that either speaks of.
    """
    db.execute("PRAGMA defer_foreign_keys = ON")
    db.executemany("INSERT INTO main.changes (article, entities) VALUES (?, ?)", list(_changed(db)))
    db.execute(
        "INSERT INTO main.changes (article, entities, graph)"
        " SELECT '', '[]', name FROM (SELECT name FROM main.graphs UNION SELECT name FROM other.graphs)"
    )
    names = _names(db)
    for name in names:
        db.execute(f"DELETE FROM main.{_quoted(name)}")
    for name in names:
        columns = ", ".join(_quoted(row[1]) for row in db.execute(f"PRAGMA main.table_info({_quoted(name)})"))
        db.execute(f"INSERT INTO main.{_quoted(name)} ({columns}) SELECT {columns} FROM other.{_quoted(name)}")
    # Numbers that were given away once stay so.
    db.execute("DELETE FROM main.sqlite_sequence WHERE name != ?", (_CHANGES,))
    db.execute("INSERT INTO main.sqlite_sequence SELECT * FROM other.sqlite_sequence WHERE name != ?", (_CHANGES,))


def _changed(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """A change for each article, the names of things spread over them: whoever follows looks each up as it is by then."""
    articles = [name for (name,) in db.execute("SELECT id FROM main.articles UNION SELECT id FROM other.articles")]
    things = [name for (name,) in db.execute("SELECT local FROM main.entities UNION SELECT local FROM other.entities")]
    share = -(-len(things) // max(len(articles), 1))
    for place, article in enumerate(articles):
        yield article, json.dumps(things[place * share : (place + 1) * share], ensure_ascii=False)


def _names(db: sqlite3.Connection) -> list[str]:
    sql = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name != ?"
    return [name for (name,) in db.execute(f"{sql} ORDER BY name", (_CHANGES,))]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
