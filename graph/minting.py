"""Local names: minted once, kept for what they name, and never given to another thing.

When things turn out to be one, the name minted first stays and the others lead to it; when one thing turns out to be two,
the name stays with the part that has most of those whom it named.
"""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

from ontology.iris import local_name
from ontology.predicates import CLASSES, EntityType

TABLES = (
    "CREATE TABLE minted (number INTEGER PRIMARY KEY, local TEXT NOT NULL UNIQUE)",
    # Which names something has borne, first to last; `article` is "" for what is one thing wherever it is named. It stays when
    # the article goes, so that the thing gets its name back with it.
    "CREATE TABLE borne ("
    " number INTEGER PRIMARY KEY, type TEXT NOT NULL, article TEXT NOT NULL, key TEXT NOT NULL, local TEXT NOT NULL,"
    " UNIQUE (type, article, key, local))",
    "CREATE TABLE moved (local TEXT PRIMARY KEY, target TEXT NOT NULL)",
    # The things that articles speak of now.
    "CREATE TABLE entities (local TEXT PRIMARY KEY, type TEXT NOT NULL, label TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX entities_by_label ON entities (label)",
    # Pairs of them that may be one.
    "CREATE TABLE doubts ("
    " one TEXT, other TEXT, score REAL NOT NULL, reasons TEXT NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID",
    "CREATE INDEX doubts_by_other ON doubts (other)",
)


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that needs a local name: `had` says how often its members have borne which, once more for each that had it
    first."""

    type: EntityType
    label: str
    had: Mapping[str, int]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Two things, by their local names, that may be one; the `reasons` are those of graph/identity.py."""

    one: str
    other: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Namesake:
    """A thing that bears the same label as another, or may be the same; `reasons` as in `Doubtful`, none where nothing
    speaks for it."""

    local: str
    label: str
    type: EntityType
    reasons: tuple[str, ...]


def assign(db: sqlite3.Connection, things: Sequence[Named], *, held: Collection[str]) -> list[str]:
    """The local name of each of `things`. `held` are those that they, or what they were made of, bore until now: another
    name that one of them remembers may belong to something else by now, and then it keeps it."""
    free = {local for thing in things for local in thing.had if local in held or not _borne(db, local)}
    votes = [{local: times for local, times in thing.had.items() if local in free} for thing in things]
    found: list[str | None] = [None] * len(things)
    for local in sorted(free, key=lambda one: _number(db, one)) if len(free) > 1 else free:
        most = max(range(len(things)), key=lambda at: (votes[at].get(local, 0), -at))
        owner = found[most]
        if owner is None:
            found[most] = local
            db.execute("DELETE FROM moved WHERE local = ?", (local,))
        else:
            db.execute("INSERT OR REPLACE INTO moved VALUES (?, ?)", (local, owner))
    return [local or _mint(db, thing) for local, thing in zip(found, things, strict=True)]


def remember(db: sqlite3.Connection, kind: EntityType, article: str, name: str, local: str) -> None:
    """Notes that what an article calls so bears a local name."""
    sql = "INSERT OR IGNORE INTO borne (type, article, key, local) VALUES (?, ?, ?, ?)"
    db.execute(sql, (kind, article, name, local))


def remembered(db: sqlite3.Connection, kind: EntityType, article: str, name: str) -> list[str]:
    """The local names that it has borne, the first of them twice."""
    sql = "SELECT local FROM borne WHERE type = ? AND article = ? AND key = ? ORDER BY number"
    found = [local for (local,) in db.execute(sql, (kind, article, name))]
    return found[:1] + found


def label_of(db: sqlite3.Connection, local: str) -> str:
    """What a thing is called that articles speak of."""
    return str(db.execute("SELECT label FROM entities WHERE local = ?", (local,)).fetchone()[0])


def labels(db: sqlite3.Connection, locals_: Iterable[str]) -> dict[str, str]:
    """What things are called, of those that articles speak of."""
    rows = (db.execute("SELECT local, label FROM entities WHERE local = ?", (local,)).fetchone() for local in locals_)
    return dict(filter(None, rows))


def doubt(db: sqlite3.Connection, about: Iterable[str], pairs: Iterable[Doubtful]) -> None:
    """Notes what may be one, in place of all that was noted of the things `about`."""
    db.executemany("DELETE FROM doubts WHERE one = ?1 OR other = ?1", [(local,) for local in about])
    rows = [(*sorted((pair.one, pair.other)), pair.score, ", ".join(pair.reasons)) for pair in pairs]
    db.executemany("INSERT OR REPLACE INTO doubts VALUES (?, ?, ?, ?)", rows)


def doubts(db: sqlite3.Connection, limit: int, offset: int) -> list[Doubtful]:
    """Pairs of things that may be one, the likeliest first."""
    sql = "SELECT one, other, score, reasons FROM doubts ORDER BY score DESC, one, other LIMIT ? OFFSET ?"
    rows = db.execute(sql, (limit, offset))
    return [Doubtful(one, other, score, tuple(reasons.split(", "))) for one, other, score, reasons in rows]


def namesakes(db: sqlite3.Connection, local: str) -> list[Namesake]:
    """Other things that bear the label of this one, or may be the same; the likeliest to be first."""
    rows = db.execute(
        "SELECT e.local, e.label, e.type, d.reasons FROM entities e JOIN doubts d ON e.local = d.other WHERE d.one = ?1"
        " UNION ALL"
        " SELECT e.local, e.label, e.type, d.reasons FROM entities e JOIN doubts d ON e.local = d.one WHERE d.other = ?1",
        (local,),
    ).fetchall()
    found = [Namesake(other, label, kind, tuple(reasons.split(", "))) for other, label, kind, reasons in rows]
    sql = "SELECT b.local, b.label, b.type FROM entities a JOIN entities b USING (label) WHERE a.local = ?1 AND b.local <> ?1"
    known = {one.local for one in found}
    same = [Namesake(other, label, kind, ()) for other, label, kind in db.execute(sql, (local,)) if other not in known]
    return sorted(found, key=lambda one: one.local) + sorted(same, key=lambda one: one.local)


def target(db: sqlite3.Connection, local: str) -> str | None:
    """The name that what `local` named has now, None where it is not another one."""
    seen: set[str] = set()
    while local not in seen and (row := db.execute("SELECT target FROM moved WHERE local = ?", (local,)).fetchone()):
        seen.add(local)
        (local,) = row
    return local if seen else None


def show(db: sqlite3.Connection, local: str, kind: EntityType, label: str) -> bool:
    """Notes that articles speak of a thing; whether its type or label is another than before."""
    row = db.execute("SELECT type, label FROM entities WHERE local = ?", (local,)).fetchone()
    if row == (kind, label):
        return False
    db.execute("INSERT OR REPLACE INTO entities VALUES (?, ?, ?)", (local, kind, label))
    return row is not None


def hide(db: sqlite3.Connection, locals_: Iterable[str]) -> None:
    """Notes that no article speaks of these things any more."""
    db.executemany("DELETE FROM entities WHERE local = ?", [(local,) for local in locals_])


def _borne(db: sqlite3.Connection, local: str) -> bool:
    return db.execute("SELECT 1 FROM entities WHERE local = ?", (local,)).fetchone() is not None


def _number(db: sqlite3.Connection, local: str) -> int:
    return int(db.execute("SELECT number FROM minted WHERE local = ?", (local,)).fetchone()[0])


def _mint(db: sqlite3.Connection, thing: Named) -> str:
    """A new name: the label, for a homonym with what tells it apart, 小满_(产品), 李明_(雾桥科技), else with a number."""
    name, word = local_name(thing.label), CLASSES[thing.type].zh
    told_apart = [local_name(f"{name}_({mark})") for mark in (thing.hint, word) if mark]
    numbered = (local_name(f"{name}_({word}{number})") for number in count(2))
    for local in chain((name,), told_apart, numbered):
        if not db.execute("SELECT 1 FROM minted WHERE local = ?", (local,)).fetchone():
            break
    db.execute("INSERT INTO minted (local) VALUES (?)", (local,))
    return local
