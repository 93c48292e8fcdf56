"""Pages of entities: their facts, sentences, quotations and sources."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers.pages import FOUNDED, FOUNDER, article, loaded, page, selecting, told
from pyoxigraph import Literal, NamedNode, Quad, Store

from extract.reading import Fact, Quote, Reading
from graph.occurrences import label
from graph.quads import article_quads
from graph.rows import Row, Term
from graph.views import SENTENCES, entity_view
from ontology.iris import DEFAULT_BASE, RDF, RQ, SCHEMA, article_iri, entity_iri, local_name, part_iri


@pytest.fixture(scope="module")
def gold(gold_readings: tuple[Reading, ...]) -> Store:
    """A store of all gold articles."""
    return loaded(gold_readings)


def test_an_organizations_page_tells_its_facts_in_the_order_of_the_predicates(gold: Store) -> None:
    view = page(gold, "苏州青禾智控科技有限公司")
    assert (view.label, view.type) == ("苏州青禾智控科技有限公司", "ORG")
    assert "青禾智控" in view.aliases
    assert told(view.facts) == [
        ("创始人", "方大可", "2020-03", None),
        ("创始人", "沈砚青", "2020-03", None),
        ("创始人", "钱以宁", "2020-03", None),
        ("成立日期", "2020-03", None, None),
        ("投资方", "梧桐树资本", "2020-08", 5000000),
        ("投资方", "梧桐树资本", "2021-12", 15000000),
        ("投资方", "远山创投", "2021-12", 45000000),
        ("合作方", "南京农业大学", "2023-02", None),
        ("地点", "苏州", None, None),
        ("员工数", "86", None, None),
    ]


def test_a_value_leads_to_its_page_and_a_literal_to_none(gold: Store) -> None:
    by_label = {fact.label: fact for fact in page(gold, "苏州青禾智控科技有限公司").facts}
    assert (by_label["地点"].entity, by_label["地点"].type) == ("苏州", "LOC")
    assert (by_label["员工数"].entity, by_label["员工数"].type) == (None, None)


def test_a_persons_page_names_what_others_state_from_the_persons_side(gold: Store) -> None:
    view = page(gold, "沈砚青")
    assert ("创办", "苏州青禾智控科技有限公司", "2020-03", None) in told(view.incoming)
    assert ("任职于", "苏州青禾智控科技有限公司", None, None) in told(view.facts)


def test_partners_have_each_other_among_their_facts(gold: Store) -> None:
    for one, other in (("南京农业大学", "苏州青禾智控科技有限公司"), ("苏州青禾智控科技有限公司", "南京农业大学")):
        view = page(gold, one)
        assert ("合作方", other, "2023-02", None) in told(view.facts)
        assert "合作方" not in [fact.label for fact in view.incoming]


def test_every_fact_leads_to_a_sentence_of_its_article(gold: Store, gold_readings: tuple[Reading, ...]) -> None:
    texts = {reading.article.id: reading.article.text for reading in gold_readings}
    for reading in gold_readings:
        for entity in reading.entities:
            view = page(gold, local_name(entity.name))
            for fact in (*view.facts, *view.incoming):
                assert fact.evidence
                for evidence in fact.evidence:
                    assert texts[evidence.article][evidence.start : evidence.end] == evidence.text


def test_each_fact_of_a_reading_is_on_the_pages_of_both_its_ends(
    gold: Store, gold_readings: tuple[Reading, ...]
) -> None:
    for reading in gold_readings:
        names = {entity.id: local_name(entity.name) for entity in reading.entities}
        pages = {id: page(gold, name) for id, name in names.items()}
        for fact in reading.facts:
            value = fact.object if fact.literal else names[fact.object]
            stated = {(each.predicate, each.entity or each.value) for each in pages[fact.subject].facts}
            assert (fact.predicate, value) in stated
            if not fact.literal:
                seen = (*pages[fact.object].facts, *pages[fact.object].incoming)
                assert (fact.predicate, names[fact.subject]) in {(each.predicate, each.entity) for each in seen}


def test_marks_in_a_sentence_are_the_names_in_it(gold: Store, gold_readings: tuple[Reading, ...]) -> None:
    [reading] = [reading for reading in gold_readings if reading.article.id == "d01"]
    names = {entity.id: local_name(entity.name) for entity in reading.entities}
    mentions = {(m.start, m.end): names[m.entity] for m in reading.mentions}
    view = page(gold, "苏州青禾智控科技有限公司")
    assert view.sentences
    for passage in view.sentences:
        expected = {at: name for at, name in mentions.items() if passage.start <= at[0] and at[1] <= passage.end}
        marked = {(passage.start + m.start, passage.start + m.end): m.entity for m in passage.marks}
        assert marked == expected
        assert passage.text == reading.article.text[passage.start : passage.end]


def test_what_two_articles_say_is_one_fact_of_two_sources_newest_first() -> None:
    store = loaded(
        [
            article(1, FOUNDED, FOUNDER, published=date(2020, 1, 1)),
            article(2, FOUNDED, replace(FOUNDER, confidence=0.9), published=date(2021, 1, 1)),
            article(3, FOUNDED, replace(FOUNDER, when="2014"), FOUNDER),
        ]
    )
    [fact] = page(store, "南极圈").facts
    assert (fact.when, fact.confidence, fact.sources) == ("2014", 0.9, 3)
    assert [(e.article, e.title, e.published) for e in fact.evidence] == [
        ("a/2", "题2", date(2021, 1, 1)),
        ("a/1", "题1", date(2020, 1, 1)),
        ("a/3", "题3", None),
        ("a/3", "题3", None),
    ]


def test_a_value_of_two_names_is_no_second_source() -> None:
    """Two ids of one article may be one entity, which then has two labels in its graph."""
    reading = article(1, "真格说南极圈由潘国华创办。", FOUNDER)
    names = {"o1": "南极圈", "p1": "潘国华", "o2": "潘国华"}
    store = Store()
    store.extend(
        article_quads(
            reading,
            names,
            {e.id: label(e) for e in reading.entities},
            base=DEFAULT_BASE,
            ingested=datetime(2026, 11, 1, tzinfo=UTC),
        )
    )
    [fact] = page(store, "南极圈").facts
    assert (len(fact.evidence), fact.value) == (1, "潘国华")


def test_facts_of_more_sources_come_first_within_a_predicate() -> None:
    other = replace(FOUNDER, object="o2")
    text = "真格说南极圈由潘国华创办。"
    store = loaded([article(1, text, other), article(2, text, FOUNDER, other), article(3, text, other)])
    assert [fact.value for fact in page(store, "南极圈").facts] == ["真格", "潘国华"]


def test_sentences_that_state_come_before_those_that_only_name() -> None:
    store = loaded(
        [
            article(1, FOUNDED, FOUNDER, published=date(2019, 1, 1)),
            article(2, "南极圈很冷。", published=date(2022, 1, 1)),
            article(3, "南极圈更冷。", published=date(2023, 1, 1)),
        ]
    )
    view = page(store, "南极圈")
    assert [passage.text for passage in view.sentences] == [FOUNDED, "南极圈更冷。", "南极圈很冷。"]
    assert [(a.article, a.mentions) for a in view.articles] == [("a/3", 1), ("a/2", 1), ("a/1", 1)]


def test_a_page_shows_no_more_sentences_than_it_says_and_asks_a_bounded_number_of_queries() -> None:
    store = loaded(article(number, FOUNDED, FOUNDER) for number in range(SENTENCES + 20))
    asked: list[str] = []
    view = entity_view(selecting(store, asked=asked), DEFAULT_BASE, "南极圈")
    assert view is not None
    assert len(view.sentences) == SENTENCES
    assert len(view.articles) == view.facts[0].sources == SENTENCES + 20
    assert len(asked) <= 10 + SENTENCES


def test_quotations_stand_on_the_speakers_page() -> None:
    text = "潘国华说：“南极圈要做。”"
    store = loaded([article(1, text, quotes=(Quote(6, 12, "南极圈要做。", "p1"), Quote(6, 9, "南极圈", None)))])
    [quote] = page(store, "潘国华").quotes
    assert (quote.text, quote.start, quote.end, quote.article, quote.source) == ("南极圈要做。", 6, 12, "a/1", "某报")
    assert page(store, "南极圈").quotes == ()


def test_the_label_is_the_one_that_the_name_was_made_of() -> None:
    """However many articles call it otherwise; the other names are aliases."""
    store = loaded([article(1, FOUNDED)])
    node = NamedNode(entity_iri(DEFAULT_BASE, "南极圈"))
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    for number in (2, 3):
        store.add(Quad(node, label, Literal("A圈", language="zh"), NamedNode(article_iri(DEFAULT_BASE, f"{number}"))))
    view = page(store, "南极圈")
    assert (view.label, view.aliases) == ("南极圈", ("A圈",))


def test_claims_outside_of_articles_are_not_shown() -> None:
    """A user's own graph may say anything."""
    store = loaded([article(1, FOUNDED, FOUNDER)])
    before = page(store, "南极圈")
    own = NamedNode(DEFAULT_BASE + "graph/mine")
    claim = part_iri(article_iri(DEFAULT_BASE, "a/1"), "c", 0)
    for quad in list(store.quads_for_pattern(NamedNode(claim), None, None)):
        store.add(Quad(NamedNode("https://example.org/c"), quad.predicate, quad.object, own))
    store.add(Quad(own, NamedNode(SCHEMA + "mentions"), NamedNode(entity_iri(DEFAULT_BASE, "南极圈")), own))
    assert page(store, "南极圈") == before


def test_a_sentence_that_went_while_the_page_was_made_is_left_out() -> None:
    store = loaded([article(1, FOUNDED, FOUNDER)])
    full = selecting(store)

    def select(sparql: str, /, **bindings: Term) -> Iterable[Row]:
        if "sentence" in bindings:
            store.clear()
        return full(sparql, **bindings)

    view = entity_view(select, DEFAULT_BASE, "南极圈")
    assert view is not None
    assert (len(view.facts), view.sentences) == (1, ())


def test_a_predicate_that_is_not_of_the_closed_list_is_left_out() -> None:
    store = loaded([article(1, FOUNDED, FOUNDER)])
    claim, predicate = NamedNode(part_iri(article_iri(DEFAULT_BASE, "a/1"), "c", 0)), NamedNode(RDF + "predicate")
    [quad] = store.quads_for_pattern(claim, predicate, None)
    store.remove(quad)
    store.add(Quad(claim, predicate, NamedNode(RQ + "hates"), quad.graph_name))
    assert page(store, "南极圈").facts == ()


@pytest.mark.parametrize("local", ["没有的", "a b", "", "x> . } DROP ALL #", "../article/d01", "%", "\ud800", "{}"])
def test_an_unknown_name_has_no_page(gold: Store, local: str) -> None:
    assert entity_view(selecting(gold), DEFAULT_BASE, local) is None


@given(local=st.text())
def test_no_name_whatever_reaches_further_than_its_entity(gold: Store, local: str) -> None:
    view = entity_view(selecting(gold), DEFAULT_BASE, local)
    assert view is None or view.name == local


def test_rows_may_leave_unbound_variables_out(gold: Store) -> None:
    """As the graph's own `select` does, or give them as None."""
    full: Callable[..., Iterable[Row]] = selecting(gold)

    def sparse(sparql: str, /, **bindings: Term) -> list[Row]:
        return [{name: term for name, term in row.items() if term is not None} for row in full(sparql, **bindings)]

    local = "苏州青禾智控科技有限公司"
    assert entity_view(sparse, DEFAULT_BASE, local) == entity_view(selecting(gold), DEFAULT_BASE, local)


DATED = Fact("o1", "foundingDate", "2014", True, 0, 10, 0.9)


def copied(store: Store, copy: int, first: int) -> None:
    one, other = (NamedNode(article_iri(DEFAULT_BASE, f"a/{number}")) for number in (copy, first))
    store.add(Quad(one, NamedNode(RQ + "copyOf"), other, one))


def test_copies_are_one_independent_source() -> None:
    store = loaded(article(number, FOUNDED, FOUNDER) for number in range(4))
    copied(store, 2, 1)
    copied(store, 3, 1)
    [fact] = page(store, "南极圈").facts
    assert (fact.sources, fact.independent) == (4, 2)


def test_facts_of_more_independent_sources_come_before_those_that_are_copied_more_often() -> None:
    said = [replace(DATED, object=year) for year in ("2014", "2014", "2014", "2016", "2016")]
    store = loaded(article(number, FOUNDED, fact) for number, fact in enumerate(said))
    copied(store, 1, 0)
    copied(store, 2, 0)
    assert [fact.value for fact in page(store, "南极圈").facts] == ["2016", "2014"]
