"""What a SPARQL endpoint says of itself: a SPARQL 1.1 Service Description."""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph import answers, terms
from graph.census import FORMATS, Census
from graph.forms import PROPERTY, SERVICE
from ontology.iris import PREFIXES, VOID

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *FORMATS,
)


def description(
    census: Census | None, media_type: str, *, endpoint: str, dataset: str, updated: bool, federated: bool
) -> bytes:
    """The description of the service at the address `endpoint` over the data set that VoID calls `dataset`, with its figures
    where these are known; `updated` where it takes updates, `federated` where queries may call other servers."""
    found = _describe(census, NamedNode(endpoint), NamedNode(dataset), updated, federated)
    return answers.triples(found, media_type, PREFIXES | {"sd": SD, "void": VOID})


def _describe(
    census: Census | None, endpoint: NamedNode, dataset: NamedNode, updated: bool, federated: bool
) -> Iterator[Triple]:
    service, default = BlankNode("service"), BlankNode("default")
    yield Triple(service, terms.TYPE, _sd("Service"))
    yield Triple(service, _sd("endpoint"), endpoint)
    for language in ("SPARQL11Query", *(["SPARQL11Update"] if updated else [])):
        yield Triple(service, _sd("supportedLanguage"), _sd(language))
    for name in _FORMATS:
        yield Triple(service, _sd("resultFormat"), NamedNode(f"http://www.w3.org/ns/formats/{name}"))
    for name in ("UnionDefaultGraph", *(["BasicFederatedQuery"] if federated else [])):
        yield Triple(service, _sd("feature"), _sd(name))
    yield Triple(service, _sd("propertyFeature"), NamedNode(PROPERTY))
    yield Triple(service, _sd("languageExtension"), NamedNode(SERVICE))
    for feature in (PROPERTY, SERVICE):
        yield Triple(NamedNode(feature), terms.TYPE, _sd("Feature"))
    yield Triple(service, _sd("defaultEntailmentRegime"), NamedNode("http://www.w3.org/ns/entailment/Simple"))
    yield Triple(service, _sd("defaultDataset"), dataset)
    for kind in (_sd("Dataset"), _void("Dataset")):
        yield Triple(dataset, terms.TYPE, kind)
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield Triple(default, terms.TYPE, _sd("Graph"))
    if census:
        for name, number in (("triples", census.triples), ("entities", census.entities)):
            yield Triple(default, _void(name), Literal(number))
        yield Triple(dataset, _void("documents"), Literal(census.articles))


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)


def _void(name: str) -> NamedNode:
    return NamedNode(VOID + name)
