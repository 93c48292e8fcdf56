"""The keyword index in a directory: entities by name, passages by word. It holds the number of the last change that it knows of."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from hashlib import sha256
from math import log10
from pathlib import Path
from typing import Any
from zlib import crc32

import orjson
import tantivy

from extract.reading import Reading
from graph.context import FIELD as TOLD
from graph.entries import SAMPLES, entries
from graph.expansion import GRAPH, Means
from graph.finding import MOST_ENTITIES, Match, bearers, find, named, payload
from graph.forms import LONGEST, Sort
from graph.hits import Found, Results
from graph.matching import SENTENCES, passage_query
from graph.naming import EntityRow
from graph.questions.pattern import Thing
from graph.search_tree import Asked, Words
from graph.searching import RANK, answer, hit, number
from graph.suggesting import FIELD, ORDER, SHOWN, Suggestion, documents, suggest
from graph.words import grams, name_key, pinyin
from ontology.predicates import EntityType

HEAP = 15_000_000  # bytes of the writer's buffer, the least there can be: each commit clears a table half as large

_WATERMARK = "watermark"


class IndexingError(Exception):
    """The index cannot be written; names it."""


def schema() -> tantivy.Schema:
    """Fields of entities, of passages, and of these: `key` to remove them by, `sort`, `payload` to show them, and what they are
    ordered and counted by; and those of names as they are typed, which have but the key in common with the rest."""
    builder = tantivy.SchemaBuilder()
    for name in ("key", "local", "name", "prefix", "pinyin", "pinyin_prefix", "source_key", "sample", TOLD):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("sort", "source", "org", "others"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    for name in ("name_grams", "grams"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_unsigned_field("number", stored=True, fast=True)
    builder.add_unsigned_field("day", fast=True)
    builder.add_float_field(RANK, fast=True)
    builder.add_bytes_field("payload", stored=True)
    builder.add_text_field(FIELD, tokenizer_name="whitespace", index_option="basic")
    builder.add_unsigned_field(ORDER, fast=True)
    builder.add_bytes_field(SHOWN, stored=True)
    return builder.build()


class Index:
    """The embedded `KeywordIndex`: an index in a directory, which has to exist. Any number of processes may read it, one of them may write."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._schema = schema()
        self._index = tantivy.Index(self._schema, path=str(path))
        self._index.config_reader("manual")
        self._writer: tantivy.IndexWriter | None = None

    @property
    def applied(self) -> int:
        """The number of the last change whose effects are in the index, 0 for an empty one."""
        return self._applied(self._index.searcher())

    def _applied(self, searcher: tantivy.Searcher) -> int:
        found = searcher.search(tantivy.Query.term_query(self._schema, "key", _WATERMARK), 1).hits
        return int(searcher.doc(found[0][1]).get_first("number") or 0) if found else 0

    def put_article(
        self,
        reading: Reading,
        names: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        *,
        rejected: Collection[int] = (),
    ) -> None:
        """Indexes the headline, the sentences and the facts of an article in place of those that it had; as
        `graph.entries.entries`."""
        article = reading.article
        self.remove_article(article.id)
        key, source, published = _article_key(article.id), (article.source or "")[:LONGEST], article.published
        shared = {
            "article": article.id,
            "title": article.title,
            "published": published.isoformat() if published else None,
            "source": article.source,
        }
        day = number(published) if published else 0
        rank = _rank(0.05 * _newness(published), key)
        for entry in entries(reading, names, labels, rejected=rejected):
            doc = self._doc(key, shared | {"sort": entry.sort} | entry.shown, day=day, rank=rank)
            doc.add_text("sort", entry.sort)
            doc.add_text("words", entry.words)
            doc.add_text("grams", entry.grams)
            doc.add_text("sample", str(entry.sample))
            if source:
                doc.add_text("source", source)
                doc.add_text("source_key", name_key(source))
            for field, terms in (("org", entry.organisations), ("others", entry.others), (TOLD, entry.told)):
                for term in terms:
                    doc.add_text(field, term)
            self._write(doc)

    def remove_article(self, article_id: str) -> None:
        """Removes all of an article, if there is any."""
        self._open().delete_documents_by_term("key", _article_key(article_id))

    def put_entity(self, entity: EntityRow, line: str = "") -> None:
        """Indexes the names of an entity, in place of those that it had; `line` tells it from others."""
        self.remove_entity(entity.local)
        names = (entity.label, *entity.aliases)
        keys = {key for name in names if (key := name_key(name))}
        sounds = {sound for name in names for sound in pinyin(name) if sound}
        form = {
            "local": entity.local,
            "label": entity.label,
            "type": entity.type,
            "aliases": entity.aliases,
            "articles": entity.articles,
        }
        rank = _rank(min(0.2, 0.03 * log10(1 + entity.articles)), entity.local)
        doc = self._doc(_entity_key(entity.local), form, number=entity.articles, rank=rank)
        doc.add_text("sort", entity.type)
        doc.add_text("local", entity.local)
        fields = {
            "name": keys,
            "prefix": {key[:end] for key in keys for end in range(1, len(key))},
            "pinyin": sounds,
            "pinyin_prefix": {sound[:end] for sound in sounds for end in range(3, len(sound))},
        }
        for field, values in fields.items():
            for value in values:
                doc.add_text(field, value)
        doc.add_text("name_grams", " | ".join(" ".join(grams(key)) for key in sorted(keys)))
        doc.add_text("sample", str(crc32(entity.local.encode("utf-8", "surrogatepass")) % SAMPLES))
        self._write(doc)
        for terms, order, shown in documents(entity, line):
            doc = self._doc(_entity_key(entity.local), None, order=order)
            doc.add_text(FIELD, terms)
            doc.add_bytes(SHOWN, shown)
            self._write(doc)

    def remove_entity(self, local: str) -> None:
        """Removes an entity, if it is there."""
        self._open().delete_documents_by_term("key", _entity_key(local))

    def commit(self, applied: int) -> None:
        """Makes everything since the last commit durable and visible, as the state after change `applied`."""
        self._open().delete_documents_by_term("key", _WATERMARK)
        self._write(self._doc(_WATERMARK, None, number=applied))
        with self._errors():
            self._open().commit()
            self._index.reload()

    def discard(self) -> None:
        """Forgets everything since the last commit."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with suppress(ValueError, RuntimeError):  # one that failed cannot even roll back
                writer.rollback()

    def close(self) -> None:
        """Lets go of the index; what is not committed is lost."""
        writer = self._writer
        self.discard()
        if writer is not None:
            with suppress(ValueError, RuntimeError):
                writer.wait_merging_threads()

    def search(self, asked: str, *, limit: int = 20, offset: int = 0) -> Results:
        """The entities that plain words may name, best first, then the sentences that have the words."""
        searcher = self._index.searcher()
        entities = named(searcher, self._schema, asked, most=MOST_ENTITIES)
        query = passage_query(self._schema, asked, SENTENCES)
        first = max(0, offset - len(entities))
        wanted = max(0, offset + limit - len(entities)) - first
        found = searcher.search(query, max(1, wanted), offset=first)
        page = [hit(form, worth, Words(asked)) for worth, _, form in entities[offset : offset + limit]]
        page += [hit(payload(searcher, address), score, Words(asked)) for score, address in found.hits[:wanted]]
        total: int = found.count  # type: ignore[attr-defined]  # missing in the stub
        return Results(len(entities) + total, tuple(page))

    def answer(self, asked: Asked, *, limit: int = 20, offset: int = 0, means: Means = GRAPH) -> Found:
        """Entities, facts, quotations and other passages in one order, found by words and these means."""
        searcher = self._index.searcher()
        found = answer(searcher, self._schema, asked, limit=limit, offset=offset, means=means)
        return replace(found, applied=self._applied(searcher))

    def suggest(self, asked: str, *, limit: int, kind: EntityType | None = None) -> list[Suggestion]:
        """At most `limit` entities, of one type where that is given, that what somebody types may be the beginning of."""
        return suggest(self._index.searcher(), self._schema, asked, limit=limit, kind=kind)

    def find(self, asked: str, sorts: Collection[Sort], limit: int) -> list[Match]:
        """What fits some words, at most `limit`, for a query of the graph."""
        return find(self._index.searcher(), self._schema, asked, sorts, limit)

    def bearers(self, keys: Collection[str]) -> dict[str, tuple[Thing, ...]]:
        """The entities that bear each of some names (keys as `name_key` makes them), the best known first."""
        return bearers(self._index.searcher(), self._schema, keys)

    def _open(self) -> tantivy.IndexWriter:
        if self._writer is None:
            with self._errors():
                self._writer = self._index.writer(HEAP, 1)
        return self._writer

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, RuntimeError) as error:  # of the engine, such as for a full disk
            raise IndexingError(f"{self.path}: {error}") from error

    def _doc(
        self, key: str, form: dict[str, Any] | None, *, number: int = 0, order: int = 0, day: int = 0, rank: float = 0.0
    ) -> tantivy.Document:
        """A document with what each has: a column that every one has a value in is read in a fraction of the time."""
        doc = tantivy.Document()
        doc.add_text("key", key)
        doc.add_unsigned("number", number)
        doc.add_unsigned(ORDER, order)
        doc.add_unsigned("day", day)
        doc.add_float(RANK, rank)
        if form is not None:
            doc.add_bytes("payload", orjson.dumps(form))
        return doc

    def _write(self, doc: tantivy.Document) -> None:
        with self._errors():
            self._open().add_document(doc)


def _article_key(article_id: str) -> str:
    return f"article {sha256(article_id.encode()).hexdigest()}"  # an identifier may be longer than a term can be


def _entity_key(local: str) -> str:
    return f"entity {local}"


def _newness(published: date | None) -> float:
    """0 for 1990 and before, 1 for a century later."""
    return min(1.0, max(0.0, (published.toordinal() - 726_468) / 36_525)) if published else 0.0


def _rank(more: float, key: str) -> float:
    """What multiplies a score by 1 + `more`, as the engine takes it; a trifle of chance keeps equals in one order."""
    return 2 ** (1 + more + 2e-6 * crc32(key.encode("utf-8", "surrogatepass")) / 2**32) - 2
