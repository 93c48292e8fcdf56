from pathlib import Path

import pytest

from corpus.article import Article
from corpus.goldset import PARTS, gold_articles
from corpus.reader import read_paths

GOLD = Path(__file__).parents[2] / "corpus" / "gold"


@pytest.mark.parametrize(("part", "count"), [("first", 12), ("develop", 123), ("held", 28), ("all", 163)])
def test_the_reader_makes_exactly_the_text_that_gold_offsets_count_in(part: str, count: int) -> None:
    found = list(gold_articles(part))
    assert len({article.id for article, _ in found}) == count
    for article, gold in found:
        assert (article.id, article.title, article.text) == (gold["id"], gold["title"], gold["text"])
        assert article.published is not None
        assert article.published.isoformat() == gold["published"]
        for mention in gold["mentions"]:
            assert article.text[mention["start"] : mention["end"]] == mention["text"]


@pytest.mark.parametrize("folder", [GOLD / path for path in PARTS.values()])
def test_the_gold_file_itself_reads_as_the_same_articles(folder: Path) -> None:
    """JSONL and Markdown of one article give one text."""
    by_line = {a.id: a.text for a in read_paths([folder / "gold.jsonl"]) if isinstance(a, Article)}
    by_file = {a.id: a.text for a in read_paths([folder / "input"]) if isinstance(a, Article)}
    assert by_line == by_file
    assert len(by_file) >= 12
