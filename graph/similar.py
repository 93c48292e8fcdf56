"""Articles that speak of the same things as another one: each shared thing counts the more the fewer articles speak of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import log

from pyoxigraph import NamedNode

from graph import queries
from graph.facts import Cited, fields, headings, newest_first
from graph.naming import EntityRow
from graph.rows import Select
from ontology.iris import entity_iri

COMMON = 500  # articles; what more of them speak of makes none of them alike
RAREST = 40  # things of an article that are looked for in others


@dataclass(frozen=True, slots=True)
class Similar(Cited):
    """An article like another: `shared` are the things that both speak of, by local name and label, the rarest first;
    `score` is the sum of their idf."""

    score: float
    shared: tuple[tuple[str, str], ...]


def similar(
    select: Select,
    base: str,
    article: Cited,
    things: Iterable[str],
    row: Callable[[str], EntityRow | None],
    *,
    total: int,
    limit: int,
) -> list[Similar]:
    """The articles of `total` that share most with `article`, which speaks of `things`, by local names of which `row` tells
    more; of near copies only one, and none of the article itself."""
    rows = [found for local in dict.fromkeys(things) if (found := row(local)) and 1 < found.articles <= COMMON]
    rows.sort(key=lambda one: (one.articles, one.local))
    scores: dict[str, float] = defaultdict(float)
    shared: dict[str, list[EntityRow]] = defaultdict(list)
    known: dict[str, Cited] = {}
    for one in rows[:RAREST]:
        entity = NamedNode(entity_iri(base, one.local))
        others = {header.article: header for _, header in headings(select(queries.ARTICLES, entity=entity), base)}
        for other, header in others.items():
            if header.original != article.original:
                known[other] = header
                scores[other] += log(total / one.articles)
                shared[other].append(one)
    firsts = {header.original: known.get(header.original, header) for header in known.values()}
    ordered = sorted(firsts.values(), key=newest_first)
    ordered.sort(key=lambda header: -scores[header.article])
    return [
        Similar(*fields(one), scores[one.article], tuple((thing.local, thing.label) for thing in shared[one.article]))
        for one in ordered[:limit]
        if scores[one.article] > 0
    ]
