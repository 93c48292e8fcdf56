"""What every command shares: where the data lie, how to report, how an error becomes an exit code."""

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn
from unicodedata import category

import click

DONE, FAILED, USAGE, PARTLY, INTERRUPTED = 0, 1, 2, 3, 130


def _default_data() -> str:
    import platformdirs

    return platformdirs.user_data_dir("rongqiao", appauthor=False)


def data_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--data DIR`, `RONGQIAO_DATA`, or where the system keeps application data."""
    return click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        default=_default_data,
        envvar="RONGQIAO_DATA",
        metavar="DIR",
        show_default="where the system keeps application data",
        show_envvar=True,
        help="Data directory; ingest, rebuild and serve make it where it is missing.",
    )(command)


def config_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--config FILE`, `RONGQIAO_CONFIG`, or nothing optional."""
    return click.option(
        "--config",
        type=click.Path(dir_okay=False, path_type=Path),
        envvar="RONGQIAO_CONFIG",
        metavar="FILE",
        show_envvar=True,
        help="TOML file that names what is optional: a spaCy pipeline, further names, a chat endpoint, a model of vectors.",
    )(command)


def estimate_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--estimate`: what the configured chat endpoint would cost."""
    return click.option(
        "--estimate",
        is_flag=True,
        help="Only tell how many sentences the configured chat endpoint would be asked about, and what that costs.",
    )(command)


def existing(data: Path) -> Path:
    """The same directory, where anything has been ingested into it; else the command ends and says how that is done."""
    if not (data / "truths.sqlite3").exists():  # opening it would make it
        fail(f"{data}: there is no data there; `rongqiao ingest --data {shlex.quote(str(data))} PATH` makes it")
    return data


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--json`: what a program reads, on standard output."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for a program, one object a line.")(command)


def printable(text: str) -> str:
    """`text` with control characters escaped: what articles and files say never steers a terminal or splits a line. Spaces of
    all widths are themselves: Chinese text is full of wide ones."""
    return "".join(
        c if c.isprintable() or category(c) == "Zs" else c.encode("unicode_escape").decode("ascii") for c in text
    )


def counted(number: int, noun: str) -> str:
    """`number` things: 1 row, 2 rows."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def tell(message: str) -> None:
    """One line for the person at the terminal, on standard error."""
    click.echo(printable(message), err=True)


def fail(message: str, code: int = FAILED) -> NoReturn:
    """Ends the command with one line on standard error."""
    tell(f"rongqiao: {message}")
    sys.exit(code)


@contextmanager
def progress(label: str, *, quiet: bool = False) -> Iterator[Callable[[int, int | None], None]]:
    """A bar on standard error with rate and time left, where that is a terminal; yields what takes (done, total)."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None, rate="", visible=False)  # shown with the first step

        def show(done: int, total: int | None) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, completed=done, total=total, visible=True, rate=f"{speed:.1f}/s" if speed else "")

        yield show
