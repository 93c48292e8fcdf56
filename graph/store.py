"""The store of quads that lies in the data directory.

The union is stored, not asked for: the engine's own `use_default_graph_as_union` gives a triple once for every graph
that holds it, which multiplies rows and falsifies counts, and overrides what a query itself says in FROM.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, RdfFormat, Triple, Variable, serialize
from pyoxigraph import Store as Engine

from graph.answers import Answer, answer, triples
from graph.description import describe
from graph.evaluation import evaluate, told
from graph.generations import write_whole
from graph.protocol import Contents, fitting
from graph.rows import Term, rows_of
from ontology.iris import prefixes

FLUSH = 50  # replacements after which the store is flushed, which keeps its log small
MOST_AT_ONCE = 200_000  # quads that are held in memory before they are written
MOST_TOGETHER = 500  # quads that are written as bytes while no other thread can move
WORTH_A_FILE = 5_000  # quads from which on the engine's loader writes them


class QuadStore:
    """An open `Store`, of which a directory bears one; `base` begins the IRIs that queries may abbreviate."""

    def __init__(self, path: Path, *, base: str) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._engine = Engine(path)  # locks the directory: what lies there now is nobody's
        for pattern in ("bulk-*.sst", "LOG.old.*"):  # of a loading that was killed, of every earlier opening
            for left in path.glob(pattern):
                left.unlink()
        self._base = base
        self._prefixes = prefixes(base)
        self._note = path / "applied"
        self._noted = self.applied = int(self._note.read_text("ascii")) if self._note.exists() else 0
        self._unflushed = 0  # replacements that a loss of power may undo

    def refresh(self) -> None:
        """Nothing: nobody else writes here."""

    def replace(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Makes these the graph's quads, none removing it: all at once or, after a crash, not at all."""
        self.replace_all([(graph, quads)])

    def replace_all(self, contents: Contents, *, applied: int | None = None) -> None:
        """As `Store.replace_all`; the note of `applied` may be older after a crash.

        Graphs that were empty are filled together, where many quads come by the engine's loader, which shows them all at once.
        """
        new: list[Quad] = []
        for graph, quads in contents:
            after, before = fitting(graph, quads), set(self._engine.quads_for_pattern(None, None, None, graph))
            gone, come = before - after, after - before
            if gone:
                self._engine.update(" ; ".join(self._steps(graph, gone, come, empty=not after)))
                self._unflushed += 1
            else:
                new += come
            if len(new) >= MOST_AT_ONCE:
                self._add(new)
                new = []
        self._add(new)
        if applied is not None:
            self.applied = applied
        if self._unflushed >= FLUSH:
            self.flush()

    def _add(self, quads: Sequence[Quad]) -> None:
        if len(quads) >= WORTH_A_FILE:
            self._load(_with_union(quads))
        elif quads:
            self._engine.extend(_with_union(quads))
            self._unflushed += 1

    def load(self, contents: Contents) -> None:
        """Fills an empty store as fast as can be; not to be interrupted."""
        both = _with_union(quad for _, quads in contents for quad in quads)
        for first in both:  # in portions: the engine's loader alone would hold a million quads at a time in memory
            self._load(chain((first,), islice(both, MOST_AT_ONCE - 1)))
        self.flush()

    def _load(self, quads: Iterable[Quad]) -> None:
        """By the engine's loader, which writes sorted files. It gets bytes: over objects it holds Python's one lock, for seconds,
        over bytes it lets go of it."""
        left, lines = iter(quads), bytearray()
        while some := list(islice(left, MOST_TOGETHER)):
            lines += serialize(some, format=RdfFormat.N_QUADS) or b""
        self._engine.bulk_load(bytes(lines), format=RdfFormat.N_QUADS)

    def flush(self) -> None:
        """Makes everything durable, and then notes how far it is; from there it is followed up after a loss of power."""
        self._engine.flush()
        self._unflushed = 0
        if self.applied != self._noted:
            write_whole(self._note, str(self.applied))
            self._noted = self.applied

    def backup(self, path: Path) -> None:
        """Makes a store of its own of what is in this one now, mostly of hard links; any thread may, while another writes."""
        self._engine.backup(path)

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
        """As `Store.query`."""
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

    def select(self, sparql: str, /, **bindings: Term) -> list[dict[str, Term]]:
        """As `Store.select`."""
        results = self._engine.query(sparql, substitutions={Variable(name): term for name, term in bindings.items()})
        assert isinstance(results, QuerySolutions), sparql
        return rows_of(results)

    def describe(self, iri: str, media_type: str) -> bytes | None:
        """As `Store.describe`."""
        found = describe(self.select, iri)
        return triples(found, media_type, self._prefixes) if found else None

    def _steps(self, graph: NamedNode, gone: set[Quad], come: set[Quad], *, empty: bool) -> Iterator[str]:
        """Updates that make of the graph what it is to be."""
        shared = {q.triple for q in gone if self._elsewhere(q, graph)}
        yield f"DELETE DATA {{ {statements(t for q in gone if (t := q.triple) not in shared)} }}"
        yield f"DELETE DATA {{ GRAPH {graph} {{ {statements(q.triple for q in gone)} }} }}"
        if empty:
            yield f"DROP SILENT GRAPH {graph}"
        if come:
            new = statements(q.triple for q in come)
            yield f"INSERT DATA {{ {new} GRAPH {graph} {{ {new} }} }}"

    def _elsewhere(self, quad: Quad, graph: NamedNode) -> bool:
        """Whether another graph than the quad's own holds its triple too. The union and the quad itself may come before.

        Six triples of seven tell of parts of the graph's own article, and are not looked for.
        """
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(f"{graph.value}#"):
            return False
        holders = self._engine.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(holder.graph_name not in (graph, DefaultGraph()) for holder in islice(holders, 3))


def statements(found: Iterable[Triple]) -> str:
    """Triples as they stand in a query or an update: by the engine's own serialiser, so no text can end up as syntax."""
    return (serialize(found, format=RdfFormat.N_TRIPLES) or b"").decode()


def _with_union(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object)
