"""Every sentence of an article in slotted form: names, titles, dates, sums, head counts and pronouns as symbols."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.lac import Word
from extract.pronouns import People
from extract.reading import Date, Mention, Quote, Sentence
from extract.slots import Pattern, Slot, brackets, count_slots, money_slots, slotted
from extract.titles import Titles, title_slots

_PERSON = re.compile(r"(?<![其])[他她](?![们人乡日])")
_PEOPLE = re.compile(r"他们|她们|两人|二人|三人|夫妇俩|夫妻俩")
_ORGANISATION = re.compile(
    r"该公司|本公司|这家公司|该社|该校|该院|该企业|该机构|该集团|该俱乐部|这家企业|该协会|该会|该学会|(?<=[向给对由被])它|(?:(?<=[，。；：\n])|^)(?:公司|俱乐部|集团|学校|博物馆|它)(?=[^们之创董])"
)
_WORK = re.compile(r"该片|该书|这本书|这部影片|这部电影|本片|此书|这部小说|该剧")


@dataclass(frozen=True, slots=True)
class SentencePattern:
    """The slotted form of `text[start:end]`; `opens` where a paragraph starts with it."""

    start: int
    end: int
    pattern: Pattern
    opens: bool


def sentence_patterns(
    text: str,
    *,
    sentences: Sequence[Sentence],
    words: Sequence[Sequence[Word]],
    mentions: Sequence[Mention],
    dates: Sequence[Date],
    quotes: Sequence[Quote],
    titles: Titles,
    original: str,
) -> Iterator[SentencePattern]:
    """The patterns of all sentences and of what stands in brackets in them, in order. 他 is a slot of the person last
    named outside a quotation, 该片 of the work; whom 公司 stands for is found with the facts (members are empty)."""
    spans = _fixed(text, mentions, dates, quotes)
    last: dict[str, tuple[str, ...]] = {}
    people = People()
    index = position = 0
    for sentence, tagged in zip(sentences, words, strict=True):
        while index < len(spans) and spans[index].end <= sentence.start:
            index += 1
        upto = index
        while upto < len(spans) and spans[upto].start < sentence.end:
            upto += 1
        own = [s for s in spans[index:upto] if s.start >= sentence.start and s.end <= sentence.end]
        covered = {p for s in spans[index:upto] for p in range(max(s.start, sentence.start), min(s.end, sentence.end))}
        piece = text[sentence.start : sentence.end]
        extra = [
            Slot(s.kind, s.start, s.end, (original[s.start : s.end],))
            for s in title_slots(tagged, text, titles, covered)
        ]
        taken = covered | {p for s in extra for p in range(s.start, s.end)}
        for slot in _numbers(piece, sentence.start):
            if taken.isdisjoint(range(slot.start, slot.end)):
                extra.append(slot)
        slots = sorted([*own, *extra], key=lambda s: s.start)
        slots = _with_pronouns(piece, sentence.start, slots, taken, last, people)
        paragraph = text.count("\n", position, sentence.start)
        position = sentence.start
        yield SentencePattern(
            sentence.start, sentence.end, slotted(text, sentence.start, sentence.end, slots), paragraph > 0
        )
        for bracket in brackets(text, sentence.start, sentence.end):
            yield SentencePattern(
                sentence.start, sentence.end, slotted(text, bracket.start() + 1, bracket.end() - 1, slots), False
            )


def _fixed(text: str, mentions: Sequence[Mention], dates: Sequence[Date], quotes: Sequence[Quote]) -> list[Slot]:
    """Slots for quotations, names and dates outside them, in order, not overlapping."""
    spans = [Slot("QUOTE", q.start, q.end, ()) for q in quotes]
    quoted = {p for q in quotes for p in range(q.start, q.end)}
    spans += [Slot(m.type, m.start, m.end, (m.entity,)) for m in mentions if m.start not in quoted]
    named = {p for m in mentions for p in range(m.start, m.end)}
    spans += [
        Slot("DATE", d.start, d.end, (d.edtf,))
        for d in dates
        if d.edtf and d.start not in quoted and named.isdisjoint(range(d.start, d.end))
    ]
    return sorted(spans, key=lambda s: s.start)


def _numbers(piece: str, offset: int) -> Iterator[Slot]:
    for slot in [*money_slots(piece), *count_slots(piece)]:
        yield Slot(slot.kind, slot.start + offset, slot.end + offset, slot.members, slot.currency)


def _with_pronouns(
    piece: str, offset: int, slots: list[Slot], taken: set[int], last: dict[str, tuple[str, ...]], people: People
) -> list[Slot]:
    """`slots` and the pronouns of the sentence; `last` and `people` are brought up to the sentence's end."""
    found = [
        (m.start() + offset, m.end() + offset, kind)
        for kind, form in (("PER", _PEOPLE), ("PER", _PERSON), ("ORG", _ORGANISATION), ("WORK", _WORK))
        for m in form.finditer(piece)
        if m.start() + offset not in taken
    ]
    merged = list(slots)
    people.open()
    filled = {p for s in slots for p in range(s.start, s.end)}

    def name(slot: Slot) -> None:
        last[slot.kind] = slot.members
        if slot.kind == "PER":
            people.name(slot.members, piece, slot.start - offset, slot.end - offset)

    position = 0
    for start, end, kind in sorted(found):
        while position < len(slots) and slots[position].start < start:
            name(slots[position])
            position += 1
        word = piece[start - offset : end - offset]
        known = () if kind == "ORG" else people.meant(word) if kind == "PER" else last.get(kind)
        if known is not None and filled.isdisjoint(range(start, end)):
            filled.update(range(start, end))
            merged.append(Slot(kind, start, end, known, noun=word.lstrip("该这本家") if kind == "ORG" else ""))
    for slot in slots[position:]:
        name(slot)
    return sorted(merged, key=lambda s: s.start)
