"""The command that lists claims which cannot all be true."""

import json
from pathlib import Path
from typing import Any

import click

from ontology.iris import PREFIXES, article_id, entity_local, graph_iri
from ontology.predicates import PREDICATES
from server import chinese
from server.asking import answer
from server.console import data_option, existing, json_option, printable, tell

_PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_CONFLICTS = (
    _PROLOGUE
    + """SELECT ?conflict ?subject ?predicate ?value ?claim ?quote ?start ?end ?article ?title ?published ?original
  (SAMPLE(?name) AS ?label) (SAMPLE(?words) AS ?called) WHERE {
  GRAPH ?conflict { ?conflict a rq:Conflict ; schema:about ?subject ; rq:claim ?claim }
  FILTER(!STRSTARTS(STR(?conflict), "USERS"))
  GRAPH ?article {
    ?claim rdf:predicate ?predicate ; rdf:object ?value ; rq:quote ?quote ; rq:start ?start ; rq:end ?end ;
           rq:article ?article
  }
  FILTER(!STRSTARTS(STR(?article), "USERS"))
  OPTIONAL { ?subject rdfs:label ?name }
  OPTIONAL { ?value rdfs:label ?words }
  OPTIONAL { ?article schema:headline ?title }
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article rq:copyOf ?original }
} GROUP BY ?conflict ?subject ?predicate ?value ?claim ?quote ?start ?end ?article ?title ?published ?original
ORDER BY ?subject ?predicate ?value ?published ?claim"""
)
_KNOWN = {known.iri: known for known in PREDICATES.values()}


@click.command()
@data_option
@json_option
def conflicts(data: Path, as_json: bool) -> None:
    """List claims that cannot all be true, such as two founding dates or two seats, with the sentences that make them.

    Sources that are near copies of each other count once. Values that are marked as inexact contradict nothing.
    """
    from graph.home import Home
    from server.negotiation import ROWS

    users = graph_iri(Home(existing(data)).base, "")  # whose statements contradict nothing
    _, body = answer(data, _CONFLICTS.replace("USERS", users), [ROWS["json"]])
    found: dict[str, dict[str, Any]] = {}
    for row in json.loads(body)["results"]["bindings"]:
        _add(found, {name: term["value"] for name, term in row.items()})
    for conflict in found.values():
        if as_json:
            click.echo(json.dumps(conflict, ensure_ascii=False))
        else:
            _print(conflict)
    if not found and not as_json:
        tell("no claims contradict each other")


def _add(found: dict[str, dict[str, Any]], row: dict[str, str]) -> None:
    """Puts one claim into its conflict, under its value."""
    known = _KNOWN[row["predicate"]]
    subject = _last(row["subject"])
    conflict = found.setdefault(
        row["conflict"],
        {"subject": subject, "label": row.get("label", subject), "predicate": known.name, "values": []},
    )
    values = conflict["values"]
    value = row["value"] if known.literal else _last(row["value"])
    if not values or values[-1]["value"] != value:
        values.append({"value": value, "label": row.get("called", value), "independent_sources": 0, "evidence": []})
    evidence = {
        "article": _article(row["article"]),
        "title": row.get("title", ""),
        "published": row.get("published"),
        "start": int(row["start"]),
        "end": int(row["end"]),
        "quote": row["quote"],
        "original": _article(row.get("original", row["article"])),
    }
    values[-1]["evidence"].append(evidence)
    values[-1]["independent_sources"] = len({one["original"] for one in values[-1]["evidence"]})


def _print(conflict: dict[str, Any]) -> None:
    name = PREDICATES[conflict["predicate"]].zh
    click.echo(printable(f"{conflict['label']}  {name}"))
    for value in conflict["values"]:
        said = chinese.literal(conflict["predicate"], value["label"])
        click.echo(printable(f"  {said}  （{value['independent_sources']} 个独立来源）"))
        for one in value["evidence"]:
            place = " · ".join(part for part in (one["article"], one["published"]) if part)
            click.echo(printable(f"    {place}  {one['quote']}"))


def _last(iri: str) -> str:
    """The local name in an entity's IRI, under whatever base."""
    base = iri.partition("entity/")[0]
    return entity_local(base, iri) or iri


def _article(iri: str) -> str:
    base = iri.partition("article/")[0]
    return article_id(base, iri) or iri
