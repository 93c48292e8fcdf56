"""`rongqiao ask` as people and programs run it."""

import json
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_question_is_answered_for_programs_with_its_query_and_sentences(known: Run) -> None:
    """In the form that DESIGN fixes; the exact offsets of the sentence in its article."""
    result = known("ask", "谁创办了南极圈？", "--json")
    assert result.returncode == 0, result.stderr
    form = json.loads(result.stdout)
    assert (form["question"], form["status"]) == ("谁创办了南极圈？", "answered")
    assert "founder" in form["sparql"]
    (answer,) = form["answers"]
    assert answer["label"] == "潘国华"
    assert answer["value"].endswith("/entity/潘国华")
    (evidence,) = answer["evidence"]
    assert (evidence["article"], evidence["quote"]) == ("a1", "南极圈创始人潘国华到场。")
    assert evidence["end"] - evidence["start"] == len(evidence["quote"])


def test_what_is_not_understood_is_told_with_the_nearest_passages(known: Run) -> None:
    """The exit code tells programs that there is no answer."""
    result = known("ask", "南极圈的股价")
    assert result.returncode == 1
    assert "「股价」" in result.stderr
    assert "南极圈创始人潘国华到场。" in result.stdout
    assert "Traceback" not in result.stderr


def test_an_empty_question_is_a_mistake_of_use(known: Run) -> None:
    result = known("ask", " ")
    assert result.returncode == 2
    assert "empty" in result.stderr


def test_a_server_that_owns_the_graph_is_asked(
    run: Run, data: Path, article: Callable[..., Path], serving: Callable[..., AbstractContextManager[Any]]
) -> None:
    """With the same answer, and its own model where it has one."""
    assert run("ingest", str(article("a1", "南极圈创始人潘国华到场。"))).returncode == 0
    with serving(data):
        result = run("ask", "南极圈的创始人", "--json")
        assert result.returncode == 0, result.stderr
        assert [answer["label"] for answer in json.loads(result.stdout)["answers"]] == ["潘国华"]
