"""Every example query gives exactly the answer that is kept beside this file; `just answers` writes them anew."""

import os
import re
from pathlib import Path

import pytest

from graph.graph import Graph
from ontology.iris import DEFAULT_BASE, SCHEMA
from server.gallery import Example, claims_about, examples, find, named, parts, relations_in
from server.scanning import scans_everything

ANSWERS = Path(__file__).parent / "gallery"
FORMS = ["text/tab-separated-values", "application/n-triples"]
RENEW = os.environ.get("RENEW") == "answers"


def answered(graph: Graph, query: str) -> str:
    """The answer as text, graphs as sorted triples; what every run has anew stands as RUN and MOMENT."""
    answer = graph.query(query, accept=FORMS)
    text = answer.body.decode().replace(DEFAULT_BASE, "").replace(SCHEMA, "schema:")
    text = re.sub(r'<run/[^>]+>|"\d{4}-\d\d-\d\dT[^"]+"', lambda m: "RUN" if m[0][0] == "<" else '"MOMENT"', text)
    lines = text.splitlines()
    return "\n".join(sorted(lines) if answer.kind == "graph" else lines) + "\n"


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_every_example_gives_its_exact_answer(sample_graph: Graph, example: Example) -> None:
    """Over the sample corpus, line by line; none is empty."""
    found, kept = answered(sample_graph, example.query), ANSWERS / f"{example.name}.txt"
    if RENEW:
        kept.write_text(found, "utf-8")
    assert found == kept.read_text("utf-8")
    assert found.count("\n") > 1 or found == "true\n"


def test_every_answer_belongs_to_an_example() -> None:
    assert {path.stem for path in ANSWERS.iterdir()} == {example.name for example in examples()}


def test_the_gallery_goes_from_easy_to_hard_and_has_every_kind_of_query() -> None:
    """At least thirty, in parts, with titles in both languages; forms and features that researchers ask for."""
    assert len(examples()) >= 30
    assert [members for _, part in parts() for members in part] == list(examples())
    for example in examples():
        assert re.search("[\u4e00-\u9fff]", example.title)
        assert re.search("[a-z]", example.english)
        assert not scans_everything(example.query)
    everything = "\n".join(example.query for example in examples())
    for feature in (
        "ASK {",
        "CONSTRUCT {",
        "DESCRIBE ?",
        "GRAPH ?",
        "NOT EXISTS",
        "MINUS",
        "OPTIONAL",
        "UNION",
        "VALUES",
    ):
        assert feature in everything, feature
    for feature in ("HAVING", "GROUP BY", "rq:copyOf", "rq:conflictsWith", "skos:altLabel", "prov:used", ")+ ?"):
        assert feature in everything, feature


def test_a_query_that_a_form_sends_is_known_as_its_example() -> None:
    """Forms end lines in their own way."""
    first = examples()[0]
    assert find(first.query.replace("\n", "\r\n") + "\r\n") == first
    assert find(first.query + " # mine") is None


def test_the_queries_of_pages_are_the_examples_about_what_they_show(sample_graph: Graph) -> None:
    """The same rows as the examples, which find the entity by its name and the article by its identifier."""
    entity, article = f"{DEFAULT_BASE}entity/武汉轻渡出行科技有限公司", f"{DEFAULT_BASE}article/s02-wuqiao-a-round"
    for query, name in ((claims_about(entity), "02-claims-about"), (relations_in(article), "51-one-article")):
        assert answered(sample_graph, query) == answered(sample_graph, named(name).query)
