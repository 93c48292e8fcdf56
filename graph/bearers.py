"""Persons whom the lexicon does not know, across articles: who of those that bear a name is one. Tables of the file of
truths; every function works inside a transaction of its caller.

Those who are surely one form a circle, which holds what all their articles say of them. One who comes joins the circle
that he shares a bond with; only where that is in doubt (years of birth, decisions), or where somebody leaves, the circle
is made anew of its members. Which circles are one person is found anew for those that share a name.
"""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import orjson

from graph import minting
from graph.identity import MOST_PAIRED, Person, Place, Verdict, ages_differ, bonds, circles, people, standing, together
from graph.minting import Doubtful, Named
from graph.occurrences import Occurrence, Profile, worth

TABLES = (
    # `judged`: somebody has decided about a member.
    "CREATE TABLE circles (id INTEGER PRIMARY KEY, form BLOB NOT NULL, judged INTEGER NOT NULL)",
    # Under which names other articles may know them, and what binds whom.
    "CREATE TABLE bearers (name TEXT, circle INTEGER, PRIMARY KEY (name, circle)) WITHOUT ROWID",
    "CREATE INDEX bearers_by_circle ON bearers (circle)",
    "CREATE TABLE binds ("
    " name TEXT, sort TEXT, value TEXT, circle INTEGER, PRIMARY KEY (name, sort, value, circle)) WITHOUT ROWID",
    "CREATE INDEX binds_by_circle ON binds (circle)",
    # Who somebody has decided to be one, or not to be.
    "CREATE TABLE verdicts ("
    " decision TEXT, at TEXT, same INTEGER, one_article TEXT, one TEXT, other_article TEXT, other TEXT,"
    " PRIMARY KEY (decision, one_article, one, other_article, other)) WITHOUT ROWID",
    "CREATE INDEX verdicts_by_other ON verdicts (other_article, other)",
)


@dataclass(frozen=True, slots=True)
class Moved:
    """A person in an article who has another local name than before, or another label; None where he had none."""

    place: Place
    before: str | None
    now: str


@dataclass(frozen=True, slots=True)
class Circle:
    """What is said of those who are surely one: the person, how many occurrences have each label and each form, and what
    tells him from others of the name."""

    person: Person
    labels: Counter[str]
    forms: Counter[str]
    hint: str

    def joined(self, other: "Circle") -> "Circle":
        """Both as one."""
        hint = min(filter(None, (self.hint, other.hint)), default="")
        person = together([self.person, other.person])
        return Circle(person, self.labels + other.labels, self.forms + other.forms, hint)


def circle_of(one: Occurrence) -> Circle:
    """The circle of an occurrence alone."""
    profile = one.profile or Profile()
    telling = worth(one.label)
    if telling < 0:  # 王先生 may be met by the organisation that he belongs to; without one he is met nowhere
        names = {f"{one.key}@{post}": telling for post in profile.posts - profile.wide}
    else:
        names = {one.key: telling, **{other: max(telling, 0.2) for other in one.others}}
    person = Person(names, profile, frozenset({one.born} if one.born else ()))
    return Circle(person, Counter([one.label]), Counter(one.forms), one.hint)


def enter(db: sqlite3.Connection, place: Place, one: Occurrence) -> set[int]:
    """Puts a person of an article, whose occurrence is recorded already, into a circle; which circles that touched."""
    alone = circle_of(one)
    near = {circle: _circle(db, circle) for circle in sorted(_sharing(db, bonds(alone.person)))}
    born = [alone.person.born, *(circle.person.born for circle in near.values())]
    in_doubt = any(ages_differ(one, other) for one, other in combinations(born, 2))
    if in_doubt or _verdicts(db, place) or any(_is_judged(db, circle) for circle in near):
        return _remake(db, near, {place})
    whole = alone
    for circle in near.values():
        whole = whole.joined(circle)
    kept = min(near, default=None)
    if kept is None:
        kept = _insert(db, whole, judged=False)
    for other in near.keys() - {kept}:
        for table in ("occurrences", "binds", "bearers"):
            db.execute(f"UPDATE OR IGNORE {table} SET circle = ? WHERE circle = ?", (kept, other))
        _drop(db, other)
    _note(db, kept, alone)
    db.execute("UPDATE circles SET form = ? WHERE id = ?", (_pack(whole), kept))
    db.execute("UPDATE occurrences SET circle = ? WHERE article = ? AND type = 'PER' AND key = ?", (kept, *place))
    return {kept}


def leave(db: sqlite3.Connection, circle: int) -> set[int]:
    """Makes the circle anew of which an occurrence has been taken; which circles that touched."""
    return _remake(db, {circle, *_sharing(db, _binds(db, circle))}, set())


def review(db: sqlite3.Connection, places: Collection[Place]) -> set[int]:
    """Makes anew the circles of those about whom somebody has decided; which circles that touched."""
    return _remake(db, set(), set(places))


def settle(db: sqlite3.Connection, touched: Collection[int], *, gone: Collection[str] = ()) -> list[Moved]:
    """Finds anew which circles are one person, of those that share names with `touched`, and how each is called; for whom
    that changed. `gone` are local names of those who have just left."""
    if not gone and len(touched) == 1 and (known := _alone(db, *touched)) is not None:
        return known
    found = _block(db, {*touched, *(circle for local in gone for circle in _bearing(db, local))})
    first = {circle: _first(db, circle) for circle in found}
    by_place = {place: circle for circle, place in first.items()}
    different = _parted(db, found)
    groups, doubts = people({first[circle]: one.person for circle, one in found.items()}, different)
    members = [[by_place[place] for place in sorted(group)] for group in groups]
    counted = [_had(db, group) for group in members]
    held = {local for votes in counted for local in votes} | set(gone)
    contested = {local for one, other in combinations(counted, 2) for local in one.keys() & other.keys()}
    wanted = []
    for group, votes in zip(members, counted, strict=True):
        whole = found[group[0]]
        for circle in group[1:]:
            whole = whole.joined(found[circle])
        had = 3 * list(votes.elements())  # who bears a name now comes before those who once did
        if not votes or contested & votes.keys():
            had = [local for place in _places(db, group) for local in minting.remembered(db, "PER", *place)]
        wanted.append(Named("PER", _renamed(db, group) or _label(whole), tuple(had), whole.hint))
    locals_ = minting.assign(db, wanted, held=held)
    moved: list[Moved] = []
    now: dict[Place, str] = {}
    for group, local, thing in zip(members, locals_, wanted, strict=True):
        relabelled = minting.show(db, local, "PER", thing.label)
        for circle in group:
            now[first[circle]] = local
            moved += _rename(db, circle, local, everybody=relabelled)
    ended = held - set(locals_)
    minting.hide(db, ended)
    pairs = [Doubtful(now[doubt.one], now[doubt.other], doubt.score, doubt.reasons) for doubt in doubts]
    minting.doubt(db, ended | set(locals_), pairs)
    return moved


def _alone(db: sqlite3.Connection, circle: int) -> list[Moved] | None:
    """`settle` for a circle that shares no name with another and has one local name already; None for another one."""
    others = "SELECT 1 FROM bearers a JOIN bearers b USING (name) WHERE a.circle = ?1 AND b.circle <> ?1"
    had = _had(db, [circle])
    if len(had) != 1 or db.execute(others, (circle,)).fetchone() or len(_bearing(db, *had)) > 1:
        return None
    (local,) = had
    relabelled = minting.show(db, local, "PER", _renamed(db, [circle]) or _label(_circle(db, circle)))
    return _rename(db, circle, local, everybody=relabelled)


def _label(one: Circle) -> str:
    """What most articles call the person."""
    return min(one.labels, key=lambda label: (-one.labels[label], -len(label), label))


def forms_of(db: sqlite3.Connection, local: str) -> Counter[str]:
    """How many occurrences have each form of a person's name."""
    forms: Counter[str] = Counter()
    for circle in _bearing(db, local):
        forms += _circle(db, circle).forms
    return forms


def only_bearer(db: sqlite3.Connection, names: Collection[str]) -> list[Place]:
    """All places of a person who alone bears these names, whatever people have decided; none where several do, or maybe."""
    sql = "SELECT article, key FROM occurrences WHERE type = 'PER' AND key = ? AND circle IS NOT NULL LIMIT ?"
    places = {place for name in names for place in db.execute(sql, (name, MOST_PAIRED + 1)).fetchall()}
    if len(places) > MOST_PAIRED:
        return []
    persons = {place: circle_of(one).person for place in places if (one := _occurrence(db, place))}
    alone = circles(persons)
    groups, _ = people({min(group): together([persons[place] for place in sorted(group)]) for group in alone})
    return sorted(places) if len(groups) == 1 else []


def _remake(db: sqlite3.Connection, old: Collection[int], newcomers: Collection[Place]) -> set[int]:
    """Makes circles anew of the members of `old`, of `newcomers`, and of whom verdicts connect with either."""
    circles_, places = set(old), set(newcomers)
    verdicts: set[Verdict] = set()
    waiting = [*places, *(place for circle in sorted(circles_) for place in _places(db, [circle]))]
    while waiting:
        place = waiting.pop()
        places.add(place)
        circle = _circle_at(db, place)
        if circle is not None and circle not in circles_:
            circles_.add(circle)
            waiting += _places(db, [circle])
        for verdict in _verdicts(db, place) - verdicts:
            verdicts.add(verdict)
            waiting += [side for side in (verdict.one, verdict.other) if side not in places and _exists(db, side)]
        if not waiting:  # bonds of all that are here may lead to circles that were kept apart from them
            further = {near for circle in circles_ for near in _sharing(db, _binds(db, circle))} - circles_
            circles_ |= further
            waiting += [one for near in sorted(further) for one in _places(db, [near]) if one not in places]
    alone = {place: circle_of(found) for place in sorted(places) if (found := _occurrence(db, place))}
    names = {
        name for circle in circles_ for (name,) in db.execute("SELECT name FROM bearers WHERE circle = ?", (circle,))
    }
    for circle in circles_:
        _drop(db, circle)
    judged = {place for verdict in verdicts for place in (verdict.one, verdict.other)}
    made: set[int] = set()
    for group in circles({place: one.person for place, one in alone.items()}, verdicts):
        whole = alone[min(group)]
        for place in sorted(group)[1:]:
            whole = whole.joined(alone[place])
        circle = _insert(db, whole, judged=not judged.isdisjoint(group))
        made.add(circle)
        for place in group:
            _note(db, circle, alone[place])
        db.executemany(
            "UPDATE occurrences SET circle = ? WHERE article = ? AND type = 'PER' AND key = ?",
            [(circle, *place) for place in sorted(group)],
        )
    # Who is left with a name that somebody else had is another matter now.
    return made | {circle for name in names for circle in _named(db, name)}


def _is_judged(db: sqlite3.Connection, circle: int) -> bool:
    return bool(db.execute("SELECT judged FROM circles WHERE id = ?", (circle,)).fetchone()[0])


def _block(db: sqlite3.Connection, touched: Collection[int]) -> dict[int, Circle]:
    """The circles that names connect with those `touched`, and those that have had one local name with any of them: what
    made them one may be gone."""
    found: dict[int, Circle] = {}
    names: set[str] = set()
    locals_: set[str] = set()
    waiting = sorted(touched)
    while waiting:
        circle = waiting.pop()
        if circle in found:
            continue
        found[circle] = _circle(db, circle)
        for name in found[circle].person.names.keys() - names:
            names.add(name)
            waiting += _named(db, name)
        for local in _had(db, [circle]).keys() - locals_:
            locals_.add(local)
            waiting += _bearing(db, local)
    return found


def _named(db: sqlite3.Connection, name: str) -> list[int]:
    return [circle for (circle,) in db.execute("SELECT circle FROM bearers WHERE name = ?", (name,))]


def _bearing(db: sqlite3.Connection, local: str) -> list[int]:
    rows = db.execute("SELECT DISTINCT circle FROM occurrences WHERE local = ?", (local,))
    return [circle for (circle,) in rows]


def _rename(db: sqlite3.Connection, circle: int, local: str, *, everybody: bool) -> list[Moved]:
    sql = "SELECT article, key, local FROM occurrences WHERE circle = ?"
    if not everybody:
        sql += " AND local IS NOT ?"
    rows = db.execute(sql, (circle,) if everybody else (circle, local)).fetchall()
    for article, name, before in rows:
        if before != local:
            minting.remember(db, "PER", article, name, local)
    db.execute("UPDATE occurrences SET local = ?1 WHERE circle = ?2 AND local IS NOT ?1", (local, circle))
    return [Moved((article, name), before, local) for article, name, before in rows]


def _had(db: sqlite3.Connection, group: Iterable[int]) -> Counter[str]:
    """How many members of circles bear each local name."""
    votes: Counter[str] = Counter()
    for circle in group:
        sql = "SELECT local, COUNT(*) FROM occurrences WHERE circle = ? AND local IS NOT NULL GROUP BY local"
        votes.update(dict(db.execute(sql, (circle,)).fetchall()))
    return votes


def _sharing(db: sqlite3.Connection, found: Iterable[tuple[str, str, str]]) -> set[int]:
    sql = "SELECT circle FROM binds WHERE name = ? AND sort = ? AND value = ?"
    return {circle for bond in found for (circle,) in db.execute(sql, bond)}


def _binds(db: sqlite3.Connection, circle: int) -> list[tuple[str, str, str]]:
    return db.execute("SELECT name, sort, value FROM binds WHERE circle = ?", (circle,)).fetchall()


def _parted(db: sqlite3.Connection, found: Iterable[int]) -> set[tuple[Place, Place]]:
    """Pairs of circles, by their first places, that somebody has decided not to be one."""
    judged = [place for circle in found if _is_judged(db, circle) for place in _places(db, [circle])]
    at: dict[Place, Place] = {}
    verdicts = {verdict for place in judged for verdict in _verdicts(db, place)}
    for place in {place for verdict in verdicts for place in (verdict.one, verdict.other)}:
        if (circle := _circle_at(db, place)) is not None:
            at[place] = _first(db, circle)
    _, different = standing(verdicts, at)
    return {(at[one], at[other]) for one, other in different}


def _verdicts(db: sqlite3.Connection, place: Place) -> set[Verdict]:
    rows = db.execute(
        "SELECT at, decision, same, one_article, one, other_article, other FROM verdicts"
        " WHERE one_article = ?1 AND one = ?2 UNION"
        " SELECT at, decision, same, one_article, one, other_article, other FROM verdicts"
        " WHERE other_article = ?1 AND other = ?2",
        place,
    )
    return {Verdict((when, by), bool(same), (a, one), (b, other)) for when, by, same, a, one, b, other in rows}


def _renamed(db: sqlite3.Connection, group: Iterable[int]) -> str | None:
    """What somebody has last decided that a person is called."""
    if not db.execute("SELECT 1 FROM renames WHERE article <> '' LIMIT 1").fetchone():
        return None
    sql = "SELECT at, decision, label FROM renames WHERE type = 'PER' AND article = ? AND key = ?"
    rows = [row for place in _places(db, group) for row in db.execute(sql, place)]
    return str(max(rows)[2]) if rows else None


def _places(db: sqlite3.Connection, group: Iterable[int]) -> list[Place]:
    sql = "SELECT article, key FROM occurrences WHERE circle = ? ORDER BY article, key"
    return [place for circle in group for place in db.execute(sql, (circle,)).fetchall()]


def _first(db: sqlite3.Connection, circle: int) -> Place:
    sql = "SELECT article, key FROM occurrences WHERE circle = ? ORDER BY article, key LIMIT 1"
    place: Place = db.execute(sql, (circle,)).fetchone()
    return place


def _circle_at(db: sqlite3.Connection, place: Place) -> int | None:
    sql = "SELECT circle FROM occurrences WHERE article = ? AND type = 'PER' AND key = ?"
    row = db.execute(sql, place).fetchone()
    return row[0] if row else None


def _exists(db: sqlite3.Connection, place: Place) -> bool:
    return _occurrence(db, place) is not None


def _occurrence(db: sqlite3.Connection, place: Place) -> Occurrence | None:
    sql = "SELECT form FROM occurrences WHERE article = ? AND type = 'PER' AND key = ?"
    row = db.execute(sql, place).fetchone()
    one = Occurrence.of_json("PER", place[1], row[0]) if row else None
    return one if one and one.profile is not None else None


def _circle(db: sqlite3.Connection, circle: int) -> Circle:
    form = orjson.loads(db.execute("SELECT form FROM circles WHERE id = ?", (circle,)).fetchone()[0])
    person = Person(form["names"], Profile.of_json(form["profile"]), frozenset(form["born"]))
    return Circle(person, Counter(form["labels"]), Counter(form["forms"]), form["hint"])


def _pack(one: Circle) -> bytes:
    form: dict[str, Any] = {
        "names": dict(one.person.names),
        "profile": one.person.profile.to_json(),
        "born": sorted(one.person.born),
        "labels": dict(one.labels),
        "forms": dict(one.forms),
        "hint": one.hint,
    }
    return orjson.dumps(form)


def _insert(db: sqlite3.Connection, one: Circle, *, judged: bool) -> int:
    circle = db.execute("INSERT INTO circles (form, judged) VALUES (?, ?)", (_pack(one), judged)).lastrowid
    assert circle is not None  # what inserts a row has one
    return circle


def _note(db: sqlite3.Connection, circle: int, one: Circle) -> None:
    """Notes the names and bonds of one member: those of two together are more than either has."""
    db.executemany("INSERT OR IGNORE INTO bearers VALUES (?, ?)", [(name, circle) for name in one.person.names])
    db.executemany("INSERT OR IGNORE INTO binds VALUES (?, ?, ?, ?)", [(*bond, circle) for bond in bonds(one.person)])


def _drop(db: sqlite3.Connection, circle: int) -> None:
    for table, column in (("circles", "id"), ("bearers", "circle"), ("binds", "circle")):
        db.execute(f"DELETE FROM {table} WHERE {column} = ?", (circle,))
