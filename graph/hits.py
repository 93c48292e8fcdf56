"""What a search finds, from whatever home of the index, and what such a home has to do."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol, TypeAlias

from extract.reading import Reading
from graph.naming import EntityRow
from graph.search_tree import Asked, PassageSort, Remark
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


class KeywordIndex(Protocol):
    """A home of the index. One thread may write; searches may come from any.

    Everything is visible and durable from `commit` on and not before; `discard` forgets what was written since.
    """

    @property
    def applied(self) -> int:
        """The number of the last change whose effects are in the index, 0 for an empty one."""

    def answer(self, asked: Asked, *, limit: int = 20, offset: int = 0) -> Found:
        """Entities, facts, quotations and other passages in one order."""

    def put_article(
        self,
        reading: Reading,
        names: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        *,
        rejected: Collection[int] = (),
    ) -> None:
        """Takes in an article, in place of what it had, as `graph.entries.entries` makes it."""

    def remove_article(self, article_id: str) -> None:
        """Removes all of an article, if there is any."""

    def put_entity(self, entity: EntityRow, line: str = "") -> None:
        """Takes in the names of an entity, in place of those that it had; `line` tells it from others."""

    def remove_entity(self, local: str) -> None:
        """Removes an entity, if it is there."""

    def commit(self, applied: int) -> None:
        """Makes it the state after change `applied`."""

    def discard(self) -> None:
        """Forgets everything since the last commit."""
