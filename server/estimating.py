"""What asking a chat endpoint would cost, told before it is asked; and what was asked, told afterwards."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.console import tell

if TYPE_CHECKING:
    from corpus.article import Article
    from extract.chat import Estimate
    from extract.configuration import Chat, Configuration
    from extract.pipeline import Extractor


def show_estimate(
    articles: Iterable["Article"], configuration: "Configuration", *, data: Path | None = None, as_json: bool = False
) -> int:
    """Prints what asking about `articles` would take, less those that `data` has as this configuration reads them, and
    asks nobody; the number of articles."""
    from extract.chat import Estimate
    from extract.pipeline import load

    chat = configuration.chat
    if chat is None:
        raise click.UsageError("--estimate needs a chat endpoint: [extract.chat] in the file of --config")
    extractor = load(configuration, asking=False)
    total = sum(extractor.estimates(_stale(articles, extractor, data), chat), Estimate())
    cost = _cost(total, chat)
    if as_json:
        click.echo(json.dumps(asdict(total) | {"max_tokens": chat.max_tokens, "cost": cost}))
        return total.articles
    click.echo(
        f"{total.articles} articles, {total.sentences} sentences to ask about in {total.requests} requests: "
        f"about {total.tokens_in:,} tokens of questions, at most {total.tokens_out:,} of answers"
    )
    if cost is not None:
        click.echo(f"at most {cost:.4f} at the prices of the configuration")
    covered = total.tokens_in + total.tokens_out <= chat.max_tokens
    click.echo(f"the budget of {chat.max_tokens:,} tokens {'covers that' if covered else 'may not cover that'}")
    return total.articles


def _stale(articles: Iterable["Article"], extractor: "Extractor", data: Path | None) -> Iterator["Article"]:
    """Those of `articles` that an ingest into `data` would read."""
    from graph.home import Home

    if data is None or not (data / "truths.sqlite3").exists():  # opening it would make it
        yield from articles
        return
    with Home(data) as home:
        yield from (article for article in articles if not home.is_current(article, extractor.fingerprint))


def _cost(estimate: "Estimate", chat: "Chat") -> float | None:
    if chat.price_in is None and chat.price_out is None:
        return None
    return (estimate.tokens_in * (chat.price_in or 0) + estimate.tokens_out * (chat.price_out or 0)) / 1_000_000


def tell_asked(extractor: "Extractor") -> None:
    """One line on what the chat endpoint was asked, if one is configured."""
    if extractor.asker:
        tell(extractor.asker.summary())
