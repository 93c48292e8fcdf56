"""How what was found divides: by sort, year, source and organisation."""

from collections.abc import Sequence
from typing import TypeAlias

from tantivy import Query, Schema, Searcher

from graph.finding import payload
from graph.hits import Share
from graph.matching import one_of
from graph.search_tree import SORTS

SHOWN = 10  # values of a kind

Shares: TypeAlias = tuple[Share, ...]


def shares(searcher: Searcher, schema: Schema, query: Query, *, times: int) -> tuple[Shares, Shares, Shares, Shares]:
    """The sorts, years, sources and organisations of what a query finds, each counted so many times."""
    counts = searcher.aggregate(
        query,
        {
            "sort": {"terms": {"field": "sort", "size": len(SORTS)}},
            "day": {"histogram": {"field": "day", "interval": 10_000, "min_doc_count": 1}},
            "source": {"terms": {"field": "source", "size": SHOWN}},
            "org": {"terms": {"field": "org", "size": SHOWN}},
        },
    )

    def of(field: str) -> list[tuple[str, int]]:
        found = [(str(one["key"]), times * int(one["doc_count"])) for one in counts[field]["buckets"]]
        return sorted(found, key=lambda one: (-one[1], one[0]))

    years = [(str(int(float(key)) // 10_000), count) for key, count in of("day")]
    labels = _labels(searcher, schema, [local for local, _ in of("org")])
    return (
        tuple(Share(value, value, count) for value, count in of("sort")),
        tuple(Share(year, year, count) for year, count in sorted(years, reverse=True) if year != "0"),
        tuple(Share(value, value, count) for value, count in of("source")),
        tuple(Share(local, labels[local], count) for local, count in of("org") if local in labels),
    )


def _labels(searcher: Searcher, schema: Schema, locals_: Sequence[str]) -> dict[str, str]:
    found = searcher.search(one_of(schema, "local", locals_), SHOWN).hits
    forms = [payload(searcher, address) for _, address in found]
    return {form["local"]: form["label"] for form in forms}
