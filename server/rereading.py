"""The command that reads articles again with the present extractor."""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.console import (
    FAILED,
    INTERRUPTED,
    PARTLY,
    USAGE,
    config_option,
    data_option,
    existing,
    fail,
    json_option,
    progress,
    tell,
)
from server.estimating import tell_asked
from server.ingesting import BATCH, read_batch, summary
from server.owning import settle

if TYPE_CHECKING:
    from corpus.article import Article
    from graph.home import Home

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@click.command()
@data_option
@config_option
@click.option(
    "--since",
    metavar="DATE|RUN",
    help="Only articles published on this day (2026-11-23) or later; or only those that this run or a later one has read.",
)
@json_option
def reextract(data: Path, config: Path | None, since: str | None, as_json: bool) -> None:
    """Read those articles again whose reading is not the present extractor's, the newest first.

    A new version and another configuration read otherwise; what is current is passed over, so that one that was
    interrupted or killed goes on where it was. What an article's reading replaces is kept for `rongqiao diff`.
    """
    from extract.configuration import configured
    from extract.pipeline import load
    from graph.home import Home

    configuration = configured(config)
    home = Home(existing(data))
    day, made_from = _limits(home, since)
    counts: Counter[str] = Counter()
    with progress("Reading articles again") as show:
        extractor = load(configuration)
        stale = home.history.stale(extractor.fingerprint, since=day, made_from=made_from)
        show(0, len(stale))

        def report(outcome: str, article: str | None, message: str = "") -> None:
            counts[outcome] += 1
            show(counts.total(), len(stale))
            if as_json:
                row = {"article": article, "outcome": outcome} | ({"message": message} if message else {})
                click.echo(json.dumps(row, ensure_ascii=False))
            elif outcome == "failed":
                tell(message)

        try:
            with home.history.run("reextract", extractor.fingerprint) as run:
                articles = _articles(home, stale, extractor.fingerprint, report)
                while batch := list(islice(articles, BATCH)):
                    for reading in read_batch(batch, extractor, report):
                        report(home.put(reading, run=run, again=True), reading.article.id)
        except KeyboardInterrupt:
            tell("interrupted; what was read again is kept, and reextract goes on from there")
            tell_asked(extractor)
            sys.exit(INTERRUPTED)
    settle(home, "reextract", quiet=as_json)
    tell_asked(extractor)
    done = run if counts["reread"] else None
    if as_json:
        click.echo(json.dumps({"run": done} | counts, ensure_ascii=False))
    elif done:
        tell(f"{summary(counts)} in run {done}; `rongqiao diff previous {done}` tells what changed")
    else:
        tell(summary(counts) if stale else "every reading is the present extractor's")
    sys.exit(0 if not counts["failed"] else FAILED if not counts.total() - counts["failed"] else PARTLY)


def _limits(home: "Home", since: str | None) -> tuple[date | None, Collection[int]]:
    """The day, or the runs, that `--since` means."""
    from graph.runs import RunError

    if since is None:
        return None, ()
    try:
        if _DAY.fullmatch(since):
            return date.fromisoformat(since), ()
        runs = home.history.find(since)
    except (ValueError, RunError) as error:
        fail(f"--since {since}: {error}", USAGE)
    if isinstance(runs, str):
        fail("--since previous: name a run", USAGE)
    return None, runs


def _articles(
    home: "Home", stale: Iterable[str], fingerprint: str, report: Callable[[str, str | None], None]
) -> Iterator["Article"]:
    """The stale articles as they are when their turn comes: another process may have changed them by then."""
    for article_id in stale:
        reading = home.reading(article_id)
        if reading is None:
            report("overtaken", article_id)
        elif reading.fingerprint == fingerprint:
            report("unchanged", article_id)
        else:
            yield reading.article
