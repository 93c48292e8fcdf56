"""What a source of names proposes, and the two general sources: the tagger's spans and the lexicon's matches."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.lac import Word
from extract.lexicon import Match
from extract.personal_names import is_full_name
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
_TAGS: dict[str, tuple[EntityType, float]] = {
    "PER": ("PER", 0.75),
    "nr": ("PER", 0.6),
    "LOC": ("LOC", 0.75),
    "ns": ("LOC", 0.65),
    "ORG": ("ORG", 0.75),
    "nt": ("ORG", 0.65),
}


# What joins two names that the tagger may take for one: 海豚仓全称上海海豚仓智能科技有限公司.
_JOINT = re.compile(
    r"全称|简称|原名|又名|以下|球队|(?<=[本司团技投金行])(?:[向与和对]|(?:投资|收购|入股)(?!管理|集团|有限|公司|控股|发展|基金|咨询))(?=[\u4e00-\u9fff]{3})|[　 ]"
)


def from_tagger(
    words: Iterable[Word],
    text: str,
    surnames: frozenset[str],
    countries: Collection[str],
    is_known: Callable[[str], bool],
) -> Iterator[Candidate]:
    """The tagger's own entities, a person's surer where the name has the form of one. Of 前腾讯 and 阿里系 the part that
    `is_known` counts."""
    for word in words:
        if word.tag not in _TAGS:
            continue
        kind, confidence = _TAGS[word.tag]
        for part, end in name_parts(text, word.start, word.end):
            start = behind_country(text, part, end, countries)
            if start > part:
                yield Candidate(part, start, "LOC", 0.85, "tagger")
            if text[start] in "前原" and is_known(text[start + 1 : end]):
                start += 1
            if text[end - 1] == "系" and is_known(text[start : end - 1]):
                end -= 1
            surface = text[start:end]
            if not (kind == "ORG" and len(surface) == 2 and surface[0] in _FUNCTION):
                formed = kind == "PER" and is_full_name(surface, surnames)
                if word.probability < _DOUBTFUL and kind != "ORG" and not formed:
                    continue
                yield Candidate(start, end, kind, confidence + 0.1 * (formed and len(surface) > 2), "tagger")


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
_FUNCTION = frozenset("从在对把被将向以为与和由是的了就也都而但这那每各")
_OF_A_COUNTRY = re.compile(r"[·・•]|(?:大学|学院|研究院|研究所|医院)$")


def behind_country(text: str, start: int, end: int, countries: Collection[str]) -> int:
    """Where the name in `text[start:end]` starts if a foreign country stands before it (美国斯坦福大学)."""
    for length in (2, 3, 4):
        rest = text[start + length : end]
        if text[start : start + length] in countries and len(rest) > 3 and _OF_A_COUNTRY.search(rest):
            return start + length
    return start


def nameable(surface: str) -> bool:
    """Whether `surface` can be a name at all: at least two characters, printable, no marks, not only digits."""
    return (
        len(surface) > 1
        and surface.isprintable()
        and not surface.startswith(("公司", "企业"))
        and not any(c in "，。！？；：、“”「」《》\u3000/|" for c in surface)
        and surface.count("（") == surface.count("）")
        and surface.count("(") == surface.count(")")
        and not surface.isdigit()
    )


# What stands beside a company's name and not beside the common word that it also is: 字节前员工, 入职小米.
_COMPANY_AFTER = re.compile(
    r"(?:前|离职|老|内部)?(?:员工|高管|中层|创始人|创办人|董事长|总裁|[A-Z]{2,3}O|集团|公司|一家公司|总部|旗下|校友|工程师|股价|财报|官方|宣布|上市)"
)
_COMPANY_BEFORE = re.compile(r"(?:入职|加入|加盟|进入|离开|就职于|任职于|供职于|跳槽到|跳槽去了|前|原|收购|来自)$")


def from_lexicon(matches: Sequence[Match], words: Sequence[Word], text: str) -> Iterator[Candidate]:
    """The lexicon's names. One that is also a common word counts where the tagger sees a name of that type, or, for an
    organisation, anywhere in an article whose words somewhere use it as one. One of two characters counts only where
    the tagger does not cut through it (台海 in 六百台海豚)."""
    tags = {(w.start, w.end): w.tag for w in words}
    borders = {border for w in words for border in (w.start, w.end)}
    supported = _supported(matches, text)
    for match in matches:
        tag = tags.get((match.start, match.end), "")
        whole = match.start in borders and match.end in borders
        kind = match.entry.type
        if not match.risky and (whole or match.end - match.start > 2):
            yield Candidate(match.start, match.end, kind, 0.9, "lexicon")
        elif tag in _TAGS and _TAGS[tag][0] == kind:
            yield Candidate(match.start, match.end, kind, 0.85, "lexicon")
        elif whole and (match.text in supported or (tag == "nz" and kind in ("ORG", "PRODUCT"))):
            yield Candidate(match.start, match.end, kind, 0.82, "lexicon")


def _supported(matches: Sequence[Match], text: str) -> set[str]:
    """The risky names of organisations that stand somewhere like one: beside a word that goes with companies, or in a
    list with an organisation that nothing else is called."""
    found = set()
    for index, match in enumerate(matches):
        if not match.risky or match.entry.type != "ORG":
            continue
        listed = any(
            not other.risky and other.entry.type == "ORG" and text[first.end : second.start] in ("、", "和", "与")
            for other in matches[max(0, index - 1) : index + 2]
            for first, second in ((other, match), (match, other))
        )
        before = _COMPANY_BEFORE.search(text, max(0, match.start - 5), match.start)
        if listed or before or _COMPANY_AFTER.match(text, match.end):
            found.add(match.text)
    return found
