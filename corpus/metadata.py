"""What is said about an article beside its text, checked: id, title, day of publication, source, address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from corpus.cleaning import normalised

KEYS = ("id", "title", "published", "source", "url")
_MAX_ID = 200  # characters
_NOT_IN_ID = frozenset("/\\#?% ")  # an id stands in IRIs and addresses as it is
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)
_DAY = re.compile(
    r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?"
    r"(?:[T\s]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)


class ArticleError(ValueError):
    """An article that cannot be read; `line` counts from 1 in its source, None where no line is to blame."""

    def __init__(self, message: str, *, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Metadata:
    """Checked fields; `title` is "" where none is given, and never holds a line break."""

    id: str
    title: str
    published: date | None
    source: str | None
    url: str | None


def metadata(values: Mapping[str, str], *, default_id: str, lines: Mapping[str, int] | None = None) -> Metadata:
    """Checks `values`, found in `lines` of the source; other keys than KEYS are ignored. Raises ArticleError."""
    given = {key: value for key in KEYS if (value := values.get(key, "").strip())}
    lines = lines or {}
    return Metadata(
        id=_id(given.get("id", default_id), lines.get("id")),
        title=_line(given.get("title", "")),
        published=_published(given["published"], lines.get("published")) if "published" in given else None,
        source=_line(given.get("source", "")) or None,
        url=_url(given["url"], lines.get("url")) if "url" in given else None,
    )


def id_from_stem(stem: str) -> str:
    """A file's stem as an id; what an id may not hold becomes "_", and a digest keeps such ids apart."""
    cleaned = "".join("_" if _barred(char) else char for char in stem[:_MAX_ID])
    if cleaned == stem and stem not in ("", ".", ".."):
        return stem
    digest = sha256(stem.encode(errors="surrogatepass")).hexdigest()[:8]
    return f"{cleaned[: _MAX_ID - len(digest) - 1]}-{digest}"


def shown(value: object) -> str:
    """A value for an error message: quoted, escaped, at most some 60 characters."""
    text = repr(value[:200] if isinstance(value, str) else value)
    return text if len(text) <= 60 else text[:57] + "…"


def _id(value: str, line: int | None) -> str:
    if bad := next(filter(_barred, value), None):
        raise ArticleError(f"id {shown(value)} holds {shown(bad)}, which no id may", line=line)
    if len(value) > _MAX_ID:
        raise ArticleError(f"id {shown(value)} is longer than {_MAX_ID} characters", line=line)
    if value in (".", ".."):
        raise ArticleError(f"id {shown(value)} means a folder", line=line)
    return value


def _barred(char: str) -> bool:
    return char in _NOT_IN_ID or not char.isprintable()


def _line(value: str) -> str:
    return " ".join(part for raw in re.split(r"[\n\t]", normalised(value)) if (part := raw.strip()))


def _published(value: str, line: int | None) -> date:
    found = _DAY.fullmatch(value)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass  # a 30th of February is no date either
    raise ArticleError(f"published is no date: {shown(value)}", line=line)


def _url(value: str, line: int | None) -> str:
    if not _URL.fullmatch(value) or not value.isprintable():
        raise ArticleError(f"url is no http or https address: {shown(value)}", line=line)
    return value
