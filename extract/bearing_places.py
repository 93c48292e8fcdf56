"""Organisations whose name is a place's and a common word behind it, which the tagger parts: teams in a report of a match
(天目雪豹), schools (宜兰女中), the posts of a country (丹麦邮政), stations and offices (云州地质灾害监测总站)."""

import re
from collections.abc import Iterator, Mapping

from extract.candidates import Candidate
from extract.lac import Word, Words
from extract.places import Gazetteer

# What teams are called after, and how a report of a match is known.
_MASCOT = re.compile(
    "猎鹰|雄鹰|山鹰|飞鹰|海鹰|战鹰|老鹰|金鹰|雪豹|金豹|猎豹|黑豹|飞豹|海豚|海豹|海狮|雄狮|狮王|猛狮|醒狮|猛虎|飞虎|东北虎|雪狼|战狼|灰狼|蓝鲸|鲨鱼|鲸鲨|海鸥|海燕|飞燕|火凤凰|蛟龙|猛龙|飞龙|巨龙|神龙|腾龙|骏马|烈马|野马|黑马|奔马|犀牛|公牛|"
    "猛牛|棕熊|黑熊|大熊|麒麟|鲲鹏|大鹏|翼龙|羚羊|飞鹿|雪鸮|海盗|骑士|勇士|战神|火箭|风暴|旋风|飓风|雷霆|闪电|烈焰|火焰|巨浪|海啸|海浪|怒海|钢铁|石油人|矿工|水手|船长|舰队|先锋|开拓者|拓荒者|王者|国王|武士|斗士|卫士|巨人|英雄"
)
_MATCH = re.compile(
    "联赛|常规赛|季后赛|主场|客场|主教练|主帅|外援|加时|比分|球迷|德比|射手|积分榜|首发|替补|点球|三分|篮板|球队|夺冠|升班马"
)
_FEWEST_SIGNS = 4
_NAME_TAGS = frozenset({"LOC", "ns", "nz", "nr", "PER", "ORG", "nt", "nw"})
_NO_TEAM = re.compile("[们船片号]|电影|传说|行动|计划|队(?!员|长|内|史|友)")
_MET = re.compile(
    "(?:击败|战胜|险胜|大胜|力克|掀翻|迎战|对阵|挑战|负于|不敌|输给|逼平|战平|效力于|加盟|转会|做客|横扫|淘汰)(?P<place>[\u4e00-\u9fff]{2,4})$"
)
_COUNT = re.compile("[一两几][名位个只头艘支]$")

# What those work at who join forces in a region: 东部非洲|经济|发展共同体.
_SUBJECT = (
    "新?(?:发展|经济|政治|货币|关税|防务|安全|能源|煤钢|原子能|自由贸易|贸易|合作|文化|法语|英语|葡语|新材料|材料|新能源|汽车|人工智能|机器人|半导体|集成电路|生物|医药|生物医药|健康|旅游|文旅|农业|种业|"
    "物流|港口|城市|科技|科创|创新|技术|产业|工业|制造业|智能制造|智能|数字|大数据|软件|环保|节能|环境|碳中和|绿色|金融|投资|企业|商贸|电商|跨境电商|教育|职业教育|高校|大学|图书馆|博物馆|美术馆|影视|动漫|电竞|体育|马拉松|足球|篮球|户外|登山|公益|青年|妇女|媒体|出版|设计|时尚|餐饮|茶叶|葡萄酒|花卉|水产|冷链)"
)
# A firm's branch in a country: 蓝鲸中国|，, but not the market there (蓝鲸中国|业务).
_FIRMS = frozenset({"ORG", "nt", "nz"})
_BEARERS = _FIRMS | {"LOC", "ns"}
_BRANCH = re.compile(
    "(?P<country>(?:大?中华|中国|香港|台湾|日本|韩国|印度|美国|北美|欧洲|英国|德国|法国|澳洲|澳大利亚|新加坡|亚太|东南亚))"
    "(?=[，。；、）：]|的?(?:首席|总裁|总经理|副总|董事|CEO|CFO|创始|管理合伙|合伙人|财务|高级|公关|市场(?:部|总监|经理)|员工|工程师|负责人|官网)|宣布|表示|发布|回应|方面|官方|任职|工作|上班|实习|做(?:了|过))"
)
_NO_FIRM = re.compile("[社报网部院局会台校署厅]$|大学|学院|银行$")
# A ministry, by who speaks for it: 雾兰国基础设施部|副部长.
_MINISTRY = re.compile(
    "(?!.{0,6}(?:的|[东南西北中内]部))[\u4e00-\u9fff]{2,9}?部(?=(?:第一|常务|代理|前|原|现任)?副?(?:部长|次长|国务秘书|发言人)|表示|宣布|说|称|发布|证实)"
)
# What a place has one of that bears its name.
_BEHIND = re.compile(
    r"(?:第?[一二三四五])?(?:女中|男中|女高|高商|高工|家商|商职|农职|女子师范|师专|商专|护专)(?![音层性声])|"
    r"(?:邮政|电信)(?![局部编系业服储总专快网支所大车员法史诈市用运行与包寄信物集]|公司|条例|工人|设施|投递)|"
    r"[\u4e00-\u9fff]{2,8}?(?:监测|检疫|推广|防疫|水文|观测|检验|救助管理|防治)(?:总站|中心站)|"
    r"[\u4e00-\u9fff]{2,14}?合伙企业(?:[（(](?:有限|普通)合伙[）)])?|"
    # Troupes, the railway's sections, works and offices that run what a place needs.
    r"(?:歌舞剧|歌剧舞剧|舞剧|歌舞|话剧|京剧|昆剧|越剧|评剧|豫剧|川剧|沪剧|淮剧|粤剧|秦腔|晋剧|黄梅戏|花鼓戏|采茶戏|儿童艺术剧|木偶剧|曲艺)[院团](?!里|长)|乌兰牧骑|"
    r"(?:机务|车务|工务|电务|供电|客运|车辆|动车|房产|通信|综合维修)段(?![时位落])|(?:供电|电业|航道|港务|海事|水文|邮政|铁路|地质调查|气象|地震)局(?!势|面|部|域|限)|"
    rf"(?:{_SUBJECT}){{1,4}}(?:共同体|产业联盟|技术联盟|合作联盟|联盟|合作组织|合作委员会|协调委员会)|"
    r"国家[\u4e00-\u9fff]{2,6}[与和][\u4e00-\u9fff]{2,6}?(?:管理局|管理总局|监督局|总局|委员会|管理署|研究院|基金会|规划局|统计局|安全局)"
)
_COUNTED = re.compile("[一几两三多这那][家所间名座]$")


def bearing_places(words: Words, text: str, known: Gazetteer) -> Iterator[Candidate]:
    """The organisations of `text` that are a place and a common word. `words` tile its sentences."""
    for word in map(words.__getitem__, words.tagged(_BEARERS)):
        end = word.end
        branch = _BRANCH.match(text, end) if word.tag in _FIRMS else None
        if branch and known.is_organisation(text[word.start : end]) and not _NO_FIRM.search(text, word.start, end):
            yield Candidate(word.start, branch.end("country"), "ORG", 0.97, "ending")
            continue
        if word.tag in _FIRMS:
            end = known.opening(text, word.start, end)  # 雾桥|供电局, one word to the tagger
        elif word.tag == "LOC" and text[end - 2 : end] in ("剧院", "剧团"):
            end = known.opening(text, word.start, end)
        if end == word.start or _COUNTED.search(text, max(0, word.start - 2), word.start):
            continue
        behind = _BEHIND.match(text, end)
        if behind is None and text[word.start : end] in known.countries:
            behind = _MINISTRY.match(text, end)
        if behind and behind.end() >= word.end:
            yield Candidate(_start(word, text, known), behind.end(), "ORG", 0.95, "ending")
    yield from _teams(words, text, known)


def _start(word: Word, text: str, known: Gazetteer) -> int:
    """Where the well-known place starts that ends with `word` (南部|非洲)."""
    parts = ("南部", "北部", "东部", "西部", "中部")
    return (
        word.start - 2
        if text[word.start - 2 : word.end] in known.places and text.startswith(parts, max(0, word.start - 2))
        else word.start
    )


def _teams(words: Words, text: str, known: Gazetteer) -> Iterator[Candidate]:
    """The teams of a match: a place and what a team is called after, and this alone where the text has it with the place."""
    if len(_MATCH.findall(text)) < _FEWEST_SIGNS:
        return
    found = set()
    bare = []
    for mascot in _MASCOT.finditer(text):
        if _NO_TEAM.match(text, mascot.end()):
            continue
        start = _place_before(mascot.start(), text, words.ending, known)
        if start is None:
            bare.append(mascot)
        else:
            found.add(mascot[0])
            yield Candidate(start, mascot.end(), "ORG", 0.95, "ending")
    for mascot in bare:
        if mascot[0] in found and not _COUNT.search(text, max(0, mascot.start() - 2), mascot.start()):
            yield Candidate(mascot.start(), mascot.end(), "ORG", 0.9, "ending")


def _place_before(position: int, text: str, ending: Mapping[int, Word], known: Gazetteer) -> int | None:
    """Where the name starts that ends at `position`: a well-known place, or a word that the tagger takes for a name."""
    for length in (5, 4, 3, 2):
        if text[max(0, position - length) : position] in known.places:
            return position - length
    if met := _MET.search(text, max(0, position - 8), position):
        return met.start("place")
    word = ending.get(position)
    return word.start if word is not None and word.tag in _NAME_TAGS and 1 < position - word.start < 7 else None
