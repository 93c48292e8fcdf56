"""Commands on users' own graphs, which are written through the server."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from server.console import counted, data_option, existing, fail, json_option, printable, tell
from server.deciding import author_option
from server.owning import settle

_NAME = click.argument("name")


@click.group()
def graphs() -> None:
    """Users' own graphs: RDF that people have written through the server, with a token for it.

    NAME is what stands behind …/graph/ in a graph's address.
    """


@graphs.command("list")
@data_option
@json_option
def list_(data: Path, as_json: bool) -> None:
    """List the graphs, with who wrote each last, and when (UTC)."""
    from graph.home import Home

    found = Home(existing(data)).annotations.all()
    for row in found:
        if as_json:
            click.echo(json.dumps(asdict(row) | {"at": row.at.isoformat()}, ensure_ascii=False))
        else:
            click.echo(
                printable(f"{row.name}: {counted(row.triples, 'triple')}; {row.author}, {row.at:%Y-%m-%d %H:%M}")
            )
    if not found and not as_json:
        tell("nobody has written a graph yet")


@graphs.command()
@_NAME
@data_option
def show(name: str, data: Path) -> None:
    """Print what a graph holds, as N-Triples."""
    from graph.home import Home

    lines = Home(existing(data)).annotations.contents(name)
    if not lines:
        fail(f"{name}: no such graph")
    sys.stdout.buffer.write(lines)
    sys.stdout.buffer.flush()


@graphs.command()
@_NAME
@data_option
@json_option
def log(name: str, data: Path, as_json: bool) -> None:
    """List who wrote a graph and when (UTC), first to last; of one that is gone, too."""
    from graph.home import Home

    found = Home(existing(data)).annotations.writes(name)
    if not found:
        fail(f"{name}: nobody has ever written this graph")
    for write in found:
        if as_json:
            click.echo(json.dumps(asdict(write) | {"at": write.at.isoformat()}, ensure_ascii=False))
        else:
            click.echo(printable(f"{write.at:%Y-%m-%d %H:%M}  {write.author}  +{write.added:,} -{write.removed:,}"))


@graphs.command()
@_NAME
@author_option
@data_option
def remove(name: str, author: str, data: Path) -> None:
    """Remove a graph, whoever wrote it. serve may run meanwhile: it follows."""
    from graph.home import Home

    with Home(existing(data)) as home:
        seen = home.truths.head()
        if not home.annotations.contents(name):
            fail(f"{name}: no such graph")
        home.annotations.write({name: b""}, author=author, seen=seen)
        settle(home, "graphs", quiet=False)
    tell(f"{name}: removed")
