"""What tests of the ontology share."""

from pathlib import Path

import pytest
from rdflib import Graph

FILE = Path(__file__).parents[2] / "ontology" / "shapes.ttl"


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """The shapes as rdflib reads them."""
    return Graph().parse(FILE)
