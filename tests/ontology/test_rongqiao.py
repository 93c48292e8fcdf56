import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from rdflib import DCTERMS as DCTERMS_TERMS
from rdflib import ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DefinedNamespace

from extract.reading import Reading
from graph.home import Home
from graph.occurrences import label
from graph.quads import article_quads
from graph.rulings import Rulings
from graph.runs import Run
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
        home.decide(lambda deciding: deciding.link("ORG1", "Q42"), author="", reason="")
        with home.own("test") as store:
            store.catch_up()
            for row in store.select("SELECT ?s ?p ?o { ?s ?p ?o }"):
                written |= {getattr(row["p"], "value", "")}
                if getattr(row["p"], "value", "") == str(RDF.type):
                    written |= {getattr(row["o"], "value", "")}
    for reading in (*gold_readings, full_reading):
        names = {entity.id: local_name(entity.name) for entity in reading.entities}
        labels = {entity.id: label(entity) for entity in reading.entities}
        now = datetime.now(UTC)
        run = Run("20261101-083000", reading.fingerprint, "ingest", now)
        rulings = Rulings(confirmed={0: "editor"}, notes=tuple((name, "note") for name in names.values()))
        for quad in article_quads(reading, names, labels, base=DEFAULT_BASE, ingested=now, run=run, rulings=rulings):
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


# The Web Annotation vocabulary's and NIF's terms that this ontology names, which rdflib does not list.
ELSEWHERE = {
    "http://www.w3.org/ns/oa#": {
        *("Annotation", "hasBody", "hasTarget", "motivatedBy", "identifying", "exact", "start", "end"),
    },
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#": {
        *("Sentence", "anchorOf", "beginIndex", "endIndex"),
    },
}


def test_terms_of_other_vocabularies_exist_there(ontology: Graph) -> None:
    """rdflib lists what they define: a misspelt alignment aligns with nothing."""
    published: list[type[DefinedNamespace]] = [DCTERMS_TERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME]
    checked = 0
    for term in declared(ontology):
        if term.startswith(RQ):
            continue
        namespace, name = re.fullmatch(r"(.+[#/])([^#/]+)", term).groups()  # type: ignore[union-attr]
        known = ELSEWHERE.get(namespace, set())
        known = known or {str(each) for one in published if str(one._NS) == namespace for each in dir(one)}
        assert name in known or str(term) in known, term
        checked += 1
    assert checked > 60


def test_classes_are_aligned_with_classes_and_properties_with_properties(ontology: Graph) -> None:
    for relation in (RDFS.subClassOf, OWL.equivalentClass, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch):
        for one, other in ontology.subject_objects(relation):
            if isinstance(other, URIRef):
                kinds = [(term, RDF.type, OWL.Class) in ontology for term in (one, other)]
                assert kinds == [relation in (RDFS.subClassOf, OWL.equivalentClass)] * 2 or (
                    kinds[0] == kinds[1] and relation in (RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch)
                ), (one, other)


def test_the_six_vocabularies_of_the_design_are_all_aligned_with(ontology: Graph) -> None:
    """schema.org, ORG, PROV-O, OWL-Time, SKOS and Web Annotation: by an alignment, or because the graph writes it."""
    relations = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch)
    used = {str(term) for relation in relations for term in ontology.objects(None, relation)}
    used |= {str(term) for term in described(ontology)}
    for prefix in ("schema", "org", "prov", "time", "skos", "oa"):
        assert any(term.startswith(PREFIXES[prefix]) for term in used), prefix


def test_an_rdfs_reasoner_makes_no_entity_of_two_kinds_of_it(full_reading: Reading, ontology: Graph) -> None:
    """Domains and ranges that contradict what the graph says would show as a second class of a thing."""
    names = {entity.id: local_name(entity.name) for entity in full_reading.entities}
    data = Graph()
    labels = {entity.id: label(entity) for entity in full_reading.entities}
    for quad in article_quads(full_reading, names, labels, base=DEFAULT_BASE, ingested=datetime.now(UTC)):
        value = URIRef(quad.object.value) if isinstance(quad.object, NamedNode) else Literal(quad.object.value)
        data.add((URIRef(quad.subject.value), URIRef(quad.predicate.value), value))
    classes = {URIRef(known.iri) for known in CLASSES.values()}
    own = {URIRef(RQ + name) for name in ("Claim", "Sentence", "Mention", "DateMention")}
    for relation, of in ((RDFS.domain, 0), (RDFS.range, 2)):
        for term in {term for term in ontology.subjects(relation) if isinstance(term, URIRef)}:
            allowed = set(members(ontology, term, relation))
            if len(allowed) == 1 and not next(iter(allowed)).startswith(PREFIXES["xsd"]):
                for triple in data.triples((None, term, None)):
                    inferred = allowed | set(data.objects(triple[of], RDF.type))
                    assert len(inferred & (classes | own)) <= 1, (triple, inferred)
