"""People who have to do with a thing, and why: facts about both, the same firm or school in facts about each, sentences that
name both."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode

from graph import queries
from graph.facts import PREDICATES_BY_IRI, FactView, label
from graph.rows import Row, Select, integer, text
from ontology.iris import entity_iri, entity_local, graph_iri
from ontology.predicates import PREDICATES

SHARED = ("founder", "worksFor", "formerEmployer", "alumniOf", "memberOf")  # facts that people have in common
MOST_SHARED = 12  # firms and schools of a person that others are looked for in
CROWD = 50  # people; a firm or a school of more makes no acquaintances
REASONS = 3  # of each person

# What a reason is worth: a relation told, the same firm divided by how many are there, a sentence that names both.
_FACT, _SHARED, _BESIDE = 4.0, 3.0, 1.0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody is related: `fact` and its `relation` in Chinese, as the thing's page has it; `shared` and the `relation` of
    the other person to `label`, a thing by its local name `entity`; `beside`, in so many `sentences`."""

    kind: OneOf["fact", "shared", "beside"]
    relation: str = ""
    entity: str | None = None
    label: str = ""
    sentences: int = 0


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """A person by local name, with the reasons, the weightiest first."""

    entity: str
    label: str
    score: float
    reasons: tuple[Reason, ...]


def acquaintances(
    select: Select, base: str, local: str, facts: Iterable[FactView], *, limit: int
) -> list[Acquaintance]:
    """The people who have most to do with a thing, of which these are all facts."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    reasons: dict[str, dict[Reason, float]] = defaultdict(dict)
    common: dict[str, str] = {}
    users = Literal(graph_iri(base, ""))
    for fact in facts:
        if fact.entity and fact.type == "PER" and fact.entity != local:
            names[fact.entity][fact.value] += fact.sources
            reasons[fact.entity][Reason("fact", fact.label)] = _FACT
        elif fact.entity and fact.predicate in SHARED:
            common.setdefault(fact.entity, fact.value)
    for firm, called in list(common.items())[:MOST_SHARED]:
        people = _people(select(queries.PEOPLE, entity=NamedNode(entity_iri(base, firm)), users=users), base)
        others = people.keys() - {local}
        for person in others if len(people) <= CROWD else ():
            name, predicate = people[person]
            names[person] += name
            relation = PREDICATES[predicate].zh
            reasons[person][Reason("shared", relation, firm, called)] = _SHARED / log2(1 + len(people))
    beside: Counter[str] = Counter()
    for row in select(queries.BESIDE, entity=NamedNode(entity_iri(base, local)), users=users):
        if named := entity_local(base, text(row, "person")):
            names[named][text(row, "name")] += integer(row, "times")
            beside[named] += integer(row, "times")
    for person, times in beside.items():
        reasons[person][Reason("beside", sentences=times)] = _BESIDE * log2(1 + times)
    found = [
        Acquaintance(person, label(names[person], person), sum(why.values()), _weightiest(why))
        for person, why in reasons.items()
    ]
    return sorted(found, key=lambda one: (-one.score, one.entity))[:limit]


def _people(rows: Iterable[Row], base: str) -> dict[str, tuple[Counter[str], str]]:
    """Local name → names and the predicate, of what is told oftenest first."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        known = PREDICATES_BY_IRI.get(text(row, "predicate"))
        person = entity_local(base, text(row, "person"))
        if person and known and known.name in SHARED:
            names[person][text(row, "name")] += integer(row, "times")
            told[person][known.name] += integer(row, "times")
    return {
        person: (called, min(told[person], key=lambda name: (-told[person][name], SHARED.index(name))))
        for person, called in names.items()
    }


def _weightiest(reasons: Mapping[Reason, float]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda one: -reasons[one])[:REASONS])
