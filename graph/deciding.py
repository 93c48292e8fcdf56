"""Decisions made of what people say: things by their names, and the sentences to anchor them to. Every function works
inside a transaction of its caller; `Deciding` says what is to be decided, `DecisionError` why it cannot be.
"""

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import Any

from extract.reading import Fact, Reading
from extract.script import simplify
from graph import anchors, casting, ledger, links, minting, naming, nodes, replaying, rulings, witnesses
from graph.ledger import Decision, DecisionError
from graph.occurrences import is_local, key
from graph.replaying import ReadingOf
from graph.witnesses import Slot
from ontology.predicates import ENTITY_TYPES, PREDICATES, EntityType

MOST_CANDIDATES = 8  # that an error lists
MOST_SCANNED = 200  # articles of one name among which witnesses are chosen
LONGEST_NAME, LONGEST_NOTE = 200, 4000  # characters


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that somebody named: its local name, label and type."""

    local: str
    label: str
    type: EntityType

    def __str__(self) -> str:
        return f"{self.local} ({self.type})"


class LinkedError(DecisionError):
    """A link that is there already."""


def thing(db: sqlite3.Connection, word: str) -> Thing:
    """What a local name, or a label or another name that only one thing has, stands for."""
    if found := _with_local(db, word) or _with_label(db, word) or _with_name(db, word):
        return found
    raise DecisionError(f"{word[:80]}: no article speaks of anything of this name")


def _with_local(db: sqlite3.Connection, word: str, kind: str = "") -> Thing | None:
    local = minting.target(db, word) or word
    row = db.execute("SELECT local, label, type FROM entities WHERE local = ?", (local,)).fetchone()
    return Thing(*row) if row and kind in ("", row[2]) else None


def _with_label(db: sqlite3.Connection, word: str, kind: str = "") -> Thing | None:
    """The one thing (of a type) with this label, None where there is none; DecisionError where several have it."""
    sql = "SELECT local, label, type FROM entities WHERE label = ?1 AND ?2 IN ('', type) ORDER BY local"
    rows = db.execute(sql, (simplify(word), kind)).fetchall()
    if len(rows) > 1:
        listed = ", ".join(str(Thing(*row)) for row in rows[:MOST_CANDIDATES])
        more = ", …" if rows[MOST_CANDIDATES:] else ""
        raise DecisionError(f"{word[:80]}: several things have this label: {listed}{more}")
    return Thing(*rows[0]) if rows else None


def _with_name(db: sqlite3.Connection, word: str) -> Thing | None:
    """The one thing that articles call so; DecisionError where they call several so."""
    names = {kind: key(simplify(word), kind) for kind in ENTITY_TYPES}
    slots = [
        slot for kind, name in names.items() for slot in witnesses.called(db, kind, [name, *nodes.tied(db, kind, name)])
    ]
    locals_ = {local for slot in slots if (local := witnesses.local_of(db, slot))}
    things = [found for local in sorted(locals_) if (found := _with_local(db, local))]
    if len(things) > 1:
        raise DecisionError(f"{word[:80]}: several things are called so: {', '.join(map(str, things))}")
    return things[0] if things else None


@dataclass(frozen=True, slots=True)
class Deciding:
    """Makes the decisions of one author, for one reason."""

    db: sqlite3.Connection
    reading_of: ReadingOf
    author: str
    reason: str

    def merge(self, one: str, other: str) -> Decision:
        """Two things are one."""
        a, b = thing(self.db, one), thing(self.db, other)
        if a == b:
            raise DecisionError(f"{one} and {other} are one already: {a}")
        if a.type != b.type:
            raise DecisionError(f"{a} and {b} are of two types; retype one of them first")
        if not replaying.alike(self.db, [*_slots(self.db, a), *_slots(self.db, b)]):
            raise DecisionError(
                f"{a} and {b}: one is a person whom the lexicon knows by name, the other is told apart by what is said"
                " around him; these cannot be merged. An alias can be added instead"
            )
        return self._decision("merge", {"one": self._anchor(a), "other": self._anchor(b)})

    def split(self, entity: str, articles: Collection[str]) -> Decision:
        """What some articles call so is another thing than what the others do."""
        one = thing(self.db, entity)
        every = naming.articles_of(self.db, one.local)
        if strange := sorted(set(articles) - every):
            raise DecisionError(f"{strange[0][:80]}: this article does not speak of {one}")
        if not articles or every == set(articles):
            raise DecisionError(f"{one}: name some of the articles that speak of it, and not all of its {len(every)}")
        slots = _slots(self.db, one, everywhere=True)
        part = [slot for slot in slots if slot[0] in set(articles)]
        rest = [slot for slot in slots if slot[0] not in set(articles)]
        if not replaying.is_person(self.db, slots[0]):
            rest = rest[: anchors.WITNESSES]
        both = {"part": self._anchored(one, part), "rest": self._anchored(one, rest)}
        return self._decision("split", both, {"articles": sorted(set(articles))})

    def rename(self, entity: str, name: str) -> Decision:
        """A thing is called otherwise; its local name stays."""
        one = thing(self.db, entity)
        name = _text("name", name, LONGEST_NAME)
        if name == one.label:
            raise DecisionError(f"{one} is called {name} already")
        return self._decision("rename", {"entity": self._anchor(one)}, {"name": name})

    def retype(self, entity: str, kind: str) -> Decision:
        """A thing is of another type."""
        one = thing(self.db, entity)
        if kind not in ENTITY_TYPES:
            raise DecisionError(f"{kind[:40]!r} is none of the types {', '.join(ENTITY_TYPES)}")
        if kind == one.type:
            raise DecisionError(f"{one} is of this type already")
        values: dict[str, Any] = {"type": kind}
        slots = _slots(self.db, one)
        names = {name for _, _, name in slots}
        if replaying.is_person(self.db, slots[0]) and (is_local(one.label) or self._others(one, names)):
            values["articles"] = sorted(naming.articles_of(self.db, one.local))
        return self._decision("retype", {"entity": self._anchor(one)}, values)

    def alias(self, entity: str, name: str) -> Decision:
        """A thing is also called so."""
        one = thing(self.db, entity)
        name = _text("name", name, LONGEST_NAME)
        row = naming.entity_row(self.db, one.local)
        if row and name in (row.label, *row.aliases):
            raise DecisionError(f"{one} is called {name} already")
        return self._decision("alias", {"entity": self._anchor(one)}, {"name": name})

    def note(self, entity: str, text: str) -> Decision:
        """Something to know about a thing."""
        one = thing(self.db, entity)
        return self._decision("note", {"entity": self._anchor(one)}, {"text": _text("text", text, LONGEST_NOTE)})

    def link(self, entity: str, iri: str, kind: str | None = None, *, by_label: bool = False) -> Decision:
        """A thing is what an IRI, or an identifier of Wikidata, names. Of a thing that no article speaks of it holds as soon as
        one does. With `by_label` a local name is only looked up where nothing is called so. Raises LinkedError too."""
        kind = kind or ""
        if kind not in ("", *ENTITY_TYPES):
            raise DecisionError(f"{kind[:40]!r} is none of the types {', '.join(ENTITY_TYPES)}")
        try:
            to = links.target(iri)
        except links.TargetError as error:
            raise DecisionError(str(error)) from None
        entity = _text("name", entity, LONGEST_NAME)
        ways = (_with_label, _with_local) if by_label else (_with_local, _with_label)
        one = ways[0](self.db, entity, kind) or ways[1](self.db, entity, kind)
        anchor = self._anchor(one) if one else _awaited(entity, kind)
        if (one and to in rulings.links_of(self.db, one.local)) or self._waits(anchor, to):
            raise LinkedError(f"{one.local if one else entity} is linked with {to} already")
        return self._decision("link", {"entity": anchor}, {"iri": to})

    def _waits(self, anchor: dict[str, Any], iri: str) -> bool:
        """Whether there is such a link already of a thing that was to come."""
        sql = "SELECT DISTINCT decision FROM anchored WHERE key = ?"
        found = (ledger.read(self.db, one) for (one,) in self.db.execute(sql, (anchor["names"][0],)).fetchall())
        return any(
            one and one.kind == "link" and (one.anchors["entity"], one.values["iri"]) == (anchor, iri) for one in found
        )

    def reject(self, subject: str, predicate: str, value: str, article: str | None = None) -> Decision:
        """A fact is wrong, in every article that states it or in one."""
        return self._on_fact("reject", subject, predicate, value, article)

    def confirm(self, subject: str, predicate: str, value: str, article: str | None = None) -> Decision:
        """A fact is right, in every article that states it or in one."""
        return self._on_fact("confirm", subject, predicate, value, article)

    def undo(self, identifier: str) -> Decision:
        """A decision, which may be an undoing itself, no longer holds."""
        found = ledger.read(self.db, identifier)
        if found is None:
            raise DecisionError(f"{identifier[:40]}: no such decision")
        if not ledger.in_force(self.db, identifier):
            raise DecisionError(f"{identifier}: this decision is undone already")
        return ledger.decision("undo", author=self.author, reason=self.reason, undoes=identifier)

    def _decision(self, kind: ledger.Kind, to: dict[str, Any], values: dict[str, Any] | None = None) -> Decision:
        return ledger.decision(kind, author=self.author, reason=self.reason, anchors=to, values=values)

    def _others(self, one: Thing, names: Collection[str]) -> bool:
        sql = "SELECT 1 FROM occurrences WHERE type = 'PER' AND key = ? AND local IS NOT ? LIMIT 1"
        return any(self.db.execute(sql, (name, one.local)).fetchone() for name in names)

    def _on_fact(self, kind: ledger.Kind, subject: str, predicate: str, value: str, article: str | None) -> Decision:
        known = PREDICATES.get(predicate)
        if known is None:
            raise DecisionError(f"{predicate[:40]!r} is none of the predicates {', '.join(PREDICATES)}")
        a = thing(self.db, subject)
        values = {"predicate": predicate}
        articles = naming.articles_of(self.db, a.local)
        objects: dict[str, Thing] = {}
        if known.literal:
            values["literal"] = _text("literal", value, LONGEST_NOTE)
        else:
            objects["object"] = thing(self.db, value)
            articles &= naming.articles_of(self.db, objects["object"].local)
        if article is not None:
            values["article"] = article
            articles &= {article}
        probe = ledger.decision(kind, author="", reason="", values=values)
        ends = {"subject": a, **objects}
        locals_ = {role: {one.local} for role, one in ends.items()}
        stating = islice(stated(self.db, self.reading_of, probe, locals_, sorted(articles)), anchors.WITNESSES)
        quoted: dict[str, list[Any]] = {role: [] for role in ends}
        for raw, names, fact in stating:
            for role, one in ends.items():
                ids = {entity for entity, local in names.items() if local == one.local}
                quoted[role].append(anchors.witness(raw, ids, one.label, within=(fact.start, fact.end)))
        if not quoted["subject"]:
            where = f"article {article} states no such fact" if article else "no article states this"
            raise DecisionError(f"{a.local} {predicate} {value[:80]}: {where}")
        return self._decision(kind, {role: self._form(one, quoted[role]) for role, one in ends.items()}, values)

    def _anchor(self, one: Thing) -> dict[str, Any]:
        return self._anchored(one, _slots(self.db, one)[: anchors.WITNESSES])

    def _anchored(self, one: Thing, slots: Collection[Slot]) -> dict[str, Any]:
        quoted = []
        for article, kind, name in slots:
            raw = self.reading_of(article)
            if raw is None:
                continue
            made = casting.recall(self.db, raw)
            ids = {e.id for e in made.reading.entities if (e.type, made.key_of(e)) == (kind, name)}
            quoted.append(anchors.witness(raw, ids, one.label))
        return self._form(one, quoted, names=[name for _, _, name in slots])

    def _form(self, one: Thing, witnesses: list[Any], names: Collection[str] = ()) -> dict[str, Any]:
        own = key(one.label, one.type)
        every = {*names, *(name for _, _, name in _slots(self.db, one))}
        ordered = sorted(every, key=lambda name: (name != own, name))
        return {"label": one.label, "type": one.type, "names": ordered, "witnesses": witnesses}


def _awaited(name: str, kind: str) -> dict[str, Any]:
    """The anchor of a thing that is still to come; "" for its type where that is not told."""
    names = sorted({key(simplify(name), known) for known in ENTITY_TYPES if kind in ("", known)})
    return {"label": name, "type": kind, "names": names, "witnesses": []}


def stated(
    db: sqlite3.Connection, reading_of: ReadingOf, one: Decision, ends: dict[str, set[str]], articles: Collection[str]
) -> Iterator[tuple[Reading, dict[str, str], Fact]]:
    """The facts of articles that a rejection or confirmation is about, once an article, with the raw reading and the local
    names in it."""
    for article in articles:
        raw = reading_of(article)
        if raw is None:
            continue
        made = casting.recall(db, raw)
        names = {entity: local for entity, (local, _) in naming.names_in(db, made).items()}
        for fact in made.reading.facts:
            if rulings.states(one, fact, names, ends["subject"], ends.get("object", ())):
                yield raw, names, fact
                break


def _slots(db: sqlite3.Connection, one: Thing, *, everywhere: bool = False) -> list[Slot]:
    """Where a thing occurs, each of its names, and each circle of a person's places, in turn; of names that very many
    articles have, some, unless it is asked `everywhere`."""
    limit = -1 if everywhere else MOST_SCANNED
    sql = "SELECT article, circle, key FROM occurrences WHERE local = ? AND type = 'PER' ORDER BY article, key"
    by_circle: dict[Any, list[Slot]] = {}
    for article, circle, name in db.execute(sql, (one.local,)):
        by_circle.setdefault(circle, []).append((article, "PER", name))
    by_name: list[list[Slot]] = []
    for kind, name in sorted(nodes.keys_of(db, one.local), key=lambda slot: slot[1]):
        sql = "SELECT article FROM occurrences WHERE type = ? AND key = ? AND circle IS NULL ORDER BY article LIMIT ?"
        by_name.append([(article, kind, name) for (article,) in db.execute(sql, (kind, name, limit))])
    turns = zip_longest(*by_circle.values(), *by_name)
    return [slot for slot in chain.from_iterable(turns) if slot is not None]


def _text(name: str, text: str, longest: int) -> str:
    text = text.strip()
    if not text or len(text) > longest:
        raise DecisionError(f"{name}: between 1 and {longest} characters")
    return text
