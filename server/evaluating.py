"""The command that measures the extraction on annotated articles."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from server.console import config_option, fail, json_option
from server.estimating import tell_asked


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
    type=click.Choice(["tagger", "lac", "jieba"]),
    help="Score the names of the tagger, of LAC-small that it comes from, or of jieba.posseg alone instead.",
)
@click.option("--errors", is_flag=True, help="List every difference as well.")
@config_option
@json_option
def evaluate(
    gold: Path | None, part: str, baseline: str | None, errors: bool, config: Path | None, as_json: bool
) -> None:
    """Score the extraction on annotated articles: precision, recall and F1 of each layer."""
    from corpus.goldset import GoldError, gold_articles
    from corpus.scoring import score
    from extract.baselines import BASELINES
    from extract.configuration import configured
    from extract.pipeline import load
    from extract.reading import to_json

    try:
        pairs = list(gold_articles(gold or part))
    except GoldError as error:
        fail(str(error))
    if baseline:
        readings = BASELINES[baseline](article for article, _ in pairs)
    else:
        extractor = load(configured(config))
        readings = extractor.read_all(article for article, _ in pairs)
    systems = {reading.article.id: to_json(reading) for reading in readings}
    if not baseline:
        tell_asked(extractor)
    scores = score([annotated for _, annotated in pairs], systems)
    if as_json:
        click.echo(json.dumps({name: asdict(row) for name, row in scores.rows.items()}, ensure_ascii=False))
        return
    if errors:
        for difference in scores.differences:
            click.echo(difference)
    click.echo(scores.table())
