"""The command `ask`: a question in Chinese. While a server owns the graph, that server is asked."""

import json
import urllib.error
import urllib.parse
import urllib.request
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from server.console import USAGE, config_option, data_option, existing, fail, json_option, printable, tell
from server.owning import answered

if TYPE_CHECKING:
    from graph.graph import Graph

_WAIT = 60  # seconds for an answer of the owning server
_SENTENCES = 3  # behind each answer on a terminal


@click.command()
@click.argument("question", nargs=-1, required=True)
@data_option
@config_option
@json_option
def ask(question: tuple[str, ...], data: Path, config: Path | None, as_json: bool) -> None:
    """Answer a question in Chinese.

    Such as 谁投资了雾桥科技, 腾讯前员工创立了哪些公司 or 2015年1月13日发生了什么. It is turned into SPARQL, which is shown, and answered
    with the sentences that say so. What cannot be read, or what the graph does not say, is told plainly (exit code 1).
    """
    words = " ".join(question)
    if not words.strip():
        fail("the question is empty", USAGE)
    form = _form(words, existing(data), config)
    if as_json:
        click.echo(json.dumps(form, ensure_ascii=False))
    else:
        _print(form)
    if form["status"] != "answered":
        raise SystemExit(1)


def _form(words: str, data: Path, config: Path | None) -> dict[str, Any]:
    """The reply as JSON has it: of the graph itself, or of the server that owns it."""
    from extract.configuration import configured
    from graph.home import Home

    chat = configured(config).ask

    def here(graph: "Graph") -> dict[str, Any]:
        from graph.questions import asking
        from server import replies

        writer = None
        if chat:
            from graph.questions.writer import ChatWriter

            writer = ChatWriter(chat, base=graph.base)
        reply = asking.ask(words, graph, today=date.today(), writer=writer)
        return replies.form(reply, base=graph.base)

    return answered(Home(data), "ask", here, lambda url: _ask_server(url, words))


def _ask_server(url: str, words: str) -> dict[str, Any]:
    address = f"{urllib.parse.urljoin(url, 'api/v1/ask')}?{urllib.parse.urlencode({'q': words})}"
    try:
        with urllib.request.urlopen(address, timeout=_WAIT) as response:
            form: dict[str, Any] = json.loads(response.read())
            return form
    except urllib.error.HTTPError as error:
        fail(f"{url}: {json.loads(error.read() or b'{}').get('detail') or error.reason}")
    except OSError as error:
        fail(f"{url} does not answer: {error}")


def _print(form: dict[str, Any]) -> None:
    if form["understood"]:
        tell(f"理解为：{printable(form['understood'])}")
    for answer in form["answers"]:
        relation = f"{printable(answer['relation'])}：" if answer.get("relation") else ""
        of = f"（{printable(answer['of'])}）" if answer.get("of") else ""
        members = f"：{printable('、'.join(answer['members']))}" if answer.get("members") else ""
        click.echo(relation + click.style(printable(answer["label"]), bold=True) + of + members)
        for one in answer["evidence"][:_SENTENCES]:
            if one["quote"] and one["quote"] != answer["label"]:
                click.echo(f"    {printable(one['quote'])}")
            published = f", {one['published']}" if one["published"] else ""
            click.echo(
                click.style(f"    {printable(one['title'] or '')} ({printable(one['article'])}{published})", dim=True)
            )
    if form["remark"]:
        tell(form["remark"])
    if form["passages"]:
        tell("最接近的句子：")
    for one in form["passages"]:
        place = f"    {printable(one['title'] or '')} ({printable(one['article'])})"
        click.echo(f"{printable(one['quote'])}\n{click.style(place, dim=True)}")
    if form["sparql"]:
        for line in form["sparql"].strip().split("\n"):
            tell(line)
