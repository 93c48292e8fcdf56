"""The tables of the lexicon: TSV files with a heading, and errors that name file and line."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class LexiconError(ValueError):
    """A lexicon file that cannot be read, or a malformed row in it."""

    def __init__(self, file: str, line: int | None, problem: str) -> None:
        super().__init__(f"{file}:{line}: {problem}" if line else f"{file}: {problem}")


class Row(NamedTuple):
    """A line of a table, its cells by column."""

    file: str
    line: int
    cells: dict[str, str]

    @property
    def where(self) -> str:
        return f"{self.cells['name']} ({self.file}:{self.line})"

    def error(self, problem: str) -> LexiconError:
        return LexiconError(self.file, self.line, problem)

    def parts(self, column: str) -> tuple[str, ...]:
        cell = self.cells.get(column, "")
        return tuple(cell.split("|")) if cell else ()


def read(path: Path) -> bytes:
    """The content of a table. Raises LexiconError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise LexiconError(str(path), None, f"cannot be read: {error.strerror}") from error


def table(file: str, content: bytes, needed: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
    """The rows under the heading, as many cells in each as there are columns."""
    try:
        lines = content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise LexiconError(file, content.count(b"\n", 0, error.start) + 1, "not UTF-8") from error
    columns = lines[0].rstrip("\r").split("\t")
    if lacking := [column for column in needed if column not in columns]:
        raise LexiconError(file, 1, f"the heading lacks the column {lacking[0]!r}")
    if strange := [c for c in columns if c not in (*needed, *optional) or columns.count(c) > 1]:
        raise LexiconError(file, 1, f"unknown or repeated column {strange[0]!r}")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        line = line.rstrip("\r")
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise LexiconError(file, number, f"{len(cells)} cells where the heading has {len(columns)}")
        rows.append(Row(file, number, dict(zip(columns, cells, strict=True))))
    return rows
