"""The RDF that an IRI leads to."""

from pyoxigraph import BlankNode, NamedNode, Triple

from graph import terms
from graph.rows import Row, Select

_ARTICLE = "SELECT ?node ?s ?p ?o { GRAPH ?node { ?s ?p ?o } }"

_ITSELF = "SELECT ?node ?p ?o { ?node ?p ?o }"

_POINTING = f"""SELECT ?node ?s ?p {{
  VALUES ?p {{ {" ".join(map(str, terms.RELATION.values()))} }}
  ?s ?p ?node
}}"""

# The claims on either side of it, each a row for every triple of it, of its sentence and of the label of its other end.
_CLAIMS = f"""SELECT DISTINCT ?node ?s ?p ?o {{
  {{ ?s {terms.SUBJECT} ?node . ?s ?p ?o }}
  UNION {{ ?s {terms.OBJECT} ?node . ?s ?p ?o }}
  UNION {{ ?claim {terms.SUBJECT} ?node . ?claim {terms.EVIDENCE} ?s . ?s ?p ?o }}
  UNION {{ ?claim {terms.OBJECT} ?node . ?claim {terms.EVIDENCE} ?s . ?s ?p ?o }}
  UNION {{ ?claim {terms.SUBJECT} ?node . ?claim {terms.OBJECT} ?s . ?s {terms.LABEL} ?o BIND({terms.LABEL} AS ?p) }}
  UNION {{ ?claim {terms.OBJECT} ?node . ?claim {terms.SUBJECT} ?s . ?s {terms.LABEL} ?o BIND({terms.LABEL} AS ?p) }}
}}"""


def describe(select: Select, iri: str) -> list[Triple]:
    """The triples that describe an IRI, each once; none where the store knows nothing of it or it is no IRI.

    Of an article, or what else a named graph is called by: its whole graph. Of anything else: the triples that it is the
    subject of, those of relations that point to it, and the claims on either with their sentences and with the labels of
    the other entities.
    """
    try:
        node = NamedNode(iri)
    except ValueError:
        return []
    if article := [_triple(row, node) for row in select(_ARTICLE, node=node)]:
        return article
    found = [_triple(row, node) for query in (_ITSELF, _POINTING, _CLAIMS) for row in select(query, node=node)]
    return list(dict.fromkeys(found))


def is_known(select: Select, iri: str) -> bool:
    """Whether anything is said of an IRI."""
    try:
        node = NamedNode(iri)
    except ValueError:
        return False
    return any(select("SELECT ?node ?p { ?node ?p ?o } LIMIT 1", node=node))


def _triple(row: Row, node: NamedNode) -> Triple:
    """A row's triple, of which `node` is the end that has no column."""
    subject, predicate, end = (row.get(name) or node for name in ("s", "p", "o"))
    assert isinstance(subject, NamedNode | BlankNode)
    assert isinstance(predicate, NamedNode)
    return Triple(subject, predicate, end)
