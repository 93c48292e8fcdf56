"""Conditional requests: what a client has need not be sent again, and what may have changed always is."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

import pytest

from extract.reading import Reading
from graph.graph import Graph
from graph.home import Home
from ontology.iris import DEFAULT_BASE
from server.tags import Tags

Ask = Callable[..., Any]

NAMES = "SELECT ?n { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?n } LIMIT 9"


def of(query: str, **parameters: str) -> str:
    return "/sparql?" + urlencode({"query": query, **parameters})


DATA = [
    of(NAMES),
    of("CONSTRUCT WHERE { ?s a ?o } LIMIT 9"),
    of("ASK {}"),
    of(NAMES, **{"default-graph-uri": f"{DEFAULT_BASE}article/d01"}),
    f"/entity/{quote('沈砚青')}?format=turtle",
    "/article/d01?format=jsonld",
    "/graph-store?default",
    f"/graph-store?graph={DEFAULT_BASE}article/d01",
    "/.well-known/void?format=turtle",
    "/sparql",
    "/ontology?format=turtle",
    "/ontology/context.jsonld",
    "/ontology/shapes.ttl",
]


@pytest.mark.parametrize("path", DATA)
def test_what_a_client_has_is_not_sent_again(ask: Ask, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor evaluated, where that would cost anything."""
    ask("/.well-known/void?format=turtle")  # counted from here on
    first = ask(path)
    assert first.status == 200
    assert first.headers["Cache-Control"] == "no-cache"
    assert "Content-Encoding" not in first.headers  # a tag would have to differ by it
    monkeypatch.setattr("graph.crew.Crew.ask", None)
    monkeypatch.setattr("graph.graph.Graph.describe", None)
    for method in ("GET", "HEAD"):
        again = ask(path, method=method, If_None_Match=f'"other", {first.headers["ETag"]}')
        assert (again.status, again.body) == (304, b"")
        for name in ("ETag", "Vary", "Cache-Control", "Access-Control-Allow-Origin", "Rongqiao-Change"):
            assert again.headers[name] == first.headers[name]


@pytest.mark.parametrize("path", DATA)
def test_another_tag_gets_the_answer(ask: Ask, path: str) -> None:
    assert ask(path, If_None_Match='"other"').status == 200
    assert ask(path, If_None_Match='W/"other"').status == 200


def test_every_form_of_an_answer_has_a_tag_of_its_own(ask: Ask) -> None:
    """So that no cache takes one for the other; a tag of one does not hold for another."""
    rows = [
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ]
    graphs = ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml", "application/trig"]
    tags = {}
    for path, forms in ((of(NAMES), rows), ("/graph-store?graph=" + f"{DEFAULT_BASE}article/d01", graphs)):
        for accept in forms:
            tags[path, accept] = ask(path, accept=accept).headers["ETag"]
    assert len(set(tags.values())) == len(rows) + len(graphs)
    assert ask(of(NAMES), accept=rows[0], If_None_Match=tags[of(NAMES), rows[1]]).status == 200
    assert ask(of(NAMES), accept=f"{rows[1]}, {rows[0]};q=0.5", If_None_Match=tags[of(NAMES), rows[1]]).status == 304
    assert ask(of(NAMES + "9"), accept=rows[0], If_None_Match=tags[of(NAMES), rows[0]]).status == 200
    assert ask("/entity/none?format=turtle", If_None_Match=tags[of(NAMES), rows[0]]).status == 404


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?x) {}",
        "SELECT (rand() AS ?x) {}",
        "SELECT (UUID() AS ?x) {}",
        "SELECT (StrUUID() AS ?x) {}",
        "SELECT (BNODE() AS ?x) {}",
    ],
)
def test_an_answer_that_is_another_each_time_has_no_tag(ask: Ask, query: str) -> None:
    reply = ask(of(query))
    assert reply.status == 200
    assert "ETag" not in reply.headers
    assert ask(of(query), If_None_Match="*").status == 200


def test_no_such_function_hides_behind_codes_of_letters(ask: Ask) -> None:
    assert ask(of("SELECT (\\u004eOW() AS ?x) {}")).status == 400


def test_what_is_refused_or_posted_has_no_tag(ask: Ask) -> None:
    assert "ETag" not in ask(of("SELECT")).headers
    assert ask(of("SELECT"), If_None_Match="*").status == 400
    assert ask("/article/none?format=turtle", If_None_Match="*").status == 404
    posted = ask("/sparql", method="POST", body=b"ASK {}", Content_Type="application/sparql-query", If_None_Match="*")
    assert (posted.status, posted.headers["ETag"]) == (200, None)
    assert ask(of("ASK {}"), If_None_Match="*").status == 304


def test_a_change_makes_every_tag_another_one(
    tmp_path: Path, gold_readings: tuple[Reading, ...], serving: Callable[[Graph], AbstractContextManager[int]]
) -> None:
    """Also where a client has to see the change, and asks before there is a snapshot that shows it."""
    with Home(tmp_path / "data") as home, home.own("test") as graph:
        first, second = gold_readings[:2]
        home.put(first)
        graph.catch_up()
        with serving(graph) as port:
            article = f"/article/{quote(first.article.id)}?format=turtle"
            paths = [of("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), article, "/graph-store?default"]

            def ask(path: str, **headers: str) -> tuple[int, str]:
                sent = {name.replace("_", "-"): value for name, value in headers.items()}
                try:
                    with urlopen(Request(f"http://127.0.0.1:{port}{path}", headers=sent)) as reply:
                        return reply.status, reply.headers["ETag"]
                except HTTPError as error:
                    return error.code, error.headers["ETag"]

            before = {path: ask(path)[1] for path in paths}
            assert {ask(path, If_None_Match=tag)[0] for path, tag in before.items()} == {304}
            home.put(second)
            graph.catch_up()
            after = str(home.truths.head())
            for path, tag in before.items():
                status, new = ask(path, If_None_Match=tag, Rongqiao_After=after)
                assert status == 200
                assert new != tag
                assert re.fullmatch(r'W/"\w+"', new)


def test_another_start_of_the_program_makes_other_tags() -> None:
    """A new version of it may answer otherwise, and a rebuilt graph may be another under the same number."""
    assert Tags().of(1, "query") != Tags().of(1, "query")
    tags = Tags()
    assert tags.of(1, "a", "b") == tags.of(1, "a", "b")
    assert len({tags.of(1, "a", "b"), tags.of(2, "a", "b"), tags.of(1, "ab", ""), tags.of(1, "a", "c")}) == 4
