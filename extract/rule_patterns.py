"""The rules of extract/rules.py as regular expressions, and what a sentence must hold for each to match at all."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from operator import add
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from extract.rule import Rule
from extract.rules import RULES
from extract.slots import SYMBOL

_NAMES = "".join(SYMBOL[kind] for kind in ("PER", "ORG", "WORK", "PRODUCT", "QUOTE"))
_SYMBOL = re.compile(r"(?<!\(\?)(?<!\(\?P)<(?:(?P<name>[a-z]):)?(?P<kinds>[A-Z|]+)>")
# The innermost group, class or character of a pattern, and its quantifier.
_INNERMOST = re.compile(
    r"(?:\((?P<kind>\?(?:<?[=!]|:)|\?P<\w>)(?P<inside>[^()\[\]]*)\)|\[[^\]]*\])(?P<often>[?*+]|\{[\d,]+\})?[?+]?"
)
# What a pattern without groups needs: a run of characters, or the mark of a set (`needs`), that may not be left out.
_SURE = re.compile(r"[\u4e00-\u9fff\ue000-\uf8ff]+(?![?*{])|[\U000f0000-\U000fffff](?![?*{])")
# What stands in every other sentence: the symbols, and the commonest characters of the patterns.
_OFTEN = frozenset("的在是出开成于一发有从自由上人和到为与") | frozenset(SYMBOL.values())
_ABSENT = "\x00"  # in place of what need not be there


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule ready to search; the bits of `needs` number the sets of characters and pairs of which a match holds one each."""

    rule: Rule
    regex: re.Pattern[str]
    needs: int


def matching(form: str) -> list[Compiled]:
    """The rules, in their order, that the form of a sentence may match: of whose needs it lacks none."""
    tried = _compiled()
    present = 0
    asked = set(tried.always)
    for token, _, _ in tried.tokens.find_matches_as_indexes(form, overlapping=True):
        bits, numbers = tried.telling[token]
        present |= bits
        asked.update(numbers)
    rules, absent = tried.rules, ~present
    return [rules[n] for n in sorted([n for n in asked if not rules[n].needs & absent])]


class _Tried(NamedTuple):
    """All rules; and for every character and pair of characters that they need the bits of the sets that hold it, and the
    numbers of the rules whose most telling set, that with the fewest frequent characters, holds it: a sentence has the
    members of few such sets, so that few rules need be looked at. Rules without sets are looked at `always`."""

    rules: list[Compiled]
    tokens: AhoCorasick
    telling: list[tuple[int, list[int]]]
    always: list[int]


@cache
def _compiled() -> _Tried:
    numbers: dict[frozenset[str], int] = {}
    rules = []
    bits: dict[str, int] = defaultdict(int)
    asking: dict[str, list[int]] = defaultdict(list)
    for number, rule in enumerate(RULES):
        form = expand(rule.pattern)
        sets = needs(form)
        wanted = {numbers.setdefault(needed, len(numbers)) for needed in sets}
        rules.append(Compiled(rule, re.compile(form), sum(1 << number for number in wanted)))
        for token in min(sets, key=_frequent, default=("",)):
            asking[token].append(number)
    for needed, number in numbers.items():
        for token in needed:
            bits[token] |= 1 << number
    always = asking.pop("", [])
    return _Tried(rules, AhoCorasick(bits), [(bits[token], asking[token]) for token in bits], always)


def _frequent(needed: frozenset[str]) -> tuple[int, bool, int]:
    """How often, roughly, a sentence has one of `needed`."""
    single = [token for token in needed if len(token) == 1]
    return len(_OFTEN.intersection(single)), bool({*_NAMES}.intersection(single)), 10 * len(single) + len(needed)


def expand(pattern: str) -> str:
    """A rule's pattern as a regular expression: <s:ORG|PER> → a named symbol class, ~ → a gap without names."""

    def symbols(match: re.Match[str]) -> str:
        kinds = "".join(SYMBOL[kind] for kind in match["kinds"].split("|"))
        kinds += SYMBOL["FOUNDER"] if kinds == SYMBOL["TITLE"] else ""  # a founder is a title as well
        if match["name"] == "o" and kinds == SYMBOL["LOC"]:  # the nearest of nested places: 江苏省无锡市
            return f"{kinds}*(?P<o>{kinds})(?!{kinds})"
        return f"(?P<{match['name']}>[{kinds}])" if match["name"] else f"[{kinds}]"

    return (
        _SYMBOL.sub(symbols, pattern)
        .replace("[^，。；", f"[^，。；{_NAMES}")
        .replace("(?<![一-龥])", f"(?<![一-龥{_NAMES}{SYMBOL['LOC']}{SYMBOL['EVENT']}])")
        .replace("~", f"[^，。；！？：{_NAMES}]{{0,14}}?")
    )


def needs(regex: str) -> tuple[frozenset[str], ...]:
    """Sets of characters, and of pairs that stand together, of each of which every match of `regex`, an expanded rule,
    holds one.

    Groups are taken from the inside out: what is optional, a lookaround or a class of what must not stand there needs
    nothing; a group of alternatives needs one of what each of them needs first, and one of what each needs last.
    """
    # A set that was found stands in the rest as one private character of a second plane.
    marks: dict[str, frozenset[str]] = {}

    def needed_by(part: str) -> list[frozenset[str]]:
        """What `part`, which holds no group, needs, in order."""
        found: list[frozenset[str]] = []
        for run in _SURE.finditer(part):
            if run[0] in marks:
                found.append(marks[run[0]])
            else:
                found += map(frozenset, zip(map(add, run[0], run[0][1:])) if len(run[0]) > 1 else run[0])
        return found

    def mark(needed: frozenset[str]) -> str:
        marks[char := chr(0xF0000 + len(marks))] = needed
        return char

    def reduce(match: re.Match[str]) -> str:
        if (match["often"] or "").startswith(("?", "*", "{0")) or match["kind"] in ("?=", "?!", "?<=", "?<!"):
            return _ABSENT
        if match["kind"] is None:
            content = match[0][1 : match[0].index("]")]
            return _ABSENT if content.startswith("^") or {"-", "\\"} & {*content} else mark(frozenset(content))
        parts = [needed_by(part) for part in match["inside"].split("|")]
        if not all(parts):
            return _ABSENT
        ends = (frozenset().union(*(part[end] for part in parts)) for end in (0, -1))
        return "".join(map(mark, dict.fromkeys(ends)))

    rest, count = regex, 1
    while count:
        rest, count = _INNERMOST.subn(reduce, rest)
    return () if "|" in rest else tuple(needed_by(rest))
