"""Which of the W3C's manifests make a suite, and which of their tests fail."""

import tomllib
from pathlib import Path

from w3c.manifests import Entry, manifest

FAILING = tomllib.loads(Path(__file__).with_name("failing.toml").read_text("utf-8"))

SUITES = {
    "SPARQL 1.1 query": [
        f"sparql11/{name}"
        for name in "aggregates bind bindings cast construct exists functions grouping negation project-expression"
        " property-path subquery syntax-query".split()
    ],
    "SPARQL 1.1 federated query, syntax": ["sparql11/syntax-fed"],
    "SPARQL 1.1 results in JSON, CSV, TSV": ["sparql11/json-res", "sparql11/csv-tsv-res"],
    "SPARQL 1.0 query": [
        f"sparql10/{name}"
        for name in "algebra ask basic bnode-coreference boolean-effective-value bound cast construct dataset distinct"
        " expr-builtin expr-equals expr-ops graph i18n open-world optional optional-filter reduced regex solution-seq"
        " sort triple-match type-promotion".split()
    ],
    "SPARQL 1.0 syntax": [f"sparql10/syntax-sparql{number}" for number in range(1, 6)],
    "SPARQL 1.2 query": [
        f"sparql12/{name}"
        for name in "codepoint-escapes eval-triple-terms expression grouping lang-basedir rdf11 syntax"
        " syntax-triple-terms-negative syntax-triple-terms-positive version".split()
    ],
}


def queries(name: str) -> list[Entry]:
    """The tests of a manifest that are about queries, those with the same data side by side."""
    found = [entry for entry in manifest(name) if entry.request and entry.request.suffix == ".rq"]
    return sorted(found, key=lambda entry: (entry.data.default, entry.data.named))
