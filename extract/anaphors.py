"""Words that stand for a name: 他, 该片, 公司, 这家老字号餐厅, 后者, 在这里. Whom they mean is found elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Anaphor:
    """`text[start:end]` means something of `kind` ("" where only the context tells). `noun` is its noun without 该 or
    这家; `near` where it means what was last spoken of, not the topic; `many` how many it means at once."""

    start: int
    end: int
    kind: str
    noun: str = ""
    near: bool = False
    many: int = 1


_PERSON = re.compile(r"(?<![其])[他她](?![们人乡日])")
_PEOPLE = re.compile(
    r"(?:(?<=[，。；：\n年月日后前时])|^)(?:(?P<three>三人|三个人)|(?P<two>两人|两个人|二人|夫妇俩|夫妻俩|两口子|俩人|夫妇二人|夫妻二人))|他们|她们"
)
_WORK = re.compile(r"该片|该书|这本书|这部影片|这部电影|本片|此书|这部小说|该剧")
_PLACE = re.compile(r"(?<=[在于到])(?:这里|那里|当地|此地|此处)")
# What an organisation may be called; the longest of those that fit is meant.
_NOUN = "|".join(
    "子公司 分公司 母公司 初创公司 创业公司 公司 企业 集团 机构 俱乐部 联合会 校友会 基金会 研究会 同学会 协会 学会 商会 基金 学校 中学 小学 大学 学院 高校 "
    "医院 诊所 研究院 研究所 实验室 出版社 报社 杂志社 通讯社 合作社 旅行社 剧团 剧社 铺子 饭馆 茶馆 酒馆 酒吧 酒厂 茶厂 面包店 客栈 民宿 作坊 画廊 画室 诊室 网站 报纸 杂志 事务所 电台 电视台 幼儿园 养老院 福利院 敬老院 乐团 舞团 乐队 球队 车队 工作室 工厂 厂家 厂商 厂牌 餐厅 饭店 餐馆 面馆 酒楼 冰室 茶餐厅 "
    "咖啡馆 咖啡店 书店 酒店 超市 商场 门店 老店 小店 店铺 网店 饼店 药店 社群 组织 博物馆 美术馆 图书馆 纪念馆 科技馆 影院 剧院 剧场 律所 药企 车企 房企 国企 民企 券商 银行 联盟 中心 团队 老字号 独角兽 "
    "电商 经销商 供应商 制造商 运营商 零售商 服务商 代工厂 纺织厂 药厂 厂 馆 店 社 校 院 会 企".split()
)
_FULL_NOUN = "|".join(one for one in _NOUN.split("|") if len(one) > 1)
# 这家公司, 该校, 这家总部设在苏州的生物技术公司: the noun and what stands right before it.
_NEAR = re.compile(
    rf"(?:该|这[家间所支座个](?:[^，。；：！？]{{2,18}}?的)??)(?P<noun>(?:[^，。；：！？的]{{0,6}}?(?:{_FULL_NOUN}))|(?<=[该家间所支座])[店社校院会馆厂企])"
    r"(?![员长议区铺房友士家])"
)
_OURS = re.compile(r"本公司|本校|本院|本社")
# The topic by its noun alone, at the head of a clause or after its date or adverb: 公司, 如今公司, 2月公司.
_TOPIC = re.compile(
    r"(?=[乐书俱全公农冰出剧医协博厂合商团图基学它工店校社美联茶诊酒集餐饭馆])(?:"
    r"(?<![^，。；：\n年月日号后今时前来在])(?:公司|俱乐部|集团|学校|博物馆|美术馆|图书馆|乐团|乐队|剧团|工作室|出版社|餐厅|饭店|冰室|酒楼|书店|社团|社群|基金会|合作社|协会|商会|校友会|联盟|诊所|农场|茶厂|酒厂|医院|"
    r"厂子|厂里|馆里|店里|工厂|它)(?=[^们之创董])|(?<=[向被对给由把])它(?!们)|(?:(?<=[投购资股][资了])|(?<=入股))(?:公司|合作社|工作室|俱乐部)(?![员高同董])|(?:(?<=[带率]领)|(?<=推动)|(?<=帮助)|(?<=[开办立]了)|(?<=[创开][立办]))公司(?=[，。；在于登赴走成完上从])|"
    r"全(?:公司|店|厂|馆|社|校|团|院|集团)(?:上下|现|共)?(?=[只有共])|(?<=[，。；\n])团队(?=[只有已从由]))"
)
_TOPIC_ENDS = "司部团校馆队室社厅店楼群会盟所场院厂它"  # one of which each of these has
_NO_HEAD = re.compile(r"(?<![此目之以日])前$|(?<![近后])来$|(?<!现)在$")
# 其 where it is an organisation that gets money or owns something.
_ITS = re.compile(
    r"(?<=[向对给])其(?=[独战领跟增注投追出])|(?<=[为是])其(?=(?:全资|控股|旗下|下属|附属|子公司|独立品牌))|(?<=[购下股])其(?=[全1])"
)
_LATTER = re.compile(r"(?:(?<=[，。；：由与和将将把对向])|^)后者")
_BOTH = re.compile(r"(?:(?<=[，。；：\n日月年])|^)(?:双方|两家公司|两校|两院|两家机构|两家企业)(?=[^的各])")


# The patterns, each with characters of which its matches hold one.
_KINDS = (
    ("PER", _PERSON, "他她"),
    ("WORK", _WORK, "该这本此"),
    ("LOC", _PLACE, "这那当此"),
    ("", _LATTER, "者"),
)


def anaphors(piece: str) -> Iterator[Anaphor]:
    """The anaphors of a sentence; they may overlap, the first of each place is meant."""
    chars = set(piece)
    if not (chars.isdisjoint("人们俩口") or chars.isdisjoint("三两二夫俩他她")):
        for match in _PEOPLE.finditer(piece):
            yield Anaphor(*match.span(), "PER", many=3 if match["three"] else 2 if match["two"] else 1)
    for kind, form, needed in _KINDS:
        if not chars.isdisjoint(needed):
            for match in form.finditer(piece):
                yield Anaphor(*match.span(), kind)
    if not chars.isdisjoint("该这"):
        yield from _demonstratives(piece)
    for match in _OURS.finditer(piece) if "本" in chars else ():
        yield Anaphor(*match.span(), "ORG", match[0].lstrip("本"))
    for match in _TOPIC.finditer(piece) if not chars.isdisjoint(_TOPIC_ENDS) else ():
        if not _NO_HEAD.search(piece, max(0, match.start() - 2), match.start()):
            yield Anaphor(*match.span(), "ORG", match[0].lstrip("全").rstrip("里子"))
    for match in _ITS.finditer(piece) if "其" in chars else ():
        yield Anaphor(*match.span(), "ORG", "其")
    for match in _BOTH.finditer(piece) if not (chars.isdisjoint("双两") or chars.isdisjoint("方家校院")) else ():
        yield Anaphor(*match.span(), "ORG", "双方", many=2)


def _demonstratives(piece: str) -> Iterator[Anaphor]:
    for match in _NEAR.finditer(piece):
        relative = "的" in piece[match.start() : match.start("noun")]
        start = match.start("noun") if relative else match.start()
        yield Anaphor(start, match.end(), "ORG", match["noun"], near=True)
