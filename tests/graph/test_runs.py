import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.reading import Reading
from graph.graph import Graph
from graph.home import Home
from graph.runs import KEPT, RunError
from graph.truths import Truths

Readings = Callable[..., Reading]
State = Callable[[Graph], dict[str, Any]]


def read(truths: Truths, fingerprint: str, *readings: Reading, command: str = "ingest") -> str:
    """One run over some articles; its id."""
    with truths.history.run(command, fingerprint) as run:
        for reading in readings:
            truths.put(replace(reading, fingerprint=fingerprint), run=run)
    return run


def pairs(truths: Truths, first: str, second: str) -> dict[str, tuple[str, str]]:
    """The fingerprints of the two readings of each article that has two."""
    one, other = truths.history.find(first), truths.history.find(second)
    assert not isinstance(other, str)
    found = [pair for pair in truths.history.pairs(other, one) if pair]
    assert all(before.article == after.article for before, after in found)
    return {after.article.id: (before.fingerprint, after.fingerprint) for before, after in found}


def listed(truths: Truths) -> list[tuple[str, int, int]]:
    return [(run.fingerprint, run.read, kept) for run, kept in truths.history.runs()]


def test_a_run_has_an_id_that_tells_when_it_began_and_an_end(truths: Truths, reading: Readings) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    with truths.history.run("ingest", "f1") as run:
        truths.put(reading(1), run=run)
        [(going, _)] = truths.history.runs()
        assert (going.id, going.command, going.fingerprint, going.ended) == (run, "ingest", "f1", None)
    [(ended, kept)] = truths.history.runs()
    assert ended.started is not None
    assert ended.ended is not None
    assert before <= ended.started <= ended.ended <= datetime.now(UTC)
    assert ended.id == f"{ended.started:%Y%m%d-%H%M%S}"
    assert (ended.read, kept) == (1, 1)


def test_runs_that_begin_in_one_second_have_ids_of_their_own(truths: Truths, reading: Readings) -> None:
    ids = [read(truths, "f1", reading(number)) for number in range(5)]
    assert len(set(ids)) == 5
    assert [run.id for run, _ in truths.history.runs()] == ids[::-1]


def test_a_run_that_read_nothing_is_forgotten_and_one_that_failed_has_ended(truths: Truths, reading: Readings) -> None:
    read(truths, "f1", reading(1))
    read(truths, "f1", reading(1))
    assert listed(truths) == [("f1", 1, 1)]
    with suppress(KeyboardInterrupt), truths.history.run("ingest", "f2") as run:
        truths.put(reading(2), run=run)
        raise KeyboardInterrupt
    assert listed(truths) == [("f2", 1, 1), ("f1", 1, 1)]
    assert truths.history.runs()[0][0].ended is not None


def test_what_a_reading_replaces_is_kept_and_can_be_compared(truths: Truths, reading: Readings) -> None:
    read(truths, "f1", reading(1, "潘国华"), reading(2, "陈枫"))
    read(truths, "f2", reading(1, "潘国华"), command="reextract")
    assert pairs(truths, "f1", "f2") == {"a1": ("f1", "f2")}
    assert pairs(truths, "f2", "f1") == {"a1": ("f2", "f1")}
    assert listed(truths) == [("f2", 1, 1), ("f1", 2, 2)]


def test_former_readings_come_back_as_they_were(truths: Truths, gold_readings: tuple[Reading, ...]) -> None:
    read(truths, "gold", *gold_readings)
    read(truths, "none", *(replace(one, facts=(), mentions=()) for one in gold_readings))
    one, other = (truths.history.find(name) for name in ("gold", "none"))
    assert not isinstance(other, str)
    found = [pair for pair in truths.history.pairs(other, one) if pair]
    assert [before for before, _ in found] == sorted(gold_readings, key=lambda r: r.article.id)
    assert not any(after.facts for _, after in found)


def test_the_last_readings_of_an_article_are_kept(truths: Truths, reading: Readings) -> None:
    for number in range(KEPT + 2):
        read(truths, f"f{number}", reading(1))
    assert listed(truths) == [(f"f{n}", 1, int(n > 1)) for n in reversed(range(KEPT + 2))]
    assert pairs(truths, "f2", "latest") == {"a1": ("f2", "f4")}
    assert pairs(truths, "f1", "latest") == {}


def test_readings_of_another_text_are_not_kept(truths: Truths, reading: Readings) -> None:
    read(truths, "f1", reading(1, version=1), reading(2))
    read(truths, "f2", reading(1, version=1), reading(2))
    read(truths, "f3", reading(1, version=2))
    assert pairs(truths, "f1", "f2") == {"a2": ("f1", "f2")}
    assert pairs(truths, "previous", "latest") == {}


def test_a_retracted_article_leaves_no_reading(truths: Truths, reading: Readings) -> None:
    """Neither its present one nor the one before."""
    read(truths, "f1", reading(1, "潘国华"), reading(2))
    read(truths, "f2", reading(1, "潘国华"), reading(2))
    truths.retract("a1")
    assert listed(truths) == [("f2", 2, 1), ("f1", 2, 1)]
    with sqlite3.connect(truths.path) as db:
        left = db.execute("SELECT article FROM made UNION SELECT article FROM readings UNION SELECT id FROM articles")
        assert left.fetchall() == [("a2",)]
    db.close()


def test_the_previous_reading_is_the_one_before_whichever_run_made_it(truths: Truths, reading: Readings) -> None:
    read(truths, "f1", reading(1), reading(2))
    read(truths, "f2", reading(2), reading(3))
    latest = read(truths, "f3", reading(1), reading(2), reading(3), reading(4), command="reextract")
    expected = {"a1": ("f1", "f3"), "a2": ("f2", "f3"), "a3": ("f2", "f3")}
    assert pairs(truths, "previous", "latest") == pairs(truths, "previous", latest) == expected
    assert pairs(truths, "previous", "f2") == {"a2": ("f1", "f2")}


def test_a_fingerprint_stands_for_all_its_runs(truths: Truths, reading: Readings) -> None:
    read(truths, "aa11", reading(1))
    read(truths, "aa11", reading(2))
    read(truths, "bb22", reading(1), reading(2), reading(3))
    assert pairs(truths, "aa", "bb") == {"a1": ("aa11", "bb22"), "a2": ("aa11", "bb22")}


def test_a_run_is_named_by_its_id_or_a_beginning_that_is_its_own(truths: Truths, reading: Readings) -> None:
    with pytest.raises(RunError, match="nothing has been read"):
        truths.history.find("latest")
    one, other = read(truths, "aa11", reading(1)), read(truths, "ab22", reading(2))
    assert truths.history.find(one) != truths.history.find(other) == truths.history.find("latest")
    assert truths.history.find("ab") == truths.history.find(other)
    assert truths.history.find("aa11") == truths.history.find(one)
    for ambiguous in ("a", one[:6]):
        with pytest.raises(RunError, match=f"{ambiguous}: stands for more than one run or fingerprint: "):
            truths.history.find(ambiguous)
    for unknown in ("", "x", "%", "'", f"{one}0"):
        with pytest.raises(RunError, match="no such run"):
            truths.history.find(unknown)


def test_articles_of_another_fingerprint_are_stale_newest_first(truths: Truths, reading: Readings) -> None:
    def published(number: int, day: date | None) -> Reading:
        one = reading(number)
        return replace(one, article=replace(one.article, published=day))

    old, new, undated = published(1, date(2020, 1, 1)), published(2, date(2024, 5, 1)), published(3, None)
    read(truths, "f1", old, new)
    second = read(truths, "f2", undated)
    history = truths.history
    assert history.stale("f3") == ["a2", "a1", "a3"]
    assert history.stale("f1") == ["a3"]
    assert history.stale("f3", since=date(2024, 5, 1)) == ["a2"]
    assert history.stale("f3", since=date(2024, 5, 2)) == []
    chosen = history.find(second)
    assert not isinstance(chosen, str)
    assert history.stale("f3", made_from=chosen) == ["a3"]
    read(truths, "f3", old)
    assert history.stale("f3", made_from=chosen) == ["a3"]
    assert history.stale("f1", made_from=chosen) == ["a1", "a3"]


def test_reading_again_never_brings_back_what_was_replaced_or_retracted_meanwhile(
    truths: Truths, reading: Readings
) -> None:
    read(truths, "f1", reading(1, version=2), reading(3))
    with truths.history.run("reextract", "f2") as run:
        assert truths.put(replace(reading(1, version=1), fingerprint="f2"), run=run, again=True) == "overtaken"
        assert truths.put(replace(reading(2), fingerprint="f2"), run=run, again=True) == "overtaken"
        assert truths.put(replace(reading(3), fingerprint="f2"), run=run, again=True) == "reread"
    assert [(s.reading.article.text, s.reading.fingerprint) for s in truths.stored_after("", limit=9)] == [
        ("第2版：", "f1"),
        ("第0版：", "f2"),
    ]
    assert listed(truths) == [("f2", 1, 1), ("f1", 2, 2)]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "put", "retract"]),
        st.integers(1, 2),  # article
        st.integers(1, 2),  # version of its text
        st.sampled_from("fgh"),  # fingerprint
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_whatever_happened_the_last_readings_of_the_present_text_are_kept_in_their_order(
    steps: list[tuple[str, int, int, str]], reading: Readings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Against a model: an article is its text and the runs that read it, each step a run of its own."""
    truths = Truths(tmp_path_factory.mktemp("model") / "truths.sqlite3")
    model: dict[int, tuple[int, list[str]]] = {}
    fingerprints: dict[str, str] = {}
    for step, number, version, fingerprint in steps:
        if step == "retract":
            assert truths.retract(f"a{number}") == (model.pop(number, None) is not None)
            continue
        run = read(truths, fingerprint, reading(number, version=version))
        text, before = model.get(number, (version, []))
        if text != version or not before:
            model[number] = version, [run]
        elif fingerprints[before[-1]] != fingerprint:
            model[number] = version, [*before, run][-KEPT:]
        else:
            continue
        fingerprints[run] = fingerprint
    kept = dict.fromkeys(fingerprints, 0) | {run.id: count for run, count in truths.history.runs()}
    assert kept == {run: sum(run in made for _, made in model.values()) for run in fingerprints}
    for number, (_, made) in model.items():
        for before, after in pairwise(made):
            expected = fingerprints[before], fingerprints[after]
            assert pairs(truths, "previous", after)[f"a{number}"] == expected
            assert pairs(truths, before, after)[f"a{number}"] == expected
        assert f"a{number}" not in pairs(truths, "previous", made[0])
        stored = truths.stored(f"a{number}")
        assert stored is not None
        assert stored.run is not None
        assert stored.run.id == made[-1]
    truths.close()


def test_a_claim_was_generated_by_the_run_that_read_it(
    home: Home, reading: Readings, state: State, fresh: State
) -> None:
    """The run is an activity with fingerprint and beginning, and reading again with the same extractor changes nothing."""
    query = (
        "SELECT ?run ?fingerprint ?started WHERE { ?claim a rq:Claim ; prov:wasGeneratedBy ?run ; rq:article ?article ."
        " ?run a prov:Activity ; prov:used ?article ; rq:fingerprint ?fingerprint ; prov:startedAtTime ?started }"
    )
    first = read(home.truths, "f1", reading(1, "潘国华"))
    with home.own("test") as graph:
        graph.catch_up()
        before = state(graph)
        read(home.truths, "f1", reading(1, "潘国华"))
        assert graph.catch_up() == 0
        assert state(graph) == before == fresh(graph)
        second = read(home.truths, "f2", reading(1, "潘国华"), command="reextract")
        graph.catch_up()
        after = state(graph)
        assert f"run/{first}>" in "".join(before["quads"])
        assert f"run/{first}>" not in "".join(after["quads"])
        assert after == fresh(graph)
        rows = graph.query(query, accept=["text/csv"]).body.decode().split()
    started = home.history.runs()[0][0].started
    assert started is not None
    assert rows == ["run,fingerprint,started", f"{home.base}run/{second},f2,{started:%Y-%m-%dT%H:%M:%S}Z"]
