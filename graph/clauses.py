"""What an engine of the keyword index is asked, in the few forms that every one of them has, and what it answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias


@dataclass(frozen=True, slots=True)
class Term:
    """Documents that have this term in a field: worth their BM25."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Terms:
    """Documents with one of these terms, each worth 1."""

    field: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Documents whose field, one of grams, has those of a folded text side by side."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Begun:
    """Documents with a term that begins with these letters or digits."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Documents whose number in a field is one from `first` to `last`."""

    field: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Bool:
    """Documents that fit all of `must` and none of `without`; where there is no `must`, or `least` is given, one or as
    many of `should`. They are worth what they fit of `must` and `should` together. With `without` alone nothing fits."""

    must: tuple["Clause", ...] = ()
    should: tuple["Clause", ...] = ()
    without: tuple["Clause", ...] = ()
    least: int = 0


@dataclass(frozen=True, slots=True)
class Worth:
    """The same documents, worth this."""

    part: "Clause"
    score: float


@dataclass(frozen=True, slots=True)
class Best:
    """Documents that fit any, worth what the best is worth that they fit."""

    parts: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """No documents."""


Clause: TypeAlias = Term | Terms | Row | Begun | Span | Bool | Worth | Best | Nothing


@dataclass(frozen=True, slots=True)
class Rows:
    """Documents in their order: what each is worth, and its payload. `total` counts all that fit, where that was asked."""

    total: int
    hits: tuple[tuple[float, dict[str, Any]], ...]


class Searcher(Protocol):
    """An engine, or what it shows at one moment. It may be asked from any thread."""

    def search(
        self,
        clause: Clause,
        limit: int,
        *,
        offset: int = 0,
        by: str | None = None,
        weighed: bool = False,
        counted: bool = True,
    ) -> Rows:
        """The best documents: by their worth, which `weighed` multiplies by 1 and their rank, or the greatest number in
        the field `by`."""

    def aggregate(self, clause: Clause, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """How many documents have which values: terms and histograms, asked for and told as Elasticsearch does."""

    def more_than(self, clauses: Sequence[Clause], number: int = 0) -> list[bool]:
        """Whether more than so many documents fit each."""

    def frequencies(self, terms: Sequence[Term]) -> list[int]:
        """How many documents have each; what was replaced lately may count still."""


def one_of(field: str, texts: Iterable[str]) -> Clause:
    """Any of some terms."""
    wanted = tuple(texts)
    return Terms(field, wanted) if wanted else Nothing()


def all_terms(field: str, texts: Iterable[str]) -> Clause:
    """All of some terms."""
    return every([Term(field, text) for text in texts])


def every(parts: Iterable[Clause]) -> Clause:
    """All of these, of which there must be one."""
    wanted = tuple(parts)
    return Bool(must=wanted) if wanted else Nothing()


def either(parts: Iterable[Clause]) -> Clause:
    """Any of these."""
    wanted = tuple(parts)
    return Bool(should=wanted) if wanted else Nothing()


def silent(part: Clause) -> Clause:
    """The same documents, worth nothing by it."""
    return Worth(part, 0.0)
