"""The file of vectors: what is put there is found, what is taken away is gone, whoever looks."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.context import Near
from graph.embedding import EmbeddingError, Matrix
from graph.vectors import SPARE, Vectors

DIMENSION = 4


def rows(*numbers: int) -> Matrix:
    """Rows of length 1 that differ from each other."""
    made = np.array([[n, n * n, 1, -n] for n in numbers], dtype=np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def filled(path: Path, **articles: list[int]) -> Vectors:
    vectors = Vectors(path, "model")
    for article, numbers in articles.items():
        vectors.put(article, [str(n) for n in numbers], rows(*numbers))
    return vectors


def nearest(vectors: Vectors, number: int, limit: int = 1) -> list[tuple[str, int]]:
    return [(one.article, one.position) for one in vectors.nearest(rows(number), limit)]


def bytes_of(path: Path) -> bytes:
    (file,) = path.glob("rows-*.f32")
    return file.read_bytes()


def test_a_sentence_is_found_by_its_own_vector(tmp_path: Path) -> None:
    vectors = filled(tmp_path, a=[1, 2, 3], b=[4, 5])
    assert [nearest(vectors, number)[0] for number in range(1, 6)] == [("a", 0), ("a", 1), ("a", 2), ("b", 0), ("b", 1)]
    assert vectors.nearest(rows(4), 1)[0] == Near("b", 0, pytest.approx(1.0))
    assert len(vectors.nearest(rows(1), 100)) == vectors.count() == 5
    assert Vectors(tmp_path / "none", "model").nearest(rows(1), 3) == []


def test_an_article_that_is_replaced_or_removed_takes_its_vectors_along(tmp_path: Path) -> None:
    vectors = filled(tmp_path, a=[1, 2], b=[3])
    vectors.put("a", ["7"], rows(7))
    assert {one.article for one in vectors.nearest(rows(1), 10)} == {"a", "b"}
    assert vectors.count() == 2
    vectors.remove("a")
    vectors.remove("nobody")
    assert nearest(vectors, 7, 10) == [("b", 0)]
    assert rows(1).tobytes() not in bytes_of(tmp_path)
    assert rows(7).tobytes() not in bytes_of(tmp_path)


def test_who_reads_beside_the_writer_sees_what_is_written(tmp_path: Path) -> None:
    writer, reader = filled(tmp_path, a=[1]), Vectors(tmp_path, "model")
    assert nearest(reader, 2) == [("a", 0)]
    writer.put("b", ["2"], rows(2))
    assert nearest(reader, 2) == [("b", 0)]
    writer.remove("b")
    assert nearest(reader, 2, 10) == [("a", 0)]


def test_the_vectors_of_another_model_are_nobodys(tmp_path: Path) -> None:
    vectors = filled(tmp_path, a=[1])
    vectors.followed(3)
    assert vectors.applied == 3
    other = Vectors(tmp_path, "another")
    assert (other.applied, other.count(), other.articles(), other.nearest(rows(1), 1)) == (0, 0, set(), [])
    assert not other.has("a", ["1"])
    other.put("b", ["2"], rows(2))
    assert other.articles() == {"b"}
    assert vectors.articles() == set()
    assert rows(1).tobytes() not in bytes_of(tmp_path)


def test_a_model_that_changes_the_length_of_its_vectors_is_refused(tmp_path: Path) -> None:
    vectors = filled(tmp_path, a=[1])
    with pytest.raises(EmbeddingError, match="vectors of 2 numbers now, and of 4 before"):
        vectors.put("b", ["2"], np.ones((1, 2), dtype=np.float32))
    assert vectors.nearest(np.ones((1, 2), dtype=np.float32), 1) == []


def test_what_a_killed_writer_left_in_the_file_is_nobodys(tmp_path: Path) -> None:
    filled(tmp_path, a=[1]).close()
    (file,) = tmp_path.glob("rows-*.f32")
    with file.open("ab") as out:
        out.write(rows(5, 6).tobytes()[:-3])
    vectors = Vectors(tmp_path, "model")
    assert nearest(vectors, 5, 10) == [("a", 0)]
    vectors.put("b", ["2", "3"], rows(2, 3))
    assert [nearest(vectors, number)[0] for number in (1, 2, 3)] == [("a", 0), ("b", 0), ("b", 1)]


def test_the_file_is_written_anew_when_most_of_it_is_nobodys(tmp_path: Path) -> None:
    vectors = filled(tmp_path, a=[1], b=list(range(SPARE + 10)), c=[2, 3])
    vectors.remove("b")
    assert len(bytes_of(tmp_path)) == 3 * DIMENSION * 4
    assert [nearest(vectors, number)[0] for number in (1, 2, 3)] == [("a", 0), ("c", 0), ("c", 1)]
    vectors.put("d", ["9"], rows(9))
    assert nearest(vectors, 9) == [("d", 0)]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.lists(st.integers(1, 40), max_size=3, unique=True)), max_size=8),
    st.integers(1, 40),
)
def test_whatever_came_and_went_the_nearest_are_those_of_what_is_there(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, list[int]]], asked: int
) -> None:
    vectors = Vectors(tmp_path_factory.mktemp("vectors"), "model")
    there: dict[str, list[int]] = {}
    for article, numbers in steps:
        if numbers:
            vectors.put(article, [str(n) for n in numbers], rows(*numbers))
            there[article] = numbers
        else:
            vectors.remove(article)
            there.pop(article, None)
    wanted = {
        (article, place): float(rows(number)[0] @ rows(asked)[0])
        for article, numbers in there.items()
        for place, number in enumerate(numbers)
    }
    found = {(one.article, one.position): one.score for one in vectors.nearest(rows(asked), 1_000)}
    assert found == pytest.approx(wanted, abs=1e-5)
    vectors.close()
