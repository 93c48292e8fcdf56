"""Roads that any town has: streets and bridges called after common words (解放路, 青年大街, 胜利桥), which the tagger takes
for these words, and roads called by a number (210国道, G25长深高速)."""

import re
from collections.abc import Callable, Iterator

from extract.candidates import Candidate
from extract.place_nouns import is_kind_of_place
from extract.signed import Signed

_STEMS = "人民|中山|和平|友谊|光明|红旗|自由|民主|民权|民生|民族|新华|向阳|朝阳|东风|曙光|迎宾|育才|学府|文昌|长征|延安|南京|五四|五一|八一|七一|胜利|青年|解放|团结|劳动|工农|东方红|跃进|共和|和谐|健康|北京|淮海|复兴中|黄河|长江|泰山|珠江|太白|凤凰|中华|大庆|井冈山|韶山|滨江|湖滨|江滨"
_FIRST_OF_WORDS = "文化|体育|建设|学院|师范|公园|花园|机场|工业|科技|民航|铁道"
_STREET = Signed(
    re.compile(
        rf"(?:(?<![共全市县上向往])(?:{_STEMS})[东西南北中]?[一二三四]?(?:路|大街|大道|街|大桥|桥|巷)|"
        # 建设大桥 is what somebody does: such words make a road alone.
        rf"(?:(?<![\u4e00-\u9fff])|(?<=[在到从沿和与至的、区市县]))(?:(?:{_FIRST_OF_WORDS})[东西南北中]?|大学)路)"
        r"(?![线程况费径子途标演由权基牌灯障面网过人]|头堡|梁|接|舞|拍|坊|区|道|局)"
    ),
    sign=re.compile("[路街道桥巷]"),
    reach=8,
)
# A lane that somebody turns into or that an address gives.
_LANE = Signed(
    re.compile(
        r"(?<=[区县镇市进入])(?P<name>[\u4e00-\u9fff]{2,3}(?:巷|弄|胡同))(?=\d+号|[东西南北中]段|口[，。、的]|深处|尽头|[，。、；])"
    ),
    sign=re.compile("[巷弄胡]"),
    reach=3,
)
_NO_LANE = re.compile(r"[\u4e00-\u9fff]*[的了这那一条几每]|[\u4e00-\u9fff]*[小窄深陋后街老里大古长]巷")
_NUMBERED = Signed(
    re.compile(
        r"(?<![A-Za-z0-9.])(?:[GS]?\d{3}[国省]道|[XYC]?\d{2,4}[县乡]道|[GS]\d{1,4}(?:[^\W\d_A-Za-z峰会国家在的是和上与]{2})?高速(?:公路)?)"
    ),
    sign=re.compile("道|高速"),
    reach=7,
)


def street_names(text: str, is_word: Callable[[str], bool]) -> Iterator[Candidate]:
    """The roads of `text` that are called after a common word or by a number, and the lanes that it tells as such."""
    for match in _LANE.finditer(text):
        if not _NO_LANE.match(match["name"]) and not is_kind_of_place(match["name"], is_word):
            yield Candidate(*match.span("name"), "LOC", 0.9, "small place")
    for match in _STREET.finditer(text):
        yield Candidate(match.start(), match.end(), "LOC", 0.97, "small place")
    for match in _NUMBERED.finditer(text):
        yield Candidate(match.start(), match.end(), "LOC", 0.97, "small place")
