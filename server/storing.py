"""The command that tells and settles where the graph lies."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.console import data_option, json_option, progress, tell
from server.owning import own

if TYPE_CHECKING:
    from graph.whereabouts import Remote

_HERE = "embedded"


@click.command()
@click.argument("place", required=False, metavar="[URL|embedded]")
@data_option
@click.option("--update", metavar="URL", help="Where the server takes updates.  [default: the same URL]")
@click.option(
    "--timeout",
    type=click.FloatRange(0, 86400, min_open=True),
    metavar="SECONDS",
    help="How long a request to the server may take.  [default: 120]",
)
@click.option(
    "--force", is_flag=True, help="Remove what the server has in the way: other quads, or another data directory's."
)
@json_option
def store(place: str | None, data: Path, update: str | None, timeout: float | None, force: bool, as_json: bool) -> None:
    """Tell where the graph's quads lie, or put them elsewhere: behind a SPARQL 1.1 server, or into the data directory.

    URL is where the server takes queries. From then on every command uses it: that is recorded in the data directory.
    A name and password, or a token, are read from RONGQIAO_STORE_USER and RONGQIAO_STORE_PASSWORD, or from
    RONGQIAO_STORE_TOKEN, whenever they are needed, and recorded nowhere. Articles, readings and decisions stay in the
    data directory; `rongqiao index` settles where the keyword index lies.
    """
    from extract.configuration import is_address
    from graph import whereabouts
    from graph.home import Home

    if place in (None, _HERE) and (update or timeout or force):
        raise click.UsageError("--update, --timeout and --force belong to the URL of a server")
    for address in (place, update):
        if address not in (None, _HERE) and not is_address(address):
            shown = "" if "@" in address or "?" in address else f" {address!r}"
            raise click.UsageError(f"the URL{shown} must be http://… or https://…, without name, password, query or #")
    if place is None:
        chosen = whereabouts.remote(data)
    else:
        from graph.moving import move

        with Home(data) as home:
            chosen = None
            if place != _HERE:
                chosen = whereabouts.named(home.path, place, update or place, timeout or whereabouts.TIMEOUT)
            move(home, chosen, force=force)
            with own(home, "store") as graph, progress("Updating the graph") as show:
                graph.catch_up(show)
    if as_json:
        click.echo(json.dumps(_row(chosen)))
    else:
        click.echo(f"{chosen.query} (updates: {chosen.update})" if chosen else str(data))
    if place is not None and not as_json:
        tell("the graph is there, whole")


def _row(chosen: "Remote | None") -> dict[str, object]:
    if chosen is None:
        return {"store": _HERE}
    return {"store": "server"} | {name: value for name, value in asdict(chosen).items() if name != "directory"}
