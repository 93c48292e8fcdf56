"""What the rules leave undecided: the sentences about which an optional extractor may be asked, and what exactly.

A predicate is open in a sentence where all of this holds:
- no part of the sentence is in a quotation, and it names two things (not above thirty), or one and a date, a sum or a
  head count;
- it has a word of the predicate (extract/triggers.py), outside names, in a clause that neither plans, doubts nor denies;
- it names what can be the predicate's subject and what can be its object, which the rules have joined nowhere in the
  article, and the rules have read no fact of this predicate in it.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import TypeVar

from extract.draft import Draft
from extract.hedges import doubted
from extract.reading import Date, Fact, Mention, Quote, Sentence
from extract.slots import Slot, count_slots, money_slots
from extract.triggers import TRIGGERS
from ontology.predicates import PREDICATES, Predicate

_Span = TypeVar("_Span", Mention, Date)
_MOST = 30  # names: a sentence with more is a list


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence in which `predicates` are open. `dates` have a value; `sums` are sums of money and head counts."""

    sentence: Sentence
    text: str
    mentions: tuple[Mention, ...]
    dates: tuple[Date, ...]
    sums: tuple[Slot, ...]
    predicates: tuple[str, ...] = ()


class _Stated:
    """What the rules have stated in an article: in each sentence, of each pair of entities, of each subject."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._in: dict[int, set[str]] = defaultdict(set)
        self._of: dict[frozenset[str], set[str]] = defaultdict(set)
        for fact in facts:
            self._in[fact.start].add(fact.predicate)
            self._of[frozenset({fact.subject} if fact.literal else {fact.subject, fact.object})].add(fact.predicate)

    def leaves_open(self, predicate: Predicate, scene: Question) -> bool:
        """Whether the scene names what could be a fact of `predicate` that is not stated."""
        if predicate.name in self._in.get(scene.sentence.start, ()):
            return False
        kinds = {m.entity: m.type for m in scene.mentions}
        subjects = [entity for entity, kind in kinds.items() if kind in predicate.subjects]
        if predicate.literal == "edtf":  # of which there is one a subject
            known = [predicate.name in self._of.get(frozenset({subject}), ()) for subject in subjects]
            return bool(scene.dates) and not all(known)
        if predicate.literal == "integer":
            return bool(subjects) and any(s.kind == "COUNT" for s in scene.sums)
        if predicate.literal:
            return bool(subjects)
        objects = [entity for entity, kind in kinds.items() if kind in predicate.objects]
        pairs = [self._of.get(frozenset({s, o}), ()) for s, o in product(subjects, objects) if s != o]
        return any(not stated for stated in pairs) and not any(predicate.name in stated for stated in pairs)


def undecided(draft: Draft) -> tuple[Question, ...]:
    """The open questions of an article that the rules have read, in the order of its sentences."""
    stated = _Stated(draft.facts)
    questions = []
    for scene in _scenes(draft):
        plain = draft.plain[scene.sentence.start : scene.sentence.end]
        predicates = tuple(
            name
            for name, predicate in PREDICATES.items()
            if _told(name, plain, scene) and stated.leaves_open(predicate, scene)
        )
        if predicates:
            questions.append(replace(scene, predicates=predicates))
    return tuple(questions)


def _scenes(draft: Draft) -> Iterator[Question]:
    """The sentences outside quotations that name two things, or one and a date, sum or head count."""
    for sentence in _unquoted(draft.sentences, draft.quotes):
        mentions = _within(draft.mentions, sentence)
        if not mentions:
            continue
        dates = tuple(d for d in _within(draft.dates, sentence) if d.edtf)
        spans: list[Mention | Date] = [*mentions, *dates]
        taken = {p for span in spans for p in range(span.start, span.end)}
        plain = draft.plain[sentence.start : sentence.end]
        sums = tuple(
            replace(slot, start=slot.start + sentence.start, end=slot.end + sentence.start)
            for slot in sorted((*money_slots(plain), *count_slots(plain)), key=lambda slot: slot.start)
            if taken.isdisjoint(range(slot.start + sentence.start, slot.end + sentence.start))
        )
        named = len({m.entity for m in mentions})
        if named <= _MOST and (named > 1 or dates or sums):
            text = draft.article.text[sentence.start : sentence.end]
            yield Question(sentence, text, mentions, dates, sums)


def _unquoted(sentences: Sequence[Sentence], quotes: Sequence[Quote]) -> Iterator[Sentence]:
    """`sentences` that no quotation touches, both in order."""
    upcoming = 0
    for sentence in sentences:
        while upcoming < len(quotes) and quotes[upcoming].end <= sentence.start:
            upcoming += 1
        if upcoming == len(quotes) or quotes[upcoming].start >= sentence.end:
            yield sentence


def _within(spans: Sequence[_Span], sentence: Sentence) -> tuple[_Span, ...]:
    first, last = (bisect_left(spans, edge, key=lambda span: span.start) for edge in (sentence.start, sentence.end))
    return tuple(span for span in spans[first:last] if span.end <= sentence.end)


def _told(predicate: str, plain: str, scene: Question) -> bool:
    """Whether a word of the predicate stands in the sentence, whose simplified form is `plain`, and is not doubted."""
    offset = scene.sentence.start
    return any(
        not any(m.start < word.end() + offset and word.start() + offset < m.end for m in scene.mentions)
        and not doubted(plain, word.start(), word.end())
        for word in _trigger(predicate).finditer(plain)
    )


@cache
def _trigger(predicate: str) -> re.Pattern[str]:
    return re.compile(TRIGGERS[predicate])
