"""Where a report was written, as its dateline says: （怡保5日讯）, 新华社兰州3月5日电, 【记者某某／花莲报导】."""

import re
from collections.abc import Iterator

from extract.candidates import Candidate
from extract.places import Gazetteer
from extract.signed import Signed

_PLACE = "(?P<place>[\u4e00-\u9fff]{2,6}?)"
_DAY = r"(?:\d{1,2}月)?\d{1,2}日"
_DATELINES = (
    re.compile(rf"[（(【]{_PLACE}(?:综合)?{_DAY}(?:综合|专)?[讯电]"),
    re.compile(rf"[（(]{_PLACE}讯[）)]"),
    re.compile(
        rf"(?:新|外|联|透|兰|华|方|闻|同|塔斯|新闻|通讯|闻网)(?:社|网){_PLACE}{_DAY}(?:专|综合)?(?:电|讯|报道|消息)"
    ),
    Signed(
        re.compile(rf"(?<![\u4e00-\u9fff])本[报刊]{_PLACE}(?:{_DAY})?(?:综合|专)?[讯电](?=[ 　（(])"),
        sign=re.compile("本[报刊]"),
    ),
    Signed(
        re.compile(
            r"(?<![\u4e00-\u9fff])(?:摄影|图文|特约)?发自[ 　]?(?P<place>[\u4e00-\u9fff]{2,8})(?=[\n 　）)】]|$)"
        ),
        sign=re.compile("发自"),
        reach=2,
    ),
    re.compile(rf"[／/]{_PLACE}(?:报导|报道|专访|电)】"),
)
_NO_PLACE = re.compile(
    r"本|[\u4e00-\u9fff]*[社报网台]|记者|通讯员|综合|据|特约|专题|即时|连线|现场|新闻|财经|体育|[\u4e00-\u9fff]+[刊讯]$|[\u4e00-\u9fff]*[年月日]$"
)
_SIGN = re.compile("发自|日(?:报道|消息)|[日讯][讯电综专）)（( 　]|报[导道]】")


def datelines(text: str, known: Gazetteer) -> Iterator[Candidate]:
    """The places of the datelines in `text`."""
    if not _SIGN.search(text):
        return
    for pattern in _DATELINES:
        for match in pattern.finditer(text):
            if not _NO_PLACE.match(match["place"]):
                for start, end in known.parts(text, *match.span("place")):
                    yield Candidate(start, end, "LOC", 0.97, "small place")
