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
    )


def _attribute(name: str, iri: str, subject: EntityType, literal: LiteralKind, zh: str, en: str) -> Predicate:
    return Predicate(name, iri, (subject,), (), literal, zh, en)


PREDICATES: dict[str, Predicate] = {
    p.name: p
    for p in (
        _relation("founder", SCHEMA + "founder", "ORG", "PER ORG", "创始人", "创办", "founder"),
        _attribute("foundingDate", SCHEMA + "foundingDate", "ORG", "edtf", "成立日期", "founding date"),
        _attribute("dissolutionDate", SCHEMA + "dissolutionDate", "ORG", "edtf", "解散日期", "dissolution date"),
        _relation(
            "parentOrganization",
            SCHEMA + "parentOrganization",
            "ORG",
            "ORG",
            "上级机构",
            "下属机构",
            "parent organization",
        ),
        _relation("worksFor", SCHEMA + "worksFor", "PER", "ORG", "任职于", "成员", "works for"),
        _relation("formerEmployer", RQ + "formerEmployer", "PER", "ORG", "曾任职于", "前员工", "former employer"),
        _attribute("jobTitle", SCHEMA + "jobTitle", "PER", "text", "职务", "job title"),
        _relation("alumniOf", SCHEMA + "alumniOf", "PER", "ORG", "毕业于", "校友", "alumni of"),
        _relation("memberOf", SCHEMA + "memberOf", "PER ORG", "ORG", "加入", "会员", "member of"),
        _relation("investor", RQ + "investor", "ORG", "PER ORG", "投资方", "投资", "investor"),
        _relation("acquirer", RQ + "acquirer", "ORG", "PER ORG", "收购方", "收购", "acquirer"),
        _relation("partner", RQ + "partner", "ORG", "ORG", "合作方", "合作方", "partner", symmetric=True),
        _relation("listedOn", RQ + "listedOn", "ORG", "ORG", "上市于", "上市公司", "listed on"),
        _relation("location", SCHEMA + "location", "ORG EVENT LOC", "LOC", "地点", "所在机构与地点", "location"),
        _relation("birthPlace", SCHEMA + "birthPlace", "PER", "LOC", "出生地", "出生于此", "birth place"),
        _attribute("birthDate", SCHEMA + "birthDate", "PER", "edtf", "出生日期", "birth date"),
        _attribute("deathDate", SCHEMA + "deathDate", "PER", "edtf", "逝世日期", "death date"),
        _relation("spouse", SCHEMA + "spouse", "PER", "PER", "配偶", "配偶", "spouse", symmetric=True),
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
        ),
    )
}
