"""The YAML block between `---` lines at the beginning of a file."""

import re
from dataclasses import dataclass, field

import yaml

from corpus.metadata import KEYS, ArticleError

_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_MAX_LENGTH = 65_536  # characters; the YAML parser is slow, and nobody writes this much about one article
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class FrontMatterError(ArticleError):
    """Front matter that is never closed, is no YAML, or is no mapping of keys to values."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file taken apart: known fields as written, the line each stands in, and the text that follows."""

    body: str
    fields: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


def split(text: str) -> Document:
    """Normalised text of a file as front matter and body. Raises FrontMatterError."""
    opening = _OPENING.match(text)
    if not opening:
        return Document(text)
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        raise FrontMatterError("front matter opened with --- is never closed", line=1)
    if closing.start() > _MAX_LENGTH:
        raise FrontMatterError(f"front matter is longer than {_MAX_LENGTH} characters", line=1)
    fields, lines = _fields(text[opening.end() : closing.start()])
    return Document(text[closing.end() :], fields, lines)


def _fields(source: str) -> tuple[dict[str, str], dict[str, int]]:
    # Composed, not constructed: values stay as they are written (an id of 007 or 2024-01-05 too), and know their line.
    try:
        root = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f" (column {mark.column + 1})" if mark else ""
        raise FrontMatterError(
            f"front matter: {error.problem or error.context}{where}", line=mark.line + 2 if mark else 1
        ) from error
    except (ValueError, OverflowError) as error:  # a number beyond all bounds in an escape or a directive
        raise FrontMatterError(f"front matter: {error}", line=1) from error
    except RecursionError as error:
        raise FrontMatterError("front matter is nested too deeply", line=1) from error
    if root is None:
        return {}, {}
    if not isinstance(root, yaml.MappingNode):
        raise FrontMatterError("front matter is no list of `key: value` lines", line=root.start_mark.line + 2)
    fields: dict[str, str] = {}
    lines: dict[str, int] = {}
    for key, value in root.value:
        if not isinstance(key, yaml.ScalarNode) or key.value not in KEYS:
            continue
        line = key.start_mark.line + 2
        if not isinstance(value, yaml.ScalarNode):
            raise FrontMatterError(f"front matter: {key.value} is no single value", line=line)
        if value.style is not None or value.value not in _NULLS:
            fields[key.value], lines[key.value] = value.value, line
    return fields, lines
