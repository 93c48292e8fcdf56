"""Names of persons by their form: transliterated names with a middle dot, names after a title or before 先生,
Latin names in brackets; and the short forms by which a text goes on about a person it has named in full."""

import re
from collections.abc import Iterator, Mapping, Sequence

from extract.candidates import Candidate
from extract.lac import Word

_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·・•‧][\u4e00-\u9fff]{1,8}){1,4}")
_LATIN_IN_BRACKETS = re.compile(r"(?<=[\u4e00-\u9fff])[（(]([A-Z][A-Za-z.'’-]*(?: [A-Z][A-Za-z.'’-]*){1,3})[）)]")
_COURTESY = re.compile(r"(?:先生|女士|小姐|太太|夫人|教授|博士|老师|医生|院士|同志)")
# Words that follow a name and never belong to it: what ends a name after a title.
_NO_NAME_TAGS = frozenset({"v", "p", "u", "c", "d", "r", "m", "q", "w", "TIME", "t", "LOC", "ORG", "ns", "nt"})
_BEFORE_SURNAME = ("老", "小", "阿", "大")
_AFTER_SURNAME = (
    "总 姐 哥 董 工 叔 婶 帅 导 爷 队 局 处 科 院 校长 院长 主任 书记 局长 县长 市长 镇长 老师 教授 博士 医生 先生 女士 小姐 "
    "太太 师傅 教练 指导 律师 法官 警官 大爷 大妈 大姐 大哥 阿姨 经理 老板 院士 记者 所长 馆长 团长 队长 会长 社长 厂长 店长 老"
).split()


def foreign_names(words: Sequence[Word], text: str) -> Iterator[Candidate]:
    """Transliterated names (里德·霍夫曼); their ends follow the tagger's words, the dot is certain."""
    starts, ends = {w.start for w in words}, {w.end for w in words}
    for match in _FOREIGN.finditer(text):
        first_dot = next(i for i in range(match.start(), match.end()) if text[i] in "·・•‧")
        last_dot = next(i for i in range(match.end() - 1, match.start(), -1) if text[i] in "·・•‧")
        word = next((w for w in words if w.start <= first_dot - 1 < w.end), None)
        start = max(word.start if word else match.start(), match.start())
        tail = [e for e in range(last_dot + 2, match.end() + 1) if e in ends]
        end = tail[0] if tail else match.end()
        if start in starts or start == match.start():
            yield Candidate(start, end, "PER", 0.92, "middle dot")


def bracketed_latin(text: str) -> Iterator[Candidate]:
    """Latin names in brackets right after a Chinese one (赵凯文（Kevin Zhao）)."""
    for match in _LATIN_IN_BRACKETS.finditer(text):
        yield Candidate(match.start(1), match.end(1), "PER", 0.7, "latin in brackets")


def after_titles(
    words: Sequence[Word], text: str, titles: Mapping[str, str], surnames: frozenset[str]
) -> Iterator[Candidate]:
    """Names right after a title (董事长李孟泽) or right before a courtesy title (冯立群先生)."""
    for before, word in zip((None, *words), words, strict=False):
        surface = text[word.start : word.end]
        if not is_full_name(surface, surnames) or word.tag in _NO_NAME_TAGS:
            continue
        named = before is not None and ends_in_title(text[before.start : before.end], titles)
        if named or _COURTESY.match(text, word.end):
            yield Candidate(word.start, word.end, "PER", 0.75 if named else 0.8, "title")


def ends_in_title(surface: str, titles: Mapping[str, str]) -> bool:
    """Whether `surface` closes with a known title (算法总监)."""
    return any(surface[i:] in titles for i in range(max(0, len(surface) - 6), len(surface)))


def surname_of(name: str, surnames: frozenset[str]) -> str:
    """The surname that `name` starts with, compound ones first; "" where it starts with none."""
    return next((name[:n] for n in (2, 1) if len(name) > n and name[:n] in surnames), "")


def is_full_name(surface: str, surnames: frozenset[str]) -> bool:
    """Whether `surface` has the form of a Chinese full name: a surname and one or two characters more."""
    surname = surname_of(surface, surnames)
    return bool(surname) and 1 <= len(surface) - len(surname) <= 2 and all("\u3400" <= c <= "\u9fff" for c in surface)


def short_forms(name: str, surnames: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The forms by which a text may call the person `name`, each with the reason; full names and dotted ones only."""
    if any(dot in name for dot in "·・•‧"):
        parts = re.split("[·・•‧]", name)
        yield from ((part, "part of a transliterated name") for part in (parts[-1], parts[0]) if len(part) > 1)
        return
    surname = surname_of(name, surnames)
    if not is_full_name(name, surnames):
        return
    given = name[len(surname) :]
    yield from ((prefix + surname, "prefix and surname") for prefix in _BEFORE_SURNAME)
    yield from ((surname + suffix, "surname and title") for suffix in _AFTER_SURNAME)
    yield from ((given[-1] + suffix, "given name and title") for suffix in ("姐", "哥", "总", "爷", "叔", "仔"))
    if len(given) == 2:
        yield given, "given name"
