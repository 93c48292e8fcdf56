"""The ledger that keeps decisions: they find their things again after another extraction, are undone any number of times,
hold no text that a graph cannot, and are the same wherever they are read; files of earlier schemas get one."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from makers.decisions import decide, employed, facts, facts_of_label, local, org, per, reading

from graph import copies, ledger
from graph.ledger import DecisionError
from graph.truths import Truths


def test_undoing_is_undone_any_number_of_times() -> None:
    db = sqlite3.connect(":memory:")
    for table in ledger.TABLES:
        db.execute(table)
    last = first = ledger.decision("note", author="编辑", reason="")
    ledger.write(db, first)
    for _ in range(2001):
        last = ledger.decision("undo", author="编辑", reason="", undoes=last.id)
        ledger.write(db, last)
    assert not ledger.in_force(db, first.id)
    ledger.write(db, ledger.decision("undo", author="编辑", reason="", undoes=last.id))
    assert ledger.in_force(db, first.id)
    db.close()


def test_a_decision_finds_its_sentence_where_the_text_has_shifted_and_the_name_is_read_otherwise(
    truths: Truths,
) -> None:
    truths.put(reading("a", [org("雾桥科技")]))
    truths.put(reading("b", [org("青岚医院")]))
    decide(truths, "rename", "雾桥科技", "雾桥")
    shifted = reading("a", [org("雾桥科技")], before="快讯。", run="f2")
    fuller = (replace(shifted.entities[0], name="成都雾桥科技有限公司", aliases=("雾桥科技",)),)
    truths.put(replace(shifted, entities=fuller))
    assert facts_of_label(truths, "a") == ["雾桥"]
    fullest = (replace(shifted.entities[0], name="西南雾桥科技集团有限公司", aliases=("雾桥科技",)),)
    truths.put(replace(shifted, entities=fullest))
    assert facts_of_label(truths, "a") == ["雾桥"]
    assert truths.orphans() == []


def test_a_decision_whose_things_are_gone_is_listed_and_holds_again_when_they_come_back(truths: Truths) -> None:
    truths.put(employed("a", "沈砚青", "雾桥科技"))
    made = decide(truths, "reject", "沈砚青", "worksFor", "雾桥科技")
    truths.retract("a")
    assert [(one.id, missing) for one, missing in truths.orphans()] == [
        (made.id, ["subject 沈砚青 (PER)", "object 雾桥科技 (ORG)"])
    ]
    truths.put(reading("a", [per("沈砚青"), org("雾桥科技")]))
    assert [missing for _, missing in truths.orphans()] == [["an article that states the fact"]]
    truths.put(employed("a", "沈砚青", "雾桥科技"))
    assert truths.orphans() == []
    assert facts(truths, "a") == []


def test_who_has_namesakes_is_not_taken_for_another_when_his_articles_go(truths: Truths) -> None:
    truths.put(employed("a", "李明", "雾桥科技"))
    truths.put(employed("b", "李明", "青岚医院"))
    truths.put(employed("c", "李明", "半塘工作室"))
    decide(truths, "rename", "李明", "李明（雾桥）")
    truths.retract("a")
    assert facts_of_label(truths, "b") == ["李明", "青岚医院"]
    assert [missing for _, missing in truths.orphans()] == [["entity 李明 (PER)"]]


@pytest.mark.parametrize("unfit", ["\x00", "\x1b", "\udcff", "\ufffe"])
def test_what_no_form_of_the_graph_can_hold_is_no_text_of_a_decision(truths: Truths, unfit: str) -> None:
    truths.put(reading("a", [org("雾桥科技")]))
    made = decide(truths, "note", "雾桥科技", "两\n行")
    with pytest.raises(DecisionError):
        decide(truths, "alias", "雾桥科技", f"老{unfit}雾桥")
    form = made.to_json()
    del form["id"]
    said: list[dict[str, Any]] = [{"values": {"text": unfit}}, {"author": unfit}, {"reason": unfit}]
    if unfit == "\udcff":  # nor of a file
        said += [{"anchors": {"entity": {**form["anchors"]["entity"], "names": [unfit]}}}]
    for altered in said:
        with pytest.raises(DecisionError):
            ledger.of_json(form | altered)
    with pytest.raises(DecisionError):
        ledger.of_json(form | {"values": form["values"] | {"more": 10**30}})
    assert truths.decisions() == [(made, True)]


def test_a_decision_is_the_same_wherever_it_is_read_and_an_altered_one_is_refused(
    truths: Truths, tmp_path: Path
) -> None:
    truths.put(reading("a", [org("雾桥科技")]))
    decide(truths, "alias", "雾桥科技", "老雾桥")
    ((made, _),) = truths.decisions()
    assert ledger.of_json(made.to_json()) == made
    other = Truths(tmp_path / "other")
    other.put(reading("a", [org("雾桥科技")]))
    assert [other.take(made), other.take(made)] == [True, False]
    row = other.entity("雾桥科技")
    assert row is not None
    assert row.aliases == ("老雾桥",)
    with pytest.raises(DecisionError, match="is not that of what it says"):
        ledger.of_json(made.to_json() | {"author": "别人"})
    other.close()


def test_a_file_of_schema_3_gets_a_ledger_and_loses_nothing(
    tmp_path: Path, without_graphs: Callable[[sqlite3.Connection], None]
) -> None:
    path = tmp_path / "truths"
    first = Truths(path)
    first.put(reading("a", [org("雾桥科技"), per("沈砚青")]))
    first.close()
    with sqlite3.connect(path) as db:
        for table in (*ledger.TABLES, *copies.TABLES):
            if table.startswith("CREATE TABLE"):
                db.execute(f"DROP TABLE {table.split()[2]}")
        without_graphs(db)
        db.execute("PRAGMA user_version = 3")
    db.close()
    second = Truths(path)
    assert local(second, "a", "雾桥科技") == "雾桥科技"
    decide(second, "rename", "沈砚青", "青青")
    assert facts_of_label(second, "a") == ["雾桥科技", "青青"]
    second.close()


def test_a_file_of_schema_5_finds_what_is_anchored_by_decision_as_a_new_one_does(
    tmp_path: Path, without_graphs: Callable[[sqlite3.Connection], None]
) -> None:
    first = Truths(tmp_path / "truths")
    first.close()
    index = "SELECT sql FROM sqlite_master WHERE name = 'anchored_by_decision'"
    with sqlite3.connect(tmp_path / "truths") as db:
        new = db.execute(index).fetchall()
        db.execute("DROP INDEX anchored_by_decision")
        without_graphs(db)
        db.execute("PRAGMA user_version = 5")
    db.close()
    Truths(tmp_path / "truths").close()
    with sqlite3.connect(tmp_path / "truths") as db:
        assert db.execute(index).fetchall() == new != []
    db.close()
