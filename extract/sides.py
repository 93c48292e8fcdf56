"""The sides of mountains and waters, which the tagger joins to the name or takes for a province: 青石|山西|侧, 乌溪河北|侧."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extract.candidates import Candidate
from extract.lac import Word

_SIDE = re.compile("(?<=[山岭峰河江湖溪水海岛桥])[东西南北](?:侧|麓|坡|岸)")
_NAME = re.compile("[\u4e00-\u9fff]{1,4}")
_NO_PART = frozenset({"p", "u", "c", "w", "r", "d", "q", "v", "m", "f"})


def sides(words: Sequence[Word], text: str) -> list[Candidate]:
    """The places whose side is spoken of where a word of the tagger's begins in the name and ends behind it."""
    borders = {match.start() for match in _SIDE.finditer(text)}
    return list(_sides(words, text, borders)) if borders else []


def _sides(words: Sequence[Word], text: str, borders: set[int]) -> Iterator[Candidate]:
    for before, word in pairwise([None, *words]):
        if word is None:
            continue
        border = word.end - 1 if word.end - 1 in borders else word.end - 2 if word.end - 2 in borders else word.start
        if border <= word.start:
            continue
        start = word.start
        if border - start == 1:
            if before is None or before.end != start or before.tag in _NO_PART:
                continue
            start = before.start
        if border - start > 1 and _NAME.fullmatch(text, start, border):
            yield Candidate(start, border, "LOC", 0.97, "side")


def within_sides(candidates: Iterable[Candidate], found: Sequence[Candidate]) -> list[Candidate]:
    """`candidates` without those that cut through where one of the `found` places ends."""
    borders = [(c.start, c.end) for c in found]
    return (
        [
            c
            for c in candidates
            if not any(start <= c.start < end < c.end or c.start < start < c.end < end for start, end in borders)
        ]
        if borders
        else list(candidates)
    )
