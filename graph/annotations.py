"""Users' own graphs, what people add to what articles say: one row a graph, and a note of who wrote which when.

A graph is kept as its N-Triples, each triple a line, in their order, so equal graphs are equal bytes; its blank nodes keep
the labels that they got when they were written, which no others have. One without a triple is none.
"""

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from ontology.iris import graph_iri

TABLES = (
    "CREATE TABLE graphs ("
    " name TEXT PRIMARY KEY, contents BLOB NOT NULL, triples INTEGER NOT NULL, bytes INTEGER NOT NULL)",
    "CREATE TABLE writes ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, graph TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL,"
    " added INTEGER NOT NULL, removed INTEGER NOT NULL)",
    "CREATE INDEX writes_by_graph ON writes (graph, id)",
    "CREATE INDEX changes_of_graphs ON changes (graph, seq) WHERE graph IS NOT NULL",
)
MOST = 16 << 20  # bytes of one graph's N-Triples: some 100,000 triples
MOST_OF_ALL = 256 << 20

_Entering: TypeAlias = Callable[[], AbstractContextManager[sqlite3.Connection]]
_WRITTEN = "SELECT MAX(seq) FROM changes WHERE graph = ?"


class OvertakenError(Exception):
    """A graph that was written by others since it was read; names it."""


class FullError(Exception):
    """A graph that would become larger than a graph, or all of them together, may be; names it. `whole` where the fault is
    that of all."""

    def __init__(self, message: str, *, whole: bool) -> None:
        super().__init__(message)
        self.whole = whole


@dataclass(frozen=True, slots=True)
class GraphRow:
    """A user's graph in a list, with its last write; `at` in UTC."""

    name: str
    triples: int
    bytes: int
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Write:
    """One write to a graph: who made it, when (UTC), and how many triples came and went."""

    author: str
    at: datetime
    added: int
    removed: int


class Annotations:
    """The users' graphs in a file of truths, by their names; `reading` and `writing` enter it, the latter for one
    transaction."""

    def __init__(self, reading: _Entering, writing: _Entering) -> None:
        self._reading = reading
        self._writing = writing

    def write(self, contents: Mapping[str, bytes], *, author: str, seen: int) -> int:
        """Makes these the graphs' N-Triples, b"" removing a graph: all of them or none, durable on return.

        `seen` is the number of the last change when they were read. Returns the number of the last change now. Raises
        OvertakenError where one of them was written since, and FullError.
        """
        now = datetime.now(UTC).replace(microsecond=0).isoformat()
        with self._writing() as db:
            for name, lines in contents.items():
                if (db.execute(_WRITTEN, (name,)).fetchone()[0] or 0) > seen:
                    raise OvertakenError(f"graph/{name}: somebody else has written it at the same time")
                self._put(db, name, lines, author, now)
            (total,) = db.execute("SELECT COALESCE(SUM(bytes), 0) FROM graphs").fetchone()
            if total > MOST_OF_ALL and any(contents.values()):
                raise FullError(f"all users' graphs together may have {MOST_OF_ALL:,} bytes of N-Triples", whole=True)
            return int(db.execute("SELECT COALESCE(MAX(seq), 0) FROM changes").fetchone()[0])

    def state(self, *, after: int) -> tuple[int, dict[str, bytes]]:
        """The number of the last change, and what the graphs hold that were written after that change; b"" of one that is
        gone."""
        with self._reading() as db:
            # One statement sees one moment.
            rows = db.execute(
                "SELECT changed.graph, contents, (SELECT COALESCE(MAX(seq), 0) FROM changes)"
                " FROM (SELECT NULL AS graph UNION SELECT graph FROM changes WHERE graph IS NOT NULL AND seq > ?) AS changed"
                " LEFT JOIN graphs ON name = changed.graph",
                (after,),
            ).fetchall()
        return rows[0][2], {name: _unpacked(packed) for name, packed, _ in rows if name is not None}

    def contents(self, name: str) -> bytes:
        """The N-Triples of a graph, b"" where there is none."""
        with self._reading() as db:
            row = db.execute("SELECT contents FROM graphs WHERE name = ?", (name,)).fetchone()
        return _unpacked(row[0] if row else None)

    def last(self, name: str) -> int:
        """The number of the last change of a graph, 0 where it was never written."""
        with self._reading() as db:
            return int(db.execute(_WRITTEN, (name,)).fetchone()[0] or 0)

    def names(self) -> list[str]:
        """The names of all graphs, in their order."""
        with self._reading() as db:
            return [name for (name,) in db.execute("SELECT name FROM graphs ORDER BY name")]

    def all(self) -> list[GraphRow]:
        """All graphs, in the order of their names."""
        sql = (
            "SELECT name, triples, bytes, author, at FROM graphs JOIN writes"
            " ON writes.id = (SELECT MAX(id) FROM writes WHERE graph = name) ORDER BY name"
        )
        with self._reading() as db:
            rows = db.execute(sql).fetchall()
        return [GraphRow(n, triples, size, who, datetime.fromisoformat(at)) for n, triples, size, who, at in rows]

    def writes(self, name: str) -> list[Write]:
        """Who wrote a graph, first to last; also of one that is gone."""
        sql = "SELECT author, at, added, removed FROM writes WHERE graph = ? ORDER BY id"
        with self._reading() as db:
            rows = db.execute(sql, (name,)).fetchall()
        return [Write(author, datetime.fromisoformat(at), added, removed) for author, at, added, removed in rows]

    def matter(self, *, after: int) -> bool:
        """Whether there are any, or were when the graph of all was at this change."""
        sql = (
            "SELECT EXISTS (SELECT 1 FROM graphs) OR EXISTS (SELECT 1 FROM changes WHERE graph IS NOT NULL AND seq > ?)"
        )
        with self._reading() as db:
            return bool(db.execute(sql, (after,)).fetchone()[0])

    def _put(self, db: sqlite3.Connection, name: str, lines: bytes, author: str, now: str) -> None:
        check_size(f"graph/{name}", lines)
        row = db.execute("SELECT contents FROM graphs WHERE name = ?", (name,)).fetchone()
        before, after = (set(text.splitlines()) for text in (_unpacked(row[0] if row else None), lines))
        if before == after:
            return
        if lines:
            values = (name, zlib.compress(lines), len(after), len(lines))
            db.execute("INSERT OR REPLACE INTO graphs VALUES (?, ?, ?, ?)", values)
        else:
            db.execute("DELETE FROM graphs WHERE name = ?", (name,))
        db.execute(
            "INSERT INTO writes (graph, author, at, added, removed) VALUES (?, ?, ?, ?, ?)",
            (name, author, now, len(after - before), len(before - after)),
        )
        db.execute("INSERT INTO changes (article, entities, graph) VALUES ('', '[]', ?)", (name,))


def lines_of(triples: Iterable[bytes]) -> bytes:
    """Lines of N-Triples as a graph is kept."""
    return b"".join(line + b"\n" for line in sorted(set(triples)))


def check_size(name: str, lines: bytes) -> None:
    """Raises FullError where a graph has more than one may have."""
    if len(lines) > MOST:
        raise FullError(f"{name}: {len(lines):,} bytes of N-Triples; a graph may have {MOST:,}", whole=False)


def graph(base: str, name: str, lines: bytes) -> tuple[NamedNode, Iterator[Quad]]:
    """A graph's node and its quads."""
    node = NamedNode(graph_iri(base, name))
    return node, quads(node, lines)


def quads(node: NamedNode | DefaultGraph, lines: bytes) -> Iterator[Quad]:
    """What lines of N-Triples say, in a graph."""
    found = parse(lines, format=RdfFormat.N_TRIPLES)
    return (Quad(quad.subject, quad.predicate, quad.object, node) for quad in found)


def migrate(db: sqlite3.Connection) -> None:
    """From schema 6, whose users had no graphs, to 7."""
    db.execute("ALTER TABLE changes ADD COLUMN graph TEXT")
    for table in TABLES:
        db.execute(table)


def _unpacked(packed: bytes | None) -> bytes:
    return zlib.decompress(packed) if packed else b""
