"""The index in the data directory and the one on a server, which is a stand-in here, find the same."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opensearch_stub.cluster import Cluster, serving

from extract.reading import Reading
from graph.context import Near
from graph.expansion import GRAPH, WORDS, Means, expansion
from graph.home import Home
from graph.keyword_index import KeywordIndex
from graph.opensearch import OpenSearchIndex
from graph.search_syntax import parse
from graph.search_tree import Days, Source, Type
from graph.whereabouts import SearchServer

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


@pytest.fixture(scope="module")
def both(gold_readings: tuple[Reading, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homes]:
    """The gold articles in both homes, each filled by the owner of a graph."""
    with serving(Cluster()) as cluster, Home(tmp_path_factory.mktemp("gold")) as home:
        for reading in gold_readings:
            home.put(reading)
        with home.own("test") as graph:
            graph.catch_up()
            embedded = graph._derived.index
            server = graph._derived.index = OpenSearchIndex(SearchServer(cluster.url, "news", 30.0, "gold"))
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


def test_what_words_stand_for_is_looked_up_and_found_alike_in_both(
    both: Homes, gold_readings: tuple[Reading, ...]
) -> None:
    """Things by any of their names, relations, what is tied to a thing, and sentences that are near by their vectors."""
    near = [Near(one.article.id, len(one.sentences) - 1, 0.9) for one in gold_readings[:3]]
    vectors = Means(nearest=lambda words, limit: near[:limit], weight=10.0)
    more = 0
    for typed in (
        "老沈 融资",
        "shenyanqing 配偶",
        "沈砚青 创始人",
        "青禾资本 创始人 2023",
        "籍贯",
        "研究 青禾资本",
        "没有这样的词",
    ):
        asked = parse(typed)
        for means in (WORDS, GRAPH, vectors):
            added = [expansion(index.searcher(), typed, means) for index in both]
            assert added[0] == added[1], typed
            here, there = (index.answer(asked, limit=20_000, means=means) for index in both)
            key = [
                sorted(str((hit.kind, hit.entity or hit.article, hit.start, hit.text)) for hit in f.hits)
                for f in (here, there)
            ]
            assert key[0] == key[1], typed
            assert (here.total, here.types, here.years) == (there.total, there.types, there.years), typed
            if means == WORDS:
                words = there.total
            elif means == GRAPH:
                more += there.total > words
            else:
                places = [(hit.article, hit.end) for hit in there.hits if hit.article][:3]
                likest = [(one.article.id, one.sentences[-1].end) for one in gold_readings[:3]]
                assert places == likest == [(hit.article, hit.end) for hit in here.hits if hit.article][:3], typed
    assert more


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
