"""Commands that copy the data elsewhere and bring a copy back."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from server.console import data_option, existing, json_option, progress, tell

_FOLDER = click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")


@click.command()
@_FOLDER
@data_option
@json_option
def backup(folder: Path, data: Path, as_json: bool) -> None:
    """Copy the data into DIR, in place of the backup that is there.

    Articles, readings, names: what the graph is made of, as it is when this begins. serve and ingest may run
    meanwhile. DIR holds the old backup or the new one, never half of one.
    """
    from graph.backup import back_up
    from graph.home import Home

    with Home(existing(data)) as home, progress("Copying") as show:
        made = back_up(home, folder, show)
    if as_json:
        click.echo(json.dumps({"outcome": "backed up", "folder": str(folder)} | asdict(made), ensure_ascii=False))
    else:
        tell(f"{folder}: {made.articles} articles backed up, {made.bytes:,} bytes")


@click.command()
@_FOLDER
@data_option
@click.option("--force", is_flag=True, help="Put the backup in the place of what the data directory holds.")
@json_option
def restore(folder: Path, data: Path, force: bool, as_json: bool) -> None:
    """Bring back the backup in DIR, into a data directory that holds nothing yet or, with --force, any.

    It comes whole or not at all, whatever happens. serve may run meanwhile: its pages follow. What was ingested after
    the backup was made is gone.
    """
    from graph.backup import restore as bring_back
    from graph.home import Home

    with progress("Restoring") as show:
        made = bring_back(folder, data, force=force, progress=show)
    with Home(data) as home, progress("Updating the graph") as show:
        settled = home.settle("restore", show)
    if as_json:
        click.echo(json.dumps({"outcome": "restored", "folder": str(folder)} | asdict(made), ensure_ascii=False))
    else:
        tell(f"{data}: {made.articles} articles restored, as they were on {made.made}")
        if not settled:
            tell("another process keeps the graph and takes this over within a second")
