"""Facts: the rules (extract/rules.py) and the titles beside names (extract/appositions.py) over slotted sentences.

What the sentence does not repeat comes from what went before (extract/discourse.py). What stands in a quotation is not
read: it is its speaker's, not the article's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extract.appositions import apposed
from extract.discourse import Discourse, clause, date_beside
from extract.platforms import PLATFORMS
from extract.reading import Entity, Fact, Mention
from extract.rule import Rule, When
from extract.rule_patterns import matching
from extract.script import simplify
from extract.sentence_patterns import SentencePattern
from extract.slots import SYMBOL, Pattern, Slot, with_lists
from extract.statements import Statement
from extract.titles import Titles
from ontology.predicates import PREDICATES

_HEDGE = re.compile(
    r"拟|计划|预计|有望|或将|可能|也许|传闻|据传|传出|否认|没有|并未|尚未|从未|未能|未曾|不是|并非|不再|不会|不曾|如果|假如|倘若|打算|希望|准备|"
    r"考虑|正在洽谈|有意|寻求|争取|将[在于会向对]|将以|将由|即将|会在|想要|放弃|终止|取消|拒绝|曾想|差点|险些|虚构|谣言|不实"
)
_DENIED = re.compile(r"不实|谣言|不属实|子虚乌有|予以否认|未予置评|不予置评|没有得到证实")
# Rules of these see lists unjoined: both members of a pair have their own part (甲与乙签署协议, 甲和妻子乙).
_PAIRED = frozenset({"partner", "spouse", "parent", "sibling"})
_EXCHANGE = re.compile(r"交易所|[上深港北联纽]交所|纳斯达克|新三板|[Nn][Aa][Ss][Dd][Aa][Qq]|证券市场")
_ASSOCIATION = re.compile(r"(?:会|联盟|组织|联赛|党|团|社|院|中甲|中超|社群)$")
_SAID_TO_MAKE = 0.85
_NAMES = "".join(SYMBOL[kind] for kind in ("PER", "ORG", "WORK", "PRODUCT", "QUOTE"))
_PERSON_BEHIND = re.compile(
    rf"(?:[^，。；{_NAMES}]{{0,12}}?)的(?:[^，。；{_NAMES}]{{0,6}}?)[{SYMBOL['TITLE']}{SYMBOL['FOUNDER']}]?(?P<person>{SYMBOL['PER']})"
)


def find_facts(
    sentences: Iterable[SentencePattern],
    *,
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    titles: Titles,
    title: str,
) -> tuple[Fact, ...]:
    """The facts of an article, each once. `sentences` are its patterns in order, `titles` the known job titles by role,
    `title` the article's own title."""
    things = {e.id: e for e in entities}
    discourse = Discourse.of(mentions, entities, title)
    found: dict[tuple[str, ...], Fact] = {}
    for sentence in sentences:
        discourse.now = sentence.end
        if sentence.opens:
            discourse.focus.pop("ORG", None)
        raw = discourse.resolved(sentence.pattern)
        listed, joined = with_lists(raw), with_lists(raw, described=True)
        for statement in (*_nested_places(raw), *apposed(listed, discourse, titles), *_stated(raw, joined, discourse)):
            for fact in _facts(statement, sentence, things):
                _keep(found, fact)
        discourse.move(listed)
    return tuple(found.values())


def _nested_places(pattern: Pattern) -> Iterator[Statement]:
    """Places written one after the other, the larger first: 江苏省无锡市."""
    place = SYMBOL["LOC"]
    for index in range(len(pattern.form) - 1):
        if pattern.form[index] == pattern.form[index + 1] == place:
            outer, inner = pattern.slots[index], pattern.slots[index + 1]
            if outer.end == inner.start:
                yield Statement("location", inner.members, outer.members, 0.8)


def _keep(found: dict[tuple[str, ...], Fact], fact: Fact) -> None:
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
        when=old.when or fact.when,
        amount=old.amount or fact.amount,
        currency=old.currency or fact.currency,
        confidence=max(fact.confidence, old.confidence),
    )


def _facts(statement: Statement, sentence: SentencePattern, things: Mapping[str, Entity]) -> Iterator[Fact]:
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


def _stated(raw: Pattern, joined: Pattern, discourse: Discourse) -> Iterator[Statement]:
    """What the rules read in one sentence."""
    for one in matching(raw.form):
        rule = one.rule
        pattern = raw if rule.predicate in _PAIRED else joined
        for match in one.regex.finditer(pattern.form):
            if rule.hedged and _doubted(pattern.form, match.start(), match.end()):
                continue
            statement = _statement(rule, match, pattern, discourse)
            if statement is not None:
                yield statement
                if rule.predicate == "founder" and statement.when:  # who founds on a day, founds what begins that day
                    yield replace(statement, predicate="foundingDate", objects=(statement.when,), when=None)


def _doubted(form: str, start: int, end: int) -> bool:
    """Whether the clause of `form[start:end]` plans or doubts it, or what follows denies it."""
    return bool(_HEDGE.search(clause(form, start, end)) or _DENIED.search(form, end))


def _statement(rule: Rule, match: re.Match[str], pattern: Pattern, discourse: Discourse) -> Statement | None:
    groups = match.re.groupindex

    def slot(name: str) -> Slot | None:
        return pattern.slots.get(match.start(name)) if name in groups and match.start(name) >= 0 else None

    predicate = PREDICATES[rule.predicate]
    title = slot("t")
    if title and not re.search(rule.titled, simplify(title.members[0])):
        return None
    subject, stated, money = slot("s"), slot("o"), slot("m")
    behind = (
        _PERSON_BEHIND.match(pattern.form, match.end()) if subject is None and "PER" in predicate.subjects else None
    )
    if behind:
        subject = pattern.slots[behind.start("person")]  # 毕业于南京农业大学的钱以宁
    elif not (subject and stated) and pattern.form.startswith("的", match.end()):
        return None  # the words describe another noun: 从阿里系出来的创业者
    described = "s" in groups and subject is not None and pattern.form[match.start("s") - 1 : match.start("s")] == "的"
    dated = rule.when != "none" and not described  # 三个月前，她创办的基金会…: the date is another verb's
    alone = rule.predicate == "founder"  # of which a founding date follows: the date must be its own
    date = date_beside(pattern, match.start(), match.end(), own_clause=alone) if dated else None
    if subject:
        subjects = subject.members
    else:
        in_front = rule.implied == "before"
        subjects = discourse.subject(pattern, match.start(), predicate.subjects, own_clause=not in_front)
    if stated is not None:
        objects = stated.members
    elif predicate.literal == "edtf":
        objects = (date,) if date else ()
    else:
        named = rule.predicate != "parentOrganization"  # of which the owner is no part of the clause
        objects = discourse.subject(pattern, match.start(), predicate.objects, named=named)
    if not subjects or not objects:
        return None
    return Statement(
        rule.predicate,
        subjects,
        objects,
        rule.confidence,
        None if predicate.literal == "edtf" else _held(rule.when, date),
        int(money.members[0]) if money else None,
        money.currency if money else None,
    )


def _held(when: When, date: str | None) -> str | None:
    """The EDTF of a fact's time from the date beside it."""
    if date is None or when == "none":
        return None
    if "/" in date or when == "event":
        return date
    return f"{date}/.." if when == "since" else f"../{date}"
