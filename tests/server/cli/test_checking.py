import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from extract.reading import Fact, Reading
from graph.home import Home

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_sound_graph_has_no_findings(known: Run) -> None:
    result = known("check")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "2 articles checked, no findings\n")


def test_findings_are_printed_and_fail_the_command(
    run: Run, data: Path, full_reading: Reading, gold_readings: tuple[Reading, ...]
) -> None:
    """Of all articles, or of those that are named; as lines, or as JSON."""
    wrong = (
        Fact("PER1", "parent", "PER1", False, 0, 15, 0.5),
        Fact("ORG1", "founder", "PER2", False, 0, 15, 0.5, "去\x1b[31m年"),
    )
    with Home(data) as home:
        home.put(gold_readings[0])
        home.put(replace(full_reading, facts=(*full_reading.facts, *wrong)))
    result = run("check")
    assert result.returncode == 1
    assert result.stderr == "2 articles checked, 3 findings\n"
    assert "满 篇/1: article:满%20篇%2F1#c23: entity:PER1 is said to be schema:parent of itself\n" in result.stdout
    assert (
        "满 篇/1: article:满%20篇%2F1#c24 rq:when: It is no value of EDTF (ISO 8601-2): 去\\x1b[31m年\n"
        in result.stdout
    )
    rows = [json.loads(line) for line in run("check", "--json", "满 篇/1").stdout.splitlines()]
    assert {(row["article"], row["shape"]) for row in rows} == {("满 篇/1", s) for s in ("itself", "Edtf", "Bounded")}
    assert any(row["value"] == "去\x1b[31m年" and row["path"].endswith("#when") for row in rows)
    assert run("check", gold_readings[0].article.id).returncode == 0


def test_an_article_that_is_not_there_is_told_of(known: Run) -> None:
    result = known("check", "a1", "nobody")
    assert (result.returncode, result.stderr) == (3, "nobody: no such article\n1 articles checked, no findings\n")
    assert known("check", "nobody").returncode == 1
