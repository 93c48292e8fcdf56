"""The well-known names: organisations, places, products, surnames and titles, and where a text has them.

The data are the TSV files in `extract/names/`, in simplified characters. A name is risky where it is also a common
word or another thing: it needs support before a reader takes it for the entity. `guards.tsv` lists contexts in which
a name is only a part of other words, written `before<end of the name>after` with regular expressions on both sides.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple, cast

from ahocorasick_rs import AhoCorasick

from extract.tables import Row, read, table
from extract.titles import Titles
from ontology.predicates import ENTITY_TYPES, EntityType

Role = Literal["founder", "office", "member", "player", "occupation"]
Sense = Literal["rank", "note", "past", "now", "future"]

_NAMES = ("organisations.tsv", "places.tsv", "products.tsv", "works.tsv", "events.tsv")
_NAME_COLUMNS = ("name", "type")
_MORE_COLUMNS = ("aliases", "risky", "kind", "members", "maker")
_LISTS = {
    "surnames.tsv": ("surname", "rank", "word"),
    "titles.tsv": ("title", "role"),
    "title_prefixes.tsv": ("prefix", "sense"),
    "guards.tsv": ("context",),
}
_GUARD = re.compile(r"([^<>]*)<([^<>]+)>([^<>]*)")
_DOTS = "·•‧・"


@dataclass(frozen=True, slots=True)
class Entry:
    """A well-known thing: `name` is what newspapers call it in full, `members` are names of entries of a group."""

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    kind: str = ""
    members: tuple[str, ...] = ()
    maker: str = ""


class Match(NamedTuple):
    """A name in a text; `risky` where the name, or a dot of a transliterated name beside it, asks for support."""

    start: int
    end: int
    text: str
    entry: Entry
    risky: bool


_pattern = cache(re.compile)  # a guard's patterns wait for the first name that asks: most never do


class _Guard(NamedTuple):
    before: str  # searched in the characters that end where the name starts
    after: str

    def forbids(self, text: str, start: int, end: int) -> bool:
        if not _pattern(self.after).match(text, end):
            return False
        return _pattern(self.before).search(text, max(0, start - 8), start) is not None


class _Surface(NamedTuple):
    """What one written form stands for; the likeliest entry first."""

    entries: tuple[Entry, ...]
    risky: bool
    guards: tuple[_Guard, ...]
    opens: bool  # whether its first character belongs to a Latin word, which must start there
    closes: bool


_Meaning = tuple[Entry, bool, Row]  # what a form stands for, whether that is risky, and the row that says so


class Lexicon:
    """The names, ready to be found in texts."""

    def __init__(
        self,
        names: Mapping[str, _Surface],
        *,
        surnames: Mapping[str, bool],
        titles: Mapping[str, Role],
        title_prefixes: Mapping[str, Sense],
        fingerprint: str,
    ) -> None:
        self._names = names
        self._surfaces = list(names.values())
        self._automaton = AhoCorasick(names, store_patterns=False)
        self.surnames = frozenset(surnames)
        self.word_surnames = frozenset(s for s, word in surnames.items() if word)
        self.titles = Titles(titles)
        self.title_prefixes = MappingProxyType(dict(title_prefixes))
        self._places = frozenset(form for form, known in names.items() if known.entries[0].type == "LOC")
        self.fingerprint = fingerprint

    @classmethod
    @cache
    def own(cls) -> "Lexicon":
        """The project's names alone, which one process reads once."""
        return cls.load()

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> "Lexicon":
        """The project's names, and those of the TSV files `extra`: what a later file names, it alone defines.

        Such a file is UTF-8; its first line names its columns: `name`, `type` and, as wanted, `aliases`, `risky`,
        `kind`, `members`, `maker`; several values in one cell are parted by `|`. Raises LexiconError.
        """
        folder = files(__package__) / "names"
        own = {name: (folder / name).read_bytes() for name in (*_NAMES, *_LISTS)}
        added = {str(path): read(path) for path in extra}
        digest = hashlib.sha256()
        for content in (*own.values(), *added.values()):
            digest.update(hashlib.sha256(content).digest())
        surnames, titles, prefixes, contexts = (table(name, own[name], columns) for name, columns in _LISTS.items())
        sources = [[table(name, content, _NAME_COLUMNS, _MORE_COLUMNS)] for name, content in added.items()]
        tables = [table(name, own[name], _NAME_COLUMNS, _MORE_COLUMNS) for name in _NAMES]
        return cls(
            _surfaces([*reversed(sources), tables], _guards(contexts)),
            surnames={row.cells["surname"]: row.cells["word"] == "yes" for row in surnames},
            titles={row.cells["title"]: cast(Role, row.cells["role"]) for row in titles},
            title_prefixes={row.cells["prefix"]: cast(Sense, row.cells["sense"]) for row in prefixes},
            fingerprint=digest.hexdigest()[:16],
        )

    def entry(self, surface: str) -> Entry | None:
        """What this written form most likely stands for, risky or not."""
        found = self._names.get(surface)
        return found.entries[0] if found else None

    def entries(self, surface: str) -> tuple[Entry, ...]:
        """All that this written form may stand for, the likeliest first."""
        found = self._names.get(surface)
        return found.entries if found else ()

    def of_kind(self, kind: str) -> frozenset[str]:
        """All written forms whose likeliest entry is of this kind (country, media …)."""
        return frozenset(form for form, surface in self._names.items() if surface.entries[0].kind == kind)

    def places(self) -> frozenset[str]:
        """All written forms whose likeliest entry is a place."""
        return self._places

    def find(self, text: str) -> list[Match]:
        """The names in the text from left to right, none overlapping, the longest where several start."""
        hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        hits.sort(key=lambda hit: (hit[1], -hit[2]))
        matches = []
        done = 0
        for index, start, end in hits:
            if start < done:
                continue
            surface = self._surfaces[index]
            before = text[start - 1] if start else ""
            after = text[end : end + 1]
            if (surface.opens and _runs_on(before)) or (surface.closes and _runs_on(after)):
                continue
            if surface.guards and any(guard.forbids(text, start, end) for guard in surface.guards):
                continue
            dotted = (before != "" and before in _DOTS) or (after != "" and after in _DOTS)
            matches.append(Match(start, end, text[start:end], surface.entries[0], surface.risky or dotted))
            done = end
        return matches


def _runs_on(char: str) -> bool:
    """Whether a Latin (Greek, Cyrillic …) word or number goes on with this character; "" at the text's edge."""
    return char != "" and char < "\u2e80" and char.isalnum()


def _guards(rows: Sequence[Row]) -> dict[str, tuple[_Guard, ...]]:
    """The guards by the end of the names they are for."""
    guards: dict[str, tuple[_Guard, ...]] = {}
    for row in rows:
        parts = _GUARD.fullmatch(row.cells["context"])
        if not parts:
            raise row.error(f"not a context with one <name>: {row.cells['context']!r}")
        before, ending, after = parts.groups()
        guards[ending] = (*guards.get(ending, ()), _Guard(rf"(?:{before})\Z", after))
    return guards


def _entry(row: Row) -> Entry:
    name, kind = row.cells["name"], row.cells["type"]
    if kind not in ENTITY_TYPES:
        raise row.error(f"unknown type {kind!r}")
    aliases = row.parts("aliases")
    for surface in (name, *aliases):
        if len(surface) < 2 or surface != surface.strip():
            raise row.error(f"not a name of two characters or more: {surface!r}")
    if name in aliases or len(set(aliases)) < len(aliases):
        raise row.error(f"{name} has the same name twice")
    return Entry(name, kind, aliases, row.cells.get("kind", ""), row.parts("members"), row.cells.get("maker", ""))


def _surfaces(
    sources: Sequence[Sequence[Sequence[Row]]], guards: Mapping[str, tuple[_Guard, ...]]
) -> dict[str, _Surface]:
    """Every written form of the sources' tables; a form in an earlier source hides it in the later ones."""
    names: dict[str, _Surface] = {}
    entries: dict[str, tuple[Entry, Row]] = {}
    for tables in sources:
        meanings: dict[str, tuple[_Meaning, ...]] = {}
        for row in (row for rows in tables for row in rows):
            entry = _entry(row)
            entries.setdefault(entry.name, (entry, row))
            risky = row.parts("risky")
            surfaces = (entry.name, *entry.aliases)
            for surface in risky:
                if surface not in surfaces:
                    raise row.error(f"risky, but neither name nor alias: {surface}")
            for surface in surfaces:
                meaning = (entry, surface in risky, row)
                meanings[surface] = (*meanings[surface], meaning) if surface in meanings else (meaning,)
                if "（" in surface:  # half-width brackets are the same name
                    meanings.setdefault(surface.replace("（", "(").replace("）", ")"), (meaning,))
        lasts = {ending[-1] for ending in guards}
        for form, found in meanings.items():
            if form not in names:
                names[form] = _surface(form, found, guards if form[-1] in lasts else {})
    for entry, row in entries.values():
        for member in entry.members:
            if member not in entries:
                raise row.error(f"unknown member of {entry.name}: {member}")
    return names


def _surface(form: str, found: tuple[_Meaning, ...], guards: Mapping[str, tuple[_Guard, ...]]) -> _Surface:
    if len(found) > 1:
        for place, (_, risky, row) in enumerate(found):
            if not risky:
                raise row.error(f"{form} also names {found[place - 1][2].where}: mark it risky in both rows")
        found = tuple(sorted(found, key=lambda meaning: meaning[0].name != form))
    return _Surface(
        tuple([entry for entry, _, _ in found]),
        found[0][1],
        tuple([guard for start in range(len(form)) for guard in guards.get(form[start:], ())]) if guards else (),
        _runs_on(form[0]),
        _runs_on(form[-1]),
    )
