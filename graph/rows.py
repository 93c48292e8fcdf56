"""Rows of the project's own queries, read by name."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Row: TypeAlias = Mapping[str, Term | None]


class Select(Protocol):
    """Runs a constant query with values bound to its variables; an unbound one is None or missing in a row."""

    def __call__(self, sparql: str, /, **bindings: Term) -> Iterable[Row]: ...


def rows_of(results: QuerySolutions) -> list[dict[str, Term]]:
    """The rows, in which an unbound variable is missing."""
    names = [variable.value for variable in results.variables]
    return [{name: term for name, term in zip(names, row, strict=True) if term is not None} for row in results]


def graph(row: Row) -> NamedNode:
    """The graph in the column `article`; `ValueError` where there is none."""
    term = row.get("article")
    if not isinstance(term, NamedNode):
        raise ValueError(f"no graph in the row {dict(row)}")
    return term


def text(row: Row, name: str) -> str:
    """A column's IRI or lexical form, "" where it is unbound."""
    term = row.get(name)
    return term.value if isinstance(term, (NamedNode, Literal)) else ""


def integer(row: Row, name: str) -> int:
    """A column's integer; `ValueError` where it is unbound or something else."""
    return int(text(row, name))


def day(row: Row, name: str) -> date | None:
    """A column's day, None where it is unbound; `ValueError` where it is something else."""
    value = text(row, name)
    return date.fromisoformat(value) if value else None
