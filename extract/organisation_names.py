"""The forms of an organisation's name: what a text shortens 杭州雾桥网络科技有限公司 to (雾桥网络科技, 雾桥科技, 雾桥)."""

import re
from collections.abc import Collection, Iterator

_LEGAL = re.compile(
    r"(?:[（(].{2,4}[）)])?(?:股份有限公司|有限责任公司|控股有限公司|集团有限公司|有限公司|集团公司|控股|集团|公司|股份)$"
)
# What an organisation does, as the end of its name: left off its short form. The first are endings of names alone, the
# others common nouns as well.
TRADES = (
    "资本|创投|快运|影业|传媒|制药|重工|乳业|酒业|茶业|互娱|实业|出版社|足球俱乐部|俱乐部|书局|"
    "出行|储能|智控|医美|文旅|置业|建工|化工|钢铁|水泥|造纸|纺织|服饰|餐饮|优品|严选|"
    "唱片|饼家|科创|文创|生科|精机|汽修|复材|新材|"
    "产投|城投|建投|交投|科投|国投|高投|文投|农投|旅投|金控|数科|数智|云科|智联|物联|车联|医联|智驾|精测|精工"
)
COMMON_TRADES = (
    "投资|基金|科技|智能|生物|医药|物流|能源|新能源|汽车|航空|航天|网络|软件|文化|食品|电子|股份|保险|证券|地产|机器人|数据|云计算|游戏|音乐|音频|教育|"
    "健康|医疗|农业|牧业|渔业|动力|光电|半导体|咖啡|书店|"
    "装饰|装修|烘焙|食品|超市|百货|家居|家电|照明|材料|新材料|顾问|咨询|光学|娱乐|影视|动漫|矿业|电力|电气|电器|燃气|环保|环境|水务|园林|建筑|建设|"
    "建材|装备|机械|机电|制造|轮胎|橡胶|粮油|饮料|资讯|智库|轨道|铁路|公交|旅游|酒店|零售|电商|支付|金服|财富|信托|期货|租赁|担保|小贷|通信|芯片|"
    "显示|智造|智行|无人机|卫星|航运|快递|快送|配送|冷链|生鲜|果业|粮仓|日化|美妆|珠宝|服装|鞋业|玩具|宠物|母婴|托育|康复|养老|口腔|眼科|基因|疫苗|药业|药房|器械|"
    "冰室|茶餐厅|酒家|酒楼|海运|港务|船务|律所|精密|乘用车|商用车|客车|重卡|乳品|饲料|油脂|糖业|盐业|水产|酵母|调味品|肉业|染料|轴承|电缆|"
    "书屋|书坊|画廊|银铺|银楼|药铺|布庄|绸庄|茶庄|钱庄|酱园|染坊|药号|票号|商号|商行|洋行|米铺|酒坊|豆坊|当铺"
)
_TRADE = re.compile(rf"(?:{TRADES}|{COMMON_TRADES}|投资管理|供应链|管理|传播|制造|信息|数字|集团)$")


def cores(name: str, places: Collection[str]) -> list[str]:
    """`name` without the legal ending, and without the place in front as well where it has one."""
    core = _LEGAL.sub("", name)
    forms = [core]
    for length in (3, 2):
        if core[:length] in places and len(core) - length > 1:
            forms.append(core[length:].removeprefix("市"))
            break
    return forms


def short_forms(name: str, places: Collection[str]) -> Iterator[str]:
    """Shorter forms of `name`, longest first: without the legal ending, the place in front, the trade."""
    forms = cores(name, places)
    for form in list(forms):
        last = _TRADE.search(form)
        for _ in range(3):  # 雾桥网络科技, 雾桥网络, 雾桥
            form = _TRADE.sub("", form)
            forms.append(form)
        if last and len(form) > 1:
            forms.append(form + last[0])  # 雾桥科技
    forms.sort(key=len, reverse=True)
    yield from dict.fromkeys(form for form in forms if 2 <= len(form) < len(name))
