"""Decisions: what each kind does, which things are meant by its words, and that it is undone."""

import pytest
from makers.decisions import decide, employed, facts, facts_of_label, local, org, per, reading

from graph.ledger import DecisionError
from graph.truths import Truths


def test_merged_organisations_are_one_until_that_is_undone(truths: Truths) -> None:
    truths.put(reading("a", [org("雾桥科技")]))
    truths.put(reading("b", [org("青岚医院")]))
    made = decide(truths, "merge", "雾桥科技", "青岚医院")
    assert local(truths, "a", "雾桥科技") == local(truths, "b", "青岚医院") == "雾桥科技"
    decide(truths, "undo", made.id)
    assert (local(truths, "a", "雾桥科技"), local(truths, "b", "青岚医院")) == ("雾桥科技", "青岚医院")


def test_merged_persons_are_one_until_that_is_undone(truths: Truths) -> None:
    truths.put(employed("a", "李明", "雾桥科技"))
    truths.put(employed("b", "李明", "青岚医院"))
    made = decide(truths, "merge", "李明", "李明_(青岚医院)")
    assert local(truths, "a", "李明") == local(truths, "b", "李明")
    decide(truths, "undo", made.id)
    assert local(truths, "a", "李明") != local(truths, "b", "李明")


def test_an_undone_undoing_brings_the_decision_back(truths: Truths) -> None:
    truths.put(reading("a", [org("雾桥科技")]))
    made = decide(truths, "rename", "雾桥科技", "雾桥")
    undone = decide(truths, "undo", made.id)
    decide(truths, "undo", undone.id)
    assert facts_of_label(truths, "a") == ["雾桥"]


def test_places_of_one_name_are_split_and_what_comes_later_stays_with_the_rest(truths: Truths) -> None:
    for name in "abc":
        truths.put(reading(name, [("LOC", "朝阳区", ())]))
    decide(truths, "split", "朝阳区", ["b"])
    truths.put(reading("d", [("LOC", "朝阳区", ())]))
    named = {name: local(truths, name, "朝阳区") for name in "abcd"}
    assert named["a"] == named["c"] == named["d"] != named["b"]


def test_a_person_is_split_and_his_later_articles_find_the_part_they_fit(truths: Truths) -> None:
    both = [per("沈砚青"), org("雾桥科技"), org("青岚医院")]
    truths.put(reading("a", both[:2], [("沈砚青", "worksFor", "雾桥科技")]))
    truths.put(reading("b", [both[0], both[2]], [("沈砚青", "worksFor", "青岚医院")]))
    truths.put(reading("c", both, [("沈砚青", "worksFor", "雾桥科技"), ("沈砚青", "formerEmployer", "青岚医院")]))
    assert len({local(truths, name, "沈砚青") for name in "abc"}) == 1
    decide(truths, "split", "沈砚青", ["b"])
    assert local(truths, "a", "沈砚青") == local(truths, "c", "沈砚青") != local(truths, "b", "沈砚青")


def test_a_later_merge_wins_over_an_earlier_split(truths: Truths) -> None:
    for name in ("a", "b", "c", "d", "e", "f", "g", "h"):
        truths.put(employed(name, "沈砚青", "雾桥科技"))
    decide(truths, "split", "沈砚青", ["h"])
    part, rest = local(truths, "h", "沈砚青"), local(truths, "a", "沈砚青")
    assert part != rest
    decide(truths, "merge", part, rest)
    assert len({local(truths, name, "沈砚青") for name in "abcdefgh"}) == 1


def test_a_renamed_thing_keeps_its_local_name_and_has_one_label_in_all_articles(truths: Truths) -> None:
    truths.put(reading("a", [org("雾桥科技")]))
    decide(truths, "rename", "雾桥科技", "雾桥网络")
    truths.put(reading("b", [org("雾桥科技")]))
    for article in "ab":
        assert local(truths, article, "雾桥科技") == "雾桥科技"
        assert facts_of_label(truths, article) == ["雾桥网络"]


def test_a_retyped_thing_is_of_the_type_in_every_article_and_its_impossible_facts_go(truths: Truths) -> None:
    truths.put(reading("a", [per("青梧笔记"), org("雾桥科技")], [("青梧笔记", "worksFor", "雾桥科技")]))
    decide(truths, "retype", "青梧笔记", "PRODUCT")
    truths.put(reading("b", [per("青梧笔记")]))
    for article in "ab":
        row = truths.entity(local(truths, article, "青梧笔记"))
        assert row is not None
        assert (row.type, row.articles) == ("PRODUCT", 2)
    assert facts(truths, "a") == []


def test_things_of_two_types_are_merged_after_one_is_retyped(truths: Truths) -> None:
    truths.put(reading("a", [org("雾桥科技")]))
    truths.put(reading("b", [("PRODUCT", "雾桥", ())]))
    with pytest.raises(DecisionError, match=r"retype one of them first"):
        decide(truths, "merge", "雾桥科技", "雾桥")
    decide(truths, "retype", "雾桥", "ORG")
    decide(truths, "merge", "雾桥科技", "雾桥")
    assert local(truths, "a", "雾桥科技") == local(truths, "b", "雾桥")


def test_a_rejected_fact_is_not_stated_by_any_article_nor_by_one_that_comes_later(truths: Truths) -> None:
    for name in "ab":
        truths.put(employed(name, "沈砚青", "雾桥科技"))
    made = decide(truths, "reject", "沈砚青", "worksFor", "雾桥科技")
    truths.put(employed("c", "沈砚青", "雾桥科技"))
    assert [facts(truths, name) for name in "abc"] == [[], [], []]
    decide(truths, "undo", made.id)
    assert all(facts(truths, name) == [("沈砚青", "worksFor", "雾桥科技", None)] for name in "abc")


def test_a_fact_is_rejected_in_one_article_alone(truths: Truths) -> None:
    for name in "ab":
        truths.put(employed(name, "沈砚青", "雾桥科技"))
    decide(truths, "reject", "沈砚青", "worksFor", "雾桥科技", "a")
    assert [len(facts(truths, name)) for name in "ab"] == [0, 1]


def test_a_confirmed_fact_tells_by_whom_and_the_later_of_two_rulings_holds(truths: Truths) -> None:
    truths.put(reading("a", [org("雾桥科技")], [("雾桥科技", "numberOfEmployees", "300")]))
    decide(truths, "reject", "雾桥科技", "numberOfEmployees", "300")
    decide(truths, "confirm", "雾桥科技", "numberOfEmployees", "300")
    assert facts(truths, "a") == [("雾桥科技", "numberOfEmployees", "300", "编辑")]


def test_a_further_name_and_a_note_stay_with_the_thing_when_their_article_goes(truths: Truths) -> None:
    for name in "ab":
        truths.put(reading(name, [org("雾桥科技")]))
    decide(truths, "alias", "雾桥科技", "老雾桥")
    decide(truths, "note", "雾桥科技", "与雾桥投资无关")
    truths.retract("a")
    row, stored = truths.entity("雾桥科技"), truths.stored("b")
    assert row is not None
    assert stored is not None
    assert row.aliases == ("老雾桥",)
    assert stored.rulings.aliases == (("雾桥科技", "老雾桥"),)
    assert stored.rulings.notes == (("雾桥科技", "与雾桥投资无关"),)


def test_what_an_error_says_lists_the_candidates(truths: Truths) -> None:
    truths.put(reading("a", [("LOC", "朝阳区", ()), org("雾桥科技")]))
    truths.put(reading("b", [("LOC", "朝阳区", ())]))
    decide(truths, "split", "朝阳区", ["b"])
    decide(truths, "rename", local(truths, "b", "朝阳区"), "雾桥科技")
    decide(truths, "rename", "雾桥科技", "朝阳区")
    with pytest.raises(DecisionError, match="没有的东西: no article speaks"):
        decide(truths, "note", "没有的东西", "x")
    decide(truths, "rename", "雾桥科技", "青岚")
    truths.put(reading("c", [("PRODUCT", "青岚", ())]))
    with pytest.raises(DecisionError, match=r"several things have this label|already"):
        decide(truths, "merge", "青岚", "青岚")


def test_a_thing_is_meant_by_any_name_that_only_one_has(truths: Truths) -> None:
    truths.put(reading("a", [org("雾桥科技股份有限公司", "雾桥科技"), per("李明")]))
    decide(truths, "rename", "雾桥科技股份有限公司", "雾桥")
    decide(truths, "rename", "李明", "小李")
    for name in ("雾桥", "雾桥科技", "雾桥科技股份有限公司"):
        assert decide(truths, "note", name, name).anchors["entity"]["label"] == "雾桥"
    assert decide(truths, "note", "李明", "x").anchors["entity"]["label"] == "小李"
    truths.put(reading("b", [org("青岚甲公司", "青岚"), org("青岚乙公司", "青岚")]))
    with pytest.raises(
        DecisionError, match=r"青岚: several things are called so: 青岚乙公司 \(ORG\), 青岚甲公司 \(ORG\)"
    ):
        decide(truths, "note", "青岚", "x")
