"""What a query costs that comes by HTTP and runs in a worker, against the engine in process, the engine's own server, and
rdflib's engine on a part of the graph; and what other clients notice of two endless queries and an ingest. The sides take
turns: other programs disturb seconds, hardly the ratio.

    python benchmarks/serving.py [--quads 1000000] [--seconds 10] [--keep DIR]
"""

import argparse
import http.client
import json
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode, urlsplit

import invention
from connecting import connected
from load import apart, fill, row
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store, Triple, serialize

from graph.home import Home
from ontology.iris import PREFIXES

CLIENTS = 16
PART = 50_000  # triples that rdflib gets: it takes 20 s to read a million, and a GB to keep them
PAUSE = 0.2  # seconds for which a client does nothing, where what it waits for is measured
PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
CHEAP = (
    "SELECT ?company ?founder ?sentence { ?claim a rq:Claim ; rdf:predicate schema:founder ; rq:quote ?sentence ; "
    "rdf:subject/rdfs:label ?company ; rdf:object/rdfs:label ?founder } LIMIT 10"
)
MANY = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 50000"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
JSON = "application/sparql-results+json"


def main() -> None:
    """Prints the table, row by row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quads", type=int, default=1_000_000, help="of the store, those of the union among them")
    parser.add_argument("--seconds", type=float, default=10.0, help="of each measurement with many clients")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="a data directory to fill, or to go on with")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        data, copy = options.keep or Path(folder, "data"), Path(folder, "copy")
        shapes = invention.shapes()
        row("kept", f"{apart(fill, data, shapes, options.quads)['articles']:,} articles")
        with Home(data) as home:
            home.settle("benchmark")
            with home.own("benchmark") as graph:
                graph.copy(copy)
        engine = Store.read_only(str(copy))
        row("quads", f"{len(engine):,}")
        ours = stack.enter_context(serving(data, "--timeout", "5"))
        theirs = stack.enter_context(oxigraph(copy)) if program() else None
        rdflib = stack.enter_context(rdflib_server(engine, Path(folder, "part.nt")))

        for name, sparql, times in (("10 rows", CHEAP, 200), ("50,000 rows", MANY, 9)):
            with client(ours) as ask:
                inside, outside = in_turn(times, lambda q=sparql: in_process(engine, q), lambda q=sparql: ask(q))
            row(
                name,
                f"{inside:.1f} ms in process, {outside:.1f} ms by HTTP: {outside - inside:+.1f} ms, {outside / inside:.2f} ×",
            )
            for other, url, asked in (("oxigraph's server", theirs, times), ("rdflib", rdflib, min(times, 20))):
                if url:
                    with client(url) as ask:
                        inside, outside = in_turn(
                            asked, lambda q=sparql: in_process(engine, q), lambda q=sparql: ask(q)
                        )
                    row(f"  {other}", f"{outside:.1f} ms by HTTP, {outside / inside:.2f} ×")
        rates: dict[str, list[float]] = {}
        for _ in range(2):
            for name, url in (("ours", ours), ("oxigraph's", theirs), ("rdflib's", rdflib)):
                if url:
                    rates.setdefault(name, []).append(len(ask_all(url, options.seconds, 0)) / options.seconds)
        shown = "; ".join(f"{name} {', '.join(f'{rate:,.0f}' for rate in found)}" for name, found in rates.items())
        row(f"{CLIENTS} clients", f"{shown} requests/s")
        row("a query every 0.2 s", spread(ask_all(ours, options.seconds, PAUSE)))
        stop = Event()
        for _ in range(2):
            Thread(target=endless, args=(ours, stop), daemon=True).start()
        time.sleep(1.5)
        row("  two endless ones", spread(ask_all(ours, options.seconds, PAUSE)))
        stack.enter_context(ingesting(data, Path(folder, "more.jsonl")))
        time.sleep(1.5)
        row("  and an ingest", spread(ask_all(ours, options.seconds, PAUSE)))
        stop.set()
        row("a change until it is seen", seen(ours))


def program() -> Path | None:
    """The engine's own server, where it is installed (`pip install oxigraph`)."""
    found = Path(sys.executable).parent / "oxigraph"
    return found if found.exists() else None


def in_process(engine: Store, sparql: str) -> int:
    """The bytes of an answer of the engine itself."""
    results = engine.query(PROLOGUE + sparql)
    assert isinstance(results, QuerySolutions)
    return len(results.serialize(format=QueryResultsFormat.JSON) or b"")


def in_turn(times: int, first: Callable[[], int], second: Callable[[], int]) -> tuple[float, float]:
    """The medians of what two things take that are done in turn, in milliseconds."""
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for took, do in zip(found, (first, second), strict=True):
            began = time.perf_counter()
            assert do()
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(found[0]), statistics.median(found[1])


@contextmanager
def client(url: str) -> Iterator[Callable[[str], int]]:
    """What asks on one connection, and gives the bytes of the answer."""
    path = urlsplit(url).path

    def ask(sparql: str) -> int:
        connection.request("GET", f"{path}?" + urlencode({"query": PROLOGUE + sparql}), headers={"Accept": JSON})
        response = connection.getresponse()
        assert response.status == 200, response.read()
        return len(response.read())

    with connected(url) as connection:
        yield ask


def ask_all(url: str, seconds: float, pause: float) -> list[float]:
    """What the queries of sixteen clients took, in milliseconds."""
    until, took = time.monotonic() + seconds, []

    def one() -> None:
        with client(url) as ask:
            time.sleep(random.uniform(0, pause))
            while time.monotonic() < until:
                began = time.perf_counter()
                ask(CHEAP)
                took.append((time.perf_counter() - began) * 1000)
                time.sleep(pause)

    threads = [Thread(target=one) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def spread(took: list[float]) -> str:
    """Median, 99th percentile and longest."""
    ordered = sorted(took)
    return (
        f"{statistics.median(ordered):.1f} ms (median), {ordered[int(len(ordered) * 0.99)]:.1f} ms (p99), "
        f"{ordered[-1]:.1f} ms at most, of {len(ordered):,}"
    )


def endless(url: str, stop: Event) -> None:
    """Sends a query that runs into its limit, again and again."""
    while not stop.is_set():
        where = urlsplit(url)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=120)
        connection.request("GET", f"{where.path}?" + urlencode({"query": ENDLESS}))
        assert connection.getresponse().status == 503
        connection.close()


def seen(url: str) -> str:
    """How long after it came the newest change is shown, asked for as a client does who has written."""
    health, waited = url.replace("/sparql", "/healthz"), []
    where = urlsplit(url)
    for _ in range(10):
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
        connection.request("GET", urlsplit(health).path)
        change = json.loads(connection.getresponse().read())["change"]
        began = time.monotonic()
        headers = {"Rongqiao-After": str(change)}
        connection.request("GET", f"{where.path}?" + urlencode({"query": "ASK {}"}), headers=headers)
        if connection.getresponse().status == 200:
            waited.append(time.monotonic() - began)
        connection.close()
        time.sleep(0.3)
    return f"{statistics.median(waited):.2f} s (median), {max(waited):.2f} s at most" if waited else "not within 10 s"


@contextmanager
def serving(data: Path, *options: str) -> Iterator[str]:
    """`rongqiao serve`, and where it answers queries."""
    command = [sys.executable, "-m", "server.cli", "serve", "--port", "0", "--data", str(data), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        began = time.monotonic()
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found
        row("serve starts", f"{time.monotonic() - began:.1f} s")
        try:
            yield f"{found[0]}sparql"
        finally:
            process.terminate()


@contextmanager
def oxigraph(copy: Path) -> Iterator[str]:
    """The engine's own server on the same quads."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(program()), "serve-read-only", "--location", str(copy), "--bind", f"127.0.0.1:{port}"]
    with answering(command, port) as url:
        yield url


@contextmanager
def answering(command: list[str], port: int) -> Iterator[str]:
    """A server that answers at /query, as soon as it does."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while process.poll() is None:
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except OSError:
                    time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/query"
        finally:
            process.terminate()


@contextmanager
def rdflib_server(engine: Store, file: Path) -> Iterator[str]:
    """rdflib's engine on some of the articles, which have about `PART` triples."""
    part: set[Triple] = set()
    for graph in engine.named_graphs():
        part.update(quad.triple for quad in engine.quads_for_pattern(None, None, None, graph))
        if len(part) >= PART:
            break
    file.write_bytes(serialize(part, format=RdfFormat.N_TRIPLES) or b"")
    row("rdflib has", f"{len(part):,} triples")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, str(Path(__file__).with_name("rdflib_server.py")), str(file), str(port)]
    with answering(command, port) as url:
        yield url


@contextmanager
def ingesting(data: Path, file: Path) -> Iterator[None]:
    """`rongqiao ingest` of articles that are new, one after the other, until this is left."""
    stop = Event()
    readings = invention.readings(invention.shapes(), seed=11)

    def ingest() -> None:
        number = 0
        while not stop.is_set():
            with file.open("w", encoding="utf-8") as out:
                for _, reading in zip(range(300), readings, strict=False):
                    number += 1
                    form = {"id": f"more{number}", "title": reading.article.title, "text": reading.article.text}
                    out.write(json.dumps(form, ensure_ascii=False) + "\n")
            command = [sys.executable, "-m", "server.cli", "ingest", "--data", str(data), str(file)]
            with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
                while process.poll() is None:
                    if stop.wait(0.1):
                        process.terminate()
                        return

    thread = Thread(target=ingest)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


if __name__ == "__main__":
    main()
