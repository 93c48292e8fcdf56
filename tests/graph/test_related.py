"""Articles like others, and people who have to do with things."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Article
from extract.reading import Entity, Fact, Mention, Reading, Sentence
from graph.graph import Graph
from graph.home import Home
from ontology.iris import OA, RDF, RDFS, SCHEMA, entity_iri

PEOPLE = ("潘国华", "沈砚青", "苏墨禾", "顾长河")
FIRMS = ("南极圈", "百老汇")


def written(article_id: str, text: str, *facts: tuple[str, str, str], day: int = 1) -> Reading:
    """An article whose sentences end with 。 and which names people and firms as they are called."""
    sentences, start = [], 0
    for end in [at + 1 for at, char in enumerate(text) if char == "。"]:
        sentences.append(Sentence(start, end))
        start = end
    entities = [Entity(name, "PER" if name in PEOPLE else "ORG", name) for name in (*PEOPLE, *FIRMS) if name in text]
    mentions = [
        Mention(at, at + len(one.name), one.name, one.type, one.id, 0.9)
        for one in entities
        for at in range(len(text))
        if text.startswith(one.name, at)
    ]
    return Reading(
        Article(article_id, article_id, text, date(2020, 1, day), "某报"),
        "f",
        tuple(sentences),
        tuple(mentions),
        entities=tuple(entities),
        facts=tuple(Fact(s, p, o, False, 0, sentences[0].end, 0.9) for s, p, o in facts),
    )


STORY = "潘国华和沈砚青在雨夜里把南极圈的最后一箱工牌搬上了楼，谁也没有提起那笔迟迟没有到账的投资，也没有人去开那盏坏了半年的灯。"


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[Graph]:
    home = Home(tmp_path / "data")
    for reading in (
        written("story", STORY),
        written("copy", f"{STORY}完。", day=2),
        written("near", "沈砚青写信给苏墨禾。潘国华没有回信。", ("沈砚青", "spouse", "苏墨禾"), day=3),
        written("far", "潘国华开会。", day=4),
        written("staff", "沈砚青离开了南极圈。", ("沈砚青", "formerEmployer", "南极圈"), day=5),
        written("boss", "顾长河也在南极圈上班。", ("顾长河", "worksFor", "南极圈"), day=6),
        written("other", "百老汇下雨。", day=7),
    ):
        home.put(reading)
    with home.own("test") as graph:
        graph.catch_up()
        yield graph


def test_articles_are_alike_that_share_what_few_speak_of(graph: Graph) -> None:
    found = graph.similar("far", limit=10)
    assert {one.article for one in found} == {"near", "story"}  # of the copies the first
    alike = graph.similar("near", limit=10)
    assert [one.article for one in alike][:1] == ["story"]
    assert {label for _, label in alike[0].shared} == {"潘国华", "沈砚青"}
    assert alike[0].score > next(one.score for one in alike if one.article == "far")


def test_an_article_is_not_like_its_copies(graph: Graph) -> None:
    for article in ("story", "copy"):
        assert {one.article for one in graph.similar(article, limit=10)} == {"near", "far", "staff", "boss"}
    assert graph.similar("nobody", limit=10) == []


def test_a_retracted_article_is_like_no_other(graph: Graph) -> None:
    graph.truths.retract("near")
    graph.catch_up()
    assert "near" not in {one.article for one in graph.similar("far", limit=10)}


def test_people_are_related_by_facts_by_what_they_share_and_by_sentences(graph: Graph) -> None:
    view = graph.entity("沈砚青")
    assert view
    found = {one.label: one for one in graph.acquaintances(view, limit=10)}
    assert [one.kind for one in found["苏墨禾"].reasons] == ["fact", "beside"]
    assert found["苏墨禾"].reasons[0].relation == "配偶"
    shared = found["顾长河"].reasons[0]
    assert (shared.kind, shared.relation, shared.label) == ("shared", "任职于", "南极圈")
    assert [(one.kind, one.sentences) for one in found["潘国华"].reasons] == [
        ("beside", 1)
    ]  # the copy says nothing new
    assert next(iter(found)) == "苏墨禾"
    assert "沈砚青" not in found


def test_what_users_write_relates_nobody(graph: Graph) -> None:
    """Their graphs may say anything, also that two stand in one sentence, and in one firm."""

    def entity(name: str) -> str:
        return f"<{entity_iri(graph.base, name)}>"

    lines = [
        f"_:a <{OA}hasBody> {entity('百老汇')} .",
        f"_:a <{OA}hasTarget> <urn:sentence> .",
        f"_:b <{OA}hasBody> {entity('苏墨禾')} .",
        f"_:b <{OA}hasTarget> <urn:sentence> .",
        f"{entity('苏墨禾')} <{RDF}type> <{SCHEMA}Person> .",
        f'{entity("苏墨禾")} <{RDFS}label> "苏墨禾" .',
        f"_:c <{RDF}subject> {entity('苏墨禾')} .",
        f"_:c <{RDF}predicate> <{SCHEMA}worksFor> .",
        f"_:c <{RDF}object> {entity('南极圈')} .",
    ]
    graph.truths.annotations.write({"mine": "\n".join(lines).encode()}, author="读者", seen=graph.truths.head())
    graph.catch_up()
    for name, people in (("百老汇", set()), ("顾长河", {"沈砚青"})):
        view = graph.entity(name)
        assert view
        assert {one.label for one in graph.acquaintances(view, limit=10)} == people
