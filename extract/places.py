"""Where a chain of places is cut (安徽省|六安市, 北京|辽宁大厦), and where a place in front of a name is one of its own
(新加坡|南洋理工大学, but 新加坡国立大学)."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Self

from extract.common_nouns import is_common_noun
from extract.lac import Words
from extract.lexicon import Lexicon
from extract.tokenizer import is_common_phrase

# 东城区, 六安市, 余杭镇: an administrative unit, the shortest that closes here. 小区, 园区 and the like are none.
_UNIT = re.compile(
    r"[\u4e00-\u9fff]{2,6}?高速(?:公路)?(?=[\u4e00-\u9fff]{2,4}(?:收费站|服务区|出口|枢纽|互通|隧道|大桥))|"
    r"[\u4e00-\u9fff]{2,3}岛(?=[\u4e00-\u9fff]{2,4}[村镇乡]$)|"
    r"[\u4e00-\u9fff]{1,10}?(?:自治区|特别行政区|自治州|自治县|新区)|"
    r"[\u4e00-\u9fff]{2,4}?(?:省|市(?!场|民|政|委|立)|州(?=[\u4e00-\u9fff]{2,4}[市县])|县(?!城|政|委|立)|(?<![小社园景校城市郊山街库地战灾牧林战禁专特军开发高新工业保税港])区(?!域|块)|镇(?!政|上)|(?<=[^新])乡(?!村|镇|里|下|政)|街道(?!办))"
)
# What goes on with a name that a place has begun: 南通|国际会展中心 and 上海|北站 are one name.
_GENERIC = re.compile(
    r"(?:国际|国家|国立|殡仪|流行音乐|烈士|青少年|职工|中央|人民(?!路|大道|街|[东西南北中]路)|工人|体育|奥体|奥林|会展|会议|展览|博览|火车|高铁|客运|汽车|机场|国宾|大剧院|歌剧院|音乐厅|戏剧院|大会堂|大酒店|大厦|饭店|宾馆|酒店|剧院|中心|植物|动物|"
    r"海洋|海底|森林|湿地|世纪|时代|市民|市委|市政|文化|科技|科学|艺术|音乐|历史|工业|产业|创业|创新|步行|美食|经济|高新|软件|创意|大学|新区|新城|老城|古城|古镇|老街|外滩|"
    r"城市|城区|市区|地区|区域|大桥|大道|大街|图书|博物|美术|地铁|自贸|自由|保税|综合|半岛|群岛|盆地|平原|高原|海峡|流域|沿岸|周边|湾区|本部|本岛|总部|"
    r"第[一二三四五六七八九十]|[东西南北中上下内外][部岸站路街门郊区环城山湖]|[东西南北中][一二三四五六](?:路|街)|[东西南北](?:广场|出口|入口|航站楼|大门|区|馆|峰|坡)$|[\u4e00-\u9fff]?(?:县|区|市|省|旗|州|岛|港|湾|江|河|湖|山|路|街|站|塔|城|村|镇|桥)$)"
)
# What a stem is cut from: 安化|桐木村, but 鼓楼东大街 is one name.
_INNER = re.compile(r"(?![东西南北中前后大小新老内外])[\u4e00-\u9fff]{2,4}[县区镇乡村路街道巷岛寨庄]")
# What a name never starts with behind a country: 新加坡国立大学, 日本放送协会, 印度理工学院 are whole names.
_TOPIC = re.compile(
    r"国|中央|中国|皇家|王家|联邦|联合|人民|民族|宇宙|航空|航天|科学|科技|技术|理工|工业|工程|管理|外国?语|师范|农业|林业|医[学科药]|艺术|美术|音乐|体育|商[学业科]|高等|公[开共立]|"
    r"经济|财[经政]|政[法治]|传媒|电影|海洋|物理|化学|生物|材料|能源|癌症|自由|开放|放送|广播|第[一二三]|独立|银行|大学|足球|篮球|企业|中小|中文|驻|东方|社会|战略|城市|交通|运输|奥林|标准|环境|数学|考古|历史|新闻|消费|贸易|投资|出口|进口|建筑|军|海[军外]|空军|陆军|总|最高|女子|男子|青年|儿童|议会|证券"
)
_INSTITUTION = re.compile(
    r"(?:大学|学院|研究院|研究所|医院|实验室|天文台|博物馆|美术馆|基金会|俱乐部|公司|集团|出版社|中学)$|[·・•]"
)
_FIRMS = ("公司", "集团", "俱乐部")  # 格鲁吉亚|货运公司: of these a country has many
_STREET = re.compile("[路街巷弄村]$")  # 河东区|文化路
# What the tagger joins to a place: the relation to the next one (沅江|支流|清溪), a part of it (湘西|北部, 老城|窄巷).
_RELATED = re.compile(
    r"(?:支流|干流|主峰|支脉|余脉|下辖|辖下|[上中下]游)的?|[\u4e00-\u9fff]{1,4}(?:所在地|首府|省会)(?=[\u4e00-\u9fff]{2})"
)
_WATER = re.compile(
    r"[\u4e00-\u9fff]{1,4}?(?:[河江溪水沟渠](?=支流|干流|[上中下]游)|[山岭](?=主峰|支脉|余脉)|[县市区](?=下辖|辖下))"
)
_PART = re.compile(r"(?:[东西南北中]部|[窄小深陋后]巷|[腔籍])$")
# What lies in any place: 雾桥|各村, 雾桥|厂区; what is told of a ruined city.
_WITHIN = re.compile("(?:各[村乡镇县区地校]|[厂矿库]区)$|(?<=遗址)(?!公园|博物|群|区|点|馆|[东西南北])[一-鿿]+$")
_COUNTED = re.compile("[一两二三四五六七八九十几多这那某][家所间个座名]$")
_GOING = ("去", "到", "来", "赴", "飞", "回", "往")
_DONE_THERE = re.compile(
    "(?:清点|参观|考察|清算|注册|接管|查封|采访|打理|拜访|巡视|接收|视察|成立|开设|创办|开办|设立|应聘|走访|收购|探访|调研|管理)(?:公司|企业|工厂|学校|医院|机构|集团|银行)"
)
_RANK = re.compile(
    "(?:[州省县郡市]|(?:国际)?机场|火车站|高铁站|汽车站|[路街港]|盆地|平原|高原|草原|山脉|沙漠|海峡|半岛|群岛|渔场|水道|运河|大桥|隧道|水库|水电站|古城|古镇|大道|大街|河谷|冰川|地铁站)$"
)
_SOUNDS = ("的黎波里", "的里雅斯特", "的的喀喀")
_PLACES = frozenset({"LOC", "ns"})
_HOME = frozenset({"中国", "中华人民共和国", "中华民国"})


def stems_near(words: Words, text: str) -> frozenset[str]:
    """The stems of the places that an article calls by their rank: 宁州 of 宁州市."""
    return frozenset(
        text[w.start : w.end - 1]
        for w in map(words.__getitem__, words.tagged(_PLACES))
        if w.end - w.start == 3 and text[w.end - 1] in "市县区镇乡"
    )


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The well-known names that others are cut by: countries, all places, and whether a form is known at all, or known
    as an organisation's."""

    countries: Collection[str]
    places: Collection[str]
    stems: Collection[str]  # 安化 of 安化县: what begins a chain and alone may be another word
    is_known: Callable[[str], bool]
    is_organisation: Callable[[str], bool]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Self:
        """The lexicon's."""

        def is_organisation(form: str) -> bool:
            entry = lexicon.entry(form)
            return entry is not None and entry.type == "ORG"

        return cls(
            countries=lexicon.of_kind("country"),
            places=lexicon.places(),
            stems=frozenset(place[:-1] for place in lexicon.places() if len(place) == 3 and place[-1] in "市县区"),
            is_known=lambda form: lexicon.entry(form) is not None,
            is_organisation=is_organisation,
        )

    def own_start(self, text: str, start: int, end: int) -> int:
        """Where the organisation's name in `text[start:end]` starts if a place that is no part of it stands before it:
        a foreign country (美国斯坦福大学), or any place before a well-known name (上海|同济大学)."""
        if self.is_organisation(text[start:end]):
            return start
        for length in range(min(5, end - start - 2), 1, -1):
            if text[start : start + length] in self.places and text[start + length] != "人":
                rest = text[start + length : end]
                if self.is_organisation(rest) and len(rest) > 3:
                    return start + length
                foreign = text[start : start + length] in self.countries and text[start : start + length] not in _HOME
                kind = _INSTITUTION.search(rest) if foreign and len(rest) > 3 else None
                whole = kind and kind[0] not in _FIRMS and is_common_phrase(rest[: kind.start()])  # 挪威|极地|研究所
                if kind and not whole and not _TOPIC.match(rest):
                    return start + length
                if foreign:
                    break  # 哈萨克斯坦国家铁路公司 does not start with 哈萨克
        return start

    def counted_kind(self, text: str, start: int, end: int) -> int:
        """Where the place ends that `text[start:end]` opens with if the text counts a kind of thing there (一家杭州|连锁医院)
        or somebody goes there to do something (去石家庄|清点公司). `start` where it does not."""
        gone = text[start - 1 : start] in _GOING
        if not gone and not _COUNTED.search(text, max(0, start - 2), start):
            return start
        place = self.opening(text, start, end)
        if gone:
            return place if _DONE_THERE.fullmatch(text, place, end) else start
        return place if is_common_noun(text[place:end]) else start

    def ranked(self, surface: str) -> bool:
        """Whether `surface` is a well-known place and what it is of that name: a rank, or a house of traffic."""
        rank = _RANK.search(surface)
        return rank is not None and surface[: rank.start()] in self.places

    def is_land(self, surface: str) -> bool:
        """Whether the well-known place `surface` is a river or a mountain, and no town is called so (佛山市)."""
        return surface[-1] in "河江湖山峰岭海" and not any(surface + rank in self.places for rank in "市县区镇")

    def opening(self, text: str, start: int, end: int) -> int:
        """Where the place that `text[start:end]` opens with ends; `start` where there is none."""
        for length in range(min(6, end - start), 1, -1):
            if text[start : start + length] in self.places:
                return start + length
        return start

    def parts(self, text: str, start: int, end: int, near: Collection[str] = ()) -> Iterator[tuple[int, int]]:
        """The places that `text[start:end]` strings together, one where it is none; `near` are stems of places that
        the article names (宁州 of 宁州市)."""
        while start < end:
            if text[start] == "的" and not text.startswith(_SOUNDS, start):
                start += 1  # 土耳其|的|卡帕桥, which the tagger takes for one name
                continue
            if related := _RELATED.match(text, start, end):
                start = related.end()
                continue
            water = _WATER.match(text, start, end)
            stop = water.end() if water else self._first(text, start, end, near)
            yield start, self._without_part(text, start, stop)
            start = stop

    def _without_part(self, text: str, start: int, end: int) -> int:
        """Where the well-known place ends of which `text[start:end]` is a part, or a kind of thing, or the place of which it is any part."""
        if within := _WITHIN.search(text, start + 2, end):
            return within.start()
        part = _PART.search(text, start, end)
        return part.start() if part and text[start : part.start()] in self.places else end

    def _first(self, text: str, start: int, end: int, near: Collection[str]) -> int:
        if text[start:end] in self.places:
            return end
        unit = _UNIT.match(text, start, end)
        if (
            unit
            and end - unit.end() >= 2
            and (_STREET.search(text, unit.end() + 2, end) or not _GENERIC.match(text, unit.end(), end))
        ):
            end = unit.end()
            if text[start:end] in self.places:
                return end
        for length in range(min(6, end - start - 2), 1, -1):
            if text[start : start + length] in self.places:
                rest = text[start + length : end]
                if rest[0] == "立":
                    break  # 台北市立动物园
                if rest in self.places or (len(rest) > 2 and not _GENERIC.match(rest)):
                    return start + length
        stem = text[start : start + 2]
        inner = _INNER.fullmatch(text, start + 2, end) and not _GENERIC.match(text, start + 2, end)
        if inner and (stem in self.stems or stem in near):
            return start + 2
        return end
