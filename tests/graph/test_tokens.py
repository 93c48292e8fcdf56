from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.tokens import offset, place, tokens

W3C = Path(__file__).parents[3] / "shared" / "rdf-tests" / "sparql"
PIECES = ["SELECT", "?x", "$y", "<urn:a>", "<", ">", "'", '"', '"""', "'''", "\\", "# c", "\n", "\r", " ", "{", "}", "(", ":", "x:a.b", "1.5e-3", "@zh", "词", "_:b", ".", "\x00", "\ud800"]  # fmt: skip


def queries() -> list[str]:
    if not W3C.exists():
        pytest.skip("the W3C tests are not there")
    return [path.read_bytes().decode("utf-8", "surrogateescape") for path in sorted(W3C.rglob("*.rq"))]


def test_every_w3c_query_is_its_tokens() -> None:
    found = queries()
    assert len(found) > 1000
    for query in found:
        assert "".join(token.text for token in tokens(query)) == query


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=60))
@example("a\u3000b\ufeff\u2028")
def test_any_text_is_its_tokens_each_beginning_where_it_says(text: str) -> None:
    at = 0
    for token in tokens(text):
        assert (token.start, token.text) == (at, text[at : token.end])
        assert token.text
        at = token.end
    assert at == len(text)


@settings(max_examples=80, deadline=None)
@given(st.text("a\n\r南", max_size=20), st.integers(0, 20))
def test_line_and_column_lead_back_to_the_character(text: str, at: int) -> None:
    at = min(at, len(text))
    assert offset(text, *place(text, at)) == at
    assert offset(text, 99, 1) == len(text)
