from datetime import UTC, datetime

import pytest
from pyoxigraph import NamedNode, Store

from extract.reading import Reading
from graph import terms
from graph.description import describe
from graph.occurrences import label
from graph.quads import article_quads
from ontology.iris import DEFAULT_BASE, article_iri, entity_iri, local_name, part_iri


@pytest.fixture(scope="module")
def store(gold_readings: tuple[Reading, ...]) -> Store:
    """A store of all gold articles."""
    store = Store()
    for reading in gold_readings:
        names = {entity.id: local_name(entity.name) for entity in reading.entities}
        store.extend(
            article_quads(
                reading,
                names,
                {e.id: label(e) for e in reading.entities},
                base=DEFAULT_BASE,
                ingested=datetime(2026, 11, 1, tzinfo=UTC),
            )
        )
    return store


def test_an_entity_is_described_with_its_claims_on_either_side_and_their_sentences(store: Store) -> None:
    person, company = (entity_iri(DEFAULT_BASE, name) for name in ("沈砚青", "苏州青禾智控科技有限公司"))
    found = list(describe(store, person))
    assert len(set(found)) == len(found)
    said = {(quad.subject, quad.predicate, quad.object) for quad in found}
    assert (NamedNode(person), terms.RELATION["worksFor"], NamedNode(company)) in said
    assert (NamedNode(company), terms.RELATION["founder"], NamedNode(person)) in said
    claims = {quad.subject for quad in found if quad.object == terms.CLAIM}
    both = [*store.quads_for_pattern(None, terms.SUBJECT, NamedNode(person))]
    both += store.quads_for_pattern(None, terms.OBJECT, NamedNode(person))
    assert claims == {quad.subject for quad in both}
    sentences = {quad.object for quad in found if quad.predicate == terms.EVIDENCE}
    assert sentences == {quad.subject for quad in found if quad.predicate == terms.TEXT}
    assert any(quad.subject == NamedNode(company) and quad.predicate == terms.LABEL for quad in found)


def test_a_description_says_only_what_the_store_says(store: Store) -> None:
    for iri in (entity_iri(DEFAULT_BASE, "沈砚青"), article_iri(DEFAULT_BASE, "d01")):
        assert all(quad in store for quad in describe(store, iri))


def test_an_article_is_described_by_its_whole_graph_and_no_other(store: Store) -> None:
    iri = article_iri(DEFAULT_BASE, "d01")
    assert set(describe(store, iri)) == set(store.quads_for_pattern(None, None, None, NamedNode(iri)))


def test_a_claim_is_described_by_itself(store: Store) -> None:
    claim = part_iri(article_iri(DEFAULT_BASE, "d01"), "c", 0)
    assert {quad.subject.value for quad in describe(store, claim)} == {claim}


@pytest.mark.parametrize(
    "iri", [DEFAULT_BASE + "entity/无", DEFAULT_BASE + "entity/a b", "", "entity/南极圈", "\ud800"]
)
def test_what_is_unknown_or_no_iri_has_no_description(store: Store, iri: str) -> None:
    assert list(describe(store, iri)) == []
