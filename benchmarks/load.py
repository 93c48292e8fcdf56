"""What a million quads cost, or five: how fast the graph is made anew against the engine's own loader of files, what
replacing an article takes while queries are answered, and what both need of memory and of the disk. The articles are
invented in the shape of the sample's. Other programs disturb seconds, hardly the ratio: the two loaders take turns.

    python benchmarks/load.py [--quads 1000000] [--rounds 2] [--replacements 200] [--keep DIR]
"""

import argparse
import multiprocessing
import random
import resource
import shutil
import statistics
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

import invention
from pyoxigraph import NamedNode, RdfFormat, Store

from extract.reading import Reading, Sentence
from graph.graph import Graph
from graph.home import Home
from graph.store import QuadStore
from ontology.iris import article_iri

KINDS = {"longer": "one more sentence", "reading": "another reading", "text": "another text"}  # what articles are given
THREADS = 2
PAUSE = 0.02  # seconds between two questions of a thread
QUERY = """SELECT ?company ?founder ?sentence { ?claim a rq:Claim ; rdf:predicate schema:founder ; rq:quote ?sentence ;
         rdf:subject/rdfs:label ?company ; rdf:object/rdfs:label ?founder } LIMIT 50"""


def main() -> None:
    """Prints the table, row by row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quads", type=int, default=1_000_000, help="of the store, those of the union among them")
    parser.add_argument("--rounds", type=int, default=2, help="of loading")
    parser.add_argument("--replacements", type=int, default=200)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="a data directory to fill, or to go on with")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data, file = options.keep or Path(folder, "data"), Path(folder, "quads.nq")
        shapes = invention.shapes()
        filled = apart(fill, data, shapes, options.quads)
        row("kept", f"{filled['articles']:,} articles, {filled['ms']:.1f} ms an article")
        ours, theirs = [], []
        for _ in range(options.rounds):
            ours.append(apart(rebuild, data))
            if not file.exists():
                row("quads", f"{apart(write, data, file)['quads']:,}, {size(data) / 1e6:,.0f} MB with all that is kept")
            theirs.append(apart(load, Path(folder, "engine"), file))
        for name, runs in (("rebuild", ours), ("the engine's loader", theirs)):
            rates = ", ".join(f"{run['quads'] / run['seconds']:,.0f}" for run in runs)
            row(name, f"{rates} quads/s; at most {max(run['memory'] for run in runs):,.0f} MB of memory")
        row("ratio", f"{sum(run['seconds'] for run in theirs) / sum(run['seconds'] for run in ours):.2f}")
        found = apart(replacing, data, file, shapes, options.replacements)
        for name, title in KINDS.items():
            row(title, f"{spread(found[name])}, {spread(found[f'{name} in the graph'])} before search shows it")
        row("  of it, kept", spread(found["keeping"]))
        row("the engine alone", f"{spread(found['engine'])}: DROP and INSERT DATA of another text, no union, no index")
        row("  meanwhile", f"{found['asked']:.0f} queries, searches and pages a second in {THREADS} threads")
        row("  memory", f"{found['memory']:,.0f} MB at most")
        row(
            "  the store's log",
            f"{max(found['logs']) / 1e6:,.1f} MB at most, {found['logs'][-1] / 1e6:,.1f} MB at last",
        )
        row("  the directory", f"{found['before'] / 1e6:,.0f} MB before, {found['after'] / 1e6:,.0f} MB after")


def row(name: str, text: str) -> None:
    """Prints a row."""
    print(f"{name:22}{text}", flush=True)


def spread(times: list[float]) -> str:
    """The median, and what one in twenty exceeds."""
    return f"p50 {statistics.median(times):.1f} ms, p95 {sorted(times)[int(0.95 * len(times))]:.1f} ms"


def apart(work: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """What the work tells, done in a process of its own, with the most `memory` that it had, in MB."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_tell, args=(theirs, work, arguments))
    process.start()
    theirs.close()
    found: dict[str, Any] = ours.recv()
    process.join()
    return found


def _tell(end: Any, work: Callable[..., dict[str, Any]], arguments: tuple[Any, ...]) -> None:
    found = work(*arguments)
    status = Path("/proc/self/status")
    if status.exists():  # what a process inherits counts in `ru_maxrss`
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        kilobytes = int(line.split()[1])
    else:
        kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    end.send(found | {"memory": kilobytes / 1000})


def fill(data: Path, shapes: list[Reading], quads: int) -> dict[str, Any]:
    """Keeps as many articles as make about so many quads."""
    spent = 0.0
    with Home(data) as home, tempfile.TemporaryDirectory() as trial:
        with Home(Path(trial)) as small:
            for reading in islice(invention.readings(shapes), len(shapes)):
                small.put(reading)
            small.settle("benchmark")
            each = apart(write, small.path, Path(trial, "quads.nq"))["quads"] / len(shapes)
        wanted, before = round(quads / each), home.count()
        for reading in islice(invention.readings(shapes), before, wanted):
            start = time.perf_counter()
            home.put(reading)
            spent += time.perf_counter() - start
        return {"articles": home.count(), "ms": 1000 * spent / max(1, wanted - before)}


def rebuild(data: Path) -> dict[str, Any]:
    """Makes the graph and the index anew."""
    with Home(data) as home, home.own("benchmark") as graph:
        start = time.perf_counter()
        graph.rebuild()
        seconds = time.perf_counter() - start
    return {"seconds": seconds, "quads": len(Store.read_only(str(store(data))))}


def write(data: Path, file: Path) -> dict[str, Any]:
    """Everything in the store as N-Quads."""
    engine = Store.read_only(str(store(data)))
    engine.dump(file, RdfFormat.N_QUADS)
    return {"quads": len(engine)}


def load(folder: Path, file: Path) -> dict[str, Any]:
    """The same by the engine itself."""
    shutil.rmtree(folder, ignore_errors=True)
    engine = Store(folder)
    start = time.perf_counter()
    engine.bulk_load(path=file, format=RdfFormat.N_QUADS)
    engine.flush()
    return {"seconds": time.perf_counter() - start, "quads": len(engine)}


def replacing(data: Path, file: Path, shapes: list[Reading], number: int) -> dict[str, Any]:
    """Gives articles a sentence more, others another reading of the same text, others a text about other things, and
    waits until the graph and the index show it."""
    chance, stop, asked = random.Random(11), threading.Event(), [0] * THREADS
    found: dict[str, Any] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, Home(data) as home, home.own("benchmark") as graph:
        graph.catch_up()
        engine = Store(folder)
        engine.bulk_load(path=file, format=RdfFormat.N_QUADS)
        names = [row.id for row in home.articles(limit=1_000_000)]
        threads = [threading.Thread(target=ask, args=(graph, stop, asked, place)) for place in range(THREADS)]
        for thread in threads:
            thread.start()
        found["before"], began = size(data), time.perf_counter()
        for place, other in enumerate(islice(invention.readings(shapes, seed=13), number)):
            kind = list(KINDS)[place % len(KINDS)]
            before = home.reading(chance.choice(names))
            assert before
            if kind == "longer":
                after = longer(before, other.article.text[: 20 + place % 30])
            elif kind == "reading":
                after = replace(before, fingerprint=f"again {place}", facts=before.facts[1:])
            else:
                after = replace(other, article=replace(other.article, id=before.article.id))
            start = time.perf_counter()
            home.put(after)
            found["keeping"].append(1000 * (time.perf_counter() - start))
            with noting(found[f"{kind} in the graph"], start):
                graph.catch_up()
            found[kind].append(1000 * (time.perf_counter() - start))
            if kind == "text":
                found["engine"].append(alone(engine, graph, after.article.id))
            found["logs"].append(sum(log.stat().st_size for log in store(data).glob("*.log")))
        stop.set()
        found["asked"] = sum(asked) / (time.perf_counter() - began)
        for thread in threads:
            thread.join()
    return found | {"after": size(data)}


def longer(reading: Reading, words: str) -> Reading:
    """The reading of the same article with a sentence more, behind the first: nearly all that is in it moves."""
    at = reading.sentences[0].end
    text = reading.article.text

    def moved(found: Iterable[Any]) -> tuple[Any, ...]:
        by = len(words)
        return tuple(replace(one, start=one.start + by, end=one.end + by) if one.start >= at else one for one in found)

    sentences = moved(reading.sentences)
    return replace(
        reading,
        article=replace(reading.article, text=text[:at] + words + text[at:]),
        sentences=(*sentences[:1], Sentence(at, at + len(words)), *sentences[1:]),
        mentions=moved(reading.mentions),
        dates=moved(reading.dates),
        facts=moved(reading.facts),
        quotes=moved(reading.quotes),
    )


@contextmanager
def noting(times: list[float], start: float) -> Iterator[None]:
    """Notes the milliseconds from the start until the store has what is replaced meanwhile."""
    written = QuadStore.replace_all

    def replace_all(store: QuadStore, contents: Iterable[Any], **rest: Any) -> None:
        written(store, contents, **rest)
        if len(times) == before:
            times.append(1000 * (time.perf_counter() - start))

    before = len(times)
    with patch.object(QuadStore, "replace_all", replace_all):
        yield


def alone(engine: Store, graph: Graph, article: str) -> float:
    """Milliseconds in which the engine alone, without a union, puts the present graph of an article in place of its own."""
    name = NamedNode(article_iri(graph.base, article))
    found = graph.query(f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH {name} {{ ?s ?p ?o }} }}", accept=["application/n-triples"])
    start = time.perf_counter()
    engine.update(f"DROP SILENT GRAPH {name} ; INSERT DATA {{ GRAPH {name} {{ {found.body.decode()} }} }}")
    return 1000 * (time.perf_counter() - start)


def ask(graph: Graph, stop: threading.Event, asked: list[int], place: int) -> None:
    """Questions as a server gets them, one after the other."""
    hits = [hit.entity for hit in graph.search("科技", limit=10).hits if hit.entity]
    questions = (lambda: graph.query(QUERY), lambda: graph.search("大学 集团"), lambda: graph.entity(hits[0]))
    while not stop.wait(PAUSE):
        questions[asked[place] % len(questions)]()
        asked[place] += 1


def store(data: Path) -> Path:
    """The engine's directory."""
    with Home(data) as home:
        current = home.generations.current()
    assert current
    return current / "store"


def size(folder: Path) -> int:
    """Bytes of all files below."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    main()
