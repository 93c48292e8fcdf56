"""What the graph holds, in figures: for the home page."""

from dataclasses import dataclass
from threading import Lock
from time import monotonic

from graph import rows
from graph.graph import Graph
from ontology.iris import PREFIXES, entity_local
from ontology.predicates import CLASSES
from server.terms import entity_path

PATIENCE = 20  # times as long as the counting took, which goes over the whole graph, its figures are good
MOST = 32

_PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_FIGURES = (
    _PROLOGUE
    + """SELECT ?entities ?facts ?quotes WHERE {
  { SELECT (COUNT(DISTINCT ?entity) AS ?entities) WHERE { ?article schema:mentions ?entity } }
  { SELECT (COUNT(?claim) AS ?facts) WHERE { ?claim a rq:Claim } }
  { SELECT (COUNT(?quote) AS ?quotes) WHERE { ?quote a schema:Quotation } }
}"""
)
_CONNECTED = (
    _PROLOGUE
    + f"""SELECT ?entity ?facts (SAMPLE(?name) AS ?label) (SAMPLE(?kind) AS ?type) WHERE {{
  {{ SELECT ?entity (COUNT(?claim) AS ?facts) WHERE {{
    {{ ?claim rdf:subject ?entity }} UNION {{ ?claim rdf:object ?entity FILTER(isIRI(?entity)) }}
  }} GROUP BY ?entity ORDER BY DESC(?facts) ?entity LIMIT {MOST} }}
  ?entity rdfs:label ?name ; a ?kind
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
    """How much there is of what."""

    articles: int
    entities: int
    facts: int
    quotes: int
    connected: tuple[Connected, ...]


class Overview:
    """The figures of a graph, counted anew for whoever asks, but never for more than one second in twenty."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._lock = Lock()
        self._stale = float("-inf")
        self._figures: Figures | None = None

    def figures(self) -> Figures:
        """As of now, or of a short while ago where counting takes long. Any thread may ask."""
        with self._lock:
            began = monotonic()
            if self._figures is None or began >= self._stale:
                self._figures = self._count()
                now = monotonic()
                self._stale = now + PATIENCE * (now - began)
            return self._figures

    def _count(self) -> Figures:
        graph = self._graph
        row = graph.select(_FIGURES)[0]
        connected = []
        for found in graph.select(_CONNECTED):
            if local := entity_local(graph.base, rows.text(found, "entity")):
                kind = _TYPES.get(rows.text(found, "type"), "")
                facts = rows.integer(found, "facts")
                connected.append(Connected(rows.text(found, "label"), kind, entity_path(local), facts))
        figures = {name: rows.integer(row, name) for name in ("entities", "facts", "quotes")}
        return Figures(graph.truths.count(), **figures, connected=tuple(connected))
