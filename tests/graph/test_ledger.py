"""Decisions: what each kind does, that they find their things again after another extraction, and that they undo."""

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article
from extract.reading import Entity, Fact, Mention, Reading, Sentence
from graph import copies, ledger
from graph.ledger import Decision, DecisionError
from graph.truths import Truths
from ontology.predicates import EntityType


@pytest.fixture
def truths(tmp_path: Path) -> Iterator[Truths]:
    """A file of truths that nobody has written yet."""
    truths = Truths(tmp_path / "truths.sqlite3")
    yield truths
    truths.close()


# An entity of an article: its type, name and aliases; a fact: subject, predicate, object or literal.
Told = tuple[EntityType, str, tuple[str, ...]]
Stated = tuple[str, str, str]


def reading(
    name: str, told: Sequence[Told], facts: Sequence[Stated] = (), *, before: str = "", run: str = "f1"
) -> Reading:
    """An article that names each entity in a sentence of its own, then states each fact in one."""
    text, sentences, mentions, found = before, [], [], []
    ids = {surface: f"e{number}" for number, (_, surface, _) in enumerate(told)}
    kinds = {surface: kind for kind, surface, _ in told}

    def say(words: str, *surfaces: str) -> tuple[int, int]:
        nonlocal text
        start = len(text)
        text += words
        sentences.append(Sentence(start, len(text)))
        for surface in surfaces:
            at = start + words.index(surface)
            mentions.append(Mention(at, at + len(surface), surface, kinds[surface], ids[surface], 0.9))
        return start, len(text)

    for _, surface, _ in told:
        say(f"{surface}在{name}里。", surface)
    for subject, predicate, value in facts:
        ends = [subject, value] if value in ids else [subject]
        start, end = say(f"{subject}与{value}有{predicate}。", *ends)
        found.append(Fact(ids[subject], predicate, ids.get(value, value), value not in ids, start, end, 0.5))
    entities = tuple(Entity(ids[surface], kind, surface, aliases) for kind, surface, aliases in told)
    return Reading(Article(name, "", text or "空"), run, tuple(sentences), tuple(mentions), (), entities, tuple(found))


def per(name: str, *aliases: str) -> Told:
    return "PER", name, aliases


def org(name: str, *aliases: str) -> Told:
    return "ORG", name, aliases


def employed(name: str, who: str, where: str) -> Reading:
    return reading(name, [per(who), org(where)], [(who, "worksFor", where)])


def decide(truths: Truths, kind: str, *words: Any) -> Decision:
    return truths.decide(lambda deciding: getattr(deciding, kind)(*words), author="编辑", reason="查过")


def local(truths: Truths, article: str, surface: str) -> str:
    stored = truths.stored(article)
    assert stored is not None
    return next(stored.names[entity.id] for entity in stored.reading.entities if entity.name == surface)


def facts(truths: Truths, article: str) -> list[tuple[str, str, str, str | None]]:
    """What the graph of an article states: subject, predicate, object by their labels, and who confirmed it."""
    stored = truths.stored(article)
    assert stored is not None
    return [
        (
            stored.labels[fact.subject],
            fact.predicate,
            fact.object if fact.literal else stored.labels[fact.object],
            stored.rulings.confirmed.get(number),
        )
        for number, fact in enumerate(stored.reading.facts)
        if number not in stored.rulings.rejected
    ]


# ---- What each kind does


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


def facts_of_label(truths: Truths, article: str) -> list[str]:
    stored = truths.stored(article)
    assert stored is not None
    return sorted(stored.labels.values())


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


# ---- Anchors


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


# ---- Laws

PEOPLE = ("李明", "沈砚青", "王先生")
THINGS = ("雾桥科技", "雾桥", "青岚医院")


def invented(who: list[str], firms: list[str], predicate: str, text: str, *switches: bool) -> Reading:
    """An article; `switches`: firms have another's name besides, all but the first are products, their names are full ones,
    the lexicon knows the persons."""
    alias, products, full, known = switches
    told: list[Told] = [per(name) for name in who]
    for number, name in enumerate(firms):
        kind: EntityType = "PRODUCT" if products and number else "ORG"
        told.append((kind, name, (THINGS[number],) if alias and name != THINGS[number] else ()))
    found = reading("", told, [(who[0], predicate, firms[0])] if firms else [], before=text)
    people = [replace(e, known=e.name) if known else e for e in found.entities[: len(who)]]
    found = replace(found, entities=(*people, *found.entities[len(who) :]))
    if not full:
        return found
    fuller = [
        replace(e, name=f"成都{e.name}有限公司", aliases=(*e.aliases, e.name)) for e in found.entities[len(who) :]
    ]
    return replace(found, entities=(*found.entities[: len(who)], *fuller))


readings = st.builds(
    invented,
    st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True),
    st.lists(st.sampled_from(THINGS), max_size=3, unique=True),
    st.sampled_from(("worksFor", "formerEmployer")),
    st.sampled_from(("", "快讯。")),
    *(4 * [st.booleans()]),
)
choice = st.integers(0, 99)
deeds = st.one_of(
    st.tuples(st.just("put"), st.integers(0, 4), readings),
    st.tuples(st.just("retract"), st.integers(0, 4)),
    st.tuples(
        st.sampled_from(("merge", "split", "rename", "retype", "alias", "note", "link", "reject", "confirm", "undo")),
        choice,
        choice,
        choice,
    ),
)


def attempt(truths: Truths, kind: str, one: int, other: int, third: int) -> None:
    """Takes a decision about some of what is there, unless that cannot be decided."""
    if kind == "undo":
        known = [made.id for made, in_force in truths.decisions() if in_force]
        words: tuple[Any, ...] = (known[one % len(known)],) if known else ()
    elif kind in ("reject", "confirm"):
        stated = [
            (stored.names[f.subject], f.predicate, f.object if f.literal else stored.names[f.object])
            for stored in truths.stored_after("", limit=99)
            for f in stored.reading.facts
        ]
        words = stated[one % len(stated)] if stated else ()
        words += (truths.stored_after("", limit=1)[0].reading.article.id,) if words and third % 4 == 0 else ()
    else:
        locals_ = truths.entities_after("", limit=999)
        words = (locals_[one % len(locals_)],) if locals_ else ()
        if words and kind == "merge":
            words += (locals_[other % len(locals_)],)
        elif words and kind == "split":
            articles = [s.reading.article.id for s in truths.stored_after("", limit=99) if words[0] in s.names.values()]
            words += (articles[: 1 + other % max(1, len(articles) - 1)],)
        elif words and kind == "retype":
            words += (("ORG", "PRODUCT", "PER")[other % 3],)
        elif kind == "link":
            words = words if words and third % 2 else ((*PEOPLE, *THINGS)[one % 6],)
            words += (f"Q{1 + other % 3}",)
        elif words:
            words += (f"名{other % 3}",)
    if words:
        with suppress(DecisionError):  # such as of a merge of one thing with itself
            decide(truths, kind, *words)


def state(truths: Truths) -> dict[str, Any]:
    """All that the graph is made of, with the local names left out: they tell what came first."""
    groups: dict[str, set[Any]] = {}
    said: dict[str, Any] = {}
    for stored in truths.stored_after("", limit=99):
        name = stored.reading.article.id
        for entity in stored.reading.entities:
            thing = stored.names[entity.id]
            groups.setdefault(thing, set()).add((name, entity.id, entity.type, stored.labels[entity.id]))
        rulings = stored.rulings
        said[name] = (rulings.rejected, dict(rulings.confirmed))
    for stored in truths.stored_after("", limit=99):
        for kind, pairs in (("alias", stored.rulings.aliases), ("note", stored.rulings.notes)):
            for thing, words in pairs:
                groups[thing].add((kind, stored.reading.article.id, words))
    for thing, group in groups.items():
        row = truths.entity(thing)
        assert row is not None
        group.add(("row", row.type, row.label, row.aliases, row.articles, tuple(truths.links_of(thing))))
    assert sorted(groups) == truths.entities_after("", limit=999)
    return {
        "things": {frozenset(group) for group in groups.values()},
        "facts": said,
        "lost": [(one.id, missing) for one, missing in truths.orphans()],
    }


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(happened=st.lists(deeds, max_size=14), seed=st.integers(0, 9))
def test_the_graph_depends_on_the_articles_and_decisions_that_remain_and_not_on_what_happened(
    happened: list[Any], seed: int
) -> None:
    """Articles come and go, decisions are taken and undone; in a new file what remains comes in another order."""
    with TemporaryDirectory() as folder:
        first, second = Truths(Path(folder) / "first"), Truths(Path(folder) / "second")
        remaining: dict[str, Reading] = {}
        for kind, number, *rest in happened:
            if kind == "put":
                name = f"a{number}"
                remaining[name] = replace(rest[0], article=replace(rest[0].article, id=name))
                first.put(remaining[name])
            elif kind == "retract":
                first.retract(f"a{number}")
                remaining.pop(f"a{number}", None)
            else:
                attempt(first, kind, number, *rest)
        ledgers: list[Any] = [made for made, in_force in first.decisions() if in_force and made.kind != "undo"]
        for one in random.Random(seed).sample([*remaining.values(), *ledgers], len(remaining) + len(ledgers)):
            if isinstance(one, Reading):
                second.put(one)
            else:
                second.take(one)
        assert state(first) == state(second)
        first.close()
        second.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(happened=st.lists(deeds, max_size=10), seed=st.integers(0, 9))
def test_an_exported_ledger_does_the_same_elsewhere_in_whatever_order_it_is_taken(
    happened: list[Any], seed: int
) -> None:
    with TemporaryDirectory() as folder:
        first, second = Truths(Path(folder) / "first"), Truths(Path(folder) / "second")
        for kind, number, *rest in happened:
            if kind == "put":
                for truths in (first, second):
                    truths.put(replace(rest[0], article=replace(rest[0].article, id=f"a{number}")))
            elif kind != "retract":
                attempt(first, kind, number, *rest)
        lines = [made.to_json() for made, _ in first.decisions()]
        for line in random.Random(seed).sample(lines, len(lines)):
            assert second.take(ledger.of_json(line))
        assert state(first) == state(second)
        first.close()
        second.close()


def shown(truths: Truths) -> dict[tuple[str, str], Any]:
    """All that the graph and the index show of each article, and of each thing."""
    found: dict[tuple[str, str], Any] = {}
    for stored in truths.stored_after("", limit=99):
        found["article", stored.reading.article.id] = replace(stored, run=None)  # which counts its readings
    for thing in truths.entities_after("", limit=999):
        found["thing", thing] = truths.entity(thing), truths.links_of(thing)
    return found


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(happened=st.lists(deeds, max_size=14))
def test_whatever_a_deed_changes_is_noted_for_the_owner_of_the_graph(happened: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        truths = Truths(Path(folder) / "truths")
        before, head = shown(truths), 0
        for kind, number, *rest in happened:
            if kind == "put":
                truths.put(replace(rest[0], article=replace(rest[0].article, id=f"a{number}")))
            elif kind == "retract":
                truths.retract(f"a{number}")
            else:
                attempt(truths, kind, number, *rest)
            now, changes = shown(truths), truths.changes(after=head, limit=999)
            noted = {("article", change.article) for change in changes}
            noted |= {("thing", thing) for change in changes for thing in change.entities}
            changed = {what for what in before.keys() | now.keys() if before.get(what) != now.get(what)}
            assert changed <= noted
            before, head = now, truths.head()
        truths.close()
