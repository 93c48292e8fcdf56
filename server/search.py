"""`/search`: entities and sentences that match some words."""

from flask import Blueprint, render_template, request

from graph.home import Graph
from graph.index import Hit
from server.highlight import Marked, Span, mark

PAGE = 20
LAST = 50  # pages; who needs more needs better words
LONGEST = 200  # characters of a query


def blueprint(graph: Graph) -> Blueprint:
    """The search page over a graph."""
    pages = Blueprint("search", __name__)

    @pages.get("/search")
    def results() -> str:
        words = tidy(request.args.get("q", ""))
        page = _page(request.args.get("page", ""))
        found = graph.search(words, limit=PAGE, offset=(page - 1) * PAGE) if words else None
        total = found.total if found else 0
        last = max(1, min(LAST, -(-total // PAGE)))
        hits = found.hits if found else ()
        return render_template(
            "search.html",
            q=words,
            total=total,
            things=[hit for hit in hits if hit.kind == "entity"],
            sentences=[hit for hit in hits if hit.kind == "sentence"],
            page=page,
            last=last,
        )

    return pages


def highlighted(hit: Hit) -> list[Marked | str]:
    """A hit's text with what matched marked."""
    return mark(hit.text, [[Span(start, end, "hit") for start, end in hit.marks]])


def tidy(words: str) -> str:
    """What somebody typed: white space and control characters to single spaces, at most `LONGEST` characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[:LONGEST].strip()


def _page(number: str) -> int:
    return min(LAST, max(1, int(number))) if number.isascii() and number.isdigit() and len(number) < 6 else 1
