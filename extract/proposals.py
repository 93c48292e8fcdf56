"""All that may be a name in one article: the candidates of every source, in the order in which they can be asked."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from extract.announced_places import announced_places
from extract.bearing_places import bearing_places
from extract.bound_names import bound_names
from extract.bound_places import bound_places
from extract.bylines import bylines
from extract.called_names import stated_names
from extract.candidates import Candidate, from_tagger
from extract.cut_names import cut_names
from extract.datelines import datelines
from extract.departments import departments
from extract.endings import from_endings, repeated
from extract.events import events, numbered_events
from extract.framed_names import framed_names
from extract.hidden_names import hidden_names
from extract.interviews import names_of_turns
from extract.introduced import abbreviations, from_marks
from extract.investors import investors
from extract.lac import Words
from extract.latin_names import latin_names
from extract.legal_names import interviewers, long_names, registered_names, reporting_media
from extract.lexicon import Lexicon
from extract.lexicon_names import from_lexicon
from extract.marks import Marked
from extract.minority_names import minority_names
from extract.neighbours import after_heads, from_founders
from extract.people import after_titles, bracketed_latin, foreign_names
from extract.place_borders import begun_with_grammar, drawn
from extract.places import Gazetteer, stems_near
from extract.places_within import places_within
from extract.platforms import platform_names
from extract.products import risky_products, unmarked_products
from extract.returning_names import returning_names
from extract.sides import sides, within_sides
from extract.site_names import site_names
from extract.small_places import behind_known, names_before_spots, small_places, works_of_places
from extract.speaker_names import speaker_names
from extract.street_names import street_names
from extract.traffic_names import traffic_names
from extract.unknown_places import listed_places, stems_in_provinces, unknown_places
from extract.venues import venues


class Proposals:
    """The sources, with the lexicon that they share."""

    def __init__(self, lexicon: Lexicon, is_word: Callable[[str], bool], is_place_word: Callable[[str], bool]) -> None:
        self._lexicon = lexicon
        self._known = Gazetteer.of(lexicon)
        self._media = lexicon.of_kind("media")
        self._is_word = is_word
        self._is_place_word = is_place_word

    def find(self, sentences: Sequence[Words], words: Words, text: str, marks: Sequence[Marked]) -> list[Candidate]:
        """The candidates of `text`, whose words are `words` and sentence by sentence `sentences`; what other names end at is
        asked last."""
        surnames, titles, known, is_word = self._lexicon.surnames, self._lexicon.titles, self._known, self._is_word
        matches = self._lexicon.find(text)
        near = stems_near(words, text)
        candidates = [
            *from_tagger(
                words,
                text,
                surnames=surnames,
                known=known,
                near=near,
                titles=titles,
                is_word=is_word,
                is_place_word=self._is_place_word,
            ),
            *from_lexicon(matches, words, text, is_word),
            *from_marks(text, marks, words, self._media, is_word),
            *unmarked_products(words, text, is_word),
            *risky_products(matches, words, text),
            *platform_names(text),
            *numbered_events(text),
            *departments(text, words),
            *reporting_media(text),
            *long_names(text, words),
            *interviewers(text, surnames),
            *bound_names(text, words, is_word),
            *stated_names(words, text, surnames, is_word),
            *cut_names(words, text, surnames, self._lexicon.word_surnames, is_word),
            *names_before_spots(words, text, known, is_word),
            *bound_places(text, words, is_word, self._is_place_word),
            *begun_with_grammar(words, text, known),
            *works_of_places(words, text, known),
            *stems_in_provinces(words, text, known, is_word),
            *bearing_places(words, text, known),
            *street_names(text, is_word),
            *traffic_names(words, text, known, is_word),
            *site_names(words, text, known, is_word),
            *datelines(text, known),
            *announced_places(text, is_word, self._is_place_word),
            *places_within(words, text, known, is_word, self._is_place_word),
            *venues(words, text, known, is_word),
            *listed_places(text, known, is_word, self._is_place_word),
            *unknown_places(words, text, known, surnames, is_word, self._is_place_word),
            *hidden_names(words, text, titles, surnames, is_word),
            *returning_names(words, text, surnames, is_word),
            *minority_names(words, text, titles),
            *bylines(text, surnames, is_word),
            *foreign_names(words, text, known, is_word),
            *names_of_turns(text, surnames),
            *speaker_names(words, text, titles, surnames, is_word),
            *framed_names(words, text, titles, surnames, is_word),
        ]
        for c in small_places(words, text, known, surnames, is_word, self._is_place_word):
            candidates += _parted(c, known.parts(text, c.start, c.end, near))
        told: list[list[Candidate]] = [[] for _ in sentences]
        starts = [sentence[0].start for sentence in sentences]
        for c in (
            *events(sentences, words, text, is_word),
            *from_founders(sentences, words, text, titles),
            *after_heads(sentences, words, text, surnames),
            *after_titles(sentences, words, text, titles, surnames, is_word),
        ):
            told[bisect_right(starts, c.start) - 1].append(c)
        for sentence, others in zip(sentences, told, strict=True):
            for c in from_endings(sentence, text, known, surnames, is_word):
                candidates += _parted(c, known.parts(text, c.start, c.end, near)) if c.type == "LOC" else (c,)
            candidates += registered_names(sentence, text)
            candidates += investors(sentence, text, is_word)
            candidates += others
        candidates = list(drawn(behind_known(candidates, matches, text, is_word), text, known))
        candidates = _without_titled(candidates)
        beside = sides(words, text)
        candidates = [*within_sides(candidates, beside), *beside]
        candidates += repeated(candidates, text)
        ends = {c.end: c.type for c in sorted(candidates, key=lambda c: c.confidence)}
        candidates += bracketed_latin(text, ends)
        candidates += latin_names(text, ends)
        candidates += abbreviations(text, ends)
        return candidates


def _parted(whole: Candidate, parts: Iterable[tuple[int, int]]) -> Iterator[Candidate]:
    return (Candidate(start, end, whole.type, whole.confidence, whole.source) for start, end in parts)


def _without_titled(candidates: list[Candidate]) -> list[Candidate]:
    """`candidates` without the places that are a title and a person's name: 教育家林远山."""
    people = [(c.start, c.end) for c in candidates if c.source == "hidden"]
    if not people:
        return candidates
    return [
        c for c in candidates if c.type != "LOC" or not any(c.start < start and end <= c.end for start, end in people)
    ]
