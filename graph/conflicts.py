"""Claims that cannot both be true, linked with each other: two founding dates, two places of birth, two seats.

What contradicts itself about one property of one thing is a `rq:Conflict` in a named graph of its own. It is made of the
articles' graphs alone and leads to every claim that takes part and to the article of each, so that a change of an
article touches only what leads to it and what its present facts are about.

What is compared are stances (graph/stances.py). A stance is made of the graph of the claim's own article and nothing else,
so that a change of another article cannot alter it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import permutations, product
from typing import TypeAlias

from pyoxigraph import NamedNode, Quad

from graph import stances, terms
from graph.records import Stored
from graph.stances import CHECKED, Stance, contradict
from graph.store import QuadStore
from ontology.iris import article_iri, conflict_iri, entity_iri, part_iri

_Claim: TypeAlias = tuple[NamedNode, Stance, NamedNode]  # a claim, what it states, and its article

_CHECKED = tuple(terms.RELATION[name] for name in CHECKED)


def follow(store: QuadStore, base: str, articles: Iterable[str]) -> None:
    """Brings the conflicts up to date after the graphs of these articles, by their ids, have changed or gone."""
    keys: set[tuple[NamedNode, NamedNode]] = set()
    for article in articles:
        graph = NamedNode(article_iri(base, article))
        for predicate in _CHECKED:
            found = store.quads_for_pattern(None, predicate, None, graph)
            keys.update((subject, predicate) for subject in _nodes(q.subject for q in found))
        for conflict in _nodes(q.subject for q in store.quads_for_pattern(None, terms.ARTICLE, graph)):
            if conflict.value.startswith(f"{base}conflict/"):
                about = store.quads_for_pattern(conflict, terms.ABOUT, None)
                keys.update(product(_nodes(q.object for q in about), _CHECKED))
    _write(store, base, keys)


def find(store: QuadStore, base: str) -> None:
    """Makes all conflicts of a store that has none yet."""
    values: dict[tuple[NamedNode, NamedNode], int] = defaultdict(int)
    for predicate in _CHECKED:
        for quad in store.quads_for_pattern(None, predicate, None):
            for subject in _nodes([quad.subject]):
                values[subject, predicate] += 1
    _write(store, base, (key for key, count in values.items() if count > 1))


class Gathered:
    """The claims of all articles that can contradict each other, for those who have no store."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._claims: dict[tuple[NamedNode, NamedNode], list[_Claim]] = defaultdict(list)

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


def _write(store: QuadStore, base: str, keys: Iterable[tuple[NamedNode, NamedNode]]) -> None:
    store.replace_all(
        _conflict(base, subject, predicate, list(_claims(store, base, subject, predicate)))
        for subject, predicate in keys
    )


def _claims(store: QuadStore, base: str, subject: NamedNode, predicate: NamedNode) -> Iterator[_Claim]:
    values = {quad.object for quad in store.quads_for_pattern(subject, predicate, None)}
    if len(values) > 1:
        yield from stances.of_claims(store, base, subject, predicate)


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
