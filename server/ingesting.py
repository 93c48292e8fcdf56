"""Commands that bring articles in, take them out, and show what the extraction finds."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.console import (
    FAILED,
    INTERRUPTED,
    PARTLY,
    config_option,
    data_option,
    estimate_option,
    existing,
    json_option,
    progress,
    tell,
)
from server.estimating import show_estimate, tell_asked
from server.owning import settle

if TYPE_CHECKING:
    from corpus.article import Article
    from extract.pipeline import Extractor
    from extract.reading import Reading
    from graph.home import Home

# Whether a path can be read is the reader's to tell: the others are read all the same.
PATHS = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(readable=False, path_type=Path), metavar="PATH…"
)
_MANY = 100  # articles from which on the graph follows while further ones are read
BATCH = 32  # articles read together: the tagger's matrix work wants them, and a crash costs no more than these


@click.command()
@PATHS
@data_option
@config_option
@estimate_option
@json_option
def ingest(paths: tuple[Path, ...], data: Path, config: Path | None, estimate: bool, as_json: bool) -> None:
    """Read articles and add them to the graph.

    PATH is a Markdown, text or JSON Lines file, or a folder of them. An article whose id is known already is replaced
    if its text has changed and passed over if not; of two that declare one id the later stays. What cannot be read is told of, and the rest goes on (exit code 3).
    """
    from corpus.reader import count_documents
    from extract.configuration import configured
    from extract.pipeline import load
    from graph.follower import Follower
    from graph.home import Home

    configuration = configured(config)
    if estimate:
        refused: list[str] = []
        unread = _articles(paths, lambda outcome, article, message: refused.append(message))
        estimated = show_estimate(unread, configuration, data=data, as_json=as_json)
        for message in refused:
            tell(message)
        sys.exit(0 if not refused else PARTLY if estimated else FAILED)
    home = Home(data)
    counts: Counter[str] = Counter()
    put: set[str] = set()
    with progress("Reading articles") as show, Follower(home, "ingest") as follower:
        total = count_documents(paths)
        show(0, total)
        extractor = load(configuration)

        def report(outcome: str, article: str | None, message: str = "") -> None:
            counts[outcome] += 1
            show(counts.total(), total)
            if as_json:
                row = {"article": article, "outcome": outcome} | ({"message": message} if message else {})
                click.echo(json.dumps(row, ensure_ascii=False))
            elif outcome == "failed":
                tell(message)
            elif outcome == "replaced":
                why = "this one came later under the same id" if article in put else "its content has changed"
                tell(f"{article}: replaced, {why}")

        try:
            with home.history.run("ingest", extractor.fingerprint) as run:
                for result in _read(_articles(paths, report), extractor, home, report):
                    report(home.put(result, run=run), result.article.id)
                    put.add(result.article.id)
                    if len(put) >= _MANY:
                        follower.start()
        except KeyboardInterrupt:
            tell("interrupted; what was acknowledged is kept")
            tell_asked(extractor)
            sys.exit(INTERRUPTED)
    settle(home, "ingest", quiet=as_json)
    tell_asked(extractor)
    if not as_json:
        tell(summary(counts))
    sys.exit(0 if not counts["failed"] else FAILED if not counts.total() - counts["failed"] else PARTLY)


def _articles(paths: Iterable[Path], report: Callable[[str, str | None, str], None]) -> Iterator["Article"]:
    from corpus.article import Article
    from corpus.reader import read_paths

    for item in read_paths(paths):
        if isinstance(item, Article):
            yield item
        else:
            report("failed", None, str(item))


def _read(
    articles: Iterator["Article"],
    extractor: "Extractor",
    home: "Home",
    report: Callable[[str, str | None, str], None],
) -> Iterator["Reading"]:
    """The readings of those articles that are not read already."""
    while batch := list(islice(articles, BATCH)):
        stale: list[Article] = []
        ids: set[str] = set()
        for article in batch:
            # What comes before it in the batch under the same id replaces what is known now.
            if article.id not in ids and home.is_current(article, extractor.fingerprint):
                report("unchanged", article.id, "")
            else:
                stale.append(article)
                ids.add(article.id)
        yield from read_batch(stale, extractor, report)


def read_batch(
    articles: list["Article"], extractor: "Extractor", report: Callable[[str, str | None, str], None]
) -> Iterator["Reading"]:
    """The readings of some articles; one that breaks the extractor is told of alone."""
    try:
        yield from list(extractor.read_all(articles))
    except Exception:  # whichever stage broke, the other articles of the batch are read
        for article in articles:
            try:
                reading = extractor.read(article)
            except Exception as error:
                report("failed", article.id, f"{article.id}: cannot be read: {error!r}")
            else:
                yield reading


def summary(counts: Counter[str]) -> str:
    """The outcomes in one line."""
    order = ("new", "replaced", "reread", "unchanged", "overtaken", "failed")
    return ", ".join(f"{counts[name]} {name}" for name in order if counts[name]) or "no articles"


@click.command()
@PATHS
@click.option(
    "--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True, help="Output format."
)
@config_option
@estimate_option
def extract(paths: tuple[Path, ...], form: str, config: Path | None, estimate: bool) -> None:
    """Print what the extraction finds, one JSON object an article, without keeping it."""
    from extract.configuration import configured
    from extract.pipeline import load
    from extract.reading import to_json

    configuration = configured(config)
    failed = done = 0

    def report(outcome: str, article: str | None, message: str = "") -> None:
        nonlocal failed
        failed += 1
        tell(message)

    articles = _articles(paths, report)
    if estimate:
        done = show_estimate(articles, configuration)
        sys.exit(0 if not failed else PARTLY if done else FAILED)
    extractor = load(configuration)
    while batch := list(islice(articles, BATCH)):
        for reading in read_batch(batch, extractor, report):
            done += 1
            click.echo(json.dumps(to_json(reading), ensure_ascii=False))
    tell_asked(extractor)
    sys.exit(0 if not failed else PARTLY if done else FAILED)


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ID…")
@data_option
@json_option
def retract(articles: tuple[str, ...], data: Path, as_json: bool) -> None:
    """Take articles out: the graph is then as if it had never seen them."""
    from graph.home import Home

    home = Home(existing(data))
    missing = 0
    for article in articles:
        found = home.retract(article)
        missing += not found
        if as_json:
            click.echo(
                json.dumps({"article": article, "outcome": "retracted" if found else "unknown"}, ensure_ascii=False)
            )
        elif found:
            tell(f"{article}: retracted")
        else:
            tell(f"{article}: no such article")
    settle(home, "retract", quiet=as_json)
    sys.exit(0 if not missing else PARTLY if missing < len(articles) else FAILED)


@click.command()
@data_option
def rebuild(data: Path) -> None:
    """Make the graph and the index anew from the kept articles."""
    from graph.home import Home

    home = Home(data)
    with progress("Rebuilding") as show, home.own("rebuild") as graph:
        count = graph.rebuild(show)
    home.settle("rebuild")
    tell(f"{count} articles rebuilt")
