"""Which queries read the whole graph."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.scanning import scans_everything


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { ?s ?p ?o }",
        "select * { ?s ?p ?o }",
        "PREFIX schema: <https://schema.org/> SELECT * { ?s ?p ?o }",
        "BASE <http://x/> PREFIX : <y#> SELECT ?s { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
        "SELECT ?s { ?s ?p ?o FILTER (?o > 3) }",
        "SELECT ?s { ?s ?p ?o FILTER regex(?o, 'x') }",
        "PREFIX ex: <http://x/> SELECT ?s { ?s ?p ?o FILTER ex:f(?o, 'x') BIND (1 + 2 AS ?three) }",
        "SELECT * { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o . ?o ?q _:b } # LIMIT 10",
        "SELECT * { { SELECT (SUM(1) AS ?n) ?s { ?s ?p ?o } GROUP BY ?s } }",
        "CONSTRUCT { ?s a <http://x/C> } WHERE { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "DESCRIBE ?s { ?s ?p ?o }",
    ],
)
def test_no_term_to_look_up_and_no_limit(query: str) -> None:
    assert scans_everything(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { ?s ?p ?o } LIMIT 10",
        "SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 5 } ?s ?q ?x }",
        "ASK { ?s ?p ?o }",
        "SELECT * { ?s a ?class }",
        "SELECT * { ?s <http://x/p> ?o }",
        "SELECT * { ?s rq:quote ?o }",
        "SELECT * { ?s ?p '雾桥科技'@zh }",
        "SELECT * { ?s ?p 2012 }",
        "SELECT * { ?s ?p true }",
        "SELECT * { ?s (rq:a|^rq:b)+ ?o }",
        "SELECT * { VALUES ?s { <http://x/s> } ?s ?p ?o }",
        "SELECT * FROM <http://x/g> { ?s ?p ?o }",
        "SELECT * { GRAPH <http://x/g> { ?s ?p ?o } }",
        "SELECT * { { SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s } ?s a ?c }",
        "DESCRIBE <http://x/s>",
        "SELECT (1 AS ?one) {}",
        "",
    ],
)
def test_something_to_look_up_or_an_end(query: str) -> None:
    assert not scans_everything(query)


@settings(max_examples=50)
@given(st.text(alphabet="{}()<>?a:.#'\"\\ \nSELECT ask,1_", max_size=60))
def test_whatever_is_written_it_answers(query: str) -> None:
    """It looks at queries before anybody has parsed them."""
    assert scans_everything(query) in (True, False)
