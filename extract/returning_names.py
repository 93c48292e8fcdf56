"""Persons whom the rest of the article shows: of a compound surname, of which all places agree how much goes with it; in a
list of people; or a surname and what no dictionary knows, that stand together again."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from extract.candidates import Candidate
from extract.lac import Words
from extract.name_borders import stops
from extract.personal_names import initials, is_full_name, never_person

_COMPOUND = re.compile(
    "欧阳|上官|夏侯|诸葛|鲜于|单于|闻人|尉迟|钟离|宇文|长孙|慕容|令狐|独孤|轩辕|皇甫|淳于|呼延|端木|申屠|司徒|司马|公孙|赫连|澹台|拓跋|万俟|濮阳|公冶|仲孙|张简|范姜|闾丘|纳兰|南宫|西门|完颜|尔朱|叱干|独孤|亓官|漆雕|公羊|乐正|谷梁|太叔|东郭|百里|梁丘|左丘"
)
_ITEM = re.compile("[\u3400-\u9fff]{2,5}")
_LIST_ENDS = re.compile(r"[、，。；）)（(]|等|[和及与]|[\d一二三四五六七八九十]人")
_NO_GIVEN = frozenset("的在和与是市县区先女老总小氏家")
_CJK = re.compile("[\u3400-\u9fff]")
_NAMES = frozenset({"PER", "nr"})
_DOUBT, _HALF = 0.75, 0.5
# What is done to or said of somebody: 免去, 任命.
ACTED_ON = re.compile(
    "(?:免去|任命|提名|推荐|选举|聘任|聘请|委任|增补|补选|罢免|网传|举报|逮捕|拘留|抓获|判处|追授|授予|采访|联系上|见到|找到|嫁给|娶了|认识|名叫|叫|由|与|请)$"
)


def returning_names(
    words: Words, text: str, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """The persons of `text` whom other places of it, or other persons beside them, show."""
    yield from _of_compound_surnames(words, text, surnames, is_word)
    yield from _listed(words, text, surnames, is_word)
    yield from _returning(words, text, surnames, is_word)


def _of_compound_surnames(
    words: Words, text: str, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Who bears a compound surname: one or two characters go with it, as the places of the article agree."""
    matches = [m for m in _COMPOUND.finditer(text) if m[0] in surnames]
    if not matches:
        return
    spans = {words[i].start: words[i] for i in words.tagged(_NAMES)}
    weight: dict[str, float] = defaultdict(float)
    for match in matches:
        start = match.start()
        word = spans.get(start)
        if word is not None:
            weight[text[start : word.end]] += word.probability
        for end in (start + 3, start + 4):
            if _CJK.match(text, end - 1) and stops(words, text, end, is_word):
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
        if weight[name] and stops(words, text, end, is_word):
            yield Candidate(start, end, "PER", 0.95, "hidden")


def _listed(words: Words, text: str, surnames: frozenset[str], is_word: Callable[[str], bool]) -> Iterator[Candidate]:
    """What stands among people in a list, parted by 、, has their form, or else is no word, is one of them."""
    if "、" not in text:
        return
    named = [words[i] for i in words.tagged(_NAMES)]
    people = {(w.start, w.end) for w in named if w.probability > _HALF and w.end - w.start > 1}
    if not people:
        return
    ends = {end: start for start, end in people}
    begins = dict(people)
    unsure = {w.end: w.start for w in named if w.probability <= _DOUBT and w.end - w.start > 2}
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
        if not words.border(end) or is_word(name) or never_person(name, is_word):
            continue
        before = ends[match.start()]
        listed = text[before - 1 : before] in ("、", "（", "：", "者", "　", "员") or text[end : end + 1] in ("、",)
        if is_full_name(name, surnames) and (len(name) > 2 or _is_doubted(words, start, end)) and listed:
            ends[end] = start
            yield Candidate(start, end, "PER", 0.85, "hidden")
        elif len(name) in (4, 5) and text[before - 1 : before] == "、" and not _known_parts(name, is_word):
            yield Candidate(start, end, "PER", 0.82, "hidden")


def _is_doubted(words: Words, start: int, end: int) -> bool:
    """Whether there is a word `text[start:end]` that is hardly what the tagger takes it for."""
    word = words.starting.get(start)
    sure = word is None or word.end != end or word.probability >= _HALF
    return not sure and words.tag(start, end) not in {"v", "m", "TIME", "LOC", "ORG"}


def _known_parts(name: str, is_word: Callable[[str], bool]) -> bool:
    """Whether `name` is two words of the language (科技人员)."""
    return any(
        is_word(name[:cut]) and (is_word(name[cut:]) or len(name) - cut == 1) for cut in range(2, len(name))
    ) or is_word(name[1:])


def _returning(
    words: Words, text: str, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """A surname and what no dictionary knows, at the head of a clause or a list, that stand together again: 车|永年."""
    found: dict[str, list[tuple[int, int, bool]]] = defaultdict(list)
    for initial in initials(surnames).finditer(words.firsts, 0, max(0, len(words) - 1)):
        index = initial.start()
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
            or ACTED_ON.search(text, max(0, first.start - 3), first.start) is not None
        )
        found[form].append((first.start, second.end, heads))
    for places in found.values():
        if len(places) > 1 and any(heads for *_, heads in places):
            for start, end, _ in places:
                yield Candidate(start, end, "PER", 0.84, "hidden")
