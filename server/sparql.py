"""`/sparql`: the SPARQL 1.1 protocol's queries for programs, a form and a table for people."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import resources
from time import perf_counter
from urllib.parse import urlencode

from flask import Blueprint, Request, Response, g, json, render_template, request, url_for

from graph.answers import NotAcceptableError, QueryError
from graph.frames import Question
from server import negotiation
from server.answering import AFTER, CHANGE, Answering
from server.problems import ProblemError
from server.terms import Cell, cell

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
SHOWN = 500  # rows of a table; the downloads hold all
RETRY = 5  # seconds after which one that got no turn may ask again


@dataclass(frozen=True, slots=True)
class Example:
    """A query to start from; `title` is the first line of its file."""

    title: str
    query: str
    href: str


@dataclass(frozen=True, slots=True)
class Table:
    """What the page shows of an answer."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    truth: bool | None
    document: str | None
    cut: bool  # whether the document goes on
    milliseconds: int
    downloads: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why a query was not answered, and the line of it that the parser stopped at, or the `limit` that it hit."""

    detail: str
    limit: str | None = None
    line: int | None = None
    column: int | None = None
    excerpt: str | None = None


def blueprint(base: str, answering: Answering) -> Blueprint:
    """The SPARQL endpoint over a graph whose IRIs begin with `base`."""
    pages = Blueprint("sparql", __name__)

    @pages.route("/sparql", methods=["GET", "POST"])
    def query() -> Response:
        formats = negotiation.ROWS | negotiation.RDF
        accept = negotiation.choose(request, formats, page="last", lenient=True)
        if accept[0] == negotiation.HTML:
            return _page(base, answering)
        asked = read_request(request)
        try:
            return answering.respond(replace(asked, accept=[offer for offer in accept if offer != negotiation.HTML]))
        except NotAcceptableError as error:
            raise ProblemError(406, str(error)) from error
        except QueryError as error:
            raise ProblemError(400, str(error), line=error.line, column=error.column) from error

    @pages.after_request
    def open_to_all(response: Response) -> Response:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.vary.add("Accept")
        response.headers["Access-Control-Expose-Headers"] = CHANGE
        if "busy" in g:
            response.headers["Retry-After"] = str(RETRY)
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST"
            response.headers["Access-Control-Allow-Headers"] = f"Accept, Content-Type, {AFTER}"
        return response

    return pages


def read_request(request: Request) -> Question:
    """The query of any of the protocol's three request forms; raises ProblemError where there is not exactly one."""
    if request.method != "POST":
        parameters = request.args
        queries = parameters.getlist("query")
    elif request.mimetype == FORM:
        parameters = request.form
        queries = request.args.getlist("query") + parameters.getlist("query")
    elif request.mimetype == QUERY:
        parameters = request.args
        try:
            queries = [*parameters.getlist("query"), request.get_data().decode()]
        except UnicodeDecodeError as error:
            raise ProblemError(400, f"the query is not UTF-8 at byte {error.start}") from error
    else:
        raise ProblemError(415, f"Content-Type must be {FORM} or {QUERY}")
    if "update" in parameters:
        raise ProblemError(400, "this endpoint answers queries; it takes no updates")
    if len(queries) != 1:
        raise ProblemError(400, f"exactly one query parameter is needed, found {len(queries)}")
    if not queries[0].strip():
        raise ProblemError(400, "the query is empty")
    return Question(
        queries[0], tuple(parameters.getlist("default-graph-uri")), tuple(parameters.getlist("named-graph-uri"))
    )


def examples() -> list[Example]:
    """The queries under `examples/`, in the order of their file names."""
    found = []
    folder = resources.files("server").joinpath("examples")
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".sparql"):
            first, _, rest = file.read_text("utf-8").partition("\n")
            found.append(Example(first.lstrip("# "), rest.strip(), "?" + urlencode({"query": rest.strip()})))
    return found


def _page(base: str, answering: Answering) -> Response:
    """The form, and below it the answer or the mistake, for a person."""
    status, table, mistake, text = 200, None, None, ""
    if request.method == "POST" or request.args.get("query", "").strip():
        try:
            asked = read_request(request)
            text = asked.sparql
            table = _table(asked, base, answering)
        except ProblemError as problem:
            limit = problem.members.get("limit")
            status, mistake = problem.status, Mistake(problem.detail, str(limit) if limit else None)
        except QueryError as error:
            status, mistake = 400, _mistake(error, text)
    page = render_template("sparql.html", text=text, table=table, mistake=mistake, examples=examples(), shown=SHOWN)
    return Response(page, status, mimetype="text/html")


def _mistake(error: QueryError, text: str) -> Mistake:
    lines = text.split("\n")  # as the parser counts them
    excerpt = lines[error.line - 1] if error.line and 0 < error.line <= len(lines) else None
    return Mistake(str(error), None, error.line, error.column, excerpt)


def _table(asked: Question, base: str, answering: Answering) -> Table:
    began = perf_counter()
    asked = replace(asked, accept=[negotiation.ROWS["json"], negotiation.RDF["turtle"]], rows=SHOWN)
    media_type, body, cut = answering.whole(asked)
    took = round((perf_counter() - began) * 1000)
    if media_type == negotiation.RDF["turtle"]:
        downloads = _downloads(asked, negotiation.LINKED)
        return Table((), (), 0, None, body.decode(errors="ignore" if cut else "strict"), cut, took, downloads)
    form = json.loads(body)
    downloads = _downloads(asked, negotiation.ROWS)
    if "boolean" in form:
        return Table((), (), 1, bool(form["boolean"]), None, False, took, downloads)
    columns = tuple(form["head"].get("vars", ()))
    bindings = form["results"]["bindings"]
    rows = tuple(tuple(cell(row.get(name), base) for name in columns) for row in bindings[:SHOWN])
    return Table(columns, rows, form.get("total", len(bindings)), None, None, False, took, downloads)


def _downloads(asked: Question, formats: Iterable[str]) -> tuple[tuple[str, str], ...]:
    parameters = [("query", asked.sparql)]
    parameters += [("default-graph-uri", iri) for iri in asked.default_graphs]
    parameters += [("named-graph-uri", iri) for iri in asked.named_graphs]
    return tuple(
        (negotiation.WORDS[name], f"{url_for('sparql.query')}?{urlencode([*parameters, ('format', name)])}")
        for name in formats
    )
