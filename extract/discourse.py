"""What a sentence leaves out: who its verbs speak of, and whom 公司 or 这家店 stands for."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.clauses import (
    CLAUSE_END,
    FILLER,
    UNNAMED,
    clause_start,
    gives,
    has_dateline,
    is_introduced,
    is_subject,
    names_whom,
)
from extract.reading import Entity, Mention
from extract.script import simplify
from extract.slots import SYMBOL, Pattern
from ontology.predicates import EntityType

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
    "球队": ("队", "俱乐部", "FC", "男篮", "女篮", "男足", "女足"),
    "馆": ("博物馆", "美术馆", "图书馆", "纪念馆", "科技馆", "文化馆"),
    "中心": ("中心",),
    "大学": ("大学",),
    "医院": ("医院",),
    "基金": ("基金",),
    "厂": ("厂",),
    "铺子": ("铺", "店", "号", "坊", "斋", "堂", "庄", "记"),
    "合作社": ("合作社",),
    "乐团": ("乐团",),
    "工作室": ("工作室",),
    "书店": ("书店", "书局", "书屋", "书坊"),
    "出版社": ("出版社", "书局"),
    "基金会": ("基金会",),
    "农场": ("农场", "庄园"),
    "研究所": ("研究所",),
}
# What heads a clause that speaks of the topic all the same: 新办公室是座老房子，员工89人; 本轮总额6500万元，某资本领投.
_OF_TOPIC = re.compile(
    "(?:本|这|该|此)[轮次]|新?(?:办公室|总部|工厂|厂房|门店|首店|账上|店里|厂里|馆里|员工|业务|产品|品牌|主场)"
)
_SOMEBODY = re.compile(r"一名|一位|前员工|有人|某[位名]|几[位名]|多[位名]|那位|那名|人们|创业者")
_COMPANY = re.compile(r"(?:公司|企业|集团|药企|车企|房企|券商|厂商|电商|品牌|店|厂|独角兽|企)$")
_NO_COMPANY = re.compile(
    r"(?:大学|学院|中学|小学|学校|研究院|研究所|医院|政府|委员会|管委会|[局部厅署]|法院|检察院|交易所|[上深港北]交所|协会|学会|联合会|商会|联盟|"
    r"日报|晚报|早报|时报|新闻|周刊|电视台|通讯社|警方|校友会)$"
)
# What anything may be called; what stands for the topic by itself.
_ANY = frozenset(("其", "它", "后者", "机构", "组织", "团队", "中心", "双方"))
_BARE = frozenset(("公司", "集团", "企业"))
_OTHER_THING = re.compile("[" + "".join(SYMBOL[kind] for kind in ("EVENT", "WORK", "PRODUCT")) + "](?![上里中期])")
_ASIDE = re.compile(r"(?:[在于向从到据赴往]|来自)$")
_FROM = frozenset("前原离")
_FORMER_STAFF = re.compile("[前离老系]|员工|工程师|校友")
# Who raises money behind its investors: 某资本领投，某公司完成A轮融资.
_RAISES = re.compile("[^，。；]{0,10}?(?:完成|获得?|拿到|宣布|融资)")
_PRESS = re.compile("[记記]者$|通[讯訊]員?员?$")  # who writes is nobody that the text is about


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
    opened: int = 0  # how many of `spoken` the paragraphs before this one hold
    passed: int = 0  # how many of `recent` they hold
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
                counts[mention.entity] += 3 if mention.end <= len(title) and not _of_somebody(title, mention) else 1
        best = max(counts, key=lambda e: counts[e], default=None)
        since = next((m.start for m in mentions if m.entity == best), 0)
        return cls((best,) if best else (), since, {e.id: e.name for e in entities})

    @property
    def protagonist(self) -> tuple[str, ...]:
        """The main organisation, from where the article first names it."""
        return self.main if self.since < self.now else ()

    def open(self) -> None:
        """A paragraph begins: its first subjects are not known yet."""
        self.focus.pop("ORG", None)
        self.opened = len(self.spoken)
        self.passed = len(self.recent)

    def organisation(self, pattern: Pattern, position: int, noun: str = "") -> tuple[str, ...]:
        """The organisation that 公司 (`noun`) at `position`, or a title without one there, means: the first that stands as
        a subject before it in the sentence, else one introduced there, else the paragraph's last subject, else the
        protagonist."""
        own = clause_start(pattern.form, position)
        introduced: tuple[str, ...] = ()
        for index, slot in pattern.slots.items():
            if index >= position or slot.kind != "ORG" or not self._may_be(slot.members, noun):
                continue
            if (noun == "其" and index >= own) or len(slot.members) > 1:
                continue  # 某基金向其投资: not itself; 双方: no one
            if is_subject(pattern, index) and not (noun and gives(pattern.form, index)):
                return slot.members
            if is_introduced(pattern, index):
                introduced = slot.members
        main = self.main if self.since < self._place(pattern, position) else ()
        if (
            noun in _BARE
            and self._may_be(main, noun)
            and set(main) & set(self.recent[self.passed :])
            and not introduced
        ):
            return main  # the paragraph speaks of it
        others = [(one,) for one in reversed(self.spoken[-8:])] if noun else []
        topics = (introduced, self.focus.get("ORG", ()), main, *others)
        return next((topic for topic in topics if self._may_be(topic, noun) and (len(topic) == 1 or not noun)), ())

    def _place(self, pattern: Pattern, position: int) -> int:
        """Where in the text the slot at `position` stands, or the sentence ends where there is none."""
        return pattern.slots[position].start if position in pattern.slots else self.now

    def _may_be(self, members: tuple[str, ...], noun: str) -> bool:
        """Whether `members` are any and may be called `noun`: a university is no 公司."""
        if noun.endswith(("子公司", "分公司")) and members == self.main:
            return False  # it is owned by whom the article is about
        names = [simplify(self.names[m]) for m in members]
        if noun and any(_NO_COMPANY.search(name) for name in names):
            own = next((_KINDS[kind] for kind in _KINDS if noun.endswith(kind)), ())
            return noun in _ANY or (all(name.endswith(own) for name in names if own) and bool(own))
        return bool(members)

    def resolved(self, pattern: Pattern) -> Pattern:
        """`pattern` with 公司 and the like standing for their organisation; where there is none they are nobody."""
        if all(slot.members or slot.kind != "ORG" for slot in pattern.slots.values()):
            return pattern
        slots = dict(pattern.slots)
        for index, slot in pattern.slots.items():
            if slot.kind == "ORG" and not slot.members:
                now = Pattern(pattern.form, slots)
                members = (
                    self._both(now, index)
                    if slot.noun == "双方"
                    else self._of_kind(now, index, slot.noun)
                    or (self._last_spoken(now, index, slot.noun) if slot.near else ())
                    or (self.organisation(now, index, slot.noun) if not slot.near or _COMPANY.search(slot.noun) else ())
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
        own = clause_start(pattern.form, position)
        for index in sorted(pattern.slots, reverse=True):
            slot = pattern.slots[index]
            fits = index < own and slot.kind == "ORG" and self._may_be(slot.members, noun)
            if fits and (is_subject(pattern, index) or is_introduced(pattern, index) or names_whom(pattern, index)):
                return slot.members
        spoken = self.spoken if _COMPANY.search(noun) else self.spoken[self.opened :]
        return next(((m,) for m in reversed(spoken) if self._may_be((m,), noun)), ())

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
        end, own, unknown = position, True, False
        while end > 0:
            begin = max((pattern.form.rfind(mark, 0, end) for mark in CLAUSE_END), default=-1) + 1
            if own_clause or not own:
                for index in range(begin, end):
                    slot = pattern.slots.get(index)
                    if slot is None or slot.kind not in kinds:
                        continue
                    if not slot.members:
                        return ()  # 公司, and nobody knows which
                    if not (is_subject(pattern, index) or (not own and is_introduced(pattern, index))):
                        continue
                    if pattern.form.startswith("的", index + 1) and any(
                        s.kind == slot.kind and index < i < end for i, s in pattern.slots.items()
                    ):
                        continue  # 他的学生殷实创办
                    if (own and own_clause) or not gives(pattern.form, index):
                        return slot.members
            words = pattern.form[begin:end]
            other = _SOMEBODY.search(words) or UNNAMED.search(FILLER.sub("", words))
            if own and own_clause and named and other:
                return ()
            if (own_clause or not own) and _OTHER_THING.match(FILLER.sub("", words)):
                return ()  # 电影节2017年由协会发起
            unknown = unknown or (not own and bool(UNNAMED.match(FILLER.sub("", words))) and not _OF_TOPIC.match(words))
            own = False
            end = begin - 1
        if unknown and named and "ORG" in kinds:
            return ()
        if "ORG" in kinds and not own_clause:
            givers: set[str] = set()
            for index, slot in pattern.slots.items():
                if slot.kind == "ORG" and gives(pattern.form, index):
                    givers.update(slot.members)
                elif slot.kind == "ORG" and index > position and _RAISES.match(pattern.form, index + 1):
                    return slot.members
            topics = (self.focus.get("ORG", ()), self.protagonist)
            return next((topic for topic in topics if topic and givers.isdisjoint(topic)), ())
        found = next((self.focus[kind] for kind in kinds if kind in self.focus), ())
        return found or (self.protagonist if "ORG" in kinds else ())

    def move(self, pattern: Pattern) -> None:
        """The first person, organisation and work that stand as subjects in this sentence are what it is about."""
        seen: set[str] = set()
        named: dict[str, None] = {}
        introduced: tuple[str, ...] = ()
        if has_dateline(pattern):
            self.agency = pattern.slots[0].members
        for index, slot in pattern.slots.items():
            if slot.kind == "ORG":
                self.recent += slot.members
                if not _ASIDE.search(pattern.form[:index][-3:]):
                    named |= dict.fromkeys(slot.members)
                if is_introduced(pattern, index):
                    introduced = slot.members
            fits = slot.kind in ("PER", "ORG", "WORK") and slot.kind not in seen and slot.members
            if slot.kind != "ORG" and not fits:
                continue
            subject = is_subject(pattern, index)
            if slot.kind == "ORG" and (introduced == slot.members or subject):
                self.spoken += slot.members
            title = pattern.slots.get(index - 1)
            byline = slot.kind == "PER" and title is not None and _PRESS.search("".join(title.members))
            if fits and not byline and subject:
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
