"""Titles behind names and verbs: 林子谦现任主席兼行政总裁; 任命王二为院长; 免去李一的局长职务; CEO由赵六出任.

The verb tells whether the post is held, begins or ends; its date is then that of the post.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.appositions import ORG, PER, TITLE, TITLES
from extract.clauses import clause, date_beside
from extract.discourse import Discourse
from extract.employers import titled
from extract.hedges import RUMOUR
from extract.slots import SYMBOL, Pattern
from extract.statements import Statement
from extract.titles import Titles

_DATE = SYMBOL["DATE"]
_GAP = f"(?:[^，。；、{PER}{ORG}{TITLES}]{{0,8}}?)"
_ENDING = "免去|免除|撤销|罢免|辞去|辞任|卸任|离任|卸去|请辞|辞掉|不再担任|不再兼任|不再出任|不再任"
_LASTING = r"(?:做|当|干)了(?=[一二两三四五六七八九十几半多\d]{1,4}[多余来]?(?:年|个月|载|辈子))"
_VERB = (
    rf"{_ENDING}|{_LASTING}|现任|现为|现是|担任|出任|就任|升任|升为|升至|升到|提拔为|接任|继任|当选为|当选|成为|历任|曾任|曾担任|兼任|"
    r"任职|做过|当过|干过|当上|当起|做起|做到|官至|任命为|聘为|留任|续任|连任|改任|转任|调任|晋升为|受聘为|兼着|身兼|接过|接下|接掌|接手|执掌|出掌|仍保留|只保留|保留|曾是|原是|原为|现在是|"
    rf"当了|(?:当|做)(?={TITLE})|是|为|任"
)
# A title that describes another noun is none of the subject's: 为香港会计师公会会员, 当过兵的张三.
_CLOSES = rf"(?!{PER}|的[^，。；]|{TITLE}|公会|协会|学会|联合会|出身|事务所|证书?|资格|们)"
_AT = rf"(?:(?:在|于|到|进了?|赴|进入|去了?|来到|回到?|前往){_GAP}(?P<at>{ORG}){_GAP})?"
_BEHIND_NAME = re.compile(
    rf"(?P<person>{PER})(?:{ORG}?的?{TITLE}(?=[^、，。；和与及]))?(?P<before>(?:[自从]{ORG}[^，。；{PER}{ORG}{TITLES}]{{0,6}}?(?:以来|起))?{_GAP}){_AT}(?P<respectively>分别)?(?P<verb>{_VERB})[了过]?{_GAP}(?:(?P<org>{ORG}){_GAP})?(?P<title>{TITLE}){_CLOSES}"
)
_NO_NAME = re.compile(
    rf"(?:^|(?<=[，。；：]))(?P<before>(?:[^，。；、{PER}{ORG}{TITLES}]{{0,10}}?)){_AT}(?P<verb>{_VERB})[了过]?{_GAP}(?:(?P<org>{ORG}){_GAP})?(?P<title>{TITLE}){_CLOSES}"
)
# 山西大学毕业后在康师傅做了七年市场经理: the house in front of the verb says that it is a clause of its own.
_AT_HOUSE = re.compile(
    rf"(?:(?:在|(?<!毕业)于|到|进了?|赴|进入|去了?|来到|回到?|前往){_GAP}(?P<at>{ORG})|(?:加入|加盟|入职|跳槽到|转投|受聘于)(?P<org>{ORG})，?){_GAP}(?P<verb>{_VERB})[了过]?{_GAP}(?P<title>{TITLE}){_CLOSES}"
)
# 曾在某厂当设计师的阿峰, 后来当上车间主任的李一.
_DESCRIBING = re.compile(
    rf"{_AT}(?P<verb>{_VERB})[了过]?{_GAP}(?:(?P<org>{ORG}){_GAP})?(?P<title>{TITLE})的(?:是(?:{ORG}?{TITLE})?)?(?P<person>{PER})"
)
# 这位创始合伙人不喜欢开会: a title that stands for the person spoken of (extract/sentence_patterns.py).
_CALLED = re.compile(rf"(?P<person>{PER})(?:(?P<org>{ORG})的?)?(?P<title>{TITLE})(?!{PER})")
_ALONE = re.compile(rf"(?P<person>{PER})，?(?P<org>{ORG})(?P<before>{_GAP})(?P<title>{TITLE})(?=[，。、；）]|$)")
# 校长是张三, 厂长叫李四; CEO一职由王五接任; 把总裁一职交给赵六; 以联合创始人的身份加入某公司.
# The posts that follow in the same list: 历任苏州大学教师、江苏省国画院院长.
_MORE = re.compile(rf"(?:、|和|及|以及|兼|，兼){_GAP}(?:(?P<org>{ORG}){_GAP})?(?P<title>{TITLE}){_CLOSES}")
_NAMED = re.compile(
    rf"(?:(?P<org>{ORG})的?)?(?P<old>(?:头一|前|上一|首|第一)任)?(?P<title>{TITLE})(?:名叫|叫做|叫|是|为|系)(?P<person>{PER})(?![的、和与])"
)
_BY = re.compile(
    rf"(?:(?P<org>{ORG})的?)?(?P<title>{TITLE})(?:一职|职务|职位|之位)?，?[^，。；{PER}{ORG}{TITLES}]{{0,8}}?由(?:{ORG}?的?原?前?{TITLE})?(?P<person>{PER})"
    r"(?P<verb>出任|担任|接任|兼任|继任|接替|代理|接手|执掌)"
)
_GIVEN = re.compile(
    rf"(?P<title>{TITLE})(?:一职|之位|职务|职位|的位置|的位子)?(?:也|正式|则|就)?(?:交给|让给|传给|移交给)[^，。；{PER}{ORG}]{{0,4}}(?P<person>{PER})"
)
_AS = re.compile(
    rf"以(?P<title>{TITLE})的?身份[^，。；{PER}{ORG}]{{0,4}}(?:加入|加盟|入职|进入|回归|执掌|掌管)了?(?P<org>{ORG})?"
)
_REMOVED = re.compile(
    rf"(?P<person>{PER})(?:同志|先生|女士)?的?(?P<org>{ORG})?的?(?P<title>{TITLE})(?:的)?(?:职务|一职|职位)"
)
_REMOVING = re.compile(r"免去|免除|解除|撤销|罢免|免职")
_WORKS_AT = re.compile(r"(?:就职于|供职于|任职于|效力于|服务于|加入|加盟|入职|进入|进了|跳槽到|回到|调入)$")
_MOVED_ON = re.compile("回到|返回|回国|回乡|加入|转到|转去|跳槽|创办|创立|离开|离职|辞|[做干待]过")
_STAYS_AT = re.compile(r"在$")
_STAYING = re.compile(r"[^，。；]{0,6}(?:工作|任职|待|干|做|上班|效力|打工|一待|供职)")
# 2017年辞职: from where he was last said to work.
_LEAVING = re.compile(
    rf"(?:离职|辞职|辞去工作|辞去教职|辞去公职|辞了职|辞了工作|离开)(?=[，。；、后]|回|创业|下海|了?$)|(?<={PER})辞职"
)
_MODIFIERS = re.compile(
    rf"[了过的其名位个年月任届前原现新代兼]|[\d一二三四五六七八九十首半多几两]+|第|一辈子|一职|自己|全职|专职|兼职|专任|公司|集团|学校|医院|工会|[{SYMBOL['LOC']}{_DATE}]|"
    "著名|知名|资深|优秀|专业|普通|国家级?|全国|省级?|市级?|县级?|当地|本地|青年|年轻|最|最年轻|唯一|女|男"
)
_STAYS_ON = re.compile(
    r"继续|留任|续任|改任|转任|仍任|仍担任|仍将|仍为|保留"
)  # who leaves a post may stay in the house
_SOME = re.compile(r"一位|一名|一个|某[位名个]|那位")  # 而是锦水医院的一位护士长: nobody named
_COPULAS = frozenset(["成为", "是", "为", "当选", "当选为"])
_HEADING = re.compile(r"(?:头衔|职务|职位|岗位|走的时候|离开时|离职时|退休时|退休前|离职前|离开的时候)$")
# A clause that goes on with the doings of the same person: 回村当上了村医, 继续担任董事.
_GOES_ON = re.compile(
    rf"(?:{_DATE}|后来|随后|此后|，)*(?:回|留|返|转|调|考|升|毕业|退休|退伍|复员|被|获|受|入|一路|从|先后|接着|继续|兼|同时|开始|并|又|还|也|仍|再|辞职后)"
)
_APPOINTED = re.compile(r"任命|聘任|委任|聘请|选举|推选|推举|提名|指定")
_PAST = re.compile(
    rf"曾|历任|做过|当过|干过|原任|原是|原为|原系|离任|卸任|辞去|辞任|卸去|请辞|辞掉|不再|此前|之前|以前|从前|早年|早先|昔日|生前|退休前|先后?在|"
    rf"时任|走的时候|离开时|离职时|离职前|退休时|离开的时候|(?:做|当|干)了[一二两三四五六七八九十几半多\d]|退休的?{TITLE}"
)
_BEGINS = re.compile(
    r"出任|就任|升任|升为|升至|升到|提拔|接任|继任|接替|当选|成为|任命|委任|聘|改任|转任|调任|晋升|担任|兼任|任职|当上|当起|做起|任|当|交给"
)
_BORN = re.compile("出生|生于|毕业")  # whose date is no date of a post
_HOLDS = re.compile("[现时历曾原留续连]|是|为")
_INSIDE = re.compile("升|提拔|改任|转任|晋升|接任|继任|当选|交给")  # a new post, but no new house
_DURING = re.compile("期间|时期|任内|的?那[几些]?年|一职期间|职务期间")  # 任董事长期间: no longer
_ENDS = re.compile(_ENDING)
_UNTIL = re.compile(f"(?:一直)?(?:做|当|干)到(?P<date>{_DATE})")
_NARRATED = re.compile(f"{_LASTING}|做|做过|当|当起|做起|任")  # what a life tells of an office that it may have left
_LESS_SURE = 0.1
_AT_HOME = re.compile("公司|集团|本[校院社馆]|学校|医院")  # 如今是公司技术总监: of the house spoken of
_NOT_STATED = re.compile(
    r"拟|将|有望|可能|没有|并非|未(?!来)|否认|想|希望|如果|认为|觉得|作为|以(?![及来后前])|候选|竞选|竞聘|应聘|不(?!再|久|仅|但|只|断)|"
    r"评为|获评|称为|称作|誉为|视为|视作|授予|荣获|饰演|扮演|出演|看作|当作|似|如同|梦想|志愿|目标|邀请|拒绝|谢绝|还是个|不愧"
)
_RETRACTED = re.compile(r"[^，。；]{0,4}的(?:消息|传闻|传言|说法|猜测|谣言)")


def posts(pattern: Pattern, discourse: Discourse, titles: Titles) -> Iterator[Statement]:
    """What one sentence states of who holds, gets or leaves which post; `titles` are the known ones by role."""
    form = pattern.form
    if not any(symbol in form for symbol in TITLES):
        return
    for expression in (_CALLED, _BEHIND_NAME, _DESCRIBING, _ALONE, _NAMED, _BY, _GIVEN, _REMOVED):
        for match in expression.finditer(form) if PER in form else ():
            if expression is _REMOVED and not _REMOVING.search(form, 0, match.start()):
                continue
            person = pattern.slots[match.start("person")]
            if expression is _CALLED and not person.noun:
                continue
            yield from _post(match, pattern, person.members, discourse, titles)
    for match in (*_NO_NAME.finditer(form), *_AT_HOUSE.finditer(form), *_AS.finditer(form)):
        verb = match.groupdict().get("verb")
        before = match.start("verb" if verb else "title")
        front = form[:before]
        heading = verb in _COPULAS and _HEADING.search(front)
        here = any(s.kind == "PER" for i, s in pattern.slots.items() if i < before)
        if verb in _COPULAS and not heading and not here:
            continue  # who becomes or is something must be named in the sentence itself
        if verb in _COPULAS and _SOME.search(form, match.start(), match.start("title")):
            continue
        goes_on = heading or match.re is _AT_HOUSE or _GOES_ON.match(form, match.start())
        people = discourse.subject(pattern, before, ("PER",), named=not goes_on)
        yield from _post(match, pattern, people, discourse, titles)


def may_leave(pattern: Pattern) -> bool:
    """Whether a word that tells of leaving a house may stand in a sentence."""
    return "离" in pattern.form or "辞" in pattern.form


def leavings(pattern: Pattern, discourse: Discourse) -> Iterator[Statement]:
    """Who left the house where the text last said that they work, where the sentence names no house."""
    for match in _LEAVING.finditer(pattern.form) if may_leave(pattern) else ():
        around = clause(pattern.form, match.start(), match.start())
        if (
            _NOT_STATED.search(around)
            or _STAYS_ON.search(pattern.form, match.end())
            or re.search(rf"[{ORG}从自申]|提[出交]", around)
        ):
            continue
        date = date_beside(pattern, match.start(), match.end())
        for person in discourse.subject(pattern, match.start(), ("PER",)):
            if house := discourse.houses.get(person):
                yield Statement("formerEmployer", (person,), house, 0.7, f"../{date}" if date else None)


def _post(
    match: re.Match[str],
    pattern: Pattern,
    people: tuple[str, ...],
    discourse: Discourse,
    titles: Titles,
) -> Iterator[Statement]:
    form, groups = pattern.form, match.groupdict()
    around = clause(form, match.start(), max(match.start("title"), match.start("person") if "person" in groups else 0))
    verb = groups.get("verb") or ""
    doubted = _NOT_STATED.search(around) if match.re is not _AS else re.search(r"拟|将|计划|有望", around)
    between = form[match.end("verb") : match.start("title")] if verb in ("是", "为") else ""
    if re.search("[和与跟对给向让被]", between) or (groups.get("before") or "").startswith("的"):
        return  # 他正为颜色和设计师争执; 她的对象是歌手
    if not people or doubted or RUMOUR.search(form, 0, match.start("title")) or _RETRACTED.match(form, match.end()):
        return
    if verb and not groups.get("org") and _unread(form[match.end("verb") : match.start("title")]):
        yield from titled(
            people, pattern.slots[match.start("title")].members, (), (), titles, names=discourse.names, former=False
        )
        return
    if form.endswith(("接替", "取代", "代替", "顶替", "陪同"), 0, match.start()):
        return  # 接替李一担任总裁的是王二
    at = next((name for name in ("org", "at") if groups.get(name)), None)
    employer = pattern.slots[match.start(at)].members if at else _working(pattern, match.start("title"))
    if verb == "历任" and not at:
        employer = ()  # 2016年加入某公司，历任主管、经理: they were posts of one house, which may be the present one
    words = pattern.slots[match.start("title")].members
    removed = match.re is _REMOVED
    ended = removed or bool(_ENDS.search(verb))
    until = _UNTIL.match(form, match.end())
    former = ended or bool(
        until
        or _PAST.search(around + form[match.start("title")])
        or groups.get("old")
        or _DURING.match(form, match.end())
    )
    copula = (
        verb in ("是", "为", "现在是", "现是", "曾是")
        and not _APPOINTED.search(around)
        and not _AT_HOME.search(between)
    )
    stays = ended and bool(_STAYS_ON.search(form))
    implied = () if copula or at or stays or verb == "历任" else discourse.organisation(pattern, match.start())
    begins = bool((_BEGINS.search(verb or around) and not _HOLDS.match(verb)) or (not copula and verb == "为"))
    since = _held(match, pattern, ended=ended, former=former, begins=begins)
    if until:
        since = f"../{pattern.slots[until.start('date')].members[0].rpartition('/')[2]}"
    if groups.get("respectively") and len(words) == len(people):
        for person, word in zip(people, words, strict=True):
            yield from titled(
                (person,), (word,), employer, implied, titles, names=discourse.names, former=former, since=since
            )
        return
    more = _MORE.match(form, match.end()) if "before" in groups else None
    while more:
        where = pattern.slots[more.start("org")].members if more["org"] else employer
        words = pattern.slots[more.start("title")].members
        if not _unread(form[more.start() + 1 : more.start("org" if more["org"] else "title")]):
            yield from titled(people, words, where, (), titles, names=discourse.names, former=former)
        more = _MORE.match(form, more.end())
    words = pattern.slots[match.start("title")].members
    inside = _INSIDE.search(verb) or match.re is _GIVEN
    for statement in titled(
        people, words, employer, implied, titles, names=discourse.names, former=former, since=since
    ):
        if statement.predicate == "worksFor":
            when = None if inside else statement.when
            sure = statement.confidence - (_LESS_SURE if at == "at" and _NARRATED.fullmatch(verb) else 0)
            statement = replace(statement, when=when, confidence=round(sure, 2))
        yield statement


def _unread(between: str) -> bool:
    """Whether what stands between a verb and its title may be a house that was not recognised: 出任远山某某CEO."""
    return len(_MODIFIERS.sub("", between)) > 2


def _held(match: re.Match[str], pattern: Pattern, *, ended: bool, former: bool, begins: bool) -> str | None:
    """When the post is held, in EDTF, where the verb begins or ends it and a date stands beside."""
    date = date_beside(pattern, match.start(), match.end()) if ended or begins else None
    spot = max(0, pattern.form.rfind(_DATE, 0, match.end()))
    if date is None or _BORN.search(pattern.form, spot, match.start()):
        return None
    if ended:  # 自4月1日起不再兼任; 任职至今年3月
        return f"../{date.removesuffix('/..').rpartition('/')[2]}"
    if "/" in date:
        return date
    return None if former else f"{date}/.."


def _working(pattern: Pattern, position: int) -> tuple[str, ...]:
    """Where the sentence has said before `position` that its subject works: 就职于某公司，历任工程师."""
    beginning = max(pattern.form.rfind(mark, 0, position) for mark in "。；")
    for index, slot in sorted(pattern.slots.items(), reverse=True):
        if not beginning < index < position or slot.kind != "ORG":
            continue
        front = pattern.form[max(0, index - 6) : index]
        if _MOVED_ON.search(pattern.form, index, position):
            return ()  # 在甲做过三年，2014年回到自家公司，2018年任董事长
        if _WORKS_AT.search(front) or (_STAYS_AT.search(front) and _STAYING.match(pattern.form, index + 1)):
            return slot.members
    return ()
