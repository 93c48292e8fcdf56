"""The sources of truth: articles, their readings and the names minted for what they speak of, in one SQLite file.

Several processes may write it at once. Everything else in a data directory is derived from it and can be made anew.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from weakref import finalize

from corpus.article import Article
from extract.reading import Reading
from graph import articles, ledger, migrations, minting, naming, records, replaying, reviewing, rulings, tables
from graph.annotations import Annotations
from graph.articles import Outcome, Packed
from graph.deciding import Deciding
from graph.history import History
from graph.ledger import Decision
from graph.migrations import SCHEMA
from graph.minting import Doubtful, Namesake
from graph.naming import EntityRow
from graph.records import ArticleRow, Change, Stored
from ontology.iris import DEFAULT_BASE

BUSY = 30.0  # seconds to wait for another process's transaction


class TruthsError(Exception):
    """A file of truths that cannot be read or written; names the file."""


class Truths:
    """An open file of truths; it may be used by several threads. `base` is recorded when the file is made."""

    def __init__(self, path: Path, *, base: str | None = None) -> None:
        self.path = path
        self._lock = RLock()
        with self._errors():
            self._db = sqlite3.connect(path, timeout=BUSY, isolation_level=None, check_same_thread=False)
            self._closing = finalize(self, self._db.close)
            self._prepare(base or DEFAULT_BASE)
        with self._reading() as db:
            (self.base,) = db.execute("SELECT value FROM settings WHERE name = 'base'").fetchone()
        if base not in (None, self.base):
            raise TruthsError(f"{path}: its IRIs begin with {self.base}, not with {base}")

    def close(self) -> None:
        """Closes the file; a second time does nothing."""
        self._closing()

    @property
    def history(self) -> History:
        """The runs of the extractor."""
        return History(self._reading, self._writing)

    @property
    def annotations(self) -> Annotations:
        """The users' own graphs."""
        return Annotations(self._reading, self._writing)

    def put(self, reading: Reading, *, run: str | None = None, again: bool = False) -> Outcome:
        """Stores an article and its reading, in place of what stood under its id; durable on return.

        `run` is the run of `history` that made the reading. With `again` it is a further reading of the article that is
        there, and nothing happens where that has changed meanwhile.
        """
        packed = Packed(reading)
        with self._writing() as db:
            return articles.put(db, packed, run=run, again=again)

    def retract(self, article_id: str) -> bool:
        """Forgets an article and its reading; False where there is none. Minted names stay, so none is reused."""
        with self._writing() as db:
            return articles.retract(db, article_id)

    def is_current(self, article: Article, fingerprint: str) -> bool:
        """Whether this very content is stored with a reading of this fingerprint."""
        with self._reading() as db:
            return articles.is_current(db, article, fingerprint)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """While this is entered, all is read as it was at the beginning. Holds up this object's other threads, but no
        other process."""
        with self._reading() as db:
            try:
                db.execute("BEGIN")
                yield
            finally:
                if db.in_transaction:
                    db.execute("ROLLBACK")

    def take_over(self, other: Path) -> None:
        """Makes this file say what another one of the same schema says: all at once or not at all.

        What either spoke of counts as changed, so the graph follows. To be opened anew where the base was another.
        """
        with self._reading() as db:
            db.execute("ATTACH ? AS other", (str(other),))
            try:
                with self._writing():
                    tables.take_over(db)
            finally:
                db.execute("DETACH other")

    def rows(self) -> dict[str, int]:
        """The number of rows of each table."""
        with self._reading() as db:
            return tables.counts(db)

    def count(self) -> int:
        """The number of articles."""
        with self._reading() as db:
            return articles.count(db)

    def articles(self, *, limit: int, offset: int = 0) -> list[ArticleRow]:
        """Articles, newest first; those without a day last."""
        with self._reading() as db:
            return articles.listed(db, limit, offset)

    def stored(self, article_id: str) -> Stored | None:
        """An article with all that the graph is made of."""
        with self._reading() as db:
            return articles.stored(db, article_id)

    def stored_after(self, article_id: str, *, limit: int) -> list[Stored]:
        """The next articles in the order of their ids; begin with ""."""
        with self._reading() as db:
            return articles.stored_after(db, article_id, limit)

    def entity(self, local: str) -> EntityRow | None:
        """What the articles together say of a thing's names; None where no article speaks of it now."""
        with self._reading() as db:
            return naming.entity_row(db, local)

    def entities_of(self, article_id: str) -> list[str]:
        """The local names of what an article speaks of."""
        with self._reading() as db:
            return naming.entities_of(db, article_id)

    def labels(self, locals_: Iterable[str]) -> dict[str, str]:
        """How things are called, by their local names; only those of which articles speak."""
        with self._reading() as db:
            return minting.labels(db, locals_)

    def entities_after(self, local: str, *, limit: int) -> list[str]:
        """The next local names that articles speak of, in their order; begin with ""."""
        with self._reading() as db:
            return naming.entities_after(db, local, limit)

    def moved(self, local: str) -> str | None:
        """The local name that the thing has now which this one once named; None where it names it still, or nothing."""
        with self._reading() as db:
            return minting.target(db, local)

    def doubts(self, *, limit: int, offset: int = 0) -> list[Doubtful]:
        """Pairs of things that may be one, the likeliest first."""
        with self._reading() as db:
            return minting.doubts(db, limit, offset)

    def namesakes(self, local: str) -> list[Namesake]:
        """Other things that bear the label of this one, or may be the same; the likeliest to be first."""
        with self._reading() as db:
            return minting.namesakes(db, local)

    def decide(self, make: Callable[[Deciding], Decision], *, author: str, reason: str) -> Decision:
        """Takes a decision, durable on return: `make` gets what makes decisions. Raises DecisionError."""
        with self._writing() as db:
            found = make(Deciding(db, self._raw, author, reason))
            self._enact(db, found)
        return found

    def take(self, found: Decision) -> bool:
        """Takes a decision that was made elsewhere; False where it is known already."""
        with self._writing() as db:
            return self._enact(db, found)

    def decisions(self) -> list[tuple[Decision, bool]]:
        """All decisions in the order in which they were taken, and whether each is in force."""
        with self._reading() as db:
            return [(one, ledger.in_force(db, one.id)) for one in ledger.everything(db)]

    def orphans(self) -> list[tuple[Decision, list[str]]]:
        """The decisions in force that do not find what they are about, with what is missing."""
        with self._reading() as db:
            found = [one for one in ledger.everything(db) if ledger.in_force(db, one.id)]
            lost = [(one, reviewing.missing(db, self._raw, one)) for one in found]
        return [(one, missing) for one, missing in lost if missing]

    def links(self) -> list[tuple[Decision, str | None]]:
        """The links in force, first to last, each with the local name of its thing, None where that is still to come."""
        with self._reading() as db:
            return rulings.links(db)

    def linked(self) -> list[str]:
        """The local names of the things that have links."""
        return sorted({local for _, local in self.links() if local})

    def links_of(self, local: str) -> list[str]:
        """The IRIs of what a thing is elsewhere."""
        with self._reading() as db:
            return rulings.links_of(db, local)

    def _enact(self, db: sqlite3.Connection, found: Decision) -> bool:
        if not ledger.write(db, found):
            return False
        records.record(db, replaying.enact(db, found, self._raw).articles)
        return True

    def _raw(self, article_id: str) -> Reading | None:
        """The reading of an article as the extractor left it."""
        return articles.raw(self._db, article_id)

    def head(self) -> int:
        """The number of the last change, 0 before the first."""
        with self._reading() as db:
            return int(db.execute("SELECT COALESCE(MAX(seq), 0) FROM changes").fetchone()[0])

    def changes(self, *, after: int, limit: int) -> list[Change]:
        """The next changes in the order in which they were made."""
        sql = "SELECT seq, article, entities, graph FROM changes WHERE seq > ? ORDER BY seq LIMIT ?"
        with self._reading() as db:
            rows = db.execute(sql, (after, limit)).fetchall()
        return [Change(seq, article, tuple(json.loads(entities)), graph) for seq, article, entities, graph in rows]

    def _prepare(self, base: str) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > SCHEMA:
            raise TruthsError(
                f"{self.path}: written by a newer version of this program (schema {version}; this one knows {SCHEMA})"
            )
        migrations.enter_wal(self._db, patience=BUSY)
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA foreign_keys = ON")
        if version < SCHEMA:
            with self._writing() as db:
                migrations.upgrade(db, base)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as db:
            try:
                db.execute("BEGIN IMMEDIATE")
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:  # a full disk has rolled it back already; an interrupted one has maybe not begun
                    db.execute("ROLLBACK")
                raise

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._errors():
            yield self._db

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            # Of a disk without room for the 32 kB that readers and writers share, SQLite tells no more than "disk I/O error".
            full = "; is the disk full?" if error.sqlite_errorname == "SQLITE_IOERR_SHMSIZE" else ""
            raise TruthsError(f"{self.path}: {error}{full}") from error
