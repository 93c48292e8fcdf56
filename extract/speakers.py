"""Who says a quotation: the subject of the words that attribute it, by name, pronoun, title or description.

An answer is an entity's id, "" for somebody whom nobody names, None where the words tell nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence

from extract.descriptions import Descriptions
from extract.reading import Mention
from extract.references import CLAUSE_END
from extract.sayings import VERB
from extract.subjects import Subjects
from extract.titles import Titles

# Whose words somebody tells: 他记得父亲常说.
_REMEMBERED = re.compile(
    r"(?:记得|想起|回忆起?|听|忘不了|不忘)(?:自己|[他她])?的?(?P<kin>妻子|丈夫|父亲|母亲|爸爸|妈妈|儿子|女儿|弟弟|哥哥|妹妹|姐姐|爷爷|奶奶|外公|外婆|祖父|祖母|师傅|师父|老师)(?!的)"
)
# Whom somebody hears: 某某听见某某在楼下喊.
_HEARS = re.compile(r"听[见到得]?|只听|看[见到]|见到?|引来|惹得|等到|等来|迎来")
# Whose writing is quoted: 他的日记里写道; what stands on a thing that may be anybody's: 递来一张纸条，上面写着.
_WRITING = re.compile(
    r"的?(?:日记|遗书|遗嘱|来信|回信|家信|家书|信|笔记|朋友圈|微博|短信|微信|博客|作文|手稿|自传|回忆录|遗言|留言|字条|邮件|绝笔)[本集]?[里中上内]"
)
_ON_IT = re.compile(r"(?:上面|里面|背面|反面|扉页|[纸信片条]上)[^，。：]{0,5}[写印刻画]")
# What somebody has come upon, whoever wrote it: 翻出一封信。信里写道….
_IN_IT = re.compile(r"(?:^|[，。；\n])(?:信|日记|遗书|字条|纸条|便条|短信|笔记本?|卡片|留言)(?:[里中上]|的最后)")
_FINDS = re.compile("(?:翻|找|捡|拆|掏|取|整理|清理)[出到开]|发现|读到|收到|看到|看见")
_WRITES_IT = re.compile("(?:写|留|寄|发|带)[了来给下过]")
_LEAVES = re.compile("留下|写下|写了|写过|寄[来给出]|发[来给出]|贴[出了]|题[写了]|刻下")
_OTHER = re.compile("[，,]?(?:但|而|可)?(?:对方|后者)(?![的与和向])")  # 他写信给某某，对方回信：
_SENTENCE = 120  # characters of a sentence in front
_PAPER_REACH = 40  # characters in which it says how somebody has got what she reads


class Speakers:
    """Answers for the quotations of one article."""

    def __init__(self, subjects: Subjects, mentions: Sequence[Mention], titles: Titles) -> None:
        self._subjects = subjects
        self._text = subjects.clauses.text
        self._descriptions = Descriptions(subjects, mentions, titles)
        self._people = [m for m in mentions if m.type == "PER"]
        self._organisations = {m.entity for m in mentions if m.type == "ORG"}
        self._person_starts = [m.start for m in self._people]

    def named_in(self, start: int, end: int) -> frozenset[str]:
        """The persons that the quotation `text[start:end]` names, who hardly speak it themselves; not who names herself
        (我周文彬)."""
        first, last = (bisect_left(self._person_starts, position) for position in (start, end))
        return frozenset(m.entity for m in self._people[first:last] if self._text[m.start - 1] not in "我叫是")

    def before(self, start: int, end: int, nobody: Collection[str] = ()) -> str | None:
        """Who the words in front of a quotation name, `text[start:end]` ending with the verb: its clause first, then the
        clauses in front of it. A pronoun means none of `nobody`."""
        found = self.actor(start, end, nobody, person=False)
        return self._nearest(start, end) if found is None else found

    def actor(self, start: int, end: int, nobody: Collection[str] = (), *, person: bool = True) -> str | None:
        """The subject of the sentence `text[start:end]`: of the last of its clauses that has a person for one, or an
        organisation where it need be no `person`."""
        stop = end
        while stop > start:
            begin = max(start, self._subjects.clauses.clause_start(stop - 1, start))
            found = self.of_clause(begin, stop, nobody)
            if found is not None and not (person and found in self._organisations):
                return found
            stop = begin - 1 if begin > start else start
        return None

    def writer(self, start: int, end: int) -> str | None:
        """Whose diary, letter or post the words in front of a quotation quote; "" where they do not tell."""
        for found in self._subjects.within(start, end):
            if (
                found.entity is not None
                and found.kind in ("person", "pronoun")
                and _WRITING.match(self._text, found.end)
            ):
                return found.entity
        paper = _IN_IT.search(self._text, max(0, start - 1), end)
        if paper and not self._subjects.subject(paper.end(), end):
            front = max(0, paper.start() - _PAPER_REACH)
            if _FINDS.search(self._text, front, paper.start()) and not _WRITES_IT.search(
                self._text, front, paper.start()
            ):
                return ""
        thing = _ON_IT.search(self._text, start, end)
        return None if thing is None or _LEAVES.search(self._text, start, thing.start()) else ""

    def described(self, start: int, end: int) -> str | None:
        """Whom `text[start:end]`, a name or a noun for a person, means."""
        named = next((r.entity for r in self._subjects.within(start, end)), None)
        return named if named is not None else self._descriptions.meant(start, end, ())

    def behind(self, start: int, end: int, nobody: Collection[str] = ()) -> str | None:
        """Who the words behind a quotation name, clause by clause up to `end`; an organisation where they name nobody else."""
        position, organisation = start, None
        while position < end:
            stop = next((i for i in range(position, end) if self._text[i] in CLAUSE_END), end)
            found = self._subjects.subject(position, stop)
            if found is not None and found.kind == "organisation":
                organisation = organisation or found.entity
            named = self.of_clause(position, stop, nobody)
            if named is not None and named != organisation:
                return named
            position = stop + 1
        return organisation

    def of_clause(self, start: int, end: int, nobody: Collection[str] = ()) -> str | None:
        """Whom the clause `text[start:end]` has for its subject, by name, pronoun or description."""
        found = self._subjects.subject(start, end)
        if found is None and _OTHER.match(self._text, start):
            return self._other(start)
        if found is not None and found.kind != "organisation":
            heard = next((r for r in self._subjects.within(found.end, end) if r.kind == "person"), None)
            hears = heard is not None and _HEARS.fullmatch(self._text, found.end, heard.start)
            if heard is not None and hears and VERB.search(self._text, heard.end, end):
                return heard.entity
            told = _REMEMBERED.search(self._text, found.end, end)
            if told is None:
                return found.but(nobody)
            named = next((r.entity for r in self._subjects.within(told.end(), told.end() + 1)), None)
            return named or self._descriptions.bearer(told["kin"], told.start("kin")) or ""
        described = self._descriptions.meant(found.end if found else start, end, nobody)
        if described is not None:
            return described
        return found.entity if found else None

    def _other(self, position: int) -> str | None:
        """Whom 对方 at `position` means: the last person of its sentence who is not the subject there."""
        text = self._text
        start = max(max(text.rfind(c, 0, position) for c in "。！？\n") + 1, position - _SENTENCE)
        subject = self._subjects.subject(start, position)
        others = (r for r in reversed([*self._subjects.within(start, position)]) if r.kind == "person")
        return next((r.entity for r in others if r.entity and (subject is None or r.entity != subject.entity)), None)

    def _nearest(self, start: int, end: int) -> str | None:
        """The last person or organisation of `text[start:end]`, whatever its place in the sentence."""
        within = [r for r in self._subjects.within(start, end) if r.entity is not None]
        return next(
            (r.entity for kind in ("person", "pronoun", "organisation") for r in reversed(within) if r.kind == kind),
            None,
        )

    def owner(self, start: int, end: int) -> str | None:
        """The person whose name ends `text[start:end]`."""
        index = bisect_left(self._person_starts, end) - 1
        return self._people[index].entity if index >= 0 and self._people[index].end == end else None

    def signing(self, start: int, end: int) -> str | None:
        """Whose name is all of `text[start:end]`, as a quotation is signed (“…”——某某), titles and a comma in front."""
        index = bisect_left(self._person_starts, start)
        if index == len(self._people) or self._people[index].end != end:
            return None
        person = self._people[index]
        words = self._subjects.clauses.words_within(start, person.start)
        return None if any(w.tag in ("v", "d", "r") for w in words) else person.entity

    def indirect(self, start: int, end: int, nobody: Collection[str] = ()) -> str | None:
        """Who speaks in the sentence `text[start:end]` without marks (某某表示，…): the subject of its first verb of saying."""
        verb = VERB.search(self._text, start, end)
        return self.before(start, verb.end(), nobody) if verb else None
