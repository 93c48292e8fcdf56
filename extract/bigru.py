"""LAC-small's network in NumPy: embedding, two bidirectional GRU layers, a linear-chain CRF.

After Jiao, Sun, Sun: Chinese Lexical Analysis with Deep Bi-GRU-CRF Network (2018). A batch is packed: step t of the
recurrence works on the rows of just those sequences that have a t-th character, so no padding can touch a result.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.intp]
_Step = tuple[int, int]  # first row, number of rows

_UNITS = 128
_GATES = 2 * _UNITS  # update and reset; the candidate's columns follow them


def _pack(lengths: Integers) -> tuple[list[_Step], Integers]:
    """The steps for sequences of falling length, and the row of each character, sequence after sequence."""
    counts = np.searchsorted(-lengths, -np.arange(lengths[0]))  # how many sequences are longer than t
    firsts = np.cumsum(counts) - counts
    sequence = np.repeat(np.arange(len(lengths)), lengths)
    t = np.arange(len(sequence)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return list(zip(firsts.tolist(), counts.tolist(), strict=True)), firsts[t] + sequence


class _Gru:
    """One direction of one layer, but for the product with its inputs, which is made for all steps at once.

    Paddle's dynamic_gru: h = (1 - u) h' + u tanh(x + (r h') W). The gates u and r are logistic functions, computed as
    (1 + tanh(x / 2)) / 2 with the halves folded into the weights, which is exact.
    """

    def __init__(self, parameters: Mapping[str, Floats], number: int) -> None:
        recurrent = parameters[f"gru_{number}.w_0"].ravel()  # [128, 256] for the gates, then [128, 128]
        self._gates = recurrent[: _UNITS * _GATES].reshape(_UNITS, _GATES) / 2
        self._candidate = recurrent[_UNITS * _GATES :].reshape(_UNITS, _UNITS) / 2
        halves = np.where(np.arange(_GATES + _UNITS) < _GATES, np.float32(0.5), np.float32(1))
        self.weights = parameters[f"fc_{number}.w_0"] * halves
        self.bias = (parameters[f"fc_{number}.b_0"] + parameters[f"gru_{number}.b_0"][0]) * halves

    def run(self, inputs: Floats, steps: Iterable[_Step], states: Floats) -> None:
        """Fills states [rows, 128] from inputs [rows, 384], in the order of the steps."""
        width = max(count for _, count in steps)
        hidden = np.zeros((width, _UNITS), np.float32)  # a sequence's row is zero until it begins
        gates_room = np.empty((width, _GATES), np.float32)
        reset_room, change_room = np.empty((2, width, _UNITS), np.float32)
        for first, count in steps:
            x = inputs[first : first + count]
            h = hidden[:count]
            gates = np.matmul(h, self._gates, out=gates_room[:count])
            gates += x[:, :_GATES]
            np.tanh(gates, out=gates)
            gates += 1
            reset = np.multiply(h, gates[:, _UNITS:], out=reset_room[:count])
            change = np.matmul(reset, self._candidate, out=change_room[:count])
            change += x[:, _GATES:]
            np.tanh(change, out=change)
            change -= h
            change *= gates[:, :_UNITS]
            change *= 0.5
            h += change
            states[first : first + count] = h


class _Layer:
    """A GRU that reads forwards and one that reads backwards."""

    def __init__(self, parameters: Mapping[str, Floats], number: int) -> None:
        self._forward, self._backward = _Gru(parameters, number), _Gru(parameters, number + 1)
        both = self._forward, self._backward
        self.weights = np.vstack([np.hstack([one.weights for one in both]), np.hstack([one.bias for one in both])])

    def run(self, inputs: Floats, steps: Sequence[_Step]) -> Floats:
        """States [rows, 256] from inputs [rows, 768], and a column of ones behind them: the biases, the last row of the next
        weights, come with the product."""
        states = np.empty((len(inputs), 2 * _UNITS + 1), np.float32)
        states[:, -1] = 1
        split = _GATES + _UNITS
        self._forward.run(inputs[:, :split], steps, states[:, :_UNITS])
        self._backward.run(inputs[:, split:], steps[::-1], states[:, _UNITS:-1])
        return states


class BiGru:
    """The network; what goes in and out are numbers of characters and of labels."""

    def __init__(self, parameters: Mapping[str, Floats]) -> None:
        self._first, self._second = _Layer(parameters, 0), _Layer(parameters, 2)
        # The first layer's product with its input depends on the character alone: a table of a row a character.
        self._table = parameters["word_emb"] @ self._first.weights[:-1]
        self._table += self._first.weights[-1]
        self._output = np.vstack([parameters["fc_4.w_0"], parameters["fc_4.b_0"]])
        crf = parameters["crfw"]
        self._start, self._end, self._transitions = crf[0], crf[1], crf[2:]

    def label(self, characters: Integers, lengths: Integers, *, path: bool = False) -> tuple[Integers, Floats]:
        """The labels of sequences of falling length, one after the other, and their marginal probabilities: the likeliest
        label of each character, or with `path` the likeliest sequence of labels, which takes a tenth longer to find."""
        steps, rows = _pack(lengths)
        packed = np.empty_like(characters)
        packed[rows] = characters
        states = self._first.run(self._table.take(packed, axis=0), steps)
        states = self._second.run(states @ self._second.weights, steps)
        emissions = states @ self._output
        weights = self._marginals(emissions, steps)
        labels = self._best(emissions, steps) if path else weights.argmax(axis=1)
        chances = np.take_along_axis(weights, labels[:, None], axis=1)[:, 0] / weights.sum(axis=1)
        return labels[rows], chances[rows]

    def _best(self, emissions: Floats, steps: Sequence[_Step]) -> Integers:
        """Viterbi: the scores of the best paths to each label first, then the path back from the best end."""
        scores = emissions.copy()
        count = steps[0][1]
        scores[:count] += self._start
        room = np.empty((len(self._start), count, len(self._start)), np.float32)
        best = np.empty((count, len(self._start)), np.float32)
        for (previous, _), (first, count) in pairwise(steps):
            before = scores[previous : previous + count]
            np.add(before.T[:, :, None], self._transitions[:, None, :], out=room[:, :count])
            scores[first : first + count] += np.maximum.reduce(room[:, :count], axis=0, out=best[:count])
        labels = np.empty(len(emissions), np.intp)
        following = np.empty(0, np.intp)
        into = np.ascontiguousarray(self._transitions.T)
        for first, count in reversed(steps):
            ahead = len(following)
            step = scores[first : first + count]
            step[:ahead] += into[following]
            step[ahead:] += self._end
            following = np.argmax(step, axis=1, out=labels[first : first + count])
        return labels

    def _marginals(self, emissions: Floats, steps: Sequence[_Step]) -> Floats:
        """The probability of each label given the whole sequence, but for a factor that a character's share [rows, labels]:
        the forward-backward method, scaled at each step."""
        forward = np.exp(self._transitions)
        backward = np.ascontiguousarray(forward.T)
        weights = np.exp(emissions - emissions.max(axis=1, keepdims=True))
        ahead: Floats = np.empty_like(weights)
        before = ahead
        for first, count in steps:
            step = ahead[first : first + count]
            if first:
                np.matmul(before[:count], forward, out=step)
                step *= weights[first : first + count]
            else:
                np.multiply(weights[:count], np.exp(self._start), out=step)
            step /= step.sum(axis=1, keepdims=True)
            before = step
        behind = np.empty_like(weights)
        after = np.empty((0, weights.shape[1]), np.float32)
        for first, count in reversed(steps):
            step = behind[first : first + count]
            np.matmul(after, backward, out=step[: len(after)])
            step[len(after) :] = np.exp(self._end)
            step /= step.sum(axis=1, keepdims=True)
            after = step * weights[first : first + count]
        ahead *= behind
        return ahead
