"""Whom a noun for a person means: 校长, 女儿, 老人, 店主 without a name.

An answer is an entity's id, "" for somebody whom nobody names, None where the words tell nothing.
"""

import re
from collections.abc import Collection, Sequence

from extract.callings import SEX
from extract.lac import Word
from extract.reading import Mention
from extract.subjects import Subjects
from extract.titles import Titles

# The endings of nouns for a person who is only described (店主, 老人, 志愿者), and nouns that end so and are none.
_PERSON_NOUN = re.compile(
    r"[者人员师生客民友长家主工商户迷众妈爸姐哥叔婶爷奶婆公伯夫妻]$|代表|粉丝|[选歌水助新老猎棋车骑高舵号鼓枪凶扒帮能旗射投写杀琴]手$|孩子|老板|同学|同事|邻居|司机|保安|教练|姑娘|媳妇|老伴|女子|男子|学子|小伙子|老太太"
)
_KIN = re.compile(
    r"(?:妻子|丈夫|父亲|母亲|爸爸|妈妈|儿子|女儿|弟弟|哥哥|妹妹|姐姐|爷爷|奶奶|外公|外婆|[伯叔]父|舅舅|[姑姨]妈|祖[父母]|孙[子女]|儿媳妇?|女婿|嫂子|闺女|独生?[子女]|[公婆]婆|岳[父母]|徒弟|学徒|弟子)$"
)
_NO_PERSON = frozenset(
    "国家 人生 民生 化工 账户 门户 博客 增长 专长 特长 身家 身高 大家 一生 施工 手工 个人 本人 别人 自家 公众 一手 双手 对手 左手 右手 握手 挥手 陪伴 重生 商家 老家 人家 全家 自家 娘家 婆家 搬家 卫生 花生 窗户 民主 自主 成长 生长 分工 开工 工夫 功夫 办公 播客 手工 阿拉伯 民族 私人".split()
)
# Between a name and the noun that tells who its bearer is: 某某是这所中学的校长; 某某，镇上的邮递员.
_HOLDS = re.compile(
    r"(?:任|担任|出任|就任|当|做|是|为)[^，。；]{0,12}$|[，、（][^，。；见到找问看陪请跟和与对给被向把说]{0,12}$"
)
_IS_KIN = re.compile(r"(?:是|系|为|、)[^，。；]{0,8}$")
_INDEFINITE = re.compile(
    r"(?:一[位名个]|某[位名个]?|[多数几两三四][位名]|不少|许多|有的?|另一|匿名|不愿)[^，。；“”]{0,16}$"
)


_WRITTEN = re.compile("文章|社论|时评|署名文")  # 本报评论员文章: the paper speaks


class Descriptions:
    """Answers for the nouns of one article."""

    def __init__(self, subjects: Subjects, mentions: Sequence[Mention], titles: Titles) -> None:
        self._subjects = subjects
        self._text = subjects.clauses.text
        self._titles = titles
        self._mentioned = {p for m in mentions for p in (m.start, m.end - 1)}

    def meant(self, start: int, end: int, nobody: Collection[str]) -> str | None:
        """Whom a noun for a person means that is the subject of `text[start:end]`: who was introduced with that title, for
        老人 the topic, else nobody with a name."""
        for word in self._subjects.clauses.words_within(start, end):
            if word.end > end or word.start in self._mentioned:
                continue
            surface = self._text[word.start : word.end]
            if word.tag in ("v", "vd", "p") and not self._titles.role_of(surface):
                return None
            if not self._is_person(word, surface):
                continue
            before = self._text[max(0, start - 1, word.start - 20) : word.start]
            following = self._text[word.end : word.end + 1]
            if following == "的" or word.end in self._mentioned or _WRITTEN.match(self._text, word.end):
                continue
            if _INDEFINITE.search(before):
                return ""
            if surface in SEX:
                return self._looks(surface, word.start, nobody)
            return self.bearer(surface, word.start) or ""
        return None

    def _looks(self, noun: str, position: int, nobody: Collection[str]) -> str:
        """Who of those that the text speaks of is as old as `noun` says and of that sex: who is called so or has an age
        that fits, else the topic (a child has an age), unless the text has told the two apart (警员某某赶到时，女孩已经…)."""
        candidates = [e for e in self._subjects.topics(position) if e and e not in nobody]
        if SEX[noun]:
            candidates = self._subjects.genders.fitting(SEX[noun], candidates)
        unknown = []
        for entity in candidates:
            fits = self._subjects.callings.fits_age(noun, entity, position)
            if fits:
                return entity
            if fits is None and noun != "孩子" and not self._told_apart(noun, entity, position):
                unknown.append(entity)
        return unknown[0] if unknown else ""

    def _told_apart(self, noun: str, entity: str, position: int) -> bool:
        """Whether the clause that has `noun` before it names nobody, while another clause of its sentence names `entity`."""
        place = self._text.rfind(noun, max(0, position - 200), position)
        if place < 0:
            return False
        floor = max(0, place - 60)
        start = max(floor, max(self._text.rfind(c, floor, place) for c in "。！？”\n") + 1)
        begin = self._subjects.clauses.clause_start(place, start)
        named = [r for r in self._subjects.within(start, place + len(noun) + 1) if r.kind == "person"]
        return any(r.entity == entity and r.end < begin for r in named) and not any(r.start >= begin for r in named)

    def _is_person(self, word: Word, surface: str) -> bool:
        if word.tag not in ("n", "nr", "nz", "vn", "v") or len(surface) < 2 or surface in _NO_PERSON:
            return False
        return bool(self._titles.role_of(surface) or _KIN.search(surface)) or (
            word.tag == "n" and bool(surface in SEX or _PERSON_NOUN.search(surface))
        )

    def bearer(self, title: str, position: int) -> str | None:
        """Who was last introduced with `title`, in front of the name or behind it."""
        kin = _KIN.search(title)
        if not (kin or self._titles.role_of(title)):
            return None
        if kin and (named := self._subjects.callings.kin(title, position)):
            return named
        holds = _IS_KIN if kin else _HOLDS
        for person in self._subjects.callings.people_before(position):
            if self._text.endswith(title, 0, person.start):
                return person.entity
            place = self._text.find(title, person.end, min(person.end + 24, position))
            if place >= 0 and holds.search(self._text, person.end, place):
                return person.entity
        return None
