"""What the graph knows of a passage besides its words, as terms of the keyword index: whom it names by whatever name or states
something of, which relations it states, and which sentence it is."""

from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256

from extract.reading import Fact, Reading

FIELD = "told"  # of the index


@dataclass(frozen=True, slots=True)
class Context:
    """Of one passage: its terms, and the relations between things that it states: subject, predicate, object."""

    terms: frozenset[str] = frozenset()
    ties: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """A sentence, the article's `position`th, and the cosine of its vector and the one that was searched for."""

    article: str
    position: int
    score: float


def about(local: str) -> str:
    """The term of a passage that names a thing, or states something of it."""
    return f"={local}"


def stated(predicate: str) -> str:
    """The term of a passage that states a fact with this predicate."""
    return f"+{predicate}"


def place(article: str, position: int) -> str:
    """The term of one sentence: the article's `position`th."""
    return f"@{sha256(article.encode('utf-8', 'surrogatepass')).hexdigest()} {position}"


def contexts(reading: Reading, names: Mapping[str, str], rejected: Collection[int] = ()) -> list[Context]:
    """The context of each sentence, `names` being the local names of the reading's entities, `rejected` numbers of facts."""
    article = reading.article.id
    terms: list[set[str]] = [{place(article, position)} for position in range(len(reading.sentences))]
    ties: list[list[tuple[str, str, str]]] = [[] for _ in reading.sentences]
    starts = [sentence.start for sentence in reading.sentences]
    for mention in reading.mentions:
        at = bisect_right(starts, mention.start) - 1
        if at >= 0 and mention.entity in names:
            terms[at].add(about(names[mention.entity]))
    for number, fact in enumerate(reading.facts):
        at = bisect_right(starts, fact.start) - 1
        if at >= 0 and number not in rejected:
            context = of_fact(fact, names)
            terms[at] |= context.terms
            ties[at] += context.ties
    return [Context(frozenset(found), tuple(tied)) for found, tied in zip(terms, ties, strict=True)]


def of_fact(fact: Fact, names: Mapping[str, str]) -> Context:
    """The context of one fact, nothing of one of something that has no name."""
    if fact.subject not in names:
        return Context()
    subject, value = names[fact.subject], None if fact.literal else names.get(fact.object)
    terms = {about(subject), stated(fact.predicate)}
    if value is None:
        return Context(frozenset(terms))
    return Context(frozenset(terms | {about(value)}), ((subject, fact.predicate, value),))
