"""Annotated articles: those that come with the project, or a file of others in the same form."""

import json
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.article import Article
from corpus.document import article_from_text


class GoldError(ValueError):
    """A line of annotated articles that is not one; names file and line."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")


def gold_articles(path: Path | None = None) -> Iterator[tuple[Article, dict[str, Any]]]:
    """Every article and what gold/GUIDE.md says is in it, in the form of `extract`'s JSON.

    Without `path` the project's own, as the reader makes them of their Markdown; of another file the texts as they
    stand there. Raises GoldError.
    """
    if path is not None:
        yield from _others(path)
        return
    folder = files("corpus") / "gold"
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        name = gold["id"]
        yield article_from_text((folder / "input" / f"{name}.md").read_text("utf-8"), stem=name, markdown=True), gold


def _others(path: Path) -> Iterator[tuple[Article, dict[str, Any]]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            gold = json.loads(line)
            published = date.fromisoformat(gold["published"]) if gold.get("published") else None
            yield Article(gold["id"], gold.get("title") or "", gold["text"], published), gold
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise GoldError(path, number, f"no annotated article: {error}") from error
