"""What the SHACL shapes find fault with in an article's graph, as pySHACL reports it.

Made of the truths, so nobody need own the graph.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyshacl
from pyoxigraph import RdfFormat, serialize
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import Result
from rdflib.term import Node

from graph.quads import quads_of
from graph.records import Stored
from graph.truths import Truths
from ontology.vocabulary import source

# rdflib warns of a literal that does not fit its datatype, which is what a finding says too.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)

_prepared = cache(prepareQuery)  # reading a query of a shape takes ten times as long as answering it


class CheckError(Exception):
    """A check that could not be made; names the article."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: `node` is the IRI of what it lies in, `path` and `value` the property and the term, where it has any.

    `shape` is the local name of the shape or constraint that is broken.
    """

    article: str
    node: str
    path: str | None
    value: str | None
    message: str
    shape: str


class _Data(Graph):
    """A graph that reads each query once."""

    def query(self, query_object: Any, *arguments: Any, **options: Any) -> Result:
        """As rdflib's, over a query that need not be parsed again."""
        query = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(query, *arguments, **options)


class Checker:
    """The shapes, read once."""

    def __init__(self) -> None:
        self._shapes = Graph().parse(data=source("shapes.ttl"), format="turtle")

    def check(self, truths: Truths, stored: Stored) -> list[Finding]:
        """The faults of an article's graph, in a settled order. Raises CheckError where pySHACL gives up."""
        quads = quads_of(stored, truths.base)
        lines = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
        article = stored.reading.article.id
        data = _Data().parse(data=lines or b"", format="nt")
        return sorted(set(self.findings(data, article)), key=lambda one: (one.node, one.path or "", one.message))

    def findings(self, data: Graph, article: str) -> Iterator[Finding]:
        """The faults of a graph that holds an article."""
        _, report, text = pyshacl.validate(data, shacl_graph=self._shapes)
        if not isinstance(report, Graph):
            raise CheckError(f"{article}: cannot be checked: {text}")
        inner = set(report.objects(None, SH.detail))
        for result in report.subjects(RDF.type, SH.ValidationResult):
            if result not in inner:
                yield from self._told(report, result, article)

    def _told(self, report: Graph, result: Node, article: str, parent: Node | None = None) -> Iterator[Finding]:
        """A result, or those that it is made of: what is told at the end of a chain of shapes says what is wrong."""
        if details := list(report.objects(result, SH.detail)):
            for detail in details:
                yield from self._told(report, detail, article, result)
            return
        # The shape of a value tells of the value, which may be no node: what has it is told by the shape before.
        place = parent if parent is not None and report.value(parent, SH.resultPath) else result
        focus, path, value = (report.value(place, term) for term in (SH.focusNode, SH.resultPath, SH.value))
        if path is None and isinstance(value, URIRef):
            focus, value = value, None  # what looks at the whole article names the part
        yield Finding(
            article=article,
            node=str(focus),
            path=_path(report, path),
            value=None if value is None or value == focus else str(value),
            message=_message(report, result),
            shape=self._name(report, result),
        )

    def _name(self, report: Graph, result: Node) -> str:
        """The nearest shape with a name."""
        node = report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
        while node is not None and not isinstance(node, URIRef):
            node = next(iter(self._shapes.subjects(None, node)), None)
        return str(node).partition("#")[2] if node else ""


def _path(report: Graph, path: Node | None) -> str | None:
    if path is None or isinstance(path, URIRef):
        return path
    return f"^{report.value(path, SH.inversePath)}"  # the only other kind of path in the shapes


def _message(report: Graph, result: Node) -> str:
    """The English one: of messages with a variable in them pySHACL drops the language."""
    messages = [message for message in report.objects(result, SH.resultMessage) if isinstance(message, Literal)]
    told = [message for message in messages if message.language == "en"] or messages
    return " ".join(min(told, key=lambda text: sum(not char.isascii() for char in text), default="").split())
