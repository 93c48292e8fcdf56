"""The graph that is made of the truths of a data directory, in the hands of the one process that owns it."""

import errno
import logging
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event, RLock

from graph.acquaintances import Acquaintance, acquaintances
from graph.answers import Answer, QueryError
from graph.derived import Derived, Progress, indexing, opening
from graph.expansion import GRAPH, Means
from graph.facts import Cited
from graph.generations import Generations
from graph.hits import Found, Results
from graph.protocol import StoreError
from graph.questions.pattern import Thing
from graph.rewriting import Rewritten, rewrite
from graph.rows import Term
from graph.search_tree import Asked
from graph.similar import Similar, similar
from graph.snapshots import Snapshots, sweep
from graph.store import QuadStore
from graph.suggesting import Suggestion
from graph.truths import Truths
from graph.views import ArticleView, EntityView, entity_view
from ontology.predicates import EntityType

BULK = (
    100  # changes from which most of a graph is loaded anew: articles read again are replaced more slowly than loaded
)
PATIENCE = 30.0  # seconds at most between two attempts to follow after a failure

_log = logging.getLogger("rongqiao.graph")


class GraphError(Exception):
    """A graph that cannot be opened or written; names its directory."""


class Graph:
    """The graph of the data directory `path`. Queries, searches and views may come from any thread."""

    def __init__(self, path: Path, truths: Truths, generations: Generations, announce: Callable[[str], None]) -> None:
        self.path = path
        self.truths = truths
        self.base = truths.base
        self.means = GRAPH  # by which `answer` finds things besides their words
        self.announce = announce  # notes for other processes the address at which this one answers
        self._generations = generations
        self._writing = RLock()
        self._store = opening(path, truths)
        self._index = indexing(path, truths)
        generations.sweep()
        self._snapshots = path / "snapshots"
        sweep(self._snapshots)
        self._derived = self._open()

    def close(self) -> None:
        """Makes everything durable and lets go of the files."""
        with self._writing:
            self._derived.store.flush()
            self._derived.close()
            del self._derived
            self._generations.sweep()

    def catch_up(self, progress: Progress | None = None) -> int:
        """Applies what the truths have and the graph lacks, and counts it."""
        with self._writing, self._errors():
            pending = self.truths.head() - self._derived.applied
            if pending >= BULK and 2 * pending >= self.truths.count():
                return self.rebuild(progress)
            done = 0

            def report(step: int) -> None:
                nonlocal done
                done += step
                if progress:
                    progress(done, max(pending, done))

            while self._derived.follow(report):
                pass
            return done

    def rebuild(self, progress: Progress | None = None) -> int:
        """Makes the graph anew from the truths, counting articles; the present one is in use until that is done."""
        with self._writing, self._errors():
            path = self._generations.unused()
            try:
                derived = Derived(path, self.truths, self._store, self._index)
                try:
                    count = derived.load(progress or (lambda done, total: None))
                    self._generations.use(path)
                except BaseException:
                    derived.close()
                    raise
            except BaseException:
                shutil.rmtree(path, ignore_errors=True)
                raise
            # Queries may still read the old store: its directory is removed when this process lets go of the graph.
            self._derived.close()
            self._derived = derived
            return count

    def index_all(self, progress: Progress | None = None) -> int:
        """Makes the keyword index anew, counting articles; the present one is in use until that is done."""
        with self._writing, self._errors():
            return self._derived.index_all(progress or (lambda done, total: None))

    @property
    def has_index(self) -> bool:
        """Whether there is anything in the keyword index."""
        return self._derived.index.applied > 0

    def follow(self, stop: Event, *, interval: float = 0.3) -> None:
        """Keeps up with the truths until told to stop; what fails is logged and tried again, ever more seldom."""
        wait = interval
        while not stop.wait(wait):
            try:
                self.catch_up()
                wait = interval
            except Exception as error:
                wait = min(2 * wait, PATIENCE)
                known = isinstance(error, StoreError)  # says all that there is to say
                _log.error("the graph cannot follow; trying again in %.1f s: %s", wait, error, exc_info=not known)

    def query(
        self,
        sparql: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        accept: Sequence[str] | None = None,
    ) -> Answer:
        """Answers anybody's query in the first of the media types `accept` that fits; raises QueryError."""
        rewritten = self.rewritten(sparql)
        try:
            return self._derived.store.query(
                rewritten.sparql, default_graphs=default_graphs, named_graphs=named_graphs, accept=accept
            )
        except QueryError as error:
            rewritten.explain(error)
            raise

    def rewritten(self, sparql: str) -> Rewritten:
        """A query with what it searches for found, for an engine that knows nothing of the index; raises QueryError."""
        return rewrite(sparql, self._derived.index.find, base=self.base)

    def select(self, sparql: str, /, **bindings: Term) -> list[dict[str, Term]]:
        """The rows of one of the project's own queries, with terms bound to variables that it projects."""
        return self._derived.store.select(sparql, **bindings)

    @property
    def applied(self) -> int:
        """The number of the last change that it shows: while that is the same, so is every answer."""
        return self._derived.applied

    @property
    def is_embedded(self) -> bool:
        """Whether its store lies in the data directory, where nobody else writes."""
        return isinstance(self._derived.store, QuadStore)

    def snapshots(self) -> Snapshots | None:
        """Snapshots of its store, to be taken by one only; None where that lies elsewhere than in the data directory."""
        return Snapshots(self._snapshots, self) if self.is_embedded else None

    def copy(self, target: Path) -> int:
        """Makes a store that can be opened for reading, while others write; the last change that it shows at least."""
        applied, store = self._derived.applied, self._derived.store
        assert isinstance(store, QuadStore)  # of another there are no snapshots
        store.backup(target)
        return applied

    def search(self, words: str, *, limit: int = 20, offset: int = 0) -> Results:
        """Entities and then sentences that match some plain words."""
        return self._derived.index.search(words, limit=limit, offset=offset)

    def answer(self, asked: Asked, *, limit: int = 20, offset: int = 0, means: Means | None = None) -> Found:
        """Entities, facts, quotations and other passages that fit what is asked, in one order."""
        return self._derived.index.answer(asked, limit=limit, offset=offset, means=means or self.means)

    def bearers(self, keys: Collection[str]) -> dict[str, tuple[Thing, ...]]:
        """The entities that bear each of some names, by `graph.words.name_key`."""
        return self._derived.index.bearers(keys)

    def suggest(self, typed: str, *, limit: int = 10, kind: EntityType | None = None) -> list[Suggestion]:
        """Entities, of one type where that is given, of which somebody types the name."""
        return self._derived.index.suggest(typed, limit=limit, kind=kind)

    def entity(self, name: str, *, as_of: date | None = None, known_at: date | None = None) -> EntityView | None:
        """The page of the entity with this local name: all of it, or what held on a day, or what articles published by
        a day say."""
        return entity_view(self.select, self.base, name, as_of=as_of, known_at=known_at)

    def article(self, article_id: str) -> ArticleView | None:
        """The page of an article."""
        stored = self.truths.stored(article_id)
        if stored is None:
            return None
        return ArticleView(stored.reading.article, stored.reading, stored.names, stored.rulings.rejected)

    def similar(self, article_id: str, *, limit: int) -> list[Similar]:
        """The articles that share most with one; none where there is no such article."""
        stored = self.truths.stored(article_id)
        if stored is None:
            return []
        known = stored.reading.article
        cited = Cited(known.id, known.title, known.published, known.source, stored.original)
        things, total = stored.names.values(), self.truths.count()
        return similar(self.select, self.base, cited, things, self.truths.entity, total=total, limit=limit)

    def acquaintances(self, view: EntityView, *, limit: int) -> list[Acquaintance]:
        """The people who have most to do with an entity, of which this is the page without any day."""
        return acquaintances(self.select, self.base, view.name, (*view.facts, *view.incoming), limit=limit)

    def describe(self, iri: str, media_type: str) -> bytes | None:
        """The RDF that an IRI leads to, None where the graph knows nothing of it."""
        return self._derived.store.describe(iri, media_type)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:  # of the engine, which names no file: a full disk above all
            raise GraphError(f"{self.path}: the graph cannot be written: {error.strerror or error}") from error

    def _open(self) -> Derived:
        current = self._generations.current()
        if current is not None:
            try:
                return Derived(current, self.truths, self._store, self._index)
            except (OSError, RuntimeError, ValueError) as error:
                if os.strerror(errno.ENOSPC) in str(error):  # there is no room to make it anew either
                    raise GraphError(f"{current}: cannot be opened: {error}") from error
                _log.warning("%s cannot be read and is made anew: %s", current, error)
        derived = Derived(self._generations.unused(), self.truths, self._store, self._index)
        self._generations.use(derived.path)
        return derived
