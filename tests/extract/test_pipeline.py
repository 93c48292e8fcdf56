"""The whole extractor: laws that hold for any text, and that reading depends on the text alone."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article
from corpus.reader import read_paths
from extract.pipeline import STAGES, Extractor, draft_of
from extract.reading import Reading, pack, to_json, unpack
from ontology.predicates import PREDICATES

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
SHARED = Path(__file__).parents[2].parent / "shared"
NEWS = st.lists(
    st.sampled_from(
        [
            *"前橙会创始人潘国华说：“”「」《》（）、，。！？的了在于和与由\n\u3000 ·",
            "腾讯",
            "阿里巴巴集团",
            "2014年9月",
            "去年底",
            "900万元",
            "投资",
            "董事长",
            "OKAY",
            "😀",
            "\u202e",
            "<b>",
            "國立成功大學",
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=NEWS | st.text(max_size=60))
def test_every_span_of_any_text_indexes_its_surface(extractor: Extractor, text: str) -> None:
    reading = extractor.read(Article("x", "", text, date(2023, 4, 20)))
    ids = {e.id for e in reading.entities}
    for span in (*reading.mentions, *reading.dates, *reading.quotes):
        assert text[span.start : span.end] == span.text
    assert {m.entity for m in reading.mentions} == ids
    assert all(q.speaker is None or q.speaker in ids for q in reading.quotes)
    assert all(len(e.reasons) == len(e.aliases) for e in reading.entities)
    for fact in reading.facts:
        predicate = PREDICATES[fact.predicate]
        kinds = {e.id: e.type for e in reading.entities}
        assert kinds[fact.subject] in predicate.subjects
        assert fact.literal == (predicate.literal is not None)
        assert fact.literal or kinds[fact.object] in predicate.objects
        assert 0 <= fact.start < fact.end <= len(text)
        assert 0 <= fact.confidence <= 1
    ends = [0, *(m.end for m in reading.mentions)]
    assert all(m.start >= end for m, end in zip(reading.mentions, ends, strict=False))
    assert unpack(pack(reading), reading.article) == reading


def test_an_article_is_read_alike_whatever_came_before_it(extractor: Extractor) -> None:
    articles = [a for a in read_paths(sorted(SAMPLE.glob("s0[1-6]*.md"))) if isinstance(a, Article)]
    assert len(articles) == 6
    together = list(extractor.read_all(articles))
    assert list(extractor.read_all(reversed(articles))) == together[::-1]
    assert extractor.read(articles[3]) == together[3]


def test_an_article_is_read_alike_whatever_the_hash_seed() -> None:
    code = (
        "from corpus.article import Article; from extract.pipeline import load; from extract.reading import pack\n"
        "text = '杭州雾桥科技、上海雾桥科技、南京雾桥科技到场。雾桥很忙。王小明和王小红说，王教授也来了。'\n"
        "print(pack(load().read(Article('x', '', text))))"
    )
    read = [
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=SAMPLE.parents[1],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    ]
    assert len(set(read)) == 1


def test_tokens_are_cut_at_the_borders_of_names(extractor: Extractor) -> None:
    article = Article("x", "", "南极圈创始人潘国华曾在腾讯工作。")
    doc = extractor.nlp(extractor.document(article))
    assert doc.text == article.text
    assert [(e.text, e.label_) for e in doc.ents] == [(m.text, m.type) for m in draft_of(doc).mentions]


def test_the_stages_run_in_the_order_that_is_written_down(extractor: Extractor) -> None:
    assert tuple(extractor.nlp.pipe_names) == STAGES


def test_the_published_form_has_exactly_the_agreed_keys(read: Callable[..., Reading]) -> None:
    form = to_json(read("2014年，南极圈获得1200万元投资，其中腾讯集团出资900万元。老潘说：“我们都在。”"))
    assert list(form) == ["id", "title", "published", "text", "mentions", "dates", "quotes", "entities", "facts"]
    assert set(form["mentions"][0]) == {"start", "end", "text", "type", "entity"}
    assert set(form["dates"][0]) == {"start", "end", "text", "edtf"}
    assert set(form["quotes"][0]) == {"start", "end", "text", "speaker"}
    assert set(form["entities"][0]) == {"id", "type", "name", "aliases"}
    required = {"subject", "predicate", "object", "literal", "start", "end", "confidence"}
    for fact in form["facts"]:
        assert required <= set(fact) <= required | {"when", "amount", "currency"}


def test_without_a_publication_date_a_relative_date_stays_unresolved(read: Callable[..., Reading]) -> None:
    reading = read("去年底，公司搬到杭州。", published=None)
    assert [(d.text, d.edtf) for d in reading.dates] == [("去年底", "")]
    assert to_json(reading)["dates"] == []


@pytest.mark.parametrize(
    "text", ["甲" * 20_000, "潘国华，" * 3000, "a b " * 5000, "“" * 5000, "（" * 5000, "2014年" * 3000, "\u3000" * 5000]
)
def test_odd_and_long_texts_are_read_to_their_end(read: Callable[..., Reading], text: str) -> None:
    reading = read(text)
    assert all(text[m.start : m.end] == m.text for m in reading.mentions)


@pytest.mark.skipif(not (SHARED / "articles").is_dir(), reason="the shared articles are not beside the repository")
def test_the_real_article_gives_the_facts_that_it_states(extractor: Extractor) -> None:
    """Who founded what, who invested how much, who was listed where and who worked where, of a 6,400-character feature."""
    (article,) = read_paths([SHARED / "articles" / "000_0624c5519d2bf45e.txt"])
    assert isinstance(article, Article)
    reading = extractor.read(article)
    names = {e.id: e.known or e.name for e in reading.entities}
    facts = {(names[f.subject], f.predicate, f.object if f.literal else names[f.object]): f for f in reading.facts}
    founders = {(s, o) for s, p, o in facts if p == "founder"}
    assert {
        ("南极圈", "潘国华"),
        ("百老汇", "陈枫"),
        ("OKAY智慧教育", "刘希军"),
        ("LinkedIn", "里德·霍夫曼"),
    } <= founders
    tencent = facts["南极圈", "investor", "腾讯"]
    assert (tencent.when, tencent.amount, tencent.currency) == ("2014", 9_000_000, "CNY")
    assert facts["南极圈", "investor", "国金"].amount == 3_000_000
    listed = facts["阿里巴巴", "listedOn", "纽约证券交易所"]
    assert listed.when == "2014-09"
    assert "2014年9月，阿里巴巴在纽交所上市" in article.text[listed.start : listed.end]
    former = {(s, o) for s, p, o in facts if p == "formerEmployer"}
    assert {("吴宵光", "腾讯"), ("刘希军", "腾讯"), ("王笑", "字节跳动"), ("王啸", "百度")} <= former
    assert ("联盟：互联网时代的人才变革", "author", "里德·霍夫曼") in facts
