"""What a title tells beside itself: who employs its bearer, who founded what, who is a member of what.

An employer that the sentence leaves out is implied by the text around, and only where the title fits the organisation: a
校长 belongs to a school, a CEO to no school, a reporter or a translator named in passing to nobody.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from extract.script import simplify
from extract.statements import Statement
from extract.titles import Titles

_SCHOOL = "大学|学院|学校|中学|小学|附中|附小|幼儿园|书院|校"
_CLINIC = "医院|卫生院|诊所|卫生室|卫生所|卫生站|保健院|医学中心|疗养院"
_PRESS = "报|报社|周刊|月刊|杂志|杂志社|通讯社|新华社|新闻社|电视台|广播电台|卫视|新闻|新闻网|日报|晚报|财经|传媒|网|出版社|出版|社"
_TEAM = "队|俱乐部|FC|男篮|女篮|男足|女足|男排|女排|足球|篮球"
# Titles that only some organisations give, by the ends of both; the first that fits a title speaks for it.
_GIVEN_BY = tuple(
    (re.compile(f"(?:{title})$"), re.compile(f"(?:{organisation})$"))
    for title, organisation in (
        ("村支书|村长|村主任|村医|村书记|村党支部书记", "村|村委会|村民委员会"),
        ("校长|教务长|教务主任|教导主任|班主任|年级主任|辅导员|校董|校监|校医|教师|老师|教员", _SCHOOL),
        ("教授|讲师|助教|博士后|博导|硕导|博士生导师|硕士生导师|研究员", f"{_SCHOOL}|研究院|研究所|科学院|实验室"),
        ("护士长|医师|医生|护士|药师|护师|技师|科主任|内科主任|外科主任", _CLINIC),
        ("院长", f"院|大学|{_CLINIC}"),
        ("馆长|馆员", "馆|博物院"),
        ("园长", "园"),
        ("所长", "所|中心"),
        ("台长", "台|卫视"),
        ("站长", "站|台|网"),
        ("社长|总编辑|总编|主编|编委|主笔", _PRESS),
        ("行长", "银行|行"),
        ("局长", "局"),
        ("厅长", "厅"),
        ("署长", "署"),
        ("司长", "部|委|委员会|司"),
        ("部长", "部|政府"),
        ("省长", "省|政府"),
        ("市长", "市|政府"),
        ("区长", "区|政府"),
        ("县长|旗长", "县|旗|政府"),
        ("州长", "州|政府"),
        ("镇长", "镇|政府"),
        ("乡长", "乡|政府"),
        ("会长|理事长|秘书长|干事|理事|会首|盟主", "会|盟|联盟|社|社团|组织|社群|社区"),
        ("法官|庭长|审判长|审判员", "法院"),
        ("检察官|检察长", "检察院"),
        ("处长|科长|股长|组长|班长|排长|连长|营长|警长|机长|船长|舰长|列车长", "(?!)"),  # too many in every house
        ("厂长|车间主任", "厂|公司|集团|股份|工厂"),
        ("团长|艺术总监|演奏员", "团|剧院|剧社|院"),
        (
            "主教练|教练|主帅|领队|队长|球探|队医|体育总监|足球总监|门将|守门员|前锋|中锋|边锋|后卫|中卫|中场|前卫|前腰|后腰|控卫|二传|主攻|副攻|球员|队员|外援|替补",
            _TEAM,
        ),
        ("书记|发言人|副主任|主任", "(?<!交易)所|(?<!交易)院|[^报刊网]"),
    )
)
# What has no directors, CEOs and partners of its own, or is named for another reason than that somebody works there.
_NO_BUSINESS = re.compile(
    rf"(?:{_SCHOOL}|{_CLINIC}|政府|法院|检察院|公安局|局|厅|署|委员会|协会|学会|联合会|党|交易所|联交所|证监会|报|日报|晚报|周刊|"
    r"新闻|新闻网|电视台|卫视|通讯社|新华社|博物馆|图书馆|外交部|商务部|财政部|教育部|工信部|联赛|大赛|法庭|银保监会|央行)$"
)
_OF_THE_PRESS = re.compile(r"(?:记者|编辑|通讯员|摄影|摄影师|作者|评论员|实习生|主持人)$")
# Members and players have no title: the guide counts offices and trades.
_NO_TITLE = re.compile(
    r"(?:会员|成员|党员|团员|社员|队员|股东|球员|外援|国脚|国手|门将|守门员|前锋|中锋|边锋|后卫|中卫|中场|前卫|前腰|后腰|控卫|"
    r"替补|新秀|冠军|亚军|名将|老将|小将|射手|主力|志愿者|义工)$|^(?:代表|作者|法人|实际控制人|实控人)$|学生$"
)
_SECRETARY = re.compile("(?:秘书长|总干事|执行秘书)$")  # of what is no association (联合国, 市政府) it is work
_HEADS_SOCIETY = re.compile(r"(?:主席|会长|理事长?|秘书长|委员|干事|监事长?|发言人)$")
_ASSOCIATION = re.compile(
    r"(?:协会|学会|联合会|商会|公会|校友会|同乡会|联谊会|促进会|研究会|联盟|同盟|作协|文联|足协|篮协|奥委会|奥林匹克委员会|红十字会|党|社群)$"
)
# Where 理事长 and 秘书长 work, as they do not in an association.
_ENTERPRISE = re.compile(r"(?:合作社|公司|集团|基金会|医院|学校|大学|学院|研究院|银行|信用社|供销社)$")
_SOCIETY = re.compile(r"(?:会|盟|联盟|社群|组织|党)$")


def _implied(word: str, organisation: str) -> bool:
    """Whether the bearer of the title `word` can be implied to work at `organisation`."""
    if _OF_THE_PRESS.search(word) or not organisation:
        return False
    for title, givers in _GIVEN_BY:
        if title.search(word):
            return bool(givers.search(organisation))
    return not _NO_BUSINESS.search(organisation)


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
    since: str | None = None,
) -> Iterator[Statement]:
    """The statements of titles `words` of `people` at `employer`, or at the first of the
    `implied` that may give them where none is named; `since`
    is when they hold, in EDTF. `staff`: the words before the name were 员工 and the like."""
    for word in words:
        if not _NO_TITLE.search(simplify(word)):
            yield Statement("jobTitle", people, (word,), 0.9, since)
    roles = {titles.role_of(simplify(word)) for word in words}
    fitting = (one for one in implied if all(_implied(simplify(word), simplify(names.get(one, ""))) for word in words))
    implied = tuple(islice(fitting, 1))
    where, confidence = (employer, 0.88) if employer else (implied, 0.65)
    if not where or not (words or staff):
        return
    if "founder" in roles:
        yield Statement("founder", where, people, confidence)
    heads = any(_HEADS_SOCIETY.search(simplify(word)) for word in words)
    house = heads and employer and all(_ENTERPRISE.search(simplify(names.get(one, ""))) for one in employer)
    if "member" in roles and not house and (employer or _SOCIETY.search(simplify(names.get(where[0], "")))):
        yield Statement("memberOf", people, where, confidence - 0.1)
    if heads and all(_ASSOCIATION.search(simplify(names.get(one, ""))) for one in where):
        if "member" not in roles:
            yield Statement("memberOf", people, where, confidence - 0.1)
        return  # who presides over an association is a member of it, the work is another
    if house:
        yield Statement("formerEmployer" if former else "worksFor", people, where, confidence, since)
        return
    secretary = employer and any(_SECRETARY.search(simplify(word)) for word in words)
    works = secretary or roles & {"office", "player"} or (employer and "occupation" in roles) or (employer and staff)
    if works:
        yield Statement("formerEmployer" if former else "worksFor", people, where, confidence, since)
