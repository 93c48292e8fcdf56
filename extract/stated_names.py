"""Names that the text itself says are one thing: 以下简称, 花名, names in brackets, nicknames in front of a name, 更名为."""

import re
from collections.abc import Iterator, Sequence

from extract.everywhere import Named
from extract.lexicon import Lexicon
from extract.person_aliases import title_of
from extract.personal_names import is_full_name, surname_of

_CALLED = (
    "(?:简称|合称|统称|又称|也称|亦称|俗称|全称|本名|原名|旧称|旧名|曾用名|英文名|中文名|外文名|汉名|俗名|乳名|小名|花名|绰号|外号|诨号|笔名|艺名|网名|法号|昵称|"
    "人称|又名|别名|亦作|即)"
)
# The words between a name and its other name: 南极圈（以下简称“…”）, 海豚仓全称…, 赵凯文（Kevin Zhao）.
_BETWEEN = re.compile(rf"^[”」』》]?[，,]?[（(]?(?:以下|下文|下)?(?:{_CALLED}|称)(?:为|是|叫)?[：:]?[“「『《]?$")
_OPENS = re.compile(r"^[”」』》]?[（(][“「『《]?$")
_CLOSES = re.compile(r"[”」』》]?[）)]")
_CALLS_HIM = r"(?:人称|尊?称呼?|叫|喊|唤|管)[他她](?:叫|作|做|为|是)?"
_NICKNAME = re.compile(
    rf"(?P<open>[（(])?(?:(?P<him>{_CALLS_HIM})|花名|绰号|外号|诨号|昵称|笔名|艺名|网名|英文名|中文名|汉名|乳名|小名|本名|原名|人称|唤作|称作|称为|尊称为?)(?:是|叫|为)?[“「『]?$"
)
_IN_FRONT = re.compile(r"^[”」』]的?[^，。；！？、“「]{0,8}$")  # 「枫姐」陈枫, 笔名「阿蚝」的插画家麦晓岚
_TURN_LABEL = re.compile(r"[ \t]*[：:]")
_RENAMED = re.compile(
    r"^[”」』》]?[^。；\n]{0,24}?(?:更名|改名|改称|易名|升格|改组|改制|改建|变更)(?:登记)?(?:为|叫做?|成)[“「『]?$"
)
_FORMERLY = re.compile(r"^[”」』》]?[^。；\n]{0,10}?(?:的?前身|原名|旧称|原称)(?:为|是|系|叫)?[“「『]?$")
# The same where the name in front is only called 学校, 厂子 …, with the endings of the names that the noun can mean.
_ITS_NAME = re.compile(
    r"(?P<noun>学校|该校|厂子?|公司|医院|该院|剧团|报社|俱乐部|球队|协会|商会|银行)[^，。；\n]{0,10}?(?:(?P<now>(?:更名|改名|改称|易名|升格|改组|改制)(?:为|叫做?|成))|(?:的?前身|原名|旧称)(?:为|是|系|叫)?)[“「『]?$"
)
_KINDS = {
    "学校": ("大学", "学院", "学校", "中学", "小学"),
    "该校": ("大学", "学院", "学校", "中学", "小学"),
    "厂": ("厂",),
    "厂子": ("厂",),
    "公司": ("公司", "集团", "股份", "科技"),
    "医院": ("医院",),
    "该院": ("医院", "学院", "研究院"),
    "剧团": ("剧团", "剧院"),
    "报社": ("报", "报社"),
    "俱乐部": ("俱乐部",),
    "球队": ("队", "俱乐部"),
    "协会": ("协会", "会"),
    "商会": ("会",),
    "银行": ("银行", "行"),
}
_FAR = 40  # mentions back that 学校 can mean
_LIST_MARKS = ("、", "和", "与", "及")


def stated_pairs(
    named: Sequence[Named], keys: Sequence[tuple[str, ...]], text: str, lexicon: Lexicon
) -> Iterator[tuple[int, int, bool]]:
    """Pairs of places in `named` that `text` says are one, and whether the second is a former name; `keys` are their types
    and forms."""
    for index in range(1, len(named)):
        before, here = named[index - 1], named[index]
        between = text[before.end : here.start]
        bracketed = _OPENS.match(between) and _CLOSES.match(text, here.end)  # 赵凯文（Kevin Zhao）
        stated = _BETWEEN.match(between) or (bracketed and _one_thing(keys[index - 1], keys[index], lexicon))
        of_a_list = text[before.start - 1 : before.start] in _LIST_MARKS  # 江苏、浙江（以下简称长三角）
        if len(between) <= 14 and before.type == here.type and stated and not of_a_list:
            yield index - 1, index, False
        elif here.type == "PER" and (nickname := _NICKNAME.search(text, max(0, here.start - 9), here.start)):
            owner = _owner(named, index, text, nickname)
            if owner is not None and _may_be(text, named[owner], here, lexicon.surnames):
                yield owner, index, False
        elif here.type == before.type == "PER" and _stands_in_front(text, before, here):
            yield index, index - 1, False
        elif here.type == before.type == "ORG" and not of_a_list and _RENAMED.match(between):
            yield index, index - 1, True
        elif here.type == before.type == "ORG" and not of_a_list and _FORMERLY.match(between):
            yield index - 1, index, True
        elif here.type == "ORG" and (change := _ITS_NAME.search(text, max(0, here.start - 24), here.start)):
            endings = _KINDS[change["noun"]]
            earlier = (i for i in range(index - 1, max(-1, index - _FAR), -1) if named[i].type == "ORG")
            other = next((i for i in earlier if keys[i][1].endswith(endings)), None)
            if other is not None:
                yield (index, other, True) if change["now"] else (other, index, True)


def _one_thing(before: tuple[str, ...], inside: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether a name that fills a bracket can be another name of the one in front: not where both are well known as
    different things, both are full names of persons, or both are places."""
    entries = [lexicon.entry(key[1]) for key in (before, inside)]
    known_apart = all(entries) and entries[0] != entries[1]
    two_people = before[0] == "PER" and all(is_full_name(key[1], lexicon.surnames) for key in (before, inside))
    return not known_apart and not two_people and before[0] != "LOC"


def _stands_in_front(text: str, nickname: Named, name: Named) -> bool:
    """Whether a nickname in marks touches the name behind it (「枫姐」陈枫)."""
    return text[nickname.start - 1 : nickname.start] in ("“", "「") and text[nickname.end : name.start] in ("”", "」")


def _owner(named: Sequence[Named], index: int, text: str, nickname: re.Match[str]) -> int | None:
    """Whose nickname mention `index` is: in brackets that of the name in front of them, else the person right behind it,
    else the one last named before it in the paragraph; whom 他 means is not who tells it in an interview."""
    if nickname["open"]:
        return index - 1 if named[index - 1].end == nickname.start() and named[index - 1].type == "PER" else None
    if index + 1 < len(named) and named[index + 1].type == "PER":
        between = text[named[index].end : named[index + 1].start]
        if _IN_FRONT.match(between):
            return index + 1
    start = text.rfind("\n", 0, named[index].start)
    for before in range(index - 1, -1, -1):
        if named[before].start < start:
            return None
        label = named[before].start == start + 1 and _TURN_LABEL.match(text, named[before].end)
        if named[before].type == "PER" and not (nickname["him"] and label):
            return before if _reaches(text, named[before].end, nickname.start()) else None
    return None


def _reaches(text: str, name_end: int, nickname: int) -> bool:
    """Whether the words at `nickname` can speak of whom the text names at `name_end`: in the same sentence, or by 他."""
    sentence = max(text.rfind(mark, name_end, nickname) for mark in "。！？")
    return sentence < 0 or bool(re.search("[他她其]", text[sentence : nickname + 3]))


def _may_be(text: str, owner: Named, nickname: Named, surnames: frozenset[str]) -> bool:
    """Whether a nickname can be that of `owner`: not where it is another surname with a title (瞿师傅)."""
    name, form = text[owner.start : owner.end], text[nickname.start : nickname.end]
    if not title_of(form, surnames) or not is_full_name(name, surnames):
        return True
    return surname_of(form, surnames) == surname_of(name, surnames) or form[0] in name
