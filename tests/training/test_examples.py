"""The articles in which names alone are marked."""

import re

from corpus.goldset import gold_articles
from extract.lac import published
from training.examples import ARTICLES, examples, marked, named


def test_marks_become_spans_of_the_text_that_is_left() -> None:
    article = marked("x1", "⟦P安宁⟧在⟦L宁江⟧读⟦O宁江大学⟧。\n")
    assert article["text"] == "安宁在宁江读宁江大学。\n"
    assert [(m["type"], article["text"][m["start"] : m["end"]]) for m in article["mentions"]] == [
        ("PER", "安宁"),
        ("LOC", "宁江"),
        ("ORG", "宁江大学"),
    ]


def test_every_article_is_marked_well_and_every_name_is_taught() -> None:
    weights = published()
    for path, article in zip(sorted(ARTICLES.glob("*.txt")), named(), strict=True):
        assert not re.search("[⟦⟧]", article["text"]), path
        taught = sum(int((~example.allowed.any(axis=1)).sum()) for example in examples(article, weights))
        assert taught == 0, path  # no character is left without a label that it may have
        assert article["mentions"], path


def test_no_article_that_is_held_out_is_trained_on() -> None:
    def lines(text: str) -> set[str]:
        return {line for line in text.split("\n") if len(line) > 20}

    held = {line for article, _ in gold_articles("held") for line in lines(article.text)}
    assert held
    assert not any(held & lines(article["text"]) for article in named())
