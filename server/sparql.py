"""`/sparql`: the SPARQL 1.1 protocol's queries for programs; what people see of it is the desk's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from flask import Blueprint, Request, Response, request

from graph.answers import Answer, NotAcceptableError, QueryError
from graph.home import Graph
from server import desk, negotiation
from server.problems import ProblemError
from server.turns import Turns

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
# A query that never ends keeps its thread: of the server's eight, these leave two for pages whatever is asked.
AT_ONCE, WAITING = 4, 2
PATIENCE = 2.0  # seconds that one waits for its turn
RETRY = 5  # seconds after which one that got none may ask again


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the data set that the protocol's parameters give it."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


Run: TypeAlias = Callable[[Asked, list[str]], Answer]  # a query, and the media types that are accepted, best first


def blueprint(graph: Graph) -> Blueprint:
    """The SPARQL endpoint over a graph."""
    pages = Blueprint("sparql", __name__)
    turns = Turns(AT_ONCE, waiting=WAITING, patience=PATIENCE)

    def run(asked: Asked, accept: list[str]) -> Answer:
        with turns.taken() as taken:
            if not taken:
                raise ProblemError(503, f"{AT_ONCE} queries are running, as many as may at once; ask again later")
            return graph.query(
                asked.query, default_graphs=asked.default_graphs, named_graphs=asked.named_graphs, accept=accept
            )

    @pages.route("/sparql", methods=["GET", "POST"])
    def query() -> Response:
        formats = negotiation.ROWS | negotiation.RDF
        accept = negotiation.choose(request, formats, page="last", lenient=True)
        if accept[0] == negotiation.HTML:
            return desk.page(run, read_request, base=graph.base)
        asked = read_request(request)
        try:
            answer = run(asked, [offer for offer in accept if offer != negotiation.HTML])
        except NotAcceptableError as error:
            raise ProblemError(406, str(error)) from error
        except QueryError as error:
            raise ProblemError(400, str(error), line=error.line, column=error.column) from error
        return Response(answer.body, content_type=negotiation.content_type(answer.media_type))

    @pages.after_request
    def open_to_all(response: Response) -> Response:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.vary.add("Accept")
        if response.status_code == 503:
            response.headers["Retry-After"] = str(RETRY)
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST"
            response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
        return response

    return pages


def read_request(request: Request) -> Asked:
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
    return Asked(
        queries[0], tuple(parameters.getlist("default-graph-uri")), tuple(parameters.getlist("named-graph-uri"))
    )
