"""From candidates to mentions: who wins where several sources speak, and the second pass over the whole article.

The decision, in order:
1. One surface has one type in one article unless marks say otherwise: the type with the most support. The sources
   support it, and so do the words beside it (extract/contexts.py) and a long name in the article that it is short for.
   A name that the lexicon knows for sure keeps the lexicon's type.
2. A source's confidence counts, agreement of sources on the same span and type adds to it, and so do the words beside
   the name; a mere guess that nothing adds to is dropped.
3. Of overlapping spans the best sum of confidence and length wins (滨海蓝鲸足球俱乐部 over 滨海).
4. What is certain once is found everywhere in the article, longest name first.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from extract.candidates import Candidate, nameable
from extract.common_nouns import is_common_noun, is_description, is_somewhere
from extract.contexts import Evidence, evidence
from extract.everywhere import CERTAIN, SEEN, Named, everywhere
from extract.lac import Words
from extract.organisation_aliases import forms_of
from extract.people_like_places import people_like_places
from extract.personal_names import short_forms
from ontology.predicates import EntityType

_MOST = 0.99  # nobody is surer than that
_SURE = 0.9  # a name of the lexicon that is not risky
_TOLD = 0.95  # 以下简称“夜航”: from there on the word is a name
_FOUNDED = 0.95  # what stands before 创始人
_AGREEMENT = 0.1
_LENGTH = 0.05  # a character
_FIXED = frozenset({"title marks", "introduced"})
_INTRODUCTION = 1000  # the text's own introduction outweighs any number of the tagger's guesses
_KNOWN = 20  # what the lexicon knows for sure outweighs the words beside it
_SHORT_FORM = 3.0  # a name's support from a longer name that it is short for
_MOST_GUESSES = 4.0  # the tagger's support however often it says the same
_WITNESSED = 0.1  # confidence for each strong word beside a name
_PROOF = 2.0  # what must stand beside a guess to make it certain
_DOUBT = 0.5  # a guess below this needs words beside it
_HOUSE = re.compile(
    "(?:大厦|大楼|饭店|酒店|宾馆|广场|大酒店|机场|车站|公园)$"
)  # which may be taken for an organisation
_INSTITUTION = re.compile("(?:馆|院|校|中学|小学|学院|协会|商会|合作社|厂|剧团|乐团|中心|站|所|社)$")


def decide(
    candidates: Iterable[Candidate],
    words: Words,
    text: str,
    *,
    surnames: frozenset[str],
    places: frozenset[str],
    is_word: Callable[[str], bool],
) -> list[Named]:
    """The mentions of an article: sorted, not overlapping. `words` tile the sentences of `text`; `is_word` tells
    common words of the language, `surnames` what a person's name starts with, `places` well-known places."""
    pooled = _pool(candidates, text, places)
    witnessed = evidence(dict.fromkeys((c.start, c.end) for c in pooled), text)
    support = _support(pooled, witnessed, text, surnames, places)
    typed = [_typed(c, support, witnessed, text) for c in pooled]
    chosen = _without_overlaps([c for c in typed if c.confidence >= _DOUBT], text)
    told = {text[c.start : c.end] for c in pooled if c.source == "introduced" and c.confidence >= _TOLD}
    known = {text[c.start : c.end] for c in pooled if c.source == "lexicon"}
    chosen = _with_place(chosen, text, known)
    return everywhere(chosen, words, text, surnames, places, lambda form: form not in told and is_word(form))


def _pool(candidates: Iterable[Candidate], text: str, places: frozenset[str]) -> list[Candidate]:
    """One candidate a span and type: the surest, more sure for each further source that agrees. What cannot be a name
    is dropped, whoever proposes it; only what stands in marks may hold marks itself."""
    first: dict[tuple[int, int, EntityType], Candidate] = {}
    pools: dict[tuple[int, int, EntityType], dict[str, Candidate]] = {}  # where there are several, by source
    for c in candidates:
        surface = text[c.start : c.end]
        if c.source not in _FIXED and not nameable(surface):
            continue
        if c.source not in _FIXED | {"lexicon", "small place"} and (
            is_somewhere(surface, places) or is_common_noun(surface) or is_description(surface, text[c.end : c.end + 1])
        ):
            continue
        key = c.start, c.end, c.type
        if (other := first.setdefault(key, c)) is not c:
            pool = pools.setdefault(key, {other.source: other})
            if c.source not in pool or pool[c.source].confidence < c.confidence:
                pool[c.source] = c
    for key, pool in pools.items():
        best = max(pool.values(), key=lambda c: (c.confidence, c.source))
        sure = best.confidence + _AGREEMENT * (len(pool) - 1)
        first[key] = Candidate(best.start, best.end, best.type, sure, best.source)
    return [c if c.confidence <= _MOST else replace(c, confidence=_MOST) for c in first.values()]


def _support(
    pooled: Iterable[Candidate], witnessed: Evidence, text: str, surnames: frozenset[str], places: frozenset[str]
) -> dict[str, dict[EntityType, float]]:
    """How much speaks for each type of each surface."""
    support: dict[str, dict[EntityType, float]] = defaultdict(lambda: defaultdict(float))
    guessed: dict[tuple[str, EntityType], float] = defaultdict(float)
    founded: set[str] = set()
    for c in pooled:
        surface = text[c.start : c.end]
        if c.source == "tagger" or (c.source == "latin" and c.confidence < _DOUBT):
            weight = min(c.confidence, _MOST_GUESSES - guessed[surface, c.type])
            guessed[surface, c.type] += weight
        else:
            weight = c.confidence * (_INTRODUCTION if c.source in _FIXED else 1)
        support[surface][c.type] += weight
        if c.source == "lexicon" and c.confidence >= _SURE:
            support[surface][c.type] += _KNOWN
        elif c.source == "neighbour" and c.confidence >= _FOUNDED:
            founded.add(surface)
    for surface in founded:  # 百老汇创办人: what somebody founded is no place
        support[surface]["LOC"] -= _KNOWN
    for surface in sorted(people_like_places((s for s, kinds in support.items() if "LOC" in kinds), text)):
        support[surface]["PER"] += _KNOWN * 10
    for surface, kinds in witnessed.items():
        for kind, weight in kinds.items():
            if not (kind == "LOC" and surface.isascii()):  # a game 登陆Steam
                support[surface][kind] += weight
    whole = {
        name
        for name, kinds in support.items()
        if max(kinds, key=lambda kind: kinds[kind]) == "ORG" and kinds["ORG"] >= CERTAIN
    }
    for name in sorted(whole):
        for form in forms_of(name, places):
            if form in support:
                support[form]["ORG"] += _SHORT_FORM
    people = {text[c.start : c.end] for c in pooled if c.type == "PER" and c.confidence >= CERTAIN}
    for form in sorted({form for name in people for form in short_forms(name, surnames)} & support.keys()):
        support[form]["PER"] += _SHORT_FORM  # once: a family's name may be its firm's
    return support


def _typed(
    candidate: Candidate, support: dict[str, dict[EntityType, float]], witnessed: Evidence, text: str
) -> Candidate:
    """The candidate with its surface's best supported type; a span that marks introduce keeps its own."""
    if candidate.source in _FIXED:
        return candidate
    surface = text[candidate.start : candidate.end]
    types = support[surface]
    best = max(types, key=lambda kind: (types[kind], kind))
    confidence = candidate.confidence - 0.1 * (best != candidate.type)
    told = witnessed[surface].get(best, 0) if surface in witnessed else 0.0
    confidence += _WITNESSED * min(3.0, told)
    if candidate.confidence < _DOUBT and told >= _PROOF:
        confidence = CERTAIN
    sure = max(candidate.confidence, min(_MOST, confidence))
    if best == candidate.type and sure == candidate.confidence:
        return candidate
    return Candidate(candidate.start, candidate.end, best, sure, candidate.source)


def _without_overlaps(candidates: Iterable[Candidate], text: str) -> list[Named]:
    candidates = list(candidates)
    whole: dict[int, int] = {}  # where the offices and firms that start here end: 阿联酋外交部 begins with a place
    for c in candidates:
        if c.type == "ORG" and c.confidence >= SEEN and not _HOUSE.search(text, c.start, c.end):
            whole[c.start] = max(c.end, whole.get(c.start, 0))

    def rank(c: Candidate) -> tuple[bool, float, int]:
        begun = c.type == "LOC" and c.end < whole.get(c.start, 0)
        return c.source in _FIXED, c.confidence + _LENGTH * min(c.end - c.start, 15) - begun, -c.start

    longest: dict[int, int] = {}  # of the certain organisations that start here: 雾桥 is none where 雾桥科技 stands
    for c in candidates:
        if c.type == "ORG" and c.confidence >= CERTAIN:
            longest[c.start] = max(c.end, longest.get(c.start, 0))
    chosen: list[Candidate] = []
    taken = bytearray(len(text))
    for c in sorted(candidates, key=rank, reverse=True):
        if c.type == "ORG" and c.source != "lexicon" and c.end < longest.get(c.start, 0):
            continue
        if taken.find(1, c.start, c.end) < 0:
            taken[c.start : c.end] = b"\1" * (c.end - c.start)
            chosen.append(c)
    return [Named(c.start, c.end, c.type, round(c.confidence, 3)) for c in chosen]


def _with_place(chosen: list[Named], text: str, known: Collection[str]) -> list[Named]:
    """`chosen`, sorted, with a place joined to the organisation that never stands without it: 云州|里弄博物馆. What is
    `known` has its own name."""
    chosen = sorted(chosen, key=lambda mention: mention.start)
    fronts: dict[str, list[Named | None]] = defaultdict(list)
    for before, mention in zip([None, *chosen], chosen, strict=False):
        surface = text[mention.start : mention.end]
        if mention.type == "ORG" and surface not in known and _INSTITUTION.search(surface):
            joined = before is not None and before.type == "LOC" and before.end == mention.start
            fronts[surface].append(before if joined else None)
    merged: dict[int, int] = {}  # where a place starts: where the name that it belongs to starts
    for surface, places in fronts.items():
        forms = {text[p.start : p.end] if p else "" for p in places}
        if len(forms) == 1 and "" not in forms and 1 < len(places) == text.count(surface):
            merged |= {p.start: p.end for p in places if p}
    starts = {end: start for start, end in merged.items()}
    return [
        replace(m, start=starts.get(m.start, m.start)) if m.type == "ORG" else m
        for m in chosen
        if not (m.type == "LOC" and merged.get(m.start) == m.end)
    ]
