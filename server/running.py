"""Commands on runs of the extractor: which there were, and what one found that another did not."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.console import FAILED, USAGE, data_option, existing, fail, json_option, printable, progress, tell

if TYPE_CHECKING:
    from corpus.article import Article
    from graph.comparison import Comparison, Count, Difference, Found, Kind
    from graph.history import History
    from graph.runs import Run

_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*%?")
_KIND = {"fact": "事实", "entity": "实体", "mention": "提及"}


@click.command()
@data_option
@json_option
def runs(data: Path, as_json: bool) -> None:
    """List the runs of the extractor, the last one first.

    A run is named by the moment of its beginning, in UTC. READ counts the readings that it made, KEPT those that can still
    be compared: the last three of each article, as long as its text is the same. What TOOK no time goes on still or was
    killed; what is named by its fingerprint was read before runs were kept.
    """
    from graph.home import Home

    found = Home(existing(data)).history.runs()
    if as_json:
        for run, kept in found:
            click.echo(json.dumps(_row(run, kept)))
    elif found:
        _print_runs(found)
    else:
        tell("nothing has been read yet")


def _row(run: "Run", kept: int) -> dict[str, object]:
    moments = {name: moment.isoformat() if (moment := getattr(run, name)) else None for name in ("started", "ended")}
    return asdict(run) | moments | {"kept": kept}


def _print_runs(found: list[tuple["Run", int]]) -> None:
    rows = [("RUN", "COMMAND", "TOOK", "FINGERPRINT", "READ", "KEPT")]
    for run, kept in found:
        took = str(run.ended - run.started) if run.started and run.ended else "–"
        rows.append(
            (printable(run.id), run.command or "–", took, printable(run.fingerprint), f"{run.read:,}", f"{kept:,}")
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        texts = [
            text.rjust(width) if n > 3 else text.ljust(width)
            for n, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(texts))


def _share(ctx: click.Context, param: click.Parameter, value: str | None) -> float | None:
    """A share in per cent."""
    if value is None:
        return None
    found = _SHARE.fullmatch(value.strip())
    if not found or float(found[1]) > 100:
        raise click.BadParameter(f"{value!r} is no share between 0% and 100%")
    return float(found[1])


@click.command()
@click.argument("first", metavar="RUN")
@click.argument("second", metavar="RUN")
@data_option
@click.option(
    "--fail-if-lost",
    "most",
    callback=_share,
    metavar="N%",
    help="End with exit code 1 if more than N % of the first run's facts are lost, or if two named runs share no article.",
)
@click.option(
    "--limit",
    type=click.IntRange(0),
    help="Differences shown at the most; all are counted.  [default: 100; --json: all]",
)
@json_option
def diff(first: str, second: str, data: Path, most: float | None, limit: int | None, as_json: bool) -> None:
    """Show the facts, entities and mentions that the second run gained and lost against the first, with their sentences.

    RUN is an id of `rongqiao runs` or its beginning; a fingerprint or its beginning, for all runs of that extractor;
    `latest`, the last run; or `previous`, what each article's reading was before that of the other run. Compared are the
    articles of which a reading by both is kept. A fact is lost if an article no longer yields the same names of subject
    and object, predicate, time and sum of money.
    """
    from graph.comparison import KINDS, Count
    from graph.home import Home

    history = Home(existing(data)).history
    shown = limit if limit is not None else sys.maxsize if as_json else 100
    rows: list[tuple[Article, Difference]] = []
    totals: dict[Kind, Count] = dict.fromkeys(KINDS, Count())
    articles = differences = 0
    with progress("Comparing") as show:
        for article, comparison in _comparisons(history, first, second, show):
            articles += 1
            totals = {kind: totals[kind] + comparison.counts[kind] for kind in KINDS}
            for difference in comparison.differences:
                differences += 1
                if differences > shown:
                    continue
                if as_json:
                    click.echo(json.dumps(_difference(article, difference), ensure_ascii=False))
                else:
                    rows.append((article, difference))
    if as_json:
        counts = {kind: asdict(count) for kind, count in totals.items()}
        click.echo(json.dumps({"kind": "total", "articles": articles} | counts))
    else:
        _print_differences(rows)
        if differences > shown:
            click.echo(f"… and {differences - shown} more differences: --limit {differences} shows all")
        _print_totals(articles, totals)
    if not articles:
        tell(f"no article has a reading by {first} and one by {second} that are kept")
    if most is not None:
        lost = _lost(totals["fact"], most)
        # What a run is the first to read has lost nothing; two that are named and share nothing were not compared.
        sys.exit(FAILED if lost or not (articles or "previous" in (first, second)) else 0)


def _comparisons(
    history: "History", first: str, second: str, show: Callable[[int, int | None], None]
) -> Iterator[tuple["Article", "Comparison"]]:
    from graph.comparison import compare
    from graph.runs import RunError

    try:
        before, after = history.find(first), history.find(second)
    except RunError as error:
        fail(str(error), USAGE)
    if not isinstance(after, str):
        chosen, other = after, before
    elif not isinstance(before, str):
        chosen, other = before, after
    else:
        fail("previous and previous: one of the two must name a run", USAGE)
    total = history.read_in(chosen)
    for done, pair in enumerate(history.pairs(chosen, other), 1):
        if pair:
            others, own = pair
            yield own.article, compare(others, own) if chosen is after else compare(own, others)
        show(done, total)


def _lost(facts: "Count", most: float) -> bool:
    """Whether more than `most` per cent of the facts are lost, which is told."""
    share = 100 * facts.lost / facts.first if facts.first else 0.0
    if share > most:
        tell(f"{facts.lost} of {facts.first} facts lost: {share:.2f} %, more than {most:g} %")
    return share > most


def _difference(article: "Article", difference: "Difference") -> dict[str, object]:
    """A difference as one JSON object: `kind` tells which keys it has."""
    found = difference.found
    row = {"article": article.id, "change": difference.change, "kind": found.kind} | asdict(found)
    return row | {"evidence": {"start": difference.start, "end": difference.end, "quote": difference.sentence}}


def _print_differences(rows: Iterable[tuple["Article", "Difference"]]) -> None:
    """Under each article its sentences, under each sentence what it no longer yields and what it yields now."""
    for _, group in groupby(rows, key=lambda row: row[0].id):
        differences = list(group)
        article = differences[0][0]
        day = f"  {article.published}" if article.published else ""
        click.echo(click.style(printable(f"{article.id}{day}  {article.title}"), bold=True))
        for sentence, parts in groupby((d for _, d in differences), key=lambda d: (d.start, d.end, d.sentence)):
            if sentence[2]:
                click.echo(f"  {printable(sentence[2])}")
            for difference in parts:
                sign, colour = ("+", "green") if difference.change == "gained" else ("-", "red")
                line = f"    {sign} {_KIND[difference.found.kind]}  {printable(_words(difference.found))}"
                click.echo(click.style(line, fg=colour))
        click.echo()


def _words(found: "Found") -> str:
    from graph.comparison import EntityFound, FactFound
    from ontology.predicates import CLASSES, PREDICATES

    if isinstance(found, FactFound):
        predicate = PREDICATES[found.predicate].zh if found.predicate in PREDICATES else found.predicate
        money = f"{found.amount} {found.currency or ''}".strip() if found.amount is not None else None
        return " · ".join(part for part in (found.subject, predicate, found.object, found.when, money) if part)
    name = found.name if isinstance(found, EntityFound) else found.text
    return f"{name}（{CLASSES[found.type].zh}）"


def _print_totals(articles: int, totals: Mapping["Kind", "Count"]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, box=None)
    table.add_column(f"{articles} articles" if articles != 1 else "1 article")
    for heading in ("FIRST", "SECOND", "GAINED", "LOST"):
        table.add_column(heading, justify="right")
    for kind, count in totals.items():
        share = f" ({100 * count.lost / count.first:.1f} %)" if count.lost else ""
        table.add_row(_KIND[kind], str(count.first), str(count.second), str(count.gained), f"{count.lost}{share}")
    Console(markup=False, highlight=False).print(table)
