"""The index's fields, documents and clauses as OpenSearch and Elasticsearch are told of them.

The terms are our own, made as for any home: all that the server's analysis has to do is to part them at spaces.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from graph.clauses import Begun, Best, Bool, Clause, Nothing, Row, Span, Term, Terms, Worth
from graph.documents import FIELDS, Document, Kind
from graph.words import grams

WINDOW = 100_000  # results that can be paged through; a server's own bound is 10,000
MOST_CLAUSES = 1000  # terms in one query; servers refuse more than 1024
LONGEST_TERM = 8000  # characters: a server refuses a document with a term of more than 32,766 bytes

PAYLOAD = "payload"
_RANK, _PLACE = "rank", "place"  # what a score is multiplied by; which of the documents with its key it is
_ANALYSER = "terms"

_FORMS: Mapping[Kind, dict[str, Any]] = {
    "term": {"type": "keyword", "doc_values": False},
    "value": {"type": "keyword"},
    "tokens": {"type": "text", "analyzer": _ANALYSER, "index_options": "docs", "norms": False},
    "words": {"type": "text", "analyzer": _ANALYSER, "index_options": "freqs"},
    "grams": {"type": "text", "analyzer": _ANALYSER, "index_options": "positions"},
    "number": {"type": "long"},
}


def body() -> dict[str, Any]:
    """Settings and mappings of an index. It becomes visible when it is told to, not from second to second."""
    properties = {name: _FORMS[kind] for name, kind in FIELDS.items()}
    properties |= {
        "key": {"type": "keyword"},  # equals are in the order of their keys
        _PLACE: {"type": "long"},
        _RANK: {"type": "float", "index": False},
        PAYLOAD: {"type": "object", "enabled": False},
    }
    tokenizer = {"type": "whitespace", "max_token_length": LONGEST_TERM}
    return {
        "settings": {
            "index": {"refresh_interval": "-1", "max_result_window": WINDOW},
            "analysis": {
                "tokenizer": {_ANALYSER: tokenizer},
                "analyzer": {_ANALYSER: {"type": "custom", "tokenizer": _ANALYSER}},
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_source": {"includes": [PAYLOAD, "number"]},  # the rest is only searched
            "properties": properties,
        },
    }


def source(key: str, place: int, document: Document) -> dict[str, Any]:
    """A document, the `place`th of those with its key."""
    terms = {name: list(texts) for name, texts in document.terms.items() if texts}
    numbers = {name: document.numbers.get(name, 0) for name, kind in FIELDS.items() if kind == "number"}
    return {"key": key, **terms, **numbers, _PLACE: place, _RANK: 1 + document.rank, PAYLOAD: document.payload or {}}


def search(
    clause: Clause, limit: int, *, offset: int = 0, by: str | None = None, weighed: bool = False, counted: bool = True
) -> dict[str, Any]:
    """The body of a search, as `Searcher.search`. Equals have an order, so that pages follow each other."""
    asked = query(clause)
    if weighed:
        weight = {"field": _RANK, "modifier": "none", "missing": 1}
        asked = {
            "function_score": {
                "query": asked,
                "functions": [{"field_value_factor": weight}],
                "boost_mode": "multiply",
            }
        }
    return {
        "query": asked,
        "from": offset,
        "size": max(0, min(limit, WINDOW - offset)),
        "sort": [{by or "_score": "desc"}, {"key": "asc"}, {_PLACE: "asc"}],
        "_source": [PAYLOAD],
        "track_total_hits": counted,
    }


def query(clause: Clause) -> dict[str, Any]:
    """A clause as a query. What only adds to the worth is left out where a server would refuse so many terms."""
    lean = _terms(clause) > MOST_CLAUSES
    return _query(clause, lean)


def _query(clause: Clause, lean: bool) -> dict[str, Any]:
    match clause:
        case Term(field, text):
            return {"term": {field: {"value": text}}}
        case Terms(field, texts):
            return {"terms": {field: list(texts)}}
        case Row(field, text):
            return {"match_phrase": {field: {"query": " ".join(grams(text))}}}
        case Begun(field, text):
            return {"prefix": {field: {"value": text}}}
        case Span(field, first, last):
            return {"range": {field: {"gte": first, "lte": last}}}
        case Bool(must, should, without, least):
            return _boolean(must, should, without, least, lean)
        case Worth(part, score):
            return {"constant_score": {"filter": _query(part, lean), "boost": score}}
        case Best(parts):
            return {"dis_max": {"queries": [_query(part, lean) for part in parts]}}
        case Nothing():
            return {"match_none": {}}


def _boolean(
    must: Iterable[Clause], should: Iterable[Clause], without: Iterable[Clause], least: int, lean: bool
) -> dict[str, Any]:
    silent = [part.part for part in must if isinstance(part, Worth) and not part.score]
    loud = [part for part in must if not (isinstance(part, Worth) and not part.score)]
    if not must and not should:
        return {"match_none": {}}
    parts = {
        "must": loud,
        "filter": silent,
        "must_not": without,
        "should": () if must and lean and not least else should,
    }
    form: dict[str, Any] = {name: made for name, of in parts.items() if (made := [_query(part, lean) for part in of])}
    if least or not must:
        form["minimum_should_match"] = max(1, least)
    return {"bool": form}


def _terms(clause: Clause) -> int:
    match clause:
        case Bool(must, should, without):
            return sum(map(_terms, (*must, *should, *without)))
        case Best(parts):
            return sum(map(_terms, parts))
        case Worth(part):
            return _terms(part)
    return 1
