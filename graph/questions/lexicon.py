"""The words of questions that are no predicate's: who, which, when, how many, kinds of things, particles; as data."""

from dataclasses import dataclass

from ontology.predicates import ENTITY_TYPES, EntityType


@dataclass(frozen=True, slots=True)
class Kind:
    """A common noun: what it may stand for; `part` is what the name of such a thing has in it, `said` what the sentence has."""

    types: tuple[EntityType, ...]
    part: str = ""
    said: str = ""


_MEASURE = "(?:家|个|位|名|部|本|款|所|首|种|座|件|只|支|类|场|篇|条)"

# Category → pattern. Folded text: simplified, half-width, lower case.
WORDS: dict[str, str] = {
    "WHO": "谁|何人|什么人|哪(?:些|个|位|几位|几个)人|哪位|哪几位",
    "WHICH": f"哪些个?|哪一?{_MEASURE}|哪几{_MEASURE}|什么|甚么|啥|何种|什么样的",
    "HOWMANY": f"(?:多少|几){_MEASURE}?|多少人",
    "WHEN": "什么时候|何时|哪一?年|哪一?天|哪个月|几时|什么时间|何年何月|何年|哪年哪月|哪一?日|什么日子|哪年几月",
    "WHERE": "哪里|哪儿|何处|什么地方|哪个地方|哪些地方|哪|何地",
    "MONEY": "多少钱|多少资金|多少元|多少金额|多大金额|多少万元?|多少亿元?|金额(?:是|为)?多少|多少人民币",
    "DE": "的|之",
    "IS": "是|就是|为|叫|叫做|担任|出任|系|指的是|都是",
    "HAVE": "有|包括|包含|都有|共有|拥有|含有",
    "AT": "在|于|从|到|自",
    "BY": "被|由|是由|是被|为",
    "GET": "获得|得到|拿到|获|拿|接受|收到|取得|完成|融到",
    "AND": "和|与|跟|同|及|以及|、",
    "YES": "吗|么|是否|是不是|有没有|对吗|对不对",
    "BEFORE": "之前|以前|前",
    "AFTER": "之后|以后|后",
    "EVER": "曾|曾经|以前|之前|原来|此前|从前|原先",
    "FORMER": "前|原",
    "DURING": "期间|之间|间|内|里|中|当天|那天|这天|当日|那年|这一年|那一年|这一天|那一天|全年",
    "SAY": "说|说过|表示|讲过|讲|说了|谈到|表示过",
    "HAPPEN": "发生|发生过|出",
    "EVENTS": "什么事情?|什么大事|哪些事情?|哪些大事|什么新闻|啥事|什么",
    "TELL": "介绍|介绍一下|说说|讲讲|谈谈|简介|资料|简历|情况|背景",
    "TIES": "关系|联系|关联",
    "BETWEEN": "之间",
    "REPORT": "报道|文章|新闻|稿件|稿子",
    "MENTION": "提到|提及|谈到|写到|报道|涉及|提过|说到",
    "PIECE": "篇",
    "NAMES": "别名|别称|又名|其他名字|其他名称|另外的名字|绰号|花名|简称|曾用名|又叫|也叫|还叫|别的名字",
    "TIME": "时间|日期|年份|年月|日子|时候|具体时间",
    "SUMS": "金额|投资金额|投资额|融资金额|融资额|总额|规模|数额|出资额|价格|收购价|收购金额",
    "EARLY": "更早|较早|早些|先|早",
    "LATE": "更晚|较晚|晚些|晚",
    "MORE": "更多|较多|多些|多|更大|大",
    "LESS": "更少|较少|少些|少|更小",
    "EARLIEST": "最早|最先|首先",
    "LATEST": "最晚|最近|最新|最迟",
    "MOST": "最多|最大|最高",
    "LEAST": "最少|最小|最低",
    "THAN": "比",
    "TOGETHER": "共同|同时|一起|联合",
    "BUCKS": "钱|资金|款",
    "TO": "给|向|对|往|为",
    "QUOTES": "引语|言论|发言|原话|名言|话",
    "HOW": "怎么说|怎么讲|怎么表示",
    "DOING": "怎么了|做了什么|干了什么|做过什么|有什么动态|有何动态|有什么动作|有何动作",
    "JOB": "做什么的|干什么的|何方神圣",
    "OR": "还是",
    "OVER": "超过|多于|大于|高于|超出",
    "UNDER": "少于|低于|不到|小于|不足",
    "FROM": "不少于|至少|不低于|达到",
    "UPTO": "不超过|至多|最多不超过|不多于",
    "PEOPLE": "人|名|位",
    "NATIVE": "哪里人|哪儿人|什么地方人|哪的人",
    "ALL": "图谱里|图谱中|图里|这里|文中|文章里|文章中|报道里|报道中|库里|数据里",
    "SKIP": (
        r"一共|总共|合计|累计|总计|共计|共|请问|请|麻烦|帮我|告诉我|我想知道|想知道|想问|查一下|查询|查查|列出|列举|找出|找一下|给出|一下|到底|究竟|了|过|呢|啊|呀|吧|哦|嘛|都|也|得|已经|"
        r"目前|现在|如今|最终|分别|所有|全部|具体|您好|你好|谢谢|哈|来着|呐|[\s,，。.?？!！:：;；~～…\"'“”‘’「」『』《》〈〉()（）\[\]【】—\-_*#`]+"
    ),
}

# What denies or restricts: the graph tells nothing of what is not so, and a question with one of these is never answered.
DENIALS = "不是|没有|没|不|未|非|无|除了|除|别|仅|只|以外|之外|还"

_ORGS: tuple[EntityType, ...] = ("ORG",)
_SUFFIXES = "校友会 基金会 银行 出版社 医院 书店 俱乐部 协会 学会 研究院 实验室 交易所 合作社 资本 创投 电视台 电台 联盟 联合会 咖啡店 咖啡馆 书房"
KINDS: dict[str, Kind] = {
    **dict.fromkeys("公司 企业 机构 组织 单位 集团".split(), Kind(_ORGS)),
    **{word: Kind(_ORGS, f"{word}$") for word in _SUFFIXES.split()},
    "基金": Kind(_ORGS, "基金$"),
    **dict.fromkeys("大学 高校 学校 院校".split(), Kind(_ORGS, "(大学|学院|学校|中学|小学)$")),
    **dict.fromkeys("人 人物 人士 人员 人们".split(), Kind(("PER",))),
    **dict.fromkeys("地方 地点".split(), Kind(("LOC",))),
    **dict.fromkeys("街 街道 大街 路 马路 路上 街上".split(), Kind(("LOC",), "街|路|道")),
    "作品": Kind(("WORK",)),
    **dict.fromkeys("书 图书 书籍 小说 著作".split(), Kind(("WORK",), said="书|小说|写|著|出版|作者")),
    **dict.fromkeys("电影 影片 片子 纪录片".split(), Kind(("WORK",), said="影|片")),
    **dict.fromkeys("歌 歌曲".split(), Kind(("WORK",), said="歌|曲|唱")),
    "产品": Kind(("PRODUCT",)),
    **dict.fromkeys("活动 赛事 事件 会议".split(), Kind(("EVENT",))),
    **dict.fromkeys("名字 姓名 名称".split(), Kind(ENTITY_TYPES)),
}

_TITLES = (
    "ceo 首席执行官 行政总裁",
    "cto 首席技术官",
    "cfo 首席财务官 财务总监",
    "coo 首席运营官",
    "svp 高级副总裁",
    "董事长 董事会主席",
    "总经理",
    "副总经理",
    "总裁",
    "副总裁",
    "产品总监",
    "首席科学家",
    "理事长",
    "副理事长",
    "秘书长",
    "主教练",
    "院长",
    "校长",
    "副校长",
    "社长",
    "执行董事",
    "合伙人",
    "创始合伙人",
    "记者",
    "教授",
)
# Post → all the words for it
TITLES: dict[str, tuple[str, ...]] = {word: tuple(row.split()) for row in _TITLES for word in row.split()}
