"""What the graph holds, in figures: for the home page."""

from dataclasses import dataclass
from threading import Lock
from time import monotonic

from graph.home import Graph
from ontology.iris import PREFIXES, entity_local
from ontology.predicates import CLASSES
from server.terms import entity_path

KEEP = 20.0  # seconds: counting goes over the whole graph
MOST = 32

_PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_FIGURES = (
    _PROLOGUE
    + """SELECT ?entities ?facts ?quotes WHERE {
  { SELECT (COUNT(DISTINCT ?entity) AS ?entities) WHERE { GRAPH ?g { ?article schema:mentions ?entity } } }
  { SELECT (COUNT(?claim) AS ?facts) WHERE { GRAPH ?g { ?claim a rq:Claim } } }
  { SELECT (COUNT(?quote) AS ?quotes) WHERE { GRAPH ?g { ?quote a schema:Quotation } } }
}"""
)
_CONNECTED = (
    _PROLOGUE
    + f"""SELECT ?entity ?facts (SAMPLE(?name) AS ?label) (SAMPLE(?kind) AS ?type) WHERE {{
  {{ SELECT ?entity (COUNT(?claim) AS ?facts) WHERE {{
    GRAPH ?g {{ {{ ?claim rdf:subject ?entity }} UNION {{ ?claim rdf:object ?entity FILTER(isIRI(?entity)) }} }}
  }} GROUP BY ?entity ORDER BY DESC(?facts) ?entity LIMIT {MOST} }}
  GRAPH ?h {{ ?entity rdfs:label ?name ; a ?kind }}
}} GROUP BY ?entity ?facts ORDER BY DESC(?facts) ?entity"""
)
_TYPES = {known.iri: name for name, known in CLASSES.items()}


@dataclass(frozen=True, slots=True)
class Connected:
    """An entity that many facts are about."""

    label: str
    type: str
    href: str
    facts: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How much of what there is."""

    articles: int
    entities: int
    facts: int
    quotes: int
    connected: tuple[Connected, ...]


class Overview:
    """The figures of a graph, counted again when articles came or `KEEP` seconds went by; safe among threads."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._lock = Lock()
        self._counted = float("-inf")
        self._figures: Figures | None = None

    def figures(self) -> Figures:
        """At most `KEEP` seconds old."""
        with self._lock:
            if self._figures is None or monotonic() - self._counted > KEEP:
                self._figures = self._count()
                self._counted = monotonic()
            return self._figures

    def _count(self) -> Figures:
        graph = self._graph
        row = graph.select(_FIGURES)[0]
        connected = []
        for found in graph.select(_CONNECTED):
            if local := entity_local(graph.base, found["entity"].value):
                kind = _TYPES.get(found["type"].value, "")
                facts = int(found["facts"].value)
                connected.append(Connected(found["label"].value, kind, entity_path(local), facts))
        figures = {name: int(row[name].value) for name in ("entities", "facts", "quotes")}
        return Figures(graph.home.count(), **figures, connected=tuple(connected))
