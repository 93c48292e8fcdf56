"""What a source of names proposes, and the two general sources: the tagger's spans and the lexicon's matches."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.lac import Word
from extract.lexicon import Match
from extract.personal_names import is_full_name
from ontology.predicates import EntityType


@dataclass(frozen=True, slots=True)
class Candidate:
    """`text[start:end]` may name an entity of `type`; `source` says who proposes it, `confidence` how surely (0–1)."""

    start: int
    end: int
    type: EntityType
    confidence: float
    source: str


# LAC tags a name either as an entity (PER) or as a proper noun (nr); the noun tags are less sure (UNER PUD news).
_TAGS: dict[str, tuple[EntityType, float]] = {
    "PER": ("PER", 0.75),
    "nr": ("PER", 0.6),
    "LOC": ("LOC", 0.75),
    "ns": ("LOC", 0.65),
    "ORG": ("ORG", 0.75),
    "nt": ("ORG", 0.65),
}


# What joins two names that the tagger may take for one: 海豚仓全称上海海豚仓智能科技有限公司.
_JOINT = re.compile(r"全称|简称|原名|又名|以下|球队|[　 ]")


def from_tagger(
    words: Iterable[Word], text: str, surnames: Collection[str], countries: Collection[str]
) -> Iterator[Candidate]:
    """The tagger's own entities, a person's surer where the name has the form of one."""
    for word in words:
        if word.tag not in _TAGS:
            continue
        kind, confidence = _TAGS[word.tag]
        for part, end in name_parts(text, word.start, word.end):
            start = behind_country(text, part, end, countries)
            surface = text[start:end]
            if _nameable(surface):
                formed = kind == "PER" and len(surface) > 2 and is_full_name(surface, surnames)
                yield Candidate(start, end, kind, confidence + 0.1 * formed, "tagger")


def name_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names in `text[start:end]`: the pieces that 全称 joins, without the 讯 of a dateline (山城新报讯)."""
    position = start
    for joint in [*_JOINT.finditer(text, start, end), None]:
        stop = joint.start() if joint and not text[start:end].isascii() else end
        if text[position:stop].endswith(("报讯", "社讯", "网讯", "经讯", "闻讯")):
            yield position, stop - 1
        elif stop > position:
            yield position, stop
        if stop == end:
            return
        position = joint.end() if joint else end


_OF_A_COUNTRY = re.compile(r"[·・•]|(?:大学|学院|研究院|研究所|医院)$")


def behind_country(text: str, start: int, end: int, countries: Collection[str]) -> int:
    """Where the name in `text[start:end]` starts if a foreign country stands before it (美国斯坦福大学)."""
    for length in (2, 3, 4):
        rest = text[start + length : end]
        if text[start : start + length] in countries and len(rest) > 3 and _OF_A_COUNTRY.search(rest):
            return start + length
    return start


def _nameable(surface: str) -> bool:
    """Whether `surface` can be a name at all: at least two characters, no marks, not only digits."""
    return (
        len(surface) > 1
        and not any(c in "，。！？；：、“”「」（）()《》\n/|" for c in surface)
        and not surface.isdigit()
    )


def from_lexicon(matches: Iterable[Match], words: Sequence[Word], text: str) -> Iterator[Candidate]:
    """The lexicon's names. One that is also a common word counts only where the tagger sees a name of that type; one of
    two characters only where the tagger does not cut through it (台海 in 六百台海豚)."""
    tagged = {(w.start, w.end): _TAGS[w.tag][0] for w in words if w.tag in _TAGS}
    borders = {border for w in words for border in (w.start, w.end)}
    for match in matches:
        whole = match.start in borders and match.end in borders
        if not match.risky and (whole or match.end - match.start > 2):
            yield Candidate(match.start, match.end, match.entry.type, 0.9, "lexicon")
        elif tagged.get((match.start, match.end)) == match.entry.type:
            yield Candidate(match.start, match.end, match.entry.type, 0.85, "lexicon")
