"""Names in marks: titles in 《》, and quoted names whose kind the words around them tell (花名「逐风」, 公司“一口鲜”,
手机应用“拾光”, 一台名叫“萤石”的相机). A quoted phrase is none: 芯片“卡脖子”."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from extract.candidates import Candidate
from extract.introducing_words import AFTER, BEFORE, GOODS, OWN_ENDING
from extract.lac import Words
from extract.marks import QUOTATION, TITLE, Marked
from extract.quoted_names import is_house
from extract.signed import Signed
from ontology.predicates import EntityType

# What is called that is told behind it: 「雾桥」，一个由老同事搞起来的社群.
_APPOSED = re.compile(
    r"，(?:这是|是)?(?:国内|当地|本地)?一[个家支](?:[^，。；“「]{0,20})(?:社群|公司|企业|机构|组织|工作室|乐队|乐团|剧团|球队|团队|基金|媒体|协会|联盟)(?=[，。；])"
)
# A common word in quotation marks right behind a noun is no name but says what the quoting thinks of it: 公司“跑路”.
_SCARE = re.compile(r"(?:公司|企业|厂|机构|集团|团队|商|组织)[“「]$")
# 三个同学办的修表公司“齿轮”: what is told of in so many words is named.
_DESCRIBED = re.compile(
    r"(?:一家|[办开]的|创办的?|创立的?|成立的?|旗下的?|名下的?)[^，。；“「]{0,10}(?:公司|企业|厂|机构|集团|团队|组织)[“「]$"
)
_LINK = r"了?(?:就?叫做?|名为|名叫|命名为|取名|叫作|称为|——|：|:|的|是)?(?:[“「『《‘\"][^”」』》’\"\n]{1,15}[”」』》’\"](?:、|和|及|与|以及))*[“「『‘\"]?$"
_NAMED_KINDS: tuple[EntityType, ...] = ("PRODUCT", "ORG", "WORK", "EVENT")
_OF_A_KIND = {
    kind: re.compile(f"的[^，。；！？“”「」]{{0,8}}?(?:{GOODS if kind == 'PRODUCT' else BEFORE[kind]})")
    for kind in _NAMED_KINDS
}
_BEFORE_PATTERNS = {kind: re.compile(f"(?:{words}){_LINK}") for kind, words in BEFORE.items()}
_AFTER_PATTERNS = {
    kind: re.compile(f"{'的?' if kind in ('ORG', 'LOC') else ''}(?:{words})") for kind, words in AFTER.items()
}
_ENDINGS = {kind: re.compile(pattern) for kind, pattern in OWN_ENDING.items()}
# Only an organisation raises money, whatever it is called before: 连锁品牌“钉子修车”近日完成天使轮融资.
_RAISES = re.compile(r"[^，。“”「」]{0,8}?(?:完成|获得?|拿到|宣布)[^，。“”「」]{0,16}(?:融资|投资)")
_OFFICER = re.compile(r"由[^，。；“”]{2,16}(?:创立|创办|创建)|的?(?:联合)?(?:创始人|创办人|CEO|董事长|总裁|前?员工)")
_LONGEST_TITLE = 60
_NO_NAME = re.compile(r"[，。！？；：,!?;:…\n]")
_NEWSPAPER = re.compile(r"[\u4e00-\u9fff]{2}报$")
_NO_NEWSPAPER = re.compile(r"(?:年报|月报|季报|学报|公报|简报|通报|海报|情报|电报|喜报|战报|警报|预报|画报|汇报|申报)$")
_MEDIUM = re.compile(r"(?:周刊|新闻|体育|财经)$")
_MEDIUM_SPEAKS = re.compile(
    r"[^，。；！？《]{0,10}?(?:记者|报道|报导|讯|称|评论员|编辑|社论|采访|记録|主编|总编|刊文|发文|曝光|披露|消息|专访|社长)"
)
_EMPLOYS = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}(?:首席|特约|特派|见习|摄影|驻[\u4e00-\u9fff]{2}))?(?:记者|评论员|主笔|总编辑)(?!会|问|看|在)"
)
_CITED = re.compile(r"(?:据|接受|告诉|透露给|供职于|任职于|就职于)了?$")
# Where a medium is a place to be printed in, it is a work.
_PRINTED_IN = re.compile(
    r"(?:发表|刊登|刊载|刊发|登载|连载|发|载|见|刊)(?:于|在|上)$|(?:登上|翻阅|订阅|阅读|读|看|翻开|一份|创办|投稿)了?$"
)
# A quoted phrase that says something of the thing in front: 芯片“卡脖子”, 手机“便宜得惊人”, 奶茶“第一股”.
_PHRASE = re.compile(
    r"[得着没您吗呢吧啊]|了[^了]|不[^列]|^(?:又|再|越|免费|是|在|把|被|让|最|很|太|更|从|向|走|卖|被|无|有|去|来)|第一|"
    r"(?:神器|杀手|刺客|黑马|新秀|新贵|顶流|网红|爆款|巨头|标杆|天花板|鼻祖|一哥|一姐|教父|之王|之父|之母|之光|卡脖子|内卷|出海|下乡|瘦身|变脸|翻车|"
    r"换新|二选一|走出去|自由|焦虑|效应|现象|模式|时代|经济|大战|潮|难|化|率|全家桶)$"
)
_MOST_BRANDS = 40  # of an article
_CALLED_BY_BRAND = (
    "汽水|可乐|果汁|凉茶|啤酒|白酒|大曲|特曲|老窖|黄酒|米酒|葡萄酒|酸奶|鲜奶|奶粉|奶糖|软糖|冰棍|冰棒|雪糕|冰淇淋|饼干|罐头|火腿肠|榨菜|酱油|辣酱|陈醋|挂面|方便面|月饼|"
    "香皂|肥皂|牙膏|洗衣粉|雪花膏|面霜|蛤蜊油|花露水|自行车|缝纫机|手表|收音机|收录机|照相机|相机|电视机|电风扇|洗衣机|热水瓶|搪瓷盆|球鞋|胶鞋|皮鞋|衬衫|羽绒服|香烟|火柴|钢笔|铅笔|拖拉机"
)
_SAID = frozenset({"PRODUCT", "EVENT", "LOC"})  # goods, doings and houses, that a phrase in marks may describe
_PREDICATES = frozenset({"v", "vd", "a", "ad", "d"})
_INTRODUCES = re.compile(
    r"旗下|推出|自研|自主|研发|上线|发布|开发|运营|新款|首款|一款|名为|名叫|命名|叫|商标|注册|品牌"
)
# A brand or platform that the article somewhere speaks of as a company is one.
_BRAND = re.compile(r"(?:品牌|平台|网站|应用|[Aa][Pp][Pp]|软件)(?:名为|名叫|叫做?|——|：)?$")
_AS_A_COMPANY = re.compile(
    r"(?<=[\u4e00-\u9fffA-Za-z”」])(?:的?(?:创始人|联合创始人|创办人|创始团队|CEO|董事长|总裁|员工|总部|股东)|公司|(?:近日|日前|宣布|此前|今日)?(?:完成|获得?)[^，。！？“”]{0,12}融资|成立于)"
)
# Goods that are counted (一台“拾光”) or told behind with what they are like (“拾光”便携音箱).
_COUNTED_GOODS = re.compile(
    "[一二两三四五六七八九十几这那每半\\d][台款辆瓶罐盒袋枚双架艘听][“「]$|(?:早餐|便当|预制菜|盒饭|套餐)[“「]$"
)
_GOODS_BEHIND = re.compile(
    f"[^，。；！？“”「」的了在是把被给向对和与从到有没说卖做]{{0,4}}?(?:{_CALLED_BY_BRAND}|充电宝|手机|耳机|音箱|音响|手环|眼镜|平板|电脑|键盘|鼠标|路由器|摄像头|台灯|风扇|水杯|保温杯|婴儿车|安全座椅|背包|行李箱|冲锋衣|跑鞋|面膜|口红|香水|洗发水|饮料|咖啡|奶茶|红酒|果酒|茶叶|大米|面包|蛋糕|早餐|预制菜|水饺|汤圆)(?![展店馆厂商节厅])"
)
_NO_GOODS = re.compile(
    "[级款版式型系风感化率性]$|^(?:国货|平替|山寨|水货|网红|爆款|天价|高端|低端|低价|智商税|老年|二手|三无|冒牌|贴牌|尾货|临期|老破小|白牌|杂牌|大牌|洋货|私货|假)"
)
_NAMING = re.compile(r"(?:名为|名叫|取名为?|命名为|叫做?|称为)[“「『‘\"]$")


# 他们拉起一个读书群，取名“灯下”
_CHRISTENED = re.compile(
    r"(?:群|社群|公司|企业|工作室|团队|乐队|乐团|剧团|球队|机构|组织|基金|基金会|社团|协会|联盟|俱乐部|店|店面|铺|铺子|铺面|门面|馆|餐厅|酒楼|酒家|食肆|作坊|工坊|画廊|诊所|厂|厂子|学堂|书院|戏班|合唱团|战队|车队|社)[^，。；“「]{0,6}，(?:给它|把它|并|也)?(?:取名|起名|命名|定名|名|招牌(?:上)?(?:写|是|叫|挂)|就叫|店名|馆名|厂名|字号)(?:为|叫|作|曰|是|着)?[“「『]$"
)
_ABBREVIATION = re.compile(
    r"[（(](?:[^（）()。\n“「]{2,40}[，,；;、] ?)?(?:以下|下文|下)?(?:统一)?(?:简称|合称|称)(?:为)?[：:]?[“「『《\"]?(?P<name>[^”」』》\"（）()，。、或]{2,12})[”」』》\"]?"
    r"(?:或[“「『](?P<other>[^”」』]{2,12})[”」』])?"
)
_NOT_A_NAME = re.compile(
    r"^(?:学校|中心|医院|协会|基金|基金会|银行|券商|大会|项目|工厂|机构|企业|本?公司|本?集团|[甲乙丙丁]方|双方|各方|本行|本所|平台|我们|报告|公告|标的.*|上市公司)$"
)
_SHORT_IN_BRACKETS = Signed(
    re.compile(r"(?P<long>[\u4e00-\u9fff]{4,20})[（(](?P<name>[\u4e00-\u9fff]{2,5})[）)]"),
    sign=re.compile("[（(]"),
    reach=20,
)

_REGISTERED = re.compile(r"(?:公司|集团|事务所|合作社)$")
# What else may stand there: a part of the firm (科技板块), what it is to somebody (控股股东), what is told of it (公司代码).
_NO_BRAND = re.compile(
    r"(?:总部|[分支]部|公司|集团|[分支总][店行院社厂]|校区|地区|板块|业务|部门|中心|股东|伙人|[人方股家者]|代码|[省市区县])$|公司|集团"
)


def abbreviations(text: str, ends: Mapping[int, EntityType]) -> Iterator[Candidate]:
    """Short names that the text itself introduces: （以下简称“青禾智控”）, and 国立成功大学（成大）, whose characters
    come from the long name in order. `ends` tells what kind of name, if any, ends at a position of the text: the short
    name is of the kind of the name in front of it."""
    for match in _ABBREVIATION.finditer(text):
        kind = ends.get(match.start()) or ends.get(match.start() - 1)  # the name may stand in marks
        for group in ("name", "other"):
            if kind and match[group] and not _NOT_A_NAME.match(match[group]):
                yield Candidate(*match.span(group), kind, 0.95, "introduced")
    for match in _SHORT_IN_BRACKETS.finditer(text):
        long, name = match["long"], match["name"]
        rest = iter(long)
        if ends.get(match.end("long")) == "ORG" and (all(c in rest for c in name) or _is_brand(name, long)):
            yield Candidate(*match.span("name"), "ORG", 0.85, "introduced")


def _is_brand(name: str, long: str) -> bool:
    """Whether a company is known by what stands in brackets behind its registered name: 北京拾灯文化有限公司（拾灯阅读）."""
    return len(name) > 2 and name[:2] in long and bool(_REGISTERED.search(long)) and not _NO_BRAND.search(name)


def from_marks(
    text: str,
    spans: Sequence[Marked],
    words: Words,
    media: frozenset[str],
    is_word: Callable[[str], bool],
) -> Iterator[Candidate]:
    """Candidates of `text`'s marked spans. `media` are known names of newspapers and stations; what `is_word` knows as
    a common word is a name in quotation marks only where the words around introduce it. What they introduce once is the
    same thing in marks elsewhere."""
    kinds: dict[str, EntityType] = {}
    unknown = []
    companies: set[str] | None = None
    for span in spans:
        if span.end - span.start > _LONGEST_TITLE:
            continue
        inside = text[span.start : span.end]
        if span.opener in TITLE and span.depth == 0:
            yield Candidate(span.start, span.end, _title_type(text, span, media), 0.95, "title marks")
        elif (
            span.opener in QUOTATION and 1 < len(inside) <= 16 and not _NO_NAME.search(inside) and not inside.isdigit()
        ):
            kind = _introduced_type(text, span, inside, words.tag(span.start, span.end), is_word)
            if kind == "PRODUCT" and _BRAND.search(text, max(0, span.start - 8), span.start - 1):
                companies = _companies(text) if companies is None else companies
                kind = "ORG" if inside in companies else kind
            if kind:
                kinds.setdefault(inside, kind)
                yield Candidate(span.start, span.end, kind, 0.9, "introduced")
            else:
                unknown.append((span, inside))
    for span, inside in unknown:
        if inside in kinds:
            yield Candidate(span.start, span.end, kinds[inside], 0.9, "introduced")
    brands = [re.escape(name) for name, kind in kinds.items() if kind == "PRODUCT"][:_MOST_BRANDS]
    if brands:  # the good is called by its brand: 浪花汽水 of the brand “浪花”
        for match in re.finditer(f"(?:{'|'.join(brands)})(?:{_CALLED_BY_BRAND})", text):
            yield Candidate(*match.span(), "PRODUCT", 0.95, "introduced")


def _companies(text: str) -> set[str]:
    """What stands before the words that only a company has, cut at every length that a name may have."""
    found = set()
    for match in _AS_A_COMPANY.finditer(text):
        end = match.start() - (text[match.start() - 1] in "”」")
        found |= {text[end - length : end] for length in range(2, min(17, end + 1))}
    return found


def _title_type(text: str, span: Marked, media: frozenset[str]) -> EntityType:
    """WORK, but ORG for a medium that speaks or employs (guide, decisions on the borders)."""
    inside, after = text[span.start : span.end], text[span.end + 1 : span.end + 17]
    before = text[max(0, span.start - 7) : span.start - 1]
    speaks = _MEDIUM_SPEAKS.match(after)
    if (_CITED.search(before) and speaks) or _EMPLOYS.match(after):
        return "ORG"  # 据《鹭岛观察》报道, 《鹭岛观察》记者
    if _NEWSPAPER.search(inside) and not _NO_NEWSPAPER.search(inside):
        return "WORK" if _PRINTED_IN.search(before) and not speaks else "ORG"
    return "ORG" if (inside in media or _MEDIUM.search(inside)) and speaks else "WORK"


def _introduced_type(
    text: str, span: Marked, inside: str, tag: str, is_word: Callable[[str], bool]
) -> EntityType | None:
    before = re.split(r"[。！？；\n]", text[max(0, span.start - 60) : span.start])[-1]
    after = text[span.end + 1 : span.end + 40]
    if _RAISES.match(after) or _OFFICER.match(after) or _APPOSED.match(after):
        return "ORG"
    if (
        not _PHRASE.search(inside)
        and not _AFTER_PATTERNS["LOC"].match(after)
        and is_house(before, after, inside, tag, is_word)
    ):
        return "ORG"
    if (
        is_word(inside)
        and _SCARE.search(before)
        and not _DESCRIBED.search(before)
        and not any(p.match(after) for p in _AFTER_PATTERNS.values())
    ):
        return None
    if _CHRISTENED.search(before):
        return "ORG"
    if _NAMING.search(before):
        for kind, pattern in _OF_A_KIND.items():
            if pattern.match(after):
                return kind  # 一台名叫“萤石”的相机
    said = _PHRASE.search(inside) or (tag in _PREDICATES and not _INTRODUCES.search(before))
    counted = _COUNTED_GOODS.search(before)
    described = said or is_word(inside) or _NO_GOODS.search(inside)
    if (counted or _GOODS_BEHIND.match(after)) and not described and tag not in _PREDICATES:
        return "PRODUCT"
    own = next((kind for kind, pattern in _ENDINGS.items() if pattern.search(inside) and not is_word(inside)), None)
    for kind, pattern in _BEFORE_PATTERNS.items():
        if pattern.search(before) and not (kind == "PRODUCT" and own) and not (kind in _SAID and said):
            return kind
    if own:
        return own
    for kind, pattern in _AFTER_PATTERNS.items():
        if pattern.match(after) and not (kind == "PRODUCT" and said) and not (kind == "EVENT" and is_word(inside)):
            return kind
    return None
