"""The keyword index, in whatever home: what is written there, and what can be asked of it."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from extract.reading import Reading
from graph.clauses import Searcher
from graph.documents import Document, article_documents, article_key, entity_documents, entity_key
from graph.expansion import GRAPH, Means
from graph.finding import MOST_ENTITIES, Match, bearers, find, named
from graph.forms import Sort
from graph.hits import Found, Results
from graph.matching import SENTENCES, passage_query
from graph.naming import EntityRow
from graph.questions.pattern import Thing
from graph.search_tree import Asked, Words
from graph.searching import answer, hit
from graph.suggesting import Suggestion, suggest
from ontology.predicates import EntityType


class KeywordIndex(ABC):
    """A home of the index. One thread may write; searches may come from any.

    A home takes documents and answers clauses; everything else is the same in all of them. Everything is visible and
    durable from `commit` on and not before; `discard` forgets what was written since.
    """

    @abstractmethod
    def searcher(self) -> Searcher:
        """The engine, as it is now."""

    @property
    @abstractmethod
    def applied(self) -> int:
        """The number of the last change whose effects are in the index, 0 for an empty one."""

    @abstractmethod
    def shown(self, searcher: Searcher) -> int:
        """The number of the last change that a searcher shows."""

    @abstractmethod
    def put(self, key: str, documents: Iterable[Document]) -> None:
        """Takes in what has a key, in place of all that had it."""

    @abstractmethod
    def remove(self, key: str) -> None:
        """Removes all that has a key, if there is any."""

    @abstractmethod
    def begin(self) -> None:
        """What is written from here to the commit, a key once, will be all that it holds; until then it shows what it has."""

    @abstractmethod
    def commit(self, applied: int) -> None:
        """Makes it the state after change `applied`."""

    @abstractmethod
    def discard(self) -> None:
        """Forgets everything since the last commit."""

    @abstractmethod
    def close(self) -> None:
        """Lets go of it; what is not committed is lost."""

    def put_article(
        self,
        reading: Reading,
        names: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        *,
        rejected: Collection[int] = (),
    ) -> None:
        """Takes in an article, in place of what it had, as `graph.entries.entries` makes it."""
        self.put(article_key(reading.article.id), article_documents(reading, names, labels, rejected=rejected))

    def remove_article(self, article_id: str) -> None:
        """Removes all of an article, if there is any."""
        self.remove(article_key(article_id))

    def put_entity(self, entity: EntityRow, line: str = "") -> None:
        """Takes in the names of an entity, in place of those that it had; `line` tells it from others."""
        self.put(entity_key(entity.local), entity_documents(entity, line))

    def remove_entity(self, local: str) -> None:
        """Removes an entity, if it is there."""
        self.remove(entity_key(local))

    def search(self, asked: str, *, limit: int = 20, offset: int = 0) -> Results:
        """The entities that plain words may name, best first, then the sentences that have the words."""
        searcher = self.searcher()
        entities = named(searcher, asked, most=MOST_ENTITIES)
        first = max(0, offset - len(entities))
        wanted = max(0, offset + limit - len(entities)) - first
        found = searcher.search(passage_query(asked, SENTENCES), max(1, wanted), offset=first)
        page = [hit(form, worth, Words(asked)) for worth, form in entities[offset : offset + limit]]
        page += [hit(form, score, Words(asked)) for score, form in found.hits[:wanted]]
        return Results(len(entities) + found.total, tuple(page))

    def answer(self, asked: Asked, *, limit: int = 20, offset: int = 0, means: Means = GRAPH) -> Found:
        """Entities, facts, quotations and other passages in one order, found by words and these means."""
        searcher = self.searcher()
        return replace(answer(searcher, asked, limit=limit, offset=offset, means=means), applied=self.shown(searcher))

    def suggest(self, asked: str, *, limit: int, kind: EntityType | None = None) -> list[Suggestion]:
        """At most `limit` entities, of one type where that is given, that what somebody types may be the beginning of."""
        return suggest(self.searcher(), asked, limit=limit, kind=kind)

    def find(self, asked: str, sorts: Collection[Sort], limit: int) -> list[Match]:
        """What fits some words, at most `limit`, for a query of the graph."""
        return find(self.searcher(), asked, sorts, limit)

    def bearers(self, keys: Collection[str]) -> dict[str, tuple[Thing, ...]]:
        """The entities that bear each of some names (keys as `name_key` makes them), the best known first."""
        return bearers(self.searcher(), keys)
