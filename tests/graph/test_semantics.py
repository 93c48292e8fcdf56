"""How vectors follow the articles, with a tiny model behind a real endpoint."""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from extract.configuration import ConfigurationError, Embeddings
from extract.reading import Reading
from graph.embedding import Embedder, EmbeddingError
from graph.home import VECTORS, Home
from graph.semantics import Semantics

Make = Callable[..., Reading]


@pytest.fixture
def opened(home: Home, embeddings_stub: Any) -> Iterator[Callable[..., Semantics]]:
    """Opens the vectors of a data directory: `opened(**settings)`."""
    made: list[Semantics] = []

    def open_(**settings: Any) -> Semantics:
        made.append(Semantics(home.path / VECTORS, home.truths, embeddings_stub.settings(**settings)))
        return made[-1]

    yield open_
    for one in made:
        one.close()


def found(semantics: Semantics, words: str, limit: int = 1) -> list[str]:
    return [one.article for one in semantics.nearest(words, limit)]


def until(holds: Callable[[], bool]) -> None:
    """Waits until something holds, for a while."""
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_each_sentence_is_embedded_once_and_found_by_its_words(
    home: Home, reading: Make, opened: Callable[..., Semantics], embeddings_stub: Any
) -> None:
    home.put(reading(1, "潘国华"))
    home.put(reading(2, "沈砚青"))
    semantics = opened()
    assert found(semantics, "沈砚青") == []  # before all have had their vectors once
    assert semantics.follow() == 2
    asked = [text for texts in embeddings_stub.heard for text in texts]
    assert asked == ["第0版：南极圈创始人潘国华", "第0版：南极圈创始人沈砚青"]
    assert found(semantics, "沈砚青") == ["a2"]
    assert found(semantics, "沈砚青") == ["a2"]
    assert len(embeddings_stub.heard) == 3  # and the words once
    assert semantics.follow() == 0
    assert opened().follow() == 0
    assert len(embeddings_stub.heard) == 3


def test_an_article_that_changes_or_goes_takes_its_vectors_along(
    home: Home, reading: Make, opened: Callable[..., Semantics], embeddings_stub: Any
) -> None:
    home.put(reading(1, "潘国华"))
    home.put(reading(2, "沈砚青"))
    semantics = opened()
    semantics.follow()
    embeddings_stub.heard.clear()
    home.put(reading(2, "顾长河", version=1))
    home.retract("a1")
    assert semantics.follow() == 1
    assert embeddings_stub.heard == [["第1版：南极圈创始人顾长河"]]
    assert semantics.vectors.articles() == {"a2"}
    assert found(semantics, "潘国华", 10) == ["a2"]


@pytest.mark.parametrize("change", [{"model": "other"}, {"passage": "段落："}])
def test_another_model_embeds_everything_anew(
    home: Home, reading: Make, opened: Callable[..., Semantics], embeddings_stub: Any, change: dict[str, str]
) -> None:
    home.put(reading(1, "潘国华"))
    opened().follow()
    embeddings_stub.heard.clear()
    settings = embeddings_stub.settings()
    other = Semantics(
        home.path / VECTORS,
        home.truths,
        Embeddings(**{"model": settings.model, "url": settings.url, **change}),  # type: ignore[arg-type]
    )
    assert found(other, "潘国华") == []
    assert other.follow() == 1
    assert embeddings_stub.heard == [[f"{change.get('passage', '')}第0版：南极圈创始人潘国华"]]
    other.close()


def test_what_is_done_stays_done_when_the_endpoint_fails(
    home: Home, reading: Make, opened: Callable[..., Semantics], embeddings_stub: Any
) -> None:
    for number in (1, 2, 3):
        home.put(reading(number, "潘国华"))
    semantics = opened()

    def fail_later(done: int, total: int) -> None:
        assert total == 3
        if done == 2:
            embeddings_stub.status = 500

    with pytest.raises(EmbeddingError, match="HTTP 500"):
        semantics.follow(fail_later)
    assert semantics.vectors.articles() == {"a1", "a2"}
    embeddings_stub.status = 200
    embeddings_stub.heard.clear()
    assert semantics.follow() == 1
    assert len(embeddings_stub.heard) == 1


def test_vectors_keep_up_beside_a_server_and_outlive_a_failure(
    home: Home,
    reading: Make,
    opened: Callable[..., Semantics],
    embeddings_stub: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    semantics, stop = opened(), threading.Event()
    embeddings_stub.status = 503
    thread = threading.Thread(target=semantics.keep_up, args=(stop,), kwargs={"interval": 0.01})
    with caplog.at_level(logging.ERROR, "rongqiao.graph"):
        thread.start()
        home.put(reading(1, "潘国华"))
        try:
            until(lambda: "vectors cannot follow" in caplog.text)
            embeddings_stub.status = 200
            until(lambda: semantics.vectors.applied > 0)
        finally:
            stop.set()
            thread.join()
    assert found(semantics, "潘国华") == ["a1"]


def test_who_searches_does_not_wait_for_a_model_that_is_silent(
    home: Home,
    reading: Make,
    opened: Callable[..., Semantics],
    embeddings_stub: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    home.put(reading(1, "潘国华"))
    semantics = opened(timeout=0.3, retries=3)
    semantics.follow()
    embeddings_stub.heard.clear()
    embeddings_stub.seconds = 1.0
    assert found(semantics, "潘国华") == []
    assert len(embeddings_stub.heard) == 1  # it is not asked again
    assert "searched by words alone" in caplog.text
    embeddings_stub.seconds = 0.0
    assert found(semantics, "潘国华") == ["a1"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"data": []}',
        b'{"data": [{"index": 1, "embedding": [1.0]}]}',
        b'{"data": [{"index": 0, "embedding": []}]}',
        b'{"data": [{"index": 0, "embedding": ["one"]}]}',
        b'{"data": [{"index": 0, "embedding": [NaN]}]}',
        b'{"data": [{"index": 0, "embedding": 3}]}',
        b"[" * 100_000,
    ],
)
def test_an_answer_without_a_vector_of_each_text_is_refused(embeddings_stub: Any, body: bytes) -> None:
    embeddings_stub.body = body
    with pytest.raises(EmbeddingError, match=r"not of the form|no vector of each"):
        Embedder(embeddings_stub.settings()).passages(["潘国华"])


def test_texts_go_in_batches_with_what_the_model_wants_before_them(
    embeddings_stub: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RONGQIAO_TEST_KEY", "geheim")
    embedder = Embedder(embeddings_stub.settings(batch=2, query="问：", passage="文：", key_env="RONGQIAO_TEST_KEY"))
    vectors = embedder.passages(["一", "二", "三"])
    assert embeddings_stub.heard == [["文：一", "文：二"], ["文：三"]]
    assert embeddings_stub.headers["Authorization"] == "Bearer geheim"
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1])
    assert json.loads(json.dumps(embedder.identity)).count("geheim") == 0
    embedder.query("一")
    assert embeddings_stub.heard[-1] == ["问：一"]
    monkeypatch.delenv("RONGQIAO_TEST_KEY")
    with pytest.raises(ConfigurationError, match="RONGQIAO_TEST_KEY is not set, which holds the embeddings key"):
        Embedder(embeddings_stub.settings(key_env="RONGQIAO_TEST_KEY"))


def test_a_model_of_sentence_transformers_is_loaded_from_its_folder(tmp_path: Path) -> None:
    package = pytest.importorskip("sentence_transformers", reason="sentence-transformers is not installed")
    modules = pytest.importorskip("sentence_transformers.sentence_transformer.modules", reason="an older version")
    tokenizers = pytest.importorskip("tokenizers", reason="tokenizers is not installed")
    vocabulary = {word: at for at, word in enumerate(["[UNK]", *"潘国华南极圈"])}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Split("", "isolated")
    static = modules.StaticEmbedding(tokenizer, embedding_dim=8)
    package.SentenceTransformer(modules=[static], device="cpu").save(str(tmp_path / "model"))
    embedder = Embedder(Embeddings(str(tmp_path / "model")))
    vectors = embedder.passages(["潘国华", "南极圈"])
    assert vectors.shape == (2, 8)
    query = embedder.query("华国潘")
    assert query is not None
    assert int(np.argmax(vectors @ query[0])) == 0


def test_a_model_that_cannot_be_loaded_is_named_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match=r"nothing: (?:needs sentence-transformers: pip install|cannot be loaded)"):
        Embedder(Embeddings(str(tmp_path / "nothing")))


def test_without_any_model_at_hand_vectors_go_with_their_article(
    home: Home, reading: Make, opened: Callable[..., Semantics], embeddings_stub: Any
) -> None:
    """Read again with the same sentences it keeps them."""
    for number in (1, 2, 3):
        home.put(reading(number, "潘国华"))
    opened().follow()
    home.put(reading(2, "沈砚青"))
    home.put(reading(3, "潘国华"), again=True)
    home.retract("a1")
    assert opened().vectors.articles() == {"a3"}
    embeddings_stub.heard.clear()
    assert opened().follow() == 1
    assert embeddings_stub.heard == [["第0版：南极圈创始人沈砚青"]]
