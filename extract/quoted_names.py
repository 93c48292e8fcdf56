"""Quoted names that only what surrounds them tells from quoted phrases: houses and firms that are counted, bought, opened or
closed (书店“灯塔”上月停业). 对手“碰瓷” is none."""

import re
from collections.abc import Callable

_PREDICATES = frozenset({"v", "vd", "a", "ad", "d"})
# 做出一家更便宜的“七里香”, 另一家“灯下”
_COUNTED = re.compile(r"(?:[一两三几这那另有]家|第[一二三四五\d]+家)(?:[^，。；！？“”「」]{0,10}的)?[“「]$")
_SHOP_BEFORE = re.compile(
    "(?:书店|餐厅|餐馆|饭馆|面馆|茶馆|酒馆|咖啡馆|咖啡店|面包店|蛋糕店|甜品店|小店|小馆|老店|花店|唱片店|理发店|杂货店|杂货铺|照相馆|裁缝铺|包子铺|面摊|画廊|诊所|民宿|客栈|酒吧|茶楼|影院|剧场|琴行|健身房|托管班|补习班|幼儿园|"
    "食肆|店家|门店|网店|茶饮店|奶茶店|[隔对楼][壁面下]的)[“「]$"
)
_FIRM_BEFORE = re.compile(
    "(?:同行|对手|友商|电商|饼家|饼店|老字号|连锁店|连锁|作坊|工坊|酒厂|茶厂|酒企|乳企|餐企|律所|中介|戏班|合唱团|舞团|社团|读书会|车队|战队|校队|志愿队|义工队|智库|报社)[“「]$"
)
_LIVES = re.compile(
    "[^，。；“”「」]{0,6}?(?:开业|停业|关门|歇业|关闭|关张|开张|营业|倒闭|打烊|迁址|搬迁|成立于|创办于|创立于|始创于|始于|开在|搬到|搬进|招牌|老板|店主|掌柜|东家|创始人|店长)"
)
_BOUGHT = re.compile(
    "(?:(?:收购|并购|吞下|吞并|洽购|入股)[^，。；“「]{0,12}|(?:创办|创立|创建)了?[^，。；“「]{0,10}品牌)[“「]$"
)
# What a house is registered as or has over its door: 营业执照上的名字是“云州市雾桥面包店”.
_REGISTERED = re.compile(
    "(?:名字|名称|店名|字号|招牌|匾额|牌匾|门头|门楣|全名|全称|注册名|登记名|户名|执照|门口|门上)上?(?:是|为|叫|写着|写的是|挂着|刻着|题着|书|登记为|：)?[“「]$"
)
_OWN = re.compile(
    "(?:店|铺|馆|行|社|厂|坊|斋|堂|楼|记|号|轩|餐厅|饭店|酒家|公司|中心|学校|学堂|合作社|工作室|电站|书院|医院|诊所)$"
)
_TAKEN_OVER = re.compile(
    "(?:买下|接手|接盘|盘下)[^，。；“「]{0,12}[“「]$"
)  # of flats and cars as well: of firms alone it tells
_KIND_OF_HOUSE = re.compile(
    "^(?:百年|网红|黑|夫妻|无人|苍蝇|老|小|良心|问题|僵尸|皮包|空壳|明星|示范|样板|头部|冤家|同门).*[店馆业司厂坊铺商家户头]$"
)


def is_house(before: str, after: str, inside: str, tag: str, is_word: Callable[[str], bool]) -> bool:
    """Whether `inside` names a shop or a firm by what is said of it on either side."""
    if tag in _PREDICATES or _KIND_OF_HOUSE.search(inside):
        return False
    if len(inside) > 3 and _OWN.search(inside) and _REGISTERED.search(before) and not is_word(inside):
        return True
    firm = bool(_FIRM_BEFORE.search(before) or _COUNTED.search(before))
    bought = bool(_BOUGHT.search(before))
    if bought or firm or _SHOP_BEFORE.search(before):
        lives = bool(_LIVES.match(after)) or (firm and bool(bought or _TAKEN_OVER.search(before)))
        return lives or ((firm or bought) and not is_word(inside))
    return False
