"""Companies by their registered name with the place in brackets, 檐角（上海）饮品有限公司, which the tagger cuts at the
brackets; and media by the byline of their staff, 檐角财经记者."""

import re
from collections.abc import Iterator, Sequence

from extract.candidates import Candidate
from extract.common_nouns import behind_kind
from extract.lac import Word

_BRACKETED = re.compile(
    r"[（(][\u4e00-\u9fff]{2,5}[）)][\u4e00-\u9fff]{0,16}?(?:股份有限公司|有限责任公司|有限公司|(?:有限|普通)合伙(?:企业)?|集团公司|事务所|研究院|集团)"
)
_PART = frozenset({"n", "nz", "nr", "nt", "nw", "ns", "PER", "LOC", "ORG", "vn", "an", "a", "xc", "m", "s", "f"})
# What no registered name starts with.
_OUTSIDE = re.compile(
    r".*(?:公司|企业|集团|机构|股东|客户|同行|对手|法人|代表|创始人|董事长|老板|主体|原告|被告|[甲乙丙丁]方|品牌|旗下|前身|中国|在华|国内|其中|一家|这家|当地|本地)$"
)
_MEDIUM = re.compile(
    r"(?:^|(?<=[，。；：、！？\n（(【「“／/　 据]))(?P<name>[\u4e00-\u9fffA-Za-z]{2,6}?(?:财经|新闻社|新闻网|新闻|日报|晚报|晨报|早报|时报|周报|商报|都市报|青年报|周刊|视频|卫视|电视台|广播电台|融媒|传媒|观察|观察网|头条|在线))"
    r"(?:首席|特约|见习|实习|驻[\u4e00-\u9fff]{2})?(?:全媒体)?(?:记者|编辑|评论员|通讯员|讯(?=[　 （(]))",
    re.MULTILINE,
)
_NO_MEDIUM = re.compile(r"^(?:本报|本刊|本台|多家|各|有|当地|外地|国内|地方|我|一|主流|财经|娱乐|体育|社会|新|和|与|对|向)|[的了在]")


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


def bylines(text: str) -> Iterator[Candidate]:
    """The media whose staff sign or speak: 檐角财经记者."""
    for match in _MEDIUM.finditer(text):
        if not _NO_MEDIUM.search(match["name"]):
            yield Candidate(*match.span("name"), "ORG", 0.88, "byline")
