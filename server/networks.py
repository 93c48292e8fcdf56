"""Relations of a result as a picture: who stands where. Coordinates only; the template draws."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ontology.iris import RDFS
from server.picture import Box, fitted
from server.terms import RELATIONS, Cell, cell

MOST = 40  # things: more would crowd the picture
LONGEST = 100_000  # characters of a document that is drawn
WIDTH = 960
_STEPS = 150
_GATHERING = 1.0  # pull to the middle, or things that nothing connects would end at the edges
_LABEL = RDFS + "label"


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two things: ends of the line, the words on it and where they stand."""

    line: tuple[float, float, float, float]
    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Node:
    """A thing: its box, its whole name, its page."""

    box: Box
    name: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Network:
    """A drawing of `width` × `height` units; `left_out` things had no room."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class _Relation:
    """Two things by their addresses, and the relation in words."""

    source: str
    target: str
    words: str


def of_rows(rows: Sequence[Sequence[Cell]]) -> Network | None:
    """The picture of rows that hold two entities each, and perhaps the relation between them."""
    relations: list[_Relation] = []
    names: dict[str, str] = {}
    for row in rows:
        things = [(cell.href, cell.words) for cell in row if cell.href and cell.href.startswith("/entity/")][:2]
        if len(things) == 2:
            words = next((RELATIONS[cell.href] for cell in row if cell.href in RELATIONS), "")
            relations.append(_Relation(things[0][0], things[1][0], words))
            names |= {href: name.replace("_", " ") for href, name in things}
    return _drawn(relations, names)


def of_document(turtle: str, base: str) -> Network | None:
    """The picture of a graph: its triples between IRIs, by the labels that it gives them."""
    from rdflib import Graph, URIRef

    if len(turtle) > LONGEST:
        return None
    graph = Graph().parse(data=turtle, format="turtle")
    labels = {str(s): str(o) for s, p, o in graph if str(p) == _LABEL}
    relations: list[_Relation] = []
    names: dict[str, str] = {}
    for s, p, o in sorted(graph):
        if isinstance(s, URIRef) and isinstance(o, URIRef):
            ends = [cell({"type": "uri", "value": str(iri)}, base) for iri in (s, o)]
            if all(end.href and end.href.startswith("/entity/") for end in ends):
                source, target = (str(end.href) for end in ends)
                words = RELATIONS.get(str(p)) or cell({"type": "uri", "value": str(p)}, base).words
                relations.append(_Relation(source, target, words))
                names |= {
                    str(end.href): labels.get(str(iri), end.words.replace("_", " "))
                    for iri, end in zip((s, o), ends, strict=True)
                }
    return _drawn(relations, names)


def _drawn(relations: Iterable[_Relation], names: dict[str, str]) -> Network | None:
    """The things of most relations, pushed apart and pulled together until they stand still."""
    known = [relation for relation in dict.fromkeys(relations) if relation.source != relation.target]
    if not known:
        return None
    degrees = Counter(end for relation in known for end in (relation.source, relation.target))
    shown = [name for name, _ in degrees.most_common(MOST)]
    places = {name: place for place, name in enumerate(shown)}
    words: dict[tuple[int, int], list[str]] = {}
    for relation in known:
        if relation.source in places and relation.target in places:
            one, other = sorted((places[relation.source], places[relation.target]))
            words.setdefault((one, other), []).append(relation.words)
    boxes = []
    for name in shown:
        text, ems = fitted(names[name], 8)
        boxes.append((text, round(ems * 15 + 24, 1)))
    height = max(280, min(1000, 130 + 26 * len(shown)))
    spots = _laid_out(len(shown), list(words), [width for _, width in boxes], height)
    nodes = tuple(
        Node(Box(x, y, width, 34, text), names[name], name)
        for name, (text, width), (x, y) in zip(shown, boxes, spots, strict=True)
    )
    edges = []
    for (a, b), said in words.items():
        (x1, y1), (x2, y2) = spots[a], spots[b]
        told = "、".join(dict.fromkeys(filter(None, said)))
        edges.append(Edge((x1, y1, x2, y2), fitted(told, 8)[0], round((x1 + x2) / 2, 1), round((y1 + y2) / 2, 1)))
    return Network(WIDTH, height, nodes, tuple(edges), len(degrees) - len(shown))


def _laid_out(count: int, pairs: list[tuple[int, int]], widths: list[float], height: int) -> list[tuple[float, float]]:
    """Forces after Fruchterman and Reingold (1991) from places on a spiral, so that the same result is drawn the same
    way; then boxes that still overlap give way."""
    import numpy as np

    turns = np.arange(count) * 2.399963  # the golden angle
    radius = np.sqrt((np.arange(count) + 0.5) / count)
    at = np.stack([np.cos(turns) * radius * WIDTH / 2.4, np.sin(turns) * radius * height / 2.4], axis=1)
    half = np.stack([np.array(widths) / 2 + 22, np.full(count, 34.0)], axis=1)  # with room for words between them
    room = np.array([WIDTH / 2, height / 2]) - half + np.array([18, 14])
    natural = np.sqrt(WIDTH * height / count) * 0.8
    sources, targets = (np.array(ends, dtype=int) for ends in zip(*pairs, strict=True))
    for step in range(_STEPS):
        apart = at[:, None] - at[None]
        distance = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 1.0)
        push = (apart / distance[..., None] ** 2 * natural**2).sum(axis=1) - at * _GATHERING
        along = at[sources] - at[targets]
        pull = along * (np.maximum(np.hypot(along[:, 0], along[:, 1]), 1.0) / natural)[:, None]
        np.subtract.at(push, sources, pull)
        np.add.at(push, targets, pull)
        length = np.maximum(np.hypot(push[:, 0], push[:, 1]), 1e-9)
        most = WIDTH / 8 * (1 - step / _STEPS) + 1
        at = np.clip(at + push / length[:, None] * np.minimum(length, most)[:, None], -room, room)
    for _ in range(100):
        apart = at[:, None] - at[None]
        overlap = half[:, None] + half[None] - np.abs(apart)
        hit = (overlap > 0).all(axis=2) & ~np.eye(count, dtype=bool)
        if not hit.any():
            break
        # along the axis on which less is to do; two in one place part by their order
        order = np.sign(np.arange(count)[:, None] - np.arange(count)[None])
        side = np.where(apart == 0, order[..., None], np.sign(apart))
        narrow = (overlap == overlap.min(axis=2, keepdims=True)) & hit[..., None]
        at = np.clip(at + (side * np.where(narrow, overlap, 0)).sum(axis=1) * 0.35, -room, room)
    return [(round(float(x) + WIDTH / 2, 1), round(float(y) + height / 2, 1)) for x, y in at]
