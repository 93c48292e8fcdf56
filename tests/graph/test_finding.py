"""Searches in queries over a real graph: what the index finds leads to things of the graph."""

import json
from collections.abc import Iterator

import pytest

from extract.reading import Reading
from graph.answers import QueryError
from graph.finding import MOST_ENTITIES, Match
from graph.graph import Graph
from graph.home import Home


@pytest.fixture(scope="module")
def graph(gold_readings: tuple[Reading, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The graph of the gold articles, and its index."""
    with Home(tmp_path_factory.mktemp("gold")) as home:
        for reading in gold_readings:
            home.put(reading)
        with home.own("test") as graph:
            graph.catch_up()
            yield graph


def rows(graph: Graph, pattern: str) -> list[dict[str, str]]:
    answer = graph.query(f"SELECT * {{ {pattern} }} ORDER BY DESC(?score)", accept=["application/sparql-results+json"])
    bindings = json.loads(answer.body)["results"]["bindings"]
    return [{name: value["value"].removeprefix(graph.base) for name, value in row.items()} for row in bindings]


def found(graph: Graph, words: str, sorts: tuple[str, ...], limit: int = 1000) -> list[Match]:
    return graph._derived.index.find(words, sorts, limit)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "fits"),
    [("沈砚青", "沈砚青"), ("老沈", "老沈"), ("沈硯青", "沈砚青"), ("SYQ", "沈砚青"), ("shenyan", "沈砚青"), ("沈砚青是谁", "沈砚青")],
)  # fmt: skip
def test_a_person_is_found_in_a_query_with_the_name_that_fits(graph: Graph, words: str, fits: str) -> None:
    for name in ("rdfs:label", "skos:altLabel"):
        (row,) = rows(graph, f'(?e ?score ?name) text:query ({name} "{words}") . ?e a schema:Person')
        assert (row["e"], row["name"]) == ("entity/沈砚青", fits)


def test_every_entity_that_a_name_finds_is_what_it_is_in_the_graph(
    graph: Graph, gold_readings: tuple[Reading, ...]
) -> None:
    """Rows and hits are as many: no class of the index is another in the graph, and no thing has two."""
    names = {entity.name for reading in gold_readings for entity in reading.entities}
    for words in sorted(names):
        hits = found(graph, words, ("entity",))
        assert hits
        things = rows(graph, f"?e text:query (rdfs:label {json.dumps(words, ensure_ascii=False)})")
        assert sorted(row["e"] for row in things) == sorted(f"entity/{hit.name}" for hit in hits)


def test_every_sentence_is_a_node_whose_text_is_the_literal(graph: Graph, gold_readings: tuple[Reading, ...]) -> None:
    hits = rows(graph, '(?s ?score ?text) text:query (schema:text "的 公司 年 创业 农业") . ?s a rq:Sentence')
    whole = rows(
        graph, "?s a rq:Sentence ; schema:text ?text ; schema:isPartOf ?article ; rq:start ?start . BIND(0 AS ?score)"
    )
    assert len(whole) == sum(len(reading.sentences) for reading in gold_readings)
    assert len(hits) == len(found(graph, "的 公司 年 创业 农业", ("sentence",))) > 50
    assert {(row["s"], row["text"]) for row in hits} < {(row["s"], row["text"]) for row in whole}
    assert [float(row["score"]) for row in hits] == sorted((float(row["score"]) for row in hits), reverse=True)


def test_an_article_is_found_once_by_its_headline_or_by_its_sentences(graph: Graph) -> None:
    (row,) = rows(graph, '(?a ?score ?title) text:query (schema:headline "番茄苗") . ?a schema:headline ?title')
    assert row["a"] == "article/d01"
    assert "番茄苗" not in row["title"]
    many = rows(graph, '(?a ?score ?title) text:query (schema:headline "公司")')
    sentences = found(graph, "公司", ("sentence",))
    assert {row["a"] for row in many} >= {f"article/{hit.name}" for hit in sentences}
    assert len(many) == len({row["a"] for row in many}) < len(sentences)


def test_headlines_are_no_sentences(graph: Graph, gold_readings: tuple[Reading, ...]) -> None:
    """A headline that the text lacks is found for articles, and by no search for sentences."""
    with_title = [r for r in gold_readings if r.article.title and r.article.title not in r.article.text]
    assert all(hit.kind != "sentence" or hit.text for hit in graph.search("公司", limit=200).hits)
    for reading in with_title[:3]:
        assert reading.article.id in {hit.name for hit in found(graph, reading.article.title, ("article",), 3)}


def test_without_a_property_it_is_the_search_that_people_know(graph: Graph) -> None:
    for words in ("公司", "沈砚青 创业", "没有这种词语"):
        known = [
            ("sentence" if hit.article else "entity", hit.entity or hit.article, hit.score)
            for hit in graph.search(words, limit=1000).hits
        ]
        assert [(hit.sort, hit.name, hit.score) for hit in found(graph, words, ("entity", "sentence"))] == known
        assert len(rows(graph, f'(?e ?score) text:query "{words}"')) == len(known)


def test_limits_count_hits_and_entities_alone_are_as_many_as_there_are(graph: Graph) -> None:
    assert len(rows(graph, '(?e ?score) text:query (rdfs:label "公司 大学 科技")')) > MOST_ENTITIES
    for limit in (1, 3):
        for sort in ("entity", "article", "sentence"):
            service = (
                f'SERVICE rq:search {{ ?e rq:words "公司" ; rq:kind "{sort}" ; rq:limit {limit} ; rq:score ?score }}'
            )
            assert len(rows(graph, service)) == limit


def test_claims_are_joined_with_what_is_found_whichever_stands_first(graph: Graph) -> None:
    claim = "?claim rdf:subject ?e ; rdf:predicate schema:founder ; rdf:object ?founder"
    first = rows(graph, f'(?e ?score) text:query (rdfs:label "青禾智控") . {claim}')
    assert {row["founder"] for row in first} == {"entity/沈砚青", "entity/方大可", "entity/钱以宁"}
    assert rows(graph, f'{claim} . (?e ?score) text:query (rdfs:label "青禾智控")') == first
    assert (
        rows(graph, f'{claim} OPTIONAL {{ (?e ?score) text:query (rdfs:label "青禾智控") }} FILTER(BOUND(?score))')
        == first
    )


def test_a_graph_that_is_named_is_searched_alone(graph: Graph) -> None:
    everywhere = rows(graph, 'GRAPH ?g { (?s ?score) text:query (schema:text "公司") }')
    assert {row["g"] for row in everywhere} == {row["s"].partition("#")[0] for row in everywhere}
    (g, *_) = sorted({row["g"] for row in everywhere})
    inside = [row["s"] for row in everywhere if row["g"] == g]
    assert [row["s"] for row in rows(graph, f'GRAPH <{g}> {{ (?s ?score) text:query (schema:text "公司") }}')] == inside


def test_what_is_retracted_or_replaced_is_found_no_more(home: Home, gold_readings: tuple[Reading, ...]) -> None:
    for reading in gold_readings[:2]:
        home.put(reading)
    with home.own("test") as graph:
        graph.catch_up()
        pattern = '(?a ?score) text:query (schema:headline "公司")'
        before = rows(graph, pattern)
        home.retract(gold_readings[0].article.id)
        assert rows(graph, pattern) == before
        graph.catch_up()
        assert [row["a"] for row in rows(graph, pattern)] == [f"article/{gold_readings[1].article.id}"]
        graph.rebuild()
        assert [row["a"] for row in rows(graph, pattern)] == [f"article/{gold_readings[1].article.id}"]


def test_words_of_any_kind_are_only_words(graph: Graph) -> None:
    for words in ("", '" } ; DROP ALL #', "'''", "\\", "{ SERVICE", "* OR kind:entity", "x" * 200):
        assert rows(graph, f"(?e ?score) text:query ({json.dumps(words)} 3)") is not None
    with pytest.raises(QueryError, match="written out"):
        rows(graph, "?e rdfs:label ?w . (?e ?score) text:query ?w")
