"""Which mentions of one article name one thing: the entities, each with its fullest name and its other forms.

Ways to become one, in order, each told with the alias (`reading.AliasReason`): the text says so (以下简称, 花名, names in
brackets); the lexicon says so (字节 = 字节跳动); a form made from a person's full name (老潘, 以宁, 霍夫曼; 刘总 and 储大夫 by
title); a short form of an organisation's or a place's name (北辰 of 北辰供应链集团, 上海 of 上海市); the same surface.
A form that two people could be called by means, at each place, the one who was introduced with its title, else the one
last named.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.everywhere import Named
from extract.lexicon import Lexicon
from extract.organisation_aliases import forms_of, goes_by
from extract.person_aliases import FullNames, bears, title_of, trade_of
from extract.personal_names import is_full_name, surname_of
from extract.reading import AliasReason, Entity, Mention
from extract.stated_names import stated_pairs

_PLACE_ENDING = "省市区县镇乡州"
_KIN = tuple(
    "妻子 丈夫 父亲 母亲 儿子 女儿 弟弟 哥哥 妹妹 姐姐 爷爷 奶奶 外公 外婆 孙子 孙女 女婿 儿媳 太太 先生".split()
)
_INTRODUCTIONS = 12  # mentions of a name whose surroundings tell its bearer's titles

# Type, written form and, of a form that several people are called by, the full name that it means there.
_Key = tuple[str, str, str]


class _Union:
    """Disjoint sets of keys, why each key joined, and which are names that their bearers have given up."""

    def __init__(self) -> None:
        self._parent: dict[_Key, _Key] = {}
        self.reasons: dict[_Key, AliasReason] = {}
        self.former: set[_Key] = set()

    def find(self, key: _Key) -> _Key:
        self._parent.setdefault(key, key)
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, one: _Key, other: _Key, reason: AliasReason) -> None:
        if (root := self.find(one)) != (joining := self.find(other)):
            self._parent[joining] = root
            for key in (one, other):
                self.reasons.setdefault(key, reason)


def resolve(
    named: Sequence[Named], text: str, original: str, lexicon: Lexicon
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Mentions with their entity, and the entities (ids e1, e2 … by first appearance).

    `text` is the simplified form in which names are compared, `original` the article's own.
    """
    named = _of_organisations(named, text, lexicon)
    union = _Union()
    keys: list[_Key] = [(m.type, text[m.start : m.end], "") for m in named]
    people = FullNames((key[1] for key in keys if key[0] == "PER"), lexicon.surnames)
    owners = _people_meant(named, keys, people, text, lexicon.surnames)
    for index, owner in owners.items():
        kind, form, _ = keys[index]
        keys[index] = (kind, form, owner)
    for key in keys:
        union.find(key)
    for one, other, former in stated_pairs(named, keys, text, lexicon):
        union.join(keys[one], keys[other], "stated")
        if former:
            union.former.add(keys[other])
    _join_known(keys, lexicon, union)
    _join_people(keys, people, lexicon.surnames, union)
    _join_titled(keys, lexicon.surnames, union)
    _join_organisations(keys, lexicon, union)
    _join_places(keys, union)
    return _entities(named, keys, union, original, lexicon)


def _of_organisations(named: Sequence[Named], text: str, lexicon: Lexicon) -> list[Named]:
    """`named`, where what was taken for an unknown place or person is the short form of an organisation that the article
    names in full (北辰 of 北辰供应链集团有限公司)."""
    places = lexicon.places()
    short = {
        form
        for name in {text[m.start : m.end] for m in named if m.type == "ORG"}
        for form in forms_of(name, places)
        if not lexicon.entry(form) and form not in places
    }

    def belongs(mention: Named) -> bool:
        form = text[mention.start : mention.end]
        person = mention.type == "PER" and is_full_name(form, lexicon.surnames)
        return mention.type in ("LOC", "PER") and form in short and not person

    return [replace(m, type="ORG") if belongs(m) else m for m in named]


def _join_known(keys: Sequence[_Key], lexicon: Lexicon, union: _Union) -> None:
    homes: dict[tuple[str, str], _Key] = {}
    for key in dict.fromkeys(keys):
        entry = lexicon.entry(key[1])
        if entry is not None and entry.type == key[0]:
            union.join(homes.setdefault((entry.type, entry.name), key), key, "known")


def _people_meant(
    named: Sequence[Named], keys: Sequence[_Key], people: FullNames, text: str, surnames: frozenset[str]
) -> dict[int, str]:
    """Whom a short form means, by its place, where several people could be called so."""
    contexts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    last: dict[str, None] = {}  # full names in the order of their last mention
    meant = {}
    for index, (mention, (kind, form, _)) in enumerate(zip(named, keys, strict=True)):
        if kind != "PER":
            continue
        full = people.of(form)
        if not full:
            last.pop(form, None)
            last[form] = None
            if len(contexts[form]) < _INTRODUCTIONS:
                before = text[max(0, mention.start - 8) : mention.start]
                contexts[form].append((before, text[mention.end : mention.end + 16]))
        elif len(full) > 1:
            seen = [name for name in last if name in full] or full[:1]
            meant[index] = _likeliest(seen, form, title_of(form, surnames), contexts)
    return meant


def _likeliest(people: Sequence[str], form: str, title: str, contexts: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """Of `people`, the last named one last, whom `form` means: who bears its `title`, who is not only introduced as a
    relative where it shows respect (老田, 谌老), who was named last."""
    respect = bool(title) or form.startswith("老")

    def rank(place: int) -> tuple[bool, bool, int]:
        around = contexts[people[place]]
        titled = bool(title) and any(bears(title, before, behind) for before, behind in around)
        relative = bool(around) and around[0][0].endswith(_KIN)
        return titled, not (respect and relative), place

    return people[max(range(len(people)), key=rank)]


def _join_people(keys: Sequence[_Key], people: FullNames, surnames: frozenset[str], union: _Union) -> None:
    """Short forms join the full name that they are made from, except what the text calls somebody else by."""
    made = {key: people.of(key[1]) for key in dict.fromkeys(keys) if key[0] == "PER"}
    full_names: dict[_Key, set[str]] = defaultdict(set)
    for key, makers in made.items():
        if not makers and (is_full_name(key[1], surnames) or "·" in key[1]):
            full_names[union.find(key)].add(key[1])
    for key, makers in made.items():
        if makers:
            owner = key[2] or makers[0]
            if full_names[union.find(key)] <= {owner}:
                union.join(("PER", owner, ""), key, "title" if title_of(key[1], surnames) else "short")
                full_names[union.find(key)].add(owner)


def _join_titled(keys: Sequence[_Key], surnames: frozenset[str], union: _Union) -> None:
    """A surname with two titles of one trade is one person where the article has nobody's full name with it (瞿师傅,
    瞿伞匠)."""
    people = [key for key in dict.fromkeys(keys) if key[0] == "PER"]
    full = {surname_of(key[1], surnames) for key in people if not title_of(key[1], surnames)}
    first: dict[tuple[str, int], _Key] = {}
    for key in people:
        surname, trade = surname_of(key[1], surnames), trade_of(title_of(key[1], surnames))
        if trade is not None and surname not in full and union.find(key) == key:
            union.join(first.setdefault((surname, trade), key), key, "title")


def _join_organisations(keys: Sequence[_Key], lexicon: Lexicon, union: _Union) -> None:
    """Short forms join the long one; what the lexicon knows by its own name is short for nothing else."""
    places = lexicon.places()
    organisations = sorted((key for key in dict.fromkeys(keys) if key[0] == "ORG"), key=lambda key: -len(key[1]))
    unknown = {key for key in organisations if not lexicon.entry(key[1])}
    for index, long in enumerate(organisations):
        forms = forms_of(long[1], places)
        for short in organisations[index + 1 :]:
            if short in unknown and union.find(short) == short and goes_by(short[1], long[1], forms):
                union.join(long, short, "short")


def _join_places(keys: Sequence[_Key], union: _Union) -> None:
    places = dict.fromkeys(key[1] for key in keys if key[0] == "LOC")
    for name in places:
        if len(name) > 2 and name[-1] in _PLACE_ENDING and name[:-1] in places:
            union.join(("LOC", name, ""), ("LOC", name[:-1], ""), "short")


def _entities(
    named: Sequence[Named],
    keys: Sequence[_Key],
    union: _Union,
    original: str,
    lexicon: Lexicon,
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    ids: dict[_Key, str] = {}
    surfaces: dict[str, dict[str, _Key]] = {}
    mentions = []
    for mention, key in zip(named, keys, strict=True):
        entity = ids.setdefault(union.find(key), f"e{len(ids) + 1}")
        surface = original[mention.start : mention.end]
        surfaces.setdefault(entity, {}).setdefault(surface, key)
        mentions.append(Mention(mention.start, mention.end, surface, mention.type, entity, mention.confidence))
    types = {m.entity: m.type for m in mentions}
    entities = []
    for entity, found in surfaces.items():
        forms = {surface: key[1] for surface, key in found.items()}
        entry = next((e for form in forms.values() if (e := lexicon.entry(form)) and e.type == types[entity]), None)
        present = {surface: plain for surface, plain in forms.items() if found[surface] not in union.former}
        name = _fullest(present or forms, types[entity], lexicon.surnames)
        if entry and types[entity] != "LOC":
            spelled = next((form for form, plain in forms.items() if plain == entry.name), None)
            if spelled or (len(entry.name) > len(forms[name]) and not name.isascii()):
                name = spelled or entry.name
        aliases = tuple(form for form in forms if form != name)
        reasons = tuple(_reason(found[form], forms.get(name), union) for form in aliases)
        known = entry.name if entry else None
        entities.append(Entity(entity, types[entity], name, aliases, known, reasons))
    return tuple(mentions), tuple(entities)


def _reason(alias: _Key, name: str | None, union: _Union) -> AliasReason:
    """Why `alias` is another form of the entity whose name is written `name` (None where only the lexicon has it)."""
    if name is None:
        return union.reasons.get(alias, "known")
    return "surface" if alias[1] == name else union.reasons.get(alias, "surface")


def _fullest(forms: Mapping[str, str], kind: str, surnames: frozenset[str]) -> str:
    """The fullest of the article's own forms (original spelling → simplified); the first of equals."""
    people = FullNames(forms.values() if kind == "PER" else (), surnames)

    def fullness(form: str) -> tuple[bool, bool, bool, int]:
        plain = forms[form]
        whole = kind == "PER" and ("·" in plain or is_full_name(plain, surnames))
        return not people.of(plain), whole, not plain.isascii(), len(plain)

    return max(forms, key=fullness)
