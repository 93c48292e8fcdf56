"""In which pieces the network reads sentences, and how many of them at once."""

from collections.abc import Iterator, Sequence

_LONGEST = 256  # characters that the network reads in one piece
_BATCH, _ROWS = 8192, 256  # characters and pieces that it reads at once, which bounds the memory
_BREAKS = ("。！？!?；;\n", "，,：:、 \t\u3000")  # where a longer sentence is cut, the better marks first

Piece = tuple[int, int, str]  # number of the sentence, offset in it, text


def pieces_of(sentence: str) -> Iterator[tuple[int, int]]:
    """The spans that the network reads: the sentence, or pieces of a very long one, cut after a mark if it has any."""
    start = 0
    while len(sentence) - start > _LONGEST:
        piece = sentence[start : start + _LONGEST]
        cuts = (max(map(piece.rfind, marks)) + 1 for marks in _BREAKS)
        end = start + next(filter(None, cuts), _LONGEST)
        yield start, end
        start = end
    if start < len(sentence):
        yield start, len(sentence)


def batches(pieces: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """Runs of pieces of falling length within the two bounds."""
    first = size = 0
    for i, (_, _, text) in enumerate(pieces):
        size += len(text)
        if size > _BATCH or i - first == _ROWS:
            yield pieces[first:i]
            first, size = i, len(text)
    if first < len(pieces):
        yield pieces[first:]
