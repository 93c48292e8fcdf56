"""The answer of the index to what was asked: clauses for its engine made of the tree, the hits in one order, their shares."""

from collections.abc import Iterable, Sequence
from datetime import date
from math import log2
from typing import Any

from graph.clauses import Best, Bool, Clause, Nothing, Searcher, Span, Term, Worth, either, every, one_of, silent
from graph.documents import number
from graph.entries import SAMPLES, fact_text
from graph.expansion import Means, expansion
from graph.finding import MOST_ENTITIES, named
from graph.hits import Found, Hit, Stated
from graph.matching import (
    beginning_query,
    beginning_spans,
    entity_tiers,
    passage_query,
    phrase_query,
    sentence_spans,
    strict_query,
)
from graph.misspelling import Correction, corrections
from graph.search_tree import (
    PASSAGES,
    Asked,
    Both,
    Days,
    Either,
    Node,
    Organisation,
    Phrase,
    Prefix,
    Source,
    Type,
    Without,
    Words,
    texts,
)
from graph.shares import shares
from graph.words import fold, joined, name_key, spans
from ontology.predicates import ENTITY_TYPES

# What an entity is worth by the way in which its name fits, in the order of `entity_tiers`. What is known of it adds up to a
# fifth, so that a better fit comes first. A passage is worth its BM25, and up to 90 more.
TIERS = (420.0, 340.0, 270.0, 220.0, 175.0, 75.0)
MISTYPED = 150.0  # one whose name may have been mistyped
FURTHER = 1.0  # an entity behind the first `MOST_ENTITIES` that fit
PHRASE, BEGINNING = 30.0, 15.0  # a passage that has one
ENOUGH = 20  # hits that have all that is asked: where there are so many, no others are looked for
COMMON = 10_000  # passages that have a term
COUNTED = 20_000  # hits, more are counted in one part of them only
MEANT = 50  # entities whose articles are looked at where articles are limited

_REPORTS = (Days, Source, Organisation)


def answer(searcher: Searcher, asked: Asked, *, limit: int, offset: int, means: Means) -> Found:
    """A page of the answer."""
    if asked.node is None:
        return Found(0, (), remarks=asked.remarks)
    meant = corrections(searcher, asked.node)
    for strict in (True, False):
        query = _Asking(searcher, meant, means, strict=strict).query(asked.node)
        found = searcher.search(query, max(1, limit), offset=offset, weighed=True)
        total = found.total
        if total >= ENOUGH:
            break
    hits = [hit(form, score, asked.node) for score, form in found.hits[:limit]]
    part = total > COUNTED
    counted = every([query, Term("sample", "0")]) if part else query
    of = shares(searcher, counted, times=SAMPLES if part else 1) if total else ((), (), (), ())
    return Found(total, tuple(hits), *of, estimated=part, meant=_meant(asked.text, meant), remarks=asked.remarks)


def hit(form: dict[str, Any], score: float, node: Node) -> Hit:
    """What the index keeps of something as a hit."""
    if "local" in form:
        text = "、".join(form["aliases"])
        seen, head = _marks(text, node), _marks(form["label"], node)
        count = form["articles"]
        return Hit(
            "entity", form["local"], form["type"], form["label"], None, None, 0, 0, text, seen, score, count, None, head
        )
    stated = form.get("fact")
    text = fact_text(stated) if stated else form.get("text", form["title"])
    day = date.fromisoformat(form["published"]) if form["published"] else None
    return Hit(
        form["sort"],
        None,
        None,
        form["title"],
        form["article"],
        day,
        form.get("start", 0),
        form.get("end", len(form["title"])),
        text,
        _marks(text, node),
        score,
        source=form["source"],
        speaker=form.get("speaker"),
        said_by=form.get("said_by"),
        fact=Stated(**{"object": None, **stated}) if stated else None,
    )


def _marks(text: str, node: Node) -> tuple[tuple[int, int], ...]:
    """Where a text has what was asked."""
    found: list[tuple[int, int]] = []
    for wanted in texts(node):
        match wanted:
            case Prefix(start):
                found += beginning_spans(text, start)
            case Phrase(phrase):
                found += spans(text, [" ".join(fold(phrase).split())]) or sentence_spans(text, phrase)
            case Words(words):
                found += sentence_spans(text, words)
    return joined(found)


class _Asking:
    """The queries of one tree: of entities and of passages, which have no field in common that is asked for."""

    def __init__(self, searcher: Searcher, meant: Sequence[Correction], means: Means, *, strict: bool) -> None:
        self._searcher, self._means, self._strict = searcher, means, strict
        self._meant = [one.local for one in meant]

    def query(self, node: Node) -> Clause:
        passages, entities = self._passages(node), self._entities(node)
        if not any(True for _ in texts(node)):  # what only limits tells nothing apart
            passages, entities = (Worth(one, 10.0) for one in (passages, entities))
        parts = node.parts if isinstance(node, Both) else (node,)
        reports = [part for part in parts if _of_reports(part)]
        if reports:
            rest = [part for part in parts if not _of_reports(part)]
            entities = self._spoken_of(every([self._passages(part) for part in reports]), rest)
        return either([passages, entities])

    def _passages(self, node: Node) -> Clause:
        match node:
            case Words(text):
                if self._strict:
                    return strict_query(text)
                added = expansion(self._searcher, text, self._means)
                return passage_query(text, common=self._common, added=added)
            case Phrase(text):
                return _worth(phrase_query("grams", text), PHRASE)
            case Prefix(text):
                return Worth(beginning_query(text), BEGINNING)
            case Type(sort):
                return silent(Term("sort", sort)) if sort in PASSAGES else Nothing()
            case Days(start, end):
                first, last = number(start or date.min), number(end or date.max)
                return silent(Span("day", first, last))
            case Source(name):
                return silent(Term("source_key", name_key(name)))
            case Organisation(name):
                return silent(one_of("org", self._organisations(name)))
            case Either(parts):
                return either([self._passages(part) for part in parts])
            case Both(parts):
                return self._all(parts, self._passages, PASSAGES)
            case Without():
                return self._all((node,), self._passages, PASSAGES)

    def _entities(self, node: Node) -> Clause:
        match node:
            case Words(text):
                tiers = entity_tiers(text)
                best: dict[float, list[str]] = {}
                for worth, form in named(self._searcher, text, most=MOST_ENTITIES):
                    best.setdefault(TIERS[len(TIERS) - round(worth)], []).append(form["local"])
                first = [Worth(self._of(keys), worth) for worth, keys in best.items()]
                first.append(Worth(self._of(self._meant), MISTYPED))
                return Best((*first, Worth(either(tiers), FURTHER)))
            case Phrase(text):
                key = name_key(text)
                whole = Worth(one_of("name", [key] if key else []), TIERS[0])
                inside = Worth(phrase_query("name_grams", text), TIERS[-1])
                return Best((whole, inside))
            case Prefix(text):
                return self._beginning(name_key(text))
            case Type(sort):
                return silent(Term("sort", sort)) if sort in ENTITY_TYPES else Nothing()
            case Either(parts):
                return either([self._entities(part) for part in parts])
            case Both(parts):
                return self._all(parts, self._entities, ENTITY_TYPES)
            case Without():
                return self._all((node,), self._entities, ENTITY_TYPES)
        return Nothing()  # days, sources and organisations are of reports

    def _beginning(self, key: str) -> Clause:
        fields = ["name", "prefix", *(["pinyin", "pinyin_prefix"] if key.isascii() else [])]
        fitting = either([one_of(field, [key]) for field in fields]) if key else Nothing()
        hits = self._searcher.search(fitting, MOST_ENTITIES, by="number", counted=False).hits
        first = [form["local"] for _, form in hits]
        known = Worth(self._of(first), TIERS[2])
        return Best((known, Worth(fitting, FURTHER)))

    def _all(self, parts: Iterable[Node], make: Any, sorts: Sequence[str]) -> Clause:
        """What fits all of these, and none of those that are not to be."""
        wanted = [make(part) for part in parts if not isinstance(part, Without)]
        refused = [make(part.part) for part in parts if isinstance(part, Without)]
        wanted = wanted or [silent(one_of("sort", sorts))]
        return Bool(must=tuple(wanted), without=tuple(refused))

    def _spoken_of(self, reports: Clause, rest: Sequence[Node]) -> Clause:
        """The entities that fit the rest and of which such articles speak: those that fit best, or of which they speak most."""
        wanted = self._all(rest, self._entities, ENTITY_TYPES)
        if any(True for part in rest for _ in texts(part)):
            hits = self._searcher.search(wanted, MEANT, weighed=True, counted=False).hits
            locals_ = [form["local"] for _, form in hits]
            spoken_of = self._searcher.more_than([every([reports, self._about(local)]) for local in locals_])
            kept = [local for local, fits in zip(locals_, spoken_of, strict=True) if fits]
            return every([silent(self._of(kept)), wanted])
        asking = {field: {"terms": {"field": field, "size": MEANT}} for field in ("org", "others")}
        counts = self._searcher.aggregate(reports, asking)
        spoken = {str(one["key"]): one["doc_count"] for field in asking for one in counts[field]["buckets"]}
        each = [Worth(self._of([name]), 10 + log2(times)) for name, times in spoken.items()]
        return every([silent(wanted), either(each)])

    def _common(self, terms: Sequence[Term]) -> set[Term]:
        often = self._searcher.more_than(terms, COMMON)
        return {term for term, is_common in zip(terms, often, strict=True) if is_common}

    def _about(self, local: str) -> Clause:
        return either([Term(field, local) for field in ("org", "others")])

    def _of(self, locals_: Iterable[str]) -> Clause:
        return one_of("local", locals_)

    def _organisations(self, name: str) -> list[str]:
        """The local names of the organisations that are called so, or of the one that has this local name."""
        called = one_of("name", [name_key(name)])
        exact = self._of([name])
        query = every([either([called, exact]), Term("sort", "ORG")])
        found = [form["local"] for _, form in self._searcher.search(query, MEANT, by="number", counted=False).hits]
        return [name] if name in found else found


def _meant(text: str, found: Sequence[Correction]) -> str | None:
    """What was typed, with the names that may have been meant."""
    changed = text
    for one in found:
        changed = changed.replace(one.piece, one.name, 1)
    return changed if changed != text else None


def _of_reports(node: Node) -> bool:
    return isinstance(node, _REPORTS) or (isinstance(node, Either) and all(isinstance(p, _REPORTS) for p in node.parts))


def _worth(query: Clause, more: float) -> Clause:
    return every([query, Worth(query, more)])
