"""What statements become facts, and what several of one thing come to: each fact once, of kinds that its predicate takes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from extract.platforms import PLATFORMS
from extract.reading import Entity, Fact, Sentence
from extract.script import simplify
from extract.sentence_patterns import SentencePattern
from extract.statements import Statement
from ontology.predicates import PREDICATES

_EXCHANGE = re.compile(
    r"交易所|[上深港北联纽]交所|纳斯达克|新三板|柜台买卖|柜买中心|股权交易中心|股转系统|[Nn][Aa][Ss][Dd][Aa][Qq]|证券市场"
)
_ASSOCIATION = re.compile(
    r"(?:会|盟|组织|联赛|党|(?<!集)团|(?<![报版讯行旅])社|科学院|工程院|社科院|中甲|中超|英超|西甲|CBA|NBA|社群|社区)$"
)
_SCHOOL = re.compile(
    r"(?:大学|学院|学校|中学|小学|高中|初中|附中|附小|[一二三四五六七八九十]中|师范|卫校|技校|党校|军校|艺校|体校|警校|干校|商学院|书院|幼儿园|研究院|"
    r"研究所|研究生院|科学院|University|College|School|Institute)(?:[^，]{0,12}(?:分校|校区|学院|系))?$|北大|清华|复旦|交大|浙大|南大|武大|人大|"
    r"哈佛|耶鲁|剑桥|牛津|斯坦福|MIT|麻省理工|伯克利|科大|师大|北影|中戏|上戏|央美|国美|电影学院"
)
_SAID_TO_MAKE = 0.85


def keep(found: dict[tuple[str, ...], Fact], fact: Fact) -> None:
    """Each statement once, with the date and the sum that any of its sentences gives; its evidence is the first of them,
    or a later one that says more. Two sums of one investor are two facts."""
    subject, object_ = fact.subject, fact.object
    if PREDICATES[fact.predicate].symmetric and subject > object_:
        subject, object_ = object_, subject
    key: tuple[str, ...] = (subject, fact.predicate, object_)
    old = found.get(key)
    if old and old.amount and fact.amount and old.amount != fact.amount:
        key = (*key, str(fact.amount))
        old = found.get(key)
    if old is None:
        found[key] = fact
        return
    adds = (fact.when and not old.when) or (fact.amount and not old.amount)
    loses = (old.when and not fact.when) or (old.amount and not fact.amount)
    kept = fact if adds and not loses else old  # whose sentence is the evidence
    found[key] = replace(
        kept,
        when=_first(old, fact),
        amount=old.amount or fact.amount,
        currency=old.currency or fact.currency,
        confidence=max(fact.confidence, old.confidence),
    )


def _first(old: Fact, fact: Fact) -> str | None:
    """When the fact that both state holds: as the text first says; an employment since the earlier of two days."""
    both = old.when and fact.when and old.when.endswith("/..") and fact.when.endswith("/..")
    return min(old.when, fact.when) if both and old.when and fact.when else old.when or fact.when


def facts_of(
    statement: Statement, sentence: SentencePattern | Sentence, things: Mapping[str, Entity]
) -> Iterator[Fact]:
    """The facts of `statement`, said in `sentence`: those whose subject and object are of the kinds that its predicate takes."""
    predicate = PREDICATES[statement.predicate]
    literal = predicate.literal is not None
    sole = len(statement.objects) == 1  # a sum said of several givers is nobody's share
    for subject in statement.subjects:
        if things[subject].type not in predicate.subjects:
            continue
        for object_ in statement.objects:
            if object_ == subject or not object_ or (not literal and things[object_].type not in predicate.objects):
                continue
            if statement.predicate == "memberOf" and not _ASSOCIATION.search(simplify(things[object_].name)):
                continue  # 阎述从腾讯加入雾桥科技: an employer has no members
            if statement.predicate == "alumniOf" and not _SCHOOL.search(_full(things[object_])):
                continue
            if statement.predicate == "listedOn" and not _EXCHANGE.search(_full(things[object_])):
                continue
            beside = statement.predicate == "manufacturer" and statement.confidence < _SAID_TO_MAKE
            if beside and simplify(things[subject].name) in PLATFORMS:
                continue  # 公司的微博: its channel; that it makes one takes a verb
            yield Fact(
                subject,
                statement.predicate,
                object_,
                literal,
                sentence.start,
                sentence.end,
                statement.confidence,
                statement.when,
                statement.amount if sole else None,
                statement.currency if sole and statement.amount is not None else None,
            )


def _full(entity: Entity) -> str:
    return simplify(entity.known or entity.name)
