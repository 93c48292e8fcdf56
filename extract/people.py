"""Names of persons by their form: transliterated names with a middle dot, names after a title or before 先生,
Latin names in brackets."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence

from extract.candidates import Candidate, behind_country
from extract.lac import Word
from extract.personal_names import is_full_name
from extract.titles import Titles

_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·・•‧][\u4e00-\u9fff]{1,8}){1,4}")
_ORGANISATION = re.compile(r"(?:大学|学院|公司|集团|基金会|医院|研究院|研究所|银行|中心|俱乐部)")
_LATIN_IN_BRACKETS = re.compile(r"(?<=[\u4e00-\u9fff])[（(]([A-Z][A-Za-z.'’-]*(?: [A-Z][A-Za-z.'’-]*){1,3})[）)]")
_KIN = frozenset(
    "父亲 母亲 爸爸 妈妈 外公 外婆 爷爷 奶奶 妻子 丈夫 太太 儿子 女儿 弟弟 哥哥 妹妹 姐姐 搭档 同学 徒弟 师傅 学生 好友 老友".split()
)
_COURTESY = re.compile(r"(?:先生|女士|小姐|太太|夫人|教授|博士|老师|医生|院士|同志)")
# Words that follow a name and never belong to it: what ends a name after a title.
_NO_NAME_TAGS = frozenset({"v", "p", "u", "c", "d", "r", "m", "q", "w", "TIME", "t", "LOC", "ORG", "ns", "nt"})
_NO_NAMES = frozenset({"单位", "代表", "方面", "时期", "段位"})  # 理事单位
_SIDES = frozenset("上下中里内外前后")


def foreign_names(words: Sequence[Word], text: str, countries: Collection[str]) -> Iterator[Candidate]:
    """Transliterated names (里德·霍夫曼); their ends follow the tagger's `words`, in order; the dot is certain."""
    starts, ends = [w.start for w in words], {w.end for w in words}
    for match in _FOREIGN.finditer(text):
        first_dot = next(i for i in range(match.start(), match.end()) if text[i] in "·・•‧")
        last_dot = next(i for i in range(match.end() - 1, match.start(), -1) if text[i] in "·・•‧")
        before = bisect_left(starts, first_dot) - 1  # the word that ends in front of the dot or holds it
        inside = before >= 0 and words[before].end >= first_dot
        start = max(words[before].start, match.start()) if inside else match.start()
        tail = [e for e in range(last_dot + 2, match.end() + 1) if e in ends]
        end = tail[0] if tail else match.end()
        start = behind_country(text, start, end, countries)
        ending = _ORGANISATION.match(text, end) or _ORGANISATION.search(text, max(start, end - 2), end)
        if ending:
            yield Candidate(start, ending.end(), "ORG", 0.92, "middle dot")
        else:
            yield Candidate(start, end, "PER", 0.92, "middle dot")


def bracketed_latin(text: str) -> Iterator[Candidate]:
    """Latin names in brackets right after a Chinese one (赵凯文（Kevin Zhao）)."""
    for match in _LATIN_IN_BRACKETS.finditer(text):
        yield Candidate(match.start(1), match.end(1), "PER", 0.7, "latin in brackets")


def after_titles(
    words: Sequence[Word],
    text: str,
    titles: Titles,
    surnames: frozenset[str],
    is_word: Callable[[str], bool],
) -> Iterator[Candidate]:
    """Names right after a title or a word of kinship (董事长李孟泽, 外公林守业), and before 先生; words tile a sentence."""
    ends = {w.end for w in words}
    for index, word in enumerate(words):
        surface = text[word.start : word.end]
        if word.tag not in _NO_NAME_TAGS and is_full_name(surface, surnames) and _COURTESY.match(text, word.end):
            yield Candidate(word.start, word.end, "PER", 0.8, "title")
        if not (titles.role_of(surface) or surface in _KIN):
            continue
        following = next((w for w in words[index + 1 : index + 3] if text[w.start : w.end].strip()), None)
        if following is None or following.tag == "PER":
            continue
        for length in (4, 3, 2):
            end = following.start + length
            name = text[following.start : end]
            if (
                end in ends
                and name not in _NO_NAMES
                and is_full_name(name, surnames)
                and _may_follow(following, name, text[end : end + 1], is_word)
            ):
                yield Candidate(following.start, end, "PER", 0.82, "title")
                break


def _may_follow(first: Word, name: str, after: str, is_word: Callable[[str], bool]) -> bool:
    """Whether `name`, whose first word is `first`, is one and not a word that goes on with the sentence."""
    if first.tag in {"nr", "nz"} and first.end - first.start == len(name):
        return True
    if name[1] in _SIDES and first.tag not in {"nr", "nz"}:
        return False  # 股东席上坐满了人
    if is_word(name):  # 高洁, 方圆: a name where nothing else could follow
        return after in "，、。）)；： \u3000" and first.tag not in {"v", "d", "p", "c", "u"}
    return first.end - first.start == 1 or first.tag not in _NO_NAME_TAGS
