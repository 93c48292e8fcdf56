"""The ontology and its shapes as plain records, for what is generated of them: the JSON-LD context, the documentation.

A room of its own because it parses both files with rdflib, which whoever only needs names does without.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, TypeAlias

from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib import Literal as Text
from rdflib.collection import Collection
from rdflib.term import Node

from ontology.iris import DCTERMS, PREFIXES, RQ

ONTOLOGY = URIRef("https://w3id.org/rongqiao/ontology")
_FURTHER = {
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "sh": "http://www.w3.org/ns/shacl#",
}

Kind: TypeAlias = Literal["class", "object", "datatype", "other"]

_KINDS: dict[Node, Kind] = {OWL.Class: "class", OWL.ObjectProperty: "object", OWL.DatatypeProperty: "datatype"}
_ALIGNMENTS = (
    (OWL.equivalentClass, "owl:equivalentClass"),
    (RDFS.subClassOf, "rdfs:subClassOf"),
    (RDFS.subPropertyOf, "rdfs:subPropertyOf"),
    (SKOS.closeMatch, "skos:closeMatch"),
    (SKOS.relatedMatch, "skos:relatedMatch"),
    (RDFS.seeAlso, "rdfs:seeAlso"),
)


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Aligned:
    """A term of another vocabulary, and how a term of the graph relates to it; both as `prefix:name`."""

    relation: str
    term: str
    iri: str


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of the graph; `domain`, `range` and `values` are names such as `schema:Person`.

    `prose` defines a term of this ontology, and says of another's how the graph uses it. `values` are what the
    shapes admit: classes of the object, `sh:IRI`, or the datatype of the literal; `language` the tag that it must have.
    """

    iri: str
    name: str
    kind: Kind
    label: Bilingual
    prose: Bilingual
    domain: tuple[str, ...]
    range: tuple[str, ...]
    values: tuple[str, ...]
    language: str | None
    symmetric: bool
    aligned: tuple[Aligned, ...]

    @property
    def leads_to_nodes(self) -> bool:
        """Whether the values of the property are nodes, all of them."""
        return bool(self.values) and not any(value.startswith(("xsd:", "rdf:")) for value in self.values)

    @property
    def anchor(self) -> str:
        """Its place in a page: of our own, what stands behind the `#` of the IRI."""
        return self.name.removeprefix("rq:").replace(":", "-")

    @property
    def own(self) -> bool:
        """Whether this ontology defines it."""
        return self.iri.startswith(RQ)


@dataclass(frozen=True, slots=True)
class Rule:
    """A constraint that the shapes express in words of their own: what is told where it is broken."""

    shape: str
    message: Bilingual


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that the ontology declares and the shapes demand, terms in the order of the file."""

    title: Bilingual
    description: Bilingual
    version: str
    terms: tuple[Term, ...]
    rules: tuple[Rule, ...]

    @property
    def groups(self) -> tuple[tuple[Bilingual, tuple[Term, ...]], ...]:
        """The terms in four parts with their titles: classes and properties, our own and those of others."""
        parts = (
            (Bilingual("自有的类", "Classes of this ontology"), True, True),
            (Bilingual("自有的属性", "Properties of this ontology"), True, False),
            (Bilingual("借用的类", "Classes that others define"), False, True),
            (Bilingual("借用的属性", "Properties that others define"), False, False),
        )
        return tuple(
            (title, tuple(term for term in self.terms if term.own == own and (term.kind == "class") == is_class))
            for title, own, is_class in parts
        )


def source(name: Literal["rongqiao.ttl", "shapes.ttl"]) -> str:
    """The text of one of the two files."""
    return resources.files("ontology").joinpath(name).read_text("utf-8")


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    text = source("rongqiao.ttl")
    graph, shapes = Graph().parse(data=text, format="turtle"), Graph().parse(data=source("shapes.ttl"), format="turtle")
    described = [term for term in graph.subjects(RDFS.label) if isinstance(term, URIRef)]
    place = {term: text.index(f"\n{_name(str(term))} a ") for term in set(described)}
    return Vocabulary(
        title=_bilingual(graph, ONTOLOGY, URIRef(DCTERMS + "title")),
        description=_bilingual(graph, ONTOLOGY, URIRef(DCTERMS + "description")),
        version=str(graph.value(ONTOLOGY, OWL.versionInfo)),
        terms=tuple(_term(graph, shapes, term) for term in sorted(place, key=place.__getitem__)),
        rules=tuple(_rules(shapes)),
    )


def _term(graph: Graph, shapes: Graph, term: URIRef) -> Term:
    own = term.startswith(RQ)
    kinds = [_KINDS[kind] for kind in graph.objects(term, RDF.type) if kind in _KINDS]
    values, language = _values(shapes, term)
    aligned = [
        Aligned(words, _name(str(other)), str(other))
        for relation, words in _ALIGNMENTS
        for other in graph.objects(term, relation)
        if isinstance(other, URIRef)
    ]
    return Term(
        iri=str(term),
        name=_name(str(term)),
        kind=kinds[0] if kinds else "other",
        label=_bilingual(graph, term, RDFS.label),
        prose=_bilingual(graph, term, SKOS.definition if own else SKOS.scopeNote),
        domain=tuple(_members(graph, term, RDFS.domain)) or tuple(_subjects(shapes, term)),
        range=tuple(_members(graph, term, RDFS.range)),
        values=tuple(sorted(set(values))),
        language=language,
        symmetric=(term, RDF.type, OWL.SymmetricProperty) in graph,
        aligned=tuple(sorted(aligned, key=lambda one: (one.relation, one.term))),
    )


def _subjects(shapes: Graph, term: URIRef) -> list[str]:
    """The classes whose shapes speak of a property."""
    found: set[str] = set()
    for shape in shapes.subjects(SH.targetSubjectsOf, term):
        found |= set(_classes(shapes, shape))
    for inner in shapes.subjects(SH.path, term):
        for shape in shapes.subjects(SH.property, inner):
            found |= {_name(str(kind)) for kind in shapes.objects(shape, SH.targetClass)}
    return sorted(found)


def _classes(shapes: Graph, node: Node) -> Iterator[str]:
    """The class that a shape asks for, or those that it gives to choose from."""
    for kind in shapes.objects(node, SH["class"]):
        yield _name(str(kind))
    for choice in shapes.objects(node, SH["or"]):
        for option in Collection(shapes, choice):
            yield from (_name(str(kind)) for kind in shapes.objects(option, SH["class"]))


def _values(shapes: Graph, term: URIRef) -> tuple[list[str], str | None]:
    """What shapes admit as the value of a property, and its language."""
    found: list[str] = []
    language = None
    for shape in shapes.subjects(SH.path, term):
        for node in (shape, *shapes.objects(shape, SH.node)):
            found += [_name(str(kind)) for kind in shapes.objects(node, SH.datatype | SH.nodeKind)]
            found += _classes(shapes, node)
            for inner in shapes.objects(node, SH.property):
                for kinds in shapes.objects(inner, SH["in"]):  # of rdf:type
                    found += [_name(str(kind)) for kind in Collection(shapes, kinds)]
        if tags := shapes.value(shape, SH.languageIn):
            (language,) = (str(tag) for tag in Collection(shapes, tags))
        for twin in shapes.objects(shape, SH.equals):
            if isinstance(twin, URIRef) and twin != term:
                values, language = _values(shapes, twin)
                found += values
    return found, language


def _rules(shapes: Graph) -> Iterator[Rule]:
    found = []
    for node in set(shapes.subjects(SH.message)):
        owner = node
        while not isinstance(owner, URIRef):
            owner = next(shapes.subjects(None, owner))
        found.append(Rule(str(owner).partition("#")[2], _bilingual(shapes, node, SH.message)))
    return iter(sorted(found, key=lambda rule: (rule.shape, rule.message.en)))


def _bilingual(graph: Graph, node: Node, relation: URIRef) -> Bilingual:
    words = {text.language: str(text) for text in graph.objects(node, relation) if isinstance(text, Text)}
    return Bilingual(words["zh"], words["en"])


def _members(graph: Graph, term: URIRef, relation: URIRef) -> Iterator[str]:
    for target in graph.objects(term, relation):
        union = graph.value(target, OWL.unionOf)
        for each in Collection(graph, union) if union is not None else (target,):
            yield _name(str(each))


def _name(iri: str) -> str:
    for prefix, namespace in (PREFIXES | _FURTHER).items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
