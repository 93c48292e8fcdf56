"""The command that holds the graph against the shapes of the ontology."""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.console import FAILED, PARTLY, data_option, existing, json_option, printable, progress, tell

if TYPE_CHECKING:
    from graph.checking import Finding
    from graph.home import Home
    from graph.records import Stored


@click.command()
@click.argument("articles", nargs=-1, metavar="[ID…]")
@data_option
@json_option
def check(articles: tuple[str, ...], data: Path, as_json: bool) -> None:
    """Check the graphs of articles, of all or of those with these IDs, against the SHACL shapes of the ontology.

    Each finding is a line: the article, the node, what is wrong with it and the value that is. The exit code is 1
    where there is any. serve and ingest may run meanwhile.
    """
    from graph.checking import Checker
    from graph.home import Home

    checked = found = missing = 0
    with Home(existing(data)) as home, progress("Checking") as show:
        checker = Checker()
        total = len(articles) or home.count()
        for identifier, stored in _chosen(home, articles):
            if stored is None:
                missing += 1
                tell(f"{identifier}: no such article")
                continue
            for finding in checker.check(home.truths, stored):
                found += 1
                click.echo(json.dumps(asdict(finding), ensure_ascii=False) if as_json else _line(finding, home.base))
            checked += 1
            show(checked, max(total, checked))
    if not as_json:
        tell(f"{checked} articles checked, {found or 'no'} findings")
    sys.exit(FAILED if found or (missing and not checked) else PARTLY if missing else 0)


def _chosen(home: "Home", articles: tuple[str, ...]) -> Iterator[tuple[str, "Stored | None"]]:
    if articles:
        for identifier in dict.fromkeys(articles):
            yield identifier, home.truths.stored(identifier)
        return
    last = ""
    while page := home.truths.stored_after(last, limit=20):
        for stored in page:
            last = stored.reading.article.id
            yield last, stored


def _line(finding: "Finding", base: str) -> str:
    """`ARTICLE: NODE PATH: MESSAGE: VALUE`, names short."""
    node, path, value, message = (
        _short(text, base) for text in (finding.node, finding.path, finding.value, finding.message)
    )
    where = f"{node} {path}" if path else node
    return printable(": ".join(part for part in (finding.article, where, message, value) if part))


def _short(text: str | None, base: str) -> str:
    from ontology.iris import PREFIXES

    text = (text or "").replace(f"{base}entity/", "entity:").replace(f"{base}article/", "article:")
    for prefix, namespace in PREFIXES.items():
        text = re.sub(rf"<?{re.escape(namespace)}(\w+)>?", rf"{prefix}:\1", text)
    return text
