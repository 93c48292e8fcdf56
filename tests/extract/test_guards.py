"""Patterns that open with a guard, `(?=[…])`, which spares trying them where they cannot match, match nothing less for it."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from re import _constants as sre  # type: ignore[attr-defined]  # the standard library's own parser, which it does not publish
from re import _parser  # type: ignore[attr-defined]  # as above
from typing import Any

import pytest

import extract

GUARD = re.compile(r"(?:\(\?[aimsux]+\))?\(\?=(\[[^\]]*\])\)")
EVERY = frozenset(map(chr, range(0x20, 0xA000)))


def patterns(value: object) -> Iterator[re.Pattern[str]]:
    """The compiled patterns in a value of a module."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from patterns(item)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for item in value:
            yield from patterns(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from patterns(getattr(value, field.name))


def guarded() -> Iterator[tuple[str, str]]:
    seen = set()
    for module in pkgutil.iter_modules(extract.__path__, "extract."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if not name.startswith("__"):
                for pattern in patterns(value):
                    if (
                        isinstance(pattern.pattern, str)
                        and GUARD.match(pattern.pattern)
                        and pattern.pattern not in seen
                    ):
                        seen.add(pattern.pattern)
                        yield f"{module.name}.{name}", pattern.pattern


def first(parsed: Any) -> tuple[frozenset[str], bool]:
    """The characters that a match of a parsed sequence can begin with, and whether it can be empty."""
    found: set[str] = set()
    for operation, argument in parsed:
        if operation in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
            continue
        if operation is sre.LITERAL:
            chars, empty = frozenset({chr(argument)}), False
        elif operation is sre.IN:
            chars, empty = members(argument), False
        elif operation is sre.BRANCH:
            parts = [first(branch) for branch in argument[1]]
            chars, empty = frozenset().union(*(c for c, _ in parts)), any(e for _, e in parts)
        elif operation is sre.SUBPATTERN:
            chars, empty = first(argument[3])
        elif operation in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            chars, empty = first(argument[2])
            empty = empty or argument[0] == 0
        else:
            chars, empty = EVERY, True
        found |= chars
        if not empty:
            return frozenset(found), False
    return frozenset(found), True


def members(items: Any) -> frozenset[str]:
    chars: set[str] = set()
    negated = False
    for operation, argument in items:
        if operation is sre.NEGATE:
            negated = True
        elif operation is sre.LITERAL:
            chars.add(chr(argument))
        elif operation is sre.RANGE:
            chars |= set(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return EVERY
    return EVERY - chars if negated else frozenset(chars)


@pytest.mark.parametrize(("name", "pattern"), list(guarded()))
def test_a_guard_lets_through_all_that_its_pattern_can_begin_with(name: str, pattern: str) -> None:
    guard = GUARD.match(pattern)
    assert guard
    allowed = re.compile(guard[1])
    begins, empty = first(_parser.parse(pattern[guard.end() :]))
    assert not empty
    assert not sorted(char for char in begins if not allowed.match(char))
