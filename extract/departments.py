"""Departments of a government as its own news call them, without the place: 市财政局, 省卫健委, 区市场监督管理局."""

import re
from collections.abc import Iterator

from extract.candidates import Candidate
from extract.lac import Words

# What a local government's departments are called, without their level. Data: a new one is added here.
_DEPARTMENTS = (
    "(?:发展和改革|发展改革|卫生健康|卫生和计划生育|国有资产监督管理|政法|纪律检查|监察|住房和城乡建设|经济和信息化|民族宗教事务|住建|发展|交通|农业农村|城市管理|科技|经信|教育)(?:工作)?委员会|"
    "发改委|卫健委|国资委|住建委|交通委|经信委|农委|科委|教委|建委|纪委监委|纪委|监委|政法委|经信局|工信局|网信办|文明办|政府办公室|委宣传部|委组织部|委办公室|委统战部|委党校|"
    "(?:教育|科技|科学技术|工业和信息化|民族宗教|公安|民政|司法|财政|人力资源和社会保障|人社|自然资源|自然资源和规划|生态环境|环保|环境保护|住房和城乡建设|住建|城市管理|城管|"
    "交通|交通运输|水利|水务|农业|农业农村|林业|商务|文化|文化和旅游|文旅|文化广电旅游|文化广电和旅游|卫生|卫生健康|退役军人事务|应急|应急管理|审计|市场监管|市场监督管理|工商|质监|食药监|药监|"
    "体育|统计|医保|医疗保障|金融|信访|机关事务|国土|国土资源|规划|规划和自然资源|园林|园林绿化|气象|地震|税务|邮政管理|烟草|粮食|粮食和物资储备|海洋|海洋与渔业|乡村振兴|数据|大数据|大数据管理|政务服务|投资促进|招商|消防救援|盐务|档案|物价|文物|旅游)(?:管理)?局|"
    "(?:教育|科技|公安|民政|司法|财政|人力资源和社会保障|人社|自然资源|生态环境|住房和城乡建设|住建|交通|交通运输|水利|农业农村|商务|文化和旅游|应急管理|审计|工业和信息化|工信|退役军人事务)厅|"
    "(?:总工会|妇联|团委|残联|科协|文联|工商联|侨联|贸促会|红十字会|慈善总会|气象台|疾控中心|疾病预防控制中心|血液中心|急救中心|人民检察院|检察院|人民法院|中级人民法院|消防支队|消防救援支队|交警支队|公安分局)"
)
_DEPARTMENT = re.compile(rf"(?=[省市区县州自])(?<!城)(?<!都)(?<!超)(?<!上)(?:省|市|区|县|州|自治区)(?:{_DEPARTMENTS})")
# What a place runs besides: 青屿市中心血站, 雾桥县融媒体中心, 临河区消防救援大队, 檐角县教育和体育局.
_TOPIC = (
    "教育|体育|科技|科学技术|文化|旅游|文旅|广电|广播|电视|新闻出版|卫生|健康|卫生健康|农业|农村|农业农村|林业|林草|草原|水利|水务|交通|运输|交通运输|城乡|住房|建设|住房和城乡建设|城市管理|综合|行政|执法|"
    "民政|司法|财政|审计|统计|商务|经济|信息化|工业|工业和信息化|发展|改革|发展和改革|市场|监督|管理|市场监督管理|市场监管|应急|应急管理|生态|环境|生态环境|自然|资源|自然资源|规划|人力|社会|保障|人力资源|社会保障|人力资源和社会保障|"
    "退役军人|退役军人事务|事务|民族|宗教|医疗|医疗保障|医保|乡村|振兴|乡村振兴|招商|投资|促进|投资促进|大数据|数据|政务|服务|政务服务|公安|交警|交通警察|消防|救援|消防救援|森林|巡警|特警|刑侦|公路|铁路|海事|渔政|"
    "气象|地震|地质|水文|环境监测|疾病|预防|控制|疾病预防|妇幼|保健|妇幼保健|中医|中医院|人民|中心|血站|精神卫生|急救|融媒体|媒体|档案|史志|文物|考古|非遗|非物质文化遗产|保护|图书|博物|美术|科学|青少年|"
    "供销|合作|供销合作|烟草|粮食|储备|国有资产|地方志|地方|金融|金融工作|统战|党|老干部|关心下一代|第[一二三四五六七八九十]|高级|实验|职业|特殊|和|与"
)
_OFFICE = (
    "局|分局|委员会|管委会|办公室|支队|大队|中队|总队|血站|血液中心|融媒体中心|媒体中心|急救中心|保健院|卫生院|人民医院|中医院|中心医院|控制中心|监测站|监测中心|气象站|文化站|文化馆|"
    "保护中心|服务中心|指挥部|研究所|研究院|联合社|供销社|法院|检察院|人民政府|文物所|考古所|档案馆|图书馆|博物馆|党校|中学|小学|幼儿园|敬老院"
)
_RUN = re.compile(rf"(?:{_TOPIC}){{0,6}}?(?:{_OFFICE})(?![\u4e00-\u9fff]?长期|势|面|部|域)")
# What a place has besides, rank or not: 翠湾社区居委会, 石背村委会, 柳塘镇畜牧兽医站.
_BODY = re.compile(
    "[\u4e00-\u9fff]{2,9}?(?P<body>居委会|居民委员会|村委会|村民委员会|村支部|党支部|党总支|业委会|业主委员会|村民小组|街道办事处|街道办|派出所|警务室|边防站|消防站|气象站|文化站|林业站|水利站|水务站|水文站|农技站|畜牧站|"
    "畜牧兽医站|兽医站|粮站|供销社|信用社|卫生站|卫生室|卫生院|卫生所|卫生服务站|卫生服务中心|管理处|管理所|管委会|公交公司|自来水厂|污水处理厂|社工站|救助站|福利院|敬老院|养老院)(?!附近|门[口前]|旁|对面)"
)
# The party's committee of a place, its members' party, and armed forces: 雾桥县委|书记, 中共|党员, 武警雾桥支队.
_COMMITTEE = re.compile(
    r"(?:省|市|区|县|州|旗|镇|乡|街道)?(?:党委|党工委|委)(?=副?书记|常委|秘书长|委员|班子|大院|机关|主要|负责|决定|会议|常委会|换届|和|与|、|，|。|的|召开|研究|同意|要求|领导)"
)
_PARTY = re.compile(
    "(?<!的)(?:中共|民革|民盟|民建|民进|农工党|致公党|台盟)(?=(?:预备)?(?:党员|盟员|会员|成员)|中央|党组织)"
)
_FORCE = re.compile(
    r"武警(?:部队)?(?:[\u4e00-\u9fff]{2,5}?(?:总队|支队|大队|中队|医院)){1,2}|(?:陆军|海军|空军|火箭军|解放军)第[一二三四五六七八九十\d]{1,4}(?:集团军|[\u4e00-\u9fff]{0,3}[旅团师]|医院)"
)
_LEVELS = "省市区县州旗镇乡"
_PLACES = frozenset({"LOC", "ns"})
_LONGEST = 24


def departments(text: str, words: Words) -> Iterator[Candidate]:
    """The departments of `text`, from their level on; a span with the place in front is longer and wins over these.
    Behind a place that the tagger has seen among `words` (青屿市), all that such a place runs, place included."""
    for match in _DEPARTMENT.finditer(text):
        yield Candidate(match.start(), match.end(), "ORG", 0.8, "department")
    for pattern in (_PARTY, _FORCE):
        for match in pattern.finditer(text):
            yield Candidate(match.start(), match.end(), "ORG", 0.9, "department")
    for word in map(words.__getitem__, words.tagged(_PLACES)):
        body = _BODY.match(text, word.start, word.start + _LONGEST)
        if body and body.end() >= word.end and body.start("body") <= word.end + 4:
            yield Candidate(word.start, body.end(), "ORG", 0.9, "department")
        if word.end - word.start > 1:
            level = text[word.end - 1] in _LEVELS and word.end - word.start > 2
            committee = _COMMITTEE.match(text, word.end)
            if committee and (level or committee.end() - committee.start() > 1):
                yield Candidate(word.start, committee.end(), "ORG", 0.92, "department")
        if text[word.end - 1] in _LEVELS and word.end - word.start > 2:
            run = _RUN.match(text, word.end, word.end + _LONGEST)
            if run:
                yield Candidate(word.start, run.end(), "ORG", 0.9, "department")
