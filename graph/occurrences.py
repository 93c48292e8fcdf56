"""What an article tells of each thing that it speaks of, as far as that decides which things of other articles it is.

One occurrence stands for all that an article says under one name and type; nothing here looks at another article.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import orjson

from extract.edtf import bounds
from extract.lexicon import Lexicon
from extract.organisation_names import cores
from extract.person_aliases import title_of
from extract.personal_names import is_full_name
from extract.reading import Entity, Fact, Reading
from extract.script import simplify
from graph.words import name_key, pinyin
from ontology.iris import local_name
from ontology.predicates import EntityType

# Relations that bind a person to an organisation, as seen from the person.
_POSTS = frozenset({"worksFor", "formerEmployer", "memberOf", "alumniOf"})
_POSTS_OF = frozenset({"founder", "investor", "acquirer"})  # and from the organisation

_DOT = re.compile("[·・•‧]")
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN_NAME = re.compile(r"[A-Za-z][\w.'-]+(?: [A-Za-z][\w.'-]*)+")
_GENERIC = frozenset("公司 集团 学校 学院 大学 医院 中心 总部 总公司 分公司 协会 基金会 委员会 政府 银行 法院".split())


@dataclass(frozen=True, slots=True)
class Profile:
    """What is said around a person. Names are keys.

    `posts` are organisations that a fact binds the person to, `wide` those of them that everybody knows; `people` are
    others with a full name, `company` organisations, works, products and events named beside.
    """

    posts: frozenset[str] = frozenset()
    wide: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()
    known_company: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()

    @classmethod
    def of_all(cls, profiles: Sequence["Profile"]) -> "Profile":
        """What several profiles of one person say together."""
        return cls(*(frozenset().union(*(getattr(one, field) for one in profiles)) for field in SETS))

    def to_json(self) -> dict[str, list[str]]:
        """What is not empty, for `of_json`."""
        return {field: sorted(found) for field in SETS if (found := getattr(self, field))}

    @classmethod
    def of_json(cls, form: Mapping[str, Sequence[str]]) -> "Profile":
        """The profile that `to_json` wrote down."""
        return cls(*(frozenset(form.get(field, ())) for field in SETS))


SETS = ("posts", "wide", "people", "company", "known_company", "places", "titles")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A thing in an article. `label` is its best name there, `key` what decides of the name, `known` whether the lexicon
    has it; `forms` are all its names, `others` the keys of those under which another article may know it. A person whom
    the lexicon does not know has a profile, maybe a year of birth, and in `hint` what tells him from others of the name."""

    type: EntityType
    key: str
    label: str
    known: bool
    forms: tuple[str, ...]
    others: tuple[str, ...]
    profile: Profile | None = None
    born: int | None = None
    hint: str = ""

    def to_json(self) -> bytes:
        """Everything but type and key, for `of_json`."""
        form: dict[str, Any] = {"label": self.label, "known": self.known, "forms": self.forms, "others": self.others}
        if self.profile is not None:
            form |= {"profile": self.profile.to_json(), "born": self.born, "hint": self.hint}
        return orjson.dumps(form)

    @classmethod
    def of_json(cls, kind: EntityType, name: str, written: bytes) -> "Occurrence":
        """The occurrence that `to_json` wrote down."""
        form = orjson.loads(written)
        profile = Profile.of_json(form["profile"]) if "profile" in form else None
        names = tuple(form["forms"]), tuple(form["others"])
        return cls(kind, name, form["label"], form["known"], *names, profile, form.get("born"), form.get("hint", ""))


def label(entity: Entity) -> str:
    """The best name that an article gives an entity, or the lexicon, in simplified script."""
    return simplify(entity.known or entity.name)


@lru_cache(1 << 14)
def key(name: str, kind: EntityType) -> str:
    """What two spellings of a name share: for a transliterated name of a person its sound."""
    if kind == "PER" and _DOT.search(name) and _HAN.search(name):
        sound, _ = pinyin(_DOT.sub("", name))
        return f"~{sound}"
    return name_key(name) or local_name(name)


def occurrences(reading: Reading, own: Mapping[str, str]) -> list[Occurrence]:
    """The occurrences of a reading, one for each name and type, in the order of their keys; `own` gives the keys of entities
    that people have told apart from others of the name."""
    by_key: dict[tuple[EntityType, str], list[Entity]] = defaultdict(list)
    for entity in reading.entities:
        by_key[entity.type, own.get(entity.id) or key(label(entity), entity.type)].append(entity)
    profiles = _Profiles(reading)
    found = [_occurrence(kind, name, entities, profiles) for (kind, name), entities in sorted(by_key.items())]
    apart = set(own.values())  # no other name leads to them, nor do they claim one
    return [replace(one, others=()) if one.key in apart else one for one in found]


def worth(name: str) -> float:
    """How far a person's name alone makes two of its bearers one: foreign and long names hardly have homonyms, names of
    two characters have many, and who 王先生 or 老王 is only the article can tell."""
    if is_local(name):
        return -1.0
    if not is_whole(name):
        return 0.0
    if _DOT.search(name) or _LATIN_NAME.fullmatch(name):
        return 0.9
    return {2: 0.2, 3: 0.7}.get(len(name), 0.8)


@lru_cache(1 << 14)
def is_local(name: str) -> bool:
    """Whether a person's name is one that only its article can tell the bearer of: 王先生, 老王, 阿强."""
    if _LATIN_NAME.fullmatch(name) or _DOT.search(name):
        return False
    return (
        bool(title_of(name, Lexicon.own().surnames))
        or name[:1] in "老小阿"
        or "某" in name
        or name[-1:] in "姐哥总叔婶爷伯"
    )


@lru_cache(1 << 14)
def is_whole(name: str) -> bool:
    """Whether a person's name is a full one, and no title stands in it."""
    if _DOT.search(name) or _LATIN_NAME.fullmatch(name):
        return True
    return is_full_name(name, Lexicon.own().surnames) and not is_local(name)


def _occurrence(kind: EntityType, name: str, entities: Sequence[Entity], profiles: "_Profiles") -> Occurrence:
    labels = {label(entity) for entity in entities}
    best = min(labels, key=lambda one: (-len(one), one))
    known = any(entity.known for entity in entities)
    forms = {form for entity in entities for form in (entity.known, entity.name, *entity.aliases) if form}
    others = tuple(sorted(_others(kind, best, entities) - {name}))
    found = Occurrence(kind, name, best, known, tuple(sorted(forms | labels)), others)
    if kind != "PER" or known:
        return found
    ids = {entity.id for entity in entities}
    return replace(found, profile=profiles.of(ids, name), born=profiles.born(ids), hint=profiles.hint(ids))


def _others(kind: EntityType, best: str, entities: Iterable[Entity]) -> frozenset[str]:
    """Keys of further names that stand for the thing in any article: short and former ones of an organisation, and full
    names of a person."""
    forms = {simplify(form) for entity in entities for form in (entity.name, *entity.aliases)}
    if kind == "ORG":
        forms |= set(cores(best, Lexicon.own().places()))
        return frozenset(key(form, kind) for form in forms if len(form) > 1 and form not in _GENERIC)
    if kind == "PER":
        return frozenset(key(form, kind) for form in forms if is_whole(form))
    return frozenset()


class _Profiles:
    """The profiles of the persons of one article."""

    def __init__(self, reading: Reading) -> None:
        self._entities = {entity.id: entity for entity in reading.entities}
        self._facts: dict[str, list[Fact]] = defaultdict(list)
        for fact in reading.facts:
            self._facts[fact.subject].append(fact)
            if not fact.literal:
                self._facts[fact.object].append(fact)
        self._key = {entity.id: key(label(entity), entity.type) for entity in reading.entities}
        self._whole = {one.id for one in reading.entities if one.type == "PER" and is_whole(label(one))}

    def _names(self, entity: str) -> set[str]:
        """The keys of all names of an entity."""
        return {self._key[entity], *(key(simplify(form), "ORG") for form in self._entities[entity].aliases)}

    def hint(self, ids: set[str]) -> str:
        """An organisation that the person belongs to, else what he is, else ""."""
        posts = {self._label(at) for fact in self._of(ids) if (at := self._post(fact, ids))}
        titles = {fact.object for fact in self._of(ids) if fact.subject in ids and fact.predicate == "jobTitle"}
        return min(posts or titles, default="")

    def born(self, ids: set[str]) -> int | None:
        """The year of birth that the article tells."""
        days = [fact.object for fact in self._of(ids) if fact.subject in ids and fact.predicate == "birthDate"]
        return min((earliest.year for day in days if (earliest := bounds(day)[0])), default=None)

    def of(self, ids: set[str], own: str) -> Profile:
        posts: set[str] = set()
        wide: set[str] = set()
        titles: set[str] = set()
        for fact in self._of(ids):
            if at := self._post(fact, ids):
                posts |= self._names(at)
                if self._entities[at].known:
                    wide |= self._names(at)
            if fact.subject in ids and fact.predicate == "jobTitle":
                titles.add(name_key(fact.object))
        others = [entity for entity in self._entities.values() if entity.id not in ids]
        things = [entity for entity in others if entity.type in ("ORG", "WORK", "PRODUCT", "EVENT")]
        return Profile(
            posts=frozenset(posts),
            wide=frozenset(wide),
            people=frozenset(
                self._key[one.id]
                for one in others
                if one.id in self._whole and not one.known and self._key[one.id] != own
            ),
            company=frozenset(self._key[one.id] for one in things if not one.known),
            known_company=frozenset(self._key[one.id] for one in things if one.known),
            places=frozenset(self._key[one.id] for one in others if one.type == "LOC"),
            titles=frozenset(titles),
        )

    def _of(self, ids: set[str]) -> list[Fact]:
        return [fact for one in sorted(ids) for fact in self._facts[one]]

    def _post(self, fact: Fact, ids: set[str]) -> str | None:
        """The organisation to which a fact binds the person."""
        at = fact.object if fact.predicate in _POSTS else fact.subject if fact.predicate in _POSTS_OF else ""
        return at if at in self._entities and at not in ids else None

    def _label(self, entity: str) -> str:
        return label(self._entities[entity])
