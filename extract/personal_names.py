"""The forms of a person's name: what a full name looks like, and the short forms that a text makes of it."""

import re
from collections.abc import Iterator

# Characters of grammar that no given name holds: 关系的 is none.
_NEVER_GIVEN = frozenset("的了是在与及或们吗呢吧被把将从向对这那着过")
_BEFORE_SURNAME = ("老", "小", "阿", "大")
_AFTER_SURNAME = (
    "总 姐 哥 董 工 叔 婶 帅 导 爷 队 局 处 科 院 校长 院长 主任 书记 局长 县长 市长 镇长 老师 教授 博士 医生 先生 女士 小姐 "
    "太太 师傅 教练 指导 律师 法官 警官 大爷 大妈 大姐 大哥 阿姨 经理 老板 院士 记者 所长 馆长 团长 队长 会长 社长 厂长 店长 老"
).split()


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
    """The forms by which a text may call the person `name`: of a dotted name its parts, of a full name the surname
    with 老, 总 and the like, the given name with 姐 and the like, the given name."""
    if any(dot in name for dot in "·・•‧"):
        parts = re.split("[·・•‧]", name)
        yield from (part for part in (parts[-1], parts[0]) if len(part) > 1)
        return
    if not is_full_name(name, surnames):
        return
    surname = surname_of(name, surnames)
    given = name[len(surname) :]
    yield from (prefix + surname for prefix in _BEFORE_SURNAME)
    yield from (surname + suffix for suffix in _AFTER_SURNAME)
    yield from (given[-1] + suffix for suffix in ("姐", "哥", "总", "爷", "叔", "仔"))
    if len(given) == 2:
        yield given
