"""Sentences and script."""

from hypothesis import given
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
def test_sentences_hold_all_that_is_not_white_space(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


def test_traditional_script_is_simplified() -> None:
    assert simplify("蘋果創辦人葉映彤") == "苹果创办人叶映彤"


@given(st.text(max_size=80))
def test_simplified_text_keeps_its_length(text: str) -> None:
    assert len(simplify(text)) == len(text)
