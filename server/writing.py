"""Writes by HTTP: what they come to is worked out by a worker, and kept all at once or not at all."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Protocol
from urllib.parse import unquote_to_bytes

from flask import Request, Response, g, request
from werkzeug.datastructures import FileStorage, MultiDict

from graph.access import Token, Tokens
from graph.annotations import Annotations, FullError, OvertakenError, lines_of
from graph.answers import QueryError, ReachError
from graph.editing import READABLE
from graph.frames import Document, Update
from ontology.iris import graph_iri, graph_name
from server.answering import CHANGE, Answering
from server.authorisation import bearer
from server.negotiation import RDF
from server.problems import ProblemError

FORM = "application/x-www-form-urlencoded"
UPDATE = "application/sparql-update"
PARTS = "multipart/form-data"
ATTEMPTS = 5  # while others write the same graphs


class Writable(Protocol):
    """Graphs that clients may write, by their IRIs; "" is the default graph. Contents are lines of N-Triples, b"" where there
    are none; numbers are those of changes, as answers show them."""

    @property
    def within(self) -> str | None:
        """What their IRIs begin with; None where all may be written."""

    def state(self, *, after: int) -> tuple[int, Mapping[str, bytes]]:
        """The number of the last change, and what was written after that change."""

    def check(self, iri: str) -> None:
        """Raises ProblemError where a graph is none of these."""

    def contents(self, iri: str) -> bytes:
        """What a graph holds."""

    def last(self, iri: str) -> int:
        """The last change of a graph, 0 where it was never written."""

    def write(self, contents: Mapping[str, bytes], *, author: str, seen: int) -> int:
        """Makes the graphs hold this, all or none; the number of the last change. Raises OvertakenError where one was written
        after the change `seen`, and FullError."""


class Annotated:
    """Users' graphs, as `Writable`."""

    def __init__(self, annotations: Annotations, base: str) -> None:
        self._annotations = annotations
        self._base = base
        self.within: str | None = graph_iri(base, "")

    def state(self, *, after: int) -> tuple[int, Mapping[str, bytes]]:
        """As `Writable.state`."""
        head, newer = self._annotations.state(after=after)
        return head, {graph_iri(self._base, name): lines for name, lines in newer.items()}

    def check(self, iri: str) -> None:
        """As `Writable.check`."""
        self._name(iri)

    def contents(self, iri: str) -> bytes:
        """As `Writable.contents`."""
        return self._annotations.contents(self._name(iri))

    def last(self, iri: str) -> int:
        """As `Writable.last`."""
        name = graph_name(self._base, iri)
        return self._annotations.last(name) if name is not None else 0

    def write(self, contents: Mapping[str, bytes], *, author: str, seen: int) -> int:
        """As `Writable.write`."""
        named = {self._name(iri): lines for iri, lines in contents.items()}
        return self._annotations.write(named, author=author, seen=seen)

    def _name(self, iri: str) -> str:
        name = graph_name(self._base, iri)
        if name is None:
            named = f"<{iri[:200]}>" if iri else "the default graph"
            raise ProblemError(
                403, f"{named} cannot be written: only graphs under <{self.within}>, such as <{self.within}mine>"
            )
        return name


class Writing:
    """Updates, and documents that become graphs, of those who bear a token for it."""

    def __init__(self, tokens: Tokens, answering: Answering, written: Writable) -> None:
        self._tokens = tokens
        self._answering = answering
        self._written = written

    def update(self) -> Response:
        """Carries out the update of the present request. Raises ProblemError."""
        text, using, named = read_update(request)
        author = self._author().name

        def made(seen: int, newer: Mapping[str, bytes]) -> Mapping[str, bytes]:
            lines = {iri: lines.decode() for iri, lines in newer.items()}
            return self._answering.work(Update(text, using, named, self._written.within, lines))

        return self._answered(204, self._kept(made, author))

    def put(self, iri: str) -> Response:
        """Makes the document of the present request a graph, in place of what it held. Raises ProblemError."""
        return self._stored(iri, lambda before, lines: lines)

    def post(self, iri: str) -> Response:
        """Adds the document of the present request to a graph. Raises ProblemError."""
        return self._stored(iri, lambda before, lines: lines_of((before + lines).splitlines()))

    def delete(self, iri: str) -> Response:
        """Removes a graph. Raises ProblemError."""
        author = self._author(iri).name

        def made(seen: int, newer: Mapping[str, bytes]) -> Mapping[str, bytes]:
            if not self._held(iri):
                raise ProblemError(404, f"no graph <{iri[:200]}>")
            return {iri: b""}

        return self._answered(204, self._kept(made, author))

    def last(self, iri: str) -> int:
        """The change that has to be shown by whoever reads a graph."""
        return self._written.last(iri) if self._answering.isolated else 0

    def tag(self, iri: str, media_type: str) -> str | None:
        """The entity tag of a graph that can be written, None of any other and where it is none."""
        within = self._written.within
        if within is not None and not iri.startswith(within):
            return None
        lines = self._written.contents(iri)
        return _tag(lines, media_type) if lines else None

    def _stored(self, iri: str, merged: Callable[[bytes, bytes], bytes]) -> Response:
        """Makes a graph hold what `merged` makes of what it held and of the present request's document."""
        author = self._author(iri).name
        lines = self._document(iri)
        before = b""

        def made(seen: int, newer: Mapping[str, bytes]) -> Mapping[str, bytes]:
            nonlocal before
            before = self._held(iri)
            return {iri: merged(before, lines)}

        change = self._kept(made, author)
        return self._answered(204 if before else 201, change)

    def _author(self, *iris: str) -> Token:
        """The token of the present request, which may write such graphs."""
        token = bearer(request, self._tokens, "update")
        if not self._answering.isolated:
            raise ProblemError(501, "the graph lies behind another server: users' graphs cannot be written meanwhile")
        for iri in iris:
            self._written.check(iri)
        return token

    def _held(self, iri: str) -> bytes:
        """What a graph holds, where the present request's conditions hold."""
        lines = self._written.contents(iri)
        wanted, unwanted = request.if_match, request.if_none_match
        if not (wanted or unwanted):
            return lines
        tags = [_tag(lines, media_type) for media_type in RDF.values()] if lines else []
        if (wanted and not any(wanted.is_strong(tag) for tag in tags) and not (wanted.star_tag and lines)) or (
            unwanted and (any(map(unwanted.contains_weak, tags)) or (unwanted.star_tag and lines))
        ):
            raise ProblemError(412, f"<{iri[:200]}> is not as the request wants it to be")
        return lines

    def _kept(self, made: Callable[[int, Mapping[str, bytes]], Mapping[str, bytes]], author: str) -> int:
        """Keeps what `made` makes, which gets the last change and what graphs hold that answers may not show yet."""
        for _ in range(ATTEMPTS):
            shown = self._answering.shown()
            seen, newer = self._written.state(after=shown)
            try:
                contents = made(seen, newer)
                return self._written.write(contents, author=author, seen=seen) if contents else seen
            except OvertakenError:
                continue
            except ReachError as error:
                raise ProblemError(403, str(error), line=error.line, column=error.column) from error
            except QueryError as error:
                raise ProblemError(400, str(error), line=error.line, column=error.column) from error
            except FullError as error:
                raise ProblemError(507 if error.whole else 413, str(error)) from error
        g.busy = True
        raise ProblemError(409, "others write the same graphs at the same time: try again")

    def _answered(self, status: int, change: int) -> Response:
        """The answer to a write: at once where the client wants that, else when queries show it."""
        response = Response(status=status)
        if "respond-async" in request.headers.get("Prefer", ""):
            response.headers["Preference-Applied"] = "respond-async"
        else:
            self._answering.await_change(change)
        response.headers[CHANGE] = str(change)
        return response

    def _document(self, iri: str) -> bytes:
        """What the present request's document, or documents, say as lines of N-Triples."""
        if request.mimetype == PARTS:
            parts = [part for _, part in request.files.items(multi=True)]
            return lines_of(line for part in parts for line in self._read(part.read(), part, iri).splitlines())
        return self._read(request.get_data(), request, iri)

    def _read(self, body: bytes, said: Request | FileStorage, iri: str) -> bytes:
        if said.mimetype not in READABLE:
            raise ProblemError(415, f"Content-Type must be {', '.join(READABLE)}")
        try:
            text = body.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ProblemError(400, f"the document is not UTF-8 at byte {error.start}") from error
        try:
            (lines,) = self._answering.work(Document(text, said.mimetype, iri or request.base_url)).values()
        except QueryError as error:
            raise ProblemError(400, str(error), line=error.line, column=error.column) from error
        except FullError as error:
            raise ProblemError(413, str(error)) from error
        return lines


def is_update(request: Request) -> bool:
    """Whether a request sends an update."""
    if request.method != "POST" or request.mimetype != FORM:
        return request.method == "POST" and request.mimetype == UPDATE
    request.get_data()  # is kept: who looks at the form first does not get it any more
    return "update" in request.form


def read_update(request: Request) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The update of one of the protocol's two request forms, and the graphs that its parameters name for its patterns; raises
    ProblemError where there is not exactly one."""
    parameters, updates = sent(request, "update", UPDATE)
    if len(updates) != 1 or "query" in parameters:
        raise ProblemError(400, f"exactly one update is needed, and no query, found {len(updates)}")
    using, named = (tuple(parameters.getlist(f"using-{kind}graph-uri")) for kind in ("", "named-"))
    return updates[0], using, named


def sent(request: Request, name: str, media_type: str) -> tuple[MultiDict[str, str], list[str]]:
    """The parameters of one of the protocol's request forms, and the texts that it brings: those of the parameters that are
    called so, and the body that is of this media type. Raises ProblemError where anything is not UTF-8."""
    parameters: MultiDict[str, str] = request.values  # the data set may stand in the address of a form
    texts = parameters.getlist(name)
    if request.method == "POST" and request.mimetype == media_type:
        try:
            texts = [*texts, request.get_data().decode()]
        except UnicodeDecodeError as error:
            raise ProblemError(400, f"the {name} is not UTF-8 at byte {error.start}") from error
    _check_characters(request.query_string)
    if request.mimetype == FORM:
        _check_characters(request.get_data())
    return parameters, texts


def _check_characters(encoded: bytes) -> None:
    """Refuses parameters in another encoding, of which Flask would make another query than was meant."""
    try:
        unquote_to_bytes(encoded).decode()
    except UnicodeDecodeError as error:
        raise ProblemError(400, "a parameter is not UTF-8") from error


def _tag(lines: bytes, media_type: str) -> str:
    """The same triples are written in the same order, and blank nodes keep their labels: so the tag is a strong one."""
    return hashlib.sha256(media_type.encode() + b"\0" + lines).hexdigest()[:32]
