"""Houses and shops that a text names by where the name stands: the hall in which something takes place, which the tagger
cuts into common words (在海员职工活动中心举行), and the headings of a guide (📍 柳边小院：…)."""

import re
from collections.abc import Callable, Iterator

from extract.candidates import Candidate
from extract.common_nouns import is_common_noun
from extract.lac import Words
from extract.place_nouns import is_kind_of_place
from extract.places import Gazetteer

_HALL = "(?:活动|会展|会议|展览|文化|艺术|体育|音乐|演艺|表演|国际|博览|游客|购物|流行音乐|游泳|网球|奥体|奥林匹克)中心|文化宫|礼堂|会堂|剧院|剧场|大厦|酒店|饭店|宾馆|酒楼|广场|公园|体育馆|体育场|殡仪馆|音乐厅|展览馆|会展馆|纪念堂|烈士陵园|教堂|影城"
_HELD = re.compile(
    rf"(?<![现存实正])[在于](?P<name>[\u4e00-\u9fff]{{2,12}}?(?:{_HALL}))"
    r"(?=(?:隆重|正式|顺利|如期|圆满|同步|首度|盛大|热闹|落成|重新)?(?:举行|举办|召开|开幕|闭幕|落幕|登场|颁奖|颁发|上演|首演|开演|开唱|揭幕|演出|拉开|与他|与她|送别))"
)
_NO_HALL = re.compile(
    r"(?:小区|社区|学校|校园|校内|村|镇|乡|市区|城区|市郊|公司|单位|厂|酒店|本|该|当地|附近|隔壁|[一二两三几某这那]|自己|户外|室内|露天|大型|新|旧|老|另|同|其|全|各|多|母校|家乡|市中心|海外|境外|国内)|[\u4e00-\u9fff]*[的了和与及在于为将被]"
)
_LONG = 7  # so many characters are no kind of house
_HEADING = re.compile(
    r"^[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\u200d]? ?(?P<name>[\u4e00-\u9fff·]{3,8})(?=$|[：:｜|（(])",
    re.MULTILINE,
)
_SHOP = re.compile(
    "(?:咖啡|铺|[小菜面茶酒饭餐粉书]?馆|小院|客栈|民宿|酒店|酒吧|茶舍|茶室|茶楼|茶铺|餐厅|酒楼|食堂|书店|书局|书屋|面包房|甜品|糖水|粥|糕|饼店|面店|小店|火锅|烧烤|大排档|农庄|山庄|市集|市场|夜市|寺|庙|祠|塔|桥|街|巷|路|公园|古镇|古村|古城|园|岛|湾|滩|码头)$"
)
_INSTITUTION = re.compile("(?:美术馆|博物馆|图书馆|纪念馆|档案馆|科技馆)$")  # organisations, even as venues
_OF_A_SCHOOL = re.compile(
    r"(?:大学|学院)(?P<name>(?![大小食礼课讲学教行])[\u4e00-\u9fff]{2}[堂楼])(?=[里内前，。]|门口|举行|举办|召开|开幕|上演|报告厅)"
)
_PLACES = frozenset({"LOC", "ns"})
_OF_THE_DEAD = re.compile("殡仪馆|火葬场|烈士陵园")


def venues(words: Words, text: str, known: Gazetteer, is_word: Callable[[str], bool]) -> Iterator[Candidate]:
    """The places of `text` that stand as halls or head a guide's paragraph. `words` tile its sentences."""
    for match in _HELD.finditer(text):
        start, end = match.span("name")
        name = match["name"]
        if _NO_HALL.match(name) or is_common_noun(name) or is_kind_of_place(name, is_word):
            continue
        if len(name) < _LONG and known.opening(text, start, end) == start:
            continue
        for first, last in known.parts(text, start, end):
            yield Candidate(first, last, "LOC", 0.9, "small place")
    for match in _HEADING.finditer(text):
        name = match["name"]
        shop = _SHOP.search(name) and not _INSTITUTION.search(name)
        if shop and not is_common_noun(name) and not is_kind_of_place(name, is_word):
            yield Candidate(*match.span("name"), "LOC", 0.97, "small place")
    for hall in _OF_A_SCHOOL.finditer(text):
        if not is_word(hall["name"]):
            yield Candidate(*hall.span("name"), "LOC", 0.9, "small place")
    ends: dict[int, int] = {}
    for house in _OF_THE_DEAD.finditer(text):
        ends = ends or {words[i].end: words[i].start for i in words.tagged(_PLACES)}
        start = ends.get(house.start(), ends.get(house.end(), house.start()))
        if start < house.start():
            yield Candidate(start, house.end(), "LOC", 0.99, "small place")
