"""Pages of things that share a name: each has its own, they lead to each other, and one that became another leads there."""

import http.client
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote, unquote

from corpus.article import Article
from extract.reading import Entity, Fact, Mention, Reading
from extract.sentences import split_sentences
from graph.graph import Graph
from graph.home import Home


def employed(name: str, person: str, *firms: str) -> Reading:
    text = f"{person}在{'和'.join(firms)}工作。"
    entities = [Entity("p", "PER", person), *(Entity(firm, "ORG", firm) for firm in firms)]
    mentions = [
        Mention(text.index(e.name), text.index(e.name) + len(e.name), e.name, e.type, e.id, 0.9) for e in entities
    ]
    facts = tuple(Fact("p", "worksFor", firm, False, 0, len(text), 0.9) for firm in firms)
    return Reading(
        Article(name, name, text), "f1", split_sentences(text), tuple(mentions), entities=tuple(entities), facts=facts
    )


def get(port: int, path: str) -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", quote(path, safe="/?="), headers={"Accept": "text/html"})
    reply = connection.getresponse()
    body = reply.read().decode()
    connection.close()
    return reply.status, unquote(reply.headers.get("Location", "")), body


def test_namesakes_lead_to_each_other_and_one_that_became_another_leads_there(
    tmp_path: Path, serving: Callable[[Graph], AbstractContextManager[int]]
) -> None:
    with Home(tmp_path / "data") as home:
        home.put(employed("a", "沈砚青", "雾桥科技"))
        home.put(employed("b", "沈砚青", "青岚医院"))
        with home.own("test") as graph, serving(graph) as port:
            graph.catch_up()
            status, _, page = get(port, "/entity/沈砚青")
            assert status == 200
            assert "雾桥科技" in page
            assert "沈砚青 (青岚医院)" in page
            assert "可能是同一个：同名，但所属机构不同" in page
            assert get(port, "/entity/沈砚青_(青岚医院)")[0] == 200
            home.put(employed("c", "沈砚青", "雾桥科技", "青岚医院"))
            graph.catch_up()
            assert get(port, "/entity/沈砚青_(青岚医院)?format=turtle")[:2] == (303, "/entity/沈砚青?format=turtle")
            assert "可能是同一个" not in get(port, "/entity/沈砚青")[2]
            home.retract("c")
            graph.catch_up()
            assert get(port, "/entity/沈砚青_(青岚医院)")[0] == 200
