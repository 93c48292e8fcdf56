"""Laws of decisions, whatever happened: what remains makes the same graph in any order, and so do the lines of an
exported ledger; whatever a deed changes is noted."""

import random
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makers.decisions import Told, per, reading
from makers.stories import KINDS, PEOPLE, THINGS, attempt

from extract.reading import Reading
from graph import ledger
from graph.truths import Truths
from ontology.predicates import EntityType


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
        st.sampled_from(KINDS),
        choice,
        choice,
        choice,
    ),
)


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
