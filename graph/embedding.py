"""Vectors of texts by the model that is configured: of an endpoint that speaks OpenAI's form, or of sentence-transformers."""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from extract.configuration import Embeddings
from extract.endpoint import Endpoint, EndpointError

Matrix: TypeAlias = NDArray[np.float32]

PATIENCE = 5.0  # seconds at most that somebody who searches waits for the vector of the words
_REMEMBERED = 1_000  # vectors of words
_LARGEST = 64 << 20  # bytes of an answer: a hundred vectors of 8,192 numbers written out

_log = logging.getLogger("rongqiao.graph")


class EmbeddingError(Exception):
    """A model that cannot be used or gives no vectors; names it."""


class Encode(Protocol):
    """Makes a vector of each text, one a row. Raises EmbeddingError."""

    def __call__(self, texts: Sequence[str], /) -> Matrix: ...


class Embedder:
    """The model of a configuration: vectors of length 1. Raises EmbeddingError, ConfigurationError."""

    def __init__(self, settings: Embeddings) -> None:
        self.identity = settings.identity
        self.weight = settings.weight
        self.batch = settings.batch
        self._settings = settings
        self._encode: Encode = _of_endpoint(settings) if settings.url else _of_package(settings.model)
        hasty = replace(settings, timeout=min(settings.timeout, PATIENCE), retries=0)
        asking = _of_endpoint(hasty) if settings.url else self._encode
        self._remembered: Callable[[str], Matrix] = lru_cache(_REMEMBERED)(lambda text: self._unit(asking, [text]))

    def passages(self, texts: Sequence[str]) -> Matrix:
        """The vectors of texts that are searched, one a row."""
        parts = [
            self._unit(self._encode, [self._settings.passage + text for text in texts[start : start + self.batch]])
            for start in range(0, len(texts), self.batch)
        ]
        if len({part.shape[1] for part in parts}) > 1:
            raise EmbeddingError(f"{self._settings.model}: gives vectors of several lengths")
        return np.concatenate(parts)

    def query(self, words: str) -> Matrix | None:
        """The vector of what is searched for, as one row; None, with a warning, where there is none within a few seconds."""
        try:
            return self._remembered(self._settings.query + words)
        except EmbeddingError as error:
            _log.warning("searched by words alone: %s", error)
            return None

    def _unit(self, encode: Encode, texts: Sequence[str]) -> Matrix:
        found = encode(texts)
        if found.ndim != 2 or len(found) != len(texts) or not found.shape[1] or not np.isfinite(found).all():
            raise EmbeddingError(f"{self._settings.model}: gives no vector of each text")
        unit: Matrix = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)
        return unit


def _of_endpoint(settings: Embeddings) -> Encode:
    endpoint = Endpoint(settings)

    def encode(texts: Sequence[str]) -> Matrix:
        try:
            body, _ = endpoint.post("embeddings", {"model": settings.model, "input": list(texts)}, largest=_LARGEST)
        except EndpointError as error:
            raise EmbeddingError(f"{settings.url}: {error}") from error
        try:
            rows: list[Any] = sorted(json.loads(body)["data"], key=lambda row: row["index"])
            if [row["index"] for row in rows] != list(range(len(texts))):
                raise ValueError
            return np.array([row["embedding"] for row in rows], dtype=np.float32)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise EmbeddingError(f"{settings.url}: the answer is not of the form of embeddings") from error

    return encode


def _of_package(name: str) -> Encode:
    """A model of sentence-transformers by its name or folder; loading it takes seconds, and a download the first time."""
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        message = f"{name}: needs sentence-transformers: pip install 'rongqiao[vectors]'"
        raise EmbeddingError(message) from error
    try:
        model = SentenceTransformer(name)
    except Exception as error:  # of many libraries: a name that nobody knows, a folder that is none, no network
        raise EmbeddingError(f"{name}: cannot be loaded: {' '.join(str(error).split())[:200]}") from error

    def encode(texts: Sequence[str]) -> Matrix:
        found: Matrix = model.encode(list(texts), convert_to_numpy=True, show_progress_bar=False)
        return found.astype(np.float32)

    return encode
