"""What extraction finds in one article, and the JSON form of it. Offsets count code points of the article's text."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

import orjson

from corpus.article import Article
from ontology.predicates import EntityType

# Why another form names an entity: the text says so (以下简称, 花名, brackets), the lexicon knows it, it is short for the
# name, it is the surname with a title, or it is the same surface (in another script or spelling).
AliasReason = Literal["stated", "known", "short", "title", "surface"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `text[start:end]`, without surrounding white space."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an entity is named."""

    start: int
    end: int
    text: str
    type: EntityType
    entity: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar expression and its value in EDTF (ISO 8601-2); "" where nothing fixes a relative one.

    `base` is what it was resolved against, in EDTF: the publication date, or the date of the text that it leans on;
    None where it needs neither. `rule` is the short name of the way there (`RULES` of extract/date_grammar.py).
    """

    start: int
    end: int
    text: str
    edtf: str
    base: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Direct speech without its marks; `speaker` is an entity id, None where nobody is named."""

    start: int
    end: int
    text: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing of this article: `name` is its fullest form, `known` the lexicon's name for it where it has one; `reasons`
    go with `aliases`, one each, where they are told."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    known: str | None = None
    reasons: tuple[AliasReason, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement and its evidence: `text[start:end]` is the sentence that says it.

    `object` is an entity id, or the value itself where `literal`; `when` is EDTF; `amount` counts whole units
    of `currency` (ISO 4217); `confidence` lies between 0 and 1.
    """

    subject: str
    predicate: str
    object: str
    literal: bool
    start: int
    end: int
    confidence: float
    when: str | None = None
    amount: int | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one run of the extractor (named by its fingerprint) found in one article."""

    article: Article
    fingerprint: str
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    dates: tuple[Date, ...] = ()
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    quotes: tuple[Quote, ...] = ()


def to_json(reading: Reading) -> dict[str, Any]:
    """The published form: one JSON object an article, as `rongqiao extract --format jsonl` prints it."""
    article = reading.article
    return {
        "id": article.id,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "text": article.text,
        "mentions": [
            {"start": m.start, "end": m.end, "text": m.text, "type": m.type, "entity": m.entity}
            for m in reading.mentions
        ],
        "dates": [{"start": d.start, "end": d.end, "text": d.text, "edtf": d.edtf} for d in reading.dates if d.edtf],
        "quotes": [asdict(q) for q in reading.quotes],
        "entities": [
            {"id": e.id, "type": e.type, "name": e.name, "aliases": list(e.aliases)} for e in reading.entities
        ],
        "facts": [_fact(f) for f in reading.facts],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    form: dict[str, Any] = {
        "subject": fact.subject,
        "predicate": fact.predicate,
        "object": fact.object,
        "literal": fact.literal,
    }
    form |= {key: value for key in ("when", "amount", "currency") if (value := getattr(fact, key)) is not None}
    return form | {"start": fact.start, "end": fact.end, "confidence": fact.confidence}


def pack(reading: Reading) -> bytes:
    """Everything but the article, as JSON; `unpack(pack(reading), reading.article) == reading`."""
    return orjson.dumps({f.name: getattr(reading, f.name) for f in fields(reading) if f.name != "article"})


def unpack(packed: bytes, article: Article) -> Reading:
    """The reading that `pack` wrote down."""
    form = orjson.loads(packed)
    return Reading(
        article=article,
        fingerprint=form["fingerprint"],
        sentences=tuple(Sentence(**s) for s in form["sentences"]),
        mentions=tuple(Mention(**m) for m in form["mentions"]),
        dates=tuple(Date(**d) for d in form["dates"]),
        entities=tuple(
            Entity(**{**e, "aliases": tuple(e["aliases"]), "reasons": tuple(e["reasons"])}) for e in form["entities"]
        ),
        facts=tuple(Fact(**f) for f in form["facts"]),
        quotes=tuple(Quote(**q) for q in form["quotes"]),
    )
