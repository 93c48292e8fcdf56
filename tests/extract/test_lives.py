"""What a text tells of lives over several sentences: whom 他 means, whose kin, which house was left. All names are invented."""

from collections.abc import Callable

import pytest

from extract.families import completed
from extract.reading import Fact, Reading

Triple = tuple[str, str, str]

LIVES = [
    # who is meant
    ("张晓雨是锦水公司的财务总监，她找到李子涵。她毕业于锦水大学。", ("张晓雨", "alumniOf", "锦水大学")),
    ("周国栋的女儿周晓燕骑车回家。她毕业于锦水大学。", ("周晓燕", "alumniOf", "锦水大学")),
    ("林秀兰到场。这位锦水医院院长很少说话。", ("林秀兰", "worksFor", "锦水医院")),
    (
        "周立言1950年生于锦水。周立言是桥梁专家。周立言爱喝茶。\n\n“他很和气。”同事陈志强说。\n\n1980年，他加入九三学社。",
        ("周立言", "memberOf", "九三学社"),
    ),
    # posts
    ("本刊记者／陈晓波昨天到场。", ("陈晓波", "jobTitle", "记者")),
    ("王建国从父亲手中接过董事长一职。", ("王建国", "jobTitle", "董事长")),
    ("锦水厂原高级工程师陈志强到场。", ("陈志强", "jobTitle", "高级工程师")),
    ("锦水厂原高级工程师陈志强到场。", ("陈志强", "formerEmployer", "锦水厂")),
    ("锦水茶叶合作社理事长陈志强到场。", ("陈志强", "worksFor", "锦水茶叶合作社")),
    # houses left
    ("周立言毕业后进了锦水银行，干了五年柜员。", ("周立言", "formerEmployer", "锦水银行")),
    ("周立言2022年离开锦水银行，去了远山集团。", ("周立言", "worksFor", "远山集团")),
    (
        "周立言在锦水银行做产品经理。2018年，周立言创办了远山科技有限公司。",
        ("周立言", "formerEmployer", "锦水银行"),
    ),
    ("周立言后获锦水大学硕士学位。", ("周立言", "alumniOf", "锦水大学")),
    # kin
    ("周国栋、林秀兰夫妇到场，其子周立言、其女周晓燕同来。", ("周晓燕", "parent", "林秀兰")),
    ("周国栋、林秀兰夫妇到场，其子周立言、其女周晓燕同来。", ("周立言", "sibling", "周晓燕")),
    # works
    ("周立言和林秀兰合写的《江边的灯》出版了。", ("江边的灯", "author", "周立言")),
    ("周立言凭长篇小说《江边的灯》获奖。", ("江边的灯", "author", "周立言")),
    ("《江边的灯》是周立言写的。", ("江边的灯", "author", "周立言")),
    ("《江边的灯》出自周立言之手。", ("江边的灯", "author", "周立言")),
]
NOT_SAID = [
    ("最佳男歌手陈志强没有来。", ("陈志强", "jobTitle", "最佳男歌手")),
    ("锦水茶叶合作社理事长陈志强到场。", ("陈志强", "memberOf", "锦水茶叶合作社")),
    ("锦水出版社推出了《江边的灯》。", ("江边的灯", "author", "锦水出版社")),
    ("周立言2022年离开锦水银行，去了远山集团。", ("周立言", "formerEmployer", "远山集团")),
]


def triples(reading: Reading) -> set[Triple]:
    names = {e.id: e.known or e.name for e in reading.entities}
    told = {(names[f.subject], f.predicate, f.object if f.literal else names[f.object]) for f in reading.facts}
    return told | {(o, p, s) for s, p, o in told if p == "sibling"}


@pytest.mark.parametrize(("text", "fact"), LIVES)
def test_a_life_is_read_over_its_sentences(read: Callable[..., Reading], text: str, fact: Triple) -> None:
    assert fact in triples(read(text))


@pytest.mark.parametrize(("text", "fact"), NOT_SAID)
def test_what_a_text_does_not_say_of_a_life_is_not_read(read: Callable[..., Reading], text: str, fact: Triple) -> None:
    assert fact not in triples(read(text))


def kin(predicate: str, subject: str, object_: str) -> Fact:
    return Fact(subject, predicate, object_, False, 0, 9, 0.85)


def test_children_of_one_parent_are_siblings_and_a_spouse_s_child_is_a_child() -> None:
    facts = completed([kin("parent", "a", "x"), kin("parent", "b", "x"), kin("spouse", "x", "y")])
    assert {(f.subject, f.predicate, f.object) for f in facts[3:]} == {
        ("a", "sibling", "b"),
        ("a", "parent", "y"),
        ("b", "parent", "y"),
    }


def test_of_who_married_twice_nothing_follows_for_the_children() -> None:
    facts = [kin("parent", "a", "x"), kin("spouse", "x", "y"), kin("spouse", "x", "z")]
    assert completed(facts) == tuple(facts)


def test_what_follows_is_less_sure_than_what_it_follows_from() -> None:
    *_, sibling = completed([kin("parent", "a", "x"), kin("parent", "b", "x")])
    assert sibling.confidence < 0.85
