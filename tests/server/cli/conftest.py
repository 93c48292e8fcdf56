"""The command line as people and programs run it: real processes on real data directories."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
ARTICLE = """---
id: {id}
title: "{title}"
published: 2023-04-20
---

{body}
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory that is still to be made."""
    return tmp_path / "data"


@pytest.fixture(scope="session")
def command() -> Callable[..., list[str]]:
    """Makes the command line of a subcommand over a data directory."""
    return _command


@pytest.fixture
def run(data: Path) -> Run:
    """Runs a subcommand over this test's data directory to its end."""
    return partial(_run, data)


@pytest.fixture
def article(tmp_path: Path) -> Callable[..., Path]:
    """Writes an article into a file: `article(id, body)`."""
    return partial(_article, tmp_path)


@pytest.fixture
def another(tmp_path: Path) -> str:
    """A configuration that makes another extractor: it knows one work more and takes 南极圈 for a product."""
    (tmp_path / "names.tsv").write_text("name\ttype\n雾港来信\tWORK\n南极圈\tPRODUCT\n", "utf-8")
    path = tmp_path / "another.toml"
    path.write_text('[extract]\nlexicon = ["names.tsv"]\n', "utf-8")
    return str(path)


@pytest.fixture(scope="session")
def listed() -> Callable[[Run], list[dict[str, Any]]]:
    """The runs as `runs --json` lists them: `listed(run)`."""

    def rows(run: Run) -> list[dict[str, Any]]:
        result = run("runs", "--json")
        assert result.returncode == 0, result.stderr
        return [json.loads(line) for line in result.stdout.splitlines()]

    return rows


@pytest.fixture(scope="session")
def stated() -> Callable[[Run], list[tuple[str, str]]]:
    """The runs that made the claims of the graph, and their fingerprints: `stated(run)`."""
    query = (
        "SELECT DISTINCT ?run ?f WHERE { ?c prov:wasGeneratedBy ?run . ?run rq:fingerprint ?f ; prov:startedAtTime ?t }"
    )

    def rows(run: Run) -> list[tuple[str, str]]:
        found = json.loads(run("query", query).stdout)["results"]["bindings"]
        return [(row["run"]["value"].rpartition("/")[2], row["f"]["value"]) for row in found]

    return rows


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs a subcommand over a data directory with two articles, which nothing changes."""
    folder = tmp_path_factory.mktemp("known")
    _article(folder, "a1", "南极圈创始人潘国华到场。")
    _article(folder, "a2", "百老汇创办人陈枫到场。")
    done = _run(folder / "data", "ingest", str(folder / "a1.md"), str(folder / "a2.md"))
    assert done.returncode == 0, done.stderr
    return partial(_run, folder / "data")


@pytest.fixture(scope="session")
def serving() -> Callable[..., AbstractContextManager[Any]]:
    """Serves a data directory from a process of its own: `with serving(data, *options) as (url, process)`."""

    @contextmanager
    def serve(data: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
        process = subprocess.Popen(
            _command(data, "serve", "--port", "0", *options),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found, process.stderr.read() if process.stderr else ""
            yield found[0], process
        finally:
            process.kill()
            process.communicate()

    return serve


def _command(data: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "server.cli", *words[0].split(), "--data", str(data), *words[1:]]


def _run(data: Path, *words: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _command(data, *words),
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        encoding="utf-8",
    )


def _article(folder: Path, name: str, body: str, title: str = "离职群") -> Path:
    path = folder / f"{name}.md"
    path.write_text(ARTICLE.format(id=name, title=title, body=body), "utf-8")
    return path
