"""Claims that cannot both be true, linked with each other: two founding dates, two days of birth.

What contradicts itself about one property of one thing is a `rq:Conflict` in a named graph of its own. It is made of the
articles' graphs alone and leads to every claim that takes part and to the article of each, so that a change of an
article touches only what leads to it and what its present facts are about.

Of places that differ it is not known whether one lies in the other, and an organisation may be in several, so places
contradict nothing here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import permutations, product

from pyoxigraph import Literal, NamedNode, Quad

from extract.edtf import bounds
from graph import terms
from graph.store import QuadStore
from ontology.iris import article_iri, conflict_iri
from ontology.predicates import PREDICATES

SINGLE = tuple(terms.RELATION[name] for name, known in PREDICATES.items() if known.single)


def contradict(one: str, other: str) -> bool:
    """Whether two EDTF dates cannot be the same: they have no day in common, and neither is marked as inexact."""
    if any(mark in date for date in (one, other) for mark in "~?%"):
        return False
    (first, last), (begin, end) = bounds(one), bounds(other)
    return bool((last and begin and last < begin) or (end and first and end < first))


def follow(store: QuadStore, base: str, articles: Iterable[str]) -> None:
    """Brings the conflicts up to date after the graphs of these articles, by their ids, have changed or gone."""
    keys: set[tuple[NamedNode, NamedNode]] = set()
    for article in articles:
        graph = NamedNode(article_iri(base, article))
        for predicate in SINGLE:
            found = store.quads_for_pattern(None, predicate, None, graph)
            keys.update((subject, predicate) for subject in _nodes(q.subject for q in found))
        for conflict in _nodes(q.subject for q in store.quads_for_pattern(None, terms.ARTICLE, graph)):
            if conflict.value.startswith(f"{base}conflict/"):
                about = store.quads_for_pattern(conflict, terms.ABOUT, None)
                keys.update(product(_nodes(q.object for q in about), SINGLE))
    _write(store, base, keys)


def find(store: QuadStore, base: str) -> None:
    """Makes all conflicts of a store that has none yet."""
    values: dict[tuple[NamedNode, NamedNode], int] = defaultdict(int)
    for predicate in SINGLE:
        for quad in store.quads_for_pattern(None, predicate, None):
            for subject in _nodes([quad.subject]):
                values[subject, predicate] += 1
    _write(store, base, (key for key, count in values.items() if count > 1))


def _write(store: QuadStore, base: str, keys: Iterable[tuple[NamedNode, NamedNode]]) -> None:
    contents = []
    for subject, predicate in keys:
        graph = NamedNode(conflict_iri(base, subject.value, predicate.value))
        contents.append((graph, list(_conflict(store, graph, subject, predicate))))
    store.replace_all(contents)


def _conflict(store: QuadStore, graph: NamedNode, subject: NamedNode, predicate: NamedNode) -> Iterator[Quad]:
    """The quads of one conflict, none where the values can all be true. Each claim is linked with the first claim of
    every value that contradicts it: linking all pairs would grow with the square of the sources."""
    values = {
        q.object.value for q in store.quads_for_pattern(subject, predicate, None) if isinstance(q.object, Literal)
    }
    opposed = [pair for pair in permutations(sorted(values), 2) if contradict(*pair)]
    if not opposed:
        return
    claims: dict[str, list[NamedNode]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, terms.SUBJECT, subject):
        if any(True for _ in store.quads_for_pattern(quad.subject, terms.PREDICATE, predicate)):
            for claim in _nodes([quad.subject]):
                for said in store.quads_for_pattern(claim, terms.OBJECT, None):
                    if isinstance(said.object, Literal):
                        claims[said.object.value].append(claim)
    firsts = {value: min(found, key=lambda claim: claim.value) for value, found in claims.items()}
    yield Quad(graph, terms.TYPE, terms.CONFLICT, graph)
    yield Quad(graph, terms.ABOUT, subject, graph)
    for one, other in opposed:
        for claim in claims[one]:
            yield Quad(graph, terms.INVOLVES, claim, graph)
            for said in store.quads_for_pattern(claim, terms.ARTICLE, None):
                yield Quad(graph, terms.ARTICLE, said.object, graph)
            yield Quad(claim, terms.CONFLICTS_WITH, firsts[other], graph)
            yield Quad(firsts[other], terms.CONFLICTS_WITH, claim, graph)


def _nodes(found: Iterable[object]) -> Iterator[NamedNode]:
    return (node for node in found if isinstance(node, NamedNode))
