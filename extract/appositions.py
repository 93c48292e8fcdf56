"""Titles in front of names: 前腾讯员工、OKAY智慧教育创始人刘希军; 记者李一、王二; 中国科学院院士张三.

One title tells three things at most: the title itself, who employs the person now or did (office, occupation, player),
and for 创始人 who founded what. 会长, 委员 of an association make a member. Titles behind names: extract/posts.py.
"""

import re
from collections.abc import Iterator

from extract.clauses import clause
from extract.discourse import Discourse
from extract.employers import titled
from extract.script import simplify
from extract.slots import SYMBOL, Pattern
from extract.statements import Statement
from extract.titles import Titles

PER, ORG, LOC = (SYMBOL[kind] for kind in ("PER", "ORG", "LOC"))
TITLES = SYMBOL["TITLE"] + SYMBOL["FOUNDER"]
TITLE = f"[{TITLES}]"
_FORMER = "当时的|彼时的|那时的|前任|前|原|曾任|曾是|曾|时任|已故|退休|离任|卸任"
_NOW = "现任|新任|首任|首位|本届|现|资深|知名|著名|青年|年轻|驻站"
STAFF = "(?:离职|前|老)*(?:员工|职工|职员|雇员|中层|高管|元老|老兵|老将|骨干|高层|同事|旧部)"
_STAFF = re.compile(STAFF)
# A part of the organisation between its name and the title: 远山集团无人机事业部总经理.
_PART = "[\u4e00-\u9fff]{1,6}(?:部|室|处|科|中心|馆|系|所|组|办公室|事业部|分公司|支行|分行|团队|频道|栏目|业务|项目|方面|医院|工厂)"
# Before a title these are the end of a name that was not recognised: some house, but not the one of which the text speaks.
_HOUSES = (
    "科技|集团|公司|资本|银行|基金|大学|学院|学校|中学|小学|医院|研究院|研究所|工作室|俱乐部|实业|传媒|文化|"
    "网络|影业|食品|汽车|医药|生物|咨询|证券|保险|地产|物流|工程|中心|协会|学会|商会|联合会|委员会|委|局|"
    "厅|署|银行|酒店|餐厅|商店|店|厂|村|镇|乡|县|区|街道|社区|杂志|日报|晚报|周刊|电视台|剧院|剧团|乐团|"
    "乐队|球队|队|工厂|合作社|农场|平台|品牌|机构|企业|社"
)
_UNREAD = re.compile(f"[\u4e00-\u9fff]{{2}}(?:{_HOUSES})$")
# One group in front of a name: 前+ORG+员工, ORG+创始人, 创始人兼CEO. Groups may be listed; the last touches the name.
_LINK = f"(?:的|集团|公司|中国|旗下|{LOC}|{_NOW}|{_FORMER}|副)*"
_GROUP = rf"(?:(?:{_FORMER}|{_NOW}|来自|{LOC})*(?:{ORG}{_LINK}(?:{_PART}{_LINK})?)?(?:{TITLE}|{STAFF}))"
_BEFORE_NAME = re.compile(
    rf"(?P<groups>(?:{_GROUP}[、兼和及暨](?:[\u4e00-\u9fff]{{1,6}}(?:{_HOUSES}))?)*{_GROUP})(?P<by>[／/|｜：]?)(?P<person>{PER})"
)
_ONE_GROUP = re.compile(
    rf"(?P<former>(?:{_FORMER})?)(?:{_NOW}|来自|{LOC})*(?:(?P<org>{ORG})(?P<mid>[^{TITLES}{ORG}{PER}]*?))?(?:(?P<title>{TITLE})|(?P<staff>{STAFF}))"
)
_PAST = re.compile("[当彼那]时的|前|原|曾|时任|已故|退休|离任|卸任|离职|元老|老兵|旧部")
# Of these a house has one, so that the next name of a list bears no such title: 董事长张三、李四.
_SOLE = re.compile(
    r"^(?:董事长|总裁|总经理|校长|院长|馆长|所长|市长|县长|区长|镇长|省长|局长|厅长|部长|主席|总统|首相|总理|CEO|首席.*|行长|会长|"
    r"理事长|社长|总编辑|主编|台长|队长|主教练|书记|.*委书记|团长|厂长|村支书|村主任|主任|法定代表人|负责人)$"
)
_PRESS = re.compile(r"记者|通讯员|摄影|编辑$")


def apposed(pattern: Pattern, raw: Pattern, discourse: Discourse, titles: Titles) -> Iterator[Statement]:
    """What the titles before names state in one sentence; `raw` is `pattern` with its lists not yet joined."""
    form = pattern.form
    if PER not in form or not (any(symbol in form for symbol in TITLES) or _STAFF.search(form)):
        return
    for match in _BEFORE_NAME.finditer(form):
        if re.search("不是|并非|而是|最佳[^，。；]{0,6}$", clause(form, match.start(), match.start())):
            continue  # 最佳男歌手张三: a prize
        if match["by"] and not _press(pattern.slots[match.start("by") - 1].members):
            continue  # 本刊记者／张三
        yield from _groups(match, pattern, raw, discourse, titles)


def _groups(
    match: re.Match[str], pattern: Pattern, raw: Pattern, discourse: Discourse, titles: Titles
) -> Iterator[Statement]:
    listed = pattern.slots[match.start("person")]
    employer: tuple[str, ...] = ()
    former = False
    for group in _ONE_GROUP.finditer(pattern.form, match.start("groups"), match.end("groups")):
        if group["org"]:
            employer = pattern.slots[group.start("org")].members
        elif _UNREAD.search(pattern.form, 0, group.start()):
            employer, former = (), False
        past = f"{group['former']}{group['mid'] or ''}{group['staff'] or ''}"
        former = bool(_PAST.search(past)) or (former and not group["org"])
        words = pattern.slots[group.start("title")].members if group["title"] else ()
        press = _press(words)
        where = employer or (discourse.agency if press else ())
        unread = _UNREAD.search(pattern.form, 0, group.start())
        implied = () if where or unread else discourse.organisation(pattern, match.start())
        sole = bool(words) and _SOLE.match(simplify(words[-1]))
        people = listed.members[:1] if sole or not words else _enumerated(raw, listed.start, "、?" if press else "、")
        yield from titled(
            people, words, where, implied, titles, names=discourse.names, former=former, staff=bool(group["staff"])
        )


def _press(words: tuple[str, ...]) -> bool:
    """Whether the titles `words` are all those of who writes for a paper."""
    return bool(words) and all(_PRESS.search(simplify(word)) for word in words)


def _enumerated(raw: Pattern, start: int, link: str) -> tuple[str, ...]:
    """The person whose slot starts at `start` and those whom `link` alone lists behind: 记者李一、王二, 记者　李一　王二."""
    position = next(index for index, slot in raw.slots.items() if slot.start == start)
    people = raw.slots[position].members
    following = re.compile(link + PER)
    while match := following.match(raw.form, position + 1):
        position = match.end() - 1
        people += raw.slots[position].members
    return people
