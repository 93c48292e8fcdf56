"""What a person sees of a query's answer at `/sparql`, with no script running: views, warning, links."""

import http.client
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from html import unescape
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest

from graph.graph import Graph
from server.gallery import examples

Look = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def look(sample_graph: Graph, serving: Callable[[Graph], AbstractContextManager[int]]) -> Iterator[Look]:
    """The page of a query over the sample corpus: status, policy, HTML."""
    with serving(sample_graph) as port:

        def get(query: str, **further: str) -> tuple[int, str, str]:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            path = f"/sparql?{urlencode({'query': query} | further)}"
            connection.request("GET", path, headers={"Accept": "text/html"})
            response = connection.getresponse()
            html = response.read().decode()
            connection.close()
            return response.status, response.headers["Content-Security-Policy"], html

        yield get


def views(html: str) -> list[str]:
    """The views between which one can choose, or the only one that there is."""
    return re.findall('data-view="([a-z]+)"', html)


def query_of(name: str) -> str:
    return next(example.query for example in examples() if example.name == name)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("01-founders", ["table", "network"]),
        ("03-investments", ["table", "chart", "network", "timeline"]),
        ("07-alumni", ["table"]),
        ("09-ask", []),
        ("13-history", ["table", "timeline"]),
        ("16-claims-per-year", ["table", "chart"]),
        ("53-neighbourhood", ["text", "network"]),
        ("54-describe", ["text", "network"]),
    ],
)
def test_an_answer_comes_in_every_view_that_suits_it(look: Look, name: str, wanted: list[str]) -> None:
    """Pairs of entities as a network, numbers as a chart, dates as a timeline, a graph as text and network."""
    assert views(look(query_of(name))[2]) == wanted


def test_the_permalink_leads_to_the_view_that_it_names(look: Look) -> None:
    """And a view that the answer has not is passed over."""
    query = query_of("16-claims-per-year")
    assert '<input type="radio" name="view" id="view-chart" value="chart" checked>' in look(query, view="chart")[2]
    assert '<input type="radio" name="view" id="view-table" value="table" checked>' in look(query, view="timeline")[2]
    link = re.search('id="permalink" href="([^"]+)"', look(query)[2])
    assert link
    assert parse_qs(urlsplit(unescape(link[1])).query) == {"query": [query]}


def test_numbers_that_go_on_in_time_are_a_line_and_others_are_bars(look: Look) -> None:
    assert look(query_of("16-claims-per-year"))[2].count("<polyline ") == 2
    html = look(query_of("40-connected"))[2]
    assert html.count('<rect class="bar"') == 20
    assert 'class="bar" x="0.0%" y="23" width="100.0%"' in html


def test_relations_are_told_in_chinese_in_the_network(look: Look) -> None:
    """The graph of a CONSTRUCT names things by their labels and leads to their pages."""
    html = look(query_of("53-neighbourhood"))[2]
    drawn = html[html.index('class="network"') :]
    assert ">轻渡出行</text>" in drawn
    assert ">投资方</text>" in drawn
    assert f'href="/entity/{quote("费若愚")}"' in drawn


def test_what_scans_everything_is_warned_of_first_and_runs_on_request(look: Look) -> None:
    """The warning stands where the answer would; the link in it leads to the answer."""
    query = "SELECT * WHERE { ?s ?p ?o }"
    status, _, html = look(query)
    assert status == 200
    assert "这条查询会读遍整个图谱" in html
    assert 'id="results"' not in html
    link = re.search('class="btn ghost" href="([^"]+)"', html)
    assert link
    assert parse_qs(urlsplit(unescape(link[1])).query) == {"query": [query], "sure": ["1"]}
    html = look(query, sure="1")[2]
    assert 'id="results"' in html
    assert "sure=1" in html
    assert "这条查询会读遍整个图谱" not in html


def test_the_page_lets_only_scripts_of_this_server_run(look: Look) -> None:
    """Files, nothing inline; other pages have but the one of the search box."""
    _, policy, html = look(query_of("09-ask"))
    assert "script-src 'self'; connect-src 'self'" in policy
    assert re.findall("<script.*", html) == [
        f'<script type="module" src="/static/{name}.js"></script>' for name in ("suggest", "editor")
    ]


def test_nothing_that_an_answer_says_becomes_markup(look: Look) -> None:
    """In no view: words of a chart, of a timeline, of a network, of a document."""
    bad = "<b onclick=x>'&quot;</b>"
    rows = look(
        f'SELECT * WHERE {{ VALUES (?t ?n ?d) {{ ("{bad}" 1 "2020-01-01") ("{bad}2" 2 "2020-01-02") }} ?s a ?c }} LIMIT 9'
    )[2]
    assert views(rows) == ["table", "chart", "timeline"]
    iri = "https://w3id.org/rongqiao/entity/a&b'c"
    graph = look(
        f'CONSTRUCT {{ <{iri}> <http://x/{"&lt;b&gt;"}> <{iri}d> ; <http://www.w3.org/2000/01/rdf-schema#label> "{bad}" }} WHERE {{}}'
    )[2]
    assert views(graph) == ["text", "network"]
    for html in (rows, graph):
        assert "<b " not in html
        assert "onclick=x&gt;" in html


def test_each_example_stands_on_the_page_in_both_languages(look: Look) -> None:
    """The part of the one that runs is open, and it is marked."""
    html = unescape(look(query_of("31-two-hops"))[2])
    for example in examples():
        assert example.title in html
        assert example.english in html
    assert html.count('aria-current="true"') == 1
    assert re.findall("<details open><summary>([^<]+)", html) == ["关系与路径"]
