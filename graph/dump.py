"""Everything that the graph holds, as one document of RDF, made of the truths: nobody need own the graph.

The formats of quads hold each article's graph and leave the union out, which is made of them and nothing else.
"""

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from typing import IO, Literal, TypeAlias

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from graph import annotations, conflicts, linked, links
from graph.derived import Progress
from graph.quads import quads_of
from graph.truths import Truths
from ontology.iris import PREFIXES, article_iri, graph_iri

Format: TypeAlias = Literal["nquads", "trig", "turtle", "jsonld"]
FORMATS: tuple[Format, ...] = ("nquads", "trig", "turtle", "jsonld")
PAGE = 100  # articles read at once

_Graphs: TypeAlias = Iterable[tuple[NamedNode, Iterable[Quad]]]


def dump(truths: Truths, output: IO[bytes], form: Format, progress: Progress) -> int:
    """Writes the graph as it is when this begins, whatever other processes do meanwhile, and counts the articles.

    `progress` gets the number of articles done and of all. Memory is bounded, but for turtle, which is the union and
    where no triple may stand twice: some 100 bytes for each triple about an entity; and a line for each date of a founding, a
    birth and the like, which may contradict another.
    """
    prefixes = PREFIXES | {"entity": f"{truths.base}entity/"}
    with truths.snapshot():
        total = truths.count()
        graphs = _graphs(truths, lambda done: progress(done, total))
        if form == "jsonld":
            for piece in linked.documents(graphs):
                output.write(piece.encode())
        elif form == "turtle":
            serialize(_union(graphs, truths.base), output, RdfFormat.TURTLE, prefixes=prefixes)
        else:
            quads = (quad for _, contents in graphs for quad in contents)
            serialize(quads, output, RdfFormat.TRIG if form == "trig" else RdfFormat.N_QUADS, prefixes=prefixes)
    return total


def _graphs(truths: Truths, report: Callable[[int], None]) -> _Graphs:
    for name in truths.annotations.names():
        yield annotations.graph(truths.base, name, truths.annotations.contents(name))
    done, gathered = 0, conflicts.Gathered(truths.base)
    page = truths.stored_after("", limit=PAGE)
    while page:
        for stored in page:
            graph = NamedNode(article_iri(truths.base, stored.reading.article.id))
            yield graph, quads_of(stored, truths.base)
            gathered.add(stored, graph)
            done += 1
            report(done)
        page = truths.stored_after(page[-1].reading.article.id, limit=PAGE)
    yield from gathered.conflicts()
    yield from links.graphs(truths.base, ((local, truths.links_of(local)) for local in truths.linked()))


def _union(graphs: _Graphs, base: str) -> Iterator[Triple]:
    """The triples of all graphs, none twice; those about an article or a part of it are in no other's graph but those of
    users, which come first."""
    seen: set[bytes] = set()
    users, said = graph_iri(base, ""), False
    for graph, quads in graphs:
        part, of_user = f"{graph.value}#", graph.value.startswith(users)
        said |= of_user
        for quad in quads:
            subject = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
            own = not of_user and (subject == graph.value or subject.startswith(part))
            if said or not own:
                digest = blake2b(str(quad.triple).encode(), digest_size=16).digest()
                if digest in seen:
                    continue
                if not own:
                    seen.add(digest)
            yield quad.triple
