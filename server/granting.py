"""Commands that give programs the right to write, and take it back."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from server.console import data_option, existing, json_option, printable, tell

_SCOPES = click.Choice(["decide", "update"])


@click.group()
def token() -> None:
    """Tokens with which programs may write through the server."""


@token.command()
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=_SCOPES,
    multiple=True,
    required=True,
    help="What it may do, with NAME as the author: decide is to correct the graph, update to write graphs of users by SPARQL "
    "and the Graph Store Protocol. Can be given several times.",
)
@click.option("--days", type=click.IntRange(1, 3650), help="How long it is valid.  [default: until it is revoked]")
@data_option
def create(name: str, scopes: tuple[str, ...], days: int | None, data: Path) -> None:
    """Make a token and print it, which happens this once."""
    from graph.access import SCOPES, Tokens

    chosen = [scope for scope in SCOPES if scope in scopes]
    click.echo(Tokens(existing(data)).create(name, chosen, days=days))
    tell("keep it where only its program can read it: it cannot be shown again")


@token.command("list")
@data_option
@json_option
def list_(data: Path, as_json: bool) -> None:
    """List the tokens, but for what they are."""
    from graph.access import Tokens

    for one in Tokens(existing(data)).all():
        if as_json:
            click.echo(json.dumps({k: v for k, v in asdict(one).items() if k != "digest"}, ensure_ascii=False))
        else:
            until = f", valid until {one.expires}" if one.expires else ""
            click.echo(printable(f"{one.name}: {', '.join(one.scopes)}; made {one.created}{until}"))


@token.command()
@click.argument("name")
@data_option
def revoke(name: str, data: Path) -> None:
    """Take a token back, at once."""
    from graph.access import Tokens

    Tokens(existing(data)).revoke(name)
    tell(f"{name}: revoked")
