"""The extractor, loaded once for the whole run."""

from collections.abc import Callable
from datetime import date

import pytest

from corpus.article import Article
from extract.pipeline import Extractor, load
from extract.reading import Reading


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return load()


@pytest.fixture(scope="session")
def read(extractor: Extractor) -> Callable[..., Reading]:
    def read_text(text: str, published: str | None = "2023-04-20") -> Reading:
        day = date.fromisoformat(published) if published else None
        return extractor.read(Article("t1", "", text, day))

    return read_text


@pytest.fixture(scope="session")
def facts() -> Callable[[Reading, str], set[tuple[str, str]]]:
    """What a reading states with one predicate: subject and object by name."""

    def stated(reading: Reading, predicate: str) -> set[tuple[str, str]]:
        names = {e.id: e.known or e.name for e in reading.entities}
        return {
            (names[f.subject], f.object if f.literal else names[f.object])
            for f in reading.facts
            if f.predicate == predicate
        }

    return stated
