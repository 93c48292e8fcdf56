"""The network that is trained against the one that reads: the same formulas, the same labels."""

from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from extract.bigru import BiGru
from extract.lac import Weights, published

ROOT = Path(__file__).parents[2]
NAMES = {"nr", "PER", "ns", "LOC", "nt", "ORG"}


@pytest.fixture(scope="module")
def weights() -> Weights:
    return published()


@pytest.fixture
def examples(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT)
    from training import examples

    return examples


def test_a_name_may_only_have_the_labels_of_its_kind_and_no_other_word_any_of_those(
    examples: ModuleType, weights: Weights
) -> None:
    article = {
        "text": "潘国华到了深圳市。\n\n他說好。",
        "mentions": [
            {"start": 0, "end": 3, "type": "PER"},
            {"start": 5, "end": 8, "type": "LOC"},
            {"start": 8, "end": 9, "type": "WORK"},
        ],
    }
    first, second = examples.examples(article, weights)
    allowed = [{weights.labels[k] for k in np.flatnonzero(row)} for row in first.allowed]
    assert allowed[:3] == [{"nr-B", "PER-B"}, {"nr-I", "PER-I"}, {"nr-I", "PER-I"}]
    assert allowed[5:8] == [{"ns-B", "LOC-B"}, {"ns-I", "LOC-I"}, {"ns-I", "LOC-I"}]
    others = {label for label in weights.labels if label.split("-")[0] not in NAMES}
    assert [allowed[3], allowed[4], allowed[8]] == [others] * 3
    assert len(second.characters) == 4
    assert second.characters.tolist() == [weights.alphabet[character] for character in "他说好。"]


def test_the_probability_that_is_trained_is_the_one_that_the_tagger_tells(
    monkeypatch: pytest.MonkeyPatch, weights: Weights
) -> None:
    """Of a label at one place, in sentences of several lengths; the parameters written back are the same network."""
    torch = pytest.importorskip("torch", reason="only training needs PyTorch")
    monkeypatch.syspath_prepend(ROOT)
    from training.network import Network

    network = Network(weights.parameters).eval()
    lengths = np.array([9, 6, 1])
    characters = np.random.default_rng(3).integers(0, 3000, lengths.sum())
    padded, allowed = torch.zeros(3, 9, dtype=torch.long), torch.ones(3, 9, len(weights.labels))
    written: Mapping[str, np.ndarray] = network.parameters_for_numpy()
    labels, chances = BiGru(written).label(characters, lengths)
    starts = np.cumsum(lengths) - lengths
    for row, (start, length) in enumerate(zip(starts, lengths, strict=True)):
        padded[row, :length] = torch.from_numpy(characters[start : start + length])
        allowed[row, length - 1] = 0
        allowed[row, length - 1, labels[start + length - 1]] = 1
    with torch.no_grad():
        found = torch.exp(-network.loss(padded, torch.from_numpy(lengths), allowed)).numpy()
    np.testing.assert_allclose(found, chances[starts + lengths - 1], atol=1e-4)
