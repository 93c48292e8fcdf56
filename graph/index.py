"""The keyword index: entities by name, sentences and headlines by word. It holds the number of the last change that it knows of."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, TypeAlias

import orjson
import tantivy

from extract.reading import Reading
from graph.context import FIELD as TOLD
from graph.context import Context
from graph.expansion import CHOSEN, Weights, expansion
from graph.finding import MOST_ENTITIES, Match, bearers, find, named, payload
from graph.forms import Sort
from graph.matching import SENTENCE, sentence_query, sentence_spans
from graph.naming import EntityRow
from graph.questions.pattern import Thing
from graph.suggesting import FIELD, ORDER, SHOWN, Suggestion, documents, suggest
from graph.words import fold, grams, name_key, pinyin, words
from ontology.predicates import EntityType

HEAP = 15_000_000  # bytes of the writer's buffer, the least there can be: each commit clears a table half as large

_WATERMARK = "watermark"

Kind: TypeAlias = Literal["entity", "sentence"]


class IndexingError(Exception):
    """The index cannot be written; names it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found: an entity (its label as `title`, its other names as `text`) or a sentence of an article.

    `start` and `end` count in the article's text, `marks` in `text`; scores compare hits of one kind.
    `articles` is the number of articles that speak of the entity.
    """

    kind: Kind
    entity: str | None
    type: EntityType | None
    title: str
    article: str | None
    published: date | None
    start: int
    end: int
    text: str
    marks: tuple[tuple[int, int], ...]
    score: float
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits, the entities first; `total` counts those of all pages."""

    total: int
    hits: tuple[Hit, ...]


def schema() -> tantivy.Schema:
    """Fields of entities, of sentences and headlines, and of these: `key` to remove them by, `payload` to show them, `number`;
    and those of names as they are typed, which have but the key in common with the rest."""
    builder = tantivy.SchemaBuilder()
    for name in ("key", "kind", "name", "prefix", "pinyin", "pinyin_prefix"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("name_grams", "words", "grams"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(TOLD, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("number", stored=True, fast=True)
    builder.add_bytes_field("payload", stored=True)
    builder.add_text_field(FIELD, tokenizer_name="whitespace", index_option="basic")
    builder.add_unsigned_field(ORDER, fast=True)
    builder.add_bytes_field(SHOWN, stored=True)
    return builder.build()


class Index:
    """An index in a directory, which has to exist. Any number of processes may read it, one of them may write."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._schema = schema()
        self._index = tantivy.Index(self._schema, path=str(path))
        self._index.config_reader("manual")
        self._writer: tantivy.IndexWriter | None = None

    @property
    def applied(self) -> int:
        """The number of the last change whose effects are in the index, 0 for an empty one."""
        searcher = self._index.searcher()
        found = searcher.search(tantivy.Query.term_query(self._schema, "key", _WATERMARK), 1).hits
        return int(searcher.doc(found[0][1]).get_first("number") or 0) if found else 0

    def put_article(self, reading: Reading, contexts: Sequence[Context] = ()) -> None:
        """Indexes the sentences of an article, with what the graph knows of each, and its headline, in place of those that
        it had."""
        article = reading.article
        self.remove_article(article.id)
        key, text = _article_key(article.id), fold(article.text)
        names = sorted((mention.start, fold(mention.text)) for mention in reading.mentions)
        starts = [start for start, _ in names]
        shared = {
            "article": article.id,
            "title": article.title,
            "published": article.published.isoformat() if article.published else None,
        }
        if article.title:
            title = fold(article.title)
            self._add(key, shared, kind=["headline"], words=words(title), grams=grams(title))
        for position, sentence in enumerate(reading.sentences):
            start, end = sentence.start, sentence.end
            folded = text[start:end]
            said = names[bisect_left(starts, start) : bisect_left(starts, end)]
            context = contexts[position] if contexts else Context()
            place = {"start": start, "end": end, "text": article.text[start:end], "position": position}
            self._add(
                key,
                shared | place | {"ties": context.ties},
                kind=[SENTENCE],
                words=[*words(folded), *(name for _, name in said)],  # a name is a word, whatever jieba takes it for
                grams=grams(folded),
                told=sorted(context.terms),
            )

    def remove_article(self, article_id: str) -> None:
        """Removes all of an article, if there is any."""
        self._open().delete_documents_by_term("key", _article_key(article_id))

    def put_entity(self, entity: EntityRow, line: str = "") -> None:
        """Indexes the names of an entity, in place of those that it had; `line` tells it from others."""
        self.remove_entity(entity.local)
        names = (entity.label, *entity.aliases)
        keys = {key for name in names if (key := name_key(name))}
        sounds = {sound for name in names for sound in pinyin(name) if sound}
        form = {"local": entity.local, "label": entity.label, "type": entity.type, "aliases": entity.aliases}
        self._add(
            _entity_key(entity.local),
            form,
            number=entity.articles,
            name=keys,
            prefix={key[:end] for key in keys for end in range(1, len(key))},
            pinyin=sounds,
            pinyin_prefix={sound[:end] for sound in sounds for end in range(3, len(sound))},
            name_grams={gram for key in keys for gram in grams(key)},
        )
        for terms, order, shown in documents(entity, line):
            doc = tantivy.Document()
            doc.add_text("key", _entity_key(entity.local))
            doc.add_text(FIELD, terms)
            doc.add_unsigned("number", 0)
            doc.add_unsigned(ORDER, order)
            doc.add_bytes(SHOWN, shown)
            self._write(doc)

    def remove_entity(self, local: str) -> None:
        """Removes an entity, if it is there."""
        self._open().delete_documents_by_term("key", _entity_key(local))

    def commit(self, applied: int) -> None:
        """Makes everything since the last commit durable and visible, as the state after change `applied`."""
        self._open().delete_documents_by_term("key", _WATERMARK)
        self._add(_WATERMARK, {}, number=applied)
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

    def search(self, asked: str, *, limit: int = 20, offset: int = 0, weights: Weights | None = CHOSEN) -> Results:
        """The entities that the words may name, best first, then the sentences that have the words, or, where there are
        `weights`, that tell of what they stand for."""
        searcher = self._index.searcher()
        entities = self._entities(searcher, asked)
        added = expansion(searcher, self._schema, asked, weights) if weights else None
        query = sentence_query(self._schema, asked, sentences_only=True, added=added)
        first = max(0, offset - len(entities))
        wanted = max(0, offset + limit - len(entities)) - first
        found = searcher.search(query, max(1, wanted), offset=first)
        page = entities[offset : offset + limit]
        for score, address in found.hits[:wanted]:
            form = payload(searcher, address)
            text, title, article = form["text"], form["title"], form["article"]
            published = date.fromisoformat(form["published"]) if form["published"] else None
            marks, start, end = sentence_spans(text, asked), form["start"], form["end"]
            page.append(Hit("sentence", None, None, title, article, published, start, end, text, marks, score))
        total: int = found.count  # type: ignore[attr-defined]  # missing in the stub
        return Results(len(entities) + total, tuple(page))

    def suggest(self, asked: str, *, limit: int, kind: EntityType | None = None) -> list[Suggestion]:
        """At most `limit` entities, of one type where that is given, that what somebody types may be the beginning of."""
        return suggest(self._index.searcher(), self._schema, asked, limit=limit, kind=kind)

    def find(self, asked: str, sorts: Collection[Sort], limit: int) -> list[Match]:
        """What fits some words, at most `limit`, for a query of the graph."""
        return find(self._index.searcher(), self._schema, asked, sorts, limit)

    def bearers(self, keys: Collection[str]) -> dict[str, tuple[Thing, ...]]:
        """The entities that bear each of some names (keys as `name_key` makes them), the best known first."""
        return bearers(self._index.searcher(), self._schema, keys)

    def _entities(self, searcher: tantivy.Searcher, asked: str) -> list[Hit]:
        hits = []
        for worth, articles, form in named(searcher, self._schema, asked, most=MOST_ENTITIES):
            text, local, kind = "、".join(form["aliases"]), form["local"], form["type"]
            hits.append(Hit("entity", local, kind, form["label"], None, None, 0, 0, text, (), worth, articles))
        return hits

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

    def _add(self, key: str, form: dict[str, Any], *, number: int = 0, **fields: Iterable[str]) -> None:
        doc = tantivy.Document()
        doc.add_text("key", key)
        doc.add_unsigned("number", number)
        doc.add_unsigned(ORDER, 0)  # a column that every document has a value in is read in a fraction of the time
        doc.add_bytes("payload", orjson.dumps(form))
        for name, values in fields.items():
            if name in ("words", "grams", "name_grams"):
                doc.add_text(name, " ".join(values))
            else:
                for value in values:
                    doc.add_text(name, value)
        self._write(doc)

    def _write(self, doc: tantivy.Document) -> None:
        with self._errors():
            self._open().add_document(doc)


def _article_key(article_id: str) -> str:
    return f"article {sha256(article_id.encode()).hexdigest()}"  # an identifier may be longer than a term can be


def _entity_key(local: str) -> str:
    return f"entity {local}"
