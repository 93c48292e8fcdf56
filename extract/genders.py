"""Whether 他 or 她 can mean somebody: by the words around the name, by the characters of the given name."""

import re
from collections.abc import Iterable

from extract.references import Reference

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


class Genders:
    """他 or 她 by entity: `certain` where the words around a name tell, `likely` as given names suggest it."""

    def __init__(self, text: str, references: Iterable[Reference]) -> None:
        self._certain: dict[str, str] = {}
        self._likely: dict[str, str] = {}
        for found in references:
            if found.kind == "person" and found.entity:
                self._note(text, found, found.entity)

    def fitting(self, pronoun: str, entities: Iterable[str]) -> list[str]:
        """Whom of `entities` `pronoun` can mean, those who seem to be of the other sex last."""
        possible = [e for e in entities if self._certain.get(e, pronoun) == pronoun]
        return sorted(possible, key=lambda e: self._likely.get(e, pronoun) != pronoun)

    def _note(self, text: str, found: Reference, entity: str) -> None:
        before = text[max(0, found.start - 4) : found.start]
        for gender, kin, courtesy in _GENDERS:
            if kin.search(before) or courtesy.match(text, found.end):
                self._certain.setdefault(entity, gender)
        for gender, characters in _GIVEN.items():
            if found.end - found.start <= 4 and not characters.isdisjoint(text[found.start + 1 : found.end]):
                self._likely.setdefault(entity, gender)
