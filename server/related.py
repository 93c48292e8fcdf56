"""`/api/v1/articles/ID/similar` and `/api/v1/entities/NAME/people`: what has to do with an article or an entity, and why, as JSON;
and the same in words, for their pages."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, json

from graph.acquaintances import Acquaintance, Reason
from graph.graph import Graph
from graph.similar import Similar
from server import cors
from server.problems import ProblemError
from server.tags import digested
from server.terms import article_path, entity_path

SIMILAR, PEOPLE = 6, 12  # on a page; a program gets more
MOST = 50
SHOWN = 5  # shared things that a page names


@dataclass(frozen=True, slots=True)
class Related:
    """A person on an entity's page, and in words why."""

    person: Acquaintance
    why: str


def blueprint(graph: Graph) -> Blueprint:
    """What has to do with things of a graph."""
    pages = Blueprint("related", __name__)
    pages.after_request(cors.open_to_all)

    @pages.get("/api/v1/articles/<name:article_id>/similar")
    def similar(article_id: str) -> Response:
        if graph.truths.stored(article_id) is None:
            raise ProblemError(404, f"no article {article_id[:100]!r}")
        return _json({"similar": [_article(one) for one in graph.similar(article_id, limit=MOST)]})

    @pages.get("/api/v1/entities/<name:name>/people")
    def people(name: str) -> Response:
        view = graph.entity(graph.truths.moved(name) or name)
        if view is None:
            raise ProblemError(404, f"no entity {name[:100]!r}")
        return _json({"people": [_person(one) for one in graph.acquaintances(view, limit=MOST)]})

    return pages


def related(person: Acquaintance) -> Related:
    """A person with the reasons in words."""
    return Related(person, "；".join(map(_words, person.reasons)))


def _words(reason: Reason) -> str:
    if reason.kind == "fact":
        return reason.relation
    if reason.kind == "shared":
        return f"同属{reason.label}（{reason.relation}）"
    return f"{reason.sentences} 句话里一同出现"


def _article(one: Similar) -> dict[str, Any]:
    return {
        "article": one.article,
        "url": article_path(one.article),
        "title": one.title,
        "published": one.published.isoformat() if one.published else None,
        "source": one.source,
        "score": round(one.score, 3),
        "shared": [{"entity": local, "url": entity_path(local), "label": label} for local, label in one.shared],
    }


def _person(one: Acquaintance) -> dict[str, Any]:
    return {
        "entity": one.entity,
        "url": entity_path(one.entity),
        "label": one.label,
        "score": round(one.score, 3),
        "reasons": [_reason(reason) for reason in one.reasons],
    }


def _reason(reason: Reason) -> dict[str, Any]:
    if reason.kind == "beside":
        return {"kind": "beside", "sentences": reason.sentences}
    shared = {"entity": reason.entity, "label": reason.label} if reason.kind == "shared" else {}
    return {"kind": reason.kind, "relation": reason.relation, **shared}


def _json(form: dict[str, Any]) -> Response:
    return digested(Response(json.dumps(form, ensure_ascii=False) + "\n", mimetype="application/json"))
