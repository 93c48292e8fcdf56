"""The index on a server, which is a stand-in here: what it writes and when that is shown, and what goes wrong.

What any home does is tested with both where the embedded one is, or in test_both_homes.py.
"""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from opensearch_stub.cluster import Cluster, serving

from corpus.article import Article
from extract.reading import Reading, Sentence
from graph import opensearch_client
from graph.documents import entity_key
from graph.index import Index
from graph.keyword_index import KeywordIndex
from graph.naming import EntityRow
from graph.opensearch import OpenSearchIndex
from graph.protocol import StoreError
from graph.search_syntax import parse
from graph.whereabouts import SearchServer


def at(cluster: Cluster, name: str = "news", directory: str = "here") -> SearchServer:
    return SearchServer(cluster.url, name, 10.0, directory)


def said(number: int, text: str) -> Reading:
    return Reading(Article(f"a{number}", "", text, date(2014, 1, 1)), "f", (Sentence(0, len(text)),))


def texts(index: KeywordIndex, words: str) -> list[str]:
    return sorted(hit.text for hit in index.search(words, limit=100).hits)


def test_a_commit_shows_everything_at_once_and_what_is_discarded_never(cluster: Cluster) -> None:
    index, reader = OpenSearchIndex(at(cluster)), OpenSearchIndex(at(cluster))
    assert (reader.applied, reader.search("公司").total, reader.suggest("公", limit=3)) == (0, 0, [])
    index.put_article(said(1, "公司成立了。公司。公司。"))
    index.put_article(said(2, "公司散了。"))
    assert reader.applied == 0
    index.commit(3)
    assert (reader.applied, reader.answer(parse("公司")).applied) == (3, 3)
    index.put_article(said(1, "公司"))
    index.remove_article("a2")
    index.discard()
    index.put_entity(EntityRow("甲", "甲", "ORG", (), 1))
    index.commit(4)
    assert texts(reader, "公司") == ["公司成立了。公司。公司。", "公司散了。"]
    index.put_article(said(1, "公司没了。"))
    index.remove_article("a2")
    index.remove_entity("甲")
    index.commit(5)
    assert (texts(reader, "公司"), reader.search("甲").total, reader.applied) == (["公司没了。"], 0, 5)
    (name,) = cluster.indexes
    assert len(cluster.indexes[name].shown) == 2  # the sentence and the note


def test_an_index_that_is_made_anew_takes_the_place_of_the_old_one_when_it_is_whole(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever becomes of the writer, the old one answers until then, and nothing of what was begun is left."""
    monkeypatch.setattr("graph.opensearch.AT_ONCE", 3)
    index, reader = OpenSearchIndex(at(cluster)), OpenSearchIndex(at(cluster))
    index.put_article(said(1, "公司"))
    index.commit(1)
    (old,) = cluster.indexes
    index.begin()
    for number in range(2, 9):
        index.put_article(said(number, f"公司{number}"))
    assert len(cluster.indexes) == 2
    assert texts(reader, "公司") == ["公司"]
    OpenSearchIndex(at(cluster)).begin()  # the writer has died, and another begins
    assert old in cluster.indexes
    assert len(cluster.indexes) == 2
    again = OpenSearchIndex(at(cluster))
    again.begin()
    again.put_article(said(2, "公司2"))
    again.commit(2)
    assert (texts(reader, "公司"), reader.applied) == (["公司2"], 2)
    assert list(cluster.indexes) == list(cluster.aliases.values()) != [old]


def test_what_a_busy_server_puts_off_is_sent_again_and_what_it_refuses_is_told(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a part of a commit was refused, the same commit is made again over what has come in."""
    monkeypatch.setattr(opensearch_client, "PAUSE", 0)
    index = OpenSearchIndex(at(cluster))
    index.put_article(said(1, "公司一"))
    index.commit(1)
    busy = [2]

    def often(method: str, path: str, body: bytes) -> tuple[int, dict[str, Any]] | None:
        busy[0] -= method == "BULK"
        return (
            (429, {"kind": "rejected_execution_exception", "reason": "queue full"})
            if method == "BULK" and busy[0] >= 0
            else None
        )

    cluster.fault = often
    index.put_article(said(2, "公司二"))
    index.commit(2)
    assert texts(index, "公司") == ["公司一", "公司二"]

    def never(method: str, path: str, body: bytes) -> tuple[int, dict[str, Any]] | None:
        broken = method == "BULK" and "坏" in json.loads(body)["payload"]["text"]
        return (400, {"kind": "mapper_parsing_exception", "reason": "no\x1b[31m\nsuch"}) if broken else None

    cluster.fault = never
    for text in ("坏公司", "好公司"):
        index.put_article(said(1, text))
        index.put_article(said(3, "公司三"))
        if text == "坏公司":
            with pytest.raises(StoreError) as told:
                index.commit(3)
            assert str(told.value) == (
                f"{cluster.url}: refused 1 of 2 documents for news; the first one: mapper_parsing_exception: no [31m such"
            )
            index.discard()
            assert (index.applied, texts(index, "公司")) == (2, ["公司一", "公司二"])
    index.commit(3)
    assert (index.applied, texts(index, "公司")) == (3, ["公司三", "公司二", "好公司"])


def test_an_index_that_goes_while_it_is_written_does_not_come_back_without_its_fields(cluster: Cluster) -> None:
    index = OpenSearchIndex(at(cluster))
    index.put_article(said(1, "公司"))
    index.commit(1)

    def vanishing(method: str, path: str, body: bytes) -> None:
        if path.startswith("/_bulk"):
            cluster.indexes.clear()
            cluster.aliases.clear()

    cluster.fault = vanishing
    index.put_article(said(2, "公司"))
    with pytest.raises(StoreError, match="refused 1 of 1 documents"):
        index.commit(2)
    assert (index.applied, cluster.indexes) == (0, {})


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ((503, {"error": {"type": "cluster_block_exception", "reason": "no master"}}), "HTTP 503: cluster_block_exception: no master"),
        ((302, {}), "HTTP 302"),
        ((200, {"hits": 5}), "its answer is none of an OpenSearch server"),
        ((400, {"error": "odd"}), "HTTP 400: odd"),
    ],
)  # fmt: skip
def test_what_a_server_says_is_one_line(cluster: Cluster, fault: tuple[int, Any], told: str) -> None:
    cluster.fault = lambda method, path, body: fault
    with pytest.raises(StoreError) as error:
        OpenSearchIndex(at(cluster)).search("公司")
    assert str(error.value) == f"{cluster.url}: {told}"


def test_a_server_that_is_away_or_keeps_its_doors_shut_is_told(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster.password = "geheim密"
    with pytest.raises(StoreError) as error:
        _ = OpenSearchIndex(at(cluster)).applied
    assert str(error.value) == (
        f"{cluster.url}: HTTP 401; RONGQIAO_INDEX_USER and RONGQIAO_INDEX_PASSWORD, or RONGQIAO_INDEX_TOKEN, in the environment open it"
    )
    monkeypatch.setenv("RONGQIAO_INDEX_USER", "rongqiao")
    monkeypatch.setenv("RONGQIAO_INDEX_PASSWORD", "geheim密")
    assert OpenSearchIndex(at(cluster)).applied == 0
    with serving(Cluster()) as gone:
        pass
    with pytest.raises(StoreError, match=f"^{gone.url}: Connection refused$"):
        _ = OpenSearchIndex(at(gone)).applied
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(StoreError, match=r"pip install 'rongqiao\[opensearch\]'"):
        OpenSearchIndex(at(cluster))


def test_a_name_that_something_else_has_is_left_alone(cluster: Cluster) -> None:
    """Another data directory's index goes only where that is asked for, other things never; two names live side by side."""
    theirs = OpenSearchIndex(at(cluster, directory="there"))
    theirs.put_article(said(1, "公司"))
    theirs.commit(1)
    mine = OpenSearchIndex(at(cluster))
    with pytest.raises(StoreError, match="the index news belongs to another data directory"):
        _ = mine.applied
    mine.put_article(said(1, "公司"))
    with pytest.raises(StoreError, match="belongs to another"):
        mine.commit(1)
    assert theirs.search("公司").total == 1
    mine.claim()
    mine.put_article(said(1, "大学"))
    mine.commit(1)
    assert (mine.applied, mine.search("公司").total, len(cluster.indexes)) == (1, 0, 1)
    (name,) = cluster.indexes
    cluster.indexes["taken"] = cluster.indexes[name]
    for act in (OpenSearchIndex.claim, lambda index: index.applied):
        with pytest.raises(StoreError, match="taken is there already"):
            act(OpenSearchIndex(at(cluster, name="taken")))
    assert "taken" in cluster.indexes


def test_an_index_of_another_format_is_made_anew(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    index = OpenSearchIndex(at(cluster))
    index.put_article(said(1, "公司"))
    index.commit(1)
    monkeypatch.setattr("graph.opensearch.FORMAT", 10**6)
    assert index.applied == 0
    index.put_article(said(2, "大学"))
    index.commit(1)
    assert (texts(index, "公司"), texts(index, "大学"), len(cluster.indexes)) == ([], ["大学"], 1)


def test_a_key_of_any_letters_is_found_again(cluster: Cluster) -> None:
    index = OpenSearchIndex(at(cluster))
    for name in ('"><script>\x00 \n*', "a\u2028b", "长" * 100):
        index.put_entity(EntityRow(name, name, "ORG", (), 1))
    index.commit(1)
    assert {hit.entity for hit in index.search("script").hits} == {'"><script>\x00 \n*'}
    index.remove(entity_key('"><script>\x00 \n*'))
    index.commit(2)
    assert index.search("script").total == 0


def test_the_embedded_index_is_made_anew_beside_what_it_shows(tmp_path: Path) -> None:
    index = Index(tmp_path)
    index.put_article(said(1, "公司"))
    index.commit(1)
    index.begin()
    index.put_article(said(2, "大学"))
    assert texts(index, "公司") == ["公司"]
    index.commit(2)
    assert (texts(index, "公司"), texts(index, "大学")) == ([], ["大学"])
