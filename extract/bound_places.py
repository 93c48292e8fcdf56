"""Places whose names the tagger cuts to pieces (晒经台), told by the places where they stand: behind a word that
asks for a place and before a mark, again and again."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping

from ahocorasick_rs import AhoCorasick, MatchKind

from extract.candidates import Candidate
from extract.lac import Word, Words
from extract.place_contexts import counted, told_at
from extract.place_nouns import is_kind_of_place

_NAME = "[\u4e00-\u9fff]{3,4}?"
_STANDS = re.compile(
    rf"(?:在|到|从|去|爬上?|登上|翻过|穿过|位于|抵达|通往|前往|途经|路过|走进|离开|来自|驶向|前往|飞往|开往)(?P<name>{_NAME})"
    r"(?=[，。；、！？）”」\n]|的(?!确)|一带|附近|境内|村民|居民|街上|镇上|脚下|山脚|以[东西南北])"
)
_OPENS = re.compile(
    rf"(?:^|(?<=[，。；！？：“「\n]))(?P<name>{_NAME})(?=(?:位于|地处|坐落|海拔|村民|居民|一带|境内|脚下|的(?:居民|村民|住户|老人|日出|山路|早市|老街|街道|码头)|是一[座条栋个片]))",
    re.MULTILINE,
)
_GRAMMAR = re.compile(
    r"[的了着过是在与把被从对将向于到给让跟为和及等就也都还又已再没不很最更太这那我你他她它们吗呢吧说之其该此每各某哪谁]|^[一二三四五六七八九十两几多当以]|[里外内中上下前后旁边侧时年月日天间者员人长师家处方面会]$"
)
_NOUNS = frozenset({"n", "f", "s", "vn", "an", "a", "m", "q", "t", "TIME", "r", "ORG", "nt", "nw"})
_SURELY_PERSON = 0.6
_FEWEST_TIMES, _NEEDED = 3, 2.0
_FOUND = 0.85


def bound_places(
    text: str, words: Words, is_word: Callable[[str], bool], is_place_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Every place of a string that stands like a place twice and three times in all, and that no nouns make."""
    heard: dict[str, dict[int, float]] = defaultdict(dict)
    for pattern in (_STANDS, _OPENS):
        for match in pattern.finditer(text):
            if not counted(text, match.start("name")):
                heard[match["name"]][match.start("name")] = max(1, told_at(text, *match.span("name")))
    names = [
        name
        for name, places in heard.items()
        if sum(places.values()) >= _NEEDED
        and not (is_word(name) and not is_place_word(name))
        and not _GRAMMAR.search(name)
        and not is_kind_of_place(name, is_word)
        and not any(_is_noun(words.starting, start, start + len(name), text, is_word) for start in places)
    ]
    if not names:
        return
    found = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes(text)
    times = Counter(number for number, _, _ in found)
    for number, start, end in found:
        if times[number] >= _FEWEST_TIMES:
            yield Candidate(start, end, "LOC", _FOUND, "bound place")


def _is_noun(plain: Mapping[int, Word], start: int, end: int, text: str, is_word: Callable[[str], bool]) -> bool:
    """Whether the tagger sees known nouns alone in `text[start:end]`, or a person."""
    while start < end:
        word = plain.get(start)
        if word is None or word.end > end:
            return False
        if word.tag in {"PER", "nr"} and word.probability > _SURELY_PERSON:
            return True
        known = word.end - word.start == 1 or is_word(text[word.start : word.end]) or word.probability > _SURELY_PERSON
        if word.tag not in _NOUNS or not known:
            return False
        start = word.end
    return True
