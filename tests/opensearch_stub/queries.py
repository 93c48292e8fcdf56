"""The query forms of the stand-in for OpenSearch: what fits, and its score."""

from collections import Counter

from opensearch_stub.documents import Index
from opensearch_stub.refusals import Form, bad, one, only

MOST_CLAUSES = 1024


class Asked:
    """A query over what an index shows: what fits, and its score."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.clauses = 0

    def scores(self, query: Form) -> dict[str, float]:
        kind, form = one(query)
        found: dict[str, float] = getattr(self, f"_{kind}", self._unknown)(form)
        return found

    def _unknown(self, form: Form) -> dict[str, float]:
        raise bad("parsing_exception", f"unknown query in {form}")

    def _field(self, key: str, *kinds: str) -> Form:
        self.clauses += 1
        if self.clauses > MOST_CLAUSES:
            raise bad(
                "too_many_nested_clauses",
                f"Query contains too many nested clauses; maxClauseCount is set to {MOST_CLAUSES}",
            )
        form = self.index.fields[key]
        assert form["type"] in kinds, f"{key} is asked as one of {kinds}"
        assert form.get("index", True), f"{key} is not searched"
        return form

    def _match_none(self, form: Form) -> dict[str, float]:
        assert not form
        return {}

    def _term(self, form: Form) -> dict[str, float]:
        key, asked = one(form)
        self._field(key, "keyword", "text")
        found = self.index.places[key].get(only(asked, "value")["value"], {})
        return {name: 0.1 * len(places) for name, places in found.items()}

    def _terms(self, form: Form) -> dict[str, float]:
        key, texts = one(form)
        self._field(key, "keyword", "text")
        assert len(texts) <= 65536
        return {name: 1.0 for text in texts for name in self.index.places[key].get(text, ())}

    def _prefix(self, form: Form) -> dict[str, float]:
        key, asked = one(form)
        self._field(key, "keyword", "text")
        start = only(asked, "value")["value"]
        return {
            name: 1.0 for token, found in self.index.places[key].items() if token.startswith(start) for name in found
        }

    def _match_phrase(self, form: Form) -> dict[str, float]:
        key, asked = one(form)
        assert self._field(key, "text")["index_options"] == "positions", f"{key} was indexed without position data"
        first, *others = only(asked, "query")["query"].split()
        fits = {name: set(places) for name, places in self.index.places[key].get(first, {}).items()}
        for at, token in enumerate(others, 1):
            found = self.index.places[key].get(token, {})
            fits = {
                name: left
                for name, places in fits.items()
                if (left := {p for p in places if p + at in found.get(name, ())})
            }
        return dict.fromkeys(fits, 0.5)

    def _range(self, form: Form) -> dict[str, float]:
        key, asked = one(form)
        self._field(key, "long")
        lower, upper = only(asked, "gte", "lte")["gte"], asked["lte"]
        return {
            name: 1.0 for name, source in self.index.shown.items() if key in source and lower <= source[key] <= upper
        }

    def _constant_score(self, form: Form) -> dict[str, float]:
        assert only(form, "filter", "boost")["boost"] >= 0
        return dict.fromkeys(self.scores(form["filter"]), form["boost"])

    def _dis_max(self, form: Form) -> dict[str, float]:
        best: dict[str, float] = {}
        for part in only(form, "queries")["queries"]:
            for name, score in self.scores(part).items():
                best[name] = max(score, best.get(name, 0.0))
        return best

    def _function_score(self, form: Form) -> dict[str, float]:
        (function,) = only(form, "query", "functions", "boost_mode")["functions"]
        factor = only(only(function, "field_value_factor")["field_value_factor"], "field", "modifier", "missing")
        assert (form["boost_mode"], factor["modifier"]) == ("multiply", "none")
        key = factor["field"]
        assert self.index.fields[key]["type"] in ("float", "long")
        found = self.scores(form["query"])
        return {n: s * self.index.shown[n].get(key, factor["missing"]) for n, s in found.items()}

    def _bool(self, form: Form) -> dict[str, float]:
        only(form, "must", "filter", "should", "must_not", "minimum_should_match")
        must, kept, should, refused = (
            [self.scores(part) for part in form.get(name, ())] for name in ("must", "filter", "should", "must_not")
        )
        least = form.get("minimum_should_match", 0 if must or kept else 1)
        total: Counter[str] = Counter()
        ways: Counter[str] = Counter()
        for part in should:
            ways.update(part.keys())
            for name, score in part.items():
                total[name] += score  # type: ignore[assignment]
        for part in must:
            for name, score in part.items():
                total[name] += score  # type: ignore[assignment]
        names = (
            set(self.index.shown) if not (must or kept or least) else set(total) | {n for part in kept for n in part}
        )
        for part in must + kept:
            names &= part.keys()
        for part in refused:
            names -= part.keys()
        return {name: float(total[name]) for name in names if ways[name] >= least}
