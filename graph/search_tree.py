"""What a search asks for, as a plain tree that any home of the index builds its query from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal, TypeAlias, get_args

from ontology.predicates import ENTITY_TYPES, EntityType

PassageSort = Literal["fact", "quote", "sentence", "headline"]
Sort: TypeAlias = EntityType | PassageSort
PASSAGES: tuple[PassageSort, ...] = get_args(PassageSort)
SORTS: tuple[Sort, ...] = (*ENTITY_TYPES, *PASSAGES)

# What is odd: there is nothing to look for; there is only what is not to be; a quotation mark or a bracket stands alone;
# the value of a field cannot be read; a star stands alone or in front; more was typed than is read.
Oddity = Literal["empty", "only not", "unclosed", "unread", "star", "cut"]


@dataclass(frozen=True, slots=True)
class Remark:
    """What was odd about something typed, and the piece of it."""

    oddity: Oddity
    piece: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words: the more of them, the better."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """To stand so, letter by letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """A name or word to begin so."""

    text: str


@dataclass(frozen=True, slots=True)
class Type:
    """What is looked for is of this sort."""

    sort: Sort


@dataclass(frozen=True, slots=True)
class Days:
    """Published from `start` to `end`, both included; None where there is no bound."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Source:
    """Published by this source."""

    name: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """Speaks of the organisation with this local name, or of those so called."""

    name: str


@dataclass(frozen=True, slots=True)
class Both:
    """All of these."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Any of these."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Not this."""

    part: "Node"


Text: TypeAlias = Words | Phrase | Prefix
Field: TypeAlias = Type | Days | Source | Organisation
Node: TypeAlias = Text | Field | Both | Either | Without


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, tidied; what it asks for, None where that is nothing; and what was odd."""

    text: str
    node: Node | None
    remarks: tuple[Remark, ...] = ()

    def within(self, *fields: Field) -> "Asked":
        """The same among what fits these fields too, of which those of one kind are alternatives."""
        if not fields:
            return self
        odd = tuple(one for one in self.remarks if one.oddity != "empty")
        if any(one.oddity == "only not" for one in odd):
            return self
        parts = self.node.parts if isinstance(self.node, Both) else (self.node,) if self.node else ()
        return Asked(self.text, both([*parts, *alternatives(fields)]), odd)


def texts(node: Node | None) -> Iterator[Text]:
    """The texts that are wanted, in their order; not those that are not."""
    match node:
        case Words() | Phrase() | Prefix():
            yield node
        case Both(parts) | Either(parts):
            for part in parts:
                yield from texts(part)


def alternatives(fields: Iterable[Field]) -> list[Node]:
    """Fields of one kind as alternatives."""
    ordered = sorted(dict.fromkeys(fields), key=lambda field: type(field).__name__)
    kinds = [tuple(alike) for _, alike in groupby(ordered, key=type)]
    return [alike[0] if len(alike) == 1 else Either(alike) for alike in kinds]


def both(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else Both(tuple(parts))
