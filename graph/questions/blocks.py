"""What queries of questions are made of: names of variables, the things of a question, times, the report of a claim."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from opencc import OpenCC
from pyoxigraph import Literal, NamedNode

from graph.questions.pattern import Period, Query, Thing
from ontology.iris import entity_iri

ROWS = 500  # of an answer at the most
THINGS = "甲乙丙丁戊己庚辛"
REPORT = "  OPTIONAL {{ ?报道{i} schema:headline ?标题{i} }}\n  OPTIONAL {{ ?报道{i} schema:datePublished ?发表{i} }}\n"


class Blocks:
    """The variables of a question's nodes (`names`, by their place), and the lines that tie them to things."""

    def __init__(self, query: Query, base: str, today: date) -> None:
        self.query = query
        self.base = base
        self.today = today
        self.names: dict[int, str] = {}
        for node in query.nodes():
            if node.at == query.node.at and not node.things:
                self.names[node.at] = "?答"
            elif node.things:
                self.names[node.at] = f"?{THINGS[sum(name[1:] in THINGS for name in self.names.values()) % 8]}"
            else:
                self.names[node.at] = f"?中{len(self.names)}"

    def main(self) -> str:
        """The variable of what is asked about."""
        return self.names[self.query.node.at]

    def things(self) -> Iterator[str]:
        """The lines that say what named things and values are."""
        for node in self.query.nodes():
            if node.things:
                yield f"VALUES {self.names[node.at]} {{ {' '.join(self._iri(thing) for thing in node.things)} }}"
            elif node.values:
                words = ", ".join(str(Literal(word)) for word in spellings(node.values))
                yield f"FILTER (LCASE(STR({self.names[node.at]})) IN ({words}))"

    def _iri(self, thing: Thing) -> str:
        return str(NamedNode(entity_iri(self.base, thing.local)))


def block(lines: Iterable[str]) -> str:
    """Lines as they stand in a query."""
    return "".join(f"  {line}\n" for line in lines)


def when(claim: str, i: int, period: Period, *, ended: bool) -> Iterator[str]:
    """Within the period wholly: what may lie beside it does not count. An employment that ended is told by its end."""
    if period.first:
        bound = "latest" if ended else "earliest"
        yield f"{claim} rq:{bound} ?早{i} . FILTER (?早{i} {'>=' if period.last else '>'} {literal_day(period.first)})"
    if period.last:
        yield f"{claim} rq:latest ?晚{i} . FILTER (?晚{i} {'<=' if period.first else '<'} {literal_day(period.last)})"


def spellings(words: tuple[str, ...]) -> list[str]:
    """Words in simplified and traditional script."""
    return list(dict.fromkeys([*words, *(_traditional().convert(word) for word in words)]))


@cache
def _traditional() -> OpenCC:
    return OpenCC("s2t")


def literal_day(day: date) -> str:
    """A day as a term."""
    return f'"{day.isoformat()}"^^xsd:date'
