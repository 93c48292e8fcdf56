"""Searches in queries as they are read: what words, kinds and limits reach the index, what is refused and at which place,
and that no query whatever ends otherwise than so."""

from collections import Counter
from collections.abc import Collection
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers.searches import rewritten
from pyoxigraph import Store

from graph import terms
from graph.answers import QueryError
from graph.finding import Match
from graph.forms import MOST, Sort
from graph.guard import LONGEST, check
from graph.rewriting import READ, rewrite
from graph.tokens import tokens
from ontology.iris import DEFAULT_BASE

W3C = Path(__file__).parents[3] / "shared" / "rdf-tests" / "sparql"


@pytest.mark.parametrize(
    ("query", "line", "column", "says"),
    [
        ("SELECT * {\n ?e text:query ?words }", 2, 16, "a variable cannot stand for them"),
        ("SELECT * { ?e text:query (rdfs:label ?words) }", 1, 38, "a variable cannot stand for them"),
        ("SELECT * { SERVICE rq:search { ?e rq:words ?w } }", 1, 44, "a variable cannot stand for them"),
        ("SELECT * { ?e text:query 7 }", 1, 26, "a plain string"),
        ("SELECT * { ?e text:query ('词' 1001) }", 1, 31, "from 1 to 1,000"),
        ("SELECT * { ?e text:query ('词' 0) }", 1, 31, "from 1 to 1,000"),
        ("SELECT * { ?e text:query ('词' 1.5) }", 1, 31, "from 1 to 1,000"),
        ("SELECT * { ?e text:query (schema:founder '词') }", 1, 27, "schema:headline"),
        ("SELECT * { ?e text:query ('词' 'lang:en') }", 1, 31, "in Chinese"),
        ("SELECT * { ?e text:query '词'@en }", 1, 29, "in Chinese"),
        ("SELECT * { ?e text:query ('词' 'highlight:s:<b>') }", 1, 31, "nothing else"),
        ("SELECT * { ?e text:query () }", 1, 26, "needs words"),
        ("SELECT * { (?e ?s ?l ?g) text:query '词' }", 1, 12, "at most"),
        ("SELECT * { (?e ?e) text:query '词' }", 1, 13, "variables of their own"),
        ("SELECT * { (?e 'x') text:query '词' }", 1, 16, "are variables"),
        ("SELECT * { (?e ?s) text:query '词' ; a ?t }", 1, 12, "nothing else"),
        ("SELECT * { _:b text:query '词' }", 1, 12, "a variable or an IRI"),
        ("SELECT * { [] text:query '词' }", 1, 12, "a variable or an IRI"),
        ("SELECT * { [ text:query '词' ] a ?t }", 1, 14, "a pattern of its own"),
        ("SELECT * { ?e ^text:query '词' }", 1, 16, "a pattern of its own"),
        ("SELECT * { ?e text:query/a ?t }", 1, 15, "a pattern of its own"),
        ("SELECT * { ?e ?p text:query }", 1, 18, "a pattern of its own"),
        ("SELECT * { ?e ?p ?o FILTER(?p = text:query) }", 1, 33, "a pattern of its own"),
        ("SELECT * { VALUES ?p { text:query } ?e ?p '词' }", 1, 24, "a pattern of its own"),
        ("SELECT * { << ?e text:query '词' >> a ?t }", 1, 18, "a pattern of its own"),
        ("CONSTRUCT { ?e text:query '词' } WHERE { ?e a ?t }", 1, 16, "a pattern of its own"),
        ("CONSTRUCT WHERE { ?e text:query '词' }", 1, 22, "CONSTRUCT WHERE cannot search"),
        (f"SELECT * {{ ?e text:query '{'长' * 201}' }}", 1, 26, "201 characters"),
        ("SELECT * { SERVICE rq:search { ?e rq:words '词' ; rq:limit -3 } }", 1, 59, "one variable or number"),
        ("SELECT * { SERVICE rq:search { ?e rq:words '词' ; rq:score ?s {| a ?t |} } }", 1, 59, "one variable or number"),
        ("SELECT * { ?e rq:search '词' }", 1, 15, "a pattern of its own"),
        ("SELECT * { SERVICE rq:search { } }", 1, 20, "needs words"),
        ("SELECT * { SERVICE rq:search { ?e rq:limit 3 } }", 1, 32, "needs rq:words"),
        ("SELECT * { SERVICE rq:search { ?e rq:words '词' ; a ?t } }", 1, 50, "rq:search knows"),
        ("SELECT * { SERVICE rq:search { ?e rq:words '词' ; rq:kind 'city' } }", 1, 58, "rq:kind is"),
        ("SELECT * { SERVICE rq:search { ?e rq:words '词' , '语' } }", 1, 35, "said twice"),
        ("SELECT * { SERVICE rq:search { ?e rq:words '词' OPTIONAL { ?e a ?t } } }", 1, 48, "cannot be read"),
        ("SELECT * { ?e text:query '词' . FILTER(?x<?a&&?b>?y) }", 1, 41, "'less than'"),
        ("SELECT * { ?e text:query '词' . ?s FOO }", 1, 35, "cannot be read"),
        ("SELECT * { ?e text:query '词' . FILTER(?e = (1] }", 1, 46, "closes no bracket"),
        ("SELECT * { ?e text:query '词' ", 1, 10, "to be closed"),
        ("SELECT * { " + "?e text:query '词' . " * 11 + "}", 1, 215, "search 10 times"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_at_its_place(query: str, line: int, column: int, says: str) -> None:
    with pytest.raises(QueryError, match=says) as refused:
        rewritten(query)
    assert (refused.value.line, refused.value.column) == (line, column)


def test_the_search_of_another_server_is_left_to_it() -> None:
    """It is refused as every call is, and if it were allowed, it would go out as it was written."""
    query = "SELECT * { SERVICE <http://h/> { ?e text:query '词' . ?e FOO } ?f text:query '词' }"
    assert "SERVICE <http://h/> { ?e text:query '词' . ?e FOO }" in rewritten(query).sparql


def asked(query: str) -> list[tuple[str, tuple[Sort, ...], int]]:
    found: list[tuple[str, tuple[Sort, ...], int]] = []

    def record(words: str, sorts: Collection[Sort], limit: int) -> list[Match]:
        found.append((words, tuple(sorts), limit))
        return []

    rewrite(query, record, base=DEFAULT_BASE)
    return found


def test_words_kinds_and_limits_reach_the_index() -> None:
    assert asked("SELECT * { ?e text:query '离职 社群' }") == [("离职 社群", ("entity", "sentence"), MOST)]
    assert asked("SELECT * { ?e text:query (skos:altLabel rdfs:label schema:text '词'@zh-Hant 5 'lang:zh') }") == [
        ("词", ("entity", "sentence"), 5)
    ]
    assert asked('SELECT * { ?e text:query (schema:headline """a\\n"b""") , "\\"c" }') == [
        ('a\n"b', ("article",), MOST),
        ('"c', ("entity", "sentence"), MOST),
    ]
    two = "?a rq:words '甲' ; rq:kind 'article', 'entity' . ?b rq:limit 7 . ?b rq:words '乙'"
    assert asked(f"SELECT * {{ service silent <{terms.CLAIM.value[:-5]}search> {{ {two} }} }}") == [
        ("甲", ("article", "entity"), MOST),
        ("乙", ("entity", "sentence"), 7),
    ]


def test_w3c_queries_stay_as_they_are_and_with_a_search_are_refused_or_read_by_the_engine() -> None:
    """A search behind every brace of every query that the engine reads also then."""
    if not W3C.exists():
        pytest.skip("the W3C tests are not there")
    engine, tried, refusals = Store(), 0, Counter[str]()
    put = [
        " ?zz <http://jena.apache.org/text#query> '词' . ",
        " SERVICE <https://w3id.org/rongqiao/ontology#search> { ?zz rq:words '词' } ",
    ]

    def read(query: str) -> bool:
        try:
            engine.query(query, base_iri=DEFAULT_BASE, prefixes={"rq": "https://w3id.org/rongqiao/ontology#"})
        except SyntaxError:
            return False
        except RuntimeError:  # read, and not to be answered by an empty store
            return True
        return True

    for path in sorted(W3C.rglob("*.rq")):
        query = path.read_bytes().decode("utf-8", "surrogateescape")
        assert rewritten(query).sparql == query
        if "SERVICE" in query.upper() or path.name.startswith("syn-bad") or not read(query):
            continue
        for token in tokens(query):
            # Without the search the engine is asked: it would call a service.
            if token.text != "{" or not read(f"{query[: token.end]} ?zz <urn:p> '词' . {query[token.end :]}"):
                continue
            tried += 1
            with_search = query[: token.end] + put[tried % 2] + query[token.end :]
            try:
                assert read(rewritten(with_search).sparql), with_search
            except QueryError as error:
                refusals[str(error)[:15]] += 1
    assert tried > 1000
    assert set(refusals) <= {"CONSTRUCT WHERE", "text:query is u", "rq:search is un"}
    assert refusals.total() < tried / 20


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["text:query", "rq:search", "SERVICE", "{", "}", "(", ")", "[", "]", "SELECT", "*", "?e", "'词'", "9", ".", ";", ",", "FILTER", "EXISTS", "a", "/", "<<", ">>", "GRAPH", "VALUES", "CONSTRUCT", "WHERE", "PREFIX x:", "<urn:a>", "#", "\n"]),
        max_size=25,
    )
)  # fmt: skip
def test_no_heap_of_tokens_ends_otherwise_than_in_a_query_or_a_refusal(pieces: list[str]) -> None:
    query = "SELECT * { ?e text:query '词' . " + " ".join(pieces)
    refused = None
    try:
        assert "text:query" not in [token.text for token in tokens(rewritten(query).sparql)]
    except QueryError as error:
        refused = error
    assert refused is None or (refused.line and len(str(refused).splitlines()) == 1)


def test_nesting_of_any_depth_and_length_is_read_or_refused() -> None:
    query = "SELECT * { ?e text:query '词' . %s }"
    for deep in ("{" * 30_000 + "}" * 30_000, "?e a ?t . " * 9_000, "FILTER" + "(" * 9_000 + "1" + ")" * 9_000):
        assert deep in rewritten(query % deep).sparql
    for deep in ("(" * 30_000, "[ <urn:p> " * 9_000):
        with pytest.raises(QueryError, match="bracket"):
            rewritten(query % deep)


def test_a_long_query_is_not_read_and_one_that_searches_is_refused() -> None:
    """It is the server's own process that reads it, and no time limit ends that."""
    long = "ASK { ?s ?p 'text' " + ";" * READ + " }"
    assert rewritten(long).sparql == long
    for search in ("text:query", "<http://jena.apache.org/text#query>"):
        with pytest.raises(QueryError, match="at most 100,000 characters") as refused:
            rewritten(f"ASK {{\n ?s {search} '词' " + ";" * READ + " }")
        assert refused.value.line == 2


def test_a_query_too_long_is_refused_as_such_and_never_half_rewritten() -> None:
    query = "SELECT * { ?e text:query '词' }" + " " * LONGEST
    with pytest.raises(QueryError, match="characters"):
        check(rewritten(query).sparql)
    long = [Match("sentence", f"a{number}", "长" * 900, 1.0) for number in range(1_000)]
    with pytest.raises(QueryError, match="find too much") as refused:
        rewrite("ASK {\n(?e ?s ?l) text:query '词' , '词' }", lambda words, sorts, limit: long, base=DEFAULT_BASE)
    assert refused.value.line == 2
