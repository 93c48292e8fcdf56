"""SPARQL updates as text, made of quads by the engine's own serialiser, so no text can end up as syntax."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias, TypeVar

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from graph.protocol import Contents, fitting, has_blank
from graph.store import statements
from ontology.iris import graph_iri

MOST_AT_ONCE = 10_000  # quads in one request
GRAPHS_AT_ONCE = 500  # graphs that one request replaces or removes

_Node = TypeVar("_Node")
Portion: TypeAlias = dict[NamedNode, set[Quad]]  # what graphs hold


def skolemised(contents: Contents, base: str) -> Contents:
    """The contents with IRIs in the place of blank nodes (RDF 1.1 Concepts, 3.5), the same for the same ones."""

    def node(term: _Node) -> _Node | NamedNode:
        return NamedNode(f"{base}.well-known/genid/{term.value}") if isinstance(term, BlankNode) else term

    users = graph_iri(base, "")  # no other graphs have any, which is seen to later
    for graph, quads in contents:
        if graph.value.startswith(users):
            quads = [Quad(node(q.subject), q.predicate, node(q.object), graph) if has_blank(q) else q for q in quads]
        yield graph, quads


def portions(contents: Contents) -> Iterator[Portion]:
    """The contents in parts, each as large as one request may be; a graph is in one part, whatever its size."""
    portion: Portion = {}
    size = 0
    for graph, quads in contents:
        found = fitting(graph, quads)
        if graph in portion or size + len(found) > MOST_AT_ONCE or len(portion) >= GRAPHS_AT_ONCE:
            yield portion
            portion, size = {}, 0
        portion[graph] = found
        size += len(found)
    if portion:
        yield portion


def filling(portion: Portion, *, union: bool) -> list[str]:
    """What puts quads where none of them is; with `union` into the default graph too."""
    if not any(portion.values()):
        return []
    both = {triple for quads in portion.values() for triple in _triples(quads)} if union else set()
    return [f"INSERT DATA {{ {statements(both)} {_graphs(portion)} }}"]


def replacing(before: Mapping[NamedNode, set[Quad]], portion: Portion, *, union: bool, annotated: bool) -> list[str]:
    """What makes these graphs hold this instead of what they held before; nothing where that is the same.

    With `union` the default graph follows: what a graph said goes with it where no graph says it any more. Without graphs
    of users, which makes it `annotated`, nobody else says what an article says of its own parts.
    """
    gone = {graph: lost for graph, quads in portion.items() if (lost := before.get(graph, set()) - quads)}
    come = {graph: quads - before.get(graph, set()) for graph, quads in portion.items()}
    steps = []
    own: list[Triple] = []
    shared: set[Triple] = set()
    if union:
        for graph, quads in gone.items():
            for triple in _triples(quads):
                part = isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(f"{graph.value}#")
                own.append(triple) if part and not annotated else shared.add(triple)
    if gone:
        steps.append(f"DELETE DATA {{ {statements(own)} {_graphs(gone)} }}")
        steps += [f"DROP SILENT GRAPH {graph}" for graph in gone if not portion[graph]]
    steps += filling(come, union=union)
    if shared:
        rows = " ".join(f"({triple.subject} {triple.predicate} {triple.object})" for triple in shared)
        steps.append(
            f"DELETE {{ ?s ?p ?o }} WHERE {{ VALUES (?s ?p ?o) {{ {rows} }} "
            "FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
        )
    return steps


def _graphs(portion: Portion) -> str:
    return " ".join(f"GRAPH {graph} {{ {statements(_triples(quads))} }}" for graph, quads in portion.items() if quads)


def _triples(quads: set[Quad]) -> Iterator[Triple]:
    return (quad.triple for quad in quads)
