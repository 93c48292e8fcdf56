"""Every sentence of an article in slotted form: names, titles, dates, sums, head counts and pronouns as symbols."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from extract.anaphors import Anaphor, anaphors
from extract.lac import Words
from extract.pronouns import People
from extract.reading import Date, Mention, Quote, Sentence
from extract.slots import SYMBOL, Pattern, Slot, brackets, count_slots, money_slots, slotted
from extract.titles import Titles, title_slots

_OF_PLACE = ("人", "籍", "菜", "话", "媒", "风味", "口音")
_START = attrgetter("start")
_NAMED = ("PER", "ORG", "WORK", "PRODUCT", "EVENT")  # what a bracket behind it speaks of


@dataclass(frozen=True, slots=True)
class SentencePattern:
    """The slotted form of `text[start:end]`; `opens` where a paragraph starts with it, `aside` where it stands in
    brackets."""

    start: int
    end: int
    pattern: Pattern
    opens: bool
    aside: bool = False


def sentence_patterns(
    text: str,
    *,
    sentences: Sequence[Sentence],
    words: Sequence[Words],
    mentions: Sequence[Mention],
    dates: Sequence[Date],
    quotes: Sequence[Quote],
    titles: Titles,
    original: str,
) -> Iterator[SentencePattern]:
    """The patterns of all sentences and of what stands in brackets in them, in order. 他 is a slot of the person last
    named outside a quotation, 该片 of the work; whom 公司 stands for is found with the facts (members are empty)."""
    spans = _fixed(text, mentions, dates, quotes)
    spoken = _Spoken()
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
        slots = sorted([*own, *extra], key=_START) if extra else own
        paragraph = text.count("\n", position, sentence.start)
        spoken.people.open(paragraph=paragraph > 0)
        slots = _with_pronouns(piece, sentence.start, slots, taken, spoken)
        position = sentence.start
        yield SentencePattern(
            sentence.start, sentence.end, slotted(text, sentence.start, sentence.end, slots), paragraph > 0
        )
        ends: dict[int, Slot] = {}
        for bracket in brackets(text, sentence.start, sentence.end):
            ends = ends or {slot.end: slot for slot in slots}
            inside = slotted(text, bracket.start() + 1, bracket.end() - 1, slots)
            before = ends.get(bracket.start())
            if before is not None and before.kind in _NAMED:
                inside = _said_of(before, inside)
            yield SentencePattern(sentence.start, sentence.end, inside, False, True)


def _said_of(name: Slot, aside: Pattern) -> Pattern:
    """`aside` with the name in front of its bracket as its first word: 李明（1975年生于重庆）."""
    slots = {0: name} | {index + 1: slot for index, slot in aside.slots.items()}
    return Pattern(SYMBOL[name.kind] + aside.form, slots)


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


class _Spoken:
    """Whom the article has named so far, outside quotations: what a pronoun may stand for."""

    def __init__(self) -> None:
        self.last: dict[str, tuple[str, ...]] = {}  # by kind
        self.latter = ""  # the kind of the last person or organisation
        self.people = People()

    def name(self, slot: Slot, piece: str, offset: int) -> None:
        """`slot` stands in `piece`, which begins at `offset` of the text."""
        if slot.kind == "LOC" and piece[slot.end - offset :].startswith(_OF_PLACE):
            return  # 潮汕人, 云南菜: nobody is there
        self.last[slot.kind] = slot.members
        if slot.kind in ("PER", "ORG"):
            self.latter = slot.kind
        if slot.kind == "PER":
            self.people.name(slot.members, piece, slot.start - offset, slot.end - offset)

    def meant(self, anaphor: Anaphor, piece: str, offset: int) -> Slot | None:
        """The slot of `anaphor`; that of an organisation has no members yet, where there is nobody it is None."""
        kind = anaphor.kind or self.latter
        if anaphor.kind == "ORG":
            return Slot("ORG", anaphor.start, anaphor.end, (), noun=anaphor.noun, near=anaphor.near)
        start, end = anaphor.start - offset, anaphor.end - offset
        word, after = piece[start:end], piece[end : end + 12]
        members = self.people.meant(word, after, anaphor.many) if anaphor.kind == "PER" else self.last.get(kind)
        return None if members is None else Slot(kind, anaphor.start, anaphor.end, members, noun=anaphor.noun)


def _called(piece: str, offset: int, slots: Sequence[Slot]) -> Iterator[Anaphor]:
    """这位 and 那位 where they stand before a title without a name: 这位创始人, 这位湛江商会会长."""
    for index, slot in enumerate(slots):
        if slot.kind not in ("TITLE", "FOUNDER"):
            continue
        before = slots[index - 1] if index and slots[index - 1].end == slot.start else None
        head = (before if before is not None and before.kind == "ORG" else slot).start - offset
        named = index + 1 < len(slots) and slots[index + 1].start == slot.end and slots[index + 1].kind == "PER"
        if not named and piece.endswith(("这位", "那位"), 0, head) and not piece.startswith("的", slot.end - offset):
            yield Anaphor(head - 2 + offset, head + offset, "PER", noun="这位")


def _with_pronouns(piece: str, offset: int, slots: list[Slot], taken: set[int], spoken: _Spoken) -> list[Slot]:
    """`slots` and the pronouns of the sentence; `spoken` is brought up to the sentence's end."""
    found = [
        replace(one, start=one.start + offset, end=one.end + offset)
        for one in anaphors(piece)
        if one.start + offset not in taken
    ]
    found += _called(piece, offset, slots)
    if not found:
        for named in slots:
            spoken.name(named, piece, offset)
        return slots
    merged = list(slots)
    filled = {p for s in slots for p in range(s.start, s.end)}
    position = 0
    for anaphor in sorted(found, key=lambda one: (one.start, -one.end)):
        while position < len(slots) and slots[position].start < anaphor.start:
            spoken.name(slots[position], piece, offset)
            position += 1
        slot = spoken.meant(anaphor, piece, offset)
        if slot is not None and filled.isdisjoint(range(slot.start, slot.end)):
            filled.update(range(slot.start, slot.end))
            merged.append(slot)
    for slot in slots[position:]:
        spoken.name(slot, piece, offset)
    return sorted(merged, key=_START)
