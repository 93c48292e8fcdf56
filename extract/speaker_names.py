"""Names that only their place shows to be names: who stands between a title or a clause's beginning and the verb that
attributes what follows (在镇上修伞的老瞿说，“…”; 财务总监Vera Lin解释说，…; 研究主管招伯言指，…)."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from extract.candidates import Candidate
from extract.lac import Words
from extract.personal_names import is_full_name, never_person
from extract.sayings import POINTS_OUT, SAYING, SAYING_ENDS
from extract.titles import Titles

_REACH = 28  # characters in front of a delimiter that a name and its verb may take
_SAYS = re.compile(rf"(?:[则也还又曾]|随后|当时|后来)?(?:{SAYING}|{POINTS_OUT}){{1,2}}[道过了着]?$")
_DELIMITER = re.compile(f"[，,：:“「](?<=[{''.join(sorted(SAYING_ENDS | frozenset('道过了着')))}].)")
# Nicknames, and names in Latin letters of two parts, show what they are wherever they speak.
_OWN_FORM = re.compile(
    r"(?:[老小阿][\u4e00-\u9fff]|(?<![A-Za-z])[A-Z](?:姐|哥|叔|总|女士|先生|小姐|同学)|(?<![A-Za-z.&] )(?<![A-Za-z.&])[A-Z][a-z]+ [A-Z][a-z]+)$"
)
_OPENS = frozenset("，。；！？：”」、的\n \u3000")
# Ends of nouns for people who have no name here: 周围人说, 马术界说.
_COMMON_END = frozenset("地得人们者员方家商界层长师生客民友队组部处局司会社厂店校院区县市省国军警媒报台网")


# What a person does beside her words; behind a closing mark or a title it shows that a name stands between.
_ACTS = re.compile(
    r"[^，。：；“”、的]{0,10}?(?:说|问|回答|补充|回忆)[道着]?[，。：]|[摇点低抬回][了着]?[摇点]?头|[摆挥招握]了?[摆挥]?手|[苦微大]?笑[了着起]|叹了?口?气|愣了|沉默|哽咽|"
    r"[指站坐蹲望看盯抹擦拍举端翻捧接握拉抱]着|站[在起]|接过|看了|抹了|擦了|拍了|翻开|掏出|举起|放下|皱起|挠了|红了|想了|苦笑|一边|连忙|赶紧|转过?身|坐在|蹲[在下]"
)


def speaker_names(
    words: Words, text: str, titles: Titles, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Persons by the verb of saying behind them, whatever the tagger made of their names."""

    def begins(start: int) -> bool:
        """Whether who speaks can begin at `start`: a clause does, or a title or 的 stands in front."""
        return start == 0 or text[start - 1] in _OPENS or titled(start)

    def titled(start: int) -> bool:
        word = words.ending.get(start)
        return word is not None and word.tag not in ("v", "d") and bool(titles.role_of(text[word.start : word.end]))

    for match in _DELIMITER.finditer(text):
        floor = max(0, match.start() - _REACH)
        verb = _SAYS.search(text, max(floor, match.start() - 8), match.start())
        if verb is None:
            continue
        end = verb.start()
        own = _OWN_FORM.search(text, floor, end)
        if own is not None:
            start = own.start()
            familiar = text[start] not in "老小阿" or text[start + 1] in surnames
            if familiar and begins(start) and not is_word(own.group()):
                yield Candidate(start, end, "PER", 0.85, "speaks")
            continue
        for length in (3, 2, 4):
            name = text[end - length : end] if end >= length else ""
            if not is_full_name(name, surnames) or name[-1] in _COMMON_END or never_person(name, is_word):
                continue
            behind_title = titled(end - length)
            if length == 2 and (not behind_title or is_word(name)):
                continue
            if is_word(name[:2]) or (is_word(name[1:]) and not behind_title) or not begins(end - length):
                continue
            yield Candidate(end - length, end, "PER", 0.85 if behind_title else 0.8, "speaks")
            break
    yield from _beside_words(words, text, titles, surnames, is_word)


def _beside_words(
    words: Words, text: str, titles: Titles, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Full names of three characters that begin behind a closing mark (“…”某某某指着桥说) or a title (老板某某某站在门口),
    where the tagger cut them apart or took them for words."""
    for closing in _closings(titles.ends).finditer(words.lasts):
        index = closing.start()
        word = words[index]
        start, end = word.end, word.end + 3
        surface = text[word.start : start]
        if surface not in "”」" and (word.tag in ("v", "d") or not titles.role_of(surface)):
            continue
        name = text[start:end]
        if len(name) < 3 or not is_full_name(name, surnames) or name[-1] in _COMMON_END or is_word(name[:2]):
            continue
        if not _ACTS.match(text, end) or never_person(name, is_word):
            continue
        last = next((w for w in words[index + 1 : index + 4] if w.end >= end), None)
        if last is None or (last.start > start and last.end > end and is_word(text[last.start : last.end])):
            continue  # 某某后来说
        yield Candidate(start, end, "PER", 0.8, "speaks")


@cache
def _closings(titles: frozenset[str]) -> re.Pattern[str]:
    """What a word ends with that is a closing mark or may be one of the titles, which end with `titles`."""
    return re.compile(f"[”」{re.escape(''.join(sorted(titles)))}]")
