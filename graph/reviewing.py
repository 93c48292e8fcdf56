"""Which decisions in force no longer find what they are about. Every function works inside a transaction of its caller."""

import sqlite3

from graph import ledger, naming, replaying, witnesses
from graph.deciding import stated
from graph.ledger import Decision
from graph.replaying import ReadingOf
from ontology.predicates import CLASSES


def missing(db: sqlite3.Connection, reading_of: ReadingOf, one: Decision) -> list[str]:
    """What a decision in force no longer finds; nothing where all is well."""
    if one.undoes:
        return [] if ledger.read(db, one.undoes) else [f"the decision {one.undoes}, which it undoes"]
    slots = {role: witnesses.found(db, one, role) for role in sorted(one.anchors, reverse=True)}
    lost = [
        f"{role} {one.anchors[role]['label']} ({one.anchors[role]['type'] or 'one of any type'})"
        for role in slots
        if not slots[role]
    ]
    if lost:
        return lost
    if one.kind == "merge" and not replaying.alike(db, [*slots["one"], *slots["other"]]):
        words = sorted({CLASSES[slot[1]].en for found in slots.values() for slot in found})
        return [f"two things that can be one: they are now of different kinds ({', '.join(words)})"]
    if one.kind in ("reject", "confirm"):
        ends = {role: {local for (local,) in _locals(db, one, role)} for role in slots}
        speaking = [{at for local in locals_ for at in naming.articles_of(db, local)} for locals_ in ends.values()]
        articles = set.intersection(*speaking)
        articles &= {one.values["article"]} if "article" in one.values else articles
        if next(stated(db, reading_of, one, ends, sorted(articles)), None) is None:
            return ["an article that states the fact"]
    return []


def _locals(db: sqlite3.Connection, one: Decision, role: str) -> list[tuple[str]]:
    return db.execute("SELECT local FROM about WHERE decision = ? AND role = ?", (one.id, role)).fetchall()
