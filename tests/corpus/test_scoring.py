import copy
import importlib.util
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from corpus.goldset import gold_articles
from corpus.scoring import score

ORIGINAL = Path(__file__).parents[2].parent / "shared" / "gold" / "score.py"
TYPES = ["PER", "ORG", "LOC", "WORK", "PRODUCT", "EVENT"]

Record = dict[str, Any]


@pytest.fixture(scope="module")
def golds() -> list[Record]:
    return [gold for _, gold in gold_articles()]


@pytest.fixture(scope="module")
def original() -> ModuleType:
    if not ORIGINAL.exists():
        pytest.skip("the original script is not beside this checkout")
    spec = importlib.util.spec_from_file_location("original_score", ORIGINAL)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spoilt(gold: Record, chance: random.Random) -> Record:
    """What a middling extractor might have found: parts missing, moved, of another type, said twice, text respaced."""
    system = copy.deepcopy(gold)
    for kind in ("mentions", "dates", "quotes", "entities", "facts"):
        system[kind] = [row for row in system[kind] if chance.random() > 0.15]
        system[kind] += [dict(row) for row in system[kind] if chance.random() < 0.05]
    for row in (*system["mentions"], *system["dates"], *system["quotes"]):
        if chance.random() < 0.15:
            row["end"] = min(row["end"] + chance.randint(1, 4), len(gold["text"]))
        if chance.random() < 0.1:
            row["start"] = max(row["start"] - chance.randint(1, 3), 0)
    for mention in system["mentions"]:
        if chance.random() < 0.1:
            mention["type"] = chance.choice(TYPES)
    for date in system["dates"]:
        if chance.random() < 0.2:
            date["edtf"] = chance.choice(["2020", date["edtf"] + "~", date["edtf"][:4]])
    for quote in system["quotes"]:
        quote["speaker"] = chance.choice([quote["speaker"], None]) if quote["speaker"] != "anon" else None
    for fact in system["facts"]:
        if chance.random() < 0.2:
            fact["subject"] = chance.choice(gold["entities"])["id"]
        if chance.random() < 0.2:
            fact.pop("when", None)
        if "amount" in fact:
            fact["amount"] = int(fact["amount"]) + (chance.random() < 0.3)
    if chance.random() < 0.5:  # the same text, its offsets moved by markup and a word that the gold lacks
        lead = chance.choice(["# ", "**广告** ", "\n\n"])
        system["text"] = lead + system["text"]
        for row in (*system["mentions"], *system["dates"], *system["quotes"]):
            row["start"] += len(lead)
            row["end"] += len(lead)
    for number, entity in enumerate(system["entities"]):  # ids of the system's own
        renamed = f"e{number}-{entity['id']}"
        for row in system["mentions"]:
            row["entity"] = renamed if row["entity"] == entity["id"] else row["entity"]
        for fact in system["facts"]:
            fact["subject"] = renamed if fact["subject"] == entity["id"] else fact["subject"]
            if not fact["literal"]:
                fact["object"] = renamed if fact["object"] == entity["id"] else fact["object"]
        for quote in system["quotes"]:
            quote["speaker"] = renamed if quote["speaker"] == entity["id"] else quote["speaker"]
        entity["id"] = renamed
    return system


@pytest.mark.parametrize("seed", range(8))
def test_scores_and_differences_are_those_of_the_original_script(
    seed: int, golds: list[Record], original: ModuleType
) -> None:
    chance = random.Random(seed)
    systems = {gold["id"]: spoilt(gold, chance) for gold in golds if chance.random() > 0.1}
    ours = score(golds, systems)
    table, log = original.score(copy.deepcopy(golds), copy.deepcopy(systems))
    assert {
        name: {"p": row.p, "r": row.r, "f1": row.f1, "gold": row.gold, "system": row.system}
        for name, row in ours.rows.items()
    } == table
    assert sorted(ours.differences) == sorted(log)
    assert 0 < ours.rows["FACT"].f1 < 1


def test_gold_against_itself_is_perfect(golds: list[Record]) -> None:
    scores = score(golds, {gold["id"]: gold for gold in golds})
    assert {row.f1 for row in scores.rows.values()} == {1.0}
    assert scores.differences == []
    assert len(scores.table().splitlines()) == len(scores.rows) + 1


def test_an_article_without_output_is_wholly_missed(golds: list[Record]) -> None:
    scores = score(golds[:1], {})
    assert scores.rows["NER"].r == 0.0
    assert scores.rows["NER"].gold > 0
    assert "d01: no output" in scores.differences


def test_scoring_leaves_what_it_is_given_as_it_was(golds: list[Record]) -> None:
    before = copy.deepcopy(golds)
    score(golds, {gold["id"]: gold for gold in golds})
    assert golds == before


def test_a_mention_says_as_much_as_two_names_about_who_an_entity_is() -> None:
    """老潘, found where gold has p1 but under the name and an alias of p2, is p1."""
    gold: Record = {
        "id": "a",
        "text": "老潘到了",
        "mentions": [{"start": 0, "end": 2, "text": "老潘", "type": "PER", "entity": "p1"}],
        "dates": [],
        "quotes": [],
        "entities": [
            {"id": "p1", "type": "PER", "name": "潘国华", "aliases": []},
            {"id": "p2", "type": "PER", "name": "潘越", "aliases": ["阿越"]},
        ],
        "facts": [{"subject": "p1", "predicate": "jobTitle", "object": "创始人", "literal": True}],
    }
    system: Record = {
        **gold,
        "mentions": [{**gold["mentions"][0], "entity": "x"}],
        "entities": [{"id": "x", "type": "PER", "name": "潘越", "aliases": ["阿越"]}],
        "facts": [{**gold["facts"][0], "subject": "x"}],
    }
    assert score([gold], {"a": system}).rows["FACT"].f1 == 1.0
