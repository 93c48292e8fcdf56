import json
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.judged import JudgedError, JudgedQuery, Retrieval, Span, half, judged_queries, score

TEXTS = {"a": "南极圈成立了。潘国华创办了它。", "b": "百老汇也成立了。"}


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(*forms: object) -> Path:
        file = tmp_path / "queries.jsonl"
        file.write_text("".join(f"{json.dumps(form, ensure_ascii=False)}\n" for form in forms), "utf-8")
        return file

    return write


def test_a_relevant_sentence_is_found_where_its_article_says_it(written: Callable[..., Path]) -> None:
    form = {"query": "谁创办", "relevant": [{"article": "a", "sentence": "潘国华创办了它。"}]}
    assert list(judged_queries(written(form), TEXTS.get)) == [JudgedQuery("谁创办", "", (("a", 7, 15),))]


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ([], "must be"),
        ({"query": " ", "relevant": []}, "must be"),
        ({"query": "谁"}, "'谁' needs a list"),
        ({"query": "谁", "relevant": []}, "'谁' needs a list"),
        ({"query": "谁", "relevant": ["a"]}, "'a' is not"),
        ({"query": "谁", "relevant": [{"article": "c", "sentence": "他"}]}, "there is no article 'c'"),
        ({"query": "谁", "relevant": [{"article": "b", "sentence": "他走了。"}]}, "'b' does not say '他走了。'"),
    ],
)
def test_what_is_no_judged_query_is_told_with_its_line(
    written: Callable[..., Path], form: object, problem: str
) -> None:
    good = {"query": "成立", "relevant": [{"article": "b", "sentence": "百老汇"}]}
    with pytest.raises(JudgedError, match=rf"queries\.jsonl:2: .*{problem}"):
        list(judged_queries(written(good, form), TEXTS.get))


def test_the_first_relevant_sentence_and_the_part_that_is_found_count() -> None:
    ranked: dict[str, list[Span]] = {
        "second": [("b", 0, 8), ("a", 0, 7)],
        "both": [("a", 7, 15), ("a", 0, 7)],
        "late": [("b", 0, 8)] * 10 + [("a", 0, 7)],
    }
    relevant: tuple[Span, ...] = (("a", 0, 7), ("a", 7, 15))
    queries = [JudgedQuery(name, name, relevant) for name in ranked]
    found = score(queries, lambda query: ranked[query])
    assert found["second"] == Retrieval(1, 0.5, 0.5)
    assert found["both"] == Retrieval(1, 1.0, 1.0)
    assert found["late"] == Retrieval(1, 0.0, 0.0)
    assert found[""] == Retrieval(3, 0.5, 0.5)


def test_the_halves_are_the_odd_and_the_even_queries() -> None:
    queries = [JudgedQuery(str(number), "", ()) for number in range(1, 6)]
    assert [one.query for one in half(queries, "first")] == ["1", "3", "5"]
    assert [one.query for one in half(queries, "second")] == ["2", "4"]
