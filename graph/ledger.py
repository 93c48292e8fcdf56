"""The ledger of what people have decided: tables of the file of truths, and decisions as lines of JSON.

A decision is anchored to names and quoted sentences (graph/anchors.py), never to rows: it finds its things again after
another extraction, and in another data directory. Its id is a digest of all that it says, so the same decision is known
wherever it comes from. Nothing is ever deleted here: what is undone stays, with the decision that undoes it.
"""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Literal, TypeAlias, get_args

import orjson

from graph import links
from ontology.predicates import ENTITY_TYPES, PREDICATES

Kind: TypeAlias = Literal["merge", "split", "rename", "retype", "reject", "confirm", "alias", "note", "link", "undo"]
KINDS: tuple[Kind, ...] = get_args(Kind)

# What each kind is anchored to, by role, and the values that it must have.
_ROLES = {
    "merge": ({"one", "other"}, set()),
    "split": ({"part", "rest"}, {"articles"}),
    "rename": ({"entity"}, {"name"}),
    "retype": ({"entity"}, {"type"}),
    "alias": ({"entity"}, {"name"}),
    "note": ({"entity"}, {"text"}),
    "link": ({"entity"}, {"iri"}),
    "reject": ({"subject"}, {"predicate"}),
    "confirm": ({"subject"}, {"predicate"}),
    "undo": (set(), set()),
}

TABLES = (
    "CREATE TABLE decisions ("
    " id TEXT PRIMARY KEY, kind TEXT NOT NULL, anchors TEXT NOT NULL, said TEXT NOT NULL, author TEXT NOT NULL,"
    " at TEXT NOT NULL, reason TEXT NOT NULL, undoes TEXT)",
    "CREATE INDEX decisions_by_undone ON decisions (undoes) WHERE undoes IS NOT NULL",
    # All that follows is derived from decisions in force. The places that they quote; `type` and `key` tell what the
    # quoted name is in the article as it is read now, NULL where it is not found.
    "CREATE TABLE witnesses ("
    " decision TEXT, role TEXT, number INTEGER, article TEXT NOT NULL, form TEXT NOT NULL, sentence TEXT NOT NULL,"
    " type TEXT, key TEXT, PRIMARY KEY (decision, role, number)) WITHOUT ROWID",
    "CREATE INDEX witnesses_by_article ON witnesses (article)",
    # The names by which they find their things where no quotation leads to them.
    "CREATE TABLE anchored ("
    " key TEXT, type TEXT, decision TEXT, role TEXT, PRIMARY KEY (key, type, decision, role)) WITHOUT ROWID",
    "CREATE INDEX anchored_by_decision ON anchored (decision)",
    # Names that are to have another type or, in an article, a key of their own; `article` is "" for every article.
    "CREATE TABLE rules ("
    " base TEXT, article TEXT, type TEXT, key TEXT, decision TEXT, PRIMARY KEY (base, article, type, key, decision))"
    " WITHOUT ROWID",
    "CREATE INDEX rules_by_decision ON rules (decision)",
    # What became of the entities of a reading: their type, and the keys of their own with the decisions that gave them.
    "CREATE TABLE recast ("
    " article TEXT REFERENCES articles ON DELETE CASCADE, entity TEXT, type TEXT NOT NULL, own TEXT NOT NULL,"
    " was_type TEXT NOT NULL, was_key TEXT NOT NULL, PRIMARY KEY (article, entity)) WITHOUT ROWID",
    "CREATE INDEX recast_by_name ON recast (was_type, was_key)",
    # What a name is to be called; `article` is "" but for persons whom only their articles tell apart.
    "CREATE TABLE renames ("
    " type TEXT, key TEXT, article TEXT, at TEXT, decision TEXT, label TEXT NOT NULL,"
    " PRIMARY KEY (type, key, article, at, decision)) WITHOUT ROWID",
    "CREATE INDEX renames_by_decision ON renames (decision)",
    # The things that rejections, confirmations, further names, notes and links are about; `article` is where these are shown.
    "CREATE TABLE about ("
    " decision TEXT, role TEXT, local TEXT, article TEXT, PRIMARY KEY (decision, role, local, article)) WITHOUT ROWID",
    "CREATE INDEX about_by_local ON about (local)",
    "CREATE INDEX about_by_article ON about (article)",
)


# What XML, a form of the graph, cannot hold
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class DecisionError(Exception):
    """A decision that cannot be taken or understood; tells why."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided. `anchors` gives for each role the form of an anchor (graph/anchors.py), `values` what the kind
    needs besides; `at` is in UTC, ISO 8601; `undoes` is the id of the decision that this one takes back."""

    id: str
    kind: Kind
    anchors: dict[str, Any]
    values: dict[str, Any]
    author: str
    at: str
    reason: str
    undoes: str | None = None

    @property
    def order(self) -> tuple[str, str]:
        """Of two that contradict each other, the greater wins."""
        return self.at, self.id

    def to_json(self) -> dict[str, Any]:
        """The published form, a line of an export."""
        form = {name: getattr(self, name) for name in ("id", "kind", "anchors", "values", "author", "at", "reason")}
        return form | ({"undoes": self.undoes} if self.undoes else {})


def decision(
    kind: Kind,
    *,
    author: str,
    reason: str,
    anchors: dict[str, Any] | None = None,
    values: dict[str, Any] | None = None,
    undoes: str | None = None,
    at: str | None = None,
) -> Decision:
    """A decision with its id, taken now where `at` does not tell. DecisionError where it cannot be written down."""
    for name, text in {"author": author, "reason": reason, **(values or {})}.items():
        if isinstance(text, str) and (unfit := _UNFIT.search(text)):
            raise DecisionError(f"{name}: holds {unfit[0]!r}, which no text may")
    when = at or datetime.now(UTC).isoformat(timespec="microseconds")
    said = (kind, anchors or {}, values or {}, author, when, reason, undoes)
    try:
        digest = sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
    except orjson.JSONEncodeError as error:  # half a character in an anchor, a number of thirty digits
        raise DecisionError(f"cannot be kept: {error}") from None
    return Decision(digest[:16], *said)


def of_json(form: Any) -> Decision:
    """The decision that `to_json` wrote down; DecisionError where it is none or was altered since."""
    if not isinstance(form, dict):
        raise DecisionError("not an object")
    kind = form.get("kind")
    if kind not in KINDS:
        raise DecisionError(f"kind: {str(kind)[:40]!r} is none of {', '.join(KINDS)}")
    for name in ("author", "at", "reason"):
        if not isinstance(form.get(name), str):
            raise DecisionError(f"{name}: missing, or no text")
    try:
        if datetime.fromisoformat(form["at"]).utcoffset() != UTC.utcoffset(None):
            raise ValueError
    except ValueError:
        raise DecisionError(f"at: {form['at'][:40]!r} is no time in UTC") from None
    anchors, values, undoes = form.get("anchors", {}), form.get("values", {}), form.get("undoes")
    if not isinstance(anchors, dict) or not isinstance(values, dict):
        raise DecisionError("anchors and values: not objects")
    if (kind == "undo") != isinstance(undoes, str):
        raise DecisionError("undoes: names a decision where the kind is undo, and only there")
    roles, needed = _ROLES[kind]
    if missing := sorted((roles - anchors.keys()) | (needed - values.keys())):
        raise DecisionError(f"{kind}: {', '.join(missing)} missing")
    for role, anchor in anchors.items():
        _check_anchor(role, anchor, may_wait=kind == "link")
    _check_values(values)
    if kind in ("reject", "confirm") and ("object" in anchors) == ("literal" in values):
        raise DecisionError(f"{kind}: either an object or a literal")
    found = decision(
        kind, author=form["author"], reason=form["reason"], anchors=anchors, values=values, undoes=undoes, at=form["at"]
    )
    if form.get("id", found.id) != found.id:
        raise DecisionError(f"id: {str(form['id'])[:40]!r} is not that of what it says, which is {found.id}")
    return found


def _check_anchor(role: str, anchor: Any, *, may_wait: bool) -> None:
    types = (*ENTITY_TYPES, "") if may_wait else ENTITY_TYPES
    if not isinstance(anchor, dict) or anchor.get("type") not in types:
        raise DecisionError(f"{role}: no anchor, or its type is none of {', '.join(ENTITY_TYPES)}")
    names, witnesses = anchor.get("names"), anchor.get("witnesses")
    if not isinstance(anchor.get("label"), str) or not _texts(names) or not names:
        raise DecisionError(f"{role}: no label, or no names")
    if not isinstance(witnesses, list) or not all(
        isinstance(one, dict) and all(isinstance(one.get(name), str) for name in ("article", "form", "sentence"))
        for one in witnesses
    ):
        raise DecisionError(f"{role}: a witness has an article, a form and a sentence")


def _check_values(values: dict[str, Any]) -> None:
    for name in ("name", "text", "literal", "article"):
        if name in values and not (isinstance(values[name], str) and values[name].strip()):
            raise DecisionError(f"{name}: no text")
    if "type" in values and values["type"] not in ENTITY_TYPES:
        raise DecisionError(f"type: {str(values['type'])[:40]!r} is none of {', '.join(ENTITY_TYPES)}")
    if "predicate" in values and values["predicate"] not in PREDICATES:
        raise DecisionError(f"predicate: {str(values['predicate'])[:40]!r} is none of {', '.join(PREDICATES)}")
    if "iri" in values:
        try:
            meant = links.target(str(values["iri"]))
        except links.TargetError as error:
            raise DecisionError(f"iri: {error}") from None
        if values["iri"] != meant:
            raise DecisionError(f"iri: {str(values['iri'])[:80]!r} stands for {meant}, and that has to be written")
    if "articles" in values and not _texts(values["articles"]):
        raise DecisionError("articles: no list of ids")


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def write(db: sqlite3.Connection, one: Decision) -> bool:
    """Adds a decision to the ledger; False where it is known already."""
    row = (one.id, one.kind, _dumps(one.anchors), _dumps(one.values), one.author, one.at, one.reason, one.undoes)
    return db.execute("INSERT OR IGNORE INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row).rowcount > 0


def read(db: sqlite3.Connection, identifier: str) -> Decision | None:
    """The decision with this id."""
    row = db.execute("SELECT * FROM decisions WHERE id = ?", (identifier,)).fetchone()
    return _of_row(row) if row else None


def everything(db: sqlite3.Connection) -> Iterator[Decision]:
    """All decisions, undone ones too, in the order in which they were taken."""
    for row in db.execute("SELECT * FROM decisions ORDER BY at, id").fetchall():
        yield _of_row(row)


def is_empty(db: sqlite3.Connection) -> bool:
    """Whether nobody has decided anything."""
    return db.execute("SELECT 1 FROM decisions LIMIT 1").fetchone() is None


def in_force(db: sqlite3.Connection, identifier: str) -> bool:
    """Whether no decision in force undoes it. An id names all that a decision says, so none undoes itself in a round."""
    undoing: dict[str, set[str]] = {}
    reached = [identifier]  # each before what undoes it; undoing may have been undone a thousand times
    for one in reached:
        undoing[one] = {other for (other,) in db.execute("SELECT id FROM decisions WHERE undoes = ?", (one,))}
        reached += undoing[one]
    holding: set[str] = set()
    for one in reversed(reached):
        if holding.isdisjoint(undoing[one]):
            holding.add(one)
    return identifier in holding


def _of_row(row: tuple[Any, ...]) -> Decision:
    identifier, kind, anchors, said, *rest = row
    return Decision(identifier, kind, orjson.loads(anchors), orjson.loads(said), *rest)


def _dumps(form: dict[str, Any]) -> str:
    return orjson.dumps(form, option=orjson.OPT_SORT_KEYS).decode()


def values_of(said: str) -> dict[str, Any]:
    """The values of a decision as they stand in its row."""
    values: dict[str, Any] = orjson.loads(said)
    return values
