"""What the words beside a name tell of its type: X创始人 and 创办X of an organisation, 位于X of a place, X，45岁 of a person.

Each of an article's occurrences of a name is a witness; strong words, which stand beside nothing else, weigh more than
words that merely favour a type. The patterns are data: a new word is added to its list.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from extract.establishments import told_of_house
from ontology.predicates import EntityType

_STRONG, _WEAK = 2.0, 0.5
# What no person is called, whatever stands beside it: 雾桥镇，14岁到…; 云州医院医生.
_NO_PERSON = re.compile(
    r"^[\u4e00-\u9fff]{2,}(?:[镇县市省区村乡院校司厂馆店局社]|大学|中学|小学|银行|集团|电视台|公司)$"
)
_REACH = 8  # characters before a name that are looked at


class _Witness(NamedTuple):
    kind: EntityType
    weight: float
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})[“「『]?$")


_OFFICER = "创始人|创办人|创立者|发起人|董事长|(?:行政|执行)?总裁|首席|总经理|副总|合伙人|[A-Z]{2,3}O(?![A-Za-z])|高管|董事会|监事会|团长|社长|班主|主唱|鼓手|吉他手|指挥(?!部|中心|官)|主教练|主帅|领队|外援"
_MATCHED = 3.0
_BEATS = "击败|战胜|险胜|大胜|完胜|小胜|力克|逆转|绝杀|横扫|淘汰|不敌|负于|惜败|惨败|战平|逼平|掀翻|轻取|拿下"
_AWARD = r"[^，。；\n]{0,14}(?:融资|投资)"
_WITNESSES: tuple[_Witness, ...] = (
    _Witness(
        "ORG",
        _STRONG,
        None,
        re.compile(
            rf"[”」』]?(?:(?:联合|共同|前|原|的)?(?:{_OFFICER})|(?:前|离职|老|的)?员工|旗下|股价|市值|财报|总部|全称|股东|官网|子公司|母公司|"
            rf"(?:近日|日前|今日|昨日|正式|宣布|曾|也|已|又|再)?(?:宣布)?(?:完成|获得?|拿到|拿下){_AWARD}|成立于|挂牌|上市|换帅|裁员|倒闭|破产|IPO)"
        ),
    ),
    _Witness(
        "ORG",
        _STRONG,
        _before(
            "创办了?|创立了?|创建了?|入职|就职于|供职于|任职于|受雇于|跳槽到?|公司|企业|集团|药企|车企|厂商|券商|律所|球队|乐队|乐团|社群|机构|品牌|初创|店家|餐厅|开设|组合|厂牌|连锁"
        ),
        None,
    ),
    _Witness(  # teams of a match: 云州海风3比1逆转雾桥渔火
        "ORG",
        _MATCHED,
        _before(
            rf"\d{{1,3}}(?:比|[:：－-])\d{{1,3}}(?:{_BEATS})|(?:做客|客场)(?:挑战|迎战|击败|战胜)|(?:老?对手|卫冕冠军|升班马)"
        ),
        None,
    ),
    _Witness(
        "ORG", _MATCHED, None, re.compile(rf"[”」』]?(?:以|主场|客场)?\d{{1,3}}(?:比|[:：－-])\d{{1,3}}(?:{_BEATS})")
    ),
    _Witness("ORG", _WEAK, _before("加入|加盟|离开|收购|并购|洽购|买下|入股|投资|由|卖给"), None),
    _Witness(
        "ORG",
        _WEAK,
        None,
        re.compile(
            "[”」』]?(?:宣布|推出|发布|称|表示|回应|公告|收购|领投|跟投|签署|签约|负责人|方面|官方|研发|自研|自主|自家|产品|用户|业务|会员|成员|社区|与[^，。]{2,12}(?:签|合作)|获|推|用)"
        ),
    ),
    _Witness(
        "LOC",
        _STRONG,
        _before(
            "位于|坐落于|坐落在|地处|设在|建在|迁至|迁往|迁到|搬到|搬至|搬回|抵达|飞往|飞抵|飞赴|前往|途经|落户|定居|定居在|家住|住在|出生在|出生于|生于|老家|回到了?|(?<!后)来到了?|逃往|驶往|开往|运往|运到|赶赴|奔赴|登陆|降落在"
        ),
        None,
    ),
    _Witness(
        "LOC",
        _STRONG,
        re.compile("(?:在|于)(?:[^，。；、在于]{1,6}的)?[“「『]?$"),
        re.compile(
            "(?:举行|召开|举办|开幕|闭幕|落幕|出生|开业|设厂|建厂|建成|落成|发射|签约|登陆|的(?:一座|一间|一家|一条|一所|家中|家里|街头|老家|工厂|仓库|分公司|办事处|办公室))"
        ),
    ),
    _Witness(
        "LOC",
        _STRONG,
        None,
        re.compile(
            "(?:[市省县镇乡村](?![\u4e00-\u9fff]?[长委]|[场值面民政])|一带|境内|当地|郊区|郊外|城区|市区|街头|[东南西北]部|以[东南西北]|沿岸|机场|火车站|港口)"
        ),
    ),
    _Witness("LOC", _STRONG, None, re.compile("(?:话|方言|口音|土话|腔)(?=[说讲唱喊念骂问答])")),
    _Witness("LOC", _WEAK, _before("在|从|到|至|赴|往|来自"), None),
    _Witness(
        "PER",
        _STRONG,
        None,
        re.compile(
            r"(?:先生|女士|夫人|小姐|老师|医生|博士|院士|[，（(]?(?:今年|现年|时年)?\d{2}岁|[，,（(](?:男|女)[，,、）]|的?(?:妻子|丈夫|父亲|母亲|爸爸|妈妈|儿子|女儿|弟弟|妹妹|哥哥|姐姐|太太|外公|外婆|爷爷|奶奶)|"
            r"\d{0,4}年?(?:出生|生于|毕业于)|去世|逝世|病逝|告诉|笑[说道着]|坦言|回忆|哽咽|苦笑|摆摆手|摇摇头|点点头|皱|站在|坐在|蹲在|接过|抬起)"
        ),
    ),
    _Witness(
        "PER",
        _STRONG,
        None,
        re.compile(
            r"(?:担任|出任|接任|兼任|转任|升任|改任|任)(?![务何职期命免由])[^，。；、\n]{0,14}?(?:长|书记|主席|主任|经理|总监|总裁|教授|委员|法定代表人)(?=[，。；、\n])"
        ),
    ),
    _Witness("PER", _WEAK, None, re.compile("(?:[则也还又]?(?:说|认为|担任|出任|接任|兼任))")),
)

Evidence = Mapping[str, Mapping[EntityType, float]]


def evidence(spans: Iterable[tuple[int, int]], text: str) -> Evidence:
    """What stands beside the names at `spans`, added up by the names' text and by type."""
    found: dict[str, dict[EntityType, float]] = defaultdict(lambda: defaultdict(float))
    for start, end in spans:
        surface = text[start:end]
        personal = not _NO_PERSON.search(surface)
        for witness in _WITNESSES:
            if witness.kind == "PER" and not personal:
                continue
            if witness.after is not None and not witness.after.match(text, end):
                continue
            if witness.before is not None and not witness.before.search(text, max(0, start - _REACH), start):
                continue
            found[surface][witness.kind] += witness.weight
        if weight := told_of_house(start, end, text):
            found[surface]["ORG"] += weight
    return found
