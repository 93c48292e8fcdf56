"""Which well-known places lie apart: countries, the provinces of China, and their cities (`names/provinces.tsv`).

A place is known by what holds it, itself among that. Two lie apart where these differ on one level; what merely holds the
other, or stands on no level that both have, does not. Borders that have moved within living memory tell nothing.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import product
from typing import TypeAlias

from extract.tables import table

Region: TypeAlias = tuple[str, ...]  # country, province, city: as many of them as are known; () for an unknown place

_HOME = "中国"
_TITLES = ("省", "市", "自治区", "特别行政区", "自治州")  # after which a name may go on inside the place: 杭州市余杭区
# Of these one was a part of the other, or both of a third, when people who are written about were born.
_ONCE_ONE = tuple(
    frozenset(together.split())
    for together in (
        *(
            "河北 北京 天津",
            "江苏 上海",
            "江苏 安徽",
            "四川 重庆",
            "四川 西藏",
            "广东 海南",
            "广东 广西",
            "甘肃 宁夏",
            "甘肃 青海",
        ),
        *("内蒙古 辽宁 吉林 黑龙江", "内蒙古 甘肃 宁夏", "河北 内蒙古", "河北 辽宁"),
        *(
            "印度 巴基斯坦 孟加拉国",
            "苏丹 南苏丹",
            "塞尔维亚 黑山 科索沃 克罗地亚 斯洛文尼亚 波黑 北马其顿",
            "以色列 巴勒斯坦 约旦",
        ),
        *(
            "埃塞俄比亚 厄立特里亚",
            "印度尼西亚 东帝汶",
            "马来西亚 新加坡",
            "捷克 斯洛伐克",
            "韩国 朝鲜",
            "波兰 乌克兰 白俄罗斯 立陶宛",
        ),
        *(
            "俄罗斯 乌克兰 白俄罗斯 哈萨克斯坦 乌兹别克斯坦 吉尔吉斯斯坦 塔吉克斯坦 土库曼斯坦 格鲁吉亚 亚美尼亚 阿塞拜疆 摩尔多瓦 爱沙尼亚 拉脱维亚 立陶宛",
        ),
        *("奥地利 匈牙利 捷克 斯洛伐克 罗马尼亚", "德国 波兰", "英国 爱尔兰", "南非 纳米比亚"),
    )
)
_PAST = frozenset(
    "中华民国 苏联 南斯拉夫 捷克斯洛伐克 东德 西德 沙俄 奥斯曼帝国 奥匈帝国 罗马帝国 拜占庭 普鲁士".split()
)


def region(names: Iterable[str]) -> Region:
    """Where the one place lies that is called all this, or that lies in what is called so; () where the names are of several
    places apart, or of none that is known."""
    found: set[Region] = {known for name in names if (known := _named(name))}
    longest = max(found, key=len, default=())
    return longest if all(one == longest[: len(one)] for one in found) else ()


def apart(one: Region, other: Region) -> bool:
    """Whether two places have nothing in common."""
    for ours, theirs in zip(one, other, strict=False):
        if ours != theirs:
            return (
                not any(ours in together and theirs in together for together in _ONCE_ONE)
                or len(one) == len(other) == 3
            )
    return False


def _named(name: str) -> Region:
    known = _known()
    if name in known:
        return known[name]
    for length, title in product(range(len(name) - 1, 2, -1), _TITLES):
        if name[:length].endswith(title) and name[:length] in known:
            return known[name[:length]]
    return ()


@cache
def _known() -> dict[str, Region]:
    """The region of every form that names one place alone."""
    folder = files(__package__) / "names"
    within: dict[str, Region] = {}
    for row in table("provinces.tsv", (folder / "provinces.tsv").read_bytes(), ("province", "cities")):
        within |= {city: (_HOME, row.cells["province"], city) for city in row.parts("cities")}
    meant: dict[str, list[Region]] = {}
    columns = ("name", "type"), ("aliases", "risky", "kind")
    for row in table("places.tsv", (folder / "places.tsv").read_bytes(), *columns):
        name, kind = row.cells["name"], row.cells.get("kind")
        own = within.get(name, ())
        if kind == "country" and name not in _PAST:
            own = (name,)
        elif kind == "province":
            own = (_HOME, name)
        for form in (name, *row.parts("aliases")):
            meant.setdefault(form, []).append(own)
    return {form: regions[0] for form, regions in meant.items() if len(regions) == 1 and regions[0]}
