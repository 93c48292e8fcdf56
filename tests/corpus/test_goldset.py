from pathlib import Path

from corpus.article import Article
from corpus.goldset import gold_articles
from corpus.reader import read_paths

GOLD = Path(__file__).parents[2] / "corpus" / "gold"


def test_the_reader_makes_exactly_the_text_that_gold_offsets_count_in() -> None:
    found = list(gold_articles())
    assert len(found) == 12
    for article, gold in found:
        assert (article.id, article.title, article.text) == (gold["id"], gold["title"], gold["text"])
        assert article.published is not None
        assert article.published.isoformat() == gold["published"]
        for mention in gold["mentions"]:
            assert article.text[mention["start"] : mention["end"]] == mention["text"]


def test_the_gold_file_itself_reads_as_the_same_articles() -> None:
    """JSONL and Markdown of one article give one text."""
    by_line = {a.id: a.text for a in read_paths([GOLD / "gold.jsonl"]) if isinstance(a, Article)}
    by_file = {a.id: a.text for a in read_paths([GOLD / "input"]) if isinstance(a, Article)}
    assert by_line == by_file
    assert len(by_file) == 12
