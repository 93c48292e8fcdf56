"""Places in places: 江苏省无锡市, 福建的泉州. A chain of them is one slot, the innermost, and says where that lies."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from extract.reading import Fact
from extract.slots import SYMBOL, Pattern, Slot
from extract.statements import Statement

_LOC = SYMBOL["LOC"]
_LINK = re.compile(
    r"(?:[^，。；、的]{0,3}的?)(?:首都|首府|省会|(?:港口|海滨|沿海|边境|边陲|工业|旅游|历史|北部|南部|东部|西部|中部)(?:城市|小城|重镇|名城)|小城|小镇|古城|古镇|县城)|(?:城[东西南北中]|[东西南北]部|[东西南北]郊|郊外|近郊|市中心|市区|城区|老城区?|境内|郊区)的?|的"
)
_SEVERAL = re.compile(r"等[地国省市]?|[两二三四五六各]地")
# No place but a country or a continent holds these: 上海北京等地 lists them.
_HIGHEST = frozenset(
    "北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 "
    "台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 中国 美国 英国 法国 德国 日本 韩国 朝鲜 俄罗斯 印度 巴西 加拿大 澳大利亚 意大利 西班牙 "
    "泰国 越南 新加坡 马来西亚 印尼 印度尼西亚 菲律宾 乌克兰 以色列 伊朗 土耳其 埃及 南非 墨西哥 瑞士 瑞典 荷兰 波兰".split()
)
_HOLDS_COUNTRIES = re.compile(r"中国|大陆|.[洲欧]$|东南亚|[东西南北中]亚|中东|北美|南美|拉美")
_LEVEL = re.compile(r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$")


def nested(pattern: Pattern, names: Mapping[str, str]) -> tuple[Pattern, list[Statement]]:
    """`pattern` with every chain of places as its last, and what the chains state. `names` are the entities' names."""
    form = pattern.form
    if form.count(_LOC) < 2:
        return pattern, []
    joined: list[str] = []
    slots: dict[int, Slot] = {}
    stated: list[Statement] = []
    position = 0
    while position < len(form):
        slot = pattern.slots.get(position)
        if slot is not None and slot.kind == "LOC":
            while (following := _inner(pattern, position, names)) is not None:
                inner = pattern.slots[following]
                stated.append(Statement("location", inner.members, slot.members[-1:], 0.8))
                slot = Slot("LOC", slot.start, inner.end, inner.members)
                position = following
        if slot is not None:
            slots[len(joined)] = slot
        joined.append(form[position])
        position += 1
    return Pattern("".join(joined), slots), stated


def _inner(pattern: Pattern, position: int, names: Mapping[str, str]) -> int | None:
    """Where the place stands that lies in the one at `position` and follows it directly or after 的."""
    form = pattern.form
    link = _LINK.match(form, position + 1)
    gap = len(link[0]) if link else 0
    following = position + 1 + gap
    inner = pattern.slots.get(following)
    if inner is None or inner.kind != "LOC":
        return None
    outer = pattern.slots[position]
    if inner.start - outer.end > gap + 2 * bool(gap):  # marks may stand around a name behind 的
        return None
    if inner.end - inner.start == 1 or (outer.end - outer.start == 1 and not gap):
        return None  # 中美, 京沪
    end = following + 1
    while form.startswith(_LOC, end):
        end += 1
    if not gap and _SEVERAL.match(form, end):
        return None
    if any(_LEVEL.sub("", names.get(one, "")) in _HIGHEST for one in inner.members):
        return following if all(_HOLDS_COUNTRIES.search(names.get(one, "")) for one in outer.members) else None
    return following


def nearest(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """`facts` without the places of something that only hold another place of it: a shop in 西溪路, and so in 杭州."""
    kept = tuple(facts)
    within: dict[str, set[str]] = defaultdict(set)
    for fact in kept:
        if fact.predicate == "location":
            within[fact.subject].add(fact.object)
    return tuple(f for f in kept if f.predicate != "location" or not _beyond(f, within))


def _beyond(fact: Fact, within: Mapping[str, set[str]]) -> bool:
    """Whether another place of the subject lies in the object, and not the object in it."""
    inner = (one for one in within[fact.subject] if one != fact.object)
    return any(fact.object in within.get(one, ()) and one not in within.get(fact.object, ()) for one in inner)
