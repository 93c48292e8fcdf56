"""The documents of the index, the same in every home of it: what articles and entities come to, and the fields of both."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from math import log10
from typing import Any, Literal, TypeAlias
from zlib import crc32

from extract.reading import Reading
from graph.context import FIELD as TOLD
from graph.entries import SAMPLES, entries
from graph.forms import LONGEST
from graph.naming import EntityRow
from graph.suggesting import FIELD, ORDER, documents
from graph.words import grams, name_key, pinyin

# Of a field: `term`, whole terms; `value`, whole terms by which documents are counted too; `tokens`, terms parted by spaces,
# `words`, which are also ranked by how often they come, `grams`, the places of which are known as well; a number.
Kind: TypeAlias = Literal["term", "value", "tokens", "words", "grams", "number"]

FIELDS: Mapping[str, Kind] = {
    **dict.fromkeys(
        ("key", "local", "name", "prefix", "pinyin", "pinyin_prefix", "source_key", "sample", TOLD), "term"
    ),
    **dict.fromkeys(("sort", "source", "org", "others"), "value"),
    "words": "words",
    **dict.fromkeys(("name_grams", "grams"), "grams"),
    FIELD: "tokens",
    **dict.fromkeys(("number", "day", ORDER), "number"),
}

WATERMARK = "watermark"  # the key of the document whose number is that of the last change


@dataclass(frozen=True, slots=True)
class Document:
    """`terms` by field, `numbers` by field (0 where there is none), by which fields of `FIELDS` it is found; its score is
    multiplied by 1 and its `rank`; `payload` is what is shown of it."""

    terms: Mapping[str, Collection[str]]
    numbers: Mapping[str, int] = field(default_factory=dict)
    rank: float = 0.0
    payload: Mapping[str, Any] | None = None


def article_documents(
    reading: Reading,
    names: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    *,
    rejected: Collection[int] = (),
) -> Iterator[Document]:
    """The headline, the sentences and the facts of an article, as `graph.entries.entries`; their key is `article_key`."""
    article = reading.article
    source, published = (article.source or "")[:LONGEST], article.published
    shared = {
        "article": article.id,
        "title": article.title,
        "published": published.isoformat() if published else None,
        "source": article.source,
    }
    numbers = {"day": number(published) if published else 0}
    rank = 0.05 * _newness(published) + _chance(article_key(article.id))
    named = {"source": [source], "source_key": [name_key(source)]} if source else {}
    for entry in entries(reading, names, labels, rejected=rejected):
        terms: dict[str, Collection[str]] = {
            "sort": [entry.sort],
            "words": [entry.words],
            "grams": [entry.grams],
            "sample": [str(entry.sample)],
            "org": entry.organisations,
            "others": entry.others,
            TOLD: entry.told,
        }
        yield Document(terms | named, numbers, rank, shared | {"sort": entry.sort} | entry.shown)


def entity_documents(entity: EntityRow, line: str = "") -> Iterator[Document]:
    """An entity with its names, and each of these as it is typed; `line` tells it from others. Their key is `entity_key`."""
    names = (entity.label, *entity.aliases)
    keys = {key for name in names if (key := name_key(name))}
    sounds = {sound for name in names for sound in pinyin(name) if sound}
    terms: dict[str, Collection[str]] = {
        "sort": [entity.type],
        "local": [entity.local],
        "name": keys,
        "prefix": {key[:end] for key in keys for end in range(1, len(key))},
        "pinyin": sounds,
        "pinyin_prefix": {sound[:end] for sound in sounds for end in range(3, len(sound))},
        "name_grams": [" | ".join(" ".join(grams(key)) for key in sorted(keys))],
        "sample": [str(crc32(_bytes(entity.local)) % SAMPLES)],
    }
    payload = {
        "local": entity.local,
        "label": entity.label,
        "type": entity.type,
        "aliases": entity.aliases,
        "articles": entity.articles,
    }
    rank = min(0.2, 0.03 * log10(1 + entity.articles)) + _chance(entity.local)
    yield Document(terms, {"number": entity.articles}, rank, payload)
    for typed, order, shown in documents(entity, line):
        yield Document({FIELD: [typed]}, {ORDER: order}, 0.0, shown)


def article_key(article_id: str) -> str:
    """What an article is removed by."""
    return f"article {sha256(article_id.encode()).hexdigest()}"  # an identifier may be longer than a term can be


def entity_key(local: str) -> str:
    """What an entity is removed by."""
    return f"entity {local}"


def number(day: date) -> int:
    """A day as the index has it."""
    return 10_000 * day.year + 100 * day.month + day.day


def _newness(published: date | None) -> float:
    """0 for 1990 and before, 1 for a century later."""
    return min(1.0, max(0.0, (published.toordinal() - 726_468) / 36_525)) if published else 0.0


def _chance(key: str) -> float:
    """A trifle that keeps equals in one order."""
    return 2e-6 * crc32(_bytes(key)) / 2**32


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
