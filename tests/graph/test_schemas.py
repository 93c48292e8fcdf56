"""Files of truths that earlier versions made."""

import json
import sqlite3
import zlib
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from extract.reading import Reading, pack
from graph.graph import Graph
from graph.home import Home
from graph.migrations import SCHEMA
from graph.runs import Run
from graph.truths import Truths

Readings = Callable[..., Reading]
State = Callable[[Graph], dict[str, Any]]

SCHEMA_1 = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE articles (
 id TEXT PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL, published TEXT, source TEXT, url TEXT,
 content TEXT NOT NULL, ingested TEXT NOT NULL);
CREATE INDEX articles_by_day ON articles (published DESC, id);
CREATE TABLE readings (
 article TEXT PRIMARY KEY REFERENCES articles ON DELETE CASCADE, fingerprint TEXT NOT NULL, pack BLOB NOT NULL);
CREATE TABLE changes (seq INTEGER PRIMARY KEY AUTOINCREMENT, article TEXT NOT NULL, entities TEXT NOT NULL);
CREATE TABLE minted
 (local TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, label TEXT NOT NULL, UNIQUE (name, type));
CREATE TABLE appearances (
 entity TEXT REFERENCES minted, form TEXT, article TEXT REFERENCES articles ON DELETE CASCADE,
 PRIMARY KEY (entity, form, article)) WITHOUT ROWID;
CREATE INDEX appearances_by_article ON appearances (article, entity);
PRAGMA user_version = 1;
"""


def schema_1(path: Path, *readings: Reading) -> None:
    """A file of truths as the first version made it."""
    names = {"南极圈": "ORG", "潘国华": "PER", "陈枫": "PER"}
    with sqlite3.connect(path) as db:
        db.executescript(SCHEMA_1)
        db.execute("INSERT INTO settings VALUES ('base', 'https://news.example/')")
        db.executemany("INSERT INTO minted VALUES (?1, ?1, ?2, ?1)", names.items())
        for reading in readings:
            article = reading.article
            form = json.dumps([article.title, article.text, None, None, None])
            content = sha256(form.encode()).hexdigest()
            row = (article.id, article.title, article.text, None, None, None, content, "2026-11-01T08:30:00+00:00")
            db.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            packed = zlib.compress(pack(reading))
            db.execute("INSERT INTO readings VALUES (?, ?, ?)", (article.id, reading.fingerprint, packed))
            forms = [(e.name, form, article.id) for e in reading.entities for form in (e.name, *e.aliases)]
            db.executemany("INSERT INTO appearances VALUES (?, ?, ?)", forms)
            db.execute(
                "INSERT INTO changes (article, entities) VALUES (?, ?)",
                (article.id, json.dumps(sorted({name for name, _, _ in forms}))),
            )
    db.close()


def test_a_file_of_the_first_schema_is_brought_up_to_date(tmp_path: Path, reading: Readings) -> None:
    path = tmp_path / "truths.sqlite3"
    articles = reading(1, "潘国华"), replace(reading(2, "陈枫"), fingerprint="f2"), reading(3)
    schema_1(path, *articles)
    truths = Truths(path)
    assert truths.base == "https://news.example/"
    assert [stored.reading for stored in truths.stored_after("", limit=9)] == list(articles)
    assert [run for run, _ in truths.history.runs()] == [Run("f1", "f1", read=2), Run("f2", "f2", read=1)]
    with truths.history.run("reextract", "f9") as run:
        for one in articles:
            assert truths.put(replace(one, fingerprint="f9"), run=run, again=True) == "reread"
    chosen = truths.history.find("latest")
    assert not isinstance(chosen, str)
    pairs = [pair for pair in truths.history.pairs(chosen, truths.history.find("f1")) if pair]
    assert [(one.article.id, one.fingerprint, other.fingerprint) for one, other in pairs] == [
        ("a1", "f1", "f9"),
        ("a3", "f1", "f9"),
    ]
    before = [pair[0] for pair in truths.history.pairs(chosen, "previous") if pair]
    assert before == list(articles)
    truths.close()
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()


def test_an_update_that_fails_leaves_the_file_as_it_was(tmp_path: Path, reading: Readings) -> None:
    path = tmp_path / "truths.sqlite3"
    schema_1(path, reading(1))
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE made (mine TEXT)")  # in the way of the second of the new tables
    db.close()
    with pytest.raises(Exception, match="made already exists"):
        Truths(path)
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert db.execute("SELECT 1 FROM sqlite_master WHERE name = 'runs'").fetchone() is None
        db.execute("DROP TABLE made")
    db.close()
    truths = Truths(path)
    assert truths.stored("a1") is not None
    truths.close()


def test_the_graph_of_articles_read_before_runs_were_kept_stays_as_it_is(
    tmp_path: Path, reading: Readings, state: State, fresh: State
) -> None:
    """Opening an old directory changes no article, so nothing has to be made anew."""
    (tmp_path / "data").mkdir()
    schema_1(tmp_path / "data" / "truths.sqlite3", reading(1, "潘国华"))
    with Home(tmp_path / "data") as home, home.own("test") as graph:
        graph.catch_up()
        quads = state(graph)["quads"]
        run = "<https://news.example/run/f1>"
        assert sum(run in quad for quad in quads) == 8  # type, fingerprint, used, one claim; each in both graphs
        assert not any("startedAtTime" in quad for quad in quads)
        assert state(graph) == fresh(graph)
