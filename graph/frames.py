"""What goes over the pipes between the server and a worker that answers a query: frames, each a kind, a length, bytes.

JSON and plain bytes, nothing that could run: a worker has read what strangers wrote.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any, Literal, TypeAlias

# A worker gets asks. It says that it has begun, with the snapshot open; for a query head and data follow, or an error at any
# time instead of what would come, and always an end. The data of a write are JSON: what graphs hold, by their IRIs.
Kind: TypeAlias = Literal[b"a", b"b", b"h", b"d", b"e", b"x"]
ASK: Kind = b"a"
BEGUN: Kind = b"b"
HEAD: Kind = b"h"
DATA: Kind = b"d"
END: Kind = b"e"
ERROR: Kind = b"x"

_FRAME = struct.Struct("<cI")


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the data set that the protocol's parameters give it, and the media types that are accepted, best first.

    Where `rows` is given the answer is for a page: SPARQL JSON with the first rows and `total`, or the beginning of a
    graph.
    """

    sparql: str
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()
    accept: Sequence[str] | None = None
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """An update, and the data set that the protocol's parameters give its patterns.

    It may write graphs whose IRIs begin with `within`, or all where that is None. What `newer` says the graphs hold, as
    N-Triples by their IRIs, counts and not what the snapshot says.
    """

    text: str
    using: Sequence[str] = ()
    named: Sequence[str] = ()
    within: str | None = None
    newer: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A document of RDF whose relative IRIs mean what they mean at `base`."""

    text: str
    media_type: str
    base: str


Asked: TypeAlias = Question | Update | Document


def send(pipe: IO[bytes], kind: Kind, payload: bytes | Mapping[str, Any], *, more: bool = False) -> None:
    """Sends one frame; where `more` is to follow at once, with that: each that comes alone wakes the reader."""
    data = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    pipe.write(_FRAME.pack(kind, len(data)))
    pipe.write(data)
    if not more:
        pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[bytes, bytes]:
    """The next frame; EOFError where the other side has gone."""
    start = pipe.read(_FRAME.size)
    if len(start) < _FRAME.size:
        raise EOFError
    kind, length = _FRAME.unpack(start)
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return kind, data
