import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from extract.reading import Mention, Reading, Sentence
from extract.script import simplify
from graph.finding import MOST_ENTITIES
from graph.hits import Hit, Results
from graph.index import Index
from graph.naming import EntityRow
from graph.truths import Truths


def of_sentences(number: int, *sentences: str, title: str = "") -> Reading:
    text, places = "", []
    for sentence in sentences:
        places.append(Sentence(len(text), len(text) + len(sentence)))
        text += sentence + "\n"
    return Reading(Article(f"a{number}", title, text), "f", tuple(places))


def of_names(label: str, *aliases: str, articles: int = 1) -> EntityRow:
    return EntityRow(label, label, "ORG", aliases, articles)


def filled(path: Path, readings: Iterable[Reading] = (), entities: Iterable[EntityRow] = ()) -> Index:
    path.mkdir(parents=True)
    index = Index(path)
    for reading in readings:
        index.put_article(reading)
    for entity in entities:
        index.put_entity(entity)
    index.commit(1)
    return index


def named(results: Results) -> list[str | None]:
    return [hit.entity for hit in results.hits if hit.kind == "entity"]


def said(results: Results) -> list[str]:
    return [hit.text for hit in results.hits if hit.kind in ("sentence", "quote")]


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory, gold_readings: tuple[Reading, ...]) -> Index:
    """The gold articles, as the graph's owner would index them."""
    folder = tmp_path_factory.mktemp("gold")
    truths = Truths(folder / "truths.sqlite3")
    for reading in gold_readings:
        truths.put(reading)
    rows = [row for local in truths.entities_after("", limit=1000) if (row := truths.entity(local))]
    truths.close()
    return filled(folder / "index", gold_readings, rows)


@pytest.mark.parametrize(
    "asked",
    [
        "沈砚青",
        "老沈",
        "逐风",
        "shenyanqing",
        "SYQ",
        "shenyan",
        "沈硯青",
        "沈",
        "砚青",
        " 沈砚青\n",
        "沈砚青创办了哪些公司",
    ],
)
def test_a_person_is_found_by_name_alias_sound_and_part(gold: Index, asked: str) -> None:
    assert "沈砚青" in named(gold.search(asked))


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("番茄苗", "番茄苗刚过膝盖"),
        ("农业大学 实验室", "联合实验室"),
        ("農業大學", "农业大学"),
        ("ceo", "CEO"),
        ("Ａ轮", "A轮"),
        ("包子", "包子"),
        ("膝盖 番茄", "番茄苗刚过膝盖"),
    ],
)
def test_a_sentence_is_found_by_words_whatever_their_script_width_and_order(gold: Index, asked: str, text: str) -> None:
    assert text in said(gold.search(asked))[0]


def test_every_alias_of_every_gold_entity_finds_it(gold: Index, gold_readings: tuple[Reading, ...]) -> None:
    for reading in gold_readings:
        for entity in reading.entities:
            for name in (entity.name, *entity.aliases):
                titles = [hit.title for hit in gold.search(name, limit=50).hits if hit.kind == "entity"]
                assert simplify(entity.name) in titles, name


def test_marks_are_places_in_the_text_of_the_hit_and_hits_places_in_the_article(
    gold: Index, gold_readings: tuple[Reading, ...]
) -> None:
    texts = {reading.article.id: reading.article.text for reading in gold_readings}
    found = [hit for asked in ("農業大學", "阿里 公司", "ceo") for hit in gold.search(asked).hits if hit.article]
    assert len(found) > 5
    for hit in found:
        assert texts[hit.article or ""][hit.start : hit.end] == hit.text
        assert hit.marks
        assert all(0 <= start < end <= len(hit.text) for start, end in hit.marks)
    first = next(hit for hit in gold.search("農業大學").hits if hit.article)
    assert [first.text[start:end] for start, end in first.marks] == ["农业大学"]


def test_entities_stand_in_the_order_of_how_well_their_name_fits(tmp_path: Path) -> None:
    """Exactly so called, beginning so, and only having it inside; in each, what most articles speak of comes first."""
    index = filled(
        tmp_path / "index",
        entities=[
            of_names("新阿里", articles=90),
            of_names("阿里云", articles=3),
            of_names("阿里健康", articles=8),
            of_names("阿里巴巴", "阿里", articles=2),
            of_names("阿里", articles=1),
        ],
    )
    assert named(index.search("阿里")) == ["阿里巴巴", "阿里", "阿里健康", "阿里云", "新阿里"]


def test_a_sentence_with_all_words_comes_before_one_with_some(tmp_path: Path) -> None:
    index = filled(
        tmp_path / "index",
        [
            of_sentences(
                1,
                "离职离职离职离职。",
                "离职的人组成了社群。",
                "社群社群社群。",
                "离职社群有很多，这一个很长很长很长。",
            ),
        ],
    )
    assert said(index.search("离职 社群"))[:2] == ["离职的人组成了社群。", "离职社群有很多，这一个很长很长很长。"]
    assert said(index.search("离职社群"))[0] == "离职社群有很多，这一个很长很长很长。"
    assert set(said(index.search("离职 社群"))) == {
        "离职的人组成了社群。",
        "离职社群有很多，这一个很长很长很长。",
        "离职离职离职离职。",
        "社群社群社群。",
    }


def test_a_name_that_jieba_does_not_know_is_a_word(tmp_path: Path) -> None:
    reading = of_sentences(1, "潘国华来了。", "我国华北很冷。")
    reading = replace(reading, mentions=(Mention(0, 3, "潘国华", "PER", "p", 1.0),))
    index = filled(tmp_path / "index", [reading])
    assert said(index.search("潘国华")) == ["潘国华来了。"]
    assert said(index.search("国华"))[0] == "潘国华来了。"


def test_a_replaced_article_leaves_none_of_its_sentences(tmp_path: Path) -> None:
    index = filled(tmp_path / "index", [of_sentences(1, "南极圈成立了。", "潘国华来了。")])
    index.put_article(of_sentences(1, "百老汇成立了。"))
    index.commit(2)
    assert said(index.search("成立")) == ["百老汇成立了。"]
    assert index.search("潘国华").total == 0
    index.remove_article("a1")
    index.commit(3)
    assert index.search("成立").total == 0


def test_a_replaced_entity_leaves_none_of_its_names(tmp_path: Path) -> None:
    index = filled(tmp_path / "index", entities=[of_names("南极圈", "永远一家人")])
    index.put_entity(of_names("南极圈", "腾讯离职群"))
    index.commit(2)
    assert named(index.search("永远一家人")) == []
    assert named(index.search("腾讯离职群")) == named(index.search("txlzq")) == ["南极圈"]
    index.remove_entity("南极圈")
    index.commit(3)
    assert index.search("南极圈").total == 0


def test_pages_follow_each_other_without_gap_or_repetition(gold: Index) -> None:
    whole = gold.search("公司", limit=200)
    assert whole.total == len(whole.hits) > 12
    pages: list[Hit] = []
    while page := gold.search("公司", limit=3, offset=len(pages)).hits:
        pages += page
    assert [(h.entity, h.article, h.start) for h in pages] == [(h.entity, h.article, h.start) for h in whole.hits]
    of_articles = [bool(hit.article) for hit in whole.hits]
    assert of_articles == sorted(of_articles)
    assert of_articles.count(False) <= MOST_ENTITIES
    assert gold.search("公司", limit=0).hits == ()


@given(st.text(max_size=30) | st.text(alphabet='"+-()*:~^[]{}\\/ANDORT南极圈 ', max_size=30))
def test_nothing_that_is_asked_is_query_syntax(gold: Index, asked: str) -> None:
    """Any text has an answer, and operators find what they spell or nothing."""
    results = gold.search(asked)
    assert results.total >= len(results.hits)


def test_operators_are_words(tmp_path: Path) -> None:
    index = filled(tmp_path / "index", [of_sentences(1, "南极圈成立了。", "AND 是一个词。")])
    assert set(said(index.search("南极圈 AND"))) == {"南极圈成立了。", "AND 是一个词。"}
    assert said(index.search("-南极圈")) == ["南极圈成立了。"]
    assert index.search("words:成立").total == 0
    assert index.search("* OR kind:entity").total == 0


def test_identifiers_of_any_length_are_removed_again(tmp_path: Path) -> None:
    long = replace(of_sentences(1, "南极圈成立了。"), article=Article("长" * 70_000, "", "南极圈成立了。"))
    index = filled(tmp_path / "index", [long])
    assert index.search("南极圈").total == 1
    index.remove_article(long.article.id)
    index.commit(2)
    assert index.search("南极圈").total == 0


def test_the_index_knows_the_last_change_that_was_committed(tmp_path: Path) -> None:
    index = filled(tmp_path / "index")
    assert index.applied == 1
    index.put_article(of_sentences(1, "南极圈成立了。"))
    assert (index.applied, index.search("南极圈").total) == (1, 0)
    index.commit(7)
    assert (index.applied, index.search("南极圈").total) == (7, 1)
    index.remove_article("a1")
    index.discard()
    index.commit(8)
    assert (index.applied, index.search("南极圈").total) == (8, 1)


def test_another_process_reads_what_is_committed(tmp_path: Path) -> None:
    index = filled(tmp_path / "index", [of_sentences(1, "南极圈成立了。")])
    code = "import sys; from pathlib import Path; from graph.index import Index\n"
    code += "index = Index(Path(sys.argv[1])); print(index.applied, index.search('南极圈').total)"
    command = [sys.executable, "-c", code, str(tmp_path / "index")]
    assert subprocess.check_output(command, text=True, cwd=Path.cwd()) == "1 1\n"
    index.put_article(of_sentences(2, "南极圈散了。"))
    index.commit(2)
    assert subprocess.check_output(command, text=True, cwd=Path.cwd()) == "2 2\n"


def test_hostile_names_are_only_names(tmp_path: Path) -> None:
    name = '"><script>\x00 \n' + "长" * 5000
    index = filled(tmp_path / "index", entities=[of_names(name, name + "别名")])
    assert named(index.search("script长长")) == [name]
    assert named(index.search("别名")) == []  # beyond the length that is compared
    index.remove_entity(name)
    index.commit(2)
    assert index.search("script").total == 0


def test_searching_takes_milliseconds(gold: Index) -> None:
    gold.search("公司")
    start = time.process_time()
    for _ in range(20):
        gold.search("公司 创始人")
    assert (time.process_time() - start) / 20 < 0.1


def test_an_entity_without_letters_or_digits_is_kept_and_finds_nothing(tmp_path: Path) -> None:
    index = filled(tmp_path / "index", entities=[of_names("……"), EntityRow("x", "x", "PER", (), 1)])
    assert index.search("……").total == 0
    assert [hit.type for hit in index.search("x").hits] == ["PER"]


def test_the_type_and_the_count_of_an_entity_are_shown(tmp_path: Path) -> None:
    index = filled(tmp_path / "index", entities=[of_names("南极圈", "群", articles=12)])
    (hit,) = index.search("南极圈").hits
    assert (hit.kind, hit.title, hit.text, hit.type, hit.articles) == ("entity", "南极圈", "群", "ORG", 12)
