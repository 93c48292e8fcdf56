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
    r"但是|因为|由于|于|在|从|到|至|自|以|用|的|了|时|起|前|中|里|年|岁|月|离职|离开|辞职|回国|大学|高中|博士|硕士|本科|总部|注册地|公司|现有|拥有|"
    r"员工|职工|团队|全职|在职|正式|登记|注册|男|女|最多时|高峰时|高峰期|总共|一共|上下|同时|早在|另|各|，|、|："
    + "|".join(SYMBOL[kind] for kind in ("DATE", "LOC", "MONEY", "COUNT", "STAFF", "TITLE", "FOUNDER"))
)
# What an organisation is called that 该校, 该院 … means; 公司 and 集团 are too many to tell.
_KINDS = {
    "学校": ("大学", "学院", "中学", "小学", "学校"),
    "校": ("大学", "学院", "中学", "小学", "学校"),
    "院": ("医院", "研究院", "学院", "法院", "剧院"),
    "社": ("出版社", "通讯社", "报社", "合作社"),
    "协会": ("协会", "联合会", "学会"),
    "会": ("会",),
    "学会": ("学会",),
    "俱乐部": ("俱乐部",),
    "馆": ("博物馆", "美术馆", "图书馆", "纪念馆", "科技馆", "文化馆"),
    "中心": ("中心",),
    "大学": ("大学",),
    "医院": ("医院",),
    "基金": ("基金",),
    "厂": ("厂",),
    "研究所": ("研究所",),
}
_GIVES = re.compile(
    r"[^，。；获得拿收引迎]{0,8}?(?:领投|跟投|参投|出资|投资|投了|投入|追加|认购)"
)  # an investor, not who is invested in
_DESCRIBED = re.compile(
    rf"[的前原]?[^，。；是为由{_ORG}{SYMBOL['PER']}]{{0,3}}?[{SYMBOL['TITLE']}{SYMBOL['FOUNDER']}]+[^，。；]{{0,2}}?{SYMBOL['PER']}|前?员工(?![^，。；]{{0,10}}[{SYMBOL['COUNT']}{SYMBOL['STAFF']}])|的?(?:毕业生|校友|系友|学生|博士后?|硕士)"
)
_SOMEBODY = re.compile(r"一名|一位|前员工|有人|某[位名]|几[位名]|多[位名]|那位|那名|人们|创业者")
_DATELINE = re.compile(
    rf"{_ORG}[{SYMBOL['LOC']}{_DATE}]*(?:讯|电|消息|报道)(?![动视话力池器机商影])"
)  # 新华社北京5月12日电
# An organisation behind one of these is what the verb acts on: 毕业于某校, 收购了某公司.
_ACTED_ON = re.compile(r"(?:[于入任了过购并投办立建叫到往赴返回开离加盟聘请邀访叫称]|名为|曾是|法定代表人是)$")
# What brings an organisation into the text, which the next sentence then may call 公司: 他创办了某公司.
_INTRODUCES = re.compile(
    rf"(?:创办|创立|创建|创设|成立|组建|组成|[办拉建做搞开]起|开办|开设|开了|注册|收购|并购|买下|买入|发起|推出|叫|名为|名叫|是|有)了?[^，。；{''.join(SYMBOL[k] for k in ('PER', 'ORG', 'WORK', 'PRODUCT', 'QUOTE'))}]{{0,10}}$"
)
# What only tells where the news comes from: 企查查显示, 某报获悉.
_SOURCE = re.compile(r"(?:的?(?:官网|数据|App|统计|资料|公告|消息|记者|报道))*(?:获悉|显示|报道|记者|了解到|数据|统计|披露|消息|独家)")
_COMPANY = re.compile(r"(?:公司|企业|集团|药企|车企|房企|券商|厂商|电商|品牌|店|厂|独角兽|企)$")
_NO_COMPANY = re.compile(
    r"(?:大学|学院|中学|小学|学校|研究院|研究所|医院|政府|委员会|管委会|[局部厅署]|法院|检察院|交易所|[上深港北]交所|协会|学会|联合会|商会|联盟|"
    r"日报|晚报|早报|时报|新闻|周刊|电视台|通讯社|警方|校友会)$"
)
_OTHER_SUBJECT = "".join(SYMBOL[kind] for kind in ("EVENT", "WORK", "PRODUCT"))
_WITH = re.compile(rf"[与和跟同][{SYMBOL['LOC']}]*[^，。；的]{{0,6}}$")
# A person behind these is with the subject: 又拉上同学某某，创办….
_ALONG = re.compile(r"(?:拉上|叫上|约上|找来|拉着|带着|联合|携手|伙同|认识了?)[^，。；]{0,8}$")
_ASIDE = re.compile(r"(?:[在于向从到据赴往]|来自)$")
_LATER = re.compile("后来|此后|之后|随后|[年月天]后")
_FROM = frozenset("前原离")
_FORMER_STAFF = re.compile("[前离老系]|员工|工程师|校友")
_UNNAMED = re.compile(r"[\u4e00-\u9fff]{2,}")


@dataclass(slots=True)
class Discourse:
    """What the article is about: `main` throughout, `focus` at this point (last subjects by type), `now` being where
    the present sentence ends."""

    main: tuple[str, ...]  # the protagonist: the organisation that the article is about
    since: int  # where the text names it first
    names: dict[str, str]
    recent: list[str] = field(default_factory=list)  # organisations in the order of their mentions
    spoken: list[str] = field(default_factory=list)  # those that were subjects or were introduced, in order
    before: tuple[str, ...] = ()  # those of the sentence before
    now: int = 0
    focus: dict[EntityType, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, mentions: Sequence[Mention], entities: Sequence[Entity], title: str) -> "Discourse":
        """The protagonist is the organisation named most, a mention in the title for three (the first of equals)."""
        kinds = {e.id: e.type for e in entities}
        counts: Counter[str] = Counter()
        for mention in mentions:
            if kinds[mention.entity] == "ORG":
                counts[mention.entity] += 3 if mention.end <= len(title) and not _of_somebody(title, mention) else 1
        best = max(counts, key=lambda e: counts[e], default=None)
        since = next((m.start for m in mentions if m.entity == best), 0)
        return cls((best,) if best else (), since, {e.id: e.name for e in entities})

    @property
    def protagonist(self) -> tuple[str, ...]:
        """The main organisation, from where the article first names it."""
        return self.main if self.since < self.now else ()

    def organisation(self, pattern: Pattern, position: int, noun: str = "") -> tuple[str, ...]:
        """The organisation that 公司 (`noun`) at `position`, or a title without one there, means: the first that stands as
        a subject before it in the sentence, else one introduced there, else the paragraph's last subject, else the
        protagonist."""
        own = _clause_start(pattern.form, position)
        introduced: tuple[str, ...] = ()
        for index, slot in pattern.slots.items():
            if index >= position or slot.kind != "ORG" or not self._may_be(slot.members, noun):
                continue
            if noun == "其" and index >= own:
                continue  # 某基金向其投资: not itself
            if is_subject(pattern, index) and not (noun and gives(pattern.form, index)):
                return slot.members
            if is_introduced(pattern, index):
                introduced = slot.members
        topics = (introduced, self.focus.get("ORG", ()), self.protagonist, tuple(self.spoken[-1:]))
        return next((topic for topic in topics if self._may_be(topic, noun)), ())

    def _may_be(self, members: tuple[str, ...], noun: str) -> bool:
        """Whether `members` are any and may be called `noun`: a university is no 公司."""
        company = _COMPANY.search(noun)
        return bool(members) and not (company and any(_NO_COMPANY.search(simplify(self.names[m])) for m in members))

    def resolved(self, pattern: Pattern) -> Pattern:
        """`pattern` with 公司 and the like standing for their organisation; where there is none they are nobody."""
        slots = dict(pattern.slots)
        for index, slot in pattern.slots.items():
            if slot.kind == "ORG" and not slot.members:
                now = Pattern(pattern.form, slots)
                members = (
                    self._both(now, index)
                    if slot.noun == "双方"
                    else self._of_kind(now, index, slot.noun)
                    or (self._last_spoken(now, index, slot.noun) if slot.near else ())
                    or self.organisation(now, index, slot.noun)
                )
                slots[index] = replace(slot, members=members)
        return Pattern(pattern.form, slots)

    def _of_kind(self, pattern: Pattern, position: int, noun: str) -> tuple[str, ...]:
        """The organisation last named whose name says that it is a `noun` (协会, 校): what 该协会 means."""
        endings = next((_KINDS[kind] for kind in _KINDS if noun.endswith(kind)), ())
        here = [m for i, s in pattern.slots.items() if i < position and s.kind == "ORG" for m in s.members]
        return next(
            ((m,) for m in reversed(self.recent + here) if endings and simplify(self.names[m]).endswith(endings)), ()
        )

    def _last_spoken(self, pattern: Pattern, position: int, noun: str) -> tuple[str, ...]:
        """What 这家公司 means: the last that was a subject or was introduced, in the clauses before or further up."""
        own = _clause_start(pattern.form, position)
        for index in sorted(pattern.slots, reverse=True):
            slot = pattern.slots[index]
            if index < own and slot.kind == "ORG" and self._may_be(slot.members, noun):
                if is_subject(pattern, index) or is_introduced(pattern, index) or _names_whom(pattern, index):
                    return slot.members
        return next(((m,) for m in reversed(self.spoken) if self._may_be((m,), noun)), ())

    def _both(self, pattern: Pattern, position: int) -> tuple[str, ...]:
        """What 双方 means: the two organisations of the sentence so far, else of the one before."""
        here = {
            m: None
            for i, s in pattern.slots.items()
            if i < position and s.kind == "ORG" and not _ASIDE.search(pattern.form[:i][-3:])
            for m in s.members
        }
        named = tuple(here) or self.before
        return named if len(named) == 2 else ()

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
                    if slot is None or slot.kind not in kinds or not slot.members:
                        continue
                    if not (is_subject(pattern, index) or (not own and is_introduced(pattern, index))):
                        continue
                    if pattern.form.startswith("的", index + 1) and any(
                        s.kind == slot.kind and index < i < end for i, s in pattern.slots.items()
                    ):
                        continue  # 他的学生殷实创办
                    if own_clause or not gives(pattern.form, index):
                        return slot.members
            words = pattern.form[begin:end]
            if own and own_clause and named:
                if _SOMEBODY.search(words) or _UNNAMED.search(_FILLER.sub("", words)):
                    return ()
                if any(words[i] in _OTHER_SUBJECT and is_subject(pattern, begin + i) for i in range(len(words))):
                    return ()  # 电影节2017年由协会发起
            own = False
            end = begin - 1
        if "ORG" in kinds and not own_clause:
            return self.focus.get("ORG") or self.protagonist
        found = next((self.focus[kind] for kind in kinds if kind in self.focus), ())
        return found or (self.protagonist if "ORG" in kinds else ())

    def move(self, pattern: Pattern) -> None:
        """The first person, organisation and work that stand as subjects in this sentence are what it is about."""
        seen: set[str] = set()
        named: dict[str, None] = {}
        introduced: tuple[str, ...] = ()
        for index, slot in pattern.slots.items():
            if slot.kind == "ORG":
                self.recent += slot.members
                if not _ASIDE.search(pattern.form[:index][-3:]):
                    named |= dict.fromkeys(slot.members)
                if is_introduced(pattern, index):
                    introduced = slot.members
                if introduced == slot.members or is_subject(pattern, index):
                    self.spoken += slot.members
            fits = slot.kind in ("PER", "ORG", "WORK") and slot.kind not in seen and slot.members
            if fits and is_subject(pattern, index):
                seen.add(slot.kind)
                kind: EntityType = "PER" if slot.kind == "PER" else "ORG" if slot.kind == "ORG" else "WORK"
                self.focus[kind] = slot.members
        if introduced and "ORG" not in seen:
            self.focus["ORG"] = introduced
        self.before = tuple(named)


def _of_somebody(title: str, mention: Mention) -> bool:
    """Whether the organisation tells in the title where somebody comes from: 前某公司工程师, 某公司离职员工."""
    title = simplify(title)
    return title[mention.start - 1 : mention.start] in _FROM or bool(_FORMER_STAFF.match(title, mention.end))


def is_subject(pattern: Pattern, index: int) -> bool:
    """Whether the name at `index` can be the subject of its clause: no preposition stands before it, and an organisation
    is neither the source of the news nor describes somebody only (前某公司工程师, 来自某公司的), nor is it acted on."""
    before = pattern.form[max(0, index - 10) : index]
    if index == 0 and _DATELINE.match(pattern.form):
        return False
    if pattern.form[index] == _ORG and (
        before.endswith(("前", "原", "来自", "任职", "就职"))
        or _DESCRIBED.match(pattern.form, index + 1)
        or _SOURCE.match(pattern.form, index + 1)
        or _ACTED_ON.search(before)
        or _WITH.search(before)
    ):
        return False
    if pattern.form[index] == SYMBOL["PER"] and _ALONG.search(before):
        return False
    return not _NO_SUBJECT_AFTER.search(before)


def _names_whom(pattern: Pattern, index: int) -> bool:
    """Whether the organisation at `index` tells who the subject is: 某公司创始人某某, not 前某公司员工."""
    before = pattern.form[max(0, index - 2) : index]
    return bool(_DESCRIBED.match(pattern.form, index + 1)) and not re.search("[前原曾任在]$", before)


def is_introduced(pattern: Pattern, index: int) -> bool:
    """Whether the organisation at `index` is one that the clause brings into the text (他创办了某公司)."""
    return bool(_INTRODUCES.search(pattern.form, max(0, index - 16), index))


def gives(form: str, index: int) -> bool:
    """Whether the name at `index` is an investor, and so not who is invested in."""
    return bool(_GIVES.match(form, index + 1))


def _clause_start(form: str, position: int) -> int:
    return max((form.rfind(mark, 0, position) for mark in CLAUSE_END), default=-1) + 1


def clause(form: str, start: int, end: int) -> str:
    """`form[start:end]` and what stands before it in its clause."""
    return form[_clause_start(form, start) : end]


def date_beside(pattern: Pattern, start: int, end: int, *, own_clause: bool = False) -> str | None:
    """The date that goes with `form[start:end]` (EDTF): inside it, else the nearest before it, else the first behind it
    in its clause. The one before must stand in the same clause or lead a clause in front; with `own_clause`, that
    clause must hold nothing but the date (2014年9月，…)."""
    form = pattern.form
    inside = form.rfind(_DATE, start, end)
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
    if _LATER.search(between):
        return False
    mark = next((i for i, c in enumerate(between) if c in CLAUSE_END), None)
    if mark is None or between[mark + 1 :].startswith("其中"):
        return True
    begin = max((form.rfind(c, 0, date) for c in CLAUSE_END), default=-1) + 1
    leads = not _UNNAMED.search(_FILLER.sub("", form[begin:date])) and not any(
        SYMBOL[kind] in form[begin:date] for kind in ("PER", "ORG")
    )
    alone = not _FILLER.sub("", between[:mark]).strip(_DATE)
    return leads and (alone or not own_clause)
