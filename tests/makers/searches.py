"""An index that finds the same few things whenever it is asked for 词, and queries rewritten by it."""

from collections.abc import Collection

from graph.finding import Match
from graph.forms import Sort
from graph.rewriting import Rewritten, rewrite
from ontology.iris import DEFAULT_BASE

MATCHES = [
    Match("entity", "甲", "甲", 6.0, "PER"),
    Match("entity", "乙", "乙社", 1.5, "ORG"),
    Match("entity", "不在图里", "不在图里", 1.0, "PER"),
    Match("sentence", "a1", '说："甲"\n', 99.25, position=0),
    Match("sentence", "a2", "乙。", 7.0, position=1),
    Match("article", "a1", "", 99.25),
]


def find(words: str, sorts: Collection[Sort], limit: int) -> list[Match]:
    return [match for match in MATCHES if words == "词"][:limit]


def rewritten(sparql: str) -> Rewritten:
    return rewrite(sparql, find, base=DEFAULT_BASE)
