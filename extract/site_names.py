"""Parks, works and grounds with a name of their own in front (云州方圆欢乐世界, 青梅文创园, 石门水电站), which the tagger doubts or
parts; what only tells of what kind they are (现代农业产业园, 大型水电站) is none."""

import re
from collections.abc import Callable, Iterator

from extract.candidates import Candidate
from extract.lac import Word, Words
from extract.places import Gazetteer

_SITE = re.compile(
    "文创园|创意园|产业园|科技园|软件园|物流园|工业园|影视城|主题公园|海洋世界|欢乐世界|欢乐谷|水上乐园|度假村|度假区|滑雪场|水电站|核电站|湿地公园|森林公园|地质公园"
)
_GOES_ON = re.compile("区管|管委|管理|有限|公司|集团|股份|项目部|指挥部|[一二三四五六七八九十]期|区(?=[内里])|站(?=长)")
_KIND = re.compile(
    "(?:现代|当代|高新|先进|智能|智慧|数字|信息|网络|农业|林业|渔业|工业|科技|技术|文化|创意|创新|创业|生态|环保|绿色|低碳|循环|新型|新兴|特色|大型|小型|中型|超大|巨型|国家|国际|国内|国外|省级|市级|县级|乡镇|"
    "街道|当地|本地|外地|附近|周边|两个|多个|各个|各类|各地|某个|一个|一座|这座|那座|这个|那个|首个|首座|第一|第二|唯一|最大|在建|新建|已建|抽水|蓄能|梯级|海上|陆上|上游|下游|干流|支流|山区|城市|郊野|乡村|海滨|滨海|滨江|室内|室外|冰雪|水上|梦幻|"
    "食品|医药|医疗|健康|生物|化工|材料|电子|汽车|航空|航天|海洋|旅游|康养|养老|温泉|葡萄|苹果|茶叶|花卉|中药|中药材|畜牧|养殖|种植|跨境|电商|电子商务|快递|冷链|保税|军民|融合|一二三产|三产|扶贫|返乡|互联网|动漫|游戏|影视|人工|机器人|芯片|半导体|"
    "级|型|式|大|小|新|老|旧|等|和|与|及)+"
)
_TAGS = frozenset({"n", "nz", "nr", "PER", "ns", "LOC", "nw", "ORG", "nt"})
_GRAMMAR = re.compile("[的了着是在与把被从对将向于到给让跟为和及等这那]")
_DAMS = ("水电站", "核电站")  # called after whatever stood there: 石门, 古田
_LONGEST, _MOST_WORDS = 7, 3
_SURE = 0.95


def site_names(words: Words, text: str, known: Gazetteer, is_word: Callable[[str], bool]) -> Iterator[Candidate]:
    """The named sites of `text`."""
    for site in _SITE.finditer(text):
        if _GOES_ON.match(text, site.end()):
            continue
        start = _start(words, site.start(), text)
        if start is None:
            continue
        name = text[start.start : site.start()]
        place = known.opening(text, start.start, site.start()) - start.start
        own = name[place:] if 0 < place < len(name) else name
        if len(name) < 2 or _KIND.fullmatch(own) or _GRAMMAR.search(name):
            continue
        if start.tag in {"LOC", "ns", "nz", "nr", "PER", "nw"} or not is_word(name) or site[0] in _DAMS:
            yield Candidate(start.start, site.end(), "LOC", _SURE, "site")


def _start(words: Words, end: int, text: str) -> Word | None:
    """The first of the words that may name what stands at `end`; the word that holds `end` is one."""
    position, found = end, None
    for _ in range(_MOST_WORDS):
        word = words.ending.get(position)
        if word is None and found is None:
            word = next((words.starting[i] for i in range(end - 1, max(-1, end - 7), -1) if i in words.starting), None)
            if word is not None and word.end <= end:
                return None
        if word is None or word.tag not in _TAGS or end - word.start > _LONGEST:
            break
        found, position = word, word.start
        if word.tag in {"LOC", "ns"} and text[word.end - 1] in "省市区县镇":
            return words.starting.get(word.end) if word.end < end else None
    return found
