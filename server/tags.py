"""Entity tags (RFC 9110, 8.8): a client that says which answer it has is told that this still holds, without the answer."""

import secrets
from hashlib import sha256

from flask import Response, request


class Tags:
    """Tags of what follows from a graph's changes. They are weak: the same triples may come in another order.

    Another start of the program makes others, since a crash, a rebuild or a new version of the program may leave something
    else under the same number of a change.
    """

    def __init__(self) -> None:
        self._start = secrets.token_hex(8)

    def of(self, applied: int, *parts: str) -> str:
        """The tag of what `parts` (address, media type, query …) make of the graph after a change."""
        return sha256("\0".join((self._start, str(applied), *parts)).encode("utf-8", "replace")).hexdigest()[:32]


def is_had(tag: str) -> bool:
    """Whether the client has what bears this tag. `*`, which tells nothing before there is an answer, is left to `marked`."""
    asked = request.if_none_match
    return request.method in ("GET", "HEAD") and not asked.star_tag and asked.contains_weak(tag)


def not_modified(tag: str, *, weak: bool = True) -> Response:
    """The answer to a client that has it."""
    return _told(Response(status=304), tag, weak=weak)


def marked(response: Response, tag: str) -> Response:
    """An answer with its tag."""
    _told(response, tag).make_conditional(request)
    return response


def digested(response: Response) -> Response:
    """An answer that is cheap to make, with a tag that is a digest of it."""
    response.add_etag()
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response


def _told(response: Response, tag: str, *, weak: bool = True) -> Response:
    response.set_etag(tag, weak=weak)
    response.headers["Cache-Control"] = "no-cache"  # kept, and asked for again each time: it may change any moment
    return response
