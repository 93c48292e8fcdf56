"""Which articles are near copies of each other: agency copy that several papers print is one source, not several.

An article is known by a sketch of its text: the smallest hashes of all runs of `RUN` letters in it (a bottom-k sketch,
Broder 1997), of which two texts share about as large a part as of the runs themselves. Copies of copies are copies, and
the first of them by day stands for all. All that is kept here is a function of the articles, whatever came first.
"""

import re
import sqlite3

import numpy as np

from graph.words import fold

TABLES = (
    "CREATE TABLE sketches (article TEXT PRIMARY KEY, sketch BLOB NOT NULL, original TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX sketches_by_original ON sketches (original)",
    "CREATE TABLE sketch_keys (key INTEGER NOT NULL, article TEXT NOT NULL, PRIMARY KEY (key, article)) WITHOUT ROWID",
)

RUN = 8  # letters, without spaces and punctuation
HASHES = 128  # in a sketch
KEYS = 8  # of these, by one of which a copy is found: at a likeness of one half, 1 in 256 is not
LIKE = 0.5  # the part of all runs that copies share; reports of one event by different hands share few
SHORT, LIKE_SHORT = 64, 0.8  # runs of a text below which copies share more: short notices are made by the dozen

_GAPS = re.compile(r"[\W_]+")
# Odd constants without a pattern (the SHA-512 round constants), one for each letter of a run.
_FACTORS = (
    0x428A2F98D728AE23,
    0x7137449123EF65CD,
    0xB5C0FBCFEC4D3B2F,
    0xE9B5DBA58189DBBD,
    0x3956C25BF348B539,
    0x59F111F1B605D019,
    0x923F82A4AF194F9B,
    0xAB1C5ED5DA6D8119,
)


def sketch(text: str, title: str = "") -> bytes:
    """The sketch of a text: its smallest hashes in their order, 8 bytes each; none of a text without letters.

    Script, width and case of the letters do not count, nor what stands between them; nor the `title` that it begins with,
    since each paper puts its own above a notice, unless that is all of it.
    """
    letters = _letters(text.removeprefix(title)) or _letters(text)
    if not letters:
        return b""
    codes = np.frombuffer(letters.ljust(RUN).encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    runs = len(codes) - RUN + 1
    mixed = np.zeros(runs, dtype=np.uint64)
    for place, factor in enumerate(_FACTORS):
        mixed += codes[place : place + runs] * np.uint64(factor)  # modulo 2^64
    mixed ^= mixed >> np.uint64(31)
    mixed *= np.uint64(0x94D049BB133111EB)  # the last steps of splitmix64: the smallest are as good as drawn
    mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)[:HASHES].astype("<u8").tobytes()


def alike(one: bytes, other: bytes) -> bool:
    """Whether two sketches are those of near copies."""
    if not one or not other:
        return False
    least = LIKE_SHORT if min(len(one), len(other)) < SHORT * 8 else LIKE
    left, right = np.frombuffer(one, dtype="<u8"), np.frombuffer(other, dtype="<u8")
    smallest = np.union1d(left, right)[:HASHES]
    shared = np.intersect1d(left, right, assume_unique=True)
    return int((shared <= smallest[-1]).sum()) >= least * len(smallest)


def appear(db: sqlite3.Connection, article: str, sketched: bytes | None) -> set[str]:
    """Takes note of an article's text, in place of what it was before, or that it is gone (None); tells of which
    articles the first copy is another one now. The articles' days of publication are read from the table of articles.
    """
    changed = _forget(db, article)
    if sketched is None:
        return changed - {article}
    near = _near(db, article, sketched)
    db.execute("INSERT INTO sketches VALUES (?, ?, ?)", (article, sketched, article))
    db.executemany("INSERT INTO sketch_keys VALUES (?, ?)", [(key, article) for key in _keys(sketched)])
    return changed | {article} | _settle(db, {article}.union(*(_group(db, first) for first in set(near.values()))))


def original(db: sqlite3.Connection, article: str) -> str:
    """The first by day of the articles that this one is a copy of; itself where it is that or none."""
    found = db.execute("SELECT original FROM sketches WHERE article = ?", (article,)).fetchone()
    return str(found[0]) if found else article


def fill(db: sqlite3.Connection) -> set[str]:
    """Makes the tables in a file without them, or anew, and takes note of all its articles; tells of which the first copy is
    another one now."""
    before: dict[str, str] = {}
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'sketches'").fetchone():
        before = dict(db.execute("SELECT article, original FROM sketches"))
        for name in ("sketches", "sketch_keys"):
            db.execute(f"DROP TABLE {name}")
    for table in TABLES:
        db.execute(table)
    for article, title, text in db.execute("SELECT id, title, text FROM articles ORDER BY id").fetchall():
        appear(db, article, sketch(text, title))
    now = db.execute("SELECT article, original FROM sketches").fetchall()
    return {article for article, first in now if first != before.get(article, article)}


def _letters(text: str) -> str:
    return _GAPS.sub("", fold(text))


def _forget(db: sqlite3.Connection, article: str) -> set[str]:
    """Takes an article out; those that were copies of the same may be no copies of each other without it."""
    found = db.execute("SELECT sketch, original FROM sketches WHERE article = ?", (article,)).fetchone()
    if not found:
        return set()
    db.execute("DELETE FROM sketches WHERE article = ?", (article,))
    db.executemany("DELETE FROM sketch_keys WHERE key = ? AND article = ?", [(k, article) for k in _keys(found[0])])
    changed: set[str] = set()
    left = _group(db, found[1])
    while left:
        group, new = set[str](), {min(left)}
        while new:
            group |= new
            left -= new
            new = {near for one in new for near in _near(db, one) if near in left}
        changed |= _settle(db, group)
    return changed


def _near(db: sqlite3.Connection, article: str, sketched: bytes | None = None) -> dict[str, str]:
    """The other articles that are near copies of this one, with the first of what each is a copy of."""
    if sketched is None:
        (sketched,) = db.execute("SELECT sketch FROM sketches WHERE article = ?", (article,)).fetchone()
    keys = _keys(sketched)
    rows = db.execute(
        "SELECT DISTINCT article, sketch, original FROM sketch_keys JOIN sketches USING (article)"
        f" WHERE key IN ({', '.join('?' * len(keys))}) AND article != ?",
        (*keys, article),
    )
    return {other: first for other, known, first in rows if alike(sketched, known)}


def _group(db: sqlite3.Connection, first: str) -> set[str]:
    return {article for (article,) in db.execute("SELECT article FROM sketches WHERE original = ?", (first,))}


def _settle(db: sqlite3.Connection, group: set[str]) -> set[str]:
    """Lets the first of a group by day (those without one last), then by id, stand for all; tells whose that is new."""
    days = {
        article: db.execute("SELECT published FROM articles WHERE id = ?", (article,)).fetchone()[0]
        for article in group
    }
    first = min(group, key=lambda article: (days[article] or "9999-99-99", article))
    others = {article for article in group if original(db, article) != first}
    db.executemany("UPDATE sketches SET original = ? WHERE article = ?", [(first, article) for article in others])
    return others


def _keys(sketched: bytes) -> tuple[int, ...]:
    """Whole numbers as SQLite has them: signed, of 64 bits."""
    return tuple(int(key) for key in np.frombuffer(sketched[: 8 * KEYS], dtype="<i8"))
