"""Names told by their ending: 苏州青禾智控科技有限公司, 深蓝资本, 丰豫粮仓, 海岬国际电影节. The words before the ending that
belong to the name are found by the tagger's cuts and tags."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extract.candidates import Candidate, name_parts
from extract.common_nouns import behind_kind, is_common_noun, own_end
from extract.ending_words import (
    A_SHOP,
    CLOSING,
    ENDINGS,
    ITS_OWN,
    KIND_OF,
    OF_A_PLACE,
    OUTSIDE,
    SHOP_END,
    TRADE,
    UNIT,
    WEAK,
)
from extract.lac import Word, Words
from extract.personal_names import like_person
from extract.place_nouns import ends_in_noun
from extract.places import Gazetteer
from ontology.predicates import EntityType

_NAME_TAGS = frozenset({"nz", "nr", "PER", "LOC", "ns", "ORG", "nt", "nw"})
_PERSON_TAGS = frozenset({"PER", "nr"})
_NEVER_LAST = frozenset({"v", "p", "u", "w", "r", "t", "TIME"})  # tags of words that no name ends with
_FILL_TAGS = _NAME_TAGS | {"n", "vn", "an", "a", "f", "s", "m", "xc"}
_GRAMMAR = re.compile(
    "[才只仅更最便即互各叫说看想做来去出还在都也就又不没会要能可是有这那的了着过到把被给让从对向与和于为将已曾再很]"
)
_SHOP = re.compile("[\u4e00-\u9fff]{1,2}记")  # 三记, which the tagger takes for a number
_GOOD = re.compile("(?:机器人|汽车|无人机|卫星|食品|饮料|咖啡|软件|游戏|音乐|芯片|半导体|疫苗|玩具|药房)$")
_NAMED_BEHIND = re.compile("[A-Za-z“「『]")
_COUNTED = re.compile("[一两几][栋座家间所幢个条]")
_COUNTS, _CLASSIFIERS = tuple("一两三几多数这那每某"), frozenset("家个座所间名位条")
_NO_PART = frozenset({"p", "u", "c", "w", "r", "m", "q", "t", "TIME", "d", "PER", "nr", "LOC", "ns"})
_BRANCH = re.compile(r"[（(][\u4e00-\u9fff]{2,4}[）)]")  # 博世汽车部件（苏州）有限公司


LEFT_OVER = "left over"  # the source of a guess that single characters make
_GUESS = 0.4  # a name if the article says more about it: what else do 潮汐 and 科技 make together?


def from_endings(
    words: Words, text: str, known: Gazetteer, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Runs of name-like words that close with an ending. `words` tile one sentence; what `is_word` does not know as a
    common word is name-like."""
    words = _rejoined(words, text, is_word)
    floor = len(text) + 1
    for last in reversed([*CLOSING.finditer(words.lasts)]):
        index = last.start()
        word = words[index]
        if word.end > floor or word.tag in _NEVER_LAST:
            continue
        surface = text[word.start : word.end]
        kind = _kind(surface)
        if kind is None:
            continue
        person = word.tag in _PERSON_TAGS and like_person(surface, surnames)
        if kind == "LOC" and (person or ends_in_noun(text, word.end)):
            continue
        if (
            index
            and word.tag in {"vn", "n"}
            and not UNIT.fullmatch(surface)
            and _closed(text[words[index - 1].start : words[index - 1].end])
        ):
            continue  # 深蓝资本投资…: the name has ended before its verb
        first = _first_word(words, index, text, is_word)
        confidence, left_over = 0.85, False
        if first is None or not _is_name(words[first : index + 1], text, known, is_word):
            first, confidence = _guessed(words, index, text, is_word), _GUESS
            left_over = first is not None and all(w.end - w.start == 1 for w in words[first:index])
        if first is not None and (kind == "ORG" or confidence > _GUESS):
            floor = words[first].start
            for start, end in name_parts(text, floor, word.end):
                if _GOOD.search(text, start, end) and _NAMED_BEHIND.match(text, end):
                    continue  # 手术机器人Nova One, 送餐机器人“小满”
                if _COUNTED.search(text, start, end):
                    continue  # 北四环一栋写字楼
                if kind == "ORG" and (place := known.counted_kind(text, start, end)) > start:
                    yield Candidate(start, place, "LOC", 0.85, "ending")
                    continue
                if text[start - 1 : start] in _COUNTS and text[start] in _CLASSIFIERS:
                    continue  # 一家电机厂, which the tagger cuts behind 一
                if kind == "ORG":
                    whole, end = start, own_end(text, start, end)
                    start = behind_kind(text, start, end)
                    if (place := known.opening(text, whole, start)) > whole:
                        yield Candidate(whole, place, "LOC", 0.85, "ending")
                if kind == "ORG" and (own := known.own_start(text, start, end)) > start:
                    yield Candidate(start, own, "LOC", 0.85, "ending")
                    start = own
                for begin, stop in known.parts(text, start, end) if kind == "LOC" else ((start, end),):
                    yield Candidate(begin, stop, kind, confidence, LEFT_OVER if left_over else "ending")


@lru_cache(1 << 14)
def _kind(surface: str) -> EntityType | None:
    """What a name that closes with this word would name; None where the word is no ending."""
    return next((kind for kind, ending in ENDINGS.items() if ending.search(surface)), None)


def _closed(surface: str) -> bool:
    """Whether a name has ended with this word, an ending that is no common noun."""
    return bool(ENDINGS["ORG"].search(surface)) and not WEAK.search(surface)


def _rejoined(words: Words, text: str, is_word: Callable[[str], bool]) -> Words:
    """`words` with endings whole again that the tagger has cut (校友, 会)."""
    joined: list[Word] = []
    done = 0
    for end in CLOSING.finditer(words.lasts, 1):
        index = end.start()
        word = words[index]
        last = joined[-1] if joined and done == index else words[index - 1]
        length = word.end - word.start
        if length < 3 and last.tag not in _NAME_TAGS and (length == 1 or word.tag == "n"):
            both = text[last.start : word.end]
            whole = (
                (is_word(both) or bool(TRADE.fullmatch(both) or SHOP_END.fullmatch(both)))
                if length == 1
                else both.endswith("中心")
            )
            if whole and any(ending.fullmatch(both) for ending in ENDINGS.values()):
                joined += words[done:index]
                joined[-1] = Word(last.start, word.end, "n", last.probability)
                done = index + 1
    return Words([*joined, *words[done:]], text) if joined else words


def makes_organisation(modifier: str, ending: str) -> bool:
    """Whether `ending` makes an organisation's name of the word before it, which tells no mere kind of one."""
    return bool(ENDINGS["ORG"].fullmatch(ending)) and not KIND_OF.match(modifier) and not OUTSIDE.match(modifier)


def _first_word(words: Sequence[Word], index: int, text: str, is_word: Callable[[str], bool]) -> int | None:
    """The first word of the name that closes with word `index`; None where nothing makes a name of it."""
    last = words[index]
    whole = last.tag in _NAME_TAGS
    if whole and last.end - last.start > 3:
        return index  # the tagger has seen a whole name
    first, proper = index, index if whole else None
    while first > 0 and index - first < 6:
        before = words[first - 1]
        surface = text[before.start : before.end]
        unknown = _unknown_verb(before, surface, is_word)
        if (
            (before.tag not in _FILL_TAGS and not unknown)
            or OUTSIDE.match(surface)
            or surface.strip("（）() \u3000") != surface
        ):
            break
        first -= 1
        if _name_like(before, text, is_word):
            proper = first
    if proper is None and index - first == 1 and not KIND_OF.match(text[words[first].start : words[first].end]):
        return first  # 深蓝资本: a common word before a strong ending
    return proper


def _unknown_verb(word: Word, surface: str, is_word: Callable[[str], bool]) -> bool:
    """Whether the tagger calls a verb what no dictionary knows (迈岭), and not two words (还在)."""
    return word.tag == "v" and len(surface) > 1 and not is_word(surface) and not _GRAMMAR.search(surface)


def _name_like(word: Word, text: str, is_word: Callable[[str], bool]) -> bool:
    surface = text[word.start : word.end]
    if word.tag == "m":
        return bool(_SHOP.fullmatch(surface))
    return word.tag in _NAME_TAGS or (len(surface) > 1 and not is_word(surface))


def _guessed(words: Sequence[Word], index: int, text: str, is_word: Callable[[str], bool]) -> int | None:
    """The first word of what could be a name for all that its words tell: one or two common words, or two or three
    single characters that the tagger left over, before an organisation's ending."""
    first = index
    while first > 0 and index - first < 3:
        before = words[first - 1]
        surface = text[before.start : before.end]
        single = before.end - before.start == 1
        if (
            before.tag in _NO_PART
            or (single and _GRAMMAR.search(surface))
            or not surface.isalpha()
            or (OUTSIDE.match(surface) and not (single and _follows_single(words, first - 1, text)))
            or KIND_OF.match(surface)
        ):
            break
        if before.tag == "v" and not single and not _unknown_verb(before, surface, is_word):
            break
        first -= 1
    length = words[index].end - words[first].start
    return (
        first
        if first < index and 4 <= length <= 7 and not is_word(text[words[first].start : words[index].end])
        else None
    )


def _follows_single(words: Sequence[Word], index: int, text: str) -> bool:
    """Whether a character that the tagger left over stands before word `index` (池, 原)."""
    before = words[index - 1] if index else None
    return (
        before is not None
        and before.end - before.start == 1
        and before.tag not in _NO_PART
        and text[before.start].isalpha()
        and not _GRAMMAR.search(text[before.start])
    )


def repeated(candidates: Sequence[Candidate], text: str) -> Iterator[Candidate]:
    """The guesses of left over characters that stand in `text` again: no accident makes 池, 原 and 汽车 meet twice."""
    guesses = [c for c in candidates if c.source == LEFT_OVER]
    times = Counter(text[c.start : c.end] for c in guesses)
    return (replace(c, confidence=0.85) for c in guesses if times[text[c.start : c.end]] > 1)


def _is_name(words: Sequence[Word], text: str, known: Gazetteer, is_word: Callable[[str], bool]) -> bool:
    surface = text[words[0].start : words[-1].end]
    if (
        not 3 <= len(surface) <= 30
        or any(c in "，。、；：！？（）() \u3000" for c in _BRANCH.sub("", surface))
        or is_word(surface)
    ):
        return False
    if any(w.tag == "m" and any(c.isdigit() for c in text[w.start : w.end]) for w in words):
        return False
    if (shop := SHOP_END.search(surface)) and (
        surface[: shop.start()] in known.places or A_SHOP.search(text, max(0, words[0].start - 3), words[0].start)
    ):
        return False  # 云南菜馆; 开了家煲仔饭馆
    if len(words) == 1:
        return True
    if WEAK.search(surface):
        # A weak ending wants a name right before it, and a place alone makes none: 北京公司, 上海机场.
        before = words[-2]
        first = text[words[0].start : words[0].end]
        rest = text[words[0].end : words[-1].end]
        if (
            len(words) > 2
            and OF_A_PLACE.search(surface)
            and (words[0].tag in _NAME_TAGS or first in known.places)
            and not is_common_noun(rest)
        ):
            return True
        place = text[before.start : before.end]
        alone = len(words) == 2 and place in known.places and not ITS_OWN.search(surface)
        alone = alone and not known.is_land(place)  # 汾河超市 is a name, 佛山超市 is none
        return _name_like(before, text, is_word) and not alone
    return len(surface) > 3 or any(_name_like(w, text, is_word) for w in words[:-1])
