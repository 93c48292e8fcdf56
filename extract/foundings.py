"""What a founding, or an agreement, says besides: its day and place, and whose founding it is."""

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.clauses import clause
from extract.slots import SYMBOL, Pattern, Slot
from extract.statements import Statement

_ALL_SIDES = re.compile("[三四五六多]方|共同|联合")
_NAMES = "".join(SYMBOL[kind] for kind in ("PER", "ORG", "WORK", "PRODUCT", "QUOTE"))
# Whom a relative clause describes: 创办某公司的工程师李明.
PERSON_BEHIND = re.compile(
    rf"(?:[^，。；{_NAMES}]{{0,12}}?)的(?:[^，。；{_NAMES}]{{0,6}}?)[{SYMBOL['TITLE']}{SYMBOL['FOUNDER']}]?(?P<person>{SYMBOL['PER']})"
)
# The place in a clause that tells of a founding: 在莱顿的一座旧面粉厂里把它办了起来, 诞生于张江.
_FOUNDED_IN = re.compile(
    rf"(?:在|于|借用)(?P<place>{SYMBOL['LOC']})(?:[的一][^，。；{_NAMES}]{{0,10}})?[里内中上]?"
    rf"(?:[{''.join(SYMBOL[k] for k in ('DATE', 'PER', 'TITLE', 'FOUNDER'))}、和与]|正式|挂牌|注册|联合|共同|一手|宣告|又|就|了|登记|把{SYMBOL['ORG']})*"
    rf"(?:$|[创办成组建设开发做拉搞登注问揭])"
)


def implied(statement: Statement, match: re.Match[str], pattern: Pattern) -> Iterator[Statement]:
    """What follows from a statement: who founds on a day, founds what begins that day; what is founded in a place, is
    there; what several sign is signed by each two of them."""
    if statement.predicate == "founder" and statement.when:
        yield replace(statement, predicate="foundingDate", objects=(statement.when,), when=None)
    if statement.predicate in ("founder", "foundingDate"):
        place = _FOUNDED_IN.search(clause(pattern.form, match.start(), match.end()))
        if place:
            index = match.end() - (len(place.string) - place.start("place"))
            yield replace(statement, predicate="location", objects=pattern.slots[index].members, when=None)
    if statement.predicate == "partner" and _ALL_SIDES.search(match[0]):
        for side in (statement.subjects, statement.objects):
            if len(side) > 1:
                yield replace(statement, subjects=side, objects=side)


def of_another(pattern: Pattern, match: re.Match[str], founded: Slot, founder: Slot | None) -> bool:
    """Whether the founding is of another house or by another: 离开甲后开了公司, 采访过创办乙的某某."""
    if founded.noun and not founded.near:
        return any(s is not founded and s.members == founded.members for s in pattern.slots.values())
    if founder is None or founder.kind != "PER" or match.start("s") < match.start("o") or "了" in match[0]:
        return False
    return bool(PERSON_BEHIND.match(pattern.form, match.end()))
