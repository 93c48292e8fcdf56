"""A query's tokens as its prologue makes them mean something: which IRI, which string, which bracket closes which."""

import re
from collections.abc import Mapping
from urllib.parse import urljoin

from graph.answers import QueryError
from graph.tokens import Token, place, tokens

LONGEST = 1_000  # characters of a prefix, or of a base, that IRIs are made with: a longer one means nothing here

_CODE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\(.)", re.DOTALL)
_CONTROL = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_CLOSING = {"(": ")", "[": "]", "{": "}"}


class Source:
    """A query; `tokens` are those that mean something, `body` is the first behind BASE and PREFIX.

    `prefixes` and `base` hold where the query declares none. Nothing of it is checked: what cannot be understood has
    no IRI, or no partner.
    """

    def __init__(self, text: str, *, prefixes: Mapping[str, str], base: str) -> None:
        self.text = text
        self.tokens = [token for token in tokens(text) if token.kind not in ("space", "comment")]
        self._prefixes = dict(prefixes)
        self._base = base
        self._wrong: int | None = None  # a bracket that closes none
        self.partner = self._partners()
        self.body = self.prologue(0)

    def error(self, at: int, message: str) -> QueryError:
        """A refusal at the place of a token."""
        start = self.tokens[at].start if at < len(self.tokens) else len(self.text)
        return QueryError(message, *place(self.text, start))

    def closing(self, at: int) -> int:
        """The bracket that closes the one at this token. Raises QueryError where there is none."""
        if at in self.partner:
            return self.partner[at]
        if self._wrong is not None:
            raise self.error(self._wrong, "this closes no bracket that is open here")
        raise self.error(at, "a bracket has to open here, and to be closed")

    def word(self, at: int) -> str:
        """A bare word in capitals, "" where the token is none."""
        return self.tokens[at].text.upper() if at < len(self.tokens) and self.tokens[at].kind == "word" else ""

    def sign(self, at: int) -> str:
        """A sign, "" where the token is none."""
        return self.tokens[at].text if at < len(self.tokens) and self.tokens[at].kind == "sign" else ""

    def kind(self, at: int) -> str:
        """The kind of a token, "" behind the last."""
        return self.tokens[at].kind if at < len(self.tokens) else ""

    def iri(self, at: int) -> str | None:
        """The IRI that a token means."""
        token = self.tokens[at] if at < len(self.tokens) else None
        if token is None:
            return None
        if token.kind == "iri":
            return self._resolved(token)
        if token.kind == "name":
            prefix, _, local = token.text.partition(":")
            start = self._prefixes.get(prefix)
            return None if start is None or len(start) > LONGEST else start + re.sub(r"\\(.)", r"\1", local)
        return None

    def string(self, at: int) -> str:
        """The text that a string literal stands for."""
        text = self.tokens[at].text
        quotes = 3 if text[:3] in ('"""', "'''") else 1
        return _ESCAPED.sub(_unescaped, text[quotes:-quotes])

    def prologue(self, at: int) -> int:
        """The first token behind BASE and PREFIX that stand here: from now on they hold."""
        while self.word(at) in ("BASE", "PREFIX", "VERSION"):
            if self.word(at) == "PREFIX" and self.kind(at + 1) == "name" and self.kind(at + 2) == "iri":
                self._prefixes[self.tokens[at + 1].text[:-1]] = self._resolved(self.tokens[at + 2])
                at += 3
            elif self.word(at) == "BASE" and self.kind(at + 1) == "iri":
                self._base = self._resolved(self.tokens[at + 1])
                at += 2
            else:
                at += 2
        return at

    def _resolved(self, token: Token) -> str:
        iri = _CODE.sub(_unescaped, token.text[1:-1])
        if _ABSOLUTE.match(iri):
            return iri
        head, mark, fragment = iri.partition("#")  # urljoin would drop a fragment that is empty
        if len(self._base) + len(head) > LONGEST:  # it takes a while over many slashes
            return iri
        try:
            return urljoin(self._base, head).partition("#")[0] + mark + fragment
        except ValueError:  # no address that could be taken apart
            return iri

    def _partners(self) -> dict[int, int]:
        """The closing bracket of each opening one, as far as they fit."""
        found: dict[int, int] = {}
        opened: list[int] = []
        for at, token in enumerate(self.tokens):
            if token.kind != "sign":
                continue
            if token.text in _CLOSING:
                opened.append(at)
            elif token.text in ")]}" and opened:
                if _CLOSING[self.tokens[opened[-1]].text] != token.text:
                    self._wrong = at
                    break
                found[opened.pop()] = at
        return found


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code is None:
        return _CONTROL.get(match[3], match[3])
    number = int(code, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
