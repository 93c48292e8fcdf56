"""What is made of the truths, store and index together in one directory, and how far it follows them.

A change is applied by making the article anew as the truths have it now, so applying one again does no harm: the
notes of how far store and index are may lag behind them, and never run ahead.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import NamedNode, Quad

from graph import annotations, conflicts, links, whereabouts
from graph.index import Index
from graph.protocol import Contents, Store, StoreError
from graph.quads import quads_of
from graph.records import Change, Stored
from graph.store import QuadStore
from graph.taglines import taglines
from graph.truths import Truths
from ontology.iris import article_iri

BATCH = 50  # changes that become visible to search together
PAGE = 100  # rows read at once

Progress: TypeAlias = Callable[[int, int], None]  # done, total


class Derived:
    """Store and index, open. One thread may write; queries and searches may come from any."""

    def __init__(self, path: Path, truths: Truths, store: Callable[[Path], Store]) -> None:
        self.path = path
        self._truths = truths
        self._base = truths.base
        (path / "index").mkdir(parents=True, exist_ok=True)
        self.store = store(path / "store")
        self.index = Index(path / "index")
        self._in_index = self.index.applied

    @property
    def applied(self) -> int:
        """The number of the last change that is in the store and in the index."""
        return min(self.store.applied, self._in_index)

    def follow(self, progress: Callable[[int], None]) -> int:
        """Applies the next changes; how many, 0 where there are none. `progress` gets 1 for each."""
        self.store.refresh()
        changes = self._truths.changes(after=self.applied, limit=BATCH)
        if not changes:
            return 0
        last, seq = {(change.graph, change.article): change.seq for change in changes}, changes[-1].seq
        stored = max(seq, self.store.applied)
        annotated = self._truths.annotations.matter(after=self.store.applied)
        try:
            latest = [change for change in changes if last[change.graph, change.article] == change.seq]
            self.store.replace_all(self._contents(latest, progress), annotated=annotated)
            new = [change for change in changes if change.seq > self.store.applied]
            articles = {change.article for change in new if change.graph is None}
            opposed = conflicts.follow(self.store.select, self._base, articles)
            linked = links.graphs(self._base, self._links({name for change in new for name in change.entities}))
            self.store.replace_all(chain(opposed, linked), applied=stored, annotated=annotated)
            progress(len(changes) - len(last))
            fresh = [change for change in changes if change.seq > self._in_index and change.graph is None]
            # Others in these articles too: their lines tell of what may be called otherwise now.
            beside = {local for change in fresh for local in self._truths.entities_of(change.article)}
            self._index_entities(sorted(beside.union(*(change.entities for change in fresh))))
            if seq > self._in_index:
                self.index.commit(seq)
        except BaseException:
            self.index.discard()
            raise
        self._in_index = max(self._in_index, seq)
        return len(changes)

    def load(self, progress: Progress) -> int:
        """Fills the store and an empty index from the truths as they are now, and counts the articles."""
        head, total = self._truths.head(), self._truths.count()
        loaded = 0

        def contents() -> Contents:
            nonlocal loaded
            for article in self._articles():
                yield self._graph(article.reading.article.id), quads_of(article, self._base)
                self._index_article(article)
                loaded += 1
                progress(loaded, max(total, loaded))

        self.store.load(chain(contents(), self._annotations()))
        opposed = conflicts.find(self.store.select, self._base)
        linked = links.graphs(self._base, self._links(self._truths.linked()))
        self.store.replace_all(chain(opposed, linked), applied=head)
        for page in self._entities():
            self._index_entities(page)
        self.index.commit(head)
        self._in_index = head
        self.store.flush()
        return loaded

    def close(self) -> None:
        """Lets go of the index; the store closes when the last query that reads it ends."""
        self.index.close()

    def _contents(self, changes: Iterable[Change], progress: Callable[[int], None]) -> Contents:
        """What the graphs of changed articles have to hold, each article being put into the index as its turn comes."""
        for change in changes:
            if change.graph is not None:
                if change.seq > self.store.applied:
                    yield self._annotation(change.graph)
                progress(1)
                continue
            article = self._truths.stored(change.article)
            if change.seq > self._in_index:
                if article:
                    self._index_article(article)
                else:
                    self.index.remove_article(change.article)
            if change.seq > self.store.applied:
                yield self._graph(change.article), quads_of(article, self._base) if article else ()
            progress(1)

    def _graph(self, article: str) -> NamedNode:
        return NamedNode(article_iri(self._base, article))

    def _annotation(self, name: str) -> tuple[NamedNode, Iterable[Quad]]:
        return annotations.graph(self._base, name, self._truths.annotations.contents(name))

    def _annotations(self) -> Contents:
        return map(self._annotation, self._truths.annotations.names())

    def _links(self, locals_: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
        return ((local, self._truths.links_of(local)) for local in locals_)

    def _index_article(self, article: Stored) -> None:
        rejected = article.rulings.rejected
        self.index.put_article(article.reading, article.names, article.labels, rejected=rejected)

    def _index_entities(self, locals_: Sequence[str]) -> None:
        for start in range(0, len(locals_), PAGE):
            rows = {local: self._truths.entity(local) for local in locals_[start : start + PAGE]}
            known = [row for row in rows.values() if row]
            lines = taglines(self.store.select, self._base, known, self._truths.labels)
            for local, row in rows.items():
                if row:
                    self.index.put_entity(row, lines[local])
                else:
                    self.index.remove_entity(local)

    def _articles(self) -> Iterator[Stored]:
        page = self._truths.stored_after("", limit=PAGE)
        while page:
            yield from page
            page = self._truths.stored_after(page[-1].reading.article.id, limit=PAGE)

    def _entities(self) -> Iterator[list[str]]:
        page = self._truths.entities_after("", limit=PAGE)
        while page:
            yield page
            page = self._truths.entities_after(page[-1], limit=PAGE)


def opening(folder: Path, truths: Truths) -> Callable[[Path], Store]:
    """Opens the store, wherever it lies; `Store`s in the directory lie in the folder that is given. Raises StoreError."""
    remote = whereabouts.remote(folder)
    if remote is None:
        return lambda path: QuadStore(path, base=truths.base)
    from graph.remote import RemoteStore  # loads an HTTP client

    store = RemoteStore(remote, base=truths.base)
    if store.applied > truths.head():
        raise StoreError(
            f"{remote.query}: has followed {store.applied} changes, of which {folder} knows {truths.head()}: this is an "
            "older copy of the directory that it belongs to (`rongqiao store URL --force` makes it anew)"
        )
    return lambda path: store
