"""Markdown to paragraphs of plain text: CommonMark and tables, as Chinese pages come out of the converters."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from markdown_it.token import Token

from corpus.cleaning import SENTENCE_END, lines_are_paragraphs, normalised, one_line_each, plain_paragraphs

# Signs that plain text holds Markdown: heading, bold, image or link, bullet, quotation, fence, rule of a table.
_MARKDOWN = re.compile(
    r"^ {0,3}#{1,6} +\S|(?:^|[^\w*])\*\*[^\s*]|!?\[[^\[\]\n]*\]\([^\s()]|^ {0,3}(?:[-*+] +\S|> |```|~~~)"
    r"|^ {0,3}\|?(?: *:?-{3,}:? *\|)+",
    re.MULTILINE,
)
_MAX_BRACKETS = 5_000  # the parser takes quadratic time in them; no article has a tenth

# What is mended in the source, because CommonMark reads it in another way than it was meant.
_WRAPPED_ADDRESS = re.compile(r"\]\(([!-'*-~]+(?:\n[!-'*-~]+)+)\)")  # converters break long ones at a hyphen
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)")  # also with spaces in the address
_TIGHT_HEADING = re.compile(r"^(#{2,6})(?=[^#\s])", re.MULTILINE)  # `##小标题`; a single # may begin a `#话题#`
_HIDDEN = re.compile(
    r"(?<!`)(?:<(script|style)\b(?:(?!<(?:script|style)\b).)*?</\1\s*>|<!--(?:(?!<!--).)*?-->)",
    re.IGNORECASE | re.DOTALL,
)
_SPACED_BOLD = re.compile(r"(?<![*\w])\*\*(?!\*)([^*]+)\*\*(?!\*)")  # `** 大家 **`, left standing by the parser

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)[^<>]*>|<[!?][^<>]*>|<!--|-->")
_BREAKING = re.compile(
    r"address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre"
    r"|section|table|tr|ul"
)
_CLAUSE_END = "，、；："


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the text; `heading` is its level, 0 where it is none."""

    text: str
    heading: int = 0


def looks_like_markdown(text: str) -> bool:
    """Whether normalised `text` shows a sign of Markdown that plain text hardly shows by accident."""
    return bool(_MARKDOWN.search(text))


def blocks(text: str) -> list[Block]:
    """The paragraphs of normalised Markdown, also one of each heading, list item and table row.

    Images, marks, tags, comments and scripts are gone; links and code keep their text.
    """
    if text.count("[") > _MAX_BRACKETS:
        return [Block(paragraph) for paragraph in plain_paragraphs(text)]
    source = _WRAPPED_ADDRESS.sub(lambda link: link[0].replace("\n", ""), text)
    for pattern, replacement in ((_IMAGE, ""), (_HIDDEN, ""), (_TIGHT_HEADING, r"\1 ")):
        source = pattern.sub(replacement, source)
    by_line = lines_are_paragraphs(source)
    return [
        Block(line, heading)
        for raw, heading in _leaves(_parser().parse(source))
        for part in normalised(raw).split("\n\n")
        for line in one_line_each(part, by_line=by_line)
    ]


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable("table")
    parser.disable("code")  # Chinese paragraphs begin with spaces
    parser.inline.ruler.at("emphasis", _emphasis)
    # Nothing but its text is kept of a link, so one to a script is as harmless as any other.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # of this one parser, not of the class
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:
    """CommonMark's rule for `*` and `_` with another sense of words; its own spoils `**「大家」**说` and `3*4*5`.

    `*` opens before and closes after everything but white space, save between two ASCII letters or digits. `_` does
    not so inside a word either, but brackets and the end of a sentence part words.
    """
    start = end = state.pos
    marker = state.src[start]
    if silent or marker not in "_*":
        return False
    while end < state.posMax and state.src[end] == marker:
        end += 1
    before = state.src[start - 1] if start else " "
    after = state.src[end] if end < state.posMax else " "
    opens, closes = not after.isspace(), not before.isspace()
    if marker == "_":
        opens &= not before.isalnum() or unicodedata.category(after) in ("Ps", "Pi")
        closes &= not after.isalnum() or unicodedata.category(before) in ("Pe", "Pf") or before in "。！？"
    elif (before + after).isalnum() and (before + after).isascii():
        opens = closes = False
    for _ in range(end - start):
        state.push("text", "", 0).content = marker
        here = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(marker), end - start, here, end=-1, open=opens, close=closes))
    state.pos = end
    return True


def _leaves(tokens: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """The raw text of every block that holds no other, and its heading level; "\\n\\n" in it parts paragraphs."""
    heading = 0
    cells: list[str] | None = None
    for token in tokens:
        match token.type:
            case "heading_open":
                heading = int(token.tag[1])
            case "heading_close":
                heading = 0
            case "tr_open":
                cells = []
            case "tr_close":
                yield " ".join(filter(None, cells or ())), 0
                cells = None
            case "inline" if cells is not None:
                cells.append(" ".join(_inline(token.children or ()).split("\n")).strip())
            case "inline":
                yield _inline(token.children or ()), heading
            case "fence":
                yield token.content.replace("\n", "\n\n"), 0
            case "html_block":
                yield html.unescape(_TAG.sub(_tag, token.content)), 0


def _inline(children: Iterable[Token]) -> str:
    """The text of an inline token; "\\n" is a line break of the source, to be joined or not."""
    text = ""
    for child in children:
        match child.type:
            case "text":
                text += _SPACED_BOLD.sub(lambda bold: bold[1].strip(), child.content)
            case "code_inline":
                text += child.content
            case "softbreak":
                text += "\n"
            case "hardbreak":
                text += _hard_break(text)
            case "html_inline":
                broken = child.content[:3].lower() == "<br"
                text += _hard_break(text) if broken else _TAG.sub(_tag, child.content)
    return text


def _hard_break(before: str) -> str:
    """What a break that the author wanted is: the paragraph's end after a sentence, else white space or nothing."""
    last = before[-20:].rstrip()[-1:]
    if last and last in SENTENCE_END:
        return "\n\n"
    return "" if last in _CLAUSE_END else " "


def _tag(match: re.Match[str]) -> str:
    name = (match[1] or "").lower()
    return "\n\n" if _BREAKING.fullmatch(name) else " " if name in ("td", "th") else ""
