"""Which mentions of one article name one thing: the entities, each with its fullest name and its other forms.

Ways to become one, in order: the same surface; the text says so (以下简称, 花名, names in brackets); the lexicon says
so (字节 = 字节跳动); a form made from a full name (老潘, 刘总, 以宁, 霍夫曼); a short form of an organisation's or a
place's name (北辰 of 北辰供应链集团, 上海 of 上海市).
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from extract.lexicon import Lexicon
from extract.mentions import Named
from extract.organisation_names import is_short_form
from extract.personal_names import is_full_name, short_forms
from extract.reading import Entity, Mention

_CALLED = "(?:简称|合称|统称|又称|也称|俗称|全称|本名|原名|曾用名|英文名|花名|绰号|外号|笔名|艺名|昵称|人称|即)"
# The words between a name and its other name: 南极圈（以下简称“…”）, 海豚仓全称…, 赵凯文（Kevin Zhao）.
_BETWEEN = re.compile(rf"^[”」』》]?[，,]?[（(]?(?:以下|下文|下)?(?:{_CALLED}|称)(?:为|是|叫)?[：:]?[“「『《]?$")
_OPENS = re.compile(r"^[”」』》]?[（(][“「『《]?$")
_CLOSES = re.compile(r"[”」』》]?[）)]")
_NICKNAME = re.compile(
    r"(?:花名|绰号|外号|昵称|笔名|艺名|网名|英文名|人称|本名|原名|叫他|叫她|喊他|喊她|称他|称她|唤作|称作|称为|尊称为?)(?:是|叫|为)?[“「『]?$"
)
_IN_FRONT = re.compile(r"^[”」』]的?[^，。；！？、“「]{0,8}$")  # 「枫姐」陈枫, 笔名「阿蚝」的插画家麦晓岚
_PLACE_ENDING = "省市区县镇乡州"


class _Union:
    """Disjoint sets of surfaces."""

    def __init__(self) -> None:
        self.parent: dict[tuple[str, str], tuple[str, str]] = {}

    def find(self, key: tuple[str, str]) -> tuple[str, str]:
        self.parent.setdefault(key, key)
        while self.parent[key] != key:
            key = self.parent[key]
        return key

    def join(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        self.parent[self.find(other)] = self.find(one)


def resolve(
    named: Sequence[Named], text: str, original: str, lexicon: Lexicon
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Mentions with their entity, and the entities (ids e1, e2 … by first appearance).

    `text` is the simplified form in which names are compared, `original` the article's own.
    """
    union = _Union()
    keys = [(m.type, text[m.start : m.end]) for m in named]
    for key in keys:
        union.find(key)
    _join_stated(named, keys, text, lexicon, union)
    _join_known(keys, lexicon, union)
    _join_people(keys, lexicon.surnames, union)
    _join_organisations(keys, lexicon, union)
    _join_places(keys, union)
    return _entities(named, keys, union, original, lexicon)


def _one_thing(before: tuple[str, str], inside: tuple[str, str], lexicon: Lexicon) -> bool:
    """Whether a name that fills a bracket can be another name of the one in front: not where both are well known as
    different things, both are full names of persons, or both are places."""
    entries = [lexicon.entry(form) for _, form in (before, inside)]
    known_apart = all(entries) and entries[0] != entries[1]
    two_people = before[0] == "PER" and all(is_full_name(form, lexicon.surnames) for _, form in (before, inside))
    return not known_apart and not two_people and before[0] != "LOC"


def _join_stated(
    named: Sequence[Named], keys: Sequence[tuple[str, str]], text: str, lexicon: Lexicon, union: _Union
) -> None:
    for index in range(1, len(named)):
        before, here = named[index - 1], named[index]
        between = text[before.end : here.start]
        bracketed = _OPENS.match(between) and _CLOSES.match(text, here.end)  # 赵凯文（Kevin Zhao）
        stated = _BETWEEN.match(between) or (bracketed and _one_thing(keys[index - 1], keys[index], lexicon))
        of_a_list = text[before.start - 1 : before.start] in ("、", "和", "与", "及")  # 江苏、浙江（以下简称长三角）
        if len(between) <= 14 and before.type == here.type and stated and not of_a_list:
            union.join(keys[index - 1], keys[index])
        elif here.type == "PER" and _NICKNAME.search(text[max(0, here.start - 8) : here.start]):
            owner = _owner(named, index, text)
            if owner is not None:
                union.join(keys[owner], keys[index])
        elif (
            here.type == before.type == "PER"
            and text[before.start - 1 : before.start] in ("“", "「")
            and text[before.end : here.start] in ("”", "」")
        ):
            union.join(keys[index], keys[index - 1])


def _owner(named: Sequence[Named], index: int, text: str) -> int | None:
    """Whose nickname mention `index` is: the person right behind it, else the one last named before it."""
    if index + 1 < len(named) and named[index + 1].type == "PER":
        between = text[named[index].end : named[index + 1].start]
        if _IN_FRONT.match(between):
            return index + 1
    start = text.rfind("\n", 0, named[index].start)
    for before in range(index - 1, -1, -1):
        if named[before].start < start:
            return None
        if named[before].type == "PER":
            return before
    return None


def _join_known(keys: Sequence[tuple[str, str]], lexicon: Lexicon, union: _Union) -> None:
    homes: dict[tuple[str, str], tuple[str, str]] = {}
    for key in dict.fromkeys(keys):
        entry = lexicon.entry(key[1])
        if entry is not None and entry.type == key[0]:
            union.join(homes.setdefault((entry.type, entry.name), key), key)


def _join_people(keys: Sequence[tuple[str, str]], surnames: frozenset[str], union: _Union) -> None:
    """Short forms join the full name they can be made from; where two full names could be meant, the one last named."""
    last: dict[str, tuple[str, str]] = {}
    makers: dict[str, list[str]] = defaultdict(list)
    people = [key for key in dict.fromkeys(keys) if key[0] == "PER"]
    for _, name in people:
        for form in short_forms(name, surnames):
            makers[form].append(name)
    for key in keys:
        if key[0] != "PER":
            continue
        full = [name for name in makers.get(key[1], ()) if name != key[1]]
        if not full:
            last.pop(key[1], None)  # so that the order is that of the last mentions
            last[key[1]] = key
            continue
        seen = [name for name in last if name in full]
        if union.find(key) == key and not any(union.find(k) == key for k in people if k != key):
            union.join(("PER", seen[-1] if seen else full[0]), key)


def _join_organisations(keys: Sequence[tuple[str, str]], lexicon: Lexicon, union: _Union) -> None:
    """Short forms join the long one; what the lexicon knows by its own name is short for nothing else."""
    places = lexicon.places()
    organisations = sorted((key for key in dict.fromkeys(keys) if key[0] == "ORG"), key=lambda key: -len(key[1]))
    for index, long in enumerate(organisations):
        for short in organisations[index + 1 :]:
            if union.find(short) == short and not lexicon.entry(short[1]) and is_short_form(short[1], long[1], places):
                union.join(long, short)


def _join_places(keys: Sequence[tuple[str, str]], union: _Union) -> None:
    places = dict.fromkeys(key[1] for key in keys if key[0] == "LOC")
    for name in places:
        if len(name) > 2 and name[-1] in _PLACE_ENDING and name[:-1] in places:
            union.join(("LOC", name), ("LOC", name[:-1]))


def _entities(
    named: Sequence[Named],
    keys: Sequence[tuple[str, str]],
    union: _Union,
    original: str,
    lexicon: Lexicon,
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    ids: dict[tuple[str, str], str] = {}
    surfaces: dict[str, dict[str, str]] = {}
    mentions = []
    for mention, key in zip(named, keys, strict=True):
        entity = ids.setdefault(union.find(key), f"e{len(ids) + 1}")
        surface = original[mention.start : mention.end]
        surfaces.setdefault(entity, {}).setdefault(surface, key[1])
        mentions.append(Mention(mention.start, mention.end, surface, mention.type, entity, mention.confidence))
    types = {m.entity: m.type for m in mentions}
    entities = []
    for entity, forms in surfaces.items():
        entry = next((e for form in forms.values() if (e := lexicon.entry(form)) and e.type == types[entity]), None)
        name = _fullest(forms, types[entity], lexicon.surnames)
        if entry and types[entity] != "LOC":
            spelled = next((form for form, plain in forms.items() if plain == entry.name), None)
            if spelled or (len(entry.name) > len(forms[name]) and not name.isascii()):
                name = spelled or entry.name
        aliases = tuple(form for form in forms if form != name)
        entities.append(Entity(entity, types[entity], name, aliases, entry.name if entry else None))
    return tuple(mentions), tuple(entities)


def _fullest(forms: Mapping[str, str], kind: str, surnames: frozenset[str]) -> str:
    """The fullest of the article's own forms (original spelling → simplified); the first of equals."""
    shortened = {
        form for name in forms.values() if kind == "PER" for form in short_forms(name, surnames) if form != name
    }

    def fullness(form: str) -> tuple[bool, bool, bool, int]:
        plain = forms[form]
        whole = kind == "PER" and ("·" in plain or is_full_name(plain, surnames))
        return plain not in shortened, whole, not plain.isascii(), len(plain)

    return max(forms, key=fullness)
