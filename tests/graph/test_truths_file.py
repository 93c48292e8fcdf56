"""The file of truths: what it is refused for, what its making settles, and one of the first schema made one of today."""

import sqlite3
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from makers.articles import reading

from extract.reading import Entity, Fact, pack
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
