"""`/search`: entities and sentences that match some words, as a page or, for a program, as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, json, render_template, request

from graph.graph import Graph
from graph.index import Hit
from server import briefs, hits
from server.highlight import Marked, Span, mark
from server.negotiation import HTML, ranked

PAGE = 20
LAST = 50  # pages; who needs more needs better words
LONGEST = 200  # characters of a query
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity that was found; `brief` tells in one line what it is."""

    hit: Hit
    brief: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that was found, with what matched marked."""

    hit: Hit
    nodes: list[Marked | str]
    source: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """Hits as a page shows them."""

    things: tuple[Thing, ...] = ()
    lines: tuple[Line, ...] = ()


def blueprint(graph: Graph) -> Blueprint:
    """The search over a graph."""
    pages = Blueprint("search", __name__)

    @pages.get("/search")
    def results() -> Response:
        words = tidy(request.args.get("q", ""))
        page = _page(request.args.get("page", ""))
        results = graph.search(words, limit=PAGE, offset=(page - 1) * PAGE) if words else None
        total = results.total if results else 0
        if ranked(request, [HTML, JSON])[:1] == [JSON]:
            rows = [hits.row(hit) for hit in results.hits] if results else []
            body = json.dumps({"total": total, "results": rows}, ensure_ascii=False) + "\n"
            return Response(body, mimetype=JSON, headers={"Vary": "Accept", "Access-Control-Allow-Origin": "*"})
        last = max(1, min(LAST, -(-total // PAGE)))
        found = shown(graph, results.hits) if results else Found()
        html = render_template("search.html", q=words, total=total, found=found, page=page, last=last)
        return Response(html, mimetype=HTML, headers={"Vary": "Accept"})

    return pages


def shown(graph: Graph, hits: Sequence[Hit]) -> Found:
    """The hits with what a reader wants to know of them."""
    told = briefs.of_entities(graph, [hit.entity for hit in hits if hit.entity])
    sources = briefs.sources(graph, [hit.article for hit in hits if hit.article])
    return Found(
        tuple(Thing(hit, told.get(hit.entity, "")) for hit in hits if hit.entity),
        tuple(Line(hit, _marked(hit), sources.get(hit.article)) for hit in hits if hit.article),
    )


def _marked(hit: Hit) -> list[Marked | str]:
    return mark(hit.text, [[Span(start, end, "hit") for start, end in hit.marks]])


def tidy(words: str) -> str:
    """What somebody typed: white space and control characters to single spaces, at most `LONGEST` characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[:LONGEST].strip()


def _page(number: str) -> int:
    return min(LAST, max(1, int(number))) if number.isascii() and number.isdigit() and len(number) < 6 else 1
