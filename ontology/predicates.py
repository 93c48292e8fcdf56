"""The closed list of predicates that extraction may state. Adding one starts here, then in rongqiao.ttl.

Names, subjects and objects follow the annotation guide; IRIs are schema.org's where it has the term.
"""

from dataclasses import dataclass
from typing import Literal

from ontology.iris import RQ, SCHEMA

EntityType = Literal["PER", "ORG", "LOC", "WORK", "PRODUCT", "EVENT"]
ENTITY_TYPES: tuple[EntityType, ...] = ("PER", "ORG", "LOC", "WORK", "PRODUCT", "EVENT")


@dataclass(frozen=True, slots=True)
class EntityClass:
    """The class that the entities of a type belong to, and its labels."""

    iri: str
    zh: str
    en: str


CLASSES: dict[EntityType, EntityClass] = {
    "PER": EntityClass(SCHEMA + "Person", "人物", "person"),
    "ORG": EntityClass(SCHEMA + "Organization", "机构", "organization"),
    "LOC": EntityClass(SCHEMA + "Place", "地点", "place"),
    "WORK": EntityClass(SCHEMA + "CreativeWork", "作品", "creative work"),
    "PRODUCT": EntityClass(SCHEMA + "Product", "产品", "product"),
    "EVENT": EntityClass(SCHEMA + "Event", "事件", "event"),
}

# What a predicate's object is: entity types, or one kind of literal.
LiteralKind = Literal["edtf", "integer", "text"]

# How a fact lies in time: something that happened and is true ever after; a state that an article without a time tells
# of its own day; a state that may be a past one where no time is told.
Holds = Literal["since", "now", "while"]


@dataclass(frozen=True, slots=True)
class Predicate:
    """One predicate: its short name, IRI, allowed subjects, allowed objects, and labels."""

    name: str
    iri: str
    subjects: tuple[EntityType, ...]
    objects: tuple[EntityType, ...]  # empty where the object is a literal
    literal: LiteralKind | None
    zh: str
    en: str
    inverse_zh: str = ""  # how the object's page names the relation
    symmetric: bool = False
    holds: Holds = "since"
    single: bool = False  # has one value, so that two which differ contradict each other


def _relation(
    name: str,
    iri: str,
    subjects: str,
    objects: str,
    zh: str,
    inverse_zh: str,
    en: str,
    *,
    symmetric: bool = False,
    holds: Holds = "since",
    single: bool = False,
) -> Predicate:
    kinds = {t: t for t in ENTITY_TYPES}
    return Predicate(
        name,
        iri,
        tuple(kinds[t] for t in ENTITY_TYPES if t in subjects.split()),
        tuple(kinds[t] for t in ENTITY_TYPES if t in objects.split()),
        None,
        zh,
        en,
        inverse_zh,
        symmetric,
        holds,
        single,
    )


def _attribute(
    name: str,
    iri: str,
    subject: EntityType,
    literal: LiteralKind,
    zh: str,
    en: str,
    *,
    holds: Holds = "since",
    single: bool = False,
) -> Predicate:
    return Predicate(name, iri, (subject,), (), literal, zh, en, holds=holds, single=single)


PREDICATES: dict[str, Predicate] = {
    p.name: p
    for p in (
        _relation("founder", SCHEMA + "founder", "ORG", "PER ORG", "创始人", "创办", "founder"),
        _attribute("foundingDate", SCHEMA + "foundingDate", "ORG", "edtf", "成立日期", "founding date", single=True),
        _attribute(
            "dissolutionDate", SCHEMA + "dissolutionDate", "ORG", "edtf", "解散日期", "dissolution date", single=True
        ),
        _relation(
            "parentOrganization",
            SCHEMA + "parentOrganization",
            "ORG",
            "ORG",
            "上级机构",
            "下属机构",
            "parent organization",
            holds="now",
        ),
        _relation("worksFor", SCHEMA + "worksFor", "PER", "ORG", "任职于", "成员", "works for", holds="now"),
        _relation("formerEmployer", RQ + "formerEmployer", "PER", "ORG", "曾任职于", "前员工", "former employer"),
        _attribute("jobTitle", SCHEMA + "jobTitle", "PER", "text", "职务", "job title", holds="while"),
        _relation("alumniOf", SCHEMA + "alumniOf", "PER", "ORG", "毕业于", "校友", "alumni of"),
        _relation("memberOf", SCHEMA + "memberOf", "PER ORG", "ORG", "加入", "会员", "member of", holds="now"),
        _relation("investor", RQ + "investor", "ORG", "PER ORG", "投资方", "投资", "investor"),
        _relation("acquirer", RQ + "acquirer", "ORG", "PER ORG", "收购方", "收购", "acquirer"),
        _relation("partner", RQ + "partner", "ORG", "ORG", "合作方", "合作方", "partner", symmetric=True, holds="now"),
        _relation("listedOn", RQ + "listedOn", "ORG", "ORG", "上市于", "上市公司", "listed on"),
        _relation(
            "location", SCHEMA + "location", "ORG EVENT LOC", "LOC", "地点", "所在机构与地点", "location", holds="now"
        ),
        _relation("birthPlace", SCHEMA + "birthPlace", "PER", "LOC", "出生地", "出生于此", "birth place", single=True),
        _attribute("birthDate", SCHEMA + "birthDate", "PER", "edtf", "出生日期", "birth date", single=True),
        _attribute("deathDate", SCHEMA + "deathDate", "PER", "edtf", "逝世日期", "death date", single=True),
        _relation("spouse", SCHEMA + "spouse", "PER", "PER", "配偶", "配偶", "spouse", symmetric=True, holds="now"),
        _relation("parent", SCHEMA + "parent", "PER", "PER", "父母", "子女", "parent"),
        _relation("sibling", SCHEMA + "sibling", "PER", "PER", "兄弟姐妹", "兄弟姐妹", "sibling", symmetric=True),
        _relation("author", SCHEMA + "author", "WORK", "PER ORG", "作者", "作品", "author"),
        _relation("manufacturer", SCHEMA + "manufacturer", "PRODUCT", "ORG", "出品方", "产品", "manufacturer"),
        _attribute(
            "numberOfEmployees",
            SCHEMA + "numberOfEmployees",
            "ORG",
            "integer",
            "员工数",
            "number of employees",
            holds="now",
        ),
    )
}
