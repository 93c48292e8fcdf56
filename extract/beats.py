"""Who says what nothing attributes: the sentences beside a quotation tell who has the floor.

In “…” between two sentences the one in front may bring its speaker on (某某摆摆手。“…”), the one behind may show her
speaking (“…”某某抹着眼泪。) or how another one takes it (“…”某某却没有回答。). Whoever may speak gets points, each for a
reason that has a name below; the most points decide, the earlier reason between equals.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from extract.marks import Marked
from extract.reading import Quote
from extract.sayings import VERB
from extract.speakers import Speakers
from extract.subjects import Subjects

# What the sentence in front is worth: its subject says something there without marks (某某表示，…。“…”) or is only its
# subject.
_TELLS, _IN_FRONT = 6, 3
_BEHIND, _BEHIND_OPENING = 2, 4  # the subject of the sentence behind: in a paragraph, and where the quotation opens one
_SHORT = 1  # a sentence that holds no more than who speaks and what she does
_GESTURE = 2  # he moves, looks, laughs, weeps
_URGES = 1  # and does so with words
_UNFINISHED = 4  # the quotation ends with a comma: its sentence goes on
_SAYS_ASIDE = 1  # a verb of saying with an object of its own: “…”某某问要等多久。
_SPEAKS_OF = 4  # what the words were about comes first: “…”提起往事，某某抹起了眼泪。
_REACTS = -3  # what somebody does who has been listening
_FRAMES_NEXT = -3  # the sentence behind leads to the next quotation with a colon
_BEFORE_NEXT = -1  # the next quotation follows it
_KEEPS_SILENT = -3  # somebody in front says nothing
_ADDRESSED = -6  # the quotation names him
_PASSED_ON = -3  # somebody in front only tells something to who then stands behind: X告诉Y，…。“…”Y…
_LATER = -2  # the text goes on to another day
_ASKS = -4  # whoever asks in front waits for an answer
_ANSWERS = 4
_GOES_ON = 3  # nobody else has come on since the quotation before
_TOPIC = 1

_ASKER = 10  # characters that tell no more than who asks
_ALONE = 15  # characters of a sentence that is short
_SENTENCE_END = "。！？!?\n"
_GESTURES = re.compile(
    r"[摇点低抬回仰][了着起过]?[摇点]?头|[摇点][了着起过]?脑袋|笑|叹[了着]?口?气|哭|哽咽|抽泣|泪|眼[圈眶睛]|愣|怔|沉默|[摆挥招握拍搓摊]了?[摆挥招拍搓]?着?手|皱|拍[了着拍]|指[了着向]|比划|比了|"
    r"站[了起]|起身|转过?身|转过?头|抹[了着起]|擦[了着起]|收起|系上|解开|合上|关上|数着|举[起着了得]|递[给过]|翻[开出到]|放下|掏出|拿[起出着]|拉[着住过]|拦住|挡住|望[着向了]|看[着了向]|盯着|打开|端[着起]|抱[着起]|[捧攥]着|"
    r"清了?清嗓|顿了|想了|语气|声音|嗓|满脸|一脸|红着?|涨红|耸|撇嘴|咧嘴|抿|跺脚|鞠躬|求|劝|催|喊|骂|吵|急[了得]|怒|激动|无奈|深吸|蹲|坐下|停下|凑[到过]|戴上|摘下|推开|敲[了着]|抽了|吐了|[\u4e00-\u9fff]着(?![名急作重手眼想陆])|打断|松了"
)
_RECALLS = re.compile(
    "(?:每?(?:次|每|当|一|再)?)(?:提起|说起|谈起|聊起|讲起|忆起|想起|提到|谈到|说到|讲到|聊到|谈及|提及|论及|回忆起?|回想起?|回首|回望|回顾|面对|展望|对于)[^，。；“”]{1,20}[，,]"
)
_URGING = re.compile(r"[催劝求骂哄训夸逗]着?(?:[他她我]|大家|对方|说)|安慰|叮嘱|嘱咐|打趣|调侃|追着|嚷|插[话嘴]")
# Whose thought the clauses behind it are: 某某注意到，….
_THINKS = re.compile(r"(?:注意到|发现|觉得|以为|相信|知道|明白|意识到|看到|没想到|心想|清楚)(?=，)")
_REACTIONS = re.compile(
    r"却|则|反而|倒是|听[了完到罢]|接过|这才|没有?(?:理会|理|正面|回答|回应|让步|说话|吭声|作声|同意|接话|多问|再问)|不(?:同意|以为然|说话|吭声|认同|置可否)|"
    r"(?:表示|点头|摇头)(?:同意|赞同|认同|反对|理解|认可|拒绝)|[证核]实了|愣|吓[了坏]"
)
_SILENT = re.compile(
    r"(?:不说话|没有?说话|不吭声|没有?吭声|不作声|没有?作声|一言不发|一声不吭|没有?开口|不肯开口)[^，。]{0,2}[。！…]$"
)
_QUESTION = re.compile(r"(?<![被访学慰疑没有不别未])(?:问(?![题世候])|打听|请教)")
_NEW_SCENE = re.compile(
    r"(?:那[天年晚时]|当[天晚]|次日|第二[天年]|后来|此后|不久|几[天年月]|[\d〇零一二两三四五六七八九十几]+[天年周]?个?[天年月周][^，。]{0,3}[后，]|[12]\d{3}年|开[幕业馆学]那?[天日])"
)
_NEGATED = re.compile(r"(?:没有?|不肯?|未|拒绝|[无勿别])(?:[正再多直]?[面接有再])?$")
# What is asked about, not the words that ask: 某某问要等多久.
_ASKS_ABOUT = re.compile(
    r"(?<=[问听])(?![道过着了起出完：，。！？!?:,”“…—]|$|[我他她你]|记者|大家)|(?<=叹)了?一?口?气|(?<=说)不"
)
# Whose voice a call or a letter is: 接到医生电话, 收到某某发来的短信.
_CALL = re.compile(
    r"(?:接到|接起|接通|收到|打开)了?(?P<who>[^，。；：“”]{1,14}?)(?:打来|发来|寄来|留下)?的?(?:电话|短信|微信|消息|来信|信|语音|留言|纸条)$"
)


@dataclass(frozen=True, slots=True)
class _Front:
    """What the sentence in front tells: who acts in it, the points it gives, whom else it names; whether it tells what he
    says."""

    actor: str | None
    points: Mapping[str, int]
    others: frozenset[str] = frozenset()
    told: bool = False


_NOTHING = _Front(None, {})


class Beats:
    """Tells who speaks between the sentences of one article."""

    def __init__(self, text: str, subjects: Subjects, speakers: Speakers) -> None:
        self._text = text
        self._subjects = subjects
        self._speakers = speakers

    def attributes(self, start: int, end: int, verb: tuple[int, int]) -> bool:
        """Whether the verb of saying `verb` speaks of the quotation in front of `text[start:end]`, not of something else
        that is asked or left unsaid (某某问要等多久, 某某没有回答)."""
        text = self._text
        if _NEGATED.search(text, start, verb[0]) or _ASKS_ABOUT.match(text, verb[1], end):
            return False
        return not _REACTIONS.search(text, start, min(end, verb[1] + 2)) or text[verb[1] - 1] in "说道"

    def speaker(
        self, span: Marked, previous: Quote | None, nobody: Collection[str], *, aside: bool = False
    ) -> str | None:
        """Who has the floor in `span`, "" where it is nobody with a name; `aside` where the words behind it say something
        else. None where the text has spoken of nobody."""
        text = self._text
        here = previous if previous is not None and "\n" not in text[previous.end : span.start] else None
        front = _NOTHING if self.opens(span) else self._front(span, here, nobody)
        points = Counter(front.points)
        behind = self._behind(span, nobody, aside=aside, alone=not front.actor and here is None)
        if behind is not None:
            points[behind[0]] += behind[1]
            if front.told and behind[0] in front.others:
                points[front.actor or ""] += _PASSED_ON
        if here is not None and here.speaker and front.actor in (None, here.speaker):
            points[here.speaker] += self._only_sentence(here.end + 1, span.start - 1) * _GOES_ON
        if previous is not None and self._replies(previous, span):
            other = self._subjects.topic(span.start, {*nobody, previous.speaker or ""})
            if other is not None:
                points[other] += _ANSWERS
        topic = self._subjects.topic(span.start, nobody)
        if topic is not None:
            points[topic] += _TOPIC
        for who in nobody:
            if who in points:
                points[who] += _ADDRESSED
        return (
            max(points, key=lambda who: points[who], default=None) if any(much > 0 for much in points.values()) else ""
        )

    def told(self, span: Marked, nobody: Collection[str]) -> str | None:
        """Who speaks, without marks, in the sentence in front of a quotation that follows it in its paragraph."""
        start, end = self._sentence_in_front(span)
        return self._speakers.indirect(start, end, nobody) if self._text[end - 1 : end] == "。" else None

    def recalls(self, span: Marked) -> bool:
        """Whether the words behind begin with what the quotation was about (“…”提起往事，某某…)."""
        return bool(_RECALLS.match(self._text, span.end + 1))

    def opens(self, span: Marked) -> bool:
        """Whether a paragraph begins with the quotation."""
        return span.start < 2 or self._text[span.start - 2] == "\n"

    def _sentence_in_front(self, span: Marked) -> tuple[int, int]:
        end = span.start - 1
        floor = max(0, end - 150)
        start = max(floor, max(self._text.rfind(c, floor, max(floor, end - 1)) for c in _SENTENCE_END + "”」") + 1)
        return start, end

    def _front(self, span: Marked, here: Quote | None, nobody: Collection[str]) -> "_Front":
        text, speakers = self._text, self._speakers
        start, end = self._sentence_in_front(span)
        if text[end - 1 : end] not in ("。", "！", "？", "…", "；", "："):
            return _NOTHING
        call = _CALL.search(text, start, end - 1)
        caller = speakers.described(*call.span("who")) if call else None
        if caller is not None:
            return _Front(caller, {caller: _TELLS})
        actor = speakers.actor(start, end, nobody)
        question = _QUESTION.search(text, start, end)
        if question and actor is not None and text[span.end - 1] not in "？?":
            asking = speakers.actor(start, question.end(), nobody) or ""
            asked = speakers.actor(question.end(), end, nobody) or self._other(asking, here, span, nobody)
            return _Front(asking, {asking: _ASKS} | ({asked: _ANSWERS} if asked is not None else {}))
        verb = _THINKS.search(text, start, end) or (VERB.search(text, start, end) if text[end - 1] == "。" else None)
        if verb and not _NEGATED.search(text, start, verb.start()):
            verb = VERB.match(text, verb.end()) or verb  # 解释 说
            told = speakers.actor(start, verb.end(), nobody, person=False)
            if told is not None and (text[verb.end()] in "，：" or actor in (None, "", told)):
                others = frozenset(r.entity or "" for r in self._subjects.within(start, end)) - {told}
                used_up = (
                    here is not None
                    and here.end + 1 >= start
                    and here.speaker == told
                    and text[verb.end()] not in "，："
                )
                return _Front(told, {} if used_up else {told: _TELLS}, others, told=not used_up)
        gesture = bool(_GESTURES.search(text, start, end))
        if actor is None or (actor == "" and not gesture):
            return _Front(actor, {})
        urges = bool(_URGING.search(text, start, end))
        silent = bool(_SILENT.search(text, start, end))
        return _Front(actor, {actor: _IN_FRONT + gesture * _GESTURE + urges * _URGES + silent * _KEEPS_SILENT})

    def _other(self, asking: str, here: Quote | None, span: Marked, nobody: Collection[str]) -> str | None:
        """Who answers: the speaker of the quotation before, else whom the text speaks of."""
        if here is not None and (here.speaker or "") != asking:
            return here.speaker
        return self._subjects.topic(span.start, {*nobody, asking})

    def _behind(self, span: Marked, nobody: Collection[str], *, aside: bool, alone: bool) -> tuple[str, int] | None:
        """Who stands behind the quotation, and with how many points; `alone` where nobody does in front."""
        text, opens = self._text, self.opens(span)
        start = span.end + 1
        end = segment_end(text, start)
        who = self._speakers.behind(start, end, nobody) if text[start:end].strip() else None
        gesture = bool(_GESTURES.search(text, start, end))
        unfinished = text[span.end - 1] in "，,"
        short = end - start <= _ALONE
        recalls = self.recalls(span)
        if who is None or not (opens or unfinished or short or aside or gesture or recalls or alone):
            return None
        much = _BEHIND_OPENING if opens else _BEHIND
        much += short * _SHORT + unfinished * _UNFINISHED + aside * _SAYS_ASIDE + gesture * _GESTURE
        much += bool(_URGING.search(text, start, end)) * _URGES + recalls * _SPEAKS_OF
        much += bool(_REACTIONS.search(text, start, end)) * _REACTS
        much += bool(_NEW_SCENE.match(text, start)) * _LATER
        if text[end : end + 1] in ("“", "「"):
            much += (text[end - 1] in "：:") * _FRAMES_NEXT
        elif text[end + 1 : end + 2] in ("“", "「"):
            much += _BEFORE_NEXT
        return who, much

    def _replies(self, previous: Quote, span: Marked) -> bool:
        """Whether a question stands right in front, with nothing but who asked it between (“…？”某某问。“…”)."""
        text = self._text
        between = text[previous.end + 1 : span.start - 1]
        return text[previous.end - 1] in "？?" and text[span.end - 1] not in "？?" and len(between.strip()) <= _ASKER

    def _only_sentence(self, start: int, end: int) -> bool:
        """Whether one sentence at most stands there."""
        between = self._text[start:end]
        return end - start <= 40 and between.endswith("。") and not any(c in "。！？\n" for c in between[:-1])


def segment_end(text: str, start: int) -> int:
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
