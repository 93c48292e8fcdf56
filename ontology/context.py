"""The JSON-LD context: short keys for every term that the graph writes, each with the type of its values.

`context.jsonld` is generated from the ontology (ontology/publishing.py) and is all that is read here.
"""

import json
from functools import cache
from importlib import resources
from typing import NamedTuple

from ontology.iris import PREFIXES

FILE = "context.jsonld"


class Key(NamedTuple):
    """A property in JSON: its key, and the datatype (`@id` for nodes) or language of values that are plain strings."""

    name: str
    datatype: str | None
    language: str | None


def text() -> str:
    """The document that comes with the program."""
    return resources.files("ontology").joinpath(FILE).read_text("utf-8")


@cache
def keys() -> dict[str, Key]:
    """The short name of every class and property, by its IRI."""
    found = {}
    for name, definition in json.loads(text())["@context"].items():
        form = definition if isinstance(definition, dict) else {"@id": definition}
        if name not in PREFIXES and isinstance(form["@id"], str) and ":" in form["@id"]:
            datatype = form.get("@type")
            found[expand(form["@id"])] = Key(name, expand(datatype) if datatype else None, form.get("@language"))
    return found


def expand(name: str) -> str:
    """`rq:Claim` → its IRI; what has no prefix of ours stays as it is."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else name
