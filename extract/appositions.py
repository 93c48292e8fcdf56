"""Titles beside names: 前腾讯员工、OKAY智慧教育创始人刘希军; 林子谦现任主席兼行政总裁; 韦小雅、欧阳拓分别担任….

One title tells three things at most: the title itself, who employs the person now or did (office, occupation, player),
and for 创始人 who founded what. 会长, 委员 of an association make a member.
"""

import re
from collections.abc import Iterator, Mapping

from extract.clauses import clause
from extract.discourse import Discourse
from extract.script import simplify
from extract.slots import SYMBOL, Pattern
from extract.statements import Statement
from extract.titles import Titles

PER, ORG, LOC = (SYMBOL[kind] for kind in ("PER", "ORG", "LOC"))
TITLES = SYMBOL["TITLE"] + SYMBOL["FOUNDER"]
TITLE = f"[{TITLES}]"
_FORMER = "前|原|曾任|曾是|曾"
_NOW = "现任|时任|新任|首任|首位|本届|现|资深|知名|著名"
_STAFF = "(?:离职|前|老)*(?:员工|中层|高管|元老|老兵|老将|骨干|高层|同事|旧部)"
# One group in front of a name: 前+ORG+员工, ORG+创始人, 创始人兼CEO. Groups may be listed; the last touches the name.
_GROUP = (
    rf"(?:(?:{_FORMER}|{_NOW}|来自|{LOC})*(?:{ORG}(?:的|集团|公司|中国|{LOC}|{_NOW}|前|原|副)*)?(?:{TITLE}|{_STAFF}))"
)
_BEFORE_NAME = re.compile(rf"(?P<groups>(?:{_GROUP}[、兼和及])*{_GROUP})(?P<person>{PER})")
_ONE_GROUP = re.compile(
    rf"(?P<former>(?:{_FORMER})?)(?:{_NOW}|来自|{LOC})*(?:(?P<org>{ORG})(?P<mid>[^{TITLES}{ORG}{PER}]*?))?(?:(?P<title>{TITLE})|(?P<staff>{_STAFF}))"
)
_GAP = f"(?:[^，。；、{PER}{ORG}{TITLES}]{{0,8}}?)"
_VERB = "现任|现为|担任|出任|就任|升任|接任|继任|当选为|当选|成为|历任|曾任|曾担任|兼任|任职|做过|当过|任命为|聘为|留任|改任|转任|晋升为|受聘为|曾是|是|为|任"
_BEHIND_NAME = re.compile(
    rf"(?P<person>{PER})(?P<before>{_GAP})(?P<respectively>分别)?(?P<verb>{_VERB})了?{_GAP}(?:(?P<org>{ORG}){_GAP})?(?P<title>{TITLE})"
)
_NO_NAME = re.compile(
    rf"(?:^|(?<=[，。；：]))(?P<before>(?:[^，。；、{PER}{ORG}{TITLES}]{{0,10}}?))(?P<verb>{_VERB})了?{_GAP}(?:(?P<org>{ORG}){_GAP})?(?P<title>{TITLE})"
)
_ALONE = re.compile(rf"(?P<person>{PER})，?(?P<org>{ORG})(?P<before>{_GAP})(?P<title>{TITLE})(?=[，。、；）]|$)")
_WORKS_AT = re.compile(r"(?:就职于|供职于|任职于|效力于|服务于|加入|加盟|入职|进入)$")
_SOME = re.compile(r"一位|一名|一个|某[位名个]|那位")  # 而是锦水医院的一位护士长: nobody named
_COPULAS = frozenset(["成为", "是", "为", "当选", "当选为"])
_PAST = re.compile(r"曾|历任|做过|当过|原任|离任|卸任|辞去|不再")
# Titles that only one kind of organisation gives, by the form of its name.
_PLACE_OF = {
    "校长": "大学|学院|中学|小学|学校|校",
    "教授": "大学|学院|研究院",
    "院士": "院|大学",
    "院长": "院|大学",
    "馆长": "馆",
    "所长": "所",
    "社长": "社|报|刊|出版",
    "行长": "银行|行$",
    "局长": "局",
    "部长": "部|政府",
    "市长": "市|政府",
    "县长": "县|政府",
    "书记": "党|委|政府|村|镇|县|市",
    "会长": "会|盟",
    "理事长": "会|盟|合作社",
    "护士长": "医院|诊所",
    "主教练": "队|俱乐部|男篮|女篮|足球|篮球|FC",
    "前锋": "队|俱乐部|FC",
    "门将": "队|俱乐部|FC",
    "后卫": "队|俱乐部|FC",
    "法官": "法院",
    "检察官": "检察院",
}
_OF_THE_PRESS = re.compile(r"(?:记者|编辑|通讯员|摄影|摄影师|作者|评论员|实习生)$")
_NOT_STATED = re.compile(r"拟|将|有望|可能|没有|不|并非|未|否认|想|希望|如果|传|认为|觉得|作为|以")


def apposed(pattern: Pattern, discourse: Discourse, titles: Titles) -> Iterator[Statement]:
    """What the titles of one sentence state; `titles` are the known ones by role."""
    form = pattern.form
    if not any(symbol in form for symbol in TITLES) and not re.search(_STAFF, form):
        return
    for match in _BEFORE_NAME.finditer(form):
        yield from _groups(match, pattern, discourse, titles)
    for match in (*_BEHIND_NAME.finditer(form), *_ALONE.finditer(form)):
        yield from _behind(match, pattern, pattern.slots[match.start("person")].members, discourse, titles)
    for match in _NO_NAME.finditer(form):
        people = discourse.subject(pattern, match.start("verb"), ("PER",))
        here = any(s.kind == "PER" for i, s in pattern.slots.items() if i < match.start("verb"))
        if match["verb"] in _COPULAS and not here:
            continue  # who becomes or is something must be named in the sentence itself
        yield from _behind(match, pattern, people, discourse, titles)


def _groups(match: re.Match[str], pattern: Pattern, discourse: Discourse, titles: Titles) -> Iterator[Statement]:
    if re.search("不是|并非|而是", clause(pattern.form, match.start(), match.start())):
        return
    people = pattern.slots[match.start("person")].members[:1]
    employer: tuple[str, ...] = ()
    former = False
    for group in _ONE_GROUP.finditer(pattern.form, match.start("groups"), match.end("groups")):
        if group["org"]:
            employer = pattern.slots[group.start("org")].members
        past = f"{group['former']}{group['mid'] or ''}{group['staff'] or ''}"
        former = bool(re.search("前|原|曾|离职|元老|老兵|旧部", past)) or (former and not group["org"])
        words = pattern.slots[group.start("title")].members if group["title"] else ()
        implied = () if employer else discourse.organisation(pattern, match.start())
        yield from titled(
            people, words, employer, implied, titles, names=discourse.names, former=former, staff=bool(group["staff"])
        )


def _behind(
    match: re.Match[str],
    pattern: Pattern,
    people: tuple[str, ...],
    discourse: Discourse,
    titles: Titles,
) -> Iterator[Statement]:
    groups = match.groupdict()
    around = clause(pattern.form, match.start(), match.start("title"))
    verb = groups.get("verb") or ""
    if not people or _NOT_STATED.search(around) or _SOME.search(pattern.form, match.start(), match.start("title")):
        return
    if groups.get("org"):
        employer = pattern.slots[match.start("org")].members
    else:
        employer = _working(pattern, match.start("title"))
    words = pattern.slots[match.start("title")].members
    former = bool(_PAST.search(around) or _PAST.search(verb))
    implied = () if verb in ("是", "为") else discourse.organisation(pattern, match.start())
    if groups.get("respectively") and len(words) == len(people):
        for person, word in zip(people, words, strict=True):
            yield from titled((person,), (word,), employer, implied, titles, names=discourse.names, former=former)
        return
    yield from titled(people, words, employer, implied, titles, names=discourse.names, former=former)


def _working(pattern: Pattern, position: int) -> tuple[str, ...]:
    """Where the sentence has said before `position` that its subject works: 就职于某公司，历任工程师."""
    beginning = max(pattern.form.rfind(mark, 0, position) for mark in "。；")
    return next(
        (
            slot.members
            for index, slot in sorted(pattern.slots.items(), reverse=True)
            if beginning < index < position and slot.kind == "ORG" and _WORKS_AT.search(pattern.form[:index][-6:])
        ),
        (),
    )


def _heads(word: str, organisation: str) -> bool:
    """Whether the bearer of the title `word` can be implied to work at `organisation`: a 校长 at a school only, a
    reporter named in passing nowhere."""
    if _OF_THE_PRESS.search(word):
        return False
    kind = next((ending for title, ending in _PLACE_OF.items() if word.endswith(title)), None)
    return kind is None or bool(re.search(kind, simplify(organisation)))


def titled(
    people: tuple[str, ...],
    words: tuple[str, ...],
    employer: tuple[str, ...],
    implied: tuple[str, ...],
    titles: Titles,
    *,
    names: Mapping[str, str],
    former: bool,
    staff: bool = False,
) -> Iterator[Statement]:
    """The statements of titles `words` of `people` at `employer`, or at the `implied` one where none is named."""
    for word in words:
        yield Statement("jobTitle", people, (word,), 0.9)
    roles = {titles.role_of(simplify(word)) for word in words}
    implied = tuple(one for one in implied[:1] if all(_heads(simplify(word), names.get(one, "")) for word in words))
    where, confidence = (employer, 0.88) if employer else (implied, 0.65)
    if not where or not (words or staff):
        return
    if "founder" in roles:
        yield Statement("founder", where, people, confidence)
    if "member" in roles and employer:
        yield Statement("memberOf", people, where, confidence - 0.1)
    works = roles & {"office", "player"} or (employer and "occupation" in roles) or (employer and staff)
    if works:
        yield Statement("formerEmployer" if former else "worksFor", people, where, confidence)
