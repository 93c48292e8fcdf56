"""Text as the keyword index sees it: one script, one width, one case, and the pieces that can be searched for.

Folding keeps every character in its place, so what is found in folded text stands there in the text itself.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from threading import Lock
from unicodedata import normalize

import rjieba

from extract.script import simplify

# Letters and digits that are written without spaces between words, and runs of others.
_WIDE = "\u1100-\u11ff\u2e80-\u2fdf\u3040-\u31ff\u3400-\ua4cf\uac00-\ud7ff\uf900-\ufaff\U00016fe0-\U00018dff\U0001aff0-\U0003ffff"
_RUN = re.compile(rf"(?P<wide>[{_WIDE}]+)|[^\W_{_WIDE}]+")
_SYLLABLES = re.compile("[a-z0-9]+")
TONELESS = str.maketrans("āáǎàēéěèêếềōóǒòīíǐìūúǔùüǖǘǚǜńňǹḿ", "aaaaeeeeeeeooooiiiiuuuuvvvvvnnnm", "\u0300\u0304\u030c")

_LOADING = Lock()  # pypinyin's modules import each other, which two threads at once do not survive
NAME_LENGTH = 60  # characters of a name that are compared


class _Fold(dict[int, str]):
    """Code point → its folded character, filled as characters come."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        for step in (lambda c: normalize("NFKC", c), str.lower, simplify):
            changed = step(char)
            char = changed if len(changed) == 1 else char
        self[code] = char
        return char


_FOLD = _Fold()


def fold(text: str) -> str:
    """Simplified, half-width, lower-case text of the same length."""
    return text.translate(_FOLD)


def name_key(name: str) -> str:
    """The letters and digits of a name, folded: what two spellings of it share."""
    return "".join(c for c in fold(name) if c.isalnum())[:NAME_LENGTH]


def words(folded: str) -> list[str]:
    """The words of folded text, long ones also in parts, as jieba cuts for search."""
    return [word for word in rjieba.cut_for_search(folded) if word.isalnum() or any(map(str.isalnum, word))]


def grams(folded: str) -> Iterator[str]:
    """Every character and every two neighbours of Chinese; words of other scripts whole. They come in the order of the text,
    a pair behind its first character, so that their places tell what stands beside what."""
    for run in _RUN.finditer(folded):
        text = run[0]
        if run["wide"]:
            yield from chain.from_iterable(zip(text, map(str.__add__, text, text[1:]), strict=False))
            yield text[-1]
        else:
            yield text


def phrase_grams(folded: str) -> list[tuple[int, str]]:
    """The grams that say that a text has this one in it, and their places among its grams: pairs, and what has no pair."""
    found: list[tuple[int, str]] = []
    at = 0
    for run in _RUN.finditer(folded):
        text = run[0]
        if run["wide"] and len(text) > 1:
            found += ((at + 2 * place + 1, pair) for place, pair in enumerate(map(str.__add__, text, text[1:])))
        else:
            found.append((at, text))
        at += 2 * len(text) - 1 if run["wide"] else 1
    return [(place - found[0][0], gram) for place, gram in found]


def runs(folded: str) -> Iterator[tuple[int, int, bool]]:
    """Where letters and digits stand together, and whether they are of a script without spaces."""
    for run in _RUN.finditer(folded):
        yield *run.span(), bool(run["wide"])


def query_grams(folded: str) -> list[str]:
    """The grams that a text with these words has to have: pairs, and characters only where they stand alone."""
    found: list[str] = []
    for run in _RUN.finditer(folded):
        text = run[0]
        found += map(str.__add__, text, text[1:]) if run["wide"] and len(text) > 1 else [text]
    return list(dict.fromkeys(found))


@lru_cache(maxsize=10_000)  # a name comes again with every article that speaks of its bearer
def pinyin(name: str) -> tuple[str, str]:
    """How a name sounds, without tones, and the initials of its syllables; both "" where it is not Chinese."""
    if not any(run["wide"] for run in _RUN.finditer(name)):
        return "", ""
    parts = [(sound, sound[:1] if read else sound) for sound, read in syllables(name)]
    full, first = ("".join(_SYLLABLES.findall("".join(part).lower())) for part in zip(*parts, strict=True))
    return full[:NAME_LENGTH], first[:NAME_LENGTH]


@lru_cache(maxsize=1_000)  # of a name both the sound and the letters are asked for
def syllables(name: str) -> tuple[tuple[str, bool], ...]:
    """The sounds of a name's characters without tones, ü as v, and what is no Chinese as it stands; whether each is a sound.

    The words and readings are pypinyin's; its own functions make the same of them in nine times the time.
    """
    with _LOADING:
        from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
        from pypinyin.seg.mmseg import seg

    found = []
    for word in seg.cut(name):
        phrase = PHRASES_DICT.get(word)
        for place, char in enumerate(word):
            reading = phrase[place][0] if phrase else PINYIN_DICT.get(ord(char), "").partition(",")[0]
            found.append((reading.translate(TONELESS) or char, bool(reading)))
    return tuple(found)


def spans(text: str, pieces: Iterable[str]) -> list[tuple[int, int]]:
    """Where folded pieces stand in a text, as code points; those of scripts with spaces only as whole words."""
    folded, found = fold(text), []
    for piece in pieces:
        pattern = re.escape(piece)
        if not re.match(f"[{_WIDE}]", piece):
            pattern = rf"(?<![^\W_{_WIDE}]){pattern}(?![^\W_{_WIDE}])"
        found += [match.span() for match in re.finditer(pattern, folded)]
    return found


def joined(found: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in their order, those that touch or overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)
