"""Who is who across articles: what a reader would say of invented homonyms, and laws for any order of events."""

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article
from extract.reading import Entity, Fact, Reading
from graph.truths import Truths


def article(name: str, *entities: Entity, facts: Sequence[Fact] = ()) -> Reading:
    return Reading(Article(name, "", name, date(2024, 1, 1)), "f1", entities=entities, facts=tuple(facts))


def person(name: str, *aliases: str) -> Entity:
    return Entity("p", "PER", name, aliases)


def org(name: str, *aliases: str, known: str | None = None) -> Entity:
    return Entity(f"o{name}", "ORG", name, aliases, known)


def fact(subject: str, predicate: str, value: str, *, literal: bool = False) -> Fact:
    return Fact(subject, predicate, value, literal, 0, 1, 0.9)


def employed(name: str, person_name: str, employer: Entity) -> Reading:
    return article(name, person(person_name), employer, facts=[fact("p", "worksFor", employer.id)])


def local(truths: Truths, name: str, entity: str = "p") -> str:
    found = truths.stored(name)
    assert found is not None
    return found.names[entity]


def one_thing(truths: Truths, first: str, second: str, entity: str = "p") -> bool:
    return local(truths, first, entity) == local(truths, second, entity)


# ---- Persons


def test_one_name_at_one_employer_is_one_person(truths: Truths) -> None:
    truths.put(employed("a", "李明", org("雾桥科技")))
    truths.put(employed("b", "李明", org("雾桥科技")))
    assert one_thing(truths, "a", "b")


def test_a_common_name_at_two_employers_is_two_persons_and_the_second_is_named_after_his(truths: Truths) -> None:
    truths.put(employed("a", "李明", org("雾桥科技")))
    truths.put(employed("b", "李明", org("青岚医院")))
    assert (local(truths, "a"), local(truths, "b")) == ("李明", "李明_(青岚医院)")


def test_a_rare_name_is_one_person_where_nothing_contradicts(truths: Truths) -> None:
    truths.put(employed("a", "沈砚青", org("雾桥科技")))
    truths.put(article("b", person("沈砚青")))
    assert one_thing(truths, "a", "b")


def test_a_rare_name_at_two_employers_is_two_that_may_be_one(truths: Truths) -> None:
    truths.put(employed("a", "沈砚青", org("雾桥科技")))
    truths.put(employed("b", "沈砚青", org("青岚医院")))
    assert not one_thing(truths, "a", "b")
    (doubt,) = truths.doubts(limit=9)
    assert {doubt.one, doubt.other} == {local(truths, "a"), local(truths, "b")}
    assert doubt.reasons == ("name", "other organisation")


def test_one_article_that_knows_both_employers_makes_two_persons_one(truths: Truths) -> None:
    truths.put(employed("a", "沈砚青", org("雾桥科技")))
    truths.put(employed("b", "沈砚青", org("青岚医院")))
    both = article(
        "c",
        person("沈砚青"),
        org("雾桥科技"),
        org("青岚医院"),
        facts=[fact("p", "formerEmployer", "o雾桥科技"), fact("p", "worksFor", "o青岚医院")],
    )
    first = local(truths, "a"), local(truths, "b")
    truths.put(both)
    assert local(truths, "a") == local(truths, "b") == local(truths, "c") == first[0]
    assert truths.moved(first[1]) == first[0]
    truths.retract("c")
    assert (local(truths, "a"), local(truths, "b")) == first
    assert truths.moved(first[1]) is None


def test_persons_of_one_name_and_employer_with_other_birth_years_are_two(truths: Truths) -> None:
    for name, year in (("a", "1961"), ("b", "1988")):
        facts = [fact("p", "worksFor", "o雾桥科技"), fact("p", "birthDate", year, literal=True)]
        truths.put(article(name, person("沈砚青"), org("雾桥科技"), facts=facts))
    assert not one_thing(truths, "a", "b")


def test_whom_only_the_article_can_tell_is_nobody_elsewhere(truths: Truths) -> None:
    """王先生 of two articles are two men; at one small firm they are one."""
    truths.put(article("a", person("王先生")))
    truths.put(article("b", person("王先生")))
    truths.put(employed("c", "王先生", org("雾桥科技")))
    truths.put(employed("d", "王先生", org("雾桥科技")))
    assert not one_thing(truths, "a", "b")
    assert one_thing(truths, "c", "d")
    assert not one_thing(truths, "a", "c")


def test_two_spellings_of_a_foreign_name_that_sound_alike_are_one(truths: Truths) -> None:
    truths.put(article("a", person("艾琳·扎克伯格")))
    truths.put(article("b", person("艾琳·扎克博格")))
    assert one_thing(truths, "a", "b")


def test_who_is_named_without_context_belongs_to_none_of_two(truths: Truths) -> None:
    truths.put(employed("a", "沈砚青", org("雾桥科技")))
    truths.put(employed("b", "沈砚青", org("青岚医院")))
    truths.put(article("c", person("沈砚青")))
    assert len({local(truths, name) for name in "abc"}) == 3


def test_a_companion_with_a_full_name_makes_a_common_name_one(truths: Truths) -> None:
    for name in "ab":
        truths.put(article(name, person("李明"), Entity("q", "PER", "沈砚青")))
    assert one_thing(truths, "a", "b")


def test_a_pen_name_leads_to_its_bearer(truths: Truths) -> None:
    truths.put(article("a", person("沈砚青", "温酒酒")))
    truths.put(article("b", person("温酒酒")))
    assert one_thing(truths, "a", "b")


# ---- Organisations


def test_full_short_and_former_names_of_an_organisation_meet(truths: Truths) -> None:
    truths.put(article("a", org("雾桥网络科技有限公司", "雾桥科技")))
    truths.put(article("b", org("雾桥科技", "半塘工作室")))
    truths.put(article("c", org("半塘工作室")))
    names = [
        local(truths, "a", "o雾桥网络科技有限公司"),
        local(truths, "b", "o雾桥科技"),
        local(truths, "c", "o半塘工作室"),
    ]
    assert len(set(names)) == 1
    found = truths.entity(names[0])
    assert found is not None
    assert found.articles == 3
    assert {found.label, *found.aliases} == {"雾桥网络科技有限公司", "雾桥科技", "半塘工作室"}


def test_a_registered_name_meets_what_is_left_without_place_and_legal_form(truths: Truths) -> None:
    truths.put(article("a", org("成都雾桥机器人有限公司")))
    truths.put(article("b", org("雾桥机器人")))
    assert local(truths, "a", "o成都雾桥机器人有限公司") == local(truths, "b", "o雾桥机器人")
    assert truths.stored("a").labels == {"o成都雾桥机器人有限公司": "雾桥机器人"}  # type: ignore[union-attr]  # it is there


def test_a_short_name_that_two_organisations_share_joins_neither_and_is_reported(truths: Truths) -> None:
    truths.put(article("a", org("成都雾桥机器人有限公司", "雾桥")))
    truths.put(article("b", org("雾桥")))
    assert local(truths, "a", "o成都雾桥机器人有限公司") == local(truths, "b", "o雾桥")
    truths.put(article("c", org("雾桥投资", "雾桥")))
    names = {local(truths, a, f"o{o}") for a, o in (("a", "成都雾桥机器人有限公司"), ("b", "雾桥"), ("c", "雾桥投资"))}
    assert len(names) == 3
    assert {frozenset({doubt.one, doubt.other}) for doubt in truths.doubts(limit=9)} == {
        frozenset({local(truths, "b", "o雾桥"), other})
        for other in (local(truths, "a", "o成都雾桥机器人有限公司"), local(truths, "c", "o雾桥投资"))
    }


def test_what_the_lexicon_tells_apart_is_never_one(truths: Truths) -> None:
    truths.put(article("a", org("甲网", "乙网", known="甲网")))
    truths.put(article("b", org("乙网", known="乙网")))
    assert local(truths, "a", "o甲网") != local(truths, "b", "o乙网")


def test_an_article_whose_thing_is_called_otherwise_by_another_is_made_anew(truths: Truths) -> None:
    truths.put(article("a", org("雾桥科技")))
    truths.put(article("b", org("半塘工作室")))
    head = truths.head()
    truths.put(article("c", org("雾桥科技", "半塘工作室")))
    assert {change.article for change in truths.changes(after=head, limit=9)} >= {"c", "b"}


# ---- Laws

NAMES = ("李明", "沈砚青", "王先生", "温酒酒", "里德·霍夫曼")
FIRMS = ("雾桥科技", "雾桥", "成都雾桥机器人有限公司", "青岚医院", "半塘工作室")
readings = st.builds(
    lambda who, alias, firms, predicate, year: article(
        "",
        *(Entity(f"p{n}", "PER", name, (alias,) if alias and n == 0 else ()) for n, name in enumerate(who)),
        *(Entity(f"o{n}", "ORG", name, (FIRMS[n],) if n and name != FIRMS[n] else ()) for n, name in enumerate(firms)),
        facts=[
            *([fact("p0", predicate, "o0")] if firms else []),
            *([fact("p0", "birthDate", year, literal=True)] if year else []),
        ],
    ),
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True),
    st.sampled_from((None, "温酒酒", "沈砚青")),
    st.lists(st.sampled_from(FIRMS), max_size=3, unique=True),
    st.sampled_from(("worksFor", "formerEmployer", "jobTitle")),
    st.sampled_from((None, None, "1961", "1988")),
)
events = st.lists(st.tuples(st.integers(0, 5), st.none() | readings), max_size=12)


def partition(truths: Truths) -> set[frozenset[tuple[str, str]]]:
    """Which entities of which articles are one thing, and how each thing is labelled."""
    groups: dict[str, set[tuple[str, str]]] = {}
    for stored in truths.stored_after("", limit=99):
        assert stored.names.keys() == {entity.id for entity in stored.reading.entities}
        for entity, name in stored.names.items():
            groups.setdefault(name, {("label", stored.labels[entity])}).add((stored.reading.article.id, entity))
            row = truths.entity(name)
            assert row is not None
            assert row.label == stored.labels[entity]
    assert sorted(groups) == truths.entities_after("", limit=999)
    for name, group in groups.items():
        row = truths.entity(name)
        assert row is not None
        assert row.articles == len({article for article, _ in group if article != "label"})
    return {frozenset(group) for group in groups.values()}


def doubts(truths: Truths) -> set[tuple[frozenset[str], float]]:
    rows = [(d, truths.entity(d.one), truths.entity(d.other)) for d in truths.doubts(limit=999)]
    assert all(one and other for _, one, other in rows)  # no doubt is left of what is gone
    return {(frozenset({one.label, other.label}), doubt.score) for doubt, one, other in rows if one and other}


@settings(max_examples=60, deadline=None)
@given(happened=events, seed=st.integers(0, 9))
def test_who_is_who_depends_on_the_articles_that_are_there_and_not_on_what_happened(
    happened: list[tuple[int, Reading | None]], seed: int
) -> None:
    """Articles come, are replaced and go; in a new file those that remain come in another order: the same things."""
    from dataclasses import replace

    with TemporaryDirectory() as folder:
        first, second = Truths(Path(folder) / "first"), Truths(Path(folder) / "second")
        remaining: dict[str, Reading] = {}
        for number, reading in happened:
            name = f"a{number}"
            if reading is None:
                assert first.retract(name) == (remaining.pop(name, None) is not None)
            else:
                remaining[name] = replace(reading, article=replace(reading.article, id=name))
                first.put(remaining[name])
        for reading in random.Random(seed).sample(list(remaining.values()), len(remaining)):
            second.put(reading)
        assert partition(first) == partition(second)
        assert doubts(first) == doubts(second)
        first.close()
        second.close()
