"""`/.well-known/void`: what the graph holds, in figures, for programs that look for data sets."""

from threading import Lock
from time import monotonic

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from graph import census
from graph.census import Census
from graph.home import Graph
from server import negotiation
from server.negotiation import HTML, RDF
from server.problems import ProblemError

PATIENCE = 20  # times as long as the counting took, which goes over the whole graph, its figures are good


class Counted:
    """The census of a graph, taken anew when the graph has changed, but never for more than one second in twenty."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._lock = Lock()
        self._of = -1  # the last change that was counted
        self._stale = float("-inf")
        self._census: Census | None = None

    def census(self) -> Census:
        """As of now, or of a short while ago where counting takes long. Any thread may ask."""
        with self._lock:
            began, applied = monotonic(), self._graph.applied
            if self._census is None or (applied != self._of and began >= self._stale):
                self._census = census.count(self._graph.select)
                self._of = applied
                now = monotonic()
                self._stale = now + PATIENCE * (now - began)
            return self._census


def blueprint(graph: Graph, counted: Counted) -> Blueprint:
    """The description of the data set that a graph is; the ontology's page shows its figures to people."""
    pages = Blueprint("dataset", __name__)

    @pages.get("/.well-known/void")
    def void() -> AnyResponse:
        form = negotiation.choose(request, RDF, page="last")[0]
        if form == HTML:
            response = redirect(url_for("vocabulary.ontology", _anchor="figures"), 303)
            response.vary.add("Accept")
            return response
        if not request.host:  # none that can be: every address in the description would be broken
            raise ProblemError(400, "the request names no host")
        body = census.description(
            counted.census(), form, base=graph.base, address=request.base_url, root=request.url_root
        )
        headers = {"Vary": "Accept", "Access-Control-Allow-Origin": "*"}
        return Response(body, content_type=negotiation.content_type(form), headers=headers)

    return pages
