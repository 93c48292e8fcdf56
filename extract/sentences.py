"""Text to sentences: at line ends and sentence-final marks, closing quotation marks included."""

import re
from collections.abc import Iterator

from extract.reading import Sentence

# A run of final marks with whatever closes after it; an ASCII full stop ends nothing (3.5, co., U.S.).
_END = re.compile(r"[。！？!?…]+[”’」』）)\]】》〉\"']*|\n+")
_PAUSE = re.compile(r"[，；、,;\s][”’」』）)\]】》〉\"']*")
_LONGEST = 500  # characters: a list or table without a full stop is no one sentence


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text` in order, without surrounding white space; together they hold every other character.
    What is longer than 500 characters is cut at its pauses."""
    sentences: list[Sentence] = []
    start = 0
    for end in [*(m.end() for m in _END.finditer(text)), len(text)]:
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        sentences += _cut(text, left, left + len(piece.strip()))
        start = end
    return tuple(sentences)


def _cut(text: str, start: int, end: int) -> Iterator[Sentence]:
    while end - start > _LONGEST:
        pauses = [m.end() for m in _PAUSE.finditer(text, start + 1, start + _LONGEST)]
        stop = pauses[-1] if pauses else start + _LONGEST
        yield Sentence(start, start + len(text[start:stop].rstrip()))
        while text[stop].isspace():
            stop += 1
        start = stop
    if start < end:
        yield Sentence(start, end)
