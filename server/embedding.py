"""The command that makes the vectors which searches by meaning need, and how other commands open these."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.console import config_option, counted, data_option, existing, json_option, progress, tell

if TYPE_CHECKING:
    from graph.home import Home
    from graph.semantics import Semantics


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
    from graph.home import VECTORS, Home
    from graph.semantics import Semantics

    settings = configured(config).embeddings
    if settings is None:
        raise click.UsageError("embed needs a model: [search.embeddings] in the file of --config")
    home = Home(existing(data))
    with closing(Semantics(home.path / VECTORS, home.truths, settings)) as semantics:
        if estimate:
            texts = [text for _, sentences in semantics.pending() for text in sentences]
            row = {"sentences": len(texts), "characters": sum(map(len, texts))}
            told = f"{counted(row['sentences'], 'sentence')}, {counted(row['characters'], 'character')}"
        else:
            with progress("Making vectors") as show:
                articles = semantics.follow(show)
            row = {"articles": articles, "vectors": semantics.vectors.count()}
            told = f"{counted(articles, 'article')} embedded; {counted(row['vectors'], 'sentence')} with a vector"
    click.echo(json.dumps(row) if as_json else told)


@contextmanager
def opened(home: "Home", config: Path | None) -> Iterator["Semantics | None"]:
    """The vectors of the model that a configuration names, if it names one; it is told where there are none yet."""
    from extract.configuration import configured

    settings = configured(config).embeddings
    if settings is None:
        yield None
        return
    from graph.home import VECTORS
    from graph.semantics import Semantics

    with closing(Semantics(home.path / VECTORS, home.truths, settings)) as semantics:
        if not semantics.vectors.applied:
            tell(f"{home.path}: there are no vectors of {settings.model} yet; `rongqiao embed` makes them")
        yield semantics
