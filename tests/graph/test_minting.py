"""The names that things get in the truths: one for one thing, which no other takes."""

from pathlib import Path

from makers.articles import reading

from corpus.article import Article
from extract.reading import Entity, Mention, Reading, Sentence
from graph.home import Home
from graph.truths import Truths


def test_a_thing_of_the_same_name_and_type_is_the_same_thing(truths: Truths) -> None:
    truths.put(reading(1, "x", Entity("e1", "ORG", "字节", known="字节跳动")))
    truths.put(reading(2, "x", Entity("e7", "ORG", "字节跳动", ("头条",)), Entity("e8", "ORG", "字节跳动")))
    assert truths.stored_after("", limit=9)[0].names == {"e1": "字节跳动"}
    assert truths.stored_after("", limit=9)[1].names == {"e7": "字节跳动", "e8": "字节跳动"}
    row = truths.entity("字节跳动")
    assert row is not None
    assert (row.label, row.type, row.articles, set(row.aliases)) == ("字节跳动", "ORG", 2, {"字节", "头条"})


def test_a_homonym_of_another_type_gets_a_suffix_and_keeps_it(truths: Truths) -> None:
    truths.put(reading(1, "x", Entity("e1", "EVENT", "小满")))
    truths.put(reading(2, "x", Entity("e1", "PRODUCT", "小满"), Entity("e2", "EVENT", "小满")))
    names = [stored.names for stored in truths.stored_after("", limit=9)]
    assert names == [{"e1": "小满"}, {"e1": "小满_(产品)", "e2": "小满"}]
    product = truths.entity("小满_(产品)")
    assert product is not None
    assert product.label == "小满"


def test_a_minted_name_is_not_given_to_another_when_its_thing_is_forgotten(truths: Truths) -> None:
    truths.put(reading(1, "x", Entity("e1", "EVENT", "小满")))
    truths.retract("a1")
    truths.put(reading(2, "x", Entity("e1", "PRODUCT", "小满")))
    stored = truths.stored("a2")
    assert stored is not None
    assert stored.names == {"e1": "小满_(产品)"}


def test_a_name_that_looks_like_a_suffixed_one_does_not_take_its_place(truths: Truths) -> None:
    truths.put(reading(1, "x", Entity("e1", "EVENT", "小满"), Entity("e2", "PRODUCT", "小满 (产品)")))
    truths.put(reading(2, "x", Entity("e1", "PRODUCT", "小满")))
    stored = truths.stored("a2")
    assert stored is not None
    assert stored.names == {"e1": "小满_(产品2)"}


def test_a_thing_named_in_two_scripts_is_one_thing_with_one_label(tmp_path: Path) -> None:
    with Home(tmp_path / "home") as home:
        for number, name in enumerate(("霧橋科技", "雾桥科技")):
            article = Article(f"a{number}", "", f"{name}到場。")
            mention = Mention(0, 4, name, "ORG", "e1", 0.9)
            entity = Entity("e1", "ORG", name)
            home.put(Reading(article, "f", (Sentence(0, 7),), (mention,), entities=(entity,)))
        with home.own("test") as graph:
            graph.catch_up()
            answer = graph.query("SELECT ?label { ?e a schema:Organization ; rdfs:label ?label }", accept=["text/csv"])
            assert answer.body.decode().split() == ["label", "雾桥科技"]
            found = graph.entity("雾桥科技")
            assert found is not None
            assert "霧橋科技" in found.aliases
