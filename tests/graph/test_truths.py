import sqlite3
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Article
from extract.reading import Entity, Fact, Mention, Quote, Reading, Sentence, pack
from graph.home import Home
from graph.migrations import SCHEMA
from graph.truths import Truths, TruthsError

FIRST_SCHEMA = (
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "INSERT INTO settings VALUES ('base', 'https://w3id.org/rongqiao/')",
    "CREATE TABLE articles (id TEXT PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL, published TEXT, source TEXT,"
    " url TEXT, content TEXT NOT NULL, ingested TEXT NOT NULL)",
    "CREATE INDEX articles_by_day ON articles (published DESC, id)",
    "CREATE TABLE readings ("
    " article TEXT PRIMARY KEY REFERENCES articles ON DELETE CASCADE, fingerprint TEXT NOT NULL, pack BLOB NOT NULL)",
    "CREATE TABLE changes (seq INTEGER PRIMARY KEY AUTOINCREMENT, article TEXT NOT NULL, entities TEXT NOT NULL)",
    "CREATE TABLE minted"
    " (local TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, label TEXT NOT NULL, UNIQUE (name, type))",
    "CREATE TABLE appearances (entity TEXT REFERENCES minted, form TEXT, article TEXT REFERENCES articles ON DELETE CASCADE,"
    " PRIMARY KEY (entity, form, article)) WITHOUT ROWID",
    "CREATE INDEX appearances_by_article ON appearances (article, entity)",
)


def reading(number: int, text: str = "小满来了。", *entities: Entity, day: date | None = None) -> Reading:
    return Reading(Article(f"a{number}", "", text, day), "f1", (Sentence(0, len(text)),), entities=entities)


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


def test_a_thing_of_the_same_name_and_type_is_the_same_thing(truths: Truths) -> None:
    truths.put(reading(1, "x", Entity("e1", "ORG", "字节", known="字节跳动")))
    truths.put(reading(2, "x", Entity("e7", "ORG", "字节跳动", ("头条",)), Entity("e8", "ORG", "字节跳动")))
    assert truths.stored_after("", limit=9)[0].names == {"e1": "字节跳动"}
    assert truths.stored_after("", limit=9)[1].names == {"e7": "字节跳动", "e8": "字节跳动"}
    row = truths.entity("字节跳动")
    assert row is not None
    assert (row.label, row.type, row.articles, set(row.aliases)) == ("字节跳动", "ORG", 2, {"字节", "头条"})


def test_a_homonym_of_another_type_gets_a_suffix_and_keeps_it(truths: Truths) -> None:
    truths.put(reading(1, "x", Entity("e1", "EVENT", "小满")))
    truths.put(reading(2, "x", Entity("e1", "PRODUCT", "小满"), Entity("e2", "EVENT", "小满")))
    names = [stored.names for stored in truths.stored_after("", limit=9)]
    assert names == [{"e1": "小满"}, {"e1": "小满_(产品)", "e2": "小满"}]
    product = truths.entity("小满_(产品)")
    assert product is not None
    assert product.label == "小满"


def test_a_minted_name_is_not_given_to_another_when_its_thing_is_forgotten(truths: Truths) -> None:
    truths.put(reading(1, "x", Entity("e1", "EVENT", "小满")))
    truths.retract("a1")
    truths.put(reading(2, "x", Entity("e1", "PRODUCT", "小满")))
    stored = truths.stored("a2")
    assert stored is not None
    assert stored.names == {"e1": "小满_(产品)"}


def test_a_name_that_looks_like_a_suffixed_one_does_not_take_its_place(truths: Truths) -> None:
    truths.put(reading(1, "x", Entity("e1", "EVENT", "小满"), Entity("e2", "PRODUCT", "小满 (产品)")))
    truths.put(reading(2, "x", Entity("e1", "PRODUCT", "小满")))
    stored = truths.stored("a2")
    assert stored is not None
    assert stored.names == {"e1": "小满_(产品2)"}


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


def test_a_file_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "truths.sqlite3"
    Truths(path).close()
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    db.close()
    before = path.read_bytes()
    with pytest.raises(TruthsError, match=rf"truths\.sqlite3: written by a newer version .*schema {SCHEMA + 1};"):
        Truths(path)
    assert path.read_bytes() == before


def test_a_file_of_the_first_schema_is_made_one_of_today_and_keeps_its_names(tmp_path: Path) -> None:
    """One name and type were one thing then: of two who share a name, the one who had it first keeps it."""
    path = tmp_path / "truths.sqlite3"
    with sqlite3.connect(path) as db:
        for statement in FIRST_SCHEMA:
            db.execute(statement)
        db.execute("INSERT INTO minted VALUES ('小满', '小满', 'EVENT', '小满'), ('李明', '李明', 'PER', '李明')")
        for name, firm in (("a1", "甲甲"), ("a2", "乙乙")):
            one = reading(1, "x", Entity("p", "PER", "李明"), Entity("o", "ORG", firm), Entity("e", "EVENT", "小满"))
            one = replace(one, facts=(Fact("p", "worksFor", "o", False, 0, 1, 0.9),))
            db.execute(
                "INSERT INTO articles VALUES (?, '', 'x', NULL, NULL, NULL, 'c', '2026-01-01T00:00:00+00:00')", (name,)
            )
            db.execute("INSERT INTO readings VALUES (?, 'f1', ?)", (name, zlib.compress(pack(one))))
            db.execute("INSERT INTO minted VALUES (?1, ?1, 'ORG', ?1)", (firm,))
            db.executemany(
                "INSERT INTO appearances VALUES (?1, ?1, ?2)", [(form, name) for form in ("李明", firm, "小满")]
            )
            db.execute("INSERT INTO changes (article, entities) VALUES (?, ?)", (name, "[]"))
        db.execute("PRAGMA user_version = 1")
    db.close()
    truths = Truths(path)
    names = {stored.reading.article.id: stored.names for stored in truths.stored_after("", limit=9)}
    assert names == {
        "a1": {"p": "李明", "o": "甲甲", "e": "小满"},
        "a2": {"p": "李明_(乙乙)", "o": "乙乙", "e": "小满"},
    }
    assert {c.article: set(c.entities) for c in truths.changes(after=2, limit=9)} == {
        "a1": {"李明", "甲甲", "小满"},
        "a2": {"李明", "李明_(乙乙)", "乙乙", "小满"},
    }
    truths.close()
    Truths(path).close()  # once is enough


def test_a_file_that_is_none_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "truths.sqlite3"
    path.write_bytes(b"no database at all, but long enough to be read as one" * 20)
    with pytest.raises(TruthsError, match=r"truths\.sqlite3: file is not a database"):
        Truths(path)


def test_the_base_of_the_iris_is_settled_when_the_file_is_made(tmp_path: Path) -> None:
    path = tmp_path / "truths.sqlite3"
    Truths(path, base="https://news.example/").close()
    again = Truths(path)
    assert again.base == "https://news.example/"
    again.close()
    with pytest.raises(TruthsError, match=r"begin with https://news\.example/, not with https://other\.example/"):
        Truths(path, base="https://other.example/")


def test_a_thing_named_in_two_scripts_is_one_thing_with_one_label(tmp_path: Path) -> None:
    with Home(tmp_path / "home") as home:
        for number, name in enumerate(("霧橋科技", "雾桥科技")):
            article = Article(f"a{number}", "", f"{name}到場。")
            mention = Mention(0, 4, name, "ORG", "e1", 0.9)
            entity = Entity("e1", "ORG", name)
            home.put(Reading(article, "f", (Sentence(0, 7),), (mention,), entities=(entity,)))
        with home.own("test") as graph:
            graph.catch_up()
            answer = graph.query("SELECT ?label { ?e a schema:Organization ; rdfs:label ?label }", accept=["text/csv"])
            assert answer.body.decode().split() == ["label", "雾桥科技"]
            found = graph.entity("雾桥科技")
            assert found is not None
            assert "霧橋科技" in found.aliases
