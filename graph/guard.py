"""What is refused before the engine parses a query: what would crash its parser or make it call other servers.

Where a query could be cut into tokens otherwise than here, it counts at its worst.
"""

import re
from collections.abc import Collection, Iterator
from itertools import zip_longest

from graph.answers import QueryError
from graph.tokens import Token, place, tokens

LONGEST = 1_000_000  # characters
DEEPEST = 200  # brackets in brackets; 8 MB of stack, which is usual, bear 1,000 to 3,000
MOST = 1_000  # groups, operators, calls, expressions: each may nest in the one before; the stack bears 2,000 to 3,000

_OPEN, _CLOSE, _OPERATORS = "([{", ")]}", "|&+-*/!^"
_QUOTES = ("'", '"')
_SERVICE = re.compile("service", re.IGNORECASE)
_EXPRESSION = re.compile("as|filter|having", re.IGNORECASE)
_VALUES = re.compile("values", re.IGNORECASE)


def check(sparql: str, *, services: Collection[str] = ()) -> None:
    """Raises QueryError where a query must not reach the engine; `services` are the addresses that it may call."""
    if len(sparql) > LONGEST:
        raise QueryError(f"the query has {len(sparql):,} characters; at most {LONGEST:,} are read")
    calls = bool(_SERVICE.search(sparql))
    if not calls and _is_small(sparql):
        return
    found = list(_tokens(sparql))
    for token in found:
        if token.uncertain and re.search("['#]", token.text):
            # A string or a comment may begin inside of it: nothing that follows is certain.
            if calls or max(_count(sparql, _OPEN), _count(sparql, _OPERATORS)) > DEEPEST:
                raise _error(sparql, token, "this is an IRI or 'less than': write a space behind it, or the whole IRI")
            return
    _check_size(sparql, found)
    if calls:
        _check_calls(sparql, found, services)


def _is_small(sparql: str) -> bool:
    """Whether nothing could be nested too deeply if all that may open, join or call did, wherever it stands, and no string can
    be without an end: then there is nothing to look for, and no need to cut into tokens."""
    if any(quote in sparql for quote in _QUOTES) or _count(sparql, _OPEN + "<") > DEEPEST:
        return False
    return _count(sparql, "{(" + _OPERATORS) + len(_EXPRESSION.findall(sparql)) <= DEEPEST


def _tokens(sparql: str) -> Iterator[Token]:
    for token in tokens(sparql):
        if token.kind not in ("comment", "space"):
            yield token
        if token.text in _QUOTES:  # a string without an end: no query goes on from here
            return


def _check_size(sparql: str, found: list[Token]) -> None:
    depth = links = 0
    before = ""
    data: int | None = None  # how deep VALUES or DATA stand, whose next or present group nests in nothing
    for token in found:
        text = token.text
        if token.kind == "sign":
            if text in _QUOTES:
                raise _error(sparql, token, "the string that begins here does not end")
            depth += (text in _OPEN) - (text in _CLOSE) + (text == before == "<") - (text == before == ">")
            links += data is None and text in "{(" + _OPERATORS
            if data is not None and text == "}" and depth <= data:
                data = None
        elif token.uncertain:
            depth += _count(text, _OPEN)
            links += _count(text, _OPERATORS)
        elif token.words and data is None:
            links += len(_EXPRESSION.findall(token.words)) + token.words.count("-")
            if _VALUES.search(token.words) or (text.upper() == "DATA" and before.upper() in ("INSERT", "DELETE")):
                data = depth
        before = text
        if depth > DEEPEST:
            raise _error(sparql, token, f"brackets are nested more than {DEEPEST} deep")
        if links > MOST:
            raise _error(sparql, token, f"more than {MOST:,} groups, operators and calls")


def _check_calls(sparql: str, found: list[Token], services: Collection[str]) -> None:
    before = ""
    for at, (token, after) in enumerate(zip_longest(found, found[1:])):
        glued = token.kind == "name" and before.upper() != "GRAPH" and after is not None and after.text == "{"
        if (token.kind == "word" or glued) and _SERVICE.search(token.words):
            if _called(found[at : at + 4]) in services:
                continue
            reason = "no query makes this server call another" if not services else "not to this address"
            raise _error(sparql, token, f"SERVICE is not offered: {reason}")
        before = token.text


def _called(found: list[Token]) -> str | None:
    """The address that a call names, where it is written out in full."""
    words = [token.text.upper() for token in found]
    target = 2 if words[1:2] == ["SILENT"] else 1
    if words[0] != "SERVICE" or words[target + 1 : target + 2] != ["{"] or found[target].kind != "iri":
        return None
    return found[target].text[1:-1]


def _count(text: str, chars: str) -> int:
    return sum(map(text.count, chars))


def _error(sparql: str, token: Token, message: str) -> QueryError:
    return QueryError(message, *place(sparql, token.start))
