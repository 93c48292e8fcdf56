"""Where a text refers to persons and organisations: by name, by pronoun, as somebody whom nobody names; and whether each
reference is the subject of its clause."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.lac import Word
from extract.marks import Marked
from extract.reading import Mention
from extract.sayings import WORDING

Kind = Literal["person", "pronoun", "somebody", "kin", "aged", "people", "organisation"]

CLAUSE_END = "，,。；;：:！？!?\n\u3000"
_KINDS: dict[str, Kind] = {
    "he": "pronoun",
    "this": "pronoun",
    "somebody": "somebody",
    "people": "people",
    "wife": "kin",
    "husband": "kin",
    "aged": "aged",
    "organisation": "organisation",
}
_SEX = {"wife": "她", "husband": "他"}
_OPENERS = {"”": "“", "」": "「", "』": "『", "）": "（", ")": "("}
_QUOTED = frozenset("“「『")
_WOMEN = (
    "妻子|太太|老婆|母亲|妈妈|老母亲|大?女儿|小女儿|妹妹|姐姐|奶奶|祖母|外婆|岳母|儿媳|儿媳妇|嫂子|孙女|外孙女|闺女"
)
_MEN = "丈夫|老公|父亲|爸爸|老父亲|大?儿子|小儿子|弟弟|哥哥|爷爷|祖父|外公|岳父|女婿|孙子|外孙"
_AGED = "老人家?|老先生|老汉|老者|老爷子|老太太|老奶奶|小伙子?|姑娘|女孩|男孩"
_KIN_OPENS = "".join(
    sorted({kin[0] for kin in f"{_WOMEN}|{_MEN}|{_AGED}".split("|")})
)  # 大? of 大?女儿 is there already
_REFERENCE = re.compile(
    # what a reference can begin with (see extract/products.py; tests/extract/test_guards.py checks it)
    rf"(?=[1一三不业两买二他众俱公内军几劳医卖厂又双另启告咱四园坊声外多大她学它官家小店我控数景有本某校检此社笔网警记许该资辩这通那院集馆{_KIN_OPENS}])(?:"
    r"(?P<he>(?<![其])[他她](?![们人乡日]))|(?P<this>[这那该][位名])|"
    r"(?P<somebody>(?:另|又|有)?一[位名]|[另有某][位名]|(?:另|有)?[一某]个(?=[\u4e00-\u9fff]{0,6}(?:[人者员师生孩客民友长手]|姑娘|小伙))|1[位名])|"
    rf"(?:(?<=[的，。；：！？”\n他她])|^)(?:(?P<wife>{_WOMEN})|(?P<husband>{_MEN}))(?![的们、和与及节])|"
    rf"(?:(?<=[，。；：！？”\n])|^)(?P<aged>{_AGED})(?![的们、和与及节院])|"
    r"(?P<people>[他她]们|两人|二人|三人|双方|众人|大家|有人|有的|网友|[多数几两三四]十?[位名]|不少人?|许多|[我咱]们?|记者|笔者|小编|[警军检控辩买卖资劳]方|家属|业内|外界|坊间)|"
    r"(?P<organisation>(?:该|本|这家|此)(?:公司|企业|集团|机构|协会|学会|校|院|所|馆|店|厂|社|局|委)|[校院馆店厂社官园景]方|它(?!们)|"
    r"(?:(?<=[，。；：:\n“])|^)(?:公司|集团|学校|医院|俱乐部|公告|声明|通报|公开信|内部信)(?![的们之创董副])|"
    r"(?:公告|声明|通报|启事|公开信|内部信|告示)(?=[：:，]|[只里中上称说写指]|显示|披露|透露|表示)))"
)
_OF = re.compile(rf"的?(?:[一这那]句)?(?:{WORDING})(?![^，。：:]{{0,6}}[被由])")
_THEIRS = "妻子|丈夫|父亲|母亲|父母|爸爸|妈妈|儿子|女儿|弟弟|哥哥|妹妹|姐姐|爷爷|奶奶|外公|外婆|家人|同事|朋友|徒弟|师傅|学生|助理|经纪人|律师"
_KIN = re.compile(f"的?(?:{_THEIRS})")
_THEIR_KIN = re.compile(rf"[\u4e00-\u9fff]{{1,6}}?的(?:{_THEIRS})")  # 那位乘客的女儿
_SOURCES = frozenset("据 根据 按 按照 依据".split())  # prepositions that a speaker may stand behind: 据某某介绍
_IN_VIEW = re.compile(r"(?:看来|眼[里中]|心[里中]|口中|的话)")  # in whose view something is said: 在她看来
# Verbs that bring their noun on as the subject of what follows: 第一个开口的是某某, 公告引述某某表示; 兼 joins titles.
_QUOTES = frozenset("引述 援引 引用 转述 转达 复述".split())
PRESENTS = _QUOTES | frozenset("是 叫 名叫 叫做 名为 兼 兼任 轮到 数 属 剩下 排到 换成".split())
# Verbs that only tell what kind of colleague somebody is: 创始合伙人, 执行主编, 退休教师.
_ATTRIBUTIVE = frozenset(
    "创始 联合 执行 代理 候任 退休 离职 在职 挂职 兼职 特约 特聘 返聘 现任 时任 新任 前任 历任 首任 专职 执业 在读 实习 参赛 参展 获奖 当选 列席 "
    "独居 留守 失独 返乡 留学 待业 下岗 退伍 退役 复员 转业 获救 受伤 遇难 失联 涉案 驻村 支教 援疆 援藏 在押 在场 随行 同行 随队 主刀 带队 领衔 驻场 值班 当班 报案 涉事 肇事".split()
)
# Verbs that tell what an office is for, right in front of it: 发掘|领队某某, 护林|组长某某.
_TRADES = frozenset(
    "发掘 调查 勘探 勘察 研究 设计 护理 救援 搜救 训练 指导 监制 策划 管理 运营 调度 维修 销售 采购 测试 开发 评审 教学 科研 投资 分析 规划 建设 施工 保护 修复 收藏 监测 预报 审计 评估 培训 招生 服务 搬运 安装 "
    "透析 化疗 住院 康复 求医 导览 讲解 巡护 护林 巡线 执法 办案 侦查 鉴定 检测 检验 养护 值守 排练 编导 行动 执勤 勘测 飞行 驾驶 育种 种植 养殖 接待 组织 筹备 经营 营销 制作 发行 宣传 传播".split()
)
_INSIDE_VERBS = frozenset("于 自".split())  # prepositions behind their verb: 毕业于某校的某某
_UNTIL = frozenset("时 时候 的时候 后 之后 以后 之际 期间".split())  # what closes a clause of its own: 记者采访时某某…
# Nouns for whom somebody is that the tagger may take for verbs, right in front of the name: 家属代表某某.
OFFICES = frozenset("代表 编剧 领队 主编 主管 监制 领班 编辑 翻译 裁判 导演 教练 策划 指挥 调度 主演 制片".split())
_HOUSES = frozenset(
    "站 队 院 局 处 部 室 厂 社 所 会 校 组 办 科 馆 署 中心 公司 基地 平台 学校 学院 机构 团队 大队 支队".split()
)
_BEHIND_VERB = frozenset("在 到 向 往 进 给 于 自".split())  # and those that a verb takes along: 坐在门口的某某
_AND = frozenset("和 与 及 同 跟".split())
# In front of who wrote the article, of whom it does not tell: （记者　某某　通讯员　某某）, 本刊记者／某某.
_BYLINE = re.compile(
    r"(?:[（(【\[][^）)】\]。，]{0,24}?(?:[记記]者|通[讯訊][员員]|实习生|撰文|摄影|编辑|作者|[文图][／/])|"
    r"(?:^|\n)[^\n，。]{0,12}(?:记者|撰文|作者|编辑|文)[／/：:|丨　 ]+)[^）)】\]\n。，]{0,24}$"
)
_BYLINE_REACH = 50
_ASIDE = 20  # characters that a name in marks or a remark in brackets may have inside a clause
_REACH = 48  # characters of a clause in front of a name that tell whether it is the subject


@dataclass(slots=True)
class Reference:
    """`text[start:end]` refers to `entity`: its id, "" for somebody unnamed, None where nobody has been named yet."""

    start: int
    end: int
    kind: Kind
    entity: str | None
    subject: bool = False
    sex: str = ""  # 他 or 她 of a word of kinship
    others: tuple[str, ...] = ()  # whom a pronoun can mean where it cannot mean `entity`

    def but(self, nobody: Collection[str]) -> str | None:
        """Whom it refers to, given that it is none of `nobody`."""
        if self.entity not in nobody:
            return self.entity
        return next((e for e in self.others if e not in nobody), self.entity)


class Clauses:
    """A text with the tagger's words, and where its clauses begin."""

    def __init__(self, text: str, words: Sequence[Word], names: Collection[tuple[int, int]]) -> None:
        self.text = text
        self._words = words
        self._starts = [w.start for w in words]
        self._name_ends = {end for _, end in names}
        self._named = {position for start, end in names for position in range(start, end)}

    def words_within(self, start: int, end: int) -> Sequence[Word]:
        """The tagger's words that start in `text[start:end]`."""
        return self._words[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def clause_start(self, position: int, floor: int = 0) -> int:
        """Where the clause begins that holds `position`."""
        start, floor = position, max(floor, 0)
        while start > floor and self.text[start - 1] not in CLAUSE_END:
            opener = _OPENERS.get(self.text[start - 1])
            begin = self.text.rfind(opener, max(floor, start - _ASIDE), start) if opener else -1
            if opener in _QUOTED and begin < 0:
                break  # behind a quotation, not behind a name in marks
            start = begin if begin >= 0 else start - 1
        return start

    def is_subject(self, found: Reference) -> bool:
        """Whether no verb and no preposition of its clause governs the reference: 刚从苏州赶来的某某, but not 看见某某, 给86岁的
        某某. Whoever something belongs to (某某的妻子) is none, except where that is what is said (某某的回答)."""
        text = self.text
        owns = bool(_KIN.match(text, found.end)) or text[found.end : found.end + 1] == "的"
        owns = owns or (text[found.start] in "这那该" and bool(_THEIR_KIN.match(text, found.end)))
        if owns and found.kind != "somebody" and not _OF.match(text, found.end):
            return False
        begin = self.clause_start(found.start, found.start - _REACH)
        relative = verb = False  # behind 的: whether its clause has had its verb
        aside = 0
        words = self.words_within(begin, found.start)
        for index in range(len(words) - 1, -1, -1):
            word = words[index]
            surface = text[word.start : word.end]
            aside += (surface in _OPENERS) - (surface in _OPENERS.values())
            if aside > 0 or word.start in self._named:
                continue
            if surface in _UNTIL and not relative:
                return True
            if surface.endswith("的"):
                relative, verb = True, False
            elif word.tag == "p" and not (relative and verb):
                listed = surface in _AND and word.start in self._name_ends
                viewed = surface in ("在", "用") and _IN_VIEW.match(text, found.end)
                taken = relative and surface in _BEHIND_VERB and index > 0 and words[index - 1].tag == "v"
                if not (taken or listed or viewed or surface in _SOURCES or surface in _INSIDE_VERBS):
                    return False
            elif word.tag in ("v", "vd"):
                if relative:
                    verb = True
                elif surface in _QUOTES:
                    return True
                elif (
                    surface not in PRESENTS
                    and surface not in _ATTRIBUTIVE
                    and not (surface in OFFICES and word.end == found.start)
                    and not self._of_office(words, index)
                    and not self._of_trade(words, index, found.start)
                ):
                    return False
        return True

    def _of_trade(self, words: Sequence[Word], index: int, name: int) -> bool:
        """Whether a verb only tells what the office in front of a name is for: 发掘|领队某某."""
        verb = words[index]
        office = words[index + 1 : index + 2]
        surface = self.text[verb.start : verb.end]
        return bool(office) and surface in _TRADES and office[0].tag == "n" and office[0].end == name

    def _of_office(self, words: Sequence[Word], index: int) -> bool:
        """Whether a verb only tells what kind of house the office in front of a name is at: 保护|站|站长某某."""
        house = words[index + 1 : index + 2]
        nouns = all(w.tag in ("n", "nz", "s") for w in words[index + 1 :])
        return nouns and len(words) > index + 2 and self.text[house[0].start : house[0].end] in _HOUSES


def find_references(clauses: Clauses, mentions: Sequence[Mention], said: Sequence[Marked]) -> list[Reference]:
    """The references in order, outside what is `said` in marks; a pronoun's entity is still open."""
    spoken, taken = _Cover((s.start, s.end) for s in said), _Cover((m.start, m.end) for m in mentions)
    found = []
    starts = {m.start for m in mentions}
    for mention in mentions:
        if mention.type in ("PER", "ORG") and not spoken.holds(mention.start):
            floor = max(0, mention.start - _BYLINE_REACH)
            if mention.type == "PER" and _BYLINE.search(clauses.text[floor : mention.start]):
                continue
            kind: Kind = "person" if mention.type == "PER" else "organisation"
            found.append(Reference(mention.start, mention.end, kind, mention.entity))
    for match in _REFERENCE.finditer(clauses.text):
        if not spoken.holds(match.start()) and not taken.holds(match.start()):
            kind = _KINDS[match.lastgroup or ""]
            entity = "" if kind in ("somebody", "people") else None
            if kind in ("kin", "aged") and match.end() in starts:
                continue  # 妻子某某
            found.append(Reference(match.start(), match.end(), kind, entity, sex=_SEX.get(match.lastgroup or "", "")))
    for reference in found:
        reference.subject = clauses.is_subject(reference)
    return sorted(found, key=lambda r: r.start)


class _Cover:
    """Spans in order of their start, asked whether they hold a position."""

    def __init__(self, spans: Iterator[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]
        self._reach: list[int] = []
        for _, end in self._spans:
            self._reach.append(max(end, self._reach[-1]) if self._reach else end)

    def holds(self, position: int) -> bool:
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._reach[index]
