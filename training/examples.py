"""Annotated articles as what the network is trained on: the numbers of a sentence's characters, and the labels that each may have."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.goldset import gold_articles
from extract.lac import Weights
from extract.pieces import pieces_of
from extract.script import simplify
from extract.sentences import split_sentences

# Either of LAC's two tags for a kind of name is right: which of them, the network decides as it did.
TAGS: Mapping[str, tuple[str, str]] = {"PER": ("nr", "PER"), "LOC": ("ns", "LOC"), "ORG": ("nt", "ORG")}

ARTICLES = Path(__file__).parent / "articles"
_KINDS = {"⟦P": "PER", "⟦L": "LOC", "⟦O": "ORG"}
_MARKED = re.compile("(⟦[PLO][^⟦⟧]+⟧)")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence: `characters` [n], `allowed` [n, labels]."""

    characters: NDArray[np.intp]
    allowed: NDArray[np.bool_]


def annotated() -> list[Mapping[str, Any]]:
    """The articles to train on; never those held out."""
    return [gold for part in ("first", "develop") for _, gold in gold_articles(part)]


def named() -> list[Mapping[str, Any]]:
    """Further articles to train on, in which names alone are annotated."""
    return [marked(path.stem, path.read_text("utf-8")) for path in sorted(ARTICLES.glob("*.txt"))]


def marked(name: str, text: str) -> Mapping[str, Any]:
    """An article in which names stand as ⟦P安宁⟧, ⟦L宁江⟧, ⟦O宁江大学⟧, in the form of the annotated ones."""
    parts, mentions, length = [], [], 0
    for part in _MARKED.split(text):
        kind = _KINDS.get(part[:2])
        plain = part[2:-1] if kind else part
        if kind:
            mentions.append({"type": kind, "start": length, "end": length + len(plain)})
        parts.append(plain)
        length += len(plain)
    return {"id": name, "text": "".join(parts), "mentions": mentions}


def hands(articles: Sequence[Mapping[str, Any]]) -> list[str]:
    """Who wrote each of them: the first twelve have one name, the others the letter that theirs begins with."""
    return [
        "first" if len(a["id"]) == 3 and a["id"] < "d13" and a["id"][0] == "d" else a["id"].rstrip("0123456789")
        for a in articles
    ]


def examples(article: Mapping[str, Any], weights: Weights) -> Iterator[Example]:
    """The sentences of `article` as the tagger is given them."""
    text = simplify(article["text"])
    names = [(m["start"], m["end"], TAGS[m["type"]]) for m in article["mentions"] if m["type"] in TAGS]
    for sentence in split_sentences(text):
        for start, end in pieces_of(text[sentence.start : sentence.end]):
            start, end = start + sentence.start, end + sentence.start
            inside = [(s - start, e - start, tags) for s, e, tags in names if start <= s and e <= end]
            numbers = np.array([weights.alphabet[character] for character in text[start:end]])
            yield Example(numbers, _allowed(end - start, inside, weights.labels))


def _allowed(
    length: int, names: Sequence[tuple[int, int, tuple[str, str]]], labels: Sequence[str]
) -> NDArray[np.bool_]:
    """In a name the labels of its kind, elsewhere every label that is of no kind of name."""
    number = {label: i for i, label in enumerate(labels)}
    kinds = {tag for tags in TAGS.values() for tag in tags}
    allowed = np.tile([label.split("-")[0] not in kinds for label in labels], (length, 1))
    for start, end, tags in names:
        allowed[start:end] = False
        for tag in tags:
            allowed[start, number[f"{tag}-B"]] = True
            allowed[start + 1 : end, number[f"{tag}-I"]] = True
    return allowed
