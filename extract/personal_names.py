"""The forms of a person's name: what a full name looks like, and the short forms that a text makes of it."""

import re
from collections.abc import Iterator

# Characters of grammar that no given name holds: 关系的 is none.
_NEVER_GIVEN = frozenset("的了是在与及或们吗呢吧被把将从向对这那着过")
_BEFORE_SURNAME = ("老", "小", "阿", "大")
# What a surname is called by among people who know each other, and titles that stand behind it.
_AFTER_SURNAME = "总 姐 哥 董 工 叔 婶 帅 导 爷 队 局 处 科 院 老 伯 姨 嫂 妈 爸 婆 公".split()
_TITLES = (
    "校长 院长 主任 书记 局长 县长 市长 镇长 老师 教授 博士 医生 大夫 医师 护士 护士长 先生 女士 小姐 太太 夫人 师傅 师父 师兄 师姐 教练 指导 领队 律师 法官 "
    "检察官 警官 大爷 大娘 大妈 大婶 大姐 大哥 大嫂 大叔 大伯 阿姨 阿婆 阿伯 婆婆 奶奶 爷爷 伯伯 叔叔 老太 老太太 老汉 老爷子 经理 总经理 董事长 总裁 总监 老板 "
    "老板娘 掌柜 院士 记者 编辑 主编 总编 主播 主持 导演 编剧 制片 所长 馆长 团长 队长 会长 社长 厂长 店长 部长 厅长 司长 处长 科长 股长 组长 班长 站长 台长 "
    "园长 行长 庭长 理事长 秘书长 秘书 委员 代表 议员 大使 领事 区长 乡长 村长 支书 村支书 主席 省长 州长 总理 总统 首相 连长 营长 团长 旅长 师长 军长 司令 政委 "
    "将军 船长 机长 列车长 工程师 总工 技师 设计师 博导 导师 讲师 同学 同志 木匠 铁匠 石匠 瓦匠 鞋匠 花匠 伞匠 锁匠 篾匠"
).split()
# Whom a surname with one of these hardly tells apart: two 李女士 are two people.
_COURTESY = frozenset("先生 女士 小姐 太太 夫人 大爷 大妈 大姐 大哥 阿姨 同学 记者".split())
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


def surname_of(name: str, surnames: frozenset[str]) -> str:
    """The surname that `name` starts with, compound ones first; "" where it starts with none."""
    if len(name) > 2 and name[:2] in surnames:
        return name[:2]
    return name[0] if len(name) > 1 and name[0] in surnames else ""


def is_full_name(surface: str, surnames: frozenset[str]) -> bool:
    """Whether `surface` has the form of a Chinese full name: a surname and one or two characters more."""
    if not 2 <= len(surface) <= 4:
        return False
    surname = surname_of(surface, surnames)
    given = surface[len(surname) :]
    fits = bool(surname) and 1 <= len(given) <= 2 and all("\u3400" <= c <= "\u9fff" for c in surface)
    return fits and not any(c in _NEVER_GIVEN for c in given)


def short_forms(name: str, surnames: frozenset[str]) -> Iterator[str]:
    """The forms by which a text may call the person `name`: of a dotted name its parts and the first syllable of the last
    one with 帅 and the like, of a full name the surname with 老, 总 or a title, the given name with 姐 and the like, the
    given name."""
    if any(dot in name for dot in "·・•‧"):
        parts = re.split("[·・•‧]", name)
        yield from (part for part in (parts[-1], parts[0]) if len(part) > 1)
        if "\u4e00" <= parts[-1][:1] <= "\u9fff":
            yield parts[-1][0] + "帅"
        return
    if not is_full_name(name, surnames):
        return
    surname = surname_of(name, surnames)
    given = name[len(surname) :]
    yield from (prefix + surname for prefix in _BEFORE_SURNAME)
    yield from (surname + suffix for suffix in _AFTER_SURNAME)
    yield from (surname + title for title in _TITLES)
    yield from (given[-1] + suffix for suffix in ("姐", "哥", "总", "爷", "叔", "仔"))
    yield from (prefix + given[-1] for prefix in ("小", "阿"))
    if len(given) == 2:
        yield given
        yield from (given + suffix for suffix in ("姐", "哥", "总", "老师"))


def title_of(form: str, surnames: frozenset[str]) -> str:
    """The title of a form that is a surname with one (李局长, 李总, 瞿师傅, 谌老), "" of any other form."""
    surname = surname_of(form, surnames)
    rest = form[len(surname) :]
    return rest if surname and (rest in _TITLES or rest in _AFTER_SURNAME) else ""


def identifies(title: str) -> bool:
    """Whether a surname with `title` is one person in an article that never tells the full name (瞿师傅, not 李女士)."""
    return title in _TITLES and title not in _COURTESY


def bears(title: str, before: str, behind: str) -> bool:
    """Whether the words right `before` or `behind` a full name give its bearer `title` (校长某某, 某某教授, 某某是局长)."""
    if title not in _TITLES and title not in _STANDS_FOR:
        return False
    forms = _STANDS_FOR.get(title, re.escape(title))
    return bool(re.search(rf"(?:{forms})长?$", before) or re.match(rf"[^。；]{{0,12}}?(?:{forms})", behind))
