"""`/sparql`: the SPARQL 1.1 protocol's queries for programs; what people see of it is the desk's."""

from dataclasses import replace

from flask import Blueprint, Request, Response, request, url_for

from graph import service
from graph.answers import NotAcceptableError, QueryError
from graph.census import DATASET
from graph.frames import Question
from server import cors, desk, negotiation
from server.answering import Answering, retry_later
from server.authorisation import challenge
from server.dataset import Counted
from server.negotiation import RDF
from server.problems import ProblemError
from server.tags import digested
from server.writing import FORM, UPDATE, Writing, is_update, sent

QUERY = "application/sparql-query"
WAIT = 1.0  # seconds for which a description waits for its figures


def blueprint(base: str, answering: Answering, writing: Writing, counted: Counted) -> Blueprint:
    """The SPARQL endpoint over a graph whose IRIs begin with `base`, and that was counted."""
    pages = Blueprint("sparql", __name__)
    pages.after_request(cors.open_to_all)
    pages.after_request(retry_later)
    pages.after_request(challenge)

    @pages.route("/sparql", methods=["GET", "POST"])
    def query() -> Response:
        if is_update(request):
            return writing.update()
        formats = negotiation.ROWS | negotiation.RDF
        accept = negotiation.choose(request, formats, page="last", lenient=True)
        if accept[0] == negotiation.HTML:
            return desk.page(answering, read_request, base=base)
        forms = [offer for offer in accept if offer in RDF.values()]
        if forms and request.method != "POST" and request.args.keys() <= {"format"}:
            return described(forms[0])
        asked = read_request(request)
        asked = replace(asked, accept=[offer for offer in accept if offer != negotiation.HTML])
        try:
            return answering.unchanged(asked) or answering.respond(asked)
        except NotAcceptableError as error:
            raise ProblemError(406, str(error)) from error
        except QueryError as error:
            raise ProblemError(400, str(error), line=error.line, column=error.column) from error

    def described(form: str) -> Response:
        if not request.host:  # none that can be: every address in the description would be broken
            raise ProblemError(400, "the request names no host")
        dataset = url_for("dataset.void", _external=True, _anchor=DATASET)
        body = service.description(
            counted.census(patience=WAIT),
            form,
            endpoint=request.base_url,
            dataset=dataset,
            updated=answering.isolated,  # nobody writes while the graph lies elsewhere
            federated=bool(answering.services),
        )
        return digested(Response(body, content_type=negotiation.content_type(form)))

    return pages


def read_request(request: Request) -> Question:
    """The query of any of the protocol's three request forms; raises ProblemError where there is not exactly one."""
    if request.method == "POST" and request.mimetype not in (FORM, QUERY):
        raise ProblemError(415, f"Content-Type must be {FORM}, {QUERY} or {UPDATE}")
    parameters, queries = sent(request, "query", QUERY)
    if "update" in parameters:
        raise ProblemError(400, "an update is sent by POST, and without a query")
    if len(queries) != 1:
        raise ProblemError(400, f"exactly one query parameter is needed, found {len(queries)}")
    if not queries[0].strip():
        raise ProblemError(400, "the query is empty")
    return Question(
        queries[0], tuple(parameters.getlist("default-graph-uri")), tuple(parameters.getlist("named-graph-uri"))
    )
