"""The web application."""

from flask import Flask, Response, json, request
from werkzeug.routing import PathConverter

from graph.access import Tokens
from graph.crew import Crew
from graph.graph import Graph
from graph.questions.asking import Writer
from server import (
    chinese,
    completion,
    dataset,
    decisions,
    graphs,
    pages,
    problems,
    questions,
    related,
    search,
    sparql,
    suggestions,
    vocabulary,
)
from server.answering import PATIENCE, Answering
from server.policy import STRICT
from server.tags import Tags
from server.terms import segment, weblink
from server.turns import Turns
from server.writing import FORM, Annotated, Writable, Writing

BODY_LIMIT = 1 << 20  # bytes of a request's body: a query, not an upload
PARAMETERS = 10_000  # of a request; a megabyte has room for half a million, which take seconds to read
AT_ONCE, WAITING = 4, 16  # queries

_HEADERS = {
    "Content-Security-Policy": STRICT,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class _Name(PathConverter):
    """A last path segment that may hold anything, slashes too: names and identifiers are what articles made them."""

    regex = "(?s:.+)"
    part_isolating = False

    def to_url(self, value: str) -> str:
        return segment(value)


def create_app(
    graph: Graph,
    crew: Crew | None = None,
    *,
    at_once: int = AT_ONCE,
    waiting: int = WAITING,
    body: int = BODY_LIMIT,
    written: Writable | None = None,
    writer: Writer | None = None,
) -> Flask:
    """The application over an open graph, which it only reads; decisions and users' graphs go to the truths, and the graph
    follows them. The crew answers queries, `at_once` of them while `waiting` more wait; requests have `body` bytes at most.
    Clients write what is `written`, users' graphs where it is not given; `writer` writes queries for questions that the
    grammar does not read."""
    app = Flask("server")
    app.config["MAX_CONTENT_LENGTH"] = body
    app.config["MAX_FORM_MEMORY_SIZE"] = body
    app.url_map.converters["name"] = _Name
    app.url_map.merge_slashes = False  # an article's id may be a URL
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {"date": chinese.date, "money": chinese.money, "weblink": weblink}
    app.jinja_env.globals["TYPES"] = chinese.TYPES
    problems.install(app)
    tags = Tags()
    app.register_blueprint(pages.blueprint(graph, tags))
    app.register_blueprint(search.blueprint(graph))
    app.register_blueprint(suggestions.blueprint(graph))
    app.register_blueprint(related.blueprint(graph))
    answering = Answering(graph, crew, Turns(at_once, waiting=waiting, patience=PATIENCE), tags)
    counted = dataset.Counted(graph)
    writing = Writing(Tokens(graph.path), answering, written or Annotated(graph.truths.annotations, graph.base))
    app.register_blueprint(sparql.blueprint(graph.base, answering, writing, counted))
    app.register_blueprint(graphs.blueprint(graph.base, answering, writing))
    app.register_blueprint(questions.blueprint(graph, answering, writer))
    app.register_blueprint(completion.blueprint())
    app.register_blueprint(decisions.blueprint(graph))
    app.register_blueprint(dataset.blueprint(graph, counted))
    app.register_blueprint(vocabulary.blueprint(counted))

    @app.get("/healthz")
    def healthz() -> Response:
        change = graph.truths.head()
        body = json.dumps(
            {"status": "ok", "articles": graph.truths.count(), "change": change, "applied": graph.applied}
        )
        return Response(body + "\n", mimetype="application/json", headers={"Cache-Control": "no-store"})

    @app.before_request
    def limited() -> None:
        form = request.get_data() if request.mimetype == FORM else b""
        found = max(form.count(b"&"), request.query_string.count(b"&")) + 1
        if found > PARAMETERS:
            raise problems.ProblemError(413, f"the request has {found:,} parameters; at most {PARAMETERS:,} are read")

    @app.after_request
    def guarded(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return app
