"""Names that somebody may have meant who mistyped one: such as sound the same, or differ in one character.

Nothing is compared with all names. What a mistyped name shares with the right one are terms that the index has of each name:
its characters in their places (graph/suggesting.py), its sound, or, of letters, all that one slip leads to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase, digits
from typing import Any

from graph.clauses import Clause, Searcher, Term, all_terms, either, one_of
from graph.matching import phrase_query
from graph.search_tree import Node, Phrase, texts
from graph.spelling import MOST_UNITS, Unit, units
from graph.suggesting import FIELD, ORDER
from graph.words import name_key, pinyin

MOST = 12  # pieces of what is asked that are looked at
SHORTEST, LETTERS = 2, 4  # characters of a name, of one in letters
LONGEST = 24  # letters of a name
SURE = 3  # characters, of which one may be wrong
INSIDE = (4, 3)  # characters of a name in a run of text, that sounds the same
LOOKED = 20  # names


@dataclass(frozen=True, slots=True)
class Correction:
    """What was typed, and the name that may have been meant, with whose it is."""

    piece: str
    name: str
    local: str


def corrections(searcher: Searcher, node: Node | None) -> list[Correction]:
    """Of what is asked all that nobody is called and no passage says, as it may have been meant."""
    pieces = [(piece, name_key(piece)) for piece in list(dict.fromkeys(_pieces(node)))[:MOST]]
    pieces = [(piece, key) for piece, key in pieces if len(key) >= (LETTERS if key.isascii() else SHORTEST)]
    made = (_meant(searcher, piece, key) for piece, key in _unknown(searcher, pieces))
    return [one for one in made if one]


def _pieces(node: Node | None) -> Iterator[str]:
    for wanted in texts(node):
        parts = [wanted.text] if isinstance(wanted, Phrase) else wanted.text.split()
        for part in parts:
            letters = [place for place, char in enumerate(part) if char.isalnum()]
            if letters:
                yield part[letters[0] : letters[-1] + 1]


def _unknown(searcher: Searcher, pieces: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pieces that nobody is called, in whole or in part, and that no passage says."""
    fields = ("name", "prefix", "pinyin", "pinyin_prefix")
    named = searcher.more_than([Term(field, key) for _, key in pieces for field in fields])
    left = [one for place, one in enumerate(pieces) if not any(named[len(fields) * place : len(fields) * (place + 1)])]
    said = searcher.more_than([phrase_query("grams", piece) for piece, _ in left])
    return [one for one, known in zip(left, said, strict=True) if not known]


def _meant(searcher: Searcher, piece: str, key: str) -> Correction | None:
    if key.isascii():
        return _of_letters(searcher, piece, key) if len(key) <= LONGEST else None
    row = units(piece, person=False)
    if name := _sounding(searcher, [key]) or _of_characters(searcher, key, row[:MOST_UNITS]):
        return Correction(piece, name.name, name.local)
    inside = [
        piece[at : at + length] for length in INSIDE for at in range(len(piece) - length + 1) if length < len(key)
    ]
    return _sounding(searcher, [part for part in inside if part.isalpha()])


def _sounding(searcher: Searcher, parts: Sequence[str]) -> Correction | None:
    """The best known name that sounds so throughout as the first of these that any does."""
    sounds = [(part, sound) for part in parts if (sound := pinyin(part)[0])]
    known = searcher.more_than([Term("pinyin", sound) for _, sound in sounds])
    for (part, sound), some in zip(sounds, known, strict=True):
        for form in _forms(searcher, one_of("pinyin", [sound])) if some else ():
            for name in (form["label"], *form["aliases"]):
                if len(name_key(name)) == len(part) and pinyin(name)[0] == sound:
                    return Correction(part, name, form["local"])
    return None


def _of_characters(searcher: Searcher, key: str, row: Sequence[Unit]) -> Correction | None:
    """A name with one character that is another, one more or one less, or two that have changed places. What sounds more like
    it comes first, then what is better known."""
    if "".join(unit.text for unit in row) != key:
        return None
    terms = [f"{place}{unit.text}!" for place, unit in enumerate(row)]
    later = [f"{place + 1}{unit.text}!" for place, unit in enumerate(row)]
    size = len(row)
    swapped = [f"={_swapped(key, place)}" for place in range(len(key) - 1) if key[place] != key[place + 1]]
    ways = [[text] for text in swapped]
    if size >= SURE:
        ways += [[*terms[:place], *terms[place + 1 :], f"#{size}"] for place in range(size)]
        ways += [[*terms[:place], *later[place:], f"#{size + 1}"] for place in range(size + 1)]
    if size > SURE:
        ways += [[f"={key[:place]}{key[place + 1 :]}"] for place in range(len(key))]
    query = either([all_terms(FIELD, way) for way in ways])
    shown = [form for _, form in searcher.search(query, LOOKED, by=ORDER, counted=False).hits]
    if not shown:
        return None
    heard = [unit.sounds[:1] for unit in row]

    def unlike(one: dict[str, Any]) -> int:
        other = [unit.sounds[:1] for unit in units(one["name"], person=one["type"] == "PER")]
        same = sum(first == second for first, second in zip(heard, other, strict=False))
        begun = sum(f[0][:1] == s[0][:1] for f, s in zip(heard, other, strict=False) if f and s)
        return -2 * same - begun

    best = min(shown, key=unlike)  # the first of equals is the best known
    return Correction(key, best["name"], best["entity"])


def _of_letters(searcher: Searcher, piece: str, key: str) -> Correction | None:
    """A name, or one in pinyin, that one slip of a finger leads to."""
    slips = set(_slips(key))
    query = either([one_of(field, slips) for field in ("name", "pinyin")])
    for form in _forms(searcher, query):
        for name in (form["label"], *form["aliases"]):
            if name_key(name) in slips or slips & set(pinyin(name)):
                return Correction(piece, name, form["local"])
    return None


def _slips(key: str) -> Iterator[str]:
    for place in range(len(key) + 1):
        before, after = key[:place], key[place:]
        for letter in ascii_lowercase + digits:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield _swapped(key, place)


def _swapped(key: str, place: int) -> str:
    return key[:place] + key[place + 1] + key[place] + key[place + 2 :]


def _forms(searcher: Searcher, query: Clause) -> Iterator[dict[str, Any]]:
    """The entities that a query finds, the best known first."""
    return (form for _, form in searcher.search(query, LOOKED, by="number", counted=False).hits)
