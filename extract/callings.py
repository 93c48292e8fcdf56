"""Whom a text calls by kinship, age or work: the names behind 女儿, 父亲, 老人, 这位医生.

All is told by the words around a name further up: 独生女某某, 某某是他的女儿, 某某1948年出生, 医生某某.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from extract.genders import Genders
from extract.references import CLAUSE_END, Reference

_NEAR = 60  # characters within which somebody's kin is named without saying whose
_REACH = 60  # references in front of a noun among which its bearer is sought

# Words for the same kin; what they begin with tells the elder from the younger (大女儿, 次女).
_SAME = {
    "女儿": "女儿 独生女 独女 长女 次女 三女 幼女 大女儿 二女儿 三女儿 小女儿 闺女 大闺女 小闺女 爱女 养女",
    "儿子": "儿子 独生子 独子 长子 次子 三子 幼子 大儿子 二儿子 三儿子 小儿子 爱子 养子",
    "父亲": "父亲 老父亲 爸爸 老爸 老爹 养父 继父",
    "母亲": "母亲 老母亲 妈妈 老妈 老娘 养母 继母",
    "妻子": "妻子 太太 老婆 媳妇 老伴 爱人",
    "丈夫": "丈夫 老公 老伴 爱人",
    "哥哥": "哥哥 大哥 二哥 兄长 胞兄",
    "弟弟": "弟弟 大弟 二弟 小弟 胞弟",
    "姐姐": "姐姐 大姐 二姐 胞姐",
    "妹妹": "妹妹 大妹 二妹 小妹 胞妹",
    "爷爷": "爷爷 祖父",
    "奶奶": "奶奶 祖母",
    "外公": "外公 姥爷 外祖父",
    "外婆": "外婆 姥姥 外祖母",
    "孙子": "孙子 外孙 小孙子 大孙子",
    "孙女": "孙女 外孙女 小孙女 大孙女",
    "儿媳": "儿媳 儿媳妇 大儿媳 小儿媳",
    "女婿": "女婿 大女婿 小女婿",
    "婆婆": "婆婆",
    "公公": "公公",
    "岳父": "岳父",
    "岳母": "岳母",
    "嫂子": "嫂子 大嫂 二嫂",
    "师傅": "师傅 师父",
    "徒弟": "徒弟 大徒弟 二徒弟 小徒弟 学徒 弟子 关门弟子",
}
_KIN = {word: kin for kin, words in _SAME.items() for word in words.split()}
_RANKS = {"大": "大", "长": "大", "二": "二", "次": "二", "三": "三", "小": "小", "幼": "小"}
_WORD = "|".join(sorted(_KIN, key=len, reverse=True))
# Who is somebody's 父亲 has him or her for a 儿子 or 女儿.
_OTHER_SIDE = {
    "父亲 母亲": "儿子 女儿",
    "儿子 女儿": "父亲 母亲",
    "妻子": "丈夫",
    "丈夫": "妻子",
    "哥哥 姐姐": "弟弟 妹妹",
    "弟弟 妹妹": "哥哥 姐姐",
    "爷爷 奶奶 外公 外婆": "孙子 孙女",
    "孙子 孙女": "爷爷 奶奶 外公 外婆",
    "婆婆 公公": "儿媳",
    "岳父 岳母": "女婿",
    "师傅": "徒弟",
}
_REVERSE = {kin: frozenset(other.split()) for kins, other in _OTHER_SIDE.items() for kin in kins.split()}
_SEX = dict.fromkeys("女儿 母亲 妻子 姐姐 妹妹 奶奶 外婆 孙女 儿媳 婆婆 岳母 嫂子".split(), "她") | dict.fromkeys(
    "儿子 父亲 丈夫 哥哥 弟弟 爷爷 外公 孙子 女婿 公公 岳父".split(), "他"
)
_IN_FRONT = re.compile(rf"(?P<kin>{_WORD})(?:名?叫做?|是)?$")
_BEHIND = re.compile(rf"(?:就|正|便)?(?:是|系|为)[^，。；：“”]{{0,12}}?(?P<kin>{_WORD})(?=[，。；、])")
_LINK = re.compile("(?:[的和与及跟同携、]|有一?个|以及)?$")
_SENTENCE_END = re.compile("[。！？；“”\n]")

# Nouns that mean somebody by age and sex alone, with the pronoun for them.
_OLD = {
    "他": "老先生 老汉 老者 老爷子 大爷 老爷爷",
    "她": "老太太 大妈 大娘 阿婆 婆婆 老奶奶 老妇人",
    "": "老人 老人家",
}
_YOUNG = {"他": "小伙 小伙子 男孩 少年 男生", "她": "姑娘 女孩 少女 女生", "": "孩子 年轻人"}
_ANY_AGE = {"他": "男子 男人 汉子", "她": "女子 女人", "": "当事人 后者"}
SEX = {noun: sex for ages in (_OLD, _YOUNG, _ANY_AGE) for sex, nouns in ages.items() for noun in nouns.split()}
_OLD_ONES = frozenset(" ".join(_OLD.values()).split())
_YOUNG_ONES = frozenset(" ".join(_YOUNG.values()).split())
_NUMBER = r"\d{1,3}|[二三四五六七八九]?十[一二三四五六七八九]?|[二三四五六七八九]"
_AGED = re.compile(
    rf"(?P<years>{_NUMBER})岁|(?:今年|年近|年过|年逾|已经?|刚满|才满?)(?P<bare>{_NUMBER})(?=[，。、了]|有余)|"
    rf"(?P<born>(?:19|20)\d\d)年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?[出生]|(?P<decade>[六七八九]旬|古稀|耄耋|花甲|退休|老人)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_OUR_TIME = 2020  # at which year of birth tells age where the text has no later year
_AGE_REACH = 16  # characters beside a name in which the age stands
_GROWN, _AGING = 35, 55


class Callings:
    """Answers for one article; its pronouns are known as far as the text has been followed."""

    def __init__(self, text: str, references: Sequence[Reference], genders: Genders) -> None:
        self._text = text
        self._references = references
        self._starts = [r.start for r in references]
        self._genders = genders
        self._ages: dict[str, list[tuple[int, int]]] = {}  # by entity: where its age is told, and how old it is
        self._now = max([_OUR_TIME, *map(int, _YEAR.findall(text))])
        self._note_ages()

    def people_before(self, position: int) -> Iterator[Reference]:
        """The persons named in front of `position`, the last one first."""
        last = bisect_left(self._starts, position)
        yield from (r for r in reversed(self._references[max(0, last - _REACH) : last]) if r.kind == "person")

    def kin(self, noun: str, position: int, *, among: Collection[str] | None = None) -> str | None:
        """Who is the `noun` (女儿) that stands at `position`: who is called so, else whose 父亲 or 女儿 has been named. Only
        families that have a member `among` those that the text speaks of; None where none is known."""
        kin = _KIN.get(noun)
        if kin is None:
            return None
        owner = None  # whoever
        if self._text[position - 1 : position] in ("的", "他", "她"):
            owner = self._owner(position)
            if owner is None:
                return None  # 那位乘客的女儿
        other, sex, rank = _REVERSE.get(kin, frozenset()), _SEX.get(kin, ""), _RANKS.get(noun[0], "")
        reverse: str | None = None
        for person in self.people_before(position):
            for word, at in self._called(person) if person.entity else ():
                whose = self._owner(at) or self._implied(at, person)
                if among is not None and person.entity not in among and whose not in among:
                    continue
                called = _KIN[word]
                ranked = _RANKS.get(word[0], "")
                if called == kin and owner in (None, whose) and "" in (rank, ranked, rank if rank == ranked else None):
                    return person.entity
                if reverse is None and called in other and whose and owner in (None, person.entity):
                    reverse = whose if self._genders.seems(whose) in ("", sex or self._genders.seems(whose)) else None
        return reverse

    def _called(self, person: Reference) -> Iterator[tuple[str, int]]:
        """The words of kinship that `person` bears, with their places."""
        if front := _IN_FRONT.search(self._text, max(0, person.start - 8), person.start):
            yield front["kin"], front.start("kin")
        if behind := _BEHIND.match(self._text, person.end):
            yield behind["kin"], behind.start("kin")

    def _owner(self, position: int) -> str | None:
        """Whose kin a word at `position` means by who stands right in front of it; None where nobody known does."""
        index = bisect_left(self._starts, position) - 1
        near = self._references[index] if index >= 0 else None
        linked = near is not None and position - near.end <= 3 and _LINK.fullmatch(self._text, near.end, position)
        return (near.entity or None) if near is not None and linked else None

    def _implied(self, position: int, bearer: Reference) -> str | None:
        """Whose kin a word of kinship that opens a clause means: whom the sentence, or the one before, speaks of."""
        if self._text[position - 1 : position] not in CLAUSE_END:
            return None
        index = bisect_left(self._starts, position)
        near = (r for r in reversed(self._references[max(0, index - 6) : index]) if position - r.start <= _NEAR)
        return next((r.entity for r in near if r.subject and r.entity and r.entity != bearer.entity), None)

    def titled(self, start: int, entities: Sequence[str]) -> str | None:
        """Whom 这位医生, its noun at `start`, means: who of `entities` was introduced with it."""
        for length in range(6, 1, -1):
            noun = self._text[start : start + length]
            for person in self.people_before(start):
                if person.entity not in entities:
                    continue
                behind = _SENTENCE_END.split(self._text[person.end : min(person.end + 24, start)])[0]
                if self._text.endswith(noun, 0, person.start) or re.match(
                    rf"[^，]{{0,3}}(?:任|是|做|当|为)[^，]{{0,8}}?{re.escape(noun)}(?=[，。；、]|$)", behind
                ):
                    return person.entity
        return None

    def fits_age(self, noun: str, entity: str, position: int) -> bool | None:
        """Whether what stands beside the names of `entity` makes it a `noun`; None where nothing tells."""
        for person in self.people_before(position):
            called = self._text.endswith(noun, 0, person.start) or self._text.startswith(noun, person.end)
            if called and person.entity == entity:
                return True
        told = [years for start, years in self._ages.get(entity, ()) if start < position]
        if told and noun in _OLD_ONES:
            return told[-1] >= _AGING
        if told and noun in _YOUNG_ONES:
            return told[-1] <= _GROWN
        return None

    def _note_ages(self) -> None:
        text = self._text
        for person in self._references:
            if person.kind != "person" or not person.entity:
                continue
            before = _SENTENCE_END.split(text[max(0, person.start - 8) : person.start])[-1]
            behind = _SENTENCE_END.split(text[person.end : person.end + _AGE_REACH])[0]
            if age := _AGED.search(before + "#" + behind):
                self._ages.setdefault(person.entity, []).append((person.start, self._years(age)))

    def _years(self, age: re.Match[str]) -> int:
        if age["decade"]:
            return 70
        if age["born"]:
            return self._now - int(age["born"])
        return _years(age["years"] or age["bare"])


def _years(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return _DIGITS.get(tens, 0)
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
