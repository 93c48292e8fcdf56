"""Optional extractors on the command line: the configuration file, the estimate, an endpoint that comes and goes."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spacy

ROOT = Path(__file__).parents[3]
BODY = "南极圈创始人潘国华到场。说到投资，2014年美团的那一笔里，900万元是腾讯拿的。"
FACT = {
    "sentence": 1,
    "predicate": "investor",
    "subject": "美团",
    "object": "腾讯",
    "when": "2014年",
    "amount": "900万元",
}

Run = Callable[..., subprocess.CompletedProcess[str]]
Stub = Any  # tests/conftest.py: ChatStub


@pytest.fixture
def config(tmp_path: Path, chat_stub: Stub) -> str:
    """A configuration file whose endpoint is the stub."""
    path = tmp_path / "rongqiao.toml"
    path.write_text(
        f'[extract.chat]\nurl = "{chat_stub.url}"\nmodel = "m"\nmax_tokens = 9000\nretries = 1\npause = 0.01\n'
        "price_in = 1.0\nprice_out = 2.0\n",
        "utf-8",
    )
    return str(path)


def rongqiao(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "server.cli", *words], cwd=ROOT, capture_output=True, text=True, timeout=120
    )


def investors(run: Run) -> list[str]:
    query = "SELECT ?c WHERE { ?claim rdf:predicate rq:investor ; rq:confidence ?c }"
    return [row["c"]["value"] for row in json.loads(run("query", query).stdout)["results"]["bindings"]]


def test_extract_asks_the_endpoint_that_the_file_or_the_environment_names(
    chat_stub: Stub, config: str, article: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    chat_stub.says(FACT)
    path = str(article("a1", BODY))
    result = rongqiao("extract", "--config", config, path)
    assert result.returncode == 0
    assert 0.5 in {fact["confidence"] for fact in json.loads(result.stdout)["facts"]}
    assert "chat: 1 sentences asked about in 1 requests" in result.stderr
    assert "1 facts accepted, 0 refused" in result.stderr
    monkeypatch.setenv("RONGQIAO_CONFIG", config)
    assert rongqiao("extract", path).stdout == result.stdout
    assert len(chat_stub.heard) == 2


def test_an_estimate_keeps_nothing_and_asks_nobody(
    chat_stub: Stub, config: str, run: Run, data: Path, article: Callable[..., Path]
) -> None:
    path = str(article("a1", BODY))
    told = run("ingest", "--config", config, "--estimate", path)
    assert told.returncode == 0
    assert "1 articles, 1 sentences to ask about in 1 requests: about" in told.stdout
    assert "at the prices of the configuration" in told.stdout
    assert "the budget of 9,000 tokens covers that" in told.stdout
    (row,) = map(json.loads, run("ingest", "--config", config, "--estimate", "--json", path).stdout.splitlines())
    assert row["cost"] == pytest.approx((row["tokens_in"] + 2 * row["tokens_out"]) / 1_000_000)
    assert not data.exists()
    assert chat_stub.heard == []


def test_an_estimate_counts_only_what_would_be_read_and_tells_what_cannot_be(
    config: str, run: Run, article: Callable[..., Path]
) -> None:
    known, new = str(article("a1", BODY)), str(article("a2", BODY))
    assert run("ingest", "--config", config, known).returncode == 0
    told = run("ingest", "--config", config, "--estimate", known, new, "missing.md")
    assert told.returncode == 3
    assert "1 articles, 1 sentences" in told.stdout
    assert "missing.md" in told.stderr
    assert rongqiao("extract", "--config", config, "--estimate", new).stdout == told.stdout


def test_an_estimate_without_an_endpoint_is_a_mistake(article: Callable[..., Path]) -> None:
    result = rongqiao("extract", "--estimate", str(article("a1", BODY)))
    assert result.returncode == 2
    assert "[extract.chat]" in result.stderr


def test_an_article_whose_endpoint_was_down_is_in_and_is_asked_about_next_time(
    chat_stub: Stub, config: str, run: Run, article: Callable[..., Path]
) -> None:
    paths = [str(article("a1", BODY)), str(article("a2", BODY))]
    fine = chat_stub.replies
    chat_stub.replies = [(503, b"", 0.0)]
    down = run("ingest", "--config", config, *paths)
    assert down.returncode == 0
    assert "2 new" in down.stderr
    assert down.stderr.count("HTTP 503 Service Unavailable after 2 attempts") == 1
    assert "潘国华" in run("search", "潘国华").stdout
    assert investors(run) == []
    chat_stub.replies = fine
    chat_stub.says(FACT)
    assert "2 reread" in run("ingest", "--config", config, *paths).stderr
    assert investors(run) == ["0.5", "0.5"]
    heard = len(chat_stub.heard)
    assert "2 unchanged" in run("ingest", "--config", config, *paths).stderr
    assert len(chat_stub.heard) == heard


def test_evaluate_scores_the_configured_extractors(chat_stub: Stub, config: str) -> None:
    result = rongqiao("evaluate", "--config", config, "--json")
    assert result.returncode == 0
    assert chat_stub.heard != []
    assert "chat: " in result.stderr


@pytest.mark.parametrize("command", ["ingest", "extract", "evaluate"])
def test_a_mistake_in_the_file_is_one_line(tmp_path: Path, article: Callable[..., Path], command: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text("[extract]\nspacey = 'x'\n", "utf-8")
    where = {"ingest": ["--data", str(tmp_path / "data")]}.get(command, [])
    result = rongqiao(
        command, *where, "--config", str(path), *([] if command == "evaluate" else [str(article("a1", BODY))])
    )
    assert result.returncode == 1
    assert result.stderr == (f"rongqiao: {path}: extract.spacey: unknown key; known are chat, lexicon, spacy\n")


def test_a_pipeline_from_a_folder_is_used_and_a_missing_one_told(tmp_path: Path, article: Callable[..., Path]) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("entity_ruler").add_patterns([{"pattern": "雾港来信", "label": "WORK_OF_ART"}])
    nlp.to_disk(tmp_path / "own")
    path = str(article("a1", "他读完雾港来信就睡了。"))
    config = tmp_path / "rongqiao.toml"
    config.write_text('[extract]\nspacy = "./own"\n', "utf-8")
    found = json.loads(rongqiao("extract", "--config", str(config), path).stdout)["mentions"]
    assert [(m["text"], m["type"]) for m in found] == [("雾港来信", "WORK")]
    config.write_text('[extract]\nspacy = "zh_core_web_absent"\n', "utf-8")
    result = rongqiao("extract", "--config", str(config), path)
    assert (result.returncode, result.stdout) == (1, "")
    assert "python -m spacy download zh_core_web_absent" in result.stderr
    assert "Traceback" not in result.stderr
