"""Pages of entities, made of a few sentences about 南极圈: what tests of them share."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from pyoxigraph import QuerySolutions, Store, Variable

from corpus.article import Article
from extract.reading import Entity, Fact, Mention, Quote, Reading, Sentence
from graph.facts import FactView
from graph.occurrences import label
from graph.quads import article_quads
from graph.rows import Row, Select, Term
from graph.views import EntityView, entity_view
from ontology.iris import DEFAULT_BASE, local_name


def loaded(readings: Iterable[Reading]) -> Store:
    store = Store()
    for reading in readings:
        names = {entity.id: local_name(entity.known or entity.name) for entity in reading.entities}
        store.extend(
            article_quads(
                reading,
                names,
                {e.id: label(e) for e in reading.entities},
                base=DEFAULT_BASE,
                ingested=datetime(2026, 11, 1, tzinfo=UTC),
            )
        )
    return store


def selecting(store: Store, *, asked: list[str] | None = None) -> Select:
    """The store's constant queries over the union of its graphs; `asked` counts them."""

    def select(sparql: str, /, **bindings: Term) -> list[Row]:
        if asked is not None:
            asked.append(sparql)
        found = store.query(
            sparql,
            use_default_graph_as_union=True,
            substitutions={Variable(variable): value for variable, value in bindings.items()},
        )
        assert isinstance(found, QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [dict(zip(names, row, strict=True)) for row in found]

    return select


def page(store: Store, local: str) -> EntityView:
    view = entity_view(selecting(store), DEFAULT_BASE, local)
    assert view is not None
    return view


def told(facts: Iterable[FactView]) -> list[tuple[object, ...]]:
    return [(fact.label, fact.value, fact.when, fact.amount) for fact in facts]


def article(
    number: int, text: str, *facts: Fact, published: date | None = None, quotes: tuple[Quote, ...] = ()
) -> Reading:
    """A reading of one sentence about 南极圈, 潘国华 and 真格, each named where the text names it."""
    entities = (Entity("o1", "ORG", "南极圈"), Entity("p1", "PER", "潘国华", ("老潘",)), Entity("o2", "ORG", "真格"))
    named = tuple(
        Mention(text.index(form), text.index(form) + len(form), form, entity.type, entity.id, 0.9)
        for entity in entities
        for form in (entity.name, *entity.aliases)
        if form in text
    )
    kept = tuple(e for e in entities if any(m.entity == e.id for m in named))
    return Reading(
        Article(f"a/{number}", f"题{number}", text, published, "某报"),
        "f",
        sentences=(Sentence(0, len(text)),),
        mentions=named,
        entities=kept,
        facts=facts,
        quotes=quotes,
    )


FOUNDED = "南极圈由潘国华创办。"
FOUNDER = Fact("o1", "founder", "p1", False, 0, 10, 0.7)
