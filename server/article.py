"""How an article's page is put together: paragraphs with their marks, and the facts that each sentence states."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract.reading import Date, Entity, Fact, Mention, Quote, Reading
from graph.views import ArticleView
from ontology.predicates import PREDICATES
from server import chinese
from server.highlight import Marked, Span, mark

Link = Callable[[str], str]  # an entity's local name → the address of its page


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity as the page names it; `href` is None where the graph has no page for it."""

    label: str
    type: str
    href: str | None
    count: int = 0


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact beside its sentence, in words."""

    id: str
    sentence: str
    subject: Thing
    label: str
    object: Thing | None
    value: str | None
    details: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's marked text and the facts of its sentences."""

    nodes: list[Marked | str]
    facts: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All that the template of an article walks through."""

    lang: str
    title: list[Marked | str]
    paragraphs: tuple[Paragraph, ...]
    things: tuple[Thing, ...]
    facts: int
    quotes: int


def lay_out(view: ArticleView, link: Link) -> ArticlePage:
    """The page of an article; `link` makes an entity's address."""
    reading = view.reading
    things = _things(view, link)
    layers = (
        _sentence_spans(reading),
        [_quote_span(n, q, reading.article.text, things) for n, q in enumerate(reading.quotes)],
        [_mention_span(n, m, things[m.entity]) for n, m in enumerate(reading.mentions) if m.entity in things],
        [_date_span(n, d) for n, d in enumerate(reading.dates)],
    )
    text = reading.article.text
    facts = list(_facts(view, things))
    paragraphs: list[Paragraph] = []
    title: list[Marked | str] = []
    for start, end in paragraph_spans(text):
        nodes = mark(text, layers, start=start, end=end)
        if start == 0 and text[start:end] == reading.article.title:
            title = nodes
            paragraphs += [Paragraph([], lines)] if (lines := _within(facts, start, end)) else []
        else:
            paragraphs.append(Paragraph(nodes, _within(facts, start, end)))
    shown = sorted((t for t in things.values() if t.count), key=lambda t: (-t.count, t.label))
    return ArticlePage(
        lang=chinese.script(text),
        title=title or [reading.article.title or reading.article.id],
        paragraphs=tuple(paragraphs),
        things=tuple(shown),
        facts=len(facts),
        quotes=len(reading.quotes),
    )


def paragraph_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs stand: what blank lines part, without the white space around it."""
    for found in re.finditer(r"\S(?:[^\n]|\n(?![^\S\n]*\n))*", text):
        yield found.start(), found.start() + len(found.group().rstrip())


def _within(facts: list[tuple[int, FactLine]], start: int, end: int) -> tuple[FactLine, ...]:
    return tuple(line for at, line in facts if start <= at < end)


def _things(view: ArticleView, link: Link) -> dict[str, Thing]:
    counts = Counter(m.entity for m in view.reading.mentions)

    def thing(entity: Entity) -> Thing:
        name = view.names.get(entity.id)
        return Thing(entity.name, entity.type, link(name) if name else None, counts[entity.id])

    return {entity.id: thing(entity) for entity in view.reading.entities}


def _mention_span(number: int, mention: Mention, thing: Thing) -> Span:
    kind = chinese.TYPES[mention.type]
    title = kind if mention.text == thing.label else f"{thing.label}（{kind}）"
    return Span(mention.start, mention.end, "mention", id=f"m{number}", href=thing.href, type=mention.type, title=title)


def _sentence_spans(reading: Reading) -> list[Span]:
    """Each sentence by its number, and by the offsets that evidence and quotations in it start at."""
    cited = sorted({fact.start for fact in reading.facts} | {quote.start for quote in reading.quotes})
    spans = []
    for number, sentence in enumerate(reading.sentences):
        inside = cited[bisect_left(cited, sentence.start) : bisect_left(cited, sentence.end)]
        offsets = dict.fromkeys([sentence.start, *inside])
        spans.append(
            Span(
                sentence.start,
                sentence.end,
                "sentence",
                id=f"s{number}",
                anchors=tuple(f"o{offset}" for offset in offsets),
            )
        )
    return spans


def _quote_span(number: int, quote: Quote, text: str, things: dict[str, Thing]) -> Span:
    """A quotation with the marks around it, so that its speaker is named behind them."""
    speaker = things.get(quote.speaker or "")
    opened = quote.start > 0 and text[quote.start - 1] in '“‘「『"'
    closed = text[quote.end : quote.end + 1] in tuple('”’」』"')
    return Span(
        quote.start - opened,
        quote.end + closed,
        "quote",
        id=f"q{number}",
        href=speaker.href if speaker else None,
        note=speaker.label if speaker else None,
    )


def _date_span(number: int, date: Date) -> Span:
    if not date.edtf:
        return Span(date.start, date.end, "date", id=f"d{number}", title="日期不明")
    words = chinese.date(date.edtf)
    way = chinese.reckoning(date.base, date.rule)
    said = re.sub(r"\s", "", date.text) == words
    # what the text itself spells out needs no stop for the keyboard
    title = f"{words}（{date.edtf}）" + (f"：{way}" if way else "")
    return Span(date.start, date.end, "date", id=f"d{number}", title=title, note=None if said else words)


def _facts(view: ArticleView, things: dict[str, Thing]) -> Iterator[tuple[int, FactLine]]:
    starts = [s.start for s in view.reading.sentences]
    for number, fact in enumerate(view.reading.facts):
        if number in view.rejected or fact.subject not in things:
            continue
        known = PREDICATES.get(fact.predicate)
        target = None if fact.literal else things.get(fact.object)
        line = FactLine(
            id=f"c{number}",
            sentence=f"s{max(0, bisect_right(starts, fact.start) - 1)}",
            subject=things[fact.subject],
            label=known.zh if known else fact.predicate,
            object=target,
            value=None if target else chinese.literal(fact.predicate, fact.object),
            details=_details(fact),
            confidence=fact.confidence,
        )
        yield fact.start, line


def _details(fact: Fact) -> tuple[str, ...]:
    when = (chinese.date(fact.when),) if fact.when else ()
    return when if fact.amount is None else (*when, chinese.money(fact.amount, fact.currency))
