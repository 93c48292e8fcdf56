"""How a query that came by HTTP is answered: in its turn, by a worker, within its limits, as new as it asks for."""

import logging
import math
import re
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from tempfile import TemporaryFile
from time import monotonic, sleep

from flask import Response, g, json, request

from graph.answers import QueryError
from graph.crew import Crew
from graph.frames import Document, Question, Update
from graph.graph import Graph
from graph.hand import LimitError, WorkerError
from graph.reply import Reply
from graph.snapshots import BehindError
from server import negotiation, tags
from server.problems import ProblemError
from server.tags import Tags
from server.turns import BusyError, Turns

AFTER = "Rongqiao-After"  # of a request: the number of a change that the answer has to show
CHANGE = "Rongqiao-Change"  # of an answer: the number of the last change that it surely shows
PATIENCE = 10.0  # seconds that one waits for its turn, and for the change that it wants to see
RETRY = 5  # seconds after which one that got no turn may ask again
CHUNK = 1 << 18  # bytes

# What may make an answer another one each time, wherever in a query it stands
_FICKLE = re.compile(r"\b(?:now|rand|uuid|struuid|bnode|service)\b", re.IGNORECASE)

_log = logging.getLogger("rongqiao.server")


class BrokenOffError(Exception):
    """An answer that has begun and cannot end: its connection breaks off, so that nobody takes it for whole."""


class Answering:
    """Answers queries: by the workers of a crew; in this process where there is none, since the store lies elsewhere."""

    def __init__(self, graph: Graph, crew: Crew | None, turns: Turns, tags: Tags) -> None:
        self._graph = graph
        self._crew = crew
        self._turns = turns
        self._tags = tags

    @property
    def services(self) -> tuple[str, ...]:
        """The addresses that queries may call."""
        return self._crew.limits.services if self._crew else ()

    @property
    def isolated(self) -> bool:
        """Whether workers answer."""
        return self._crew is not None

    def shown(self) -> int:
        """The number of a change that every answer shows from now on. Raises ProblemError."""
        return self.await_change(0)

    def await_change(self, change: int) -> int:
        """Waits until every answer shows a change, for a while; the last one that they show then. Raises ProblemError where
        nothing can be read."""
        assert self._crew is not None
        with _problems():
            try:
                return self._crew.await_change(change, patience=PATIENCE)
            except BehindError as error:  # what was written is kept all the same
                if error.shown is None:
                    raise
                return error.shown

    def work(self, question: Update | Document) -> dict[str, bytes]:
        """What graphs hold after a write, as lines of N-Triples by their IRIs. Raises ProblemError, QueryError and FullError."""
        assert self._crew is not None
        with ExitStack() as stack, _problems():
            seconds, after = _seconds(), self._after()
            stack.enter_context(self._turns.taken(request.remote_addr or ""))
            gone = request.environ.get("waitress.client_disconnected")
            reply = self._crew.ask(question, seconds=seconds, after=after, patience=PATIENCE, gone=gone)
            stack.callback(reply.close)
            found = json.loads(reply.whole())
        return {iri: lines.encode() for iri, lines in found.items()}

    def unchanged(self, question: Question) -> Response | None:
        """That nothing has changed, where the client has the answer and it would be the same now; nothing is evaluated."""
        if "If-None-Match" not in request.headers or self._crew is None:
            return None
        if (shown := self._crew.shown) is None or shown < self._after():
            return None
        accept = question.accept or ()
        # Of each kind of answer the first that is accepted; which kind it is the tag tells that the client got.
        for kind in (negotiation.ROWS, negotiation.RDF):
            media_type = next((one for one in accept if one in kind.values()), "")
            if (tag := self._tag(question, media_type, shown)) and tags.is_had(tag):
                response = tags.not_modified(tag)
                response.headers[CHANGE] = str(shown)
                return response
        return None

    def respond(self, question: Question, *, after: int = 0) -> Response:
        """The response to a program, which shows the change `after`. Raises ProblemError and QueryError."""
        with ExitStack() as stack, _problems():
            reply = self._reply(question, stack, after)
            body: bytes | Iterator[bytes]
            length = None
            if reply.body is not None:
                body = reply.body
                stack.close()  # it is the next one's turn, whoever takes this answer
            elif request.environ.get("SERVER_PROTOCOL") == "HTTP/1.0":
                # Where an answer ends with its connection, one that breaks off looks like a whole one.
                file = stack.enter_context(TemporaryFile())
                for piece in reply.pieces:
                    file.write(piece)
                length = file.tell()
                file.seek(0)
                body = iter(lambda: file.read(CHUNK), b"")
            else:
                body = _streamed(reply)
            response = Response(body, content_type=negotiation.content_type(reply.media_type))
            if length is not None:
                response.content_length = length
            response.headers[CHANGE] = str(reply.applied)
            if self._crew and (tag := self._tag(question, reply.media_type, reply.applied)):
                tags.marked(response, tag)
            response.call_on_close(stack.pop_all().close)
            return response

    def whole(self, question: Question, *, after: int = 0) -> tuple[str, bytes, bool]:
        """Media type and body of what a page shows, and whether it goes on. Raises ProblemError and QueryError."""
        with ExitStack() as stack, _problems():
            reply = self._reply(question, stack, after)
            return reply.media_type, reply.whole(), reply.cut

    def truth(self, sparql: str, *, after: int = 0) -> bool:
        """What an ASK comes to, which shows the change `after`. Raises ProblemError and QueryError."""
        _, body, _ = self.whole(Question(sparql, accept=["application/sparql-results+json"]), after=after)
        return bool(json.loads(body)["boolean"])

    def _tag(self, question: Question, media_type: str, applied: int) -> str | None:
        """The tag of an answer to a GET; None where it may be another one each time."""
        if request.method not in ("GET", "HEAD") or _FICKLE.search(question.sparql):
            return None
        graphs = (*question.default_graphs, "", *question.named_graphs)
        return self._tags.of(applied, "query", media_type, question.sparql, *graphs)

    def _reply(self, question: Question, stack: ExitStack, after: int) -> Reply:
        seconds, after = _seconds(), max(self._after(), after)
        stack.enter_context(self._turns.taken(request.remote_addr or ""))
        if self._crew is None:
            reply = self._in_process(question, after)
        else:
            gone = request.environ.get("waitress.client_disconnected")
            rewritten = self._graph.rewritten(question.sparql)
            question = replace(question, sparql=rewritten.sparql)
            try:
                reply = self._crew.ask(question, seconds=seconds, after=after, patience=PATIENCE, gone=gone)
            except QueryError as error:
                rewritten.explain(error)
                raise
        stack.callback(reply.close)
        return reply

    def _in_process(self, question: Question, after: int) -> Reply:
        until = monotonic() + PATIENCE
        while self._graph.applied < after:
            if monotonic() > until:
                raise BehindError(self._graph.applied)
            sleep(0.1)
        applied = self._graph.applied
        answer = self._graph.query(
            question.sparql,
            default_graphs=question.default_graphs,
            named_graphs=question.named_graphs,
            accept=question.accept,
        )
        return Reply(answer.kind, answer.media_type, applied, answer.body, False, _no_more())

    def _after(self) -> int:
        """The change that has to be shown."""
        value = request.headers.get(AFTER, "").strip()
        if not value:
            return 0
        if not (value.isascii() and value.isdecimal() and len(value) < 19):
            raise ProblemError(400, f"{AFTER} must be the number of a change, not {value[:40]!r}")
        if int(value) > (head := self._graph.truths.head()):
            raise ProblemError(400, f"{AFTER}: {value}, but the last change is {head}")
        return int(value)


def retry_later(response: Response) -> Response:
    """What `after_request` of a blueprint calls that answers queries."""
    if "busy" in g:
        response.headers["Retry-After"] = str(RETRY)
    return response


def _seconds() -> float | None:
    """The time limit that the request itself sets."""
    value = request.values.get("timeout", "").strip()
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise ProblemError(400, f"timeout must be a number of seconds, not {value[:40]!r}")
    return seconds


@contextmanager
def _problems() -> Iterator[None]:
    """Says what went wrong in the words of HTTP."""
    try:
        yield
    except BusyError as error:
        g.busy = True
        raise ProblemError(503, "as many queries are running as may at once; ask again later") from error
    except LimitError as error:
        raise ProblemError(503, str(error), limit=error.limit) from error
    except BehindError as error:
        raise ProblemError(504, str(error), shown=error.shown) from error
    except WorkerError as error:
        g.busy = True
        raise ProblemError(503, str(error)) from error


def _no_more() -> Generator[bytes, None, None]:
    yield from ()


def _streamed(reply: Reply) -> Iterator[bytes]:
    try:
        yield from reply.pieces
    except Exception as error:  # a limit, the death of the worker, an evaluation that fails in the middle
        _log.warning("an answer was broken off: %s", ascii(str(error)))
        raise BrokenOffError from error
