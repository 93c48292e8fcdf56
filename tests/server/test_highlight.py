"""Marked text keeps every character and marks exactly what it is told to."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from server.article import paragraph_spans
from server.highlight import Marked, Span, mark


def _text(nodes: Iterable[Marked | str]) -> str:
    return "".join(node if isinstance(node, str) else _text(node.children) for node in nodes)


def _pieces(nodes: Iterable[Marked | str], kind: str) -> Iterable[Marked]:
    for node in nodes:
        if isinstance(node, Marked):
            if node.span.kind == kind:
                yield node
            yield from _pieces(node.children, kind)


_spans = st.lists(st.tuples(st.integers(-2, 42), st.integers(-2, 42)), max_size=8)


@given(st.text("甲乙丙丁<>&", max_size=40), _spans, _spans, st.integers(0, 40), st.integers(0, 40))
def test_marking_loses_and_repeats_no_character(
    text: str, outer: list[tuple[int, int]], inner: list[tuple[int, int]], start: int, end: int
) -> None:
    """Whatever spans: overlapping, nested, crossing, empty, reversed, or outside of the text."""
    layers = [[Span(a, b, "quote") for a, b in outer], [Span(a, b, "mention") for a, b in inner]]
    assert _text(mark(text, layers, start=start, end=min(end, len(text)))) == text[start : min(end, len(text))]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 5)), min_size=1, max_size=6), _spans)
def test_each_span_that_overlaps_no_other_is_marked_whole_and_named_once(
    gaps: list[tuple[int, int]], outer: list[tuple[int, int]]
) -> None:
    """However the layer around it cuts it, its pieces join to its text and only the first bears the id."""
    spans, at = [], 0
    for gap, length in gaps:
        spans.append(Span(at + gap, at + gap + length, "mention", id=f"m{len(spans)}"))
        at += gap + length
    text = "".join(chr(0x4E00 + n) for n in range(at))
    nodes = mark(text, [[Span(a, b, "quote") for a, b in outer], spans])
    pieces = list(_pieces(nodes, "mention"))
    for span in spans:
        own = [piece for piece in pieces if piece.span == span]
        assert "".join(_text(piece.children) for piece in own) == text[span.start : span.end]
        assert [piece.first for piece in own] == [True] + [False] * (len(own) - 1)
        assert [piece.last for piece in own] == [False] * (len(own) - 1) + [True]


def test_of_two_overlapping_spans_of_a_layer_the_earlier_and_longer_stays() -> None:
    nodes = mark("甲乙丙丁", [[Span(1, 4, "mention"), Span(0, 2, "mention"), Span(0, 1, "mention")]])
    assert [(_text(piece.children)) for piece in _pieces(nodes, "mention")] == ["甲乙"]


@given(st.text("甲 \n\t", max_size=30))
def test_paragraphs_hold_all_words_and_no_blank_line(text: str) -> None:
    """What blank lines part; each paragraph starts and ends with a character that is seen."""
    spans = list(paragraph_spans(text))
    outside = text
    for start, end in reversed(spans):
        assert text[start:end] == text[start:end].strip()
        assert "\n\n" not in text[start:end].replace(" ", "").replace("\t", "")
        outside = outside[:start] + outside[end:]
    assert not outside.strip()
