"""Where a query searches for words, and what of its text that takes."""

from dataclasses import dataclass
from typing import Literal

from graph.forms import PROPERTY, SERVICE, Search, of_property, of_service
from graph.source import Source
from graph.statements import Clause, Statement, statement

SEARCHES = 10  # in one query

# What may begin behind a triple, and with which a run of patterns ends.
_APART = ("OPTIONAL", "MINUS", "UNION", "GRAPH", "SERVICE", "BIND", "VALUES", "LATERAL")


@dataclass(frozen=True, slots=True)
class Found:
    """All searches of a query, and the pieces of its text that are not to stay, by first and last character."""

    searches: tuple[Search, ...]
    cuts: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Frame:
    """A bracket that the reading is in: a `group` of patterns, or a `clause`, which is whatever else."""

    kind: Literal["group", "clause"]
    end: int  # its closing token
    run: int | None = None  # where the present run of patterns begins, whose order tells nothing


def searches(source: Source) -> Found:
    """What a query searches for. Raises QueryError where a search stands where it cannot be answered rightly."""
    asks = {at for at in range(source.body, len(source.tokens)) if source.iri(at) in (PROPERTY, SERVICE)}
    if not asks:
        return Found((), ())
    _check_certain(source)
    reading = _Reading(source, asks)
    reading.read()
    return Found(tuple(reading.searches), tuple(reading.cuts))


def _check_certain(source: Source) -> None:
    for before, token in enumerate(source.tokens[1:]):
        if token.uncertain and set("'#()?$&") & set(token.text):
            kind = source.kind(before)
            if kind in ("variable", "number", "string", "tag") or source.sign(before) == ")":
                raise source.error(
                    before + 1, "this is an IRI or 'less than': write a space behind it, or the whole IRI"
                )


class _Reading:
    """A walk through a query, bracket by bracket, without recursion: a stranger's query may nest as it likes."""

    def __init__(self, source: Source, asks: set[int]) -> None:
        self.source = source
        self.searches: list[Search] = []
        self.cuts: list[tuple[int, int]] = []
        self._open = asks  # not met yet
        self._frames = [_Frame("clause", len(source.tokens))]

    def read(self) -> None:
        source = self.source
        at = source.body
        constructs = source.word(at) == "CONSTRUCT"
        if constructs and source.sign(at + 1) == "{":  # the template, where nothing can be searched for
            at = source.partner.get(at + 1, at)
        elif constructs:
            while at < len(source.tokens) and source.sign(at) != "{":
                at += 1
            raise source.error(min(self._open), "CONSTRUCT WHERE cannot search: write CONSTRUCT { … } WHERE { … }")
        while at < len(source.tokens):
            frame = self._frames[-1]
            if at == frame.end:
                self._frames.pop()
                at += 1
            elif frame.kind == "group":
                at = self._in_group(frame, at)
            else:
                at = self._in_clause(at)
        if self._open:
            first = min(self._open)
            name = "rq:search" if source.iri(first) == SERVICE else "text:query"
            use = "SERVICE rq:search { … }" if name == "rq:search" else '?thing text:query "words"'
            raise source.error(first, f"{name} is understood only as in {use}, as a pattern of its own in a group")

    def _in_clause(self, at: int) -> int:
        source = self.source
        if source.word(at) == "VALUES":
            return self._behind_values(at)
        if source.sign(at) == "{":
            return self._enter(at)
        if source.sign(at) == "(":
            self._push("clause", at)
        return at + 1

    def _in_group(self, frame: _Frame, at: int) -> int:
        source = self.source
        sign, word = source.sign(at), source.word(at)
        if sign == ".":
            return at + 1
        if sign == "{":
            return self._enter(at)
        if word == "FILTER":
            return self._filter(at + 1)
        if word in _APART:
            frame.run = None
            return self._apart(word, at)
        return self._triples(frame, at)

    def _filter(self, at: int) -> int:
        """Behind FILTER, up to its bracket, which may be that of EXISTS or of a function."""
        source = self.source
        while source.kind(at) in ("word", "name", "iri"):
            at += 1
        if source.sign(at) == "(":
            self._push("clause", at)
            return at + 1
        return at

    def _apart(self, word: str, at: int) -> int:
        source = self.source
        if word == "VALUES":
            return self._behind_values(at)
        if word == "BIND" and source.sign(at + 1) == "(":
            self._push("clause", at + 1)
            return at + 2
        if word == "GRAPH":
            return at + 2
        if word == "SERVICE":
            node = at + 1 + (source.word(at + 1) == "SILENT")
            end = source.closing(node + 1)
            if source.iri(node) != SERVICE:
                self._open -= set(range(node, end))  # another server's own
                return end + 1
            self._open.discard(node)
            for search in of_service(source, node, end, source.tokens[at].start):
                self._add(search)
            self._cut(at, end + 1)
            return end + 1
        return at + 1

    def _behind_values(self, at: int) -> int:
        source = self.source
        while at < len(source.tokens) and source.sign(at) != "{":
            at += 1
        return source.partner.get(at, len(source.tokens)) + 1

    def _enter(self, at: int) -> int:
        """Into a group, or the SELECT that stands in it."""
        self._push("clause" if self.source.word(at + 1) == "SELECT" else "group", at)
        return at + 1

    def _push(self, kind: Literal["group", "clause"], at: int) -> None:
        self._frames.append(_Frame(kind, self.source.closing(at)))

    def _triples(self, frame: _Frame, at: int) -> int:
        source = self.source
        if frame.run is None:
            frame.run = source.tokens[at].start
        found = statement(source, at)
        mine = [c for c in found.clauses if c.verb[1] - c.verb[0] == 1 and source.iri(c.verb[0]) == PROPERTY]
        if mine:
            listed = source.sign(found.subject[0]) == "("
            if listed and len(found.clauses) > 1:
                raise source.error(found.subject[0], "(?thing ?score ?literal) has one text:query and nothing else")
            for clause in mine:
                self._open.discard(clause.verb[0])
                for each in clause.objects:
                    self._add(of_property(source, found.subject, clause.verb[0], each, frame.run))
            self._cut_clauses(found, mine)
        return found.end

    def _add(self, search: Search) -> None:
        if len(self.searches) == SEARCHES:
            raise self.source.error(search.at, f"a query may search {SEARCHES} times")
        self.searches.append(search)

    def _cut_clauses(self, found: Statement, mine: list[Clause]) -> None:
        """Takes clauses out of a statement and leaves a statement, or nothing of it."""
        if len(mine) == len(found.clauses):
            self._cut(found.subject[0], found.end)
            return
        leading = True
        for number, clause in enumerate(found.clauses):
            if clause not in mine:
                leading = False
            elif leading:  # the next clause needs no semicolon any more
                self._cut(clause.verb[0], found.clauses[number + 1].verb[0])
            else:
                self._cut(clause.gap[0], clause.end)

    def _cut(self, first: int, end: int) -> None:
        self.cuts.append((self.source.tokens[first].start, self.source.tokens[end - 1].end))
