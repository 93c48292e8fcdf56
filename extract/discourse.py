"""What a sentence leaves out: who its verbs speak of, whom 公司 stands for, which date goes with an event."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.reading import Entity, Mention
from extract.script import simplify
from extract.slots import SYMBOL, Pattern
from ontology.predicates import EntityType

CLAUSE_END = "，。；！？：!?;"
_DATE, _ORG = SYMBOL["DATE"], SYMBOL["ORG"]
# A name behind one of these is no subject: 据某某报道, 与某某合作.
_NO_SUBJECT_AFTER = re.compile(
    r"(?:对|向|给|被|与|和|由|从|把|让|跟|同|为|受|比|像|除|除了|包括|来自|对于|关于|根据|按照|在)$|据[^，。；]{0,8}$"
)
# What may stand before the verb of a clause whose subject was named before: adverbs, times, places. Anything else
# that is left of the clause is a subject of its own.
_FILLER = re.compile(
    r"曾经|曾|随后|此前|之后|以后|后来|后|现任|现|又|还|也|并|已经|已|先后|早年|毕业|当年|同年|其中|其|均|都|则|便|再|就|才|早些时候|近日|"
    r"目前|如今|随即|不久|最终|最后|首次|第一次|一度|当时|那时|年轻时|自己|一起|共同|联合|正式|成功|至今|一直|仍然|仍|期间|此外|另外|而且|而|但|"
    r"但是|因为|由于|于|在|从|到|至|自|以|用|的|了|时|起|前|中|里|年|岁|月|离职|离开|辞职|回国|大学|高中|博士|硕士|本科|总部|注册地|公司|现有|拥有|继续|同时|正式|"
    r"员工|职工|团队|男|女|，|、|："
    + "|".join(SYMBOL[kind] for kind in ("DATE", "LOC", "MONEY", "COUNT", "TITLE", "FOUNDER", "EVENT"))
)
# What an organisation is called that 该校, 该院 … means; 公司 and 集团 are too many to tell.
_KINDS = {
    "校": ("大学", "学院", "中学", "小学", "学校"),
    "院": ("医院", "研究院", "学院", "法院", "剧院"),
    "社": ("出版社", "通讯社", "报社", "合作社"),
    "协会": ("协会", "联合会", "学会"),
    "会": ("会",),
    "学会": ("学会",),
    "俱乐部": ("俱乐部",),
    "博物馆": ("博物馆",),
}
_GIVES = re.compile(
    r"[^，。；获得拿收引迎]{0,8}?(?:领投|跟投|参投|出资|投资|投了|投入|追加|认购)"
)  # an investor, not who is invested in
_DESCRIBED = re.compile(
    rf"[的前原]?[^，。；]{{0,3}}?[{SYMBOL['TITLE']}{SYMBOL['FOUNDER']}]+[^，。；]{{0,2}}?{SYMBOL['PER']}|前?员工"
)
_SOMEBODY = re.compile(r"一名|一位|前员工|有人|某[位名]|几[位名]|多[位名]|那位|那名|人们|创业者")
_DATELINE = re.compile(
    rf"{_ORG}[{SYMBOL['LOC']}{_DATE}]*(?:讯|电|消息|报道)(?![动视话力池器机商影])"
)  # 新华社北京5月12日电
# Who reports is not who the news is about: 界面新闻获悉, 虎嗅见到CEO某某时.
_REPORTS = re.compile(r"[^，。；]{0,6}?(?:获悉|了解到|报道|注意到|采访|专访|见到|查询)")
# Where somebody works or worked is not what the text is about: 在瑞士药企某某待了十一年, 加入某某.
_HOUSE = re.compile(
    r"(?:(?:在|从)[^，。；]{0,6}|加入|入职|加盟|离开|曾任|历任|毕业于|就职于|供职于|任职于|效力于|服务于|考入|进入|跳槽到|前往)$"
)
# Whom somebody is or meets, but not 创始人是某某: that tells who the text is about.
_MET = re.compile(
    rf"(?:(?<![{SYMBOL['TITLE']}{SYMBOL['FOUNDER']}])(?<!的)是|认识了?|见到|遇到|遇见|找到|娶了?|嫁给|采访|专访|陪|告诉)$"
)
_OWNER = re.compile(rf"的[^，。；{SYMBOL['PER']}]{{1,8}}{SYMBOL['PER']}")  # 李一与王二的女儿李三: she is the subject
_PRESS = re.compile("[记記]者$|通[讯訊]員?员?$")  # who writes is nobody that the text is about
_NO_COMPANY = re.compile(
    r"(?:大学|大學|学院|學院|中学|中學|小学|小學|学校|學校|医院|醫院|政府|法院|协会|協會|学会|學會)$"
)
_UNNAMED = re.compile(r"[\u4e00-\u9fff]{2,}")


@dataclass(slots=True)
class Discourse:
    """What the article is about: `main` throughout, `focus` at this point (last subjects by type), `now` being where
    the present sentence ends."""

    main: tuple[str, ...]  # the protagonist: the organisation that the article is about
    since: int  # where the text names it first
    names: dict[str, str]
    recent: list[str] = field(default_factory=list)  # organisations in the order of their mentions
    now: int = 0
    houses: dict[str, tuple[str, ...]] = field(default_factory=dict)  # where somebody was last said to work
    agency: tuple[str, ...] = ()  # whose report it is, by its dateline: 新华社北京5月12日电（记者…）
    focus: dict[EntityType, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, mentions: Sequence[Mention], entities: Sequence[Entity], title: str) -> "Discourse":
        """The protagonist is the organisation named most, a mention in the title for three (the first of equals)."""
        kinds = {e.id: e.type for e in entities}
        counts: Counter[str] = Counter()
        for mention in mentions:
            if kinds[mention.entity] == "ORG":
                heads = mention.end <= len(title) and not title.endswith(("前", "原"), 0, mention.start)
                counts[mention.entity] += 3 if heads else 1
        best = max(counts, key=lambda e: counts[e], default=None)
        since = next((m.start for m in mentions if m.entity == best), 0)
        return cls((best,) if best else (), since, {e.id: e.name for e in entities})

    @property
    def protagonist(self) -> tuple[str, ...]:
        """The main organisation, from where the article first names it."""
        return self.main if self.since < self.now else ()

    def organisation(self, pattern: Pattern, position: int) -> tuple[str, ...]:
        """The organisation that 公司 at `position`, or a title without one there, means: the first that stands as a
        subject before it in the sentence, else the paragraph's last subject, else the protagonist."""
        for index, slot in pattern.slots.items():
            if index < position and slot.kind == "ORG" and slot.members and is_subject(pattern, index):
                return slot.members
        return self.focus.get("ORG") or self.protagonist

    def resolved(self, pattern: Pattern) -> Pattern:
        """`pattern` with 公司 and the like standing for their organisation; where there is none they are nobody."""
        slots = dict(pattern.slots)
        for index, slot in pattern.slots.items():
            if slot.kind == "ORG" and not slot.members:
                now = Pattern(pattern.form, slots)
                meant = self._of_kind(now, index, slot.noun) or self.organisation(now, index)
                if slot.noun in ("公司", "集团", "企业") and any(_NO_COMPANY.search(self.names[m]) for m in meant):
                    meant = ()  # 公司 is no school
                slots[index] = replace(slot, members=meant)
        return Pattern(pattern.form, slots)

    def _of_kind(self, pattern: Pattern, position: int, noun: str) -> tuple[str, ...]:
        """The organisation last named whose name says that it is a `noun` (协会, 校): what 该协会 means."""
        here = [m for i, s in pattern.slots.items() if i < position and s.kind == "ORG" for m in s.members]
        endings = _KINDS.get(noun, ())
        return next(
            ((m,) for m in reversed(self.recent + here) if endings and simplify(self.names[m]).endswith(endings)), ()
        )

    def subject(
        self,
        pattern: Pattern,
        position: int,
        kinds: Sequence[EntityType],
        *,
        own_clause: bool = True,
        named: bool = True,
    ) -> tuple[str, ...]:
        """Who a clause without a subject speaks of at `position`: the first name of a fitting kind in the clause, else
        in the clauses in front, nearest first, else what the article is about. With `named`, nobody where the clause
        has a subject of its own without a name (一名跳槽到阿里的前员工)."""
        end, own = position, True
        while end > 0:
            begin = max((pattern.form.rfind(mark, 0, end) for mark in CLAUSE_END), default=-1) + 1
            if own_clause or not own:
                for index in range(begin, end):
                    slot = pattern.slots.get(index)
                    fits = slot and slot.kind in kinds and slot.members and is_subject(pattern, index)
                    if slot and fits and (own_clause or not _GIVES.match(pattern.form, index + 1)):
                        return slot.members
            words = pattern.form[begin:end]
            if own and own_clause and named and (_SOMEBODY.search(words) or _UNNAMED.search(_FILLER.sub("", words))):
                return ()
            own = False
            end = begin - 1
        if "ORG" in kinds and not own_clause:
            return self.protagonist
        found = next((self.focus[kind] for kind in kinds if kind in self.focus), ())
        return found or (self.protagonist if "ORG" in kinds else ())

    def move(self, pattern: Pattern) -> None:
        """The first person, organisation and work that stand as subjects in this sentence are what it is about."""
        seen: set[str] = set()
        if _DATELINE.match(pattern.form):
            self.agency = pattern.slots[0].members
        for index, slot in pattern.slots.items():
            if slot.kind == "ORG":
                self.recent += slot.members
            fits = slot.kind in ("PER", "ORG", "WORK") and slot.kind not in seen and slot.members
            title = pattern.slots.get(index - 1)
            byline = slot.kind == "PER" and title is not None and _PRESS.search("".join(title.members))
            if fits and not byline and is_subject(pattern, index):
                seen.add(slot.kind)
                kind: EntityType = "PER" if slot.kind == "PER" else "ORG" if slot.kind == "ORG" else "WORK"
                self.focus[kind] = slot.members


def is_subject(pattern: Pattern, index: int) -> bool:
    """Whether the name at `index` can be the subject of its clause: no preposition stands before it, and an organisation
    only describes nobody (前某公司工程师, 来自某公司的)."""
    before = pattern.form[max(0, index - 10) : index]
    if index == 0 and _DATELINE.match(pattern.form):
        return False
    describes = pattern.form[index] == _ORG and (
        _REPORTS.match(pattern.form, index + 1)
        or _HOUSE.search(before)
        or before.endswith(("前", "原", "来自", "任职", "就职"))
        or _DESCRIBED.match(pattern.form, index + 1)
    )
    met = pattern.form[index] == SYMBOL["PER"] and _MET.search(before)
    owns = pattern.form[index] == SYMBOL["PER"] and _OWNER.match(pattern.form, index + 1)
    return not (describes or met or owns or _NO_SUBJECT_AFTER.search(before))


def clause(form: str, start: int, end: int) -> str:
    """`form[start:end]` and what stands before it in its clause."""
    begin = max((form.rfind(mark, 0, start) for mark in CLAUSE_END), default=-1) + 1
    return form[begin:end]


def date_beside(pattern: Pattern, start: int, end: int, *, own_clause: bool = False) -> str | None:
    """The date that goes with `form[start:end]` (EDTF): inside it, else the nearest before it, else the first behind it
    in its clause. The one before must stand in the same clause or lead a clause in front; with `own_clause`, that
    clause must hold nothing but the date (2014年9月，…)."""
    form = pattern.form
    inside = form.find(_DATE, start, end)
    if inside >= 0:
        return pattern.slots[inside].members[0]
    before = form.rfind(_DATE, 0, start)
    if before >= 0 and _reaches(form, before, start, own_clause=own_clause):
        return pattern.slots[before].members[0]
    after = form.find(_DATE, end)
    if after >= 0 and not any(mark in form[end:after] for mark in CLAUSE_END):
        return pattern.slots[after].members[0]
    return None


def _reaches(form: str, date: int, start: int, *, own_clause: bool) -> bool:
    """Whether the date at `date` can be that of what begins at `start` behind it."""
    between = form[date + 1 : start]
    mark = next((i for i, c in enumerate(between) if c in CLAUSE_END), None)
    if mark is None or between[mark + 1 :].startswith("其中"):
        return True
    begin = max((form.rfind(c, 0, date) for c in CLAUSE_END), default=-1) + 1
    leads = not _UNNAMED.search(_FILLER.sub("", form[begin:date])) and not any(
        SYMBOL[kind] in form[begin:date] for kind in ("PER", "ORG")
    )
    alone = not _FILLER.sub("", between[:mark]).strip(_DATE)
    return leads and (alone or not own_clause)
