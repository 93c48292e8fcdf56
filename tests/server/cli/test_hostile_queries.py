"""A server that strangers hammer: each of their queries ends within its limits, and nobody else notices."""

import http.client
import importlib.util
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from types import ModuleType
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from corpus.article import Article
from extract.reading import Reading
from graph.home import Home

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LIMIT = 0.4  # seconds

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="one machine has many addresses on Linux alone")


@pytest.fixture(scope="module")
def nasty() -> ModuleType:
    """The queries."""
    spec = importlib.util.spec_from_file_location("nasty", Path(__file__).with_name("nasty.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, gold_readings: tuple[Reading, ...]) -> Path:
    """Some gold articles."""
    path = tmp_path_factory.mktemp("hostile")
    with Home(path) as home:
        for reading in gold_readings[:12]:
            home.put(reading)
    return path


@pytest.fixture(scope="module")
def server(data: Path, serving: Callable[..., Any]) -> Iterator[tuple[str, int]]:
    """Where a server with small limits answers, and the number of its process."""
    options = f"--timeout {LIMIT} --memory 256 --max-result 2 --queries 4 --waiting 8".split()
    with serving(data, *options) as (url, process):
        yield url, process.pid


def ask(
    url: str, sparql: str, *, client: int = 1, accept: str = "*/*", seconds: float | None = None, **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Sends a query from one of this machine's addresses; IncompleteRead where the answer breaks off."""
    where = urlsplit(url)
    connection = http.client.HTTPConnection(
        where.hostname or "", where.port, timeout=30, source_address=(f"127.0.0.{client}", 0)
    )
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        parameters = {"query": sparql} | ({"timeout": seconds} if seconds else {})
        connection.request("POST", "/sparql", urlencode(parameters), FORM | {"Accept": accept} | sent)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def outcome(url: str, sparql: str, client: int) -> str:
    """What became of a query: answered, refused or limited; a whole answer can be read, a problem says which."""
    try:
        status, headers, body = ask(url, sparql, client=client)
    except http.client.IncompleteRead:
        return "limited"
    if status == 200:
        assert headers.get_content_type() == "text/turtle" or json.loads(body)
        return "answered"
    problem = json.loads(body)
    assert problem["detail"]
    if status == 503:
        assert problem["limit"] in ("seconds", "memory", "bytes"), problem
        return "limited"
    assert status in (400, 413), (status, problem)
    return "refused"


def workers(server: int) -> set[int]:
    """The processes of a server's workers."""
    found: set[int] = set()
    for task in Path(f"/proc/{server}/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has ended meanwhile
            found.update(map(int, (task / "children").read_text().split()))
    return found


def memory(pid: int) -> int:
    """Bytes that a process takes up."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_every_nasty_query_ends_and_the_others_are_answered(server: tuple[str, int], nasty: ModuleType) -> None:
    """In an answer, a refusal, or at its limit; afterwards memory and workers are what they were."""
    url, pid = server
    ask(url, "SELECT * { ?s ?p ?o } LIMIT 5000")
    before = memory(pid)
    stop, answered, slowest = Event(), 0, 0.0

    def cheaply() -> None:
        nonlocal answered, slowest
        while not stop.wait(0.05):
            began = time.monotonic()
            assert ask(url, "ASK { ?s ?p ?o }", client=9)[0] == 200
            slowest = max(slowest, time.monotonic() - began)
            answered += 1

    expected = dict.fromkeys(nasty.LIMITED, "limited") | dict.fromkeys(nasty.REFUSED, "refused")
    expected |= dict.fromkeys(nasty.HARMLESS, "answered refused") | dict.fromkeys(
        nasty.EITHER, "answered refused limited"
    )
    queries = nasty.LIMITED | nasty.REFUSED | nasty.HARMLESS | nasty.EITHER
    other = Thread(target=cheaply)
    other.start()
    try:
        with ThreadPoolExecutor(3) as pool:
            for _ in range(2):  # what grows with every query has grown twice as far
                found = dict(zip(queries, pool.map(lambda q: outcome(url, q, 2), queries.values()), strict=True))
    finally:
        stop.set()
        other.join()
    assert {name: was for name, was in found.items() if was not in expected[name].split()} == {}
    assert answered > 10
    assert slowest < 5
    assert len(workers(pid)) == 4
    assert memory(pid) - before < 64 << 20
    assert max(map(memory, workers(pid))) < 160 << 20


def test_a_client_sees_what_it_has_written(server: tuple[str, int], data: Path) -> None:
    """It names the change, and gets no answer before that is shown; without, an answer says what it shows."""
    url, _ = server
    with Home(data) as home:
        for number in range(3):
            article = Article(f"w{number}", f"新写的{number}", "没有什么。")
            home.put(Reading(article, "f1"))
            change = home.truths.head()
            status, headers, body = ask(
                url, f'ASK {{ ?a schema:headline "新写的{number}"@zh }}', Rongqiao_After=str(change)
            )
            assert (status, json.loads(body)["boolean"]) == (200, True)
            assert int(headers["Rongqiao-Change"]) >= change
    status, _, body = ask(url, "ASK {}", Rongqiao_After=str(change + 1))
    assert (status, str(change) in json.loads(body)["detail"]) == (400, True)
    assert ask(url, "ASK {}", Rongqiao_After="soon")[0] == 400


def test_a_request_may_set_a_smaller_limit_of_time(server: tuple[str, int]) -> None:
    """And none beyond the server's."""
    url, _ = server
    for seconds, told in ((0.2, "0.2 s"), (100, f"{LIMIT:g} s")):
        status, _, body = ask(url, ENDLESS, seconds=seconds)
        assert status == 503
        assert told in json.loads(body)["detail"]
    assert ask(url, ENDLESS, seconds=-1)[0] == 400


def test_killed_workers_are_replaced(server: tuple[str, int]) -> None:
    url, pid = server
    before = workers(pid)
    for worker in before:
        os.kill(worker, signal.SIGKILL)
    assert ask(url, "ASK {}")[0] == 200
    until = time.monotonic() + 20
    while len(workers(pid) - before) < 4 and time.monotonic() < until:
        time.sleep(0.05)
    assert len(workers(pid) - before) == 4


def test_one_that_asks_without_end_keeps_nobody_else_waiting(server: tuple[str, int]) -> None:
    """Not with queries, not with pages; what it asks beyond its places is refused at once."""
    url, _ = server
    with ThreadPoolExecutor(20) as pool:
        many = [pool.submit(ask, url, ENDLESS, client=3) for _ in range(20)]
        time.sleep(0.2)
        assert ask(url, "ASK {}", client=4)[0] == 200
        where = urlsplit(url)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=5)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
        refused = [reply for one in many if "limit" not in json.loads((reply := one.result())[2])]
    assert 0 < len(refused) <= 20 - 4
    for status, headers, _ in refused:
        assert (status, headers["Retry-After"]) == (503, "5")


def test_a_page_says_which_limit_was_hit(server: tuple[str, int]) -> None:
    status, headers, body = ask(server[0], ENDLESS.replace("?b", "a"), accept="text/html")
    assert (status, headers.get_content_type()) == (503, "text/html")
    assert "查询超过了时间上限" in body.decode()
    assert "Retry-After" not in headers
