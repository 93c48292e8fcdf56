"""Annotated articles: those that come with the project, or a file of others in the same form."""

import json
from collections.abc import Iterator, Mapping
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


# The project's own: the first twelve, by which the extraction was begun; those by which it was developed further; and
# those of the same hands that were put aside before that, unread until the figures were taken.
PARTS: Mapping[str, str] = {"first": ".", "develop": "develop", "held": "held"}


def gold_articles(part: str | Path = "first") -> Iterator[tuple[Article, dict[str, Any]]]:
    """Every article of a part of the project's own, and what gold/GUIDE.md says is in it, in the form of `extract`'s
    JSON; "all" is every part. Of another file, a Path, the texts as they stand there. Raises GoldError.
    """
    if isinstance(part, Path):
        yield from _others(part)
        return
    if part == "all":
        for name in PARTS:
            yield from gold_articles(name)
        return
    folder = files("corpus") / "gold" / PARTS[part]
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
