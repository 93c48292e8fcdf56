"""What the graph knows of a sentence besides its words, as terms of the keyword index: whom it names by whatever name or states
something of, and which relations it states."""

from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from extract.reading import Reading

FIELD = "told"  # of the index


@dataclass(frozen=True, slots=True)
class Context:
    """Of one sentence: its terms, and the relations between things that it states: subject, predicate, object."""

    terms: frozenset[str] = frozenset()
    ties: tuple[tuple[str, str, str], ...] = ()


def about(local: str) -> str:
    """The term of a sentence that names a thing, or states something of it."""
    return f"={local}"


def stated(predicate: str) -> str:
    """The term of a sentence that states a fact with this predicate."""
    return f"+{predicate}"


def contexts(reading: Reading, names: Mapping[str, str], rejected: Collection[int] = ()) -> list[Context]:
    """The context of each sentence, `names` being the local names of the reading's entities, `rejected` numbers of facts."""
    terms: list[set[str]] = [set() for _ in reading.sentences]
    ties: list[list[tuple[str, str, str]]] = [[] for _ in reading.sentences]
    starts = [sentence.start for sentence in reading.sentences]
    for mention in reading.mentions:
        place = bisect_right(starts, mention.start) - 1
        if place >= 0 and mention.entity in names:
            terms[place].add(about(names[mention.entity]))
    for number, fact in enumerate(reading.facts):
        place = bisect_right(starts, fact.start) - 1
        if place < 0 or number in rejected or fact.subject not in names:
            continue
        subject, value = names[fact.subject], None if fact.literal else names.get(fact.object)
        terms[place] |= {about(subject), stated(fact.predicate)}
        if value:
            terms[place].add(about(value))
            ties[place].append((subject, fact.predicate, value))
    return [Context(frozenset(found), tuple(tied)) for found, tied in zip(terms, ties, strict=True)]
