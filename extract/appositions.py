"""Titles beside names: 前腾讯员工、OKAY智慧教育创始人刘希军; 林子谦现任主席兼行政总裁; 韦小雅、欧阳拓分别担任….

One title tells three things at most: the title itself, who employs the person now or did (office, occupation, player),
and for 创始人 who founded what. 会长, 委员 of an association make a member.
"""

import re
from collections.abc import Iterator, Mapping

from extract.script import simplify
from extract.slots import SYMBOL, Pattern
from extract.statements import Statement
from extract.titles import title_role
from ontology.predicates import EntityType

P, O, L, T = SYMBOL["PER"], SYMBOL["ORG"], SYMBOL["LOC"], SYMBOL["TITLE"]
_FORMER = "前|原|曾任|曾是|曾"
_NOW = "现任|时任|新任|首任|首位|本届|现|资深|知名|著名|老"
_STAFF = "(?:离职|前|老)*(?:员工|中层|高管|元老|老兵|老将|成员|骨干|高层|同事|旧部|系|人)"
# One group in front of a name: 前+ORG+员工、  ORG+创始人  创始人兼CEO
_GROUP = rf"(?:(?:{_FORMER}|{_NOW}|来自|{L})*(?:{O}(?:的|集团|公司|中国|{L}|{_NOW}|前|原|副)*)?(?:{T}|{_STAFF})[、，和兼及]?)"
_BEFORE_NAME = re.compile(rf"(?P<groups>{_GROUP}{{1,4}})(?:——)?(?P<person>{P})")
_ONE_GROUP = re.compile(
    rf"(?P<former>(?:{_FORMER})?)(?:{_NOW}|来自|{L})*(?:(?P<org>{O})(?P<mid>[^{T}{O}{P}]*?))?(?:(?P<title>{T})|(?P<staff>{_STAFF}))"
)
_ORG_NAME_THEN_PERSON = re.compile(rf"(?P<former>前|原)?(?P<org>{O})的?(?P<staff>{_STAFF})(?P<person>{P})")
_BEHIND_NAME = re.compile(
    rf"(?P<person>{P})(?:[^，。；{P}{O}{T}]{{0,10}}?)(?P<respectively>分别)?"
    rf"(?P<verb>是|为|担任|任职?|出任|就任|升任|接任|当选为?|成为|现为|历任|兼任|当|做过|任命为|聘为|留任|改任|转任|晋升为?|受聘为)了?"
    rf"(?:[^，。；{P}{O}{T}]{{0,6}}?)(?:(?P<org>{O})(?:[^，。；{P}{O}{T}]{{0,6}}?))?(?P<title>{T})"
)
_IMPLIED = re.compile(
    rf"(?:^|[，。；：])(?:[^，。；{P}{O}{T}]{{0,8}}?)(?P<verb>现任|担任|出任|就任|升任|历任|曾任|兼任|任|做过|曾担任|曾是)"
    rf"(?:[^，。；{P}{O}{T}]{{0,4}}?)(?:(?P<org>{O})(?:[^，。；{P}{O}{T}]{{0,6}}?))?(?P<title>{T})"
)
_ALONE = re.compile(
    rf"(?P<person>{P})，?(?P<org>{O})(?P<mid>[^，。；{P}{O}{T}]{{0,4}}?)(?P<title>{T})(?=[，。、；）]|$)"
)
_PAST_VERB = re.compile(r"曾|历任|做过|原任|离任|卸任|辞去|不再")
_NOT_STATED = re.compile(r"拟|将|有望|可能|没有|不是|并非|未|否认|想|希望|如果|传")


def apposed(
    pattern: Pattern, focus: Mapping[EntityType, tuple[str, ...]], titles: Mapping[str, str]
) -> Iterator[Statement]:
    """What the titles of one sentence state."""
    form = pattern.form
    if T not in form and not re.search("员工|中层|高管|元老|高层", form):
        return
    for match in _BEFORE_NAME.finditer(form):
        yield from _groups(match, pattern, focus, titles)
    for match in [*_BEHIND_NAME.finditer(form), *_ALONE.finditer(form)]:
        yield from _behind(match, pattern, pattern.slots[match.start("person")].members, focus, titles)
    for match in _IMPLIED.finditer(form):
        yield from _behind(match, pattern, _subject(pattern, match.start(), focus), focus, titles)


def _subject(pattern: Pattern, position: int, focus: Mapping[EntityType, tuple[str, ...]]) -> tuple[str, ...]:
    before = [slot.members for index, slot in pattern.slots.items() if index < position and slot.kind == "PER"]
    return before[-1] if before else focus.get("PER", ())


def _groups(
    match: re.Match[str], pattern: Pattern, focus: Mapping[EntityType, tuple[str, ...]], titles: Mapping[str, str]
) -> Iterator[Statement]:
    people = pattern.slots[match.start("person")].members
    employer: tuple[str, ...] = ()
    clause = pattern.form[max(0, match.start() - 30) : match.start()]
    subject = next(
        (s.members for i, s in sorted(pattern.slots.items(), reverse=True) if i < match.start() and s.kind == "ORG"), ()
    )
    for group in _ONE_GROUP.finditer(pattern.form, match.start("groups"), match.end("groups")):
        if group["org"]:
            employer = pattern.slots[group.start("org")].members
        former = (
            bool(group["former"])
            or bool(re.search("前|原", group["mid"] or ""))
            or bool(group["staff"] and re.search("前|离职", group["staff"]))
        )
        words = pattern.slots[group.start("title")].members if group["title"] else ()
        implied = (
            () if group["org"] or employer else (subject or focus.get("ORG", ())) if "，" not in clause[-1:] else ()
        )
        yield from titled(people[:1], words, employer, implied, titles, former=former, staff=group["staff"] or "")


def _behind(
    match: re.Match[str],
    pattern: Pattern,
    people: tuple[str, ...],
    focus: Mapping[EntityType, tuple[str, ...]],
    titles: Mapping[str, str],
) -> Iterator[Statement]:
    groups = match.groupdict()
    verb = groups.get("verb") or ""
    around = pattern.form[max(0, match.start() - 3) : match.start("title")]
    if _NOT_STATED.search(around):
        return
    employer = pattern.slots[match.start("org")].members if groups.get("org") else ()
    words = pattern.slots[match.start("title")].members
    former = bool(_PAST_VERB.search(around)) or bool(_PAST_VERB.search(verb))
    if groups.get("respectively") and len(words) == len(people):
        for person, word in zip(people, words, strict=True):
            yield from titled((person,), (word,), employer, focus.get("ORG", ()), titles, former=former)
        return
    yield from titled(people, words, employer, focus.get("ORG", ()), titles, former=former)


def titled(
    people: tuple[str, ...],
    words: tuple[str, ...],
    employer: tuple[str, ...],
    implied: tuple[str, ...],
    titles: Mapping[str, str],
    *,
    former: bool,
    staff: str = "",
) -> Iterator[Statement]:
    """The statements of titles `words` of `people` at `employer`, or at the `implied` one where none is named."""
    for word in words:
        yield Statement("jobTitle", people, (word,), 0.9)
    roles = {title_role(simplify(word), titles) for word in words}
    where, confidence = (employer, 0.88) if employer else (implied[:1], 0.65)
    if not where or not (words or staff):
        return
    if "founder" in roles:
        yield Statement("founder", where, people, confidence)
    if "member" in roles and employer:
        yield Statement("memberOf", people, where, confidence - 0.1)
    works = roles & {"office", "player"} or (employer and "occupation" in roles) or (employer and staff)
    if works:
        yield Statement("formerEmployer" if former else "worksFor", people, where, confidence)
