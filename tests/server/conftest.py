"""A real graph over the gold articles and a hostile one, behind a real HTTP server."""

import http.client
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from makers.news import gold_reading, hostile_reading, odd_reading
from makers.writers import Client
from waitress import wasyncore
from waitress.server import create_server

from corpus.article import Article
from corpus.reader import read_paths
from extract.pipeline import load
from extract.reading import Reading
from graph.access import Tokens
from graph.crew import Crew
from graph.graph import Graph
from graph.hand import Limits
from graph.home import Home
from server.app import create_app

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
GOLD = Path(__file__).parents[2] / "corpus" / "gold" / "gold.jsonl"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came over the wire."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def media_type(self) -> str:
        return self.headers.get_content_type()


Ask = Callable[..., Reply]


@pytest.fixture(scope="session")
def readings() -> list[Reading]:
    """The gold articles, a hostile one and an odd one."""
    gold = [gold_reading(json.loads(line)) for line in GOLD.read_text("utf-8").splitlines()]
    return [*gold, hostile_reading(), odd_reading()]


@pytest.fixture(scope="session")
def graph(readings: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The graph of the readings, open."""
    home = Home(tmp_path_factory.mktemp("data"))
    for reading in readings:
        home.put(reading)
    with home.own("test") as graph:
        graph.catch_up()
        yield graph


@pytest.fixture(scope="session")
def sample_graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The graph of the sample corpus as `rongqiao ingest corpus/sample` makes it, open."""
    home = Home(tmp_path_factory.mktemp("sample"))
    extractor = load()
    articles = [item for item in read_paths([SAMPLE]) if isinstance(item, Article)]
    with home.history.run("ingest", extractor.fingerprint) as run:
        for reading in extractor.read_all(articles):
            home.put(reading, run=run)
    with home.own("test") as graph:
        graph.catch_up()
        yield graph


@contextmanager
def _serving(graph: Graph) -> Iterator[int]:
    """A waitress server on a free port of this machine, with workers, as `rongqiao serve` runs one."""
    snapshots = graph.snapshots()
    assert snapshots
    crew = Crew(snapshots, base=graph.base, size=2, limits=Limits())
    app = create_app(graph, crew, at_once=2)
    server = create_server(app, host="127.0.0.1", port=0, threads=4, channel_request_lookahead=1)
    thread = Thread(target=server.run)
    thread.start()
    crew.start()
    try:
        yield server.effective_port
    finally:
        crew.stop()
        with suppress(OSError):  # a task that ends just now may have pulled it too: then all is closed already
            server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        thread.join()
        server.task_dispatcher.shutdown()
        crew.close()


@pytest.fixture(scope="session")
def serving() -> Callable[[Graph], AbstractContextManager[int]]:
    """Serves a graph while a block runs: `with serving(graph) as port`."""
    return _serving


@pytest.fixture(scope="session")
def port(graph: Graph) -> Iterator[int]:
    """Where the application answers."""
    with _serving(graph) as found:
        yield found


@pytest.fixture(scope="session")
def ask(port: int) -> Ask:
    """Sends one request and follows nothing: `ask(path, method=…, accept=…, body=…, **headers)`."""

    def send(
        path: str, *, method: str = "GET", accept: str | None = None, body: bytes | None = None, **headers: str
    ) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            if accept is not None:
                sent["Accept"] = accept
            connection.request(method, path, body=body, headers=sent)
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()

    return send


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="session")
def browse(ask: Ask) -> Ask:
    """The same with a browser's Accept header."""

    def send(path: str, **options: Any) -> Reply:
        return ask(path, accept=BROWSER, **options)

    return send


@pytest.fixture(scope="session")
def address(sample_graph: Graph) -> Iterator[str]:
    """Where the application answers over the sample corpus."""
    with _serving(sample_graph) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def page(address: str) -> Iterator[Any]:
    """One page of a headless browser; what it complains of is collected as `page.complaints`."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed (chromium, chromium-browser or google-chrome)")
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with driver.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 800}, base_url=address)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        yield page
        browser.close()


@pytest.fixture(scope="module")
def client(
    readings: list[Any],
    serving: Callable[[Graph], AbstractContextManager[int]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Client]:
    """A server over three articles whose graph follows what is written."""
    home = Home(tmp_path_factory.mktemp("written"))
    for reading in readings[:3]:
        home.put(reading)
    tokens = Tokens(home.path)
    with home.own("test") as graph:
        graph.catch_up()
        stop = Event()
        follower = Thread(target=graph.follow, args=(stop,), kwargs={"interval": 0.05})
        follower.start()
        try:
            with serving(graph) as port:
                yield Client(port, home, tokens.create("读者", ["update"]))
        finally:
            stop.set()
            follower.join()


@pytest.fixture
def write(client: Client) -> Iterator[Client]:
    """The server, without any user's graph before and after."""
    yield client
    names = client.home.annotations.names()
    client.home.annotations.write(dict.fromkeys(names, b""), author="test", seen=client.home.truths.head())
