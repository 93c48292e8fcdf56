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
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from hashlib import sha256
from io import BytesIO
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
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
from corpus.article import Article
from extract.reading import Entity, Fact, Mention, Reading, Sentence
from graph.annotations import lines_of
from graph.dump import dump
from graph.graph import Graph
from graph.home import Home
from graph.ledger import Decision, DecisionError, of_json
from ontology.iris import DEFAULT_BASE, RDF, RQ, SCHEMA

SEQUENCES = int(os.environ.get("RONGQIAO_SEQUENCES", "10"))

PEOPLE = ("李明", "沈砚青", "王先生")
THINGS = ("雾桥科技", "雾桥", "青岚医院")
COPIED = (
    "这家由离职员工组成的社群如今有一万多名成员，分布在北京、深圳和杭州，过去三年里他们办了两百场活动，帮四十家公司找到了第一笔钱。"
    * 3
)
KINDS = ("merge", "split", "rename", "retype", "reject", "confirm", "alias", "note", "link", "undo")
LINES = 4000  # of the graph's sources that run in the longest of the steps which are broken off

Told = tuple[tuple[str, ...], tuple[str, ...], str, str, str, date | None, tuple[bool, ...]]


def article(name: str, told: Told, fingerprint: str) -> Reading:
    """An article and its reading: the persons and firms of whom it speaks, what the first person is to the first firm, when
    that was founded (and where both are), words before, a day; whether firms have another's name besides, all but the first are products, names
    are full ones, and the lexicon knows the persons."""
    people, firms, predicate, year, before, day, (alias, products, full, known) = told
    text, sentences, mentions, facts = before, [], [], []
    entities: dict[str, Entity] = {}
    for surface in people:
        entities[surface] = Entity(f"e{len(entities)}", "PER", surface, (), known=surface if known else "")
    for number, surface in enumerate(firms):
        other = (THINGS[number],) if alias and surface != THINGS[number] else ()
        called = (f"成都{surface}有限公司", (*other, surface)) if full else (surface, other)
        kind: Any = "PRODUCT" if products and number else "ORG"
        entities[surface] = Entity(f"e{len(entities)}", kind, *called)

    def say(words: str, *surfaces: str) -> tuple[int, int]:
        nonlocal text
        start, text = len(text), text + words
        sentences.append(Sentence(start, len(text)))
        for surface in surfaces:
            at, entity = start + words.index(surface), entities[surface]
            mentions.append(Mention(at, at + len(surface), surface, entity.type, entity.id, 0.9))
        return start, len(text)

    for surface in entities:
        say(f"{surface}在{name}里。", surface)
    if firms:
        firm, one = entities[firms[0]].id, entities[people[0]].id
        facts.append(
            Fact(one, predicate, firm, False, *say(f"{people[0]}与{firms[0]}有关。", people[0], firms[0]), 0.5)
        )
        facts.append(Fact(firm, "foundingDate", year, True, *say(f"{firms[0]}成立于{year}。", firms[0]), 0.5))
        where = "成都" if year == "2014" else "杭州"
        entities[where] = Entity(f"e{len(entities)}", "LOC", where)
        said = say(f"{people[0]}生于{where}，{firms[0]}总部位于{where}。", people[0], firms[0])
        facts += [
            Fact(end, of, entities[where].id, False, *said, 0.5)
            for end, of in ((one, "birthPlace"), (firm, "location"))
        ]
    return Reading(
        Article(name, "", text, day),
        fingerprint,
        tuple(sentences),
        tuple(mentions),
        (),
        tuple(entities.values()),
        tuple(facts),
    )


stories = st.tuples(
    st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True).map(tuple),
    st.lists(st.sampled_from(THINGS), max_size=3, unique=True).map(tuple),
    st.sampled_from(("worksFor", "formerEmployer")),
    st.sampled_from(("2014", "2014-09", "2016")),
    st.sampled_from(("", "快讯。", COPIED)),
    st.sampled_from((None, date(2020, 1, 1), date(2021, 1, 1))),
    st.tuples(*4 * [st.booleans()]),
)


def decide(home: Home, kind: str, one: int, other: int, third: int) -> None:
    """Takes a decision about some of what is there, unless that cannot be decided."""
    truths = home.truths
    locals_ = truths.entities_after("", limit=999)
    words: tuple[Any, ...] = (locals_[one % len(locals_)],) if locals_ else ()
    if kind == "undo":
        known = [made.id for made, in_force in truths.decisions() if in_force]
        words = (known[one % len(known)],) if known else ()
    elif kind in ("reject", "confirm"):
        stated = [
            (stored.names[f.subject], f.predicate, f.object if f.literal else stored.names[f.object])
            for stored in truths.stored_after("", limit=99)
            for f in stored.reading.facts
        ]
        words = stated[one % len(stated)] if stated else ()
        words += (truths.stored_after("", limit=1)[0].reading.article.id,) if words and third % 4 == 0 else ()
    elif kind == "link":
        words = words if words and third % 2 else ((*PEOPLE, *THINGS)[one % 6],)
        words += (f"Q{1 + other % 3}", ("", "", "ORG", "PER")[third % 4])
    elif words and kind == "merge":
        words += (locals_[other % len(locals_)],)
    elif words and kind == "split":
        articles = [s.reading.article.id for s in truths.stored_after("", limit=99) if words[0] in s.names.values()]
        words += (articles[: 1 + other % max(1, len(articles) - 1)],)
    elif words and kind == "retype":
        words += (("ORG", "PRODUCT", "PER")[other % 3],)
    elif words:
        words += (f"名{other % 3}",)
    if words:
        with suppress(DecisionError):  # such as of a merge of one thing with itself
            home.decide(lambda deciding: getattr(deciding, kind)(*words), author="编辑", reason="")


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

# What users say: much of it of parts of articles, as these say it themselves or otherwise.
SAID = tuple(
    line.replace("A", f"{DEFAULT_BASE}article/a").replace("RQ:", RQ).replace("SCHEMA:", SCHEMA).replace("RDF:", RDF)
    for line in (
        "<A0#c0> <RDF:type> <RQ:Claim> .",
        "<A0#s0> <RDF:type> <RQ:Sentence> .",
        "<A0#s0> <SCHEMA:isPartOf> <A0> .",
        "<A1#m0> <RDF:type> <RQ:Mention> .",
        "<A1> <RDF:type> <SCHEMA:NewsArticle> .",
        '<A1> <SCHEMA:datePublished> "never" .',
        '<A0#c0> <RQ:quote> "…"@zh .',
        "<A2#c1> <RQ:article> <A0> .",
        "_:one <RQ:note> _:other .",
        '_:other <RQ:note> "a\\nb" .',
        "<A1#c0> <RQ:note> _:one .",
    )
)


def kept(lines: Iterable[str]) -> bytes:
    """Triples as a graph is kept."""
    return lines_of(line.encode() for line in lines)


said = st.lists(st.sampled_from(SAID), max_size=6).map(kept)

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
        decide(self.home, kind, one, other, third)

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
            decide(self.home, kind, one, other, third)

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


DEEDS = ("put", "put", "put", "retract", "decide", "decide", "annotate", "follow", "rebuild")


def work(folder: str, seed: str, head: str) -> None:
    """What a process does that is to be killed: tells each deed before and after it."""
    chance = random.Random(seed)
    Clock.at = datetime.fromisoformat(head)
    with clock(), Home(Path(folder)) as home, home.own("test") as graph:
        while True:
            deed, name = chance.choice(DEEDS), f"a{chance.randrange(4)}"
            at = Clock.turn()
            if deed == "put":
                print("put", name, at.isoformat(), sep="\t", flush=True)
                put(home, article(name, drawn(at), "f0"), at)
            elif deed == "retract":
                print("retract", name, sep="\t", flush=True)
                home.retract(name)
            elif deed == "decide":
                decide(home, chance.choice(KINDS), *(chance.randrange(100) for _ in range(3)))
            elif deed == "annotate":
                lines = kept(chance.sample(SAID, chance.randrange(6)))
                print("annotate", name, lines.hex(), sep="\t", flush=True)
                annotate(home, name, lines)
            elif deed == "follow":
                graph.catch_up()
            elif chance.random() < 0.3:
                graph.rebuild()
            print("done", flush=True)


def drawn(at: datetime) -> Told:
    """What an article tells that comes at this moment, by chance."""
    chance = random.Random(at.isoformat())
    return (
        tuple(chance.sample(PEOPLE, chance.randint(1, 2))),
        tuple(chance.sample(THINGS, chance.randint(0, 3))),
        chance.choice(("worksFor", "formerEmployer")),
        chance.choice(("2014", "2014-09", "2016")),
        chance.choice(("", "快讯。", COPIED)),
        chance.choice((None, date(2020, 1, 1), date(2021, 1, 1))),
        tuple(chance.random() < 0.5 for _ in range(4)),
    )


WORK = """import sys; from importlib import util
spec = util.spec_from_file_location("reversible", sys.argv[1]); module = util.module_from_spec(spec)
sys.modules["reversible"] = module; spec.loader.exec_module(module); module.work(*sys.argv[2:])"""


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
