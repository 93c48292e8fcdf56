"""`/sparql`: the SPARQL 1.1 protocol's queries for programs; what people see of it is the desk's."""

from dataclasses import replace
from urllib.parse import unquote_to_bytes

from flask import Blueprint, Request, Response, g, request

from graph.answers import NotAcceptableError, QueryError
from graph.frames import Question
from server import desk, negotiation
from server.answering import AFTER, CHANGE, Answering
from server.problems import ProblemError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
RETRY = 5  # seconds after which one that got no turn may ask again


def blueprint(base: str, answering: Answering) -> Blueprint:
    """The SPARQL endpoint over a graph whose IRIs begin with `base`."""
    pages = Blueprint("sparql", __name__)

    @pages.route("/sparql", methods=["GET", "POST"])
    def query() -> Response:
        formats = negotiation.ROWS | negotiation.RDF
        accept = negotiation.choose(request, formats, page="last", lenient=True)
        if accept[0] == negotiation.HTML:
            return desk.page(answering, read_request, base=base)
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
    _check_characters(request.query_string if parameters is request.args else request.get_data())
    if "update" in parameters:
        raise ProblemError(400, "this endpoint answers queries; it takes no updates")
    if len(queries) != 1:
        raise ProblemError(400, f"exactly one query parameter is needed, found {len(queries)}")
    if not queries[0].strip():
        raise ProblemError(400, "the query is empty")
    return Question(
        queries[0], tuple(parameters.getlist("default-graph-uri")), tuple(parameters.getlist("named-graph-uri"))
    )


def _check_characters(sent: bytes) -> None:
    """Refuses parameters in another encoding, of which Flask would make another query than was meant."""
    try:
        unquote_to_bytes(sent).decode()
    except UnicodeDecodeError as error:
        raise ProblemError(400, "a parameter is not UTF-8") from error
