"""Articles and their readings in the file of truths: put, forgotten, and read with all that the graph is made of. Every function
works inside a transaction of its caller."""

import sqlite3
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Literal, TypeAlias

from corpus.article import Article
from extract.reading import Reading, pack, unpack
from graph import casting, copies, naming, records, replaying, rulings, runs
from graph.records import ArticleRow, Stored

# new: an id never seen; replaced: other content under a known id; reread: the same content, otherwise understood;
# overtaken: the content that was to be read again has been replaced or retracted meanwhile
Outcome: TypeAlias = Literal["new", "replaced", "reread", "unchanged", "overtaken"]

_COLUMNS = "id, title, text, published, source, url, pack"


class Packed:
    """A reading as it is kept, for `put`: made before the transaction, in which nobody else can write."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.content = records.content(reading.article)
        self.pack = zlib.compress(pack(reading))
        self.sketch = copies.sketch(reading.article.text, reading.article.title)


def put(db: sqlite3.Connection, packed: Packed, *, run: str | None, again: bool) -> Outcome:
    """Stores an article and its reading, in place of what stood under its id, as `Truths.put` says."""
    reading, article = packed.reading, packed.reading.article
    before = db.execute(
        "SELECT content, pack FROM articles JOIN readings ON article = id WHERE id = ?", (article.id,)
    ).fetchone()
    if before == (packed.content, packed.pack):
        return "unchanged"
    same_content = before is not None and before[0] == packed.content
    if again and not same_content:
        return "overtaken"
    if not same_content:
        records.put_article(db, article, packed.content)
    values = (article.id, reading.fingerprint, packed.pack)
    db.execute("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", values)
    former = before[1] if same_content else None
    runs.record(db, article.id, run=run, fingerprint=reading.fingerprint, former=former)
    touched: Mapping[str, set[str]] = replaying.appear(db, article.id, reading).articles
    if not same_content:
        touched = records.with_copies(touched, copies.appear(db, article.id, packed.sketch))
    records.record(db, touched)
    if before is None:
        return "new"
    return "reread" if same_content else "replaced"


def retract(db: sqlite3.Connection, article_id: str) -> bool:
    """Forgets an article and its reading; False where there is none."""
    if not db.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone():
        return False
    touched = replaying.appear(db, article_id, None).articles
    touched = records.with_copies(touched, copies.appear(db, article_id, None))
    db.execute("DELETE FROM articles WHERE id = ?", (article_id,))
    records.record(db, touched)
    return True


def is_current(db: sqlite3.Connection, article: Article, fingerprint: str) -> bool:
    """Whether this very content is stored with a reading of this fingerprint."""
    sql = "SELECT content, fingerprint FROM articles JOIN readings ON article = id WHERE id = ?"
    return bool(db.execute(sql, (article.id,)).fetchone() == (records.content(article), fingerprint))


def count(db: sqlite3.Connection) -> int:
    """The number of articles."""
    return int(db.execute("SELECT COUNT(*) FROM articles").fetchone()[0])


def listed(db: sqlite3.Connection, limit: int, offset: int) -> list[ArticleRow]:
    """Articles, newest first; those without a day last."""
    sql = "SELECT id, title, published, source, url, ingested FROM articles ORDER BY published DESC, id"
    rows = db.execute(f"{sql} LIMIT ? OFFSET ?", (limit, offset)).fetchall()
    return [ArticleRow(i, t, records.day(p), s, u, datetime.fromisoformat(at)) for i, t, p, s, u, at in rows]


def raw(db: sqlite3.Connection, article_id: str) -> Reading | None:
    """The reading of an article as the extractor left it."""
    sql = f"SELECT {_COLUMNS} FROM articles JOIN readings ON article = id WHERE id = ?"
    row = db.execute(sql, (article_id,)).fetchone()
    return _unpacked(*row) if row else None


def stored(db: sqlite3.Connection, article_id: str) -> Stored | None:
    """An article with all that the graph is made of."""
    rows = _stored(db, "WHERE id = ?", article_id)
    return rows[0] if rows else None


def stored_after(db: sqlite3.Connection, article_id: str, limit: int) -> list[Stored]:
    """The next articles in the order of their ids."""
    return _stored(db, "WHERE id > ? ORDER BY id LIMIT ?", article_id, limit)


def _stored(db: sqlite3.Connection, condition: str, *values: str | int) -> list[Stored]:
    sql = f"SELECT ingested, {_COLUMNS} FROM articles JOIN readings ON article = id {condition}"
    found = []
    for ingested, *row in db.execute(sql, values).fetchall():
        made = casting.recall(db, _unpacked(*row))
        article_id = made.reading.article.id
        found_names = naming.names_in(db, made)
        names = {entity: local for entity, (local, _) in found_names.items()}
        labels = {entity: label for entity, (_, label) in found_names.items()}
        about, ran = rulings.of_article(db, made, names), runs.run_of(db, article_id)
        came = datetime.fromisoformat(ingested)
        found.append(Stored(made.reading, names, labels, came, ran, about, copies.original(db, article_id)))
    return found


def _unpacked(
    i: str, title: str, text: str, published: str | None, source: str | None, url: str | None, packed: bytes
) -> Reading:
    return unpack(zlib.decompress(packed), Article(i, title, text, records.day(published), source, url))
