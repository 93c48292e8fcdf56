"""`/sparql` over HTTP: queries that search for words."""

from makers.asking import DIRECT, Ask, get

from ontology.iris import DEFAULT_BASE

WORDS = 'SELECT ?text { (?said ?score ?text) text:query (schema:text "農業大學" 1) }'


def test_a_query_over_http_searches_for_words(ask: Ask, browse: Ask) -> None:
    (row,) = ask(get(WORDS)).json["results"]["bindings"]
    assert "农业大学" in row["text"]["value"]
    service = 'SELECT ?a { SERVICE rq:search { ?a rq:words "农业大学" ; rq:kind "article" } }'
    assert ask("/sparql", method="POST", body=service.encode(), **DIRECT).json["results"]["bindings"]
    assert "农业大学" in browse(get(WORDS)).text


def test_a_data_set_of_the_protocol_limits_what_is_searched(ask: Ask) -> None:
    here = ask(get(WORDS, **{"default-graph-uri": f"{DEFAULT_BASE}article/d01"})).json["results"]["bindings"]
    elsewhere = ask(get(WORDS, **{"default-graph-uri": f"{DEFAULT_BASE}article/d02"})).json["results"]["bindings"]
    assert (len(here), elsewhere) == (1, [])


def test_refusals_of_searches_and_errors_behind_them_name_the_users_place(ask: Ask, browse: Ask) -> None:
    for query, line, column in (
        ("SELECT * {\n  ?e text:query ?words }", 2, 17),
        (WORDS + "\n LIMIT many", 2, 8),
        ("SELECT (COUNT(?s) AS ?n)\n(?n * 2 AS ?m) { ?s a ?o }", 2, 2),
    ):
        reply = ask(get(query))
        assert (reply.status, reply.media_type) == (400, "application/problem+json")
        assert (reply.json["line"], reply.json["column"]) == (line, column)
        assert browse(get(query)).status == 400


def test_a_service_of_anybody_else_is_refused_as_before(ask: Ask) -> None:
    reply = ask(get("SELECT * { ?e text:query '公司' . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"))
    assert (reply.status, reply.json["line"], reply.json["column"]) == (400, 1, 33)
    assert "SERVICE" in reply.json["detail"]
