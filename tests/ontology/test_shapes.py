"""The shapes themselves: they say what Python says, in terms of the ontology."""

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, XSD, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from extract.edtf import is_edtf
from ontology.iris import PREFIXES
from ontology.predicates import CLASSES, PREDICATES

FILE = Path(__file__).parents[2] / "ontology" / "shapes.ttl"
RQS = Namespace("https://w3id.org/rongqiao/shapes#")


@pytest.mark.parametrize("name", PREDICATES)
def test_each_relation_has_the_shape_that_python_gives_it(shapes: Graph, name: str) -> None:
    known, shape = PREDICATES[name], RQS[name]
    path = URIRef(known.iri)
    assert set(shapes.objects(shape, SH.targetSubjectsOf)) == {path}
    assert classes(shapes, shape) == {URIRef(CLASSES[kind].iri) for kind in known.subjects}
    [value] = [each for each in shapes.objects(shape, SH.property) if shapes.value(each, SH.path) == path]
    assert classes(shapes, value) == {URIRef(CLASSES[kind].iri) for kind in known.objects}
    literal = {"edtf": {RQS.Edtf}, "integer": {XSD.integer}, "text": {XSD.string}, None: set()}[known.literal]
    assert set(shapes.objects(value, SH.datatype | SH.node)) == literal
    inverse = [each for each in shapes.objects(shape, SH.property) if (each, SH.equals, path) in shapes]
    assert bool(inverse) == known.symmetric


def classes(shapes: Graph, node: Node) -> set[Node]:
    """The class that a shape asks for, or those that it gives to choose from."""
    found = set(shapes.objects(node, SH["class"]))
    for choice in shapes.objects(node, SH["or"]):
        found |= {each for option in Collection(shapes, choice) for each in shapes.objects(option, SH["class"])}
    return found


def test_the_predicates_of_claims_are_the_closed_list(shapes: Graph) -> None:
    [allowed] = (
        values
        for shape in shapes.objects(RQS.Claim, SH.property)
        if (shape, SH.path, RDF.predicate) in shapes
        for values in shapes.objects(shape, SH["in"])
    )
    assert [str(term) for term in Collection(shapes, allowed)] == [known.iri for known in PREDICATES.values()]


@pytest.mark.parametrize(
    "value",
    [
        *("2014", "2014-09", "2016-09-05", "2012/2016", "2019/..", "../2017", "2018~", "199X", "2023-21"),
        *(
            "2021~/2022~",
            "去年",
            "",
            "2014-9",
            "14",
            "../..",
            "..",
            "2014/",
            "2014/2015/2016",
            "2014-09-05T10",
            " 2014",
        ),
    ],
)
def test_the_shape_of_edtf_agrees_with_its_reader(shapes: Graph, value: str) -> None:
    pattern = str(shapes.value(RQS.Edtf, SH.pattern))
    assert bool(re.search(pattern, value)) == is_edtf(value)


def test_the_shapes_hold_only_terms_of_the_ontology(shapes: Graph) -> None:
    """A misspelt term would make a shape that never fails."""
    ontology = Graph().parse(FILE.with_name("rongqiao.ttl"))
    known = {term for term in ontology.subjects(RDF.type) if (term, RDFS.label, None) in ontology}
    relations = SH.path, SH["class"], SH.targetClass, SH.targetSubjectsOf, SH.lessThan, SH.lessThanOrEquals, SH.equals
    used = {term for relation in relations for term in shapes.objects(None, relation) if isinstance(term, URIRef)}
    assert used <= known
    for query in shapes.objects(None, SH.select):
        for prefix, name in re.findall(r"\b(rq|schema|oa|rdf):(\w+)", str(query)):
            assert URIRef(PREFIXES[prefix] + name) in known
    assert not list(shapes.subjects(RDF.type, OWL.Class))
