"""Queries over HTTP: what tests of `/sparql` share."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

Ask = Callable[..., Any]  # the fixtures `ask` and `browse`

PREFIXES = """
PREFIX rq: <https://w3id.org/rongqiao/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
"""
FOUNDERS = (
    PREFIXES
    + """SELECT ?name WHERE {
  ?org rdfs:label "苏州青禾智控科技有限公司"@zh ; schema:founder ?who . ?who rdfs:label ?name
} ORDER BY ?name"""
)
FORM = {"Content_Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content_Type": "application/sparql-query"}


def get(query: str, **parameters: str) -> str:
    """The address that asks a query."""
    return "/sparql?" + urlencode({"query": query, **parameters})
