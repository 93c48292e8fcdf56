"""Names that only the frame of a quotation shows: who stands between a closing mark or a title and a verb of saying, and
net names in marks (网友“…”留言说).

Where nobody but a speaker can stand, a surname and what follows it is a name, though it be made of words (应, 能, 来) and
the tagger has cut it.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from extract.candidates import Candidate
from extract.lac import Words
from extract.personal_names import AFTER_SURNAME, initials, is_full_name, surname_of
from extract.sayings import SAYING
from extract.titles import Titles

_NEAR = 10_000  # characters in which a name returns
_SURE, _LIKELY = 0.95, 0.82
_CLOSING = frozenset("”」』")
_OPENS = frozenset("，。；！？：”」\n \u3000")
_SAYS = re.compile(rf"(?:[则也还又]|随后|当时|后来)?(?:{SAYING})[道着过了]?(?=[，。：:,“])")
_SAYS_SO = re.compile(
    rf"(?:反复|一直|总是|常常?|连连|连声|再三|多次|又|还|随后|后来|[笑哭喊接指望看叹抹擦喘红][着了][^，。：“”的]{{0,5}})(?:{SAYING})"
)
_TELLS = re.compile("(?:告诉|告知|对|向)(?:本报|本刊|[\u4e00-\u9fff]{0,4}记者|媒体|我们|大家)")
_LONG_SAYING = re.compile(rf"(?=[\u4e00-\u9fff]{{2}})(?:{SAYING})(?<=..)")
_SPLIT = re.compile(r"[^，。；：“”\n的]{1,16}[，,][“「]")  # “…”合伙人某某某回头看，“…”
# Ends of nouns for people who have no name here, of manners of speaking and of what is no name at all.
_COMMON_END = frozenset(
    "人们者员师方家商界层长生客民友队组部处局司会社厂店校院区县市省国军警媒报台网头子手工声气地得着起口步脸"
)
_GRAMMAR = frozenset({"r", "u", "m", "q", "d", "c", "p", "w", "TIME", "t", "f"})
_VERBAL = frozenset({"v", "vd", "ad", "a"})
_DOERS = frozenset("员师手工匠农贩商医兵民")
_AFTER = frozenset(AFTER_SURNAME)

_MARKED = re.compile(r"[“「『](?P<name>[^“”「」『』‘’，。！？；：,.!?\n]{2,12})[”」』]")
_BEARERS = (
    "网友|用户|博主|[Uu][Pp]主|主播|读者|听众|观众|车主|买家|顾客|玩家|粉丝|书友|影迷|歌迷|球迷|乐迷|股民|答主|楼主|车友|驴友|"
    "[车影乐剧书食酒]评人|达人|大V|写手|作者"
)
_BEARER = re.compile(rf"(?:{_BEARERS}|网名|昵称|账号名?|用户名|ID)(?:叫做?|为|是)?$")
_NET_NAME = re.compile("(?:网名|昵称|账号名?|用户名|ID)(?:叫做?|为|是)?$")
_IS_ONE = re.compile(rf"的[^，。；：“”]{{0,6}}?(?:{_BEARERS})")
_ITS_NAME = re.compile("(?:的|为|作)(?:网名|笔名|艺名|昵称|[Ii][Dd]|化名|花名|账号名|用户名)")
_WRITES = re.compile(
    rf"(?:[在于从向对给通用][^，。；：“”]{{1,10}}?|[则也还又]|随后|昨[日天]|近日|当[天晚])?(?:{SAYING}|评语|跟帖|发布|发出|晒出|反映|投诉|私信|弹幕)(?!得)"
)


def framed_names(
    words: Words, text: str, titles: Titles, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Persons by the frame around them, whatever the tagger made of their names."""
    yield from _net_names(text)
    for initial in initials(surnames).finditer(words.firsts):
        index = initial.start()
        start = words[index].start
        if text[start] not in surnames and text[start : start + 2] not in surnames:
            continue
        before = words[index - 1] if index else None
        behind_mark = text[start - 1 : start] in _CLOSING
        surface = text[before.start : before.end] if before is not None else ""
        titled = before is not None and (
            bool(before.tag not in ("v", "d") and titles.role_of(surface))
            or _does(before.tag, surface)
            or (surface == "的" and index > 1 and bool(titles.role_of(text[words[index - 2].start : before.start])))
        )
        opens = start == 0 or text[start - 1] in _OPENS
        if not (behind_mark or titled or opens):
            continue
        compound = text[start : start + 2] in surnames
        if compound and (opens or titled) and _LONG_SAYING.match(text, start + 3):
            name = text[start : start + 3]
            if is_full_name(name, surnames):
                yield Candidate(start, start + 3, "PER", _SURE, "speaks")
                continue
        if not (behind_mark or titled):
            continue
        for end in (start + 4, start + 3) if compound else (start + 3,):
            name = text[start:end]
            if not is_full_name(name, surnames) or not _may_be(name, titles, surnames, is_word):
                continue
            says = _SAYS.match(text, end) or (titled and (_SAYS_SO.match(text, end) or _TELLS.match(text, end)))
            split = titled and before is not None and _in_split(text, before.start) and _SPLIT.match(text, end)
            if not (says or split):
                continue
            inside = words[index + 1 : index + 4]
            rest = [w for w in inside if w.end <= end]  # a word that goes on behind it was guessed
            if _is_plain(name, [w.tag for w in rest], is_word, nominal=titled, split=not says) or _returns(
                text, start, end
            ):
                yield Candidate(start, end, "PER", _LIKELY, "speaks")
                break


def _does(tag: str, noun: str) -> bool:
    """Whether a noun tells what somebody does for a living, though no list of titles has it: 骑手, 花农."""
    return tag == "n" and len(noun) > 1 and noun[-1] in _DOERS


def _may_be(name: str, titles: Titles, surnames: frozenset[str], is_word: Callable[[str], bool]) -> bool:
    """Whether nothing tells that `name` is a noun or a surname with a title: 包工头, 方教授."""
    given = name[len(surname_of(name, surnames)) :]
    return not (name[-1] in _COMMON_END or given in _AFTER or is_word(name) or titles.role_of(name))


def _is_plain(name: str, tags: Sequence[str], is_word: Callable[[str], bool], *, nominal: bool, split: bool) -> bool:
    """Whether the words that the tagger has made of `name`, `tags` those of all but the first, can tell nothing else; where
    a title stands in front (`nominal`), the given name may be a noun (应|思源)."""
    if is_word(name[:2]) or not _GRAMMAR.isdisjoint(tags):
        return False
    if is_word(name[1:]) or split:
        return nominal and _VERBAL.isdisjoint(tags)
    return True


def _in_split(text: str, position: int) -> bool:
    """Whether a quotation has closed in the clause in front of `position`."""
    floor = max(0, position - 20)
    closed = max(text.rfind(mark, floor, position) for mark in _CLOSING)
    return closed >= 0 and not any(c in "，。；\n" for c in text[closed + 1 : position])


def _returns(text: str, start: int, end: int) -> bool:
    """Whether the name `text[start:end]` stands near by again, beside other characters."""
    name = text[start:end]
    other = text.rfind(name, max(0, start - _NEAR), start)
    if other < 0:
        other = text.find(name, end, end + _NEAR)
    behind = other + len(name)
    return other >= 0 and text[end : end + 1] != text[behind : behind + 1] and text[start - 1] != text[other - 1]


def _net_names(text: str) -> Iterator[Candidate]:
    for match in _MARKED.finditer(text):
        floor = max(0, match.start() - 8)
        if _ITS_NAME.match(text, match.end()):  # 以“…”的网名发文
            yield Candidate(*match.span("name"), "PER", _SURE, "speaks")
        if not _BEARER.search(text, floor, match.start()):
            continue
        called = _NET_NAME.search(text, floor, match.start())
        if _WRITES.match(text, match.end()) or (called and _IS_ONE.match(text, match.end())):
            yield Candidate(*match.span("name"), "PER", _SURE, "speaks")
