"""One data set after the other behind the real endpoint: a server on a socket, with worker processes on snapshots."""

import http.client
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from urllib.parse import urlencode

from pyoxigraph import Dataset, DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse, serialize
from w3c.manifests import BASE
from waitress import wasyncore
from waitress.server import create_server

from graph.access import Tokens
from graph.crew import Crew
from graph.hand import Limits
from graph.home import Home
from graph.snapshots import Snapshots
from server.app import create_app


class Shown:
    """What snapshots are taken of: the quads that were given last, in a store that is kept for all of them."""

    def __init__(self, folder: Path) -> None:
        self.applied = 0
        self._store = Store(folder)
        self._lock = Lock()
        self._written: set[str] = set()  # graphs that are otherwise than they were shown
        self._held = False

    def take(self, quads: Store) -> None:
        """Holds these quads, and the graphs that they are in, instead of those of before."""
        with self._lock:
            self._store.clear()
            for name in quads.named_graphs():
                self._store.add_graph(name)
            self._store.extend(quads)
            self._written, self._held = set(), False
            self.applied += 1

    def hold(self, quads: Store) -> None:
        """Holds these for updates only, which costs no snapshot: no query sees them, or what becomes of them."""
        with self._lock:
            self._store.clear()
            self._store.extend(quads)
            self._written |= {quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else "" for quad in quads}
            self._held = True

    @property
    def within(self) -> None:
        """All graphs may be written here, the default graph too."""

    def state(self, *, after: int) -> tuple[int, dict[str, bytes]]:
        """All that was ever written, where anything is not shown yet."""
        with self._lock:
            newer = self._held or after < self.applied
            return self.applied, {iri: self.contents(iri) for iri in self._written} if newer else {}

    def check(self, iri: str) -> None:
        """Nothing: every graph may be written."""

    def contents(self, iri: str) -> bytes:
        """What a graph holds."""
        triples = [quad.triple for quad in self._store.quads_for_pattern(None, None, None, _node(iri))]
        return serialize(triples, format=RdfFormat.N_TRIPLES) or b""

    def last(self, iri: str) -> int:
        """The last change, of whatever graph."""
        return self.applied

    def write(self, contents: Mapping[str, bytes], *, author: str, seen: int) -> int:
        """Makes the graphs hold this."""
        with self._lock:
            assert (author, seen) == ("w3c", self.applied)
            self._written |= contents.keys()
            self.applied += not self._held
            for iri, lines in contents.items():
                node = _node(iri)
                self._store.remove_graph(node)
                found = parse(lines, format=RdfFormat.N_TRIPLES)
                self._store.extend(Quad(q.subject, q.predicate, q.object, node) for q in found)
            return self.applied

    def quads(self) -> Dataset:
        """All that it holds."""
        return Dataset(self._store)

    def copy(self, target: Path) -> int:
        """Makes a store that can be opened."""
        with self._lock:
            self._store.backup(target)
            return self.applied


@dataclass
class Endpoint:
    """Where it answers, and what its workers read."""

    port: int
    shown: Shown
    snapshots: Snapshots
    token: str

    def show(self, quads: Store) -> None:
        """Answers from these from now on."""
        self.shown.take(quads)
        self.snapshots.release(self.snapshots.lease(after=self.shown.applied, patience=30))

    def ask(
        self, method: str, path: str, *, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Status, headers and body of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, {"Authorization": f"Bearer {self.token}"} | (headers or {}))
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def query(self, text: str, accept: str) -> tuple[int, str, bytes]:
        """Status, media type and body of the answer to a query, which shows what was given last."""
        body = urlencode({"query": text}).encode()
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        status, said, answer = self.ask("POST", "/sparql", body=body, headers=headers)
        if status == 200:
            assert said["Rongqiao-Change"] == str(self.shown.applied)
        return status, said.get_content_type(), answer


def _node(iri: str) -> NamedNode | DefaultGraph:
    return NamedNode(iri) if iri else DefaultGraph()


@contextmanager
def endpoint(folder: Path) -> Iterator[Endpoint]:
    """The application over a graph without articles, whose workers read what is shown."""
    shown = Shown(folder / "store")
    with Home(folder / "data", base=BASE) as home, home.own("test") as graph:
        snapshots = Snapshots(folder / "snapshots", shown)
        crew = Crew(snapshots, base=BASE, size=1, limits=Limits())
        app = create_app(graph, crew, at_once=1, written=shown)
        token = Tokens(home.path).create("w3c", ["update"])
        server = create_server(app, host="127.0.0.1", port=0, threads=2)
        thread = Thread(target=server.run)
        thread.start()
        crew.start()
        try:
            yield Endpoint(server.effective_port, shown, snapshots, token)
        finally:
            crew.stop()
            with suppress(OSError):
                server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
            thread.join()
            server.task_dispatcher.shutdown()
            crew.close()
