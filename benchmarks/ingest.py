"""Where the time of an ingest goes: the neural tagger, the other stages of the extractor, keeping (the truths),
following (graph and index; beside the others where there is a second core), and what recognising copies, the index and
the conflicts alone would take; and how long a query, a search and an entity page take on the result. One run, so the
shares compare; they are of the processor's time, in all threads, which other programs disturb least.

    python benchmarks/ingest.py [PATH …] [--copies 5]
"""

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from corpus.article import Article
from corpus.reader import read_paths
from extract.lac import Lac
from extract.pipeline import load
from extract.reading import Reading
from extract.script import simplify
from graph import conflicts, copies
from graph.home import Home
from graph.index import Index

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"
QUERY = """SELECT ?company ?founder ?sentence WHERE {
  ?claim a rq:Claim ; rdf:predicate schema:founder ; rq:quote ?sentence ;
         rdf:subject/rdfs:label ?company ; rdf:object/rdfs:label ?founder }"""


def milliseconds(call: Callable[[], object], rounds: int = 30) -> float:
    """The median of `rounds` calls, after one to warm up."""
    call()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def indexing(home: Home, readings: list[Reading], folder: Path) -> float:
    """Seconds of the processor that an index of all this takes, without a graph."""
    folder.mkdir()
    index = Index(folder)
    start = time.process_time()
    for one in readings:
        index.put_article(one)
    for local in home.truths.entities_after("", limit=1_000_000):
        if row := home.truths.entity(local):
            index.put_entity(row)
    index.commit(1)
    index.close()
    return time.process_time() - start


def recognising(articles: list[Article]) -> float:
    """Seconds of the processor that it takes to find which of these articles are copies, in a file with nothing else."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE articles (id TEXT PRIMARY KEY, published TEXT)")
    for table in copies.TABLES:
        db.execute(table)
    start = time.process_time()
    for article in articles:
        db.execute("INSERT INTO articles VALUES (?, NULL)", (article.id,))
        copies.appear(db, article.id, copies.sketch(article.text, article.title))
    took = time.process_time() - start
    db.close()
    return took


def main() -> None:
    """Prints the shares and the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[SAMPLE])
    parser.add_argument("--copies", type=int, default=5, help="each article so many times, under other ids")
    options = parser.parse_args()
    found = [a for a in read_paths(options.paths) if isinstance(a, Article)]
    articles = [replace(a, id=f"{a.id}-{n}") for n in range(options.copies) for a in found]
    characters = sum(len(a.text) for a in articles)
    extractor, tagger = load(), Lac.load()
    extractor.read(articles[0])
    start = time.process_time()
    readings = list(extractor.read_all(articles))
    reading = time.process_time() - start
    tagging = 0.0
    for first in range(0, len(readings), 16):
        batch = readings[first : first + 16]
        sentences = [simplify(r.article.text[s.start : s.end]) for r in batch for s in r.sentences]
        start = time.process_time()
        tagger.tag(sentences)
        tagging += time.process_time() - start
    with tempfile.TemporaryDirectory() as folder, Home(Path(folder)) as home:
        start = time.process_time()
        for one in readings:
            home.put(one)
        keeping = time.process_time() - start
        start = time.process_time()
        with home.own("benchmark") as graph:
            graph.catch_up()
            following = time.process_time() - start
            whole = reading + keeping + following
            start = time.process_time()
            graph._derived.store.replace_all(
                conflicts.follow(graph._derived.store.select, home.base, [a.id for a in articles])
            )
            opposing = time.process_time() - start
            recognised = recognising(articles)
            indexed = indexing(home, readings, Path(folder, "index alone"))
            print(f"{len(articles)} articles, {characters:,} characters")
            parts = (("tagger", tagging), ("other stages", reading - tagging), ("keeping", keeping))
            parts += (("  its copies", recognised), ("following", following), ("  its index", indexed))
            for name, seconds in (*parts, ("  its conflicts", opposing)):
                print(
                    f"  {name:16}{seconds:8.2f} s {seconds / whole:6.0%} {1000 * seconds / len(articles):8.1f} ms an article"
                )
            busiest = graph.search("雾桥科技", limit=1).hits[0].entity or ""
            print(f"  query, all founders    {milliseconds(lambda: graph.query(QUERY)):8.1f} ms")
            print(f"  search, two words      {milliseconds(lambda: graph.search('雾桥 融资')):8.1f} ms")
            print(f"  entity page of {busiest}  {milliseconds(lambda: graph.entity(busiest)):8.1f} ms")


if __name__ == "__main__":
    main()
