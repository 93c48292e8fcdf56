"""What tests of several rooms need."""

import re
from datetime import date
from typing import Any

import pytest

from corpus.article import Article
from corpus.goldset import gold_articles
from extract.reading import Date, Entity, Fact, Mention, Quote, Reading, Sentence
from ontology.predicates import CLASSES, PREDICATES


@pytest.fixture(scope="session")
def gold_readings() -> tuple[Reading, ...]:
    """The annotated articles as a faultless extractor would read them."""
    return tuple(_reading(article, gold) for article, gold in gold_articles())


@pytest.fixture(scope="session")
def full_reading() -> Reading:
    """A reading with every kind of part, every predicate and every optional value, each fact in a sentence of its own.

    Entities are `PER1`, `PER2` and so on: two of each type, called as their ids, 别名 of them being `PER1别名`.
    """
    values = {"edtf": "2014-09", "integer": "86", "text": "创始人"}
    entities = {
        f"{kind}{number}": Entity(f"{kind}{number}", kind, f"{kind}{number}", (f"{kind}{number}别名",))
        for kind in CLASSES
        for number in (1, 2)
    }
    text, sentences, mentions, facts = "", [], [], []
    for known in PREDICATES.values():
        subject = f"{known.subjects[0]}1"
        value = values[known.literal] if known.literal else f"{known.objects[0]}2"
        start, text = len(text), f"{text}{subject}的{known.zh}是{value}。"
        sentences.append(Sentence(start, len(text)))
        mentions.append(Mention(start, start + len(subject), subject, known.subjects[0], subject, 0.75))
        literal = known.literal is not None
        facts.append(Fact(subject, known.name, value, literal, start, len(text), 1.0, "2014-09/2015", 9000000, "CNY"))
    start, text = len(text), f"{text}PER1说：“你好。”2019年起。"
    sentences += [Sentence(start, start + 11), Sentence(start + 11, len(text))]
    return Reading(
        article=Article("满 篇/1", "满篇", text, date(2023, 4, 20), "某报", "https://example.org/a b"),
        fingerprint="lac@1 规则",
        sentences=tuple(sentences),
        mentions=tuple(mentions),
        dates=(Date(start + 11, start + 17, "2019年起", "2019/..", "2023-04-20", "calendar"),),
        entities=tuple(entities.values()),
        facts=tuple(facts),
        quotes=(Quote(start + 7, start + 10, "你好。", "PER1"),),
    )


def _reading(article: Article, gold: dict[str, Any]) -> Reading:
    text = article.text
    sentences = tuple(Sentence(m.start(), m.end()) for m in re.finditer(r"[^\s][^。！？\n]*[。！？”’」』]*", text))
    mentions = tuple(Mention(**mention, confidence=0.9) for mention in gold["mentions"])

    def evidence(fact: dict[str, Any]) -> Sentence:
        """The sentence that names the subject and holds the object: gold facts have no place of their own."""

        def holds(sentence: Sentence) -> int:
            named = {m.entity for m in mentions if sentence.start <= m.start < sentence.end}
            words = text[sentence.start : sentence.end]
            return 2 * (fact["subject"] in named) + (fact["object"] in (words if fact["literal"] else named))

        return max(sentences, key=holds)

    facts = []
    for fact in gold["facts"]:
        said = evidence(fact)
        amount = int(fact["amount"]) if "amount" in fact else None
        values = fact | {"start": said.start, "end": said.end, "confidence": 0.8, "amount": amount}
        facts.append(Fact(**values))
    return Reading(
        article=article,
        fingerprint="gold",
        sentences=sentences,
        mentions=mentions,
        dates=tuple(Date(**found) for found in gold["dates"]),
        entities=tuple(Entity(e["id"], e["type"], e["name"], tuple(e["aliases"])) for e in gold["entities"]),
        facts=tuple(facts),
        quotes=tuple(
            Quote(**(q | {"speaker": None if q["speaker"] == "anon" else q["speaker"]})) for q in gold["quotes"]
        ),
    )
