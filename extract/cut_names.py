"""Names that the tagger cuts in two: villages (控岭|村), transliterated places (阿克|套), people of a rare surname (祝|未).

What is no word of the language is a name where something beside it asks for one: 村, a preposition of place, a surname
that somebody in the article bears.
"""

import re
from collections.abc import Callable, Iterator

from extract.candidates import Candidate
from extract.lac import Word, Words
from extract.personal_names import is_full_name, surname_of

_UNITS = re.compile("[村镇乡寨屯庄]")
_NO_UNIT = re.compile("[民委长里口头支]")
SOUNDS = frozenset(
    "阿埃艾安昂奥巴拜班邦包鲍贝本比彼宾波伯勃博布查察茨达戴丹当德登邓狄迪蒂丁顿多俄厄恩尔法凡范菲费芬佛夫弗福富盖冈戈格葛根古瓜圭哈海汉豪赫洪侯胡霍基吉季加贾简杰捷津喀卡凯坎康考科克肯孔库夸拉莱赖兰"
    "朗劳勒雷黎里利莉立连列烈林琳龙隆卢鲁路伦罗洛略马玛迈麦曼芒毛梅门蒙米密缪敏摩莫默姆木穆纳娜南瑙内尼涅纽诺欧帕潘庞佩彭蓬皮匹平珀普奇恰乔切钦丘仁荣茹瑞萨塞桑瑟森沙莎珊尚绍圣施什史士舒朔丝司斯松苏"
    "索塔泰坦汤唐陶特腾提廷通图土托瓦万旺威韦维魏温文翁沃乌伍西希锡夏香肖谢辛欣休许雅亚延耶叶伊易因英尤于约扎泽詹珍芝朱兹佐套坎"
)
_WHERE = re.compile("(?:在|从|到|往|赴|抵|抵达|于|社|城市|城镇|小镇|首都|首府|港口|重镇|省会|回到|来到)$")
_NOUNS = frozenset({"v", "vn", "n", "nz", "nr", "a", "q", "ns", "LOC", "PER", "nw"})
_PROPER = frozenset({"PER", "LOC", "nr", "ns"})
_PEOPLE = frozenset({"PER", "nr"})
_SURE_SURNAME = 0.8
_DOUBT = 0.75
_VERBS = frozenset({"v", "vd", "p", "d", "w", "u", "c"})
_BEFORE_NAME = frozenset({"w", "n", "c", "p"})
_BEFORE_SURNAME = re.compile("[老小阿]")
_FAMILIAR = re.compile(r"[老小阿](?P<surname>[\u4e00-\u9fff])(?P<says>说|笑|想|看|问|答|叹|讲|摇|点|回)?")


def cut_names(
    words: Words,
    text: str,
    surnames: frozenset[str],
    common: frozenset[str],
    is_word: Callable[[str], bool],
) -> Iterator[Candidate]:
    """The names that two neighbours of `words` are only together. `common` are surnames that are also words."""
    borne = {
        surname_of(form, surnames)
        for w in map(words.__getitem__, words.tagged(_PEOPLE))
        if w.probability > _SURE_SURNAME
        for form in (text[w.start : w.end],)
        if is_full_name(form, surnames)
    }
    units = {unit.start() - 1 for unit in _UNITS.finditer(words.lasts, 1)}
    for index in sorted({*units, *words.tagged(_PROPER)} - {len(words) - 1}):
        first, second = words[index : index + 2]
        unit = index in units and second.end - second.start == 1
        if first.tag not in (_NOUNS if unit else _PROPER):
            continue
        if second.end - first.start > 5 or second.start != first.end:
            continue
        form, joined = text[first.start : first.end], text[first.start : second.end]
        if unit:
            sinified = len(form) in (2, 3) and all("\u4e00" <= c <= "\u9fff" for c in form)
            if sinified and not is_word(form) and not _NO_UNIT.match(text, second.end):
                yield Candidate(first.start, second.end, "LOC", 0.82, "cut")
        elif _goes_on(first, second, joined, is_word):
            if not _WHERE.search(text, max(0, first.start - 2), first.start):
                continue
            yield Candidate(first.start, second.end, "LOC", 0.9, "cut")
    yield from _bearers(words, text, surnames, borne, is_word)
    for begin in _BEFORE_SURNAME.finditer(text):
        word = words.starting.get(begin.start())
        if word is None or word.tag not in _NOUNS or not 1 < word.end - word.start < 4:
            continue
        form = text[word.start : word.end]
        familiar = _FAMILIAR.fullmatch(form)
        if familiar and familiar["surname"] in surnames and familiar["surname"] not in common and not is_word(form[:2]):
            yield Candidate(word.start, word.start + 2, "PER", 0.82, "cut")


def _goes_on(first: Word, second: Word, joined: str, is_word: Callable[[str], bool]) -> bool:
    """Whether the `second` word is the rest of the transliteration that the `first` begins (康斯|坦察)."""
    rest = joined[first.end - first.start :]
    if second.tag == "w" or not set(joined) <= SOUNDS:
        return False
    return second.probability < _DOUBT if len(rest) == 1 else not is_word(rest)


def _bearers(
    words: Words, text: str, surnames: frozenset[str], borne: set[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """People whose surname somebody else in the article is sure to bear, and whom the tagger reads as two words."""
    likely = {surname[-1] for surname in borne}
    for index, last in enumerate(words.lasts[:-2]):
        if last not in likely or index == 0:
            continue
        first = words[index]
        surname = text[first.start : first.end]
        if surname not in borne:
            continue
        second, after = words[index + 1 : index + 3]
        name = text[first.start : second.end]
        if first.tag in {"PER", "p", "u", "c"} or second.tag in {"w", "PER"}:
            continue
        if first.tag == "w" or second.end - second.start > 2 or len(name) > len(surname) + 2:
            continue
        if (
            words[index - 1].tag in _BEFORE_NAME
            and after.tag in _VERBS
            and is_full_name(name, surnames)
            and not is_word(name)
        ):
            yield Candidate(first.start, second.end, "PER", 0.8, "cut")
