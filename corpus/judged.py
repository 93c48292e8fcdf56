"""Queries with the sentences that answer them, and how well a ranking of sentences finds those."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

CUT = 10  # ranks that count

Span: TypeAlias = tuple[str, int, int]  # an article's identifier, and where in its text something begins and ends


class JudgedError(Exception):
    """A file of queries that cannot be used; names file and line."""


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query and every passage that answers it; `kind` is what the query tries, by any name."""

    query: str
    kind: str
    relevant: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Retrieval:
    """How well queries are answered: the mean of 1/rank of the first relevant sentence, 0 where none is among the first
    `CUT` (MRR@10), and the mean part of the relevant sentences that are among those (recall@10)."""

    queries: int
    mrr: float
    recall: float


def judged_queries(file: Path, text_of: Callable[[str], str | None]) -> Iterator[JudgedQuery]:
    """The queries of a file, one JSON object a line: `{"query", "kind", "relevant": [{"article", "sentence"}]}`.

    A sentence is found in the text of its article as `text_of` gives it. Raises JudgedError.
    """
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError as error:
        raise JudgedError(f"{file}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise JudgedError(f"{file}: not UTF-8") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _query(json.loads(line), text_of)
            except (ValueError, RecursionError) as error:
                raise JudgedError(f"{file}:{number}: {error}") from error


def half(queries: Sequence[JudgedQuery], which: str) -> list[JudgedQuery]:
    """Those of odd numbers, the `first` half, to choose weights by; or those of even ones, the `second`, to report."""
    return list(queries[0 if which == "first" else 1 :: 2])


def score(queries: Iterable[JudgedQuery], rank: Callable[[str], Sequence[Span]]) -> dict[str, Retrieval]:
    """How well `rank` answers queries, by kind; `""` is all of them."""
    found: dict[str, list[tuple[float, float]]] = {"": []}
    for judged in queries:
        figures = _score(judged, rank(judged.query)[:CUT])
        found[""].append(figures)
        found.setdefault(judged.kind, []).append(figures)
    return {kind: _mean(figures) for kind, figures in found.items()}


def _score(judged: JudgedQuery, ranked: Sequence[Span]) -> tuple[float, float]:
    fitting = [{n for n, one in enumerate(judged.relevant) if _overlap(one, each)} for each in ranked]
    first = next((place for place, fits in enumerate(fitting, 1) if fits), None)
    return (1 / first if first else 0.0), len(set().union(*fitting)) / len(judged.relevant)


def _mean(figures: Sequence[tuple[float, float]]) -> Retrieval:
    count = len(figures)
    mrr, recall = (sum(column) / count for column in zip(*figures, strict=True)) if count else (0.0, 0.0)
    return Retrieval(count, mrr, recall)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _query(form: Any, text_of: Callable[[str], str | None]) -> JudgedQuery:
    """The query of a JSON object; ValueError says what is wrong with it."""
    if not isinstance(form, dict) or not isinstance(form.get("query"), str) or not form["query"].strip():
        raise ValueError('must be {"query": "…", "kind": "…", "relevant": [{"article": "…", "sentence": "…"}]}')
    kind, relevant = form.get("kind", ""), form.get("relevant")
    if not isinstance(kind, str) or not isinstance(relevant, list) or not relevant:
        raise ValueError(f'{form["query"]!r} needs a list "relevant" that is not empty')
    return JudgedQuery(form["query"], kind, tuple(_span(one, text_of) for one in relevant))


def _span(form: Any, text_of: Callable[[str], str | None]) -> Span:
    article, sentence = (form.get(key) if isinstance(form, dict) else None for key in ("article", "sentence"))
    if not isinstance(article, str) or not isinstance(sentence, str) or not sentence.strip():
        raise ValueError(f'{form!r} is not {{"article": "…", "sentence": "…"}}')
    text = text_of(article)
    if text is None:
        raise ValueError(f"there is no article {article!r}")
    start = text.find(sentence)
    if start < 0:
        raise ValueError(f"{article!r} does not say {sentence!r}")
    return article, start, start + len(sentence)
