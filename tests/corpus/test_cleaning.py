import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import lines_are_paragraphs, normalised, plain_paragraphs


def test_line_ends_of_every_system_are_one() -> None:
    assert normalised("a\r\nb\rc\u2028d\x0be\x0cf\u2029g") == "a\nb\nc\nd\ne\nf\n\ng"


def test_characters_that_are_no_text_go_and_all_others_stay() -> None:
    """No normal form is applied: full-width letters, ideographic variants and accents are what the author wrote."""
    assert normalised("\ufeff甲\x00\x07乙\u200b丙\ud800\xa0Ａ\uf900e\u0301\t") == "甲乙丙 Ａ\uf900e\u0301\t"


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once
    assert not [char for char in once if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t"]


_XML = re.compile(r"[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")


def test_every_character_that_survives_is_legal_in_xml() -> None:
    """All of Unicode goes in; what is no character in any of its planes does not come out."""
    text = normalised("".join(map(chr, range(0x110000))))
    assert _XML.fullmatch(text)
    assert not [char for char in text if ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF]
    assert len(text) > 1_110_000
    assert normalised("甲\ufffe乙\uffff丙\ufdd0丁\U0001fffe\ufffd") == "甲乙丙丁\ufffd"


@given(st.text() | st.text("甲乙a，。」\n \u3000", max_size=60))
def test_plain_paragraphs_of_plain_paragraphs_are_the_same(text: str) -> None:
    once = plain_paragraphs(normalised(text))
    assert plain_paragraphs("\n\n".join(once)) == once
    assert all(paragraph and paragraph == paragraph.strip() and "\n" not in paragraph for paragraph in once)


def test_hard_wrapped_lines_are_joined() -> None:
    text = "雾桥科技昨日宣布，公司已经完成\n新一轮融资，由砚台资本领\n投。创始人顾临川说，钱\n会用来修桥。\n\n第二段。"
    assert not lines_are_paragraphs(text)
    assert plain_paragraphs(text) == [
        "雾桥科技昨日宣布，公司已经完成新一轮融资，由砚台资本领投。创始人顾临川说，钱会用来修桥。",
        "第二段。",
    ]


def test_lines_that_end_sentences_are_paragraphs() -> None:
    text = "标题\n第一段说了一件事。\n“第二段说了另一件。”\n第三段没有完\n第四段有。"
    assert lines_are_paragraphs(text)
    assert plain_paragraphs(text) == text.split("\n")


def test_an_indented_line_begins_a_paragraph_in_wrapped_text_too() -> None:
    text = "\u3000\u3000第一段很长很长\n接着说完。\n\u3000\u3000第二段也很长\n也接着说"
    assert plain_paragraphs(text) == ["第一段很长很长接着说完。", "第二段也很长也接着说"]


@pytest.mark.parametrize("structured", ["- 一。\n- 二。\n", "1. 一。\n2. 二。", "> 一。\n> 二。", "# 题。\n文"])
def test_lines_of_markdown_structure_tell_nothing_about_paragraphs(structured: str) -> None:
    assert not lines_are_paragraphs(structured)


def test_plain_text_keeps_what_only_markdown_would_take() -> None:
    text = "1. 甲*乙*丙_丁_ <b>戊</b> &amp; [己](庚)"
    assert plain_paragraphs(text) == [text]
