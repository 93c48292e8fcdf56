"""Commands that ask the graph: SPARQL and words. While another process owns it, that process is asked."""

import http.client
import json
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.console import (
    USAGE,
    config_option,
    counted,
    data_option,
    existing,
    fail,
    json_option,
    printable,
    progress,
    tell,
)
from server.embedding import opened
from server.owning import answered

if TYPE_CHECKING:
    from graph.graph import Graph
    from graph.hits import Found, Hit

_ROWS = {
    "table": "application/sparql-results+json",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
_GRAPHS = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "json": "application/ld+json",
    "xml": "application/rdf+xml",
    "table": "text/turtle",  # where there are no rows
}
_FORMATS = list(dict.fromkeys([*_ROWS, *_GRAPHS]))
_WAIT = 60  # seconds for an answer of the owning server


@click.command()
@click.argument("sparql")
@data_option
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help="Default: a table on a terminal, JSON elsewhere; Turtle for CONSTRUCT and DESCRIBE, whose json is JSON-LD.",
)
@json_option
def query(sparql: str, data: Path, form: str | None, as_json: bool) -> None:
    """Answer a SPARQL query.

    SPARQL is the query itself, @FILE for one in a file, or - for standard input. The prefixes rq, schema, rdf, rdfs,
    skos, prov, oa, xsd, entity and article need no declaration. ?thing text:query ("words" 20) finds what a search for
    words finds; README tells more.
    """
    from graph.answers import NotAcceptableError, QueryError

    if as_json and form not in (None, "json"):
        raise click.UsageError(f"--json and --format {form} contradict each other")
    text = _text(sparql)
    if not text.strip():
        fail("the query is empty", USAGE)
    wanted = "json" if as_json else form or ("table" if sys.stdout.isatty() else "json")
    graph = _GRAPHS["table"] if form is None and not as_json else _GRAPHS.get(wanted)
    accept = [media_type for media_type in (_ROWS.get(wanted), graph) if media_type]
    try:
        media_type, body = answer(existing(data), text, accept)
    except NotAcceptableError:
        kind, forms = ("graph", _GRAPHS) if wanted in _ROWS else ("table", _ROWS)
        fail(f"the answer is a {kind}, which --format gives as {', '.join(f for f in _FORMATS if f in forms)}")
    except QueryError as error:
        place = f"line {error.line}, column {error.column}: " if error.line else ""
        fail(f"{place}{error}")
    if wanted == "table" and media_type == _ROWS["table"]:
        _print_table(json.loads(body))
    else:
        sys.stdout.buffer.write(body if body.endswith(b"\n") else body + b"\n")
        sys.stdout.buffer.flush()


def _text(sparql: str) -> str:
    if sparql != "-" and not sparql.startswith("@"):
        return sparql
    try:
        return (sys.stdin.buffer.read() if sparql == "-" else Path(sparql[1:]).read_bytes()).decode()
    except (OSError, UnicodeDecodeError) as error:
        name = "standard input" if sparql == "-" else sparql[1:]
        fail(f"{name}: {getattr(error, 'strerror', None) or error}", USAGE)


def answer(data: Path, sparql: str, accept: list[str]) -> tuple[str, bytes]:
    """The answer's media type and body: from the graph itself, or from the server that owns it."""
    from graph.home import Home

    def here(graph: "Graph") -> tuple[str, bytes]:
        found = graph.query(sparql, accept=accept)
        return found.media_type, found.body

    return answered(Home(data), "query", here, lambda url: _ask_server(url, sparql, accept))


def _ask_server(url: str, sparql: str, accept: list[str]) -> tuple[str, bytes]:
    from graph.answers import NotAcceptableError, QueryError

    request = urllib.request.Request(
        urllib.parse.urljoin(url, "sparql"),
        data=sparql.encode(),
        headers={"Content-Type": "application/sparql-query; charset=utf-8", "Accept": ", ".join(accept)},
    )
    try:
        with urllib.request.urlopen(request, timeout=_WAIT) as response:
            return response.headers.get_content_type(), response.read()
    except urllib.error.HTTPError as error:
        problem = json.loads(error.read() or b"{}")
        if error.code == 406:
            raise NotAcceptableError(problem.get("detail") or error.reason) from error
        raise QueryError(problem.get("detail") or error.reason, problem.get("line"), problem.get("column")) from error
    except http.client.IncompleteRead:
        fail(f"{url} broke the answer off: it went beyond a limit of that server; LIMIT makes it shorter")
    except OSError as error:
        fail(f"{url} does not answer: {error}")


def _print_table(answer: dict[str, object]) -> None:
    from rich.console import Console
    from rich.table import Table

    if "boolean" in answer:
        click.echo("yes" if answer["boolean"] else "no")
        return
    head, results = answer["head"], answer["results"]
    assert isinstance(head, dict)
    assert isinstance(results, dict)
    table = Table(show_edge=False, pad_edge=False)
    for name in head["vars"]:
        table.add_column(name, overflow="fold")
    for row in results["bindings"]:
        table.add_row(*(_shown(row[name]) if name in row else "" for name in head["vars"]))
    Console(markup=False, highlight=False).print(table)
    tell(counted(len(results["bindings"]), "row"))


def _shown(value: dict[str, str]) -> str:
    """A value in a table: an IRI by its prefix."""
    from ontology.iris import PREFIXES

    text = value["value"]
    if value["type"] == "uri":
        for prefix, start in PREFIXES.items():
            if text.startswith(start):
                return printable(f"{prefix}:{text.removeprefix(start)}")
        for room in ("entity", "article"):
            if f"/{room}/" in text:
                return printable(f"{room}:{text.partition(f'/{room}/')[2]}")
    return printable(text)


@click.command(context_settings={"ignore_unknown_options": True})  # -词 is no option
@click.argument("words", nargs=-1, required=True)
@data_option
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Results at the most.")
@config_option
@json_option
def search(words: tuple[str, ...], data: Path, limit: int, config: Path | None, as_json: bool) -> None:
    """Find entities, facts, quotations and sentences.

    \b
    雾桥 融资                 these words, the more of them the better
    "天使投资"                side by side; put it in single quotes for the shell
    南极*                     names and words that begin so
    腾讯 AND 离职             both; OR, NOT, 与, 或, 非 and brackets too
    +离职 -音乐               with, without
    类型:机构                 人物 机构 地点 作品 产品 事件 事实 引语 句子 标题
    年:2014 日期:2014-05..2016 2014..2016    published then
    来源:华灯财经 组织:雾桥科技    published by, speaking of

    Any text is read: what is no syntax is words. Fields are also called type, date, source and org.
    """
    from graph.expansion import GRAPH, Means
    from graph.home import Home
    from graph.search_syntax import parse
    from server.findings import remark
    from server.hits import row

    if option := next((word for word in words if word.startswith("--")), None):
        raise click.NoSuchOption(option)
    asked = " ".join(words)
    asked.encode()  # bytes that are no text are refused, as in every command
    home = Home(existing(data))
    with progress("Updating the graph") as show:
        home.settle("search", show)
    with opened(home, config) as semantics:
        means = Means(nearest=semantics.nearest, weight=semantics.weight) if semantics else GRAPH
        found = home.answer(parse(asked), limit=limit, means=means)
    for one in found.remarks:
        tell(remark(one))
    for hit in found.hits:
        if as_json:
            click.echo(json.dumps(row(hit), ensure_ascii=False))
        else:
            _print_hit(hit)
    if found.meant:
        tell(f"您要找的是不是：{printable(found.meant)}")
    if not as_json:
        tell(_summary(found) if found.total else "nothing found")


def _summary(found: "Found") -> str:
    from server.findings import labelled

    types = (f"{one.label} {'~' * found.estimated}{one.count:,}" for one in labelled(found.types, "type"))
    return f"{counted(found.total, 'result')}: {', '.join(types)}"


def _print_hit(hit: "Hit") -> None:
    text = printable(hit.text)
    if len(text) == len(hit.text):  # marks are offsets of the unescaped text
        for start, end in sorted(hit.marks, reverse=True):
            text = text[:start] + click.style(text[start:end], bold=True) + text[end:]
    if hit.kind == "entity":
        click.echo(f"{click.style(printable(hit.title), bold=True)}  [{hit.type}]  {text}")
    else:
        said = f"{printable(hit.said_by)}: " if hit.said_by else ""
        source = f"{printable(hit.title)} ({hit.article}{f', {hit.published}' if hit.published else ''})"
        click.echo(f"{said}{text}\n    {click.style(source, dim=True)}")
