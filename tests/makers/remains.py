"""What remains of all that happened to a data directory, and whether its graph is the one that a new directory makes of
that; the clock by which it happens, and crashes in the midst of it."""

import os
import random
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import FrameType
from typing import Any
from unittest.mock import patch

from makers.stories import PEOPLE, THINGS
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
)

import graph as graph_package
from extract.reading import Reading
from graph.dump import dump
from graph.graph import Graph
from graph.home import Home
from graph.ledger import Decision, of_json
from ontology.iris import DEFAULT_BASE


class Clock(datetime):
    """The time of day of everything that happens here: a second later whenever it is turned on."""

    at = datetime(2026, 1, 1)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        """The present moment."""
        return cls.at.replace(tzinfo=tz)

    @classmethod
    def turn(cls) -> datetime:
        """Goes on by a second."""
        cls.at += timedelta(seconds=1)
        return cls.at


@contextmanager
def clock() -> Iterator[None]:
    """Articles, runs and decisions get their times from the clock."""
    with ExitStack() as stack:
        for module in ("records", "runs", "ledger", "annotations"):
            stack.enter_context(patch(f"graph.{module}.datetime", Clock))
        yield


class CrashError(BaseException):
    """Ends what happens, as the end of the process would."""


@contextmanager
def crash(line: int) -> Iterator[None]:
    """Breaks off at the line of the graph's sources that is the `line`-th to run in here, if so many do."""
    folder, before, left = os.path.dirname(graph_package.__file__), sys.gettrace(), line

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal left
        if not frame.f_code.co_filename.startswith(folder):
            return None
        if event == "line":
            left -= 1
            if left == 0:
                raise CrashError
        return trace

    sys.settrace(trace)
    try:
        with suppress(CrashError):
            yield
    finally:
        sys.settrace(before)


def canonical(graph: Graph) -> str:
    """The hash of the canonical form of all quads, entities and what is called after them being blank nodes."""
    blank: dict[str, BlankNode] = {}

    def node(term: Any) -> Any:
        if isinstance(term, NamedNode) and term.value.startswith(
            tuple(f"{DEFAULT_BASE}{kind}/" for kind in ("entity", "conflict", "link"))
        ):
            return blank.setdefault(term.value, BlankNode())
        return term

    dumped = parse(graph._derived.store.dump(), format=RdfFormat.N_QUADS)
    data = Dataset(Quad(node(q.subject), q.predicate, node(q.object), node(q.graph_name)) for q in dumped)
    data.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sha256("\n".join(sorted(str(quad) for quad in data)).encode()).hexdigest()


Annotated = dict[str, bytes]  # the N-Triples of users' graphs

Remaining = dict[str, tuple[Reading, datetime, datetime]]  # what is read, when the text came, when the run began


def put(home: Home, reading: Reading, at: datetime) -> None:
    """Puts a reading by a run of its own."""
    Clock.at = at
    with home.history.run("test", reading.fingerprint) as run:
        home.put(reading, run=run)


def after(remaining: Remaining, reading: Reading, at: datetime) -> Remaining:
    """What remains when an article has been put."""
    name = reading.article.id
    before, came, _ = remaining.get(name, (None, at, at))
    if before == reading:
        return remaining
    same = before is not None and before.article == reading.article
    return remaining | {name: (reading, came if same else at, at)}


def present(home: Home) -> dict[str, tuple[str, datetime, datetime]]:
    """Text, time of ingestion and beginning of the run of each article."""
    return {
        one.reading.article.id: (
            f"{one.reading.article} {one.reading.fingerprint}",
            one.ingested.replace(tzinfo=None),
            one.run.started.replace(tzinfo=None) if one.run and one.run.started else datetime.min,
        )
        for one in home.truths.stored_after("", limit=99)
    }


def expected(remaining: Remaining) -> dict[str, tuple[str, datetime, datetime]]:
    """What `present` has to tell."""
    return {name: (f"{r.article} {r.fingerprint}", came, ran) for name, (r, came, ran) in sorted(remaining.items())}


def annotate(home: Home, name: str, lines: bytes) -> None:
    """A user writes a graph."""
    home.annotations.write({name: lines}, author="读者", seen=home.truths.head())


def annotated(home: Home) -> Annotated:
    """What users' graphs there are."""
    return {name: home.annotations.contents(name) for name in home.annotations.names()}


def fresh(folder: Path, remaining: Remaining, decisions: list[Decision], annotations: Annotated, seed: int) -> str:
    """The hash of a graph in a new directory, into which all this is put in some order."""
    with Home(folder) as home:
        everything: list[Any] = [*remaining.values(), *decisions, *annotations]
        for one in random.Random(seed).sample(everything, len(everything)):
            if isinstance(one, Decision):
                assert home.truths.take(of_json(one.to_json()))
                continue
            if isinstance(one, str):
                annotate(home, one, annotations[one])
                continue
            reading, came, ran = one
            if came != ran:  # the text was there before this reading of it
                put(home, replace(reading, fingerprint="before", facts=()), came)
            put(home, reading, ran)
        with home.own("test") as graph:
            graph.catch_up()
            return canonical(graph)


def compare(home: Home, folder: Path, graph: Graph, remaining: Remaining, seed: int) -> None:
    """Fails where the graph is not that of what remains."""
    assert present(home) == expected(remaining)
    graph.catch_up()
    followed, shown = canonical(graph), state(graph)
    graph.rebuild()
    assert state(graph) == shown
    dumped = BytesIO()
    dump(home.truths, dumped, "nquads", lambda done, total: None)
    quads = parse(graph._derived.store.dump(), format=RdfFormat.N_QUADS)
    assert set(parse(dumped.getvalue(), format=RdfFormat.N_QUADS)) == {
        q for q in quads if q.graph_name != DefaultGraph()
    }
    decisions = [made for made, in_force in home.truths.decisions() if in_force and made.kind != "undo"]
    assert fresh(folder, remaining, decisions, annotated(home), seed) == followed


def state(graph: Graph) -> tuple[list[bytes], list[Any], list[Any]]:
    """Everything that a graph shows, by its names: its quads, what its index finds, and what it suggests."""
    hits = [hit for asked in (*PEOPLE, *THINGS, "名1", "成员") for hit in graph.search(asked, limit=200).hits]
    found = [(h.kind, h.entity or "", h.article or "", h.start, h.text, h.articles) for h in hits]
    suggested = [graph.suggest(typed, limit=50) for typed in ("l", "s", "w", "q", "成", "杭")]
    return sorted(graph._derived.store.dump().splitlines()), sorted(found), suggested
