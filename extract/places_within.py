"""Houses and grounds that a text names behind the place in which they lie (五道口的热岛酒吧, 鄱阳街的巴公房子), where alone
the tagger doubts or parts them; and those that bear the name in front (思南文学之家, 桥南市场, 普若岗日冰原)."""

import re
from collections.abc import Callable, Iterator

from extract.candidates import Candidate
from extract.common_nouns import is_common_noun
from extract.lac import Words
from extract.place_nouns import is_kind_of_place
from extract.places import Gazetteer
from extract.tokenizer import is_common_phrase

_PLACES = frozenset({"LOC", "ns"})
_OF = re.compile("(?:县?城|街|路|镇|乡|村|区)?[上里内边]?的[“「]?")
_HOUSE = (
    "酒吧|酒馆|酒楼|酒店|客栈|民宿|咖啡馆?|茶馆|茶楼|茶舍|餐厅|餐馆|饭馆|饭店|食堂|面馆|书店|书屋|书吧|书局|影院|影城|剧场|剧院|戏院|戏楼|会所|公馆|公寓|大院|房子|老宅|故居|商场|商城|百货|广场|大厦|大楼|中心|市场|夜市|早市|集市|"
    "球场|体育场|体育馆|操场|仓库|码头|公园|花园|庄园|山庄|祠堂|教堂|清真寺|小区|花园|新村|学校旧址|美食城|文创园|画廊|艺术空间|艺术区|创意园|工坊|作坊|[街巷弄坊里汇城天地]"
)
_NAMED = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{1,5}}?)(?:{_HOUSE})(?=[，。；、！？）”」\n]|[租开买上里内外挤举驻落挂聚碰见相喝吃住卖摆搭一二三四五负][\u4e00-\u9fff]|在|自)"
)
# What tells of a house and is no name of one.
_KIND = re.compile(
    "(?:爵士|精酿|音乐|日式|韩式|美式|法式|意式|德式|英式|中式|港式|台式|西式|街头|路边|楼下|临街|高端|高档|主题|深夜|露天|室内|知名|著名|网红|连锁|平价|某|学生|机器人|宠物|独立|二手|古籍|外文|儿童|自助|清真|素食|海鲜|民族|大众|社区|农贸|批发|建材|服装|花鸟|古玩|"
    "旧货|菜|水产|电子|人才|劳务|劳动力|房产|楼|股票|证券|期货|消费|海外|国内|国际|本地|北方|南方|主要|最大|最老|最好|唯一|中心|市中心|城|县|老|新|小|大|旧|古|一|两|几|多|这|那|各|全|整|同|自家|自己|私人|单位|公司|学校|医院|父母|爷爷|奶奶|外婆|朋友|亲戚|邻居|农民|工人|职工|居民|"
    "出租|租赁|闲置|废弃|空置|破旧|临时|简易|地下|沿街|商业|步行|美食|文化|艺术|创意|科技|工业|生态|湿地|森林|海滨|滨江|滨海|江边|河边|海边|湖边|山顶|山脚|地标|核心|繁华|热闹|偏僻|安静|传统|现代|历史|老字号|米其林|五星级|四星级|三星级|快捷|经济型|商务|度假|温泉|旅游|购物|会展|会议|展览|体育|健身|足球|篮球|网球|羽毛球|灯光|塑胶|水泥|足疗|洗浴|"
    "基督|天主|千年|百年|网上|线上|线下|实体|农家|火锅|川菜|粤菜|湘菜|家常|早餐|快餐|小吃|夜宵|烧烤|二层|三层|独栋|联排|共享|长租|人民|政府|行政|办公|教学|实验|住宅|居住|商住|写字|综合|多功能|数据|研发|物流|配送|仓储|培训|服务|活动|客服|结算|运营|指挥|急救|医疗|康复|月子|托育|金融|贸易|航运|交易|拍卖|农产品|粮食|蔬菜|水果|花卉|茶叶|药材|中药材|木材|钢材|汽车|手机|电脑|珠宝|玉石|图书|文具|"
    "[和与及的])+"
)
_GRAMMAR = re.compile(
    "[的了着过是在与把被从对将向于到给让跟为和及等就也都还又已再没不很最更这那我你他她它们每某哪谁]|^[一两二三四五六七八九十几多]"
)
_BEFORE = re.compile("(?:在|到|进了?|从|去|位于|回到?|至|，)$")
_REACH = 12
# Houses for those who share something, called after what lies in front: 思南|文学之家.
_HOME = re.compile(
    "(?:文学|作家|读者|戏剧|艺术家?|音乐|电影|诗歌|书法|职工|工人|青年|青年人才|党员|文化人|记者|老年|市民|华侨|侨胞|海员|退役军人|志愿者|劳动者|司机|骑手|妇女|儿童|科学家?|工程师|运动员|企业家)之家"
)
_GROUND = re.compile(
    "(?:(?:农贸|批发|综合|小商品|服装|建材|花鸟|古玩|水产|海鲜|家具|果品|粮油|蔬菜|旧货|二手车|农产品)?市场|夜市|早市|灯光球场|球场|影城|校区)(?!主体|监管|化|价|份额|营销|部|占有|经济|里的|上的|调研|规模|需求|人士|环境|行情)"
)
_LAND = re.compile(
    "(?:冰原|冰川|冰帽|雪山|雪峰|盐湖|草原|沙漠|戈壁|峡谷|瀑布|盆地|高原|平原|山脉|群岛|半岛|海峡|海沟|火山|天坑|牧场|林场)$"
)
_NAME_TAGS = _PLACES | {"nz", "nr", "PER", "nw"}
_SURE = 0.9


def places_within(
    words: Words,
    text: str,
    known: Gazetteer,
    is_word: Callable[[str], bool],
    is_place_word: Callable[[str], bool],
) -> Iterator[Candidate]:
    """The houses and grounds of `text`. `words` tile its sentences."""
    for word in map(words.__getitem__, words.tagged(_NAME_TAGS)):
        surface = text[word.start : word.end]
        if 3 < len(surface) < 9 and (land := _LAND.search(surface)):
            own = surface[: land.start()]
            if len(own) > 1 and not is_word(surface) and not is_kind_of_place(surface, is_word) and not is_word(own):
                yield Candidate(word.start, word.end, "LOC", _SURE, "small place")
        if word.tag not in _PLACES:
            continue
        home = _HOME.match(text, word.end)
        if home and text[word.end - 1] not in "省国":
            yield Candidate(word.start, home.end(), "LOC", _SURE, "small place")
        ground = _GROUND.match(text, word.end) if _BEFORE.search(text, max(0, word.start - 2), word.start) else None
        if ground and len(surface) < 5 and surface not in known.places and not is_word(surface):
            yield Candidate(word.start, ground.end(), "LOC", 0.95, "small place")
        of = _OF.match(text, word.end)
        if of:
            yield from _behind(of.end(), words, text, known, is_word, is_place_word)


def _behind(
    start: int,
    words: Words,
    text: str,
    known: Gazetteer,
    is_word: Callable[[str], bool],
    is_place_word: Callable[[str], bool],
) -> Iterator[Candidate]:
    """What lies in the place in front and is named at `start`."""
    inner = words.starting.get(start)
    if inner is not None and inner.tag in _PLACES and inner.end - start > 2:
        if _is_name(text[start : inner.end], is_word, is_place_word):
            for first, last in known.parts(text, start, inner.end):
                yield Candidate(first, last, "LOC", 0.85, "small place")
        return
    house = _NAMED.match(text, start, start + _REACH)
    if house is None or house.end() not in words.ending or _KIND.fullmatch(house["name"]):
        return
    name = house[0]
    if name[-1] == "里" and is_common_phrase(name[:-1]):
        return  # 仓库|里
    if len(name) == 2 and name[-1] not in "街巷":
        return
    if (
        known.opening(text, start, house.end()) == start
        and not is_word(name)
        and _is_name(name, is_word, is_place_word)
    ):
        yield Candidate(start, house.end(), "LOC", _SURE, "small place")


def _is_name(name: str, is_word: Callable[[str], bool], is_place_word: Callable[[str], bool]) -> bool:
    if _GRAMMAR.search(name) or (is_word(name) and not is_place_word(name)):
        return False
    return not is_kind_of_place(name, is_word) and not is_common_noun(name)
