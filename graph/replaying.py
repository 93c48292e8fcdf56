"""What decisions do: kept up whenever an article comes, changes or goes, and whenever a decision is taken or undone. Every
function works inside a transaction of its caller.

Three layers, each a function of those before it, of the articles and of the decisions in force: decisions change what an
article's names are (graph/casting.py); then which names and persons are one and what these are called; then which facts
and entities other decisions are about (graph/rulings.py). Only what an event concerns is found anew.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from extract.reading import Reading
from graph import anchors, casting, ledger, naming, witnesses
from graph.ledger import Decision
from graph.naming import Touched
from graph.witnesses import Slot
from ontology.predicates import EntityType

ReadingOf: TypeAlias = Callable[[str], Reading | None]

_MARKS = ("reject", "confirm", "alias", "note", "link")


def appear(db: sqlite3.Connection, article: str, reading: Reading | None) -> Touched:
    """Records what an article speaks of now, nothing for None, with what decisions say of it; whom that touches."""
    if ledger.is_empty(db):
        return naming.appear(db, article, reading)
    return _settle(db, *_read_again(db, {article: reading}))


def enact(db: sqlite3.Connection, one: Decision, reading_of: ReadingOf) -> Touched:
    """Puts a decision that is in the ledger into force, or out of it what it undoes; whom that touches."""
    decided: Decision | None = one
    while decided and decided.undoes:
        decided = ledger.read(db, decided.undoes)
    if decided is None:  # what it undoes is still to come, from another file
        return Touched()
    installed, wanted = witnesses.is_installed(db, decided.id), ledger.in_force(db, decided.id)
    if installed == wanted:
        return Touched()
    if wanted:
        witnesses.install(db, decided)
    articles = {article for _, _, article, _, _ in anchors.places(decided.anchors)}
    if decided.kind in ("retype", "split"):
        rules = db.execute("SELECT type, key, article FROM rules WHERE decision = ?", (decided.id,)).fetchall()
        articles |= {
            article for kind, name, only in rules for article in ([only] if only else casting.named(db, kind, name))
        }
    if not wanted:
        witnesses.forget(db, decided.id)
    readings = {article: reading for article in sorted(articles) if (reading := reading_of(article))}
    if decided.kind in ("retype", "split"):
        concerned, touched = _read_again(db, readings)
    else:
        concerned, touched = set(), Touched()
        for article, reading in readings.items():
            concerned |= witnesses.attend(db, article, reading)
    return _settle(db, concerned | {decided.id}, touched)


def _read_again(
    db: sqlite3.Connection, readings: dict[str, Reading | None] | dict[str, Reading]
) -> tuple[set[str], Touched]:
    """Records what articles speak of; which decisions that concerns, and whom it touches."""
    concerned: set[str] = set()
    touched = Touched()
    names: set[str] = set()
    for article, reading in readings.items():
        names |= _names_of(db, article)
        touched.join(naming.appear(db, article, reading))
        names |= _names_of(db, article)
        concerned |= witnesses.attend(db, article, reading)
    for name in names:
        concerned |= {decision for (decision,) in db.execute("SELECT decision FROM anchored WHERE key = ?", (name,))}
    return concerned, touched


def _names_of(db: sqlite3.Connection, article: str) -> set[str]:
    return {name for (name,) in db.execute("SELECT key FROM occurrences WHERE article = ?", (article,))}


# ---- Who is one, and what it is called


@dataclass(slots=True)
class _Effects:
    bonds: set[tuple[EntityType, str, str]] = field(default_factory=set)
    verdicts: set[tuple[bool, str, str, str, str]] = field(default_factory=set)
    renames: set[tuple[EntityType, str, str]] = field(default_factory=set)


def _settle(db: sqlite3.Connection, concerned: Collection[str], touched: Touched) -> Touched:
    names: set[tuple[EntityType, str]] = set()
    places: set[tuple[str, str]] = set()
    for decision in sorted(concerned):
        one = ledger.read(db, decision)
        if one is None:
            continue
        now = _effects(db, one) if witnesses.is_installed(db, decision) else _Effects()
        before = _written(db, decision)
        if now == before:
            continue
        _write(db, one, now)
        for effects in (before, now):
            names |= {(kind, name) for kind, *pair in effects.bonds for name in pair}
            names |= {(kind, name) for kind, name, article in effects.renames if not article}
            places |= {place for _, a, b, c, d in effects.verdicts for place in ((a, b), (c, d))}
            places |= {(article, name) for _, name, article in effects.renames if article}
    if names or places:
        touched.join(naming.settle(db, names, places))
    _mark(db, concerned, touched)
    return touched


def _effects(db: sqlite3.Connection, one: Decision) -> _Effects:
    effects = _Effects()
    if one.kind == "rename":
        for article, kind, name in witnesses.found(db, one, "entity"):
            effects.renames.add((kind, name, article if is_person(db, (article, kind, name)) else ""))
    elif one.kind == "merge":
        sides = witnesses.found(db, one, "one"), witnesses.found(db, one, "other")
        slots = [*sides[0], *sides[1]]
        if not (all(sides) and alike(db, slots)):
            return effects
        if is_person(db, slots[0]):
            effects.verdicts = _chain([(article, name) for article, _, name in slots])
        else:
            ordered = sorted({name for _, _, name in slots})
            effects.bonds = {(slots[0][1], a, b) for a, b in pairwise(ordered)}
    elif one.kind == "split":
        part, rest = (
            [(slot[0], slot[2]) for slot in witnesses.found(db, one, role) if is_person(db, slot)]
            for role in ("part", "rest")
        )
        rest = [place for place in rest if place not in part]
        effects.verdicts = _chain(part) | {(False, *min(part), *place) for place in rest if part}
    return effects


def is_person(db: sqlite3.Connection, slot: Slot) -> bool:
    """Whether a place is that of somebody whom not the name alone tells apart."""
    sql = "SELECT 1 FROM occurrences WHERE article = ? AND type = ? AND key = ? AND circle IS NOT NULL"
    return db.execute(sql, slot).fetchone() is not None


def alike(db: sqlite3.Connection, slots: Iterable[Slot]) -> bool:
    """Whether things can be one: of one type, and all told apart by their names or all by what is said around them."""
    return len({(slot[1], is_person(db, slot)) for slot in slots}) == 1


def _chain(places: Iterable[tuple[str, str]]) -> set[tuple[bool, str, str, str, str]]:
    ordered = sorted(set(places))
    return {(True, *one, *other) for one, other in pairwise(ordered)}


def _written(db: sqlite3.Connection, decision: str) -> _Effects:
    """What was written of a decision, read as the types that `_write` gave it."""
    bonds = db.execute("SELECT type, one, other FROM bonds WHERE decision = ?", (decision,)).fetchall()
    verdicts = db.execute(
        "SELECT same, one_article, one, other_article, other FROM verdicts WHERE decision = ?", (decision,)
    ).fetchall()
    renames = db.execute("SELECT type, key, article FROM renames WHERE decision = ?", (decision,)).fetchall()
    return _Effects(set(bonds), {(bool(same), a, one, b, other) for same, a, one, b, other in verdicts}, set(renames))


def _write(db: sqlite3.Connection, one: Decision, effects: _Effects) -> None:
    for table in ("bonds", "verdicts", "renames"):
        db.execute(f"DELETE FROM {table} WHERE decision = ?", (one.id,))
    db.executemany("INSERT INTO bonds VALUES (?, ?, ?, ?)", [(one.id, *bond) for bond in effects.bonds])
    db.executemany(
        "INSERT INTO verdicts VALUES (?, ?, ?, ?, ?, ?, ?)", [(one.id, one.at, *v) for v in effects.verdicts]
    )
    rows = [(*slot, one.at, one.id, one.values["name"]) for slot in effects.renames]
    db.executemany("INSERT INTO renames VALUES (?, ?, ?, ?, ?, ?)", rows)


# ---- Which things the rest is about


def _mark(db: sqlite3.Connection, concerned: Collection[str], touched: Touched) -> None:
    decisions = set(concerned)
    for local in {local for locals_ in touched.articles.values() for local in locals_}:
        decisions |= {found for (found,) in db.execute("SELECT decision FROM about WHERE local = ?", (local,))}
    for article in list(touched.articles):
        decisions |= {found for (found,) in db.execute("SELECT decision FROM witnesses WHERE article = ?", (article,))}
    for decision in sorted(decisions):
        one = ledger.read(db, decision)
        if one is None or one.kind not in _MARKS:
            continue
        sql = "SELECT role, local, article FROM about WHERE decision = ?"
        before = set(db.execute(sql, (decision,)).fetchall())
        now = _things(db, one) if witnesses.is_installed(db, decision) else set()
        if before == now:
            continue
        db.execute("DELETE FROM about WHERE decision = ?", (decision,))
        db.executemany("INSERT INTO about VALUES (?, ?, ?, ?)", [(decision, *row) for row in now])
        for rows in (before, now):
            _touch(db, one, rows, touched)


def _things(db: sqlite3.Connection, one: Decision) -> set[tuple[str, str, str]]:
    """Roles, local names, and articles in which an addition is shown."""
    if one.kind in ("reject", "confirm"):
        return {
            (role, local, "")
            for role in one.anchors
            for slot in witnesses.found(db, one, role)
            if (local := witnesses.local_of(db, slot))
        }
    for slot in witnesses.found(db, one, "entity"):
        if local := witnesses.local_of(db, slot):
            article, kind, name = slot
            if naming.local_of(db, *slot) is None:
                sql = "SELECT MIN(article) FROM occurrences WHERE type = ? AND key = ?"
                (article,) = db.execute(sql, (kind, name)).fetchone()
            return {("entity", local, article)}
    return set()


def _touch(db: sqlite3.Connection, one: Decision, rows: set[tuple[str, str, str]], touched: Touched) -> None:
    if one.kind in ("alias", "note", "link"):
        for _, local, article in rows:
            touched.add(article, local)
    elif only := one.values.get("article"):
        touched.add(only)
    else:
        ends = []
        for role in one.anchors:
            locals_ = [local for other, local, _ in rows if other == role]
            ends.append({article for local in locals_ for article in naming.articles_of(db, local)})
        for article in set.intersection(*ends):
            touched.add(article)
