"""Extracted articles against gold ones: precision, recall and F1 of every kind of finding, and what differs.

Both are articles in the JSON form of `rongqiao extract`. Their texts may differ in white space and markup.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from ontology.predicates import ENTITY_TYPES, PREDICATES

Record = Mapping[str, Any]

_NOTHING: Record = {"text": "", "mentions": [], "dates": [], "quotes": [], "entities": [], "facts": []}
_NER = ("PER", "ORG", "LOC")
_DATE_OVERLAP = 0.5  # of a gold date's span and the found one's together
_QUOTE_OVERLAP = 0.8
_TITLES = re.compile(r"[、/和及]|兼(?!职)")  # 创始人兼CEO is two titles


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: precision, recall and F1 to four places; how many there are, how many were found."""

    p: float
    r: float
    f1: float
    gold: int
    system: int


@dataclass(frozen=True, slots=True)
class Scores:
    """`rows` by what is counted, a predicate as `fact:NAME`; `differences` are lines that name article and kind."""

    rows: dict[str, Row]
    differences: list[str]

    def table(self) -> str:
        """The rows as aligned text."""
        head = f"{'':26}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}{'system':>8}"
        lines = [f"{k:26}{v.p:8.3f}{v.r:8.3f}{v.f1:8.3f}{v.gold:7}{v.system:8}" for k, v in self.rows.items()]
        return "\n".join([head, *lines])


def score(golds: Iterable[Record], systems: Mapping[str, Record]) -> Scores:
    """Scores `systems`, found articles by id, against `golds`; an article without output counts as wholly missed."""
    tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
    differences: list[str] = []
    for gold in golds:
        system = systems.get(gold["id"])
        if system is None:
            differences.append(f"{gold['id']}: no output")
        pair = _pair(gold, system or _NOTHING)
        for compare in (_mentions, _dates, _aliases, _quotes, _facts):
            differences += [f"{gold['id']} {line}" for line in compare(pair, tallies)]
    order = sorted(tallies, key=lambda name: (name.startswith("fact:"), name))
    return Scores({name: tallies[name].row() for name in order}, differences)


@dataclass(slots=True)
class _Tally:
    hit: int = 0
    gold: int = 0
    system: int = 0

    def add(self, gold: Iterable[Any], system: Iterable[Any]) -> tuple[Counter[Any], Counter[Any]]:
        """Counts two multisets; returns what is missed and what is too much."""
        wanted, found = Counter(gold), Counter(system)
        self.count((wanted & found).total(), wanted.total(), found.total())
        return wanted - found, found - wanted

    def count(self, hit: int, gold: int, system: int) -> None:
        self.hit += hit
        self.gold += gold
        self.system += system

    def row(self) -> Row:
        p = self.hit / self.system if self.system else 0.0
        r = self.hit / self.gold if self.gold else 0.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return Row(round(p, 4), round(r, 4), round(f1, 4), self.gold, self.system)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A gold article and what was found of it, spans moved to the gold text, `ids` from found entities to gold ones."""

    gold: Record
    system: Record
    mentions: list[Record]
    dates: list[Record]
    quotes: list[Record]
    ids: Mapping[str, str] = field(default_factory=dict)

    def name(self, entity: str) -> str:
        return next((e["name"] for e in self.gold["entities"] if e["id"] == entity), entity)


_Tallies = defaultdict[str, _Tally]


def _pair(gold: Record, system: Record) -> _Pair:
    moved = _aligner(system["text"], gold["text"])

    def moved_all(rows: Iterable[Record]) -> list[Record]:
        return [{**row, "start": span[0], "end": span[1]} for row in rows if (span := moved(row["start"], row["end"]))]

    mentions, dates, quotes = (moved_all(system[kind]) for kind in ("mentions", "dates", "quotes"))
    return _Pair(gold, system, mentions, dates, quotes, _linked(gold, system, mentions))


def _aligner(source: str, target: str) -> Callable[[int, int], tuple[int, int] | None]:
    """A function from a span of `source` to the same characters' span in `target`, None where the texts part."""
    from_chars, from_offsets = _squeezed(source)
    to_chars, to_offsets = _squeezed(target)
    position = {offset: index for index, offset in enumerate(from_offsets)}
    if from_chars == to_chars:
        same = {index: index for index in range(len(from_chars))}
    else:
        blocks = SequenceMatcher(None, from_chars, to_chars, autojunk=False).get_matching_blocks()
        same = {block.a + k: block.b + k for block in blocks for k in range(block.size)}

    def move(start: int, end: int) -> tuple[int, int] | None:
        kept = [position[offset] for offset in range(start, end) if offset in position]
        if not kept or kept[0] not in same or kept[-1] not in same:
            return None
        return to_offsets[same[kept[0]]], to_offsets[same[kept[-1]]] + 1

    return move


def _squeezed(text: str) -> tuple[str, list[int]]:
    """`text` without white space and Markdown marks, and the offset that each character left has in it."""
    kept = [(offset, char) for offset, char in enumerate(text) if not char.isspace() and char not in "#*_>`"]
    return "".join(char for _, char in kept), [offset for offset, _ in kept]


def _linked(gold: Record, system: Record, mentions: Sequence[Record]) -> dict[str, str]:
    """Found entity to gold entity: by mentions on the same span, each worth two shared names."""
    votes: Counter[tuple[str, str]] = Counter()
    at = {(m["start"], m["end"]): m["entity"] for m in gold["mentions"]}
    for mention in mentions:
        if there := at.get((mention["start"], mention["end"])):
            votes[mention["entity"], there] += 2
    named: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for entity in gold["entities"]:
        for name in _names(entity):
            named[_plain(name)][entity["id"]] = None
    for entity in system["entities"]:
        for name in _names(entity):
            for there in named.get(_plain(name), ()):
                votes[entity["id"], there] += 1
    links: dict[str, str] = {}
    for (found, there), _ in votes.most_common():
        links.setdefault(found, there)
    return links


def _names(entity: Record) -> list[str]:
    return list(dict.fromkeys([entity["name"], *entity.get("aliases", [])]))


def _mentions(pair: _Pair, tallies: _Tallies) -> Iterator[str]:
    text = pair.gold["text"]
    for kind in ENTITY_TYPES:
        gold = [(m["start"], m["end"], m["text"]) for m in pair.gold["mentions"] if m["type"] == kind]
        found = [(m["start"], m["end"], text[m["start"] : m["end"]]) for m in pair.mentions if m["type"] == kind]
        yield from _told(kind, *tallies[kind].add(gold, found))
        if kind in _NER:
            tallies["NER"].add(gold, found)


def _dates(pair: _Pair, tallies: _Tallies) -> Iterator[str]:
    """A date's span counts where it covers half or more of the gold one; its value must be the same besides."""
    gold, free = pair.gold["dates"], dict(enumerate(pair.dates))
    spans = values = 0
    for date in gold:
        best = max(free, key=lambda k: _overlap(date, free[k]), default=None)
        if best is None or _overlap(date, free[best]) < _DATE_OVERLAP:
            yield f"DATE missed {date['text']} = {date['edtf']}"
            continue
        found = free.pop(best)
        spans += 1
        if _exact(date["edtf"]) == _exact(found["edtf"]):
            values += 1
        else:
            yield f"DATE value  {date['text']} = {date['edtf']}, got {found['edtf']}"
    for found in free.values():
        yield f"DATE extra  {pair.gold['text'][found['start'] : found['end']]} = {found['edtf']}"
    tallies["DATE span"].count(spans, len(gold), len(pair.dates))
    tallies["DATE value"].count(values, len(gold), len(pair.dates))


def _aliases(pair: _Pair, tallies: _Tallies) -> Iterator[str]:
    gold = {(e["id"], _plain(name)) for e in pair.gold["entities"] for name in _names(e)}
    found = {
        (there, _plain(name)) for e in pair.system["entities"] if (there := pair.ids.get(e["id"])) for name in _names(e)
    }
    yield from _told("ALIAS", *tallies["ALIAS"].add(gold, found))


def _quotes(pair: _Pair, tallies: _Tallies) -> Iterator[str]:
    """A quotation counts where its speaker is the same and its span nearly so."""
    gold, free = pair.gold["quotes"], list(pair.quotes)
    for quote in gold:
        for found in free:
            speaker = pair.ids.get(found["speaker"], "anon") if found.get("speaker") else "anon"
            if speaker == quote["speaker"] and _overlap(quote, found) >= _QUOTE_OVERLAP:
                free.remove(found)
                break
        else:
            yield f"QUOTE missed {pair.name(quote['speaker'])}: {quote['text'][:40]}"
    tallies["QUOTE"].count(len(pair.quotes) - len(free), len(gold), len(pair.quotes))


def _facts(pair: _Pair, tallies: _Tallies) -> Iterator[str]:
    gold = {_key(fact, lambda entity: entity): fact for fact in _single_titles(pair.gold["facts"])}
    found = {
        _key(fact, lambda entity: pair.ids.get(entity, f"?{entity}")): fact
        for fact in _single_titles(pair.system["facts"])
    }
    missed, extra = tallies["FACT"].add(list(gold), list(found))
    yield from _told("FACT", *([tuple(map(pair.name, key)) for key in keys] for keys in (missed, extra)))
    for key in gold.keys() & found.keys():
        for part in ("when", "amount"):
            if wanted := gold[key].get(part):
                got = found[key].get(part)
                tallies[f"FACT {part}"].count(_exact(str(wanted)) == _exact(str(got or "")), 1, bool(got))
    for predicate in {fact["predicate"] for fact in (*pair.gold["facts"], *pair.system["facts"])}:
        wanted_here, found_here = ([key for key in keys if key[1] == predicate] for keys in (gold, found))
        tallies[f"fact:{predicate}"].add(wanted_here, found_here)


def _single_titles(facts: Iterable[Record]) -> Iterator[Record]:
    for fact in facts:
        titles = _TITLES.split(fact["object"]) if fact["predicate"] == "jobTitle" else [fact["object"]]
        yield from ({**fact, "object": title} for title in titles if title)


def _key(fact: Record, linked: Callable[[str], str]) -> tuple[str, str, str]:
    """What makes two facts the same: subject, predicate, object, in either order where the predicate is symmetric."""
    subject, predicate = linked(fact["subject"]), fact["predicate"]
    target = _plain(_exact(fact["object"])) if fact.get("literal") else linked(fact["object"])
    symmetric = predicate in PREDICATES and PREDICATES[predicate].symmetric
    return (target, predicate, subject) if symmetric and subject > target else (subject, predicate, target)


def _told(kind: str, missed: Iterable[Any], extra: Iterable[Any]) -> Iterator[str]:
    yield from (f"{kind} missed {item}" for item in missed)
    yield from (f"{kind} extra  {item}" for item in extra)


def _overlap(a: Record, b: Record) -> float:
    """Shared part of two spans over what both cover."""
    shared: int = min(a["end"], b["end"]) - max(a["start"], b["start"])
    covered: int = max(a["end"], b["end"]) - min(a["start"], b["start"])
    return max(shared, 0) / covered


def _plain(name: str) -> str:
    """A name as it is compared: without marks and white space, of one width and case."""
    return re.sub(r"[\s《》「」“”‘’·・]", "", unicodedata.normalize("NFKC", str(name))).lower()


def _exact(edtf: str | None) -> str:
    """An EDTF value without its marks of uncertainty."""
    return re.sub(r"[~?%]", "", edtf or "")
