"""The store of quads that lies in the data directory.

The union is stored, not asked for: the engine's own `use_default_graph_as_union` gives a triple once for every graph
that holds it, which multiplies rows and falsifies counts, and overrides what a query itself says in FROM.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from pyoxigraph import (
    DefaultGraph,
    Literal,
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
from graph.generations import write_whole
from graph.protocol import Contents, fitting, has_blank
from graph.rows import Term, rows_of
from ontology.iris import graph_iri, prefixes

FLUSH = 50  # replacements after which the store is flushed, which keeps its log small
MOST_AT_ONCE = 200_000  # quads that are held in memory before they are written
MOST_TOGETHER = 500  # quads that are written as bytes while no other thread can move
WORTH_A_FILE = 5_000  # quads from which on the engine's loader writes them

_TERM = NamedNode("urn:rongqiao:term")  # the function of `_Ends`


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
        self._users = graph_iri(base, "")
        self._note = path / "applied"
        self._noted = self.applied = int(self._note.read_text("ascii")) if self._note.exists() else 0
        self._unflushed = 0  # replacements that a loss of power may undo

    def refresh(self) -> None:
        """Nothing: nobody else writes here."""

    def replace(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Makes these the graph's quads, none removing it: all at once or, after a crash, not at all."""
        self.replace_all([(graph, quads)])

    def replace_all(self, contents: Contents, *, applied: int | None = None, annotated: bool = True) -> None:
        """As `Store.replace_all`; the note of `applied` may be older after a crash.

        Graphs that were empty are filled together, where many quads come by the engine's loader, which shows them all at once.
        """
        new: list[Quad] = []
        for graph, quads in contents:
            users = graph.value.startswith(self._users)
            after = fitting(graph, quads, blank=users)
            before = set(self._engine.quads_for_pattern(None, None, None, graph))
            gone, come = before - after, after - before
            if gone:
                ends = _Ends()
                steps = self._steps(graph, gone, come, ends, empty=not after, own=not (annotated or users))
                self._engine.update(" ; ".join(steps), custom_functions={_TERM: ends.term})
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
        left, lines, blank = iter(quads), bytearray(), list[Quad]()
        while some := list(islice(left, MOST_TOGETHER)):
            if here := [quad for quad in some if has_blank(quad)]:  # which it would call otherwise
                blank += here
                some = [quad for quad in some if not has_blank(quad)]
            lines += serialize(some, format=RdfFormat.N_QUADS) or b""
        self._engine.bulk_load(bytes(lines), format=RdfFormat.N_QUADS)
        if blank:
            self._engine.bulk_extend(blank)

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

    def _steps(
        self, graph: NamedNode, gone: set[Quad], come: set[Quad], ends: "_Ends", *, empty: bool, own: bool
    ) -> Iterator[str]:
        """Updates that make of the graph what it is to be; with `own` no other graph tells of the parts of its article."""
        shared = {q.triple for q in gone if self._elsewhere(q, graph, own=own)}
        named = {q.triple for q in gone if not has_blank(q)}
        yield f"DELETE DATA {{ {statements(t for t in named if t not in shared)} }}"
        yield f"DELETE DATA {{ GRAPH {graph} {{ {statements(named)} }} }}"
        if len(named) < len(gone):
            others = [q.triple for q in gone if has_blank(q)]
            yield f"DELETE {{ ?s ?p ?o }} WHERE {{ {ends.rows(t for t in others if t not in shared)} }}"
            yield f"DELETE {{ GRAPH {graph} {{ ?s ?p ?o }} }} WHERE {{ {ends.rows(others)} }}"
        if empty:
            yield f"DROP SILENT GRAPH {graph}"
        if come:
            new = statements(q.triple for q in come if not has_blank(q))
            yield f"INSERT DATA {{ {new} GRAPH {graph} {{ {new} }} }}"
        if others := [q.triple for q in come if has_blank(q)]:
            yield f"INSERT {{ ?s ?p ?o GRAPH {graph} {{ ?s ?p ?o }} }} WHERE {{ {ends.rows(others)} }}"

    def _elsewhere(self, quad: Quad, graph: NamedNode, *, own: bool) -> bool:
        """Whether another graph than the quad's own holds its triple too. The union and the quad itself may come before.

        Six triples of seven tell of parts of the graph's own article. Where there are no graphs of users they are not looked
        for.
        """
        if own and isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(f"{graph.value}#"):
            return False
        holders = self._engine.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(holder.graph_name not in (graph, DefaultGraph()) for holder in islice(holders, 3))


class _Ends:
    """Subjects and objects of triples with blank nodes, for which SPARQL has no words: a function gives them by their
    numbers."""

    def __init__(self) -> None:
        self._terms: list[Term] = []

    def term(self, number: Term) -> Term:
        """The term with a number."""
        assert isinstance(number, Literal)
        return self._terms[int(number.value)]

    def rows(self, triples: Iterable[Triple]) -> str:
        """A pattern that binds ?s ?p ?o to each of the triples."""
        rows = " ".join(f"({self._number(t.subject)} {t.predicate} {self._number(t.object)})" for t in triples)
        return f"VALUES (?a ?p ?b) {{ {rows} }} BIND({_TERM}(?a) AS ?s) BIND({_TERM}(?b) AS ?o)"

    def _number(self, term: Term) -> int:
        self._terms.append(term)
        return len(self._terms) - 1


def statements(found: Iterable[Triple]) -> str:
    """Triples as they stand in a query or an update: by the engine's own serialiser, so no text can end up as syntax."""
    return (serialize(found, format=RdfFormat.N_TRIPLES) or b"").decode()


def _with_union(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object)
