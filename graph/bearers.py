"""Persons whom the lexicon does not know, across articles: who of those that bear a name is one. Tables of the file of
truths; every function works inside a transaction of its caller.

Those who are surely one form a circle, which holds what all their articles say of them. One who comes joins the circle
that he shares a bond with; only where that is in doubt (years of birth, decisions), or where somebody leaves, the circle
is made anew of its members. Which circles are one person is found anew for those that share a name.
"""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from graph import circles as rows
from graph import minting
from graph.identity import MOST_PAIRED, Place, Verdict, ages_differ, bonds, circles, people, together
from graph.minting import Doubtful, Named
from graph.occurrences import Occurrence


@dataclass(frozen=True, slots=True)
class Moved:
    """A person in an article who has another local name than before, or another label; None where he had none."""

    place: Place
    before: str | None
    now: str


def enter(db: sqlite3.Connection, place: Place, one: Occurrence) -> set[int]:
    """Puts a person of an article, whose occurrence is recorded already, into a circle; which circles that touched."""
    alone = rows.circle_of(one)
    near = {circle: rows.read(db, circle) for circle in sorted(rows.sharing(db, bonds(alone.person)))}
    born = [alone.person.born, *(circle.person.born for circle in near.values())]
    in_doubt = any(ages_differ(one, other) for one, other in combinations(born, 2))
    if in_doubt or rows.verdicts_on(db, place) or any(rows.is_judged(db, circle) for circle in near):
        return _remake(db, near, {place})
    whole = alone
    for circle in near.values():
        whole = whole.joined(circle)
    kept = min(near, default=None)
    if kept is None:
        kept = rows.insert(db, whole, judged=False)
    for other in near.keys() - {kept}:
        for table in ("occurrences", "binds", "bearers"):
            db.execute(f"UPDATE OR IGNORE {table} SET circle = ? WHERE circle = ?", (kept, other))
        rows.drop(db, other)
    rows.note(db, kept, alone)
    db.execute("UPDATE circles SET form = ? WHERE id = ?", (rows.pack(whole), kept))
    db.execute("UPDATE occurrences SET circle = ? WHERE article = ? AND type = 'PER' AND key = ?", (kept, *place))
    return {kept}


def leave(db: sqlite3.Connection, circle: int) -> set[int]:
    """Makes the circle anew of which an occurrence has been taken; which circles that touched."""
    return _remake(db, {circle, *rows.sharing(db, rows.binds(db, circle))}, set(), altered=circle)


def review(db: sqlite3.Connection, places: Collection[Place]) -> set[int]:
    """Makes anew the circles of those about whom somebody has decided; which circles that touched."""
    return _remake(db, set(), set(places))


def settle(db: sqlite3.Connection, touched: Collection[int], *, gone: Collection[str] = ()) -> list[Moved]:
    """Finds anew which circles are one person, of those that share names with `touched`, and how each is called; for whom
    that changed. `gone` are local names of those who have just left."""
    return _settled(db, _block(db, {*touched, *(circle for local in gone for circle in rows.bearing(db, local))}), gone)


def settle_each(db: sqlite3.Connection, touched: Collection[int]) -> Iterator[Moved]:
    """`settle` for circles of which most share their names with no other, and where nobody has left; those that share names
    are settled together, once."""
    waiting = set(touched)
    for circle in sorted(touched):
        if circle not in waiting:
            continue
        waiting.remove(circle)
        known = _alone(db, circle)
        if known is None:
            found = _block(db, {circle})
            waiting -= found.keys()
            known = _settled(db, found, ())
        yield from known


def _settled(db: sqlite3.Connection, found: Mapping[int, rows.Circle], gone: Collection[str]) -> list[Moved]:
    first = {circle: rows.first(db, circle) for circle in found}
    by_place = {place: circle for circle, place in first.items()}
    different = rows.parted(db, found)
    groups, doubts = people({first[circle]: one.person for circle, one in found.items()}, different)
    members = [[by_place[place] for place in sorted(group)] for group in groups]
    counted = [rows.had(db, group) for group in members]
    held = {local for votes in counted for local in votes} | set(gone)
    contested = {local for one, other in combinations(counted, 2) for local in one.keys() & other.keys()}
    wanted = []
    for group, votes in zip(members, counted, strict=True):
        whole = found[group[0]]
        for circle in group[1:]:
            whole = whole.joined(found[circle])
        # Who bears a name now comes before those who once did.
        had = Counter({local: 3 * times for local, times in votes.items()})
        if not votes or contested & votes.keys():
            had = Counter(local for at in rows.places(db, group) for local in minting.remembered(db, "PER", *at))
        wanted.append(Named("PER", rows.renamed(db, group) or _label(whole), had, whole.hint))
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
    had = rows.had(db, [circle])
    if len(had) != 1 or db.execute(others, (circle,)).fetchone() or len(rows.bearing(db, *had)) > 1:
        return None
    (local,) = had
    relabelled = minting.show(db, local, "PER", rows.renamed(db, [circle]) or _label(rows.read(db, circle)))
    return _rename(db, circle, local, everybody=relabelled)


def _label(one: rows.Circle) -> str:
    """What most articles call the person."""
    return min(one.labels, key=lambda label: (-one.labels[label], -len(label), label))


def forms_of(db: sqlite3.Connection, local: str) -> Counter[str]:
    """How many occurrences have each form of a person's name."""
    forms: Counter[str] = Counter()
    for circle in rows.bearing(db, local):
        forms += rows.read(db, circle).forms
    return forms


def only_bearer(db: sqlite3.Connection, names: Collection[str]) -> list[Place]:
    """All places of a person who alone bears these names, whatever people have decided; none where several do, or maybe."""
    sql = "SELECT article, key FROM occurrences WHERE type = 'PER' AND key = ? AND circle IS NOT NULL LIMIT ?"
    places = {place for name in names for place in db.execute(sql, (name, MOST_PAIRED + 1)).fetchall()}
    if len(places) > MOST_PAIRED:
        return []
    persons = {place: rows.circle_of(one).person for place in places if (one := rows.occurrence(db, place))}
    alone = circles(persons)
    groups, _ = people({min(group): together([persons[place] for place in sorted(group)]) for group in alone})
    return sorted(places) if len(groups) == 1 else []


def _remake(
    db: sqlite3.Connection, old: Collection[int], newcomers: Collection[Place], *, altered: int | None = None
) -> set[int]:
    """Makes circles anew of the members of `old`, of `newcomers`, and of whom verdicts connect with either; `altered` is the
    circle that still says what one says who has left."""
    circles_, places = set(old), set(newcomers)
    verdicts: set[Verdict] = set()
    waiting = [*places, *(place for circle in sorted(circles_) for place in rows.places(db, [circle]))]
    while waiting:
        place = waiting.pop()
        places.add(place)
        circle = rows.circle_at(db, place)
        if circle is not None and circle not in circles_:
            circles_.add(circle)
            waiting += rows.places(db, [circle])
        for verdict in rows.verdicts_on(db, place) - verdicts:
            verdicts.add(verdict)
            waiting += [side for side in (verdict.one, verdict.other) if side not in places and rows.exists(db, side)]
        if not waiting:  # bonds of all that are here may lead to circles that were kept apart from them
            further = {near for circle in circles_ for near in rows.sharing(db, rows.binds(db, circle))} - circles_
            circles_ |= further
            waiting += [one for near in sorted(further) for one in rows.places(db, [near]) if one not in places]
    alone = {place: rows.circle_of(found) for place in sorted(places) if (found := rows.occurrence(db, place))}
    names = {
        name for circle in circles_ for (name,) in db.execute("SELECT name FROM bearers WHERE circle = ?", (circle,))
    }
    was = {frozenset(rows.places(db, [circle])): circle for circle in circles_ if circle != altered}
    judged = {place for verdict in verdicts for place in (verdict.one, verdict.other)}
    groups = circles({place: one.person for place, one in alone.items()}, verdicts)
    # Most stay as they are, where one has come to many: writing those again would take longer than all the rest.
    same = {
        was[group] for group in groups if group in was and rows.is_judged(db, was[group]) != judged.isdisjoint(group)
    }
    for circle in circles_ - same:
        rows.drop(db, circle)
    made = set(same)
    for group in groups:
        if was.get(group) in same:
            continue
        whole = alone[min(group)]
        for place in sorted(group)[1:]:
            whole = whole.joined(alone[place])
        circle = rows.insert(db, whole, judged=not judged.isdisjoint(group))
        made.add(circle)
        for place in group:
            rows.note(db, circle, alone[place])
        db.executemany(
            "UPDATE occurrences SET circle = ? WHERE article = ? AND type = 'PER' AND key = ?",
            [(circle, *place) for place in sorted(group)],
        )
    # Who is left with a name that somebody else had is another matter now.
    return made | {circle for name in names for circle in rows.named(db, name)}


def _block(db: sqlite3.Connection, touched: Collection[int]) -> dict[int, rows.Circle]:
    """The circles that names connect with those `touched`, and those that have had one local name with any of them: what
    made them one may be gone."""
    found: dict[int, rows.Circle] = {}
    names: set[str] = set()
    locals_: set[str] = set()
    waiting = sorted(touched)
    while waiting:
        circle = waiting.pop()
        if circle in found:
            continue
        found[circle] = rows.read(db, circle)
        for name in found[circle].person.names.keys() - names:
            names.add(name)
            waiting += rows.named(db, name)
        for local in rows.had(db, [circle]).keys() - locals_:
            locals_.add(local)
            waiting += rows.bearing(db, local)
    return found


def _rename(db: sqlite3.Connection, circle: int, local: str, *, everybody: bool) -> list[Moved]:
    sql = "SELECT article, key, local FROM occurrences WHERE circle = ?"
    if not everybody:
        sql += " AND local IS NOT ?"
    members = db.execute(sql, (circle,) if everybody else (circle, local)).fetchall()
    for article, name, before in members:
        if before != local:
            minting.remember(db, "PER", article, name, local)
    db.execute("UPDATE occurrences SET local = ?1 WHERE circle = ?2 AND local IS NOT ?1", (local, circle))
    return [Moved((article, name), before, local) for article, name, before in members]
