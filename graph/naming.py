"""Who is who across articles, kept up as articles come and go: tables of the file of truths, which hold for every thing
how it is called and where, and which local name it has. Every function works inside a transaction of its caller.

What is derived here depends on the articles and decisions alone, whatever order they came in, but for the local names,
which are kept (graph/minting.py). A change touches what shares names with the things of its article, and no more.
"""

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from extract.reading import Reading
from graph import bearers, minting, nodes
from graph.occurrences import Occurrence, key, label, occurrences
from ontology.predicates import EntityType

TABLES = (
    *minting.TABLES,
    *nodes.TABLES,
    *bearers.TABLES,
    # `local` is that of a person whom the lexicon does not know; what else there is has it in `nodes`.
    "CREATE TABLE occurrences ("
    " article TEXT REFERENCES articles ON DELETE CASCADE, type TEXT, key TEXT, form TEXT NOT NULL, local TEXT,"
    " PRIMARY KEY (article, type, key)) WITHOUT ROWID",
    "CREATE INDEX occurrences_by_key ON occurrences (type, key)",
    "CREATE INDEX occurrences_by_local ON occurrences (local) WHERE local IS NOT NULL",
)

_Slot: TypeAlias = tuple[EntityType, str]


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A thing that articles speak of: its other names, commonest first, and the number of articles."""

    local: str
    label: str
    type: EntityType
    aliases: tuple[str, ...]
    articles: int


@dataclass(slots=True)
class Touched:
    """Articles that call something by another name now, and the local names that are concerned in each."""

    articles: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, article: str, *locals_: str | None) -> None:
        self.articles[article].update(local for local in locals_ if local)


def appear(db: sqlite3.Connection, article_id: str, reading: Reading | None) -> Touched:
    """Records what an article speaks of, in place of what was recorded before; nothing for None. Tells whom it touches:
    the article itself with all that it spoke of or speaks of, and others where their things are called otherwise now."""
    touched = Touched()
    touched.add(article_id, *entities_of(db, article_id))
    before = {
        (kind, name): (form, local)
        for kind, name, form, local in db.execute(
            "SELECT type, key, form, local FROM occurrences WHERE article = ?", (article_id,)
        ).fetchall()
    }
    now = {(one.type, one.key): one for one in occurrences(reading)} if reading else {}
    forms = {slot: _form(one) for slot, one in now.items()}
    changed = sorted(slot for slot in before.keys() | now.keys() if before.get(slot, ("",))[0] != forms.get(slot))
    names: dict[EntityType, set[str]] = defaultdict(set)
    gone: dict[EntityType, set[str]] = defaultdict(set)
    persons: set[str] = set()
    places: set[tuple[str, str]] = set()
    left: set[str] = set()
    for slot in changed:
        kind, name = slot
        if slot in before:
            old = _occurrence(slot, before[slot][0])
            if old.profile is None:
                nodes.count(db, old, -1)
                names[kind].update((name, *old.others))
                gone[kind].add(name)
            else:
                persons |= bearers.leave(db, (article_id, name))
                left.update(filter(None, [before[slot][1]]))
            db.execute("DELETE FROM occurrences WHERE article = ? AND type = ? AND key = ?", (article_id, *slot))
        if slot in now:
            new = now[slot]
            db.execute("INSERT INTO occurrences VALUES (?, ?, ?, ?, NULL)", (article_id, *slot, forms[slot]))
            if new.profile is None:
                nodes.count(db, new, 1)
                names[kind].update((name, *new.others))
            else:
                persons |= bearers.enter(db, (article_id, name), json.loads(forms[slot]))
                places.add((article_id, name))
    for kind, keys in sorted(names.items()):
        for renamed in nodes.settle(db, kind, keys, gone=gone[kind]):
            _spread(db, kind, renamed, touched)
    if persons or places or left:
        for moved in bearers.settle(db, persons, places, gone=left):
            touched.add(moved.place[0], moved.before, moved.now)
    touched.add(article_id, *entities_of(db, article_id))
    return touched


def local_of(db: sqlite3.Connection, article_id: str, kind: EntityType, name: str) -> str | None:
    """The local name of what an article calls so (a label), None where it does not."""
    slot = key(name, kind)
    row = db.execute(
        "SELECT local FROM occurrences WHERE article = ? AND type = ? AND key = ?", (article_id, kind, slot)
    ).fetchone()
    return (row[0] or nodes.local_of(db, kind, slot)) if row else None


def names_in(db: sqlite3.Connection, reading: Reading) -> dict[str, tuple[str, str]]:
    """The local name and the label of every entity of a reading, by its id."""
    found = {}
    for entity in reading.entities:
        local = local_of(db, reading.article.id, entity.type, label(entity))
        if local is not None:
            found[entity.id] = local, minting.label_of(db, local)
    return found


def entities_of(db: sqlite3.Connection, article_id: str) -> list[str]:
    """The local names of what an article speaks of."""
    rows = db.execute(
        "SELECT DISTINCT COALESCE(o.local, n.local) AS name FROM occurrences o LEFT JOIN nodes n USING (type, key)"
        " WHERE article = ? ORDER BY name",
        (article_id,),
    )
    return [local for (local,) in rows if local]


def entities_after(db: sqlite3.Connection, local: str, limit: int) -> list[str]:
    """The next local names of what articles speak of, in their order; begin with ""."""
    rows = db.execute("SELECT local FROM entities WHERE local > ? ORDER BY local LIMIT ?", (local, limit))
    return [name for (name,) in rows]


def entity_row(db: sqlite3.Connection, local: str) -> EntityRow | None:
    """What the articles together say of a thing's names; None where none speaks of it."""
    row = db.execute("SELECT type, label FROM entities WHERE local = ?", (local,)).fetchone()
    if row is None:
        return None
    kind, name = row
    forms: dict[str, int] = defaultdict(int)
    found = db.execute("SELECT article, form FROM occurrences WHERE local = ?", (local,)).fetchall()
    articles = {article for article, _ in found}
    for _, form in found:
        for one in json.loads(form)["forms"]:
            forms[one] += 1
    number = len(articles)
    keys = nodes.keys_of(db, local)
    for slot in keys:
        for form, times in db.execute("SELECT form, articles FROM forms WHERE type = ? AND key = ?", slot):
            forms[form] += times
    if len(keys) == 1 and not articles:
        ((number,),) = db.execute("SELECT articles FROM nodes WHERE type = ? AND key = ?", keys[0])
    elif keys:
        for slot in keys:
            articles.update(
                a for (a,) in db.execute("SELECT article FROM occurrences WHERE type = ? AND key = ?", slot)
            )
        number = len(articles)
    aliases = sorted((form for form in forms if form != name), key=lambda form: (-forms[form], form))
    return EntityRow(local, name, kind, tuple(aliases), number)


def _spread(db: sqlite3.Connection, kind: EntityType, renamed: nodes.Renamed, touched: Touched) -> None:
    sql = "SELECT article FROM occurrences WHERE type = ? AND key = ? AND local IS NULL"
    for (article,) in db.execute(sql, (kind, renamed.key)).fetchall():
        touched.add(article, renamed.before, renamed.now)


def _form(one: Occurrence) -> str:
    form: dict[str, Any] = {"label": one.label, "known": one.known, "forms": one.forms, "others": one.others}
    if one.profile is not None:
        form |= {"profile": one.profile.to_json(), "hint": one.hint}
    return json.dumps(form, ensure_ascii=False, sort_keys=True)


def _occurrence(slot: _Slot, written: str) -> Occurrence:
    """As far as counting it out needs it; a person whom the lexicon does not know has an empty profile."""
    form = json.loads(written)
    profile = bearers.EMPTY if "profile" in form else None
    return Occurrence(*slot, form["label"], form["known"], tuple(form["forms"]), tuple(form["others"]), profile)
