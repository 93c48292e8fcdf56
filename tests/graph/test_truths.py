"""The truths: what is put comes back, changes are numbered, and processes and threads lose nothing of each other."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from makers.articles import reading

from corpus.article import Article
from extract.reading import Entity, Fact, Mention, Quote, Reading, Sentence
from graph.truths import Truths, TruthsError


def test_a_reading_comes_back_as_it_was_put(truths: Truths, full_reading: Reading) -> None:
    assert truths.put(full_reading) == "new"
    stored = truths.stored(full_reading.article.id)
    assert stored is not None
    assert stored.reading == full_reading
    assert stored.ingested.utcoffset() is not None


def test_every_gold_reading_comes_back_and_names_all_its_entities(
    truths: Truths, gold_readings: tuple[Reading, ...]
) -> None:
    for one in gold_readings:
        truths.put(one)
    page = truths.stored_after("", limit=100)
    assert [stored.reading for stored in page] == sorted(gold_readings, key=lambda r: r.article.id)
    for stored in page:
        assert stored.names.keys() == {entity.id for entity in stored.reading.entities}


def test_the_outcome_says_what_a_put_did(truths: Truths) -> None:
    """The same content is unchanged, a better reading of it rereads it, and other content replaces it."""
    first = reading(1)
    assert truths.put(first) == "new"
    assert truths.put(first) == "unchanged"
    assert truths.put(replace(first, fingerprint="f2")) == "reread"
    assert truths.put(replace(first, article=replace(first.article, source="某报"))) == "replaced"
    assert truths.put(reading(1, "大雪来了。")) == "replaced"
    assert truths.count() == 1


def test_an_article_is_current_with_its_content_and_fingerprint_alone(truths: Truths) -> None:
    one = reading(1)
    truths.put(one)
    assert truths.is_current(one.article, "f1")
    assert not truths.is_current(one.article, "f2")
    assert not truths.is_current(replace(one.article, title="小满"), "f1")
    assert not truths.is_current(replace(one.article, id="a2"), "f1")


def test_a_reread_article_was_ingested_when_its_content_came(truths: Truths) -> None:
    truths.put(reading(1))
    with sqlite3.connect(truths.path) as db:
        db.execute("UPDATE articles SET ingested = '2020-01-01T00:00:00+00:00'")
    db.close()
    truths.put(replace(reading(1), fingerprint="f2"))
    assert truths.articles(limit=1)[0].ingested.year == 2020
    truths.put(reading(1, "大雪来了。"))
    assert truths.articles(limit=1)[0].ingested.year > 2020


def test_a_retracted_article_is_gone_and_may_come_again(truths: Truths) -> None:
    truths.put(reading(1, "小满来了。", Entity("e1", "EVENT", "小满")))
    assert truths.retract("a1")
    assert not truths.retract("a1")
    assert truths.stored("a1") is None
    assert truths.entity("小满") is None
    assert truths.put(reading(1)) == "new"


def test_articles_are_listed_newest_first_and_undated_ones_last(truths: Truths) -> None:
    for number, day in enumerate((None, date(2020, 1, 1), date(2024, 1, 1))):
        truths.put(reading(number, day=day))
    assert [row.id for row in truths.articles(limit=10)] == ["a2", "a1", "a0"]
    assert [row.id for row in truths.articles(limit=1, offset=1)] == ["a1"]


def test_changes_are_numbered_in_their_order_and_name_what_they_touch(truths: Truths) -> None:
    """A change tells of what the article spoke of before and speaks of now, so that both can be made anew."""
    truths.put(reading(1, "x", Entity("e1", "ORG", "甲")))
    truths.put(reading(1, "y", Entity("e1", "ORG", "乙")))
    truths.put(reading(1, "y", Entity("e1", "ORG", "乙")))
    truths.retract("a1")
    changes = truths.changes(after=0, limit=10)
    assert [(change.article, set(change.entities)) for change in changes] == [
        ("a1", {"甲"}),
        ("a1", {"甲", "乙"}),
        ("a1", {"乙"}),
    ]
    assert [change.seq for change in changes] == sorted(change.seq for change in changes)
    assert truths.head() == changes[-1].seq
    assert truths.changes(after=changes[0].seq, limit=1) == changes[1:2]


def test_hostile_text_is_only_text(truths: Truths) -> None:
    text = "'); DROP TABLE articles; --\x00\U0010ffff\n\"«"
    one = Reading(
        Article(text, text, text, None, text, text),
        text,
        (Sentence(0, len(text)),),
        (Mention(0, 1, text[0], "ORG", "e", 0.5),),
        entities=(Entity("e", "ORG", text, (text, text)),),
        facts=(Fact("e", "jobTitle", text, True, 0, 1, 0.5),),
        quotes=(Quote(0, 1, "'", None),),
    )
    truths.put(one)
    stored = truths.stored(text)
    assert stored is not None
    assert stored.reading == one
    assert truths.count() == 1


def test_what_one_process_puts_another_sees(truths: Truths) -> None:
    other = Truths(truths.path)
    other.put(reading(1))
    assert truths.count() == 1
    other.close()


def test_processes_that_make_and_fill_one_file_at_once_lose_nothing(tmp_path: Path) -> None:
    """Four processes race to make the file, then each puts its own articles and one that all of them put."""
    code = """
import sys
from pathlib import Path
from corpus.article import Article
from extract.reading import Entity, Reading
from graph.truths import Truths
truths = Truths(Path(sys.argv[1]))
for number in range(10):
    for id in (f"{sys.argv[2]}-{number}", f"all-{number}"):
        truths.put(Reading(Article(id, "", id), "f1", entities=(Entity("e", "ORG", f"甲{number}"),)))
"""
    path = tmp_path / "truths.sqlite3"
    runs = [subprocess.Popen([sys.executable, "-c", code, str(path), name], cwd=Path.cwd()) for name in "abcd"]
    assert [run.wait(60) for run in runs] == [0] * 4
    truths = Truths(path)
    assert truths.count() == 50
    assert truths.head() == len(truths.changes(after=0, limit=1000)) == 50
    third = truths.entity("甲3")
    assert third is not None
    assert third.articles == 5
    truths.close()


def test_threads_may_share_a_file(truths: Truths) -> None:
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda n: truths.put(reading(n)), range(40)))
    assert outcomes == ["new"] * 40
    assert truths.count() == 40


def test_a_put_that_fails_leaves_what_there_was(truths: Truths) -> None:
    """A fault in the middle of the transaction: the trigger makes recording the change fail."""
    truths.put(reading(1, "x", Entity("e1", "ORG", "甲")))
    with sqlite3.connect(truths.path) as db:
        db.execute("CREATE TRIGGER full BEFORE INSERT ON changes BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    db.close()
    with pytest.raises(TruthsError, match=r"truths\.sqlite3: disk full"):
        truths.put(reading(1, "y", Entity("e1", "ORG", "乙")))
    stored = truths.stored("a1")
    assert stored is not None
    assert (stored.reading.article.text, stored.names) == ("x", {"e1": "甲"})
    assert truths.entity("乙") is None
