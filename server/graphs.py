"""`/graph-store`, and the graphs under their own addresses: the SPARQL 1.1 Graph Store HTTP Protocol."""

import re

from flask import Blueprint, Response, request

from graph.answers import QueryError
from graph.frames import Question
from ontology.iris import graph_iri, link_iri
from server import cors, negotiation
from server.answering import Answering, retry_later
from server.negotiation import RDF
from server.problems import ProblemError

_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')  # what stands between < and > in SPARQL, absolute


def blueprint(base: str, answering: Answering) -> Blueprint:
    """The named graphs, whose IRIs begin with `base` where they are ours, and their union, the default graph."""
    pages = Blueprint("graphs", __name__)
    pages.after_request(cors.open_to_all)
    pages.after_request(retry_later)

    @pages.get("/graph-store")
    def indirect() -> Response:
        return _read(answering, asked_for())

    @pages.get("/graph/<name:name>")
    def of_users(name: str) -> Response:
        return _read(answering, graph_iri(base, name))

    @pages.get("/link/<name:name>")
    def of_links(name: str) -> Response:
        return _read(answering, link_iri(base, name))

    @pages.get("/conflict/<name>")
    def of_conflicts(name: str) -> Response:
        return _read(answering, f"{base}conflict/{name}")

    return pages


def asked_for() -> str | None:
    """The graph that the request's parameters name, None for the default graph; ProblemError where there is not exactly one."""
    named = request.args.getlist("graph")
    if len(named) + ("default" in request.args) != 1:
        raise ProblemError(400, "exactly one of ?graph=IRI and ?default is needed")
    if named and not _IRI.fullmatch(named[0]):
        raise ProblemError(400, f"graph={named[0][:100]!r} is no absolute IRI")
    return named[0] if named else None


def _read(answering: Answering, iri: str | None) -> Response:
    accept = negotiation.choose(request, RDF, page=None)
    if iri is None:
        question = Question("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", accept=accept)
    elif _IRI.fullmatch(iri):
        question = Question(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}", accept=accept)
    else:
        raise _nowhere(iri)
    if unchanged := answering.unchanged(question):
        return unchanged
    try:
        if iri is not None and not answering.truth(f"ASK {{ GRAPH <{iri}> {{}} }}"):
            raise _nowhere(iri)
        return answering.respond(question)
    except QueryError as error:  # the engine takes for no IRI what the pattern does
        raise ProblemError(400, str(error)) from error


def _nowhere(iri: str) -> ProblemError:
    return ProblemError(404, f"no graph {iri[:100]}")
