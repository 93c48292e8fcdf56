"""Direct speech and who says it: marks with a saying verb or a colon beside them, and the turns of an interview.

Where it is attributed: before (某某说：“…”), behind (“…”某某说), between the halves of a split quotation
(“…，”某某说，“…”), by a pronoun, or by nobody with a name (一位工作人员说). What is only marked (a name, a scare
quote) is no quotation.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from extract.marks import QUOTATION, Marked
from extract.reading import Mention, Quote

# Verbs of saying. The one-character ones are words of their own only where nothing makes another word of them.
_SAYING = (
    r"表示|认为|指出|坦言|回忆|介绍|强调|透露|解释|补充|写道|写下|回应|告诉|评价|感叹|感慨|直言|自嘲|打趣|反问|追问|回答|呼吁|宣布|提醒|总结|承认|"
    r"调侃|吐槽|预测|吩咐|嘱咐|自述|发言|致辞|声明|批评|警告|建议|主张|形容|念叨|嘀咕|重申|谈到|提到|记得|说起|想起|直呼|笑言|称赞|赞叹|抱怨|"
    r"(?<![小传学据])说(?![明法服])|(?<![简名全职昵俗号人合统自堪代])称(?!号|呼|赞)|(?<![知频报渠味街赛通轨隧河难])道(?![路具理德歉观])|"
    r"(?<![访学顾慰疑])问(?![题卷世候])|(?<![对])讲(?![师座台话解究])|喊(?!话)|答(?!案|卷|辩)|劝"
)
_VERB = re.compile(_SAYING)
# What only marks can tell from a scare quote has the verb right beside it, or is the end of what somebody says.
_VERB_RIGHT_BEFORE = re.compile(rf"(?:{_SAYING})(?:[了道过到]|记者|大家|媒体|我们|本报|[他她我])*[，,]?[ \t\u3000]*$")
_VERB_OF_CLAUSE = re.compile(rf"(?:{_SAYING})(?=[，,])")
_CLAUSE_END = re.compile(r"[。！？!?；;\n]|$")
_SUBJECT = re.compile(
    r"^[，,]?[^，,、。；;：:的是为很让使被将把有了在]{1,12}$"
)  # of words with the name as one character
_COLON = re.compile(r"[：:]$")
_SPOKEN_END = re.compile(r"[。！？，…!?,～~]$")
_PRONOUN = re.compile(r"[他她]")
_NOBODY = re.compile(
    r"(?:一位|一名|某|有人|多位|几位|有的|网友|知情人|业内人|工作人员|负责人|发言人|居民|村民|市民|读者|球迷|前员工|员工)"
)
_SENTENCE_END = "。！？!?\n"
_TURN = re.compile(r"^(?P<who>[^\s：:，。“”「」]{1,12})[：:](?P<words>.+)$", re.MULTILINE)
_ASKER = re.compile(r"^(?:记者|问|Q|q|主持人|编辑|本报|采访者|.{1,6}记者)$")


class _Named:
    """The persons and organisations of a text outside its longer quotations, found by their place."""

    def __init__(self, mentions: Sequence[Mention], spans: Sequence[Marked]) -> None:
        outside = list(_outside(mentions, [s for s in spans if s.opener in QUOTATION and s.end - s.start > 15]))
        self._of = {kind: [m for m in outside if m.type == kind] for kind in ("PER", "ORG")}
        self._starts = {kind: [m.start for m in named] for kind, named in self._of.items()}

    def within(self, kind: str, start: int, end: int) -> list[Mention]:
        first, last = (bisect_left(self._starts[kind], position) for position in (start, end))
        return [m for m in self._of[kind][first:last] if m.end <= end]

    def last_person(self, before: int) -> str:
        """The entity last named in front of `before`, "" where there is none."""
        last = bisect_left(self._starts["PER"], before)
        return next((m.entity for m in reversed(self._of["PER"][max(0, last - 2) : last]) if m.end <= before), "")


def _outside(mentions: Sequence[Mention], spans: Sequence[Marked]) -> Iterator[Mention]:
    """`mentions` that do not start in one of `spans`, both in order of their start."""
    upcoming, covered = iter([*spans, None]), 0
    span = next(upcoming)
    for mention in sorted(mentions, key=lambda m: m.start):
        while span is not None and span.start <= mention.start:
            covered = max(covered, span.end)
            span = next(upcoming)
        if mention.start >= covered:
            yield mention


def find_quotes(text: str, spans: Sequence[Marked], mentions: Sequence[Mention], original: str) -> tuple[Quote, ...]:
    """The quotations of `text` in order; `original` gives their wording (same offsets)."""
    turns = _turns(text, mentions)
    quotes = list(turns)
    turn_starts = [q.start for q in turns]
    names = {(m.start, m.end) for m in mentions}
    named = _Named(mentions, spans)
    previous: Quote | None = None
    for span in spans:
        if span.opener not in QUOTATION or span.depth or (span.start, span.end) in names:
            continue
        turn = bisect_right(turn_starts, span.start) - 1
        if turn >= 0 and span.start < turns[turn].end:
            continue
        found = _attributed(text, span, named, previous)
        if found is not None:
            previous = found
            quotes.append(found)
    quotes.sort(key=lambda q: q.start)
    return tuple(Quote(q.start, q.end, original[q.start : q.end], q.speaker) for q in quotes)


def _turns(text: str, mentions: Sequence[Mention]) -> list[Quote]:
    """The turns of an interview printed without marks: at least one question and two turns. The medium that asks is
    the questions' speaker where it is named. The text's first line is its title, no turn (苏墨禾：河流没有名字)."""
    by_span = {(m.start, m.end): m for m in mentions if m.type in ("PER", "ORG")}
    matches = [match for match in _TURN.finditer(text) if match.start() > 0]
    often = Counter(match["who"] for match in matches)
    turns, questions = [], 0
    for match in matches:
        mention = by_span.get(match.span("who"))
        medium = mention is not None and mention.type == "ORG" and often[match["who"]] > 1
        asks = medium or bool(_ASKER.match(match["who"]))
        if not asks and (mention is None or mention.type == "ORG") and match["who"] not in ("答", "A"):
            continue
        questions += asks
        words = match["words"]
        start = match.start("words") + len(words) - len(words.lstrip())
        turns.append(Quote(start, match.end("words"), "", mention.entity if mention else None))
    return turns if questions and len(turns) > 1 else []


def _attributed(text: str, span: Marked, named: _Named, previous: Quote | None) -> Quote | None:
    inside = text[span.start : span.end]
    floor = max(0, span.start - 150)
    before_start = max(floor, max(text.rfind(c, floor, span.start - 1) for c in _SENTENCE_END) + 1)
    if previous is not None and previous.end < span.start:
        before_start = max(before_start, previous.end + 1)
    before = text[before_start : span.start - 1]
    spoken = bool(_SPOKEN_END.search(inside)) and len(inside) >= 4
    colon = bool(_COLON.search(before)) and (bool(_VERB.search(before)) or spoken)
    if previous is not None and (joined := _continues(text, previous, span, spoken=spoken)):
        return joined
    if len(inside) < 4 and not colon:
        return None
    after_end = _segment_end(text, span.end + 1)
    after = text[span.end + 1 : after_end]
    said = len(before) if colon else 0
    if not colon and not after.startswith("的"):
        said = _said_before(before, spoken=spoken, closes=bool(_CLAUSE_END.match(text, span.end + 1)))
    if said:
        speaker = _speaker(text, before_start, before_start + said, named, nearest=True)
        if colon or spoken or speaker != "":
            return Quote(span.start, span.end, "", speaker or None)
    verb = _VERB.search(after)
    if verb and len(inside) >= 4 and (spoken or _said_behind(text, span.end + 1, after[: verb.start()], named)):
        speaker = _speaker(text, span.end + 1, span.end + 1 + verb.start(), named)
        return Quote(span.start, span.end, "", speaker or None)
    if not spoken:
        return None
    speaker = _speaker(text, span.end + 1, after_end, named) if "\n" not in after else ""
    return Quote(span.start, span.end, "", speaker or None)


def _said_before(before: str, *, spoken: bool, closes: bool) -> int:
    """Where in `before` the verb ends that makes what follows a quotation, 0 where none does. What does not end like
    speech (`spoken`) has it right in front, or ends (`closes`) the clause that it opens: 某某表示，引援“到此为止”。"""
    if match := _VERB_RIGHT_BEFORE.search(before):
        return match.end()
    verbs = _VERB.finditer(before) if spoken else _VERB_OF_CLAUSE.finditer(before) if closes else ()
    return max((m.end() for m in verbs), default=0)


def _said_behind(text: str, start: int, subject: str, named: _Named) -> bool:
    """Whether `subject`, between a closing mark and a verb of saying, is who speaks (公司创始人某某) and no clause."""
    people = named.within("PER", start, start + len(subject)) or named.within("ORG", start, start + len(subject))
    for mention in people[-1:]:
        subject = subject[: mention.start - start] + "#" + subject[mention.end - start :]
    return bool(_SUBJECT.match(subject)) and bool(people or _PRONOUN.search(subject) or _NOBODY.search(subject))


def _continues(text: str, previous: Quote, span: Marked, *, spoken: bool) -> Quote | None:
    """The second half of a split quotation (“…，”某某说，“…”): its speaker is the first half's."""
    if span.start - previous.end > 62:
        return None
    between = text[previous.end + 1 : span.start - 1]
    if not between.strip("，, ") or any(c in "。！？\n" for c in between):
        return None
    halves = text[previous.end - 1] in "，,、…" or between[-1] in "，,：:"
    if halves and (spoken or _VERB_RIGHT_BEFORE.search(between)):
        return Quote(span.start, span.end, "", previous.speaker)
    return None


def _segment_end(text: str, start: int) -> int:
    """Where the words that may attribute a quotation end: the sentence's end, or the next opening mark."""
    end = start
    while end < min(len(text), start + 120) and text[end] not in _SENTENCE_END:
        if text[end] in "“「":  # a short one is a name, not the next quotation
            close = next((i for i in range(end + 1, min(len(text), end + 12)) if text[i] in "”」，。！？"), None)
            if close is None or text[close] not in "”」":
                break
            end = close
        end += 1
    return end


def _speaker(text: str, start: int, end: int, named: _Named, *, nearest: bool = False) -> str:
    """The entity that `text[start:end]` names as speaker; "" where it names none."""
    people = named.within("PER", start, end)
    segment = text[start:end]
    pronoun = _PRONOUN.search(segment)
    if people:
        chosen = people[-1] if nearest else people[0]
        if pronoun and not nearest and start + pronoun.start() < chosen.start and pronoun.start() < 2:
            return named.last_person(start)
        return chosen.entity
    if _NOBODY.search(segment):
        return ""
    if pronoun:
        return named.last_person(start)
    organisations = named.within("ORG", start, end)
    return organisations[0].entity if organisations else ""
