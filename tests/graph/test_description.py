import pytest
from pyoxigraph import NamedNode, Quad, Triple

from graph import terms
from graph.description import describe
from graph.store import QuadStore
from ontology.iris import DEFAULT_BASE, article_iri, entity_iri, part_iri

Contents = list[tuple[NamedNode, list[Quad]]]


@pytest.fixture(scope="module")
def store(gold_contents: Contents, tmp_path_factory: pytest.TempPathFactory) -> QuadStore:
    """A store of all gold articles."""
    store = QuadStore(tmp_path_factory.mktemp("described"), base=DEFAULT_BASE)
    store.load(gold_contents)
    return store


def test_an_entity_is_described_with_its_claims_on_either_side_and_their_sentences(
    store: QuadStore, gold_contents: Contents
) -> None:
    person, company = (NamedNode(entity_iri(DEFAULT_BASE, name)) for name in ("沈砚青", "苏州青禾智控科技有限公司"))
    found = describe(store.select, person.value)
    assert len(set(found)) == len(found)
    assert Triple(person, terms.RELATION["worksFor"], company) in found
    assert Triple(company, terms.RELATION["founder"], person) in found
    claims = {triple.subject for triple in found if triple.object == terms.CLAIM}
    everything = [quad for _, quads in gold_contents for quad in quads]
    assert claims == {
        q.subject for q in everything if q.predicate in (terms.SUBJECT, terms.OBJECT) and q.object == person
    }
    assert {q.triple for q in everything if q.subject in claims} <= set(found)
    sentences = {triple.object for triple in found if triple.predicate == terms.EVIDENCE}
    assert sentences == {triple.subject for triple in found if triple.predicate == terms.TEXT}
    assert any(triple.subject == company and triple.predicate == terms.LABEL for triple in found)


def test_a_description_says_only_what_the_store_says(store: QuadStore, gold_contents: Contents) -> None:
    said = {quad.triple for _, quads in gold_contents for quad in quads}
    for iri in (entity_iri(DEFAULT_BASE, "沈砚青"), article_iri(DEFAULT_BASE, "d01")):
        assert set(describe(store.select, iri)) <= said


def test_an_article_is_described_by_its_whole_graph_and_no_other(store: QuadStore, gold_contents: Contents) -> None:
    graph = NamedNode(article_iri(DEFAULT_BASE, "d01"))
    assert set(describe(store.select, graph.value)) == {quad.triple for quad in dict(gold_contents)[graph]}


def test_a_claim_is_described_by_itself(store: QuadStore) -> None:
    claim = NamedNode(part_iri(article_iri(DEFAULT_BASE, "d01"), "c", 0))
    assert {triple.subject for triple in describe(store.select, claim.value)} == {claim}


@pytest.mark.parametrize(
    "iri", [DEFAULT_BASE + "entity/无", DEFAULT_BASE + "entity/a b", "", "entity/南极圈", "\ud800"]
)
def test_what_is_unknown_or_no_iri_has_no_description(store: QuadStore, iri: str) -> None:
    assert describe(store.select, iri) == []
