"""Small graphs in a store, in a directory or behind a server: what tests of stores share."""

import csv
import io
from collections.abc import Sequence

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.protocol import Store

P = NamedNode("urn:p")
G, H = NamedNode("urn:g"), NamedNode("urn:h")


def quads(graph: NamedNode, *subjects: str) -> list[Quad]:
    return [Quad(NamedNode(f"urn:{subject}"), P, Literal(subject), graph) for subject in subjects]


BOTH = pytest.mark.parametrize("store", ["directory", "server"], indirect=True)
BOTH_GOLD = pytest.mark.parametrize("gold_store", ["directory", "server"], indirect=True)


def replace(store: Store, graph: NamedNode, held: list[Quad]) -> None:
    store.replace_all([(graph, held)])


def rows(
    store: Store, sparql: str, *, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
) -> list[list[str]]:
    answer = store.query(sparql, accept=["text/csv"], default_graphs=default_graphs, named_graphs=named_graphs)
    return sorted(list(csv.reader(io.StringIO(answer.body.decode())))[1:])
