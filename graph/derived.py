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
from graph.keyword_index import KeywordIndex
from graph.protocol import Contents, Store, StoreError
from graph.quads import quads_of
from graph.records import Change, Stored
from graph.store import QuadStore
from graph.taglines import taglines
from graph.truths import Truths
from graph.whereabouts import SearchServer
from ontology.iris import article_iri

BATCH = 50  # changes that become visible to search together
PAGE = 100  # rows read at once

Progress: TypeAlias = Callable[[int, int], None]  # done, total


class Derived:
    """Store and index, open. One thread may write; queries and searches may come from any."""

    def __init__(
        self, path: Path, truths: Truths, store: Callable[[Path], Store], index: Callable[[Path], KeywordIndex]
    ) -> None:
        self.path = path
        self._truths = truths
        self._base = truths.base
        path.mkdir(parents=True, exist_ok=True)
        self.store = store(path / "store")
        self.index = index(path / "index")
        self._in_index = self.index.applied

    @property
    def applied(self) -> int:
        """The number of the last change that is in the store and in the index."""
        return min(self.store.applied, self._in_index)

    def follow(self, progress: Callable[[int], None]) -> int:
        """Applies the next changes; how many, 0 where there are none. `progress` gets 1 for each."""
        self.store.refresh()
        self._in_index = self.index.applied  # what lies elsewhere may have lost its last changes, or all
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
        """Fills store and index from the truths as they are now, and counts the articles."""
        head, counted = self._truths.head(), _Counting(progress, self._truths.count())

        def contents() -> Contents:
            for article in counted(self._articles()):
                yield self._graph(article.reading.article.id), quads_of(article, self._base)
                self._index_article(article)

        self.index.begin()
        self.store.load(chain(contents(), self._annotations()))
        opposed = conflicts.find(self.store.select, self._base)
        linked = links.graphs(self._base, self._links(self._truths.linked()))
        self.store.replace_all(chain(opposed, linked), applied=head)
        self._index_rest(head)
        self.store.flush()
        return counted.done

    def index_all(self, progress: Progress) -> int:
        """Makes the index anew from the truths and the store as they are now, and counts the articles; none where there is
        nothing in the store, from which follows what is told of entities."""
        head, counted = self.store.applied, _Counting(progress, self._truths.count())
        if not head:
            return 0
        try:
            self.index.begin()
            for article in counted(self._articles()):
                self._index_article(article)
            self._index_rest(head)
        except BaseException:
            self.index.discard()
            raise
        return counted.done

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

    def _index_rest(self, head: int) -> None:
        for page in self._entities():
            self._index_entities(page)
        self.index.commit(head)
        self._in_index = head

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


def indexing(folder: Path, truths: Truths) -> Callable[[Path], KeywordIndex]:
    """Opens the keyword index, wherever it lies; indexes in the directory lie in the folder that is given."""
    server = whereabouts.search_server(folder)
    if server is None:
        return _embedded
    return lambda path: on_server(server, truths, folder)


def on_server(server: SearchServer, truths: Truths, folder: Path) -> KeywordIndex:
    """Opens the keyword index that a data directory has on a server. Raises StoreError."""
    from graph.opensearch import OpenSearchIndex  # loads an HTTP client

    index = OpenSearchIndex(server)
    if index.applied > truths.head():
        raise StoreError(
            f"{server.url}: the index {server.name} has followed {index.applied} changes, of which {folder} knows "
            f"{truths.head()}: this is an older copy of the directory that it belongs to (`rongqiao index URL --force` makes it anew)"
        )
    return index


def _embedded(path: Path) -> Index:
    path.mkdir(parents=True, exist_ok=True)
    return Index(path)


class _Counting:
    """Tells how many of `total` have been taken, which may turn out to be more."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total = progress, total
        self.done = 0

    def __call__(self, articles: Iterable[Stored]) -> Iterator[Stored]:
        for article in articles:
            yield article
            self.done += 1
            self._progress(self.done, max(self._total, self.done))
