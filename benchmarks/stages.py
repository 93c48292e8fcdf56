"""Characters a second of each stage of the extractor, and of the whole against jieba.posseg, in one run.

    python benchmarks/stages.py [PATH …] [--rounds 5]

Rounds of both alternate, so that a machine that slows down slows both; the median counts. One core: run it as
`taskset -c 0 python benchmarks/stages.py` and set OPENBLAS_NUM_THREADS=1 to compare cores fairly.
"""

import argparse
import logging
import resource
import statistics
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import jieba
import jieba.posseg
from spacy.tokens import Doc

from corpus.article import Article
from corpus.reader import read_paths
from extract.pipeline import Extractor, load

DEFAULT = [Path(__file__).parents[1] / "corpus" / name for name in ("sample", "gold/input")]


def stage_times(extractor: Extractor, articles: Sequence[Article]) -> dict[str, float]:
    """Seconds spent in each stage over all articles, in batches as in the real run. The stage `words`, jieba's tokens, is
    no part of the whole: they are for those who go on with spaCy, a reading needs none."""
    spent: dict[str, float] = defaultdict(float)
    docs: list[Doc] = [extractor.document(article) for article in articles]
    for name, stage in extractor.nlp.pipeline:
        start = time.perf_counter()
        docs = list(stage.pipe(iter(docs), batch_size=16)) if hasattr(stage, "pipe") else [stage(doc) for doc in docs]
        spent[name.removeprefix("rongqiao_")] += time.perf_counter() - start
    return spent


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=DEFAULT)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    jieba.setLogLevel(logging.ERROR)
    articles = [a for a in read_paths(options.paths) if isinstance(a, Article)]
    characters = sum(len(a.text) for a in articles)
    start = time.perf_counter()
    extractor = load()
    extractor.read(articles[0])
    print(f"load and first article: {time.perf_counter() - start:.2f} s")
    stages: dict[str, list[float]] = defaultdict(list)
    whole, posseg = [], []
    for _ in range(options.rounds):
        spent = stage_times(extractor, articles)
        for name, seconds in spent.items():
            stages[name].append(seconds)
        start = time.perf_counter()
        for _reading in extractor.read_all(articles):
            pass
        whole.append(time.perf_counter() - start)
        start = time.perf_counter()
        for article in articles:
            for paragraph in article.text.split("\n"):
                jieba.posseg.lcut(paragraph)
        posseg.append(time.perf_counter() - start)
    print(f"{len(articles)} articles, {characters} characters, median of {options.rounds} rounds")
    for name, seconds_of in stages.items():
        print(f"  {name:20}{characters / statistics.median(seconds_of):12,.0f} characters/s")
    print(f"  {'whole pipeline':20}{characters / statistics.median(whole):12,.0f} characters/s")
    print(f"  {'jieba.posseg':20}{characters / statistics.median(posseg):12,.0f} characters/s")
    print(f"  ratio, pipeline : posseg {statistics.median(posseg) / statistics.median(whole):.2f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
