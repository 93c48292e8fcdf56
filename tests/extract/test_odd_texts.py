"""Texts that no newsroom sends: whatever they hold, they are read, and what is found has its place in them."""

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article
from extract.edtf import is_edtf
from extract.pipeline import Extractor
from extract.reading import Reading, pack, to_json, unpack
from extract.slots import SYMBOL

NEWS = "雾桥科技创始人沈砚青昨日宣布，公司获得真格基金3000万元投资。“我们不会走。”他说。"

# What is mixed into sentences of news, or stands alone.
ODD = {
    "ascii": ["The Fog Inc. said on Monday", "CEO", "!!", "$3.5m", "a@b.cn", "\\n\\t", "%s", "{}"],
    "emoji": ["😀", "👍🏽", "👨‍👩‍👧", "🇨🇳", "❤️", "\U0001f600" * 5],
    "control characters": ["\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\r", "\x0c"],
    "direction marks": ["\u200e", "\u200f", "\u202e", "\u2066", "\u2069", "\u061c", "مرحبا", "שלום"],
    "invisible characters": ["\u200b", "\u200d", "\u00ad", "\ufe0f", "\u2060", "\u3164", "\u0301"],
    "html": ["<p>", "</p>", "&nbsp;", '<a href="x">', "<br/>", "&lt;", "&#8220;", "<!--", "-->", "<script>"],
    "widths": ["ＡＢＣ", "２０２３年３月", "，", ",", "。", ".", "（", "(", "）", "“", '"', "：", ":", "ｱ", "￥"],
    "empty sentences": ["。", "！", "？", "……", "\n", "\n\n", "　", " ", "。。。", "“”", "（）", "《》", "「」", "·"],
    "surrogates": ["\ud800", "\udfff", "\ud83d", "\ude00"],
    "rare characters": ["𠮷", "㐀", "\U000323af", "〇", "﨑", "⿰", "\ue000", "\uffff", "\U0010ffff"],
    "numbers": ["2023", "99999999999999999999", "０", "³", "½", "Ⅷ", "٣", "一百万亿亿", "2023年99月99日", "民国999年"],
}


SURROGATE = re.compile("[\ud800-\udfff]")


def texts(odd: list[str]) -> st.SearchStrategy[str]:
    pieces = [*odd, *odd, *NEWS, "雾桥科技", "沈砚青", "昨日", "2014年9月", "创始人", "说：“"]
    return st.lists(st.sampled_from(pieces), max_size=40).map("".join)


def check(reading: Reading) -> None:
    """The laws of a reading."""
    text = reading.article.text
    edges = [(s.start, s.end) for s in reading.sentences]
    assert all(0 <= start < end <= len(text) for start, end in edges)
    assert all(end <= start for (_, end), (start, _) in pairwise(edges))
    for layer in (reading.mentions, reading.dates, reading.quotes):
        assert all(part.text and text[part.start : part.end] == part.text for part in layer)
    for disjoint in (reading.mentions, reading.dates):
        assert all(one.end <= other.start for one, other in pairwise(disjoint))
    assert all(not d.edtf or is_edtf(d.edtf) for d in reading.dates)
    ids = {entity.id for entity in reading.entities}
    assert len(ids) == len(reading.entities)
    assert {m.entity for m in reading.mentions} <= ids
    assert {q.speaker for q in reading.quotes} <= ids | {None}
    for fact in reading.facts:
        assert {fact.subject} | (set() if fact.literal else {fact.object}) <= ids
        assert 0 <= fact.start < fact.end <= len(text)
        assert 0 <= fact.confidence <= 1


@pytest.mark.parametrize("kind", ODD)
def test_odd_text_is_read_and_every_part_has_its_place(extractor: Extractor, kind: str) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(texts(ODD[kind]), st.sampled_from([None, date(2023, 4, 20), date.min, date.max]))
    def law(text: str, published: date | None) -> None:
        reading = extractor.read(Article("odd", "", text, published))
        assert reading.article.text == SURROGATE.sub("\ufffd", text)
        check(reading)
        to_json(reading)
        assert unpack(pack(reading), reading.article) == reading

    law()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=120))
def test_any_text_at_all_is_read(extractor: Extractor, text: str) -> None:
    check(extractor.read(Article("any", "", text, date(2023, 4, 20))))


@pytest.mark.parametrize("kind", ODD)
def test_news_around_odd_characters_is_still_found(extractor: Extractor, kind: str) -> None:
    """One odd paragraph does not hide the others, and the reading can be written down."""
    odd = "".join(ODD[kind])
    reading = extractor.read(Article("odd", "", f"{NEWS}\n\n{odd}\n\n{NEWS}", date(2023, 4, 20)))
    assert [m.text for m in reading.mentions].count("真格基金") == 2
    assert [d.edtf for d in reading.dates].count("2023-04-19") == 2
    assert unpack(pack(reading), reading.article) == reading


@pytest.mark.parametrize("symbol", SYMBOL.values())
def test_a_character_of_private_use_is_no_symbol_of_a_name(extractor: Extractor, symbol: str) -> None:
    """Sentences with names as symbols are made of these characters: those of the text itself must not be taken for them."""
    text = f"{symbol}创始人{symbol}出任雾桥科技总经理，{symbol}任董事长沈砚青{symbol}说，由{symbol}创办。"
    check(extractor.read(Article("private", "", text, None)))


def test_ten_thousand_repeats_of_a_name_are_one_entity(extractor: Extractor) -> None:
    reading = extractor.read(Article("repeats", "", "沈砚青、" * 10_000 + "。", None))
    check(reading)
    assert len({m.entity for m in reading.mentions}) <= 1


LONG: dict[str, Callable[[int], str]] = {
    "a paragraph without punctuation": lambda n: "公司宣布完成新一轮融资资金将用于研发和市场拓展" * (n // 24),
    "one name": lambda n: "沈砚青" * (n // 3),
    "Latin letters": lambda n: "The Fog Inc. said on Monday that " * (n // 33),
    "one letter": lambda n: "a" * n,
    "digits": lambda n: "1" * n,
    "emoji": lambda n: "😀" * n,
    "control characters": lambda n: "\x00\x1b" * (n // 2),
    "direction marks": lambda n: "\u202e雾桥\u200f" * (n // 4),
    "tags": lambda n: '<p class="a">雾桥&nbsp;</p>' * (n // 24),
    "empty sentences": lambda n: "。！？" * (n // 3),
    "empty lines": lambda n: "\n" * n,
    "open marks": lambda n: "“（《" * (n // 3),
    "surrogates": lambda n: "\ud800" * n,
    "news": lambda n: NEWS * (n // len(NEWS)),
}


@pytest.mark.parametrize("text_of", LONG.values(), ids=list(LONG))
def test_a_long_odd_text_costs_what_its_length_costs(extractor: Extractor, text_of: Callable[[int], str]) -> None:
    def seconds(size: int) -> float:
        article = Article("long", "", text_of(size), date(2023, 4, 20))
        started = process_time()
        check(extractor.read(article))
        return process_time() - started

    seconds(1_000)
    once = min(seconds(4_000), seconds(4_000))
    fourfold = seconds(16_000)
    assert fourfold < 8 * once + 0.1
