"""Names that somebody may have meant who mistyped one: such as sound the same, or differ in one character.

Nothing is compared with all names. What a mistyped name shares with the right one are terms that the index has of each name:
its characters in their places (graph/suggesting.py), its sound, or, of letters, all that one slip leads to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase, digits
from typing import Any

import orjson
import tantivy
from tantivy import Query, Schema, Searcher

from graph.finding import payload
from graph.matching import either, every, one_of, phrase_query, term
from graph.search_tree import Node, Phrase, texts
from graph.spelling import MOST_UNITS, Unit, units
from graph.suggesting import FIELD, ORDER, SHOWN
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


def corrections(searcher: Searcher, schema: Schema, node: Node | None) -> list[Correction]:
    """Of what is asked all that nobody is called and no passage says, as it may have been meant."""
    found = []
    for piece in list(dict.fromkeys(_pieces(node)))[:MOST]:
        key = name_key(piece)
        if len(key) < (LETTERS if key.isascii() else SHORTEST) or _is_known(searcher, schema, piece, key):
            continue
        if one := _meant(searcher, schema, piece, key):
            found.append(one)
    return found


def _pieces(node: Node | None) -> Iterator[str]:
    for wanted in texts(node):
        parts = [wanted.text] if isinstance(wanted, Phrase) else wanted.text.split()
        for part in parts:
            letters = [place for place, char in enumerate(part) if char.isalnum()]
            if letters:
                yield part[letters[0] : letters[-1] + 1]


def _is_known(searcher: Searcher, schema: Schema, piece: str, key: str) -> bool:
    if any(searcher.doc_freq(field, key) for field in ("name", "prefix", "pinyin", "pinyin_prefix")):
        return True
    return bool(searcher.search(phrase_query(schema, "grams", piece), 1, count=False).hits)


def _meant(searcher: Searcher, schema: Schema, piece: str, key: str) -> Correction | None:
    if key.isascii():
        return _of_letters(searcher, schema, piece, key) if len(key) <= LONGEST else None
    row = units(piece, person=False)
    if name := _sounding(searcher, schema, key) or _of_characters(searcher, schema, key, row[:MOST_UNITS]):
        return Correction(piece, *name)
    for length in INSIDE:
        for start in range(len(piece) - length + 1):
            part = piece[start : start + length]
            if length < len(key) and part.isalpha() and (name := _sounding(searcher, schema, part)):
                return Correction(part, *name)
    return None


def _sounding(searcher: Searcher, schema: Schema, text: str) -> tuple[str, str] | None:
    """The best known name that sounds so throughout."""
    sound = pinyin(text)[0]
    if not sound or not searcher.doc_freq("pinyin", sound):
        return None
    for form in _forms(searcher, one_of(schema, "pinyin", [sound])):
        for name in (form["label"], *form["aliases"]):
            if len(name_key(name)) == len(text) and pinyin(name)[0] == sound:
                return name, form["local"]
    return None


def _of_characters(searcher: Searcher, schema: Schema, key: str, row: Sequence[Unit]) -> tuple[str, str] | None:
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
    query = either([every([term(schema, FIELD, text) for text in way]) for way in ways])
    hits = searcher.search(query, LOOKED, count=False, order_by_field=ORDER).hits
    shown = [orjson.loads(bytes(searcher.doc(address).get_first(SHOWN) or b"")) for _, address in hits]
    if not shown:
        return None
    heard = [unit.sounds[:1] for unit in row]

    def unlike(one: dict[str, Any]) -> int:
        other = [unit.sounds[:1] for unit in units(one["name"], person=one["type"] == "PER")]
        same = sum(first == second for first, second in zip(heard, other, strict=False))
        begun = sum(f[0][:1] == s[0][:1] for f, s in zip(heard, other, strict=False) if f and s)
        return -2 * same - begun

    best = min(shown, key=unlike)  # the first of equals is the best known
    return best["name"], best["entity"]


def _of_letters(searcher: Searcher, schema: Schema, piece: str, key: str) -> Correction | None:
    """A name, or one in pinyin, that one slip of a finger leads to."""
    slips = set(_slips(key))
    query = either([one_of(schema, field, slips) for field in ("name", "pinyin")])
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


def _forms(searcher: Searcher, query: Query) -> Iterator[dict[str, Any]]:
    """The entities that a query finds, the best known first."""
    addresses: list[tuple[Any, tantivy.DocAddress]] = searcher.search(query, LOOKED, order_by_field="number").hits
    for _, address in addresses:
        yield payload(searcher, address)
