"""Text to sentences: at line ends and sentence-final marks, closing quotation marks included."""

import re

from extract.reading import Sentence

# A run of final marks with whatever closes after it; an ASCII full stop ends nothing (3.5, co., U.S.).
_END = re.compile(r"[。！？!?…]+[”’」』）)\]】》〉\"']*|\n+")


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text` in order, without surrounding white space; together they hold every other character."""
    sentences = []
    start = 0
    for end in [*(m.end() for m in _END.finditer(text)), len(text)]:
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            left = start + len(piece) - len(piece.lstrip())
            sentences.append(Sentence(left, left + len(stripped)))
        start = end
    return tuple(sentences)
