"""The command that writes everything out as RDF."""

import gzip
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import click

from server.console import data_option, existing, fail, progress, tell

if TYPE_CHECKING:
    from graph.dump import Format

_FORMATS: dict["Format", str] = {"nquads": ".nq", "trig": ".trig", "turtle": ".ttl", "jsonld": ".jsonld"}


@click.command()
@data_option
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMATS)),
    help="Default: what the name of FILE ends in (.nq, .trig, .ttl, .jsonld, each with or without .gz), else nquads.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write into FILE, whole or not at all; compressed where its name ends in .gz.",
)
def dump(data: Path, form: "Format | None", output: Path | None) -> None:
    """Write everything that the graph holds as RDF.

    nquads, trig and jsonld hold each article as a named graph; turtle is the union of all articles, each triple once.
    It is written as it is when this begins; serve and ingest may run meanwhile.
    """
    from graph.dump import dump as write
    from graph.home import Home

    home = Home(existing(data))
    if output is None:
        with progress("Writing", quiet=sys.stdout.isatty()) as show:
            write(home.truths, sys.stdout.buffer, form or "nquads", show)
        sys.stdout.buffer.flush()
        return
    try:
        with progress("Writing") as show, _whole(output) as file:
            count = write(home.truths, file, form or _by_name(output), show)
    except OSError as error:
        fail(f"{output}: {error.strerror or error}")
    tell(f"{output}: {count} articles")


def _by_name(path: Path) -> "Format":
    name = path.name.removesuffix(".gz")
    return next((form for form, suffix in _FORMATS.items() if name.endswith(suffix)), "nquads")


@contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` when all is written, and is gone where that fails.

    A link's target is replaced, not the link; a device or a pipe is written into.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    path = path.resolve()
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with new.open("wb") as file:
            if path.name.endswith(".gz"):
                with gzip.GzipFile("", "wb", fileobj=file, compresslevel=6, mtime=0) as packed:
                    yield cast(IO[bytes], packed)
            else:
                yield file
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
