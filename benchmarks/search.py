"""What a search costs over half a million passages and a million entities: building the index (with and without cutting text
into words), its size, the time of an answer in process and by HTTP for each kind of search that people type, and how soon a
new article is found. SQLite's FTS5 has the same words and answers plain searches, without shares, marks and entities.

    python benchmarks/search.py [--passages 500000] [--entities 1000000] [--asked 2000] [--keep DIR]

Passages are clauses of the sample articles, mixed, about invented entities. Each search is made three times and the best counts,
as other programs disturb milliseconds; in brackets, what one in a hundred of all takes.
"""

import argparse
import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import quote, urlsplit

import suggest
from load import apart, row, size

from corpus.article import Article
from corpus.reader import read_paths
from extract.reading import Entity, Fact, Mention, Quote, Reading, Sentence
from extract.sentences import split_sentences
from graph import entries
from graph.home import Home
from graph.index import Index
from graph.naming import EntityRow
from graph.search_syntax import parse
from graph.words import fold, words

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"
ROUNDS = 3
SENTENCES = 10  # of an article
COMMIT = 5_000  # articles
SOURCES = [f"{place}{kind}" for place in suggest.PLACES for kind in ("日报", "晚报", "财经")]
RARE = "堃犇翀祎骁昶晟珩琬瑄"  # characters that are in no name


def main() -> None:
    """Prints the table, row by row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=500_000)
    parser.add_argument("--entities", type=int, default=1_000_000)
    parser.add_argument("--asked", type=int, default=2_000, help="searches")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="a data directory to fill, or to go on with")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = options.keep or Path(folder, "data")
        path = suggest.index_of(data)
        if not (path / "meta.json").exists() or not Index(path).answer(parse("公司"), limit=1).total:
            took = apart(fill, path, options.passages, options.entities)
            per_second = options.passages / (took["passages"] - took["words"])
            row("passages put in", f"{took['passages']:.0f} s, {options.passages / took['passages']:,.0f}/s")
            row("  besides the words", f"{per_second:,.0f} passages/s ({took['words']:.0f} s for words)")
            row("entities put in", f"{took['entities']:.0f} s, {options.entities / took['entities']:,.0f}/s")
            row("memory", f"{took['memory']:,.0f} MB")
        row("on the disk", f"{size(path) / 1e6:,.0f} MB")
        table = Path(folder, "fts5")
        took = apart(fill_table, table, options.passages)
        row(
            "SQLite FTS5 filled",
            f"{took['seconds']:.0f} s, {options.passages / took['seconds']:,.0f}/s, {size(folder_of(table)) / 1e6:,.0f} MB",
        )
        index, fts = Index(path), Table(table)
        asked = list(searches(options.passages, options.entities, options.asked))
        kinds = sorted({kind for kind, _ in asked})
        row("searches", f"{len(asked):,} of {len(kinds)} kinds")

        def inside(text: str) -> object:
            return index.answer(parse(text), limit=20)

        row("in process", spread([text for _, text in asked], inside))
        for kind in kinds:
            row(f"  {kind}", spread([text for one, text in asked if one == kind], inside))
        plain = [text for kind, text in asked if kind in ("name", "name and word", "word", "two words")]
        row("plain ones", spread(plain, inside))
        row("  SQLite FTS5", spread(plain, fts.search))
        for text in ("的", "公司", "公司 融资", "一"):
            row(f"  {text}", f"{spread([text] * 5, inside)}; FTS5 {spread([text] * 5, fts.search)}")
        with suggest.serving(data) as (url, pid), client(url) as ask:
            row("by HTTP", spread([text for _, text in asked], ask))
            for kind in kinds:
                row(f"  {kind}", spread([text for one, text in asked if one == kind], ask))
            row("memory of the server", f"{suggest.resident(pid):,.0f} MB resident")
            row("a new article found", f"after {appearing(data, ask):.2f} s")


def clauses() -> list[str]:
    """Pieces of the sentences of the sample."""
    texts = [one.text for one in read_paths([SAMPLE]) if isinstance(one, Article)]
    found = [text[one.start : one.end] for text in texts for one in split_sentences(text)]
    return [part for text in found for part in text.rstrip("。！？”").split("，") if 4 <= len(part) <= 40]


def articles(number: int, known: Sequence[EntityRow]) -> Iterator[tuple[Reading, dict[str, str], dict[str, str]]]:
    """Invented articles with so many sentences together, and what the things in them are called."""
    chance, pieces = random.Random(9), clauses()
    for place in range(number // SENTENCES):
        about = [known[min(int(chance.paretovariate(0.6)) - 1, len(known) - 1)] for _ in range(4)]
        text, sentences, mentions = "", [], []
        for _ in range(SENTENCES):
            first, *others = chance.sample(about, 2)
            start = len(text)
            text += first.label
            mentions.append(Mention(start, len(text), first.label, first.type, first.local, 1.0))
            text += "，".join(chance.choices(pieces, k=chance.randint(1, 3)))
            mentions += [Mention(len(text), len(text) + len(o.label), o.label, o.type, o.local, 1.0) for o in others]
            text += "".join(o.label for o in others) + "。"
            sentences.append(Sentence(start, len(text)))
        entities = {one.local: Entity(one.local, one.type, one.label) for one in about}
        first, second = about[0].local, about[1].local
        start, end = sentences[1].start, sentences[1].end
        facts = (
            Fact(first, "partner", second, False, start, end, 0.9),
            Fact(first, "location", "e0", False, start, end, 0.9, when=f"{chance.randint(2000, 2025)}"),
        )
        day = date.fromordinal(chance.randint(date(2010, 1, 1).toordinal(), date(2025, 12, 31).toordinal()))
        article = Article(f"a{place}", text[: sentences[0].end], text, day, chance.choice(SOURCES))
        names, labels = {one.local: one.local for one in about}, {one.local: one.label for one in about}
        quotes = (Quote(sentences[2].start, sentences[2].end, text[sentences[2].start : sentences[2].end], first),)
        yield (
            Reading(
                article, "benchmark", tuple(sentences), tuple(mentions), (), tuple(entities.values()), facts, quotes
            ),
            names,
            labels,
        )


def fill(path: Path, passages: int, number: int) -> dict[str, float]:
    """Puts passages and entities into an index; the seconds of each, and of the passages those for words."""
    known, spent = list(suggest.entities(min(number, 20_000))), 0.0

    def timed(folded: str) -> list[str]:
        nonlocal spent
        began = time.perf_counter()
        found = words(folded)
        spent += time.perf_counter() - began
        return found

    index, making = Index(path), 0.0
    began = time.perf_counter()
    with patch.object(entries, "words", timed):
        asked = time.perf_counter()
        for place, (reading, names, labels) in enumerate(articles(passages, known)):
            making += time.perf_counter() - asked
            index.put_article(reading, names, labels)
            if place % COMMIT == COMMIT - 1:
                index.commit(0)
            asked = time.perf_counter()
    index.commit(0)
    middle = time.perf_counter()
    for entity in suggest.entities(number):
        index.put_entity(entity, f"任职于：{entity.label[:2]}集团")
    index.commit(0)
    index.close()
    return {"passages": middle - began - making, "words": spent, "entities": time.perf_counter() - middle}


def searches(passages: int, number: int, times: int) -> Iterator[tuple[str, str]]:
    """What people type, with its kind."""
    chance, pieces = random.Random(3), clauses()
    known = list(suggest.entities(min(number, 20_000)))
    said = [word for piece in pieces for word in words(fold(piece)) if len(word) > 1]

    def name() -> str:
        one = known[min(int(chance.paretovariate(0.4)) - 1, len(known) - 1)]
        return chance.choice((one.label, *one.aliases))

    def mistyped() -> str:
        text = name()
        place = chance.randrange(len(text))
        return text[:place] + chance.choice(RARE) + text[place + 1 :]

    kinds: dict[str, tuple[int, Callable[[], str]]] = {
        "name": (25, name),
        "name and word": (15, lambda: f"{name()} {chance.choice(said)}"),
        "word": (10, lambda: chance.choice(said)),
        "two words": (20, lambda: f"{chance.choice(said)} {chance.choice(said)}"),
        "a clause": (5, lambda: chance.choice(pieces)),
        "phrase": (7, lambda: f'"{chance.choice(pieces)[:6]}"'),
        "prefix": (4, lambda: f"{name()[:2]}*"),
        "operators": (5, lambda: f"({chance.choice(said)} OR {chance.choice(said)}) -{chance.choice(said)}"),
        "fields": (6, lambda: f"{chance.choice((name, lambda: chance.choice(said)))()} {narrowing()}"),
        "mistyped name": (3, mistyped),
    }

    def narrowing() -> str:
        return chance.choice(
            (f"年:{chance.randint(2010, 2025)}", "类型:事实", "类型:机构", f"来源:{chance.choice(SOURCES)}")
        )

    weights = [weight for weight, _ in kinds.values()]
    for kind in chance.choices(list(kinds), weights, k=times):
        yield kind, kinds[kind][1]()


def folder_of(file: Path) -> Path:
    """Where a table lies."""
    return file.with_name("table")


def fill_table(file: Path, passages: int) -> dict[str, float]:
    """Fills SQLite's index with the same words; the seconds, without those for the words."""
    folder_of(file).mkdir()
    db = sqlite3.connect(folder_of(file) / file.name)
    db.execute("CREATE VIRTUAL TABLE passages USING fts5(words, content='')")
    made = (
        (" ".join(words(fold(reading.article.text[one.start : one.end]))),)
        for reading, _, _ in articles(passages, list(suggest.entities(20_000)))
        for one in reading.sentences
    )
    spent = 0.0
    while rows := list(islice(made, 10_000)):
        began = time.perf_counter()
        db.executemany("INSERT INTO passages (words) VALUES (?)", rows)
        db.commit()
        spent += time.perf_counter() - began
    db.close()
    return {"seconds": spent}


class Table:
    """SQLite's index of the words of the passages."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(folder_of(file) / file.name)

    def search(self, text: str) -> object:
        """The best passages with any of the words, and how many there are."""
        asked = " OR ".join(f'"{word}"' for word in dict.fromkeys(words(fold(text))))
        (count,) = self._db.execute("SELECT COUNT(*) FROM passages WHERE passages MATCH ?", (asked,)).fetchone()
        best = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT 20"
        return count, self._db.execute(best, (asked,)).fetchall()


def spread(asked: Sequence[str], ask: Callable[[str], object]) -> str:
    """What asking takes."""
    return suggest.spread([suggest.Typed(text, False) for text in asked], ask) if asked else "none"


@contextmanager
def client(url: str) -> Iterator[Callable[[str], dict[str, Any]]]:
    """What searches on one connection."""
    where = urlsplit(url)
    connection = HTTPConnection(where.hostname or "", where.port, timeout=60)

    def ask(text: str) -> dict[str, Any]:
        connection.request("GET", f"/api/v1/search?q={quote(text)}")
        response = connection.getresponse()
        body = response.read()
        assert response.status == 200, body
        found: dict[str, Any] = json.loads(body)
        return found

    ask("热身")
    yield ask
    connection.close()


def appearing(data: Path, ask: Callable[[str], dict[str, Any]]) -> float:
    """Seconds from the keeping of an article until words that only it has are found."""
    said = f"{RARE[:4]}来了。"
    with Home(data) as home:
        home.put(Reading(Article("new", "", said), "benchmark", (Sentence(0, len(said)),)))
        began = time.perf_counter()
        while not any(hit["article"] == "new" for hit in ask(f'"{RARE[:4]}"')["results"]):
            time.sleep(0.01)
        return time.perf_counter() - began


if __name__ == "__main__":
    main()
