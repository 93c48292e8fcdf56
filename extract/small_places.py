"""Small and invented places that no list has and the tagger does not know: a hamlet 沟背坪, a stream, a lane, a ferry.

What ends like a place and stands like one is one: 从沟背坪, 沟背坪村民, 石泉镇沟背坪. How sure the ending is (坪, but also
口), whether the rest is common words (铁索|渡), and whether a person could be called so (李青山) decide how much must stand
beside it; all of an article's occurrences are heard together, and what is found holds for all of them. What ends like no
place must stand like one again and again.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from extract.candidates import Candidate
from extract.lac import Word, Words
from extract.lexicon import Match
from extract.personal_names import like_person
from extract.place_contexts import counted, told
from extract.place_nouns import ends_in_noun, is_kind_of_place
from extract.places import Gazetteer

# Endings by how sure they are: with the first hardly anything but a place ends, with the second common nouns do as well,
# with the third most words that do are no places.
_RARE = {
    *"坪坳岗塬垸圩屯寨坝堰岙岭坞崖洼浦涧泾浜峪甸埭厝墟邨垭垴峁塆碛埠嶂塄堌郢沟圳垄咀淀漈垟畈寮埕围埗",
    *"胡同 大坝 古渡 家园 花园 公馆 华府 华庭 豪庭 雅苑 雅居 嘉园 名苑 名邸 名都".split(),
}
_SURE = {
    *"溪峡塘湾湖河江洲岛礁屿滩潭渠峰山村镇乡街巷弄庄堡坊坑港嘴冲泊",
    *"水库 码头 渡口 大桥 古道 老街 古镇 新村 小区 公寓 东里 南里 西里 北里 前里 后里".split(),
}
_DOUBTFUL = {*"梁口里门关店集营楼园观宫渡坎泉头铺驿窑屋亭塔阁寺庙庵祠桥路苑境尖台墩井站城场坡底桩桠岩洞州府"}
_CLOSING = re.compile(f"[{''.join(sorted({ending[-1] for ending in _RARE | _SURE | _DOUBTFUL}))}]")
_NO_PART = frozenset({"p", "u", "c", "w", "r", "d", "q", "t", "TIME", "xc", "ORG", "nt"})
_GRAMMAR = re.compile("[的了着是在与把被从对将向于到给让跟为和就也都还又已再没不很最这那我你他她它们吗呢吧说]")
_NAME_TAGS = frozenset({"PER", "nr", "LOC", "ns", "nz", "nw"})
_SPECIES = re.compile("[\u4e00-\u9fff]+")
_PLACES = frozenset({"LOC", "ns"})
_RANKS = frozenset("省市县区镇乡村路街州")
_STREET = re.compile("[路街巷弄]$")
_SURELY_PERSON, _SURELY_PLACE = 0.6, 0.55
_FOUND = 0.88  # above what the tagger's full names of persons have
_LONGEST = 5


def small_places(
    words: Words,
    text: str,
    known: Gazetteer,
    surnames: frozenset[str],
    is_word: Callable[[str], bool],
    is_place_word: Callable[[str], bool],
) -> Iterator[Candidate]:
    """What ends and stands like a place somewhere in `text`, wherever the words are the same. `words` tile its sentences."""
    needed: dict[str, float | None] = {}
    heard: dict[str, dict[int, float]] = defaultdict(dict)
    for first, last in _spans(words, text):
        start, end = words[first].start, words[last].end
        surface = text[start:end]
        if surface not in needed:
            needed[surface] = _need(words[first : last + 1], text, known, surnames, is_word, is_place_word)
        if needed[surface] is None or counted(text, start) or ends_in_noun(text, end):
            continue
        heard[surface][start] = told(words, first, last, text)
    for surface, places in heard.items():
        need = needed[surface]
        if need is not None and sum(places.values()) >= need:
            for start in places:
                yield Candidate(start, start + len(surface), "LOC", _FOUND, "small place")


def _spans(words: Words, text: str) -> Iterator[tuple[int, int]]:
    """The first and last of the words of what may be a place: one word, or up to three that close with an ending."""
    for closing in _CLOSING.finditer(words.lasts):
        last = closing.start()
        word = words[last]
        if word.tag in _NO_PART or word.end - word.start > _LONGEST:
            continue
        tail = text[word.start : word.end]
        if not _class(tail):
            continue
        for first in range(last, max(-1, last - 3), -1):
            part = words[first]
            if part.tag in _NO_PART or (first < last and part.end != words[first + 1].start):
                break
            length = word.end - part.start
            if length > _LONGEST or (first < last and part.tag in {"LOC", "ns"} and part.end - part.start > 2):
                break
            surface = text[part.start : word.end]
            if length < 3 or not _SPECIES.fullmatch(surface) or _GRAMMAR.search(surface):
                continue
            yield first, last


def _class(surface: str) -> int:
    """How sure the ending of `surface` is, from 3; 0 where it is none."""
    ends = surface[-1:], surface[-2:]
    return 3 if not _RARE.isdisjoint(ends) else 2 if not _SURE.isdisjoint(ends) else int(ends[0] in _DOUBTFUL)


# How much must stand beside a name, by the class of its ending: none, doubtful, sure, rare.
_OF_A_NAME = (3.0, 2.0, 1.0, 1.0)  # one word that the tagger takes for a name of some kind
_OF_A_NOUN = (9.0, 3.0, 2.0, 1.0)  # one word that no dictionary has
_OF_PARTS = (9.0, 3.0, 2.0, 1.0)  # words of which one is unknown
_OF_COMMON_WORDS = (9.0, 4.0, 3.0, 2.0)
_OF_A_PERSON = 4.0


def _need(
    words: Sequence[Word],
    text: str,
    known: Gazetteer,
    surnames: frozenset[str],
    is_word: Callable[[str], bool],
    is_place_word: Callable[[str], bool],
) -> float | None:
    """How much must stand beside what `words` make; None where nothing makes a place of it."""
    surface = text[words[0].start : words[-1].end]
    if surface in known.places or known.is_organisation(surface):
        return None
    street = len(words) == 1 and words[0].tag == "LOC" and _STREET.search(surface)
    if not street and is_kind_of_place(surface, is_word):
        return None
    listed = is_word(surface)
    if listed and not is_place_word(surface):
        return None
    sure = _class(surface)
    if len(words) == 1:
        word = words[0]
        named = word.tag in _NAME_TAGS
        if word.tag in {"LOC", "ns"} and sure:
            return 0 if listed and word.probability > _SURELY_PLACE else 1
        if word.tag in {"PER", "nr"} and like_person(surface, surnames):
            return _OF_A_PERSON if word.probability > _SURELY_PERSON else 2
        return (_OF_A_NAME if named or listed else _OF_A_NOUN)[sure]
    if words[0].tag == "v" and len(words) > 2:
        return None  # 转|战天|心圩
    if any(w.tag in {"v", "vd", "ad", "f", "s"} and w.end - w.start > 1 for w in words):
        return 4 if sure > 1 else None
    parts = [text[w.start : w.end] for w in words]
    strange = any(len(part) > 1 and not is_word(part) for part in parts) or any(w.tag in _NAME_TAGS for w in words[:-1])
    if known.opening(text, words[0].start, words[-1].start) > words[0].start:
        return 3 if sure > 1 else None  # the place in front may be another one
    return (_OF_PARTS if strange or listed else _OF_COMMON_WORDS)[sure]


# A noun of a spot whose first character closes the name in front: 中山|路段, 慈安|巷口, 太行|山里.
_SPOT = re.compile(
    r"(?:[路街巷](?:段|口|边)|桥[头下上边]|[河江湖溪](?:边|畔|岸|面|水|里)|山(?:里|上|下|脚|顶|腰|间|中)|村(?:口|头|里|中|民)|镇(?:上|里)|沟(?:里|口)|岛(?:上|民)|寨(?:里|子)|湾(?:里|口)|港(?:口|区|内))"
)
_SPOT_BEGINS = re.compile("[路街巷桥河江湖溪山村镇沟岛寨湾港]")
_OF_TRAFFIC = frozenset("路街巷桥")
_OWN_ENDS = frozenset("路街巷道桥村镇乡区县市省线弄")


def names_before_spots(
    words: Words, text: str, known: Gazetteer, is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Names whose last character the tagger has given to the noun behind them."""
    for first in _SPOT_BEGINS.finditer(words.firsts, 1):
        name, noun = words[first.start() - 1 : first.start() + 1]
        surface = text[name.start : name.end]
        if (
            noun.start != name.end
            or not 1 < name.end - name.start < 5
            or not _SPECIES.fullmatch(surface)
            or not _SPOT.fullmatch(text, noun.start, noun.end)
            or (surface[-1] in _OWN_ENDS if text[noun.start] in _OF_TRAFFIC else _class(surface))
        ):
            continue
        whole = text[name.start : noun.start + 1]
        unknown = not is_word(surface) and not _GRAMMAR.search(surface)
        if name.tag not in _NAME_TAGS and not (unknown and name.tag in {"n", "vn", "a", "s"}):
            continue
        if surface in known.places:
            named = is_word(whole) or text[noun.start] in _OF_TRAFFIC
        else:
            named = not is_kind_of_place(whole, is_word)
        if named:
            yield Candidate(name.start, noun.start + 1, "LOC", 0.97, "small place")


# What a place's name and it are one name of: 阿里山公路, but not 上海机场.
_WORK_OF_A_PLACE = frozenset(
    "港 渔场 铁路 公路 高速公路 高速 大桥 特大桥 水库 隧道 水电站 大坝 群岛 半岛 海峡 山脉 冰川 瀑布 运河 盆地 高原 平原 古道 灯塔 渡口 遗址 旧址 地铁站 收费站 服务区 客运站".split()
)


_OF_A_RAILWAY = re.compile(
    "局|公司|部门|集团|职工|工人|警|公安|运输|网|系统|总|学院|建设|部|客运|货运|方面|投资|行业|迷|史|法院"
)
_NUMBERED = re.compile(
    r"\d{1,3}号(?:冰川|隧道|大桥|桥|码头|水库|航站楼)|(?:[二三四五六七八九十]{1,2}[路街巷马]|一[街巷马]|一路(?=\d|一[栋幢间处家]|[与和、，。（口交]))路?"
)


_WITH_NUMBER = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,5})\d{1,3}号?")


def works_of_places(words: Words, text: str, known: Gazetteer) -> Iterator[Candidate]:
    """Roads, bridges and bodies of land that are called after the place in front, numbered streets too (沙尾|一|路; 冷泉|3号冰川)."""
    places = words.tagged(_PLACES)
    for name in map(words.__getitem__, places):
        if number := _WITH_NUMBER.fullmatch(text, name.start, name.end):
            work = _NUMBERED.match(text, number.end("name"))  # 冷泉3号|冰川
            if work:
                yield Candidate(name.start, work.end(), "LOC", 0.97, "small place")
                for again in re.finditer(number["name"] + r"(?!\d)", text):
                    yield Candidate(*again.span(), "LOC", _FOUND, "small place")
        street = _NUMBERED.match(text, name.end) if text[name.end - 1] not in _RANKS else None
        if street and name.end - name.start < 5:
            yield Candidate(name.start, street.end(), "LOC", 0.97, "small place")
    for index in places:
        name, noun = words[index], words[min(index + 1, len(words) - 1)]
        if noun.start == name.end and text[noun.start : noun.end] in _WORK_OF_A_PLACE:
            surface = text[name.start : name.end]
            if (
                len(surface) < 5
                and surface[-1] not in _RANKS
                and surface not in known.countries
                and not (text.startswith("铁路", noun.start) and _OF_A_RAILWAY.match(text, noun.end))
            ):
                yield Candidate(name.start, noun.end, "LOC", 0.97, "small place")


def behind_known(
    candidates: Iterable[Candidate], matches: Iterable[Match], text: str, is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """`candidates`, of which a place that begins inside a well-known one is only what lies behind that (清水湾|源头村)."""
    within = {
        position: match.end
        for match in matches
        if match.entry.type == "LOC" and not match.risky and match.end - match.start > 2
        for position in range(match.start + 1, match.end)
    }
    for c in candidates:
        behind = within.get(c.start, c.start) if c.type == "LOC" and c.source != "lexicon" else c.start
        if behind == c.start or c.end <= behind:
            yield c
        elif c.end - behind > 1 and not is_word(text[behind : c.end]):
            yield replace(c, start=behind)
