"""The command that measures the search on queries whose answers are known."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.console import config_option, data_option, existing, fail, json_option, printable
from server.embedding import opened

if TYPE_CHECKING:
    from corpus.judged import Span
    from graph.expansion import Means
    from graph.home import Home
    from graph.semantics import Semantics

_LOOKED_AT = 50  # hits, of which entities and what stands in a sentence that is there already do not count


@click.command("evaluate-search")
@click.argument("queries", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="QUERIES")
@data_option
@config_option
@click.option(
    "--weight",
    "weights",
    type=click.FloatRange(0, 100),
    multiple=True,
    metavar="W",
    help="A weight of the vectors to try, several times for several; by default the one of the configuration.",
)
@click.option(
    "--half",
    type=click.Choice(["first", "second"]),
    help="Only the odd lines, to choose weights by, or only the even ones, to report.",
)
@click.option("--kinds", is_flag=True, help="Show the figures of each kind of query as well.")
@json_option
def evaluate_search(
    queries: Path,
    data: Path,
    config: Path | None,
    weights: tuple[float, ...],
    half: str | None,
    kinds: bool,
    as_json: bool,
) -> None:
    """Measure the search on QUERIES of which is known what answers them.

    QUERIES has one JSON object a line: {"query": "…", "kind": "…", "relevant": [{"article": "ID", "sentence": "…"}]},
    with every sentence that answers the query; "kind" may be left out. MRR@10 is the mean of 1/rank of the first of these
    sentences, recall@10 the mean part of them that is found, both among the first ten sentences. With a model of vectors in the
    file of --config, whose vectors `rongqiao embed` has made, it is measured what these bring.
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
    with opened(home, config) as semantics:
        rows = [
            {"ranking": name, "kind": kind, **asdict(figures)}
            for name, means in _means(semantics, weights).items()
            for kind, figures in judged.score(found, _ranking(home, means)).items()
            if kinds or not kind
        ]
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    click.echo(f"{'FOUND BY':<28}{'QUERIES':>8}{'MRR@10':>8}{'RECALL@10':>11}")
    for row in rows:
        name = f"  {printable(str(row['kind']))}" if row["kind"] else row["ranking"]
        click.echo(f"{name:<28}{row['queries']:>8}{row['mrr']:>8.3f}{row['recall']:>11.3f}")


def _texts(home: "Home") -> Callable[[str], str | None]:
    def text(article: str) -> str | None:
        reading = home.reading(article)
        return reading.article.text if reading else None

    return text


def _ranking(home: "Home", means: "Means") -> Callable[[str], Sequence["Span"]]:
    """Ranks sentences as a search shows them, each once."""
    from corpus.judged import CUT
    from graph.search_syntax import parse

    def rank(words: str) -> list["Span"]:
        ranked: list[Span] = []
        for hit in home.answer(parse(words), limit=_LOOKED_AT, means=means).hits:
            if hit.article and not any(hit.article == one and start <= hit.start < end for one, start, end in ranked):
                ranked.append((hit.article, hit.start, hit.end))
        return ranked[:CUT]

    return rank


def _means(semantics: "Semantics | None", weights: tuple[float, ...]) -> dict[str, "Means"]:
    """By what sentences may be found, by name."""
    from graph.expansion import GRAPH, WORDS, Means

    found = {"words": WORDS, "words, graph": GRAPH}
    if semantics is None:
        if weights:
            raise click.UsageError("--weight needs a model: [search.embeddings] in the file of --config")
        return found
    for weight in weights or (semantics.weight,):
        found[f"words, vectors {weight:g}"] = Means(None, semantics.nearest, weight)
        found[f"words, graph, vectors {weight:g}"] = Means(nearest=semantics.nearest, weight=weight)
    return found
