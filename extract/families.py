"""What facts of kin make certain together: two children of one father are brother and sister, and his wife's children too.

The evidence is the sentence that completes it, and it is a little less sure than what it follows from. What a sibling's
parents are does not follow: of half of them texts call only one the child of somebody.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from extract.reading import Fact

_LESS = 0.1  # less sure than the facts it follows from
_MOST = 12  # children of one person in a text; more are a mistake


def completed(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """`facts` and what follows from those of kin among them."""
    kept = tuple(facts)
    known = {(f.predicate, f.subject, f.object) for f in kept}
    found: list[Fact] = []
    for fact in (*_parents(kept), *_siblings(kept)):
        same = {(fact.predicate, fact.subject, fact.object)}
        if fact.predicate == "sibling":
            same.add((fact.predicate, fact.object, fact.subject))
        if known.isdisjoint(same):
            known |= same
            found.append(fact)
    return (*kept, *found)


def _siblings(facts: Iterable[Fact]) -> Iterator[Fact]:
    children: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.predicate == "parent":
            children.setdefault(fact.object, []).append(fact)
    for family in children.values():
        for one, other in combinations(family[:_MOST], 2):
            first, second = sorted((one.subject, other.subject))
            yield _following(one, other, predicate="sibling", subject=first, object_=second)


def _parents(facts: Iterable[Fact]) -> Iterator[Fact]:
    couples: dict[str, list[Fact]] = {}
    parents: dict[str, set[str]] = {}
    kept = tuple(facts)
    for fact in kept:
        if fact.predicate == "spouse":
            couples.setdefault(fact.subject, []).append(fact)
            couples.setdefault(fact.object, []).append(fact)
        elif fact.predicate == "parent":
            parents.setdefault(fact.subject, set()).add(fact.object)
    for fact in kept:
        married = couples.get(fact.object, ()) if fact.predicate == "parent" else ()
        if len(married) == 1 and len(parents[fact.subject]) == 1:  # who married twice has children of two
            couple = married[0]
            other = couple.object if couple.subject == fact.object else couple.subject
            if other != fact.subject:
                yield _following(fact, couple, predicate="parent", subject=fact.subject, object_=other)


def _following(one: Fact, other: Fact, *, predicate: str, subject: str, object_: str) -> Fact:
    later = max(one, other, key=lambda fact: fact.start)
    confidence = round(min(one.confidence, other.confidence) - _LESS, 2)
    return replace(
        later, predicate=predicate, subject=subject, object=object_, confidence=confidence, when=None, amount=None
    )
