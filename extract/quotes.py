"""Direct speech and who says it: marks with a saying verb or a colon beside them, and the turns of an interview.

Where it is attributed: before (某某说：“…”), behind (“…”某某说), between the halves of a split quotation
(“…，”某某说，“…”), by a pronoun, a title or by nobody with a name (一位工作人员说); what stands alone belongs to whom
its paragraph speaks of. What is only marked (a name, a scare quote, a slogan) is no quotation.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence

from extract.beats import Beats, segment_end
from extract.discourse import Discourse
from extract.interviews import find_turns
from extract.lac import Word
from extract.marks import QUOTATION, Marked
from extract.reading import Entity, Mention, Quote, Sentence
from extract.said_before import said_before
from extract.sayings import (
    CLAUSE,
    DONE,
    LABEL,
    LEADS_ON,
    ON_THING,
    ONLY_NAMES,
    SHORT_CLAUSE,
    SOME_PEOPLE,
    SPOKEN_OF,
    STOPS,
    THIS_SPEECH,
    TWO_CLAUSES,
    VERB,
    VERB_BEHIND,
    VERB_RIGHT_BEFORE,
    WORDS_OF,
)
from extract.speakers import Speakers
from extract.subjects import Subjects
from extract.titles import Titles

# What may stand between a closing mark and the verb that attributes what does not end like speech: who speaks, with
# the name as one character.
_SUBJECT = re.compile(r"^[，,]?(?!但|不过|而|可是|然而)[^，,、。；;：:的是为很让使被将把有了在]{1,12}$")
_DASH = re.compile("—{1,2}|──|-{2}")
_COLON = re.compile(r"[：:]$")
_SPOKEN_END = re.compile(r"[。！？，…!?,～~]$")
_SENTENCE_END = "。！？!?\n"
_ALSO = re.compile(r"[则也]")


def find_quotes(
    text: str,
    spans: Sequence[Marked],
    original: str,
    *,
    sentences: Sequence[Sentence],
    words: Sequence[Word],
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    titles: Titles,
    surnames: frozenset[str],
    title: str,
) -> tuple[Quote, ...]:
    """The quotations of `text` in order; `original` gives their wording (same offsets), `words` are the tagger's, `titles`
    the known job titles, `title` the article's heading."""
    turns = find_turns(text, mentions, surnames)
    quotes = list(turns)
    turn_starts = [q.start for q in turns]
    marked = [s for s in spans if s.opener in QUOTATION and not s.depth]
    if marked:
        names = {(m.start, m.end) for m in mentions}
        subjects = Subjects(
            text,
            sentences=sentences,
            words=words,
            mentions=mentions,
            spans=spans,
            protagonist=next(iter(Discourse.of(mentions, entities, title).main), None),
        )
        attributions = _Attributions(text, subjects, Speakers(subjects, mentions, titles))
        previous: Quote | None = None
        for span in marked:
            turn = bisect_right(turn_starts, span.start) - 1
            if (span.start, span.end) in names or (turn >= 0 and span.start < turns[turn].end):
                continue
            found = attributions.attributed(span, previous)
            if found is not None:
                previous = found
                quotes.append(found)
    quotes.sort(key=lambda q: q.start)
    return tuple(Quote(q.start, q.end, original[q.start : q.end], q.speaker) for q in quotes)


class _Attributions:
    """Tells quotations from other marked spans, with their speakers."""

    def __init__(self, text: str, subjects: Subjects, speakers: Speakers) -> None:
        self._text = text
        self._subjects = subjects
        self._speakers = speakers
        self._beats = Beats(text, subjects, speakers)

    def attributed(self, span: Marked, previous: Quote | None) -> Quote | None:
        """The quotation in `span`, None where it is none; `previous` is the one before it."""
        text = self._text
        inside = text[span.start : span.end]
        spoken = bool(_SPOKEN_END.search(inside)) and (len(inside) >= 4 or self._exclaimed(span))
        if previous is not None and self._continues(previous, span, spoken=spoken):
            return Quote(span.start, span.end, "", previous.speaker)
        start = self._sentence_start(span, previous)
        before = text[start : span.start - 1]
        if LABEL.search(before) or SPOKEN_OF.search(before):
            return None
        clause = bool((CLAUSE if len(inside) >= 5 else SHORT_CLAUSE).search(inside))
        colon = bool(_COLON.search(before)) and self._introduces(
            start, span.start - 1, worded=clause or bool(_SPOKEN_END.search(inside))
        )
        if (spoken or CLAUSE.search(inside)) and (signed := self._signed(span)):
            return Quote(span.start, span.end, "", signed)
        if ON_THING.search(before):
            return None
        if len(inside) < 4 and not colon and not spoken:
            return None
        nobody = self._speakers.named_in(span.start, span.end)
        speaker = self._from_before(start, span, previous, nobody, spoken=spoken, clause=clause, colon=colon)
        aside = False  # whether the verb behind says something else
        if speaker is None:
            speaker, attributes = self._from_behind(span, nobody, spoken=spoken)
            if speaker is not None and spoken and not attributes:
                speaker, aside = None, True
        if speaker is None and spoken:
            speaker = self._speakers.before(start, span.start - 1, nobody) if before.strip("，, ") else None
        if speaker is None and not spoken and clause:
            speaker = self._added(start, span, nobody)
        if speaker is None and spoken:
            speaker = self._beats.speaker(span, previous, nobody, aside=aside) or ""
        return None if speaker is None else Quote(span.start, span.end, "", speaker or None)

    def _added(self, start: int, span: Marked, nobody: Collection[str]) -> str | None:
        """The person whose sentence `span`, two clauses behind a comma, closes with her words and no verb of saying."""
        text = self._text
        closes = text[span.end + 1 : span.end + 2] in tuple("。！？!?\n") and text[span.start - 2] in "，,"
        if (
            not closes
            or not TWO_CLAUSES.fullmatch(text, span.start, span.end)
            or DONE.search(text, start, span.start - 2)
        ):
            return None
        return self._speakers.actor(start, span.start - 2, nobody) or None

    def _exclaimed(self, span: Marked) -> bool:
        """Whether a word or two are all that is said (“够了。”某某…), and words behind it can tell by whom; no cry that only
        names something."""
        begins = span.start < 2 or self._text[span.start - 2] in _SENTENCE_END
        told = self._text[span.end + 1 : span.end + 2].strip()
        return bool(begins and told and span.end - span.start > 1) and not ONLY_NAMES.match(self._text, span.end + 1)

    def _sentence_start(self, span: Marked, previous: Quote | None) -> int:
        floor = max(0, span.start - 150)
        start = max(floor, max(self._text.rfind(c, floor, span.start - 1) for c in _SENTENCE_END) + 1)
        return max(start, previous.end + 1) if previous is not None and previous.end < span.start else start

    def _introduces(self, start: int, end: int, *, worded: bool) -> bool:
        """Whether the words up to a colon can attribute what follows it: they say something, or it is more than a name."""
        return worded or bool(VERB.search(self._text, start, end))

    def _from_before(
        self,
        start: int,
        span: Marked,
        previous: Quote | None,
        nobody: Collection[str],
        *,
        spoken: bool,
        clause: bool,
        colon: bool,
    ) -> str | None:
        before = self._text[start : span.start - 1]
        said = len(before) if colon else said_before(self._text, before, span, spoken=spoken, clause=clause)
        if not said:
            return None
        speaker = self._speakers.writer(start, start + said)
        if speaker is None and colon and self._some_people(start, span.start - 1):
            speaker = ""
        if speaker is None:
            speaker = self._speakers.before(start, start + said, nobody)
        if speaker is None and previous is not None and previous.end + 1 == start:
            speaker = previous.speaker or ""
        if speaker is None and (colon or spoken or clause):
            speaker = self._subjects.topic(start, nobody)
        certain = colon or spoken or (speaker == "" and (clause or span.end - span.start > 5))
        certain = certain or (clause and span.end - span.start > 7 and bool(VERB_RIGHT_BEFORE.search(before)))
        return (speaker or "") if certain else speaker or None

    def _some_people(self, start: int, end: int) -> bool:
        """Whether `text[start:end]` brings on people without a name who speak then."""
        some = SOME_PEOPLE.search(self._text[start:end])
        return some is not None and not self._speakers.named_in(start + some.start(), end)

    def _from_behind(self, span: Marked, nobody: Collection[str], *, spoken: bool) -> tuple[str | None, bool]:
        """Who is named behind the closing mark with a verb of saying, "" where nobody is, None where there is no verb;
        and whether the verb speaks of the quotation."""
        start = span.end + 1
        after = self._text[start : segment_end(self._text, start)]
        dash = _DASH.match(after)
        verb = VERB_BEHIND.search(after)
        if verb is None or (span.end - span.start < 4 and not spoken):
            return None, False
        end = start + verb.start()
        if not spoken and not dash and not self._is_subject(start, end):
            return None, False
        speaker = self._speakers.behind(start, end, nobody)
        if spoken and speaker and _ALSO.search(self._text, max(start, end - 2), end):
            told = self._beats.told(span, nobody)
            speaker = told if told is not None else speaker
        if speaker is None and spoken and not self._beats.opens(span) and self._beats.recalls(span):
            return None, False
        if speaker is None and self._beats.opens(span):  # “…”多年以后说起这件事，某某…
            speaker = self._speakers.behind(start + verb.end(), start + len(after), nobody)
        if speaker is None:
            speaker = self._subjects.topic(span.start, nobody)
        return speaker or "", self._beats.attributes(start, start + len(after), (end, start + verb.end()))

    def _signed(self, span: Marked) -> str | None:
        """Whose name alone stands behind a dash (“…”——老校长某某), or whose words it says that they were."""
        if words := WORDS_OF.match(self._text, span.end + 1):
            return self._speakers.behind(*words.span(words.lastgroup or 0))
        if speech := THIS_SPEECH.match(self._text, span.end + 1):
            return self._speakers.owner(*speech.span("who"))
        dash = _DASH.match(self._text, span.end + 1)
        return self._speakers.signing(dash.end(), segment_end(self._text, dash.end())) if dash else None

    def _is_subject(self, start: int, end: int) -> bool:
        """Whether `text[start:end]`, between a closing mark and a verb of saying, is who speaks (公司创始人某某) and no
        clause."""
        words = self._text[start:end]
        found = self._subjects.subject(start, end)
        if found is not None:
            words = words[: found.start - start] + "#" + words[found.end - start :]
        return bool(_SUBJECT.match(words)) and self._speakers.behind(start, end) is not None

    def _continues(self, previous: Quote, span: Marked, *, spoken: bool) -> bool:
        """Whether `span` is the second half of a split quotation (“…，”某某说，“…”), whose speaker is the first half's."""
        if span.start - previous.end > 62:
            return False
        between = self._text[previous.end + 1 : span.start - 1]
        if not between.strip("，, ") or any(c in "。！？\n" for c in between):
            return False
        halves = self._text[previous.end - 1] in "，,、…" or between[-1] in "，,：:"
        goes_on = span.end - span.start >= 4 and LEADS_ON.match(between) and STOPS.match(self._text, span.end + 1)
        if not (halves or goes_on) or not (spoken or goes_on or VERB_RIGHT_BEFORE.search(between)):
            return False
        return not self._another(previous, span)

    def _another(self, previous: Quote, span: Marked) -> bool:
        """Whether a clause between two quotations has another subject than who says the first."""
        if self._some_people(previous.end + 1, span.start - 1):
            return previous.speaker is not None
        stop, floor = span.start - 1, previous.end + 1
        while stop > floor:
            begin = max(floor, self._subjects.clauses.clause_start(stop - 1, floor))
            subject = self._subjects.subject(begin, stop)
            if subject is not None and subject.kind != "pronoun":
                return (subject.entity or None) != previous.speaker
            ended = self._text[previous.end - 1] in _SENTENCE_END and previous.speaker is not None
            if subject is None and ended and self._speakers.of_clause(begin, stop) == "":
                return True  # “…。”被害人的母亲哭喊：“…”
            stop = begin - 1 if begin > floor else floor
        return False
