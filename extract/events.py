"""Events by the head of their name: 世界渔业大会, 第四届海岬带音乐祭, 雾桥战役, 青屿国际影展."""

import re
from collections.abc import Callable, Iterator, Sequence

from extract.candidates import Candidate
from extract.lac import Word, Words

# Heads that make a name with any proper name or scope in front, a place alone included: 青屿灯会.
_FAIRS = (
    "电影节|音乐节|音乐祭|艺术节|艺术祭|文化节|文化祭|读书节|读书月|美食节|戏剧节|戏剧周|舞蹈节|动漫节|漫展|影展|影像展|摄影节|诗歌节|文学节|科技节|科技周|设计周|时装周|"
    "电影周|文化周|创投周|双创周|啤酒节|龙虾节|火锅节|樱花节|牡丹节|荷花节|桃花节|梅花节|油菜花节|采摘节|丰收节|开渔节|捕鱼节|冰雪节|滑雪节|旅游节|民俗节|龙舟节|风筝节|购物节|消费节|"
    "博览会|展览会|交易会|洽谈会|订货会|艺博会|书展|车展|航展|双年展|三年展|文献展|游戏展|电子展|美术展|花展|花博会|园博会|世博会|广交会|进博会|庙会|灯会|花市|嘉年华|狂欢节|马拉松|"
    "运动会|残运会|奥运会|亚运会|全运会|冬奥会|世界杯|亚洲杯|欧洲杯|锦标赛|公开赛|邀请赛|挑战赛|巡回赛|大奖赛|争霸赛|大师赛|越野赛|拉力赛|龙舟赛|电竞赛|帆船赛|总决赛|冠军赛|"
    "战役|会战|海战|保卫战|起义|事变|惨案|大捷|空难|矿难|大地震|海啸"
)
# Prizes that are given at a ceremony of that name.
_AWARDS = "音乐奖|电影奖|文学奖|戏剧奖|艺术奖|新闻奖|建筑奖|设计奖|诗歌奖|小说奖|科幻奖|摄影奖|广告奖|动漫奖|金曲奖|电视奖|出版奖|图书奖|科学奖|数学奖|翻译奖"
# Heads that any meeting or contest has: they need more than a place.
_MEETINGS = "大会|论坛|峰会|大赛|杯赛|颁奖礼|颁奖典礼|创投会|音乐会"
_HEAD = re.compile(rf"(?:{_FAIRS}|{_AWARDS}|{_MEETINGS})$")
_CLOSING = re.compile(f"[{''.join(sorted({head[-1] for head in f'{_FAIRS}|{_AWARDS}|{_MEETINGS}'.split('|')}))}]")
_MEETING = re.compile(rf"(?:{_MEETINGS})$")
# What such a name opens with where it has no proper name.
_SCOPE = re.compile(
    r"^(?:世界|全球|国际|中国|亚洲|亚太|欧洲|非洲|东盟|东亚|两岸|海峡|粤港澳|大湾区|长三角|京津冀|上合|金砖|中非|中欧|中阿|东北亚|环太平洋|未来|奥林匹克|G20|APEC)$"
)
# Whose contest any school or firm has: 校园运动会.
_OF_ANYONE = "全体|股东|职工|员工|教职工|学生|校园|学校|年度|春季|秋季|夏季|冬季|年终|新年|迎新|毕业|表彰|动员|誓师|庆功|总结|产品|新品"
_ANYONES = re.compile(_OF_ANYONE)
_FILL = frozenset({"n", "nz", "vn", "an", "a", "f", "s", "LOC", "ns", "ORG", "nt", "nw", "v"})
_NAMES = frozenset({"nz", "LOC", "ns", "ORG", "nt", "nw"})
_STOP = re.compile(
    r"^(?:本届|上届|下届|首届|历届|往届|本次|这次|此次|届|次|场|参加|参与|出席|举办|举行|召开|主办|承办|协办|报名|组织|参展|亮相|征战|备战|夺得|获得|赢得|斩获|观看|举行的|来到|前往|走进|作为|担任|"
    rf"成为|迎来|结束|开幕|闭幕|落幕|启动|期间|现场|{_OF_ANYONE}|线上|线下|大型|小型|各类|各种|"
    r"多个|一场|一届|两届|每年|当年|去年|今年|明年|[上下]午|昨天|今天|记者|导演|冠军|亚军|获|夺|在|到|去|与|和|是|有|的|为|于|从|向|把|被)$"
)
_GENERIC = re.compile(r"(?:代表大会|股东大会|人民大会|业主大会|职代会|党代会|学术年会|文艺晚会)$")
_NTH = re.compile(
    rf"第[一二三四五六七八九十百\d]{{1,4}}届[“「《]?(?P<name>[\u4e00-\u9fffA-Za-z\d（）()·—-]{{2,24}}?(?:{_FAIRS}|{_MEETINGS}|{_AWARDS}|[\u4e00-\u9fff]{{2}}奖|[\u4e00-\u9fff]节|[\u4e00-\u9fff]展|[\u4e00-\u9fff]杯|[\u4e00-\u9fff]周))"
    r"(?=[”」》]?(?:[，。、；：:！？（(\s”」》]|$|在|于|将|开|闭|落|举|上|的|暨|期|现场|颁|主办|组委|由|今|昨|本|和|与|及|正|已|也|报名|启|就|最佳|冠军|亚军|金奖|评|获|主席|期间|中|时|刚|如期|圆满|拉开|入围|揭晓|提名|得主|名单|结果|晚|\d))"
)
_BRANCHED = re.compile(
    rf"(?:中国|世界|国际|全球|亚洲)[（(][\u4e00-\u9fff·]{{2,8}}[）)][\u4e00-\u9fff]{{2,16}}?(?:{_FAIRS}|{_MEETINGS})"
)


_JOINED = _NAMES | {"nr", "PER"}
_DASHES = ("—", "-", "–", "－", "·", "~")


def events(
    sentences: Sequence[Words], article: Words, text: str, is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Events among the words of the `sentences`, which are those of the `article`; what `is_word` does not know as a
    common word is a proper name."""
    for words, index in article.within(sentences, map(re.Match.start, _CLOSING.finditer(article.lasts))):
        word = words[index]
        if word.tag in {"TIME", "m", "w"} or not _HEAD.search(text[word.start : word.end]):
            continue
        first = _first(words, index, text, is_word)
        if first is None:
            continue
        start = words[first].start
        if len(text[start : word.end]) > 3 and not _GENERIC.search(text[start : word.end]):
            yield Candidate(_joined(words, first, text), word.end, "EVENT", 0.85, "event")


def _joined(words: Sequence[Word], first: int, text: str) -> int:
    """Where the name that word `first` opens starts, with the place that a single dash joins to it."""
    if first > 1 and text[words[first - 1].start : words[first - 1].end] in _DASHES and words[first - 2].tag in _JOINED:
        return words[first - 2].start
    return words[first].start


def numbered_events(text: str) -> Iterator[Candidate]:
    """What comes in numbered editions, whatever its words (第四届海岬带音乐祭), or names its town in brackets."""
    for match in _NTH.finditer(text):
        if not _GENERIC.search(match["name"]) and not _HEAD.fullmatch(match["name"]):
            yield Candidate(*match.span("name"), "EVENT", 0.9, "numbered")
    for match in _BRANCHED.finditer(text):
        yield Candidate(*match.span(), "EVENT", 0.95, "numbered")


def _first(words: Sequence[Word], index: int, text: str, is_word: Callable[[str], bool]) -> int | None:
    """The first word of the event's name that closes with word `index`: of the run in front, the first proper name."""
    head = text[words[index].start : words[index].end]
    proper = len(head) > 3 and not _ANYONES.match(head) and _opens(words[index], text, is_word)
    first = index if proper else None
    for before in range(index - 1, max(-1, index - 8), -1):
        word = words[before]
        surface = text[word.start : word.end]
        if word.tag not in _FILL or _STOP.match(surface) or surface.strip() != surface:
            break
        if word.tag == "v" and (before == 0 or len(surface) != 2):
            break
        if _opens(word, text, is_word):
            first = before
    if first is None:
        return None
    run = words[first : index + 1]
    if (
        len(run) == 2
        and _joined(words, first, text) == run[0].start
        and _MEETING.fullmatch(head)
        and (run[0].tag in {"LOC", "ns", "ORG", "nt"} or _SCOPE.match(text[run[0].start : run[0].end]))
    ):
        return None  # 北京大会, 雾桥集团大会, 国际大赛: any meeting there
    return first


def _opens(word: Word, text: str, is_word: Callable[[str], bool]) -> bool:
    surface = text[word.start : word.end]
    return (
        bool(_SCOPE.match(surface))
        or word.tag in _NAMES
        or (len(surface) > 1 and word.tag != "v" and not is_word(surface))
    )
