"""The second pass over an article: what is named once with certainty is found wherever it stands, longest name first."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import add, attrgetter

from ahocorasick_rs import AhoCorasick, MatchKind

from extract.lac import Words
from extract.organisation_aliases import forms_of
from extract.personal_names import short_forms
from ontology.predicates import EntityType

CERTAIN = 0.8  # from here on a name is looked for in the whole article
SEEN = 0.7  # an organisation of which a place in front is a part
_OFTEN, _UNLIKELY = 2, 0.1  # mentions of a name that are doubtful each, and no more together
_UNITS = frozenset("省市县区州镇乡村寨岛")  # 控岭 of 控岭村
_START = attrgetter("start")
_COMMON_TAGS = frozenset({"v", "a", "n", "d", "vn", "an", "ad"})


@dataclass(frozen=True, slots=True)
class Named:
    """A span that names something of `type`, before it is known what."""

    start: int
    end: int
    type: EntityType
    confidence: float


def everywhere(
    chosen: list[Named],
    words: Words,
    text: str,
    surnames: frozenset[str],
    places: frozenset[str],
    is_word: Callable[[str], bool],
) -> list[Named]:
    """`chosen` and every further place where one of its certain names stands."""
    names: dict[str, tuple[EntityType, float]] = {}
    made: set[str] = set()  # forms that no source has seen
    missed: dict[tuple[str, EntityType], float] = defaultdict(lambda: 1.0)  # the chance that no mention of it is right
    times: Counter[tuple[str, EntityType]] = Counter()
    for mention in chosen:
        surface = text[mention.start : mention.end]
        if (
            mention.confidence >= CERTAIN
            and len(surface) > 1
            and (surface not in names or names[surface][1] < mention.confidence)
        ):
            names[surface] = (mention.type, mention.confidence)
        missed[surface, mention.type] *= 1 - mention.confidence
        times[surface, mention.type] += 1
    for (surface, kind), chance in missed.items():
        if (
            surface not in names
            and times[surface, kind] >= _OFTEN
            and chance < _UNLIKELY
            and not is_word(surface)
            and len(surface) > 1
        ):
            names[surface] = kind, CERTAIN
    # A person has seventy forms, nearly all of which stand nowhere: these are dropped by their first two characters.
    pairs = set(map(add, text, text[1:]))
    for name, (kind, confidence) in list(names.items()):
        if kind == "PER":
            for form in short_forms(name, surnames):
                if form[:2] in pairs and form not in names and (len(form) > 2 or not is_word(form)):
                    names[form] = (kind, confidence - 0.1)
                    made.add(form)
        elif kind == "LOC":
            form = name[:-1]
            if len(form) > 1 and name[-1] in _UNITS and form not in names and not is_word(form):
                names[form] = (kind, confidence - 0.1)
                made.add(form)
        elif kind == "ORG":
            for form in forms_of(name, places):
                if form[:2] in pairs and form not in names and form not in places and not is_word(form):
                    names[form] = (kind, confidence - 0.1)
                    made.add(form)
    chosen = sorted(chosen, key=_START)
    if not names:
        return chosen
    ends = [m.end for m in chosen]
    new: list[Named] = []
    dropped: set[Named] = set()
    for start, end in find_names(list(names), words, text, made=made, is_word=is_word):
        # A certain longer name replaces the shorter guesses inside it; it never cuts through another.
        first = last = bisect_right(ends, start)
        while last < len(chosen) and chosen[last].start < end:
            last += 1
        inside = chosen[first:last]
        if len(inside) == 1 and inside[0].start == start and inside[0].end == end:
            continue
        kind, confidence = names[text[start:end]]
        n = Named(start, end, kind, round(confidence - 0.05, 3))
        if all((start <= m.start and m.end <= end) or not _stands(m, n) for m in inside):
            dropped.update(inside)
            new.append(n)
    if not new:
        return chosen
    return sorted([*(m for m in chosen if m not in dropped), *new], key=_START)


def _stands(chosen: Named, new: Named) -> bool:
    """Whether `chosen` stands where `new` cuts through it or is a part of it (滨海 of 滨海消防救援支队)."""
    part = chosen.start <= new.start and new.end <= chosen.end
    return chosen.confidence >= (SEEN if part and chosen.type == "ORG" else CERTAIN)


def find_names(
    names: Sequence[str], words: Words, text: str, *, made: Collection[str], is_word: Callable[[str], bool]
) -> Iterator[tuple[int, int]]:
    """Where `names` stand in `text`, leftmost longest. A form that was only `made` from a name must be whole words of the
    tagger; so must one of two characters that is also a common word, and the tagger must not take it for that."""
    machine = AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest)
    for _, start, end in machine.find_matches_as_indexes(text):
        surface = text[start:end]
        common = len(surface) == 2 and is_word(surface)
        if surface.isascii():
            if _inside_latin_word(text, start, end):
                continue
        elif common or surface in made:
            word = words.starting.get(start)
            if word is None or end not in words.ending:
                continue
            if common and word.end == end and word.tag in _COMMON_TAGS:
                continue
        yield start, end


def _inside_latin_word(text: str, start: int, end: int) -> bool:
    def latin(position: int) -> bool:
        return 0 <= position < len(text) and text[position].isascii() and text[position].isalnum()

    return (latin(start - 1) and latin(start)) or (latin(end) and latin(end - 1))
