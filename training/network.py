"""LAC-small's network in PyTorch, to train on from its weights; extract/bigru.py runs what comes of it.

The formulas are those of extract/bigru.py. What is minimised is not the distance to one path of labels but the probability
of all paths that an annotation rules out: it names people, organisations and places, and says nothing on how the words
between them are cut and tagged, so that these stay as LAC has them.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

Floats = NDArray[np.float32]

_UNITS = 128
_GATES = 2 * _UNITS
_LEAST = 1e-30  # what a sum of probabilities may round to, lest its logarithm be none


class _Layer(nn.Module):
    """Two GRUs, forwards and backwards, side by side: every product is one of both."""

    def __init__(self, parameters: Mapping[str, Floats], number: int) -> None:
        super().__init__()
        names = (number, number + 1)
        recurrent = [parameters[f"gru_{k}.w_0"].ravel() for k in names]
        split = _UNITS * _GATES
        self.weights = _trained([parameters[f"fc_{k}.w_0"] for k in names])
        self.bias = _trained([parameters[f"fc_{k}.b_0"] + parameters[f"gru_{k}.b_0"][0] for k in names])
        self.gates = _trained([r[:split].reshape(_UNITS, _GATES) for r in recurrent])
        self.candidate = _trained([r[split:].reshape(_UNITS, _UNITS) for r in recurrent])

    def forward(self, inputs: Tensor, turned: Tensor) -> Tensor:
        """States [sentences, characters, 256]; `turned` is the place of each character read from behind."""
        count, length, width = inputs.shape
        both = torch.stack([inputs, inputs.gather(1, turned[:, :, None].expand(-1, -1, width))])
        x = torch.baddbmm(self.bias[:, None], both.reshape(2, -1, width), self.weights).reshape(2, count, length, -1)
        h = x.new_zeros(2, count, _UNITS)
        states = []
        for step in x.unbind(2):
            gates = torch.sigmoid(torch.baddbmm(step[..., :_GATES], h, self.gates))
            update, reset = gates[..., :_UNITS], gates[..., _UNITS:]
            h = torch.lerp(h, torch.tanh(torch.baddbmm(step[..., _GATES:], reset * h, self.candidate)), update)
            states.append(h)
        forwards, backwards = torch.stack(states, 2)
        return torch.cat([forwards, backwards.gather(1, turned[:, :, None].expand(-1, -1, _UNITS))], 2)


class Network(nn.Module):
    """The whole network with dropout after the embedding and each layer."""

    def __init__(self, parameters: Mapping[str, Floats], dropout: tuple[float, float, float] = (0.1, 0.2, 0.2)) -> None:
        super().__init__()
        self._dropout = dropout
        self.embedding = nn.Parameter(torch.tensor(parameters["word_emb"]))
        self.first, self.second = _Layer(parameters, 0), _Layer(parameters, 2)
        self.output = nn.Parameter(torch.tensor(parameters["fc_4.w_0"]))
        self.output_bias = nn.Parameter(torch.tensor(parameters["fc_4.b_0"]))
        self.crf = nn.Parameter(torch.tensor(parameters["crfw"]))

    def loss(self, characters: Tensor, lengths: Tensor, allowed: Tensor) -> Tensor:
        """-log of the probability of the paths whose labels are all `allowed` [sentences, characters, labels], a sentence
        each; the sentences are padded at their ends."""
        emissions = self._emissions(characters, lengths)
        free = self._partition(emissions, lengths, torch.ones_like(allowed))
        return free - self._partition(emissions, lengths, allowed)

    def _emissions(self, characters: Tensor, lengths: Tensor) -> Tensor:
        place = torch.arange(characters.shape[1]).expand(len(characters), -1)
        ends = lengths[:, None]
        turned = torch.where(place < ends, ends - 1 - place, place)
        states = functional.embedding(characters, self.embedding)
        for rate, layer in zip(self._dropout, (self.first, self.second), strict=False):
            states = layer(functional.dropout(states, rate, self.training), turned)
        return functional.dropout(states, self._dropout[2], self.training) @ self.output + self.output_bias

    def _partition(self, emissions: Tensor, lengths: Tensor, allowed: Tensor) -> Tensor:
        """The logarithm of the summed weights of the allowed paths: the forward method, scaled at each step."""
        highest = emissions.max(-1, keepdim=True).values
        weights = torch.exp(emissions - highest) * allowed
        transitions = torch.exp(self.crf[2:])
        ahead, total = torch.exp(self.crf[0]).expand(len(emissions), -1), emissions.new_zeros(len(emissions), 1)
        steps, totals = [], []
        for t in range(emissions.shape[1]):
            ahead = (ahead @ transitions if t else ahead) * weights[:, t]
            size = ahead.sum(-1, keepdim=True).clamp_min(_LEAST)
            ahead = ahead / size
            total = total + torch.log(size) + highest[:, t]
            steps.append(ahead)
            totals.append(total)
        rows, last = torch.arange(len(emissions)), lengths - 1
        end = (torch.stack(steps, 1)[rows, last] * torch.exp(self.crf[1])).sum(-1).clamp_min(_LEAST)
        return torch.stack(totals, 1)[rows, last, 0] + torch.log(end)

    def parameters_for_numpy(self) -> dict[str, Floats]:
        """What extract/bigru.py reads, by LAC's names; the bias of each GRU is in that of its inputs."""
        found = {"word_emb": self.embedding, "fc_4.w_0": self.output, "fc_4.b_0": self.output_bias, "crfw": self.crf}
        for number, layer in ((0, self.first), (2, self.second)):
            for k in (0, 1):
                found[f"fc_{number + k}.w_0"] = layer.weights[k]
                found[f"fc_{number + k}.b_0"] = layer.bias[k]
                found[f"gru_{number + k}.b_0"] = torch.zeros(1, _GATES + _UNITS)
                pieces = (layer.gates[k].flatten(), layer.candidate[k].flatten())
                found[f"gru_{number + k}.w_0"] = torch.cat(pieces).reshape(_UNITS, -1)
        return {name: tensor.detach().numpy().copy() for name, tensor in found.items()}


def _trained(arrays: Sequence[Floats]) -> nn.Parameter:
    return nn.Parameter(torch.tensor(np.stack(arrays)))
