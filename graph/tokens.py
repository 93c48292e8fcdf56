"""A query cut into tokens, which joined are the query again, byte for byte.

The engine wants no space between words (`SERVICEex:a{…}` is a call), and whether `<` begins an IRI or means "less
than" only its grammar knows: whoever reads the tokens has to care where `uncertain` says so. Codepoint escapes
(`\\u0053`) need no care between tokens: the engine honours them in strings and IRIs only.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Possessive throughout: no text is looked at twice. Words may have dots in them, as far as a colon could follow.
_TOKEN = re.compile(
    r"""(?P<space> \s++ )
      | (?P<comment> \#[^\r\n]*+ )
      | (?P<iri> < (?: [^<>"{}|^`\\\x00-\x20] | \\[uU][0-9A-Fa-f]{4} )*+ > )
      | (?P<string> '{3} (?: '{0,2} (?: [^'\\] | \\. ) )*+ '{3} | (?!'{3}) ' (?: [^'\\\r\n] | \\. )*+ '
                  | "{3} (?: "{0,2} (?: [^"\\] | \\. ) )*+ "{3} | (?!"{3}) " (?: [^"\\\r\n] | \\. )*+ " )
      | (?P<variable> [?$] [\w\u00b7\u0300-\u036f\u203f\u2040]++ )
      | (?P<tag> @ [A-Za-z]++ (?: - [A-Za-z0-9]++ )*+ )
      | (?P<name> (?P<words> [^\W\d] [\w-]*+ (?: \.++ [\w-]++ )*+ )?+ :
                  (?: (?: [\w:%] | \\. ) (?: [\w:%-] | \\. | \.++ (?= [\w:%\\-] ) )*+ )?+ )
      | (?P<word> [^\W\d] [\w-]*+ (?: \.++ [\w-]++ )*+ )
      | (?P<number> [0-9]++ (?: \.[0-9]++ )?+ (?: [eE][+-]?[0-9]++ )?+ )
      | (?P<sign> [^\s] )""",
    re.VERBOSE | re.DOTALL,
)
_WHOLE_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")  # no prefixed name may go on with two slashes


class Token(NamedTuple):
    """A piece of a query, `kind` naming its group in the pattern above; a quote that opens no string is a sign."""

    kind: str
    text: str
    start: int
    words: str  # of a bare word, or of a name before its colon: what the engine may read as several

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.start + len(self.text)

    @property
    def uncertain(self) -> bool:
        """Whether it is an IRI that the grammar might read as "less than" and something else."""
        return self.kind == "iri" and not _WHOLE_IRI.match(self.text)


def tokens(sparql: str) -> Iterator[Token]:
    """All tokens of any text, white space and comments among them."""
    for match in _TOKEN.finditer(sparql):
        yield Token(match.lastgroup or "", match[0], match.start(), match["words"] or match["word"] or "")


def place(sparql: str, at: int) -> tuple[int, int]:
    """Line and column, from 1, of a character, as the engine counts them."""
    return sparql.count("\n", 0, at) + 1, at - sparql.rfind("\n", 0, at)


def offset(sparql: str, line: int, column: int) -> int:
    """The character at a place; the end of the text for places behind it."""
    at = 0
    for _ in range(line - 1):
        at = sparql.find("\n", at) + 1
        if not at:
            return len(sparql)
    return min(at + column - 1, len(sparql))
