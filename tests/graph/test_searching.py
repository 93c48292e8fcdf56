"""The whole answer of the index: what is in it, in which order, and how much of what."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article
from extract.reading import Entity, Fact, Mention, Quote, Reading
from extract.sentences import split_sentences
from graph.hits import Found, Hit, KeywordIndex, Share
from graph.index import Index
from graph.naming import EntityRow
from graph.search_syntax import parse
from graph.search_tree import Days, Organisation, Source, Type
from graph.truths import Truths

NEWS = """南极圈获天使投资

南极圈是腾讯离职员工的社群。创始人潘国华说：“离职不是结束。我们会一直在一起！”2014年9月，南极圈在深圳成立。
天使湾投资了另一家公司。Tencent Holdings未回应。"""


def news(number: int = 1, *, published: date | None = date(2014, 10, 8), source: str | None = "某报") -> Reading:
    def at(text: str, kind: str, entity: str) -> Mention:
        start = NEWS.index(text, 10)
        return Mention(start, start + len(text), text, kind, entity, 1.0)  # type: ignore[arg-type]

    said, sentences = "离职不是结束。我们会一直在一起！", split_sentences(NEWS)
    start = NEWS.index(said)
    return Reading(
        Article(f"a{number}", "南极圈获天使投资", NEWS, published, source),
        "f",
        sentences,
        (at("南极圈", "ORG", "o"), at("腾讯", "ORG", "t"), at("潘国华", "PER", "p"), at("深圳", "LOC", "l")),
        entities=(
            Entity("o", "ORG", "南极圈"),
            Entity("p", "PER", "潘国华"),
            Entity("t", "ORG", "腾讯"),
            Entity("l", "LOC", "深圳"),
        ),
        facts=(
            Fact("o", "founder", "p", False, 10, 24, 0.9),
            Fact("o", "foundingDate", "2014-09", True, 10, 24, 0.9),
        ),
        quotes=(Quote(start, start + len(said), said, "p"),),
    )


NAMES = {"o": "南极圈", "p": "潘国华", "t": "腾讯", "l": "深圳"}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """Three reports of the same, and the things that they speak of."""
    index = Index(tmp_path)
    index.put_article(news(1), NAMES, NAMES)
    index.put_article(news(2, published=date(2016, 1, 1), source="TheNews"), NAMES, NAMES, rejected={0})
    index.put_article(news(3, published=None, source=None), NAMES, NAMES)
    for kind, label, articles in (
        ("ORG", "南极圈", 3),
        ("PER", "潘国华", 3),
        ("ORG", "腾讯", 90),
        ("ORG", "南极光", 50),
    ):
        index.put_entity(EntityRow(label, label, kind, (), articles))  # type: ignore[arg-type]
    index.put_entity(EntityRow("南极圈_(群)", "南极圈", "ORG", ("老群",), 80))
    index.commit(7)
    yield index
    index.close()


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory, gold_readings: tuple[Reading, ...]) -> Index:
    """The gold articles, as the graph's owner would index them."""
    folder = tmp_path_factory.mktemp("gold")
    truths = Truths(folder / "truths.sqlite3")
    for reading in gold_readings:
        truths.put(reading)
    (folder / "index").mkdir()
    index = Index(folder / "index")
    for one in truths.stored_after("", limit=1000):
        index.put_article(one.reading, one.names, one.labels)
    for local in truths.entities_after("", limit=1000):
        if row := truths.entity(local):
            index.put_entity(row)
    truths.close()
    index.commit(1)
    return index


def found(index: KeywordIndex, typed: str, **options: int) -> Found:
    return index.answer(parse(typed), **{"limit": 100, **options})


def told(found: Found) -> list[str]:
    return [hit.entity or hit.text for hit in found.hits]


def place(hit: Hit) -> tuple[object, ...]:
    return hit.entity, hit.article, hit.kind, hit.start, hit.text, hit.fact


def counts(shares: tuple[Share, ...]) -> dict[str, int]:
    return {share.value: share.count for share in shares}


def test_one_answer_has_entities_facts_quotations_sentences_and_headlines(index: Index) -> None:
    """The entity whose name it is first, the better known of two; of a quotation who says it; of a fact what it says."""
    answer = found(index, "南极圈 潘国华")
    assert told(answer)[0] == "南极圈_(群)"
    assert set(told(answer)[1:3]) == {"潘国华", "南极圈"}
    assert Counter(hit.kind for hit in answer.hits) == {
        "entity": 3,
        "fact": 5,
        "quote": 3,
        "sentence": 6,
        "headline": 3,
    }
    fact = next(hit for hit in answer.hits if hit.fact and hit.fact.predicate == "founder")
    assert fact.fact
    assert (fact.text, fact.fact.subject, fact.fact.object) == ("南极圈 · 创始人：潘国华", "南极圈", "潘国华")
    assert [fact.text[start:end] for start, end in fact.marks] == ["南极圈", "潘国华"]
    assert NEWS[fact.start : fact.end] == NEWS[10:24]
    quotes = [hit for hit in answer.hits if hit.kind == "quote" and hit.article == "a1"]
    assert {hit.said_by for hit in quotes} == {"潘国华"}
    assert all(NEWS[hit.start : hit.end] == hit.text for hit in quotes)
    assert {hit.source for hit in answer.hits if hit.article} == {"某报", "TheNews", None}


def test_a_rejected_fact_is_not_found_and_a_retracted_article_leaves_nothing(index: Index) -> None:
    facts = [hit for hit in found(index, "创始人 类型:事实").hits if hit.fact and hit.fact.predicate == "founder"]
    assert {hit.article for hit in facts} == {"a1", "a3"}
    for number in (1, 2, 3):
        index.remove_article(f"a{number}")
    index.commit(8)
    answer = found(index, "南极圈 潘国华")
    assert (answer.applied, {hit.kind for hit in answer.hits}) == (8, {"entity"})


def test_a_phrase_stands_side_by_side_and_words_need_not(index: Index) -> None:
    assert "天使湾投资了另一家公司。" in told(found(index, "天使投资"))
    assert "天使湾投资了另一家公司。" not in told(found(index, '"天使投资"'))
    assert told(found(index, '"天使湾投资"'))[0] == "天使湾投资了另一家公司。"
    assert told(found(index, '"TENCENT holdings未"'))[0] == "Tencent Holdings未回应。"
    assert found(index, '"holdings tencent"').total == 0
    assert all("国华说：“离职" in text for text in told(found(index, '"国华說，離職"')))
    assert found(index, '"国华說，離職"').total == 3


def test_a_star_finds_names_and_words_that_begin_so(index: Index) -> None:
    assert told(found(index, "南极* 类型:机构")) == ["南极圈_(群)", "南极光", "南极圈"]
    assert told(found(index, "nanji* 类型:机构")) == ["南极圈_(群)", "南极光", "南极圈"]
    assert found(index, "极圈* 类型:机构").total == 0
    assert set(told(found(index, "tence*"))) == {"Tencent Holdings未回应。"}
    assert found(index, "encent*").total == 0
    assert "腾讯" in told(found(index, "腾*"))
    assert [hit.text[s:e] for hit in found(index, "tence*").hits[:1] for s, e in hit.marks] == ["Tencent"]


def test_operators_join_and_take_away(index: Index) -> None:
    community, owner = "南极圈是腾讯离职员工的社群。", "天使湾投资了另一家公司。"
    assert set(told(found(index, "社群 OR 另一家"))) == {community, owner}
    assert set(told(found(index, "社群 AND 腾讯"))) == {community}
    assert found(index, "社群 AND 另一家").total == 0
    assert set(told(found(index, "腾讯 NOT 社群 类型:句子"))) == set()
    assert "腾讯" in told(found(index, "腾讯 -社群"))
    assert set(told(found(index, "(社群 或 另一家) -腾讯"))) == {owner}
    assert {hit.kind for hit in found(index, "腾讯 -类型:句子").hits} == {"entity"}


def test_fields_narrow_passages_and_the_entities_that_they_speak_of(index: Index) -> None:
    assert {hit.article for hit in found(index, "南极圈 年:2014").hits if hit.article} == {"a1"}
    assert {hit.article for hit in found(index, "南极圈 2015..").hits if hit.article} == {"a2"}
    assert {hit.article for hit in found(index, "南极圈 来源:thenews").hits if hit.article} == {"a2"}
    assert told(found(index, "类型:机构 年:2014")) == ["南极圈", "腾讯"]  # that they speak of most
    assert told(found(index, "类型:机构 南极 年:2014")) == ["南极圈"]
    assert told(found(index, "类型:人物 来源:某报")) == ["潘国华"]
    assert found(index, "类型:机构 年:2013").total == 0
    speaking = found(index, "组织:腾讯 类型:句子")
    assert set(told(speaking)) == {"南极圈是腾讯离职员工的社群。"}
    assert found(index, "组织:南极光").total == found(index, "组织:没有这家").total == 0
    assert told(index.answer(parse("").within(Type("ORG"))))[0] == "腾讯"  # of all the best known first
    only = index.answer(parse("").within(Source("某报"), Days(None, date(2014, 12, 31)))).hits
    assert {hit.article for hit in only if hit.article} == {"a1"}
    assert {hit.entity for hit in only if hit.entity} == {"南极圈", "腾讯", "潘国华"}


def test_the_shares_count_what_was_found(index: Index) -> None:
    answer = found(index, "南极圈")
    kinds = Counter(hit.type or hit.kind for hit in answer.hits)
    assert counts(answer.types) == kinds
    days = Counter(str(hit.published.year) for hit in answer.hits if hit.published)
    assert [(share.value, share.count) for share in answer.years] == sorted(days.items(), reverse=True)
    assert counts(answer.sources) == Counter(hit.source for hit in answer.hits if hit.source)
    assert {share.label for share in answer.organisations} >= {"南极圈", "腾讯"}
    for share in answer.organisations:
        narrowed = index.answer(parse("南极圈").within(Organisation(share.value)), limit=100)
        assert sum(bool(hit.article) for hit in narrowed.hits) == share.count
    assert not answer.estimated


def test_shares_of_too_much_are_estimated(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part of what was found, drawn by chance, stands for the rest."""
    monkeypatch.setattr("graph.searching.COUNTED", 5)
    for number in range(10, 130):
        index.put_article(news(number), NAMES, NAMES)
    index.commit(8)
    answer = found(index, "南极圈")
    exact = Counter(hit.kind for hit in found(index, "南极圈", limit=2000).hits)
    assert answer.estimated
    assert all(share.count % 32 == 0 for share in answer.types)
    assert abs(counts(answer.types)["sentence"] - exact["sentence"]) < exact["sentence"]


@pytest.mark.parametrize("typed", ["公司", "公司 (类型:句子 OR 类型:事实)", "年:2023 公司", "的 OR 公司"])
def test_pages_follow_each_other_without_gap_or_repetition(gold: Index, typed: str) -> None:
    """The same ones each time, the best first, marks where the text has what was asked."""
    whole = found(gold, typed, limit=1000)
    assert whole.total == len(whole.hits) > 5
    pages: list[Hit] = []
    while page := found(gold, typed, limit=7, offset=len(pages)).hits:
        pages += page
    assert list(map(place, pages)) == list(map(place, whole.hits))
    assert len(set(map(place, pages))) == len(pages)
    scores = [hit.score for hit in whole.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= start < end <= len(hit.text) for hit in whole.hits for start, end in hit.marks)


def test_every_fact_and_quotation_of_the_gold_articles_is_found(
    gold: Index, gold_readings: tuple[Reading, ...]
) -> None:
    facts = found(gold, "类型:事实", limit=5000)
    assert facts.total == sum(len(reading.facts) for reading in gold_readings)
    quotes = found(gold, "类型:引语", limit=5000)
    for reading in gold_readings:
        for quote in reading.quotes:
            assert any(
                hit.article == reading.article.id and hit.start < quote.end and hit.end > quote.start
                for hit in quotes.hits
            )


@settings(deadline=None)
@given(
    st.text(max_size=40)
    | st.text(alphabet='"“”+-()*:~^.[]{}\\/ANDORT与或非年类型源来2014南极圈潘 ', max_size=40)
    | st.lists(st.sampled_from(["类型:人物", "年:2014", "来源:x", "组织:阿里", "-阿里", "*", "a*", "潘*", "(", "OR", "公司"])).map(" ".join)
)  # fmt: skip
def test_any_text_has_an_answer(gold: Index, typed: str) -> None:
    answer = gold.answer(parse(typed), limit=10)
    assert answer.total >= len(answer.hits)
    assert answer.total or answer.hits == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("潘国花", "潘国华"),  # sounds alike
        ("潘囯桦", "潘国华"),
        ("潘国锅", "潘国华"),  # one character another
        ("潘华国", "潘国华"),  # two have changed places
        ("潘国", None),  # begins so
        ("讯腾 离职", "腾讯 离职"),
        ("南极洲圈", "南极圈"),  # one more
        ("潘国花创办的社群", "潘国华创办的社群"),
        ("panguouha", "潘国华"),
        ("nanjiquna", "南极圈"),
        ("南极圈", None),
        ("天使湾", None),  # nobody's name, but articles say it
        ("今天天气很好", None),
        ("xyzw", None),
    ],
)
def test_a_mistyped_name_finds_whom_it_means(index: Index, typed: str, meant: str | None) -> None:
    answer = found(index, typed)
    assert answer.meant == meant
    if meant:
        assert set(told(answer)) & {"潘国华", "南极圈", "南极圈_(群)", "腾讯"}


def test_a_source_or_a_name_of_any_length_is_kept(tmp_path: Path) -> None:
    index = Index(tmp_path)
    index.put_article(replace(news(), article=replace(news().article, source="长" * 70_000)), NAMES, NAMES)
    index.commit(1)
    assert found(index, f"来源:{'长' * 100} 社群").total == 1
