"""`python -m ontology.publishing` writes what is generated from the ontology and its shapes, and kept in the repository:
the JSON-LD context and the documentation."""

import json
from pathlib import Path
from typing import Any

from ontology.context import FILE
from ontology.iris import PREFIXES, RDF
from ontology.vocabulary import Term, Vocabulary, vocabulary

ROOT = Path(__file__).parents[1]


def context(known: Vocabulary) -> str:
    """The JSON-LD context. Raises ValueError where two terms want one key."""
    found: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type", **PREFIXES}
    for term in known.terms:
        if term.iri == RDF + "type":
            continue
        key = term.name.partition(":")[2]
        if key in found:
            raise ValueError(f"{term.name} and {found[key]} would both be {key!r}")
        found[key] = _definition(term)
    return json.dumps({"@context": found}, ensure_ascii=False, indent=2) + "\n"


def _definition(term: Term) -> str | dict[str, str]:
    if term.leads_to_nodes:
        return {"@id": term.name, "@type": "@id"}
    if term.language:
        return {"@id": term.name, "@language": term.language}
    if len(term.values) != 1 or term.values == ("xsd:string",):
        return term.name
    return {"@id": term.name, "@type": term.values[0]}


def files() -> dict[Path, str]:
    """Every generated file and what has to stand in it."""
    known = vocabulary()
    return {ROOT / "ontology" / FILE: context(known)}


if __name__ == "__main__":
    for path, content in files().items():
        path.write_text(content, "utf-8")
