"""Sentences and script."""

from hypothesis import example, given
from hypothesis import strategies as st

from extract.script import simplify
from extract.sentences import split_sentences


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


def test_sentences_end_at_final_marks_with_their_closing_quotes() -> None:
    assert cut("他说：“走。”她没走！为什么？\n新的一段……完") == [
        "他说：“走。”",
        "她没走！",
        "为什么？",
        "新的一段……",
        "完",
    ]


def test_a_full_stop_in_a_number_ends_nothing() -> None:
    assert cut("增长3.5%，约1.2亿元") == ["增长3.5%，约1.2亿元"]


@given(st.text(max_size=80))
@example("甲" * 1700 + "，”" + "乙" * 300 + "\n" + " 丙" * 600)
@example("甲" * 499 + "  " + "，" * 502)
def test_sentences_hold_all_that_is_not_white_space(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


@given(st.lists(st.sampled_from(("甲", "，", " ", "”", "甲" * 450, "、乙" * 90, "。")), max_size=40).map("".join))
def test_no_sentence_is_longer_than_500_characters(text: str) -> None:
    pieces = cut(text)
    assert all(0 < len(piece) <= 500 and piece == piece.strip() for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_sentence_too_long_is_cut_at_its_last_pause() -> None:
    assert cut("甲" * 300 + "，" + "乙" * 150 + "；“" + "丙" * 100) == [
        "甲" * 300 + "，" + "乙" * 150 + "；",
        "“" + "丙" * 100,
    ]
    assert [len(piece) for piece in cut("甲" * 1200)] == [500, 500, 200]
    assert cut("甲，" * 250) == ["甲，" * 250]


def test_traditional_script_is_simplified() -> None:
    assert simplify("蘋果創辦人葉映彤") == "苹果创办人叶映彤"


@given(st.text(max_size=80))
def test_simplified_text_keeps_its_length(text: str) -> None:
    assert len(simplify(text)) == len(text)
