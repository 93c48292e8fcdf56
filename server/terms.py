"""RDF terms of a result as cells of a table: short words, and an address where there is a page to go to."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from ontology.iris import PREFIXES, XSD, article_id, entity_local
from ontology.predicates import PREDICATES

RELATIONS = {known.iri: known.zh for known in PREDICATES.values()}  # what facts say, in words, by the IRI


@dataclass(frozen=True, slots=True)
class Cell:
    """What a table shows for one term; `note` is its language or datatype."""

    words: str
    href: str | None = None
    lang: str | None = None
    note: str | None = None
    number: bool = False


def weblink(url: str | None) -> str | None:
    """The URL if a reader may safely follow it: http or https with a host, nothing that a browser would trim away."""
    if not url or any(ord(letter) <= 0x20 or letter == "\\" for letter in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and host else None


def cell(term: dict[str, Any] | None, base: str) -> Cell:
    """One binding of the SPARQL JSON results format; None where the variable is unbound."""
    if term is None:
        return Cell("")
    value = term["value"]
    if term["type"] == "triple":
        inner = (cell(value[part], base).words for part in ("subject", "predicate", "object"))
        return Cell(f"<<( {' '.join(inner)} )>>")
    if term["type"] == "uri":
        return Cell(*_named(value, base))
    if term["type"] == "bnode":
        return Cell(f"_:{value}")
    lang = term.get("xml:lang")
    datatype = term.get("datatype")
    note = _short(datatype) if datatype and datatype != XSD + "string" else None
    return Cell(value, lang=lang, note=note, number=note in ("xsd:integer", "xsd:decimal", "xsd:double"))


def _named(iri: str, base: str) -> tuple[str, str | None]:
    """An IRI in words and its address: of this very server where it names an entity or (a part of) an article."""
    if local := entity_local(base, iri):
        return local, entity_path(local)
    if identifier := article_id(base, iri):
        fragment = unquote(iri.partition("#")[2])
        return identifier + (f"#{fragment}" if fragment else ""), article_path(identifier, fragment)
    return _short(iri), weblink(iri)


def segment(name: str) -> str:
    """A name as one segment of a path: no slash of it parts the path, and `../` in it leads nowhere else."""
    return quote(name, safe="")


def entity_path(local: str) -> str:
    """The address of an entity's page on this server."""
    return f"/entity/{segment(local)}"


def article_path(identifier: str, fragment: str = "") -> str:
    """The address of an article's page, at one of its parts where a fragment names it."""
    return f"/article/{segment(identifier)}" + (f"#{quote(fragment)}" if fragment else "")


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local and "/" not in local and "#" not in local:
            return f"{prefix}:{local}"
    return iri
