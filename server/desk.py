"""What a person sees at `/sparql`: the form, and below it the answer in every view that suits it, or the mistake."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from time import perf_counter
from urllib.parse import urlencode

from flask import Request, Response, json, render_template, request, url_for

from graph.answers import QueryError
from graph.frames import Question
from server import gallery, negotiation
from server.answering import Answering
from server.charts import Chart, charts
from server.networks import Network, of_document, of_rows
from server.problems import ProblemError
from server.scanning import scans_everything
from server.terms import Cell, cell
from server.timelines import Moment, moments

SHOWN = 500  # rows of a table; the downloads hold all
VIEWS = {"table": "表格", "text": "文本", "chart": "图表", "network": "关系图", "timeline": "时间线"}


@dataclass(frozen=True, slots=True)
class Answered:
    """What the page shows of an answer: rows, a truth or a document, and the pictures that can be made of them."""

    milliseconds: int
    downloads: tuple[tuple[str, str], ...]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    total: int = 0
    truth: bool | None = None
    document: str | None = None
    cut: bool = False  # whether the document goes on
    charts: tuple[Chart, ...] = ()
    network: Network | None = None
    timeline: tuple[Moment, ...] = ()

    @property
    def views(self) -> dict[str, str]:
        """The views that there are, the plain one first, and what they are called."""
        there = {
            "table": bool(self.rows),
            "text": bool(self.document),
            "chart": bool(self.charts),
            "network": self.network is not None,
            "timeline": bool(self.timeline),
        }
        return {name: words for name, words in VIEWS.items() if there[name]}


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why a query was not answered: the `limit` that it hit, or the line of it that the parser stopped at."""

    detail: str
    limit: str | None = None
    line: int | None = None
    column: int | None = None
    excerpt: str | None = None


def page(answering: Answering, read: Callable[[Request], Question], *, base: str) -> Response:
    """Answers a person's request. A query that would scan everything is told of first, and runs with `sure=1`."""
    status, answered, mistake, text, permalink, anyway = 200, None, None, "", "", ""
    if request.method == "POST" or request.args.get("query", "").strip():
        try:
            asked = read(request)
            text = asked.sparql
            sure = request.values.get("sure") == "1"
            if not sure and not (asked.default_graphs or asked.named_graphs) and scans_everything(text):
                anyway = _address(asked, sure="1")
            else:
                permalink = _address(asked, **({"sure": "1"} if sure else {}))
                answered = _answer(asked, answering, base)
        except ProblemError as problem:
            limit = problem.members.get("limit")
            status, mistake = problem.status, Mistake(problem.detail, str(limit) if limit else None)
        except QueryError as error:
            status, mistake = 400, _mistake(error, text)
    views = answered.views if answered else {}
    wanted = request.args.get("view", "")
    chosen, parts = gallery.find(text), gallery.parts()
    html = render_template(
        "sparql.html",
        text=text,
        answered=answered,
        view=wanted if wanted in views else next(iter(views), ""),
        mistake=mistake,
        permalink=permalink,
        anyway=anyway,
        parts=parts,
        chosen=chosen,
        part=next((title for title, members in parts if chosen in members), parts[0][0]),
        first=gallery.examples()[0].query,
        shown=SHOWN,
        base=base,
    )
    return Response(html, status, mimetype="text/html")


def _mistake(error: QueryError, text: str) -> Mistake:
    lines = text.split("\n")  # as the parser counts them
    excerpt = lines[error.line - 1] if error.line and 0 < error.line <= len(lines) else None
    return Mistake(str(error), None, error.line, error.column, excerpt)


def _answer(asked: Question, answering: Answering, base: str) -> Answered:
    began = perf_counter()
    accept = [negotiation.ROWS["json"], negotiation.RDF["turtle"]]
    media_type, body, cut = answering.whole(replace(asked, accept=accept, rows=SHOWN))
    took = round((perf_counter() - began) * 1000)
    if media_type == negotiation.RDF["turtle"]:
        document = body.decode(errors="ignore" if cut else "strict")
        downloads = _downloads(asked, negotiation.LINKED)
        network = None if cut else of_document(document, base)
        return Answered(took, downloads, document=document, cut=cut, network=network)
    form = json.loads(body)
    downloads = _downloads(asked, negotiation.ROWS)
    if "boolean" in form:
        return Answered(took, downloads, truth=bool(form["boolean"]))
    columns = tuple(form["head"].get("vars", ()))
    bindings = form["results"]["bindings"]
    rows = tuple(tuple(cell(row.get(name), base) for name in columns) for row in bindings[:SHOWN])
    return Answered(
        took,
        downloads,
        columns=columns,
        rows=rows,
        total=form.get("total", len(bindings)),
        charts=charts(columns, rows),
        network=of_rows(rows),
        timeline=moments(columns, rows),
    )


def _downloads(asked: Question, formats: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((negotiation.WORDS[name], _address(asked, format=name)) for name in formats)


def _address(asked: Question, **further: str) -> str:
    """Where this very query runs again."""
    parameters = [("query", asked.sparql)]
    parameters += [("default-graph-uri", iri) for iri in asked.default_graphs]
    parameters += [("named-graph-uri", iri) for iri in asked.named_graphs]
    return f"{url_for('sparql.query')}?{urlencode([*parameters, *further.items()])}"
