"""Circles of persons who are surely one, and who bears which names: tables of the file of truths, read and written inside a
transaction of the caller (see graph/bearers.py)."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from graph.identity import Person, Place, Verdict, bonds, standing, together
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


def is_judged(db: sqlite3.Connection, circle: int) -> bool:
    return bool(db.execute("SELECT judged FROM circles WHERE id = ?", (circle,)).fetchone()[0])


def named(db: sqlite3.Connection, name: str) -> list[int]:
    return [circle for (circle,) in db.execute("SELECT circle FROM bearers WHERE name = ?", (name,))]


def bearing(db: sqlite3.Connection, local: str) -> list[int]:
    rows = db.execute("SELECT DISTINCT circle FROM occurrences WHERE local = ?", (local,))
    return [circle for (circle,) in rows]


def had(db: sqlite3.Connection, group: Iterable[int]) -> Counter[str]:
    """How many members of circles bear each local name."""
    votes: Counter[str] = Counter()
    for circle in group:
        sql = "SELECT local, COUNT(*) FROM occurrences WHERE circle = ? AND local IS NOT NULL GROUP BY local"
        votes.update(dict(db.execute(sql, (circle,)).fetchall()))
    return votes


def sharing(db: sqlite3.Connection, found: Iterable[tuple[str, str, str]]) -> set[int]:
    sql = "SELECT circle FROM binds WHERE name = ? AND sort = ? AND value = ?"
    return {circle for bond in found for (circle,) in db.execute(sql, bond)}


def binds(db: sqlite3.Connection, circle: int) -> list[tuple[str, str, str]]:
    return db.execute("SELECT name, sort, value FROM binds WHERE circle = ?", (circle,)).fetchall()


def parted(db: sqlite3.Connection, found: Iterable[int]) -> set[tuple[Place, Place]]:
    """Pairs of circles, by their first places, that somebody has decided not to be one."""
    judged = [place for circle in found if is_judged(db, circle) for place in places(db, [circle])]
    at: dict[Place, Place] = {}
    verdicts = {verdict for place in judged for verdict in verdicts_on(db, place)}
    for place in {place for verdict in verdicts for place in (verdict.one, verdict.other)}:
        if (circle := circle_at(db, place)) is not None:
            at[place] = first(db, circle)
    _, different = standing(verdicts, at)
    return {(at[one], at[other]) for one, other in different}


def verdicts_on(db: sqlite3.Connection, place: Place) -> set[Verdict]:
    rows = db.execute(
        "SELECT at, decision, same, one_article, one, other_article, other FROM verdicts"
        " WHERE one_article = ?1 AND one = ?2 UNION"
        " SELECT at, decision, same, one_article, one, other_article, other FROM verdicts"
        " WHERE other_article = ?1 AND other = ?2",
        place,
    )
    return {Verdict((when, by), bool(same), (a, one), (b, other)) for when, by, same, a, one, b, other in rows}


def renamed(db: sqlite3.Connection, group: Iterable[int]) -> str | None:
    """What somebody has last decided that a person is called."""
    if not db.execute("SELECT 1 FROM renames WHERE article <> '' LIMIT 1").fetchone():
        return None
    sql = "SELECT at, decision, label FROM renames WHERE type = 'PER' AND article = ? AND key = ?"
    rows = [row for place in places(db, group) for row in db.execute(sql, place)]
    return str(max(rows)[2]) if rows else None


def places(db: sqlite3.Connection, group: Iterable[int]) -> list[Place]:
    sql = "SELECT article, key FROM occurrences WHERE circle = ? ORDER BY article, key"
    return [place for circle in group for place in db.execute(sql, (circle,)).fetchall()]


def first(db: sqlite3.Connection, circle: int) -> Place:
    sql = "SELECT article, key FROM occurrences WHERE circle = ? ORDER BY article, key LIMIT 1"
    place: Place = db.execute(sql, (circle,)).fetchone()
    return place


def circle_at(db: sqlite3.Connection, place: Place) -> int | None:
    sql = "SELECT circle FROM occurrences WHERE article = ? AND type = 'PER' AND key = ?"
    row = db.execute(sql, place).fetchone()
    return row[0] if row else None


def exists(db: sqlite3.Connection, place: Place) -> bool:
    return occurrence(db, place) is not None


def occurrence(db: sqlite3.Connection, place: Place) -> Occurrence | None:
    sql = "SELECT form FROM occurrences WHERE article = ? AND type = 'PER' AND key = ?"
    row = db.execute(sql, place).fetchone()
    one = Occurrence.of_json("PER", place[1], row[0]) if row else None
    return one if one and one.profile is not None else None


def read(db: sqlite3.Connection, circle: int) -> Circle:
    form = orjson.loads(db.execute("SELECT form FROM circles WHERE id = ?", (circle,)).fetchone()[0])
    person = Person(form["names"], Profile.of_json(form["profile"]), frozenset(form["born"]))
    return Circle(person, Counter(form["labels"]), Counter(form["forms"]), form["hint"])


def pack(one: Circle) -> bytes:
    form: dict[str, Any] = {
        "names": dict(one.person.names),
        "profile": one.person.profile.to_json(),
        "born": sorted(one.person.born),
        "labels": dict(one.labels),
        "forms": dict(one.forms),
        "hint": one.hint,
    }
    return orjson.dumps(form)


def insert(db: sqlite3.Connection, one: Circle, *, judged: bool) -> int:
    circle = db.execute("INSERT INTO circles (form, judged) VALUES (?, ?)", (pack(one), judged)).lastrowid
    assert circle is not None  # what inserts a row has one
    return circle


def note(db: sqlite3.Connection, circle: int, one: Circle) -> None:
    """Notes the names and bonds of one member: those of two together are more than either has."""
    db.executemany("INSERT OR IGNORE INTO bearers VALUES (?, ?)", [(name, circle) for name in one.person.names])
    db.executemany("INSERT OR IGNORE INTO binds VALUES (?, ?, ?, ?)", [(*bond, circle) for bond in bonds(one.person)])


def drop(db: sqlite3.Connection, circle: int) -> None:
    for table, column in (("circles", "id"), ("bearers", "circle"), ("binds", "circle")):
        db.execute(f"DELETE FROM {table} WHERE {column} = ?", (circle,))
