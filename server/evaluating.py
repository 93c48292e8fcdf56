"""The command that measures the extraction on annotated articles."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from server.console import fail, json_option


@click.command()
@click.option(
    "--gold",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Annotated articles of your own, one JSON object a line, instead of those that come with Rongqiao.",
)
@click.option(
    "--part",
    type=click.Choice(["first", "develop", "held", "all"]),
    default="held",
    show_default=True,
    help="Which of Rongqiao's own: the first twelve, those it was developed on since, or those held out from that.",
)
@click.option(
    "--baseline",
    type=click.Choice(["lac", "jieba"]),
    help="Score the names of LAC-small or of jieba.posseg alone instead.",
)
@click.option("--errors", is_flag=True, help="List every difference as well.")
@json_option
def evaluate(gold: Path | None, part: str, baseline: str | None, errors: bool, as_json: bool) -> None:
    """Score the extraction on annotated articles: precision, recall and F1 of each layer."""
    from corpus.goldset import GoldError, gold_articles
    from corpus.scoring import score
    from extract.baselines import BASELINES
    from extract.pipeline import load
    from extract.reading import to_json

    try:
        pairs = list(gold_articles(gold or part))
    except GoldError as error:
        fail(str(error))
    read = BASELINES[baseline] if baseline else load().read_all
    systems = {reading.article.id: to_json(reading) for reading in read(article for article, _ in pairs)}
    scores = score([annotated for _, annotated in pairs], systems)
    if as_json:
        click.echo(json.dumps({name: asdict(row) for name, row in scores.rows.items()}, ensure_ascii=False))
        return
    if errors:
        for difference in scores.differences:
            click.echo(difference)
    click.echo(scores.table())
