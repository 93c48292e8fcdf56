"""What decisions in force say of the graph of an article: facts that are wrong or right, further names, notes."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extract.reading import Fact
from graph import casting, ledger
from graph.casting import Cast
from graph.ledger import Decision
from ontology.predicates import PREDICATES


@dataclass(frozen=True, slots=True)
class Rulings:
    """`rejected` are numbers of facts of the reading, `confirmed` gives for others who confirmed them; `aliases` and `notes`
    are pairs of a local name and what was added to its thing, each shown in one article or in few."""

    rejected: frozenset[int] = frozenset()
    confirmed: Mapping[int, str] = field(default_factory=dict)
    aliases: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


def of_article(db: sqlite3.Connection, made: Cast, names: Mapping[str, str]) -> Rulings:
    """The rulings on an article; `names` gives the local name of every entity of its reading."""
    if ledger.is_empty(db):
        return Rulings()
    article = made.reading.article.id
    rejected = set(casting.impossible(made))
    confirmed: dict[int, str] = {}
    for one in _on_facts(db, set(names.values())):
        if one.values.get("article", article) != article:
            continue
        subjects, objects = _about(db, one.id, "subject"), _about(db, one.id, "object")
        for number, fact in enumerate(made.reading.facts):
            if not states(one, fact, names, subjects, objects):
                continue
            if one.kind == "reject":
                rejected.add(number)
                confirmed.pop(number, None)
            else:
                rejected.discard(number)
                confirmed[number] = one.author
    return Rulings(frozenset(rejected), confirmed, *(_shown(db, article, kind) for kind in ("alias", "note")))


def states(
    one: Decision, fact: Fact, names: Mapping[str, str], subjects: Iterable[str], objects: Iterable[str]
) -> bool:
    """Whether a fact is what a rejection or confirmation is about, if that is about these things."""
    if fact.predicate != one.values["predicate"]:
        return False
    if fact.literal:
        return names[fact.subject] in subjects and fact.object == one.values.get("literal")
    ends = names[fact.subject], names[fact.object]
    if ends[0] in subjects and ends[1] in objects:
        return True
    return PREDICATES[fact.predicate].symmetric and ends[1] in subjects and ends[0] in objects


def aliases_of(db: sqlite3.Connection, local: str) -> set[str]:
    """Names that people have added to a thing."""
    return _given(db, local, "alias", "name")


def links_of(db: sqlite3.Connection, local: str) -> list[str]:
    """What a thing is elsewhere: IRIs, in their order."""
    return sorted(_given(db, local, "link", "iri"))


def links(db: sqlite3.Connection) -> list[tuple[Decision, str | None]]:
    """The links in force in the order in which they were decided, each with the local name of the thing that it is of now,
    None where it waits for it."""
    sql = (
        "SELECT d.id, a.local FROM decisions d LEFT JOIN about a ON a.decision = d.id"
        " WHERE kind = 'link' ORDER BY at, d.id"
    )
    rows = db.execute(sql).fetchall()
    found = [(ledger.read(db, decision), local) for decision, local in rows if ledger.in_force(db, decision)]
    return [(one, local) for one, local in found if one]


def _given(db: sqlite3.Connection, local: str, kind: ledger.Kind, value: str) -> set[str]:
    sql = "SELECT said FROM about JOIN decisions ON id = decision WHERE local = ? AND kind = ?"
    return {ledger.values_of(said)[value] for (said,) in db.execute(sql, (local, kind)).fetchall()}


def _on_facts(db: sqlite3.Connection, locals_: Iterable[str]) -> list[Decision]:
    sql = "SELECT decision FROM about WHERE local = ? AND role = 'subject'"
    ids = {decision for local in locals_ for (decision,) in db.execute(sql, (local,))}
    # Of a relation in both directions, an article may name the decision's subject as the object: it has both.
    return sorted((one for id_ in ids if (one := ledger.read(db, id_))), key=lambda one: one.order)


def _about(db: sqlite3.Connection, decision: str, role: str) -> set[str]:
    return {
        local for (local,) in db.execute("SELECT local FROM about WHERE decision = ? AND role = ?", (decision, role))
    }


def _shown(db: sqlite3.Connection, article: str, kind: str) -> tuple[tuple[str, str], ...]:
    sql = "SELECT local, said FROM about JOIN decisions ON id = decision WHERE article = ? AND kind = ? ORDER BY at, id"
    value = {"alias": "name", "note": "text"}[kind]
    rows = db.execute(sql, (article, kind)).fetchall()
    return tuple(dict.fromkeys((local, ledger.values_of(said)[value]) for local, said in rows))
