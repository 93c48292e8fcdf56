"""The index on a server: it answers as the embedded one does, and what goes wrong there costs nothing here.

The server is a stand-in; what the index is like is tested with both homes where the embedded one is.
"""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opensearch_stub import Cluster, serving

from corpus.article import Article
from extract.reading import Reading, Sentence
from graph import opensearch_client, whereabouts
from graph.backup import back_up, restore
from graph.documents import entity_key
from graph.graph import Graph
from graph.home import Home
from graph.index import Index
from graph.keyword_index import KeywordIndex
from graph.moving import fill_index, move_index
from graph.naming import EntityRow
from graph.opensearch import OpenSearchIndex
from graph.protocol import StoreError
from graph.search_syntax import parse
from graph.search_tree import Days, Source, Type
from graph.whereabouts import SearchServer

Readings = Callable[..., Reading]
State = Callable[[Graph], dict[str, Any]]
Homes = tuple[KeywordIndex, KeywordIndex]
SORTS = ("entity", "article", "sentence")

TYPED = (
    *("公司", "公司 创始人", "沈砚青", "老沈", "syq", "shenyanqing 青禾", "谁是青禾资本的创始人", "的", "2014年", "Tencent"),
    *('"青禾资本"', '"创始人沈"', '"a"', '-"公司" 类型:句子', "青禾*", "shen*", "青*", "t*", "公司 -类型:句子", "+农业 +大学"),
    *("类型:人物", "类型:机构 年:2023", "类型:机构 公司 年:2023", "来源:没有", "组织:青禾资本", "组织:青禾资本 类型:引语", "年:2020..2024"),
    *("公司 OR 大学", "(公司 或 大学) 非 农业", "类型:事实 创始人", "创始人 (类型:句子 OR 年:2023)", "-公司", "…", "", "没有这样的词 xyzzy"),
    *("沈言青", "shenyanqin", "沈砚清 公司", "青禾资木"),
    *("类型:引语 我们", "AND", "潘 沈 青 禾", "公司公司公司公司公司公司公司", "研究 " * 40),
)  # fmt: skip


def at(cluster: Cluster, name: str = "news", directory: str = "here") -> SearchServer:
    return SearchServer(cluster.url, name, 10.0, directory)


def said(number: int, text: str) -> Reading:
    return Reading(Article(f"a{number}", "", text, date(2014, 1, 1)), "f", (Sentence(0, len(text)),))


def texts(index: KeywordIndex, words: str) -> list[str]:
    return sorted(hit.text for hit in index.search(words, limit=100).hits)


@pytest.fixture(scope="module")
def both(gold_readings: tuple[Reading, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homes]:
    """The gold articles in both homes, each filled by the owner of a graph."""
    with serving(Cluster()) as cluster, Home(tmp_path_factory.mktemp("gold")) as home:
        for reading in gold_readings:
            home.put(reading)
        with home.own("test") as graph:
            graph.catch_up()
            embedded = graph._derived.index
            server = graph._derived.index = OpenSearchIndex(at(cluster))
            graph.index_all()
            yield embedded, server
            graph._derived.index = embedded


def test_both_homes_find_the_same_and_count_the_same(both: Homes) -> None:
    """In pages of any length: what is found, how much of what, suggestions, names in questions, searches in queries."""
    embedded, server = both
    assert server.applied == embedded.applied
    asked = [
        *map(parse, TYPED),
        parse("").within(Type("ORG")),
        parse("公司").within(Source("x"), Days(None, date(2020, 1, 1))),
    ]
    for one in asked:
        here, there = (index.answer(one, limit=20_000) for index in both)
        assert (here.total, len(here.hits), here.applied) == (there.total, len(there.hits), there.applied), one.text
        key = [
            [(hit.kind, hit.entity or hit.article, hit.start, hit.text, hit.marks) for hit in f.hits]
            for f in (here, there)
        ]
        assert sorted(key[0], key=str) == sorted(key[1], key=str), one.text  # type: ignore[arg-type]
        assert (here.types, here.years, here.meant) == (there.types, there.years, there.meant), one.text
        for kind in ("sources", "organisations"):
            mine, theirs = ([share.count for share in getattr(f, kind)] for f in (here, there))
            assert mine == theirs, one.text
        (first, *_), pages = (there.hits or (None,)), []
        while page := server.answer(one, limit=max(7, there.total // 3), offset=len(pages)).hits:
            pages += page
        assert pages == list(there.hits)
        assert first is None or first.score == max(hit.score for hit in there.hits)
    for words in ("沈", "shen", "syq", "沈yq", "青禾", "qh", "t", "公司", "sh q", ""):
        assert embedded.suggest(words, limit=10) == server.suggest(words, limit=10), words
        for sorts in (("entity",), SORTS):
            mine, theirs = ({(m.sort, m.name, m.text) for m in i.find(words, sorts, 10_000)} for i in both)  # type: ignore[arg-type]
            assert mine == theirs
    assert server.answer(parse("沈言青")).meant == "沈砚青"
    keys = ["沈砚青", "青禾资本", "没有"]
    assert embedded.bearers(keys) == server.bearers(keys) != {}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from("类型:人物 年:2023 组织:青禾资本 -公司 * a* 沈* ( ) OR 公司 \"创始人\" “ 青禾 的 + 非".split()), max_size=6)
    .map(" ".join) | st.text(max_size=30)
)  # fmt: skip
def test_whatever_is_typed_both_homes_find_as_much(both: Homes, typed: str) -> None:
    here, there = (index.answer(parse(typed), limit=1) for index in both)
    assert (here.total, here.types, here.remarks) == (there.total, there.types, there.remarks)


def test_what_is_too_common_or_counted_in_part_only_is_so_in_both(both: Homes, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("COMMON", 30), ("ENOUGH", 10**6), ("COUNTED", 20)):
        monkeypatch.setattr(f"graph.searching.{name}", value)
    for typed in ("的公司", "公司 沈砚青", "公司的创始人是谁", "的"):
        here, there = (index.answer(parse(typed), limit=1) for index in both)
        assert (here.total, here.types, here.estimated) == (there.total, there.types, there.estimated)
        assert here.estimated


def test_a_query_of_more_terms_than_a_server_takes_finds_the_same(both: Homes) -> None:
    """What only adds to the order is left out then."""
    long = "".join(chr(0x4E00 + 7 * n) for n in range(200))
    for typed in (long, " ".join(long[n : n + 3] for n in range(0, 120, 3)), f'"{long[:90]}" OR {long[90:170]}'):
        here, there = (index.answer(parse(typed), limit=1) for index in both)
        assert here.total == there.total


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


@pytest.fixture
def moved(tmp_path: Path, cluster: Cluster, reading: Readings) -> Iterator[Home]:
    """A data directory with three articles, whose index lies on the server."""
    with Home(tmp_path / "data") as home:
        for number in range(3):
            home.put(reading(number, "潘国华"))
        move_index(home, whereabouts.named_search_server(home.path, cluster.url, "news", 10.0))
        with home.own("index") as graph:
            fill_index(home, graph, lambda done, total: None)
        yield home


def test_a_graph_follows_into_the_index_on_a_server_and_its_index_comes_back(
    moved: Home, cluster: Cluster, reading: Readings, state: State
) -> None:
    assert not [*moved.path.glob("graph-*/index")]
    assert moved.pending() == 0
    moved.put(reading(3, "沈砚青"))
    moved.retract("a0")
    assert moved.pending() > 0
    assert moved.settle("test")
    with moved.own("test") as graph:
        followed = state(graph)
        graph.rebuild()
        assert state(graph) == followed
    assert len(cluster.indexes) == 1
    assert moved.search("沈砚青").hits[0].entity == "沈砚青"
    move_index(moved, None)
    with moved.own("index") as graph:
        fill_index(moved, graph, lambda done, total: None)
        assert state(graph) == followed
    asked = len(cluster.log)
    assert moved.search("沈砚青").total == moved.answer(parse("沈砚青")).total - 1 > 0
    assert len(cluster.log) == asked


def test_articles_are_kept_while_the_server_is_away_and_found_when_it_is_back(
    moved: Home, cluster: Cluster, reading: Readings, state: State
) -> None:
    """Also where it has lost the index meanwhile, or its last changes."""
    with moved.own("serve") as graph:
        cluster.fault = lambda method, path, body: (503, {"error": "away"})
        moved.put(reading(3, "沈砚青"))
        for ask in (graph.catch_up, lambda: graph.search("潘国华")):
            with pytest.raises(StoreError, match="HTTP 503"):
                ask()
        assert moved.truths.count() == 4
        cluster.fault = None
        assert graph.catch_up() == 1
        before = state(graph)
        cluster.indexes.clear()
        cluster.aliases.clear()
        assert graph.catch_up() == 4
        assert state(graph) == before
    with moved.own("serve") as graph:
        assert graph.catch_up() == 0


def test_a_backup_claims_no_server_and_an_older_copy_is_found_out(
    moved: Home, cluster: Cluster, reading: Readings, tmp_path: Path
) -> None:
    back_up(moved, tmp_path / "kept", lambda done, total: None)
    restore(tmp_path / "kept", tmp_path / "other", force=False, progress=lambda done, total: None)
    with Home(tmp_path / "other") as other:
        assert other.settle("test")
        assert other.search("潘国华").total > 0
        (tmp_path / "other" / "index.json").write_bytes((moved.path / "index.json").read_bytes())
        moved.put(reading(3, "沈砚青"))
        moved.settle("test")
        with pytest.raises(StoreError, match="this is an older copy"), other.own("test"):
            pass
        with pytest.raises(StoreError, match="this is an older copy"):
            move_index(other, whereabouts.search_server(other.path))
        move_index(other, whereabouts.search_server(other.path), force=True)
        with other.own("index") as graph:
            fill_index(other, graph, lambda done, total: None)
            assert graph.search("沈砚青").total == 0


def test_a_record_that_somebody_changed_is_refused(moved: Home) -> None:
    for form in ({"url": "ftp://x"}, {"url": 5}, {"name": "../x"}, {"timeout": "x"}, {"directory": ""}, {"more": 1}):
        path = moved.path / "index.json"
        whole = path.read_text("utf-8")
        path.write_text(json.dumps(json.loads(whole) | form), "utf-8")
        with pytest.raises(StoreError, match=r"index\.json: not what `rongqiao index` writes"):
            moved.search("x")
        path.write_text(whole, "utf-8")


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
