"""What is asked of the keyword index, as its queries. Nothing that is asked is ever parsed as the engine's query syntax."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from tantivy import Occur, Query, Schema

from graph.forms import LONGEST
from graph.search_tree import Sort
from graph.words import fold, joined, name_key, phrase_grams, pinyin, query_grams, runs, spans, words

SENTENCES: tuple[Sort, ...] = ("sentence", "quote", "headline")

Common: TypeAlias = Callable[[str, str], bool]  # whether a field has a term too often

LONGEST_NAME = 16  # characters of a name looked for inside of what is asked
SOUND = 3  # letters of pinyin that may be the beginning of a name
LOOSE = 4  # a run of more grams than this need not be found whole
SHARE = 0.25  # of its grams that have to be found then

# What a sentence is worth besides its BM25 score, which seldom reaches 30.
WHOLE, EVERY = 60.0, 30.0


def entity_tiers(schema: Schema, asked: str) -> list[Query]:
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
        one_of(schema, "name", parts),
        one_of(schema, "pinyin", sounds),
        one_of(schema, "prefix", parts),
        one_of(schema, "name", inside),
        one_of(schema, "pinyin_prefix", long_sounds),
        either([_all(schema, "name_grams", query_grams(part)) for part in parts]),
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

    fits: Query
    worth: Query
    rest: str


def strict_query(schema: Schema, asked: str) -> Query:
    """A query for passages that have all that is asked."""
    return every([_strictly(schema, run) for run in _runs(asked)])


def passage_query(
    schema: Schema,
    asked: str,
    sorts: Iterable[Sort] = (),
    *,
    common: Common | None = None,
    added: Added | None = None,
) -> Query:
    """A query for passages, of some sorts or all, those with all that is asked first, the others by BM25 and by what is
    `added`. Terms that are `common` do not make a passage fit by themselves, nor tell it from others, where there are rarer
    ones."""
    parts = _runs(asked)
    if common:
        parts = [run for run in parts if not all(common("grams", gram) for gram in query_grams(run))] or parts
    if not parts:
        return Query.empty_query()
    fitting = [_fitting(schema, run, common) for run in parts]
    whole = every([_all(schema, "grams", query_grams(run)) for run in parts])
    scored = list(_scored(_runs(added.rest) if added else parts))
    if common:
        scored = [one for one in scored if not common(*one)]
    kinds = [one_of(schema, "sort", sorts)] if sorts else []
    return Query.boolean_query(
        [
            (Occur.Must, Query.const_score_query(either([*fitting, added.fits] if added else fitting), 0.0)),
            *((Occur.Must, Query.const_score_query(only, 0.0)) for only in kinds),
            (Occur.Should, Query.const_score_query(every(fitting), EVERY)),
            (Occur.Should, Query.const_score_query(whole, WHOLE)),
            *((Occur.Should, term(schema, *one)) for one in scored),
            *([(Occur.Should, added.worth)] if added else []),
        ]
    )


def _scored(runs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The fields and terms that BM25 counts."""
    for word in dict.fromkeys([*runs, *(word for run in runs for word in words(run))]):
        yield "words", word
    for gram in dict.fromkeys(gram for run in runs for gram in query_grams(run)):
        yield "grams", gram


def phrase_query(schema: Schema, field: str, text: str) -> Query:
    """What has the letters and digits of a text side by side, in a field of grams; what stands between words does not count."""
    places = phrase_grams(fold(text[:LONGEST]))
    if len(places) > 1:
        return Query.phrase_query(schema, field, [*places])
    return term(schema, field, places[0][1]) if places else Query.empty_query()


def beginning_query(schema: Schema, text: str) -> Query:
    """Passages with a word that begins so. In Chinese, where nobody knows what a word is, two characters may stand anywhere."""
    folded = fold(text[:LONGEST])
    parts = list(runs(folded))
    if not parts:
        return Query.empty_query()
    start, end, wide = parts[-1]
    if wide and end - start > 1:
        return phrase_query(schema, "grams", folded)
    field = "words" if wide else "grams"
    last = Query.regex_query(schema, field, f"{folded[start:end]}.*")
    return last if len(parts) == 1 else every([phrase_query(schema, "grams", folded[:start]), last])


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


def _strictly(schema: Schema, run: str) -> Query:
    """A passage with all grams of a run, or all its words."""
    needed = query_grams(run)
    if len(needed) == 1:
        return term(schema, "grams", needed[0])
    whole = [_all(schema, "grams", needed), Query.const_score_query(term(schema, "grams", needed[0]), EVERY)]
    return either([every(whole), _all(schema, "words", [word for word in words(run) if len(word) > 1])])


def _fitting(schema: Schema, run: str, common: Common | None) -> Query:
    """A sentence fits that has all grams of a run, or all its words, or of a long run a good part."""
    needed = query_grams(run)
    ways = [_all(schema, "grams", needed), _all(schema, "words", [word for word in words(run) if len(word) > 1])]
    if len(needed) > LOOSE:
        rare = [gram for gram in needed if not (common and common("grams", gram))] or needed
        terms = [(Occur.Should, term(schema, "grams", gram)) for gram in rare]
        least = min(len(rare), round(len(needed) * SHARE))
        ways.append(Query.boolean_query(terms, minimum_number_should_match=least))
    return either(ways)


def one_of(schema: Schema, field: str, terms: Iterable[str]) -> Query:
    wanted = list(terms)
    return Query.term_set_query(schema, field, wanted) if wanted else Query.empty_query()


def _all(schema: Schema, field: str, terms: Iterable[str]) -> Query:
    return every([term(schema, field, text) for text in terms])


def every(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries]) if queries else Query.empty_query()


def either(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries]) if queries else Query.empty_query()


def term(schema: Schema, field: str, text: str) -> Query:
    return Query.term_query(schema, field, text, index_option="freq")
