from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from extract.reading import Reading
from graph.home import Home
from graph.occurrences import label
from graph.quads import article_quads
from ontology.iris import DEFAULT_BASE, PREFIXES, RQ, local_name
from ontology.predicates import CLASSES, PREDICATES

FILE = Path(__file__).parents[2] / "ontology" / "rongqiao.ttl"
DCTERMS = Namespace("http://purl.org/dc/terms/")
HEADER = URIRef("https://w3id.org/rongqiao/ontology")

ALIGNMENTS = {
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    RDFS.seeAlso,
    OWL.onProperty,
    OWL.hasValue,
    SKOS.closeMatch,
    SKOS.relatedMatch,
}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """The ontology as rdflib reads it."""
    return Graph().parse(FILE)


def declared(ontology: Graph) -> set[URIRef]:
    """Every term that the file gives a type."""
    return {s for s in ontology.subjects(RDF.type) if isinstance(s, URIRef)} - {HEADER}


def described(ontology: Graph) -> set[URIRef]:
    """Every term that the file gives a label, which are those of the graph."""
    return {term for term in declared(ontology) if (term, RDFS.label, None) in ontology}


def languages(values: Iterator[object]) -> list[str | None]:
    return sorted(str(value.language) for value in values if isinstance(value, Literal) and value.strip())


def test_its_header_is_complete(ontology: Graph) -> None:
    assert (HEADER, RDF.type, OWL.Ontology) in ontology
    assert languages(ontology.objects(HEADER, DCTERMS.title)) == ["en", "zh"]
    assert languages(ontology.objects(HEADER, DCTERMS.description)) == ["en", "zh"]


def test_what_the_graph_writes_and_what_the_ontology_describes_are_the_same(
    ontology: Graph, gold_readings: tuple[Reading, ...], full_reading: Reading, tmp_path: Path
) -> None:
    """Articles, of which one is a copy of another; what follows from them when two contradict each other."""
    written: set[str] = set()
    other = replace(
        full_reading,
        article=replace(full_reading.article, id="其他", published=None),
        facts=tuple(replace(f, object="1999") if f.predicate == "foundingDate" else f for f in full_reading.facts),
    )
    with Home(tmp_path / "data") as home:
        home.put(full_reading)
        home.put(other)
        with home.own("test") as store:
            store.catch_up()
            for row in store.select("SELECT ?s ?p ?o { ?s ?p ?o }"):
                written |= {getattr(row["p"], "value", "")}
                if getattr(row["p"], "value", "") == str(RDF.type):
                    written |= {getattr(row["o"], "value", "")}
    for reading in (*gold_readings, full_reading):
        names = {entity.id: local_name(entity.name) for entity in reading.entities}
        for quad in article_quads(
            reading, names, {e.id: label(e) for e in reading.entities}, base=DEFAULT_BASE, ingested=datetime.now(UTC)
        ):
            written.add(quad.predicate.value)
            if quad.predicate.value == str(RDF.type):
                written.add(quad.object.value)
    assert written == {str(term) for term in described(ontology)}


def test_terms_that_are_not_written_stand_in_an_alignment_of_those_that_are(ontology: Graph) -> None:
    aligned = {term for relation in ALIGNMENTS for term in ontology.objects(None, relation) if isinstance(term, URIRef)}
    assert declared(ontology) - described(ontology) <= aligned
    assert aligned <= declared(ontology)
    own = [term for term in declared(ontology) if term.startswith(RQ)]
    assert set(own) <= described(ontology)


def test_every_term_is_explained_in_chinese_and_english(ontology: Graph) -> None:
    """Our own by a definition, those of others by a note on their use."""
    for term in described(ontology):
        assert languages(ontology.objects(term, RDFS.label)) == ["en", "zh"], term
        prose = SKOS.definition if term.startswith(RQ) else SKOS.scopeNote
        assert languages(ontology.objects(term, prose)) == ["en", "zh"], term
        defined_by = str(ontology.value(term, RDFS.isDefinedBy))
        assert term.startswith(defined_by.rstrip("#")), term


def test_our_own_properties_have_a_domain_and_a_range_of_described_classes(ontology: Graph) -> None:
    known = described(ontology)
    for term in [term for term in known if term.startswith(RQ) and (term, RDF.type, OWL.Class) not in ontology]:
        domain = set(members(ontology, term, RDFS.domain))
        assert domain, term
        assert domain <= known, term
        allowed = set(members(ontology, term, RDFS.range))
        assert allowed, term
        is_datatype = (term, RDF.type, OWL.DatatypeProperty) in ontology
        assert is_datatype == all(kind.startswith(PREFIXES["xsd"]) for kind in allowed), term
        assert is_datatype or allowed <= known, term


def members(ontology: Graph, term: URIRef, relation: URIRef) -> Iterator[URIRef]:
    """The class or datatype at the end of a relation, or those of its union."""
    for target in ontology.objects(term, relation):
        if isinstance(target, URIRef):
            yield target
        else:
            union = ontology.value(target, OWL.unionOf)
            assert union is not None
            yield from (each for each in Collection(ontology, union) if isinstance(each, URIRef))


@pytest.mark.parametrize("name", PREDICATES)
def test_each_predicate_is_described_as_python_has_it(ontology: Graph, name: str) -> None:
    predicate = PREDICATES[name]
    term = URIRef(predicate.iri)
    labels = {label.language: str(label) for label in ontology.objects(term, RDFS.label) if isinstance(label, Literal)}
    assert labels == {"zh": predicate.zh, "en": predicate.en}
    kind = OWL.DatatypeProperty if predicate.literal else OWL.ObjectProperty
    assert (term, RDF.type, kind) in ontology
    if term.startswith(RQ):
        assert set(members(ontology, term, RDFS.domain)) == {URIRef(CLASSES[each].iri) for each in predicate.subjects}
        assert set(members(ontology, term, RDFS.range)) == {URIRef(CLASSES[each].iri) for each in predicate.objects}
        assert ((term, RDF.type, OWL.SymmetricProperty) in ontology) == predicate.symmetric


def test_each_entity_class_is_described_as_python_has_it(ontology: Graph) -> None:
    for known in CLASSES.values():
        labels = {str(label) for label in ontology.objects(URIRef(known.iri), RDFS.label)}
        assert labels == {known.zh, known.en}
        assert (URIRef(known.iri), RDF.type, OWL.Class) in ontology


def test_its_prefixes_are_those_of_the_project(ontology: Graph) -> None:
    bound = {prefix: str(iri) for prefix, iri in ontology.namespaces()}
    assert {prefix: bound.get(prefix) for prefix in PREFIXES} == PREFIXES
