"""Ways and houses of traffic: lines of the underground (云州地铁4号线, 四号线), railways and motorways that are called by the
places that they join (沪昆高铁), stations and airports with their town in front (云州飞云机场), streets behind a district."""

import re
from collections.abc import Callable, Iterator

from extract.candidates import Candidate
from extract.lac import Word, Words
from extract.place_nouns import is_kind_of_place
from extract.places import Gazetteer
from extract.signed import Signed

_LINE = Signed(
    re.compile(
        r"(?P<number>(?<![第第\d一二三四五六七八九十.])(?:\d{1,2}|[一二三四五六七八九十]{1,3})号线)(?![索路程圈段缆头上材切条]|生产)"
    ),
    sign=re.compile("号线"),
    reach=3,
)
_RAILS = ("轨道交通", "有轨电车", "地铁", "轻轨", "城轨", "捷运", "轨交", "云轨")
_OF_LINES = re.compile("地铁|轨道|轻轨|城轨|捷运|换乘|乘客|车站|站台|列车|通车|[一二三四五六七八九十\\d]站")

# The characters by which places are called in the names of ways, rare ones for what else they mean left out.
_SHORT = (
    "京津沪渝冀豫云滇辽黑湘皖鲁新疆苏浙赣鄂桂甘陇晋蒙陕秦吉闽贵黔粤川蜀青藏琼宁港澳深广珠莞佛惠汕厦漳泉福温甬杭嘉湖绍台金衢丽通扬镇常锡徐连淮盐泰宿合芜蚌安庆阜六亳池宣铜滁马昌九景萍余鹰抚济烟威潍淄枣临德聊滨菏郑洛汴焦濮许漯商信周武襄宜荆黄咸随恩孝长株潭衡邵岳张益郴永怀娄"
    "绵乐雅达遂南巴泸自攀西凉眉资遵毕兴都昆曲玉楚普版保宝汉榆延渭兰天白酒银石吴固格库敦哈齐牡佳伊绥沈大鞍丹锦营盘铁朝葫唐邯邢承沧廊太阳朔忻运呼包乌赤邕柳梧北钦百贺河崇韶清肇梅龙莆隆百水瑞杭喀霍若准叙沿揭茂湛防日那林拉满虎桦仙赣瓮织纳大二三百中龙丰阳化兴义成万雄"
)
_WAY = re.compile(
    rf"(?P<name>[{_SHORT}]{{2,3}})(?P<kind>高速公路|高速铁路|城际铁路|客运专线|高速|高铁|铁路|城际|客专|复线|动车)"
)
_SURELY_SHORT = re.compile("[京津沪渝冀豫滇湘皖鲁赣鄂桂陇晋陕闽黔粤蜀藏琼甬蓉穗]")  # a word of them names two places
_REGION = re.compile("[京津沪渝川藏成武广滇黔]{2}")  # two places that are also spoken of as one
_WAY_KIND = re.compile("高速|高铁|铁路|城际|客专|客运专线|复线|动车")
_LEFT = frozenset("走沿从在对，、。；和与经上由因至到入往过及的将把乘坐修建（“为 \n：")
_NO_WAY = re.compile(
    "开通|新[开通建]|通达|长大|黑河|大连|和平|自贡|安全|京津冀|长江|黄河|北京|新疆|河[南北]|湖[南北]|广[东西]|[云贵]南"
)
# What makes another thing of them: 沪昆高铁公司, 兰新铁路局.
_OF_A_WAY = re.compile("[局员法]|公司|集团|有限|警|检察|法院|医院|学院|分局|建设(?:局|公司)|投资|总工会")

_AIRPORT = re.compile(
    r"(?:国际|支线)?机场(?!集团|公司|有限|管理|建设|大道|高速|路|巴士|快线|股份|海关|边检|分局|公安|警)"
)
_STATION = re.compile(r"(?:[东西南北]站|站|车站|火车站|汽车站|客运站|高铁站)$")
_NO_STATION = re.compile("[长台点名岗务前队台址在着立起出稳住起]")
_NAME_TAGS = frozenset({"n", "nz", "nr", "PER", "ns", "LOC", "nw"})
_PLACES = frozenset({"LOC", "ns"})
_NO_AIRPORT = re.compile("首都|国际|各大|周边|附近|多个|军用|民用|两座|主要|枢纽|支线|新|老|当地|通用|目的|所有|多座")

_STREET = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,4}?(?:大街|大道|路|街))(?=上|旁|边(?!境|缘)|口(?!岸)|的(?!确)|[、，。；）与和至]|\d+号|[东西南北中]段)"
)
_NO_STREET = re.compile(
    "^[沿老主各某一几这那多有在和与的等内里外上下全每]|[的了在是有与和这那条]|^(?:街道|十字)|[道铁公马小大]路$|[大小老]街$"
)
_SURE = 0.97


def traffic_names(words: Words, text: str, known: Gazetteer, is_word: Callable[[str], bool]) -> Iterator[Candidate]:
    """The ways and houses of traffic of `text`."""
    yield from _lines(text, known)
    yield from _ways(words, text, known, is_word)
    for index in words.tagged(_PLACES):
        yield from _of_place(words, index, text, known)
        yield from _street_behind(words[index], text, is_word)


def _lines(text: str, known: Gazetteer) -> Iterator[Candidate]:
    if "号线" not in text or not _OF_LINES.search(text):
        return
    for match in _LINE.finditer(text):
        start = match.start()
        rails = next((r for r in _RAILS if text.endswith(r, 0, start)), "")
        start -= len(rails)
        yield Candidate(start - _place_in_front(text, start, known), match.end(), "LOC", _SURE, "traffic")


def _place_in_front(text: str, end: int, known: Gazetteer) -> int:
    """How many characters the well-known place has that ends at `end`."""
    return next((n for n in (4, 3, 2) if end >= n and text[end - n : end] in known.places), 0)


def _ways(words: Words, text: str, known: Gazetteer, is_word: Callable[[str], bool]) -> Iterator[Candidate]:
    for kind in _WAY_KIND.finditer(text):
        for length in (3, 2):
            start = kind.start() - length
            match = _WAY.match(text, start) if start >= 0 else None
            if match is None or match.start("kind") != kind.start():
                continue
            name = match["name"]
            first = words.border(start) or text[start - 1 : start] in _LEFT
            known_alone = name in known.places and not _REGION.fullmatch(name)
            common = is_word(name) and not _SURELY_SHORT.search(name)
            if not first or known_alone or common or _NO_WAY.match(name) or _OF_A_WAY.match(text, match.end()):
                continue
            yield Candidate(start, match.end(), "LOC", _SURE, "traffic")
            break


def _of_place(words: Words, index: int, text: str, known: Gazetteer) -> Iterator[Candidate]:
    """The station or the airport that begins with the place `words[index]`."""
    word = words[index]
    surface = text[word.start : word.end]
    station = _STATION.search(surface)
    if station and surface[: station.start()] in known.places and not _NO_STATION.match(text, word.end):
        yield Candidate(word.start, word.end, "LOC", _SURE, "traffic")
        return
    if surface.endswith("机场") and len(surface) > 4 and known.opening(text, word.start, word.end) > word.start:
        if _AIRPORT.match(text, word.end - 2):
            yield Candidate(word.start, word.end, "LOC", _SURE, "traffic")  # 云州飞云机场
        return
    last = index + 1
    if last < len(words) and words[last].start == word.end:
        if text[words[last].start : words[last].end] in {"车站", "火车站"} and surface[-1] not in "省国":
            yield Candidate(word.start, words[last].end, "LOC", _SURE, "traffic")
            return
        name = words[last]
        named = name.tag in {"LOC", "ns"} and 3 < name.end - name.start < 7 and surface in known.places
        if named and text.endswith("机场", name.start, name.end) and not text.startswith("国际", name.start):
            yield Candidate(word.start, name.end, "LOC", _SURE, "traffic")  # 遵义|新舟机场
            return
        if name.tag in _NAME_TAGS and 1 < name.end - name.start < 4 and not _NO_AIRPORT.match(text, name.start):
            airport = _AIRPORT.match(text, name.end)
            if airport:
                yield Candidate(word.start, airport.end(), "LOC", _SURE, "traffic")


def _street_behind(word: Word, text: str, is_word: Callable[[str], bool]) -> Iterator[Candidate]:
    """The street that follows a district: 湖东区|柳沿路."""
    if text[word.end - 1] not in "区县":
        return
    match = _STREET.match(text, word.end)
    if match is None:
        return
    name = match["name"]
    if not _NO_STREET.search(name) and not is_word(name) and not is_kind_of_place(name, is_word):
        yield Candidate(*match.span("name"), "LOC", _SURE, "traffic")
