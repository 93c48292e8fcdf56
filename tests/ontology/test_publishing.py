import json
from pathlib import Path
from typing import Any

import pytest

from ontology import context
from ontology.publishing import files
from ontology.vocabulary import vocabulary

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_what_is_generated_from_the_ontology_is_up_to_date(path: Path) -> None:
    """`just ontology` writes it."""
    assert path.read_text("utf-8") == files()[path]


def test_the_context_has_a_key_for_every_term() -> None:
    keys = context.keys()
    terms = {term.iri: term for term in vocabulary().terms if term.name != "rdf:type"}
    assert set(keys) == set(terms)
    assert len({key.name for key in keys.values()}) == len(keys)
    for iri, key in keys.items():
        assert iri.endswith(key.name)
        assert (key.datatype == "@id") == terms[iri].leads_to_nodes, iri


def test_the_context_gives_values_their_types() -> None:
    found: dict[str, Any] = json.loads(context.text())["@context"]
    assert found["founder"] == {"@id": "schema:founder", "@type": "@id"}
    assert found["confidence"] == {"@id": "rq:confidence", "@type": "xsd:decimal"}
    assert found["headline"] == {"@id": "schema:headline", "@language": "zh"}
    assert found["object"] == "rdf:object"
    assert found["Claim"] == "rq:Claim"
