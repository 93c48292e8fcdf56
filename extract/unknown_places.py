"""Places whose names end like none (沙洋, 伍默拉) and that the tagger does not take for places: a dictionary's place that
stands like one, and an unknown word that stands like one again and again."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from extract.candidates import Candidate
from extract.cut_names import SOUNDS
from extract.lac import Word, Words
from extract.personal_names import is_full_name
from extract.place_contexts import before_place, counted, told
from extract.place_nouns import is_kind_of_place
from extract.places import Gazetteer
from extract.signed import Signed

_TAGS = frozenset({"n", "nz", "nr", "PER", "ns", "LOC", "nw", "s"})
_PLACES = frozenset({"LOC", "ns"})
_CHINESE = re.compile("[\u4e00-\u9fff]{2,4}")
# Ends of words that stand where places stand and are none: people, times, things done, spots.
_NO_END = re.compile(
    r"[的了着过们人者员家师长生客民工手兵友中内外里上下前后间时期年月日天旁边侧面处方会部局队组社司厂店校院馆室所厅化性度率量力法制式型类种级层版刊报书文字语话音声色味品物件器具腔机车船票卡证信网页群号]$|^[城市村镇县][东西南北中]$"
)
_GRAMMAR = re.compile("[的了着是在与把被从对将向于到给让跟为和就也都还又已再没不很最这那我你他她它们吗呢吧说]")
_UNSURE, _SURELY_PERSON = 0.85, 0.6
_FOUND = 0.84
_ONCE, _FIRM, _AGAIN, _FEWEST = 1.0, 1.5, 3.0, 2  # firm: two witnesses, or one that says 位于
_FOREIGN = SOUNDS | frozenset("扬洋杨瓦赫兹茨捷什克诺沃夫茹勒吕贡雪蓝皮麻")


def unknown_places(
    words: Words,
    text: str,
    known: Gazetteer,
    surnames: frozenset[str],
    is_word: Callable[[str], bool],
    is_place_word: Callable[[str], bool],
) -> Iterator[Candidate]:
    """The words that stand like places. `words` tile the sentences of `text`."""
    heard: dict[str, list[float]] = defaultdict(list)
    spans: dict[str, list[Word]] = defaultdict(list)
    needs: dict[str, float] = {}
    for index in words.tagged(_TAGS):
        word = words[index]
        if word.probability > _UNSURE:
            continue
        surface = text[word.start : word.end]
        if surface not in needs:
            needs[surface] = _need(surface, word, known, surnames, is_word, is_place_word)
        begins = index + 1 < len(words) and words[index + 1].tag == "n" and words[index + 1].end - word.end == 1
        if needs[surface] and not begins and not counted(text, word.start):
            spans[surface].append(word)
            heard[surface].append(told(words, index, index, text))
    for surface, weights in heard.items():
        need = needs[surface]
        if sum(weights) >= need and (need < _AGAIN or sum(w >= 1 for w in weights) >= _FEWEST):
            for word in spans[surface]:
                yield Candidate(word.start, word.end, "LOC", _FOUND, "unknown place")


def _need(
    surface: str,
    word: Word,
    known: Gazetteer,
    surnames: frozenset[str],
    is_word: Callable[[str], bool],
    is_place_word: Callable[[str], bool],
) -> float:
    """How much must stand beside `surface`; 0 where it cannot be a place."""
    if not _CHINESE.fullmatch(surface) or surface in known.places or known.is_known(surface):
        return 0
    person = word.tag in {"PER", "nr"} and is_full_name(surface, surnames)
    if person and word.probability > _SURELY_PERSON:
        return 0
    if is_kind_of_place(surface, is_word):
        return 0
    if len(surface) > 2 and not person and not is_word(surface):
        if word.tag in {"LOC", "ns"} and not _NO_END.search(surface):
            return _ONCE
        if set(surface) <= _FOREIGN:
            return _FIRM
    if is_word(surface):
        return _ONCE if is_place_word(surface) and not person and not _NO_END.search(surface) else 0
    return 0 if _NO_END.search(surface) or _GRAMMAR.search(surface) else _AGAIN


_PUT = 2.0
_AFTER_TOWN = re.compile("[，。、；]|的[一两三几]?[处间座家套栋块片个所]")
_AFTER_STEM = re.compile("[，。、；：人县）)（(和与的\n]|$")


def stems_in_provinces(
    words: Words, text: str, known: Gazetteer, is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Counties without their rank right behind a place (四川|大竹人): alone many of them are other words. Towns that no
    dictionary has, where the text puts something there (位于青浦|练塘的一处厂房)."""
    places = words.tagged(_PLACES)
    for index in places:
        word, town = words[index], words[min(index + 1, len(words) - 1)]
        if (
            town.tag in {"n", "nz", "ns", "LOC"}
            and town.start == word.end
            and town.end - town.start == 2
            and before_place(text, word.start) >= _PUT
            and _AFTER_TOWN.match(text, town.end)
        ):
            surface = text[town.start : town.end]
            if not is_word(surface) and not _NO_END.search(surface) and not known.is_known(surface):
                yield Candidate(town.start, town.end, "LOC", _FOUND, "listed place")
    for word in map(words.__getitem__, places):
        stop = word.end + 2
        if (
            text[word.end : stop] in known.stems
            and stop in words.ending
            and text[word.start : word.end] in known.places
            and _AFTER_STEM.match(text, stop)
        ):
            yield Candidate(word.end, stop, "LOC", _FOUND, "listed place")


_ITEM = r"[\u4e00-\u9fff]{2,6}"
_LIST = Signed(
    re.compile(
        rf"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{{0,6}}?[在从到至及往赴于和])?(?P<items>{_ITEM}(?:、{_ITEM}?){{1,12}}(?:[和及]{_ITEM}?)?)"
        r"(?=等(?:多?地|[两三四五六七八九十\d]+(?:地|省|市|国|个?[省市县区镇国])|省|市|县|国(?!际|家级|有)|城市|省份|地区|国家)|一带|[两三四五六七八九]地)"
    ),
    sign=re.compile("、"),
    reach=13,
)


def listed_places(
    text: str, known: Gazetteer, is_word: Callable[[str], bool], is_place_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """What stands in a list with a well-known place that 等地 or 一带 closes: 阿勒颇、哈马等地."""
    for match in _LIST.finditer(text):
        position = match.start("items")
        items = []
        for item in re.split("[、和及]", match["items"]):
            items.append((position, item))
            position += len(item) + 1
        first = items[0][1]
        if not any(item in known.places for _, item in [*items, (0, first[-2:]), (0, first[-3:])]):
            continue
        for start, item in items[not _opens_clause(text, match.start("items")) :]:
            common = is_word(item) and not is_place_word(item)
            if (item in known.places or not common) and not _GRAMMAR.search(item) and len(item) > 1:
                yield Candidate(start, start + len(item), "LOC", _FOUND, "listed place")


def _opens_clause(text: str, start: int) -> bool:
    """Whether a list starts at `start` and nothing that may belong to its first item stands before it."""
    return start == 0 or not text[start - 1].isalpha() or text[start - 1] in "在从到至往赴于"
