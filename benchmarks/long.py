"""How long one very long article takes and how much memory: a news text without end, or one of the odd texts below.

    python benchmarks/long.py [NAME …] [--size 1000000] [--profile]

Each text is read in a process of its own, so that its peak memory is its own. Growth is the time against that of a
quarter of the text: near 1 it is linear.
"""

import argparse
import cProfile
import multiprocessing
import pstats
import resource
import time
from datetime import date
from pathlib import Path

from corpus.article import Article
from corpus.reader import read_paths
from extract.pipeline import load

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"


def _news() -> str:
    return "\n\n".join(a.text for a in read_paths([SAMPLE]) if isinstance(a, Article))


# A piece of each text, which is repeated.
TEXTS = {
    "news": _news,
    "news in one paragraph": lambda: _news().replace("\n", ""),
    "no punctuation": lambda: "公司宣布完成新一轮融资资金将用于研发和市场拓展",
    "one name": lambda: "李明",
    "dates": lambda: "2023年3月15日，昨日，次年5月，",
    "quotations": lambda: "“我们不会走。”雾桥科技创始人李明说。",
    "latin": lambda: "The Quick Brown Fox Inc. said on Monday ",
    "emoji": lambda: "😀👍🏽",
    "html": lambda: '<p class="a">雾桥科技&nbsp;<a href="x">融资</a></p>',
}


def text_of(name: str, size: int) -> str:
    """`size` characters of the text."""
    piece = TEXTS[name]()
    return (piece * (size // len(piece) + 1))[:size]


def read(name: str, size: int, profile: bool) -> tuple[float, float, int]:
    """Seconds of processor time, peak memory in MB, and what was found."""
    extractor = load()
    extractor.read(Article("warm", "", "腾讯2014年成立。", date(2023, 4, 20)))
    article = Article("long", "", text_of(name, size), date(2023, 4, 20))
    profiler = cProfile.Profile() if profile else None
    start = time.process_time()
    reading = profiler.runcall(extractor.read, article) if profiler else extractor.read(article)
    spent = time.process_time() - start
    if profiler:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(25)
    found = len(reading.mentions) + len(reading.dates) + len(reading.facts) + len(reading.quotes)
    return spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, found


def main() -> None:
    """Prints a line a text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=list(TEXTS))
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    spawn = multiprocessing.get_context("spawn")
    print(f"{'':24}{'seconds':>9}{'growth':>8}{'peak MB':>9}{'found':>9}")
    for name in options.names:
        results = []
        for size in (options.size // 4, options.size):
            with spawn.Pool(1) as pool:
                results.append(pool.apply(read, (name, size, options.profile and size == options.size)))
        (quarter, _, _), (whole, memory, found) = results
        print(f"{name:24}{whole:9.1f}{whole / quarter / 4:8.2f}{memory:9.0f}{found:9}", flush=True)


if __name__ == "__main__":
    main()
