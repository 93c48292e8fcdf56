"""Departments of a government as its own news call them, without the place: 市财政局, 省卫健委, 区市场监督管理局."""

import re
from collections.abc import Iterator

from extract.candidates import Candidate

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
_DEPARTMENT = re.compile(rf"(?<!城)(?<!都)(?<!超)(?<!上)(?:省|市|区|县|州|自治区)(?:{_DEPARTMENTS})")


def departments(text: str) -> Iterator[Candidate]:
    """The departments of `text`, from their level on; a span with the place in front is longer and wins over these."""
    for match in _DEPARTMENT.finditer(text):
        yield Candidate(match.start(), match.end(), "ORG", 0.8, "department")
