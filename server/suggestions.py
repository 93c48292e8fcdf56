"""`/api/v1/suggest`: the entities that somebody may mean who types a name, as JSON."""

from typing import cast

from flask import Blueprint, Response, json, request

from graph.graph import Graph
from graph.suggesting import MOST, Suggestion
from ontology.predicates import ENTITY_TYPES, EntityType
from server import cors
from server.problems import ProblemError
from server.tags import digested
from server.terms import entity_path

LIMIT = 10


def blueprint(graph: Graph) -> Blueprint:
    """The suggestions over a graph."""
    pages = Blueprint("suggestions", __name__)
    pages.after_request(cors.open_to_all)

    @pages.get("/api/v1/suggest")
    def suggest() -> Response:
        found = graph.suggest(request.args.get("q", ""), limit=_limit(), kind=_type())
        body = json.dumps({"suggestions": [_row(one) for one in found]}, ensure_ascii=False) + "\n"
        return digested(Response(body, mimetype="application/json"))

    return pages


def _row(one: Suggestion) -> dict[str, object]:
    return {
        "entity": one.entity,
        "url": entity_path(one.entity),
        "label": one.label,
        "type": one.type,
        "description": one.line,
        "articles": one.articles,
        "name": one.name,
        "start": one.start,
        "end": one.end,
    }


def _limit() -> int:
    asked = request.args.get("limit", "")
    if not asked:
        return LIMIT
    if not (asked.isascii() and asked.isdigit() and len(asked) < 4 and 1 <= int(asked) <= MOST):
        raise ProblemError(400, f"limit={asked[:20]!r} is no number from 1 to {MOST}", parameter="limit")
    return int(asked)


def _type() -> EntityType | None:
    asked = request.args.get("type", "")
    if asked and asked not in ENTITY_TYPES:
        raise ProblemError(400, f"type={asked[:20]!r} is none of {', '.join(ENTITY_TYPES)}", parameter="type")
    return cast(EntityType, asked) or None
