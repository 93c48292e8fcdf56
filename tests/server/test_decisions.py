"""`/api/v1/decisions` over HTTP."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Article
from extract.reading import Entity, Fact, Mention, Reading, Sentence
from graph.access import Tokens
from graph.graph import Graph
from graph.home import Home

Serving = Callable[[Graph], AbstractContextManager[int]]
Send = Callable[..., tuple[int, dict[str, str], Any]]

FOUNDERS = "ASK { ?o schema:founder ?p . ?p rdfs:label '陶砚秋'@zh }"


def reading(article_id: str) -> Reading:
    text = "灯心书店由陶砚秋创办。"
    return Reading(
        Article(article_id, "", text),
        "test",
        (Sentence(0, len(text)),),
        (Mention(0, 4, "灯心书店", "ORG", "o", 0.9), Mention(5, 8, "陶砚秋", "PER", "p", 0.9)),
        (),
        (Entity("o", "ORG", "灯心书店"), Entity("p", "PER", "陶砚秋")),
        (Fact("o", "founder", "p", False, 0, len(text), 0.9),),
    )


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[Graph]:
    home = Home(tmp_path / "data")
    for number in range(2):
        home.put(reading(f"a{number}"))
    with home.own("test") as graph:
        graph.catch_up()
        yield graph


@pytest.fixture
def token(graph: Graph) -> str:
    return Tokens(graph.path).create("校对", ["decide"])


@pytest.fixture
def send(graph: Graph, serving: Serving) -> Iterator[Send]:
    with serving(graph) as port:

        def one(path: str, form: Any = None, *, token: str | None = None, body: bytes | None = None) -> Any:
            connection = HTTPConnection("127.0.0.1", port, timeout=30)
            headers = {"Accept": "application/json"}
            if form is not None or body is not None:
                headers["Content-Type"] = "application/json"
            if token:
                headers["Authorization"] = f"Bearer {token}"
            data = body if body is not None else None if form is None else json.dumps(form).encode()
            connection.request("GET" if data is None else "POST", path, body=data, headers=headers)
            answer = connection.getresponse()
            found = (
                answer.status,
                {name.lower(): value for name, value in answer.getheaders()},
                json.loads(answer.read()),
            )
            connection.close()
            return found

        yield one


REJECT = {"kind": "reject", "subject": "灯心书店", "predicate": "founder", "object": "陶砚秋", "reason": "误读"}


def test_a_program_with_a_token_corrects_the_graph_and_takes_that_back(graph: Graph, send: Send, token: str) -> None:
    status, headers, made = send("/api/v1/decisions", REJECT, token=token)
    assert (status, made["author"], made["reason"], made["in_force"]) == (201, "校对", "误读", True)
    graph.catch_up()
    assert b"false" in graph.query(FOUNDERS).body
    status, _, again = send(headers["location"])
    assert (status, again) == (200, made)
    status, _, _ = send("/api/v1/decisions", {"kind": "undo", "decision": made["id"]}, token=token)
    assert status == 201
    graph.catch_up()
    assert b"true" in graph.query(FOUNDERS).body


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "rename", "entity": "灯心书店", "name": "灯芯书店"},
        {"kind": "retype", "entity": "灯心书店", "type": "WORK"},
        {"kind": "alias", "entity": "灯心书店", "name": "老灯心"},
        {"kind": "note", "entity": "灯心书店", "text": "已歇业"},
        {"kind": "link", "entity": "灯心书店", "iri": "Q42", "type": "ORG"},
        {"kind": "link", "entity": "还没有报道的书店", "iri": "https://example.org/1"},
        {"kind": "split", "entity": "灯心书店", "articles": ["a1"]},
        {"kind": "confirm", **{k: v for k, v in REJECT.items() if k != "kind"}, "article": "a0"},
    ],
)
def test_every_kind_of_decision_is_taken(send: Send, token: str, said: dict[str, Any]) -> None:
    status, _, made = send("/api/v1/decisions", said, token=token)
    assert (status, made["kind"]) == (201, said["kind"]), made


def test_the_ledger_is_read_in_pages_without_a_token(send: Send, token: str) -> None:
    for name in ("甲", "乙", "丙"):
        send("/api/v1/decisions", {"kind": "alias", "entity": "灯心书店", "name": name}, token=token)
    status, _, first = send("/api/v1/decisions?limit=2")
    assert status == 200
    _, _, last = send(first["next"])
    assert [one["values"]["name"] for one in (*first["decisions"], *last["decisions"])] == ["甲", "乙", "丙"]
    assert "next" not in last


@pytest.mark.parametrize("secret", [None, "rq_nobody"])
def test_nobody_decides_without_a_token_that_is_known(send: Send, secret: str | None) -> None:
    status, headers, problem = send("/api/v1/decisions", REJECT, token=secret)
    assert status == 401
    assert headers["www-authenticate"].startswith("Bearer")
    assert "token" in problem["detail"]
    assert send("/api/v1/decisions")[2] == {"decisions": []}


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        (b"{", 400, "JSON"),
        (b"\xff", 400, "JSON"),
        (b'{"kind": "undo", "decision": "\\ud800"}', 400, "JSON"),
        ('{"kind": "note", "entity": "灯心书店", "text": "\\u0000"}'.encode(), 422, "text"),
        (b"[]", 400, "object"),
        (b"[" * 100_000, 400, "JSON"),
        (b'{"kind": "destroy"}', 400, "destroy"),
        (b'{"kind": ["merge"]}', 400, "merge"),
        (b'{"kind": "merge", "one": "x"}', 400, "other"),
        (b'{"kind": "merge", "one": "x", "other": 7}', 400, "other"),
        (b'{"kind": "split", "entity": "x", "articles": "a0"}', 400, "articles"),
        (b'{"kind": "note", "entity": "x", "text": "y", "author": "z"}', 400, "author"),
        ('{"kind": "note", "entity": "无此人", "text": "y"}'.encode(), 422, "无此人"),
        (b'{"kind": "undo", "decision": "nothing"}', 422, "nothing"),
    ],
)
def test_what_is_no_decision_is_refused_and_named(send: Send, token: str, body: bytes, status: int, word: str) -> None:
    found, _, problem = send("/api/v1/decisions", body=body, token=token)
    assert found == status, problem
    assert word in problem["detail"]
    assert send("/api/v1/decisions")[2] == {"decisions": []}


@pytest.mark.parametrize("path", ["?after=x", "?limit=0", "?limit=x", "?limit=1001"])
def test_a_page_that_cannot_be_is_refused(send: Send, path: str) -> None:
    assert send(f"/api/v1/decisions{path}")[0] == 400


def test_a_decision_that_nobody_took_is_not_found(send: Send) -> None:
    assert send("/api/v1/decisions/0123")[0] == 404
