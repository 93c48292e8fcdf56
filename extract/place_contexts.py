"""What stands beside the name of a place: 位于X, 从X, X村民, X一带, and how much it tells."""

import re
from collections.abc import Sequence

from extract.lac import Word

# Words in front of a place: those that stand before hardly anything else, and those that may.
_FIRMLY_BEFORE = re.compile(
    r"(?:位于|坐落于|坐落在|地处|发源于|源于|流经|汇入|注入|途经|途径|路过|抵达|赶赴|前往|返回|家住|祖籍|老家在?|通往|通向|毗邻|紧邻|邻近|转移到|转移至|[东西南北][起至接抵邻临]|起自|止于|岛的|迁往|嫁到|流向|漫过了?|流入|横渡|翻过|翻越|登上|爬上|驶往|开往|[乡镇村县市州]的?|(?:村子?|小村|河|溪|沟|山|岭|镇|地方|地名|桥|湖|岛|屯|寨子?|巷子?|街|湾|县城|小区|楼盘|码头|渡口)(?:就|也)?(?:名叫|叫做?|名为|取名|称作|唤作)|[边畔旁岸]的|(?:对岸|脚下|附近)的)[“「]?$"
)
_BEFORE = re.compile(
    r"(?:(?<![现正存实所旨意志内潜])在|(?<![得看听遇想说提感收达谈受学做签等见直])到了?|从|(?<![各独亲私])自|(?<![以交来])往|(?<![方倾偏意面])向|(?<![甚乃以])至|"
    r"(?<![已曾神正])经|(?<![过失除下])去了?|(?<![收撤挽])回|[走开驶搬迁涌挤拐转]进|走出|穿过|越过|经过|绕过|过了|离开|沿着?|顺着|来自|赶往|直达|离|距离?|环绕|朝|地名|游览|探访|走访|夜宿)[“「]?$"
)
_LINKED_BEFORE = re.compile(r"[、和与及至—－-]$")
# Words behind a place.
_FIRMLY_AFTER = re.compile(
    r"[”」]?(?:村民|居民|渔民|业主|住户|租户|街坊|村委会|村小学|小学|一带|境内|脚下|[东西南北]麓|[东西南北]坡|山脚|山顶|沿岸|两岸|[东西南北]岸|岸边|上游|下游|流域|村口|镇上|村里|村头|位于|地处|坐落|海拔|隧道|水电站|派出所|卫生院|大队|生产队|"
    r"渡口|码头|移民|安置点|党支部|村级|景区|大堤|河堤|决堤|以[东西南北]|人氏|老乡|的(?:村民|居民|业主|住户|租户|房价|房租|房子|房源|群众|乡亲|老人|老乡|山路|村口|村路|渔船|渔民|农户|几?[一二三四五六七八九十百几]*多?户|半山腰|山[上脚顶腰]|悬崖|水位|河水))"
)
_AFTER = re.compile(
    r"[”」]?(?:那段|那一[段带]|一[间处家带座栋幢所片条]|[东西南北][侧面边]|附近|附近的|旁边?|边上|对面|对岸|段|站(?=[，。、）])|下车|上岸|街头|街口|在(?:半?山|河|江|海)|人(?=[，。、])|方向|郊外|近郊|重建|改造|拆迁|通车|封闭)"
)
_FIRM = 2.0
_COUNTED = re.compile(r"[一两三四五六七八九十几数多这那每某整各半][条座个道处片块间排栋幢段级口眼]?$")


def told(words: Sequence[Word], first: int, last: int, text: str) -> float:
    """How much the words beside `words[first : last + 1]` make a place of it."""
    weight = told_at(text, words[first].start, words[last].end)
    if weight < _FIRM and first and _beside_place(words, first, text):
        weight += not before_place(text, words[first].start)
    return weight


def told_at(text: str, start: int, end: int) -> float:
    """How much the characters beside `text[start:end]` make a place of it."""
    weight = before_place(text, start)
    if _FIRMLY_AFTER.match(text, end):
        weight += _FIRM
    elif _AFTER.match(text, end):
        weight += 1
    return weight


_IN = ("在", "于", "到", "回", "赴")
_NO_IN = frozenset("现正存实所旨意志内潜值得看听遇想说提感收达谈受学做签等见直至对关由基")
# What people and firms do in a town, right behind its name.
_LIVED = re.compile(
    "(?:创办|创立|创建|成立|开办|注册|设立|设厂|建厂|建成|投产|开业|开店|开了|办厂|办起|出生|长大|度过|定居|安家|落户|打工|务工|读书|上学|求学|教书|任教|任职|就职|工作(?!中|上|日|组|会)|生活(?!中|上|水平)|当兵|服役|插队|下乡|经商|做生意|投资|买房|买了|租了|租下|上班|实习|"
    "举行|举办|召开|开幕|闭幕|揭牌|挂牌|签约|去世|病逝|逝世|结婚|相识|重逢)"
)


def lived_in(text: str, start: int, end: int) -> bool:
    """Whether somebody does something in `text[start:end]` that is done in towns (在白银创办)."""
    return (
        text[start - 1 : start] in _IN and text[start - 2 : start - 1] not in _NO_IN and bool(_LIVED.match(text, end))
    )


def before_place(text: str, start: int) -> float:
    """How much of a place what stands before `start` announces."""
    before = text[max(0, start - 6) : start]
    if _FIRMLY_BEFORE.search(before):
        return _FIRM
    return 1 if _BEFORE.search(before) else 0.5 if _LINKED_BEFORE.search(before) else 0


def counted(text: str, start: int) -> bool:
    """Whether what starts at `start` is counted or pointed at (一条, 这座), and so no name."""
    return bool(_COUNTED.search(text, max(0, start - 2), start))


def _beside_place(words: Sequence[Word], index: int, text: str) -> bool:
    """Whether a place stands right before word `index`, or linked with it."""
    before = words[index - 1]
    if index > 1 and before.end - before.start == 1 and text[before.start] in "、和与及至到":
        before = words[index - 2]
    return before.tag in {"LOC", "ns"}
