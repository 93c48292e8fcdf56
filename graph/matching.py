"""What is asked of the keyword index, as its queries. Nothing that is asked is ever parsed as query syntax."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tantivy import Occur, Query, Schema

from graph.words import fold, joined, name_key, pinyin, query_grams, spans, words

SENTENCE = "sentence"  # in the field `kind`

LONGEST = 200  # characters of what is asked
LONGEST_NAME = 16  # characters of a name looked for inside of what is asked
SOUND = 3  # letters of pinyin that may be the beginning of a name
LOOSE = 4  # a run of more grams than this need not be found whole
SHARE = 0.25  # of its grams that have to be found then

# What a sentence is worth besides its BM25 score, which seldom reaches 30.
WHOLE, EVERY = 60.0, 30.0


@dataclass(frozen=True, slots=True)
class Added:
    """What the graph adds to a search: sentences that fit though they lack the words, what a sentence is worth besides its
    words, and the `rest` of the words, which stand for nothing but themselves."""

    fits: Query
    worth: Query
    rest: str


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
        _one_of(schema, "name", parts),
        _one_of(schema, "pinyin", sounds),
        _one_of(schema, "prefix", parts),
        _one_of(schema, "name", inside),
        _one_of(schema, "pinyin_prefix", long_sounds),
        _any([_all(schema, "name_grams", query_grams(part)) for part in parts]),
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


def sentence_query(schema: Schema, asked: str, *, sentences_only: bool, added: Added | None = None) -> Query:
    """A query for sentences and headlines, those with all that is asked first, the others by BM25 and what is `added`."""
    runs = _runs(asked)
    if not runs:
        return Query.empty_query()
    fitting = [_fitting(schema, run) for run in runs]
    whole = _every([_all(schema, "grams", query_grams(run)) for run in runs])
    scored = list(_scored(schema, _runs(added.rest) if added else runs))
    more = [(Occur.Should, added.worth)] if added else []
    kinds = [_one_of(schema, "kind", [SENTENCE])] if sentences_only else []
    return Query.boolean_query(
        [
            (Occur.Must, Query.const_score_query(_any([*fitting, added.fits] if added else fitting), 0.0)),
            *((Occur.Must, Query.const_score_query(only, 0.0)) for only in kinds),
            (Occur.Should, Query.const_score_query(_every(fitting), EVERY)),
            (Occur.Should, Query.const_score_query(whole, WHOLE)),
            *((Occur.Should, term) for term in scored),
            *more,
        ]
    )


def _scored(schema: Schema, runs: Sequence[str]) -> Iterator[Query]:
    """The terms that BM25 counts."""
    for word in dict.fromkeys([*runs, *(word for run in runs for word in words(run))]):
        yield _term(schema, "words", word)
    for gram in dict.fromkeys(gram for run in runs for gram in query_grams(run)):
        yield _term(schema, "grams", gram)


def sentence_spans(text: str, asked: str) -> tuple[tuple[int, int], ...]:
    """Where a sentence has what was asked: every run whole where it stands so, else its words, else its grams."""
    found: list[tuple[int, int]] = []
    for run in _runs(asked):
        for pieces in ([run], [word for word in words(run) if len(word) > 1], query_grams(run)):
            if marks := spans(text, pieces):
                found += marks
                break
    return joined(found)


def _runs(asked: str) -> list[str]:
    """What is asked, folded and parted by white space, without what has nothing that could be found."""
    return [run for run in dict.fromkeys(fold(asked[:LONGEST]).split()) if query_grams(run)]


def _fitting(schema: Schema, run: str) -> Query:
    """A sentence fits that has all grams of a run, or all its words, or of a long run a good part."""
    needed = query_grams(run)
    ways = [_all(schema, "grams", needed), _all(schema, "words", [word for word in words(run) if len(word) > 1])]
    if len(needed) > LOOSE:
        terms = [(Occur.Should, _term(schema, "grams", gram)) for gram in needed]
        ways.append(Query.boolean_query(terms, minimum_number_should_match=round(len(needed) * SHARE)))
    return _any(ways)


def _one_of(schema: Schema, field: str, terms: Iterable[str]) -> Query:
    wanted = list(terms)
    return Query.term_set_query(schema, field, wanted) if wanted else Query.empty_query()


def _all(schema: Schema, field: str, terms: Iterable[str]) -> Query:
    return _every([_term(schema, field, term) for term in terms])


def _every(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries]) if queries else Query.empty_query()


def _any(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries]) if queries else Query.empty_query()


def _term(schema: Schema, field: str, term: str) -> Query:
    return Query.term_query(schema, field, term, index_option="freq")
