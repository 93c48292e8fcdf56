"""What the keyword index finds for some words, without the order and the marks of a page."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import orjson
import tantivy

from graph.forms import Sort
from graph.matching import SENTENCES, best_name, entity_tiers, passage_query
from graph.questions.pattern import Thing
from graph.words import name_key
from ontology.predicates import EntityType

MOST_ENTITIES = 10  # before the sentences begin
MOST_BEARERS = 200  # of all names in a question together


@dataclass(frozen=True, slots=True)
class Match:
    """An entity by its local name, an article by its identifier, or a sentence, which is the article's `position`th.

    `text` is the name that fits, the headline ("" where the article has none) or the sentence. Scores compare matches of
    one sort; an article's is that of what fits best in it.
    """

    sort: Sort
    name: str
    text: str
    score: float
    type: EntityType | None = None
    position: int = 0


def find(
    searcher: tantivy.Searcher, schema: tantivy.Schema, asked: str, sorts: Collection[Sort], limit: int
) -> list[Match]:
    """At most `limit` matches: entities in the order of a search, where other sorts are wanted too no more than a search
    gives; then articles and sentences by score."""
    found: list[Match] = []
    if "entity" in sorts:
        most = limit if len(sorts) == 1 else min(limit, MOST_ENTITIES)
        for worth, _, form in named(searcher, schema, asked, most=most):
            name = best_name(asked, (form["label"], *form["aliases"]))
            found.append(Match("entity", form["local"], name, worth, form["type"]))
    passages: list[Match] = []
    if "article" in sorts:
        passages += _articles(searcher, schema, asked, limit)
    if "sentence" in sorts:
        query = passage_query(schema, asked, SENTENCES)
        for score, address in searcher.search(query, limit).hits:
            form = payload(searcher, address)
            if "position" in form:  # a headline that the text lacks is no sentence
                passages.append(Match("sentence", form["article"], form["text"], score, position=form["position"]))
    passages.sort(key=lambda one: -one.score)
    return [*found, *passages][:limit]


def named(
    searcher: tantivy.Searcher, schema: tantivy.Schema, asked: str, *, most: int
) -> list[tuple[float, int, dict[str, Any]]]:
    """The entities that what is asked may name, best first: what the fit is worth, the number of articles that speak of
    the entity, and its payload."""
    found: dict[str, tuple[float, int, dict[str, Any]]] = {}
    tiers = entity_tiers(schema, asked)
    for worth, query in zip(range(len(tiers), 0, -1), tiers, strict=True):
        hits = searcher.search(query, 2 * most, order_by_field="number").hits
        forms = [(articles, payload(searcher, address)) for articles, address in hits]
        for articles, form in sorted(forms, key=lambda one: (-one[0], one[1]["label"])):
            found.setdefault(form["local"], (float(worth), int(articles), form))
        if len(found) >= most:
            break
    return list(found.values())[:most]


def bearers(searcher: tantivy.Searcher, schema: tantivy.Schema, keys: Collection[str]) -> dict[str, tuple[Thing, ...]]:
    """The entities that bear each of some names, those of most articles first; names that nobody bears are left out."""
    query = tantivy.Query.term_set_query(schema, "name", list(keys))
    hits = searcher.search(query, MOST_BEARERS, order_by_field="number").hits
    forms = [(articles, payload(searcher, address)) for articles, address in hits]
    found: dict[str, list[Thing]] = {}
    for _, form in sorted(forms, key=lambda one: (-one[0], one[1]["local"])):
        thing = Thing(form["local"], form["label"], form["type"])
        for key in {name_key(name) for name in (form["label"], *form["aliases"])} & set(keys):
            found.setdefault(key, []).append(thing)
    return {key: tuple(things) for key, things in found.items()}


def payload(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> dict[str, Any]:
    """What the index keeps of something to show it by."""
    form: dict[str, Any] = orjson.loads(bytes(searcher.doc(address).get_first("payload") or b"{}"))
    return form


def _articles(searcher: tantivy.Searcher, schema: tantivy.Schema, asked: str, limit: int) -> list[Match]:
    query = passage_query(schema, asked, SENTENCES)
    found: dict[str, Match] = {}
    seen, size = 0, 4 * limit
    more = True
    while more and len(found) < limit:
        hits = searcher.search(query, size, offset=seen).hits
        for score, address in hits:
            form = payload(searcher, address)
            found.setdefault(form["article"], Match("article", form["article"], form["title"], score))
        seen += len(hits)
        more = len(hits) == size
    return list(found.values())[:limit]
