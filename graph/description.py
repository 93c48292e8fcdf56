"""The RDF that an IRI leads to."""

from collections.abc import Iterator
from typing import Protocol, TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from graph import terms

_Term: TypeAlias = NamedNode | BlankNode | Literal | Triple


class Quads(Protocol):
    """What a description asks of a store."""

    def quads_for_pattern(
        self,
        subject: NamedNode | BlankNode | Triple | None,
        predicate: NamedNode | None,
        object: _Term | None,
        graph_name: NamedNode | BlankNode | DefaultGraph | None = None,
        /,
    ) -> Iterator[Quad]: ...


def describe(store: Quads, iri: str) -> Iterator[Quad]:
    """The quads that describe an IRI, each once; none where the store knows nothing of it or it is no IRI.

    Of an article: its whole graph. Of anything else: the triples that it is the subject of, those of relations that
    point to it, and the claims on either with their sentences and with the labels of the other entities.
    """
    try:
        node = NamedNode(iri)
    except ValueError:
        return
    article = list(store.quads_for_pattern(None, None, None, node))
    yield from article or dict.fromkeys(_about(store, node))


def _about(store: Quads, node: NamedNode) -> Iterator[Quad]:
    yield from store.quads_for_pattern(node, None, None)
    for relation in terms.RELATION.values():
        yield from store.quads_for_pattern(None, relation, node)
    for role, other in ((terms.SUBJECT, terms.OBJECT), (terms.OBJECT, terms.SUBJECT)):
        for found in store.quads_for_pattern(None, role, node):
            yield from _claim(store, found, other)


def _claim(store: Quads, found: Quad, other: NamedNode) -> Iterator[Quad]:
    """A claim, the sentence that makes it and the labels of its other end, as its own graph has them."""
    graph = found.graph_name
    for quad in store.quads_for_pattern(found.subject, None, None, graph):
        yield quad
        if quad.predicate == terms.EVIDENCE and isinstance(quad.object, NamedNode):
            yield from store.quads_for_pattern(quad.object, None, None, graph)
        if quad.predicate == other and isinstance(quad.object, NamedNode):
            yield from store.quads_for_pattern(quad.object, terms.LABEL, None, graph)
