"""Facts: the rules (extract/rules.py) and the titles beside names (extract/appositions.py) over slotted sentences.

What the sentence does not repeat comes from what went before: the subject of a clause from the clause in front,
他 from the person last named, 公司 from the organisation the text is about. What stands in a quotation is not read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from extract.appositions import apposed
from extract.reading import Entity, Fact
from extract.rules import RULES, Rule, When
from extract.slots import SYMBOL, Pattern, Slot
from extract.statements import Statement
from ontology.predicates import PREDICATES, EntityType

_HEDGE = re.compile(
    r"拟|计划|预计|有望|或将|可能|也许|传闻|据传|传出|否认|没有|并未|尚未|从未|未能|未曾|不是|并非|不再|不会|不曾|如果|假如|倘若|打算|希望|准备|"
    r"考虑|正在洽谈|有意|寻求|争取|将[在于会向对]|将以|将由|即将|会在|想要|放弃|终止|取消|拒绝|曾想|差点|险些|虚构|谣言|不实"
)
_CLAUSE_END = "，。；！？：!?;"
_NO_SUBJECT_AFTER = re.compile(
    r"(?:据|对|向|给|被|与|和|由|从|把|让|跟|同|为|受|比|像|除|除了|包括|来自|对于|关于|根据|按照|在)$"
)
_DATE = SYMBOL["DATE"]


@dataclass(slots=True)
class Context:
    """What the article is about at this point: the last person and organisation that stood as a subject."""

    focus: dict[EntityType, tuple[str, ...]] = field(default_factory=dict)


@cache
def _compiled() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(expand(rule.pattern))) for rule in RULES)


def expand(pattern: str) -> str:
    """A rule's pattern as a regular expression: <s:ORG|PER> → a named symbol class, ~ → a gap without names."""
    names = "".join(SYMBOL[kind] for kind in ("PER", "ORG", "WORK", "PRODUCT", "QUOTE"))

    def symbols(match: re.Match[str]) -> str:
        kinds = "".join(SYMBOL[kind] for kind in match["kinds"].split("|"))
        if match["name"] == "o" and kinds == SYMBOL["LOC"]:  # the nearest of nested places: 江苏省无锡市
            return f"{kinds}*(?P<o>{kinds})(?!{kinds})"
        return f"(?P<{match['name']}>[{kinds}])" if match["name"] else f"[{kinds}]"

    expanded = re.sub(r"(?<!\?P)(?<!\?)<(?:(?P<name>[a-z]):)?(?P<kinds>[A-Z|]+)>", symbols, pattern)
    return expanded.replace("[^，。；", f"[^，。；{names}").replace("~", f"[^，。；！？：{names}]{{0,14}}?")


def find_facts(
    patterns: Iterator[tuple[int, int, Pattern]], entities: Sequence[Entity], titles: Mapping[str, str]
) -> tuple[Fact, ...]:
    """The facts of an article. `patterns` yields each sentence's start, end and slotted form, in order."""
    kinds = {e.id: e.type for e in entities}
    context = Context()
    found: dict[tuple[str, str, str, str | None], Fact] = {}
    for start, end, pattern in patterns:
        for statement in [
            *_nested_places(pattern),
            *apposed(pattern, context.focus, titles),
            *_stated(pattern, context),
        ]:
            for fact in _facts(statement, start, end, kinds):
                _keep(found, fact)
        _move_focus(pattern, context)
    return tuple(found.values())


def _nested_places(pattern: Pattern) -> Iterator[Statement]:
    """Places written one after the other, the larger first: 江苏省无锡市."""
    place = SYMBOL["LOC"]
    for index in range(len(pattern.form) - 1):
        if pattern.form[index] == pattern.form[index + 1] == place:
            outer, inner = pattern.slots[index], pattern.slots[index + 1]
            if outer.end == inner.start:
                yield Statement("location", inner.members[:1], outer.members[-1:], 0.8)


def _keep(found: dict[tuple[str, str, str, str | None], Fact], fact: Fact) -> None:
    """Each statement once: the first sentence that says it, with a date or a sum that a later one adds."""
    subject, object_ = fact.subject, fact.object
    if PREDICATES[fact.predicate].symmetric and subject > object_:
        subject, object_ = object_, subject
    # Two rounds of one investor are two facts: the sum tells them apart.
    key = (subject, fact.predicate, object_, str(fact.amount) if fact.predicate == "investor" and fact.amount else None)
    old = found.get(key)
    if old is None:
        found[key] = fact
    elif (fact.when and not old.when) or (fact.amount and not old.amount):
        found[key] = replace(fact, confidence=max(fact.confidence, old.confidence))


def _facts(statement: Statement, start: int, end: int, kinds: Mapping[str, EntityType]) -> Iterator[Fact]:
    predicate = PREDICATES[statement.predicate]
    literal = predicate.literal is not None
    for subject in statement.subjects:
        if kinds.get(subject) not in predicate.subjects:
            continue
        for object_ in statement.objects:
            if object_ == subject or not object_ or (not literal and kinds.get(object_) not in predicate.objects):
                continue
            yield Fact(
                subject,
                statement.predicate,
                object_,
                literal,
                start,
                end,
                statement.confidence,
                statement.when,
                statement.amount if len(statement.objects) == 1 else None,
                statement.currency if len(statement.objects) == 1 and statement.amount is not None else None,
            )


def _stated(pattern: Pattern, context: Context) -> Iterator[Statement]:
    """What the rules read in one sentence."""
    for rule, regex in _compiled():
        for match in regex.finditer(pattern.form):
            if rule.hedged and _HEDGE.search(_clause(pattern.form, match.start(), match.end())):
                continue
            statement = _statement(rule, match, pattern, context)
            if statement is not None:
                yield statement


def _statement(rule: Rule, match: re.Match[str], pattern: Pattern, context: Context) -> Statement | None:
    groups = match.re.groupindex

    def slot(name: str) -> Slot | None:
        return pattern.slots.get(match.start(name)) if name in groups and match.start(name) >= 0 else None

    predicate = PREDICATES[rule.predicate]
    subject = slot("s")
    subjects = subject.members if subject else subject_before(pattern, match.start(), predicate.subjects, context)
    stated = slot("o")
    date = _date_beside(pattern, match) if rule.when != "none" or predicate.literal == "edtf" else None
    if stated is not None:
        objects = stated.members
    elif predicate.literal == "edtf":
        objects = (date,) if date else ()
    else:
        objects = subject_before(pattern, match.start(), predicate.objects, context)
    money = slot("m")
    when = None if predicate.literal == "edtf" else _held(rule.when, date)
    if not subjects or not objects:
        return None
    return Statement(
        rule.predicate,
        subjects,
        objects,
        rule.confidence,
        when,
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


def _clause(form: str, start: int, end: int) -> str:
    """`form[start:end]` and what stands before it in its clause."""
    begin = max((form.rfind(mark, 0, start) for mark in _CLAUSE_END), default=-1) + 1
    return form[begin:end]


def subject_before(pattern: Pattern, position: int, kinds: Sequence[EntityType], context: Context) -> tuple[str, ...]:
    """Who a clause without a subject speaks of: the first name of a fitting kind in the clause before `position`,
    else in the clauses in front, nearest first, else what the article is about."""
    end = position
    while end > 0:
        begin = max((pattern.form.rfind(mark, 0, end) for mark in _CLAUSE_END), default=-1) + 1
        for index in range(begin, end):
            slot = pattern.slots.get(index)
            if (
                slot
                and slot.kind in kinds
                and not _NO_SUBJECT_AFTER.search(pattern.form[max(begin, index - 3) : index])
            ):
                return slot.members
        end = begin - 1
    return next((context.focus[kind] for kind in kinds if kind in context.focus), ())


def _date_beside(pattern: Pattern, match: re.Match[str]) -> str | None:
    """The date that goes with a match: inside it, else the nearest before it in its sentence, else the first behind it
    in its clause."""
    inside = [i for i in range(match.start(), match.end()) if pattern.form[i] == _DATE]
    if inside:
        return pattern.slots[inside[0]].members[0]
    before = pattern.form.rfind(_DATE, 0, match.start())
    if before >= 0 and "。" not in pattern.form[before : match.start()]:
        return pattern.slots[before].members[0]
    after = pattern.form.find(_DATE, match.end())
    if after >= 0 and not any(mark in pattern.form[match.end() : after] for mark in _CLAUSE_END):
        return pattern.slots[after].members[0]
    return None


def _move_focus(pattern: Pattern, context: Context) -> None:
    """The first person and organisation that stand as subjects in this sentence are what it is about."""
    seen: set[str] = set()
    for index, slot in pattern.slots.items():
        if slot.kind in ("PER", "ORG", "WORK") and slot.kind not in seen:
            if _NO_SUBJECT_AFTER.search(pattern.form[max(0, index - 3) : index]):
                continue
            seen.add(slot.kind)
            kind: EntityType = "PER" if slot.kind == "PER" else "ORG" if slot.kind == "ORG" else "WORK"
            context.focus[kind] = slot.members
