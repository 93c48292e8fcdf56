"""Searching by meaning from the command line: a real endpoint with a tiny model, real processes."""

import json
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
SENTENCE = "雨停以后，机器人慢慢爬上了楼梯。"
ASKED = "梯上爬 雨慢"  # its characters, and none of its words or pairs


@pytest.fixture
def config(tmp_path: Path, embeddings_stub: Any) -> str:
    """A configuration file whose model is the stub's."""
    path = tmp_path / "vectors.toml"
    path.write_text(
        f'[search.embeddings]\nmodel = "tiny"\nurl = "{embeddings_stub.url}"\nretries = 0\nweight = 1\n', "utf-8"
    )
    return str(path)


def test_what_is_embedded_is_found_and_measured(
    run: Run, article: Callable[..., Path], tmp_path: Path, config: str, embeddings_stub: Any
) -> None:
    assert run("ingest", str(article("a1", f"没有人说话。{SENTENCE}"))).returncode == 0
    told = run("embed", "--config", config, "--estimate", "--json")
    assert json.loads(told.stdout) == {"sentences": 3, "characters": len("离职群没有人说话。") + len(SENTENCE)}
    assert embeddings_stub.heard == []
    done = run("embed", "--config", config, "--json")
    assert json.loads(done.stdout) == {"articles": 1, "vectors": 3}
    found = [json.loads(line) for line in run("search", ASKED, "--config", config, "--json").stdout.splitlines()]
    assert found[0]["text"] == SENTENCE
    queries = tmp_path / "queries.jsonl"
    form = {"query": ASKED, "relevant": [{"article": "a1", "sentence": SENTENCE}]}
    queries.write_text(json.dumps(form, ensure_ascii=False), "utf-8")
    measured = run("evaluate-search", str(queries), "--config", config, "--weight", "1", "--json")
    rows = {row["ranking"]: row["mrr"] for row in map(json.loads, measured.stdout.splitlines())}
    assert rows["words, graph, vectors 1"] == 1.0
    assert rows["words"] == 0.0


def test_a_server_makes_the_vectors_of_what_comes_and_finds_by_them(
    run: Run, article: Callable[..., Path], data: Path, config: str, serving: Callable[..., Any]
) -> None:
    assert run("ingest", str(article("a1", f"没有人说话。{SENTENCE}"))).returncode == 0
    with serving(data, "--config", config) as (url, _):
        address = f"{url}api/v1/search?{urllib.parse.urlencode({'q': ASKED})}"
        deadline = time.monotonic() + 30
        while True:
            with urllib.request.urlopen(address) as response:
                found = json.loads(response.read())["results"]
            if found and found[0].get("text") == SENTENCE:
                break
            assert time.monotonic() < deadline, found
            time.sleep(0.1)


def test_what_cannot_be_embedded_is_told_in_one_line(
    run: Run, article: Callable[..., Path], config: str, embeddings_stub: Any
) -> None:
    assert run("ingest", str(article("a1", SENTENCE))).returncode == 0
    unnamed = run("embed")
    assert unnamed.returncode == 2
    assert "[search.embeddings]" in unnamed.stderr
    embeddings_stub.status = 401
    failed = run("embed", "--config", config)
    assert (failed.returncode, failed.stderr.count("\n")) == (1, 1)
    assert f"{embeddings_stub.url}: HTTP 401" in failed.stderr
