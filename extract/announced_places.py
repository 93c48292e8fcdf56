"""Places that a text introduces by what they are: 一条叫石梁沟的山谷, 山顶是望峰，这个小村…, and those of a list that says
what they are (栖云公馆、望江府等楼盘)."""

import re
from collections.abc import Callable, Iterator

from extract.candidates import Candidate
from extract.common_nouns import is_common_noun
from extract.place_nouns import is_kind_of_place
from extract.signed import Signed

_HAN = "[\u4e00-\u9fff]"
_KIND = (
    "山谷|山沟|山村|山坳|山寨|山头|山峰|高山|雪山|村子|村庄|村寨|村落|小村|渔村|古村|自然村|小镇|镇子|古镇|集镇|小城|县城|山城|小岛|岛屿|海岛|海湾|港口|码头|渡口|河流|小河|河|溪流|小溪|溪|湖泊|湖|水库|水潭|"
    "巷子|小巷|胡同|弄堂|老街|小街|街道|街|寨子|寨|屯子|屯|林场|农场|牧场|草原|沙漠|戈壁|峡谷|垭口|山口|河谷|海滩|沙滩|公园|广场|小区|楼盘|车站|小站|渔港|边境小城"
)
_CALLED = re.compile(
    rf"(?:名叫|叫做?|叫作|名为|唤作|称作)[“「]?(?P<name>{_HAN}{{2,5}}?)[”」]?的(?:小|古老的?|偏僻的?|边境|海边|海滨|沿海)?(?:{_KIND})(?![长民主庆人青少女男妇孩汉姑])"
)
_THIS = Signed(
    re.compile(
        rf"(?:(?<=[是到在])|(?<=抵达)|(?<=来到))(?P<name>{_HAN}{{2,4}})，(?:这|那|一)[个座条片处](?:[^，。；的]{{1,12}}的)?(?:{_KIND})(?![长民主庆人青少女男妇孩汉姑])"
    ),
    sign=re.compile("，[这那一][个座条片处]"),
    reach=4,
)
_ITEM = f"{_HAN}{{2,8}}"
_LIST = Signed(
    re.compile(
        rf"(?P<items>{_ITEM}(?:、{_ITEM}){{1,9}})等(?:多|[两三四五六七八九十几\d]+)?[个座处条]?(?:著名|知名|热门|主要|在售|高端|新建|周边|沿线)?"
        "(?:楼盘|小区|景点|景区|古镇|古村|古村落|村寨|村庄|公园|商圈|站点|车站|口岸|港口|岛屿|湖泊|河流|海滩|雪山|冰川|寺院|寺庙)"
    ),
    sign=re.compile("、"),
    reach=8,
)
_VERB = re.compile(
    ".*(?:开发|建设|打造|推出|操盘|代建|承建|包括|涵盖|途经|串联|覆盖|游览|走过|有|过|了|及|和|与|的|在|到|从|为|是)"
)
_GRAMMAR = re.compile(
    "[的了着过是在与把被从对将向于到给让跟为和及等就也都还又已再没不很最更太这那我你他她它们吗呢吧说之其该此每各某哪谁什么]|^[一二三四五六七八九十两几多当以]|[里外内中旁边侧时年月日天间者员人师家方面会得道]$"
)
_FOUND = 0.9


def announced_places(
    text: str, is_word: Callable[[str], bool], is_place_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """The places that `text` announces."""
    spans = [m.span("name") for m in _CALLED.finditer(text)] if "的" in text else []
    spans += [m.span("name") for m in _THIS.finditer(text)]
    for match in _LIST.finditer(text):
        position = match.start("items")
        for number, item in enumerate(match["items"].split("、")):
            end = position + len(item)
            verb = _VERB.match(item) if number == 0 else None
            if number or verb:
                spans.append((position + (verb.end() if verb else 0), end))
            position = end + 1
    for start, end in spans:
        name = text[start:end]
        if len(name) < 2 or (is_word(name) and not is_place_word(name)) or _GRAMMAR.search(name):
            continue
        if not is_common_noun(name) and not is_kind_of_place(name, is_word):
            yield Candidate(start, end, "LOC", _FOUND, "small place")
