"""What commands are asked, and what they print, as values."""

import json
import subprocess
from typing import Any

FOUNDERS = """
SELECT ?company ?founder ?sentence WHERE {
  ?claim a rq:Claim ; rdf:predicate schema:founder ; rq:quote ?sentence ;
         rdf:subject/rdfs:label ?company ; rdf:object/rdfs:label ?founder }"""


def rows(result: subprocess.CompletedProcess[str]) -> list[dict[str, str]]:
    answer = json.loads(result.stdout)
    return [{k: v["value"] for k, v in row.items()} for row in answer["results"]["bindings"]]


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]
