"""`/search` and `/api/v1/search`: everything that fits what is asked, with what it could be narrowed to. What an address asks
for is all in it, so it can be kept and sent; a page of results is another only where the graph has changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, json, render_template, request, url_for

from graph.graph import Graph
from graph.hits import Found, Share
from graph.search_syntax import days_of, parse, sort_of
from graph.search_tree import Asked, Days, Field, Organisation, Remark, Source, Type
from server import cors, findings, hits
from server.negotiation import HTML, ranked
from server.problems import ProblemError

PAGE = 20
LAST = 50  # pages; who needs more needs better words
MOST = 100  # results of one answer to a program
JSON = "application/json"

KINDS = {"type": "类型", "year": "年份", "source": "来源", "org": "机构"}
_FILTERS = ("type", "source", "org")


@dataclass(frozen=True, slots=True)
class Filters:
    """What an address narrows a search to: values by their parameter, and the days."""

    values: tuple[tuple[str, str], ...] = ()
    start: str = ""
    end: str = ""

    @classmethod
    def of_request(cls) -> "Filters":
        values = [(kind, value) for kind in _FILTERS for value in request.args.getlist(kind) if value.strip()]
        start, end = (request.args.get(name, "").strip() for name in ("from", "to"))
        return cls(tuple(dict.fromkeys(values))[:MOST], start, end)

    def fields(self) -> tuple[list[Field], list[tuple[str, str]]]:
        """What these mean, and those that mean nothing."""
        found: list[Field] = []
        wrong = []
        for kind, value in self.values:
            if kind == "type" and not sort_of(value):
                wrong.append((kind, value))
            elif kind == "type":
                found += [Type(sort) for sort in (sort_of(value),) if sort]
            else:
                found.append(Source(value) if kind == "source" else Organisation(value))
        bounds = [days_of(text) if ".." not in text else None for text in (self.start, self.end)]
        wrong += [
            (n, t) for n, t, one in zip(("from", "to"), (self.start, self.end), bounds, strict=True) if t and not one
        ]
        lower, upper = (bounds[0].start if bounds[0] else None), (bounds[1].end if bounds[1] else None)
        if lower or upper:
            found.append(Days(lower, upper))
        return found, wrong

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of an address."""
        return [*self.values, *((name, text) for name, text in (("from", self.start), ("to", self.end)) if text)]

    def has(self, kind: str, value: str) -> bool:
        """Whether it is narrowed to a value already."""
        return self.start == self.end == value if kind == "year" else (kind, value) in self.values

    def turned(self, kind: str, value: str) -> "Filters":
        """The same with a value, or without it where it is there."""
        if kind == "year":
            year = "" if self.has(kind, value) else value
            return Filters(self.values, year, year)
        pair = (kind, value)
        kept = tuple(one for one in self.values if one != pair)
        return Filters(kept if pair in self.values else (*kept, pair), self.start, self.end)


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that the answer could be narrowed to, or is: then its address leads out of it."""

    share: Share
    address: str
    chosen: bool


def blueprint(graph: Graph) -> Blueprint:
    """The search over a graph."""
    pages = Blueprint("search", __name__)

    @pages.get("/search")
    def results() -> Response:
        if ranked(request, [HTML, JSON])[:1] == [JSON]:
            return cors.open_to_all(_document(graph))
        asked, filters = parse(request.args.get("q", "")), Filters.of_request()
        number = _number("page", LAST) or 1
        fields, wrong = filters.fields()
        narrowed = asked.within(*fields)
        found = graph.answer(narrowed, limit=PAGE, offset=(number - 1) * PAGE)
        last = max(1, min(LAST, -(-found.total // PAGE)))
        remarks = [one for one in found.remarks if asked.text or one.oddity != "empty"]
        remarks += [Remark("unread", f"{name}={value}") for name, value in wrong]
        at = _number("at", 10**15)
        html = render_template(
            "search.html",
            q=asked.text,
            found=found,
            findings=findings.shown(graph, found.hits),
            remarks=[findings.remark(one) for one in remarks],
            choices=_choices(asked, filters, found),
            filters=filters,
            kinds=KINDS,
            clear=_address(asked, Filters()),
            first=_address(asked, filters),
            meant=_address(Asked(found.meant, None), filters) if found.meant else "",
            moved=at is not None and at != found.applied,
            page=number,
            pages=[_address(asked, filters, page=n, at=found.applied) for n in (number - 1, number + 1)],
            last=last,
            narrowing=bool(fields),
        )
        return Response(html, mimetype=HTML, headers={"Vary": "Accept"})

    @pages.get("/api/v1/search")
    def data() -> Response:
        return cors.open_to_all(_document(graph))

    return pages


def _document(graph: Graph) -> Response:
    """The answer for a program: what it has wrong is refused."""
    asked, filters = parse(request.args.get("q", "")), Filters.of_request()
    fields, wrong = filters.fields()
    if wrong:
        name, value = wrong[0]
        raise ProblemError(400, f"{name}={value[:20]!r} is not a value of {name}", parameter=name)
    limit, page = (_number(name, most, strict=True) for name, most in (("limit", MOST), ("page", LAST)))
    limit, page = limit or PAGE, page or 1
    found = graph.answer(asked.within(*fields), limit=limit, offset=(page - 1) * limit)
    form = hits.form(asked.text, found)
    more = page < LAST and page * limit < found.total
    at = {} if limit == PAGE else {"limit": limit}
    form |= {
        "page": page,
        "next": _address(asked, filters, to="search.data", page=page + 1, at=found.applied, **at) if more else None,
    }
    if (since := _number("at", 10**15, strict=True)) is not None:
        form["moved"] = since != found.applied
    return Response(json.dumps(form, ensure_ascii=False) + "\n", mimetype=JSON)


def _choices(asked: Asked, filters: Filters, found: Found) -> dict[str, list[Choice]]:
    """By kind the values that the answer could be narrowed to, those first that it is narrowed to."""
    rows: dict[str, Sequence[Share]] = {kind: getattr(found, name) for kind, name in hits.FACETS.items()}
    made = {}
    for kind, shares in rows.items():
        known = {share.value for share in shares}
        lost = [Share(value, value, 0) for name, value in filters.values if name == kind and value not in known]
        if kind == "year" and filters.start == filters.end and filters.start and filters.start not in known:
            lost = [Share(filters.start, filters.start, 0)]
        if kind == "type":
            lost = [Share(sort, sort, 0) for one in lost if (sort := sort_of(one.value)) and sort not in known]
        made[kind] = [
            Choice(share, _address(asked, filters.turned(kind, share.value)), filters.has(kind, share.value))
            for share in findings.labelled([*lost, *shares], kind)
        ]
    return made


def _address(asked: Asked, filters: Filters, *, to: str = "search.results", **further: Any) -> str:
    return f"{url_for(to)}?{urlencode([('q', asked.text), *filters.pairs(), *further.items()])}"


def _number(name: str, most: int, *, strict: bool = False) -> int | None:
    """A whole number from 1 (`at` from 0), None where there is none. What is none or beyond is refused or brought within."""
    text = request.args.get(name, "")
    if text.isascii() and text.isdigit() and len(text) < 16:
        if name == "at" or 1 <= int(text) <= most:
            return int(text)
        if not strict:
            return min(most, max(1, int(text)))
    if text and strict:
        raise ProblemError(400, f"{name}={text[:20]!r} is no number from 1 to {most}", parameter=name)
    return None
