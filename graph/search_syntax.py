"""What somebody types into a search, read once into the tree of graph/search_tree.py.

Any text is read: what cannot be meant as syntax is words, and what is odd about it is told as remarks, never raised.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from graph.forms import LONGEST
from graph.search_tree import (
    PASSAGES,
    Asked,
    Both,
    Days,
    Either,
    Field,
    Node,
    Organisation,
    Phrase,
    Prefix,
    Remark,
    Sort,
    Source,
    Type,
    Without,
    Words,
    alternatives,
    both,
)
from graph.words import fold, query_grams
from ontology.predicates import CLASSES

_TYPES: dict[str, Sort] = {
    "人": "PER", "组织": "ORG", "公司": "ORG", "地方": "LOC", "引用": "quote", "引文": "quote",
    "事实": "fact", "引语": "quote", "句子": "sentence", "标题": "headline",
}  # fmt: skip
_TYPES |= {word.casefold(): name for name, known in CLASSES.items() for word in (name, known.zh, known.en)}
_TYPES |= {sort: sort for sort in PASSAGES}

_DAY = re.compile(r"([0-9]{4})(?:[-/年]([0-9]{1,2})(?:[-/月]([0-9]{1,2})日?)?)?[年月]?")
_RANGE = re.compile(r"\.\.|~|至")


def sort_of(value: str) -> Sort | None:
    """The sort that a word names, in Chinese, in English or by its code."""
    return _TYPES.get(fold(value).casefold())


def days_of(value: str) -> Days | None:
    """The days that `2014`, `2014-05`, `2014..2016` or `..2015-03-01` mean; None where that is no such text."""
    first, between, last = (
        (value, "", value) if not _RANGE.search(value) else _RANGE.sub("\0", value, 1).partition("\0")
    )
    start, end = _span(first.strip()), _span(last.strip())
    if (between and not (first.strip() or last.strip())) or (first.strip() and not start) or (last.strip() and not end):
        return None
    lower, upper = start[0] if start else None, end[1] if end else None
    if lower and upper and start and end and upper < lower:
        lower, upper = end[0], start[1]
    return Days(lower, upper) if lower or upper else None


def _span(text: str) -> tuple[date, date] | None:
    found = _DAY.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        return first, date(first.year, month or 12, day or monthrange(first.year, month or 12)[1])
    except ValueError:
        return None


_FIELDS: dict[str, Callable[[str], Field | None]] = {}
for _names, _make in (
    ("类型 类别 type", lambda value: Type(sort) if (sort := sort_of(value)) else None),
    ("年 年份 日期 year date", days_of),
    ("来源 媒体 source", lambda value: Source(value) if query_grams(fold(value)) else None),
    ("组织 机构 公司 org", lambda value: Organisation(value) if query_grams(fold(value)) else None),
):
    _FIELDS |= dict.fromkeys(_names.split(), _make)

_QUOTES = {'"': '"', "“": "”", "”": "”", "「": "」", "『": "』", "„": "“"}
_OPERATORS = {"AND": "and", "OR": "or", "NOT": "not", "与": "and", "或": "or", "非": "not", "&&": "and", "||": "or"}


@dataclass(frozen=True, slots=True)
class _Token:
    """`kind`: text, field, and, or, not, must, "(" or ")"; `node` of the first two."""

    kind: str
    text: str
    node: Node | None = None
    plain: bool = False


def tidy(text: str) -> str:
    """White space and control characters as single spaces."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def parse(text: str) -> Asked:
    """Reads what somebody typed."""
    tidied = tidy(text[: 4 * LONGEST])
    remarks = [Remark("cut")] if len(tidied) > LONGEST or len(text) > 4 * LONGEST else []
    tidied = tidied[:LONGEST].strip()
    tokens = _meant(list(_tokens(tidied, remarks)), remarks)
    node = _Parser(tokens).all()
    if node is None:
        remarks.append(Remark("empty"))
    elif not _finds(node):
        node = None
        remarks.append(Remark("only not"))
    return Asked(tidied, node, tuple(dict.fromkeys(remarks)))


def _finds(node: Node) -> bool:
    """Whether it says what is to be, and not only what is not."""
    match node:
        case Without():
            return False
        case Both(parts):
            return any(map(_finds, parts))
        case Either(parts):
            return all(map(_finds, parts))
    return True


def _tokens(text: str, remarks: list[Remark]) -> Iterator[_Token]:
    flat, at = fold(text), 0
    while at < len(text):
        char, start = flat[at], at
        if char.isspace():
            at += 1
        elif char in "()":
            yield _Token(char, char)
            at += 1
        elif closing := _QUOTES.get(char):
            inner, at = _quoted(text, flat, at, closing, remarks)
            yield _Token("text", text[start:at], Phrase(inner) if query_grams(fold(inner)) else None)
        elif char in "+-" and at + 1 < len(text) and not flat[at + 1].isspace():
            yield _Token("must" if char == "+" else "not", char)
            at += 1
        else:
            at = _word_end(flat, at)
            if flat[at - 1] == ":" and flat[start : at - 1] in _FIELDS and at < len(flat) and flat[at] in _QUOTES:
                value, at = _quoted(text, flat, at, _QUOTES[flat[at]], remarks)
                yield _field(text[start:at], flat[start : flat.index(":", start)], value, remarks)
            else:
                yield _word(text[start:at], flat[start:at], remarks)


def _quoted(text: str, flat: str, at: int, closing: str, remarks: list[Remark]) -> tuple[str, int]:
    """What stands behind a quotation mark up to its fellow, and where it ends."""
    end = flat.find(closing, at + 1)
    if end < 0:
        remarks.append(Remark("unclosed", text[at]))
        return text[at + 1 :], len(text)
    return text[at + 1 : end], end + 1


def _word_end(flat: str, at: int) -> int:
    """Up to white space, a quotation mark, or a bracket that closes what was opened before the word."""
    open_here = 0
    while at < len(flat) and not flat[at].isspace() and flat[at] not in _QUOTES:
        open_here += (flat[at] == "(") - (flat[at] == ")")
        if open_here < 0:
            break
        at += 1
    return at


def _word(text: str, flat: str, remarks: list[Remark]) -> _Token:
    shouted = "".join(fold(char) if not char.isalpha() or not char.isascii() else char for char in text)
    if kind := _OPERATORS.get(shouted):
        return _Token(kind, text)
    name, colon, _ = flat.partition(":")
    if colon and name in _FIELDS:
        return _field(text, name, text[len(name) + 1 :], remarks)
    if ".." in flat and (days := days_of(flat)):
        return _Token("field", text, days)
    if "*" in flat:
        stem = text[: len(flat.rstrip("*"))]
        if fold(stem).strip("*") != fold(stem) or not query_grams(fold(stem)):
            remarks.append(Remark("star", text))
        elif flat.endswith("*") and "*" not in fold(stem):
            return _Token("text", text, Prefix(stem))
        text = " ".join("".join(" " if fold(char) == "*" else char for char in text).split())
    return _Token("text", text, Words(text) if query_grams(fold(text)) else None, plain=True)


def _field(text: str, name: str, value: str, remarks: list[Remark]) -> _Token:
    if node := _FIELDS[name](value):
        return _Token("field", text, node)
    remarks.append(Remark("unread", text))
    return _Token("text", text, Words(text) if query_grams(fold(text)) else None, plain=True)


def _meant(tokens: list[_Token], remarks: list[Remark]) -> list[_Token]:
    """The tokens with brackets in pairs, and with operators that have nothing to work on as the words that they are."""
    tokens = [one for one in tokens if one.kind not in ("text", "field") or one.node]
    depth, closed = 0, []
    for one in tokens:
        if one.kind == ")" and not depth:
            remarks.append(Remark("unclosed", one.text))
            continue
        depth += (one.kind == "(") - (one.kind == ")")
        closed.append(one)
    if depth:
        remarks.append(Remark("unclosed", "("))
        closed += [_Token(")", ")")] * depth
    while True:
        kept = []
        for place, one in enumerate(closed):
            before = closed[place - 1].kind if place else ""
            after = closed[place + 1].kind if place + 1 < len(closed) else ""
            begins = after in ("text", "field", "(", "not", "must")
            if (one.kind in ("and", "or") and not (before in ("text", "field", ")") and begins)) or (
                one.kind in ("not", "must") and not begins
            ):
                kept.append(_as_word(one))
            elif one.kind == ")" and before == "(":
                kept[-1] = _Token("", "")
            else:
                kept.append(one)
        kept = [one for one in kept if one.kind]
        if kept == closed:
            return kept
        closed = kept


def _as_word(token: _Token) -> _Token:
    return _Token("text", token.text, Words(token.text), plain=True) if query_grams(token.text) else _Token("", "")


class _Parser:
    """Reads tokens in which every operator has something to work on."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens, self._at = tokens, 0

    def all(self) -> Node | None:
        return self._either() if self._tokens else None

    def _kind(self) -> str:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else ""

    def _either(self) -> Node:
        parts = [self._every()]
        while self._kind() == "or":
            self._at += 1
            parts.append(self._every())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _every(self) -> Node:
        parts: list[Node] = []
        bound = True  # whether the next plain word stands for itself
        while self._kind() not in ("", "or", ")"):
            if self._kind() == "and":
                self._at, bound = self._at + 1, True
                continue
            plain = self._tokens[self._at].plain
            part = self._one()
            last = parts[-1] if parts else None
            if plain and not bound and isinstance(part, Words) and isinstance(last, Words):
                parts[-1] = Words(f"{last.text} {part.text}")
            else:
                parts.append(part)
            bound = not plain
        fields = [part for part in parts if isinstance(part, Field)]
        return both([*(part for part in parts if not isinstance(part, Field)), *alternatives(fields)])

    def _one(self) -> Node:
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "not":
            part = self._one()
            return part.part if isinstance(part, Without) else Without(_strict(part))
        if token.kind == "must":
            return _strict(self._one())
        if token.kind == "(":
            part = self._either()
            self._at += 1
            return part
        assert token.node  # by `_meant`
        return token.node


def _strict(node: Node) -> Node:
    """Words that are asked for or refused by a sign have to stand so."""
    return Phrase(node.text) if isinstance(node, Words) and " " not in node.text else node
