"""Statements of a group, as far as rewriting has to know them: where subject, verbs and objects begin and end."""

from dataclasses import dataclass
from typing import TypeAlias

from graph.source import Source

Span: TypeAlias = tuple[int, int]  # of token numbers, the end not in it

_UNREADABLE = "this cannot be read here; a query that searches for words has to be clear to its last word"


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb and its objects; `gap` holds the semicolons in front of it."""

    gap: Span
    verb: Span
    objects: tuple[Span, ...]

    @property
    def end(self) -> int:
        """Behind its last object."""
        return self.objects[-1][1]


@dataclass(frozen=True, slots=True)
class Statement:
    """A subject with its clauses, of which a bracket and a quoted triple may have none; `end` is behind its full stop, if it has one."""

    subject: Span
    clauses: tuple[Clause, ...]
    end: int


def statement(source: Source, at: int) -> Statement:
    """The statement that begins at a token. Raises QueryError where none can be made out."""
    subject = at, _node(source, at)
    clauses: list[Clause] = []
    gap = here = subject[1]
    while _begins_verb(source, here):
        verb = here, _path(source, here)
        objects = [(verb[1], _object(source, verb[1]))]
        while source.sign(objects[-1][1]) == ",":
            begin = objects[-1][1] + 1
            objects.append((begin, _object(source, begin)))
        clauses.append(Clause((gap, here), verb, tuple(objects)))
        gap = here = clauses[-1].end
        while source.sign(here) == ";":
            here += 1
        if here == gap:
            break
    if not clauses and source.sign(at) not in ("[", "(", "<"):
        raise source.error(here, _UNREADABLE)
    return Statement(subject, tuple(clauses), here + (source.sign(here) == "."))


def _begins_verb(source: Source, at: int) -> bool:
    return (
        source.kind(at) in ("variable", "iri", "name")
        or source.sign(at) in ("^", "!", "(")
        or (source.word(at) == "A" and source.tokens[at].text == "a")
    )


def _path(source: Source, at: int) -> int:
    """Where the path that begins at a token ends."""
    while True:
        while source.sign(at) in ("^", "!"):
            at += 1
        if not _begins_verb(source, at):
            raise source.error(at, _UNREADABLE)
        at = source.closing(at) + 1 if source.sign(at) == "(" else at + 1
        while source.sign(at) in ("*", "+", "?"):
            at += 1
        if source.sign(at) not in ("/", "|"):
            return at
        at += 1


def _object(source: Source, at: int) -> int:
    """Where an object ends, with what is noted on it."""
    at = _node(source, at)
    while True:
        if source.sign(at) == "{" and source.sign(at + 1) == "|":
            at = source.closing(at) + 1
        elif source.sign(at) == "~":
            at += 1
            if source.kind(at) in ("variable", "iri", "name"):
                at += 1
        else:
            return at


def _node(source: Source, at: int) -> int:
    """Where the term, list or bracket that begins at a token ends."""
    kind, sign = source.kind(at), source.sign(at)
    if kind in ("variable", "iri", "name", "number") or source.word(at) in ("TRUE", "FALSE"):
        return at + 1
    if kind == "string":
        if source.kind(at + 1) == "tag":
            return at + 2
        return at + 4 if source.sign(at + 1) == source.sign(at + 2) == "^" else at + 1
    if sign in ("(", "["):
        return source.closing(at) + 1
    if sign in ("+", "-", ".") and source.kind(at + 1) == "number":
        return at + 2
    if sign == source.sign(at + 1) == "<":
        return _quoted(source, at)
    raise source.error(at, _UNREADABLE)


def _quoted(source: Source, at: int) -> int:
    """Where a triple that is a term ends."""
    depth = 0
    while at < len(source.tokens):
        step = source.sign(at) if source.sign(at) == source.sign(at + 1) else ""
        depth += (step == "<") - (step == ">")
        at += 2 if step in ("<", ">") else 1
        if not depth:
            return at
    raise source.error(at, _UNREADABLE)
