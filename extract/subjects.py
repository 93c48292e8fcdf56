"""Who a text speaks of from sentence to sentence: the subjects of its clauses, and whom 他, 这位 and 公司 mean at each
place."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from extract.callings import SEX, Callings
from extract.genders import Genders
from extract.lac import Word
from extract.marks import QUOTATION, Marked
from extract.reading import Mention, Sentence
from extract.references import CLAUSE_END, OFFICES, PRESENTS, Clauses, Reference, find_references

_ASKED = re.compile(r"(?:问|采访|询问|追问|请教|问起|联系上?)[了过到]?$")  # who stands behind one of these answers next
_IS = re.compile("[是系为像叫]")
_PASSES_ON = re.compile("(?:转述|复述|引述|引用|援引|借用|套用|转达|想起|记得|记着)了?$")  # 某某转述某某的话
# Where a sentence leaves the words of a quotation and goes on to tell.
_LATER = re.compile(
    r"(?:后来|此后|之后|不久|次年|翌年|同年|第[二三]年|那[年天]|当[年天时]|[\d〇零一二两三四五六七八九十几多]{1,4}个?[年天月][^，。]{0,4}[后，]|[12]\d{3}年)"
)
_IDENTIFIED = re.compile("(?:就|正|便|也|曾|曾经)?是")  # 某某是他的女儿
_CALLED = ("叫", "名叫", "叫做", "姓名叫")  # 他叫某某
_SEXES = re.compile(
    r"[^，。；：！？“”\n的]{0,8}?(?:(?P<she>女孩|姑娘|女[子士性人生]|少女|妇女|阿姨|大[妈姐娘婶]|[老太]太|奶奶|阿婆|母亲)|"
    r"(?P<he>男[孩子性人生]|小伙|少年|老汉|大[爷叔伯哥]|汉子|爷爷|阿伯|先生|父亲))"
)
_FAMILY = 4  # persons last spoken of, one of whom is of the family that 女儿 means
_IN_MIND = 8  # persons of each kind that a pronoun can reach


@dataclass(slots=True)
class _Topic:
    """Persons and the organisation last spoken of: the subjects of this paragraph's sentences, the last one first, who
    was named beside them, who was in mind before."""

    subjects: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    heard: set[str] = field(default_factory=set)  # who has only been quoted in the paragraph before
    told: set[str] = field(default_factory=set)  # of whom this paragraph has told something
    organisation: str | None = None
    unnamed: str = ""  # 他 or 她 for whom the text has spoken of last without a name (一个女孩)
    kin: str = ""  # 他 or 她 for somebody's kin without a name, whom the text has spoken of last

    def people(self) -> list[str]:
        return list(dict.fromkeys([*self.subjects, *self.beside, *self.before]))

    def new_paragraph(self) -> None:
        self.before = self.people()[:_IN_MIND]
        self.heard, self.told = set(self.subjects) - self.told, set()
        self.subjects, self.beside, self.organisation, self.kin = [], [], None, ""

    def sentence(self, subject: str | None, beside: Sequence[str], *, quotes: bool) -> None:
        """A sentence has spoken of `subject`, or only quoted words of hers, and named the others `beside`."""
        if subject is not None and not quotes:
            self.told.add(subject)
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
        self.clauses = Clauses(text, words, [(m.start, m.end) for m in mentions])
        self._text = text
        self._protagonist = protagonist
        said = [
            s for s in spans if s.opener in QUOTATION and (s.end - s.start > 15 or text[s.end - 1] in "。！？，…!?,")
        ]
        self._said = [s.start for s in said]
        self.references = find_references(self.clauses, mentions, said)
        self._named = Counter(r.entity for r in self.references if r.kind == "person")
        self.genders = Genders(text, self.references)
        self.callings = Callings(text, self.references, self.genders)
        self._starts = [r.start for r in self.references]
        self._sentences = [s.start for s in sentences]
        self._topics: list[list[str]] = []  # the persons before each sentence
        self._follow(sentences)

    def within(self, start: int, end: int) -> list[Reference]:
        """The references that start in `text[start:end]`."""
        return self.references[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def topic(self, position: int, nobody: Collection[str] = ()) -> str | None:
        """The person that the sentences before the one at `position` speak of, none of `nobody`; None without one."""
        return next((e for e in self.topics(position) if e not in nobody), None)

    def topics(self, position: int) -> Sequence[str]:
        """The persons that the sentences before the one at `position` speak of, the one in mind first."""
        index = bisect_right(self._sentences, position) - 1
        return self._topics[index] if index >= 0 else ()

    def subject(self, start: int, end: int) -> Reference | None:
        """The reference that is the subject of `text[start:end]`: the first, or the one that it only describes (公司负责人、
        工程师某某); a person before the organisation that stands in front of her."""
        chosen: Reference | None = None
        for found in self.within(start, end):
            if not found.subject or found.entity is None:
                continue
            if chosen is None or (
                found.kind != "organisation"
                and (
                    chosen.kind == "organisation"
                    or self.describes(chosen, found)
                    or _PASSES_ON.search(self._text, chosen.end, found.start)
                )
            ):
                chosen = found
        return chosen

    def describes(self, first: Reference, second: Reference) -> bool:
        """Whether `first` only tells who `second` is: no verb stands between them (某某的女儿某某, 一位厨师某某)."""
        between = self._text[first.end : second.start]
        if any(c in CLAUSE_END for c in between) or between == "、":
            return False
        words = self.clauses.words_within(first.end, second.start)
        if words and self._text[words[-1].start : second.start] in OFFICES:  # 买方代表某某
            words = words[:-1]
        if first.kind == "pronoun" and second.kind == "person" and between in _CALLED:
            return True
        unnamed = first.kind == "somebody"  # 另一位是某某
        tags = {w.tag for w in words if not (unnamed and self._text[w.start : w.end] in PRESENTS)}
        nominal = "v" not in tags and "d" not in tags and ("的" in between or not tags & {"p", "c"})
        return nominal and (first.kind != "person" or second.kind == "person")

    def _follow(self, sentences: Sequence[Sentence]) -> None:
        topic = _Topic()
        for sentence in sentences:
            if "\n" in self._text[max(0, sentence.start - 2) : sentence.start]:
                topic.new_paragraph()
            self._topics.append(topic.people())
            subject: Reference | None = None
            presented: Reference | None = None
            unnamed: Reference | None = None
            introduced: Reference | None = None  # 一位客人某某, whom the next clause speaks of
            quotes = bisect_left(self._said, sentence.start) < bisect_left(self._said, sentence.end)
            quotes = quotes or self._text[sentence.start - 1 : sentence.start] in ("”", "」")  # “…。”某某回忆。
            beside: list[str] = []
            crowd = False  # whether the sentence begins with some who have no name
            acted_on: dict[str, Reference] = {}  # the pronouns that mean another than the sentence's subject
            for found in self.within(sentence.start, sentence.end):
                if found.kind == "somebody":
                    unnamed, topic.unnamed = found, self._sex_of(found)
                elif found.kind == "person" and unnamed is not None and self.describes(unnamed, found):
                    introduced = found
                crowd = crowd or (found.kind == "people" and subject is None and found.subject)
                if found.kind in ("kin", "aged"):
                    found.entity = self._bearer(found, topic, subject)
                if found.entity is None and found.kind == "kin" and found.subject and not self._is_said_to_be(found):
                    topic.kin = found.sex
                elif found.kind == "person" and found.subject:
                    topic.kin = ""
                if found.kind == "pronoun":
                    same = acted_on.get(self._text[found.start])  # 某某给她…，她…
                    first = [r.entity for r in (same, introduced, subject) if r is not None and r.entity is not None]
                    if crowd and not first and found.subject:
                        first = beside[-1:]  # 有人劝某某…，她…
                    later = not quotes and bool(_LATER.match(self._text, sentence.start))
                    meant = self._meant(found, first, topic, quotes=quotes, later=later) or tuple(beside)
                    if subject is not None and self._object_of(subject, found):
                        own = subject.entity
                        meant = (*(e for e in meant if e != own), *(e for e in meant if e == own))
                        acted_on[self._text[found.start]] = found
                    if self._text[found.start] in "这那该" and (
                        titled := self.callings.titled(found.end, topic.people())
                    ):
                        meant = (titled, *(e for e in meant if e != titled))
                    if meant and meant[0]:
                        self.genders.learn(self._text[found.start], meant[0])
                    found.entity, found.others = (meant[0], meant[1:]) if meant else (None, ())
                elif found.kind == "organisation":
                    found.entity = found.entity or topic.organisation or self._protagonist
                    if found.subject:
                        topic.organisation = found.entity
                if found.kind in ("people", "organisation") or found.entity is None:
                    continue
                turned = (introduced, acted_on.get(self._text[found.start]))  # whom the sentence turns to
                told = found.kind == "pronoun" and any(r is not None and r.entity == found.entity for r in turned)
                if found.subject and (subject is None or told or self.describes(subject, found)):
                    subject = found
                elif found.kind == "person":
                    presented = found
                    beside.append(found.entity)
                    if _ASKED.search(self._text, max(0, found.start - 4), found.start):
                        subject = found if subject is None else subject
            chosen = subject or presented
            topic.sentence(chosen.entity if chosen else None, beside, quotes=quotes)

    def _sex_of(self, found: Reference) -> str:
        """他 or 她 for somebody unnamed, where the noun tells."""
        noun = _SEXES.match(self._text, found.end)
        return "" if noun is None else "她" if noun["she"] else "他"

    def _bearer(self, found: Reference, topic: _Topic, subject: Reference | None) -> str | None:
        """Whom a word of kinship (女儿) or age (老人) means of those in mind, where the text has told it."""
        noun = self._text[found.start : found.end]
        inside = [subject.entity] if subject is not None and subject.entity else []
        people = [e for e in dict.fromkeys([*inside, *topic.people()]) if e]
        if found.kind == "kin":
            return self.callings.kin(noun, found.start, among=people[:_FAMILY])
        fitting = self.genders.fitting(SEX[noun], people) if SEX[noun] else people
        return next((e for e in fitting if self.callings.fits_age(noun, e, found.start)), None)

    def _is_said_to_be(self, kin: Reference) -> bool:
        """Whether a word of kinship only tells who somebody is: 他是某某的弟弟."""
        return bool(_IS.search(self._text, self.clauses.clause_start(kin.start, kin.start - 30), kin.start))

    def _object_of(self, subject: Reference, pronoun: Reference) -> bool:
        """Whether `pronoun` is what the clause of `subject` acts on, and so somebody else (某某告诉他)."""
        if _IDENTIFIED.fullmatch(self._text, subject.end, pronoun.start):
            return True
        if pronoun.subject or self._text[pronoun.end : pronoun.end + 1] in ("的", "自"):
            return False
        return subject.end <= pronoun.start and subject.start >= self.clauses.clause_start(
            pronoun.start, subject.start - 1
        )

    def _meant(
        self, pronoun: Reference, first: Sequence[str], topic: _Topic, *, quotes: bool, later: bool
    ) -> tuple[str, ...]:
        """Whom 他 or 她 can mean, the likeliest first: those of whom the sentence has spoken so far, then whom the sentences
        before speak of; those who are known or seem to be of the other sex last or not at all."""
        pronoun_text = self._text[pronoun.start]
        people = topic.people()
        if topic.unnamed and pronoun_text in "他她" and pronoun_text != topic.unnamed:
            people = [e for e in people if e]  # 一个女孩跑过。他…
        if not topic.subjects and not quotes:
            people = self._without_voices(people, topic.heard)
        elif later and any(e in topic.told for e in people):  # “…”，某某回忆。十年后，他…
            people.sort(key=lambda e: e in topic.subjects and e not in topic.told)
        candidates = list(dict.fromkeys([*first, *people]))
        if pronoun_text not in "他她":
            return tuple(candidates)
        fitting = self.genders.fitting(pronoun_text, candidates)
        kin = pronoun.subject and topic.kin == pronoun_text
        if kin and not (fitting and self.genders.seems(fitting[0]) == pronoun_text):
            return ("", *fitting)  # 他的妻子…。她…
        return tuple(fitting)

    def _without_voices(self, people: list[str], heard: Collection[str]) -> list[str]:
        """`people`, with who was only quoted on somebody behind that somebody: a paragraph that goes on to tell something
        (“…”，某某回忆。¶ 1953年，他…) tells it of whom the article names more often."""
        voices = [e for e in people if e in heard]
        most = max((self._named[e] for e in people if e not in heard), default=0)
        if not voices or most <= max(self._named[e] for e in voices):
            return people
        return sorted(people, key=lambda e: e in heard)
