"""The well-known names: organisations, places, products, surnames and titles, and where a text has them.

The data are the TSV files in `extract/names/`, in simplified characters. A name is risky where it is also a common
word or another thing: it needs support before a reader takes it for the entity. `guards.tsv` lists contexts in which
a name is only a part of other words, written `before<end of the name>after` with regular expressions on both sides.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple, cast, get_args

from ahocorasick_rs import AhoCorasick

from ontology.predicates import ENTITY_TYPES, EntityType

Role = Literal["founder", "office", "member", "player", "occupation"]
Sense = Literal["rank", "note", "past", "now", "future"]

_NAMES = ("organisations.tsv", "places.tsv", "products.tsv")
_LISTS = ("surnames.tsv", "titles.tsv", "title_prefixes.tsv", "guards.tsv")
_GUARD = re.compile(r"([^<>]*)<([^<>]+)>([^<>]*)")
_DOTS = "·•‧・"


class LexiconError(ValueError):
    """A lexicon file that cannot be read, or a malformed row in it."""

    def __init__(self, file: str, line: int | None, problem: str) -> None:
        super().__init__(f"{file}:{line}: {problem}" if line else f"{file}: {problem}")


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


class _Guard(NamedTuple):
    before: re.Pattern[str]  # searched in the characters that end where the name starts
    after: re.Pattern[str]

    def forbids(self, text: str, start: int, end: int) -> bool:
        return bool(self.after.match(text, end) and self.before.search(text, max(0, start - 8), start))


class _Surface(NamedTuple):
    """What one written form stands for; the likeliest entry first."""

    entries: tuple[Entry, ...]
    risky: bool
    guards: tuple[_Guard, ...]
    edges: tuple[bool, bool]  # whether it begins and ends with a character that runs on in a Latin word


class _Row(NamedTuple):
    file: str
    line: int
    cells: dict[str, str]

    def error(self, problem: str) -> LexiconError:
        return LexiconError(self.file, self.line, problem)

    def parts(self, column: str) -> tuple[str, ...]:
        cell = self.cells.get(column, "")
        return tuple(cell.split("|")) if cell else ()


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
        self.titles = MappingProxyType(dict(titles))
        self.title_prefixes = MappingProxyType(dict(title_prefixes))
        self.fingerprint = fingerprint

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> "Lexicon":
        """The project's names, and those of the TSV files `extra`, whose rows go before the project's.

        Such a file is UTF-8; its first line names its columns: `name`, `type` and, as wanted, `aliases`, `risky`,
        `kind`, `members`, `maker`; several values in one cell are parted by `|`. Raises LexiconError.
        """
        folder = files(__package__) / "names"
        data = {name: (folder / name).read_bytes() for name in _NAMES + _LISTS}
        own = [_table(name, data[name]) for name in _NAMES]
        surnames, titles, prefixes, contexts = (_table(name, data[name]) for name in _LISTS)
        added = []
        for path in extra:
            try:
                data[str(path)] = path.read_bytes()
            except OSError as error:
                raise LexiconError(str(path), None, f"cannot be read: {error.strerror}") from error
            added.append(_table(str(path), data[str(path)]))
        digest = hashlib.sha256()
        for content in data.values():
            digest.update(hashlib.sha256(content).digest())
        return cls(
            _surfaces([*([table] for table in reversed(added)), own], _guards(contexts)),
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
            if (surface.edges[0] and _runs_on(before)) or (surface.edges[1] and _runs_on(after)):
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


def _table(file: str, content: bytes) -> list[_Row]:
    """The rows under the heading line, as many cells in each as there are columns."""
    try:
        lines = content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise LexiconError(file, content.count(b"\n", 0, error.start) + 1, "not UTF-8") from error
    columns = lines[0].rstrip("\r").split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        line = line.rstrip("\r")
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise LexiconError(file, number, f"{len(cells)} cells where the heading has {len(columns)}")
        rows.append(_Row(file, number, dict(zip(columns, cells, strict=True))))
    return rows


def _guards(rows: Sequence[_Row]) -> dict[str, tuple[_Guard, ...]]:
    """The guards by the end of the names they are for."""
    guards: dict[str, tuple[_Guard, ...]] = {}
    for row in rows:
        parts = _GUARD.fullmatch(row.cells["context"])
        if not parts:
            raise row.error(f"not a context with one <name>: {row.cells['context']!r}")
        before, ending, after = parts.groups()
        guards[ending] = (*guards.get(ending, ()), _Guard(re.compile(f"(?:{before})$"), re.compile(after)))
    return guards


def _entry(row: _Row) -> Entry:
    if not {"name", "type"} <= row.cells.keys():
        raise LexiconError(row.file, 1, "the heading line lacks the column name or type")
    name, kind = row.cells["name"], row.cells["type"]
    if kind not in ENTITY_TYPES:
        raise row.error(f"unknown type {kind!r}")
    surfaces = (name, *row.parts("aliases"))
    for surface in surfaces:
        if len(surface) < 2 or surface != surface.strip():
            raise row.error(f"not a name of two characters or more: {surface!r}")
    if len(set(surfaces)) < len(surfaces):
        raise row.error(f"{name} has the same name twice")
    if stray := set(row.parts("risky")) - set(surfaces):
        raise row.error(f"risky, but neither name nor alias: {min(stray)}")
    return Entry(
        name, kind, row.parts("aliases"), row.cells.get("kind", ""), row.parts("members"), row.cells.get("maker", "")
    )


def _surfaces(
    sources: Sequence[Sequence[Sequence[_Row]]], guards: Mapping[str, tuple[_Guard, ...]]
) -> dict[str, _Surface]:
    """Every written form of the sources' tables; a form in an earlier source hides it in the later ones."""
    names: dict[str, _Surface] = {}
    groups: list[tuple[_Row, Entry]] = []
    entries: set[str] = set()
    for tables in sources:
        meanings: dict[str, list[tuple[Entry, bool, _Row]]] = {}
        for row in (row for table in tables for row in table):
            entry = _entry(row)
            entries.add(entry.name)
            if entry.members:
                groups.append((row, entry))
            risky = set(row.parts("risky"))
            for surface in (entry.name, *entry.aliases):
                for form in _forms(surface):
                    meanings.setdefault(form, []).append((entry, surface in risky, row))
        for form, found in meanings.items():
            if form not in names:
                names[form] = _surface(form, found, guards)
    for row, entry in groups:
        for member in entry.members:
            if member not in entries:
                raise row.error(f"unknown member of {entry.name}: {member}")
    return names


def _forms(surface: str) -> Iterator[str]:
    yield surface
    if "（" in surface:
        yield surface.replace("（", "(").replace("）", ")")


def _surface(form: str, found: list[tuple[Entry, bool, _Row]], guards: Mapping[str, tuple[_Guard, ...]]) -> _Surface:
    if len(found) > 1:
        for other, (_, risky, row) in zip(found, reversed(found), strict=True):
            if not risky:
                raise row.error(f"{form} also stands for {other[0].name}: mark it risky in both rows")
        found.sort(key=lambda meaning: meaning[0].name != form)
    return _Surface(
        tuple(entry for entry, _, _ in found),
        found[0][1],
        tuple(guard for start in range(len(form)) for guard in guards.get(form[start:], ())),
        (_runs_on(form[0]), _runs_on(form[-1])),
    )


assert set(get_args(EntityType)) == set(ENTITY_TYPES)
