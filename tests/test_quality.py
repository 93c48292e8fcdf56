"""The quality gate: no figure on the annotated articles falls below what it was when last recorded.

The floors lie a little under the figures of README's quality section, which `rongqiao evaluate` prints.
"""

from pathlib import Path

import pytest

from corpus.goldset import gold_articles
from corpus.scoring import Row, score
from extract.pipeline import load
from extract.reading import to_json

FLOORS = {
    "PER": 0.94,
    "ORG": 0.94,
    "LOC": 0.91,
    "WORK": 0.98,
    "PRODUCT": 0.90,
    "EVENT": 0.95,
    "NER": 0.94,
    "DATE span": 0.99,
    "DATE value": 0.99,
    "ALIAS": 0.96,
    "QUOTE": 0.92,
    "FACT": 0.78,
}
FACT_PRECISION = 0.88


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    pairs = list(gold_articles())
    readings = load().read_all(article for article, _ in pairs)
    return score([gold for _, gold in pairs], {r.article.id: to_json(r) for r in readings}).rows


@pytest.mark.parametrize(("layer", "floor"), FLOORS.items())
def test_a_layer_is_read_as_well_as_before(rows: dict[str, Row], layer: str, floor: float) -> None:
    assert rows[layer].f1 >= floor


def test_the_readme_tells_the_figures_of_this_version(rows: dict[str, Row]) -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    table = readme.partition("<!-- quality:")[2].partition("\n\n")[0].splitlines()[3:]
    assert len(table) == 11
    for line in table:
        layer, p, r, f1, *_ = [cell.strip() for cell in line.strip("| ").split("|")]
        found = rows[layer]
        assert (p, r, f1) == (f"{found.p:.3f}", f"{found.r:.3f}", f"{found.f1:.3f}"), layer


def test_few_facts_are_wrong(rows: dict[str, Row]) -> None:
    assert rows["FACT"].p >= FACT_PRECISION
