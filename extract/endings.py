"""Names told by their ending: 苏州青禾智控科技有限公司, 深蓝资本, 丰豫粮仓, 海岬国际电影节. The words before the ending that
belong to the name are found by the tagger's cuts and tags."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extract.candidates import Candidate, name_parts
from extract.common_nouns import behind_kind, is_common_noun, own_end
from extract.lac import Word, Words
from extract.organisation_names import COMMON_TRADES, TRADES
from extract.personal_names import like_person
from extract.place_nouns import ends_in_noun
from extract.places import Gazetteer
from ontology.predicates import EntityType

# Small trades, and what is dug: 阿福羊杂馆, 东岭煤矿.
_SHOPS = r"[羊牛鱼鸭鸡面饭菜茶酒粥粉饺][\u4e00-\u9fff]?(?:馆|店|铺|坊|庄)|(?:包子|饺子|馄饨|豆腐|烧饼|煎饼|米粉|理发|裁缝|修车|杂货|糕点|点心|凉茶|药材|烟酒|水果|花|唱片|面包|蛋糕|甜品|奶茶|文具|玩具|眼镜|照相|火锅|烧烤|小吃)(?:店|铺|行|馆)|[煤铁金铜锡盐锰钨铅]矿"
_SHOP_END = re.compile(rf"(?:{_SHOPS})$")
_A_SHOP = re.compile("(?:[一几两三某这那]|[开办了])[家间个]$")
# Endings by the type they make. Data: a new ending is added here.
_ENDINGS: dict[EntityType, re.Pattern[str]] = {
    "EVENT": re.compile(
        r"(?:电影节|音乐节|艺术节|文化节|读书节|美食节|博览会|锦标赛|公开赛|邀请赛|挑战赛|马拉松|世界杯|亚洲杯|欧洲杯|奥运会|亚运会|全运会|"
        r"冬奥会|残奥会|书展|车展|时装周|设计周|双年展|论坛|峰会|电竞赛|创业大赛|世博会|进博会|广交会|戏剧节)$"
    ),
    "LOC": re.compile(
        r"(?:会议展览中心|会展中心|展览中心|网球中心|游泳中心|文化中心|艺术中心|活动中心|会议中心|购物中心|服务区|金融中心|国际中心|商业中心|展览馆|游泳馆|天文馆|水族馆|游乐园|度假村|度假区|景区|风景区|生物城|科学城|科技城|医药城|医学城|大学城|航天城|汽车城|影视城|生命科学园|国际社区|保护区|纪念碑|陵园|公墓|城墙|古城|牧场|农场|林场|车站|地铁站|客运站|收费站|口岸|写字楼|购物广场|商场|菜市场|夜市|渔村|体育馆|体育场|体育中心|奥体中心|大剧院|剧院|音乐厅|机场|火车站|高铁站|码头|港口|公园|广场|大厦|酒店|饭店|"
        r"宾馆|工业园区|工业园|科技园|产业园|园区|开发区|高新区|科学园|咖啡馆|咖啡厅|咖啡|茶馆|会馆|会堂|礼堂|胡同|大街|大道|街道|"
        r"新村|小区|社区|水库|大桥|古镇|老街|山庄|植物园|动物园|湿地|故居|祠堂|寺|庙|宫|岛|湾|巷|路|街|村|邨|镇|乡|县|区|桥|塔|胡同|弄|山|峰|河|湖|江|峡|瀑布|溪)$"
    ),
    "ORG": re.compile(
        r"(?:股份有限公司|有限责任公司|有限公司|公司|集团|控股|大学|学院|中学|小学|幼儿园|医院|银行|基金会|协会|联合会|商会|学会|委员会|理事会|研究院|"
        r"研究所|研究中心|实验室|电视台|广播台|通讯社|工作室|博物馆|图书馆|美术馆|纪念馆|乐团|剧团|剧院团|法院|检察院|公安局|监管局|管理局|税务局|教育局|卫健委|"
        r"合作社|合作联社|联社|日报|晚报|周刊|周报|晨报|时报|商报|事务所|学校|专科学校|党校|总会|公会|工会|研究会|同乡会|促进中心|卫生室|卫生院|卫生服务中心|诊所|福利院|养老院|敬老院|中心小学|航天局|机构|厂|宣传部|组织部|天文台|气象台|文化馆|科技馆|档案馆|少年宫|疾控中心|应急管理部|派出所|消防队|校友会|同学会|交易所|足球队|书院|联盟|促进会|志愿队|救援队|交响乐团|创业营|孵化器|居委会|村委会|居民委员会|村民委员会|业委会|业主委员会|筹委会|读书会|合唱团|舞团|话剧团|歌舞团|杂技团|京剧团|民乐团|管委会|基层委员会|纪委|监委|团委|专校|职校|技校|职高|高中|初中|附中|附小|职业学校|专科学校|高等专科学校|技工学校|研究社|诗社|报社|杂志社|广播电台|电台|融媒体中心|急救中心|救助站|救护站|收容所|福利中心|服务站|服务社|供销社|信用社|合作银行|信用联社|旅行社|律师行|会计师行|测量师行|分会|公所|同盟|总商会|总工会|议会|国会|参议院|众议院|警察局|警署|消防局|移民局|情报局|调查局|统计局|专利局|法庭|检察厅|外交部|国防部|财政部|卫生部|教育部|内政部|司法部|农业部|商务部|劳工部|环境部|厚生劳动省|经济产业省|总领事馆|领事馆|大使馆|使馆|"
        rf"{_SHOPS}|{TRADES}|{COMMON_TRADES})$"
    ),
}
_TRADE = re.compile(TRADES)
_LAST = frozenset("馆店铺坊庄行矿") | frozenset(
    c for ending in _ENDINGS.values() for c in re.findall(r"([\u4e00-\u9fff])[|)]", ending.pattern)
)
_CLOSING = re.compile(f"[{''.join(sorted(_LAST))}]")
# Endings that are common nouns as well: they need a proper name right before them.
_WEAK = re.compile(
    rf"(?:{_SHOPS}|{COMMON_TRADES}|公司|集团|学校|机构|厂|诊所|卫生室|卫生院|养老院|敬老院|福利院|派出所|工会|时报|周报|总会|党校|联盟|出行|储能|餐饮|化工|钢铁|水泥|服饰|孵化器|论坛|峰会|咖啡馆|园区|开发区|小区|社区|街道|公园|广场|机场|码头|酒店|车站|地铁站|景区|商场|夜市|古城|农场|牧场|林场|口岸|公墓|陵园|渔村|菜市场|金融中心|国际中心|商业中心|文化中心|活动中心|购物中心|展览馆|大街|"
    r"居委会|村委会|业委会|业主委员会|管委会|筹委会|读书会|合唱团|舞团|歌舞团|话剧团|专校|职校|技校|技工学校|职高|高中|初中|附中|附小|报社|杂志社|电台|广播电台|救助站|收容所|服务站|服务社|供销社|信用社|旅行社|律师行|会计师行|"
    r"分会|公所|同盟|警署|警察局|消防局|法庭|检察厅|团委|纪委|监委|移民局|统计局|福利中心|急救中心|总领事馆|领事馆|大使馆|使馆|诗社|议会|国会|参议院|众议院|"
    r"大道|寺|庙|宫|岛|湾|巷|路|街|村|邨|镇|乡|县|区|桥|塔|弄|山|峰|河|湖|江|峡|溪|瀑布|剧院|宾馆|饭店|水库|大桥|马拉松)$"
)
# Of which a place has one that bears its name: 巴黎警察局, 云州高中, 法国大使馆.
_ITS_OWN = re.compile(
    "(?:警察局|警署|消防局|移民局|统计局|总领事馆|领事馆|大使馆|使馆|高中|广播电台|电台|居委会|村委会|团委|纪委|监委|信用社|供销社|公所|职校|技校|附中|分会|议会|国会|参议院|众议院|[煤铁金铜锡盐锰钨铅]矿)$"
)
_NAME_TAGS = frozenset({"nz", "nr", "PER", "LOC", "ns", "ORG", "nt", "nw"})
_PERSON_TAGS = frozenset({"PER", "nr"})
_NEVER_LAST = frozenset({"v", "p", "u", "w", "r", "t", "TIME"})  # tags of words that no name ends with
_FILL_TAGS = _NAME_TAGS | {"n", "vn", "an", "a", "f", "s", "m", "xc"}
_GRAMMAR = re.compile(
    "[才只仅更最便即互各叫说看想做来去出还在都也就又不没会要能可是有这那的了着过到把被给让从对向与和于为将已曾再很]"
)
# Endings of which a place and common words before them make a name: 武汉第二印刷厂, but not 武汉食品公司.
_OF_A_PLACE = re.compile(
    "(?:厂|联盟|机构|总会|学校|党校|工会|卫生室|卫生院|敬老院|福利院|派出所|马拉松|论坛|峰会|水库|大桥|超市|书店|冰室|茶餐厅)$"
)
_SHOP = re.compile("[\u4e00-\u9fff]{1,2}记")  # 三记, which the tagger takes for a number
_UNIT = re.compile(
    "校友会|校友总会|同学会|基金会|出版社|图书馆|博物馆|研究院|研究所|校友联合会|工会"
)  # has one of its own
_GOOD = re.compile("(?:机器人|汽车|无人机|卫星|食品|饮料|咖啡|软件|游戏|音乐|芯片|半导体|疫苗|玩具|药房)$")
_COUNTED = re.compile("[一两几][栋座家间所幢个条]")
_COUNTS, _CLASSIFIERS = tuple("一两三几多数这那每某"), frozenset("家个座所间名位条")
_NO_PART = frozenset({"p", "u", "c", "w", "r", "m", "q", "t", "TIME", "d", "PER", "nr", "LOC", "ns"})
_BRANCH = re.compile(r"[（(][\u4e00-\u9fff]{2,4}[）)]")  # 博世汽车部件（苏州）有限公司
# Words that no name starts with; of a run the part behind the last such word is looked at.
_OUTSIDE = re.compile(
    r"^(?:公司|企业|机构|品牌|团队|平台|记者|员工|老板|创始人|股东|项目|国内|知名|著名|上市|民营|本|该|这家|一家|两家|多家|全称|简称|对手|"
    r"全资|子公司|旗下|前|原|总|分|初创|传统|相关|其他|各|某|全国|全球|当地|本地|外地|导演|教授|同学|本届|首届|上届|下届|历届|往届|届|座|家|所|个|条|间|"
    r"位|名|球队|媒体|冠军|得主|成员|会员|老牌|龙头|巨头|主办方|承办方|主席|主任|院长|校长|如今|现在|昔日|同城|附近|旁边|对面|市中心|市区)$"
)
# Words before an ending that make a kind of thing, not a name: 风险资本, 民营医院, 国际机场.
_KIND_OF = re.compile(
    r"^(?:风险|社会|国有|民营|外国|商业|国际|产业|私人|私募|公募|海外|地方|中央|专业|综合|主权|信托|民间|公立|私立|大型|中型|小型|高等|重点|名牌|"
    r"顶尖|一流|中级|高级|最高|人民|行业|有关|主管|学术|第三方|独立|联合|国家|城市|农村|志愿|创业|投资|金融|房地产|科技|文化|医疗|教育|互联网|"
    r"体育|律师|会计|会计师|律师事务|电子|网络|新兴|控股|母|子|仓储|工业|物流|汽车|食品|保险|证券|银行|医院|大学|学校|老|新|小|大|高速|公|"
    r"商务|五星级|连锁|生态|森林|文化产业|经济|技术|移动|在线|职业|业余|半程|全程|城乡|步行|美食|居民|贫困|企业家|自然|行政)$"
)


LEFT_OVER = "left over"  # the source of a guess that single characters make
_GUESS = 0.4  # a name if the article says more about it: what else do 潮汐 and 科技 make together?


def from_endings(
    words: Words, text: str, known: Gazetteer, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Runs of name-like words that close with an ending. `words` tile one sentence; what `is_word` does not know as a
    common word is name-like."""
    words = _rejoined(words, text, is_word)
    floor = len(text) + 1
    for last in reversed([*_CLOSING.finditer(words.lasts)]):
        index = last.start()
        word = words[index]
        if word.end > floor or word.tag in _NEVER_LAST:
            continue
        surface = text[word.start : word.end]
        kind = _kind(surface)
        if kind is None:
            continue
        person = word.tag in _PERSON_TAGS and like_person(surface, surnames)
        if kind == "LOC" and (person or ends_in_noun(text, word.end)):
            continue
        if (
            index
            and word.tag in {"vn", "n"}
            and not _UNIT.fullmatch(surface)
            and _closed(text[words[index - 1].start : words[index - 1].end])
        ):
            continue  # 深蓝资本投资…: the name has ended before its verb
        first = _first_word(words, index, text, is_word)
        confidence, left_over = 0.85, False
        if first is None or not _is_name(words[first : index + 1], text, known, is_word):
            first, confidence = _guessed(words, index, text, is_word), _GUESS
            left_over = first is not None and all(w.end - w.start == 1 for w in words[first:index])
        if first is not None and (kind == "ORG" or confidence > _GUESS):
            floor = words[first].start
            for start, end in name_parts(text, floor, word.end):
                if _GOOD.search(text, start, end) and text[end : end + 1].isascii() and text[end : end + 1].isalpha():
                    continue  # 手术机器人Nova One
                if _COUNTED.search(text, start, end):
                    continue  # 北四环一栋写字楼
                if kind == "ORG" and (place := known.counted_kind(text, start, end)) > start:
                    yield Candidate(start, place, "LOC", 0.85, "ending")
                    continue
                if text[start - 1 : start] in _COUNTS and text[start] in _CLASSIFIERS:
                    continue  # 一家电机厂, which the tagger cuts behind 一
                if kind == "ORG":
                    whole, end = start, own_end(text, start, end)
                    start = behind_kind(text, start, end)
                    if (place := known.opening(text, whole, start)) > whole:
                        yield Candidate(whole, place, "LOC", 0.85, "ending")
                if kind == "ORG" and (own := known.own_start(text, start, end)) > start:
                    yield Candidate(start, own, "LOC", 0.85, "ending")
                    start = own
                for begin, stop in known.parts(text, start, end) if kind == "LOC" else ((start, end),):
                    yield Candidate(begin, stop, kind, confidence, LEFT_OVER if left_over else "ending")


@lru_cache(1 << 14)
def _kind(surface: str) -> EntityType | None:
    """What a name that closes with this word would name; None where the word is no ending."""
    return next((kind for kind, ending in _ENDINGS.items() if ending.search(surface)), None)


def _closed(surface: str) -> bool:
    """Whether a name has ended with this word, an ending that is no common noun."""
    return bool(_ENDINGS["ORG"].search(surface)) and not _WEAK.search(surface)


def _rejoined(words: Words, text: str, is_word: Callable[[str], bool]) -> Words:
    """`words` with endings whole again that the tagger has cut (校友, 会)."""
    joined: list[Word] = []
    done = 0
    for end in _CLOSING.finditer(words.lasts, 1):
        index = end.start()
        word = words[index]
        last = joined[-1] if joined and done == index else words[index - 1]
        length = word.end - word.start
        if length < 3 and last.tag not in _NAME_TAGS and (length == 1 or word.tag == "n"):
            both = text[last.start : word.end]
            whole = (
                (is_word(both) or bool(_TRADE.fullmatch(both) or _SHOP_END.fullmatch(both)))
                if length == 1
                else both.endswith("中心")
            )
            if whole and any(ending.fullmatch(both) for ending in _ENDINGS.values()):
                joined += words[done:index]
                joined[-1] = Word(last.start, word.end, "n", last.probability)
                done = index + 1
    return Words([*joined, *words[done:]], text) if joined else words


def makes_organisation(modifier: str, ending: str) -> bool:
    """Whether `ending` makes an organisation's name of the word before it, which tells no mere kind of one."""
    return bool(_ENDINGS["ORG"].fullmatch(ending)) and not _KIND_OF.match(modifier) and not _OUTSIDE.match(modifier)


def _first_word(words: Sequence[Word], index: int, text: str, is_word: Callable[[str], bool]) -> int | None:
    """The first word of the name that closes with word `index`; None where nothing makes a name of it."""
    last = words[index]
    whole = last.tag in _NAME_TAGS
    if whole and last.end - last.start > 3:
        return index  # the tagger has seen a whole name
    first, proper = index, index if whole else None
    while first > 0 and index - first < 6:
        before = words[first - 1]
        surface = text[before.start : before.end]
        unknown = _unknown_verb(before, surface, is_word)
        if (
            (before.tag not in _FILL_TAGS and not unknown)
            or _OUTSIDE.match(surface)
            or surface.strip("（）() \u3000") != surface
        ):
            break
        first -= 1
        if _name_like(before, text, is_word):
            proper = first
    if proper is None and index - first == 1 and not _KIND_OF.match(text[words[first].start : words[first].end]):
        return first  # 深蓝资本: a common word before a strong ending
    return proper


def _unknown_verb(word: Word, surface: str, is_word: Callable[[str], bool]) -> bool:
    """Whether the tagger calls a verb what no dictionary knows (迈岭), and not two words (还在)."""
    return word.tag == "v" and len(surface) > 1 and not is_word(surface) and not _GRAMMAR.search(surface)


def _name_like(word: Word, text: str, is_word: Callable[[str], bool]) -> bool:
    surface = text[word.start : word.end]
    if word.tag == "m":
        return bool(_SHOP.fullmatch(surface))
    return word.tag in _NAME_TAGS or (len(surface) > 1 and not is_word(surface))


def _guessed(words: Sequence[Word], index: int, text: str, is_word: Callable[[str], bool]) -> int | None:
    """The first word of what could be a name for all that its words tell: one or two common words, or two or three
    single characters that the tagger left over, before an organisation's ending."""
    first = index
    while first > 0 and index - first < 3:
        before = words[first - 1]
        surface = text[before.start : before.end]
        single = before.end - before.start == 1
        if (
            before.tag in _NO_PART
            or (single and _GRAMMAR.search(surface))
            or not surface.isalpha()
            or (_OUTSIDE.match(surface) and not (single and _follows_single(words, first - 1, text)))
            or _KIND_OF.match(surface)
        ):
            break
        if before.tag == "v" and not single and not _unknown_verb(before, surface, is_word):
            break
        first -= 1
    length = words[index].end - words[first].start
    return (
        first
        if first < index and 4 <= length <= 7 and not is_word(text[words[first].start : words[index].end])
        else None
    )


def _follows_single(words: Sequence[Word], index: int, text: str) -> bool:
    """Whether a character that the tagger left over stands before word `index` (池, 原)."""
    before = words[index - 1] if index else None
    return (
        before is not None
        and before.end - before.start == 1
        and before.tag not in _NO_PART
        and text[before.start].isalpha()
        and not _GRAMMAR.search(text[before.start])
    )


def repeated(candidates: Sequence[Candidate], text: str) -> Iterator[Candidate]:
    """The guesses of left over characters that stand in `text` again: no accident makes 池, 原 and 汽车 meet twice."""
    guesses = [c for c in candidates if c.source == LEFT_OVER]
    times = Counter(text[c.start : c.end] for c in guesses)
    return (replace(c, confidence=0.85) for c in guesses if times[text[c.start : c.end]] > 1)


def _is_name(words: Sequence[Word], text: str, known: Gazetteer, is_word: Callable[[str], bool]) -> bool:
    surface = text[words[0].start : words[-1].end]
    if (
        not 3 <= len(surface) <= 30
        or any(c in "，。、；：！？（）() \u3000" for c in _BRANCH.sub("", surface))
        or is_word(surface)
    ):
        return False
    if any(w.tag == "m" and any(c.isdigit() for c in text[w.start : w.end]) for w in words):
        return False
    if (shop := _SHOP_END.search(surface)) and (
        surface[: shop.start()] in known.places or _A_SHOP.search(text, max(0, words[0].start - 3), words[0].start)
    ):
        return False  # 云南菜馆; 开了家煲仔饭馆
    if len(words) == 1:
        return True
    if _WEAK.search(surface):
        # A weak ending wants a name right before it, and a place alone makes none: 北京公司, 上海机场.
        before = words[-2]
        first = text[words[0].start : words[0].end]
        rest = text[words[0].end : words[-1].end]
        if (
            len(words) > 2
            and _OF_A_PLACE.search(surface)
            and (words[0].tag in _NAME_TAGS or first in known.places)
            and not is_common_noun(rest)
        ):
            return True
        place = text[before.start : before.end]
        alone = len(words) == 2 and place in known.places and not _ITS_OWN.search(surface)
        alone = alone and not known.is_land(place)  # 汾河超市 is a name, 佛山超市 is none
        return _name_like(before, text, is_word) and not alone
    return len(surface) > 3 or any(_name_like(w, text, is_word) for w in words[:-1])
