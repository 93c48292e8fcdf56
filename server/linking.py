"""Commands that link entities with what other collections call them."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.console import FAILED, PARTLY, data_option, existing, fail, json_option, printable, progress, tell
from server.deciding import decision_options
from server.owning import settle

if TYPE_CHECKING:
    from graph.deciding import Deciding
    from graph.home import Home
    from graph.ledger import Decision
    from graph.link_tables import LinkRow


@click.group()
def link() -> None:
    """Link entities with Wikidata and others (owl:sameAs), from tables of yours; nothing is downloaded.

    Links are decisions: they stay when articles are read again, follow their entity when it is merged or renamed, and are on
    `decide list` and `decide review`.
    """


@link.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(dir_okay=False, path_type=Path))
@decision_options
def add(files: tuple[Path, ...], author: str, reason: str, data: Path, as_json: bool) -> None:
    """Take the links of tables: CSV, or Turtle (.ttl) with `<entity> owl:sameAs <iri>`.

    The first line of a CSV file names its columns: `name` (what the entity is called) or `entity` (the last part of its
    address); `iri` or `qid` (an IRI, or Q42 for Wikidata); `type` (PER, ORG …) if it is to be told. A name that several entities
    have is refused. A link of an entity that no article speaks of waits for it. Rows with faults are told by line.
    """
    from graph.deciding import LinkedError
    from graph.home import Home
    from graph.ledger import DecisionError

    home = Home(existing(data))
    counts = {"taken": 0, "known": 0, "failed": 0}
    with progress("Linking", quiet=as_json) as show:
        for path, row in _rows(files, home.base):
            outcome, message, identifier = "failed", row.fault, None
            if not message:
                try:
                    identifier = home.decide(_linking(row), author=author, reason=reason).id
                    outcome = "taken"
                except LinkedError:
                    outcome = "known"
                except DecisionError as error:
                    message = str(error)
            counts[outcome] += 1
            if as_json:
                form = {"file": str(path), "line": row.line, "outcome": outcome, "id": identifier, "message": message}
                click.echo(json.dumps({name: value for name, value in form.items() if value}, ensure_ascii=False))
            elif message:
                tell(f"{path}:{row.line}: {message}" if row.line else f"{path}: {message}")
            show(sum(counts.values()), None)
    if not as_json:
        waiting = sum(1 for _, local in home.truths.links() if local is None)
        tell(
            f"{counts['taken']} taken, {counts['known']} known already, {counts['failed']} failed; {waiting} wait for their entity"
        )
    settle(home, "link", quiet=as_json)
    if counts["failed"]:
        sys.exit(PARTLY if counts["taken"] or counts["known"] else FAILED)


@link.command("list")
@data_option
@json_option
def list_(data: Path, as_json: bool) -> None:
    """List the links, first to last; those that wait for their entity are marked."""
    from graph.home import Home

    for one, local in Home(existing(data)).truths.links():
        name, iri = one.anchors["entity"]["label"], one.values["iri"]
        if as_json:
            form = {"id": one.id, "entity": local, "name": name, "iri": iri, "author": one.author, "at": one.at}
            click.echo(json.dumps(form, ensure_ascii=False))
        else:
            click.echo(printable(f"{local or name}  {iri}" + ("" if local else " [waiting]")))


@link.command()
@click.argument("entity")
@click.argument("iri", required=False)
@decision_options
def remove(entity: str, iri: str | None, author: str, reason: str, data: Path, as_json: bool) -> None:
    """Remove the links of an entity, or the one with IRI (or Q42). ENTITY may be the name of one that is waited for."""
    from graph.home import Home
    from graph.links import target

    home = Home(existing(data))
    wanted = target(iri) if iri else None
    ids = [one for one in _of(home, entity) if wanted in (None, one[1])]
    if not ids:
        fail(f"{entity}: no such link; `rongqiao link list` lists them")
    for identifier, target_iri in ids:
        made = home.decide(_undoing(identifier), author=author, reason=reason)
        if as_json:
            click.echo(json.dumps(made.to_json(), ensure_ascii=False))
        else:
            tell(f"{entity}: no longer {target_iri}")
    settle(home, "link", quiet=as_json)


def _linking(row: "LinkRow") -> "Callable[[Deciding], Decision]":
    return lambda deciding: deciding.link(row.entity, row.iri, row.type, by_label=row.by_label)


def _undoing(identifier: str) -> "Callable[[Deciding], Decision]":
    return lambda deciding: deciding.undo(identifier)


def _of(home: "Home", entity: str) -> Iterator[tuple[str, str]]:
    """Decision and IRI of the links of what has this local name, or is called so."""
    local = home.truths.moved(entity) or entity
    for one, now in home.truths.links():
        thing = home.truths.entity(now) if now else None
        if entity == (thing.label if thing else one.anchors["entity"]["label"]) or local == now:
            yield one.id, one.values["iri"]


def _rows(files: tuple[Path, ...], base: str) -> "Iterator[tuple[Path, LinkRow]]":
    """The rows of all files; a file that cannot be read is one row with a fault."""
    from corpus.encoding import DecodingError
    from graph.link_tables import LinkRow, LinkTableError, of_csv, of_turtle

    for path in files:
        try:
            content = path.read_bytes()
            rows = of_turtle(content, base) if path.suffix.lower() in (".ttl", ".turtle") else of_csv(content)
            yield from ((path, row) for row in rows)
        except OSError as error:
            yield path, LinkRow(0, fault=str(error.strerror))
        except (LinkTableError, DecodingError) as error:
            yield path, LinkRow(0, fault=str(error))
