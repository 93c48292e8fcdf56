"""`/ontology`: the vocabulary as a page, as RDF, and as the context that shortens JSON-LD."""

from functools import cache

from flask import Blueprint, Response, render_template, request
from rdflib import Graph as RdfGraph

from ontology import context
from ontology.vocabulary import source, vocabulary
from server import cors, negotiation
from server.dataset import Counted
from server.negotiation import HTML, RDF
from server.tags import digested

# rdflib's names for the formats in which it writes one graph
_WRITERS = {
    RDF["turtle"]: "turtle",
    RDF["jsonld"]: "json-ld",
    RDF["ntriples"]: "nt",
    RDF["rdfxml"]: "xml",
}
_FORMATS = {name: media_type for name, media_type in RDF.items() if media_type in _WRITERS}
WAIT = 1.0  # seconds for which a page waits for its figures


def blueprint(counted: Counted) -> Blueprint:
    """The vocabulary, on whose page stands how much of it the graph holds."""
    pages = Blueprint("vocabulary", __name__)
    pages.after_request(cors.open_to_all)

    @pages.get("/ontology")
    def ontology() -> Response:
        form = negotiation.choose(request, _FORMATS, page="first")[0]
        if form == HTML:
            links = tuple((negotiation.WORDS[name], media_type, name) for name, media_type in _FORMATS.items())
            page = render_template(
                "ontology.html",
                known=vocabulary(),
                places=_places(),
                formats=links,
                census=counted.census(patience=WAIT),
            )
            return Response(page, mimetype=HTML)
        return digested(Response(_document(form), content_type=negotiation.content_type(form)))

    @pages.get("/ontology/context.jsonld")
    def jsonld_context() -> Response:
        return digested(Response(context.text(), content_type=RDF["jsonld"]))

    @pages.get("/ontology/shapes.ttl")
    def shapes() -> Response:
        form = RDF["turtle"]
        return digested(Response(source("shapes.ttl"), content_type=negotiation.content_type(form)))

    return pages


@cache
def _places() -> dict[str, str]:
    """Where the page explains a term, by its name."""
    return {term.name: term.anchor for term in vocabulary().terms}


@cache
def _document(form: str) -> bytes:
    text = source("rongqiao.ttl")
    if form == RDF["turtle"]:
        return text.encode()  # with its order and its comments
    return RdfGraph().parse(data=text, format="turtle").serialize(format=_WRITERS[form], encoding="utf-8")
