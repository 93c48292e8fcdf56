"""What the pages say: facts with their sentences, marks in the text, RDF by the Accept header."""

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, unquote

import pytest
import rdflib

from extract.reading import Reading
from ontology.iris import DEFAULT_BASE, local_name

Ask = Callable[..., Any]

COMPANY = "苏州青禾智控科技有限公司"
RDF = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
}


# rdflib's own JSON-LD reader uses a class that rdflib deprecates
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def _path(name: str) -> str:
    return f"/entity/{quote(name, safe='')}"


def _words(page: str) -> str:
    """What a reader sees, without white space."""
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]*>", "", page)))


def test_an_entity_page_tells_its_facts_in_chinese(browse: Ask) -> None:
    """Values with links, dates and sums in words, aliases, and the number of sources."""
    reply = browse(_path(COMPANY))
    assert (reply.status, reply.media_type) == (200, "text/html")
    said = _words(reply.text)
    for words in ("创始人", "沈砚青", "成立日期", "2020年3月", "4,500万元", "86人", "青禾智控", "1个来源", "机构"):
        assert words in said
    assert f'href="{_path("远山创投")}"' in reply.text


def test_a_fact_shows_its_sentence_and_leads_to_it(browse: Ask) -> None:
    """The evidence stands in full, with its article, and its link ends at a place in that article."""
    page = browse(_path(COMPANY)).text
    assert "远山创投出资4500万元" in _words(page)
    fragment = re.search(r'href="/article/d01#([^"]+)"', page)
    assert fragment
    assert f'id="{fragment[1]}"' in browse("/article/d01").text


def test_what_others_say_of_an_entity_is_told_from_its_side(browse: Ask) -> None:
    """远山创投 is the object of the investment: its own page calls it 投资."""
    said = _words(browse(_path("远山创投")).text)
    assert f"投资{COMPANY}" in said


def test_the_relation_picture_and_its_table_hold_the_same_links(browse: Ask) -> None:
    page = browse(_path(COMPANY)).text
    table = re.search(r"<table>.*?</table>", page, re.DOTALL)
    assert table
    in_table = set(re.findall(r'href="(/entity/[^"]+)"', table[0]))
    assert _path("沈砚青") in in_table
    for drawing in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        assert set(re.findall(r'href="(/entity/[^"]+)"', drawing)) == in_table


def test_the_timeline_runs_from_the_latest_to_the_earliest(browse: Ask) -> None:
    page = browse(_path(COMPANY)).text
    times = re.findall(r'class="muted when">([^<]+)<', page)
    assert times == ["2023年2月", "2021年12月", "2020年8月", "2020年3月"]


def test_quotations_stand_on_their_speakers_page(browse: Ask) -> None:
    assert "我们卖的不是传感器，是好天气。" in _words(browse(_path("沈砚青")).text)


@pytest.mark.parametrize("media_type", RDF)
def test_an_entity_is_rdf_for_those_who_ask_so(ask: Ask, media_type: str) -> None:
    """rdflib reads each format; the plain fact stands in it. The thing is no document: its address leads to one."""
    reply = ask(_path(COMPANY), accept=media_type)
    assert reply.status == 303
    assert "Accept" in reply.headers["Vary"]
    assert reply.headers["Location"].startswith(_path(COMPANY) + "?format=")
    reply = ask(reply.headers["Location"])
    assert (reply.status, reply.media_type) == (200, media_type)
    base = f"{DEFAULT_BASE}entity/"
    graph = rdflib.Graph().parse(data=reply.text, format=RDF[media_type])
    founders = set(graph.objects(rdflib.URIRef(base + COMPANY), rdflib.URIRef("https://schema.org/founder")))
    assert founders == {rdflib.URIRef(base + name) for name in ("沈砚青", "钱以宁", "方大可")}


@pytest.mark.parametrize("media_type", RDF)
def test_an_article_is_rdf_for_those_who_ask_so(ask: Ask, media_type: str) -> None:
    reply = ask(ask("/article/d01", accept=media_type).headers["Location"])
    assert (reply.status, reply.media_type) == (200, media_type)
    graph = rdflib.Graph().parse(data=reply.text, format=RDF[media_type])
    claim = rdflib.URIRef("https://w3id.org/rongqiao/ontology#Claim")
    assert len(set(graph.subjects(rdflib.RDF.type, claim))) == 27


@pytest.mark.parametrize("path", [f"entity/{COMPANY}", "article/d01", "article/d01#c7"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_iris_of_entities_articles_and_claims_lead_to_rdf(ask: Ask, path: str, method: str) -> None:
    """303 to a document about them; of a fragment, which no request says, to that of the whole."""
    here = quote(path.partition("#")[0])
    led = ask(f"/{here}", method=method, accept="application/ld+json, text/html;q=0.5")
    assert (led.status, led.headers["Location"]) == (303, f"/{here}?format=jsonld")
    reply = ask(led.headers["Location"], method=method)
    assert (reply.status, reply.media_type) == (200, "application/ld+json")
    if method == "GET":
        found = rdflib.Graph().parse(data=reply.text, format="json-ld")
        assert len(list(found.predicate_objects(rdflib.URIRef(DEFAULT_BASE + path)))) > 3
    else:
        assert not reply.body
    assert ask(f"/{here}", method=method, accept="text/html").status == 200


def test_the_accept_headers_weights_decide(ask: Ask, browse: Ask) -> None:
    assert ask(_path(COMPANY)).media_type == "text/html"
    assert browse(_path(COMPANY)).media_type == "text/html"
    weighed = ask(_path(COMPANY), accept="text/html;q=0.4, text/turtle;q=0.5")
    assert weighed.headers["Location"] == _path(COMPANY) + "?format=turtle"
    assert browse(_path(COMPANY) + "?format=ntriples").media_type == "application/n-triples"
    assert ask(_path(COMPANY), accept="image/png").status == 406
    assert ask("/article/d01?format=zip").status == 406


def test_an_entity_under_another_name_leads_to_its_own(browse: Ask, ask: Ask) -> None:
    """By an alias, and by a form that only its spelling parts from the name."""
    for given, name in (("青禾智控", COMPANY), (f" {COMPANY} ", COMPANY), ("okay智慧教育(北京)", "OKAY智慧教育(北京)")):
        reply = browse(_path(given))
        assert (reply.status, reply.headers["Location"]) == (303, _path(name))
    reply = ask(_path("青禾智控") + "?format=turtle")
    assert (reply.status, reply.headers["Location"]) == (303, _path(COMPANY) + "?format=turtle")


def test_an_unknown_entity_is_a_search_with_suggestions(browse: Ask, ask: Ask) -> None:
    """Status 404, and what may be meant; a program gets a problem document."""
    reply = browse(_path("青禾"))
    assert reply.status == 404
    assert f'href="{_path(COMPANY)}"' in reply.text
    assert browse(_path("完全没有的东西")).status == 404
    program = ask(_path("完全没有的东西"), accept="text/turtle")
    assert (program.status, program.media_type) == (404, "application/problem+json")


def test_an_unknown_article_is_not_there_in_any_format(browse: Ask, ask: Ask) -> None:
    assert browse("/article/none").status == 404
    assert ask("/article/none", accept="text/turtle").status == 404


def test_names_that_no_path_likes_have_their_pages(browse: Ask) -> None:
    """Middle dots, brackets, slashes, percent and question marks, a lone dot."""
    for name in ("里德·霍夫曼", "OKAY智慧教育(北京)", "TCP/IP", "100%", "A_B C", "甲?乙#丙", "."):
        reply = browse(_path(local_name(name)))
        assert reply.status == 200
        assert html.escape(name) in reply.text


class _Reader(HTMLParser):
    """The text of the title and the paragraphs, without what the page adds to it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.inside: list[bool | None] = []  # True: the article's own, False: added, None: neither
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        around = self.inside[-1] if self.inside else None
        name = dict(attrs).get("class")
        if tag not in ("meta", "link", "input", "img", "br"):
            own = tag == "h1" or name == "body"
            self.inside.append(True if own else False if name == "by" else around)

    def handle_endtag(self, tag: str) -> None:
        self.inside.pop()

    def handle_data(self, data: str) -> None:
        if self.inside and self.inside[-1]:
            self.text += data


def test_an_article_reads_as_it_was_written(browse: Ask, readings: list[Reading]) -> None:
    """Every character of every article, in order; between them only what the page adds."""
    for reading in readings:
        page = browse(f"/article/{quote(reading.article.id, safe='')}").text
        written = reading.article.text if reading.article.title else reading.article.id + reading.article.text
        assert re.sub(r"\s", "", _Reader(page).text) == re.sub(r"\s", "", written)


def test_a_traditional_article_says_so_to_the_readers_fonts(browse: Ask) -> None:
    assert '<p class="body" lang="zh-Hant">' in browse("/article/d06").text
    assert '<p class="body" lang="zh-Hans">' in browse("/article/d01").text


def test_an_article_names_its_parts_as_its_graph_does(browse: Ask, ask: Ask) -> None:
    """Sentences, mentions, claims, dates and quotations: each fragment of an IRI is a place on the page."""
    ids = set(re.findall(r' id="([^"]+)"', browse("/article/d01").text))
    graph = rdflib.Graph().parse(data=ask("/article/d01?format=ntriples").text, format="nt")
    fragments = {str(s).partition("#")[2] for s in graph.subjects() if str(s).startswith(f"{DEFAULT_BASE}article/d01#")}
    assert len(fragments) > 80
    assert fragments - ids == set()


def test_mentions_are_linked_dates_resolved_and_quotations_attributed(browse: Ask) -> None:
    page = browse("/article/d01").text
    assert re.search(rf'<a class="m PER" href="{_path("沈砚青")}"[^>]*title="沈砚青（人物）"[^>]*>老沈</a>', page)
    assert re.search(
        r'<span class="date"[^>]*title="2022年（2022）：以2023年3月15日为准，按相对年推算"[^>]*data-value="2022年"[^>]*>去年</span>',
        page,
    )
    assert re.search(r'“我们卖的不是传感器，是好天气。”</q><span class="by">.*?沈砚青', page)


def test_facts_stand_beside_their_paragraph_with_a_link_to_the_sentence(browse: Ask) -> None:
    page = browse("/article/d01").text
    row = next(row for row in page.split('<div class="row">') if "梧桐树资本" in row.partition("</p>")[0])
    notes = _words(row.partition("</p>")[2])
    assert "投资方远山创投" in notes
    assert "4,500万元" in notes
    for sentence in re.findall(r'href="#(s\d+)"', row):
        assert f'id="{sentence}"' in row


def test_the_home_page_shows_what_there_is(browse: Ask, readings: list[Reading]) -> None:
    """Figures, the newest articles, the most connected entities, something to try."""
    reply = browse("/")
    said = _words(reply.text)
    assert f"篇报道{len(readings)}" in said
    assert f"条事实{sum(len(r.facts) for r in readings)}" in said
    assert f'href="{_path(COMPANY)}"' in reply.text
    assert unquote(reply.text).count('href="/article/') >= 10


def test_a_search_finds_entities_and_sentences_with_the_words_marked(browse: Ask) -> None:
    """Badges, other names, the number of articles; title, day and source of a sentence."""
    page = browse("/search?q=" + quote("青禾智控")).text
    assert f'href="{_path(COMPANY)}"' in page
    assert "<mark>" in page
    said = _words(page)
    for words in ("句子", "事实", "机构", "又名青禾智控", "创始人：", "1篇报道", "示例日报", "2023-03-15"):
        assert words in said
    assert re.search(r'href="/article/d01#o\d+"', page)


def test_a_search_is_paged(browse: Ask) -> None:
    """The pages hold different hits, and each leads to the next."""
    first = browse("/search?q=" + quote("的")).text
    assert 'rel="next"' in first
    second = browse("/search?q=" + quote("的") + "&page=2").text
    assert 'rel="prev"' in second
    assert re.findall(r"<blockquote>.*?</blockquote>", first)[0] not in second


def test_an_empty_search_and_one_without_hits_are_friendly_pages(browse: Ask) -> None:
    assert browse("/search").status == 200
    reply = browse("/search?q=" + "zzqqxxww")
    assert reply.status == 200
    assert "没有找到" in reply.text


def test_a_search_is_json_for_a_program_that_asks_for_it(ask: Ask, browse: Ask) -> None:
    """The same hits as the page shows; a browser, and who takes anything, gets the page."""
    path = "/search?q=" + quote("青禾智控")
    reply = ask(path, accept="application/json")
    assert reply.media_type == "application/json"
    assert reply.json == ask(path.replace("/search", "/api/v1/search")).json
    kinds = {hit["kind"] for hit in reply.json["results"]}
    assert {"entity", "fact", "sentence"} <= kinds
    assert reply.json["total"] >= len(reply.json["results"])
    dated = next(hit for hit in reply.json["results"] if hit["kind"] == "sentence")
    assert re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", dated["published"])
    empty = ask("/search", accept="application/json").json
    assert (empty["total"], empty["results"]) == (0, [])
    for page in (browse(path), ask(path), ask(path, accept="text/turtle")):
        assert page.media_type == "text/html"
        assert "Accept" in page.headers["Vary"]
