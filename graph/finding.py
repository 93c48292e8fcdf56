"""What the keyword index finds for some words, without the order and the marks of a page."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from graph.clauses import Searcher, one_of
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


def find(searcher: Searcher, asked: str, sorts: Collection[Sort], limit: int) -> list[Match]:
    """At most `limit` matches: entities in the order of a search, where other sorts are wanted too no more than a search
    gives; then articles and sentences by score."""
    found: list[Match] = []
    if "entity" in sorts:
        most = limit if len(sorts) == 1 else min(limit, MOST_ENTITIES)
        for worth, form in named(searcher, asked, most=most):
            name = best_name(asked, (form["label"], *form["aliases"]))
            found.append(Match("entity", form["local"], name, worth, form["type"]))
    passages: list[Match] = []
    if "article" in sorts:
        passages += _articles(searcher, asked, limit)
    if "sentence" in sorts:
        query = passage_query(asked, SENTENCES)
        for score, form in searcher.search(query, limit, counted=False).hits:
            if "position" in form:  # a headline that the text lacks is no sentence
                passages.append(Match("sentence", form["article"], form["text"], score, position=form["position"]))
    passages.sort(key=lambda one: -one.score)
    return [*found, *passages][:limit]


def named(searcher: Searcher, asked: str, *, most: int) -> list[tuple[float, dict[str, Any]]]:
    """The entities that what is asked may name, best first: what the fit is worth, and the payload."""
    found: dict[str, tuple[float, dict[str, Any]]] = {}
    tiers = entity_tiers(asked)
    for worth, clause in zip(range(len(tiers), 0, -1), tiers, strict=True):
        forms = [form for _, form in searcher.search(clause, 2 * most, by="number", counted=False).hits]
        for form in sorted(forms, key=lambda one: (-one["articles"], one["label"])):
            found.setdefault(form["local"], (float(worth), form))
        if len(found) >= most:
            break
    return list(found.values())[:most]


def bearers(searcher: Searcher, keys: Collection[str]) -> dict[str, tuple[Thing, ...]]:
    """The entities that bear each of some names, those of most articles first; names that nobody bears are left out."""
    rows = searcher.search(one_of("name", keys), MOST_BEARERS, by="number", counted=False)
    found: dict[str, list[Thing]] = {}
    for form in sorted((form for _, form in rows.hits), key=lambda one: (-one["articles"], one["local"])):
        thing = Thing(form["local"], form["label"], form["type"])
        for key in {name_key(name) for name in (form["label"], *form["aliases"])} & set(keys):
            found.setdefault(key, []).append(thing)
    return {key: tuple(things) for key, things in found.items()}


def _articles(searcher: Searcher, asked: str, limit: int) -> list[Match]:
    query = passage_query(asked, SENTENCES)
    found: dict[str, Match] = {}
    seen, size = 0, 4 * limit
    more = True
    while more and len(found) < limit:
        hits = searcher.search(query, size, offset=seen, counted=False).hits
        for score, form in hits:
            found.setdefault(form["article"], Match("article", form["article"], form["title"], score))
        seen += len(hits)
        more = len(hits) == size
    return list(found.values())[:limit]
