"""Reversible by proof: whatever articles came, were replaced and went, whatever was decided and undone, and wherever it
crashed, the graph is the one that a new directory makes of what remains, put there in another order.

Compared are the hashes of the canonical forms (RDFC-1.0) of everything in the stores, the union too. Only one thing differs
by design: local names tell what came first. So the IRIs that hold one are blank nodes there, which the canonical form
names by what is said of them; against a rebuild in the same directory the IRIs themselves are compared.

Ten sequences in every run. For a long one: RONGQIAO_SEQUENCES=2000 pytest tests/graph/test_reversible.py
"""

import gc
import os
import random
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from makers.remains import (
    Annotated,
    Clock,
    Remaining,
    after,
    annotate,
    annotated,
    clock,
    compare,
    crash,
    expected,
    present,
    put,
)
from makers.stories import KINDS, Told, article, attempt, drawn, said, stories

from graph.graph import Graph
from graph.home import Home

SEQUENCES = int(os.environ.get("RONGQIAO_SEQUENCES", "10"))
LINES = 4000  # of the graph's sources that run in the longest of the steps which are broken off

names = st.sampled_from(("a0", "a1", "a2", "a3"))
lines = st.one_of(st.integers(1, 60), st.integers(1, LINES))
choices = st.integers(0, 99)


class Sequence(RuleBasedStateMachine):
    """Deeds in any order on one data directory; at the end it is compared with a new one."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.stack = ExitStack()
        self.stack.callback(shutil.rmtree, self.folder)
        self.stack.enter_context(clock())
        Clock.at = datetime(2026, 1, 1)
        self.home = self.stack.enter_context(Home(self.folder / "data"))
        self.owning: Any = None
        self.remaining: Remaining = {}
        self.fingerprints = count()
        self.seed = 0
        self.open()

    def open(self) -> None:
        """Takes hold of the graph."""
        self.owning = self.home.own("test")
        self.graph: Graph = self.owning.__enter__()

    def close(self) -> None:
        """Lets go of it."""
        owning, self.owning = self.owning, None
        del self.graph
        owning.__exit__(None, None, None)

    def abandon(self) -> None:
        """Lets go of the files without anything else that an orderly end does."""
        with patch("graph.store.QuadStore.flush"):
            self.close()
        gc.collect()  # the engine lets go of its lock with the last object that knows it

    @initialize(seed=choices)
    def begin(self, seed: int) -> None:
        """The order in which the new directory gets everything."""
        self.seed = seed

    @rule(name=names, told=stories, version=st.integers(0, 1))
    def put(self, name: str, told: Told, version: int) -> None:
        """An article comes, gets another text, or is read otherwise."""
        reading, at = article(name, told, f"f{version}"), Clock.turn()
        put(self.home, reading, at)
        self.remaining = after(self.remaining, reading, at)

    @rule(name=names, facts=st.integers(0, 1))
    def read_again(self, name: str, facts: int) -> None:
        """The same text is read otherwise."""
        if name in self.remaining:
            reading, at = self.remaining[name][0], Clock.turn()
            reading = replace(reading, fingerprint=f"r{next(self.fingerprints)}", facts=reading.facts[facts:])
            put(self.home, reading, at)
            self.remaining = after(self.remaining, reading, at)

    @rule(name=names)
    def retract(self, name: str) -> None:
        """An article goes."""
        assert self.home.retract(name) == (name in self.remaining)
        self.remaining.pop(name, None)

    @rule(kind=st.sampled_from(KINDS), one=choices, other=choices, third=choices)
    def decide(self, kind: str, one: int, other: int, third: int) -> None:
        """Somebody decides, or undoes a decision."""
        Clock.turn()
        attempt(self.home.truths, kind, one, other, third)

    @rule(name=st.sampled_from(("g0", "g1/x")), lines=said, line=st.none() | lines)
    def annotate(self, name: str, lines: bytes, line: int | None) -> None:
        """A user's graph is written, or removed, or not: the process breaks off."""
        Clock.turn()
        before = annotated(self.home)
        wanted = {other: kept for other, kept in (before | {name: lines}).items() if kept}
        with crash(line) if line else nullcontext():
            annotate(self.home, name, lines)
        assert annotated(self.home) in ((before, wanted) if line else (wanted,))

    @rule()
    def catch_up(self) -> None:
        """The graph follows."""
        self.graph.catch_up()

    @rule()
    def rebuild(self) -> None:
        """The graph is made anew."""
        self.graph.rebuild()

    @rule()
    def reopen(self) -> None:
        """Another process takes over."""
        self.close()
        self.open()

    @rule(line=lines, reopened=st.booleans(), anew=st.booleans())
    def crash_following(self, line: int, reopened: bool, anew: bool) -> None:
        """Following, or a rebuild, breaks off; the same process goes on, or another one."""
        with crash(line):
            self.graph.rebuild() if anew else self.graph.catch_up()
        if reopened:
            self.abandon()
            self.open()

    @rule(name=names, told=st.none() | stories, line=lines)
    def crash_putting(self, name: str, told: Told | None, line: int) -> None:
        """An article comes or goes, or does not, for the process breaks off."""
        at, before = Clock.turn(), self.remaining
        if told:
            reading = article(name, told, "f0")
            wanted = after(before, reading, at)
            with crash(line):
                put(self.home, reading, at)
        else:
            wanted = {other: kept for other, kept in before.items() if other != name}
            with crash(line):
                self.home.retract(name)
        self.remaining = wanted if present(self.home) == expected(wanted) else before

    @rule(kind=st.sampled_from(KINDS), one=choices, other=choices, third=choices, line=lines)
    def crash_deciding(self, kind: str, one: int, other: int, third: int, line: int) -> None:
        """A decision is taken or not: the process breaks off."""
        Clock.turn()
        with crash(line):
            attempt(self.home.truths, kind, one, other, third)

    def teardown(self) -> None:
        """Compares."""
        try:
            if self.owning is not None:
                compare(self.home, self.folder / "fresh", self.graph, self.remaining, self.seed)
        finally:
            if self.owning is not None:
                self.close()
            self.stack.close()


TestSequences = Sequence.TestCase
TestSequences.settings = settings(
    max_examples=SEQUENCES,
    stateful_step_count=20 if SEQUENCES < 100 else 30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


WORK = """import sys; from pathlib import Path
sys.path.append(str(Path(sys.argv[1]).parents[1]))  # where `makers` is
from makers.working import work; work(*sys.argv[2:])"""


@pytest.mark.parametrize("seed", range(max(1, SEQUENCES // 20)))
def test_after_kill_minus_nine_the_graph_is_that_of_what_remains(tmp_path: Path, seed: int) -> None:
    """Two processes on one directory, each killed in the midst of its work."""
    chance, remaining, graphs = random.Random(seed), Remaining(), Annotated()
    with clock():
        for number in range(2):
            head = datetime(2026, 1, 1 + number)
            words = [sys.executable, "-c", WORK, __file__, str(tmp_path / "data"), f"{seed} {number}", head.isoformat()]
            process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
            assert process.stdout
            told = [process.stdout.readline() for _ in range(chance.randint(5, 120))]
            process.kill()
            told += process.communicate()[0].splitlines()
            before, earlier = remaining, graphs
            for line in told:
                before, earlier = remaining, graphs
                match line.strip().split("\t"):
                    case ["annotate", name, *lines]:
                        graphs = {other: kept for other, kept in graphs.items() if other != name}
                        graphs |= {name: bytes.fromhex(lines[0])} if lines else {}
                    case ["put", name, said]:
                        at = datetime.fromisoformat(said)
                        remaining = after(remaining, article(name, drawn(at), "f0"), at)
                    case ["retract", name]:
                        remaining = {other: kept for other, kept in remaining.items() if other != name}
            with Home(tmp_path / "data") as home, home.own("test") as graph:
                if present(home) != expected(remaining):
                    remaining = before  # the last deed had not been done
                if annotated(home) != graphs:
                    graphs = earlier
                assert annotated(home) == graphs
                compare(home, tmp_path / f"fresh{number}", graph, remaining, seed)
