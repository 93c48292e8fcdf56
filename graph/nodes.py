"""What is one thing by its name alone, across articles: organisations, places, works, products, events, and persons whom
the lexicon knows. Tables of the file of truths; every function works inside a transaction of its caller.

A node is a name (its key) of one type. What is counted here spares going through the articles: a change costs what the
names that hang together with its own cost, however many articles have them.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from graph import minting
from graph.identity import things
from graph.minting import Doubtful, Named
from graph.occurrences import Occurrence
from ontology.predicates import EntityType

TABLES = (
    "CREATE TABLE nodes ("
    " type TEXT, key TEXT, articles INTEGER NOT NULL, known INTEGER NOT NULL, local TEXT, PRIMARY KEY (type, key))"
    " WITHOUT ROWID",
    "CREATE INDEX nodes_by_local ON nodes (local)",
    "CREATE TABLE forms ("
    " type TEXT, key TEXT, form TEXT, articles INTEGER NOT NULL, labels INTEGER NOT NULL,"
    " PRIMARY KEY (type, key, form)) WITHOUT ROWID",
    "CREATE TABLE ties ("
    " type TEXT, key TEXT, other TEXT, articles INTEGER NOT NULL, PRIMARY KEY (type, key, other)) WITHOUT ROWID",
    "CREATE INDEX ties_by_other ON ties (type, other)",
    # Names that somebody has decided to be one thing's.
    "CREATE TABLE bonds (decision TEXT, type TEXT, one TEXT, other TEXT, PRIMARY KEY (decision, type, one, other))"
    " WITHOUT ROWID",
)

_REGISTERED = re.compile("公司$|合伙）?$|合伙企业$")


@dataclass(frozen=True, slots=True)
class Renamed:
    """A name whose thing has another local name than before, or another label; None where it had or has none."""

    key: str
    before: str | None
    now: str | None


def count(db: sqlite3.Connection, one: Occurrence, sign: int) -> bool:
    """Counts an occurrence in (1) or out (-1); False where that cannot alter what is one thing, or how it is called: one
    more article calls a thing by the label that it has, and gives it no other name than it had."""
    name = one.type, one.key
    settled = sign > 0 and _tells_nothing_new(db, one)
    db.execute(
        "INSERT INTO nodes VALUES (?, ?, ?, ?, NULL) ON CONFLICT DO UPDATE SET"
        " articles = articles + excluded.articles, known = known + excluded.known",
        (*name, sign, sign * one.known),
    )
    db.executemany(
        "INSERT INTO forms VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
        " articles = articles + excluded.articles, labels = labels + excluded.labels",
        [(*name, form, sign, sign * (form == one.label)) for form in one.forms],
    )
    db.executemany(
        "INSERT INTO ties VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET articles = articles + excluded.articles",
        [(*name, other, sign) for other in one.others],
    )
    if sign < 0:
        db.execute("DELETE FROM forms WHERE type = ? AND key = ? AND articles = 0", name)
        db.execute("DELETE FROM ties WHERE type = ? AND key = ? AND articles = 0", name)
    return not settled


def _tells_nothing_new(db: sqlite3.Connection, one: Occurrence) -> bool:
    row = db.execute(
        "SELECT known > 0, label FROM nodes JOIN entities USING (local)"
        " WHERE nodes.type = ? AND key = ? AND articles > 0",
        (one.type, one.key),
    ).fetchone()
    if row != (one.known, one.label):
        return False
    ties = "SELECT other FROM ties WHERE type = ? AND key = ?"
    return set(one.others) <= {other for (other,) in db.execute(ties, (one.type, one.key))} if one.others else True


def settle(
    db: sqlite3.Connection, kind: EntityType, keys: Collection[str], *, gone: Collection[str] = ()
) -> list[Renamed]:
    """Finds anew which names are one thing, of those that hang together with `keys`, and how each thing is called; what
    changed for names that articles have. `gone` are those of `keys` that the last article has just lost."""
    names, ties, bonds = _together(db, kind, keys)
    rows = {key: row for key in sorted(names) if (row := _row(db, kind, key))}
    alive = {key: bool(known) for key, (articles, known, _) in rows.items() if articles > 0}
    before = {key: local for key, (_, _, local) in rows.items() if local and (key in alive or key in gone)}
    groups, doubts = things(alive, ties, bonds)
    wanted = [
        Named(
            kind,
            _label(db, kind, group),
            Counter(local for key in group for local in minting.remembered(db, kind, "", key)),
        )
        for group in groups
    ]
    locals_ = minting.assign(db, wanted, held=set(before.values()))
    changed: list[Renamed] = []
    now: dict[str, str] = {}
    for group, local, thing in zip(groups, locals_, wanted, strict=True):
        relabelled = minting.show(db, local, kind, thing.label)
        for key in sorted(group):
            now[key] = local
            if before.get(key) != local:
                db.execute("UPDATE nodes SET local = ? WHERE type = ? AND key = ?", (local, kind, key))
                minting.remember(db, kind, "", key, local)
            if relabelled or before.get(key) != local:
                changed.append(Renamed(key, before.get(key), local))
    empty = [(kind, key) for key in rows if key not in alive]
    db.executemany("DELETE FROM nodes WHERE type = ? AND key = ?", empty)
    ended = set(before.values()) - set(locals_)
    minting.hide(db, ended)
    minting.doubt(
        db, ended | set(locals_), [Doubtful(now[one], now[other], 0.5, ("short name",)) for one, other in doubts]
    )
    return changed


def local_of(db: sqlite3.Connection, kind: EntityType, key: str) -> str | None:
    """The local name of what is called so, None where nothing has been."""
    row = db.execute("SELECT local FROM nodes WHERE type = ? AND key = ?", (kind, key)).fetchone()
    return row[0] if row else None


def tied(db: sqlite3.Connection, kind: EntityType, key: str) -> list[str]:
    """The names of what some article calls so besides."""
    rows = db.execute("SELECT key FROM ties WHERE type = ? AND other = ?", (kind, key)).fetchall()
    return [name for (name,) in rows]


def keys_of(db: sqlite3.Connection, local: str) -> list[tuple[EntityType, str]]:
    """The names in use of the thing with this local name."""
    return db.execute("SELECT type, key FROM nodes WHERE local = ? AND articles > 0", (local,)).fetchall()


def _row(db: sqlite3.Connection, kind: EntityType, key: str) -> tuple[int, int, str | None] | None:
    found: tuple[int, int, str | None] | None = db.execute(
        "SELECT articles, known, local FROM nodes WHERE type = ? AND key = ?", (kind, key)
    ).fetchone()
    return found


def _together(
    db: sqlite3.Connection, kind: EntityType, keys: Collection[str]
) -> tuple[set[str], set[tuple[str, str]], set[tuple[str, str]]]:
    """All names that ties and bonds connect with `keys`, and those ties and bonds."""
    names, ties, bonds = set(keys), set(), set()
    waiting = sorted(names)
    while waiting:
        key = waiting.pop()
        for pair in _pairs(db, "SELECT key, other FROM ties WHERE type = ?1 AND (key = ?2 OR other = ?2)", kind, key):
            ties.add(pair)
            waiting += [name for name in pair if name not in names]
            names.update(pair)
        for pair in _pairs(db, "SELECT one, other FROM bonds WHERE type = ?1 AND (one = ?2 OR other = ?2)", kind, key):
            bonds.add(pair)
            waiting += [name for name in pair if name not in names]
            names.update(pair)
    return names, ties, bonds


def _pairs(db: sqlite3.Connection, sql: str, kind: EntityType, key: str) -> Iterator[tuple[str, str]]:
    yield from db.execute(sql, (kind, key)).fetchall()


def _label(db: sqlite3.Connection, kind: EntityType, group: Collection[str]) -> str:
    """What most articles call the thing, where the lexicon does not say; rather no registered name, rather a long one."""
    if decided := _renamed(db, kind, group):
        return decided
    known: list[str] = []
    labels: dict[str, int] = {}
    for key in sorted(group):
        sql = (
            "SELECT form, labels, known FROM forms JOIN nodes USING (type, key)"
            " WHERE type = ? AND key = ? AND labels > 0"
        )
        for form, times, is_known in db.execute(sql, (kind, key)).fetchall():
            labels[form] = labels.get(form, 0) + times
            known += [form] if is_known else []
    of = known or list(labels)
    return min(of, key=lambda form: (-labels[form], bool(_REGISTERED.search(form)), -len(form), form))


def _renamed(db: sqlite3.Connection, kind: EntityType, group: Collection[str]) -> str | None:
    """What somebody has last decided that the thing is called."""
    sql = "SELECT at, decision, label FROM renames WHERE type = ? AND key = ? AND article = ''"
    rows = [row for key in group for row in db.execute(sql, (kind, key))]
    return str(max(rows)[2]) if rows else None
