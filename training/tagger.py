"""Trains the tagger: LAC-small, trained further on the annotated articles. docs/tagger.md tells what comes of it.

    python training/tagger.py             writes extract/tagger.npz, five minutes on one core
    python training/tagger.py --validate  five networks, none of which has seen the hands that it is scored on; writes nothing

Needs PyTorch (pip install torch==2.13.0), which what is installed does not. The same machine gives the same weights.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import torch

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from corpus.article import Article  # noqa: E402 - from the sources beside this folder
from corpus.scoring import score  # noqa: E402
from extract.baselines import tagger_alone  # noqa: E402
from extract.lac import TUNING, Lac, Weights, published  # noqa: E402
from extract.reading import to_json  # noqa: E402
from training.examples import TAGS, Example, annotated, examples, hands, named  # noqa: E402
from training.network import Floats, Network  # noqa: E402

_EPOCHS = 5
_BATCH = 1000  # characters
_RATE, _WARM, _LAST = 1e-3, 30, 0.03  # the step's size, after so many steps, falling to this part of it
_STEEPEST = 5.0  # a gradient that is longer is shortened to this
_UNKNOWN = 0.03  # of the characters, which the network must do without
_SHARE = 0.7  # of what training changed: between the two networks the rules over them read best
_FOLDS = 5


def train(articles: Iterable[Mapping[str, Any]], weights: Weights, *, seed: int) -> dict[str, Floats]:
    """The parameters between those of `weights` and those after training from them on."""
    torch.manual_seed(seed)
    order = random.Random(seed)
    network = Network(weights.parameters)
    optimiser = torch.optim.Adam(network.parameters())
    data = [example for article in articles for example in examples(article, weights)]
    unknown = weights.alphabet["OOV"]
    step, begun = 0, perf_counter()
    for epoch in range(_EPOCHS):
        batches, losses = _batches(data, order), []
        for batch in batches:
            rate = _RATE * min(1, (step + 1) / _WARM) * max(_LAST, 1 - step / (len(batches) * _EPOCHS))
            for group in optimiser.param_groups:
                group["lr"] = rate
            characters, lengths, allowed = _padded(batch)
            characters[torch.rand(characters.shape) < _UNKNOWN] = unknown
            loss = network.loss(characters, lengths, allowed).mean()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), _STEEPEST)
            optimiser.step()
            step += 1
            losses.append(loss.item())
        print(f"epoch {epoch + 1} of {_EPOCHS}: loss {np.mean(losses):.3f}, {perf_counter() - begun:.0f} s", flush=True)
    trained = network.parameters_for_numpy()
    return {name: value + np.float32(_SHARE) * (trained[name] - value) for name, value in weights.parameters.items()}


def _batches(data: Sequence[Example], order: random.Random) -> list[list[Example]]:
    """Sentences of nearly one length together, the batches in random order."""
    batches: list[list[Example]] = [[]]
    for example in sorted(data, key=lambda example: len(example.characters) + order.uniform(-4, 4)):
        if sum(len(other.characters) for other in batches[-1]) >= _BATCH:
            batches.append([])
        batches[-1].append(example)
    order.shuffle(batches)
    return batches


def _padded(batch: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    lengths = torch.tensor([len(example.characters) for example in batch])
    characters = torch.zeros(len(batch), int(lengths.max()), dtype=torch.long)
    allowed = torch.ones(*characters.shape, batch[0].allowed.shape[1])
    for row, example in enumerate(batch):
        characters[row, : len(example.characters)] = torch.from_numpy(example.characters)
        allowed[row, : len(example.characters)] = torch.from_numpy(example.allowed).float()
    return characters, lengths, allowed


def _folds(articles: Sequence[Mapping[str, Any]]) -> Iterator[tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]]:
    """What to train on and what to score on: a fold is the articles of some hands, all folds about as long."""
    written: Counter[str] = Counter()
    for article, name in zip(articles, hands(articles), strict=True):
        written[name] += len(article["text"])
    folds: list[tuple[int, set[str]]] = [(0, set()) for _ in range(_FOLDS)]
    for name, size in written.most_common():
        least = min(range(_FOLDS), key=lambda k: folds[k][0])
        folds[least] = folds[least][0] + size, folds[least][1] | {name}
    for _, names in folds:
        inside = [name in names for name in hands(articles)]
        yield (
            [a for a, own in zip(articles, inside, strict=True) if not own],
            [a for a, own in zip(articles, inside, strict=True) if own],
        )


def _validate(articles: Sequence[Mapping[str, Any]], weights: Weights) -> None:
    before, after = {}, {}
    for rest, fold in _folds(articles):
        trained = replace(weights, parameters=train([*rest, *named()], weights, seed=0))
        texts = [Article(a["id"], a["title"], a["text"]) for a in fold]
        for found, own in ((before, weights), (after, trained)):
            found.update({r.article.id: to_json(r) for r in tagger_alone(texts, Lac(own))})
    for name, found in (("LAC-small", before), ("trained further", after)):
        rows = score(articles, found).rows
        print(name, *(f"{kind} {rows[kind].p:.3f} {rows[kind].r:.3f} {rows[kind].f1:.3f}" for kind in TAGS), sep="\n  ")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--validate", action="store_true", help="score networks on hands that they have not seen")
    options = parser.parse_args()
    torch.set_num_threads(1)
    articles, weights = annotated(), published()
    if options.validate:
        _validate(articles, weights)
        return
    trained = train([*articles, *named()], weights, seed=0)
    changes = {name: (trained[name] - value).astype(np.float16) for name, value in weights.parameters.items()}
    np.savez_compressed(TUNING, **changes)
    print(f"{TUNING}: {TUNING.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
