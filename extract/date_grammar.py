"""The shapes of Chinese calendar expressions: where one stands in a text, and its parts by name.

Each form is one pattern put together from the fragments below; what its parts mean is decided in date_meaning.py.
A part that may stand in several places of a form carries a number (`d__1`, `d__2`) that is dropped from its name.
Every repetition is bounded and every guard is of fixed length, so that scanning is linear in the text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from extract.festivals import AMBIGUOUS, NAMES

# Traditional forms and full-width digits that the patterns read as the simplified and plain ones; one for one.
_FOLD = str.maketrans(
    "號後間週個歲這該來從時點開當兩節農曆陰舊臘閏國慶聖誕陽禮電訊紀數幾約連續為現與順鹹緒統啟萬寶乾０１２３４５６７８９○Ｏ",
    "号后间周个岁这该来从时点开当两节农历阴旧腊闰国庆圣诞阳礼电讯纪数几约连续为现与顺咸绪统启万宝干0123456789〇〇",
)
_FOLDED = re.compile(f"[{''.join(map(chr, _FOLD))}]")

S = "[ \u3000\xa0]?"
C = "一二三四五六七八九"
TO = "(?:至|到|—{1,2}|[-－–~～―─])"
START = r"(?<!\w)"  # no letter, digit or Chinese character before
STOP = r"(?!\w)"  # none behind
ALONE = f"(?<![0-9.〇零{C}十百千万亿几数两])"  # not the tail of a longer number
CLAUSE = r"(?:(?<!\w)|(?<=[在到而但]))"

MON = f"(?:1[0-2]|0?[1-9]|十[一二]?|[{C}])"
DAY_FIGURES = "(?:3[01]|[12][0-9]|0?[1-9])"
DAY = f"(?:{DAY_FIGURES}|三十一?|二十[{C}]?|廿[{C}]?|十[{C}]?|[{C}])"
LUNAR_DAY = f"(?:初[{C}十]|廿[{C}]?|三十|二十[{C}]?|十[{C}])(?![日号0-9{C}十多余几个万])"
COUNT = f"(?:[1-9][0-9]{{0,2}}|[{C}]?十[{C}]?|[{C}]百|[{C}两])"

# A year in figures, by its reign, or told from another year.
YEAR = rf"""(?:
    (?<![0-9.])(?<![0-9],)(?!1[0-6][0-9]{{2}}年[来间])(?P<y__1>[12][0-9]{{3}}){S}年(?!代|的?历史|以上|之久)
  | [今去明前][（(](?:(?P<y__2>[12][0-9]{{3}})|(?P<roc__1>1[01][0-9]))[）)]年
  | (?<![0-9.])(?P<roc__2>1[01][0-9])年(?={MON}月(?!{TO}))
  | {ALONE}(?P<ycn>[一二][〇零{C}]{{3}}|[两二]千[〇零][{C}十]{{1,3}})年(?!代)
  | [唐宋元明清]?(?:朝|代)?(?P<era>民国|光绪|宣统|同治|咸丰|道光|嘉庆|[乾干]隆|雍正|康熙|顺治|崇祯|天启|万历|隆庆|嘉靖|正德|弘治|成化|景泰|宣德|永乐
      |洪武|贞观|明治|大正|昭和|平成|令和)
    (?P<ey>元|[0-9]{{1,3}}|一?百?零?[{C}]?十?[{C}]?)年(?![间代])
  | (?P<yrel>
      (?<!如)今年(?![轻龄])|(?<!过)[去昨]年|(?<![提目之以此])大?前年(?![轻级度])
    | (?<![说证表声])明年|(?<![未往以])来年(?=[的春夏秋冬年初底末0-9{C}十])|(?<![今然之以此最])大?后年|(?<![脚剧日样])本年
    | (?<!不)同一?年(?![级龄代])|(?<![{C}多0-9])[次翌]年|[这那]一年(?![来多间])|[该是]年(?!代)
    | (?<![网线晚早以街马])上一?年(?![级货轻龄纪半])|(?<!以)下一年
    | [这当那]年(?=年?[底末初](?!代|期)|[{C}十0-9]{{1,2}}月|[春夏秋冬][天季]|[上下]半年|第?[{C}1-4]季度)
    | {START}那年(?=[，,我你他她])
    | (?<!想)当年(?![的，。]) | {START}第二年(?![度级期的]))
)"""
# In two digits: a year only with a part of it behind, or where it can be no number of years.
SHORT_YEAR = (
    rf"(?:['’‘](?P<yy__1>[0-9]{{2}})|(?<![0-9.,年月日])(?P<yy__2>[0-9]{{2}})|{ALONE}(?P<yy__3>[〇零{C}]{{2}})){S}年"
)
SHORT_YEAR_ALONE = rf"""(?:['’‘](?P<yy__1>[0-9]{{2}})|(?<![0-9.,])(?P<yy__2>0[0-9])){S}年(?!代)|(?:
    (?:{START}|(?<=[在从自于到至我他她]))(?P<yy__3>[5-9][0-9])
  | {ALONE}(?P<yy__4>[〇零][〇零{C}]|五[〇零一二三四五七八九]|六[〇零一二三四五六八九]|七[〇零一二三四五六七九]|八[〇零一二三四五六七八]|九[〇零{C}])
){S}年(?![代来间内里的之时以多前上下租过历磨如仍依弹])"""

EDGE = (
    "(?:初(?![中级步次恋创始衷赛审选稿心期试学见代版露探任诊夏春秋冬雪一二三])"
    f"|底(?![特层气线价部薪盘色片座牌稿料版蕴])|末(?![位端日尾代班梢流])|中{STOP})"
)
MONTH_DAY = (
    rf"(?P<md>{MON}){S}月{S}(?:(?P<d0__1>{DAY}){S}{TO}{S})?(?P<d__1>{DAY})(?:{S}[日号](?![线楼])|(?=、{DAY}{S}日))"
)
THIRD = "(?:[上中下]|上中|中上|中下)旬|[上下]半月"
WEEK = f"(?:(?:第一|最后一)天|(?:第{S}[一二三四五1-5]|最后{S}一)个?{S}(?:(?:周|星期|礼拜)(?![年岁期])[一二三四五六日天末]?(?!五粮|刊)))"
PAIR = "(?:一(?=二)|二(?=三)|三(?=四)|四(?=五)|五(?=六)|六(?=七)|七(?=八)|八(?=九))"  # of 七八月
MONTH = rf"""
    (?:(?P<m0__1>{MON}){S}(?:{TO}|、){S}|(?P<m0__2>{PAIR}))?(?P<m>{MON}){S}月份?(?![球亮饼嫂子花])(?!{S}[0-9]{{1,2}}{S}[日号])
    (?:(?P<third>{THIRD})|的?(?P<week>{WEEK})|(?P<edge>{EDGE}))?
"""
LUNAR = rf"""
    [农阴旧夏]历{S}(?P<leap__1>闰)?(?P<lm__1>[正冬腊]|{MON})月(?:(?P<ld__1>{LUNAR_DAY}|{DAY}(?![日号多几]))日?)?
  | (?P<leap__2>闰)(?P<lm__2>{MON})月(?P<ld__2>{LUNAR_DAY})?
  | (?P<lm__3>[正冬腊])月(?P<ld__3>{LUNAR_DAY})?
  | (?P<lm__4>十[一二]?|[{C}])月(?P<ld__4>{LUNAR_DAY})
  | 大年(?P<ld__5>初[{C}十])
"""
# Behind a quarter of the business year; a 第三季 of a series has other things behind it.
_TRADE = "[内末初净纯]|营[收业运]|业[绩务]|盈|亏|销[售量]|收[入益]|毛利|财报|溢利|经济|出[口货]|完成|同比|环比|GDP"
QUARTER = rf"""
    (?:第?(?P<q0>[一二三四1-4]){S}{TO}{S})?(?:第(?P<q__1>[一二三四1-4]){S}个?|(?P<q__2>[一二三四1-4]){S})季度(?P<qedge>[初底末])?
  | 第(?P<q__3>[一二三四])季(?={_TRADE}) | (?P<qfirst>首)(?:个?季度|季(?={_TRADE}))
  | 前(?P<qn>[两二三23]){S}个?季度
"""
HALF = "(?P<half>[上下])半年"
# What counts as a part of a year only behind that year.
YEARLY = rf"""
    的?(?P<hy>[前后])半年 | 第(?P<q__4>[一二三四1-4])季(?!度) | (?P<qfirst__2>首)季 | Q(?P<q__5>[1-4])(?![0-9A-Za-z])
  | 的?[前首头](?P<fn>{COUNT}){S}个?月 | 的?第(?P<nth>{COUNT}){S}个月 | 的?最后{S}(?P<ln>{COUNT}){S}个月
  | (?P<season0>[春夏秋冬])(?P<season__1>[春夏秋冬])(?:之交|两季|季)?(?!装|衣|款|新|[春夏秋冬])
  | [初早晚暮深盛仲隆寒严金]?(?P<season__2>[春夏秋冬])(?:天|季(?![奥残达转运训])|日(?![本照])|(?=[至到起以])|{STOP})
  | (?P<same>同(?:一?时)?期|同月) | (?P<whole>全年) | (?P<part>年?{EDGE}|岁[初末])
  | 的?(?P<yd>(?:第一|最后一)天)
  | 的?第(?P<yw>{COUNT})(?:周|个?星期|个?礼拜)(?![年岁期一二三四五六日天末])
"""


def _names(names: frozenset[str]) -> str:
    return "|".join(
        name + "(?![日号])" * name[0].isalpha() * ("月" in name)
        for name in sorted(names, key=lambda name: (-len(name), name))
    )


_NO_FEAST = f"(?!大(?!促)|[档路街联晚阅月快红献贺礼典队粽灯诗卡树老帽届个0-9])(?![{C}十百]{{1,3}}周年)"
_FEAST_BEHIND = "(?:假期|小?长假|黄金周|期间|前夕|前后|当[天日]|购物节|大促|[”」』])"
FEAST = rf"""(?:[农阴旧]历|三八|五[一四]|[六七八]一)?(?:
    (?P<feast__1>{_names(NAMES - AMBIGUOUS)})节? | (?P<feast__2>{_names(AMBIGUOUS)})(?:节|(?={_FEAST_BEHIND}))
){_NO_FEAST}"""
FEAST_OF_YEAR = f"(?:[“「](?P<feast__1>{_names(NAMES)})节?[”」]|(?P<feast__2>{_names(NAMES)})节?{_NO_FEAST})"

_REST = f"(?:{LUNAR}|{MONTH_DAY}|{MONTH}|{QUARTER}|{HALF}|{FEAST_OF_YEAR}|{YEARLY})"
_BACK = "(?:以前|之前|前(?![后列期景述提置半两三几十段往]))"
_ON = "(?:以后|之后|后(?![来期续卫勤]))"
_NO_DAY = "[内均线游元程活期产志间租之以后语军经币常]"
_UNIT = "(?:年半|个月|周|个?星期|个?礼拜|天|日)"

_FORMS = {
    "numeric": "|".join(
        rf"""(?<![0-9A-Za-z.\-/])(?P<y__{i}>[12][0-9]{{3}}){mark}(?P<md__{i}>1[0-2]|0?[1-9]){mark}(?P<d__{i}>{DAY_FIGURES})
        (?![0-9A-SU-Za-z%]|{mark}[0-9])(?:日(?!本))?"""
        for i, mark in enumerate(("-", "/", r"\."))
    ),
    "numeric_month": rf"""(?<![0-9A-Za-z.\-/])(?P<y>19[0-9]{{2}}|20[0-9]{{2}})(?:
        -(?P<m__1>0[1-9]|1[0-2])(?![0-9A-Za-z%元万]|[-/.][0-9])
      | \.(?P<m__2>0[1-9]|1[0-2])(?={S}{TO}{S}(?:[12][0-9]{{3}}\.[01]|今)))""",
    "decade": rf"""(?:
        (?P<century__1>上个?世纪|本世纪|(?:1[0-9]|2[01]|二十一?|十[{C}]){S}世纪)(?P<tens__1>[0-9]0|[{C}]?十){S}年代
      | (?<![0-9.])(?P<dy>[12][0-9]{{2}})0{S}年代
      | (?<![0-9.零〇{C}])(?P<tens__2>[3-9]0|[三四五六七八九]十){S}年代
      | (?P<century__2>上个?世纪)?(?P<tens0>[{C}])(?P<tens__3>[{C}]十)年代
    )(?:[早中末后晚前]期|中后期|[初末](?![代期])|中叶)?""",
    "year_span": rf"""(?<![0-9.\-])(?P<y0>[12][0-9]{{3}}){S}(?:
        (?:{TO}|/){S}(?P<y__1>(?:[12][0-9])?[0-9]{{2}}){S}(?:赛季|学年|财年)
      | {TO}{S}(?P<y__2>(?:[12][0-9])?[0-9]{{2}}){S}年(?![0-9代])度?
      | {TO}(?P<y__3>[12][0-9]{{3}})(?![\w%]|[-.][0-9]))""",
    "listed_year": r"(?<![0-9.])(?P<y>(?:19|20)[0-9]{2})(?=[、和及与](?:(?:19|20)[0-9]{2}[、和及与]){0,5}(?:19|20)[0-9]{2}年)",
    "season_year": rf"""(?<![0-9.])(?P<y>(?:19|20)[0-9]{{2}}){S}
        (?:赛季|学年|财年(?:第?[一二三四1-4]财?季度?)?|Q(?P<q>[1-4])(?![0-9A-Za-z])|(?P<whole>全年)
        |(?P<half>[上下])半年|(?=第[一二三四1-4]季度){QUARTER}|(?P<part>岁[初末]))""",
    "calendar": f"{YEAR}(?:度|的?{S}{_REST})?",
    "short_year": f"{SHORT_YEAR}{S}(?:{MONTH_DAY}|{LUNAR}|{MONTH}|{QUARTER}|{HALF}|{FEAST_OF_YEAR}|{YEARLY})",
    "short_year_alone": SHORT_YEAR_ALONE,
    "shifted_year": rf"""(?:{ALONE}(?<![第近提])(?P<n__1>{COUNT}){S}年(?P<back>{_BACK})|{CLAUSE}(?P<n__2>{COUNT}){S}年(?P<on>{_ON}))
        (?:的(?:{MONTH}|{YEARLY}))?""",
    "shifted": rf"""{ALONE}(?<![第近提])(?P<n__1>{COUNT}|半){S}(?P<unit__1>{_UNIT}|年(?=以?之?前))(?P<back>{_BACK})
        |{CLAUSE}(?P<n__2>{COUNT}|半){S}(?P<unit__2>{_UNIT}|年)(?P<on>{_ON})""",
    "following": rf"(?:[此随之其]后|接下来)的?(?P<n>{COUNT}){S}(?P<unit>年|个月|天)(?:[间里内中]|时间)?",
    "couple": "(?<![之以此提目年月日天会赛])前[两二2]年(?![前级度多来])|(?<![如至])(?P<pair>今明|去今)[两二]年",
    "relative_month": rf"""(?P<mrel>
        (?<![以网线早晚身海])上上?个?月|(?<![天之以])下下?个?月|[上下]一个?月|本月|这个?月|[当同该]月|(?<![每{C}多0-9])[次翌]月
      | [上本下][（(]{MON}[）)]月)(?:份|(?![亮球薪光票饼]))
        (?:{S}(?:(?P<d0>{DAY}){S}{TO}{S})?(?P<d>{DAY}){S}[日号]|(?P<third>{THIRD})|的?(?P<week>{WEEK})|(?P<edge>{EDGE}))?""",
    "relative_season": rf"""(?:(?<![如至当说证表迄])(?P<srel__1>[今明])(?P<season__1>[春夏秋冬])(?![奥节天至])
      | (?P<srel__2>去)(?P<season__2>[春夏秋冬])(?:(?=今)|{STOP})|(?P<srel__3>[这那]个)(?P<season__3>[春夏秋冬])[天季])""",
    "relative_day": rf"""(?P<beside>[今昨前明])[（(](?P<d>{DAY})日?[）)][日天晚]?|(?P<drel>
        (?:(?<![《到至])|(?<=截至)|(?<=截止到))今[天日](?!头条|资本|俄罗斯|说法|美术|印度|关注)|(?<!《)昨[天日](?!重现)
      | (?<![以之目提])大?前天|(?<![以之目提])前日|(?<![说证表清文的《])明[天日](?!之后|方舟)
      | (?<![今以然之此最先午天])大?后天(?![性形培习养因])|今(?:[晨早夜午]|晚(?!报))|昨[晚夜晨早午]|前晚|明[晚晨早午]
      | (?:(?<=[证礼业赛会播演映售市考庭幕婚学葬])(?P<event>))?(?<![充相应上])当[天日晚夜](?!性)|同一?[天日]|(?<![每{C}多])[次翌][日晨]|{START}(?:第二天|隔[天日]|前一[天日晚])|即日
      | 本(?:公告|报告|通知|声明)(?:披露|发布)?之?日)(?!本(?![报公刊台网市省县院校届次案]))""",
    "week": rf"""
        (?P<wrel>(?<![以网早晚])上上?|本|这|(?<![以之])下下?)个?(?:星期|礼拜|周)(?P<wd__1>[一二三四五六日天末](?!年))?(?![期年岁边刊转围])
      | (?:(?<![每逢上下本这单双隔各两多数一二三四五六七八九十0-9个色])(?:星期|礼拜)(?P<wd__2>[一二三四五六日天])
      | (?:{START}|(?<=[在于定]))周(?P<wd__3>[一二三四五六日])(?=[，,、。；：（(的在将才也又还就再已曾并未起前后]|$|宣布|表示|发布|公布|召开|收盘|举行)
      | (?<![每逢上下本这单双隔各两多数一二三四五六七八九十0-9个])(?<!周\w[、和及至到])周(?P<wd__4>[一二三四五六日])
        (?=[早晚午夜]间|[早晚]上|[早晚][，,]|[上中下]午|凌晨|清晨|傍晚|深夜|[早午收]盘)
      | (?<![每逢到上下本这单双隔各两多数一二三四五六七八九十0-9个])(?<!周\w[、和及至到])周(?!六福|大福)(?P<wd__5>[一二三四五六日])(?P<weak>)
        )(?:(?=[（(]{S}(?:{MON}{S}月{S})?(?P<at>{DAY}){S}日))?""",
    "relative_quarter": "(?P<qrel>(?<![以之网晚])[上下]一?个?|本|这个?)季度",
    "bare": rf"""{ALONE}(?<![第满近历时拜周])(?<!(?<!预)期)(?<!(?<![鼠牛虎兔龙蛇马羊猴鸡狗猪子丑寅卯辰巳午未申酉戌亥])年)(?:
        {FEAST} | {MONTH_DAY} | (?!十?[{C}十]月(?!初|廿|十五))(?:{LUNAR}) | {QUARTER} | (?<![以网晚早过]){HALF}
      | {MONTH}(?!有余|之久|余|革命|天|河|雪|街|槐|长安|怀胎|不知|不见|兰|瓜|[一两三]次|飞雪|流火))
      | {START}前(?P<fn>{COUNT}){S}个月|{START}(?P<part>[年岁]{EDGE})
      | (?<![0-9〇零{C}十百千万两几数多半来每逐历整全跨近当少青童晚早老中新丰学拜幼壮暮成多])(?P<part__2>年[初底末])(?![级中步次恋一二三])
      | (?<![0-9〇零{C}十百千万两几数多半来每逐整全个当上下本这同次岁正冬腊])月(?P<monthpart>[初底末])(?![{C}十])""",
    "day": rf"""{ALONE}(?<![第月满历时为达近超共约个续每前后首〕])(?:
        (?:(?P<d0>{DAY_FIGURES}){S}{TO}{S})?(?P<d__1>{DAY_FIGURES}){S}
        日(?!{_NO_DAY}|本(?![报台网刊])|报(?![道导告称]))
      | (?P<d__2>{DAY}){S}[日号](?P<weak>)(?!{_NO_DAY}|[本报楼院馆机台店门位衣球选]))""",
}

# What an expression can begin with: nearly all of a text is passed over at this one test. But for figures and feasts, a
# unit of time stands within twelve characters.
_UNIT_NEAR = "(?=.{0,12}[年月日号天周期拜季世春夏秋冬晚晨早夜午历（(])"
_FEAST_OPENS = f"[三五六七八一{''.join(sorted({name[0] for name in NAMES}))}](?=[八一四{''.join(sorted({name[1] for name in NAMES}))}])"
_FIRST = (
    "(?:(?<![0-9])[0-9]|[年月岁](?=[初底末中])|隆(?=庆)|成(?=化)|景(?=泰)|来(?=年)"
    "|[唐宋元清](?=[朝代民光宣同咸道嘉乾干雍康顺崇天万隆正弘成景永洪贞])|['’‘〇零一二三四五六七八九十廿两半今昨明前后去大本同次翌上下这那当该是第民光宣咸道嘉乾干雍康顺崇天万永洪昭平令弘贞"
    f"农阴旧夏闰正冬腊首此随之其接星礼即隔]{_UNIT_NEAR}|周|{_FEAST_OPENS})"
)

_REACH = 40  # longer than any expression

# Shapes that only the other end of a range makes plain: 6月10日至17日, 大年初二至初五, 2003.07-2015.03.
_CONTINUED = (
    rf"(?P<d>{DAY}){S}[日号](?![线楼])|(?P<ld>{LUNAR_DAY})|(?P<y>[12][0-9]{{3}})\.(?P<m>0[1-9]|1[0-2])(?![0-9])"
)


_REIGN_YEAR = re.compile(f"(?P<ey>[0-9]{{1,3}}|一?百?零?[{C}]?十?[{C}]?)年(?![间代])")


@dataclass(frozen=True, slots=True)
class Expression:
    """A place where a form matches, and the parts of it that are there."""

    start: int
    end: int
    form: str
    parts: Mapping[str, str]


def fold(text: str) -> str:
    """`text` as the patterns read it; offsets stay true."""
    return text.translate(_FOLD) if _FOLDED.search(text) else text


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    forms = {name: re.compile(pattern, re.VERBOSE) for name, pattern in _FORMS.items()}
    return forms | {"continued": re.compile(_CONTINUED, re.VERBOSE)}


@cache
def _any_form() -> re.Pattern[str]:
    nameless = {name: re.sub(r"\(\?P<\w+>", "(?:", pattern) for name, pattern in _FORMS.items()}
    union = "|".join(f"(?P<{name}>{pattern})" for name, pattern in nameless.items())
    return re.compile(f"(?={_FIRST})(?:{union})", re.VERBOSE)


# What an expression is resolved by, where no part of it says more.
_RULES_OF_FORMS = {
    "short_year": "century", "short_year_alone": "century", "decade": "decade", "shifted_year": "count",
    "shifted": "count", "following": "count", "couple": "count", "relative_month": "month-word",
    "relative_quarter": "quarter-word", "relative_season": "season-word", "relative_day": "day-word", "week": "weekday",
    "bare": "nearest", "day": "nearest",
}  # fmt: skip
_RULES_OF_PARTS = {
    "feast": "feast", "lm": "lunar", "ld": "lunar", "era": "reign", "roc": "reign", "yrel": "year-word",
}  # fmt: skip
RULES = frozenset(("calendar", *_RULES_OF_FORMS.values(), *_RULES_OF_PARTS.values()))


def rule_of(expression: Expression) -> str:
    """The short name of the way in which the expression gets its value; "calendar" where it says all itself."""
    named = (rule for part, rule in _RULES_OF_PARTS.items() if part in expression.parts)
    return next(named, _RULES_OF_FORMS.get(expression.form, "calendar"))


def _parsed(form: str, text: str, at: int) -> Expression | None:
    match = _patterns()[form].match(text, at)
    if match is None:
        return None
    parts = {name.partition("__")[0]: part for name, part in match.groupdict().items() if part is not None}
    return Expression(match.start(), match.end(), form, parts)


def find(text: str, start: int) -> Expression | None:
    """The first expression of folded `text` at or after `start`."""
    match = _any_form().search(text, start)
    return _parsed(str(match.lastgroup), text, match.start()) if match else None


def continuation(text: str, at: int, first: Expression) -> Expression | None:
    """The expression that begins exactly `at` and ends the range that begins with `first`."""
    if "era" in first.parts and (year := _REIGN_YEAR.match(text, at)):
        return Expression(at, year.end(), first.form, {"era": first.parts["era"], "ey": year["ey"]})
    rest = text[at : at + _REACH]  # cut off, because the guards before a form need not look at the range's first half
    match = _any_form().match(rest)
    found = _parsed(str(match.lastgroup) if match else "continued", rest, 0)
    return replace(found, start=at, end=at + found.end) if found else None
