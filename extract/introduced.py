"""Names in marks: titles in 《》, and quoted names whose kind the words around them tell (花名「逐风」, 公司“一口鲜”)."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from extract.candidates import Candidate
from extract.marks import QUOTATION, TITLE, Marked
from ontology.predicates import EntityType

# Nouns and verbs that stand before a quoted name and tell its type. Data: a new word is added here.
_BEFORE: dict[EntityType, str] = {
    "PER": "花名|绰号|外号|昵称|笔名|艺名|网名|英文名|人称|别名|称作|称为|唤作|叫他|叫她|喊他|喊她|称他|称她|管他叫|管她叫|叫做|自称",
    "ORG": "公司|企业|社群|组织|团队|机构|工作室|社区|基金|球队|乐队|乐团|剧团|俱乐部|协会|媒体|厂|商|集团|联盟|商会|校友会|厂牌|双人组|组合|饼家|券商|药企|车企|乐坊|"
    "创办|创办了|创立|创立了|成立|成立了|创建了|创建|组建了|组建|加入|加盟|的前身叫|前身是|系的|系",
    "PRODUCT": "产品|系统|平台|应用|[Aa][Pp][Pp]|软件|小程序|品牌|机器人|芯片|手机|模型|发动机|商城|书店|饮料|"
    "药物|疫苗|车型|引擎|工具|浏览器|耳机|设备|仪器|服务|助手|公众号|操作系统|电池|飞机|火箭|卫星|无人机|型号|自研的|推出的|推出|发布了",
    "WORK": "电影|影片|短片|纪录片|新书|图书|小说|专栏|栏目|节目|歌曲|专辑|电视剧|剧集|话剧|诗集|散文集|论文|专书|题为|画作|绘本|单曲|展品|作品",
    "EVENT": "(?<![发开扩拓施进伸])展|展览|大会|论坛|峰会|电影节|书展|音乐节|举办|举办了|举行|主办的|赛事|比赛|节庆|活动",
}
_AFTER: dict[EntityType, str] = {
    "ORG": "公司|社群|团队|组织|工作室|俱乐部|基金会|研究院|乐队|创始人|创办人|联合创始人|创办|成员",
    "PRODUCT": "机器人|[Aa][Pp][Pp]|系统|平台|小程序|应用|软件|手机|芯片|大模型|品牌|设备|仪器|公众号|由[^，。]{2,20}(?:研发|出品|开发|生产|制造)",
    "WORK": "专栏|栏目|节目|一书|一文|系列报道|纪录片|电影",
    "EVENT": "展览|论坛|峰会|活动|大赛",
    "LOC": "小?(?:咖啡馆|咖啡店|酒馆|酒吧|餐馆|饭馆|面馆|餐厅|茶馆|茶楼|书店|民宿|客栈|小店|村子|小镇|小行星)",
}
# What is called that is told behind it: 「雾桥」，一个由老同事搞起来的社群.
_APPOSED = re.compile(
    r"，(?:这是|是)?(?:国内|当地|本地)?一[个家支](?:[^，。；“「]{0,20})(?:社群|公司|企业|机构|组织|工作室|乐队|乐团|剧团|球队|团队|基金|媒体|协会|联盟)(?=[，。；])"
)
# A common word in quotation marks right behind a noun is no name but says what the quoting thinks of it: 公司“跑路”.
_SCARE = re.compile(r"(?:公司|企业|厂|机构|集团|团队|平台|商|组织|品牌|系统|产品)[“「]$")
_OWN_ENDING: dict[EntityType, str] = {
    "PER": r"^老[\u4e00-\u9fff]$|^[\u4e00-\u9fff]{1,2}(?:姐|哥|总|叔|爷|帅|导|董|婶)$",
    "ORG": r"(?:公司|集团|校友会|商会|协会|联合会|基金会|研究院|研究所|俱乐部|工作室|合作社|科技|资本|学院|大学|联盟|同学会)$|(?<![大峰晚年宴聚展例酒午茶盛唱览布动谈讨集庙灯])会$",
    "EVENT": r"(?:大会|论坛|峰会|电影节|音乐节|博览会|书展|马拉松|锦标赛|大赛|艺术节|文化节|联赛|(?<![上下本这每一两二三四半数几])周)$",
}
_LINK = r"了?(?:就?叫做?|名为|名叫|命名为|取名|叫作|称为|——|：|:|的|是)?(?:[“「『《‘\"][^”」』》’\"\n]{1,15}[”」』》’\"](?:、|和|及|与|以及))*[“「『‘\"]?$"
_BEFORE_PATTERNS = {kind: re.compile(f"(?:{words}){_LINK}") for kind, words in _BEFORE.items()}
_AFTER_PATTERNS = {kind: re.compile(f"的?(?:{words})") for kind, words in _AFTER.items()}
_ENDINGS = {kind: re.compile(pattern) for kind, pattern in _OWN_ENDING.items()}
# Only an organisation raises money, whatever it is called before: 连锁品牌“钉子修车”近日完成天使轮融资.
_RAISES = re.compile(r"[^，。“”「」]{0,8}?(?:完成|获得?|拿到|宣布)[^，。“”「」]{0,16}(?:融资|投资)")
_OFFICER = re.compile(r"的?(?:联合)?(?:创始人|创办人|CEO|董事长|总裁|前?员工)")
_LONGEST_TITLE = 60
_NO_NAME = re.compile(r"[，。！？；：,!?;:…\n]")
_MEDIUM = re.compile(
    r"(?:(?<![海简快公年月通预战情周学])报|电视台|电台|通讯社|杂志|日报|晚报|早报|周刊|周报|商报|时报|新闻|晨报|都市报|体育|财经)$"
)
_MEDIUM_SPEAKS = re.compile(
    r"(?:驻[\u4e00-\u9fff]{2,4})?记者|讯|称|评论员|编辑|社论|采访|主编|总编|[^，。；]{0,6}(?:报道|报导|披露|刊文)"
)


_ABBREVIATION = re.compile(
    r"[（(](?:以下|下文|下)?(?:统一)?(?:简称|合称|称)(?:为)?[：:]?[“「『《\"]?(?P<name>[^”」』》\"（）()，。、或]{2,12})[”」』》\"]?"
    r"(?:或[“「『](?P<other>[^”」』]{2,12})[”」』])?"
)
_NOT_A_NAME = re.compile(r"^(?:本?公司|本?集团|[甲乙丙丁]方|双方|各方|本行|本所|平台|我们|报告|公告|标的.*|上市公司)$")
_SHORT_IN_BRACKETS = re.compile(r"(?P<long>[\u4e00-\u9fff]{4,20})[（(](?P<name>[\u4e00-\u9fff]{2,5})[）)]")


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
        rest = iter(match["long"])
        if ends.get(match.end("long")) == "ORG" and all(c in rest for c in match["name"]):
            yield Candidate(*match.span("name"), "ORG", 0.85, "introduced")


def from_marks(
    text: str, spans: Sequence[Marked], media: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Candidates of `text`'s marked spans. `media` are known names of newspapers and stations; what `is_word` knows as
    a common word is a name in quotation marks only where the words around introduce it."""
    for span in spans:
        if span.end - span.start > _LONGEST_TITLE:
            continue
        inside = text[span.start : span.end]
        if span.opener in TITLE and span.depth == 0:
            yield Candidate(span.start, span.end, _title_type(text, span, media), 0.95, "title marks")
        elif span.opener in QUOTATION and len(inside) <= 16 and not _NO_NAME.search(inside):
            kind = _introduced_type(text, span, inside, is_word)
            if kind and not (inside.isdigit() or len(inside) == 1):
                yield Candidate(span.start, span.end, kind, 0.9, "introduced")


def _title_type(text: str, span: Marked, media: frozenset[str]) -> EntityType:
    """WORK, but ORG for a medium that speaks or employs (guide, decisions on the borders)."""
    inside, after = text[span.start : span.end], text[span.end + 1 : span.end + 9]
    medium = inside in media or _MEDIUM.search(inside)
    return "ORG" if medium and _MEDIUM_SPEAKS.match(after) else "WORK"


def _introduced_type(text: str, span: Marked, inside: str, is_word: Callable[[str], bool]) -> EntityType | None:
    before = re.split(r"[。！？；\n]", text[max(0, span.start - 60) : span.start])[-1]
    after = text[span.end + 1 : span.end + 40]
    if _RAISES.match(after) or _OFFICER.match(after) or _APPOSED.match(after):
        return "ORG"
    if is_word(inside) and _SCARE.search(before) and not any(p.match(after) for p in _AFTER_PATTERNS.values()):
        return None
    for kind, pattern in _BEFORE_PATTERNS.items():
        if pattern.search(before):
            return kind
    for kind, pattern in _ENDINGS.items():
        if pattern.search(inside) and not is_word(inside):
            return kind
    for kind, pattern in _AFTER_PATTERNS.items():
        if pattern.match(after):
            return kind
    return None
