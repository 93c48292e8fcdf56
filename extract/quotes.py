"""Direct speech and who says it: marks with a saying verb or a colon beside them, and the turns of an interview.

Where it is attributed: before (某某说：“…”), behind (“…”某某说), between the halves of a split quotation
(“…，”某某说，“…”), by a pronoun, or by nobody with a name (一位工作人员说). What is only marked (a name, a scare
quote) is no quotation.
"""

import re
from collections import Counter
from collections.abc import Sequence

from extract.marks import QUOTATION, Marked
from extract.reading import Mention, Quote

# Verbs of saying. The one-character ones are words of their own only where nothing makes another word of them.
_VERB = re.compile(
    r"表示|认为|指出|坦言|回忆|介绍|强调|透露|解释|补充|写道|写下|回应|告诉|评价|感叹|感慨|直言|自嘲|打趣|反问|追问|回答|呼吁|宣布|提醒|总结|承认|"
    r"调侃|吐槽|预测|吩咐|嘱咐|自述|发言|致辞|声明|批评|警告|建议|主张|形容|念叨|嘀咕|重申|谈到|提到|记得|说起|想起|直呼|笑言|称赞|赞叹|抱怨|"
    r"(?<![小传学据])说(?![明法服])|(?<![简名全职昵俗号人合统自堪代])称(?!号|呼|赞)|(?<![知频报渠味街赛通轨隧河难])道(?![路具理德歉观])|"
    r"(?<![访学顾慰疑])问(?![题卷世候])|(?<![对])讲(?![师座台话解究])|喊(?!话)|答(?!案|卷|辩)|劝"
)
_COLON = re.compile(r"[：:]$")
_SPOKEN_END = re.compile(r"[。！？，…!?,～~]$")
_PRONOUN = re.compile(r"[他她]")
_NOBODY = re.compile(
    r"(?:一位|一名|某|有人|多位|几位|有的|网友|知情人|业内人|工作人员|负责人|发言人|居民|村民|市民|读者|球迷|前员工|员工)"
)
_SENTENCE_END = "。！？!?\n"
_TURN = re.compile(r"^(?P<who>[^\s：:，。“”「」]{1,12})[：:](?P<words>.+)$", re.MULTILINE)
_ASKER = re.compile(r"^(?:记者|问|Q|q|主持人|编辑|本报|采访者|.{1,6}记者)$")


def find_quotes(text: str, spans: Sequence[Marked], mentions: Sequence[Mention], original: str) -> tuple[Quote, ...]:
    """The quotations of `text` in order; `original` gives their wording (same offsets)."""
    turns = _turns(text, mentions)
    quotes = list(turns)
    taken = [(q.start, q.end) for q in turns]
    names = {(m.start, m.end) for m in mentions}
    spoken_in = {p for s in spans if s.opener in QUOTATION and s.end - s.start > 15 for p in range(s.start, s.end)}
    outside = [m for m in mentions if m.start not in spoken_in]
    previous: Quote | None = None
    for span in spans:
        if span.opener not in QUOTATION or span.depth or (span.start, span.end) in names:
            continue
        if any(start <= span.start < end for start, end in taken):
            continue
        found = _attributed(text, span, outside, previous)
        if found is not None:
            previous = found
            quotes.append(found)
    quotes.sort(key=lambda q: q.start)
    return tuple(Quote(q.start, q.end, original[q.start : q.end], q.speaker) for q in quotes)


def _turns(text: str, mentions: Sequence[Mention]) -> list[Quote]:
    """The turns of an interview printed without marks: at least one question and two turns. The medium that asks is
    the questions' speaker where it is named."""
    by_span = {(m.start, m.end): m for m in mentions if m.type in ("PER", "ORG")}
    matches = list(_TURN.finditer(text))
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


def _attributed(text: str, span: Marked, mentions: Sequence[Mention], previous: Quote | None) -> Quote | None:
    inside = text[span.start : span.end]
    floor = max(0, span.start - 150)
    before_start = max(floor, max(text.rfind(c, floor, span.start - 1) for c in _SENTENCE_END) + 1)
    if previous is not None and previous.end < span.start:
        before_start = max(before_start, previous.end + 1)
    before = text[before_start : span.start - 1]
    after_end = _segment_end(text, span.end + 1)
    after = text[span.end + 1 : after_end]
    spoken = bool(_SPOKEN_END.search(inside)) and len(inside) >= 4
    colon = bool(_COLON.search(before)) and (bool(_VERB.search(before)) or spoken)
    if previous is not None and (joined := _continues(text, previous, span, spoken=spoken)):
        return joined
    if colon or (_VERB.search(before) and len(inside) >= 4 and not after.startswith("的")):
        ends = [len(before)] if colon else [m.end() for m in _VERB.finditer(before)]
        speaker = _speaker(text, before_start, before_start + ends[-1], mentions, nearest=True)
        if colon or spoken or speaker != "":
            return Quote(span.start, span.end, "", speaker or None)
    verb = _VERB.search(after)
    if verb and len(inside) >= 4 and (spoken or after[:1] not in "的、和与"):
        speaker = _speaker(text, span.end + 1, span.end + 1 + verb.start(), mentions)
        return Quote(span.start, span.end, "", speaker or None)
    if not spoken:
        return None
    speaker = _speaker(text, span.end + 1, after_end, mentions) if "\n" not in after else ""
    return Quote(span.start, span.end, "", speaker or None)


def _continues(text: str, previous: Quote, span: Marked, *, spoken: bool) -> Quote | None:
    """The second half of a split quotation (“…，”某某说，“…”): its speaker is the first half's."""
    between = text[previous.end + 1 : span.start - 1]
    if not between.strip("，, ") or len(between) > 60 or any(c in "。！？\n" for c in between):
        return None
    halves = text[previous.end - 1] in "，,、…" or between[-1] in "，,：:"
    if halves and (spoken or _VERB.search(between)):
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


def _speaker(text: str, start: int, end: int, mentions: Sequence[Mention], *, nearest: bool = False) -> str:
    """The entity that `text[start:end]` names as speaker; "" where it names none."""
    people = [m for m in mentions if m.type == "PER" and start <= m.start and m.end <= end]
    segment = text[start:end]
    pronoun = _PRONOUN.search(segment)
    if people:
        chosen = people[-1] if nearest else people[0]
        if pronoun and not nearest and start + pronoun.start() < chosen.start and pronoun.start() < 2:
            return _last_person(mentions, start)
        return chosen.entity
    if _NOBODY.search(segment):
        return ""
    if pronoun:
        return _last_person(mentions, start)
    organisations = [m for m in mentions if m.type == "ORG" and start <= m.start and m.end <= end]
    return organisations[0].entity if organisations else ""


def _last_person(mentions: Sequence[Mention], before: int) -> str:
    return next((m.entity for m in reversed(mentions) if m.type == "PER" and m.end <= before), "")
