"""Claims that cannot both be true, linked with each other: two founding dates, two places of birth, two seats.

What contradicts itself about one property of one thing is a `rq:Conflict` in a named graph of its own. It is made of the
articles' graphs alone and leads to every claim that takes part and to the article of each, so that a change of an
article touches only what leads to it and what its present facts are about.

What is compared are stances (graph/stances.py). A stance is made of the graph of the claim's own article and nothing else,
so that a change of another article cannot alter it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import permutations, product
from typing import TypeAlias, TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from graph import stances, terms
from graph.protocol import Contents
from graph.records import Stored
from graph.rows import Row, Select
from graph.stances import CHECKED, Key, Stance, contradict
from ontology.iris import article_iri, conflict_iri, entity_iri, part_iri

_T = TypeVar("_T")
_Claim: TypeAlias = tuple[NamedNode, Stance, NamedNode]  # a claim, what it states, and its article

PAGE = 500  # articles, or things with one of their properties, that are asked about at once
_CHECKED = tuple(terms.RELATION[name] for name in CHECKED)
_LISTED = " ".join(map(str, _CHECKED))


def follow(select: Select, base: str, articles: Collection[str]) -> Contents:
    """What the graphs of conflicts have to hold after the graphs of these articles, by their ids, have changed or gone;
    `select` asks the store that has the change already."""
    graphs = [NamedNode(article_iri(base, article)) for article in articles]
    keys: set[Key] = set()
    for page in _pages(graphs):
        listed = " ".join(map(str, page))
        keys.update(
            _keys(
                select(f"""SELECT DISTINCT ?subject ?predicate {{
            VALUES ?graph {{ {listed} }} VALUES ?predicate {{ {_LISTED} }}
            GRAPH ?graph {{ ?subject ?predicate ?value }} }}""")
            )
        )
        about = select(f"""SELECT DISTINCT ?subject {{
            VALUES ?article {{ {listed} }} ?conflict {terms.ARTICLE} ?article .
            FILTER(STRSTARTS(STR(?conflict), {Literal(f"{base}conflict/")})) ?conflict {terms.ABOUT} ?subject }}""")
        keys.update(product(_nodes(row.get("subject") for row in about), _CHECKED))
    return _contents(select, base, keys)


def find(select: Select, base: str) -> Contents:
    """The graphs of all conflicts of a store that has none yet."""
    keys = _keys(
        select(f"""SELECT ?subject ?predicate {{
        VALUES ?predicate {{ {_LISTED} }} ?subject ?predicate ?value
        }} GROUP BY ?subject ?predicate HAVING(COUNT(DISTINCT ?value) > 1)""")
    )
    return _contents(select, base, keys)


class Gathered:
    """The claims of all articles that can contradict each other, for those who have no store."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._claims: dict[Key, list[_Claim]] = defaultdict(list)

    def add(self, stored: Stored, article: NamedNode) -> None:
        """Takes in what an article says; `article` is its node."""
        for number, name, subject, stance in stances.of_article(stored):
            claim = NamedNode(part_iri(article.value, "c", number))
            self._claims[NamedNode(entity_iri(self._base, subject)), terms.RELATION[name]].append(
                (claim, stance, article)
            )

    def conflicts(self) -> Iterator[tuple[NamedNode, list[Quad]]]:
        """The graphs of all conflicts."""
        for (subject, predicate), claims in self._claims.items():
            graph, quads = _conflict(self._base, subject, predicate, claims)
            if quads:
                yield graph, quads


def _contents(select: Select, base: str, keys: Iterable[Key]) -> Contents:
    for page in _pages(list(keys)):
        claims = _claims(select, base, page)
        for key in page:
            yield _conflict(base, *key, claims[key])


def _claims(select: Select, base: str, keys: Iterable[Key]) -> dict[Key, list[_Claim]]:
    """The claims of those keys that have several values: what is said of all others need not be looked at."""
    found: dict[Key, list[_Claim]] = defaultdict(list)
    several = _keys(
        select(f"""SELECT ?subject ?predicate {{
        VALUES (?subject ?predicate) {{ {stances.pairs(keys)} }} ?subject ?predicate ?value
        }} GROUP BY ?subject ?predicate HAVING(COUNT(DISTINCT ?value) > 1)""")
    )
    if several:
        for key, claim in stances.of_claims(select, base, several):
            found[key].append(claim)
    return found


def _conflict(
    base: str, subject: NamedNode, predicate: NamedNode, found: Iterable[_Claim]
) -> tuple[NamedNode, list[Quad]]:
    """The graph of one conflict, and its quads; none where the values can all be true. Each claim is linked with the first
    claim of every value that contradicts it: linking all pairs would grow with the square of the sources."""
    graph = NamedNode(conflict_iri(base, subject.value, predicate.value))
    claims: dict[Stance, dict[NamedNode, NamedNode]] = defaultdict(dict)
    for claim, value, article in found:
        claims[value][claim] = article
    opposed = [pair for pair in permutations(sorted(claims), 2) if contradict(*pair)]
    if not opposed:
        return graph, []
    firsts = {value: min(of, key=lambda claim: claim.value) for value, of in claims.items()}
    quads = [Quad(graph, terms.TYPE, terms.CONFLICT, graph), Quad(graph, terms.ABOUT, subject, graph)]
    for one, other in opposed:
        for claim, article in claims[one].items():
            quads += [
                Quad(graph, terms.INVOLVES, claim, graph),
                Quad(graph, terms.ARTICLE, article, graph),
                Quad(claim, terms.CONFLICTS_WITH, firsts[other], graph),
                Quad(firsts[other], terms.CONFLICTS_WITH, claim, graph),
            ]
    return graph, list(dict.fromkeys(quads))


def _nodes(found: Iterable[object]) -> Iterator[NamedNode]:
    return (node for node in found if isinstance(node, NamedNode))


def _keys(rows: Iterable[Row]) -> list[Key]:
    found = [(row.get("subject"), row.get("predicate")) for row in rows]
    return [(s, p) for s, p in found if isinstance(s, NamedNode) and isinstance(p, NamedNode)]


def _pages(found: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (found[start : start + PAGE] for start in range(0, len(found), PAGE))
