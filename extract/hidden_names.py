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
from extract.personal_names import is_full_name, never_person
from extract.titles import Titles

_CJK = re.compile("[\u3400-\u9fff]")
# What may follow a name at once: marks, verbs of speech, particles, prepositions, adverbs.
_FOLLOWS = re.compile(
    r"[，。；：、！？）)（(”」》\s　—]|说|道|称|表示|认为|指出|介绍|告诉|透露|坦言|回忆|笑|叹|[的在和与及于为是也已将因向对从用被把却则又还就都曾没不有给让到等以]|今年|当年|先生|女士|同志|\d"
)
_GRAMMAR = frozenset({"p", "u", "c", "r", "d", "w", "m", "q", "TIME", "f", "xc"})
_NAMES = frozenset({"PER", "nr"})
_TAKEN = frozenset({"PER", "LOC", "ORG", "nt", "ns", "TIME", "m", "w", "u"})
_LONGEST_TITLE = 5
# Single characters that begin words of grammar and are surnames as well: behind a title they rather go on with the clause.
_RATHER_GRAMMAR = frozenset("和于都曾从向时成有那能经由全单连应当同并与及方水万包安管高")
_COMPOUND = re.compile(
    "欧阳|上官|夏侯|诸葛|鲜于|单于|闻人|尉迟|钟离|宇文|长孙|慕容|令狐|独孤|轩辕|皇甫|淳于|呼延|端木|申屠|司徒|司马|公孙|赫连|澹台|拓跋|万俟|濮阳|公冶|仲孙|张简|范姜|闾丘|纳兰|南宫|西门|完颜|尔朱|叱干|独孤|亓官|漆雕|公羊|乐正|谷梁|太叔|东郭|百里|梁丘|左丘"
)
_NO_GIVEN = frozenset("的在和与是市县区先女老总小氏家")
_LISTED = re.compile(r"[、和及与]")
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
    yield from _of_compound_surnames(words, text, surnames, is_word)
    yield from _listed(words, text, surnames, is_word)
    yield from _cut_short(words, text, surnames, is_word)


def _behind_joined_titles(
    words: Sequence[Word], text: str, titles: Titles, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Names of which the first character, or all of them, stand in one word with the end of a title: 实业|家林|守业."""
    starts = [w.start for w in words]
    for index, word in enumerate(words):
        length = word.end - word.start
        if length < 2 or word.tag in _TAKEN or is_word(text[word.start : word.end]):
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
        if length == 4 and text[start : start + 2] not in surnames:
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
            if _CJK.match(text, end - 1) and _FOLLOWS.match(text, end):
                weight[text[start:end]] += 0.5 if _CJK.match(text, end) else 1
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
        if weight[name] >= 0.5 and _stops(words, starts, text, end, is_word):
            yield Candidate(start, end, "PER", 0.95, "hidden")


def _listed(
    words: Sequence[Word], text: str, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """What stands among people in a list, parted by 、, has their form, or else is no word, is one of them."""
    people = {(w.start, w.end) for w in words if w.tag in _NAMES and w.probability > 0.5 and w.end - w.start > 1}
    if len(people) < 1 or "、" not in text:
        return
    ends = {end: start for start, end in people}
    begins = dict(people)
    edges = {w.start for w in words} | {w.end for w in words}
    for match in re.finditer("、", text):
        start = match.end()
        if start in begins or match.start() not in ends:
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
        if is_full_name(name, surnames) and len(name) > 2 and listed:
            yield Candidate(start, end, "PER", 0.85, "hidden")
        elif len(name) in (4, 5) and text[before - 1 : before] == "、" and not _known_parts(name, is_word):
            yield Candidate(start, end, "PER", 0.82, "hidden")


def _known_parts(name: str, is_word: Callable[[str], bool]) -> bool:
    """Whether `name` is two words of the language (科技人员)."""
    return any(
        is_word(name[:cut]) and (is_word(name[cut:]) or len(name) - cut == 1) for cut in range(2, len(name))
    ) or is_word(name[1:])


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
        if (
            not is_full_name(form, surnames)
            or form[-1] in "任再才先更只仍刚正都也还则又曾就却已在和与将从被把向对是有说称道不没"
        ):
            continue
        behind = text[name.end + 1 :]
        if is_word(rest[1:]) or is_word(behind[:2]) or _stops(words, starts, text, name.end + 1, is_word):
            yield Candidate(name.start, name.end + 1, "PER", 0.88, "hidden")
