"""What is made of the truths, store and index together in one directory, and how far it follows them.

A change is applied by making the article anew as the truths have it now, so applying one again does no harm: the
notes of how far store and index are may lag behind them, and never run ahead.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import NamedNode, Quad

from graph import conflicts, links
from graph.generations import write_whole
from graph.index import Index
from graph.quads import quads_of
from graph.records import Change, Stored
from graph.store import QuadStore
from graph.truths import Truths
from ontology.iris import article_iri

BATCH = 50  # changes that become visible to search together
FLUSH = 50  # replacements after which the store is flushed, which keeps its log small
PAGE = 100  # rows read at once

Progress: TypeAlias = Callable[[int, int], None]  # done, total


class Derived:
    """Store and index, open. One thread may write; queries and searches may come from any."""

    def __init__(self, path: Path, truths: Truths) -> None:
        self.path = path
        self._truths = truths
        self._base = truths.base
        for part in ("store", "index"):
            (path / part).mkdir(parents=True, exist_ok=True)
        self.store = QuadStore(path / "store", base=self._base)
        self.index = Index(path / "index")
        self._note = path / "store" / "applied"
        self._in_store = int(self._note.read_text("ascii")) if self._note.exists() else 0
        self._in_index = self.index.applied

    @property
    def applied(self) -> int:
        """The number of the last change that is in the store and in the index."""
        return min(self._in_store, self._in_index)

    def follow(self, progress: Callable[[int], None]) -> int:
        """Applies the next changes; how many, 0 where there are none. `progress` gets 1 for each."""
        changes = self._truths.changes(after=self.applied, limit=BATCH)
        if not changes:
            return 0
        last = {change.article: change.seq for change in changes}
        try:
            self.store.replace_all(self._contents([c for c in changes if last[c.article] == c.seq], progress))
            conflicts.follow(self.store, self._base, {c.article for c in changes if c.seq > self._in_store})
            fresh = {name for change in changes if change.seq > self._in_store for name in change.entities}
            links.follow(self.store, self._base, self._links(fresh))
            progress(len(changes) - len(last))
            for local in {name for change in changes if change.seq > self._in_index for name in change.entities}:
                self._index_entity(local)
            if changes[-1].seq > self._in_index:
                self.index.commit(changes[-1].seq)
        except BaseException:
            self.index.discard()
            raise
        self._in_store = max(self._in_store, changes[-1].seq)
        self._in_index = max(self._in_index, changes[-1].seq)
        if self.store.unflushed >= FLUSH:
            self.checkpoint()
        return len(changes)

    def load(self, progress: Progress) -> int:
        """Fills an empty store and index from the truths as they are now, and counts the articles."""
        head, total = self._truths.head(), self._truths.count()
        loaded = 0

        def quads() -> Iterator[Quad]:
            nonlocal loaded
            for article in self._articles():
                yield from self._quads(article)
                self.index.put_article(article.reading)
                loaded += 1
                progress(loaded, max(total, loaded))

        self.store.load(quads())
        conflicts.find(self.store, self._base)
        links.follow(self.store, self._base, self._links(self._truths.linked()))
        for local in self._entities():
            self._index_entity(local)
        self.index.commit(head)
        self._in_store = self._in_index = head
        self.checkpoint()
        return loaded

    def checkpoint(self) -> None:
        """Makes the store durable and notes how far it is; from here it is followed up after a loss of power."""
        self.store.flush()
        write_whole(self._note, str(self._in_store))

    def close(self) -> None:
        """Lets go of the index; the store closes when the last query that reads it ends."""
        self.index.close()

    def _contents(
        self, changes: Iterable[Change], progress: Callable[[int], None]
    ) -> Iterator[tuple[NamedNode, Iterable[Quad]]]:
        """What the graphs of changed articles have to hold, each article being put into the index as its turn comes."""
        for change in changes:
            article = self._truths.stored(change.article)
            if change.seq > self._in_index:
                if article:
                    self.index.put_article(article.reading)
                else:
                    self.index.remove_article(change.article)
            if change.seq > self._in_store:
                graph = NamedNode(article_iri(self._base, change.article))
                yield graph, self._quads(article) if article else ()
            progress(1)

    def _quads(self, article: Stored) -> Iterator[Quad]:
        return quads_of(article, self._base)

    def _links(self, locals_: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
        return ((local, self._truths.links_of(local)) for local in locals_)

    def _index_entity(self, local: str) -> None:
        if row := self._truths.entity(local):
            self.index.put_entity(row)
        else:
            self.index.remove_entity(local)

    def _articles(self) -> Iterator[Stored]:
        page = self._truths.stored_after("", limit=PAGE)
        while page:
            yield from page
            page = self._truths.stored_after(page[-1].reading.article.id, limit=PAGE)

    def _entities(self) -> Iterator[str]:
        page = self._truths.entities_after("", limit=PAGE)
        while page:
            yield from page
            page = self._truths.entities_after(page[-1], limit=PAGE)
