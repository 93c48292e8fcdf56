"""Words and their tags from LAC-small, trained further on annotated articles.

Its weights lie inside the jieba package (`jieba/lac_small`); what the further training changed of them lies in
extract/tagger.npz. How it was trained, on what, and what it brings: docs/tagger.md.
"""

import hashlib
import importlib.util
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
from threadpoolctl import threadpool_limits

from extract.bigru import BiGru, Floats, Integers
from extract.paddle import read_parameter
from extract.pieces import Piece, batches, pieces_of
from extract.script import simplify

TUNING = Path(__file__).with_name("tagger.npz")  # what to add to LAC-small's parameters

# What NFKC does not bring to a half-width mark that the network was trained on (which never saw a space).
_HALF_WIDTH = {
    ".": "。…",
    ",": "、 \t\n\r\u3000\xa0",
    '"': "“”„‟「」『』〝〞﹁﹂﹃﹄",
    "'": "‘’‚‛",
    "-": "—―",
    "[": "【〔〖",
    "]": "】〕〗",
    "<": "〈",
    ">": "〉",
    "·": "•‧・･",
    "￥": "¥",
}
_PLAIN = {mark: plain for plain, marks in _HALF_WIDTH.items() for mark in marks}


class LacError(Exception):
    """The network is not where jieba 0.42.1 keeps it."""


@dataclass(slots=True)
class Word:
    """`sentence[start:end]`; `tag` is LAC's (nr, nt, PER, TIME, …).

    `probability` is the mean, over the word's characters, of the probability that the network gives their labels. Nobody
    changes a word; it is not frozen because a frozen one takes three times as long to make, and they are the most made.
    """

    start: int
    end: int
    tag: str
    probability: float = 1.0


class Words(list[Word]):
    """The words of a sentence or of a whole article with what many stages ask of them, made once: most words are nothing
    that a stage looks for, and to find those that may be by their tags, or with a pattern by the characters that they begin
    or end with, takes a tenth of the time that it takes to go through all."""

    def __init__(self, words: Iterable[Word] = (), text: str = "") -> None:
        super().__init__(words)
        self._text = text
        self._whole: Words | None = None  # of a sentence's words the article's, and where these begin among them
        self._first = 0
        self._numbers: dict[frozenset[str], list[int]] = {}

    def parts(self, lengths: Iterable[int]) -> Iterator["Words"]:
        """The words as runs of `lengths`, a sentence each, for which nothing is made anew."""
        first = 0
        for length in lengths:
            part = Words(self[first : first + length], self._text)
            part._whole, part._first = self, first
            part.lasts = self.lasts[first : first + length]
            first += length
            yield part

    @cached_property
    def firsts(self) -> str:
        """The first character of each word."""
        text = self._text
        return "".join([text[word.start] for word in self])

    @cached_property
    def lasts(self) -> str:
        """The last character of each word."""
        text = self._text
        return "".join([text[word.end - 1] for word in self])

    @cached_property
    def starts(self) -> list[int]:
        """Where each word starts."""
        return [word.start for word in self]

    @cached_property
    def starting(self) -> Mapping[int, Word]:
        """The words by where they start."""
        return dict(zip(self.starts, self, strict=True))

    @cached_property
    def ending(self) -> Mapping[int, Word]:
        """The words by where they end."""
        return {word.end: word for word in self}

    def within(self, sentences: Iterable["Words"], numbers: Iterable[int]) -> Iterator[tuple["Words", int]]:
        """For each of the words `numbers`, which rise, its sentence and which word of that it is; `sentences` are the parts
        of these words."""
        parts = iter(sentences)
        part, end = self, 0
        for number in numbers:
            while number >= end:
                part = next(parts)
                end = part._first + len(part)
            yield part, number - part._first

    def tagged(self, tags: frozenset[str]) -> list[int]:
        """Which of the words have one of `tags`, in order."""
        if self._whole is not None:
            found, first = self._whole.tagged(tags), self._first
            low = bisect_left(found, first)
            return [number - first for number in found[low : bisect_left(found, first + len(self), low)]]
        if tags not in self._numbers:
            self._numbers[tags] = sorted(number for tag in tags for number in self._by_tag.get(tag, ()))
        return self._numbers[tags]

    @cached_property
    def _by_tag(self) -> Mapping[str, list[int]]:
        numbers: dict[str, list[int]] = {}
        for number, word in enumerate(self):
            numbers.setdefault(word.tag, []).append(number)
        return numbers

    def border(self, position: int) -> bool:
        """Whether a word starts or ends there."""
        return position in self.starting or position in self.ending

    def tag(self, start: int, end: int) -> str:
        """The tag of the word `text[start:end]`; "" where that is no word."""
        word = self.starting.get(start)
        return word.tag if word is not None and word.end == end else ""


class _Alphabet(dict[str, int]):
    """The network's number of each character, found when the character first turns up.

    Training saw lower-case letters, half-width marks and mostly simplified characters. The vectors of all others are
    still as they were initialised, between -0.1 and 0.1; the more often a character was seen, the longer its vector.
    """

    def __init__(self, numbers: Mapping[str, int], vectors: Floats) -> None:
        super().__init__()
        seen = np.abs(vectors).max(axis=1) > 0.1
        self._numbers = {char: number for char, number in numbers.items() if seen[number]}
        self._lengths = np.sqrt(np.square(vectors).sum(axis=1))

    def __missing__(self, char: str) -> int:
        """Of a character and its simplified form the better known one, else its plain form; a comma for a mark."""
        letter = char.isalnum()
        forms = (char, simplify(char)) if letter else (char,)
        known = [self._numbers[form] for form in forms if form in self._numbers]
        if known:
            self[char] = max(known, key=self._lengths.__getitem__)
        else:
            plain = _PLAIN.get(char, unicodedata.normalize("NFKC", char).lower())
            self[char] = self._numbers.get(plain, self._numbers["OOV" if letter else ","])
        return self[char]


@dataclass(frozen=True, slots=True)
class Weights:
    """What there is to know of the network: `parameters` by LAC's names, the number of each character by `alphabet`, the
    `labels` in the order of their numbers; `digest` is over the files that they come from."""

    parameters: Mapping[str, Floats]
    alphabet: Mapping[str, int]
    labels: Sequence[str]
    digest: str


def published() -> Weights:
    """LAC-small as the installed jieba package carries it, which is not imported. Raises LacError."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        raise LacError("the package jieba, which brings the tagger's weights, is not installed")
    home = Path(spec.origin).parent / "lac_small"
    files = sorted((home / "model_baseline").glob("*"))
    if not files:
        raise LacError(f"{home}: no weights here; jieba 0.42.1 brings them")
    parameters = {path.name: read_parameter(path) for path in files}
    numbers, labels = _entries(home / "word.dic"), _entries(home / "tag.dic")
    digest = hashlib.sha256()
    for path in (*files, home / "word.dic", home / "tag.dic"):
        digest.update(path.read_bytes())
    alphabet = _Alphabet(numbers, parameters["word_emb"])
    return Weights(parameters, alphabet, sorted(labels, key=labels.__getitem__), digest.hexdigest())


def tuned(weights: Weights) -> Weights:
    """`weights`, LAC-small's, with what the further training added to each of them."""
    with np.load(TUNING) as added:
        parameters = {name: value + added[name] for name, value in weights.parameters.items()}
    digest = hashlib.sha256(weights.digest.encode() + TUNING.read_bytes())
    return replace(weights, parameters=parameters, digest=digest.hexdigest())


class Lac:
    """The tagger. `fingerprint` names its weights; from its first instance on the process's matrix products run on one
    thread: these are so small that sharing them out costs more than it brings (5,000 characters a second instead of
    60,000 where the other core is busy). With `path` it decodes as LAC does, by the likeliest sequence of labels instead of
    the likeliest label of each character (decision 30)."""

    def __init__(self, weights: Weights, *, path: bool = False) -> None:
        threadpool_limits(limits=1, user_api="blas")
        self._path = path
        self.fingerprint = weights.digest[:16]
        self._network = BiGru(weights.parameters)
        self._alphabet = weights.alphabet
        self._tags = [label.split("-")[0] for label in weights.labels]
        self._begins = np.array([label.endswith("-B") for label in weights.labels])
        self._outside = weights.labels.index("O")
        self._means: dict[float, float] = {}  # a thousand at most

    @classmethod
    def load(cls) -> Self:
        """The tagger that the extraction works with."""
        return cls(tuned(published()))

    def numbers(self, text: str) -> Integers:
        """The network's number of each character."""
        return np.fromiter(map(self._alphabet.__getitem__, text), np.intp)

    def tag(self, sentences: Sequence[str], offsets: Sequence[int] | None = None) -> list[list[Word]]:
        """The words of each sentence; they tile it. What else is in the batch changes nothing. With `offsets`, where each
        sentence begins in its text, the words count from the text's beginning."""
        pieces = [
            (number, start, sentence[start:end])
            for number, sentence in enumerate(sentences)
            for start, end in pieces_of(sentence)
        ]
        found: dict[tuple[int, int], list[Word]] = {}
        for batch in batches(sorted(pieces, key=lambda piece: -len(piece[2]))):
            found |= self._read(batch, offsets)
        words: list[list[Word]] = [[] for _ in sentences]
        for number, start, _ in pieces:
            words[number] += found[number, start]
        return words

    def _read(self, batch: Sequence[Piece], offsets: Sequence[int] | None) -> dict[tuple[int, int], list[Word]]:
        """The words of pieces of falling length, by the number of the sentence and the offset in it."""
        characters = self.numbers("".join(text for _, _, text in batch))
        lengths = np.array([len(text) for _, _, text in batch])
        labels, chances = self._network.label(characters, lengths, path=self._path)
        begins = self._begins[labels]
        outside = labels == self._outside
        begins[1:] |= outside[1:] & ~outside[:-1]
        edges = np.cumsum(lengths)
        begins[edges - lengths] = True
        starts = np.flatnonzero(begins)
        ends = np.append(starts[1:], len(labels))
        means = (np.add.reduceat(chances, starts) / (ends - starts)).round(3)  # further digits depend on the batch
        values = means.tolist()
        shared = map(self._means.setdefault, values, values)  # one object a value
        upto = np.searchsorted(starts, edges).tolist()  # how many of the words the pieces up to each have
        firsts = [offset + (offsets[number] if offsets else 0) for number, offset, _ in batch]
        shifts = np.array(firsts) - (edges - lengths)
        borders = (ends + np.repeat(shifts, np.diff(upto, prepend=0))).tolist()
        begin = [0, *borders[:-1]]  # neighbours share the number of their border, which spares memory
        for first, word in zip(firsts, [0, *upto], strict=False):
            begin[word] = first
        tags = map(self._tags.__getitem__, labels[starts].tolist())
        words = list(map(Word, begin, borders, tags, shared))
        return {
            (number, offset): words[first:last]
            for (number, offset, _), first, last in zip(batch, [0, *upto], upto, strict=False)
        }


def _entries(path: Path) -> dict[str, int]:
    """What each number of a .dic file stands for: one "number TAB entry" a line."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return {entry: int(number) for number, _, entry in (line.partition("\t") for line in lines) if entry}
