"""The process that answers strangers' queries, one at a time, on a snapshot: `python -m graph.worker`.

What it is asked comes on standard input, what it answers goes to standard output. The engine holds Python's one lock while it
evaluates, and cannot be interrupted: nothing in this process could stop a query, so the other side kills it.
"""

import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, cast

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple, serialize
from pyoxigraph import Store as Engine

from graph import confinement, editing, frames
from graph.annotations import FullError
from graph.answers import ROWS, TRIPLES, NotAcceptableError, QueryError, ReachError, chosen
from graph.evaluation import evaluate, told
from graph.frames import BEGUN, DATA, END, ERROR, HEAD
from graph.rows import Term
from ontology.iris import prefixes

PIECE = 1 << 18  # bytes that are sent together
MOST_QUERIES = 2_000  # that one process answers
GROWN = 64 << 20  # bytes by which it may have grown; then another takes its place, and the memory is the system's again
SHOWN = 1 << 18  # bytes of a graph that a page shows
MOST_OF_PAGE = 8 << 20  # bytes that a page's rows may have


class _Enough(Exception):  # noqa: N818  # nothing is wrong: a page shows the beginning only
    """As much has been written as is wanted."""


class _TooLargeError(Exception):
    """The answer has more bytes than an answer may have."""


class _Sink:
    """Sends what is written as pieces of an answer, its head before the first."""

    def __init__(self, pipe: IO[bytes], head: Mapping[str, Any], *, most: int, enough: int | None) -> None:
        self._pipe = pipe
        self._head: Mapping[str, Any] | None = head
        self._most = most
        self._enough = enough
        self._sent = 0
        self._held = bytearray()

    def write(self, piece: bytes) -> int:
        self._held += piece
        if len(self._held) >= PIECE:
            self.send(more=False)
        return len(piece)

    def flush(self) -> None:
        """Nothing: the engine calls it before it has ended."""

    def send(self, *, more: bool = True) -> None:
        """Sends what is held, by itself or with what follows at once. Raises _TooLargeError and _Enough."""
        if self._sent + len(self._held) > self._most:
            raise _TooLargeError
        if self._head is not None:
            frames.send(self._pipe, HEAD, self._head, more=True)
            self._head = None
        frames.send(self._pipe, DATA, bytes(self._held), more=more)
        self._sent += len(self._held)
        self._held.clear()
        if self._enough and self._sent >= self._enough:
            raise _Enough


class Worker:
    """Answers on one snapshot after another; `most` bytes are the longest answer, `services` may be called."""

    def __init__(self, pipe: IO[bytes], *, base: str, most: int, services: Sequence[str]) -> None:
        self._pipe = pipe
        self._base = base
        self._prefixes = prefixes(base)
        self._most = most
        self._services = services
        self._path: Path | None = None
        self._engine: Engine | None = None
        self._answered = 0
        self._first = 0  # bytes that it took up when it had opened its first snapshot

    def turn_to(self, path: Path) -> None:
        """Opens another snapshot than the one before."""
        if path != self._path:
            self._engine = None
            self._engine = Engine.read_only(str(path))
            self._path = path
            self._first = self._first or confinement.memory()

    def answer(self, kind: str, ask: Mapping[str, Any], scratch: Path) -> bool:
        """Answers one query, or works out one write; False where this was the last one that this process should answer."""
        cut = False
        try:
            if kind == "Question":
                cut = self._answer(ask)
            else:
                self._edit(kind, ask, scratch)
        except NotAcceptableError as error:
            frames.send(self._pipe, ERROR, {"what": "format", "message": str(error)}, more=True)
        except QueryError as error:
            place = {"line": error.line, "column": error.column}
            what = "reach" if isinstance(error, ReachError) else "query"
            frames.send(self._pipe, ERROR, {"what": what, "message": str(error)} | place, more=True)
        except FullError as error:
            frames.send(self._pipe, ERROR, {"what": "full", "message": str(error)}, more=True)
        except (_TooLargeError, MemoryError) as error:
            what = "bytes" if isinstance(error, _TooLargeError) else "memory"
            frames.send(self._pipe, ERROR, {"what": what, "message": ""}, more=True)
        self._answered += 1
        goes_on = self._answered < MOST_QUERIES and confinement.memory() <= self._first + GROWN
        frames.send(self._pipe, END, {"cut": cut, "last": not goes_on})
        return goes_on

    def _edit(self, kind: str, ask: Mapping[str, Any], scratch: Path) -> None:
        """Sends what graphs hold after a write."""
        assert self._engine is not None
        assert self._path is not None
        if kind == "Update":
            found = editing.updated(ask, base=self._base, snapshot=self._engine, path=self._path, scratch=scratch)
        else:
            found = editing.document(ask)
        sink = _Sink(self._pipe, {"kind": "write", "media_type": "application/json"}, most=self._most, enough=None)
        sink.write(json.dumps({iri: lines.decode() for iri, lines in found.items()}).encode())
        sink.send()

    def _answer(self, ask: Mapping[str, Any]) -> bool:
        """Sends head and data; whether the answer was cut."""
        assert self._engine is not None
        results = evaluate(
            self._engine,
            ask["sparql"],
            base=self._base,
            prefixes=self._prefixes,
            default_graphs=ask["default_graphs"],
            named_graphs=ask["named_graphs"],
            services=self._services,
        )
        media_type = chosen(results, ask["accept"])
        page = ask["rows"] is not None
        is_graph = isinstance(results, QueryTriples)
        kind = "graph" if is_graph else "boolean" if isinstance(results, QueryBoolean) else "solutions"
        most = min(self._most, MOST_OF_PAGE) if page else self._most
        sink = _Sink(
            self._pipe, {"kind": kind, "media_type": media_type}, most=most, enough=SHOWN if page and is_graph else None
        )
        out = cast(IO[bytes], sink)  # of which the engine needs no more than that
        try:
            with told():
                if isinstance(results, QueryTriples):
                    # No triple stands twice; the engine gives one for each solution.
                    found = dict.fromkeys(results)
                    serialize(found, out, format=TRIPLES[media_type], prefixes=self._prefixes)
                elif page and isinstance(results, QuerySolutions):
                    sink.write(first_rows(results, ask["rows"]))
                else:
                    results.serialize(out, format=ROWS[media_type])
            sink.send()
        except _Enough:
            return True
        return False


def first_rows(results: QuerySolutions, most: int) -> bytes:
    """SPARQL JSON with the first rows, in which `total` counts all."""
    names = [variable.value for variable in results.variables]
    rows, total = [], 0
    for row in results:
        total += 1
        if total <= most:
            rows.append({name: _json(term) for name, term in zip(names, row, strict=True) if term is not None})
    return json.dumps({"head": {"vars": names}, "results": {"bindings": rows}, "total": total}).encode()


def _json(term: Term) -> dict[str, Any]:
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Literal():
            form = {"type": "literal", "value": term.value}
            if term.language:
                form["xml:lang"] = term.language
            elif term.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
                form["datatype"] = term.datatype.value
            return form
        case Triple():
            parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
            return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}


def main(arguments: Sequence[str]) -> None:
    """Answers until the other side closes the pipe.

    `arguments`: the base of IRIs, bytes of an answer, megabytes, and the addresses that queries may call. Where there are
    any the guard alone sees to it that no others are called.
    """
    base, most, megabytes, services = arguments[0], int(arguments[1]), int(arguments[2]), arguments[3:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all, and the server tells when to end
    confinement.end_with_reader(2)
    confinement.limit_memory(megabytes)
    if not services:
        confinement.cut_off()
    answers = os.fdopen(os.dup(1), "wb", PIECE)
    os.dup2(2, 1)  # whoever prints does not print into an answer
    worker = Worker(answers, base=base, most=most, services=services)
    while True:
        try:
            _, payload = frames.receive(sys.stdin.buffer)
        except EOFError:
            return
        ask = json.loads(payload)
        confinement.limit_time(ask["seconds"])
        worker.turn_to(Path(ask["snapshot"]))
        frames.send(answers, BEGUN, b"")
        if ask["question"] is not None and not worker.answer(ask["kind"], ask["question"], Path(ask["scratch"])):
            return


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except BrokenPipeError:  # nobody is left to answer
        os._exit(1)
