"""The command that measures the search on queries whose answers are known."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.console import data_option, existing, fail, json_option, printable

if TYPE_CHECKING:
    from corpus.judged import Span
    from graph.home import Home


@click.command("evaluate-search")
@click.argument("queries", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="QUERIES")
@data_option
@click.option(
    "--half",
    type=click.Choice(["first", "second"]),
    help="Only the odd lines, to choose weights by, or only the even ones, to report.",
)
@click.option("--kinds", is_flag=True, help="Show the figures of each kind of query as well.")
@json_option
def evaluate_search(queries: Path, data: Path, half: str | None, kinds: bool, as_json: bool) -> None:
    """Measure the search on QUERIES of which is known what answers them.

    QUERIES has one JSON object a line: {"query": "…", "kind": "…", "relevant": [{"article": "ID", "sentence": "…"}]},
    with every sentence that answers the query; "kind" may be left out. MRR@10 is the mean of 1/rank of the first of these
    sentences, recall@10 the mean part of them that is found, both among the first ten sentences.
    """
    from corpus import judged
    from graph.home import Home

    home = Home(existing(data))
    try:
        found = list(judged.judged_queries(queries, _texts(home)))
    except judged.JudgedError as error:
        fail(str(error))
    if half:
        found = judged.half(found, half)
    if not found:
        fail(f"{queries}: there are no queries in it")
    rows = [
        {"ranking": name, "kind": kind, **asdict(figures)}
        for name, rank in _rankings(home).items()
        for kind, figures in judged.score(found, rank).items()
        if kinds or not kind
    ]
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    click.echo(f"{'RANKING':<16}{'QUERIES':>8}{'MRR@10':>8}{'RECALL@10':>11}")
    for row in rows:
        name = f"  {printable(str(row['kind']))}" if row["kind"] else row["ranking"]
        click.echo(f"{name:<16}{row['queries']:>8}{row['mrr']:>8.3f}{row['recall']:>11.3f}")


def _texts(home: "Home") -> Callable[[str], str | None]:
    def text(article: str) -> str | None:
        reading = home.reading(article)
        return reading.article.text if reading else None

    return text


def _rankings(home: "Home") -> dict[str, Callable[[str], Sequence["Span"]]]:
    """Ways to rank sentences, by name."""
    from corpus.judged import CUT
    from graph.expansion import CHOSEN, Weights
    from graph.finding import MOST_ENTITIES

    def ranked(weights: Weights | None) -> Callable[[str], Sequence["Span"]]:
        def rank(words: str) -> list["Span"]:
            hits = home.search(words, limit=CUT + MOST_ENTITIES, weights=weights).hits
            return [(hit.article, hit.start, hit.end) for hit in hits if hit.article]

        return rank

    return {"words": ranked(None), "words, graph": ranked(CHOSEN)}
