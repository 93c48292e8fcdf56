"""`/graph-store`, and the graphs under their own addresses: the SPARQL 1.1 Graph Store HTTP Protocol."""

import re
from urllib.parse import unquote
from uuid import uuid4

from flask import Blueprint, Response, request, url_for

from graph.answers import QueryError
from graph.frames import Question
from graph.operations import DEFAULT
from ontology.iris import graph_iri, link_iri
from server import cors, negotiation
from server.answering import Answering, retry_later
from server.authorisation import challenge
from server.negotiation import RDF
from server.problems import ProblemError
from server.tags import is_had, not_modified
from server.writing import Writing

_METHODS = ["GET", "PUT", "POST", "DELETE"]
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')  # what stands between < and > in SPARQL, absolute


def blueprint(base: str, answering: Answering, writing: Writing) -> Blueprint:
    """The named graphs, whose IRIs begin with `base` where they are ours, and their union, the default graph."""
    pages = Blueprint("graphs", __name__)
    pages.after_request(cors.open_to_all)
    pages.after_request(retry_later)
    pages.after_request(challenge)

    @pages.route("/graph-store", methods=_METHODS)
    def indirect() -> Response:
        if request.method == "POST" and not {"graph", "default"} & request.args.keys():
            name = str(uuid4())
            response = writing.post(graph_iri(base, name))
            response.headers["Location"] = url_for("graphs.of_users", name=name, _external=True)
            return response
        return _done(asked_for(base))

    @pages.route("/graph/<name:name>", methods=_METHODS)
    def of_users(name: str) -> Response:
        return _done(graph_iri(base, name))

    @pages.get("/link/<name:name>")
    def of_links(name: str) -> Response:
        return _read(answering, writing, link_iri(base, name))

    @pages.get("/conflict/<name>")
    def of_conflicts(name: str) -> Response:
        return _read(answering, writing, f"{base}conflict/{name}")

    def _done(iri: str | None) -> Response:
        done = {"PUT": writing.put, "POST": writing.post, "DELETE": writing.delete}.get(request.method)
        return done(iri or DEFAULT) if done else _read(answering, writing, iri)

    return pages


def asked_for(base: str) -> str | None:
    """The graph that the request's parameters name, None for the default graph; ProblemError where there is not exactly one."""
    named = request.args.getlist("graph")
    if len(named) + ("default" in request.args) != 1:
        raise ProblemError(400, "exactly one of ?graph=IRI and ?default is needed")
    if named and not _IRI.fullmatch(named[0]):
        raise ProblemError(400, f"graph={named[0][:100]!r} is no absolute IRI")
    if not named:
        return None
    here = url_for("graphs.of_users", name="x", _external=True).removesuffix("x")
    # The address of one of users' graphs at this server means the graph.
    return graph_iri(base, unquote(named[0].removeprefix(here))) if named[0].startswith(here) else named[0]


def _read(answering: Answering, writing: Writing, iri: str | None) -> Response:
    accept = negotiation.choose(request, RDF, page=None)
    if iri is None:
        question = Question("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", accept=accept)
    elif _IRI.fullmatch(iri):
        question = Question(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}", accept=accept)
    else:
        raise _nowhere(iri)
    after = writing.last(iri) if iri is not None else 0
    tag = writing.tag(iri, accept[0]) if iri is not None else None
    if tag and is_had(tag):
        return not_modified(tag, weak=False)
    if unchanged := None if tag or after else answering.unchanged(question):
        return unchanged
    try:
        if iri is not None and not answering.truth(f"ASK {{ GRAPH <{iri}> {{}} }}", after=after):
            raise _nowhere(iri)
        response = answering.respond(question, after=after)
        if tag:
            response.set_etag(tag)
        return response
    except QueryError as error:  # the engine takes for no IRI what the pattern does
        raise ProblemError(400, str(error)) from error


def _nowhere(iri: str) -> ProblemError:
    return ProblemError(404, f"no graph {iri[:100]}")
