"""What a question is answered, as values: each answer with the sentences behind it, and whether there is one at all."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Status = Literal["answered", "unknown", "not_understood"]
Sort = Literal["thing", "value", "number", "money", "sentence", "report", "truth"]
Note = Literal["", "overlap", "missing", "disputed", "undated", "ranked", "named"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of an article, or a quotation; offsets count in the article's text. What it says of time and sum."""

    article: str
    title: str
    published: date | None
    start: int
    end: int
    quote: str
    predicate: str | None = None
    when: str | None = None
    amount: int | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `value` is an IRI or a literal, `entity` the local name of a thing. `relation` is how it stands to what was
    asked about, where that is not the question's own; `of` the one that a name with several bearers means here; `members`
    what was counted."""

    sort: Sort
    value: str
    label: str
    evidence: tuple[Evidence, ...] = ()
    entity: str | None = None
    predicate: str | None = None
    relation: str = ""
    of: str = ""
    currency: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question came to; `compared` is the number of things that a superlative looked at."""

    status: Status
    answers: tuple[Answer, ...] = ()
    note: Note = ""
    compared: int = 0
