"""The quads on disk: one named graph an article, and the union of all named graphs as the default graph.

The union is stored, not asked for: the engine's own `use_default_graph_as_union` gives a triple once for every graph
that holds it, which multiplies rows and falsifies counts, and overrides what a query itself says in FROM.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
    Triple,
    Variable,
    serialize,
)
from pyoxigraph import Store as Engine

from graph.answers import Answer, answer, triples
from graph.description import describe
from graph.evaluation import evaluate, told
from graph.rows import Term
from ontology.iris import prefixes

MOST_AT_ONCE = 200_000  # quads that are held in memory before they are written
WORTH_A_FILE = 5_000  # quads from which on the engine's loader writes them


class QuadStore:
    """An open store, of which a directory bears one; `base` begins the IRIs that queries may abbreviate.

    Queries may come from any thread; only one may write at a time. What a graph says of its own parts, whose IRIs are its
    own with a fragment, no other graph may say too.
    """

    def __init__(self, path: Path, *, base: str) -> None:
        self._engine = Engine(path)  # locks the directory: what lies there now is nobody's
        for pattern in ("bulk-*.sst", "LOG.old.*"):  # of a loading that was killed, of every earlier opening
            for left in path.glob(pattern):
                left.unlink()
        self._base = base
        self._prefixes = prefixes(base)
        self.unflushed = 0  # replacements that a loss of power may undo
        self.alone = True  # whether no other thread waits: the engine's loader holds Python's one lock, for seconds

    def replace(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Makes these the graph's quads, none removing it: all at once or, after a crash, not at all."""
        self.replace_all([(graph, quads)])

    def replace_all(self, contents: Iterable[tuple[NamedNode, Iterable[Quad]]]) -> None:
        """Makes of each graph what is given for it, in any order; after a crash each is whole, old or new.

        Graphs that were empty are filled together, by the engine's loader, which writes sorted files and shows them all
        at once: where many come, that takes a quarter of the time of transactions. Not where other threads wait.
        """
        new: list[Quad] = []
        for graph, quads in contents:
            after, before = set(quads), set(self._engine.quads_for_pattern(None, None, None, graph))
            for quad in after:
                if quad.graph_name != graph or BlankNode in (type(quad.subject), type(quad.object)):
                    raise ValueError(f"{quad} does not belong in {graph}")
            gone, come = before - after, after - before
            if gone:
                self._engine.update(" ; ".join(self._steps(graph, gone, come, empty=not after)))
                self.unflushed += 1
            else:
                new += come
            if len(new) >= MOST_AT_ONCE:
                self._add(new)
                new = []
        self._add(new)

    def _add(self, quads: Sequence[Quad]) -> None:
        if len(quads) >= WORTH_A_FILE and self.alone:
            self._engine.bulk_extend(_with_union(quads))
        elif quads:
            self._engine.extend(_with_union(quads))
            self.unflushed += 1

    def load(self, quads: Iterable[Quad]) -> None:
        """Fills an empty store as fast as can be; not to be interrupted."""
        both = _with_union(quads)
        for first in both:  # in portions: the engine's loader alone would hold a million quads at a time in memory
            self._engine.bulk_extend(chain((first,), islice(both, MOST_AT_ONCE - 1)))
        self.flush()

    def flush(self) -> None:
        """Makes everything durable."""
        self._engine.flush()
        self.unflushed = 0

    def backup(self, path: Path) -> None:
        """Makes a store of its own of what is in this one now, mostly of hard links; any thread may, while another writes."""
        self._engine.backup(path)

    def graphs(self) -> Iterator[NamedNode]:
        """The named graphs that hold anything."""
        for name in self._engine.named_graphs():
            if isinstance(name, NamedNode):
                yield name

    def dump(self) -> bytes:
        """Everything as N-Quads."""
        return self._engine.dump(format=RdfFormat.N_QUADS) or b""

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
        results = evaluate(
            self._engine,
            sparql,
            base=self._base,
            prefixes=self._prefixes,
            default_graphs=default_graphs,
            named_graphs=named_graphs,
        )
        with told():
            return answer(results, accept, self._prefixes)

    def select(self, sparql: str, **bindings: Term) -> list[dict[str, Term]]:
        """The rows of one of the project's own queries; an unbound variable is missing in its row.

        Only a variable that the query projects can be bound.
        """
        results = self._engine.query(sparql, substitutions={Variable(name): term for name, term in bindings.items()})
        assert isinstance(results, QuerySolutions), sparql
        names = [variable.value for variable in results.variables]
        return [{name: term for name, term in zip(names, row, strict=True) if term is not None} for row in results]

    def quads_for_pattern(
        self,
        subject: NamedNode | BlankNode | Triple | None,
        predicate: NamedNode | None,
        object: Term | None,
        graph_name: NamedNode | BlankNode | DefaultGraph | None = None,
        /,
    ) -> Iterator[Quad]:
        """The quads of a graph that match, None matching everything; of the union where no graph is named."""
        return self._engine.quads_for_pattern(subject, predicate, object, graph_name or DefaultGraph())

    def describe(self, iri: str, media_type: str) -> bytes | None:
        """The RDF that an IRI leads to, None where the store knows nothing of it."""
        found = [quad.triple for quad in describe(self, iri)]
        return triples(found, media_type, self._prefixes) if found else None

    def _steps(self, graph: NamedNode, gone: set[Quad], come: set[Quad], *, empty: bool) -> Iterator[str]:
        """Updates that make of the graph what it is to be. Terms reach them through the engine's own serialiser alone,
        so no text can end up as syntax."""
        shared = {q.triple for q in gone if self._elsewhere(q, graph)}
        yield f"DELETE DATA {{ {_statements(t for q in gone if (t := q.triple) not in shared)} }}"
        yield f"DELETE DATA {{ GRAPH {graph} {{ {_statements(q.triple for q in gone)} }} }}"
        if empty:
            yield f"DROP SILENT GRAPH {graph}"
        if come:
            new = _statements(q.triple for q in come)
            yield f"INSERT DATA {{ {new} GRAPH {graph} {{ {new} }} }}"

    def _elsewhere(self, quad: Quad, graph: NamedNode) -> bool:
        """Whether another graph than the quad's own holds its triple too. The union and the quad itself may come before.

        Six triples of seven tell of parts of the graph's own article, and are not looked for.
        """
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(f"{graph.value}#"):
            return False
        holders = self._engine.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(holder.graph_name not in (graph, DefaultGraph()) for holder in islice(holders, 3))


def _statements(found: Iterable[Triple]) -> str:
    return (serialize(found, format=RdfFormat.N_TRIPLES) or b"").decode()


def _with_union(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object)
