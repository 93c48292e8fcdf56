"""Which form of an answer a client wants: its Accept header, or `?format=`, against what there is."""

from collections.abc import Sequence
from typing import Literal

from flask import Request
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import NotAcceptable
from werkzeug.http import parse_accept_header

HTML = "text/html"
PROBLEM = "application/problem+json"
LONGEST = 4_000  # characters of an Accept header; browsers send 140

# Short name → media type, in the order in which a client that takes anything gets them
RDF = {
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "nquads": "application/n-quads",
    "trig": "application/trig",
}
LINKED = ("turtle", "jsonld", "ntriples", "rdfxml")  # what pages link to: in the others a graph says no more
ROWS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
WORDS = {
    "turtle": "Turtle",
    "jsonld": "JSON-LD",
    "ntriples": "N-Triples",
    "rdfxml": "RDF/XML",
    "nquads": "N-Quads",
    "trig": "TriG",
    "json": "JSON",
    "xml": "XML",
    "csv": "CSV",
    "tsv": "TSV",
}
# what clients also write for the same thing, in the Accept header
_ALIASES = {
    ROWS["json"]: ("application/json",),
    ROWS["xml"]: ("application/xml", "text/xml"),
    RDF["turtle"]: ("text/n3", "text/rdf+n3", "application/n3", "application/turtle", "application/x-turtle"),
    RDF["jsonld"]: ("application/json",),
    RDF["rdfxml"]: ("application/xml", "text/xml"),
}
# and as `?format=`; what fits the kind of answer is taken
_SPELLINGS = {
    "json": ("json", "jsonld"),
    "json-ld": ("jsonld",),
    "xml": ("xml", "rdfxml"),
    "rdf": ("rdfxml",),
    "rdf+xml": ("rdfxml",),
    "rdf xml": ("rdfxml",),  # the plus of an address that nobody escaped
    "n3": ("turtle",),
    "ttl": ("turtle",),
    "nt": ("ntriples",),
    "n-triples": ("ntriples",),
    "n-quads": ("nquads",),
}


def ranked(request: Request, offers: Sequence[str]) -> list[str]:
    """The offered media types that the client accepts, best first; equal ones in the order of the offer."""
    accept = _accepted(request)
    if not accept:
        return list(offers)
    named: dict[str, float] = {}
    for value, score in accept:
        essence = value.partition(";")[0].strip().lower()
        named[essence] = max(named.get(essence, 0.0), float(score))

    def quality(offer: str) -> float:
        scores = [named[name] for name in (offer, *_ALIASES.get(offer, ())) if name in named]
        return max(scores) if scores else float(accept.quality(offer))

    scored = [(quality(offer), offer) for offer in offers]
    return [offer for score, offer in sorted(scored, key=lambda pair: -pair[0]) if score > 0]


def _accepted(request: Request) -> MIMEAccept:
    """What the Accept header says, of a very long one its beginning: each offer is compared with each of its parts."""
    said = request.headers.get("Accept", "")
    if len(said) <= LONGEST:
        return request.accept_mimetypes
    return parse_accept_header(said[:LONGEST].rpartition(",")[0], MIMEAccept)


def choose(
    request: Request, formats: dict[str, str], *, page: Literal["first", "last"] | None, lenient: bool = False
) -> list[str]:
    """The media types to answer with, best first: `?format=` decides where given, the Accept header otherwise.

    `page` says whether a client that takes anything gets the page or the data, None that there is no page; one that is
    `lenient` passes over a format that nobody knows. Raises NotAcceptable.
    """
    wanted = request.values.get("format")  # of a form that is posted, too
    if wanted is not None:
        if known := [formats[name] for name in _SPELLINGS.get(wanted.lower(), (wanted.lower(),)) if name in formats]:
            return known
        if not lenient:
            raise NotAcceptable(f"format={wanted[:40]!r} is none of {', '.join(formats)}")
    data = list(formats.values())
    offers = {"first": [HTML, *data], "last": [*data, HTML], None: data}[page]
    if found := ranked(request, offers):
        return found
    raise NotAcceptable(f"there is only {', '.join(offers)}")


def content_type(media_type: str) -> str:
    """The header's value: text is UTF-8 here and says so, the other formats are UTF-8 by definition."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def prefers_page(request: Request) -> bool:
    """Whether a person's browser asks: a page, rather than a problem document, tells it what went wrong."""
    return ranked(request, [PROBLEM, HTML])[:1] == [HTML]
