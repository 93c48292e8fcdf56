"""Kills a process that works on a data directory at a random moment, again and again (SIGKILL: no clean-up of any kind),
and looks each time whether what it had acknowledged is there, nothing is half, and graph and index are those that a
rebuild makes of the truths. Ends with 1 at the first violation, and keeps the directory.

    python benchmarks/kills.py [--kills 200] [--seed 7]
"""

import argparse
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

import invention

import graph.store
from extract.reading import Reading
from graph.backup import back_up, restore
from graph.graph import Graph
from graph.home import Home
from graph.owner import OwnedError

ARTICLES = 14  # that there may be at a time
SHAPES = 6  # the shortest ones of the sample
STEPS = 60  # of a plan: more than a process gets done
LONGEST = 1.2  # seconds until the process is killed
ASKED = ("科技", "集团", "张", "王强", "临", "公司", "大学 医院", "zhang")

State: TypeAlias = (
    tuple[int, int] | None
)  # text and reading of an article, by their numbers; None where it is not there
Step: TypeAlias = tuple[str, int, State]  # what is done, the article concerned, and what that is then
Kept: TypeAlias = dict[int, State]
Parts: TypeAlias = tuple[list[Reading], dict[str, list[str]], list[str]]  # shapes, and words to fill them with


class ViolationError(Exception):
    """What should not be."""


def main() -> None:
    """Prints how it goes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    context = multiprocessing.get_context("forkserver")  # which imports once, and has no engine open when it forks
    context.set_forkserver_preload(["graph.backup", "graph.home", "invention"])
    shapes = sorted(invention.shapes(), key=lambda shape: len(shape.article.text))[:SHAPES]
    parts = (shapes, *invention.words(random.Random(options.seed), shapes))
    folder, chance = Path(tempfile.mkdtemp(prefix="rongqiao-kills-")), random.Random(options.seed)
    kept: Kept = {}
    killed: Counter[str] = Counter()
    started = time.monotonic()
    for number in range(1, options.kills + 1):
        act = tuple(ACTS)[number % len(ACTS)]
        plan = list(islice(ACTS[act](chance, dict(kept), number * STEPS), STEPS))
        after = chance.uniform(0, LONGEST)
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=work, args=(folder, parts, plan, theirs, number % 2 == 0))
        process.start()
        theirs.close()
        ours.recv()  # it is about to begin
        time.sleep(after)
        process.kill()
        process.join()
        done = 0
        with suppress(EOFError):
            while True:
                done = ours.recv()
        try:
            kept = check(folder, parts, kept, plan, done)
        except Exception as error:
            print(f"kill {number} (--seed {options.seed}, {act}, after {after:.3f} s and {done} of {plan}): {error!r}")
            print(f"the directory is kept: {folder}")
            sys.exit(1)
        killed[act] += 1
        if number % 10 == 0 or number == options.kills:
            line = ", ".join(f"{count} in {name}" for name, count in sorted(killed.items()))
            print(f"{number:4} kills, {time.monotonic() - started:5.0f} s: {line}; no violation", flush=True)
    shutil.rmtree(folder)


def work(folder: Path, parts: Parts, plan: list[Step], end: Connection, files: bool) -> None:
    """Does what is planned and tells after each step how many are done; `files` loads each new article by a file."""
    graph.store.WORTH_A_FILE = 1 if files else graph.store.WORTH_A_FILE
    end.send(0)
    with Home(folder / "data") as home, home.own("kills") as owned, home.history.run("kills", "v") as run:
        for done, (step, number, state) in enumerate(plan, 1):
            if step == "put":
                home.put(reading(parts, number, state), run=run)
            elif step == "again":
                home.put(reading(parts, number, state), run=run, again=True)
            elif step == "retract":
                home.retract(f"a{number}")
            elif step == "rebuild":
                owned.rebuild()
            elif step == "backup":
                back_up(home, folder / "backup", quiet)
            else:
                owned.catch_up()
            end.send(done)
        time.sleep(10 * LONGEST)  # to be killed


def check(folder: Path, parts: Parts, kept: Kept, plan: list[Step], done: int) -> Kept:
    """What is there now; raises ViolationError where that cannot be after so many steps of the plan, or one more."""
    before, after = dict(kept), dict(kept)
    for place, (step, number, state) in enumerate(plan[: done + 1], 1):
        if step in ("put", "again", "retract"):
            before |= {number: state} if place <= done else {}
            after[number] = state
    with Home(folder / "data") as home:
        found = present(home, parts, before | after)
        if found not in ({n: s for n, s in kept.items() if s} for kept in (before, after)):
            raise ViolationError(f"there is {found}, acknowledged was {before}")
        for _ in range(100):
            with suppress(OwnedError), home.own("check") as owned:
                owned.catch_up()
                shown = state_of(owned)
                owned.rebuild()
                if state_of(owned) != shown:
                    raise ViolationError("graph or index are not those of the truths")
                break
        else:
            raise ViolationError("the graph stays owned")
    if any(step == "backup" for step, _, _ in plan):
        check_backup(folder, parts, kept, plan, done)
    return found


def check_backup(folder: Path, parts: Parts, kept: Kept, plan: list[Step], done: int) -> None:
    """The backup is of the moment of the last one that was acknowledged, or of the one that was being made."""
    moments, now = [], dict(kept)
    for place, (step, number, state) in enumerate(plan[: done + 1], 1):
        if step != "backup":
            now[number] = state
        elif place <= done:
            moments = [dict(now)]
        else:
            moments.append(dict(now))
    if not any(step == "backup" for step, _, _ in plan[:done]):
        return  # an older one, or none
    with tempfile.TemporaryDirectory() as again:
        restore(folder / "backup", Path(again, "data"), force=False, progress=quiet)
        with Home(Path(again, "data")) as home:
            found = present(home, parts, now)
    if found not in ({n: s for n, s in moment.items() if s} for moment in moments):
        raise ViolationError(f"the backup holds {found}, none of {moments}")


def present(home: Home, parts: Parts, may_be: Kept) -> Kept:
    """The articles that are there, each of them whole."""
    found: Kept = {}
    for row in home.articles(limit=10 * ARTICLES):
        number, stored = int(row.id[1:]), home.truths.stored(row.id)
        if number not in may_be or stored is None or stored.run is None:
            raise ViolationError(f"{row.id} should not be there, or lacks its reading or its run")
        text, version = map(int, stored.reading.fingerprint.split("."))
        if stored.reading != reading(parts, number, (text, version)):
            raise ViolationError(f"{row.id} is not the reading {text}.{version}")
        found[number] = (text, version)
    return found


def state_of(owned: Graph) -> tuple[list[bytes], list[object]]:
    """All that a graph shows: its quads, and what its index finds."""
    quads = owned.query("SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }", accept=["text/tab-separated-values"]).body
    union = owned.query("SELECT ?s ?p ?o { ?s ?p ?o }", accept=["text/tab-separated-values"]).body
    hits = [hit for asked in ASKED for hit in owned.search(asked, limit=500).hits]
    seen = [(h.kind, h.entity or "", h.article or "", h.start, h.text, h.title, h.articles) for h in hits]
    return sorted(quads.splitlines()) + sorted(union.splitlines()), sorted(seen)


def reading(parts: Parts, number: int, state: State) -> Reading:
    """The article with this number in this state, the same in every process."""
    assert state
    text, version = state
    (shapes, names, letters), chance = parts, random.Random(f"{number} {text}")
    made = invention.invent(chance, shapes[(number + text) % len(shapes)], names, letters, f"a{number}")
    return replace(made, fingerprint=f"{text}.{version}", facts=made.facts[version % 4 :])


def quiet(done: int, total: int) -> None:
    """Nobody looks."""


def ingesting(chance: random.Random, now: Kept, first: int) -> Iterator[Step]:
    """Articles come that were not there; the oldest go."""
    for place in range(first, first + STEPS):
        while len(there := [n for n, s in now.items() if s]) >= ARTICLES:
            now[there[0]] = None
            yield "retract", there[0], None
        now[place] = (0, 0)
        yield "put", place, (0, 0)
        if chance.random() < 0.3:
            yield "catch up", 0, None


def replacing(chance: random.Random, now: Kept, first: int) -> Iterator[Step]:
    """Articles get other texts."""
    for place in range(first, first + STEPS):
        number = chance.choice([n for n, s in now.items() if s] or [place])
        now[number] = (place, 0)
        yield "put", number, now[number]
        if chance.random() < 0.5:
            yield "catch up", 0, None


def retracting(chance: random.Random, now: Kept, first: int) -> Iterator[Step]:
    """Articles go, and some come back."""
    for place in range(first, first + STEPS):
        number = chance.choice([*now, place])
        now[number] = None if now.get(number) else (place, 0)
        yield "put" if now[number] else "retract", number, now[number]
        if chance.random() < 0.5:
            yield "catch up", 0, None


def rereading(chance: random.Random, now: Kept, first: int) -> Iterator[Step]:
    """The same texts are read otherwise."""
    for place in range(first, first + STEPS):
        for number, state in list(now.items()):
            if state:
                now[number] = (state[0], place)
                yield "again", number, now[number]
                if chance.random() < 0.2:
                    yield "catch up", 0, None
        yield "catch up", 0, None


def rebuilding(chance: random.Random, now: Kept, first: int) -> Iterator[Step]:
    """All is made anew, between changes."""
    for step in replacing(chance, now, first):
        yield "rebuild", 0, None
        yield step


def backing_up(chance: random.Random, now: Kept, first: int) -> Iterator[Step]:
    """Copies are made, between changes."""
    for step in retracting(chance, now, first):
        if step[0] != "catch up":
            yield "backup", 0, None
            yield step


ACTS = {
    "ingest": ingesting,
    "replace": replacing,
    "retract": retracting,
    "reextract": rereading,
    "rebuild": rebuilding,
    "backup": backing_up,
}

if __name__ == "__main__":
    main()
