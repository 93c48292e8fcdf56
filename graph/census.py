"""What the graph holds, counted, and that as a description of the data set in VoID."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph import answers, rows, terms
from graph.rows import Select
from ontology.iris import DCTERMS, PREFIXES, SCHEMA, VOID
from ontology.predicates import CLASSES

_PROPERTIES = "SELECT ?term (COUNT(*) AS ?n) { ?s ?term ?o } GROUP BY ?term"
_CLASSES = "SELECT ?term (COUNT(*) AS ?n) { ?s a ?term } GROUP BY ?term"
_SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"
_OBJECTS = "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"
DATASET = "dataset"  # the fragment of the description's address that names what is described
_FOAF = "http://xmlns.com/foaf/0.1/"
_VOCABULARIES = ("rq", "schema", "rdf", "rdfs", "skos", "prov", "oa", "dcterms")
FORMATS = ("Turtle", "JSON-LD", "RDF_XML", "N-Triples", "N-Quads", "TriG")


@dataclass(frozen=True, slots=True)
class Census:
    """The union of all articles: its triples, its distinct subjects and objects, and how many of each class and property
    there are, by IRI."""

    triples: int
    subjects: int
    objects: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]

    @property
    def articles(self) -> int:
        """The number of articles."""
        return self.classes.get(SCHEMA + "NewsArticle", 0)

    @property
    def entities(self) -> int:
        """People, organisations and so on; what articles take for two kinds of thing is counted as both."""
        return sum(self.classes.get(known.iri, 0) for known in CLASSES.values())


def count(select: Select) -> Census:
    """Counts by going over the whole graph, some seconds for millions of triples."""
    properties = _by_term(select, _PROPERTIES)
    return Census(
        triples=sum(properties.values()),
        subjects=rows.integer(next(iter(select(_SUBJECTS))), "n"),
        objects=rows.integer(next(iter(select(_OBJECTS))), "n"),
        classes=_by_term(select, _CLASSES),
        properties=properties,
    )


def _by_term(select: Select, query: str) -> dict[str, int]:
    found = {term.value: rows.integer(row, "n") for row in select(query) if isinstance(term := row["term"], NamedNode)}
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def description(census: Census, media_type: str, *, base: str, address: str, root: str) -> bytes:
    """The description, which is served at `address`, of a data set whose server's pages begin with `root`."""
    found = _describe(census, base=base, address=address, root=root)
    return answers.triples(found, media_type, PREFIXES | {"void": VOID, "foaf": _FOAF})


def _describe(census: Census, *, base: str, address: str, root: str) -> Iterator[Triple]:
    document, dataset = NamedNode(address), NamedNode(f"{address}#{DATASET}")
    yield Triple(document, terms.TYPE, _void("DatasetDescription"))
    yield Triple(document, NamedNode(_FOAF + "primaryTopic"), dataset)
    yield Triple(dataset, terms.TYPE, _void("Dataset"))
    for words, tag in (("榕桥知识图谱", "zh"), ("The Rongqiao knowledge graph", "en")):
        yield Triple(dataset, NamedNode(DCTERMS + "title"), Literal(words, language=tag))
    for words, tag in (
        ("从中文新闻里长出来的知识图谱：每一条事实都能回到说出它的那句话。", "zh"),
        (
            "A knowledge graph grown from Chinese news, in which every fact leads back to the sentence that says it.",
            "en",
        ),
    ):
        yield Triple(dataset, NamedNode(DCTERMS + "description"), Literal(words, language=tag))
    yield Triple(dataset, NamedNode(_FOAF + "homepage"), NamedNode(root))
    yield Triple(dataset, _void("sparqlEndpoint"), NamedNode(f"{root}sparql"))
    yield Triple(dataset, _void("uriSpace"), Literal(base))
    for prefix in _VOCABULARIES:
        yield Triple(dataset, _void("vocabulary"), NamedNode(PREFIXES[prefix]))
    for name in FORMATS:
        yield Triple(dataset, _void("feature"), NamedNode(f"http://www.w3.org/ns/formats/{name}"))
    figures = {
        "triples": census.triples,
        "entities": census.entities,
        "documents": census.articles,
        "classes": len(census.classes),
        "properties": len(census.properties),
        "distinctSubjects": census.subjects,
        "distinctObjects": census.objects,
    }
    for name, number in figures.items():
        yield Triple(dataset, _void(name), Literal(number))
    yield from _partitions(dataset, "class", "entities", census.classes)
    yield from _partitions(dataset, "property", "triples", census.properties)


def _partitions(dataset: NamedNode, kind: str, of: str, numbers: Mapping[str, int]) -> Iterator[Triple]:
    parts = {iri: BlankNode(f"{kind}{place}") for place, iri in enumerate(numbers)}
    for part in parts.values():
        yield Triple(dataset, _void(f"{kind}Partition"), part)
    for iri, part in parts.items():
        yield Triple(part, _void(kind), NamedNode(iri))
        yield Triple(part, _void(of), Literal(numbers[iri]))


def _void(name: str) -> NamedNode:
    return NamedNode(VOID + name)
