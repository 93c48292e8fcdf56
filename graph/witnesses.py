"""What decisions are about, found again in articles as they are now: by what their witnesses quote, or else by name. Every
function works inside a transaction of its caller.
"""

import sqlite3
from collections.abc import Collection
from typing import TypeAlias

from extract.reading import Reading
from graph import anchors, bearers, casting, ledger, naming, nodes
from graph.casting import MARK, Cast
from graph.ledger import Decision
from ontology.predicates import ENTITY_TYPES, EntityType

Slot: TypeAlias = tuple[str, EntityType, str]  # article ("" for every one), type, key


def install(db: sqlite3.Connection, one: Decision) -> None:
    """Takes note of what a decision in force is about, for `attend` to find."""
    for role, number, article, form, sentence in anchors.places(one.anchors):
        row = (one.id, role, number, article, form, sentence)
        db.execute("INSERT INTO witnesses VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)", row)
    for role, anchor in one.anchors.items():
        rows = [(name, anchor["type"], one.id, role) for name in anchor["names"]]
        db.executemany("INSERT OR IGNORE INTO anchored VALUES (?, ?, ?, ?)", rows)
    ruled = {"retype": "entity", "split": "part"}.get(one.kind)
    if ruled is not None:
        anchor = one.anchors[ruled]
        db.executemany(
            "INSERT OR IGNORE INTO rules VALUES (?, ?, ?, ?, ?)",
            [
                (name.split(MARK)[0], article, anchor["type"], name, one.id)
                for name in anchor["names"]
                for article in one.values.get("articles", [""])
            ],
        )


def forget(db: sqlite3.Connection, decision: str) -> None:
    """Undoes `install`."""
    for table in ("witnesses", "anchored", "rules"):
        db.execute(f"DELETE FROM {table} WHERE decision = ?", (decision,))


def is_installed(db: sqlite3.Connection, decision: str) -> bool:
    """Whether a decision is in force, or was until the present event."""
    return db.execute("SELECT 1 FROM anchored WHERE decision = ? LIMIT 1", (decision,)).fetchone() is not None


def attend(db: sqlite3.Connection, article: str, raw: Reading | None) -> set[str]:
    """Finds anew what the witnesses in an article name; which decisions have any there."""
    made = casting.recall(db, raw) if raw else None
    sql = "SELECT decision, role, number, form, sentence, type, key FROM witnesses WHERE article = ?"
    attending = set()
    for decision, role, number, form, sentence, *before in db.execute(sql, (article,)).fetchall():
        one = ledger.read(db, decision)
        now = _slot(one, role, form, sentence, raw, made) if one and raw and made else (None, None)
        if tuple(before) != now:
            where = "WHERE decision = ? AND role = ? AND number = ?"
            db.execute(f"UPDATE witnesses SET type = ?, key = ? {where}", (*now, decision, role, number))
        attending.add(decision)
    return attending


def _slot(
    one: Decision, role: str, form: str, sentence: str, raw: Reading, made: Cast
) -> tuple[EntityType, str] | tuple[None, None]:
    """Type and key, as the decision saw them, of what a witness names; where its quotation is gone, of what the article
    still calls by a name of the thing."""
    anchor = one.anchors[role]
    quoted = anchors.hits(raw, form, sentence)
    slots = []
    for before, entity in zip(raw.entities, made.reading.entities, strict=True):
        name = made.key_of(entity, one.order)
        fits = anchor["type"] in (before.type, entity.type) and name in anchor["names"]
        if entity.id in quoted or (not quoted and fits):
            slots.append((not fits, entity.type, name))
    return min(slots)[1:] if slots else (None, None)


def found(db: sqlite3.Connection, one: Decision, role: str) -> list[Slot]:
    """Where a decision finds what it is about: by its witnesses, or else by type and name where these are unambiguous."""
    sql = "SELECT article, type, key FROM witnesses WHERE decision = ? AND role = ? AND key IS NOT NULL ORDER BY number"
    if slots := db.execute(sql, (one.id, role)).fetchall():
        return slots
    if one.kind == "split":  # the name alone cannot tell one part from the other
        return []
    anchor = one.anchors[role]
    if anchor["type"]:
        return _by_name(db, anchor["type"], anchor["names"])
    of_any_type = [slots for kind in ENTITY_TYPES if (slots := called(db, kind, anchor["names"]))]
    return of_any_type[0] if len(of_any_type) == 1 else []


def local_of(db: sqlite3.Connection, slot: Slot) -> str | None:
    """The local name of what is found in a place."""
    return naming.local_of(db, *slot) or nodes.local_of(db, slot[1], slot[2])


def _by_name(db: sqlite3.Connection, kind: EntityType, names: Collection[str]) -> list[Slot]:
    """What has these names of a type, or of what that has become."""
    now = [(_retyped(db, kind, name), name) for name in names]
    slots: list[Slot] = [("", kind, name) for kind, name in now if nodes.local_of(db, kind, name)]
    return slots if slots or now[0][0] != "PER" else _bearer(db, names)


def called(db: sqlite3.Connection, kind: EntityType, names: Collection[str]) -> list[Slot]:
    """What of a type has these names now."""
    slots: list[Slot] = [("", kind, name) for name in names if nodes.local_of(db, kind, name)]
    return slots if slots or kind != "PER" else _bearer(db, names)


def _bearer(db: sqlite3.Connection, names: Collection[str]) -> list[Slot]:
    return [(article, "PER", name) for article, name in bearers.only_bearer(db, names)]


def _retyped(db: sqlite3.Connection, kind: EntityType, name: str) -> EntityType:
    """The type that a name of a type has now wherever it occurs."""
    sql = (
        "SELECT r.type, said FROM rules r JOIN decisions d ON d.id = r.decision"
        " WHERE base = ? AND key = ? AND article = '' AND kind = 'retype' ORDER BY at, id"
    )
    for before, said in db.execute(sql, (name.split(MARK)[0], name)).fetchall():
        if before == kind:
            kind = ledger.values_of(said)["type"]
    return kind
