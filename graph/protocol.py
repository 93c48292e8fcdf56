"""What the rest of the graph asks of the store of quads, whether that lies in the data directory or behind a server.

One named graph an article, and the union of all named graphs as the default graph.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeAlias

from pyoxigraph import BlankNode, NamedNode, Quad

from graph.answers import Answer
from graph.rows import Term

Contents: TypeAlias = Iterable[tuple[NamedNode, Iterable[Quad]]]  # what named graphs hold or have to hold


class StoreError(Exception):
    """A store that cannot be used; names its address or file and never a password."""


class Store(Protocol):
    """An open store. Queries may come from any thread; only one may write at a time.

    What an article says of its own parts, whose IRIs are its own with a fragment, no other graph may say too but those of
    users, which may say anything and have blank nodes.
    """

    @property
    def applied(self) -> int:
        """The number of the last change of the truths that it holds; it may hold some of later ones."""

    def refresh(self) -> None:
        """Looks again how far it is: what lies elsewhere may have lost its last writes, or all. Raises StoreError."""

    def replace_all(self, contents: Contents, *, applied: int | None = None, annotated: bool = True) -> None:
        """Makes of each graph what is given for it, in any order; after a crash each is whole, old or new.

        Then it holds all changes up to `applied`, which is noted with the last of it. Where it is known that there are no
        users' graphs, nor were before it, it is not `annotated`: then nobody else is looked for who tells of an article's
        parts.
        """

    def load(self, contents: Contents) -> None:
        """Makes these all graphs that it holds, as fast as can be."""

    def flush(self) -> None:
        """Makes everything durable."""

    def query(
        self,
        sparql: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        accept: Sequence[str] | None = None,
    ) -> Answer:
        """Answers anybody's query; `accept` are media types, best first. Raises QueryError.

        Graphs that are given, by the protocol's parameters, are all that the query sees, whatever its FROM says.
        """

    def select(self, sparql: str, /, **bindings: Term) -> list[dict[str, Term]]:
        """The rows of one of the project's own queries; an unbound variable is missing in its row.

        Only a variable that the query projects can be bound.
        """

    def describe(self, iri: str, media_type: str) -> bytes | None:
        """The RDF that an IRI leads to, None where the store knows nothing of it."""


def fitting(graph: NamedNode, quads: Iterable[Quad], *, blank: bool = False) -> set[Quad]:
    """The quads; ValueError where one is of another graph, or has a blank node, which no two stores call the same, and
    may not have any."""
    found = set(quads)
    for quad in found:
        if quad.graph_name != graph or (not blank and has_blank(quad)):
            raise ValueError(f"{quad} does not belong in {graph}")
    return found


def has_blank(quad: Quad) -> bool:
    """Whether an end of it is a blank node."""
    return BlankNode in (type(quad.subject), type(quad.object))
