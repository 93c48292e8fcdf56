"""Characters a second of the neural tagger and of jieba.posseg, on the same text in alternating rounds.

    python benchmarks/tagger.py [--rounds N] [PATH …]

Without a path it reads the articles under corpus/. BLAS is held to one thread unless OPENBLAS_NUM_THREADS says
otherwise; pin the process to one core (taskset -c 0) to compare single-threaded work alone.
"""

import argparse
import os
import resource
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="article files or folders")
    parser.add_argument("--rounds", type=int, default=7, help="how often each of the two reads everything (default 7)")
    options = parser.parse_args()

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported
    sys.path.insert(0, str(ROOT))
    import jieba
    import jieba.posseg

    from corpus.article import Article
    from corpus.reader import read_paths
    from extract.lac import Lac
    from extract.sentences import split_sentences

    paths = options.paths or [ROOT / "corpus" / "gold" / "input", ROOT / "corpus" / "sample"]
    texts = [article.text for article in read_paths(paths) if isinstance(article, Article)]
    sentences = [text[s.start : s.end] for text in texts for s in split_sentences(text)]
    size = sum(map(len, sentences))
    if not size:
        parser.error("no text in these files")
    print(f"{len(texts)} articles, {len(sentences)} sentences, {size} characters")

    begun = perf_counter()
    lac = Lac.load()
    print(f"Lac.load: {perf_counter() - begun:.2f} s, {_memory()} MB resident")
    jieba.setLogLevel(60)
    jieba.posseg.lcut("热身")
    lac.tag(sentences)

    def by_network() -> None:
        lac.tag(sentences)

    def by_jieba() -> None:
        for sentence in sentences:
            jieba.posseg.lcut(sentence)

    speeds: dict[str, list[float]] = {"Lac.tag": [], "jieba.posseg": []}
    for _ in range(options.rounds):
        for name, work in zip(speeds, (by_network, by_jieba), strict=True):
            begun = perf_counter()
            work()
            speeds[name].append(size / (perf_counter() - begun))
    for name, measured in speeds.items():
        print(f"{name:13}{median(measured):9,.0f} characters/s ({min(measured):,.0f} to {max(measured):,.0f})")
    network, dictionary = (median(measured) for measured in speeds.values())
    print(f"ratio {network / dictionary:.2f}, {_memory()} MB resident at most")


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
