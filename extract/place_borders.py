"""Where the names of places end and begin that sources have drawn too wide or too narrow (黎平县|城, 石湾屯|村口), what only
begins like a place (西班牙|语), and characters that look like grammar where no grammar stands (沿|都柳江)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.candidates import Candidate
from extract.lac import Words
from extract.places import Gazetteer

# What a language, a script or a song is called after is no place there.
_NO_PLACE = re.compile("语(?![言文境料音句法])|(?:小|大)?字(?![典画母节号样眼迹据])|号子")
_FIRST = frozenset("语小大字号")
_TOWN = re.compile("城(?![镇乡关区市管投建])")  # 黎平|县城
_SPOT = re.compile("(?<=[屯寨庄湾坪坝沟坞冲坡岭塘垌岗弄])村[口头尾边里]$|(?<=村)[口头尾]$|(?<=[巷弄])口$")
_TWICE = re.compile("村(?=支|主任|委|民|干|小学|医|口|里|头|长|两委)")  # 石湾村|村支书
_WAY = re.compile("(?:铁路|高速铁路|公路|高速公路|高速|高铁|航线)$")
_MOVED = re.compile("[掉跳跌坠汇注漂冲落卷游蹚涉][进入过](?=[\u4e00-\u9fff]{2})")  # 掉进|石溪河
_TO = ("至", "到", "—", "－", "-")
# Houses that every old town or village has; alone they name nothing, unless the text has a district of that name.
_HALLS = frozenset("鼓楼 钟楼 钟鼓楼 城楼 牌楼 门楼 碉楼 炮楼 戏楼 角楼 箭楼 风雨桥 花桥 戏台 寨门 城门 祠堂".split())
_OF_A_HALL = re.compile("[区街东西南北大医法警站公体]|派出所|检察")


_OF_UNIVERSITY = re.compile(
    "(?P<university>[\u4e00-\u9fff]{2,8}(?:大学|学院))(?![\u4e00-\u9fff]*(?:食堂|教学楼|宿舍楼|办公楼|实验楼|医院))[\u4e00-\u9fff]{2,6}[堂楼厅]"
)


def drawn(candidates: Iterable[Candidate], text: str, known: Gazetteer) -> Iterator[Candidate]:
    """`candidates`, of which the places end where they do, and those are left out that are none."""
    districts: dict[str, bool] = {}
    for c in candidates:
        if c.type != "LOC" and not (c.type == "ORG" and text[c.end - 1] in "堂楼厅" and c.end - c.start > 5):
            yield c
            continue
        if text[c.end : c.end + 1] in _FIRST and _NO_PLACE.match(text, c.end):
            continue
        surface = text[c.start : c.end]
        if (hall := _OF_UNIVERSITY.fullmatch(surface)) and known.is_organisation(hall["university"]):
            yield replace(c, start=c.start + hall.end("university"), type="LOC")
            continue
        if surface in _HALLS:
            if surface not in districts:
                districts[surface] = any(
                    _OF_A_HALL.match(text, m.end()) or _ends_in_place(text, m.start(), known)
                    for m in re.finditer(surface, text)
                )
            if not districts[surface]:
                continue
        if moved := _MOVED.match(surface):
            c, surface = replace(c, start=c.start + moved.end()), surface[moved.end() :]
        end = _end(c, surface, text)
        yield c if end == c.end else replace(c, end=end)


def _end(c: Candidate, surface: str, text: str) -> int:
    if surface[-1] == "县":
        return c.end - 1 if len(surface) > 2 and _TOWN.match(text, c.end) else c.end
    if surface[-2:] == "村村":
        return c.end - 1 if _TWICE.match(text, c.end - 1) else c.end
    if surface[-1] in "口头尾边里":
        spot = _SPOT.search(surface)
        return c.start + spot.start() if spot and spot.start() > 1 else c.end
    if surface[-1] in "路速铁线" and text[c.start - 1 : c.start] in _TO:
        way = _WAY.search(surface)
        return c.start + way.start() if way and way.start() > 1 else c.end
    return c.end


def _ends_in_place(text: str, end: int, known: Gazetteer) -> bool:
    return any(text[max(0, end - length) : end] in known.places for length in (2, 3, 4))


# Behind these no conjunction and no adverb stands, so that such a character belongs to the name.
_ASKS = frozenset("的 沿 沿着 顺着 在 于 从 往 向 由 到 至 位于 前往 抵达".split())
_PLACES = frozenset({"LOC", "ns"})
_GRAMMAR = frozenset("和与同都不还就也可已")


def begun_with_grammar(words: Words, text: str, known: Gazetteer) -> Iterator[Candidate]:
    """The places of `words` whose first character the tagger has taken for a conjunction or an adverb."""
    for place in words.tagged(_PLACES):
        index = place - 1
        mark, name = words[index], words[place]
        if (
            index > 0
            and mark.end - mark.start == 1
            and text[mark.start] in _GRAMMAR
            and name.start == mark.end
            and 1 < name.end - name.start < 5
            and (asks := text[words[index - 1].start : words[index - 1].end]) in _ASKS
            # 的和长江 is grammar: an adverb stands behind 的 as well, a conjunction where a noun is left out.
            and not ((asks == "的" or text[mark.start] in "和与同") and text[name.start : name.end] in known.places)
        ):
            yield Candidate(mark.start, name.end, "LOC", 0.95, "small place")
