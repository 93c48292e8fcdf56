from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.document import EmptyArticleError, article_from_text
from corpus.frontmatter import FrontMatterError
from corpus.metadata import ArticleError, id_from_stem

BODY = "雾桥科技昨日在上海宣布，公司已经完成新一轮融资。\n\n创始人顾临川说：“钱会用来修桥。”"


def read(text: str) -> Article:
    return article_from_text(text, stem="stem")


def failure(text: str) -> tuple[int | None, str]:
    with pytest.raises(ArticleError) as caught:
        read(text)
    return caught.value.line, str(caught.value)


def test_front_matter_names_the_article() -> None:
    front = '---\nid: a1\ntitle: "雾桥：又一轮"\npublished: 2024-02-29\nsource: 华灯财经\nurl: https://a.cn/1\nmood: 好\n---\n\n'
    assert read(front + BODY) == Article(
        "a1", "雾桥：又一轮", f"雾桥：又一轮\n\n{BODY}", date(2024, 2, 29), "华灯财经", "https://a.cn/1"
    )


def test_a_quoted_null_is_a_word() -> None:
    assert read(f'---\ntitle: "null"\nsource: null\n---\n{BODY}').title == "null"


def test_without_front_matter_the_file_names_it() -> None:
    assert read(BODY) == Article("stem", "", BODY)


@pytest.mark.parametrize("value", ["007", "2024-01-05", "1e5", "12:30", "yes", "null-1", "雾桥", "a:b"])
def test_an_id_is_what_is_written(value: str) -> None:
    """YAML would make a number, a date, a truth value of it."""
    assert read(f"---\nid: {value}\n---\n{BODY}").id == value


@pytest.mark.parametrize("empty", ["", "~", "null", '""'])
def test_an_empty_field_is_none(empty: str) -> None:
    article = read(f"---\nid: {empty}\npublished: {empty}\nurl: {empty}\n---\n{BODY}")
    assert (article.id, article.published, article.url) == ("stem", None, None)


@pytest.mark.parametrize(
    "value",
    [
        "2024-03-01",
        "2024/3/1",
        "2024.03.01",
        "2024年3月1日",
        "2024-03-01T08:30:00+08:00",
        "2024-03-01 08:30",
        "'2024-03-01'",
    ],
)
def test_days_are_read_as_they_are_commonly_written(value: str) -> None:
    assert read(f"---\npublished: {value}\n---\n{BODY}").published == date(2024, 3, 1)


@pytest.mark.parametrize("value", ["2024-02-30", "2024", "上周五", "0000-01-01", "2024-03-01 mañana", "20240301"])
def test_what_is_no_date_is_named_with_its_line(value: str) -> None:
    line, message = failure(f"---\nid: a\npublished: {value}\n---\n{BODY}")
    assert (line, message) == (3, f"published is no date: {value!r}")


@pytest.mark.parametrize("bad", ["a/b", "a\\b", "a#b", "a?b", "a%b", "a b", "a\u3000b", "..", "a" * 201, "a\u200eb"])
def test_an_id_that_no_address_can_hold_is_refused(bad: str) -> None:
    line, message = failure(f"---\nid: '{bad}'\n---\n{BODY}")
    assert line == 2
    assert message.startswith("id ")


@pytest.mark.parametrize(
    "bad",
    ["javascript:alert(1)", "ftp://a/b", "www.a.cn", "https://a.cn/a b", "https://a.cn/<b>", "https://a.cn/\u202eb"],
)
def test_a_url_that_is_no_web_address_is_refused(bad: str) -> None:
    line, message = failure(f"---\ntitle: 题\nurl: {bad}\n---\n{BODY}")
    assert (line, message) == (3, f"url is no http or https address: {bad!r}")


@pytest.mark.parametrize(
    ("front", "line", "message"),
    [
        ("id: a\ntitle: b: c\n", 3, "mapping values are not allowed here (column 9)"),
        ('id: "a\n', 3, "found unexpected end of stream"),
        ("- a\n- b\n", 2, "no list of `key: value` lines"),
        ("title:\n  - a\n", 2, "title is no single value"),
        ('title: "\\UFFFFFFFF"\n', 1, "front matter: "),
        ("a: " + "[" * 2000 + "\n", 1, "nested too deeply"),
        ("a: b\n" * 20_000, 1, "longer than"),
    ],
)
def test_malformed_front_matter_is_named_with_its_line(front: str, line: int, message: str) -> None:
    with pytest.raises(FrontMatterError) as caught:
        read(f"---\n{front}---\n{BODY}")
    assert caught.value.line == line
    assert message in str(caught.value)


def test_front_matter_that_is_never_closed_is_an_error() -> None:
    assert failure(f"---\nid: a\n\n{BODY}") == (1, "front matter opened with --- is never closed")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"# 雾桥的桥\n\n{BODY}", "雾桥的桥"),
        (f"![](a.jpg)\n\n雾桥的桥\n========\n\n{BODY}", "雾桥的桥"),
        (f"雾桥又拿到一轮钱\n\n{BODY}", "雾桥又拿到一轮钱"),
        (f"## 导语\n\n{BODY}", ""),
        (f"文 | 孙静\n\n{BODY}", ""),
        (f"来源：华灯财经\n\n{BODY}", ""),
        (f"2024-03-01 08:30\n\n{BODY}", ""),
        (f"首页 > 财经\n\n{BODY}", ""),
        (f"他走了。\n\n{BODY}", ""),
        (BODY, ""),
        ("一个短行\n\n又一个短行", ""),
    ],
)
def test_a_title_is_taken_only_where_it_shows(text: str, title: str) -> None:
    """Either way the text is the same: a headline stays its first paragraph."""
    article = read(text)
    assert article.title == title
    assert article.text.endswith(BODY[-5:]) or not title


@pytest.mark.parametrize("heading", ["# 雾桥 的桥\n\n", "雾桥的桥\n\n", ""])
def test_a_title_is_said_once(heading: str) -> None:
    article = read(f"---\ntitle: 雾桥的桥\n---\n\n{heading}{BODY}")
    assert article.text == f"雾桥的桥\n\n{BODY}"


@pytest.mark.parametrize(
    "text", ["", " \n\u3000\n", "![](a.jpg)", "<!-- x -->", "---\nid: a\n---\n", "# 题", "---\ntitle: 题\n---\n题"]
)
def test_an_article_without_text_is_an_error(text: str) -> None:
    with pytest.raises(EmptyArticleError, match="no text"):
        article_from_text(text, stem="stem", markdown=True)


@pytest.mark.parametrize("stem", ["", "a b", "新闻 1", "50%", "a#b", "..", "\udce4", "x" * 300, "a?b"])
def test_a_stem_that_is_no_id_becomes_one_of_its_own(stem: str) -> None:
    name = id_from_stem(stem)
    assert article_from_text(f"---\nid: {name}\n---\n{BODY}", stem="x").id == name
    assert name != stem


def test_stems_that_differ_only_in_what_no_id_holds_stay_apart() -> None:
    assert len({id_from_stem(stem) for stem in ("a b", "a_b", "a#b", "a?b")}) == 4


@pytest.mark.parametrize("stem", ["000_0624c5519d2bf45e", "新闻-1", "a.b"])
def test_a_stem_that_is_an_id_stays(stem: str) -> None:
    assert id_from_stem(stem) == stem


@given(
    st.text() | st.text("-#*:[]{}\"'\n 甲。a\u3000", max_size=60).map("---\n{}".format),
    st.sampled_from([True, False, None]),
)
def test_any_text_is_an_article_or_a_clear_error(text: str, markdown: bool | None) -> None:
    """The law of an article's text: title, blank line, body; paragraphs without outer white space."""
    try:
        article = article_from_text(text, stem="stem", markdown=markdown)
    except ArticleError as error:
        message = str(error)
    else:
        paragraphs = article.text.split("\n\n")
        assert all(part and part == part.strip() and "\n" not in part for part in paragraphs)
        assert paragraphs[0] == article.title or not article.title
        message = article.text.encode().decode()
    assert message


@given(st.text("甲乙丙。，「」a1 \n", min_size=1), st.text("题目", max_size=3))
def test_reading_an_articles_own_text_gives_the_same_article(text: str, title: str) -> None:
    front = f"---\ntitle: '{title}'\n---\n"
    try:
        once = read(front + text)
    except EmptyArticleError:
        return
    assert read(f"---\ntitle: '{once.title}'\n---\n{once.text}") == once
