"""A server whose every worker runs a query without end ends at once when it is asked to."""

import http.client
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from extract.reading import Reading
from graph.home import Home

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
Serving = Callable[[Path], Any]


def get(url: str, path: str, accept: str = "*/*") -> tuple[int, http.client.HTTPMessage, bytes]:
    where = urlsplit(url)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
    try:
        connection.request("GET", path, headers={"Accept": accept})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def ask_in_vain(url: str, times: int) -> None:
    """Sends the endless query on so many connections, which break off when the server ends."""

    def ask() -> None:
        with suppress(OSError, http.client.HTTPException):
            get(url, "/sparql?" + urlencode({"query": ENDLESS}))

    for _ in range(times):
        Thread(target=ask, daemon=True).start()


@pytest.fixture
def busy(
    data: Path, gold_readings: tuple[Reading, ...], serving: Serving
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server on which as many endless queries run as may, for as long as nobody waits."""
    with Home(data) as home:
        for reading in gold_readings[:12]:
            home.put(reading)
    with serving(data, "--timeout", "600") as (url, process):
        ask_in_vain(url, 4)
        time.sleep(0.5)
        yield url, process


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_when_asked_to_and_the_data_are_sound(
    busy: tuple[str, subprocess.Popen[str]], data: Path, number: signal.Signals
) -> None:
    """Asked twice, too, and with many waiting; what it says is its own."""
    url, process = busy
    ask_in_vain(url, 30)
    time.sleep(0.2)
    began = time.monotonic()
    process.send_signal(number)
    time.sleep(0.5)
    process.send_signal(number)
    assert process.wait(timeout=15) == 0
    assert time.monotonic() - began < 5
    assert process.stderr
    assert process.stderr.read() == ""
    assert not (data / "snapshots").exists()
    with Home(data) as home:
        assert home.owner() is None
        with home.own("test") as graph:
            graph.catch_up()
            assert graph.select("SELECT (COUNT(?a) AS ?n) { ?a a <https://schema.org/NewsArticle> }")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a worker ends at its limit of time only")
def test_a_server_that_is_killed_leaves_no_query_running(busy: tuple[str, subprocess.Popen[str]], data: Path) -> None:
    """Nor a snapshot, once the graph is opened again."""
    _, process = busy
    found: set[int] = set()
    for task in Path(f"/proc/{process.pid}/task").iterdir():
        found.update(map(int, (task / "children").read_text().split()))
    assert len(found) == 6, "two of them have nothing to do"
    process.kill()
    process.wait()
    until = time.monotonic() + 15
    while any(map(_runs, found)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(_runs, found))
    assert (data / "snapshots").exists()
    with Home(data) as home, home.own("test"):
        assert not (data / "snapshots").exists()


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
