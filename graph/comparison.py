"""What one reading of an article found and another did not: facts, entities and mentions, each with its sentence.

Things are compared by what the article calls them, in one script, and not by the ids that a reading gives them: a fact
is subject, predicate, object, time and sum of money, and stays the same fact where another sentence says it too; an
entity is a name and a type; a mention is a place in the text and a type. Nothing counts twice within an article.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from extract.reading import Fact, Reading
from extract.script import simplify
from ontology.predicates import PREDICATES, EntityType

Kind: TypeAlias = Literal["fact", "entity", "mention"]
KINDS: tuple[Kind, ...] = ("fact", "entity", "mention")


@dataclass(frozen=True, slots=True)
class FactFound:
    """A fact by names; of a symmetric relation the names are in their order."""

    kind: ClassVar[Kind] = "fact"
    subject: str
    predicate: str
    object: str
    when: str | None
    amount: int | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class EntityFound:
    """A thing that the article speaks of."""

    kind: ClassVar[Kind] = "entity"
    name: str
    type: EntityType


@dataclass(frozen=True, slots=True)
class MentionFound:
    """A place where something is named."""

    kind: ClassVar[Kind] = "mention"
    text: str
    type: EntityType
    start: int
    end: int


Found: TypeAlias = FactFound | EntityFound | MentionFound


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that only one of two readings found; `text[start:end]` is the sentence that says it, "" at the end
    of the text for an entity that is mentioned nowhere."""

    change: Literal["gained", "lost"]
    found: Found
    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many things of a kind the first and the second reading found, and how many only one of them."""

    first: int = 0
    second: int = 0
    gained: int = 0
    lost: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.first + other.first,
            self.second + other.second,
            self.gained + other.gained,
            self.lost + other.lost,
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two readings of one article: what differs, sentence by sentence, and how much there is."""

    differences: tuple[Difference, ...]
    counts: Mapping[Kind, Count]


def compare(first: Reading, second: Reading) -> Comparison:
    """What the second reading of an article gained and lost against the first."""
    before, after = _found(first), _found(second)
    text = first.article.text
    differences = [
        *(Difference("lost", it, *span, text[slice(*span)]) for it, span in before.items() if it not in after),
        *(Difference("gained", it, *span, text[slice(*span)]) for it, span in after.items() if it not in before),
    ]
    differences.sort(key=lambda d: (d.start, d.end, KINDS.index(d.found.kind), d.change == "gained"))
    counts = {}
    for kind in KINDS:
        one, other = ({it for it in found if it.kind == kind} for found in (before, after))
        counts[kind] = Count(len(one), len(other), len(other - one), len(one - other))
    return Comparison(tuple(differences), counts)


def _found(reading: Reading) -> dict[Found, tuple[int, int]]:
    """Everything that is compared, each with the place of the first sentence that says it."""
    names = {entity.id: simplify(entity.known or entity.name) for entity in reading.entities}
    starts = [sentence.start for sentence in reading.sentences]
    found: dict[Found, tuple[int, int]] = {}
    for fact in sorted(reading.facts, key=lambda f: f.start):
        found.setdefault(_fact(fact, names), (fact.start, fact.end))
    named: dict[str, tuple[int, int]] = {}
    places: dict[Found, tuple[int, int]] = {}
    for mention in sorted(reading.mentions, key=lambda m: m.start):
        position = bisect_right(starts, mention.start) - 1
        sentence = reading.sentences[position] if position >= 0 else mention
        places[MentionFound(mention.text, mention.type, mention.start, mention.end)] = sentence.start, sentence.end
        named.setdefault(mention.entity, (sentence.start, sentence.end))
    for entity in reading.entities:
        it = EntityFound(names[entity.id], entity.type)
        span = named.get(entity.id, (len(reading.article.text),) * 2)
        found[it] = min(found.get(it, span), span)  # two ids may have one name
    return found | places


def _fact(fact: Fact, names: Mapping[str, str]) -> FactFound:
    subject, value = names[fact.subject], fact.object if fact.literal else names[fact.object]
    known = PREDICATES.get(fact.predicate)  # an older reading may have one that is no more
    if known and known.symmetric:
        subject, value = sorted((subject, value))
    return FactFound(subject, fact.predicate, value, fact.when, fact.amount, fact.currency)
