"""The pages that people read, `/`, `/entity/NAME`, `/article/ID`, and the same things as RDF."""

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from graph.description import is_known
from graph.forms import LONGEST
from graph.graph import Graph
from graph.search_syntax import tidy
from ontology.iris import article_iri, entity_iri, local_name
from server import article, chinese, clocks, cors, entity, gallery, negotiation
from server.findings import shown
from server.negotiation import HTML, RDF
from server.overview import Overview
from server.problems import ProblemError
from server.related import PEOPLE, SHOWN, SIMILAR, related
from server.tags import Tags, is_had, marked, not_modified
from server.terms import article_path, entity_path

NEWEST = 12
SUGGESTED = 12
TRIES, SHORT = 5, 8  # examples under the search box, and how long their names may be

# words, media type, short name: what a page links to
FORMATS = tuple((negotiation.WORDS[name], RDF[name], name) for name in negotiation.LINKED)


def blueprint(graph: Graph, tags: Tags) -> Blueprint:
    """The pages over a graph, and the RDF that the same addresses lead to."""
    pages = Blueprint("pages", __name__)
    overview = Overview(graph)

    @pages.get("/")
    def home() -> str:
        figures = overview.figures()
        tries = [thing for thing in figures.connected if len(thing.label) <= SHORT][:TRIES]
        newest = graph.truths.articles(limit=NEWEST, offset=0)
        sparql = gallery.named("40-connected").query
        return render_template("home.html", figures=figures, tries=tries, newest=newest, sparql=sparql)

    @pages.get("/entity/<name:name>", endpoint="entity")
    def show_entity(name: str) -> AnyResponse:
        form = negotiation.choose(request, RDF, page="first")[0]
        asked = clocks.read(request.args)
        if form != HTML:
            if asked.given:
                raise ProblemError(400, "asOf and knownAt choose what the page shows; for data, ask /sparql")
            found = _data(entity_iri(graph.base, name), entity_path(name), form) if local_name(name) == name else None
            return found or _elsewhere(name, page=False)
        view = graph.entity(name, as_of=asked.as_of_day, known_at=asked.known_at_day)
        if view is None:
            return _elsewhere(name, page=True)
        iri = entity_iri(graph.base, view.name)
        page = entity.lay_out(view)
        namesakes = graph.truths.namesakes(view.name)
        people = graph.acquaintances(view, limit=PEOPLE) if view.as_of is None and view.known_at is None else []
        return _page(
            render_template(
                "entity.html",
                view=view,
                page=page,
                asked=asked,
                namesakes=[(one, chinese.reasons(one.reasons)) for one in namesakes],
                people=[related(person) for person in people],
                formats=FORMATS,
                iri=iri,
                sparql=gallery.claims_about(iri),
            ),
            400 if asked.mistakes else 200,
        )

    @pages.get("/article/<name:article_id>", endpoint="article")
    def show_article(article_id: str) -> AnyResponse:
        form = negotiation.choose(request, RDF, page="first")[0]
        if form != HTML:
            found = _data(article_iri(graph.base, article_id), article_path(article_id), form)
            if found is None:
                raise ProblemError(404, f"no article {article_id[:100]!r}")
            return found
        view = graph.article(article_id)
        if view is None:
            raise ProblemError(404, f"no article {article_id[:100]!r}")
        page = article.lay_out(view, entity_path)
        sparql = gallery.relations_in(article_iri(graph.base, article_id))
        similar = graph.similar(article_id, limit=SIMILAR)
        return _page(
            render_template(
                "article.html",
                article=view.article,
                page=page,
                similar=similar,
                shown=SHOWN,
                formats=FORMATS,
                sparql=sparql,
            )
        )

    @pages.after_request
    def shared(response: Response) -> Response:
        return response if request.endpoint == "pages.home" else cors.open_to_all(response)

    def _data(iri: str, path: str, form: str) -> AnyResponse | None:
        """The RDF that a thing's IRI leads to; None where nothing is known of it. The thing is no document: who asks for it
        by its IRI is led to the document about it in the form that they prefer."""
        if "format" not in request.args:
            name = next(name for name, media_type in RDF.items() if media_type == form)
            return redirect(f"{path}?format={name}", 303) if is_known(graph.select, iri) else None
        tag = tags.of(graph.applied, "describe", form, iri)
        if graph.is_embedded and is_had(tag):
            return not_modified(tag)
        body = graph.describe(iri, form)
        if body is None:
            return None
        response = Response(body, content_type=negotiation.content_type(form))
        return marked(response, tag) if graph.is_embedded else response

    def _elsewhere(name: str, *, page: bool) -> AnyResponse:
        """The thing under its own name where the graph knows this one, else what may be meant."""
        if moved := graph.truths.moved(name):
            return _to(moved)
        words = tidy(name.replace("_", " ")[: 4 * LONGEST])[:LONGEST].strip()
        hits = graph.search(words, limit=SUGGESTED).hits if words else ()
        asked = {name.casefold(), words.casefold()}
        rows = [graph.truths.entity(hit.entity) for hit in hits if hit.entity]
        known = {row.local for row in rows if row and asked & {name.casefold() for name in (row.label, *row.aliases)}}
        if spelled := graph.entity(local_name(name)):
            known = {spelled.name}
        if len(known) == 1:
            return _to(known.pop())
        if not page:
            raise ProblemError(404, f"no entity {name[:100]!r}")
        return _page(render_template("unknown.html", q=words, findings=shown(graph, hits)), 404)

    return pages


def _to(local: str) -> AnyResponse:
    query = request.query_string.decode("ascii", "replace")
    return redirect(entity_path(local) + (f"?{query}" if query else ""), 303)


def _page(html: str, status: int = 200) -> Response:
    return Response(html, status, mimetype=HTML, headers={"Vary": "Accept"})
