"""The operations of a SPARQL update, and which graphs each of them writes, told by its tokens.

The engine has read the update before: it is one. What cannot be told here all the same is refused, not let through.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from graph.answers import QueryError
from graph.source import Source

DEFAULT = ""  # what stands for the default graph in the place of an IRI

_UNREADABLE = "it cannot be told which graph is written here: write keywords with spaces around them"
_DATA_SET = "USING and WITH are given here, and so are using-graph-uri or using-named-graph-uri, which is one too many"
_WHOLE = {"DEFAULT": "the default graph", "NAMED": "all named graphs", "ALL": "all graphs"}


@dataclass(frozen=True, slots=True)
class Target:
    """A graph that is written: its IRI, `DEFAULT`, or None where it is not one certain graph; `words` name it, and `at` is
    where."""

    iri: str | None
    words: str
    at: int


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, which is an update with the `prologue` that holds for it. It `reads` graphs whole, None where it may
    read any: then it has a pattern."""

    prologue: str
    text: str
    writes: tuple[Target, ...]
    reads: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class DataSet:
    """What the protocol's parameters give to the patterns of an update."""

    using: Sequence[str] = ()
    named: Sequence[str] = ()

    def clauses(self) -> str:
        """As they stand before a WHERE."""
        both = [("USING", iri) for iri in self.using] + [("USING NAMED", iri) for iri in self.named]
        return "".join(f"{word} {NamedNode(iri)} " for word, iri in both)


def operations(source: Source, data_set: DataSet) -> Iterator[Operation]:
    """The operations of an update, in their order. Raises QueryError."""
    at = source.body
    prologue = source.text[: _start(source, at)]
    while at < len(source.tokens):
        begin, at = at, source.prologue(at)
        if at > begin:
            prologue += f" {source.text[_start(source, begin) : _start(source, at)]}\n"
        if at == len(source.tokens):
            return
        end = _end(source, at)
        yield _Reading(source, at, end, data_set.clauses()).operation(prologue)
        at = end + 1


class _Reading:
    """One operation while it is read, from one token to another."""

    def __init__(self, source: Source, at: int, end: int, clauses: str) -> None:
        self._source = source
        self._first = self._at = at
        self._end = end
        self._clauses = clauses
        self._reads: list[str] | None = []
        self._edits: list[tuple[int, str]] = []  # what is put in, and before which character

    def operation(self, prologue: str) -> Operation:
        """All of it."""
        writes = tuple(self._writes())
        if self._at != self._end:
            raise self._source.error(self._at, _UNREADABLE)
        here = _start(self._source, self._first)
        text = ""
        for at, new in self._edits:
            text += self._source.text[here:at] + new
            here = at
        text += self._source.text[here : _start(self._source, self._end)]
        return Operation(prologue, prologue + text, writes, None if self._reads is None else tuple(self._reads))

    def _writes(self) -> Iterator[Target]:
        verb = self._source.word(self._at)
        if verb == "LOAD":
            yield Target(
                None, "LOAD is not offered, no update makes this server call another: what it brings", self._at
            )
            self._at = self._end
        elif self._take("CLEAR") or self._take("DROP"):
            self._take("SILENT")
            yield self._named(*_WHOLE)
        elif self._take("CREATE"):
            self._take("SILENT")
            yield self._named()
        elif verb in ("ADD", "COPY", "MOVE"):
            self._at += 1
            self._take("SILENT")
            one = self._named("DEFAULT", bare=True)
            self._need("TO")
            if verb == "MOVE":
                yield one
            elif self._reads is not None and one.iri is not None:
                self._reads.append(one.iri)
            yield self._named("DEFAULT", bare=True)
        else:
            yield from self._changes()

    def _changes(self) -> Iterator[Target]:
        """INSERT and DELETE in all their forms."""
        default = Target(DEFAULT, "the default graph", self._at)
        begin = self._at
        if self._take("WITH"):
            default = Target(self._iri(), "", self._at - 1)
        if begin == self._at and self._source.word(self._at + 1) == "DATA":
            self._at += 2
            yield from self._quads(self._block(), default)
            return
        if begin == self._at and self._take("DELETE", "WHERE"):
            first, last = block = self._block()
            yield from self._quads(block, default)
            if self._clauses:
                text = self._source.text[_start(self._source, first) : _start(self._source, last + 1)]
                self._edits.append((_start(self._source, first - 1), f"{text} {self._clauses}"))
                self._reads = None
            return
        found = False
        for verb in ("DELETE", "INSERT"):
            if self._take(verb):
                found = True
                yield from self._quads(self._block(), default)
        given = default.iri != DEFAULT
        while self._take("USING"):
            given = True
            self._take("NAMED")
            self._iri()
        where = self._at
        if not found or not self._take("WHERE"):
            raise self._source.error(self._at, _UNREADABLE)
        if given and self._clauses:
            raise self._source.error(begin, _DATA_SET)
        self._edits.append((_start(self._source, where), self._clauses))
        self._pattern(self._block())
        self._reads = None

    def _pattern(self, block: tuple[int, int]) -> None:
        """What may be an IRI or "less than" and something with a quote or a comment in it leaves nothing certain behind it."""
        for at in range(*block):
            token = self._source.tokens[at]
            if token.uncertain and re.search("['#]", token.text):
                raise self._source.error(
                    at, "this is an IRI or 'less than': write a space behind it, or an IRI with a prefix"
                )

    def _quads(self, block: tuple[int, int], default: Target) -> Iterator[Target]:
        """The graphs that a template or data are about."""
        source, (first, last) = self._source, block
        at, plain = first + 1, -1
        while at < last:
            if source.word(at) == "GRAPH" and source.sign(at + 2) == "{":
                iri = source.iri(at + 1)
                if iri is None and source.kind(at + 1) != "variable":
                    raise source.error(at + 1, _UNREADABLE)
                yield Target(iri, f"whatever {source.tokens[at + 1].text} is", at + 1)
                at = source.closing(at + 2) + 1
                continue
            if source.sign(at) == "{" and source.tokens[at + 1].text != "|":  # else an annotation
                raise source.error(at, _UNREADABLE)
            if source.sign(at) != "." and plain < 0:
                plain = at
            at = source.closing(at) + 1 if source.sign(at) in ("(", "[", "{") else at + 1
        if plain >= 0:
            yield Target(default.iri, default.words, plain)

    def _named(self, *whole: str, bare: bool = False) -> Target:
        """A graph that is named, or one of these words; `bare` where an IRI may stand alone."""
        word = self._source.word(self._at)
        if word in whole:
            self._at += 1
            return Target(DEFAULT if word == "DEFAULT" else None, _WHOLE[word], self._at - 1)
        if not self._take("GRAPH") and not bare:
            raise self._source.error(self._at, _UNREADABLE)
        return Target(self._iri(), "", self._at - 1)

    def _block(self) -> tuple[int, int]:
        """The braces that have to begin here."""
        first = self._at
        if self._source.sign(first) != "{":
            raise self._source.error(first, _UNREADABLE)
        last = self._source.closing(first)
        self._at = last + 1
        return first, last

    def _take(self, *words: str) -> bool:
        """Goes on behind words that stand here."""
        if any(self._source.word(self._at + place) != word for place, word in enumerate(words)):
            return False
        self._at += len(words)
        return True

    def _need(self, word: str) -> None:
        if not self._take(word):
            raise self._source.error(self._at, _UNREADABLE)

    def _iri(self) -> str:
        iri = self._source.iri(self._at)
        if iri is None:
            raise self._source.error(self._at, _UNREADABLE)
        self._at += 1
        return iri


def _start(source: Source, at: int) -> int:
    """The character at which a token begins."""
    return source.tokens[at].start if at < len(source.tokens) else len(source.text)


def _end(source: Source, at: int) -> int:
    """The semicolon, or the end, behind the operation that begins at a token."""
    while at < len(source.tokens) and source.sign(at) != ";":
        if source.sign(at) in (")", "]", "}"):
            raise QueryError("a bracket closes none that is open")
        at = source.closing(at) + 1 if source.sign(at) in ("(", "[", "{") else at + 1
    return at
