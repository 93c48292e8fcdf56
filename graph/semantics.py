"""The vectors of a data directory and the model that makes them: how they follow the articles, and what they find."""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import TypeAlias

from extract.configuration import Embeddings
from extract.reading import Reading
from graph.context import Near
from graph.embedding import Embedder, EmbeddingError
from graph.truths import Truths
from graph.vectors import Vectors

PAGE = 50  # changes or articles read at once
PATIENCE = 300.0  # seconds at most between two attempts to follow after a failure

Progress: TypeAlias = Callable[[int, int], None]  # done, total

_log = logging.getLogger("rongqiao.graph")


class Semantics:
    """The vectors of the sentences of all articles, by the configured model. Raises EmbeddingError, ConfigurationError."""

    def __init__(self, folder: Path, truths: Truths, settings: Embeddings) -> None:
        self._truths = truths
        self._embedder = Embedder(settings)
        self.weight = settings.weight
        self.vectors = Vectors(folder, settings.identity)

    def close(self) -> None:
        """Lets go of the files."""
        self.vectors.close()

    def pending(self) -> Iterator[tuple[str, list[str]]]:
        """Each article that lacks the vectors of its sentences, and these; of a model that has followed nothing yet, of all
        articles."""
        for reading in self._changed():
            texts = sentences(reading)
            if not self.vectors.has(reading.article.id, texts):
                yield reading.article.id, texts

    def follow(self, progress: Progress | None = None) -> int:
        """Makes the vectors that are lacking, takes away those of articles that are gone, and counts the articles that got
        some. What is done stays done, wherever it ends. Raises EmbeddingError."""
        head, after, done = self._truths.head(), self._after(), 0
        total = head - after if after else self._truths.count()
        for article, texts in self.pending():
            if texts:
                self.vectors.put(article, texts, self._embedder.passages(texts))
            else:
                self.vectors.remove(article)
            done += 1
            if progress:
                progress(done, max(total, done))
        for article in self._changes(after) if after else self.vectors.articles():
            if self._truths.stored(article) is None:
                self.vectors.remove(article)
        self.vectors.followed(head)
        return done

    def keep_up(self, stop: Event, *, interval: float = 1.0) -> None:
        """Follows until told to stop; what fails is logged and tried again, ever more seldom."""
        wait = interval
        while not stop.wait(wait):
            try:
                if self._truths.head() != self.vectors.applied:
                    self.follow()
                wait = interval
            except Exception as error:
                wait = min(2 * wait, PATIENCE)
                known = isinstance(error, EmbeddingError)  # says all that there is to say
                _log.error("vectors cannot follow; trying again in %.1f s: %s", wait, error, exc_info=not known)

    def nearest(self, words: str, limit: int) -> list[Near]:
        """The sentences that are likest in meaning to some words; none where the model gives no answer in time, or before all
        articles have had their vectors once."""
        if not words.strip() or not self.vectors.applied:
            return []
        vector = self._embedder.query(words)
        return [] if vector is None else self.vectors.nearest(vector, limit)

    def _changed(self) -> Iterator[Reading]:
        after = self._after()
        if not after:
            page = self._truths.stored_after("", limit=PAGE)
            while page:
                yield from (stored.reading for stored in page)
                page = self._truths.stored_after(page[-1].reading.article.id, limit=PAGE)
            return
        for article in self._changes(after):
            if stored := self._truths.stored(article):
                yield stored.reading

    def _after(self) -> int:
        """The last change that needs no look, 0 where every article does: also where the truths are older than the vectors."""
        applied = self.vectors.applied
        return applied if applied <= self._truths.head() else 0

    def _changes(self, after: int) -> list[str]:
        """The articles that have changed since, each once."""
        found: dict[str, None] = {}
        while page := self._truths.changes(after=after, limit=PAGE):
            found |= {change.article: None for change in page if change.graph is None}
            after = page[-1].seq
        return list(found)


def forget(folder: Path, article: str, reading: Reading | None = None) -> None:
    """Takes away the vectors of an article, whatever model made them, unless they are those of the sentences of this reading."""
    with closing(Vectors(folder, None)) as vectors:
        if reading is None or not vectors.has(article, sentences(reading)):
            vectors.remove(article)


def sentences(reading: Reading) -> list[str]:
    """The texts that have vectors, in their order."""
    return [reading.article.text[one.start : one.end] for one in reading.sentences]
