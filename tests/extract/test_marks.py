"""Spans between paired marks."""

from hypothesis import given
from hypothesis import strategies as st

from extract.marks import marked_spans

MARKED_TEXT = st.text(alphabet='甲乙“”「」『』‘’《》（）()"\n，', max_size=60)


def inside(text: str) -> list[tuple[str, str, int]]:
    return [(text[s.start : s.end], s.opener, s.depth) for s in marked_spans(text)]


def test_every_kind_of_mark_is_found_in_order() -> None:
    assert inside("他说“好”，「南极圈」的《联盟》（简称）") == [
        ("好", "“", 0),
        ("南极圈", "「", 0),
        ("联盟", "《", 0),
        ("简称", "（", 0),
    ]


def test_a_quotation_in_a_quotation_is_deeper() -> None:
    assert inside("“他说‘快走’就走”") == [("他说‘快走’就走", "“", 0), ("快走", "‘", 1)]


def test_straight_quotes_open_and_close_in_turn() -> None:
    assert inside('"甲"和"乙"') == [("甲", '"', 0), ("乙", '"', 0)]


def test_an_unclosed_mark_spoils_no_other() -> None:
    assert inside("“没有关，《书》") == [("书", "《", 0)]


def test_only_open_marks_of_its_family_make_a_span_deeper() -> None:
    assert inside("“甲（乙「丙」）") == [("乙「丙」", "（", 0), ("丙", "「", 1)]


def test_no_span_crosses_a_line_end() -> None:
    assert inside("“上\n下”") == []


@given(MARKED_TEXT)
def test_spans_are_nested_or_apart(text: str) -> None:
    spans = marked_spans(text)
    for one in spans:
        assert 0 <= one.start < one.end <= len(text)
        for other in spans:
            apart = one.end <= other.start or other.end <= one.start
            nested = (one.start <= other.start and other.end <= one.end) or (
                other.start <= one.start and one.end <= other.end
            )
            assert apart or nested
