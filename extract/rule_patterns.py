"""The rules of extract/rules.py as regular expressions, and what a sentence must hold for each to match at all."""

import functools
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from operator import or_

from extract.rule import Rule
from extract.rules import RULES
from extract.slots import SYMBOL

_NAMES = "".join(SYMBOL[kind] for kind in ("PER", "ORG", "WORK", "PRODUCT", "QUOTE"))
_SYMBOL = re.compile(r"(?<!\(\?)(?<!\(\?P)<(?:(?P<name>[a-z]):)?(?P<kinds>[A-Z|]+)>")
# The innermost group, class or character of a pattern, and its quantifier.
_INNERMOST = re.compile(
    r"(?:\((?P<kind>\?(?:<?[=!]|:)|\?P<\w>)(?P<inside>[^()\[\]]*)\)|\[[^\]]*\])(?P<often>[?*+]|\{[\d,]+\})?[?+]?"
)
_LITERAL = re.compile(r"[\u4e00-\u9fff\ue000-\uf8ff]")
# What stands in every other sentence: the symbols, and the commonest characters of the patterns.
_OFTEN = frozenset("的在是出开成于一发有从自由上人和到为与") | frozenset(SYMBOL.values())
_ABSENT = "\x00"  # in place of what need not be there


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule ready to search; the bits of `needs` number the sets of characters of each of which a match holds one."""

    rule: Rule
    regex: re.Pattern[str]
    needs: int


def matching(form: str) -> list[Compiled]:
    """The rules, in their order, that the form of a sentence may match: of whose needs it lacks none."""
    rules, bits, asking = _compiled()
    chars = set(form)
    asked = set(asking[""]).union(*[asking[char] for char in chars if char in asking])
    if not asked:
        return []
    present = functools.reduce(or_, [bits[char] for char in chars if char in bits], 0)
    return [one for number in sorted(asked) if (one := rules[number]).needs & present == one.needs]


@cache
def _compiled() -> tuple[tuple[Compiled, ...], dict[str, int], dict[str, list[int]]]:
    """All rules; for every character the bits of the sets that hold it; and for every character the numbers of the rules
    whose most telling set, that with the fewest frequent characters, holds it. Of a rule without sets the number is
    under "". A sentence has the characters of few such sets, so that few rules need be looked at."""
    numbers: dict[frozenset[str], int] = {}
    rules = []
    asking: dict[str, list[int]] = {"": []}
    for number, rule in enumerate(RULES):
        form = expand(rule.pattern)
        sets = needs(form)
        wanted = {numbers.setdefault(needed, len(numbers)) for needed in sets}
        rules.append(Compiled(rule, re.compile(form), sum(1 << number for number in wanted)))
        for char in min(
            sets, key=lambda needed: (len(needed & _OFTEN), not needed.isdisjoint(_NAMES), len(needed)), default=("",)
        ):
            asking.setdefault(char, []).append(number)
    bits: dict[str, int] = defaultdict(int)
    for needed, number in numbers.items():
        for char in needed:
            bits[char] |= 1 << number
    return tuple(rules), dict(bits), asking


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
    """Sets of characters of each of which every match of `regex`, an expanded rule, holds one.

    Groups are taken from the inside out: what is optional, a lookaround or a class of what must not stand there needs
    nothing; a group of alternatives needs one of their first characters.
    """
    found: list[frozenset[str]] = []
    # A set that was found stands in the rest as one private character of a second plane.
    marks: dict[str, frozenset[str]] = {}

    def first(alternative: str) -> frozenset[str] | None:
        """The characters one of which the alternative needs."""
        for position, char in enumerate(alternative):
            optional = alternative[position + 1 : position + 2] in ("?", "*", "{")
            if optional or char in "?*{}0123456789," or char == _ABSENT:
                continue
            return marks.get(char) or (frozenset(char) if _LITERAL.match(char) else None)
        return None

    def reduce(match: re.Match[str]) -> str:
        often = match["often"] or ""
        if match["kind"] is None:
            content = match[0][1 : match[0].index("]")]
            needed = None if content.startswith("^") or "-" in content or "\\" in content else frozenset(content)
        elif match["kind"] in ("?=", "?!", "?<=", "?<!"):
            return _ABSENT
        else:
            parts = [first(part) for part in match["inside"].split("|")]
            needed = frozenset().union(*(p for p in parts if p)) if all(parts) else None
        if needed is None or often.startswith(("?", "*", "{0")):
            return _ABSENT
        mark = chr(0xF0000 + len(marks))
        marks[mark] = needed
        return mark

    rest, count = regex, 1
    while count:
        rest, count = _INNERMOST.subn(reduce, rest)
    for position, char in enumerate(rest):
        if rest[position + 1 : position + 2] in ("?", "*", "{") or "|" in rest:
            continue
        needed = marks.get(char) or (frozenset(char) if _LITERAL.match(char) else None)
        if needed:
            found.append(needed)
    return tuple(found)
