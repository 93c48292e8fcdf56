"""Names of China's minorities and their neighbours in Chinese characters, which the tagger often cuts to pieces: rows of the
words that such names are made of (索南旺堆, 乌云其木格), one such word where a title or 名叫 asks for a name, or one that is
nothing else (玉素甫江, 其其格).
"""

import re
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from extract.candidates import Candidate
from extract.lac import Words
from extract.name_words import (
    AMDO_ENDS,
    MONGOL,
    MONGOL_ALONE,
    TIBETAN,
    TURKIC,
    TURKIC_ALONE,
    TURKIC_ENDS,
    YI_FAMILIES,
    YI_SOUNDS,
)
from extract.people import KIN
from extract.titles import Titles

_NO_PERSON = re.compile(
    "[县乡镇村旗盟市区州河湖寺庙路街沟滩族语节]|山(?![上下里区])|草原|苏木|嘎查|机场|火车站|大学|集团|公司"
)
_DOTS = "·•‧・"
_CALLED = re.compile("(?:[名是]?叫|名[为唤]|名字[是叫]|取名)做?$")
_GAP = "、和与及"
# What goes before a family name of the Yi; within a word of its own, 阿的木 is nothing.
_YI = re.compile(rf"(?:{YI_FAMILIES})[{YI_SOUNDS}]{{2}}(?![·•{YI_SOUNDS}])")
_YI_FIRST = re.compile(f"[{''.join(sorted({family[0] for family in YI_FAMILIES.split('|')}))}]")
_YI_SURE = "呷"
_ENDS = re.compile("|".join(TURKIC_ENDS))
_AMDO = re.compile(f"[{''.join(sorted(AMDO_ENDS))}][，。、：；（）的和]")
_SURE, _ALONE, _ASKED = 0.95, 0.9, 0.86


@cache
def _machine() -> tuple[AhoCorasick, list[str]]:
    words = sorted(TIBETAN | MONGOL | TURKIC)
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), words


def minority_names(words: Words, text: str, titles: Titles) -> Iterator[Candidate]:
    """The names of `text` that its name words tell, where no place goes on with them and no dot joins them to others."""
    machine, known = _machine()
    found = [(start, end, known[number]) for number, start, end in machine.find_matches_as_indexes(text)]
    index = 0
    while index < len(found):
        start, end, first = found[index]
        index += 1
        sure = 0.0
        following = found[index] if index < len(found) and found[index][0] == end else None
        if following is not None and _one_people(first, following[2]):
            end, sure = following[1], _SURE
            index += 1
        elif first in TURKIC and (suffix := _ENDS.match(text, end)):
            end, sure = suffix.end(), _SURE
        elif first in TURKIC_ALONE or first in MONGOL_ALONE:
            sure = _ALONE
        elif _asks(words, text, start, titles):
            sure = _ASKED
            if first in TIBETAN and _AMDO.match(text, end):
                end += 1
        if sure and not _NO_PERSON.match(text, end) and not _dotted(text, start, end):
            yield Candidate(start, end, "PER", sure, "name words")
    yield from _yi(words, text, titles)


def _one_people(first: str, second: str) -> bool:
    return any(first in words and second in words for words in (TIBETAN, MONGOL, TURKIC))


def _asks(words: Words, text: str, start: int, titles: Titles) -> bool:
    """Whether a name must begin at `start`: a title, a word of kinship or 名叫 stands in front."""
    if _CALLED.search(text, max(0, start - 4), start):
        return True
    before = words.ending.get(start)
    if before is None:
        return False
    surface = text[before.start : before.end]
    return before.tag == "n" and (surface in KIN or bool(titles.role_of(surface)))


def _dotted(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start] in tuple(_DOTS) or text[end : end + 1] in tuple(_DOTS)


def _yi(words: Words, text: str, titles: Titles) -> Iterator[Candidate]:
    """Names of the Yi: of a family's name and two sounds (沙马拉者), behind a title or with a character that no other has."""
    if _YI_SURE not in text and "彝" not in text and "凉山" not in text:
        return
    for initial in _YI_FIRST.finditer(text):
        match = _YI.match(text, initial.start())
        if match is None or _dotted(text, match.start(), match.end()):
            continue
        if _YI_SURE in match[0] or _asks(words, text, match.start(), titles):
            yield Candidate(match.start(), match.end(), "PER", _ASKED, "name words")
