"""What a source of names proposes, and the first source: the tagger's spans."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from extract.common_nouns import behind_kind, is_people, is_place_noun, own_end
from extract.ending_words import SHOP_END
from extract.lac import Word, Words
from extract.personal_names import LATIN_TITLE, is_full_name, never_person, without_adverb, without_tail
from extract.place_nouns import ends_in_noun
from extract.places import Gazetteer
from ontology.predicates import EntityType


@dataclass(frozen=True, slots=True)
class Candidate:
    """`text[start:end]` may name an entity of `type`; `source` says who proposes it, `confidence` how surely (0–1)."""

    start: int
    end: int
    type: EntityType
    confidence: float
    source: str


# LAC tags a name either as an entity (PER) or as a proper noun (nr); the noun tags are less sure (UNER PUD news).
TAGS: dict[str, tuple[EntityType, float]] = {
    "PER": ("PER", 0.75),
    "nr": ("PER", 0.6),
    "LOC": ("LOC", 0.75),
    "ns": ("LOC", 0.65),
    "ORG": ("ORG", 0.75),
    "nt": ("ORG", 0.65),
}

_NAME_TAGS = frozenset(TAGS)

# The titles that stand right before a name, and what a word behind one is that is none (经理协会, 主任办公室).
_OFFICER = re.compile(
    "(?:经理|总监|董事长|总裁|主任|院长|校长|教授|研究员|工程师|负责人|创始人|合伙人|分析师|秘书长|会长|局长|处长|科长|队长|所长|站长|书记|律师|医生|记者)$"
)
_NO_OFFICER = re.compile("[会室办组部处团院校社司所站局群班营队厅委]$")
# What joins two names that the tagger may take for one: 海豚仓全称上海海豚仓智能科技有限公司.
_JOINT = re.compile(
    r"(?=[　 与以入全原又向和对投收球简母子旗上联])(?:(?<=大学|学院|公司|集团|银行|医院|协会|学会|中心|政府)联合(?![国会体总社])(?=[\u4e00-\u9fff]{4})|全称|简称|原名|又名|以下|球队|(?<=交易所)上市公司(?=[\u4e00-\u9fff]{3})|(?<=[\u4e00-\u9fff]{2})(?<!的)(?:母公司|子公司|旗下)(?=[\u4e00-\u9fff]{3})|(?<=[本司团技投金行])(?:[向与和对]|(?:投资|收购|入股)(?!管理|集团|有限|公司|控股|发展|基金|咨询))(?=[\u4e00-\u9fff]{3})|[　 ])"
)


def from_tagger(
    words: Words,
    text: str,
    *,
    surnames: frozenset[str],
    known: Gazetteer,
    near: Collection[str],
    titles: Collection[str],
    is_word: Callable[[str], bool],
    is_place_word: Callable[[str], bool],
) -> Iterator[Candidate]:
    """The tagger's own entities: surer where a person's name has the form of one or an organisation's is hardly in doubt,
    a mere guess where the network itself doubts. Chains of places are cut, of 前腾讯 and 阿里系 the known name is left."""
    for index in words.tagged(_NAME_TAGS):
        previous, word = words[index - 1] if index else None, words[index]
        kind = TAGS[word.tag][0]
        if kind == "PER" and text[word.start] in "和与及" and text[word.start + 1 : word.end] in known.places:
            yield Candidate(word.start + 1, word.end, "LOC", 0.85, "tagger")
            continue
        if kind == "ORG" and (border := _behind_country(text, word.start, word.end, known)):
            yield Candidate(word.start, border, "LOC", 0.85, "tagger")
            yield Candidate(border, word.end, "LOC", 0.85, "tagger")
            continue
        chained = previous is not None and previous.tag in {"LOC", "ns"} and previous.end == word.start
        for part, stop in name_parts(text, word.start, word.end):
            if kind == "ORG" and (name := _titled_name(text, part, stop, surnames, is_word)):
                yield Candidate(stop - len(name), stop, "PER", 0.85, "tagger")
                continue
            if kind == "ORG" and (place := known.counted_kind(text, part, stop)) > part:
                yield Candidate(part, place, "LOC", 0.85, "tagger")
                continue
            if kind == "ORG" and (own := known.own_start(text, part, stop)) > part:
                yield Candidate(part, own, "LOC", 0.85, "tagger")
                part = own
            start, end = _own_span(text, part, stop, kind, known, surnames, is_word)
            surface = text[start:end]
            if _no_name(surface, kind, word, is_word) or surface in titles or _measured(text, start, end, is_word):
                continue
            if kind == "ORG" and surface.endswith("代表团") and surface[:-3] in known.places:
                yield Candidate(start, end - 3, "LOC", 0.85, "tagger")
                continue
            listed = kind == "LOC" and is_word(surface)
            common = (
                listed and not chained and surface not in known.places and not _listed_place(surface, is_place_word)
            )
            confidence = _trust(
                word, formed=kind == "PER" and is_full_name(surface, surnames), common=common, surface=surface
            )
            if listed and word.probability > _HARDLY and _listed_place(surface, is_place_word):
                confidence = max(confidence, TAGS[word.tag][1])
            if kind == "LOC" and word.probability > _RATHER and known.ranked(surface):
                confidence = _RANKED
            if kind == "LOC" and _ADDRESS_TAIL.match(text, end, stop):
                confidence = max(confidence, _ADDRESSED)
            for first, last in known.parts(text, start, end, near) if kind == "LOC" else ((start, end),):
                yield Candidate(first, last, kind, confidence, "tagger")


def _titled_name(
    text: str, start: int, end: int, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> str | None:
    """The person with whom `text[start:end]`, taken for an organisation, ends behind a title (雾桥创投投资经理|林守业)."""
    for length in (3, 2):
        name = text[end - length : end]
        if end - length > start and _OFFICER.search(text, start, end - length) and is_full_name(name, surnames):
            return None if is_word(name) or never_person(name, is_word) or _NO_OFFICER.search(name) else name
    return None


def _behind_country(text: str, start: int, end: int, known: Gazetteer) -> int | None:
    """Where the well-known place begins of which `text[start:end]` consists behind a country (越南|海防). A province and
    what lies in it may be a team (山东泰山)."""
    borders = range(start + 2, end - 1)
    return next((k for k in borders if text[start:k] in known.countries and text[k:end] in known.places), None)


def _listed_place(surface: str, is_place_word: Callable[[str], bool]) -> bool:
    """Whether the dictionary has `surface` as a town's or a river's name: it lists halls and spots with the places."""
    short = len(surface) == 2 and surface[-1] not in _SPOTS
    return (short or surface[-1] in _TOWN_ENDS) and is_place_word(surface)


def _trust(word: Word, *, formed: bool, common: bool, surface: str) -> float:
    """How sure the tagger's entity is; `formed` like a person's name, or a `common` word."""
    kind, trust = TAGS[word.tag]
    chance = word.probability
    if common and chance < _RATHER:
        return _GUESS
    doubtful = chance < (_HARDLY if kind == "ORG" else _DOUBTFUL)
    if doubtful and not (formed and (len(surface) > 2 or chance > _UNSURE)):
        return _GUESS
    if (formed and len(surface) > 2) or (kind == "ORG" and chance > _SURE):
        return trust + 0.1
    return trust - 0.08 if chance < _UNSURE else trust


def _own_span(
    text: str,
    start: int,
    end: int,
    kind: EntityType,
    known: Gazetteer,
    surnames: frozenset[str],
    is_word: Callable[[str], bool],
) -> tuple[int, int]:
    """`text[start:end]` without what the tagger leaves joined to a name of this kind."""
    if kind == "ORG":
        start = behind_kind(text, start, end)
    if kind == "PER" and (title := LATIN_TITLE.match(text, start, end)):
        start = title.end()
    if text[start] in _FORMER and known.is_known(text[start + 1 : end]):
        start += 1
    if kind == "ORG":
        end = own_end(text, start, end)
    if text[end - 1] == "系" and known.is_known(text[start : end - 1]):
        end -= 1
    if kind == "PER":
        end = without_tail(text, start, without_adverb(text, start, end), surnames, is_word)
    if kind == "LOC":
        if text[end - 1] in "东西南北" and text[end : end + 1] in _FROM_A_SIDE and end - start > 2:
            end -= 1  # 清溪大桥|西起
        if text[end - 1] in "那这" and text[start : end - 1] in known.places:
            end -= 1  # 挪威|那几年
        if march := _MARCH.match(text, start, end - 1):
            start = march.end()
        if end - start > 3 and ends_in_noun(text, end):
            end -= 1
        if (shop := SHOP_END.search(text, start + 2, end)) and text[start : shop.start()] in known.places:
            end = shop.start()  # 云南|菜馆
        for pattern in (_EVENT_TAIL, _ADDRESS_TAIL):
            if tail := pattern.search(text, start + 2, end):
                end = tail.start()
    return start, end


def _measured(text: str, start: int, end: int, is_word: Callable[[str], bool]) -> bool:
    """Whether the name is a measure and its noun, as in 哪一|段江, or a verb and its noun."""
    if text[start] == "任" and end - start == 2 and text[start - 1 : start] in _RISING:
        return True  # 拟任|县（市）长
    return (
        text[start - 1 : start] in _COUNTS
        and text[start] in _MEASURES
        and (end - start == 2 or is_word(text[start + 1 : end]))
    )


def _no_name(surface: str, kind: EntityType, word: Word, is_word: Callable[[str], bool]) -> bool:
    if kind == "ORG":
        people = (word.probability < _CERTAIN and is_people(surface)) or (surface[-1] == "族" and len(surface) < 5)
        return people or (len(surface) == 2 and surface[0] in _FUNCTION)
    if kind == "PER" and len(surface) > _LONGEST_PERSON and not surface.isascii() and not _DOTTED.search(surface):
        return True  # a shop and what is done in it
    return never_person(surface, is_word, tagged=word.probability >= _RATHER) or (
        kind == "LOC" and is_place_noun(surface)
    )


def name_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names in `text[start:end]`: the pieces that 全称 joins, without the 讯 of a dateline (山城新报讯)."""
    position = start
    for joint in [*_JOINT.finditer(text, start, end), None]:
        stop = joint.start() if joint and not text[start:end].isascii() else end
        if text[position:stop].endswith(("报讯", "社讯", "网讯", "经讯", "闻讯")):
            yield position, stop - 1
        elif stop > position:
            yield position, stop
        if stop == end:
            return
        position = joint.end() if joint else end


# Of the tagger's persons and places below this probability half are none; of its organisations four in five are.
_DOUBTFUL = 0.6
_GUESS = 0.45  # not enough alone: the words beside it must tell more
_SURE, _CERTAIN, _RATHER, _UNSURE, _HARDLY = (
    0.95,
    0.99,
    0.8,
    0.5,
    0.3,
)  # of the tagger's probabilities for an organisation
_LONGEST_PERSON, _DOTTED = 6, re.compile("[·・•‧ A-Za-z-]")
_EVENT_TAIL = re.compile("(?:开[街业园张馆幕]|上市|[一二两三][栋座家间所幢])$")  # in 昙华林开街 only 昙华林 is a place
# A number in a street or house, and what lies behind it; only the street or house is a name.
_ADDRESS_TAIL = re.compile(
    r"(?:[甲乙]?\d+号(?!线|公路|国道|航站|码头|地块|基地|坑)|\d+[弄巷栋幢座室楼层]|第?[一二三四五六七八九十]{1,3}(?:楼|层)(?=$|的|东|西|南|北)).*$|(?<=[园苑城府湾郡庭])[一二三四五六七八九十\d]{1,2}期$|[A-Z]\d?[座栋幢馆区]$|负[一二三]楼?层?$"
)
_TOWN_ENDS = frozenset("县市州旗镇乡村河江湖山岛溪")
_SPOTS = frozenset("里城内外上下中")  # 镇里, 关城: spots that the dictionary lists with the places
_PART_TAIL = re.compile(r"(?:各[村乡镇县区地校]|厂区|矿区|库区)$|(?<=遗址)(?!公园|博物|群|区|点|馆).+$")
_MARCH = re.compile(
    "[掉跳跌坠流汇注漂冲落倒卷投]进|[掉跳跌坠流汇注落]入|横渡|穿越|翻越|游过|蹚过|涉过|转战|转赴|移师|直奔|奔赴|挺进|进驻|攻占|收复|途经|途径|返回|遍及|远赴|强渡|巧渡|智取|血战|大战"
)
_COUNTS, _MEASURES = tuple("一两三几哪这那每某"), frozenset("张段项章盘束包车房单席路门池卷幅")
_ADDRESSED = 0.85  # what has house numbers is a place
_RANKED = 0.97  # 伊万诺夫州, of which the list knows 伊万诺夫
_FORMER = "前原"
_FROM_A_SIDE = ("起", "至", "接", "抵", "邻", "临")
_RISING = tuple("拟现担历曾调升改连")
_FUNCTION = frozenset("从在对把被将向以为与和由是的了就也都而但这那每各")


_NUMBER = re.compile(r"(?:\d+|[一二三四五六七八九十百]+)[号弄室楼层座栋幢]")


_NO_PART = frozenset("，。！？；：、“”「」《》\u3000/|｜")


def nameable(surface: str) -> bool:
    """Whether `surface` can be a name at all: at least two characters, printable, no marks, not only digits, no common
    noun."""
    return (
        len(surface) > 1
        and surface.isprintable()
        and not surface.startswith(("公司", "企业"))
        and _NO_PART.isdisjoint(surface)
        and surface.count("（") == surface.count("）")
        and surface.count("(") == surface.count(")")
        and not surface.isdigit()
        and not _NUMBER.fullmatch(surface)
    )
