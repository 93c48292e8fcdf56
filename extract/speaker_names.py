"""Names that only their place shows to be names: who stands between a title or a clause's beginning and the verb that
attributes what follows (在镇上修伞的老瞿说，“…”; 财务总监Vera Lin解释说，…; 研究主管招伯言指，…)."""

import re
from collections.abc import Callable, Iterator

from extract.candidates import Candidate
from extract.lac import Words
from extract.personal_names import is_full_name, never_person
from extract.sayings import POINTS_OUT, SAYING, SAYING_ENDS
from extract.titles import Titles

_DELIMITER = re.compile("[，,：:“「]")
_REACH = 28  # characters in front of a delimiter that a name and its verb may take
_SAYS = re.compile(rf"(?:[则也还又曾]|随后|当时|后来)?(?:{SAYING}|{POINTS_OUT}){{1,2}}[道过了着]?$")
_VERB_ENDS = SAYING_ENDS | frozenset("道过了着")
# Nicknames, and names in Latin letters of two parts, show what they are wherever they speak.
_OWN_FORM = re.compile(
    r"(?:[老小阿][\u4e00-\u9fff]|(?<![A-Za-z])[A-Z](?:姐|哥|叔|总|女士|先生|小姐|同学)|(?<![A-Za-z.&] )(?<![A-Za-z.&])[A-Z][a-z]+ [A-Z][a-z]+)$"
)
_OPENS = frozenset("，。；！？：”」、的\n \u3000")
# Ends of nouns for people who have no name here: 周围人说, 马术界说.
_COMMON_END = frozenset("人们者员方家商界层长师生客民友队组部处局司会社厂店校院区县市省国军警媒报台网")


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
        if text[match.start() - 1] not in _VERB_ENDS:
            continue
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
