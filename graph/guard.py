"""What is refused before the engine parses a query: what would crash its parser or make it call other servers.

The engine wants no space between words (`SERVICEex:a{…}` is a call), and whether `<` begins an IRI or means "less
than" only its grammar knows. So a query is cut into tokens here, and where it could be cut otherwise, it counts at
its worst. Codepoint escapes (`\\u0053`) need no care: the engine honours them in strings and IRIs only.
"""

import re
from collections.abc import Collection, Iterator
from itertools import zip_longest
from typing import NamedTuple

from graph.answers import QueryError

LONGEST = 1_000_000  # characters
DEEPEST = 200  # brackets in brackets; 8 MB of stack, which is usual, bear 1,000 to 3,000
MOST = 1_000  # groups, operators, calls, expressions: each may nest in the one before; the stack bears 2,000 to 3,000

# Possessive throughout: no text is looked at twice. Words may have dots in them, as far as a colon could follow.
_TOKEN = re.compile(
    r"""(?P<comment> \#[^\r\n]*+ )
      | (?P<iri> < (?: [^<>"{}|^`\\\x00-\x20] | \\[uU][0-9A-Fa-f]{4} )*+ > )
      | (?P<string> '{3} (?: '{0,2} (?: [^'\\] | \\. ) )*+ '{3} | (?!'{3}) ' (?: [^'\\\r\n] | \\. )*+ '
                  | "{3} (?: "{0,2} (?: [^"\\] | \\. ) )*+ "{3} | (?!"{3}) " (?: [^"\\\r\n] | \\. )*+ " )
      | (?P<variable> [?$] \w++ )
      | (?P<tag> @ [A-Za-z]++ (?: - [A-Za-z0-9]++ )*+ )
      | (?P<name> (?P<words> [^\W\d] [\w-]*+ (?: \.++ [\w-]++ )*+ )?+ :
                  (?: (?: [\w:%] | \\. ) (?: [\w:%-] | \\. | \.++ (?= [\w:%\\-] ) )*+ )?+ )
      | (?P<word> [^\W\d] [\w-]*+ (?: \.++ [\w-]++ )*+ )
      | (?P<number> [0-9]++ (?: \.[0-9]++ )?+ (?: [eE][+-]?[0-9]++ )?+ )
      | (?P<sign> [^\s] )""",
    re.VERBOSE | re.DOTALL,
)
_WHOLE_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")  # no prefixed name may go on with two slashes
_OPEN, _CLOSE, _OPERATORS = "([{", ")]}", "|&+-*/!^"
_QUOTES = ("'", '"')
_SERVICE = re.compile("service", re.IGNORECASE)
_EXPRESSION = re.compile("as|filter|having", re.IGNORECASE)
_VALUES = re.compile("values", re.IGNORECASE)


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    words: str  # of a bare word, or of a name before its colon: what the engine may read as several


def check(sparql: str, *, services: Collection[str] = ()) -> None:
    """Raises QueryError where a query must not reach the engine; `services` are the addresses that it may call."""
    if len(sparql) > LONGEST:
        raise QueryError(f"the query has {len(sparql):,} characters; at most {LONGEST:,} are read")
    tokens = list(_tokens(sparql))
    calls = bool(_SERVICE.search(sparql))
    for token in tokens:
        if _could_be_less_than(token) and re.search("['#]", token.text):
            # A string or a comment may begin inside of it: nothing that follows is certain.
            if calls or max(_count(sparql, _OPEN), _count(sparql, _OPERATORS)) > DEEPEST:
                raise _error(sparql, token, "this is an IRI or 'less than': write a space behind it, or the whole IRI")
            return
    _check_size(sparql, tokens)
    if calls:
        _check_calls(sparql, tokens, services)


def _tokens(sparql: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(sparql):
        kind = match.lastgroup or ""
        if kind != "comment":
            yield _Token(kind, match[0], match.start(), match["words"] or match["word"] or "")
        if match[0] in _QUOTES:  # a string without an end: no query goes on from here
            return


def _check_size(sparql: str, tokens: list[_Token]) -> None:
    depth = links = 0
    before = ""
    data = False  # whether the next or the present group is that of VALUES, whose rows nest in nothing
    for token in tokens:
        text = token.text
        if token.kind == "sign":
            if text in _QUOTES:
                raise _error(sparql, token, "the string that begins here does not end")
            depth += (text in _OPEN) - (text in _CLOSE) + (text == before == "<") - (text == before == ">")
            links += not data and text in "{(" + _OPERATORS
            data = data and text != "}"
        elif _could_be_less_than(token):
            depth += _count(text, _OPEN)
            links += _count(text, _OPERATORS)
        elif token.words:
            links += 0 if data else len(_EXPRESSION.findall(token.words)) + token.words.count("-")
            data = data or bool(_VALUES.search(token.words))
        before = text
        if depth > DEEPEST:
            raise _error(sparql, token, f"brackets are nested more than {DEEPEST} deep")
        if links > MOST:
            raise _error(sparql, token, f"more than {MOST:,} groups, operators and calls")


def _check_calls(sparql: str, tokens: list[_Token], services: Collection[str]) -> None:
    before = ""
    for place, (token, after) in enumerate(zip_longest(tokens, tokens[1:])):
        glued = token.kind == "name" and before.upper() != "GRAPH" and after is not None and after.text == "{"
        if (token.kind == "word" or glued) and _SERVICE.search(token.words):
            if _called(tokens[place : place + 4]) in services:
                continue
            reason = "no query makes this server call another" if not services else "not to this address"
            raise _error(sparql, token, f"SERVICE is not offered: {reason}")
        before = token.text


def _called(tokens: list[_Token]) -> str | None:
    """The address that a call names, where it is written out in full."""
    words = [token.text.upper() for token in tokens]
    target = 2 if words[1:2] == ["SILENT"] else 1
    if words[0] != "SERVICE" or words[target + 1 : target + 2] != ["{"] or tokens[target].kind != "iri":
        return None
    return tokens[target].text[1:-1]


def _could_be_less_than(token: _Token) -> bool:
    return token.kind == "iri" and not _WHOLE_IRI.match(token.text)


def _count(text: str, chars: str) -> int:
    return sum(map(text.count, chars))


def _error(sparql: str, token: _Token, message: str) -> QueryError:
    line = sparql.count("\n", 0, token.start) + 1
    return QueryError(message, line, token.start - sparql.rfind("\n", 0, token.start))
