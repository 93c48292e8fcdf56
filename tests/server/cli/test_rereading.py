"""Articles read again by another extractor, in the middle of whatever happens to them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from makers.terminal import lines

from corpus.article import Article
from extract.pipeline import Extractor
from extract.reading import Reading
from graph.home import Home
from server import rereading
from server.cli import rongqiao

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "corpus" / "sample"
BODY = "南极圈创始人潘国华到场。他说，雾港来信写完了。"

Run = Callable[..., subprocess.CompletedProcess[str]]
Listed = Callable[[Run], list[dict[str, Any]]]
Stated = Callable[[Run], list[tuple[str, str]]]
Command = Callable[..., list[str]]
Serving = Callable[[Path], Any]


def test_since_a_day_or_a_run_only_those_articles_are_read_again(
    listed: Listed, run: Run, article: Callable[..., Path], tmp_path: Path, another: str
) -> None:
    old = tmp_path / "old.md"
    old.write_text("---\nid: old\npublished: 2019-12-31\n---\n\n南极圈创始人潘国华到场。\n", "utf-8")
    run("ingest", str(old))
    run("ingest", str(article("a1", BODY)))
    (latest, _) = listed(run)
    assert [
        row.get("article")
        for row in lines(run("reextract", "--since", "2024-01-01", "--config", another, "--json").stdout)
    ] == [None]
    by_run = lines(run("reextract", "--since", latest["id"], "--config", another, "--json").stdout)
    assert [row.get("article") for row in by_run] == ["a1", None]
    by_day = lines(run("reextract", "--since", "2019-12-31", "--config", another, "--json").stdout)
    assert [(row.get("article"), row.get("outcome")) for row in by_day] == [("old", "reread"), (None, None)]
    assert by_day[-1] == {"run": listed(run)[0]["id"], "reread": 1}


def acknowledged(output: str) -> set[str]:
    whole = output.rpartition("\n")[0]
    return {row["article"] for row in lines(whole) if row.get("outcome") == "reread"}


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_one_that_was_stopped_keeps_what_it_read_and_the_next_goes_on_from_there(
    listed: Listed, stated: Stated, run: Run, data: Path, command: Command, another: str, number: signal.Signals
) -> None:
    """Killed, or interrupted at the terminal, in the middle of the sample articles."""
    run("ingest", str(SAMPLE))
    every = len(list(SAMPLE.glob("*.md")))
    process = subprocess.Popen(
        command(data, "reextract", "--config", another, "--json"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    first = process.stdout.readline()
    os.killpg(process.pid, number)
    rest, errors = process.communicate(timeout=60)
    kept = acknowledged(first + rest)
    assert 0 < len(kept) < every
    [stopped, ingested] = listed(run)
    assert len(kept) <= stopped["read"] < every
    if number == signal.SIGINT:
        assert process.returncode == 130
        assert "what was read again is kept" in errors
        assert "Traceback" not in errors
        assert stopped["ended"] is not None
    else:
        assert stopped["ended"] is None
    further = lines(run("reextract", "--config", another, "--json").stdout)
    assert len(further) == every - stopped["read"] + 1
    assert not kept & {row["article"] for row in further[:-1]}
    # Both runs of the second extractor together against the first one's.
    compared = lines(run("diff", ingested["id"], stopped["fingerprint"], "--json", "--limit", "0").stdout)
    assert compared[-1]["articles"] == every
    assert {fingerprint for _, fingerprint in stated(run)} == {stopped["fingerprint"]}


def test_a_server_that_runs_shows_what_was_read_again(
    listed: Listed, stated: Stated, run: Run, data: Path, article: Callable[..., Path], serving: Serving, another: str
) -> None:
    run("ingest", str(article("a1", BODY)))
    with serving(data):
        result = run("reextract", "--config", another)
        assert result.returncode == 0
        assert "keeps the graph and takes this over within a second" in result.stderr
        fingerprint = listed(run)[0]["fingerprint"]
        begun = time.monotonic()
        while [found for _, found in stated(run)] != [fingerprint]:  # the server answers it
            assert time.monotonic() - begun < 20
            time.sleep(0.1)
        assert run("diff", "previous", "latest").returncode == 0


def test_an_article_that_breaks_the_extractor_keeps_its_reading_and_fails_alone(
    run: Run, data: Path, article: Callable[..., Path], another: str, tmp_path: Path
) -> None:
    run("ingest", str(article("a1", BODY)), str(article("a2", "百老汇创办人陈枫到场。")))
    with Home(data) as home:
        before = home.reading("a2")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "sitecustomize.py").write_text(BREAKS_ON_A2, "utf-8")
    path = os.pathsep.join([str(tmp_path / "broken"), os.environ.get("PYTHONPATH", "")])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", path)
        result = run("reextract", "--config", another)
        files = [str(tmp_path / f"{name}.md") for name in ("a2", "a1")]
        extracted = subprocess.run(
            [sys.executable, "-m", "server.cli", "extract", *files],
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
        )
    assert extracted.returncode == 3
    assert extracted.stderr == "a2: cannot be read: RuntimeError('broken')\n"
    assert [found["id"] for found in lines(extracted.stdout)] == ["a1"]
    assert result.returncode == 3
    assert "a2: cannot be read: RuntimeError('broken')" in result.stderr
    assert "1 reread, 1 failed" in result.stderr
    with Home(data) as home:
        assert home.reading("a2") == before
    assert [row.get("article") for row in lines(run("reextract", "--config", another, "--json").stdout)] == ["a2", None]


def test_what_another_process_replaces_retracts_or_reads_meanwhile_stays_so(
    run: Run, data: Path, article: Callable[..., Path], another: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the first article is read, it is replaced and the others are retracted and read by another."""
    run("ingest", *(str(article(name, BODY)) for name in ("a1", "a2", "a3", "a4")))
    with Home(data) as other:
        before = {name: other.reading(name) for name in ("a1", "a2", "a3", "a4")}
        read_all = Extractor.read_all

        def meanwhile(extractor: Extractor, articles: Iterable[Article]) -> Iterator[Reading]:
            batch = list(articles)
            if batch[0].id == "a1":
                first, third = before["a1"], before["a3"]
                assert first
                assert third
                other.put(replace(first, article=replace(first.article, title="另一篇")))
                other.retract("a2")
                other.put(replace(third, fingerprint=extractor.fingerprint))
            return read_all(extractor, batch)

        monkeypatch.setattr(Extractor, "read_all", meanwhile)
        monkeypatch.setattr(rereading, "BATCH", 1)
        words = ["reextract", "--data", str(data), "--config", another, "--json"]
        result = CliRunner().invoke(rongqiao, words, catch_exceptions=False)
        assert result.exit_code == 0
        outcomes = [(row.get("article"), row.get("outcome")) for row in lines(result.stdout)]
        assert outcomes == [
            ("a1", "overtaken"),
            ("a2", "overtaken"),
            ("a3", "unchanged"),
            ("a4", "reread"),
            (None, None),
        ]
        assert lines(result.stdout)[-1] | {"run": ""} == {"run": "", "overtaken": 2, "unchanged": 1, "reread": 1}
        replaced = other.reading("a1")
        assert replaced
        assert (replaced.article.title, replaced.fingerprint) == ("另一篇", before["a4"] and before["a4"].fingerprint)
        assert other.reading("a2") is None


BREAKS_ON_A2 = """
import extract.sentences
split = extract.sentences.split_sentences
def broken(text):
    if "陈枫" in text:
        raise RuntimeError("broken")
    return split(text)
extract.sentences.split_sentences = broken
"""
