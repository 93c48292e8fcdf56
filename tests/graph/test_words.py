from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT

from graph.words import fold, grams, joined, name_key, pinyin, query_grams, spans, syllables, words


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_folding_evens_out_script_width_and_case() -> None:
    assert fold("騰訊ＯＫＡＹ Facebook") == "腾讯okay facebook"


@given(st.text(alphabet="南极圈潘国华ABc1 ，。", max_size=20))
def test_a_part_of_a_text_has_no_gram_that_the_text_lacks(text: str) -> None:
    """Words of other scripts are whole, so a part is cut at white space or between Chinese characters."""
    whole = set(grams(fold(text)))
    for part in text.split():
        assert set(query_grams(fold(part))) <= whole


def test_a_character_alone_is_looked_for_as_such() -> None:
    assert query_grams("潘") == ["潘"]
    assert query_grams("南极圈 ai") == ["南极", "极圈", "ai"]
    assert "潘" in set(grams("潘国华"))


def test_words_are_cut_for_search_and_have_something_to_find() -> None:
    assert {"腾讯", "离职", "员工"} <= set(words("腾讯离职员工，……"))
    assert words("，。！") == []


@pytest.mark.parametrize(
    ("name", "sounds"),
    [
        ("潘国华", ("panguohua", "pgh")),
        ("重庆", ("chongqing", "cq")),
        ("OKAY智慧教育", ("okayzhihuijiaoyu", "okayzhjy")),
        ("LinkedIn", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_name_is_known_by_its_sound(name: str, sounds: tuple[str, str]) -> None:
    assert pinyin(name) == sounds


@settings(max_examples=300)
@given(
    st.text(
        alphabet=st.sampled_from(sorted(map(chr, PINYIN_DICT))) | st.sampled_from("重庆银行长孙单于绿女嗯Aé1·— ，"),
        max_size=12,
    )
)
def test_names_sound_as_pypinyin_says(name: str) -> None:
    assert "".join(sound for sound, _ in syllables(name)) == "".join(lazy_pinyin(name))
    assert "".join(sound[:1] if read else sound for sound, read in syllables(name)) == "".join(
        lazy_pinyin(name, style=Style.FIRST_LETTER)
    )


def test_two_spellings_of_a_name_share_its_key() -> None:
    assert name_key("里德·霍夫曼") == name_key("里德•霍夫曼") == name_key("里德 霍夫曼")
    assert name_key("OKAY 智慧教育") == name_key("Okay智慧教育")
    assert name_key("……") == ""


def test_pieces_are_found_where_they_stand_in_the_original() -> None:
    text = "騰訊與AI：email不算，AI算，腾讯也算"
    assert [text[start:end] for start, end in joined(spans(text, ["腾讯", "ai"]))] == ["騰訊", "AI", "AI", "腾讯"]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)).map(lambda p: (p[0], p[0] + p[1]))))
def test_joined_spans_cover_the_same_and_never_touch(found: list[tuple[int, int]]) -> None:
    result = joined(found)
    covered = {n for start, end in found for n in range(start, end)}
    assert {n for start, end in result for n in range(start, end)} == covered
    assert all(one[1] < other[0] for one, other in pairwise(result))
