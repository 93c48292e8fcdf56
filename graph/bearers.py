"""Persons whom the lexicon does not know, across articles: who of those that bear a name is one. Tables of the file of
truths; every function works inside a transaction of its caller.

A change costs what the bearers of its names cost, each of which is looked at again.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph import minting
from graph.identity import Person, Place, people
from graph.minting import Doubtful, Named
from graph.occurrences import Profile, worth

TABLES = (
    # Under which names other articles may know somebody.
    "CREATE TABLE bearers (name TEXT, article TEXT, key TEXT, PRIMARY KEY (name, article, key)) WITHOUT ROWID",
    "CREATE INDEX bearers_by_article ON bearers (article)",
    # Who somebody has decided to be one, or not to be.
    "CREATE TABLE verdicts ("
    " decision INTEGER, same INTEGER, one_article TEXT, one TEXT, other_article TEXT, other TEXT,"
    " PRIMARY KEY (decision, one_article, one, other_article, other)) WITHOUT ROWID",
)

EMPTY = Profile()


@dataclass(frozen=True, slots=True)
class Moved:
    """A person in an article who has another local name than before, or another label; None where he had none."""

    place: Place
    before: str | None
    now: str


def names_of(key: str, label: str, others: Iterable[str], profile: Profile) -> dict[str, float]:
    """Under which names, and how surely, another article may mean the person. Whom only the article can tell (王先生) may
    be met by the organisation that he belongs to; without one he is met nowhere."""
    telling = worth(label)
    if telling < 0:
        return {f"{key}@{post}": telling for post in profile.posts - profile.wide}
    return {key: telling, **{other: max(telling, 0.2) for other in others}}


def enter(db: sqlite3.Connection, place: Place, form: Mapping[str, Any]) -> set[str]:
    """Notes the names of a person in an article, and tells them."""
    names = _names(place[1], form)
    db.executemany("INSERT OR IGNORE INTO bearers VALUES (?, ?, ?)", [(name, *place) for name in names])
    return set(names)


def leave(db: sqlite3.Connection, place: Place) -> set[str]:
    """Forgets the names of a person in an article, and tells them."""
    found = {name for (name,) in db.execute("SELECT name FROM bearers WHERE article = ? AND key = ?", place)}
    db.execute("DELETE FROM bearers WHERE article = ? AND key = ?", place)
    return found


def settle(
    db: sqlite3.Connection, names: Collection[str], places: Collection[Place], *, gone: Collection[str] = ()
) -> list[Moved]:
    """Finds anew who of the bearers of `names`, and of those at `places`, is one, and how each is called; for whom that
    changed. `gone` are the local names of those who have just left."""
    forms, had, verdicts = _together(db, names, places)
    persons = [Person(place, _names(place[1], forms[place]), _profile(forms[place])) for place in sorted(forms)]
    same = [(one, other) for is_same, one, other in verdicts if is_same]
    found = people(persons, same, [(one, other) for is_same, one, other in verdicts if not is_same])
    wanted = [_named(db, group, forms) for group in found.groups]
    held = {local for local in had.values() if local} | set(gone)
    locals_ = minting.assign(db, wanted, held=held)
    moved = []
    now: dict[Place, str] = {}
    for group, local, thing in zip(found.groups, locals_, wanted, strict=True):
        relabelled = minting.show(db, local, "PER", thing.label)
        for place in group:
            now[place] = local
            if had[place] != local:
                db.execute(
                    "UPDATE occurrences SET local = ? WHERE article = ? AND type = 'PER' AND key = ?", (local, *place)
                )
                minting.remember(db, "PER", *place, local)
            if relabelled or had[place] != local:
                moved.append(Moved(place, had[place], local))
    ended = held - set(locals_)
    minting.hide(db, ended)
    minting.doubt(
        db,
        ended | set(locals_),
        [Doubtful(now[doubt.one], now[doubt.other], doubt.score, doubt.reasons) for doubt in found.doubts],
    )
    return moved


def _names(key: str, form: Mapping[str, Any]) -> dict[str, float]:
    return names_of(key, form["label"], form["others"], _profile(form))


def _profile(form: Mapping[str, Any]) -> Profile:
    return Profile.of_json(form["profile"])


def _named(db: sqlite3.Connection, group: Collection[Place], forms: Mapping[Place, Mapping[str, Any]]) -> Named:
    labels = [forms[place]["label"] for place in group]
    label = min(set(labels), key=lambda one: (-labels.count(one), -len(one), one))
    earlier = [local for place in group for local in minting.remembered(db, "PER", *place)]
    hint = min((hint for place in group if (hint := forms[place]["hint"])), default="")
    return Named("PER", label, tuple(earlier), hint)


def _together(
    db: sqlite3.Connection, names: Collection[str], places: Collection[Place]
) -> tuple[dict[Place, dict[str, Any]], dict[Place, str | None], set[tuple[bool, Place, Place]]]:
    """Everybody whom names or verdicts connect with the bearers of `names` and those at `places`: what is noted of each,
    the local name that each has, and the verdicts."""
    forms: dict[Place, dict[str, Any]] = {}
    had: dict[Place, str | None] = {}
    verdicts: set[tuple[bool, Place, Place]] = set()
    seen = set(names)
    waiting, asked = sorted(places), sorted(seen)
    while waiting or asked:
        if asked:
            waiting += db.execute("SELECT article, key FROM bearers WHERE name = ?", (asked.pop(),)).fetchall()
            continue
        place = waiting.pop()
        if place in forms:
            continue
        row = db.execute(
            "SELECT form, local FROM occurrences WHERE article = ? AND type = 'PER' AND key = ?", place
        ).fetchone()
        if row is None:
            continue
        forms[place], had[place] = json.loads(row[0]), row[1]
        new = _names(place[1], forms[place]).keys() - seen
        seen |= new
        asked += sorted(new)
        for is_same, one_article, one, other_article, other in db.execute(
            "SELECT same, one_article, one, other_article, other FROM verdicts"
            " WHERE (one_article = ?1 AND one = ?2) OR (other_article = ?1 AND other = ?2)",
            place,
        ).fetchall():
            verdicts.add((bool(is_same), (one_article, one), (other_article, other)))
            waiting += [(one_article, one), (other_article, other)]
    return forms, had, verdicts
