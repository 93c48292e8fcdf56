"""What a search finds, from whatever home of the index."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from graph.search_tree import PassageSort, Remark
from ontology.predicates import EntityType

Kind: TypeAlias = Literal["entity"] | PassageSort


@dataclass(frozen=True, slots=True)
class Stated:
    """What a fact says: `subject` and `object` are local names, `object` None where the value is a literal; `of` and `value`
    are what they are called."""

    subject: str
    of: str
    predicate: str
    object: str | None
    value: str
    when: str | None = None
    amount: int | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found: an entity (its label as `title`, its other names as `text`), or a sentence, headline or fact of an
    article (the fact in one line as `text`).

    `start` and `end` count in the article's text, those of a fact being its sentence's; `marks` count in `text`, `title_marks`
    in `title`. `articles` is the number of articles that speak of the entity. Of a quotation `speaker` is the local name of who
    says it and `said_by` the label, None where nobody is named.
    """

    kind: Kind
    entity: str | None
    type: EntityType | None
    title: str
    article: str | None
    published: date | None
    start: int
    end: int
    text: str
    marks: tuple[tuple[int, int], ...]
    score: float
    articles: int = 0
    source: str | None = None
    title_marks: tuple[tuple[int, int], ...] = ()
    speaker: str | None = None
    said_by: str | None = None
    fact: Stated | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits; `total` counts those of all pages."""

    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of what was found have a value: a sort, a year, a source or an organisation's local name, whose label it has."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Found(Results):
    """A page of a whole answer, the best first.

    `types`, `years` (the newest first), `sources` and `organisations` tell what is among all that was found, the commonest
    first; where that is too much to be counted they are `estimated` from a part of it. `meant` is what may have been meant
    instead. `applied` is the number of the last change that the answer knows of: while it is the same, so are all pages.
    """

    types: tuple[Share, ...] = ()
    years: tuple[Share, ...] = ()
    sources: tuple[Share, ...] = ()
    organisations: tuple[Share, ...] = ()
    estimated: bool = False
    meant: str | None = None
    remarks: tuple[Remark, ...] = ()
    applied: int = 0
