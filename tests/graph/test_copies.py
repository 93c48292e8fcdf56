import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article
from extract.reading import Reading, Sentence
from graph.copies import TABLES, alike, appear, fill, original, sketch
from graph.truths import Truths

ONE = (
    "南极圈创始人潘国华坦诚得出人意料。他说，这家由腾讯离职员工组成的社群如今有一万多名成员，分布在北京、深圳和杭州。"
    "过去三年里，他们办了两百场活动，帮四十家公司找到了第一笔钱。“我们只是把大家聚在一起，剩下的事情自己会发生。”"
    "社群的办公室在科技园一栋旧楼的六层，墙上贴满了成员的工牌。每个月的最后一个星期五，总有人带着新做的产品来给大家看，"
    "有人当场写下支票，也有人当场辞职入伙。潘国华说，最难的不是把人找来，而是让他们在离开之后还愿意再回来坐一坐。"
)
OTHER = (
    "四月的杭州下了一场大雨，百老汇的创办人陈枫站在仓库门口清点货物。他原先在百度做了七年工程师，去年回到家乡，"
    "用积蓄租下这间旧厂房，卖起了自家山上的茶叶。头一个月只卖出十九斤，到了年底，订单已经排到了第二年的春天。"
)
HEADED = f"（本报讯）{ONE}（记者 王小明）"
FRONT, BACK = ONE[:145], ONE[75:]  # halves that share less than half


def test_the_same_words_in_another_dress_are_the_same() -> None:
    """Script, width, white space and punctuation make no other text."""
    dressed = ONE.replace("这", "這").replace("们", "們").replace("，", ",\n ").replace("。", "．")
    assert sketch(dressed) == sketch(ONE)


def test_a_text_with_a_byline_or_without_its_end_is_a_copy_and_another_is_none() -> None:
    assert alike(sketch(ONE), sketch(HEADED))
    assert alike(sketch(ONE), sketch(ONE[: len(ONE) * 7 // 10]))
    assert not alike(sketch(ONE), sketch(OTHER))


def test_short_notices_that_differ_in_a_name_are_no_copies() -> None:
    assert not alike(sketch("南极圈昨日宣布聘任潘国华为副总裁。"), sketch("南极圈昨日宣布聘任陈枫为副总裁。"))
    assert alike(sketch("南极圈昨日宣布聘任潘国华为副总裁。"), sketch("南极圈昨日宣布，聘任潘国华为副总裁"))


def test_a_notice_under_another_headline_is_a_copy() -> None:
    """Each paper writes its own; an article that is all headline is known by that."""
    notice = "南极圈昨日宣布聘任潘国华为副总裁，任期三年。"
    one, other = "南极圈有了新副总裁", "潘国华履新：互联网社群人事变动"
    assert alike(sketch(f"{one}\n\n{notice}", one), sketch(f"{other}\n\n{notice}", other))
    assert not alike(sketch(f"{one}\n\n{notice}"), sketch(f"{other}\n\n{notice}"))
    assert alike(sketch(one, one), sketch(one))
    assert not alike(sketch(one, one), sketch(other, other))


def test_texts_without_letters_are_copies_of_nothing() -> None:
    assert not alike(sketch("！！！"), sketch(""))


@given(text=st.text())
def test_every_text_has_a_sketch_and_is_like_itself(text: str) -> None:
    found = sketch(text)
    assert len(found) % 8 == 0
    assert alike(found, found) == bool(found)


@given(one=st.text(alphabet="甲乙丙丁", max_size=300), other=st.text(alphabet="甲乙丙丁", max_size=300))
def test_likeness_is_mutual(one: str, other: str) -> None:
    assert alike(sketch(one), sketch(other)) == alike(sketch(other), sketch(one))


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    """A file with a table of articles and those of copies."""
    db = fresh()
    yield db
    db.close()


def fresh() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.execute("CREATE TABLE articles (id TEXT PRIMARY KEY, title TEXT, text TEXT, published TEXT)")
    for table in TABLES:
        db.execute(table)
    return db


def put(db: sqlite3.Connection, article: str, text: str, published: str | None) -> set[str]:
    db.execute("INSERT OR REPLACE INTO articles VALUES (?, '', ?, ?)", (article, text, published))
    return appear(db, article, sketch(text))


def drop(db: sqlite3.Connection, article: str) -> set[str]:
    changed = appear(db, article, None)
    db.execute("DELETE FROM articles WHERE id = ?", (article,))
    return changed


def originals(db: sqlite3.Connection) -> dict[str, str]:
    return {article: original(db, article) for (article,) in db.execute("SELECT id FROM articles")}


def test_the_first_by_day_stands_for_its_copies_whichever_came_first(db: sqlite3.Connection) -> None:
    put(db, "b", HEADED, "2023-01-02")
    assert put(db, "a", ONE, "2023-01-03") == {"a"}
    assert put(db, "c", ONE, None) == {"c"}
    put(db, "d", OTHER, "2020-01-01")
    assert originals(db) == {"a": "b", "b": "b", "c": "b", "d": "d"}
    assert put(db, "z", ONE, "2023-01-01") == {"a", "b", "c", "z"}
    assert drop(db, "z") == {"a", "b", "c"}
    assert originals(db) == {"a": "b", "b": "b", "c": "b", "d": "d"}


def test_copies_that_only_a_third_made_so_part_without_it(db: sqlite3.Connection) -> None:
    assert not alike(sketch(FRONT), sketch(BACK))
    put(db, "front", FRONT, "2023-01-01")
    put(db, "back", BACK, "2023-01-02")
    assert originals(db)["back"] == "back"
    assert put(db, "whole", ONE, "2023-01-03") == {"back", "whole"}
    assert set(originals(db).values()) == {"front"}
    assert drop(db, "whole") == {"back"}
    assert originals(db) == {"front": "front", "back": "back"}


STEPS = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.sampled_from([None, ONE, HEADED, FRONT, BACK, OTHER, OTHER[:70]]),
        st.sampled_from([None, "2023-01-01", "2023-01-02"]),
    ),
    max_size=14,
)


@settings(max_examples=150, deadline=None)
@given(steps=STEPS)
def test_whatever_came_and_went_the_copies_are_those_of_what_remains(
    steps: list[tuple[str, str | None, str | None]],
) -> None:
    """And every change is told of, as a file filled at once has it."""
    db, known = fresh(), dict[str, str]()
    for article, text, day in steps:
        changed = drop(db, article) if text is None else put(db, article, text, day)
        now = originals(db)
        assert {one for one in now if known.get(one) != now[one]} <= changed | {article}
        known = now
    filled = sqlite3.connect(":memory:", isolation_level=None)
    filled.execute("CREATE TABLE articles (id TEXT PRIMARY KEY, title TEXT, text TEXT, published TEXT)")
    filled.executemany(
        "INSERT INTO articles VALUES (?, ?, ?, ?)", db.execute("SELECT * FROM articles ORDER BY id DESC")
    )
    assert fill(filled) == {article for article, first in known.items() if article != first}
    assert originals(filled) == known
    filled.close()
    db.close()


def test_a_file_whose_sketches_have_headlines_gets_them_without(tmp_path: Path) -> None:
    """An earlier version counted them; copies that are seen now are made anew in the graph."""
    path, notice = tmp_path / "truths.sqlite3", "南极圈昨日宣布聘任潘国华为副总裁，任期三年。"
    headlines = {"a": "南极圈有了新副总裁", "b": "潘国华履新：互联网社群人事变动"}
    truths = Truths(path)
    for name, title in headlines.items():
        text = f"{title}\n\n{notice}"
        truths.put(Reading(Article(name, title, text), "f", (Sentence(0, len(text)),)))
    head = truths.head()
    truths.close()
    with sqlite3.connect(path) as db:
        for name, title in headlines.items():
            appear(db, name, sketch(f"{title}\n\n{notice}"))
        assert original(db, "b") == "b"
        db.execute("PRAGMA user_version = 7")
    db.close()
    truths = Truths(path)
    assert {s.reading.article.id: s.original for s in truths.stored_after("", limit=9)} == {"a": "a", "b": "a"}
    assert [change.article for change in truths.changes(after=head, limit=9)] == ["b"]
    truths.close()


def test_a_file_without_sketches_gets_them_when_it_is_opened(
    tmp_path: Path, without_graphs: Callable[[sqlite3.Connection], None]
) -> None:
    """And what turns out to be a copy is made anew in the graph."""
    path = tmp_path / "truths.sqlite3"
    truths = Truths(path)
    for name, text in (("a", ONE), ("b", HEADED), ("c", OTHER)):
        truths.put(Reading(Article(name, name, text), "f", (Sentence(0, len(text)),)))
    head = truths.head()
    truths.close()
    with sqlite3.connect(path) as db:
        for table in ("sketches", "sketch_keys"):
            db.execute(f"DROP TABLE {table}")
        without_graphs(db)
        db.execute("PRAGMA user_version = 4")
    db.close()
    truths = Truths(path)
    assert {s.reading.article.id: s.original for s in truths.stored_after("", limit=9)} == {
        "a": "a",
        "b": "a",
        "c": "c",
    }
    assert [change.article for change in truths.changes(after=head, limit=9)] == ["b"]
    truths.close()
