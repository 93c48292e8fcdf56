"""A bottom-up chart parser: rules with a function each, over a lattice of tokens that may overlap."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST = 10_000  # items of a chart; a question that needs more is not read


class TangledError(Exception):
    """A question with more possible readings than anybody could weigh."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A token: its category, where it begins and where the next one may, and what it means (hashable)."""

    category: str
    start: int
    end: int
    value: Any


@dataclass(frozen=True, slots=True)
class Rule:
    """`left` is made of `right`, in this order; `make` gets what these mean and returns what the whole means, None where
    they do not go together."""

    left: str
    right: tuple[str, ...]
    make: Callable[..., Any]


class Rules:
    """Rules, gathered by decorating what makes their meanings."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[Rule]] = defaultdict(list)

    def __call__(self, left: str, *right: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """`@rule("NP", "NP DE N", "NP N")`: one function for several right sides of the same length or not."""

        def gather(make: Callable[..., Any]) -> Callable[..., Any]:
            for side in right:
                symbols = tuple(side.split())
                self._by_first[symbols[0]].append(Rule(left, symbols, make))
            return make

        return gather

    def beginning(self, symbol: str) -> Sequence[Rule]:
        """The rules whose right side begins with a symbol."""
        return self._by_first.get(symbol, ())


def parse(edges: Iterable[Edge], rules: Rules, goal: str, starts: Collection[int], end: int) -> list[Any]:
    """All meanings of `goal` from one of `starts` to `end`, none twice. Raises TangledError."""
    agenda = list(edges)
    done: set[Edge] = set()
    by_start: Mapping[tuple[int, str], list[Edge]] = defaultdict(list)
    waiting: Mapping[tuple[int, str], list[tuple[Rule, int, tuple[Any, ...]]]] = defaultdict(list)
    found: list[Any] = []
    steps = 0

    def go_on(rule: Rule, first: int, values: tuple[Any, ...], at: int) -> None:
        nonlocal steps
        steps += 1
        if steps > MOST:
            raise TangledError
        if len(values) == len(rule.right):
            value = rule.make(*values)
            if value is not None:
                agenda.append(Edge(rule.left, first, at, value))
            return
        wanted = rule.right[len(values)]
        waiting[at, wanted].append((rule, first, values))
        for edge in tuple(by_start[at, wanted]):
            go_on(rule, first, (*values, edge.value), edge.end)

    while agenda:
        edge = agenda.pop()
        if edge in done:
            continue
        done.add(edge)
        by_start[edge.start, edge.category].append(edge)
        if edge.category == goal and edge.start in starts and edge.end == end:
            found.append(edge.value)
        for rule, first, values in tuple(waiting[edge.start, edge.category]):
            go_on(rule, first, (*values, edge.value), edge.end)
        for rule in rules.beginning(edge.category):
            go_on(rule, edge.start, (edge.value,), edge.end)
    return list(dict.fromkeys(found))
