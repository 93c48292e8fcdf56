"""`/api/v1/decisions`: the ledger for programs, which read it freely and add to it with a token."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Request, Response, json, request, url_for

from graph.access import Tokens
from graph.deciding import Deciding
from graph.graph import Graph
from graph.ledger import Decision, DecisionError, Kind
from server import cors
from server.authorisation import bearer, challenge
from server.problems import ProblemError

MOST, USUAL = 1000, 100  # decisions in one answer


# What a body must say for each kind of decision, in the order in which `Deciding` takes it; and what it may say besides.
_FIELDS: Mapping[Kind, tuple[str, ...]] = {
    "merge": ("one", "other"),
    "split": ("entity", "articles"),
    "rename": ("entity", "name"),
    "retype": ("entity", "type"),
    "alias": ("entity", "name"),
    "note": ("entity", "text"),
    "link": ("entity", "iri"),
    "reject": ("subject", "predicate", "object"),
    "confirm": ("subject", "predicate", "object"),
    "undo": ("decision",),
}
_OPTIONAL: Mapping[Kind, tuple[str, ...]] = {"link": ("type",), "reject": ("article",), "confirm": ("article",)}


def blueprint(graph: Graph) -> Blueprint:
    """The ledger of a graph's data directory."""
    pages = Blueprint("decisions", __name__)
    pages.after_request(cors.open_to_all)
    truths, tokens = graph.truths, Tokens(graph.path)

    @pages.get("/api/v1/decisions")
    def listed() -> Response:
        after, limit = request.args.get("after"), _limit(request)
        every = truths.decisions()
        if after is not None:
            places = [place for place, (one, _) in enumerate(every) if one.id == after]
            if not places:
                raise ProblemError(400, f"after={after[:40]!r} is no decision")
            every = every[places[0] + 1 :]
        shown = every[:limit]
        form: dict[str, Any] = {"decisions": [_form(one, in_force=holds) for one, holds in shown]}
        if len(every) > limit:
            form["next"] = url_for("decisions.listed", after=shown[-1][0].id, limit=limit)
        return _json(form)

    @pages.get("/api/v1/decisions/<identifier>")
    def one(identifier: str) -> Response:
        for found, holds in truths.decisions():
            if found.id == identifier:
                return _json(_form(found, in_force=holds))
        raise ProblemError(404, f"{identifier[:40]}: no such decision")

    @pages.post("/api/v1/decisions")
    def taken() -> Response:
        token = bearer(request, tokens, "decide")
        said = _said(request)
        try:
            found = truths.decide(
                lambda deciding: _made(deciding, said), author=token.name, reason=said.get("reason", "")
            )
        except DecisionError as error:
            raise ProblemError(422, str(error)) from error
        response = _json(_form(found, in_force=True))
        response.status_code = 201
        response.headers["Location"] = url_for("decisions.one", identifier=found.id)
        return response

    @pages.after_request
    def told(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return challenge(response)

    return pages


def _said(request: Request) -> dict[str, Any]:
    """What a body says, complete and of the right types; ProblemError where it is not."""
    if request.mimetype != "application/json":
        raise ProblemError(415, "Content-Type must be application/json")
    try:
        said = json.loads(request.get_data())
        json.dumps(said, ensure_ascii=False).encode()  # half a character, which JSON can escape, is no text
    except (ValueError, RecursionError) as error:
        raise ProblemError(400, f"the body is no JSON in UTF-8: {error}") from error
    if not isinstance(said, dict):
        raise ProblemError(400, "the body is no JSON object")
    kind = next((one for one in _FIELDS if one == said.get("kind")), None)
    if kind is None:
        raise ProblemError(400, f"kind: {str(said.get('kind'))[:40]!r} is none of {', '.join(_FIELDS)}")
    if missing := [field for field in _FIELDS[kind] if field not in said]:
        raise ProblemError(400, f"{kind}: {', '.join(missing)} missing")
    if strange := sorted(said.keys() - {"kind", "reason", *_FIELDS[kind], *_OPTIONAL.get(kind, ())}):
        raise ProblemError(400, f"{kind}: {strange[0][:40]!r} is none of its fields")
    for field, value in said.items():
        if field == "articles":
            if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
                raise ProblemError(400, "articles: no list of ids")
        elif not isinstance(value, str):
            raise ProblemError(400, f"{field}: no text")
    return said


def _made(deciding: Deciding, said: Mapping[str, Any]) -> Decision:
    fields = (*_FIELDS[said["kind"]], *_OPTIONAL.get(said["kind"], ()))
    made: Decision = getattr(deciding, said["kind"])(*(said.get(field) for field in fields))
    return made


def _limit(request: Request) -> int:
    given = request.args.get("limit", str(USUAL))
    if not (given.isascii() and given.isdecimal()) or not 0 < int(given) <= MOST:
        raise ProblemError(400, f"limit={given[:20]!r} is no number from 1 to {MOST}")
    return int(given)


def _form(one: Decision, *, in_force: bool) -> dict[str, Any]:
    return one.to_json() | {"in_force": in_force}


def _json(form: dict[str, Any]) -> Response:
    return Response(json.dumps(form, ensure_ascii=False) + "\n", mimetype="application/json")
