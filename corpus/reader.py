"""Files and folders to articles. What cannot be read is told of in its place, and the rest goes on."""

import codecs
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from corpus.article import Article
from corpus.cleaning import normalised
from corpus.document import article_from_document
from corpus.encoding import DecodingError, decode
from corpus.frontmatter import split
from corpus.jsonl import article_from_line, lines
from corpus.metadata import ArticleError

_MARKDOWN = (".md", ".markdown")
_JSONL = (".jsonl", ".ndjson")
_SUFFIXES = (*_MARKDOWN, ".txt", *_JSONL)
_LIMIT = 64 << 20  # bytes of one document or one line of JSONL


class SameIdError(ArticleError):
    """An article whose name makes the id that another file's name has made already."""


@dataclass(frozen=True, slots=True)
class ReadError:
    """What could not be read and why, as one line `FILE:LINE: message`; `line` counts from 1."""

    path: Path
    line: int | None
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line is not None else f"{self.path}"
        return "".join(char if char.isprintable() else _escaped(char) for char in f"{place}: {self.message}")


def read_paths(paths: Iterable[Path]) -> Iterator[Article | ReadError]:
    """The articles of files and folders, in the order given.

    Folders are walked to the bottom in sorted order: hidden files and those of an unknown suffix are passed over.
    A file that is named itself is read whatever its suffix. JSONL is read line by line. An article that declares no id
    gets that of its file's name or, in a folder, of its way from there: 2023-01 of 2023/01.txt.
    """
    derived: dict[str, Path] = {}
    for path in paths:
        try:
            yield from _folder(path, derived) if path.is_dir() else _file(path, path.stem, derived)
        except OSError as error:
            yield _broken(path, error)


def count_documents(paths: Iterable[Path]) -> int:
    """How many documents `read_paths` will yield at the most: files, and lines of JSONL."""
    count = 0
    for path in paths:
        for file in _files(path, lambda error: None) if path.is_dir() else [path]:
            try:
                count += _lines_of(file) if file.suffix.lower() in _JSONL else 1
            except OSError:
                count += 1  # read_paths tells of it
    return count


def _lines_of(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) + 1


def _files(folder: Path, onerror: Callable[[OSError], object]) -> Iterator[Path]:
    """The files of a folder that are articles by their names, in sorted order."""
    for name, subfolders, filenames in os.walk(folder, onerror=onerror):
        subfolders[:] = sorted(sub for sub in subfolders if not sub.startswith("."))
        for filename in sorted(filenames):
            path = Path(name, filename)
            special = os.path.exists(path) and not os.path.isfile(path)  # a pipe would be waited for
            if not filename.startswith(".") and path.suffix.lower() in _SUFFIXES and not special:
                yield path


def _folder(folder: Path, derived: dict[str, Path]) -> Iterator[Article | ReadError]:
    failures: list[OSError] = []
    files = 0
    for path in _files(folder, failures.append):
        files += 1
        try:
            yield from _file(path, "-".join(path.relative_to(folder).with_suffix("").parts), derived)
        except OSError as error:
            yield _broken(path, error)
    for failure in failures:
        yield _broken(Path(failure.filename), failure)
    if not files and not failures:
        yield ReadError(folder, None, f"no articles in this folder ({', '.join(_SUFFIXES)})")


def _file(path: Path, stem: str, derived: dict[str, Path]) -> Iterator[Article | ReadError]:
    """The articles of a file; `derived` has the files whose ids were made of their names, and gets this one."""
    suffix = path.suffix.lower()
    if suffix in _JSONL:
        yield from _jsonl(path, stem)
        return
    with _open(path) as file:
        data = file.read(_LIMIT + 1)
    if len(data) > _LIMIT:
        yield ReadError(path, None, f"longer than {_LIMIT >> 20} MiB")
        return
    try:
        document = split(normalised(decode(data)))
        article = article_from_document(document, stem=stem, markdown=True if suffix in _MARKDOWN else None)
        if not document.fields.get("id", "").strip():
            first = derived.setdefault(article.id, path)
            if first != path and first.resolve() != path.resolve():
                raise SameIdError(
                    f"its name makes the id {article.id}, as that of {first} does: give it another in the front matter"
                )
        yield article
    except DecodingError as error:
        yield ReadError(path, None, str(error))
    except ArticleError as error:
        yield ReadError(path, error.line, str(error))


def _jsonl(path: Path, stem: str) -> Iterator[Article | ReadError]:
    with _open(path) as file:
        for number, line in enumerate(lines(file, limit=_LIMIT), start=1):
            if line is None:
                yield ReadError(path, number, f"longer than {_LIMIT >> 20} MiB")
            elif number == 1 and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                yield ReadError(path, None, "JSON Lines in UTF-16 cannot be told apart: UTF-8 is wanted")
                return
            elif line.strip():
                try:
                    yield article_from_line(line, stem=stem)
                except (ArticleError, DecodingError) as error:
                    yield ReadError(path, number, str(error))


def _broken(path: Path, error: OSError) -> ReadError:
    return ReadError(path, None, error.strerror or str(error))


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except ValueError as error:  # a NUL in the path
        raise OSError(str(error)) from error


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
