"""Readings as decisions see them: entities of another type, and namesakes that have a key of their own. Every function
works inside a transaction of its caller.

A split of what is one thing by its name gives the name in the split articles a key that no other article has. Decisions
apply in the order in which they were taken; each sees the keys that those before it gave.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import orjson

from extract.reading import Entity, Reading
from graph import anchors, ledger
from graph.occurrences import key, label
from ontology.predicates import ENTITY_TYPES, PREDICATES, EntityType

Order: TypeAlias = tuple[str, str]  # when a decision was taken, and its id

MARK = "#"  # between a name and the decision that gave it a key of its own; no key has it but for that


@dataclass(frozen=True, slots=True)
class Cast:
    """A reading whose entities have the types that people decided; `own` gives the keys of their own that entities got, in
    the order of the decisions, `was` the type of each that was another."""

    reading: Reading
    own: Mapping[str, list[tuple[Order, str]]] = field(default_factory=dict)
    was: Mapping[str, EntityType] = field(default_factory=dict)

    def keys(self) -> dict[str, str]:
        """The keys of their own that entities have now."""
        return {entity: given[-1][1] for entity, given in self.own.items()}

    def key_of(self, entity: Entity, before: Order | None = None) -> str:
        """The key of an entity, as decisions before one saw it."""
        given = [own for order, own in self.own.get(entity.id, ()) if before is None or order < before]
        return given[-1] if given else key(label(entity), entity.type)


def cast(db: sqlite3.Connection, reading: Reading) -> Cast:
    """A reading as the decisions in force see it."""
    if ledger.is_empty(db):
        return Cast(reading)
    types: dict[str, EntityType] = {entity.id: entity.type for entity in reading.entities}
    own: dict[str, list[tuple[Order, str]]] = defaultdict(list)

    def slot(entity: Entity) -> tuple[str, str]:
        given = own.get(entity.id)
        return types[entity.id], given[-1][1] if given else key(label(entity), types[entity.id])

    for one, rules, heard in _concerning(db, reading):
        for entity in reading.entities:
            if entity.id not in heard and slot(entity) not in rules:
                continue
            if one.kind == "retype":
                types[entity.id] = one.values["type"]
            elif types[entity.id] != "PER" or entity.known:  # persons are told apart by verdicts
                own[entity.id].append((one.order, f"{one.anchors['part']['names'][0].split(MARK)[0]}{MARK}{one.id}"))
    was = {entity.id: entity.type for entity in reading.entities if entity.type != types[entity.id]}
    return _of(reading, types, own, was)


def record(db: sqlite3.Connection, raw: Reading, made: Cast) -> None:
    """Notes what became of the entities of an article, for `recall`."""
    article = raw.article.id
    db.execute("DELETE FROM recast WHERE article = ?", (article,))
    now = {entity.id: entity for entity in made.reading.entities}
    db.executemany(
        "INSERT INTO recast VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                article,
                e.id,
                now[e.id].type,
                orjson.dumps(made.own.get(e.id, [])).decode(),
                e.type,
                key(label(e), e.type),
            )
            for e in raw.entities
            if e.id in made.own or e.id in made.was
        ],
    )


def recall(db: sqlite3.Connection, raw: Reading) -> Cast:
    """What `cast` made of a reading when it was recorded."""
    rows = db.execute("SELECT entity, type, own, was_type FROM recast WHERE article = ?", (raw.article.id,)).fetchall()
    if not rows:
        return Cast(raw)
    own = {
        entity: [((at, decision), name) for (at, decision), name in orjson.loads(given)]
        for entity, _, given, _ in rows
        if given != "[]"
    }
    was = {entity: before for entity, kind, _, before in rows if kind != before}
    return _of(raw, {entity: kind for entity, kind, _, _ in rows}, own, was)


def named(db: sqlite3.Connection, kind: str, name: str) -> set[str]:
    """Articles whose readings, as they are or as they were cast, have such a name."""
    sql = (
        "SELECT article FROM occurrences WHERE type = ?1 AND key = ?2"
        " UNION SELECT article FROM recast WHERE was_type = ?1 AND was_key = ?2"
    )
    return {article for (article,) in db.execute(sql, (kind, name))}


def _of(
    reading: Reading,
    types: Mapping[str, EntityType],
    own: Mapping[str, list[tuple[Order, str]]],
    was: Mapping[str, EntityType],
) -> Cast:
    if not was:
        return Cast(reading, own)
    entities = tuple(replace(one, type=types[one.id]) if one.id in was else one for one in reading.entities)
    mentions = tuple(replace(one, type=types[one.entity]) if one.entity in was else one for one in reading.mentions)
    return Cast(replace(reading, entities=entities, mentions=mentions), own, was)


def impossible(made: Cast) -> frozenset[int]:
    """The numbers of facts that nothing of the decided types can have."""
    types = {entity.id: entity.type for entity in made.reading.entities}
    found = set()
    for number, fact in enumerate(made.reading.facts):
        known = PREDICATES[fact.predicate]
        ends = [(fact.subject, known.subjects)] + ([] if fact.literal else [(fact.object, known.objects)])
        if any(entity in made.was and types[entity] not in allowed for entity, allowed in ends):
            found.add(number)
    return frozenset(found)


def _concerning(
    db: sqlite3.Connection, reading: Reading
) -> list[tuple[ledger.Decision, set[tuple[str, str]], set[str]]]:
    """The retypes and splits that bear on an article, first to last, each with names and with entities that it quotes."""
    article = reading.article.id
    rules: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for base in {key(label(entity), kind) for entity in reading.entities for kind in ENTITY_TYPES}:
        sql = "SELECT decision, type, key FROM rules WHERE base = ? AND article IN ('', ?)"
        for decision, kind, name in db.execute(sql, (base, article)):
            rules[decision].add((kind, name))
    heard: dict[str, set[str]] = defaultdict(set)
    sql = (
        "SELECT w.decision, form, sentence FROM witnesses w JOIN decisions d ON d.id = w.decision"
        " WHERE article = ? AND (kind = 'retype' OR kind = 'split' AND role = 'part')"
    )
    for decision, form, sentence in db.execute(sql, (article,)).fetchall():
        heard[decision] |= anchors.hits(reading, form, sentence)
    found = [one for decision in rules.keys() | heard.keys() if (one := ledger.read(db, decision))]
    return [(one, rules[one.id], heard[one.id]) for one in sorted(found, key=lambda one: one.order)]
