"""Plain text into paragraphs: characters that are no text go, broken lines are joined, paragraphs are told apart."""

import re
from collections.abc import Iterator
from itertools import pairwise

_NEWLINE = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028]")
_NONCHARACTERS = "".join(
    map(chr, (*range(0xFDD0, 0xFDF0), *(p + c for p in range(0, 0x110000, 0x10000) for c in (0xFFFE, 0xFFFF))))
)
# controls, zero widths, surrogates, and what is no character in Unicode (XML takes some of those for an error)
_DROPPED = re.compile(rf"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\ufeff\ud800-\udfff{_NONCHARACTERS}]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*(?=\n)")
SENTENCE_END = "。！？!?…”」』"
_INDENT = "\u3000"  # how a Chinese paragraph begins; nothing else does

# Lines that Markdown gives a meaning of their own: a line break beside one says nothing about the paragraphs.
_STRUCTURE = re.compile(r"\s*(?:#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|>|\||`{3}|~{3}|!?\[|<|(?:=+|-+|\*{3,})\s*$)")

# Letters and marks of scripts written without spaces: between two of them a line break is no space.
_UNSPACED = re.compile(
    r"[\u00b7\u2014\u2018-\u201d\u2026\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    r"\U00020000-\U0003ffff]"
)


def normalised(text: str) -> str:
    """`text` with "\\n" for every line break and no characters that are no text; all others stay as they are."""
    text = _NEWLINE.sub("\n", text.replace("\u2029", "\n\n"))
    return _DROPPED.sub("", text).replace("\xa0", " ")


def lines_are_paragraphs(text: str) -> bool:
    """Whether `text` breaks a line only where a paragraph ends, as text copied from a page or a word processor does.

    Told by the lines that another one follows directly: half of them or more end a sentence. Hard-wrapped text
    breaks its lines anywhere.
    """
    breaks = ends = 0
    lines = text.split("\n")
    for line, following in pairwise(lines):
        if not line.strip() or not following.strip() or _STRUCTURE.match(line) or _STRUCTURE.match(following):
            continue
        breaks += 1
        ends += line.rstrip()[-1] in SENTENCE_END
    return breaks > 0 and 2 * ends >= breaks


def plain_paragraphs(text: str) -> list[str]:
    """The paragraphs of normalised `text` without markup, each on one line and without white space around it."""
    by_line = lines_are_paragraphs(text)
    return [paragraph for block in _BLANK_LINE.split(text) for paragraph in one_line_each(block, by_line=by_line)]


def one_line_each(block: str, *, by_line: bool) -> Iterator[str]:
    """The paragraphs of a block without blank lines, one of each line where `by_line` or where it is indented."""
    lines: list[str] = []
    for raw in block.split("\n"):
        line = raw.strip()
        if line and lines and (by_line or raw.startswith(_INDENT)):
            yield joined(lines)
            lines = []
        if line:
            lines.append(line)
    if lines:
        yield joined(lines)


def joined(lines: list[str]) -> str:
    """Lines as one: without a space between two characters of a script that has none, else with one space."""
    pieces = lines[:1]
    for before, after in pairwise(lines):
        unspaced = _UNSPACED.match(before[-1]) and _UNSPACED.match(after[0])
        pieces += [after] if unspaced else [" ", after]
    return "".join(pieces)
