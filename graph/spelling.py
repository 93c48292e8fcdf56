"""How a name may be typed: by its characters, by their sounds, by the beginnings of these, and by any mixture.

A name is a row of units: a Chinese character, or a word of letters or digits. What is typed is read as a row of pieces,
in several ways where it is ambiguous (`xian` is 先 or 西安, `pgh` is 潘国华); a piece stands for the unit in its place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import product
from typing import Literal, TypeAlias
from unicodedata import normalize

from graph.surnames import READINGS
from graph.words import NAME_LENGTH, TONELESS, fold, runs, syllables

MOST_UNITS = 10  # of a name that are compared one by one
OTHERS = 2  # unusual readings of a character that are taken in
LETTERS = 32  # that are read as sounds in one go: more are no name
WAYS = 8  # in which letters are read at most, if there are no words in them

_Way: TypeAlias = tuple[float, tuple["Piece", ...]]  # what it costs

_WORD = 20.0  # a word costs more than the syllables of a long name
_FOREIGN = 5  # a person's name of so many characters is a foreign one in Chinese characters, perhaps without a dot
_LATIN = re.compile("[a-z0-9]+")
_SYLLABLES = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve ue yu",
    "l": "a ai an ang ao e ei en eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve ue yu",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
SYLLABLES = frozenset(initial + final for initial, finals in _SYLLABLES.items() for final in finals.split())
_BEGINNINGS = frozenset(one[:end] for one in SYLLABLES for end in range(1, len(one) + 1))
_LONGEST = max(map(len, SYLLABLES))
_INITIALS = _SYLLABLES.keys() - {""}
# ü on a keyboard without it, and in a passport.
_AGAIN = {"lv": ("lv", "lyu"), "nv": ("nv", "nyu"), "lve": ("lve", "lue"), "nve": ("nve", "nue")}
_CARELESS = {"lv": "lu", "nv": "nu"}


@dataclass(frozen=True, slots=True)
class Unit:
    """`name[start:end]`, folded: how it sounds, and how it might be read besides."""

    text: str
    start: int
    end: int
    sounds: tuple[str, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of what is typed, that stands for one unit."""

    text: str
    kind: Literal["char", "syllable", "word", "begun"]  # the last is the beginning of a syllable

    def fits(self, unit: Unit, *, last: bool) -> bool:
        """Whether it may stand for this unit: `pan` also for 庞, as the beginning of its sound."""
        if self.kind == "char":
            return self.text == unit.text
        sounds = unit.sounds + unit.others
        if self.kind == "word" and not last:
            return self.text in sounds
        return any(sound.startswith(self.text) for sound in sounds)


@lru_cache(maxsize=4_000)  # a name comes again with every article that speaks of its bearer
def units(name: str, *, person: bool) -> tuple[Unit, ...]:
    """The units of a name, that of a person read with its surname as a surname; what is too long is cut."""
    name = name[:NAME_LENGTH]
    folded = fold(name)
    heard = _heard(name)
    again = heard if folded == name else _heard(folded)
    found = []
    for start, end, wide in runs(folded):
        if wide:
            for at in range(start, end):
                sounds, others = _readings(name[at], heard[at], again[at])
                found.append(Unit(folded[at], at, at + 1, sounds, others))
        else:
            word = folded[start:end]
            found.append(Unit(word, start, end, (_plain(word),)))
    if person:
        _read_surname(found, foreign=len(found) >= _FOREIGN or "·" in name)
    return tuple(found)


def _read_surname(found: list[Unit], *, foreign: bool) -> None:
    double = "".join(unit.text for unit in found[:2])
    if double in READINGS and len(found) > 2:
        (sound,) = READINGS[double]
        cut = next(end for end in range(1, len(sound)) if {sound[:end], sound[end:]} <= SYLLABLES)
        read: list[tuple[str, ...]] = [(sound[:cut],), (sound[cut:],)]
    else:
        read = [READINGS[found[0].text]] if found and found[0].text in READINGS else []
    for place, sounds in enumerate(read):
        unit = found[place]
        both = tuple(dict.fromkeys((*sounds, *unit.sounds)))
        usual = both if foreign else sounds
        rest = tuple(sound for sound in (*both, *unit.others) if sound not in usual)
        found[place] = Unit(unit.text, unit.start, unit.end, usual, rest)


def _heard(name: str) -> list[str]:
    """The sound that every character has in this name, "" where it has none."""
    return [sound if read else "" for sound, read in syllables(name)]


@lru_cache(maxsize=20_000)
def _readings(char: str, *heard: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How a character is to be read that sounds so in its name (one for each script), and how else it might be."""
    from pypinyin.constants import PINYIN_DICT

    usual = [sound for sound in dict.fromkeys(heard) if _LATIN.fullmatch(sound)]
    every = dict.fromkeys(sound.translate(TONELESS) for sound in PINYIN_DICT.get(ord(char), "").split(","))
    others = [_CARELESS[sound] for sound in usual if sound in _CARELESS]
    others += [sound for sound in every if sound not in usual and _LATIN.fullmatch(sound)][:OTHERS]
    return tuple(again for sound in usual for again in _AGAIN.get(sound, (sound,))), tuple(others)


def _plain(word: str) -> str:
    """A word without its accents, ü as v."""
    toneless = word.translate(TONELESS)
    return "".join(char for char in normalize("NFKD", toneless) if char.isalnum())


def ways(asked: str) -> list[tuple[Piece, ...]]:
    """How what is typed can be read, as few and as whole pieces as can be first. Spaces and signs part pieces."""
    folded = fold(asked)
    parts = list(runs(folded))
    if sum(end - start for start, end, _ in parts) > LETTERS:
        return []
    found: list[_Way] = [(0.0, ())]
    for number, (start, end, wide) in enumerate(parts):
        text = folded[start:end]
        if wide:
            here: list[_Way] = [(0.0, tuple(Piece(char, "char") for char in text))]
        else:
            here = _cuts(_plain(text), last=number == len(parts) - 1)
        both = [(cost + more, before + after) for (cost, before), (more, after) in product(found, here)]
        both.sort(key=lambda way: way[0])
        plain = [way for way in both if way[0] < _WORD][:WAYS]
        found = plain + [way for way in both if way[0] >= _WORD][:LETTERS]
    return [pieces for _, pieces in found if pieces]


def _cuts(letters: str, *, last: bool) -> list[_Way]:
    """The cheapest ways to cut a run of letters into syllables, initials and beginnings; and with every word that it may
    begin with, which is none of these."""
    rest: list[list[_Way]] = [[] for _ in range(len(letters))] + [[(0.0, ())]]
    for start in reversed(range(len(letters))):
        here = []
        for end in range(start + 1, min(start + _LONGEST, len(letters)) + 1):
            text = letters[start:end]
            if text in SYLLABLES:
                cost, piece = 1.0, Piece(text, "syllable")
            elif text in _BEGINNINGS:
                final = last and end == len(letters)  # where something is a beginning in any case
                cost, piece = 1.1 if final else 1.6 if text in _INITIALS else 1.9, Piece(text, "begun")
            else:
                continue
            here += [(cost + after, (piece, *pieces)) for after, pieces in rest[end]]
        rest[start] = nsmallest(WAYS, here, key=lambda way: way[0])
    worded = [
        (_WORD + after, (Piece(letters[:end], "word"), *pieces))
        for end in range(1, len(letters) + 1)
        for after, pieces in rest[end][:3]
        if letters[:end] not in _BEGINNINGS
    ]
    return rest[0] + worded


def fitting(pieces: Sequence[Piece], row: Sequence[Unit]) -> tuple[int, int] | None:
    """The characters of a name that pieces stand for, None where they do not fit."""
    if not pieces or len(pieces) > len(row):
        return None
    last = len(pieces) - 1
    fits = all(
        piece.fits(unit, last=place == last) for place, (piece, unit) in enumerate(zip(pieces, row, strict=False))
    )
    return (row[0].start, row[last].end) if fits else None


def later_parts(name: str) -> Iterator[str]:
    """What stands behind a dot or a space in a name: of foreign persons, that by which they are called."""
    name = name.strip()
    for match in re.finditer(r"[·•・‧\s]+(?=\S)", name):
        yield name[match.end() :]
