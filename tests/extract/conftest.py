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
