import json
import signal
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from makers.terminal import FOUNDERS, lines, rows

from graph.home import Home

ROOT = Path(__file__).parents[3]

Run = Callable[..., subprocess.CompletedProcess[str]]
Serving = Callable[[Path], Any]


def until(condition: Callable[[], bool], seconds: float) -> float:
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < seconds, "it did not happen in time"
        time.sleep(0.05)
    return time.monotonic() - start


def ask(url: str, sparql: str) -> list[dict[str, dict[str, str]]]:
    query = urllib.parse.urlencode({"query": sparql})
    request = urllib.request.Request(f"{url}sparql?{query}", headers={"Accept": "application/sparql-results+json"})
    with urllib.request.urlopen(request, timeout=10) as response:
        bindings: list[dict[str, dict[str, str]]] = json.load(response)["results"]["bindings"]
        return bindings


def test_articles_ingested_while_the_server_runs_are_seen_at_once(
    run: Run, data: Path, article: Callable[..., Path], serving: Serving
) -> None:
    run("ingest", str(article("a1", "南极圈创始人潘国华到场。")))
    with serving(data) as (url, _):
        result = run("ingest", str(article("a2", "百老汇创办人陈枫到场。")))
        assert result.returncode == 0
        assert str(data) in result.stderr
        waited = until(lambda: len(ask(url, FOUNDERS)) == 2, seconds=5)
        assert waited < 2
        # Commands that ask are answered by the server meanwhile.
        assert {row["founder"] for row in rows(run("query", FOUNDERS))} == {"潘国华", "陈枫"}
        assert lines(run("search", "陈枫", "--json").stdout)
        assert "line 1" in run("query", "SELECT nonsense").stderr
        run("retract", "a1")
        until(lambda: len(ask(url, FOUNDERS)) == 1, seconds=5)


def test_a_second_server_is_refused_with_the_name_of_the_first(data: Path, run: Run, serving: Serving) -> None:
    with serving(data) as (_, process):
        second = run("serve", "--port", "0")
        assert second.returncode == 1
        assert str(process.pid) in second.stderr
        assert "serve" in second.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_cleanly_when_asked_to(data: Path, serving: Serving, number: signal.Signals) -> None:
    with serving(data) as (_, process):
        process.send_signal(number)
        assert process.wait(timeout=20) == 0
        assert "Traceback" not in process.stderr.read()
    with Home(data) as home:
        assert home.owner() is None


def test_a_port_in_use_is_a_clear_error(
    data: Path, tmp_path: Path, command: Callable[..., list[str]], serving: Serving
) -> None:
    with serving(data) as (url, _):
        port = urllib.parse.urlsplit(url).port
        other = subprocess.run(
            command(tmp_path / "other", "serve", "--port", str(port)),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert other.returncode == 1
        assert str(port) in other.stderr


def test_it_starts_as_soon_as_an_ingest_lets_go_of_the_graph(data: Path, serving: Serving) -> None:
    with Home(data) as home, ExitStack() as held:
        held.enter_context(home.own("ingest"))
        begun = time.monotonic()
        Timer(2, held.close).start()
        with serving(data) as (url, _):
            assert time.monotonic() - begun > 2
            with urllib.request.urlopen(f"{url}/healthz", timeout=10) as answer:
                assert answer.status == 200
