"""Persons whose names the tagger's cuts hide: joined to the title in front (书法|家冉, 冰 for 书法家冉冰), to the verb behind
(合伙人|应|思远回头看), taken for a place or split into common words.

A cut that makes what no dictionary knows is the sign; a title, a word of kinship or a role in front tells where the name
begins.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

from extract.candidates import Candidate
from extract.lac import Word, Words
from extract.name_borders import GRAMMAR, stops
from extract.people import KIN
from extract.personal_names import initials, is_full_name, never_person
from extract.returning_names import ACTED_ON
from extract.titles import Titles

_NAMES = frozenset({"PER", "nr"})
_TAKEN = frozenset({"PER", "LOC", "ORG", "nt", "ns", "TIME", "m", "w", "u"})
_NO_LAST = frozenset(
    "在和与将从被把对向是有说称道不没任到去来上下过出进回给让跟同于以因为等及或而但并且各每其此该这那会要能可想问看拿带走坐站"
)
_WHOLE = frozenset({"LOC", "ns", "ORG", "nt"})
_LONGEST_TITLE = 5
_ADVERBS = frozenset("也都还则又却就已再才曾先更只仍刚正便倒")
_SURE_CUT, _DOUBT = 0.9, 0.75
_SOMEBODY = re.compile(
    "([\u4e00-\u9fff])某(?:某|[\u4e00-\u9fff](?=[，。、的]))?(?![地人市种些个年日月天时事物样家位名公企])"
)
_LINKS = frozenset("和与及同向从对给让被跟将把由经到在比为是的等")
# Whom news names by what befell them or what they are there.
_ROLES = frozenset(
    "伤者 死者 逝者 遇难者 幸存者 嫌疑人 犯罪嫌疑人 被告人 被告 原告 受害人 受害者 目击者 患者 病人 老人 村民 居民 市民 牧民 渔民 农民 工人 学生 女孩 男孩 女子 男子 小伙 姑娘 妇女 少年 游客 乘客 司机 选手 球员 队员 "
    "新人 同伴 伙伴 发小 战友 烈士 英雄 义工 志愿者 当事人 车主 业主 房东 租客 顾客 粉丝 网友 家属 亲属 邻居 同乡 老乡 长辈 晚辈 后生 传人 传承人 门生 弟子 学弟 学妹 学长 学姐 师兄 师弟 师姐 师妹 祖父 祖母 外祖父 外祖母 曾祖父 曾祖母 养父 养母 继父 继母 姐夫 妹夫 弟媳 儿媳 嫂子 舅母 "
    "老板 老板娘 店主 店家 掌柜 租户 商户 商家 主唱 鼓手 吉他手 贝斯手 指挥 团员 队长 主帅 外援 领队 买家 卖家 户主 房客 住户".split()
)
_STAFF = re.compile("[\u4e00-\u9fff]{2,3}员")  # 送餐员
_TRADES = re.compile("[\u4e00-\u9fff][匠商族户手工师农]$")
_BEARER_ENDS = frozenset("匠商族户手工师农员").union(noun[-1] for noun in KIN | _ROLES)  # and the ends of titles
_NEVER = GRAMMAR - {"d"}
_SAYS = re.compile("[则也还又]?(?:说|道|称|表示|认为|告诉|介绍|回忆|笑|透露|坦言|指出|强调)")


@cache
def _bearers(titles: frozenset[str]) -> re.Pattern[str]:
    """What the words end with behind which a person may be named; `titles` are the ends of titles."""
    return re.compile(f"[{re.escape(''.join(sorted(titles | _BEARER_ENDS)))}]")


@cache
def _within_bearers(titles: frozenset[str], surnames: frozenset[str]) -> re.Pattern[str]:
    """The first character of a surname right behind such an end."""
    return re.compile(f"{initials(surnames).pattern}(?<={_bearers(titles).pattern}.)", re.DOTALL)


def hidden_names(
    words: Words,
    text: str,
    titles: Titles,
    surnames: frozenset[str],
    is_word: Callable[[str], bool],
) -> Iterator[Candidate]:
    """The persons of `text` whom its `words`, in order, do not show."""
    yield from _behind_joined_titles(words, text, titles, surnames, is_word)
    yield from _behind_titles(words, text, titles, surnames, is_word)
    yield from _unnamed(words, text, titles, surnames)
    yield from _cut_off(words, text, titles, surnames, is_word)
    yield from _cut_short(words, text, surnames, is_word)


def _unnamed(words: Words, text: str, titles: Titles, surnames: frozenset[str]) -> Iterator[Candidate]:
    """Whom the news calls by the surname alone: 嫌疑人官某."""
    for match in _SOMEBODY.finditer(text) if "某" in text else ():
        before = words.ending.get(match.start())
        if match[1] in surnames and before is not None and (before.tag == "w" or _asks(before, text, titles)):
            yield Candidate(match.start(), match.end(), "PER", 0.85, "hidden")


def _behind_joined_titles(
    words: Words, text: str, titles: Titles, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Names of which the first character, or all of them, stand in one word with the end of a title: 实业|家林|守业."""
    starts = words.starts
    done = -1  # the last word in which a name begins
    for match in _within_bearers(titles.ends, surnames).finditer(text):
        start = match.start()
        index = bisect_right(starts, start) - 1
        if index == done or index < 0:
            continue
        word = words[index]
        if not word.start < start < word.end or is_word(text[word.start : word.end]):
            continue
        if word.tag in _TAKEN and not (word.tag in _WHOLE and word.probability < _DOUBT):
            continue
        if text[start] not in surnames and text[start : start + 2] not in surnames:
            continue
        floor = words[max(0, index - 2)].start
        titled = any(
            s in (word.start, *starts[max(0, index - 2) : index])
            and (text[s:start] in titles or text[s:start] in KIN or _STAFF.fullmatch(text, s, start))
            for s in range(max(floor, start - _LONGEST_TITLE), start - 1)
        )
        if not titled:
            continue
        done = index
        end = _end(words, text, start, surnames, is_word)
        if end and not never_person(text[start:end], is_word):
            yield Candidate(start, end, "PER", 0.85, "hidden")


def _asks(word: Word, text: str, titles: Titles) -> bool:
    """Whether a person's name may stand right behind `word`: a title, kin, a role, a trade."""
    surface = text[word.start : word.end]
    if word.tag in {"v", "d", "p"} and word.probability > _DOUBT:
        return False
    return bool(titles.role_of(surface) or surface in KIN or surface in _ROLES or _TRADES.search(surface))


def _behind_titles(
    words: Words, text: str, titles: Titles, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Names right behind a title that the tagger joined to the verb (合伙人|应|思源回头看, 教师|经世英创办), or took for
    doubtful words (租户|来|顺子|说) or a place (经理|晋安邦|则)."""
    for bearer in _bearers(titles.ends).finditer(words.lasts, 0, max(0, len(words) - 2)):
        before, first, second = words[bearer.start() : bearer.start() + 3]
        surnamed = text[first.start] in surnames or text[first.start : first.start + 2] in surnames
        if (not surnamed and first.tag not in _NAMES) or first.tag in _NEVER or not _asks(before, text, titles):
            continue
        length = first.end - first.start
        end = first.start + 3
        name = text[first.start : end]
        if length == 1:
            after = second.end
            joined = second.end - second.start > 2 and not is_word(text[second.start : second.end])
            doubted = second.end == end and second.probability < _DOUBT and _SAYS.match(text, after)
            if second.tag in _TAKEN or not (joined or doubted):
                continue
        elif first.tag in _NAMES:
            if not surnamed and 2 < length < 6 and not never_person(text[first.start : first.end], is_word):
                yield Candidate(first.start, first.end, "PER", 0.8, "hidden")
            continue
        elif first.tag in _WHOLE:
            if length != 3 or first.probability > _SURE_CUT or not _SAYS.match(text, first.end):
                continue
        elif length < 4 or is_word(text[first.start : first.end]):
            continue
        worded = is_word(name[:2]) and first.probability > _DOUBT and first.tag not in _WHOLE
        if worded or not is_full_name(name, surnames) or name[-1] in _NO_LAST:
            continue
        if length > 1 and never_person(name, is_word):
            continue
        if stops(words, text, end, is_word):
            yield Candidate(first.start, end, "PER", 0.85, "hidden")


def _end(words: Words, text: str, start: int, surnames: frozenset[str], is_word: Callable[[str], bool]) -> int:
    """Where the name that starts at `start` ends; 0 where none does."""
    for length in (4, 3, 2) if text[start : start + 2] in surnames else (3, 2):
        end = start + length
        if not is_full_name(text[start:end], surnames):
            continue
        if (length == 4 and text[start : start + 2] not in surnames) or text[end - 1] in _ADVERBS:
            continue
        if stops(words, text, end, is_word):
            return end
    return 0


def _cut_off(
    words: Words, text: str, titles: Titles, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Names of which the tagger took the first character for a word of grammar: 死者都|小雨."""
    for index in words.tagged(_NAMES):
        name = words[index]
        if index < 2 or name.end - name.start != 2:
            continue
        first, before = words[index - 1], words[index - 2]
        if first.end - first.start != 1 or first.tag in {"w", "m"} or text[first.start] in _LINKS:
            continue
        form = text[first.start : name.end]
        if not _asks(before, text, titles) and not ACTED_ON.search(text, max(0, first.start - 3), first.start):
            continue
        if is_full_name(form, surnames) and (
            name.probability > _DOUBT or first.probability < _SURE_CUT or not is_word(form[1:])
        ):
            yield Candidate(first.start, name.end, "PER", 0.88, "hidden")


def _cut_short(
    words: Words, text: str, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Names of which the tagger joined the last character to the word behind, so that neither is a word: 卫秀|珠盘|下."""
    names = [index for index in words.tagged(_NAMES) if words[index].end - words[index].start == 2]
    alone = Counter(text[words[index].start : words[index].end] for index in names)
    for index in names:
        if index + 1 == len(words) or words[index + 1].start != words[index].end:
            continue
        name, following = words[index], words[index + 1]
        form = text[name.start : name.end + 1]
        rest = text[following.start : following.end]
        if len(rest) < 2 or following.tag in _NAMES | {"w", "m", "TIME", "LOC", "ORG"} or is_word(rest):
            continue
        if alone[form[:2]] > text.count(form):
            continue
        sure = min(name.probability, following.probability) > _SURE_CUT and following.tag != "d"
        if sure or not is_full_name(form, surnames) or form[-1] in _ADVERBS or form[-1] in _NO_LAST:
            continue
        if never_person(form, is_word, tagged=True):
            continue
        behind = text[name.end + 1 :]
        if is_word(rest[1:]) or is_word(behind[:2]) or stops(words, text, name.end + 1, is_word):
            yield Candidate(name.start, name.end + 1, "PER", 0.88, "hidden")
