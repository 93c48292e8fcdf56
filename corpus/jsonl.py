"""JSON Lines: one article a line, `{"id", "title", "published", "source", "url", "text"}`, all but `text` optional."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, BinaryIO

from corpus.article import Article
from corpus.cleaning import normalised, plain_paragraphs
from corpus.document import article
from corpus.encoding import decode
from corpus.metadata import KEYS, ArticleError, id_from_stem, metadata

_CHUNK = 1 << 20  # bytes read at once of a line that is skipped


class LineError(ArticleError):
    """A line that is no JSON object with a text."""


def lines(file: BinaryIO, *, limit: int) -> Iterator[bytes | None]:
    """The lines of `file` as they come; None in place of one longer than `limit` bytes."""
    while line := file.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(_CHUNK)
        yield None


def article_from_line(raw: bytes, *, stem: str) -> Article:
    """The article of one line; without an id, one of `stem` and a digest. Raises ArticleError or DecodingError."""
    record = _record(decode(raw))
    values = {key: _text(record, key) for key in KEYS if record.get(key) is not None}
    if record.get("text") is None:
        raise LineError("text is missing")
    text = normalised(_text(record, "text"))
    digest = sha256(f"{values.get('title', '')}\n{text}".encode(errors="surrogatepass")).hexdigest()
    about = metadata(values, default_id=id_from_stem(f"{stem}-{digest[:12]}"))
    return article(about, plain_paragraphs(text))


def _record(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line.rstrip("\r\n"))
    except json.JSONDecodeError as error:
        raise LineError(f"no JSON: {error.msg} (column {error.pos + 1})") from error
    except RecursionError as error:
        raise LineError("no readable JSON: nested too deeply") from error
    except ValueError as error:  # a number of thousands of digits
        raise LineError(f"no readable JSON: {error}") from error
    if not isinstance(record, dict):
        raise LineError(f"a JSON object is wanted, this is {_kind(record)}")
    return record


def _text(record: dict[str, Any], key: str) -> str:
    value = record[key]
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise LineError(f"{key} must be a string, this is {_kind(value)}")
    return value


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "a list"
        case _:
            return "an object"
