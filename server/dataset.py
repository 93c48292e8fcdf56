"""`/.well-known/void`: what the graph holds, in figures, for programs that look for data sets."""

import logging
from threading import Lock, Thread
from time import monotonic

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from graph import census
from graph.census import Census
from graph.graph import Graph
from graph.protocol import StoreError
from server import cors, negotiation
from server.negotiation import HTML, RDF
from server.problems import ProblemError
from server.tags import digested

_log = logging.getLogger("rongqiao.server")

PATIENCE = 20  # times as long as the counting took, which goes over the whole graph, its figures are good
WAIT = 30.0  # seconds for which a program waits for the first figures


class Counted:
    """The census of a graph, taken anew when the graph has changed, but never for more than one second in twenty.

    A thread of its own takes it, one at a time: whoever asks meanwhile gets the figures of before.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._lock = Lock()
        self._of = -1  # the last change that was counted
        self._stale = float("-inf")
        self._census: Census | None = None
        self._counting: Thread | None = None

    def census(self, *, patience: float) -> Census | None:
        """As of now where counting takes no more than so many seconds, else of before; None before the first."""
        with self._lock:
            counting = self._counting
            if counting is None and self._graph.applied != self._of and monotonic() >= self._stale:
                counting = self._counting = Thread(target=self._count, name="census", daemon=True)
                counting.start()
        if counting:
            counting.join(patience)
        return self._census

    def _count(self) -> None:
        began, applied = monotonic(), self._graph.applied
        try:
            self._census, self._of = census.count(self._graph.select), applied
        except StoreError as error:
            _log.error("the graph cannot be counted: %s", error)
        finally:
            self._stale = monotonic() + PATIENCE * (monotonic() - began)
            self._counting = None


def blueprint(graph: Graph, counted: Counted) -> Blueprint:
    """The description of the data set that a graph is; the ontology's page shows its figures to people."""
    pages = Blueprint("dataset", __name__)
    pages.after_request(cors.open_to_all)

    @pages.get("/.well-known/void")
    def void() -> AnyResponse:
        form = negotiation.choose(request, RDF, page="last")[0]
        if form == HTML:
            return redirect(url_for("vocabulary.ontology", _anchor="figures"), 303)
        if not request.host:  # none that can be: every address in the description would be broken
            raise ProblemError(400, "the request names no host")
        found = counted.census(patience=WAIT)
        if found is None:
            raise ProblemError(503, "the graph is being counted; ask again later")
        body = census.description(found, form, base=graph.base, address=request.base_url, root=request.url_root)
        return digested(Response(body, content_type=negotiation.content_type(form)))

    return pages
