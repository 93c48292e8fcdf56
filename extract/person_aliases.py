"""The forms by which a text calls a person whose full name it has: 老潘, 刘总, 储大夫, 以宁, 枫姐, 霍夫曼."""

import re
from collections import defaultdict
from collections.abc import Iterable

from extract.personal_names import is_full_name, surname_of

_BEFORE_SURNAME = frozenset("老小阿大")
# What a surname is called by among people who know each other, and titles that stand behind it.
_AFTER_SURNAME = frozenset("总 姐 哥 董 工 叔 婶 帅 导 爷 队 局 处 科 院 老 伯 姨 嫂 妈 爸 婆 公".split())
_AFTER_GIVEN = ("姐", "哥", "总", "爷", "叔", "仔", "老师")
_TITLES = frozenset(
    (
        "校长 院长 主任 书记 局长 县长 市长 镇长 老师 教授 博士 医生 大夫 医师 护士 护士长 先生 女士 小姐 太太 夫人 师傅 师父 师兄 师姐 教练 指导 领队 律师 法官 "
        "检察官 警官 大爷 大娘 大妈 大婶 大姐 大哥 大嫂 大叔 大伯 阿姨 阿婆 阿伯 婆婆 奶奶 爷爷 伯伯 叔叔 老太 老太太 老汉 老爷子 经理 总经理 董事长 总裁 总监 老板 "
        "老板娘 掌柜 院士 记者 编辑 主编 总编 主播 主持 导演 编剧 制片 所长 馆长 团长 队长 会长 社长 厂长 店长 部长 厅长 司长 处长 科长 股长 组长 班长 站长 台长 "
        "园长 行长 庭长 理事长 秘书长 秘书 委员 代表 议员 大使 领事 区长 乡长 村长 支书 村支书 主席 省长 州长 总理 总统 首相 连长 营长 团长 旅长 师长 军长 司令 政委 "
        "将军 船长 机长 列车长 工程师 总工 技师 设计师 博导 导师 讲师 同学 同志 嫂子 师母 木匠 铁匠 石匠 瓦匠 鞋匠 花匠 伞匠 锁匠 篾匠"
    ).split()
)
# Titles that one person may have in turn in an article that never tells the full name.
_OF_ONE_TRADE = (
    frozenset("师傅 师父 工 技师".split()),
    frozenset("医生 大夫 医师".split()),
    frozenset("老师 教授 导师 博导 讲师".split()),
    frozenset("总 董 老板 经理 总经理 董事长 总裁 掌柜".split()),
    frozenset("教练 指导 帅".split()),
)
# The titles that a syllable behind a surname stands for: 李局 is 李局长.
_STANDS_FOR = {
    "总": "总|董事长|创始人|CEO|经理|总裁|老板",
    "董": "董事",
    "工": "工程师|总工|工",
    "帅": "主帅|主教练|教练",
    "导": "导演|导",
    "队": "队长",
    "局": "局长",
    "处": "处长",
    "科": "科长",
    "院": "院长|院士",
    "大夫": "医生|医师|大夫",
    "指导": "教练|指导",
    "教练": "教练",
    "师傅": "师傅|工|匠|司机|厨师",
}


class FullNames:
    """The full names of an article's persons, asked whom a short form can mean."""

    def __init__(self, names: Iterable[str], surnames: frozenset[str]) -> None:
        self._surnames = surnames
        self._by_surname: dict[str, list[str]] = defaultdict(list)
        self._by_given: dict[str, list[str]] = defaultdict(list)  # the given name and its last character
        self._by_part: dict[str, list[str]] = defaultdict(list)  # of a dotted name, and the first syllable of the last
        for name in dict.fromkeys(names):
            if any(dot in name for dot in "·・•‧"):
                parts = re.split("[·・•‧]", name)
                for part in dict.fromkeys((parts[-1], parts[0], parts[-1][:1])):
                    self._by_part[part].append(name)
            elif is_full_name(name, surnames) and not title_of(name, surnames):  # 李女士 is no full name
                surname = surname_of(name, surnames)
                self._by_surname[surname].append(name)
                for given in dict.fromkeys((name[len(surname) :], name[-1])):
                    self._by_given[given].append(name)

    def of(self, form: str) -> list[str]:
        """The full names that `form` can be made from, in the order of the article."""
        found: list[str] = []
        if len(form) > 1:
            found += self._by_part.get(form, ())
            found += self._by_given.get(form, ())
        if form[1:] == "帅":
            found += self._by_part.get(form[0], ())
        if form[:1] in _BEFORE_SURNAME:
            found += self._by_surname.get(form[1:], ())
        if form[:1] in ("小", "阿") and len(form) == 2:
            found += self._by_given.get(form[1], ())
        if title_of(form, self._surnames):
            found += self._by_surname.get(surname_of(form, self._surnames), ())
        for suffix in _AFTER_GIVEN:
            if form.endswith(suffix):
                found += self._by_given.get(form.removesuffix(suffix), ())
        return [name for name in dict.fromkeys(found) if name != form]


def title_of(form: str, surnames: frozenset[str]) -> str:
    """The title of a form that is a surname with one (李局长, 李总, 瞿师傅, 谌老), "" of any other form."""
    surname = surname_of(form, surnames)
    rest = form[len(surname) :]
    return rest if surname and (rest in _TITLES or rest in _AFTER_SURNAME) else ""


def trade_of(title: str) -> int | None:
    """A number that titles of one trade share (瞿师傅 and 瞿伞匠 can be one man), None where a title tells no trade."""
    if title.endswith("匠"):
        return 0
    return next((number for number, titles in enumerate(_OF_ONE_TRADE) if title in titles), None)


def bears(title: str, before: str, behind: str) -> bool:
    """Whether the words right `before` or `behind` a full name give its bearer `title` (校长某某, 某某教授, 某某是局长)."""
    if title not in _TITLES and title not in _STANDS_FOR:
        return False
    forms = _STANDS_FOR.get(title, re.escape(title))
    return bool(re.search(rf"(?:{forms})长?$", before) or re.match(rf"[^。；]{{0,12}}?(?:{forms})", behind))
