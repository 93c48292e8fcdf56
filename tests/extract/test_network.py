"""The network of the tagger: its arithmetic against the plain formulas, and the files of its parameters."""

import importlib.util
import json
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from extract.bigru import BiGru
from extract.paddle import ParameterError, read_parameter

_SPEC = importlib.util.find_spec("jieba")
WEIGHTS = Path(_SPEC.origin if _SPEC and _SPEC.origin else "").parent / "lac_small" / "model_baseline"
Floats = NDArray[np.float64]


@pytest.fixture(scope="module")
def parameters() -> dict[str, NDArray[np.float32]]:
    return {path.name: read_parameter(path) for path in WEIGHTS.iterdir()}


def test_the_batched_network_gives_what_the_plain_formulas_give(parameters: dict[str, NDArray[np.float32]]) -> None:
    """Against the recurrences of nets.py, Viterbi and forward-backward in float64, one sequence at a time."""
    network = BiGru(parameters)
    random = np.random.default_rng(7)
    lengths = np.array([60, 31, 31, 8, 2, 1, 1])
    sequences = [random.integers(0, 3000, length) for length in lengths]
    expected = [crf(parameters, emissions(parameters, sequence)) for sequence in sequences]
    marginals = np.concatenate([chances for _, chances in expected])
    likeliest = [label for best, _ in expected for label in best]
    for path, wanted in ((True, likeliest), (False, marginals.argmax(axis=1).tolist())):
        labels, chances = network.label(np.concatenate(sequences), lengths, path=path)
        assert labels.tolist() == wanted
        np.testing.assert_allclose(chances, marginals[np.arange(len(wanted)), wanted], atol=1e-4)


def emissions(parameters: dict[str, NDArray[np.float32]], characters: NDArray[np.int64]) -> Floats:
    states: Floats = parameters["word_emb"][characters].astype(np.float64)
    for layer in (0, 2):
        directions = []
        for number, order in ((layer, slice(None)), (layer + 1, slice(None, None, -1))):
            inputs = states @ parameters[f"fc_{number}.w_0"] + parameters[f"fc_{number}.b_0"]
            inputs += parameters[f"gru_{number}.b_0"]
            memory = parameters[f"gru_{number}.w_0"].ravel()
            gates, candidate = memory[:32768].reshape(128, 256), memory[32768:].reshape(128, 128)
            h, outputs = np.zeros(128), []
            for x in inputs[order]:
                update, reset = np.split(1 / (1 + np.exp(-(x[:256] + h @ gates))), 2)
                h = (1 - update) * h + update * np.tanh(x[256:] + (reset * h) @ candidate)
                outputs.append(h)
            directions.append(np.array(outputs)[order])
        states = np.hstack(directions)
    return states @ parameters["fc_4.w_0"] + parameters["fc_4.b_0"]


def crf(parameters: dict[str, NDArray[np.float32]], emission: Floats) -> tuple[list[int], Floats]:
    """The best path, and the marginal probabilities of all labels [characters, labels]."""
    weights = parameters["crfw"].astype(np.float64)
    start, end, transitions = weights[0], weights[1], weights[2:]
    score, back = start + emission[0], []
    ahead = [score]
    for e in emission[1:]:
        paths = score[:, None] + transitions
        back.append(paths.argmax(axis=0))
        score = paths.max(axis=0) + e
        ahead.append(np.logaddexp.reduce(ahead[-1][:, None] + transitions, axis=0) + e)
    best = [int((score + end).argmax())]
    for pointers in reversed(back):
        best.append(int(pointers[best[-1]]))
    best.reverse()
    behind = [end]
    for e in emission[:0:-1]:
        behind.append(np.logaddexp.reduce(transitions + e + behind[-1], axis=1))
    both = np.array(ahead) + np.array(behind[::-1])
    return best, np.exp(both - np.logaddexp.reduce(both, axis=1)[:, None])


def test_parameters_have_the_shapes_of_the_network(parameters: dict[str, NDArray[np.float32]]) -> None:
    shapes = {name: parameter.shape for name, parameter in parameters.items()}
    assert len(shapes) == 20
    assert shapes["word_emb"] == (20941, 128)
    assert shapes["fc_2.w_0"] == (256, 384)
    assert shapes["gru_3.b_0"] == (1, 384)
    assert shapes["crfw"] == (59, 57)
    assert all(np.isfinite(parameter).all() for parameter in parameters.values())


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda content: content[:-3], id="cut short"),
        pytest.param(lambda content: content[:10], id="cut in the header"),
        pytest.param(lambda content: b"", id="empty"),
        pytest.param(lambda content: struct.pack("<I", 7) + content[4:], id="another version"),
        pytest.param(lambda content: content[:21] + b"\x06" + content[22:], id="another data type"),
        pytest.param(lambda content: json.dumps({"no": "parameter"}).encode() * 9, id="another format"),
    ],
)
def test_a_damaged_parameter_file_is_refused_by_name(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "fc_4.b_0"
    path.write_bytes(damage((WEIGHTS / "fc_4.b_0").read_bytes()))
    with pytest.raises(ParameterError, match=r"fc_4\.b_0: "):
        read_parameter(path)
