"""Whether a sentence that puts an organisation into a place says that it has its one seat there.

An office, a branch or a plant may be anywhere, and so may the head office of a region: they are no seat. What is planned,
moved or told of the past is none either, nor is one of several that are named together.
"""

import re
from collections.abc import Iterable
from typing import Literal, TypeAlias

from extract.script import simplify

Seat: TypeAlias = Literal["headquarters", "registered office"]

_SEATS: dict[str, Seat] = {"总部": "headquarters", "注册地址": "registered office", "注册地": "registered office"}
_LIES = "(?:现|仍|都|也|就|则|均|目前|依然|一直|始终)*(?:位于|坐落于|坐落在|设于|设在|[在为是])"
# What stands before a seat that is one of several, of a part, or not there now.
_NO_SEAT = re.compile(
    "(?:区域|地区|中国|国内|海外|国际|[亚欧美非]洲|[东南西北]亚|亚太|北美|南美|拉美|欧美|大中华区?|中东|[华东西][东南西北中]|[东南西北中]部|第[一二三]|[双两二三副分]个?|新|旧|老|原|前|运营|营运|研发|营销|销售|生产|制造|业务|结算|创新|设计|旗下|子公司|将|把|其中)的?$"
)
_NOT_NOW = re.compile(
    "拟|计划|打算|考虑|准备|有意|可能|或将|将会|有望|曾|原先|此前|当时|当年|起初|最初|早期|过去|不|没|未|否认|传"
)
_SEVERAL = "(?!省?市?(?:和|与|及|以及|、|两地|三地|等地|双总部))"


def seat(sentence: str, names: Iterable[str], around: Iterable[str]) -> Seat | None:
    """Which seat the sentence puts into the place with these names, if any; `around` are names of what holds the place,
    which may stand before its own (总部位于四川绵阳)."""
    sentence = simplify(sentence)
    called, holding = (
        "|".join(re.escape(name) for name in sorted(set(map(simplify, found)), key=lambda name: (-len(name), name)))
        for found in (names, around)
    )
    before = f"(?:(?:{holding})[省市]?)*" if holding else ""
    for match in re.finditer(f"({'|'.join(_SEATS)}){_LIES}{before}(?:{called}){_SEVERAL}", sentence):
        clause = re.split("[，。；！？：]", sentence[: match.start()])[-1]
        if not _NO_SEAT.search(clause) and not _NOT_NOW.search(clause):
            return _SEATS[match[1]]
    return None
