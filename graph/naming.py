"""What an entity is called across articles: one thing, one local name, minted once and never given to another.

These are tables of the file of truths; every function works inside a transaction of its caller.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, count

from extract.reading import Entity
from extract.script import simplify
from ontology.iris import local_name
from ontology.predicates import CLASSES, EntityType

TABLES = (
    "CREATE TABLE minted"
    " (local TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, label TEXT NOT NULL, UNIQUE (name, type))",
    "CREATE TABLE appearances ("
    " entity TEXT REFERENCES minted, form TEXT, article TEXT REFERENCES articles ON DELETE CASCADE,"
    " PRIMARY KEY (entity, form, article)) WITHOUT ROWID",
    "CREATE INDEX appearances_by_article ON appearances (article, entity)",
)


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A thing that articles speak of: its other names, commonest first, and the number of articles."""

    local: str
    label: str
    type: EntityType
    aliases: tuple[str, ...]
    articles: int


def label(entity: Entity) -> str:
    """What an entity is called in every article: its well-known or fullest name in simplified script."""
    return simplify(entity.known or entity.name)


def identity(entity: Entity) -> tuple[str, EntityType]:
    """What makes an entity the same thing across articles: its well-known or fullest name in simplified script, and its
    type."""
    return local_name(label(entity)), entity.type


def local_of(db: sqlite3.Connection, entity: Entity) -> str | None:
    """The local name of an entity, None where it has none yet."""
    row = db.execute("SELECT local FROM minted WHERE name = ? AND type = ?", identity(entity)).fetchone()
    return str(row[0]) if row else None


def mint(db: sqlite3.Connection, entity: Entity) -> str:
    """The local name of an entity, made where it has none: a homonym of another type gets a suffix, 小满_(产品)."""
    if known := local_of(db, entity):
        return known
    name, kind = identity(entity)
    word = CLASSES[kind].zh
    for local in chain((name, f"{name}_({word})"), (f"{name}_({word}{number})" for number in count(2))):
        if not db.execute("SELECT 1 FROM minted WHERE local = ?", (local,)).fetchone():
            break
    db.execute("INSERT INTO minted VALUES (?, ?, ?, ?)", (local, name, kind, label(entity)))
    return local


def appear(db: sqlite3.Connection, article_id: str, entities: Iterable[Entity]) -> None:
    """Records what an article speaks of, and in which forms, in place of what was recorded before."""
    db.execute("DELETE FROM appearances WHERE article = ?", (article_id,))
    for entity in entities:
        local = mint(db, entity)
        forms = {form for form in (entity.known, entity.name, *entity.aliases) if form}
        db.executemany(
            "INSERT OR IGNORE INTO appearances VALUES (?, ?, ?)", [(local, form, article_id) for form in forms]
        )


def entities_of(db: sqlite3.Connection, article_id: str) -> list[str]:
    """The local names of what an article speaks of."""
    rows = db.execute("SELECT DISTINCT entity FROM appearances WHERE article = ? ORDER BY entity", (article_id,))
    return [local for (local,) in rows]


def entities_after(db: sqlite3.Connection, local: str, limit: int) -> list[str]:
    """The next local names that any article speaks of, in their order; begin with ""."""
    rows = db.execute(
        "SELECT DISTINCT entity FROM appearances WHERE entity > ? ORDER BY entity LIMIT ?", (local, limit)
    )
    return [name for (name,) in rows]


def entity_row(db: sqlite3.Connection, local: str) -> EntityRow | None:
    """What the articles together say of a thing's names; None where none speaks of it."""
    (articles,) = db.execute("SELECT COUNT(DISTINCT article) FROM appearances WHERE entity = ?", (local,)).fetchone()
    if not articles:
        return None
    name, kind = db.execute("SELECT label, type FROM minted WHERE local = ?", (local,)).fetchone()
    rows = db.execute(
        "SELECT form FROM appearances WHERE entity = ? GROUP BY form ORDER BY COUNT(*) DESC, form", (local,)
    )
    return EntityRow(local, name, kind, tuple(form for (form,) in rows if form != name), articles)
