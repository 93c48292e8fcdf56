"""The annotated articles that come with the project: what the extraction is measured by."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from corpus.article import Article
from corpus.document import article_from_text


def gold_articles() -> Iterator[tuple[Article, dict[str, Any]]]:
    """Every article as the reader makes it, and what gold/GUIDE.md says is in it, in the form of `extract`'s JSON."""
    folder = files("corpus") / "gold"
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        name = gold["id"]
        yield article_from_text((folder / "input" / f"{name}.md").read_text("utf-8"), stem=name, markdown=True), gold
