"""A server that strangers hammer: each of their queries ends within its limits, and nobody else notices."""

import http.client
import importlib.util
import json
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Event
from types import ModuleType
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest

from corpus.article import Article
from extract.reading import Reading
from graph.home import Home

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LIMIT = 20  # seconds, which no answer needs that is to come, however busy the machine
WORKERS = 6  # for four queries, since one that is killed takes a while to be replaced
SHORT = 0.2  # seconds for what is to run into its limit
SEARCH = "/search?q=" + quote("公司")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="one machine has many addresses on Linux alone")


@pytest.fixture(scope="module")
def nasty() -> ModuleType:
    """The queries."""
    module = beside("nasty")
    module.REFUSED = beside("nasty_refused").REFUSED  # type: ignore[attr-defined]
    return module


@pytest.fixture(scope="module")
def nasty_requests() -> ModuleType:
    """The requests that are wrong as such."""
    return beside("nasty_requests")


def beside(name: str) -> ModuleType:
    """A module of this folder, which is no package."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
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


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory, data: Path, serving: Callable[..., Any]) -> Iterator[str]:
    """Where a server answers that gives no query more than 0.4 s."""
    copy = tmp_path_factory.mktemp("hasty") / "data"
    shutil.copytree(data, copy, ignore=shutil.ignore_patterns("*.lock", "snapshots", "owner*"))
    with serving(copy, *"--timeout 0.4 --queries 4 --waiting 8".split()) as (url, _):
        yield url


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


def outcome(url: str, sparql: str, *, seconds: float) -> str:
    """What became of a query: answered, refused or limited; a whole answer can be read, a problem says what is wrong."""
    try:
        status, headers, body = ask(url, sparql, client=2, seconds=seconds)
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


def status_of(url: str, sent: bytes, *, ends: bool) -> int | None:
    """The status that some bytes are answered with, None where there comes no answer; with `ends` no more can come."""
    where = urlsplit(url)
    got = b""
    with socket.create_connection((where.hostname, where.port), timeout=30) as connection, suppress(ConnectionError):
        with suppress(ConnectionError):  # it may have heard enough
            connection.sendall(sent)
            if ends:
                connection.shutdown(socket.SHUT_WR)
        while piece := connection.recv(1 << 16):
            got += piece
    return int(got.split(None, 2)[1]) if got else None


def eventually(holds: Callable[[], bool]) -> bool:
    """Whether something holds within half a minute, which it may need on a busy machine."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


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
    """In an answer, a refusal, or at its limit. Some of them again take no more memory than all of them did."""
    url, pid = server
    kinds = {"limited": nasty.LIMITED, "refused": nasty.REFUSED, "answered": nasty.ANSWERED, "": nasty.EITHER}
    queries = [(kind, name, sparql) for kind, found in kinds.items() for name, sparql in found.items()]
    assert len({sparql for _, _, sparql in queries}) == len(queries) >= 200
    stop = Event()

    def cheaply() -> int:
        """Asks from another address, until it is told to stop; the queries that were answered."""
        answered = 0
        while not stop.wait(0.05):
            status, _, body = ask(url, "ASK { ?s ?p ?o }", client=9)
            assert (status, json.loads(body)["boolean"]) == (200, True)
            where = urlsplit(url)
            connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
            connection.request("GET", SEARCH)
            assert connection.getresponse().status == 200
            connection.close()
            answered += 1
        return answered

    def become(query: tuple[str, str, str]) -> str:
        kind, _, sparql = query
        return outcome(url, sparql, seconds=LIMIT if kind in ("refused", "answered") else SHORT)

    with ThreadPoolExecutor(4) as pool:
        other = pool.submit(cheaply)
        try:
            found = list(pool.map(become, queries))
            grown = memory(pid)
            list(pool.map(become, queries[::5]))
        finally:
            stop.set()
        assert other.result() > 0
    wrong = {name: was for (kind, name, _), was in zip(queries, found, strict=True) if was != kind and kind}
    assert wrong == {}
    assert eventually(lambda: len(workers(pid)) == WORKERS)
    assert memory(pid) - grown < 32 << 20
    assert eventually(lambda: max(map(memory, workers(pid))) < 160 << 20), "of 256 that each may take"


def test_every_nasty_request_is_answered_as_it_deserves(server: tuple[str, int], nasty_requests: ModuleType) -> None:
    url, pid = server
    requests = nasty_requests.REQUESTS
    with ThreadPoolExecutor(4) as pool:
        found = pool.map(lambda one: status_of(url, one[0], ends=None in one[1]), requests.values())
        wrong = {name: was for (name, (_, may)), was in zip(requests.items(), found, strict=True) if was not in may}
    assert wrong == {}
    assert ask(url, "ASK {}")[0] == 200
    assert eventually(lambda: len(workers(pid)) == WORKERS)


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


def test_a_request_may_set_a_smaller_limit_of_time(hasty: str) -> None:
    """And none beyond the server's."""
    for seconds, told in ((0.2, " 0.2 s"), (1000, " 0.4 s")):
        status, _, body = ask(hasty, ENDLESS, seconds=seconds)
        assert (status, json.loads(body)["limit"]) == (503, "seconds")
        assert told in json.loads(body)["detail"]


def test_killed_workers_are_replaced(server: tuple[str, int]) -> None:
    url, pid = server
    before = workers(pid)
    for worker in before:
        os.kill(worker, signal.SIGKILL)
    assert ask(url, "ASK {}")[0] == 200
    assert eventually(lambda: len(workers(pid) - before) == WORKERS)


def test_one_that_asks_without_end_keeps_nobody_else_waiting(hasty: str) -> None:
    """Not with queries, not with pages; what it asks beyond its places is refused at once."""
    url = hasty
    with ThreadPoolExecutor(20) as pool:
        many = [pool.submit(ask, url, ENDLESS, client=3) for _ in range(20)]
        time.sleep(0.2)
        assert ask(url, "ASK {}", client=4)[0] == 200
        where = urlsplit(url)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
        refused = [reply for one in many if "limit" not in json.loads((reply := one.result())[2])]
    assert 0 < len(refused) <= 20 - 4
    for status, headers, _ in refused:
        assert (status, headers["Retry-After"]) == (503, "5")


def test_connections_on_which_nothing_comes_keep_nobody_waiting(hasty: str) -> None:
    where = urlsplit(hasty)
    with ExitStack() as stack:
        for _ in range(150):
            connection = socket.create_connection((where.hostname, where.port), timeout=30)
            stack.enter_context(connection).sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nq")
        assert ask(hasty, "ASK {}")[0] == 200


def test_a_page_says_which_limit_was_hit(hasty: str) -> None:
    status, headers, body = ask(hasty, ENDLESS.replace("?b", "a"), accept="text/html")
    assert (status, headers.get_content_type()) == (503, "text/html")
    assert "查询超过了时间上限" in body.decode()
    assert "Retry-After" not in headers
