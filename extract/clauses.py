"""What a clause says of its names: which is its subject, which it brings into the text, and which date is its own."""

import re

from extract.slots import SYMBOL, Pattern

CLAUSE_END = "，。；！？：!?;"
_DATE, _ORG = SYMBOL["DATE"], SYMBOL["ORG"]
# A name behind one of these is no subject: 据某某报道, 与某某合作.
_NO_SUBJECT_AFTER = re.compile(
    r"(?:对|向|给|被|与|和|由|从|把|让|跟|同|为|受|比|像|除|除了|包括|来自|对于|关于|根据|按照|在)$|据[^，。；]{0,8}$"
)
# What may stand before the verb of a clause whose subject was named before: adverbs, times, places. Anything else
# that is left of the clause is a subject of its own.
FILLER = re.compile(
    r"现有|在职|在册|在编|曾经|曾|随后|此前|之后|以后|后来|后|现任|现|又|还|也|并|已经|已|先后|早年|毕业|当年|同年|其中|其|均|都|则|便|再|就|才|早些时候|近日|"
    r"目前|如今|随即|不久|最终|最后|首次|第一次|一度|当时|那时|年轻时|自己|一起|共同|联合|正式|成功|至今|一直|仍然|仍|期间|此外|另外|而且|而|但|"
    r"但是|因为|由于|于|在|从|到|至|自|以|用|的|了|时|起|前|中|里|年|岁|月|离职|离开|辞职|回国|大学|高中|博士|硕士|本科|总部|注册地|公司|现有|拥有|眼下|时下|而今|截至|截止|全球|全国|海外|境内|全部|全体|固定|"
    r"员工|职工|团队|全职|在职|正式|登记|注册|男|女|继续|最多时|高峰时|高峰期|总共|一共|上下|同时|早在|另|各|，|、|："
    + "|".join(SYMBOL[kind] for kind in ("DATE", "LOC", "MONEY", "COUNT", "STAFF", "TITLE", "FOUNDER"))
)
_GIVES = re.compile(
    rf"的?{SYMBOL['MONEY']}|[^，。；获得拿收引迎]{{0,8}}?(?:领投|跟投|参投|出资|投资|投了|投入|追加|认购|入股|增资|注资|参与[^，。；]{{0,10}}?(?:融资|轮))"
)  # an investor, not who is invested in
_DESCRIBED = re.compile(
    rf"[的前原]?[^，。；是为由{_ORG}{SYMBOL['PER']}]{{0,3}}?[{SYMBOL['TITLE']}{SYMBOL['FOUNDER']}]+[^，。；]{{0,2}}?{SYMBOL['PER']}|前?员工(?![^，。；]{{0,10}}[{SYMBOL['COUNT']}{SYMBOL['STAFF']}])|的?(?:全资|控股|核心|重要)*(?:旗下|子公司|分公司|孙公司)[^，。；]{{0,4}}?{_ORG}|的?(?:毕业生|校友|系友|学生|博士后?|硕士)"
)
_DATELINE = re.compile(
    rf"{_ORG}[{SYMBOL['LOC']}{_DATE}]*(?:讯|电|消息|报道)(?![动视话力池器机商影])"
)  # 新华社北京5月12日电
# Who reports is not who the news is about: 界面新闻获悉, 虎嗅见到CEO某某时.
_REPORTS = re.compile(r"[^，。；]{0,6}?(?:获悉|了解到|报道|注意到|采访|专访|见到|查询)")
# Where somebody works or worked is not what the text is about: 在瑞士药企某某待了十一年, 加入某某.
_HOUSE = re.compile(
    r"(?:(?:在|从)[^，。；]{0,6}|加入|入职|加盟|离开|曾任|历任|毕业于|就职于|供职于|任职于|效力于|服务于|出身于?|考入|进入|跳槽到|前往|进了?|去了?)$"
)
# Whom somebody is or meets, but not 创始人是某某: that tells who the text is about.
_MET = re.compile(
    rf"(?:(?<![{SYMBOL['TITLE']}{SYMBOL['FOUNDER']}])(?<!的)是|认识了?|见到|遇到|遇见|找到|娶了?|嫁给|采访|专访|陪|告诉)$"
)
_OWNER = re.compile(
    rf"(?:(?:口中|笔下|眼中|心目中|手下|身边)的[^，。；{SYMBOL['PER']}]{{0,8}}|的[^，。；{SYMBOL['PER']}]{{1,8}}){SYMBOL['PER']}"
)  # 李一与王二的女儿李三: she is the subject
# An organisation behind one of these is what the verb acts on: 毕业于某校, 收购了某公司.
_ACTED_ON = re.compile(r"(?:[于入任了过购并投办立建叫到往赴返回开离加盟聘请邀访叫称去进]|名为|曾是|法定代表人是)$")
# What brings an organisation into the text, which the next sentence then may call 公司: 他创办了某公司.
_INTRODUCES = re.compile(
    rf"(?:创办|创立|创建|创设|成立|组建|组成|[办拉建做搞开]起|开办|开设|开了|注册|收购|并购|买下|买入|发起|推出|叫|名为|名叫|是|有)了?[^，。；{''.join(SYMBOL[k] for k in ('PER', 'ORG', 'WORK', 'PRODUCT', 'QUOTE'))}]{{0,10}}$"
)
# What only tells where the news comes from: 企查查显示, 某报获悉.
_SOURCE = re.compile(
    r"(?:的?(?:官网|数据|App|统计|资料|公告|消息|记者|报道))*(?:获悉|首发|显示|报道|记者|了解到|数据|统计|披露|消息|独家(?:报道|获悉|披露|采访|专访))"
)
# What it owns or lists does it: 甲旗下的乙, 上交所上市公司乙.
_HOLDS = re.compile(rf"(?:(?:集团|公司)?旗下的?|(?:主板|创业板|科创板)?上市(?:公司|企业))[^，。；]{{0,8}}?{_ORG}")
_POST_AT = re.compile(f"的?[^，。；]{{0,3}}?[{SYMBOL['TITLE']}{SYMBOL['FOUNDER']}]")
_WITH = re.compile(rf"[与和跟同][{SYMBOL['LOC']}]*[^，。；的]{{0,6}}$")
# A person behind these is with the subject: 又拉上同学某某，创办….
_ALONG = re.compile(r"(?:拉上|叫上|约上|喊上|找来|找上|拉来|拉着|带着|带上|联合|携手|伙同|认识了?)[^，。；]{0,8}$")
_LATER = re.compile("后来|此后|之后|随后|[年月天]后")
_AT_PRESENT = re.compile("现有|目前|如今|现在")
UNNAMED = re.compile(r"[\u4e00-\u9fff]{2,}")


def is_subject(pattern: Pattern, index: int) -> bool:
    """Whether the name at `index` can be the subject of its clause: no preposition stands before it, and an organisation
    is neither the source of the news nor describes somebody only (前某公司工程师, 来自某公司的), nor is it acted on."""
    before = pattern.form[max(0, index - 10) : index]
    if index == 0 and _DATELINE.match(pattern.form):
        return False
    if pattern.form[index] == _ORG and (
        before.endswith(("前", "原", "来自", "任职", "就职"))
        or _DESCRIBED.match(pattern.form, index + 1)
        or _SOURCE.match(pattern.form, index + 1)
        or _ACTED_ON.search(before)
        or _WITH.search(before)
        or _REPORTS.match(pattern.form, index + 1)
        or _HOUSE.search(before)
        or _HOLDS.match(pattern.form, index + 1)
    ):
        return False
    if pattern.form[index] == SYMBOL["PER"] and (
        _ALONG.search(before) or _MET.search(before) or _OWNER.match(pattern.form, index + 1)
    ):
        return False
    return not _NO_SUBJECT_AFTER.search(before)


def companions(pattern: Pattern, position: int) -> tuple[str, ...]:
    """The persons whom the clauses before `position` bring along: 他拉上同学某某，在车库里…"""
    return tuple(
        member
        for index, slot in pattern.slots.items()
        if index < position and slot.kind == "PER" and _ALONG.search(pattern.form[max(0, index - 12) : index])
        for member in slot.members
    )


def has_dateline(pattern: Pattern) -> bool:
    """Whether the sentence begins with whose report it is (新华社北京5月12日电)."""
    return bool(_DATELINE.match(pattern.form))


def names_whom(pattern: Pattern, index: int) -> bool:
    """Whether the organisation at `index` tells who the subject is: 某公司创始人某某, not 前某公司员工."""
    before = pattern.form[max(0, index - 2) : index]
    return bool(_DESCRIBED.match(pattern.form, index + 1)) and not re.search("[前原曾任在]$", before)


def is_introduced(pattern: Pattern, index: int) -> bool:
    """Whether the organisation at `index` is one that the clause brings into the text (他创办了某公司)."""
    if pattern.form.startswith("是", index - 1) and _POST_AT.match(pattern.form, index + 1):
        return False  # 他曾是某公司的总监
    return bool(_INTRODUCES.search(pattern.form, max(0, index - 16), index))


def gives(form: str, index: int) -> bool:
    """Whether the name at `index` is an investor, and so not who is invested in."""
    return bool(_GIVES.match(form, index + 1))


def clause_start(form: str, position: int) -> int:
    return max((form.rfind(mark, 0, position) for mark in CLAUSE_END), default=-1) + 1


def clause(form: str, start: int, end: int) -> str:
    """`form[start:end]` and what stands before it in its clause."""
    return form[clause_start(form, start) : end]


def date_beside(
    pattern: Pattern, start: int, end: int, *, own_clause: bool = False, chained: bool = False, near: bool = False
) -> str | None:
    """The date that goes with `form[start:end]` (EDTF): inside it, else the nearest before it, else the first behind it
    in its clause. The one before must stand in the same clause or lead a clause in front; with `own_clause`, that
    clause must hold nothing but the date (2014年9月，…); with `chained`, whose subject goes on, it may name it; with
    `near` it must be the clause right in front, and no date behind is taken."""
    form = pattern.form
    inside = form.rfind(_DATE, start, end)
    if near and inside > 0 and form[inside - 1] in "从由自":
        return None  # 员工从2015年的50人增长到300人
    if inside >= 0:
        return pattern.slots[inside].members[0]
    before = form.rfind(_DATE, 0, start)
    far = near and (sum(c in CLAUSE_END for c in form[before:start]) > 1 or _AT_PRESENT.search(form, before, end))
    if before >= 0 and not far and _reaches(form, before, start, own_clause=own_clause, chained=chained):
        return pattern.slots[before].members[0]
    if near:  # 现有员工260人
        return None
    after = form.find(_DATE, end)
    if after >= 0 and not any(mark in form[end:after] for mark in CLAUSE_END):
        return pattern.slots[after].members[0]
    return None


def _reaches(form: str, date: int, start: int, *, own_clause: bool, chained: bool) -> bool:
    """Whether the date at `date` can be that of what begins at `start` behind it."""
    between = form[date + 1 : start]
    if _LATER.search(between):
        return False
    mark = next((i for i, c in enumerate(between) if c in CLAUSE_END), None)
    if mark is None or between[mark + 1 :].startswith("其中"):
        return True
    begin = max((form.rfind(c, 0, date) for c in CLAUSE_END), default=-1) + 1
    chained = chained and not any(
        SYMBOL[kind] in form[form.rfind("，", 0, start) + 1 : start] for kind in ("PER", "ORG")
    )
    leads = not UNNAMED.search(FILLER.sub("", form[begin:date])) and (
        chained or not any(SYMBOL[kind] in form[begin:date] for kind in ("PER", "ORG"))
    )
    alone = not FILLER.sub("", between[:mark]).strip(_DATE)
    return leads and (alone or not own_clause)
