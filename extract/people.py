"""Names of persons by their form and by what stands right beside them: transliterated names with a middle dot, names
after a title or a word of kinship or before 先生."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache

from extract.candidates import Candidate
from extract.lac import Word, Words
from extract.name_words import with_name_words
from extract.personal_names import AFTER_SURNAME, initials, is_full_name, never_person, without_adverb
from extract.places import Gazetteer
from extract.titles import Titles
from ontology.predicates import EntityType

_SOUND = "(?:(?![和与及跟])[\u4e00-\u9fff])"
_FOREIGN = re.compile(rf"{_SOUND}{{1,8}}(?:[·・•‧]{_SOUND}{{1,8}}(?:[-－]{_SOUND}{{1,6}})?){{1,4}}")
_FIRST_OF_TWO = re.compile("[\u4e00-\u9fff]{1,5}[-－]$")  # 让-皮埃尔·…
_DOT, _LONGEST = re.compile("[·・•‧]"), 8  # characters in front of the first dot
ORGANISATION = re.compile(r"(?:大学|学院|公司|集团|基金会|医院|研究院|研究所|银行|中心|俱乐部)")
LATIN = r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ.'’-]*(?: (?:(?:van|von|de|der|den|da|di|del|la|le|bin|al) ){0,2}[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ.'’-]*){0,3}"
_LATIN_IN_BRACKETS = re.compile(rf"(?<=[\u4e00-\u9fff])[（(]({LATIN})[）)]")
SPEECH = (
    "说|道|称|表示|认为|指出|介绍|告诉|透露|坦言|坦承|回应|强调|补充|回忆|笑|解释|感叹|感慨|直言|预计|分析|提到|写道"
)
_SPEAKS = re.compile(rf"[则也还又随后曾]{{0,2}}(?:{SPEECH})")
KIN = frozenset(
    (
        "父亲 母亲 爸爸 妈妈 外公 外婆 爷爷 奶奶 妻子 丈夫 太太 儿子 女儿 独子 独女 长子 次子 长女 次女 弟弟 哥哥 妹妹 姐姐 "
        "胞弟 胞兄 胞妹 大哥 大姐 舅舅 舅妈 叔叔 婶婶 伯父 伯母 姑姑 姑妈 姨妈 表哥 表弟 表姐 表妹 堂哥 堂弟 堂姐 堂妹 侄子 "
        "侄女 外甥 孙子 孙女 岳父 岳母 公公 婆婆 女婿 儿媳 搭档 同学 徒弟 师傅 学生 好友 老友 同事 男友 女友 恩师 室友 邻居 "
        "作者 业主 村民 市民 居民 民众 街坊 住户 顾客 食客 游客 网友 乘客 患者 车主 店主 粉丝 读者 家长"
    ).split()
)
_COURTESY = re.compile(r"(?:先生|女士|小姐|太太|夫人|教授|博士|老师|医生|院士|同志)")
# Words that follow a name and never belong to it: what ends a name after a title.
_NO_NAME_TAGS = frozenset({"v", "p", "u", "c", "d", "r", "m", "q", "w", "TIME", "t", "LOC", "ORG", "ns", "nt"})
_NO_NAMES = frozenset({"单位", "代表", "方面", "时期", "段位"})  # 理事单位
_GRAMMAR_TAGS = frozenset({"p", "u", "c", "d", "r", "m", "q"})
_FIRST_SOUNDS = frozenset("买阿艾吐库热麦玉亚依木努古伊肉祖凯帕赛居塔迪巴")  # of Uyghur names
_LAST_SOUNDS = frozenset("相扬夫娃娜斯基奇维奥亚尼森松诺罗尔特德克兹茨科里利莫姆恩安什")
_SURE_NOUN = 0.95
_LATIN_NAME = re.compile(LATIN)
_JOINS = frozenset("和与及同跟向应由从对为以")
_SIDES = frozenset("上下中里内外前后")


def foreign_names(words: Words, text: str, known: Gazetteer, is_word: Callable[[str], bool]) -> Iterator[Candidate]:
    """Transliterated names (里德·霍夫曼); their ends follow the tagger's `words`, in order; the dot is certain."""
    matches = [*_dotted(text)]
    if not matches:
        return
    starts, ends = words.starts, words.ending
    for match in matches:
        first_dot = next(i for i in range(match.start(), match.end()) if text[i] in "·・•‧")
        last_dot = next(i for i in range(match.end() - 1, match.start(), -1) if text[i] in "·・•‧")
        before = bisect_left(starts, first_dot) - 1  # the word that ends in front of the dot or holds it
        inside = before >= 0 and words[before].end >= first_dot
        start = max(words[before].start, match.start()) if inside else match.start()
        if text[start - 1 : start] in ("-", "－") and _FIRST_OF_TWO.search(text, max(0, start - 6), start):
            start = words[bisect_left(starts, start - 1) - 1].start
        fore = words[bisect_left(starts, start) - 1] if start and before >= 0 else None
        if fore is not None and fore.end == start and fore.end - fore.start == 1 and text[fore.start] in _FIRST_SOUNDS:
            start = fore.start  # 买|提江·…
        tail = [e for e in range(last_dot + 2, match.end() + 1) if e in ends]
        end = tail[0] if tail else match.end()
        rest = next((w for w in words[max(0, before) : before + 6] if w.start == end), None)
        cut = rest is not None and end < match.end() and rest.end - end == 2 and not is_word(text[end : rest.end])
        if cut and text[end] in _LAST_SOUNDS:
            end += 1  # 佩特罗|相因
        start, end = with_name_words(text, start, first_dot, last_dot, end)
        ending = ORGANISATION.match(text, end) or ORGANISATION.search(text, max(start, end - 2), end)
        if ending:
            start = known.own_start(text, start, ending.end())
            yield Candidate(start, ending.end(), "ORG", 0.92, "middle dot")
        else:
            yield Candidate(start, without_adverb(text, last_dot + 1, end), "PER", 0.92, "middle dot")


def _dotted(text: str) -> Iterator[re.Match[str]]:
    """The matches of _FOREIGN, which is tried in front of dots only: of other characters there are a thousand for one."""
    done = 0
    while dot := _DOT.search(text, done):
        tries = (_FOREIGN.match(text, start) for start in range(max(done, dot.start() - _LONGEST), dot.start()))
        match = next(filter(None, tries), None)
        if match:
            yield match
        done = match.end() if match else dot.end()


def bracketed_latin(text: str, ends: Mapping[int, EntityType]) -> Iterator[Candidate]:
    """Latin names in brackets right after a Chinese one (赵凯文（Kevin Zhao）); a single word only where `ends` tells
    that a person's name ends there."""
    for match in _LATIN_IN_BRACKETS.finditer(text):
        kind = ends.get(match.start())
        if kind == "PER":
            yield Candidate(match.start(1), match.end(1), "PER", 0.9, "latin in brackets")
        elif kind is None and " " in match[1]:
            yield Candidate(match.start(1), match.end(1), "PER", 0.7, "latin in brackets")


def after_titles(
    sentences: Sequence[Words],
    article: Words,
    text: str,
    titles: Titles,
    surnames: frozenset[str],
    is_word: Callable[[str], bool],
) -> Iterator[Candidate]:
    """Names right after a title or a word of kinship (董事长李孟泽, 外公林守业), and before 先生; the words of the
    `sentences` are those of the `article`."""
    # Three words of four can neither be nor bring a name.
    likely = {
        *article.tagged(_PERSON_TAGS),
        *(last.start() for last in _closings(titles.ends).finditer(article.lasts)),
        *(
            number
            for last in initials(surnames).finditer(article.lasts)
            if article[number := last.start()].end - article[number].start == 1
        ),
        *(first.start() - 1 for first in _COURTESY_BEGINS.finditer(article.firsts, 1)),
    }
    for words, index in article.within(sentences, sorted(likely)):
        word = words[index]
        if word.tag in _PERSON_TAGS and index + 2 < len(words):
            yield from _longer(words[index : index + 3], text, surnames, is_word)
        surface = text[word.start : word.end]
        if (
            word.tag not in _NO_NAME_TAGS
            and _COURTESY.match(text, word.end)
            and is_full_name(surface, surnames)
            and not (is_word(surface) and word.tag not in _PERSON_TAGS)
        ):
            yield Candidate(word.start, word.end, "PER", 0.8, "title")
        if surface in surnames and len(surface) == 1 and index + 1 < len(words):
            following = words[index + 1]  # 简|大夫
            before = words[index - 1] if index else word
            asked = before.tag == "n" and surface not in _JOINS and text[before.start : before.end] in KIN
            plain = word.tag not in _GRAMMAR_TAGS | {"v"}
            if text[following.start : following.end] in _AFTER and (plain or asked):  # 顾客|尤|太太
                yield Candidate(word.start, following.end, "PER", 0.7, "title")
        if not (
            titles.role_of(surface)
            or surface in KIN
            or (
                surface[-1:] == "官"
                and _CHIEF.search(text, max(words[max(0, index - 3)].start, word.end - 8), word.end)
            )
            or (word.tag == "n" and surface.endswith("商") and index > 0 and words[index - 1].tag == "n")
            or (surface in ("的", "岁的") and _AGED.search(text, max(0, word.end - 6), word.end))
        ):
            continue
        following_word = next((w for w in words[index + 1 : index + 3] if text[w.start : w.end].strip()), None)
        manner = (
            following_word is not None
            and following_word.tag in _MANNERS
            and text[following_word.end : following_word.end + 1] == "地"
        )
        if following_word is not None and not manner:
            yield from _named_after(following_word, text, words.ending, surnames, is_word)


@cache
def _closings(titles: frozenset[str]) -> re.Pattern[str]:
    """What a word ends with that a name may follow; `titles` are the ends of titles."""
    return re.compile(f"[{re.escape(''.join(sorted(titles | _CLOSING)))}]")


# What a word that a name follows ends with, if it is no title; the first characters of _COURTESY.
_CLOSING = frozenset("官商的").union(kin[-1] for kin in KIN)
_COURTESY_BEGINS = re.compile("[先女小太夫教博老医院同]")
_PERSON_TAGS = frozenset({"PER", "nr"})
_MANNERS = frozenset({"a", "ad", "d"})  # 老师|温和|地说
_CHIEF = re.compile(r"首席[\u4e00-\u9fff]{1,4}官$")
_AGED = re.compile(r"[\d一二三四五六七八九十]岁的$")
_SPOKEN = frozenset("则也又还曾仍却已等和与及同或而且但的了是为在到")


def _longer(
    three: Sequence[Word], text: str, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """The name of three characters of which the tagger took the last, doubting, for a word (佘海|若 向…)."""
    name, last, following = three
    if (
        name.end - name.start != 2
        or last.end - last.start != 1
        or last.tag in {"w", "v", "nr"}
        or last.probability > 0.75
    ):
        return
    form = text[name.start : last.end]
    if following.tag not in {"p", "v", "d"} or following.probability < 0.9 or text[last.start] in _SPOKEN:
        return
    if is_full_name(form, surnames) and not is_word(text[last.start : following.end]):
        yield Candidate(name.start, last.end, "PER", 0.85, "title")


_AFTER = frozenset(AFTER_SURNAME) - {"总", "工", "队", "局", "处", "科", "院", "老", "导", "帅", "董", "哥", "姐", "叔"}


def _named_after(
    following: Word, text: str, ends: Collection[int], surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """The name that starts with the word behind a title, if one does."""
    form = text[following.start : following.end]
    if following.tag in {"PER", "nr"} and not is_full_name(form, surnames) and not _LATIN_NAME.match(form):
        # A name of a form that Chinese names do not have (贡布多吉), so the tagger hesitates.
        if len(form) > 1 and not never_person(form, is_word):
            yield Candidate(following.start, following.end, "PER", 0.7, "title")
        return
    latin = _LATIN_NAME.match(text, following.start)
    if following.tag == "PER" and not (latin and latin.end() > following.end):
        yield Candidate(following.start, following.end, "PER", 0.7, "title")
        return
    if latin and latin.end() >= following.end and not form.isupper():
        yield Candidate(following.start, latin.end(), "PER", 0.82, "title")
        return
    if len(form) == 2 and form[0] in "老阿" and not is_word(form):
        yield Candidate(following.start, following.end, "PER", 0.82, "title")
        return
    for length in (4, 3, 2):
        end = following.start + length
        name = text[following.start : end]
        if name in _NO_NAMES or not is_full_name(name, surnames) or never_person(name, is_word):
            continue
        if end in ends and _may_follow(following, name, text[end : end + 1], is_word):
            yield Candidate(following.start, end, "PER", 0.82, "title")
            break
        # The tagger has cut through the name or joined it to the next word: a verb of speech, or the name's return
        # with other words behind it, tells where it ends.
        if length == 3 and not is_word(name[:2]) and (_SPEAKS.match(text, end) or _returns(text, name)):
            yield Candidate(following.start, end, "PER", 0.85, "title")
            break


def _returns(text: str, name: str) -> bool:
    first = text.find(name)
    second = text.find(name, first + 1)
    return (
        second > 0
        and text[first + len(name) : first + len(name) + 1] != text[second + len(name) : second + len(name) + 1]
    )


def _may_follow(first: Word, name: str, after: str, is_word: Callable[[str], bool]) -> bool:
    """Whether `name`, whose first word is `first`, is one and not a word that goes on with the sentence."""
    if first.tag in {"nr", "nz"} and first.end - first.start == len(name):
        return True
    noun = first.tag in {"n", "vn"} and first.probability > _SURE_NOUN
    if noun and 1 < first.end - first.start < len(name) and is_word(name[: first.end - first.start]):
        return False  # 50岁的商人|说
    if name[1] in _SIDES and first.tag not in {"nr", "nz"}:
        return False  # 股东席上坐满了人
    if is_word(name) and noun:
        return False  # 董事席位
    if is_word(name):  # 高洁, 方圆: a name where nothing else could follow
        return after in "，、。）)；： \u3000" and first.tag not in {"v", "d", "p", "c", "u"}
    if first.end - first.start == 1 and len(name) == 2:
        return first.tag not in _NO_NAME_TAGS  # 师傅来修
    if first.end - first.start == 1:
        return first.tag not in _GRAMMAR_TAGS or not is_word(name[1:])  # 司机都自己带饭
    return first.tag not in _NO_NAME_TAGS or (first.tag == "v" and not is_word(name[:2]))
