"""Tokens by which programs may write through a server: the file of a data directory that keeps them, as digests.

A token is shown once, when it is made. What is kept tells whether a token is one of them, not what it is: they are long
and random, so a plain digest is enough.
"""

import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from filelock import FileLock

Scope: TypeAlias = Literal["decide", "update"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
PREFIX = "rq_"  # by which those who search for secrets that got into the open know them
LONGEST_NAME = 100  # characters
_BYTES = 32


class TokenError(Exception):
    """A token that cannot be made or found, or a file of them that cannot be read; names it."""


@dataclass(frozen=True, slots=True)
class Token:
    """One that may write. `name` is the author of what it decides and writes; the times are in UTC, ISO 8601."""

    name: str
    scopes: tuple[Scope, ...]
    digest: str
    created: str
    expires: str | None = None

    def is_over(self, now: datetime) -> bool:
        """Whether its time has passed."""
        return self.expires is not None and datetime.fromisoformat(self.expires) <= now


class Tokens:
    """The tokens of a data directory; several processes may use the file."""

    def __init__(self, data: Path) -> None:
        self._path = data / "tokens.json"
        self._lock = FileLock(data / "tokens.lock")

    def create(self, name: str, scopes: Iterable[Scope], *, days: int | None = None) -> str:
        """Makes a token under a name that no other has, and returns it."""
        name = name.strip()
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise TokenError(f"a token's name has between 1 and {LONGEST_NAME} printable characters")
        secret = PREFIX + secrets.token_urlsafe(_BYTES)
        now = datetime.now(UTC).replace(microsecond=0)
        expires = (now + timedelta(days=days)).isoformat() if days else None
        token = Token(name, tuple(dict.fromkeys(scopes)), _digest(secret), now.isoformat(), expires)
        with self._lock:
            every = self.all()
            if any(other.name == name for other in every):
                raise TokenError(f"{name}: there is a token of this name")
            self._write([*every, token])
        return secret

    def revoke(self, name: str) -> None:
        """Takes a token back; it is known no longer from then on."""
        with self._lock:
            every = self.all()
            left = [token for token in every if token.name != name]
            if len(left) == len(every):
                raise TokenError(f"{name}: there is no token of this name")
            self._write(left)

    def all(self) -> list[Token]:
        """Every token, in the order in which they were made."""
        try:
            forms = json.loads(self._path.read_text("utf-8"))
            return [replace(Token(**form), scopes=tuple(form["scopes"])) for form in forms]
        except FileNotFoundError:
            return []
        except (ValueError, TypeError, KeyError) as error:
            raise TokenError(f"{self._path}: this is no file of tokens: {error}") from error

    def known(self, secret: str) -> Token | None:
        """The token that this is, None where it is none or its time has passed."""
        digest, now = _digest(secret), datetime.now(UTC)
        found = [token for token in self.all() if compare_digest(token.digest, digest)]
        return found[0] if found and not found[0].is_over(now) else None

    def _write(self, tokens: Iterable[Token]) -> None:
        new = self._path.with_suffix(".new")
        new.unlink(missing_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # for nobody else to read
        with open(descriptor, "w", encoding="utf-8") as file:
            json.dump([asdict(token) for token in tokens], file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._path)


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
