"""A data directory: the truths, which any process may write, and the way to the graph made of them, which one may own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from corpus.article import Article
from extract.reading import Reading
from graph import owner, whereabouts
from graph.annotations import Annotations
from graph.articles import Outcome
from graph.deciding import Deciding
from graph.derived import Progress, indexing
from graph.expansion import GRAPH, Means
from graph.generations import Generations, write_whole
from graph.graph import Graph
from graph.history import History
from graph.hits import Found, Results
from graph.keyword_index import KeywordIndex
from graph.ledger import Decision
from graph.owner import OwnedError, Owner
from graph.records import ArticleRow
from graph.search_tree import Asked
from graph.truths import Truths

LAYOUT = 1  # of the directory
VECTORS = "vectors"  # the folder of those in it


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
        outcome = self.truths.put(reading, run=run, again=again)
        if outcome != "new":
            self._forget_vectors(reading.article.id, reading)
        return outcome

    def is_current(self, article: Article, fingerprint: str) -> bool:
        """Whether this very content has been read by the extractor with this fingerprint."""
        return self.truths.is_current(article, fingerprint)

    def retract(self, article_id: str) -> bool:
        """Forgets an article; False where there is none."""
        self._forget_vectors(article_id)
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
    def own(self, command: str) -> Iterator[Graph]:
        """Opens the graph for this process alone; OwnedError where another has it.

        It shows what its last owner had followed: `catch_up` does the rest.
        """
        with owner.hold(self.path, command) as announce:
            graph = Graph(self.path, self.truths, self.generations, announce)
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

    def search(self, words: str, *, limit: int = 20, offset: int = 0) -> Results:
        """Searches what the owner of the graph has made visible, owning nothing."""
        index = self._index()
        return index.search(words, limit=limit, offset=offset) if index else Results(0, ())

    def answer(self, asked: Asked, *, limit: int = 20, offset: int = 0, means: Means = GRAPH) -> Found:
        """The same for what is asked in the syntax of a search: everything that is found, in one order."""
        index = self._index()
        return index.answer(asked, limit=limit, offset=offset, means=means) if index else Found(0, ())

    def _forget_vectors(self, article_id: str, reading: Reading | None = None) -> None:
        """Those that are not of this reading's sentences."""
        if (self.path / VECTORS).is_dir():
            from graph.semantics import forget  # loads what makes vectors

            forget(self.path / VECTORS, article_id, reading)

    def _index(self) -> KeywordIndex | None:
        opened = indexing(self.path, self.truths)
        if whereabouts.search_server(self.path):
            return opened(self.path)
        for _ in range(2):  # a rebuild may take the one away that was in use a moment ago
            current = self.generations.current()
            if current and (current / "index" / "meta.json").exists():
                try:
                    return opened(current / "index")
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
