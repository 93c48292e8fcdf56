"""What a rule of the grammar takes out of its parts, whichever of its right sides they are of."""

from collections.abc import Iterable
from typing import TypeVar

from graph.questions.lattice import Token

T = TypeVar("T")


def pick(kind: type[T], parts: Iterable[object]) -> T:
    """The first part of a kind, which each right side of the rule has."""
    return next(part for part in parts if isinstance(part, kind))


def has(category: str, parts: Iterable[object]) -> bool:
    """Whether a word of a category is among them."""
    return any(isinstance(part, Token) and part.category == category for part in parts)


def meant(parts: Iterable[object]) -> Token:
    """The first word that stands for something, such as a relation, and is no particle."""
    return next(part for part in parts if isinstance(part, Token) and part.value is not None)
