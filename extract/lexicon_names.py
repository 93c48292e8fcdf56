"""What the lexicon proposes: its names, and where one that is also a common word counts."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from extract.candidates import TAGS, Candidate
from extract.lac import Word, Words
from extract.lexicon import Match
from extract.place_contexts import lived_in, told_at
from extract.place_nouns import ends_in_noun

_PLACES = frozenset({"LOC", "ns"})
_PLACED = 2.0  # what stands beside a risky name of a place
_PLACE_ENDS = frozenset("区市县镇乡村路街巷城港湾岛园馆厦桥站山河湖江塔寺")
_EATERIES = frozenset("菜馆 餐馆 面馆 饭馆 茶馆 酒馆 火锅店".split())

# What stands beside a company's name and not beside the common word that it also is: 字节前员工, 入职小米.
_COMPANY_AFTER = re.compile(
    r"(?:前|离职|老|内部)?(?:员工|高管|中层|创始人|创办人|董事长|总裁|[A-Z]{2,3}O|集团|公司|一家公司|总部|旗下|校友|工程师|股价|财报|官方|宣布|上市)"
)
_COMPANY_BEFORE = re.compile(r"(?:入职|加入|加盟|进入|离开|就职于|任职于|供职于|跳槽到|跳槽去了|前|原|收购|来自)$")


_NEAR, _STOP = 24, re.compile("[。！？\n]")
_HEAD = re.compile(
    "(?:公司|企业|厂商|媒体|品牌|机构|球队|政府|总部|车企|药企|腔(?=[的，。、很调重])|口音|方言|一[间家座栋条所幢])"
)


def from_lexicon(
    matches: Sequence[Match], words: Words, text: str, is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """The lexicon's names. One that is also a common word counts where the tagger sees a name of that type, or, for an
    organisation, anywhere in an article whose words somewhere use it as one. One of two characters counts only where
    the tagger does not cut through it (台海 in 六百台海豚)."""
    places = {border for i in words.tagged(_PLACES) for border in (words[i].start, words[i].end)}
    supported = _supported(matches, text)
    for before, match, after in zip_longest([None, *matches[:-1]], matches, matches[1:]):
        if match is None:
            continue
        kind = match.entry.type
        tag = words.tag(match.start, match.end)
        joined = (
            after is not None and after.start == match.end and not after.risky
        )  # 高雄|卫武营, one word to the tagger
        headed = kind == "LOC" and (
            (match.text[0] != "中" and _HEAD.match(text, match.end) is not None)  # 芬兰|公司
            or _begins(match, words.starting.get(match.start), text, is_word)
        )
        follows = (
            before is not None and before.end == match.start and kind == before.entry.type == "LOC" and not before.risky
        )
        whole = (words.border(match.start) or follows) and (words.border(match.end) or joined or headed)
        if not match.risky and (
            whole or match.end - match.start > 2 or (follows and kind == "LOC" and not _goes_on(text, match.end))
        ):
            yield Candidate(match.start, match.end, kind, 0.9, "lexicon")
        elif tag in TAGS and TAGS[tag][0] == kind:
            yield Candidate(match.start, match.end, kind, 0.85, "lexicon")
        elif kind == "LOC" and whole and (match.start in places or match.end in places) and tag not in TAGS:
            yield Candidate(match.start, match.end, kind, 0.82, "lexicon")  # 苗栗|头份
        elif (
            kind == "LOC"
            and whole
            and (told_at(text, match.start, match.end) >= _PLACED or lived_in(text, match.start, match.end))
        ):
            yield Candidate(match.start, match.end, kind, 0.82, "lexicon")  # 在三重一间屋里
        elif whole and (match.text in supported or (tag == "nz" and kind in ("ORG", "PRODUCT"))):
            yield Candidate(match.start, match.end, kind, 0.82, "lexicon")


def _goes_on(text: str, end: int) -> bool:
    """Whether what stands behind the place that ends at `end` makes a longer place of it (盐埕|区, but not 合艾|乡亲)."""
    return text[end : end + 1] in _PLACE_ENDS and not ends_in_noun(text, end + 1)


def _begins(match: Match, word: Word | None, text: str, is_word: Callable[[str], bool]) -> bool:
    """Whether the place `match` only stands before a common noun in one word of the tagger's: 云南|菜馆, 潮汕|人."""
    if word is None or word.end <= match.end or word.tag not in {"nz", "n"}:
        return False
    rest = text[match.end : word.end]
    if rest[-1] in _PLACE_ENDS and rest not in _EATERIES:  # 合肥|高新区 is one place
        return False
    return is_word(rest) or (len(rest) == 4 and is_word(rest[:2]) and is_word(rest[2:]))


def _supported(matches: Sequence[Match], text: str) -> set[str]:
    """The risky names of organisations that stand somewhere like one: beside a word that goes with companies, in a list
    with an organisation that nothing else is called, or near two of them."""
    found = set()
    for index, match in enumerate(matches):
        if not match.risky or match.entry.type != "ORG":
            continue
        listed = any(
            not other.risky and other.entry.type == "ORG" and text[first.end : second.start] in ("、", "和", "与")
            for other in matches[max(0, index - 1) : index + 2]
            for first, second in ((other, match), (match, other))
        )
        near = [
            other
            for other in matches[max(0, index - 4) : index + 5]
            if not other.risky
            and other.entry.type == "ORG"
            and abs(other.start - match.start) < _NEAR
            and not _STOP.search(text, min(other.start, match.start), max(other.end, match.end))
        ]
        before = _COMPANY_BEFORE.search(text, max(0, match.start - 5), match.start)
        if listed or len(near) > 1 or before or _COMPANY_AFTER.match(text, match.end):
            found.add(match.text)
    return found
