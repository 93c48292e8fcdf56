"""What a question asks, as values: things, the links between them, and what is wanted of them. No SPARQL and no Chinese."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from ontology.predicates import ENTITY_TYPES, PREDICATES, EntityType
from ontology.wordings import Wording

MOST_LINKS = 4  # of a question: who asks for more steps at once is hardly ever understood


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity that a name may stand for: its local name, label and type."""

    local: str
    label: str
    type: EntityType


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, either end open; `words` are the question's own."""

    first: date | None
    last: date | None
    words: str


Sign = Literal[">", ">=", "<", "<="]


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that others are compared with; `unit` is a currency, "" for heads."""

    sign: Sign
    number: int
    unit: str
    words: str


Asked = Literal["", "list", "count"]


@dataclass(frozen=True, slots=True)
class Node:
    """Something that is spoken of; `at` is where in the question, and tells it from others. Named things, literal values
    of which it is one, or an unknown of some types whose name, or whose sentence, fits a pattern."""

    at: int
    things: tuple[Thing, ...] = ()
    types: tuple[EntityType, ...] = ENTITY_TYPES
    part: str = ""
    said: str = ""
    values: tuple[str, ...] = ()
    asked: Asked = ""
    words: str = ""

    @property
    def open(self) -> bool:
        """Whether it is an unknown."""
        return not self.things and not self.values

    def narrowed(self, types: Iterable[EntityType]) -> "Node | None":
        """The same of these types only; None where nothing is left."""
        wanted = frozenset(types)
        things = tuple(thing for thing in self.things if thing.type in wanted)
        kinds = tuple(kind for kind in self.types if kind in wanted)
        if (self.things and not things) or not kinds:
            return None
        return replace(self, things=things, types=kinds)

    def joined(self, other: "Node") -> "Node | None":
        """What is this and the other at once, in the place of this one; None where nothing can be both."""
        if self.things and other.things:
            return None
        merged = self.narrowed(other.types)
        if merged is None:
            return None
        if other.things:
            narrowed = other.narrowed(self.types)
            if narrowed is None:
                return None
            merged = replace(merged, things=narrowed.things)
        if (self.part and other.part) or (self.said and other.said) or (self.values and other.values):
            return None
        return replace(
            merged,
            part=self.part or other.part,
            said=self.said or other.said,
            values=self.values or other.values,
            asked=self.asked or other.asked,
            words=self.words or other.words,
        )


@dataclass(frozen=True, slots=True)
class Verb:
    """A relation with what is said of its time and sum; `at` is where its word stands, `ask` what of it is asked."""

    wording: Wording
    words: str
    at: int = 0
    when: Period | None = None
    amount: Bound | None = None
    ask: Literal["", "when", "amount", "sum"] = ""


@dataclass(frozen=True, slots=True)
class Link:
    """That a relation holds between two nodes; the object of an attribute is a node for its value. A `fellow` is
    claimed in the same sentence as the link before it."""

    subject: Node
    verb: Verb
    object: Node
    fellow: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase: the node that it stands for, and what is said of it."""

    node: Node
    links: tuple[Link, ...] = ()


By = Literal["count", "amount", "number", "day"]


@dataclass(frozen=True, slots=True)
class Best:
    """Which of the nodes has most: of `by`, which is the number of links' other nodes, an amount, a number or a day."""

    by: By
    most: bool


Want = Literal[
    "list", "count", "when", "amount", "sum", "truth", "best", "compare", "happened", "said", "speaker", "profile", "ties", "reports",
    "names",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """A question that was understood: what is wanted of `node` (or of the last link) under all these links."""

    want: Want
    node: Node
    links: tuple[Link, ...] = ()
    other: Node | None = None
    when: Period | None = None
    best: Best | None = None

    def nodes(self) -> tuple[Node, ...]:
        """Every node once, in the order of the question."""
        found = {self.node.at: self.node}
        if self.other:
            found.setdefault(self.other.at, self.other)
        for link in self.links:
            for node in (link.subject, link.object):
                found.setdefault(node.at, node)
        return tuple(found[at] for at in sorted(found))


def put(links: Iterable[Link], node: Node) -> tuple[Link, ...]:
    """The links with this node wherever one stood at its place."""
    return moved(links, node.at, node)


def moved(links: Iterable[Link], at: int, node: Node) -> tuple[Link, ...]:
    """The links with another node in the place of the one at `at`."""
    return tuple(
        replace(
            link,
            subject=node if link.subject.at == at else link.subject,
            object=node if link.object.at == at else link.object,
        )
        for link in links
    )


def link(agent: Noun, verb: Verb, other: Noun) -> tuple[Node, Node, tuple[Link, ...]] | None:
    """Links what does to what it is done to: both nodes as they are then, and all links, the new one last. None where
    the relation cannot hold between such things."""
    both = sides(verb.wording)
    mine, others = both if verb.wording.side == "subject" else both[::-1]
    one, two = agent.node.narrowed(mine), other.node.narrowed(others) if others else other.node
    if one is None or two is None or one.at == two.at:
        return None
    if not others and (two.things or two.part or two.types != ENTITY_TYPES):
        return None  # the value of an attribute is no thing
    subject, obj = (one, two) if verb.wording.side == "subject" else (two, one)
    if len(agent.links) + len(other.links) >= MOST_LINKS:
        return None
    links = put(put((*agent.links, *other.links), one), two)
    return one, two, (*links, Link(subject, verb, obj))


def sides(wording: Wording) -> tuple[tuple[EntityType, ...], tuple[EntityType, ...]]:
    """What subjects and objects may be, for any of the predicates; no object types for an attribute."""
    known = [PREDICATES[name] for name in wording.predicates]
    subjects = tuple(kind for kind in ENTITY_TYPES if any(kind in one.subjects for one in known))
    objects = tuple(kind for kind in ENTITY_TYPES if any(kind in one.objects for one in known))
    return subjects, objects


def is_attribute(wording: Wording) -> bool:
    """Whether the object is a value, no thing."""
    return all(PREDICATES[name].literal for name in wording.predicates)


def anything(verb: Verb, asked: Asked = "") -> Noun:
    """The other side of a verb where the question does not say it; its place lies beyond every word of a question."""
    return Noun(Node(verb.at + 1001, asked=asked))


def asked_of(links: Iterable[Link]) -> list[Node]:
    """The nodes that are asked for, once each."""
    return list({node.at: node for each in links for node in (each.subject, each.object) if node.asked}.values())
