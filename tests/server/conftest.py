"""A real graph over the gold articles and a hostile one, behind a real HTTP server."""

import http.client
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from waitress import wasyncore
from waitress.server import create_server

from corpus.article import Article
from corpus.reader import read_paths
from extract.pipeline import load
from extract.reading import Date, Entity, Fact, Mention, Quote, Reading
from extract.sentences import split_sentences
from graph.crew import Crew
from graph.graph import Graph
from graph.hand import Limits
from graph.home import Home
from server.app import create_app

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
GOLD = Path(__file__).parents[2] / "corpus" / "gold" / "gold.jsonl"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
XSS = "<script>alert('x')</script>\"'>&{{7*7}}"


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


def gold_reading(form: dict[str, Any]) -> Reading:
    """A gold article as a perfect extractor would read it; a fact's sentence is the one that names most of it."""
    text: str = form["text"]
    sentences = split_sentences(text)
    mentions = tuple(Mention(m["start"], m["end"], m["text"], m["type"], m["entity"], 0.9) for m in form["mentions"])
    entities = tuple(Entity(e["id"], e["type"], e["name"], tuple(e["aliases"])) for e in form["entities"])
    ids = {entity.id for entity in entities}

    def fact(found: dict[str, Any]) -> Fact:
        def naming(sentence: Any) -> int:
            inside = {m.entity for m in mentions if sentence.start <= m.start < sentence.end}
            words = text[sentence.start : sentence.end]
            return 2 * (found["subject"] in inside) + 3 * (found["object"] in inside or found["object"] in words)

        best = max(sentences, key=naming)
        amount = int(found["amount"]) if found.get("amount") else None
        return Fact(
            found["subject"],
            found["predicate"],
            found["object"],
            found["literal"],
            best.start,
            best.end,
            0.9 if naming(best) == 5 else 0.6,
            found.get("when"),
            amount,
            found.get("currency"),
        )

    return Reading(
        Article(
            form["id"],
            form["title"],
            text,
            date.fromisoformat(form["published"]),
            "示例日报",
            f"https://example.org/{form['id']}",
        ),
        "gold",
        sentences,
        mentions,
        tuple(Date(d["start"], d["end"], d["text"], d["edtf"], form["published"], "year-word") for d in form["dates"]),
        entities,
        tuple(fact(f) for f in form["facts"]),
        tuple(
            Quote(q["start"], q["end"], q["text"], q["speaker"] if q["speaker"] in ids else None)
            for q in form["quotes"]
        ),
    )


def hostile_reading() -> Reading:
    """An article that carries markup in every field that a page shows."""
    title = f"{XSS}标题"
    name, alias = f"{XSS}公司", "' onmouseover='alert(1)"
    body = f"{name}的创始人是{alias}。他说：“{XSS}”。<img src=x onerror=alert(2)> 去年</p><p>。"
    text = f"{title}\n\n{body}"

    def at(piece: str, *, after: int = 0) -> tuple[int, int, str]:
        start = text.index(piece, after)
        return start, start + len(piece), piece

    sentences = split_sentences(text)
    start, end = len(title) + 2, len(text)
    return Reading(
        Article(f"../{XSS} #?%2F", title, text, date(2024, 1, 2), XSS, "javascript:alert(3)"),
        XSS,
        sentences,
        (
            Mention(*at(name), "ORG", "o", 0.9),
            Mention(*at(alias), "PER", "p", 0.9),
        ),
        (Date(*at("去年"), "2023", XSS, XSS),),
        (Entity("o", "ORG", name, (f"{XSS}别名",)), Entity("p", "PER", alias, ())),
        (
            Fact("o", "founder", "p", False, start, end, 0.8, when=XSS, amount=7, currency="<b>"),
            Fact("p", "jobTitle", XSS, True, start, end, 0.8),
            Fact("o", "foundingDate", XSS, True, start, end, 0.8),
        ),
        (Quote(*at(XSS, after=text.index("他说")), "p"),),
    )


def odd_reading() -> Reading:
    """Names that no path likes, and text without a title, a date, a source or an address."""
    names = ["里德·霍夫曼", "OKAY智慧教育(北京)", "TCP/IP", "100%", "A_B C", "甲?乙#丙", "."]
    text = "、".join(names) + "在一起。"
    mentions, entities = [], []
    for number, name in enumerate(names):
        start = text.index(name)
        mentions.append(Mention(start, start + len(name), name, "ORG", f"o{number}", 0.5))
        entities.append(Entity(f"o{number}", "ORG", name))
    facts = tuple(Fact("o0", "partner", f"o{n}", False, 0, len(text), 0.5) for n in range(1, len(names)))
    return Reading(
        Article("https://example.org/a//b?c=d#e", "", text), "odd", split_sentences(text), tuple(mentions), (),
        tuple(entities), facts,
    )  # fmt: skip


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
