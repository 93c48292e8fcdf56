"""The keyword index in a directory, by tantivy. It holds the number of the last change that it knows of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import orjson
import tantivy
from tantivy import FieldType, Occur, Query, Schema

from graph.clauses import Begun, Best, Bool, Clause, Nothing, Row, Rows, Searcher, Span, Term, Terms, Worth
from graph.documents import FIELDS, WATERMARK, Document
from graph.keyword_index import KeywordIndex
from graph.words import phrase_grams

HEAP = 15_000_000  # bytes of the writer's buffer, the least there can be: each commit clears a table half as large

_RANK, _PAYLOAD = "rank", "payload"


class IndexingError(Exception):
    """The index cannot be written; names it."""


def schema() -> Schema:
    """The fields of all documents, with what multiplies a score, as the engine takes it, and what is shown."""
    builder = tantivy.SchemaBuilder()
    for name, kind in FIELDS.items():
        match kind:
            case "term" | "value":
                builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=kind == "value")
            case "tokens":
                builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
            case "words":
                builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
            case "grams":
                builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
            case "number":
                builder.add_unsigned_field(name, stored=name == "number", fast=True)
    builder.add_float_field(_RANK, fast=True)
    builder.add_bytes_field(_PAYLOAD, stored=True)
    return builder.build()


class Index(KeywordIndex):
    """The embedded index, in a directory that has to exist. Any number of processes may read it, one of them may write."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._schema = schema()
        self._index = tantivy.Index(self._schema, path=str(path))
        self._index.config_reader("manual")
        self._writer: tantivy.IndexWriter | None = None

    def searcher(self) -> "_Moment":
        """The index as it was last committed."""
        return _Moment(self._index.searcher(), self._schema)

    @property
    def applied(self) -> int:
        """The number of the last change whose effects are in the index, 0 for an empty one."""
        return self.searcher().applied()

    def shown(self, searcher: Searcher) -> int:
        """The number of the last change that a searcher shows."""
        assert isinstance(searcher, _Moment)
        return searcher.applied()

    def put(self, key: str, documents: Iterable[Document]) -> None:
        """Takes in what has a key, in place of all that had it."""
        self.remove(key)
        for document in documents:
            self._write(key, document)

    def remove(self, key: str) -> None:
        """Removes all that has a key, if there is any."""
        self._open().delete_documents_by_term("key", key)

    def begin(self) -> None:
        """What is written from here to the commit will be all that it holds."""
        with self._errors():
            self._open().delete_all_documents()

    def commit(self, applied: int) -> None:
        """Makes everything since the last commit durable and visible, as the state after change `applied`."""
        self.put(WATERMARK, [Document({}, {"number": applied})])
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

    def _write(self, key: str, document: Document) -> None:
        """Every document gets a number in every column: such a column is read in a fraction of the time."""
        doc = tantivy.Document()
        doc.add_text("key", key)
        for name, kind in FIELDS.items():
            if kind == "number":
                doc.add_unsigned(name, document.numbers.get(name, 0))
        doc.add_float(_RANK, 2 ** (1 + document.rank) - 2)  # the engine multiplies by log2(2 + what it finds)
        for name, texts in document.terms.items():
            for text in texts:
                doc.add_text(name, text)
        if document.payload is not None:
            doc.add_bytes(_PAYLOAD, orjson.dumps(document.payload))
        with self._errors():
            self._open().add_document(doc)


class _Moment:
    """The index at one moment, a `Searcher`."""

    def __init__(self, searcher: tantivy.Searcher, schema: Schema) -> None:
        self._searcher, self._schema = searcher, schema

    def applied(self) -> int:
        """The number of the last change."""
        found = self._searcher.search(self._query(Term("key", WATERMARK)), 1).hits
        return int(self._searcher.doc(found[0][1]).get_first("number") or 0) if found else 0

    def search(
        self,
        clause: Clause,
        limit: int,
        *,
        offset: int = 0,
        by: str | None = None,
        weighed: bool = False,
        counted: bool = True,
    ) -> Rows:
        """As `Searcher.search`."""
        options = {"order_by_field": by} if by else {"weight_by_field": _RANK} if weighed else {}
        found = self._searcher.search(self._query(clause), limit, counted, offset=offset, **options)  # type: ignore[arg-type]
        total: int = found.count if counted else 0  # type: ignore[attr-defined]  # missing in the stub
        return Rows(total, tuple((score, self._payload(address)) for score, address in found.hits))

    def aggregate(self, clause: Clause, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """As `Searcher.aggregate`."""
        return self._searcher.aggregate(self._query(clause), dict(wanted))

    def more_than(self, clauses: Sequence[Clause], number: int = 0) -> list[bool]:
        """As `Searcher.more_than`; of terms it is told by what the engine keeps of them."""
        return [
            self._searcher.doc_freq(clause.field, clause.text) > number
            if isinstance(clause, Term)
            else len(self._searcher.search(self._query(clause), number + 1, count=False).hits) > number
            for clause in clauses
        ]

    def frequencies(self, terms: Sequence[Term]) -> list[int]:
        """As `Searcher.frequencies`."""
        return [self._searcher.doc_freq(term.field, term.text) for term in terms]

    def _payload(self, address: tantivy.DocAddress) -> dict[str, Any]:
        form: dict[str, Any] = orjson.loads(bytes(self._searcher.doc(address).get_first(_PAYLOAD) or b"{}"))
        return form

    def _query(self, clause: Clause) -> Query:
        schema = self._schema
        match clause:
            case Term(field, text):
                return Query.term_query(schema, field, text, index_option="freq")
            case Terms(field, texts):
                return Query.term_set_query(schema, field, list(texts))
            case Row(field, text):
                places = phrase_grams(text)
                if len(places) == 1:
                    return Query.term_query(schema, field, places[0][1], index_option="freq")
                return Query.phrase_query(schema, field, [*places])
            case Begun(field, text):
                return Query.regex_query(schema, field, f"{text}.*")
            case Span(field, first, last):
                return Query.range_query(schema, field, FieldType.Unsigned, first, last)
            case Bool(must, should, without, least):
                clauses = [(Occur.Must, self._query(part)) for part in must]
                clauses += [(Occur.Should, self._query(part)) for part in should]
                clauses += [(Occur.MustNot, self._query(part)) for part in without]
                return Query.boolean_query(clauses, minimum_number_should_match=least or None)
            case Worth(part, score):
                return Query.const_score_query(self._query(part), score)
            case Best(parts):
                return Query.disjunction_max_query([self._query(part) for part in parts])
            case Nothing():
                return Query.empty_query()
