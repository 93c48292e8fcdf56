"""Companies by their registered name with the place in brackets, 檐角（上海）饮品有限公司, which the tagger cuts at the
brackets; and media by the byline of their staff, 檐角财经记者, or by the questions that they ask."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extract.candidates import Candidate
from extract.common_nouns import behind_kind
from extract.lac import Word, Words
from extract.personal_names import is_full_name

_BRACKETED = re.compile(
    r"[（(][\u4e00-\u9fff]{2,5}[）)][\u4e00-\u9fff]{0,16}?(?:股份有限公司|有限责任公司|有限公司|(?:有限|普通)合伙(?:企业)?|集团公司|事务所|研究院|集团)"
)
_PART = frozenset({"n", "nz", "nr", "nt", "nw", "ns", "PER", "LOC", "ORG", "vn", "an", "a", "xc", "m", "s", "f"})
# What no registered name starts with.
_OUTSIDE = re.compile(
    r".*(?:公司|企业|集团|机构|股东|客户|同行|对手|法人|代表|创始人|董事长|老板|主体|原告|被告|[甲乙丙丁]方|品牌|旗下|前身|中国|在华|国内|其中|一家|这家|当地|本地)$"
)
_SHORT_FOR = re.compile(
    r"[（(](?:以下|下文|下)?(?:统一)?(?:简称|称)(?:为)?[：:]?[“「]?(?P<name>[\u4e00-\u9fffA-Za-z]{2,8})[”」]?[）)]"
)
_LEGAL_END = re.compile("(?:公司|集团|合伙企业|合作社|事务所|研究院|中心|基金会|协会)$")
_BREAK = re.compile("[，。；：、！？“”「」（）()\n]")
_MEDIUM = re.compile(
    r"(?:^|(?<=[，。；：、！？\n（(【「“／/　 据]))(?!据)(?P<name>[\u4e00-\u9fffA-Za-z]{2,6}?(?:财经|新闻社|新闻网|新闻|日报|晚报|晨报|早报|时报|周报|商报|都市报|青年报|周刊|视频|卫视|电视台|广播电台|融媒|传媒|观察|观察网|头条|在线))"
    r"(?:首席|特约|见习|实习|驻[\u4e00-\u9fff]{2})?(?:全媒体)?(?:记者|编辑|评论员|通讯员|讯(?=[　 （(]))",
    re.MULTILINE,
)
_STAFF, _REACH = re.compile("记者|编辑|评论员|通讯员|讯(?=[　 （(])"), 22
_NO_MEDIUM = re.compile(
    r"^(?:本报|本刊|本台|多家|各|有|当地|外地|国内|地方|我|一|主流|财经|娱乐|体育|社会|新|和|与|对|向)|[的了在]"
)


# Who asks in an interview that names each speaker: its medium, 檐角周刊：……？
_TURN = re.compile(r"^(?P<name>[\u4e00-\u9fffA-Za-z]{2,8})[：:](?P<asks>.*[？?])?", re.MULTILINE)
_ROLE = re.compile(
    r"(?:记者|主持人|编辑|作者|编者|采访者|提问|问题|提问者|问|答|读者|网友|观众|听众|学生|老师|同学|嘉宾|对谈|回答|男|女|[A-Z]|某|先生|女士|[一二三四五六七八九十]|时间|地点|来源|链接|电话|邮箱)$"
)
_FEWEST_TURNS = 3


def registered_names(words: Sequence[Word], text: str) -> Iterator[Candidate]:
    """The registered names in `words`, which tile one sentence: the nouns right before the brackets, and what follows."""
    if not words:
        return
    for match in _BRACKETED.finditer(text, words[0].start, words[-1].end):
        start = match.start()
        for word in reversed([w for w in words if w.end <= match.start()][-6:]):
            surface = text[word.start : word.end]
            if word.end != start or word.tag not in _PART or not surface.isalnum() or _OUTSIDE.match(surface):
                break
            start = word.start
        start = behind_kind(text, start, match.end())
        if match.start() - start > 1:
            yield Candidate(start, match.end(), "ORG", 0.95, "registered")


def long_names(text: str, words: Words) -> Iterator[Candidate]:
    """The registered name of which the text gives the short form behind it: all from the short form, or the place right
    before it, on (云州|慢一点|网络科技有限公司（以下简称“慢一点”））."""
    for match in _SHORT_FOR.finditer(text):
        end = match.start()
        start = text.rfind(match["name"], max(0, end - _REACH), end)
        if start < 0 or not _LEGAL_END.search(text, start, end) or _BREAK.search(text, start, end):
            continue
        place = words.ending.get(start)
        if place is not None and place.tag in {"LOC", "ns"}:
            start = place.start
        yield Candidate(start, end, "ORG", 0.97, "registered")


def reporting_media(text: str) -> Iterator[Candidate]:
    """The media whose staff sign or speak: 檐角财经记者."""
    for staff in _STAFF.finditer(text):
        match = _MEDIUM.search(text, max(0, staff.start() - _REACH), staff.end() + 1)
        if match and not _NO_MEDIUM.search(match["name"]):
            yield Candidate(*match.span("name"), "ORG", 0.88, "byline")


def interviewers(text: str, surnames: frozenset[str]) -> Iterator[Candidate]:
    """The media that ask the questions of an interview; a person's full name is none."""
    turns: dict[str, list[bool]] = defaultdict(list)
    places: dict[str, list[int]] = defaultdict(list)
    for match in _TURN.finditer(text):
        turns[match["name"]].append(match["asks"] is not None)
        places[match["name"]].append(match.start())
    for name, asked in turns.items():
        if len(asked) < _FEWEST_TURNS or 2 * sum(asked) <= len(asked) or _ROLE.search(name):
            continue
        if not is_full_name(name, surnames):
            for start in places[name]:
                yield Candidate(start, start + len(name), "ORG", 0.92, "interviewer")
