"""The command that tells and settles where the keyword index lies."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.console import data_option, json_option, progress, tell
from server.owning import own

if TYPE_CHECKING:
    from graph.whereabouts import SearchServer

_HERE = "embedded"


@click.command()
@click.argument("place", required=False, metavar="[URL|embedded]")
@data_option
@click.option("--name", metavar="NAME", help="What the index is called there.  [default: rongqiao]")
@click.option(
    "--timeout",
    type=click.FloatRange(0, 86400, min_open=True),
    metavar="SECONDS",
    help="How long a request to the server may take.  [default: 120]",
)
@click.option("--force", is_flag=True, help="Remove the index of this name that another data directory has there.")
@json_option
def index(place: str | None, data: Path, name: str | None, timeout: float | None, force: bool, as_json: bool) -> None:
    """Tell where the keyword index lies, or put it elsewhere: on a server of OpenSearch, or into the data directory.

    URL is the server's address. From then on every search uses it: that is recorded in the data directory. A name and
    password, or a token, are read from RONGQIAO_INDEX_USER and RONGQIAO_INDEX_PASSWORD, or from RONGQIAO_INDEX_TOKEN,
    whenever they are needed, and recorded nowhere. Needs the client: pip install 'rongqiao[opensearch]'.
    """
    from extract.configuration import is_address
    from graph import whereabouts
    from graph.home import Home

    if place in (None, _HERE) and (name or timeout or force):
        raise click.UsageError("--name, --timeout and --force belong to the URL of a server")
    if place not in (None, _HERE) and not is_address(place):
        shown = "" if "@" in place or "?" in place else f" {place!r}"
        raise click.UsageError(f"the URL{shown} must be http://… or https://…, without name, password, query or #")
    if name is not None and not whereabouts.is_name(name):
        raise click.UsageError(f"the name {name[:50]!r} must be of small letters a to z, digits, - and _")
    if place is None:
        chosen = whereabouts.search_server(data)
    else:
        from graph.moving import fill_index, move_index

        with Home(data) as home:
            chosen = None
            if place != _HERE:
                chosen = whereabouts.named_search_server(
                    home.path, place, name or whereabouts.NAME, timeout or whereabouts.TIMEOUT
                )
            move_index(home, chosen, force=force)
            with own(home, "index") as graph, progress("Indexing") as show:
                fill_index(home, graph, show)
    if as_json:
        click.echo(json.dumps(_row(chosen)))
    else:
        click.echo(f"{chosen.url} (index {chosen.name})" if chosen else str(data))
    if place is not None and not as_json:
        tell("the index is there, whole")


def _row(chosen: "SearchServer | None") -> dict[str, object]:
    if chosen is None:
        return {"index": _HERE}
    return {"index": "server", "url": chosen.url, "name": chosen.name, "timeout": chosen.timeout}
