"""What is asked of the keyword index, as clauses for its engine. Nothing that is asked is ever parsed as an engine's query syntax."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from graph.clauses import Begun, Bool, Clause, Nothing, Row, Term, Worth, all_terms, either, every, one_of, silent
from graph.forms import LONGEST
from graph.search_tree import Sort
from graph.words import fold, joined, name_key, pinyin, query_grams, runs, spans, words

SENTENCES: tuple[Sort, ...] = ("sentence", "quote", "headline")

Common: TypeAlias = Callable[[Sequence[Term]], Collection[Term]]  # those of some terms that passages have too often

LONGEST_NAME = 16  # characters of a name looked for inside of what is asked
SOUND = 3  # letters of pinyin that may be the beginning of a name
LOOSE = 4  # a run of more grams than this need not be found whole
SHARE = 0.25  # of its grams that have to be found then

# What a sentence is worth besides its BM25 score, which seldom reaches 30.
WHOLE, EVERY = 60.0, 30.0


def entity_tiers(asked: str) -> list[Clause]:
    """Queries for entities that what is asked may name, the surest first."""
    parts = _parts(asked)
    sounds = [part for part in parts if part.isascii()]
    inside = {
        part[start : start + length]
        for part in parts
        for length in range(2, LONGEST_NAME + 1)
        for start in range(len(part) - length + 1)
    }
    long_sounds = [sound for sound in sounds if len(sound) >= SOUND]
    return [
        one_of("name", parts),
        one_of("pinyin", sounds),
        one_of("prefix", parts),
        one_of("name", inside),
        one_of("pinyin_prefix", long_sounds),
        either([all_terms("name_grams", query_grams(part)) for part in parts]),
    ]


def best_name(asked: str, names: Sequence[str]) -> str:
    """Of the names of an entity the one that fits best, in the order of `entity_tiers`."""
    parts = _parts(asked)
    sounding = any(part.isascii() for part in parts)

    def rank(name: str) -> int:
        key, sounds = name_key(name), pinyin(name) if sounding else ()
        ways = (
            key in parts,
            any(part in sounds for part in parts),
            any(key.startswith(part) for part in parts),
            len(key) > 1 and any(key in part for part in parts),
            any(sound.startswith(part) for part in parts for sound in sounds),
            any(part in key for part in parts),
            True,
        )
        return ways.index(True)

    return min(names, key=rank)


def _parts(asked: str) -> list[str]:
    return list(dict.fromkeys(key for text in (asked, *asked.split()) if (key := name_key(text))))


@dataclass(frozen=True, slots=True)
class Added:
    """What else than its words makes a passage fit, what it is worth then, and the `rest` of the words that are asked for: those
    which stand for nothing but themselves."""

    fits: Clause
    worth: Clause
    rest: str


def strict_query(asked: str) -> Clause:
    """A query for passages that have all that is asked."""
    return every([_strictly(run) for run in _runs(asked)])


def passage_query(
    asked: str, sorts: Iterable[Sort] = (), *, common: Common | None = None, added: Added | None = None
) -> Clause:
    """A query for passages, of some sorts or all, those with all that is asked first, the others by BM25 and by what is
    `added`. Terms that are `common` do not make a passage fit by themselves, nor tell it from others, where there are rarer
    ones."""
    parts = _runs(asked)
    rest = _runs(added.rest) if added else []
    often = common(list(dict.fromkeys([*_scored(parts), *_scored(rest)]))) if common else ()
    parts = [run for run in parts if not all(Term("grams", gram) in often for gram in query_grams(run))] or parts
    if not parts:
        return Nothing()
    fitting = [_fitting(run, often) for run in parts]
    whole = every([all_terms("grams", query_grams(run)) for run in parts])
    kinds = [one_of("sort", sorts)] if sorts else []
    return Bool(
        must=(silent(either([*fitting, added.fits] if added else fitting)), *map(silent, kinds)),
        should=(
            Worth(every(fitting), EVERY),
            Worth(whole, WHOLE),
            *(term for term in _scored(rest if added else parts) if term not in often),
            *((added.worth,) if added else ()),
        ),
    )


def phrase_query(field: str, text: str) -> Clause:
    """What has the letters and digits of a text side by side, in a field of grams; what stands between words does not count."""
    folded = fold(text[:LONGEST])
    return Row(field, folded) if query_grams(folded) else Nothing()


def beginning_query(text: str) -> Clause:
    """Passages with a word that begins so. In Chinese, where nobody knows what a word is, two characters may stand anywhere."""
    folded = fold(text[:LONGEST])
    parts = list(runs(folded))
    if not parts:
        return Nothing()
    start, end, wide = parts[-1]
    if wide and end - start > 1:
        return phrase_query("grams", folded)
    field = "words" if wide else "grams"
    last = Begun(field, folded[start:end])
    return last if len(parts) == 1 else every([phrase_query("grams", folded[:start]), last])


def beginning_spans(text: str, asked: str) -> list[tuple[int, int]]:
    """Where a text has words that begin so."""
    start = re.escape(fold(asked[:LONGEST]).strip())
    return [found.span() for found in re.finditer(rf"(?<![a-z0-9]){start}[a-z0-9]*", fold(text))] if start else []


def sentence_spans(text: str, asked: str) -> tuple[tuple[int, int], ...]:
    """Where a sentence has what was asked: every run whole where it stands so, else its words, else its grams."""
    found: list[tuple[int, int]] = []
    for ways in _pieces(asked):
        for pieces in ways:
            if marks := spans(text, pieces):
                found += marks
                break
    return joined(found)


@lru_cache(maxsize=64)  # every hit of a page is asked the same
def _pieces(asked: str) -> list[tuple[list[str], ...]]:
    """Of every run what a text may have of it, the best first."""
    return [([run], [word for word in words(run) if len(word) > 1], query_grams(run)) for run in _runs(asked)]


def _runs(asked: str) -> list[str]:
    """What is asked, folded and parted by white space, without what has nothing that could be found."""
    return [run for run in dict.fromkeys(fold(asked[:LONGEST]).split()) if query_grams(run)]


def _strictly(run: str) -> Clause:
    """A passage with all grams of a run, or all its words."""
    needed = query_grams(run)
    if len(needed) == 1:
        return Term("grams", needed[0])
    whole = [all_terms("grams", needed), Worth(Term("grams", needed[0]), EVERY)]
    return either([every(whole), all_terms("words", [word for word in words(run) if len(word) > 1])])


def _scored(parts: Sequence[str]) -> list[Term]:
    """The words and grams of some runs, each once."""
    terms = [Term("words", word) for word in (*parts, *(word for run in parts for word in words(run)))]
    return list(dict.fromkeys([*terms, *(Term("grams", gram) for run in parts for gram in query_grams(run))]))


def _fitting(run: str, often: Collection[Term]) -> Clause:
    """A sentence fits that has all grams of a run, or all its words, or of a long run a good part."""
    needed = query_grams(run)
    ways = [all_terms("grams", needed), all_terms("words", [word for word in words(run) if len(word) > 1])]
    if len(needed) > LOOSE:
        rare = [gram for gram in needed if Term("grams", gram) not in often] or needed
        terms = tuple(Term("grams", gram) for gram in rare)
        least = min(len(rare), round(len(needed) * SHARE))
        ways.append(Bool(should=terms, least=least))
    return either(ways)
