"""The W3C's tests of SPARQL, as their manifests list them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

import pytest
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, RdfFormat, Store

from graph.tokens import tokens

SUITES = Path(__file__).parents[3] / "shared" / "rdf-tests" / "sparql"
# As if all files lay there: relative IRIs of queries and of data mean the same. Nothing answers at this port, nor is any name
# looked up, when a query of a test calls a service.
BASE = "http://127.0.0.1:9/tests/"

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_FROM = re.compile(r"^\s*FROM\s+(?:NAMED\s+)?<([^>]*)>", re.IGNORECASE | re.MULTILINE)
FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".n3": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
}


@dataclass(frozen=True, slots=True)
class DataSet:
    """Files of the default graph, and those of named graphs by the graph's IRI."""

    default: tuple[Path, ...] = ()
    named: tuple[tuple[str, Path], ...] = ()

    def fill(self, store: Store) -> None:
        """Adds what the files hold."""
        for path in self.default:
            whole = path.suffix in (".trig", ".nq")
            store.load(
                path=path,
                format=FORMATS[path.suffix],
                base_iri=BASE + path.name,
                to_graph=None if whole else DefaultGraph(),
            )
        for name, path in self.named:
            store.add_graph(NamedNode(name))
            store.load(path=path, format=FORMATS[path.suffix], base_iri=BASE + path.name, to_graph=NamedNode(name))


@dataclass(frozen=True)
class Entry:
    """One test. `kind` is its class, such as `QueryEvaluationTest`; `request` the file of its query or update."""

    manifest: str  # such as sparql11/aggregates
    name: str
    kind: str
    request: Path | None
    data: DataSet
    result: Path | None  # what a query comes to
    after: DataSet  # what an update leaves
    services: tuple[tuple[str, Path], ...]  # what other servers would hold, by their address
    is_lax: bool  # whether solutions may come more or less often than the result says

    @cached_property
    def text(self) -> str:
        """The query or update."""
        assert self.request
        return self.request.read_bytes().decode("utf-8")

    @property
    def id(self) -> str:
        """A name that no other test of all suites has."""
        return f"{self.manifest}/{self.name}"

    @property
    def is_negative(self) -> bool:
        """Whether the text is to be refused."""
        return self.kind.startswith("Negative")

    @property
    def is_ordered(self) -> bool:
        """Whether the query orders its solutions."""
        depth, before = 0, ""
        for token in tokens(self.text):
            depth += (token.text == "{") - (token.text == "}")
            if token.kind == "word":
                if depth == 0 and (before, token.text.upper()) == ("ORDER", "BY"):
                    return True
                before = token.text.upper()
        return False


def manifest(name: str, *, file: str = "manifest.ttl") -> list[Entry]:
    """The tests of one manifest, `name` being its folder; skips the test where the suites are not there."""
    if not SUITES.exists():
        pytest.skip("the W3C tests are not there")
    return list(Manifest(name, SUITES / name / file).entries())


class Manifest:
    """A manifest as RDF."""

    def __init__(self, name: str, path: Path) -> None:
        self._name = name
        self._folder = path.parent
        self._base = path.as_uri()
        self._store = Store()
        self._store.load(path=path, format=RdfFormat.TURTLE, base_iri=self._base)

    def entries(self) -> Iterator[Entry]:
        """Its tests of queries and updates."""
        return map(self._entry, self.nodes())

    def nodes(self) -> list[NamedNode]:
        """Its tests."""
        lists = self._store.quads_for_pattern(None, NamedNode(MF + "entries"), None)
        return [node for quad in lists for node in self.members(quad.object)]

    def _entry(self, node: NamedNode) -> Entry:
        action, result = self.one(node, MF + "action"), self.one(node, MF + "result")
        request = action
        if not isinstance(action, NamedNode):
            request = self.one(action, QT + "query") or self.one(action, UT + "request")
        is_update = self.one(action, UT + "request") is not None
        path = self.path(request)
        return Entry(
            manifest=self._name,
            name=node.value.rpartition("#")[2],
            kind=self.one(node, RDF + "type").value.rpartition("#")[2],
            request=path,
            data=self._data(action, path),
            result=self.path(result) if isinstance(result, NamedNode) and not is_update else None,
            after=self._data(result),
            services=tuple(
                (self.one(each, QT + "endpoint").value, self.path(self.one(each, QT + "data")))
                for each in self.every(action, QT + "serviceData")
            ),
            is_lax=self.one(node, MF + "resultCardinality") == NamedNode(MF + "LaxCardinality"),
        )

    def _data(self, node: NamedNode | BlankNode | None, query: Path | None = None) -> DataSet:
        if not isinstance(node, BlankNode):
            return DataSet()
        default = [self.path(each) for space in (QT, UT) for each in self.every(node, space + "data")]
        named = [(BASE + path.name, path) for each in self.every(node, QT + "graphData") if (path := self.path(each))]
        for each in self.every(node, UT + "graphData"):
            path = self.path(self.one(each, UT + "graph") or self.one(each, UT + "data"))
            named.append((self.one(each, LABEL).value, path))
        for name in _FROM.findall(query.read_text("utf-8")) if query else ():  # a query may name its data itself
            if (path := self._folder / name).is_file() and (BASE + name, path) not in named:
                named.append((BASE + name, path))
        return DataSet(tuple(sorted(default)), tuple(sorted(named)))

    def members(self, node) -> list:
        """What is in a list."""
        found = []
        while node is not None and node != NamedNode(RDF + "nil"):
            found.append(self.one(node, RDF + "first"))
            node = self.one(node, RDF + "rest")
        return found

    def path(self, node: NamedNode | BlankNode | None) -> Path | None:
        """The file that a node names."""
        if not isinstance(node, NamedNode) or not node.value.startswith("file:"):
            return None
        return Path(unquote(node.value.removeprefix("file://")))

    def every(self, node, name: str) -> list:
        """The values of a property."""
        if not isinstance(node, NamedNode | BlankNode):
            return []
        return [quad.object for quad in self._store.quads_for_pattern(node, NamedNode(name), None)]

    def one(self, node, name: str):
        """The value of a property, None where it has none."""
        return next(iter(self.every(node, name)), None)
