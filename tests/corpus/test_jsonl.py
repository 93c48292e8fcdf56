import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.encoding import DecodingError
from corpus.jsonl import article_from_line, lines
from corpus.metadata import ArticleError


def line(**record: object) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode()


def test_a_line_is_an_article() -> None:
    article = article_from_line(
        line(
            id="a",
            title="题",
            published="2024-03-01",
            source="报",
            url="https://a.cn",
            text="一。\r\n\r\n**二**。",
            more=[1],
        ),
        stem="f",
    )
    assert (article.id, article.title, article.text) == ("a", "题", "题\n\n一。\n\n**二**。")
    assert (article.published, article.source, article.url) == (date(2024, 3, 1), "报", "https://a.cn")


def test_a_number_may_be_an_id_and_null_is_nothing() -> None:
    article = article_from_line(line(id=7, title=None, published=None, text="一。"), stem="f")
    assert (article.id, article.title, article.published) == ("7", "", None)


def test_without_an_id_the_content_names_the_article() -> None:
    """The same line in the same file has the same id on every run; other text has another."""
    one, again, other = (article_from_line(line(text=text), stem="f g").id for text in ("一。", "一。", "二。"))
    assert one == again != other
    assert one.startswith("f_g-")


def test_gb18030_lines_are_read() -> None:
    text = "雾桥科技昨日在上海宣布，公司已经完成新一轮融资。"
    assert article_from_line(json.dumps({"text": text}, ensure_ascii=False).encode("gb18030"), stem="f").text == text


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b'{"text": "a",}', "no JSON: "),
        (b'{"text" "a"}', "(column 9)"),
        (b"[1, 2]", "a JSON object is wanted, this is a list"),
        (b"null", "this is null"),
        (b'"a"', "this is a string"),
        (b"{}", "text is missing"),
        (b'{"text": null}', "text is missing"),
        (b'{"text": 3}', "text must be a string, this is a number"),
        (b'{"text": "a", "title": ["b"]}', "title must be a string, this is a list"),
        (b'{"text": "a", "id": true}', "id must be a string, this is true or false"),
        (b'{"text": "a", "url": {}}', "url must be a string, this is an object"),
        (b'{"text": "a", "published": "soon"}', "published is no date: 'soon'"),
        (b'{"text": " "}', "the article has no text"),
        (b'{"text": "b", "title": "b"}', "no text but its title"),
        (b'{"id": "a/b", "text": "b"}', "id 'a/b' holds '/'"),
        (b'{"id": ' + b"1" * 5000 + b', "text": "b"}', "no readable JSON"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_malformed_line_says_what_is_wrong(raw: bytes, message: str) -> None:
    with pytest.raises(ArticleError) as caught:
        article_from_line(raw, stem="f")
    assert message in str(caught.value)


def test_lone_surrogates_do_not_come_through() -> None:
    article = article_from_line(b'{"title": "t\\ud800", "text": "a\\udc00b", "source": "\\udfff"}', stem="f")
    assert (article.title, article.text, article.source) == ("t", "t\n\nab", None)


def test_a_line_beyond_the_limit_is_skipped_and_the_rest_comes() -> None:
    file = io.BytesIO(b"one\n" + b"x" * 3_000_000 + b"\ntwo\n" + b"y" * 101)
    assert list(lines(file, limit=100)) == [b"one\n", None, b"two\n", None]


def test_a_line_of_just_the_limit_is_read() -> None:
    assert list(lines(io.BytesIO(b"x" * 99 + b"\n" + b"y"), limit=100)) == [b"x" * 99 + b"\n", b"y"]


@given(st.binary(max_size=100) | st.text().map(lambda text: json.dumps({"text": text, "title": text[:3]}).encode()))
def test_any_line_is_an_article_or_a_clear_error(raw: bytes) -> None:
    article, problem = None, ""
    try:
        article = article_from_line(raw, stem="f")
    except (ArticleError, DecodingError) as error:
        problem = str(error)
    assert (article is None) == bool(problem)
    if article is not None:
        assert article.text.encode()
        assert all(part and part == part.strip() for part in article.text.split("\n\n"))
