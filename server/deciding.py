"""Commands that correct the graph: decisions, their undoing, and the ledger of them as lines of JSON."""

import getpass
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from server.console import FAILED, PARTLY, data_option, existing, json_option, printable, progress, tell
from server.owning import settle

if TYPE_CHECKING:
    from graph.deciding import Deciding
    from graph.ledger import Decision

_TYPES = click.Choice(["PER", "ORG", "LOC", "WORK", "PRODUCT", "EVENT"])
_PAGE = 200  # pairs read at once


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user id without a name, as containers have
        raise click.UsageError("nobody knows who you are: name yourself with --author or RONGQIAO_AUTHOR") from None


author_option = click.option(
    "--author",
    default=_login,
    envvar="RONGQIAO_AUTHOR",
    show_default="your login name",
    show_envvar=True,
    help="Who does this.",
)


def decision_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--author`, `--reason`, `--data` and `--json`."""
    reason = click.option("--reason", default="", help="Why, for those who read the ledger.")
    return author_option(reason(data_option(json_option(command))))


@click.group()
def decide() -> None:
    """Correct the graph; every correction stays when articles are read again.

    ENTITY is the last part of an entity's address, or a name where only one thing has it.
    """


@decide.command()
@click.argument("one")
@click.argument("other")
@decision_options
def merge(one: str, other: str, **options: Any) -> None:
    """Two entities are one."""
    _take(lambda deciding: deciding.merge(one, other), **options)


@decide.command()
@click.argument("entity")
@click.argument("further", nargs=-1, metavar="[ID]…")
@click.option(
    "--articles", multiple=True, required=True, metavar="ID…", help="The articles that speak of the other thing."
)
@decision_options
def split(entity: str, further: tuple[str, ...], articles: tuple[str, ...], **options: Any) -> None:
    """What some articles call so is another thing than what the rest do."""
    _take(lambda deciding: deciding.split(entity, (*articles, *further)), **options)


@decide.command()
@click.argument("entity")
@click.argument("name")
@decision_options
def rename(entity: str, name: str, **options: Any) -> None:
    """An entity is called otherwise; its address stays."""
    _take(lambda deciding: deciding.rename(entity, name), **options)


@decide.command()
@click.argument("entity")
@click.argument("kind", type=_TYPES, metavar="TYPE")
@decision_options
def retype(entity: str, kind: str, **options: Any) -> None:
    """An entity is a PER, ORG, LOC, WORK, PRODUCT or EVENT."""
    _take(lambda deciding: deciding.retype(entity, kind), **options)


def _on_facts(kind: str, meaning: str) -> None:
    """Adds the command that decides so about a fact."""

    @decide.command(
        kind,
        help=f"{meaning}\n\nSUBJECT and OBJECT are entities, or OBJECT is a literal as the graph has it; PREDICATE is a"
        " short name such as founder.",
    )
    @click.argument("subject")
    @click.argument("predicate")
    @click.argument("object_", metavar="OBJECT")
    @click.option("--article", metavar="ID", help="Only as this article states it; otherwise in all articles.")
    @decision_options
    def on_fact(subject: str, predicate: str, object_: str, article: str | None, **options: Any) -> None:
        _take(lambda deciding: getattr(deciding, kind)(subject, predicate, object_, article), **options)


_on_facts("reject", "A fact is wrong and leaves the graph.")
_on_facts("confirm", "A fact is right: its claims get confidence 1 and your name.")


@decide.command()
@click.argument("entity")
@click.argument("name")
@decision_options
def alias(entity: str, name: str, **options: Any) -> None:
    """An entity is also called so, and search finds it by that."""
    _take(lambda deciding: deciding.alias(entity, name), **options)


@decide.command()
@click.argument("entity")
@click.argument("text")
@decision_options
def note(entity: str, text: str, **options: Any) -> None:
    """Something that the entity's page is to tell."""
    _take(lambda deciding: deciding.note(entity, text), **options)


@decide.command()
@click.argument("identifier", metavar="ID")
@decision_options
def undo(identifier: str, **options: Any) -> None:
    """A decision no longer holds. Undoing can be undone."""
    _take(lambda deciding: deciding.undo(identifier), **options)


def _take(make: "Callable[[Deciding], Decision]", *, author: str, reason: str, data: Path, as_json: bool) -> None:
    from graph.home import Home

    home = Home(existing(data))
    found = home.decide(make, author=author, reason=reason)
    if as_json:
        _print(found.to_json())
    else:
        tell(f"{found.id}: {_words(found)}")
    settle(home, "decide", quiet=as_json)


@decide.command("list")
@data_option
@json_option
def list_(data: Path, as_json: bool) -> None:
    """List all decisions, first to last; those undone are marked."""
    from graph.home import Home

    for one, in_force in Home(existing(data)).truths.decisions():
        if as_json:
            _print(one.to_json() | {"in_force": in_force})
        else:
            click.echo(printable(_line(one) + ("" if in_force else " [undone]")))


@decide.command()
@data_option
@json_option
def review(data: Path, as_json: bool) -> None:
    """List the decisions that no longer find what they are about, and what is missing.

    They are kept, and hold again as soon as it is there.
    """
    from graph.home import Home

    for one, missing in Home(existing(data)).truths.orphans():
        if as_json:
            _print(one.to_json() | {"missing": missing})
        else:
            click.echo(printable(f"{_line(one)} [missing: {'; '.join(missing)}]"))


@decide.command()
@data_option
@json_option
def doubts(data: Path, as_json: bool) -> None:
    """List the pairs of entities that may be one, the likeliest first, with what speaks for it and against it."""
    from graph.home import Home

    truths = Home(existing(data)).truths
    offset = 0
    while page := truths.doubts(limit=_PAGE, offset=offset):
        offset += len(page)
        for doubt in page:
            if as_json:
                form = {"one": doubt.one, "other": doubt.other, "score": doubt.score, "reasons": list(doubt.reasons)}
                _print(form)
            else:
                click.echo(printable(f"{doubt.score:.2f}  {doubt.one} = {doubt.other}?  {', '.join(doubt.reasons)}"))


@decide.command()
@click.argument("file", type=click.File("w", encoding="utf-8", atomic=True), default="-")
@data_option
def export(file: IO[str], data: Path) -> None:
    """Write the ledger as JSON Lines, to standard output or FILE."""
    from graph.home import Home

    for one, _ in Home(existing(data)).truths.decisions():
        file.write(json.dumps(one.to_json(), ensure_ascii=False) + "\n")


@decide.command("import")
@click.argument("file", type=click.File("rb"))
@data_option
@json_option
def import_(file: IO[bytes], data: Path, as_json: bool) -> None:
    """Take the decisions of FILE (- for standard input), which `export` wrote here or elsewhere.

    Those known already change nothing. A line that is no decision is reported; the others are taken.
    """
    from graph.home import Home
    from graph.ledger import DecisionError, of_json

    home = Home(existing(data))
    counts = {"taken": 0, "known": 0, "failed": 0}

    def report(number: int, outcome: str, identifier: str | None, message: str = "") -> None:
        counts[outcome] += 1
        if as_json:
            form = {"line": number, "outcome": outcome, "id": identifier}
            _print(form | ({"message": message} if message else {}))
        elif message:
            tell(f"{file.name}:{number}: {message}")

    with progress("Taking decisions") as show:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                found = of_json(json.loads(line.decode("utf-8-sig")))
            except (ValueError, RecursionError) as error:
                report(number, "failed", None, f"no JSON in UTF-8: {error}")
            except DecisionError as error:
                report(number, "failed", None, str(error))
            else:
                report(number, "taken" if home.truths.take(found) else "known", found.id)
            show(sum(counts.values()), None)
    if not as_json:
        tell(f"{counts['taken']} taken, {counts['known']} known already, {counts['failed']} failed")
    settle(home, "decide", quiet=as_json)
    if counts["failed"]:
        sys.exit(PARTLY if counts["taken"] or counts["known"] else FAILED)


def _line(one: "Decision") -> str:
    reason = f" ({one.reason})" if one.reason else ""
    return f"{one.id}  {one.at[:16]}  {one.author}: {_words(one)}{reason}"


def _words(one: "Decision") -> str:
    labels = {role: anchor["label"] for role, anchor in one.anchors.items()}
    values = one.values
    match one.kind:
        case "merge":
            return f"merge {labels['one']} = {labels['other']}"
        case "split":
            return f"split {labels['part']} of {', '.join(values['articles'])}"
        case "rename" | "alias":
            return f"{one.kind} {labels['entity']}: {values['name']}"
        case "retype":
            return f"retype {labels['entity']}: {values['type']}"
        case "note":
            return f"note {labels['entity']}: {values['text']}"
        case "link":
            return f"link {labels['entity']}: {values['iri']}"
        case "reject" | "confirm":
            value = labels.get("object", values.get("literal"))
            only = f" in {values['article']}" if "article" in values else ""
            return f"{one.kind} {labels['subject']} {values['predicate']} {value}{only}"
    return f"undo {one.undoes}"


def _print(form: dict[str, Any]) -> None:
    click.echo(json.dumps(form, ensure_ascii=False))
