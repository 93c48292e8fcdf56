"""What tests of several rooms need."""

import ctypes
import http.client
import os
import re
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from endpoint_stubs import ChatStub, EmbeddingsStub, listening
from opensearch_stub.cluster import Cluster
from opensearch_stub.cluster import serving as clustered

from corpus.article import Article
from corpus.goldset import gold_articles
from extract.reading import Date, Entity, Fact, Mention, Quote, Reading, Sentence
from ontology.predicates import CLASSES, PREDICATES


@pytest.fixture(scope="session")
def gold_readings() -> tuple[Reading, ...]:
    """The annotated articles as a faultless extractor would read them."""
    return tuple(_reading(article, gold) for article, gold in gold_articles())


@pytest.fixture(scope="session")
def full_reading() -> Reading:
    """A reading with every kind of part, every predicate and every optional value, each fact in a sentence of its own.

    Entities are `PER1`, `PER2` and so on: two of each type, called as their ids, 别名 of them being `PER1别名`.
    """
    values = {"edtf": "2014-09", "integer": "86", "text": "创始人"}
    entities = {
        f"{kind}{number}": Entity(f"{kind}{number}", kind, f"{kind}{number}", (f"{kind}{number}别名",))
        for kind in CLASSES
        for number in (1, 2)
    }
    text, sentences, mentions, facts = "", [], [], []
    for known in PREDICATES.values():
        subject = f"{known.subjects[0]}1"
        value = values[known.literal] if known.literal else f"{known.objects[0]}2"
        start, text = len(text), f"{text}{subject}的{known.zh}是{value}。"
        sentences.append(Sentence(start, len(text)))
        mentions.append(Mention(start, start + len(subject), subject, known.subjects[0], subject, 0.75))
        literal = known.literal is not None
        facts.append(Fact(subject, known.name, value, literal, start, len(text), 1.0, "2014-09/2015", 9000000, "CNY"))
    start, text = len(text), f"{text}PER1说：“你好。”2019年起。"
    sentences += [Sentence(start, start + 11), Sentence(start + 11, len(text))]
    return Reading(
        article=Article("满 篇/1", "满篇", text, date(2023, 4, 20), "某报", "https://example.org/a b"),
        fingerprint="lac@1 规则",
        sentences=tuple(sentences),
        mentions=tuple(mentions),
        dates=(Date(start + 11, start + 17, "2019年起", "2019/..", "2023-04-20", "calendar"),),
        entities=tuple(entities.values()),
        facts=tuple(facts),
        quotes=(Quote(start + 7, start + 10, "你好。", "PER1"),),
    )


@pytest.fixture
def chat_stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatStub]:
    """A chat endpoint."""
    stub = ChatStub()
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with listening(stub.answer) as stub.url:
        yield stub


@pytest.fixture(scope="session")
def embeddings_server() -> Iterator[EmbeddingsStub]:
    """An embeddings endpoint, for whoever sets it up."""
    stub = EmbeddingsStub()
    with listening(stub.answer) as stub.url:
        yield stub


@pytest.fixture
def embeddings_stub(embeddings_server: EmbeddingsStub, monkeypatch: pytest.MonkeyPatch) -> EmbeddingsStub:
    """The same, set up anew."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    for name, value in vars(EmbeddingsStub()).items():
        if name != "url":
            setattr(embeddings_server, name, value)
    return embeddings_server


@dataclass
class SparqlServer:
    """A process of the command `oxigraph` that serves SPARQL on a port of its own; `folder` is where it keeps its data, None
    nowhere."""

    folder: Path | None = None
    options: tuple[str, ...] = ()
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def query(self) -> str:
        """The address for queries."""
        return f"http://127.0.0.1:{self.port}/query"

    @property
    def update(self) -> str:
        """The address for updates."""
        return f"http://127.0.0.1:{self.port}/update"

    def start(self) -> None:
        """Starts it, a second time on the same port, and waits until it answers."""
        if not self.port:
            with socket.create_server(("127.0.0.1", 0)) as free:
                self.port = free.getsockname()[1]
        command = [str(Path(sysconfig.get_path("scripts"), "oxigraph")), "serve", "--bind", f"127.0.0.1:{self.port}"]
        place = ["--location", str(self.folder)] if self.folder else []
        self.process = subprocess.Popen([*command, *place, *self.options], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                assert self.process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.01)

    def kill(self) -> None:
        """Kills it, as a power cut would."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def do(self, update: str) -> None:
        """Carries an update out."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("POST", "/update", update.encode(), {"Content-Type": "application/sparql-update"})
        assert connection.getresponse().status == 204
        connection.close()

    def clear(self) -> None:
        """Removes everything."""
        self.do("DROP ALL")


@pytest.fixture(scope="session")
def sparql_server() -> Iterator[SparqlServer]:
    """A SPARQL server without any data directory of ours, for whoever clears it first."""
    server = SparqlServer()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A server that stands in for OpenSearch, with nothing on it."""
    with clustered(Cluster()) as cluster:
        yield cluster


@pytest.fixture
def another_server(tmp_path: Path) -> Iterator[Callable[..., SparqlServer]]:
    """Starts further ones, which keep their data: `another_server(*options)`."""
    started: list[SparqlServer] = []

    def start(*options: str) -> SparqlServer:
        started.append(SparqlServer(tmp_path / f"served{len(started)}", options))
        started[-1].start()
        return started[-1]

    yield start
    for server in started:
        server.kill()


@pytest.fixture
def bound_by_permissions() -> Iterator[None]:
    """What files permit binds the test and the programs that it starts, even where root runs them."""
    if os.geteuid() != 0:
        yield
        return
    if sys.platform != "linux":
        pytest.skip("only Linux binds root")
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # the version with two words of capabilities; this thread
    before = (ctypes.c_uint32 * 6)()  # effective, permitted and inheritable, twice
    assert libc.capget(header, before) == 0
    without = type(before)(*before)
    without[0] &= ~(1 << 1 | 1 << 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    bits = libc.prctl(27, 0, 0, 0, 0)  # PR_GET_SECUREBITS
    if libc.prctl(28, bits | 1, 0, 0, 0) != 0:  # PR_SET_SECUREBITS: programs get no capabilities for being root's
        pytest.skip("this system lets nobody bind root")
    assert libc.capset(header, without) == 0
    yield
    assert libc.capset(header, before) == 0
    assert libc.prctl(28, bits, 0, 0, 0) == 0


def _reading(article: Article, gold: dict[str, Any]) -> Reading:
    text = article.text
    sentences = tuple(Sentence(m.start(), m.end()) for m in re.finditer(r"[^\s][^。！？\n]*[。！？”’」』]*", text))
    mentions = tuple(Mention(**mention, confidence=0.9) for mention in gold["mentions"])

    def evidence(fact: dict[str, Any]) -> Sentence:
        """The sentence that names the subject and holds the object: gold facts have no place of their own."""

        def holds(sentence: Sentence) -> int:
            named = {m.entity for m in mentions if sentence.start <= m.start < sentence.end}
            words = text[sentence.start : sentence.end]
            return 2 * (fact["subject"] in named) + (fact["object"] in (words if fact["literal"] else named))

        return max(sentences, key=holds)

    facts = []
    for fact in gold["facts"]:
        said = evidence(fact)
        amount = int(fact["amount"]) if "amount" in fact else None
        values = fact | {"start": said.start, "end": said.end, "confidence": 0.8, "amount": amount}
        facts.append(Fact(**values))
    return Reading(
        article=article,
        fingerprint="gold",
        sentences=sentences,
        mentions=mentions,
        dates=tuple(Date(**found) for found in gold["dates"]),
        entities=tuple(Entity(e["id"], e["type"], e["name"], tuple(e["aliases"])) for e in gold["entities"]),
        facts=tuple(facts),
        quotes=tuple(
            Quote(**(q | {"speaker": None if q["speaker"] == "anon" else q["speaker"]})) for q in gold["quotes"]
        ),
    )
