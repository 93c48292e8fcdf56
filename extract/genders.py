"""Whether 他 or 她 can mean somebody: by the words around the name, by the characters of the given name."""

import re
from collections.abc import Iterable

from extract.references import Reference

_GENDERS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "他",
        re.compile(
            r"(?:丈夫|父亲|爸爸|儿子|弟弟|哥哥|爷爷|祖父|外公|岳父|公公|叔叔|伯伯|舅舅|姑父|姨父|女婿|孙子|外孙|侄子|侄儿|外甥|男友|老汉|兄长|兄弟|表哥|堂哥|表弟|堂弟|"
            r"男子|男孩|男生|少年|小伙子?|大叔|(?<![子长])男[\u4e00-\u9fff]{1,3})$"
        ),
        re.compile(
            r"先生|大爷|爷爷|大叔|叔叔|老汉|[（(，]男[，）)]|的?(?:妻子|老婆|媳妇|未婚妻|女朋友)(?!的)|是[^，。；]{1,14}的(?:丈夫|父亲|儿子|弟弟|哥哥|外甥|侄子|孙子|外孙)[，。、]|的(?:太太|夫人)"
        ),
    ),
    (
        "她",
        re.compile(
            r"(?:妻子|太太|母亲|妈妈|女儿|妹妹|姐姐|奶奶|祖母|外婆|岳母|婆婆|阿姨|姨妈|舅妈|儿媳|媳妇|嫂子|孙女|侄女|外甥女|表姐|堂姐|表妹|堂妹|女友|女孩|女生|姑娘|遗孀|姑姑|"
            r"女子|(?<![子儿孙侄甥])女[\u4e00-\u9fff]{1,3})$"
        ),
        re.compile(
            r"女士|小姐|太太|夫人|婆婆|阿姨|奶奶|大妈|大姐|[（(，]女[，）)]|的?(?:丈夫|老公|未婚夫|男朋友)(?!的)|是[^，。；]{1,14}的(?:妻子|母亲|女儿|妹妹|姐姐|侄女|孙女|外孙女)[，。、]"
        ),
    ),
)
# Characters of given names that only women or only men bear as a rule: what tells 她 from 他 where nothing else does.
_GIVEN = {
    "她": frozenset(
        "婷娜娟莉芳霞妮娅姗媛嫣婉娇妍姝嫦丽淑玲琴萍莲菊薇蓉莹雯瑶妹姣娴婕娥凤艳翠蕾黛媚姬婵静茹慧兰香珍芬梅秀颖怡倩洁璐菁彤曼岚芸芷茜蔓惠"
    ),
    "他": frozenset("刚强军勇伟磊涛鹏彪斌彬雄虎龙峰浩杰钢武铁柱栋梁魁豪帅毅健国海山福贵根辉庆祥旺胜兵超财宝"),
}
_RESPECT = {"她": ("姐", "嫂", "婶", "妈", "婆", "姨", "奶奶"), "他": ("哥", "叔", "伯", "爷", "公", "爸")}
# Given names in front of the dot of a foreign name, by their endings and by themselves.
_FOREIGN = {
    "她": re.compile(
        r"(?:[莉丽娜娅雅妮莎蕾黛琳]|伊丽莎白|艾米|安妮|爱丽丝|玛丽|苏珊|凯瑟琳|凯特|珍妮特|简|海伦|露丝|鲁思|劳拉|萨拉|莎拉|夏洛特|格蕾丝|艾琳|伊莎贝尔|艾玛|安|安吉拉|黛博拉|朱莉|英格丽德|贝丝|克莱尔|索菲|弗洛伦斯)$"
    ),
    "他": re.compile(
        r"(?:[德特克斯尔顿恩夫姆尼罗戈诺奥]|约翰|乔治|迈克|彼得|安德烈|亨利|查理|路易|何塞|若泽|哈里|杰里|拉里|蒂莫西|杰弗里|托尼|安东尼|史蒂文|阿里|伊利亚|尼基塔|安德烈亚|马可|保罗|本|汤姆|比尔|大卫|丹尼|吉米)$"
    ),
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

    def seems(self, entity: str) -> str:
        """他 or 她, whichever `entity` is or seems to be; "" where nothing tells."""
        return self._certain.get(entity) or self._likely.get(entity, "")

    def learn(self, pronoun: str, entity: str) -> None:
        """The text seems to mean `entity` by `pronoun`: where nothing else tells, it keeps to that."""
        if pronoun in "他她":
            self._likely.setdefault(entity, pronoun)

    def _note(self, text: str, found: Reference, entity: str) -> None:
        before = text[max(0, found.start - 4) : found.start]
        for gender, kin, courtesy in _GENDERS:
            if kin.search(before) or courtesy.match(text, found.end):
                self._certain.setdefault(entity, gender)
        name = text[found.start : found.end]
        given = name.partition("·")[0]
        for gender, endings in _RESPECT.items():
            if len(name) <= 3 and name.endswith(endings):
                self._likely.setdefault(entity, gender)
        for gender, foreign in _FOREIGN.items():
            if given != name and foreign.search(given):
                self._likely.setdefault(entity, gender)
        for gender, characters in _GIVEN.items():
            if found.end - found.start <= 4 and not characters.isdisjoint(text[found.start + 1 : found.end]):
                self._likely.setdefault(entity, gender)
