"""What the file of truths holds of articles: their table, their readings', and the list of changes that followers work off.
Every function works inside a transaction of its caller."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from corpus.article import Article
from extract.reading import Reading
from graph.rulings import Rulings
from graph.runs import Run

TABLES = (
    "CREATE TABLE articles ("
    " id TEXT PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL, published TEXT, source TEXT, url TEXT,"
    " content TEXT NOT NULL, ingested TEXT NOT NULL)",
    "CREATE INDEX articles_by_day ON articles (published DESC, id)",
    "CREATE TABLE readings ("
    " article TEXT PRIMARY KEY REFERENCES articles ON DELETE CASCADE, fingerprint TEXT NOT NULL, pack BLOB NOT NULL)",
    "CREATE TABLE changes ("
    " seq INTEGER PRIMARY KEY AUTOINCREMENT, article TEXT NOT NULL, entities TEXT NOT NULL, graph TEXT)",
)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in a list; `ingested` is when its present content came, in UTC."""

    id: str
    title: str
    published: date | None
    source: str | None
    url: str | None
    ingested: datetime


@dataclass(frozen=True, slots=True)
class Stored:
    """An article as the graph is made of it, the reading as decisions see it: `names` gives the local name of each entity id
    of the reading, `labels` what the thing is called in all articles; `original` is the article that it is a near copy
    of, its own id where of none."""

    reading: Reading
    names: dict[str, str]
    labels: dict[str, str]
    ingested: datetime
    run: Run | None
    rulings: Rulings
    original: str


@dataclass(frozen=True, slots=True)
class Change:
    """An article put or retracted; `entities` are the local names of all that it spoke of before or speaks of now.

    Where `graph` is given it is a user's own graph that was written, and no article."""

    seq: int
    article: str
    entities: tuple[str, ...]
    graph: str | None = None


def put_article(db: sqlite3.Connection, article: Article, content: str) -> None:
    now = datetime.now(UTC).replace(microsecond=0).isoformat()
    published = article.published.isoformat() if article.published else None
    db.execute(
        "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " title = excluded.title, text = excluded.text, published = excluded.published, source = excluded.source,"
        " url = excluded.url, content = excluded.content, ingested = excluded.ingested",
        (article.id, article.title, article.text, published, article.source, article.url, content, now),
    )


def record(db: sqlite3.Connection, touched: Mapping[str, set[str]]) -> None:
    """Notes which articles have to be made anew, the one that was put or retracted and others whose things are called
    otherwise because of it, with the local names concerned."""
    rows = [(article, json.dumps(sorted(locals_), ensure_ascii=False)) for article, locals_ in touched.items()]
    db.executemany("INSERT INTO changes (article, entities) VALUES (?, ?)", rows)


def with_copies(touched: Mapping[str, set[str]], copied: set[str]) -> dict[str, set[str]]:
    """The articles to be made anew, those among them whose original has changed though nothing is called otherwise."""
    return {article: set[str]() for article in copied} | dict(touched)


def content(article: Article) -> str:
    """A digest of everything that an article is, but for its id."""
    published = article.published.isoformat() if article.published else None
    form = [article.title, article.text, published, article.source, article.url]
    return sha256(json.dumps(form).encode()).hexdigest()


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
