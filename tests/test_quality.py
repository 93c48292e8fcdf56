"""The quality gate: no figure on the annotated articles falls below what it was when last recorded.

The floors lie a little under the figures that `rongqiao evaluate --part PART` prints; README's table shows those of the
articles held out.
"""

from pathlib import Path

import pytest

from corpus.goldset import gold_articles
from corpus.scoring import Row, score
from extract.pipeline import load
from extract.reading import to_json

FLOORS = {
    "first": {
        "PER": 0.98,
        "ORG": 0.98,
        "LOC": 0.98,
        "NER": 0.98,
        "WORK": 0.99,
        "PRODUCT": 0.96,
        "EVENT": 0.99,
        "DATE value": 0.99,
        "ALIAS": 0.98,
        "QUOTE": 0.99,
        "FACT": 0.93,
        "DATE span": 0.99,
    },
    "develop": {
        "PER": 0.97,
        "ORG": 0.95,
        "LOC": 0.95,
        "NER": 0.95,
        "WORK": 0.97,
        "PRODUCT": 0.85,
        "EVENT": 0.82,
        "DATE value": 0.96,
        "ALIAS": 0.96,
        "QUOTE": 0.94,
        "FACT": 0.81,
        "DATE span": 0.97,
    },
    "held": {
        "PER": 0.96,
        "ORG": 0.89,
        "LOC": 0.87,
        "NER": 0.91,
        "WORK": 0.93,
        "PRODUCT": 0.73,
        "EVENT": 0.74,
        "DATE value": 0.95,
        "ALIAS": 0.94,
        "QUOTE": 0.92,
        "FACT": 0.77,
        "DATE span": 0.97,
    },
}
FACT_PRECISION = {"first": 0.97, "develop": 0.9, "held": 0.85}
CASES = [(part, layer, floor) for part, floors in FLOORS.items() for layer, floor in floors.items()]


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, Row]]:
    extractor = load()
    found = {}
    for part in FLOORS:
        pairs = list(gold_articles(part))
        readings = extractor.read_all(article for article, _ in pairs)
        found[part] = score([gold for _, gold in pairs], {r.article.id: to_json(r) for r in readings}).rows
    return found


@pytest.mark.parametrize(("part", "layer", "floor"), CASES)
def test_a_layer_is_read_as_well_as_before(
    rows: dict[str, dict[str, Row]], part: str, layer: str, floor: float
) -> None:
    assert rows[part][layer].f1 >= floor


@pytest.mark.parametrize(("part", "floor"), FACT_PRECISION.items())
def test_few_facts_are_wrong(rows: dict[str, dict[str, Row]], part: str, floor: float) -> None:
    assert rows[part]["FACT"].p >= floor


def test_the_readme_tells_the_figures_of_this_version(rows: dict[str, dict[str, Row]]) -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    table = readme.partition("<!-- quality:")[2].partition("\n\n")[0].splitlines()[3:]
    assert len(table) == 11
    for line in table:
        layer, p, r, f1, develop, first, *_ = [cell.strip() for cell in line.strip("| ").split("|")]
        held = rows["held"][layer]
        told = (held.p, held.r, held.f1, rows["develop"][layer].f1, rows["first"][layer].f1)
        assert [p, r, f1, develop, first] == [f"{figure:.3f}" for figure in told], layer
