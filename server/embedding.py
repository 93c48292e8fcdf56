"""The command that makes the vectors which searches by meaning need."""

import json
from contextlib import closing
from pathlib import Path

import click

from server.console import config_option, counted, data_option, existing, fail, json_option, progress


@click.command()
@data_option
@config_option
@click.option("--estimate", is_flag=True, help="Only tell how many sentences lack a vector, and how long they are.")
@json_option
def embed(data: Path, config: Path | None, estimate: bool, as_json: bool) -> None:
    """Make the vectors of all sentences that lack one, by the model of [search.embeddings].

    The file of --config names the model (docs/extractors.md). Its texts leave this machine if its endpoint is elsewhere. Interrupted
    or failed, it goes on from there the next time; `rongqiao serve` with the same file keeps the vectors up with the articles.
    """
    from extract.configuration import configured
    from graph.embedding import EmbeddingError
    from graph.home import Home
    from graph.semantics import Semantics

    settings = configured(config).embeddings
    if settings is None:
        raise click.UsageError("embed needs a model: [search.embeddings] in the file of --config")
    home = Home(existing(data))
    try:
        with closing(Semantics(home.path, home.truths, settings)) as semantics:
            if estimate:
                texts = [text for _, sentences in semantics.pending() for text in sentences]
                row = {"sentences": len(texts), "characters": sum(map(len, texts))}
                told = f"{counted(row['sentences'], 'sentence')}, {counted(row['characters'], 'character')}"
            else:
                with progress("Making vectors") as show:
                    articles = semantics.follow(show)
                row = {"articles": articles, "vectors": semantics.vectors.count()}
                told = f"{counted(articles, 'article')} embedded; {counted(row['vectors'], 'sentence')} with a vector"
    except EmbeddingError as error:
        fail(str(error))
    click.echo(json.dumps(row) if as_json else told)
