"""Persons whose names the tagger's cuts hide: joined to the title in front (书法|家冉, 冰 for 书法家冉冰), to the verb behind
(合伙人|应,…), split into common words, or one of a list of people (陆遥、明|书、…).

A cut that makes what no dictionary knows is the sign; a title or a word of kinship in front, or a compound surname, is
what tells where the name begins.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from extract.candidates import Candidate
from extract.lac import Word
from extract.people import KIN
from extract.personal_names import is_full_name, never_person, surname_of
from extract.titles import Titles

_CJK = re.compile("[\u3400-\u9fff]")
# What may follow a name at once: marks, verbs of speech, particles, prepositions, adverbs.
_FOLLOWS = re.compile(
    r"[，。；：、！？）)（(”」》\s　—]|说|道|称|表示|认为|指出|介绍|告诉|透露|坦言|回忆|笑|叹|[的在和与及于为是也已将因向对从用被把却则又还就都曾没不有给让到等以]|今年|当年|先生|女士|同志|\d"
)
_GRAMMAR = frozenset({"p", "u", "c", "r", "d", "w", "m", "q", "TIME", "f", "xc"})
_NAMES = frozenset({"PER", "nr"})
_TAKEN = frozenset({"PER", "LOC", "ORG", "nt", "ns", "TIME", "m", "w", "u"})
_NO_LAST = frozenset(
    "在和与将从被把对向是有说称道不没任到去来上下过出进回给让跟同于以因为等及或而但并且各每其此该这那会要能可想问看拿带走坐站"
)
_WHOLE = frozenset({"LOC", "ns", "ORG", "nt"})
_LONGEST_TITLE = 5
_ADVERBS = frozenset("也都还则又却就已再才曾先更只仍刚正便")
_SURE_VERB, _SURE_CUT, _DOUBT, _HALF = 0.95, 0.9, 0.75, 0.5
_COMPOUND = re.compile(
    "欧阳|上官|夏侯|诸葛|鲜于|单于|闻人|尉迟|钟离|宇文|长孙|慕容|令狐|独孤|轩辕|皇甫|淳于|呼延|端木|申屠|司徒|司马|公孙|赫连|澹台|拓跋|万俟|濮阳|公冶|仲孙|张简|范姜|闾丘|纳兰|南宫|西门|完颜|尔朱|叱干|独孤|亓官|漆雕|公羊|乐正|谷梁|太叔|东郭|百里|梁丘|左丘"
)
_NO_GIVEN = frozenset("的在和与是市县区先女老总小氏家")
# What is done to or said of somebody: 免去, 任命.
_ACTED_ON = re.compile(
    "(?:免去|任命|提名|推荐|选举|聘任|聘请|委任|增补|补选|罢免|网传|举报|逮捕|拘留|抓获|判处|追授|授予|采访|联系上|见到|找到|嫁给|娶了|认识|名叫|叫|由|与|请)$"
)
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
_TRADES = re.compile("[\u4e00-\u9fff](?:匠|商|族|户|手|工|师|农)$")
_SAYS = re.compile("[则也还又]?(?:说|道|称|表示|认为|告诉|介绍|回忆|笑|透露|坦言|指出|强调)")
_ITEM = re.compile("[\u3400-\u9fff]{2,5}")
_LIST_ENDS = re.compile(r"[、，。；）)（(]|等|[和及与]|[\d一二三四五六七八九十]人")


def hidden_names(
    words: Sequence[Word],
    text: str,
    titles: Titles,
    surnames: frozenset[str],
    is_word: Callable[[str], bool],
) -> Iterator[Candidate]:
    """The persons of `text` whom its `words`, in order, do not show."""
    yield from _behind_joined_titles(words, text, titles, surnames, is_word)
    yield from _behind_titles(words, text, titles, surnames, is_word)
    yield from _unnamed(words, text, titles, surnames)
    yield from _of_compound_surnames(words, text, surnames, is_word)
    yield from _listed(words, text, surnames, is_word)
    yield from _cut_off(words, text, titles, surnames, is_word)
    yield from _returning(words, text, surnames, is_word)
    yield from _cut_short(words, text, surnames, is_word)


def _unnamed(words: Sequence[Word], text: str, titles: Titles, surnames: frozenset[str]) -> Iterator[Candidate]:
    """Whom the news calls by the surname alone: 嫌疑人官某."""
    holders = {w.end: w for w in words}
    for match in _SOMEBODY.finditer(text):
        before = holders.get(match.start())
        if match[1] in surnames and before is not None and (before.tag == "w" or _asks(before, text, titles)):
            yield Candidate(match.start(), match.end(), "PER", 0.85, "hidden")


def _behind_joined_titles(
    words: Sequence[Word], text: str, titles: Titles, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Names of which the first character, or all of them, stand in one word with the end of a title: 实业|家林|守业."""
    starts = [w.start for w in words]
    for index, word in enumerate(words):
        length = word.end - word.start
        if length < 2 or is_word(text[word.start : word.end]):
            continue
        if word.tag in _TAKEN and not (word.tag in _WHOLE and word.probability < _DOUBT):
            continue
        floor = words[max(0, index - 2)].start
        for start in range(word.start + 1, word.end):
            if text[start] not in surnames and text[start : start + 2] not in surnames:
                continue
            first = next(
                (
                    s
                    for s in range(max(floor, start - _LONGEST_TITLE), start - 1)
                    if s in (word.start, *starts[max(0, index - 2) : index])
                    and (text[s:start] in titles or text[s:start] in KIN)
                ),
                None,
            )
            if first is None:
                continue
            end = _end(words, starts, text, start, surnames, is_word)
            if end and not never_person(text[start:end], is_word):
                yield Candidate(start, end, "PER", 0.85, "hidden")
            break


def _asks(word: Word, text: str, titles: Titles) -> bool:
    """Whether a person's name may stand right behind `word`: a title, kin, a role, a trade."""
    surface = text[word.start : word.end]
    if word.tag in {"v", "d", "p"}:
        return False
    return bool(titles.role_of(surface) or surface in KIN or surface in _ROLES or _TRADES.search(surface))


def _behind_titles(
    words: Sequence[Word], text: str, titles: Titles, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Names right behind a title that the tagger joined to the verb (合伙人|应|思源回头看, 教师|经世英创办), or took for
    doubtful words (租户|来|顺子|说) or a place (经理|晋安邦|则)."""
    starts = [w.start for w in words]
    for before, first, second in zip(words, words[1:], words[2:], strict=False):
        if first.tag in _GRAMMAR - {"d"} or not _asks(before, text, titles):
            continue
        surnamed = bool(surname_of(text[first.start : first.start + 3], surnames))
        if not surnamed and first.tag not in _NAMES:
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
        elif length < 4 or is_word(text[first.start : first.end]) or not is_word(text[end : first.end]):
            continue
        worded = is_word(name[:2]) and first.probability > _DOUBT and first.tag not in _WHOLE
        if worded or not is_full_name(name, surnames) or name[-1] in _NO_LAST:
            continue
        if length > 1 and never_person(name, is_word):
            continue
        if _stops(words, starts, text, end, is_word):
            yield Candidate(first.start, end, "PER", 0.85, "hidden")


def _end(
    words: Sequence[Word],
    starts: Sequence[int],
    text: str,
    start: int,
    surnames: frozenset[str],
    is_word: Callable[[str], bool],
) -> int:
    """Where the name that starts at `start` ends; 0 where none does."""
    for length in (4, 3, 2) if text[start : start + 2] in surnames else (3, 2):
        end = start + length
        if not is_full_name(text[start:end], surnames):
            continue
        if (length == 4 and text[start : start + 2] not in surnames) or text[end - 1] in _ADVERBS:
            continue
        if _stops(words, starts, text, end, is_word):
            return end
    return 0


def _stops(words: Sequence[Word], starts: Sequence[int], text: str, end: int, is_word: Callable[[str], bool]) -> bool:
    """Whether a name can end at `end`: a mark, a word of grammar or another word begins there."""
    if end >= len(text) or _FOLLOWS.match(text, end):
        return True
    at = bisect_left(starts, end)
    if at < len(starts) and starts[at] == end:
        word = words[at]
        if word.tag == "v" and word.probability > _SURE_VERB:
            return True
        return word.tag in _GRAMMAR or (word.tag in {"v", "ad", "vn", "n"} and word.end - end > 1)
    return is_word(text[end : end + 2])


def _of_compound_surnames(
    words: Sequence[Word], text: str, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Who bears a compound surname: one or two characters go with it, as the places of the article agree."""
    matches = [m for m in _COMPOUND.finditer(text) if m[0] in surnames]
    if not matches:
        return
    starts = [w.start for w in words]
    spans = {w.start: w for w in words if w.tag in _NAMES}
    weight: dict[str, float] = defaultdict(float)
    for match in matches:
        start = match.start()
        word = spans.get(start)
        if word is not None:
            weight[text[start : word.end]] += word.probability
        for end in (start + 3, start + 4):
            if _CJK.match(text, end - 1) and _stops(words, starts, text, end, is_word):
                weight[text[start:end]] += 0.3 if _CJK.match(text, end) else 1
    for match in matches:
        start = match.start()
        word = spans.get(start)
        forms = [text[start : start + length] for length in (3, 4)]
        if not is_full_name(forms[0], surnames):
            continue
        name = forms[1] if is_full_name(forms[1], surnames) and weight[forms[1]] > weight[forms[0]] else forms[0]
        end = start + len(name)
        if (word is not None and word.end == end) or is_word(name) or is_word(name[1:3]) or name[2] in _NO_GIVEN:
            continue
        if weight[name] and _stops(words, starts, text, end, is_word):
            yield Candidate(start, end, "PER", 0.95, "hidden")


def _listed(
    words: Sequence[Word], text: str, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """What stands among people in a list, parted by 、, has their form, or else is no word, is one of them."""
    people = {(w.start, w.end) for w in words if w.tag in _NAMES and w.probability > _HALF and w.end - w.start > 1}
    if len(people) < 1 or "、" not in text:
        return
    ends = {end: start for start, end in people}
    begins = dict(people)
    doubted = {
        (w.start, w.end) for w in words if w.probability < _HALF and w.tag not in {"v", "m", "TIME", "LOC", "ORG"}
    }
    unsure = {w.end: w.start for w in words if w.tag in _NAMES and w.probability <= _DOUBT and w.end - w.start > 2}
    edges = {w.start for w in words} | {w.end for w in words}
    for match in re.finditer("、", text):
        start = match.end()
        if match.start() not in ends:
            if start in begins and match.start() in unsure:
                yield Candidate(unsure[match.start()], match.start(), "PER", 0.82, "hidden")  # 哈斯|、
            continue
        if start in begins:
            continue
        item = _ITEM.match(text, start)
        if item is None:
            continue
        stop = _LIST_ENDS.search(text, start + 1, min(len(text), item.end() + 1))
        if stop is None or stop.start() - start < 2:
            continue
        end, name = stop.start(), text[start : stop.start()]
        if end not in edges or is_word(name) or never_person(name, is_word):
            continue
        before = ends[match.start()]
        listed = text[before - 1 : before] in ("、", "（", "：", "者", "　", "员") or text[end : end + 1] in ("、",)
        if is_full_name(name, surnames) and (len(name) > 2 or (start, end) in doubted) and listed:
            ends[end] = start
            yield Candidate(start, end, "PER", 0.85, "hidden")
        elif len(name) in (4, 5) and text[before - 1 : before] == "、" and not _known_parts(name, is_word):
            yield Candidate(start, end, "PER", 0.82, "hidden")


def _known_parts(name: str, is_word: Callable[[str], bool]) -> bool:
    """Whether `name` is two words of the language (科技人员)."""
    return any(
        is_word(name[:cut]) and (is_word(name[cut:]) or len(name) - cut == 1) for cut in range(2, len(name))
    ) or is_word(name[1:])


def _cut_off(
    words: Sequence[Word], text: str, titles: Titles, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Names of which the tagger took the first character for a word of grammar: 死者都|小雨."""
    for index in range(2, len(words)):
        name = words[index]
        if name.tag not in _NAMES or name.end - name.start != 2:
            continue
        first, before = words[index - 1], words[index - 2]
        if first.end - first.start != 1 or first.tag in {"w", "m"} or text[first.start] in _LINKS:
            continue
        form = text[first.start : name.end]
        if not _asks(before, text, titles) and not _ACTED_ON.search(text, max(0, first.start - 3), first.start):
            continue
        if is_full_name(form, surnames) and (name.probability > _DOUBT or not is_word(form[1:])):
            yield Candidate(first.start, name.end, "PER", 0.88, "hidden")


def _returning(
    words: Sequence[Word], text: str, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """A surname and what no dictionary knows, at the head of a clause or a list, that stand together again: 车|永年."""
    found: dict[str, list[tuple[int, int, bool]]] = defaultdict(list)
    for index in range(len(words) - 1):
        first, second = words[index], words[index + 1]
        if first.end - first.start != 1 or second.end - second.start != 2 or text[first.start] not in surnames:
            continue
        if first.tag in {"u", "p", "c", "r", "w", "m", "q"} or second.tag in {"w", "m", "TIME", "LOC", "ORG", "p", "u"}:
            continue
        form = text[first.start : second.end]
        if (
            not is_full_name(form, surnames)
            or is_word(form)
            or is_word(form[:2])
            or (is_word(form[1:]) and second.probability > _HALF)
        ):
            continue
        heads = (
            index == 0
            or words[index - 1].tag in {"w", "c"}
            or _ACTED_ON.search(text, max(0, first.start - 3), first.start) is not None
        )
        found[form].append((first.start, second.end, heads))
    for places in found.values():
        if len(places) > 1 and any(heads for *_, heads in places):
            for start, end, _ in places:
                yield Candidate(start, end, "PER", 0.84, "hidden")


def _cut_short(
    words: Sequence[Word], text: str, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Names of which the tagger joined the last character to the word behind, so that neither is a word: 卫秀|珠盘|下."""
    starts = [w.start for w in words]
    alone = Counter(text[w.start : w.end] for w in words if w.tag in _NAMES and w.end - w.start == 2)
    for index in range(len(words) - 1):
        name, following = words[index], words[index + 1]
        if name.tag not in _NAMES or name.end - name.start != 2 or following.start != name.end:
            continue
        form = text[name.start : name.end + 1]
        rest = text[following.start : following.end]
        if len(rest) < 2 or following.tag in _NAMES | {"w", "m", "TIME", "LOC", "ORG"} or is_word(rest):
            continue
        if alone[form[:2]] > text.count(form):
            continue
        sure = min(name.probability, following.probability) > _SURE_CUT and following.tag != "d"
        if sure or not is_full_name(form, surnames) or form[-1] in _ADVERBS or form[-1] in _NO_LAST:
            continue
        behind = text[name.end + 1 :]
        if is_word(rest[1:]) or is_word(behind[:2]) or _stops(words, starts, text, name.end + 1, is_word):
            yield Candidate(name.start, name.end + 1, "PER", 0.88, "hidden")
