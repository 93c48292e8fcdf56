"""What a query came to, as bytes in a format that the asker accepts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Triple, serialize

Kind: TypeAlias = Literal["solutions", "boolean", "graph"]

# Media types in the order of preference where the asker takes any.
ROWS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
TRIPLES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
}


class QueryError(Exception):
    """A query that cannot be answered, in one line; `line` and `column` count from 1 where the place is known."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class ReachError(QueryError):
    """An update that would write what it may not; names it."""


class NotAcceptableError(QueryError):
    """None of the media types that the asker accepts can hold this kind of answer; names those that can."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A serialised answer: rows of a SELECT, the truth of an ASK, or the triples of a CONSTRUCT or DESCRIBE."""

    kind: Kind
    media_type: str
    body: bytes


def answer(
    results: QuerySolutions | QueryBoolean | QueryTriples, accept: Sequence[str] | None, prefixes: Mapping[str, str]
) -> Answer:
    """Serialises results, which only the thread that ran the query may do: on another the engine aborts the process.

    `accept` are media types, best first, of which the first that fits the kind of answer is taken; None takes any.
    """
    if isinstance(results, QueryTriples):
        return graph_answer(results, accept, prefixes)
    media_type = _first(accept, ROWS)
    body = results.serialize(format=ROWS[media_type])
    return Answer("boolean" if isinstance(results, QueryBoolean) else "solutions", media_type, body or b"")


def chosen(results: QuerySolutions | QueryBoolean | QueryTriples, accept: Sequence[str] | None) -> str:
    """The media type that results come in; raises NotAcceptableError."""
    return _first(accept, TRIPLES if isinstance(results, QueryTriples) else ROWS)


def graph_answer(found: Iterable[Triple], accept: Sequence[str] | None, prefixes: Mapping[str, str]) -> Answer:
    """The answer of a CONSTRUCT or DESCRIBE, in the first of the media types that fits."""
    media_type = _first(accept, TRIPLES)
    return Answer("graph", media_type, triples(found, media_type, prefixes))


def triples(found: Iterable[Triple], media_type: str, prefixes: Mapping[str, str]) -> bytes:
    """A graph, in which no triple stands twice (the engine gives one for each solution)."""
    return serialize(dict.fromkeys(found), format=TRIPLES[media_type], prefixes=dict(prefixes)) or b""


def _first(accept: Sequence[str] | None, offers: Mapping[str, object]) -> str:
    for media_type in offers if accept is None else accept:
        if media_type in offers:
            return media_type
    raise NotAcceptableError(f"this kind of answer comes as {', '.join(offers)}")
