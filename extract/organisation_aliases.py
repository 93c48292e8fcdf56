"""What else than its short forms an organisation goes by: without the place in brackets and every trade, with a part of
its trade, with its last syllable, with the name of an office contracted."""

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.organisation_names import short_forms

# Further trades that are left off: too common to tell an organisation by.
_OTHER_TRADES = (
    "装饰|装修|家居|家具|建筑|设计|工程|贸易|商贸|国际|环保|环境|材料|设备|机械|电气|电器|通信|通讯|技术|旅游|酒店|娱乐|影视|广告|咨询|顾问|人力资源|物业|租赁|金融|"
    "担保|信托|支付|电商|电子商务|冷链|快递|速运|运输|航运|海运|港口|轨道交通|交通|矿业|煤业|石油|石化|燃气|电力|水务|种业|养殖|林业|园林|粮油|饮料|饮品|母婴|母婴用品|"
    "宠物|玩具|服装|鞋业|珠宝|钟表|美妆|化妆品|日化|药业|医疗器械|器械|基因|养老|体育|出版|印刷|包装|纸业|玻璃|陶瓷|五金|模具|精工|仪器|自动化|芯片|集成电路|微电子|"
    "光学|激光|显示|照明|用品|企业|实验室|律师事务所|会计师事务所|事务所"
)
_TRADE = re.compile(rf"(?:{_OTHER_TRADES})$")
_BRACKETED_PLACE = re.compile(r"[（(][\u4e00-\u9fff]{2,4}[）)]")
# What offices are called for short: 市场监管局, 市政府.
_CONTRACTED = (
    (re.compile(r"(?<!人民)政府$"), "人民政府"),
    (re.compile(r"市监局$|市场监管局$"), "市场监督管理局"),
    (re.compile(r"发改委$"), "发展和改革委员会"),
    (re.compile(r"卫健委$"), "卫生健康委员会"),
    (re.compile(r"住建局$"), "住房和城乡建设局"),
    (re.compile(r"住建委$"), "住房和城乡建设委员会"),
    (re.compile(r"人社局$"), "人力资源和社会保障局"),
    (re.compile(r"文旅局$"), "文化和旅游局"),
    (re.compile(r"国资委$"), "国有资产监督管理委员会"),
    (re.compile(r"证监会$"), "证券监督管理委员会"),
    (re.compile(r"网信办$"), "互联网信息办公室"),
    (re.compile(r"应急局$"), "应急管理局"),
    (re.compile(r"交通局$"), "交通运输局"),
    (re.compile(r"自规局$|资规局$"), "自然资源和规划局"),
    (re.compile(r"教委$"), "教育委员会"),
    (re.compile(r"工信局$"), "工业和信息化局"),
    (re.compile(r"农业农村局$|农业局$"), "农业农村局"),
    (re.compile(r"(?<!人民)法院$"), "人民法院"),
    (re.compile(r"(?<!人民)检察院$"), "人民检察院"),
    (re.compile(r"总商会$"), "工商业联合会"),
    (re.compile(r"消协$"), "消费者协会"),
    (re.compile(r"作协$"), "作家协会"),
    (re.compile(r"足协$"), "足球协会"),
    (re.compile(r"红会$"), "红十字会"),
)
_HOSPITAL = re.compile(r"^(?P<place>[\u4e00-\u9fff]{1,3}?)大?附?(?P<number>[一二三四五六])院$")
_KEPT_ENDINGS = "会盟院社团馆协"  # what a short form keeps behind the name: 鹏友会


@lru_cache(4096)
def forms_of(name: str, places: frozenset[str]) -> tuple[str, ...]:
    """The short forms of `name`, the longer ones first: those of every organisation, and those without the place in
    brackets (赫迈 of 赫迈（上海）生物医药有限公司) and without a second trade."""
    forms: dict[str, None] = {}
    pending = [name, _BRACKETED_PLACE.sub("", name)]
    while pending:
        form = pending.pop()
        for shorter in (*short_forms(form, places), _TRADE.sub("", form)):
            if 2 <= len(shorter) < len(form) and shorter not in forms:
                forms[shorter] = None
                pending.append(shorter)
    return tuple(sorted(forms, key=lambda form: -len(form)))


def goes_by(short: str, long: str, forms: Sequence[str]) -> bool:
    """Whether `short` is another form of the organisation `long`, whose short `forms` are given: one of them, its end
    without a place in front (运河博物馆 of 临河运河博物馆), its name with a part of its trade (雾桥科技 of
    雾桥网络科技有限公司) or with its last syllable (鹏友会), or, of an office or a hospital, a contraction (市场监管局,
    江大一院)."""
    if not 2 <= len(short) < len(long):
        return False
    written = _full_office(short)
    least = 3 if written != short and short[0] in "省市县区镇乡州" else 4  # 市政府
    if written == long or (len(long) - len(written) <= 4 and long.endswith(written) and len(short) >= least):
        return True
    return short[0] in long and (short in forms or _named_in_part(short, forms) or _hospital(short, long))


def _full_office(name: str) -> str:
    """`name` with the contracted name of an office written out (滨江区市场监管局 → 滨江区市场监督管理局)."""
    for contracted, full in _CONTRACTED:
        if contracted.search(name):
            return contracted.sub(full, name)
    return name


def _named_in_part(short: str, forms: Sequence[str]) -> bool:
    """Whether `short` is the shortest of `forms` and a part of what the longer ones have behind it."""
    if not forms or len(short) < 3:
        return False
    if short[-1] in _KEPT_ENDINGS and any(f[-1] == short[-1] and f.startswith(short[:-1]) for f in forms):
        return len(short) <= 4
    name = min(forms, key=len)
    trade = short.removeprefix(name)
    return 2 <= len(trade) < len(short) and any(f.startswith(name) and trade in f[len(name) :] for f in forms)


def _hospital(short: str, long: str) -> bool:
    match = _HOSPITAL.match(short)
    return match is not None and bool(
        re.match(rf"{match['place']}.{{0,3}}大学.{{0,4}}第{match['number']}.{{0,4}}医院$", long)
    )
