"""The store of quads behind a SPARQL 1.1 server, in graphs whose names begin with the base of the IRIs.

A graph of its own says which data directory the quads belong to and how far they follow it; what changes them changes
that with the last request. The union is the default graph: by the server itself where it shows that note there, else
stored there, as in the data directory.

An article is replaced by one request, which servers carry out as one transaction (Oxigraph, Fuseki, GraphDB and others;
the standard asks for it without demanding it). An update that was cut off is made again from what is there.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples
from pyoxigraph import Store as Engine

from graph.answers import Answer, QueryError, answer, graph_answer, triples
from graph.description import describe
from graph.evaluation import evaluate
from graph.generations import FORMAT
from graph.protocol import Contents, StoreError
from graph.rows import Term, rows_of, text
from graph.updates import GRAPHS_AT_ONCE, Portion, filling, portions, replacing, skolemised
from graph.whereabouts import Remote
from graph.wire import RequestError, Server, graphs
from ontology.iris import prefixes

NOTE = NamedNode("urn:rongqiao:store")  # and the graph that says things of it

_DIRECTORY, _BASE, _FORMAT, _UNION, _APPLIED = (
    NamedNode(f"urn:rongqiao:{name}") for name in ("directory", "base", "format", "union", "applied")
)
_READ = f"SELECT ?property ?value ?shown {{ GRAPH {NOTE} {{ {NOTE} ?property ?value }} OPTIONAL {{ {NOTE} ?property ?shown }} }}"
_STRAY = "?s ?p ?o FILTER NOT EXISTS { GRAPH ?other { ?s ?p ?o } }"  # what only the default graph has


@dataclass(frozen=True, slots=True)
class _Note:
    """What a server says of its quads; `shown` is whether its default graph is the union by itself, `union` what it was
    when they were written."""

    directory: str
    base: str
    format: str
    union: str
    applied: int
    shown: bool


class RemoteStore:
    """A `Store` behind a server. Opened with `force` it forgets whatever the server has in the way."""

    def __init__(self, remote: Remote, *, base: str, force: bool = False) -> None:
        self._remote = remote
        self._server = Server(remote)
        self._base = base
        self._prefixes = prefixes(base)
        self._parser = Engine()  # empty: it tells what a query is, and what is wrong with it
        self._stored = True  # the union is
        # Whether no update can still be running of which nobody heard the end. A server carries them out one after the
        # other, so none can any more when a later one is done.
        self._calm = False
        self.applied = 0
        if force:
            former = self._note()
            self._begin(former.base if former else base, shown=False)
        self.refresh()

    def refresh(self) -> None:
        """As `Store.refresh`. What is ours and was written in another way is forgotten, to be written anew."""
        found = self._note()
        if found is None:
            if self._foreign():
                raise StoreError(
                    f"{self._remote.query}: holds quads that this program did not write; an empty store is needed "
                    "(`rongqiao store URL --force` removes them)"
                )
            self._begin(self._base, shown=False)
            found = self._known()
        if found.directory != self._remote.directory:
            raise StoreError(
                f"{self._remote.query}: belongs to another data directory "
                "(`rongqiao store URL --force` makes it this one's)"
            )
        union = "server" if found.shown else "stored"
        if (found.base, found.format, found.union) != (self._base, str(FORMAT), union):
            self._begin(found.base, shown=found.shown)
            found = self._known()
        self._stored = not found.shown
        self.applied = found.applied

    def replace_all(self, contents: Contents, *, applied: int | None = None, annotated: bool = True) -> None:
        """As `Store.replace_all`. Blank nodes are IRIs here: SPARQL has no word for one that a server has."""
        steps: list[str] = []
        for portion in portions(skolemised(contents, self._base)):
            self._update(*steps)
            steps = self._replacing(portion, annotated=annotated)
        if applied is not None:
            steps.append(self._noting(applied))
        self._update(*steps)
        if applied is not None:
            self.applied = applied

    def load(self, contents: Contents) -> None:
        """As `Store.load`. What is there stays until its turn comes, so that queries go on."""
        self._wait()
        others = set(self._graphs(self._base))
        empty = not others
        for portion in portions(skolemised(contents, self._base)):
            self._update(
                *(filling(portion, union=self._stored) if empty else self._replacing(portion, annotated=False))
            )
            others.difference_update(portion)
        self._drop(others)
        if self._stored and not empty:  # the union, which was taken at its word, is made good
            ours = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), {Literal(self._base)}))"
            self._update(
                f"DELETE {{ ?s ?p ?o }} WHERE {{ {_STRAY} }}",
                f"INSERT {{ ?s ?p ?o }} WHERE {{ {ours} FILTER NOT EXISTS {{ ?s ?p ?o }} }}",
            )

    def flush(self) -> None:
        """Nothing: what a server has acknowledged is its own care, and `refresh` sees what it has lost."""

    def query(
        self,
        sparql: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        accept: Sequence[str] | None = None,
    ) -> Answer:
        """As `Store.query`. What is no query never leaves this machine."""
        kind = evaluate(
            self._parser,
            sparql,
            base=self._base,
            prefixes=self._prefixes,
            default_graphs=default_graphs,
            named_graphs=named_graphs,
        )
        used = "".join(f"PREFIX {name}: <{iri}> " for name, iri in self._prefixes.items() if f"{name}:" in sparql)
        whole, data_set = f"BASE {NamedNode(self._base)} {used}{sparql}", graphs(default_graphs, named_graphs)
        try:
            if isinstance(kind, QueryTriples):
                return graph_answer(self._server.triples(whole, parameters=data_set), accept, self._prefixes)
            with self._server.sound():
                return answer(self._server.rows(whole, parameters=data_set), accept, self._prefixes)
        except RequestError as error:
            raise QueryError(error.problem) from error

    def select(self, sparql: str, /, **bindings: Term) -> list[dict[str, Term]]:
        """As `Store.select`."""
        results = self._server.rows(_bound(sparql, bindings))
        with self._server.sound():
            assert isinstance(results, QuerySolutions), sparql
            return [row | bindings for row in rows_of(results)]

    def describe(self, iri: str, media_type: str) -> bytes | None:
        """As `Store.describe`."""
        found = describe(self.select, iri)
        return triples(found, media_type, self._prefixes) if found else None

    def _note(self) -> _Note | None:
        rows = self.select(_READ)
        if not rows:
            return None
        found = {text(row, "property"): text(row, "value") for row in rows}
        try:
            directory, base, form, union, applied = (
                found[name.value] for name in (_DIRECTORY, _BASE, _FORMAT, _UNION, _APPLIED)
            )
            return _Note(directory, base, form, union, int(applied), any("shown" in row for row in rows))
        except (KeyError, ValueError) as error:
            raise StoreError(f"{self._remote.query}: the note in the graph {NOTE.value} is damaged") from error

    def _known(self) -> _Note:
        """The note that has just been written."""
        found = self._note()
        if found is None:
            raise StoreError(f"{self._remote.query}: does not show what was written to {self._remote.update}")
        return found

    def _foreign(self) -> bool:
        """Whether there are quads where ours are to be."""
        found = self._server.rows(
            f"ASK {{ {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), {Literal(self._base)})) }} "
            f"UNION {{ {_STRAY} }} }}"
        )
        assert isinstance(found, QueryBoolean)
        return bool(found)

    def _begin(self, former: str, *, shown: bool) -> None:
        """Forgets the quads whose graphs begin with `former`, all that is in the default graph, and how far they were."""
        self._drop(self._graphs(former))
        values = {
            _DIRECTORY: Literal(self._remote.directory),
            _BASE: Literal(self._base),
            _FORMAT: Literal(str(FORMAT)),
            _UNION: Literal("server" if shown else "stored"),
            _APPLIED: Literal(0),
        }
        said = " ; ".join(f"{name} {value}" for name, value in values.items())
        note = f"INSERT DATA {{ GRAPH {NOTE} {{ {NOTE} {said} }} }}"
        self._update("DROP SILENT DEFAULT", f"DROP SILENT GRAPH {NOTE}", note)

    def _graphs(self, base: str) -> list[NamedNode]:
        rows = self.select(
            f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), {Literal(base)})) }}"
        )
        return [name for row in rows if isinstance(name := row.get("g"), NamedNode)]

    def _drop(self, found: Iterable[NamedNode]) -> None:
        names = iter(found)
        while some := list(islice(names, GRAPHS_AT_ONCE)):
            self._update(*(f"DROP SILENT GRAPH {name}" for name in some))

    def _replacing(self, portion: Portion, *, annotated: bool) -> list[str]:
        """Updates after which these graphs are what they are to be."""
        self._wait()
        listed = " ".join(map(str, portion))
        rows = self.select(f"SELECT ?g ?s ?p ?o {{ VALUES ?g {{ {listed} }} GRAPH ?g {{ ?s ?p ?o }} }}")
        before: Portion = defaultdict(set)
        for row in rows:
            graph, subject, predicate = (row[name] for name in "gsp")
            assert isinstance(graph, NamedNode)
            assert isinstance(subject, NamedNode | BlankNode)
            assert isinstance(predicate, NamedNode)
            before[graph].add(Quad(subject, predicate, row["o"], graph))
        return replacing(before, portion, union=self._stored, annotated=annotated)

    def _wait(self) -> None:
        """Until what is read is what will be replaced."""
        if not self._calm:
            self._update(self._noting(self.applied))

    def _noting(self, applied: int) -> str:
        """An update that notes how far we are, where the note is ours."""
        return (
            f"DELETE {{ GRAPH {NOTE} {{ {NOTE} {_APPLIED} ?n }} }} "
            f"INSERT {{ GRAPH {NOTE} {{ {NOTE} {_APPLIED} {Literal(applied)} }} }} "
            f"WHERE {{ GRAPH {NOTE} {{ {NOTE} {_DIRECTORY} {Literal(self._remote.directory)} ; {_APPLIED} ?n }} }}"
        )

    def _update(self, *steps: str) -> None:
        if steps:
            self._calm = False
            self._server.update(" ; ".join(steps))
            self._calm = True


def _bound(sparql: str, bindings: Mapping[str, Term]) -> str:
    """One of the project's own queries with terms in the place of variables, which are no longer projected then."""
    if not bindings:
        return sparql
    head, _, rest = sparql.partition("{")
    body, _, modifiers = rest.rpartition("}")
    variable = re.compile(rf"\?({'|'.join(bindings)})\b")  # all in one pass: what a term says is no variable
    body = variable.sub(lambda match: str(bindings[match[1]]), body)
    return f"{variable.sub('', head)}{{{body}}}{variable.sub('', modifiers)}"
