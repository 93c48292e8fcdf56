"""Kin: 他的妻子裴岚, 林秀与陈默的独女林一诺, 母亲龙桂芳是老师 (whose mother, the text around tells).

A word of kinship in front of a name says whose kin that is by the name in front of it, or leaves it out: then it is the
one the sentence is about, else the one that the sentences before are about. Who is only named as somebody's kin is
nobody that the text is about.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from extract.clauses import is_subject
from extract.slots import SYMBOL, Pattern
from extract.statements import Statement

PER = SYMBOL["PER"]
_BESIDE = f"{SYMBOL['LOC']}{SYMBOL['ORG']}{SYMBOL['TITLE']}{SYMBOL['FOUNDER']}、前的"
Side = Literal["up", "down", "spouse", "sibling"]
_WORDS: Mapping[Side, str] = {
    "up": "老?父亲|老?母亲|爸爸|妈妈|老爸|老妈|亲爹|爹|亲娘|生父|生母|养父|养母|继父|继母|亡父|亡母|先父|先母|老爹|老娘|生身父亲|生身母亲|父|母",
    "down": "大儿子|二儿子|三儿子|小儿子|独生子|儿子|大女儿|二女儿|三女儿|小女儿|独生女|女儿|长子|次子|三子|四子|幼子|独子|养子|长女|次女|三女|四女|"
    "幼女|独女|养女|爱女|爱子|之子|之女|子|女",
    "spouse": "妻子|丈夫|太太|先生|爱人|夫人|老公|老婆|配偶|老伴|发妻|新婚妻子|新婚丈夫|遗孀|亡妻|亡夫|妻|夫",
    "sibling": "大哥|二哥|三哥|四哥|大姐|二姐|三姐|四姐|二弟|三弟|四弟|小弟|大弟|二妹|三妹|小妹|大妹|亲哥哥|亲弟弟|亲姐姐|亲妹妹|哥哥|弟弟|姐姐|妹妹|"
    "长兄|长姐|胞兄|胞弟|胞姐|胞妹|兄长|孪生哥哥|孪生弟弟|孪生姐姐|孪生妹妹|双胞胎哥哥|双胞胎弟弟|双胞胎姐姐|双胞胎妹妹|兄|弟|姐|妹",
}
_SIDE_OF = {word: side for side, words in _WORDS.items() for word in words.replace("老?", "").split("|")}
_LONG = "|".join(w for words in _WORDS.values() for w in words.split("|") if len(w) > 1)
_SHORT = "[父母子女妻夫兄弟姐妹]"  # only behind 其 and 之
_KIN = re.compile(f"{_LONG}|{_SHORT}")
# 林秀的妹妹林兰, 李一与妻子王二, 其妹林兰, 李一之子李二; 妹妹、导演林兰.
_NAMED = re.compile(
    rf"(?P<owners>(?:{PER}[和与及、])?{PER})?(?P<link>(?:的|之|和|与|及|以及|、|跟|同|携|偕|，)?其?(?:已故的?)?)"
    rf"(?P<word>{_LONG}|(?:(?<=其)|(?<=之)){_SHORT})(?:、|，)?(?:是|叫做|名叫|叫)?[{_BESIDE}]{{0,6}}(?P<named>{PER})(?!的?(?:{_LONG}))"
)
# 裴岚是李一的妻子, 裴岚是其妻子: the name before.
_IS = re.compile(
    rf"(?P<named>{PER})(?:就|正|也)?(?:是|系|为)(?:{PER}的?(?:{_LONG}))?(?P<owners>{PER})(?:的|之)(?P<word>{_LONG})(?![{_BESIDE}]{{0,6}}{PER})"
)
# 那位老师的母亲, 死者妻子: the kin of somebody without a name.
_SOMEBODYS = re.compile(r"(?:[的者人士员生童师客家雄长户友贩农兵]|烈士|孩子|老板|老总|市民|村民|居民|网友|队长|选手)$")
_OTHER_KIN = re.compile(
    r"(?:外公|外婆|爷爷|奶奶|祖父|祖母|外祖父|外祖母|叔叔|伯父|舅舅|姑姑|姨妈|侄子|侄女|外甥|孙子|孙女|岳父|岳母|公公|婆婆|女婿|儿媳|堂[兄弟姐妹哥]|"
    r"表[兄弟姐妹哥]|徒弟|师傅|老师|同学|同事|朋友|好友|邻居|搭档|战友|男友|女友|未婚妻|未婚夫|前妻|前夫)$"
)
_COUPLE = re.compile("夫妇|夫妻|伉俪|两口子")
_DENIED = re.compile(r"并非|不是|疑似|传闻|网传|据传|冒充|自称|(?:干|义|堂|表|前)$")
_COURTESY = frozenset({"先生", "太太", "夫人"})  # 李一先生、王二女士 are no couple
_PREDICATE: Mapping[Side, str] = {"up": "parent", "down": "parent", "spouse": "spouse", "sibling": "sibling"}


@dataclass(slots=True)
class Kinship:
    """The kin of one article, sentence by sentence."""

    about: tuple[str, ...] = ()  # the person whom the sentences before are about
    _told: set[tuple[str, Side]] = field(default_factory=set)  # whose kin somebody is, by side, is known

    def read(self, pattern: Pattern) -> Iterator[Statement]:
        """What one sentence, its lists not joined, states of kin."""
        form = pattern.form
        if PER not in form:
            return
        kin: set[int] = set()
        for expression in (_NAMED, _IS) if _KIN.search(form) else ():
            for match in expression.finditer(form):
                yield from self._stated(match, pattern, kin)
        for index, slot in pattern.slots.items():
            known = slot.kind == "PER" and slot.members and index not in kin and not _OTHER_KIN.search(form, 0, index)
            if known and is_subject(pattern, index):
                self.about = slot.members[:1]
                break

    def _stated(self, match: re.Match[str], pattern: Pattern, kin: set[int]) -> Iterator[Statement]:
        form, position = pattern.form, match.start("named")
        named, side = pattern.slots[position].members, _SIDE_OF[match["word"]]
        kin.add(position)
        if _DENIED.search(form, max(0, match.start() - 8), match.start("word")) or not named:
            return
        link = match.groupdict().get("link") or ""
        beside = form[match.end("word")] in "、，" or match["word"] == "先生"
        if match["word"] in _COURTESY and not link and match["owners"] and beside:
            return
        owners: tuple[str, ...]
        if match["owners"] and "，" not in link:
            of_both = side == "down" and not re.search("[和与及、]其?$", link)
            spots = [i for i in range(match.start("owners"), match.end("owners")) if form[i] == PER]
            owners = tuple(m for i in (spots if of_both else spots[-1:]) for m in pattern.slots[i].members)
            implied = False
        else:
            if not match["owners"] and not (link.endswith("其") or not _SOMEBODYS.search(form, 0, match.start("word"))):
                return  # 那位老师的母亲张三
            owners, implied = self._owner(pattern, match.start("word"), kin, named), True
            if link.endswith("其"):  # 长子李一任主席，其妹李二: the nearest
                owners = self._nearest(pattern, match.start("word"), kin) or owners
        owners = tuple(owner for owner in owners if owner not in named)
        if not owners or (implied and (named[0], side) in self._told):
            return
        self._told.add((named[0], side))
        children, parents = (named, owners) if side == "down" else (owners, named)
        yield Statement(_PREDICATE[side], children, parents, 0.75 if implied else 0.85)

    @staticmethod
    def _nearest(pattern: Pattern, position: int, kin: set[int]) -> tuple[str, ...]:
        """Who stands last before `position`: both of a couple, nobody whose kin is listed with theirs (其子甲、其女乙)."""
        nearest: tuple[str, ...] = ()
        for index, slot in sorted(pattern.slots.items(), reverse=True):
            if index >= position or slot.kind != "PER":
                continue
            if index in kin and not nearest and pattern.form[index + 1 : position] in ("、其", "，其", "和其", "及其"):
                position = pattern.form.rfind("其", 0, index)
                continue
            if nearest:
                joined = pattern.form[index + 1 : position] in ("、", "和", "与")
                return slot.members + nearest if joined else nearest
            nearest = slot.members
            if not _COUPLE.match(pattern.form, index + 1):
                return nearest
            position = index
        return nearest

    def _owner(self, pattern: Pattern, position: int, kin: set[int], named: tuple[str, ...]) -> tuple[str, ...]:
        """Whose kin it is that a word at `position` without a name in front of it means."""
        for index, slot in pattern.slots.items():
            fits = index < position and slot.kind == "PER" and slot.members and slot.members != named
            if fits and index not in kin and is_subject(pattern, index):
                return slot.members[-1:]
        return self.about
