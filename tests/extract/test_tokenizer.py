import logging
import re
from itertools import pairwise
from pathlib import Path

import jieba
import pytest
import rjieba
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract.script import simplify
from extract.tokenizer import Tokenizer, is_word, recut

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
TOKENIZER = Tokenizer(spacy.blank("zh").vocab)
CHINESE = re.compile("[\u4e00-\u9fff，。！？、：；“”]+")


@given(st.text() | st.text(alphabet="南极圈 創辦a1.\n\t　，🙂"))
def test_the_tokens_of_a_text_are_its_own_characters(text: str) -> None:
    doc = TOKENIZER(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


@given(data=st.data(), text=st.text(alphabet="南极圈创办人a1.\n \u3000，", min_size=1, max_size=40))
def test_names_are_tokens_of_their_own_wherever_they_begin_and_end(data: st.DataObject, text: str) -> None:
    places = [i for i in range(len(text) + 1) if i in (0, len(text)) or not text[i - 1 : i + 1].isspace()]
    borders = sorted(data.draw(st.sets(st.sampled_from(places), max_size=8)))
    spans = [(a, b, "ORG") for a, b in list(pairwise(borders))[::2] if text[a:b].strip() == text[a:b]]
    doc = recut(TOKENIZER(text), spans)
    assert doc.text == text
    assert [(e.start_char, e.end_char, e.text) for e in doc.ents] == [(a, b, text[a:b]) for a, b, _ in spans]


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*.md"))[::6], ids=lambda path: path.stem)
def test_chinese_is_cut_as_jieba_cuts_it(path: Path) -> None:
    jieba.setLogLevel(logging.WARNING)
    runs = CHINESE.findall(path.read_text("utf-8"))
    assert len(runs) > 10
    for run in runs:
        assert rjieba.cut(run) == jieba.lcut(run)
        assert [token.text for token in TOKENIZER(run)] == jieba.lcut(run)


def test_traditional_script_is_cut_like_simplified() -> None:
    text = "國立臺灣大學校長與記者會談"
    doc = TOKENIZER(text)
    assert doc.text == text
    assert [simplify(token.text) for token in doc] == [token.text for token in TOKENIZER(simplify(text))]
    assert len(doc) < 8


def test_a_word_is_what_the_dictionary_holds() -> None:
    assert is_word("公司")
    assert not is_word("极圈南")
