"""A data directory: the truths, which any process may write, and the graph made of them, which has one owner."""

import errno
import logging
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event, RLock
from types import TracebackType

from corpus.article import Article
from extract.reading import Reading
from graph import owner
from graph.acquaintances import Acquaintance, acquaintances
from graph.annotations import Annotations
from graph.answers import Answer, QueryError
from graph.deciding import Deciding
from graph.derived import Derived, Progress, opening
from graph.expansion import CHOSEN, Weights
from graph.facts import Cited
from graph.generations import Generations, write_whole
from graph.history import History
from graph.index import Index, Results
from graph.ledger import Decision
from graph.owner import OwnedError, Owner
from graph.protocol import StoreError
from graph.questions.pattern import Thing
from graph.records import ArticleRow
from graph.rewriting import Rewritten, rewrite
from graph.rows import Term
from graph.similar import Similar, similar
from graph.snapshots import Snapshots, sweep
from graph.store import QuadStore
from graph.suggesting import Suggestion
from graph.truths import Outcome, Truths
from graph.views import ArticleView, EntityView, entity_view
from ontology.predicates import EntityType

LAYOUT = 1  # of the directory
BULK = (
    100  # changes from which most of a graph is loaded anew: articles read again are replaced more slowly than loaded
)
PATIENCE = 30.0  # seconds at most between two attempts to follow after a failure

_log = logging.getLogger("rongqiao.graph")


class HomeError(Exception):
    """A data directory that cannot be used; names it."""


class Home:
    """An open data directory, made where there is none. `base` begins the IRIs and is recorded when it is made."""

    def __init__(self, path: Path, *, base: str | None = None) -> None:
        self.path = path.absolute()
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._check_layout()
        except OSError as error:
            raise HomeError(f"{path}: {error.strerror or error}") from error
        self.truths = Truths(self.path / "truths.sqlite3", base=base)
        self.base = self.truths.base
        self.generations = Generations(self.path)

    def __enter__(self) -> "Home":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the truths; a second time does nothing."""
        self.truths.close()

    @property
    def history(self) -> History:
        """The runs of the extractor over these articles."""
        return self.truths.history

    @property
    def annotations(self) -> Annotations:
        """The users' own graphs; the graph shows what is written there when its owner has followed."""
        return self.truths.annotations

    def put(self, reading: Reading, *, run: str | None = None, again: bool = False) -> Outcome:
        """Stores an article and its reading, as `Truths.put` does; durable on return. The graph shows it when its owner
        has followed."""
        return self.truths.put(reading, run=run, again=again)

    def is_current(self, article: Article, fingerprint: str) -> bool:
        """Whether this very content has been read by the extractor with this fingerprint."""
        return self.truths.is_current(article, fingerprint)

    def retract(self, article_id: str) -> bool:
        """Forgets an article; False where there is none."""
        return self.truths.retract(article_id)

    def decide(self, make: Callable[[Deciding], Decision], *, author: str, reason: str) -> Decision:
        """Takes a decision, durable on return: `make` gets what makes decisions. Raises DecisionError."""
        return self.truths.decide(make, author=author, reason=reason)

    def reading(self, article_id: str) -> Reading | None:
        """What was found in an article."""
        stored = self.truths.stored(article_id)
        return stored.reading if stored else None

    def articles(self, *, limit: int, offset: int = 0) -> list[ArticleRow]:
        """Articles, newest first."""
        return self.truths.articles(limit=limit, offset=offset)

    def count(self) -> int:
        """The number of articles."""
        return self.truths.count()

    def owner(self) -> Owner | None:
        """The process that holds the graph now."""
        return owner.owner(self.path)

    @contextmanager
    def own(self, command: str) -> Iterator["Graph"]:
        """Opens the graph for this process alone; OwnedError where another has it.

        It shows what its last owner had followed: `catch_up` does the rest.
        """
        with owner.hold(self.path, command) as announce:
            graph = Graph(self, announce)
            try:
                yield graph
            finally:
                graph.close()

    def pending(self) -> int:
        """The number of changes that search does not show yet; nobody need own the graph."""
        index = self._index()
        return self.truths.head() - (index.applied if index else 0)

    def settle(self, command: str, progress: Progress | None = None) -> bool:
        """Brings the graph up to date, unless another process has it, whose part that is; False then.

        One who finds it owned leaves its changes to the owner, who therefore looks again after letting go.
        """
        while self.pending():
            try:
                with self.own(command) as graph:
                    graph.catch_up(progress)
            except OwnedError:
                return False
        return True

    def search(self, words: str, *, limit: int = 20, offset: int = 0, weights: Weights | None = CHOSEN) -> Results:
        """Searches what the owner of the graph has made visible, owning nothing."""
        index = self._index()
        return index.search(words, limit=limit, offset=offset, weights=weights) if index else Results(0, ())

    def _index(self) -> Index | None:
        for _ in range(2):  # a rebuild may take the one away that was in use a moment ago
            current = self.generations.current()
            if current and (current / "index" / "meta.json").exists():
                try:
                    return Index(current / "index")
                except ValueError:
                    continue
        return None

    def _check_layout(self) -> None:
        note = self.path / "VERSION"
        if not note.exists():
            write_whole(note, f"{LAYOUT}\n")
        version = note.read_text("ascii").strip()
        if not version.isdecimal() or int(version) > LAYOUT:
            raise HomeError(
                f"{self.path}: made by a newer version of this program (layout {version[:20]!r}; this one knows {LAYOUT})"
            )


class Graph:
    """The graph in the hands of its one owner. Queries, searches and views may come from any thread."""

    def __init__(self, home: Home, announce: Callable[[str], None]) -> None:
        self.home = home
        self.base = home.base
        self.announce = announce  # notes for other processes the address at which this one answers
        self._writing = RLock()
        self._store = opening(home.path, home.truths)
        home.generations.sweep()
        self._snapshots = home.path / "snapshots"
        sweep(self._snapshots)
        self._derived = self._open()

    def close(self) -> None:
        """Makes everything durable and lets go of the files."""
        with self._writing:
            self._derived.store.flush()
            self._derived.close()
            del self._derived
            self.home.generations.sweep()

    def catch_up(self, progress: Progress | None = None) -> int:
        """Applies what the truths have and the graph lacks, and counts it."""
        with self._writing, self._errors():
            pending = self.home.truths.head() - self._derived.applied
            if pending >= BULK and 2 * pending >= self.home.count():
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
            path = self.home.generations.unused()
            try:
                derived = Derived(path, self.home.truths, self._store)
                try:
                    count = derived.load(progress or (lambda done, total: None))
                    self.home.generations.use(path)
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
        """Entities and sentences that match some words."""
        return self._derived.index.search(words, limit=limit, offset=offset)

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
        stored = self.home.truths.stored(article_id)
        if stored is None:
            return None
        return ArticleView(stored.reading.article, stored.reading, stored.names, stored.rulings.rejected)

    def similar(self, article_id: str, *, limit: int) -> list[Similar]:
        """The articles that share most with one; none where there is no such article."""
        stored, truths = self.home.truths.stored(article_id), self.home.truths
        if stored is None:
            return []
        known = stored.reading.article
        cited = Cited(known.id, known.title, known.published, known.source, stored.original)
        things = stored.names.values()
        return similar(self.select, self.base, cited, things, truths.entity, total=truths.count(), limit=limit)

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
            raise HomeError(f"{self.home.path}: the graph cannot be written: {error.strerror or error}") from error

    def _open(self) -> Derived:
        current = self.home.generations.current()
        if current is not None:
            try:
                return Derived(current, self.home.truths, self._store)
            except (OSError, RuntimeError, ValueError) as error:
                if os.strerror(errno.ENOSPC) in str(error):  # there is no room to make it anew either
                    raise HomeError(f"{current}: cannot be opened: {error}") from error
                _log.warning("%s cannot be read and is made anew: %s", current, error)
        derived = Derived(self.home.generations.unused(), self.home.truths, self._store)
        self.home.generations.use(derived.path)
        return derived
