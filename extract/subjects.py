"""Who a text speaks of from sentence to sentence: its references to persons and organisations, which of them are the
subjects of their clauses, and whom 他, 这位校长 and 公司 mean at each place."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from extract.lac import Word
from extract.marks import QUOTATION, Marked
from extract.reading import Mention, Sentence
from extract.sayings import WORDING

Kind = Literal["person", "pronoun", "somebody", "people", "organisation"]

CLAUSE_END = "，,。；;：:！？!?\n\u3000"
_OPENERS = {"”": "“", "」": "「", "』": "『", "）": "（", ")": "("}
_QUOTED = frozenset("“「『")
_REFERENCE = re.compile(
    r"(?P<he>(?<![其])[他她](?![们人乡日]))|(?P<this>[这那该][位名])|"
    r"(?P<somebody>(?:另|又|有)?一[位名]|[另有某][位名]|(?:另|有)?[一某]个(?=[\u4e00-\u9fff]{0,6}(?:[人者员师生孩客民友长手]|姑娘|小伙))|1[位名])|"
    r"(?P<people>[他她]们|两人|二人|三人|双方|众人|大家|有人|有的|网友|[多数几两三四]十?[位名]|不少人?|许多|[我咱]们?|记者|笔者|小编)|"
    r"(?P<organisation>(?:该|本|这家|此)(?:公司|企业|集团|机构|协会|学会|校|院|所|馆|店|厂|社|局|委)|[校院馆店厂社官园景]方|"
    r"(?:(?<=[，。；：:\n“])|^)(?:公司|集团|学校|医院|俱乐部|公告|声明|通报|公开信|内部信)(?![的们之创董副])|"
    r"(?:公告|声明|通报|启事|公开信|内部信|告示)(?=[：:，]|[只里中上称说写指]|显示|披露|透露|表示))"
)
_GENDERS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "他",
        re.compile(r"(?:丈夫|父亲|爸爸|儿子|弟弟|哥哥|爷爷|外公|叔叔|伯伯|男友|老汉|兄长|兄弟|男子|少年|大叔)$"),
        re.compile(r"先生|大爷|爷爷|大叔|叔叔|老汉|[（(，]男[，）)]"),
    ),
    (
        "她",
        re.compile(
            r"(?:妻子|太太|母亲|妈妈|女儿|妹妹|姐姐|奶奶|外婆|阿姨|女友|女孩|姑娘|遗孀|姑姑|女子|女演员|女主角)$"
        ),
        re.compile(r"女士|小姐|太太|夫人|婆婆|阿姨|奶奶|大妈|大姐|[（(，]女[，）)]"),
    ),
)
# Characters of given names that only women or only men bear as a rule: what tells 她 from 他 where nothing else does.
_GIVEN = {
    "她": frozenset("婷娜娟莉芳霞妮娅姗媛嫣婉娇妍姝嫦丽淑玲琴萍莲菊薇蓉莹雯瑶妹姣娴婕娥凤艳翠蕾黛媚姬婵"),
    "他": frozenset("刚强军勇伟磊涛鹏彪斌彬雄虎龙峰浩杰钢武铁柱栋梁魁豪帅毅健"),
}
_OF = re.compile(rf"的?(?:{WORDING})(?![^，。：:]{{0,6}}[被由])")
_KIN = re.compile(
    r"的?(?:妻子|丈夫|父亲|母亲|父母|爸爸|妈妈|儿子|女儿|弟弟|哥哥|妹妹|姐姐|爷爷|奶奶|外公|外婆|家人|同事|朋友|徒弟|师傅|学生|助理|经纪人|律师)"
)
_SOURCES = frozenset("据 根据 按 按照 依据".split())  # prepositions that a speaker may stand behind: 据某某介绍
_IN_VIEW = re.compile(r"(?:看来|眼[里中]|心[里中]|口中|的话)")  # in whose view something is said: 在她看来
# Verbs that bring their noun on as the subject of what follows: 第一个开口的是某某, 公告引述某某表示; 兼 joins titles.
_PRESENTS = frozenset("是 叫 名叫 叫做 名为 引述 援引 引用 转述 兼 兼任".split())
# Verbs that only tell what kind of colleague somebody is: 创始合伙人, 执行主编, 退休教师.
_ATTRIBUTIVE = frozenset(
    "创始 联合 执行 代理 候任 退休 离职 在职 挂职 兼职 特约 特聘 返聘 专职 执业 在读 实习 参赛 参展 获奖 当选 列席".split()
)
_ASKED = re.compile(r"(?:问|采访|询问|追问|请教|问起|联系上?)[了过到]?$")  # who stands behind one of these answers next
_INSIDE_VERBS = frozenset("于 自".split())  # prepositions behind their verb: 毕业于某校的某某
_AND = frozenset("和 与 及 同 跟".split())
_ASIDE = 20  # characters that a name in marks or a remark in brackets may have inside a clause
_IN_MIND = 8  # persons of each kind that a pronoun can reach
_REACH = 48  # characters of a clause in front of a name that tell whether it is the subject


@dataclass(slots=True)
class Reference:
    """`text[start:end]` refers to `entity`: its id, "" for somebody unnamed, None where nobody has been named yet."""

    start: int
    end: int
    kind: Kind
    entity: str | None
    subject: bool = False
    others: tuple[str, ...] = ()  # whom a pronoun can mean where it cannot mean `entity`

    def but(self, nobody: Collection[str]) -> str | None:
        """Whom it refers to, given that it is none of `nobody`."""
        if self.entity not in nobody:
            return self.entity
        return next((e for e in self.others if e not in nobody), self.entity)


@dataclass(slots=True)
class _Topic:
    """Persons and the organisation last spoken of: the subjects of this paragraph's sentences, the last one first, who
    was named beside them, who was in mind before."""

    subjects: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    organisation: str | None = None

    def people(self) -> list[str]:
        return list(dict.fromkeys([*self.subjects, *self.beside, *self.before]))

    def new_paragraph(self) -> None:
        self.before = self.people()[:_IN_MIND]
        self.subjects, self.beside, self.organisation = [], [], None

    def sentence(self, subject: str | None, beside: Sequence[str]) -> None:
        """A sentence has spoken of `subject` and named the others `beside`."""
        if subject is not None:
            self.subjects = [subject, *self.subjects][:_IN_MIND]
        self.beside = [*beside, *self.beside][:_IN_MIND]


class Subjects:
    """The references of one article in order, outside what is quoted, and its topic at each sentence."""

    def __init__(
        self,
        text: str,
        *,
        sentences: Sequence[Sentence],
        words: Sequence[Word],
        mentions: Sequence[Mention],
        spans: Sequence[Marked],
        protagonist: str | None,
    ) -> None:
        self.text = text
        self.words = words
        self._word_starts = [w.start for w in words]
        self._genders: dict[str, str] = {}  # 他 or 她 by entity, where the words around a name tell
        self._given: dict[str, str] = {}  # the same as given names suggest it
        self._protagonist = protagonist
        self._name_ends = {m.end for m in mentions}
        said = [
            s for s in spans if s.opener in QUOTATION and (s.end - s.start > 15 or text[s.end - 1] in "。！？，…!?,")
        ]
        self.references = sorted(self._found(mentions, said), key=lambda r: r.start)
        self._starts = [r.start for r in self.references]
        self._sentences = [s.start for s in sentences]
        self._topics: list[list[str]] = []  # the persons before each sentence
        self._follow(sentences)

    def within(self, start: int, end: int) -> list[Reference]:
        """The references that start in `text[start:end]`."""
        return self.references[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def topic(self, position: int, nobody: Collection[str] = ()) -> str | None:
        """The person that the sentences before the one at `position` speak of, none of `nobody`; None without one."""
        index = bisect_right(self._sentences, position) - 1
        people = self._topics[index] if index >= 0 else []
        return next((e for e in people if e not in nobody), None)

    def words_within(self, start: int, end: int) -> Sequence[Word]:
        """The tagger's words that start in `text[start:end]`."""
        return self.words[bisect_left(self._word_starts, start) : bisect_left(self._word_starts, end)]

    def clause_start(self, position: int, floor: int = 0) -> int:
        """Where the clause begins that holds `position`."""
        start, floor = position, max(floor, 0)
        while start > floor and self.text[start - 1] not in CLAUSE_END:
            opener = _OPENERS.get(self.text[start - 1])
            begin = self.text.rfind(opener, max(floor, start - _ASIDE), start) if opener else -1
            if opener in _QUOTED and begin < 0:
                break  # behind a quotation, not behind a name in marks
            start = begin if begin >= 0 else start - 1
        return start

    def people_before(self, position: int) -> Iterator[Reference]:
        """The persons named in front of `position`, the last one first; sixty references at most."""
        last = bisect_left(self._starts, position)
        yield from (r for r in reversed(self.references[max(0, last - 60) : last]) if r.kind == "person")

    def subject(self, start: int, end: int) -> Reference | None:
        """The reference that is the subject of `text[start:end]`: the first, or the one that it only describes (公司负责人、
        工程师某某); a person before the organisation that stands in front of her."""
        chosen: Reference | None = None
        for found in self.within(start, end):
            if not found.subject or found.entity is None:
                continue
            if chosen is None or (
                found.kind != "organisation" and (chosen.kind == "organisation" or self.describes(chosen, found))
            ):
                chosen = found
        return chosen

    def describes(self, first: Reference, second: Reference) -> bool:
        """Whether `first` only tells who `second` is: no verb stands between them (某某的女儿某某, 一位厨师某某)."""
        between = self.text[first.end : second.start]
        if any(c in CLAUSE_END for c in between) or between == "、":
            return False
        tags = {w.tag for w in self.words_within(first.end, second.start)}
        nominal = "v" not in tags and "d" not in tags and ("的" in between or not tags & {"p", "c"})
        return nominal and (first.kind != "person" or second.kind == "person")

    def _found(self, mentions: Sequence[Mention], said: Sequence[Marked]) -> Iterator[Reference]:
        spoken, taken = _Cover((s.start, s.end) for s in said), _Cover((m.start, m.end) for m in mentions)
        for mention in mentions:
            if mention.type in ("PER", "ORG") and not spoken.holds(mention.start):
                kind: Kind = "person" if mention.type == "PER" else "organisation"
                found = Reference(mention.start, mention.end, kind, mention.entity)
                if kind == "person":
                    self._note_gender(found)
                    self._note_given(found)
                yield self._tested(found)
        for match in _REFERENCE.finditer(self.text):
            if not spoken.holds(match.start()) and not taken.holds(match.start()):
                group = match.lastgroup
                kind = "pronoun" if group in ("he", "this") else group  # type: ignore[assignment]
                entity = "" if kind in ("somebody", "people") else None
                yield self._tested(Reference(match.start(), match.end(), kind, entity))

    def _note_gender(self, found: Reference) -> None:
        before, after = self.text[max(0, found.start - 4) : found.start], found.end
        for gender, kin, courtesy in _GENDERS:
            if kin.search(before) or courtesy.match(self.text, after):
                self._genders.setdefault(found.entity or "", gender)

    def _note_given(self, found: Reference) -> None:
        if found.entity in self._given or found.end - found.start > 4:
            return
        for gender, characters in _GIVEN.items():
            if not characters.isdisjoint(self.text[found.start + 1 : found.end]):
                self._given[found.entity or ""] = gender

    def _tested(self, found: Reference) -> Reference:
        found.subject = self._is_subject(found)
        return found

    def _is_subject(self, found: Reference) -> bool:
        """Whether no verb and no preposition of its clause governs the reference: 刚从苏州赶来的某某, but not 看见某某, 给86岁的
        某某. Whoever something belongs to (某某的妻子) is none, except where that is what is said (某某的回答)."""
        text = self.text
        owns = _KIN.match(text, found.end) or text[found.end : found.end + 1] == "的"
        if owns and found.kind != "somebody" and not _OF.match(text, found.end):
            return False
        begin = self.clause_start(found.start, found.start - _REACH)
        relative = verb = False  # behind 的: whether its clause has had its verb
        aside = 0
        for word in reversed(self.words_within(begin, found.start)):
            surface = text[word.start : word.end]
            aside += (surface in _OPENERS) - (surface in _OPENERS.values())
            if aside > 0:
                continue
            if surface.endswith("的"):
                relative, verb = True, False
            elif word.tag == "p" and not (relative and verb):
                listed = surface in _AND and word.start in self._name_ends
                viewed = surface in ("在", "用") and _IN_VIEW.match(text, found.end)
                if not (listed or viewed or surface in _SOURCES or surface in _INSIDE_VERBS):
                    return False
            elif word.tag in ("v", "vd"):
                if relative:
                    verb = True
                elif surface not in _PRESENTS and surface not in _ATTRIBUTIVE:
                    return False
        return True

    def _follow(self, sentences: Sequence[Sentence]) -> None:
        topic = _Topic()
        for sentence in sentences:
            if "\n" in self.text[max(0, sentence.start - 2) : sentence.start]:
                topic.new_paragraph()
            self._topics.append(topic.people())
            subject: Reference | None = None
            presented: Reference | None = None
            beside: list[str] = []
            for found in self.within(sentence.start, sentence.end):
                if found.kind == "pronoun":
                    meant = self._meant(found, subject.entity if subject else None, topic)
                    found.entity, found.others = (meant[0], meant[1:]) if meant else (None, ())
                elif found.kind == "organisation":
                    found.entity = found.entity or topic.organisation or self._protagonist
                    if found.subject:
                        topic.organisation = found.entity
                if found.kind not in ("person", "pronoun", "somebody") or found.entity is None:
                    continue
                if found.subject and (subject is None or self.describes(subject, found)):
                    subject = found
                elif found.kind == "person":
                    presented = found
                    beside.append(found.entity)
                    if _ASKED.search(self.text, max(0, found.start - 4), found.start):
                        subject = found if subject is None else subject
            chosen = subject or presented
            topic.sentence(chosen.entity if chosen else None, beside)

    def _meant(self, pronoun: Reference, subject: str | None, topic: _Topic) -> tuple[str, ...]:
        """Whom 他 or 她 can mean, the likeliest first: the sentence's subject so far, then whom the sentences before speak
        of; those who are known or seem to be of the other sex last or not at all."""
        gender = self.text[pronoun.start]
        candidates = list(dict.fromkeys([*([subject] if subject is not None else []), *topic.people()]))
        if gender not in "他她":
            return tuple(candidates)
        possible = [e for e in candidates if self._genders.get(e, gender) == gender]
        return tuple(sorted(possible, key=lambda e: self._given.get(e, gender) != gender))


class _Cover:
    """Spans in order of their start, asked whether they hold a position."""

    def __init__(self, spans: Iterator[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]
        self._reach: list[int] = []
        for _, end in self._spans:
            self._reach.append(max(end, self._reach[-1]) if self._reach else end)

    def holds(self, position: int) -> bool:
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._reach[index]
