"""What the facts about one person say together: who was an employer once is none now, and who joins another house has
left the one before.

A statement that is less sure than a title at a named employer gives way: 2013年加入甲, 2018年加入乙 makes 甲 an employer
of before, until the day of the second; 前甲员工 denies 曾加入甲 as the present.
"""

from collections.abc import Iterable
from dataclasses import replace

from extract.reading import Fact

_SURE = 0.85  # as sure as a title at a named employer; below, somebody was only said to have joined
_IMPLIED = 0.65  # the employer was not named beside the title


def settled(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """`facts` without the present employers that others of them make past ones."""
    kept = list(facts)
    past = {(f.subject, f.object): f for f in kept if f.predicate == "formerEmployer"}
    studied = {(f.subject, f.object) for f in kept if f.predicate == "alumniOf"}
    joined = [
        f
        for f in kept
        if f.predicate == "worksFor" and (f.confidence < _SURE or _ended(f, past.get((f.subject, f.object))))
    ]
    founded = [f for f in kept if f.predicate == "founder"]
    dropped: set[tuple[str, str]] = set()  # houses of which somebody left a post, but not the house
    spans: dict[tuple[str, str], str | None] = {}  # when somebody was at a house of before
    result: dict[tuple[str, str, str, int | None], Fact] = {}
    for fact in kept:
        if fact in joined:
            pair = (fact.subject, fact.object)
            if pair in studied:
                continue
            if pair in past and _stays(fact, past[pair]):
                dropped.add(pair)
            elif pair in past and not _returned(fact, past[pair]):
                spans[pair] = _until(fact.when, past[pair].when)
                continue
            closed = bool(fact.when and not fact.when.endswith("/.."))
            others = (f for f in kept if f.predicate == "worksFor" and (closed or f in joined))
            later = min((f for f in others if _follows(f, fact)), key=lambda f: f.when or "", default=None)
            if later is not None and pair not in past:
                fact = replace(fact, predicate="formerEmployer", when=_until(fact.when, later.when))
            named = fact.confidence > _IMPLIED and fact.when is None and pair not in past
            if named and any(_founded_since(f, fact) for f in founded):
                fact = replace(fact, predicate="formerEmployer")
        result.setdefault((fact.subject, fact.predicate, fact.object, fact.amount), fact)
    return tuple(
        replace(f, when=spans.get((f.subject, f.object)) or f.when) if f.predicate == "formerEmployer" else f
        for f in result.values()
        if f.predicate != "formerEmployer" or (f.subject, f.object) not in dropped
    )


def _ended(held: Fact, left: Fact | None) -> bool:
    """Whether somebody left, by the dates, what they held before."""
    if left is None or not held.when or not left.when:
        return False
    return held.when.endswith("/..") and held.when[:4] < left.when.rpartition("/")[2][:4]


def _follows(later: Fact, earlier: Fact) -> bool:
    """Whether `later` tells that the same person joined another employer after `earlier`."""
    if later.subject != earlier.subject or later.object == earlier.object or not later.when or not earlier.when:
        return False
    start, end = later.when.removesuffix("/.."), earlier.when.removesuffix("/..").rpartition("/")[2]
    return later.when.endswith("/..") and "/" in earlier.when and start > end


def _founded_since(founding: Fact, joined: Fact) -> bool:
    """Whether who joined a house founded another of his own further on in the text: 毕业后去甲做品牌经理。他创办了乙。"""
    return founding.object == joined.subject and founding.subject != joined.object and founding.start >= joined.start


def _stays(joined: Fact, left: Fact) -> bool:
    """Whether somebody of whom the text says first that a post ended has another one in the same house by what follows,
    where neither is told of the house itself: 卸任总裁 … 转任公司高级顾问."""
    return left.confidence < joined.confidence + 0.01 < _SURE and left.start < joined.start


def _returned(joined: Fact, left: Fact) -> bool:
    """Whether somebody joined again the house that they had left, by the dates."""
    dated = joined.when and joined.when.endswith("/..") and left.when and left.when.startswith("../")
    return bool(dated and str(joined.when)[:4] > str(left.when)[3:7])


def _until(start: str | None, end: str | None) -> str | None:
    """The interval from the beginning of `start` to the end of `end`, None where neither tells both."""
    if start and not start.endswith("/.."):
        return start if "/" in start else None
    first, last = (start or "").removesuffix("/.."), (end or "").removesuffix("/..").rpartition("/")[2]
    return f"{first}/{last}" if first and last and first < last else None
