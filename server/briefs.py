"""What a list tells of each thing in it besides its name: one query for the whole list."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from flask import json

from graph.graph import Graph
from ontology.iris import PREFIXES, entity_iri, entity_local, local_name
from ontology.predicates import PREDICATES
from server import chinese
from server.negotiation import ROWS

PARTS, VALUES = 3, 2  # of a line: relations, and values of each

_PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_FACTS = (
    _PROLOGUE
    + """SELECT ?entity ?predicate ?value (SAMPLE(?name) AS ?label) (COUNT(DISTINCT ?claim) AS ?times) WHERE {
  VALUES ?entity { %s }
  ?claim rdf:subject ?entity ; rdf:predicate ?predicate ; rdf:object ?value .
  OPTIONAL { ?value rdfs:label ?name }
} GROUP BY ?entity ?predicate ?value ORDER BY DESC(?times) ?value"""
)
_KNOWN = {known.iri: known for known in PREDICATES.values()}
_ORDER = {name: place for place, name in enumerate(PREDICATES)}


def of_entities(graph: Graph, names: Iterable[str]) -> dict[str, str]:
    """Local name → one line that tells what the thing is, for those of which there are facts."""
    # a name that is not made by this law could hold what ends an IRI
    iris = [entity_iri(graph.base, name) for name in names if local_name(name) == name]
    facts: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in _rows(graph, _FACTS, iris):
        known = _KNOWN.get(row["predicate"])
        name = entity_local(graph.base, row["entity"])
        if known and name:
            value = row.get("label") or chinese.literal(known.name, row["value"])
            facts[name].append((known.name, known.zh, value))
    return {
        name: line((label, value) for _, label, value in sorted(found, key=lambda fact: _ORDER[fact[0]]))
        for name, found in facts.items()
    }


def line(facts: Iterable[tuple[str, str]]) -> str:
    """Labels and values as one line: the first `PARTS` relations, of each the first `VALUES` values."""
    by_label: dict[str, dict[str, None]] = defaultdict(dict)
    for label, value in facts:
        by_label[label][value] = None
    return " · ".join(
        f"{label}：{'、'.join(list(values)[:VALUES])}{'等' if len(values) > VALUES else ''}"
        for label, values in list(by_label.items())[:PARTS]
    )


def _rows(graph: Graph, query: str, iris: Sequence[str]) -> list[dict[str, str]]:
    """The values of each row; IRIs are legal by the laws of `ontology.iris`, so none of them ends its `<…>`."""
    if not iris:
        return []
    answer = graph.query(query % " ".join(f"<{iri}>" for iri in iris), accept=[ROWS["json"]])
    bindings = json.loads(answer.body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]
