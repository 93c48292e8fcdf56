import json
import subprocess
import time
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

Run = Callable[..., subprocess.CompletedProcess[str]]


def articles(url: str) -> int:
    with urllib.request.urlopen(f"{url}healthz") as response:
        return int(json.load(response)["articles"])


def founders(url: str) -> set[str]:
    query = "SELECT ?l { ?o schema:founder ?p . ?p rdfs:label ?l }"
    request = urllib.request.Request(
        f"{url}sparql",
        data=query.encode(),
        headers={"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"},
    )
    with urllib.request.urlopen(request) as response:
        return {row["l"]["value"] for row in json.load(response)["results"]["bindings"]}


def test_data_are_backed_up_and_restored_while_the_server_runs(
    run: Run,
    data: Path,
    article: Callable[..., Path],
    serving: Callable[[Path], AbstractContextManager[Any]],
    tmp_path: Path,
) -> None:
    run("ingest", str(article("a1", "南极圈创始人潘国华到场。")))
    with serving(data) as (url, _):
        made = run("backup", str(tmp_path / "kept"), "--json")
        assert (made.returncode, json.loads(made.stdout)["rows"]["articles"]) == (0, 1)
        run("ingest", str(article("a1", "百老汇创办人陈枫到场。")), str(article("a2", "会上无人发言。")))
        deadline = time.monotonic() + 30
        while founders(url) != {"陈枫"}:
            assert time.monotonic() < deadline, founders(url)
            time.sleep(0.1)
        refused = run("restore", str(tmp_path / "kept"))
        assert refused.returncode == 1
        assert refused.stderr == f"rongqiao: {data}: holds 2 articles already; --force puts the backup in its place\n"
        assert articles(url) == 2
        restored = run("restore", str(tmp_path / "kept"), "--force")
        assert restored.returncode == 0
        assert "1 articles restored" in restored.stderr
        assert "another process keeps the graph" in restored.stderr
        deadline = time.monotonic() + 30
        while founders(url) != {"潘国华"}:
            assert time.monotonic() < deadline, founders(url)
            time.sleep(0.1)
        assert articles(url) == 1


def test_a_backup_makes_a_data_directory_elsewhere(known: Run, run: Run, data: Path, tmp_path: Path) -> None:
    assert known("backup", str(tmp_path / "kept")).returncode == 0
    assert run("restore", str(tmp_path / "kept")).returncode == 0
    assert run("dump").stdout == known("dump").stdout != ""
    assert "潘国华" in run("search", "潘国华").stdout
    assert known("backup", str(data)).returncode == 1  # a data directory is no place for one


def test_a_damaged_backup_is_told_of_in_one_line(known: Run, run: Run, data: Path, tmp_path: Path) -> None:
    known("backup", str(tmp_path / "kept"))
    (truths,) = (tmp_path / "kept").glob("truths-*.sqlite3")
    truths.write_bytes(truths.read_bytes()[:-1])
    result = run("restore", str(tmp_path / "kept"))
    assert (result.returncode, len(result.stderr.splitlines())) == (1, 1)
    assert str(truths) in result.stderr
    assert run("restore", str(tmp_path / "nowhere")).returncode == 1
    assert run("restore").returncode == 2
    assert not data.exists() or not list(data.glob("truths*"))
