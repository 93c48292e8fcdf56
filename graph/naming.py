"""Who is who across articles, kept up as articles come and go: tables of the file of truths, which hold for every thing
how it is called and where, and which local name it has. Every function works inside a transaction of its caller.

What is derived here depends on the articles and decisions alone, whatever order they came in, but for the local names,
which are kept (graph/minting.py). A change touches what shares names with the things of its article, and no more.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from extract.reading import Reading
from graph import bearers, casting, circles, minting, nodes, rulings
from graph.casting import Cast
from graph.identity import Place
from graph.occurrences import Occurrence, occurrences
from ontology.predicates import EntityType

TABLES = (
    *minting.TABLES,
    *nodes.TABLES,
    *circles.TABLES,
    # `circle` and `local` are those of a person whom the lexicon does not know; what else there is has it in `nodes`.
    "CREATE TABLE occurrences ("
    " article TEXT REFERENCES articles ON DELETE CASCADE, type TEXT, key TEXT, form BLOB NOT NULL, circle INTEGER,"
    " local TEXT, PRIMARY KEY (article, type, key)) WITHOUT ROWID",
    "CREATE INDEX occurrences_by_key ON occurrences (type, key)",
    "CREATE INDEX occurrences_by_circle ON occurrences (circle, local) WHERE circle IS NOT NULL",
    "CREATE INDEX occurrences_by_local ON occurrences (local, circle) WHERE local IS NOT NULL",
)


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

    def join(self, other: "Touched") -> None:
        for article, locals_ in other.articles.items():
            self.add(article, *locals_)


def appear(db: sqlite3.Connection, article_id: str, reading: Reading | None) -> Touched:
    """Records what an article speaks of, in place of what was recorded before; nothing for None. Tells whom it touches:
    the article itself with all that it spoke of or speaks of, and others where their things are called otherwise now."""
    touched = Touched()
    touched.add(article_id, *entities_of(db, article_id))
    sql = "SELECT type, key, form FROM occurrences WHERE article = ?"
    before = {(kind, name): form for kind, name, form in db.execute(sql, (article_id,)).fetchall()}
    now: dict[tuple[EntityType, str], Occurrence] = {}
    if reading:
        made = casting.cast(db, reading)
        casting.record(db, reading, made)
        now = {(one.type, one.key): one for one in occurrences(made.reading, made.keys())}
    written = {slot: one.to_json() for slot, one in now.items()}
    changed = sorted(slot for slot in before.keys() | now.keys() if before.get(slot) != written.get(slot))
    concerned = _Concerned()
    for slot in changed:
        if slot in before:
            # Asked now: who left before may have been in the same circle, which is another since.
            sql = "DELETE FROM occurrences WHERE article = ? AND type = ? AND key = ? RETURNING circle, local"
            ((circle, local),) = db.execute(sql, (article_id, *slot)).fetchall()
            concerned.leave(db, Occurrence.of_json(slot[0], slot[1], before[slot]), circle, local)
    for slot in changed:
        if slot in now:
            row = (article_id, *slot, written[slot])
            db.execute("INSERT INTO occurrences (article, type, key, form) VALUES (?, ?, ?, ?)", row)
            concerned.enter(db, article_id, now[slot])
    for kind, keys in sorted(concerned.names.items()):
        for renamed in nodes.settle(db, kind, keys, gone=concerned.gone[kind]):
            _spread(db, kind, renamed, touched)
    if concerned.circles or concerned.left:
        for moved in _settle_persons(db, concerned):
            touched.add(moved.place[0], moved.before, moved.now)
    touched.add(article_id, *entities_of(db, article_id))
    return touched


def settle(db: sqlite3.Connection, names: Iterable[tuple[EntityType, str]], places: Collection[Place]) -> Touched:
    """Finds anew who is who among things and persons about whom somebody has decided; whom that touches."""
    touched = Touched()
    by_type: dict[EntityType, set[str]] = defaultdict(set)
    for kind, name in names:
        by_type[kind].add(name)
    for kind, keys in sorted(by_type.items()):
        for renamed in nodes.settle(db, kind, keys):
            _spread(db, kind, renamed, touched)
    for moved in bearers.settle_each(db, _present(db, bearers.review(db, places) if places else ())):
        touched.add(moved.place[0], moved.before, moved.now)
    return touched


class _Concerned:
    """What the coming and going of occurrences concerns, until it is settled."""

    def __init__(self) -> None:
        self.names: dict[EntityType, set[str]] = defaultdict(set)
        self.gone: dict[EntityType, set[str]] = defaultdict(set)
        self.circles: set[int] = set()
        self.left: set[str] = set()  # local names of persons who have gone

    def leave(self, db: sqlite3.Connection, one: Occurrence, circle: int | None, local: str | None) -> None:
        if circle is None:
            nodes.count(db, one, -1)
            self.names[one.type].update((one.key, *one.others))
            self.gone[one.type].add(one.key)
        else:
            self.circles |= bearers.leave(db, circle)
            self.left.update(filter(None, [local]))

    def enter(self, db: sqlite3.Connection, article: str, one: Occurrence) -> None:
        if one.profile is None:
            if nodes.count(db, one, 1):
                self.names[one.type].update((one.key, *one.others))
        else:
            self.circles |= bearers.enter(db, (article, one.key), one)


def _settle_persons(db: sqlite3.Connection, concerned: _Concerned) -> Iterator[bearers.Moved]:
    circles = _present(db, concerned.circles)
    if concerned.left:
        yield from bearers.settle(db, circles, gone=concerned.left)
    else:
        yield from bearers.settle_each(db, circles)


def _present(db: sqlite3.Connection, circles: Iterable[int]) -> list[int]:
    """Those that have not been made anew since."""
    return [one for one in sorted(circles) if db.execute("SELECT 1 FROM circles WHERE id = ?", (one,)).fetchone()]


def local_of(db: sqlite3.Connection, article_id: str, kind: EntityType, slot: str) -> str | None:
    """The local name of what an article calls so (a key), None where it does not."""
    row = db.execute(
        "SELECT local FROM occurrences WHERE article = ? AND type = ? AND key = ?", (article_id, kind, slot)
    ).fetchone()
    return (row[0] or nodes.local_of(db, kind, slot)) if row else None


def names_in(db: sqlite3.Connection, made: Cast) -> dict[str, tuple[str, str]]:
    """The local name and the label of every entity of a reading, by its id."""
    found = {}
    for entity in made.reading.entities:
        local = local_of(db, made.reading.article.id, entity.type, made.key_of(entity))
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
    forms = bearers.forms_of(db, local)
    keys = nodes.keys_of(db, local)
    for slot in keys:
        for form, times in db.execute("SELECT form, articles FROM forms WHERE type = ? AND key = ?", slot):
            forms[form] += times
    if len(keys) == 1 and not db.execute("SELECT 1 FROM occurrences WHERE local = ? LIMIT 1", (local,)).fetchone():
        ((number,),) = db.execute("SELECT articles FROM nodes WHERE type = ? AND key = ?", keys[0])
    else:
        number = len(articles_of(db, local))
    given = rulings.aliases_of(db, local) - forms.keys()
    aliases = sorted((form for form in forms if form != name), key=lambda form: (-forms[form], form))
    aliases += sorted(given - {name})
    return EntityRow(local, name, kind, tuple(aliases), number)


def articles_of(db: sqlite3.Connection, local: str) -> set[str]:
    """The articles that speak of a thing."""
    articles = {article for (article,) in db.execute("SELECT article FROM occurrences WHERE local = ?", (local,))}
    sql = "SELECT article FROM occurrences WHERE type = ? AND key = ? AND circle IS NULL"
    for slot in nodes.keys_of(db, local):
        articles.update(article for (article,) in db.execute(sql, slot))
    return articles


def _spread(db: sqlite3.Connection, kind: EntityType, renamed: nodes.Renamed, touched: Touched) -> None:
    sql = "SELECT article FROM occurrences WHERE type = ? AND key = ? AND circle IS NULL"
    for (article,) in db.execute(sql, (kind, renamed.key)).fetchall():
        touched.add(article, renamed.before, renamed.now)
