"""Named graphs as JSON-LD under the project's own context: short keys, one graph a line, any number of them.

The engine's writer knows prefixes only; the context knows the keys and the types of values too.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from ontology import context
from ontology.iris import PREFIXES, RDF, XSD

_TYPE = RDF + "type"
_PLAIN = XSD + "string"
_EXACT = re.compile("0|-?[1-9][0-9]{0,14}")  # integers that every JSON reader gives back as they are
_LOCAL = re.compile(r"[A-Za-z][\w-]*")

_Json: TypeAlias = dict[str, Any]


def documents(graphs: Iterable[tuple[NamedNode, Iterable[Quad]]]) -> Iterator[str]:
    """The pieces of one document that holds all graphs; only one graph at a time is in memory."""
    form = json.loads(context.text())
    yield '{\n"@context": ' + json.dumps(form["@context"], ensure_ascii=False) + ',\n"@graph": ['
    separator = "\n"
    for name, quads in graphs:
        yield separator + json.dumps({"id": name.value, "@graph": _nodes(quads)}, ensure_ascii=False)
        separator = ",\n"
    yield "\n]\n}\n"


def _nodes(quads: Iterable[Quad]) -> list[_Json]:
    keys = context.keys()
    found: dict[str, _Json] = {}
    for quad in quads:
        subject = _name(quad.subject)
        node = found.setdefault(subject, {"id": subject})
        if quad.predicate.value == _TYPE and isinstance(quad.object, NamedNode):
            known = keys.get(quad.object.value)
            _add(node, "type", known.name if known else quad.object.value)
        else:
            known = keys.get(quad.predicate.value)
            name, *kind = known or (quad.predicate.value, None, None)
            _add(node, name, _value(quad.object, *kind))
    return list(found.values())


def _add(node: _Json, key: str, value: Any) -> None:
    """A single value stands alone, several in a list."""
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _value(term: object, datatype: str | None, language: str | None) -> Any:
    """A term under a key that gives plain strings this datatype or language, in the shortest form that means it."""
    if not isinstance(term, Literal):
        name = _name(term)
        short = _short(name) if isinstance(term, NamedNode) else name
        return short if datatype == "@id" else {"id": short}
    text, kind = term.value, term.datatype.value
    if term.language:
        direction = {"@direction": str(term.direction)} if term.direction else {}
        plain = term.language == language and not direction
        return text if plain else {"@value": text, "@language": term.language} | direction
    if kind == XSD + "integer" and datatype in (None, kind) and _EXACT.fullmatch(text):
        return int(text)
    if kind == datatype or (kind == _PLAIN and not datatype and not language):
        return text
    return {"@value": text} if kind == _PLAIN else {"@value": text, "@type": kind}


def _name(term: object) -> str:
    """An IRI, or what a blank node, of which only users have any, is called in the document."""
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    assert isinstance(term, NamedNode), term
    return term.value


def _short(iri: str) -> str:
    """The IRI of a term of the vocabularies by its prefix; any other stays whole."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(local := iri[len(namespace) :]):
            return f"{prefix}:{local}"
    return iri
