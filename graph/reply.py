"""A worker's answer as it comes: its beginning is held until the answer is whole or surely long, so that it can still fail."""

import json
from collections.abc import Generator, Mapping
from dataclasses import dataclass

HELD = 1 << 20  # bytes of an answer that are held before anything of it is given away


@dataclass(slots=True, eq=False)
class Reply:
    """An answer that shows the change `applied`: whole where `body` is not None, else to be taken piece by piece.

    `cut` says that a page's graph goes on. A reply is to be closed in any case, on the thread that took its pieces.
    """

    kind: str
    media_type: str
    applied: int
    body: bytes | None
    cut: bool
    pieces: Generator[bytes, None, None]

    def whole(self) -> bytes:
        """All of it, however it comes."""
        return b"".join(self.pieces) if self.body is None else self.body

    def close(self) -> None:
        """Ends the query if it still runs; a second time does nothing."""
        self.pieces.close()


def held(pieces: Generator[bytes, None, None], end: Mapping[str, bool], *, applied: int) -> Reply:
    """The answer of which these are the head and the pieces; `end` tells of it when these have come to theirs."""
    head = json.loads(next(pieces))
    first: list[bytes] = []
    size = 0
    for piece in pieces:
        first.append(piece)
        size += len(piece)
        if size > HELD:
            return Reply(head["kind"], head["media_type"], applied, None, False, _chained(first, pieces))
    return Reply(head["kind"], head["media_type"], applied, b"".join(first), end["cut"], pieces)


def _chained(first: list[bytes], rest: Generator[bytes, None, None]) -> Generator[bytes, None, None]:
    """What came already, and what comes; closing it closes the rest."""
    try:
        while first:
            yield first.pop(0)
        yield from rest
    finally:
        rest.close()
