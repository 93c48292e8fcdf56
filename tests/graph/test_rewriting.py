"""Searches in queries. What a search has to mean where it stands, a property shows that the graph really has: `<urn:hit>`
of the very things, with the very scores, that the search finds."""

import json
from collections import Counter

import pytest
from makers.searches import rewritten
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph import terms
from graph.answers import QueryError
from graph.forms import PROPERTY, SERVICE
from graph.store import QuadStore
from ontology.iris import DEFAULT_BASE, article_iri, entity_iri

HIT, NOTE, KNOWS, SAID = (NamedNode(f"urn:{name}") for name in ("hit", "note", "knows", "said"))

# HIT stands for a verb and its object, THING for a subject that the search finds, with ?score.
PLACES = [
    "SELECT * { ?e HIT }",
    "SELECT * { ?e HIT . }",
    "SELECT * { ?e HIT ; a ?t ; <urn:note> ?n }",
    "SELECT * { ?e a ?t ; HIT ; <urn:note> ?n . }",
    "SELECT * { ?e a ?t ; <urn:note> ?n ; HIT }",
    "SELECT * { ?e a ?t ;; HIT ;; <urn:note> ?n ; . }",
    "SELECT * { ?e HIT ; HIT ; <urn:note> ?n }",
    "SELECT * { ?e <urn:note> ?n , ?m ; HIT . ?e a ?t }",
    "SELECT * { THING }",
    "SELECT * { ?e a ?t . THING ?e <urn:note> ?n }",
    "SELECT ?e ?n { _:b <urn:knows> ?e . ?e HIT . _:b <urn:note> ?n }",
    "SELECT ?e ?n { _:b <urn:knows> ?e FILTER(?e != <urn:x>) ?e HIT . FILTER(?e != <urn:y>) _:b <urn:note> ?n }",
    "SELECT * { ?x <urn:knows> ?e OPTIONAL { ?e HIT ; <urn:note> ?n } }",
    "SELECT * { ?x <urn:knows> ?e OPTIONAL { THING } }",
    "SELECT * { OPTIONAL { ?e HIT } ?x <urn:knows> ?e }",
    "SELECT * { ?x <urn:note> ?n OPTIONAL { ?x <urn:knows> ?e } ?e HIT . ?x <urn:knows> ?y }",
    "SELECT * { ?x <urn:note> ?n MINUS { ?e <urn:knows> ?x } ?e HIT }",
    "SELECT * { ?x <urn:note> ?n { ?x <urn:knows> ?e } { ?e <urn:note> ?m } UNION { ?e a ?t } ?e HIT }",
    "SELECT * { ?x <urn:note> ?n OPTIONAL { ?x <urn:knows> ?e OPTIONAL { THING FILTER(?score > 3) } } }",
    "SELECT * { { THING } UNION { ?e <urn:knows> ?x } UNION { ?x <urn:knows> ?e . ?e HIT } }",
    "SELECT * { { SELECT ?e (COUNT(?x) AS ?k) { ?e HIT . ?x <urn:knows> ?e } GROUP BY ?e } ?e <urn:note> ?n }",
    "SELECT * { ?e <urn:note> ?n { SELECT ?e ?score WHERE { THING } ORDER BY DESC(?score) ?e LIMIT 2 } }",
    "SELECT * { GRAPH ?g { ?e HIT } }",
    "SELECT * { GRAPH ?g { ?e HIT . ?x <urn:knows> ?e } }",
    "SELECT * { GRAPH article:a2 { THING } }",
    "SELECT * { ?e HIT . GRAPH ?g { ?e <urn:note> ?n } }",
    "SELECT * FROM article:a2 { THING }",
    "SELECT * FROM NAMED article:a2 { GRAPH ?g { THING } }",
    "SELECT * { ?x <urn:knows> ?e FILTER EXISTS { ?e HIT } }",
    "SELECT * { ?x <urn:knows> ?e FILTER NOT EXISTS { ?e HIT . ?e <urn:note> ?n } }",
    "SELECT * { ?x <urn:knows> ?e FILTER (?x != <urn:x> && (1 < 2 || EXISTS { ?e HIT })) }",
    "SELECT ?x (EXISTS { ?x HIT } AS ?found) { ?x <urn:note> ?n }",
    "SELECT * { ?x <urn:note> ?n MINUS { ?x HIT } }",
    "SELECT * { ?x <urn:note> ?n MINUS { GRAPH ?g { ?x HIT } } }",
    "SELECT * { BIND(entity:甲 AS ?e) ?e HIT }",
    "SELECT * { VALUES ?e { entity:甲 <urn:x> } ?e HIT ; <urn:note> ?n }",
    "SELECT * { ?e HIT } VALUES ?e { entity:乙 }",
    "SELECT * { ?e HIT . ?f HIT . ?e <urn:knows> ?f }",
    "SELECT * { ?e (^<urn:knows>/<urn:note>)|a ?n ; HIT }",
    "SELECT * { ?e HIT . [] <urn:knows> [ <urn:knows> ?e ] . [ <urn:knows> ?e ] OPTIONAL { ?e <urn:note> 0 , -1.5 , true , 'x'@zh } }",
    "SELECT * { entity:甲 HIT ; <urn:note> ?n }",
    "SELECT * { <entity/甲> HIT }",
    "SELECT * { <urn:x> HIT }",
    "SELECT ?t (COUNT(?e) AS ?k) (MAX(?score) AS ?m) { THING ?e a ?t } GROUP BY ?t HAVING (COUNT(?e) > 0) ORDER BY ?t",
    "ASK { entity:乙 HIT }",
    "ASK { <urn:x> HIT }",
    "CONSTRUCT { ?e <urn:found> ?score } WHERE { THING OPTIONAL { ?e <urn:note> ?n } }",
    "SELECT*{{{{?e HIT}}}#?e <urn:no> 1 }\n}",
]  # fmt: skip


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> QuadStore:
    """Two articles, which both speak of 乙, and a thing that no search finds."""
    store = QuadStore(tmp_path_factory.mktemp("known") / "store", base=DEFAULT_BASE)
    first, second = (NamedNode(article_iri(DEFAULT_BASE, name)) for name in ("a1", "a2"))
    one, two, other = (
        NamedNode(entity_iri(DEFAULT_BASE, "甲")),
        NamedNode(entity_iri(DEFAULT_BASE, "乙")),
        NamedNode("urn:x"),
    )
    things = {
        first: [(one, terms.ENTITY_CLASS["PER"], 6.0), (two, terms.ENTITY_CLASS["ORG"], 1.5),
                (NamedNode(f"{first.value}#s0"), terms.SENTENCE, 99.25), (first, terms.NEWS_ARTICLE, 99.25)],
        second: [(two, terms.ENTITY_CLASS["ORG"], 1.5), (NamedNode(f"{second.value}#s1"), terms.SENTENCE, 7.0)],
    }  # fmt: skip
    for graph, found in things.items():
        quads = [Quad(thing, terms.TYPE, kind, graph) for thing, kind, _ in found]
        quads += [Quad(thing, HIT, Literal(score), graph) for thing, _, score in found]
        quads += [
            Quad(thing, NOTE, Literal(number), graph) for number, (thing, _, _) in enumerate([*found, (other, 0, 0)])
        ]
        quads += [Quad(other, KNOWS, two, graph), Quad(two, KNOWS, other, graph), Quad(two, terms.TYPE, SAID, graph)]
        quads += [Quad(one, KNOWS, two, graph), Quad(two, KNOWS, one, graph)] if graph == first else []
        store.replace(graph, quads)
    return store


def rows(store: QuadStore, sparql: str) -> Counter[str]:
    answer = store.query(sparql, accept=["application/sparql-results+json", "application/n-triples"])
    if answer.kind == "graph":
        return Counter(answer.body.decode().splitlines())
    form = json.loads(answer.body)
    found = form["results"]["bindings"] if answer.kind == "solutions" else [form["boolean"]]
    return Counter(json.dumps(row, sort_keys=True) for row in found)


def reference(place: str) -> str:
    return place.replace("HIT", "<urn:hit> []").replace("THING", "?e <urn:hit> ?score .")


@pytest.mark.parametrize("place", PLACES)
def test_a_search_means_what_a_property_of_what_it_finds_would_mean(known: QuadStore, place: str) -> None:
    expected = rows(known, reference(place))
    service = 'SERVICE rq:search { ?e rq:words "词" ; rq:score ?score }'
    listed = "(?e ?score) <http://jena.apache.org/text#query> ('''词''' 9) ."
    for form in ['(?e ?score) text:query "词" .', listed, service] if "THING" in place else [""]:
        query = place.replace("HIT", 'text:query ("词" 9)').replace("THING", form)
        assert rows(known, rewritten(query).sparql) == expected
        assert len(rewritten(query).sparql.splitlines()) == len(query.splitlines())


def test_the_places_tell_something(known: QuadStore) -> None:
    assert [place for place in PLACES if not rows(known, reference(place))] == ["SELECT * { <urn:x> HIT }"]


def test_things_scores_and_literals_come_as_the_graph_has_them(known: QuadStore) -> None:
    query = 'SELECT ?e ?score ?text { (?e ?score ?text) text:query "词" . FILTER(!isLiteral(?text) || true) }'
    answer = known.query(rewritten(query).sparql, accept=["text/tab-separated-values"]).body.decode()
    lines = (
        answer.replace(f"<{DEFAULT_BASE}", "").replace('"^^<http://www.w3.org/2001/XMLSchema#double>', "").splitlines()
    )
    assert sorted(lines[1:]) == [
        'article/a1#s0>\t"99.25\t"说：\\"甲\\"\\n"',
        'article/a1>\t"99.25\t',
        'article/a2#s1>\t"7\t"乙。"',
        'entity/乙>\t"1.5\t"乙社"@zh',
        'entity/甲>\t"6\t"甲"@zh',
    ]  # fmt: skip


def test_a_search_for_a_thing_by_its_iri_tells_its_score_and_literal(known: QuadStore) -> None:
    for thing in ("entity:乙", "<entity/乙>", f"<{entity_iri(DEFAULT_BASE, '乙')}>"):
        forms = (
            f"({thing} ?s ?l) text:query '词'",
            f"SERVICE rq:search {{ {thing} rq:words '词' ; rq:score ?s ; rq:literal ?l }}",
        )
        for form in forms:
            (row,) = rows(known, rewritten(f"SELECT ?s (STR(?l) AS ?name) {{ {form} }}").sparql)
            assert {key: value["value"] for key, value in json.loads(row).items()} == {"s": "1.5", "name": "乙社"}


def test_a_search_that_finds_nothing_binds_the_same_variables(known: QuadStore) -> None:
    for words, found in (("词", 5), ("无", 0)):
        answer = known.query(rewritten(f"SELECT * {{ (?e ?s) text:query '{words}' }}").sparql, accept=["text/csv"])
        header, *lines = answer.body.decode().splitlines()
        assert (header, len(lines)) == ("e,s", found)
        with pytest.raises(QueryError):
            known.query(rewritten(f"SELECT * {{ (?e ?s) text:query '{words}' BIND(1 AS ?s) }}").sparql)


@pytest.mark.parametrize(
    ("prologue", "verb"),
    [
        ("", "text:query"),
        ("PREFIX x: <http://jena.apache.org/text#>", "x:query"),
        ("PREFIX : <http://jena.apache.org/text#>", ":query"),
        ("PREFIX x: <http://jena.apache.org/text#que>", "x:ry"),
        ("PREFIX x: <http://jena.apache.org/text>", "x:\\#query"),
        ("BASE <http://jena.apache.org/> PREFIX x: <text#>", "x:query"),
        ("BASE <http://jena.apache.org/a/b> PREFIX x: <../text#>", "x:query"),
        ("prefix text: <urn:> Prefix text:<http://jena.apache.org/text#>", "text:query"),
        ("", "<http://jena.apache.org/text#query>"),
        ("", "<http://jena.apache.org/text\\u0023query>"),
        ("# PREFIX text: <urn:>\n", "text:query"),
    ],
)
def test_the_property_is_known_by_its_iri_however_written(known: QuadStore, prologue: str, verb: str) -> None:
    assert sum(rows(known, rewritten(f'{prologue} SELECT * {{ ?e {verb} "\\u8bcd" }}').sparql).values()) == 5
    other = "PREFIX text: <urn:> SELECT * { ?e text:query 'text:query' }"
    assert rewritten(other).sparql == other


def test_a_search_is_seen_wherever_a_prefix_and_a_base_cut_its_iri() -> None:
    """A query in which no part of it stands is not read at all."""
    for iri, query in ((PROPERTY, "ASK { ?e %s '词' }"), (SERVICE, "ASK { SERVICE %s { ?e rq:words '词' } }")):
        for cut in range(iri.index("#") + 1, len(iri) + 1):
            folder, _, start = iri[:cut].rpartition("/")
            for prologue in (f"PREFIX x: <{iri[:cut]}>", f"BASE <{folder}/> PREFIX x: <{start}>"):
                assert rewritten(f"{prologue} {query % f'x:{iri[cut:]}'}").edits
        assert rewritten(query % f"<{iri}>").edits


@pytest.mark.parametrize(
    "broken",
    [
        "SELECT * {\n  ?e text:query '词' ; a ?t .\n  ?e a ?t } LIMIT x",
        "SELECT * { ?e text:query ('词'\n 3) . ?e a foo:bar }",
        "SELECT * { ?e a ?t ; text:query '词' } GROUP ?e",
        "SELECT * { ?e a foo:bar . SERVICE rq:search { ?e rq:words '词' } }",
        "SELECT * { SERVICE rq:search {\n\n ?e rq:words '词' } ?e a foo:bar }",
        "SELECT * { ?e text:query '词' . BIND(1 AS) }",
        "SELECT * { ?e text:query '词' } ?",
    ],
)
def test_the_engine_names_the_places_of_the_users_query(known: QuadStore, broken: str) -> None:
    """Those that it names for the query as it is, which it can read too: a list is a list to it."""
    with pytest.raises(SyntaxError) as original:
        Store().query(broken, prefixes={"text": "urn:", "rq": "urn:"}, base_iri=DEFAULT_BASE)
    query = rewritten(broken)
    with pytest.raises(QueryError) as refused:
        known.query(query.sparql)
    error = refused.value
    query.explain(error)
    assert str(original.value).startswith(f"error at {error.line}:{error.column}: ")


@pytest.mark.parametrize(
    ("query", "line", "column", "says"),
    [
        ("SELECT (COUNT(?x) AS ?n)\n (?n * 2 AS ?m) { ?x a ?t }", 2, 3, "?n is named in this same SELECT"),
        ("SELECT ?t (COUNT(?x) AS ?n) (SUM(?y)/ ?n AS ?m) { ?x a ?t } GROUP BY ?t", 1, 39, "write COUNT(?x) again"),
        ("SELECT (COUNT(*) AS ?n) ?n { ?x a ?t }", 1, 25, "write COUNT(*) again"),
        ("SELECT * { { SELECT (COUNT(*) AS $n) ($n + 1 AS ?m) { ?e text:query '词' } } }", 1, 39, "?n is named"),
    ],
)
def test_an_alias_used_again_in_its_select_is_refused_with_the_way_to_write_it(
    known: QuadStore, query: str, line: int, column: int, says: str
) -> None:
    whole = rewritten(query)
    with pytest.raises(QueryError) as refused:
        known.query(whole.sparql)
    error = refused.value
    whole.explain(error)
    assert says in str(error)
    assert (error.line, error.column) == (line, column)


def test_both_ways_that_the_error_names_are_answered(known: QuadStore) -> None:
    again = rows(known, "SELECT (COUNT(?x) * 2 AS ?m) { ?x a ?t }")
    assert again == rows(known, "SELECT (?n * 2 AS ?m) { { SELECT (COUNT(?x) AS ?n) { ?x a ?t } } }") != Counter()
    with pytest.raises(QueryError, match="SELECT contains") as refused:
        known.query("SELECT ?x (COUNT(*) AS ?n) { ?x a ?t }")
    said = str(refused.value)
    rewritten("SELECT ?x (COUNT(*) AS ?n) { ?x a ?t }").explain(refused.value)
    assert str(refused.value) == said
