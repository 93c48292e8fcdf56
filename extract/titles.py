"""Job titles in a sentence as slots: the longest run of nouns that closes with a known title (算法总监, 首席科学家)."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from extract.lac import Word, Words
from extract.slots import Slot

# Words for anybody who works, studies or stands somewhere: they may tell of an employer (extract/appositions.py), they
# are no title. What somebody is in a story (目击者, 患者) or to a paper (第一作者) is none either.
_STAFF = frozenset(
    "员工 职工 职员 雇员 老员工 前员工 成员 高管 中层 元老 骨干 同事 人员 同学 校友 毕业生 股东 创业者 消费者 读者 观众 用户 球迷 居民 "
    "村民 市民 家长 乘客 顾客 客户 网友 合作者 第一作者 通讯作者 共同作者 共同通讯作者 共同第一作者 当事人 受害者 受害人 目击者 被告 被告人 "
    "原告 嫌疑人 犯罪嫌疑人 患者 病人 业主 租客 房客 投资者 个人投资者 股民 散户 供应商 经销商 代理商 学生 大学生 中学生 高中生 小学生 "
    "留学生 硕士 学士 战略投资者 受访者 参与者 支持者 爱好者 候选人 求职者 应聘者 一把手 二把手 大股东 控股股东".split()
)
_JOINED = frozenset({"nz", "nw", "n", "ORG", "nt", "LOC", "ns"})
_NOUNS = frozenset({"n", "vn", "an", "a", "f", "b", "s", "xc"})
_TRADES = frozenset({"师傅", "老师傅", "郎中", "工匠", "匠人"})  # with the trade in front: 灯光师傅
_TRADE_ENDS = frozenset(trade[-1] for trade in _TRADES)
_TRADE = re.compile(r"(?:AI|IT|UI|UX|HR|PR|VR|AR|IP|3D|Java|iOS|NLP|SaaS|App|APP|Web|Android|Python)$")
# Nouns that belong to the employer or tell what the bearer is like, not to the title: 企业CEO, 国内知名导演, 退休会计.
_NOT_OF_TITLE = re.compile(
    r"^(?:公司|企业|机构|品牌|团队|平台|集团|部门|项目|俱乐部|学校|医院|大学|协会|组织|社群|系|原|前|现任|著名|知名|资深媒体人|"
    r"年轻|老|新|时任|同学|校友|同事|搭档|国内|国际|当地|本地|行业|媒体|妻子|丈夫|先生|太太|父亲|母亲|儿子|女儿|哥哥|弟弟|姐姐|妹妹|"
    r"创业|三|两|二|双方|官方|球队|外籍|方|内|中|上|下|里|外|级|届|共同|另|另外|其他|全体|全职|兼职|独立董事会|会|奖|年度|最佳|"
    r"退休|离休|退役|离职|夜班|白班|早班|晚班|值班|当班|轮班|论文|登记|注册|优秀|杰出|最美|全国|全省|全市|全球|十佳|获奖|普通|新晋|年|月|时|后|前后|[该本这那各某每].*|"
    r".*(?:局|厅|委|委员会|署|公司|集团|大学|学院|医院|银行|法院|检察院|政府|协会|学会|商会|俱乐部|村|镇|乡|县|市|省|国))$"
)
_PREFIXES = frozenset(
    "创始 联合 共同 首席 执行 副 总 名誉 常务 独立 高级 资深 代理 特别 荣誉 助理 第一 终身 客座 特聘 兼职".split()
)
# Whoever heads or founds a house does so as a whole: the noun in front is the house's (深蓝科技总经理).
_ALONE = re.compile(
    r"(?:董事长|总裁|总经理|首席执行官|CEO|校长|市长|县长|主席|行长|台长|社长|理事长|会长|创始人|创始合伙人|创办人|创立者|创建人|发起人)$"
)
_NO_JOB = re.compile(r"最佳|年度|(?:(?:合|第[一二三]|通讯|共同)作者|硕士|博士|学士|学生|毕业生)$")
_SPLIT = re.compile(r"[、，,/／]|兼任?|暨")
_NO_TITLE_IN_FRONT_OF = ("单位", "制度")  # 理事单位, 会员单位 are organisations


# An office of the party behind a place: 雾桥|县委|书记.
_PARTY = re.compile("(?P<organ>(?:省|市|区|县|州|旗|镇|乡|街道)?(?:党委|委))(?:副?书记|常委|秘书长|副秘书长|委员)")


class Titles(dict[str, str]):
    """The known titles and their roles."""

    def __init__(self, roles: Mapping[str, str]) -> None:
        super().__init__(roles)
        self.ends = frozenset(title[-1] for title in roles)
        self._tails = frozenset(title[-2:] for title in roles)
        self.closing = re.compile(f"[{re.escape(''.join(sorted(self.ends | _TRADE_ENDS)))}]")
        self._longest = max(map(len, roles), default=0)
        # The role of the longest known title that a form closes with; "" where it closes with none.
        self.role_of: Callable[[str], str] = lru_cache(1 << 14)(self._role_of)

    def _role_of(self, surface: str) -> str:
        if surface[-1:] in self.ends:
            for start in range(max(0, len(surface) - self._longest), len(surface)):
                if role := self.get(surface[start:]):
                    return role
        return ""

    def may_end(self, text: str, end: int) -> bool:
        """Whether a known title may stand right before `end`: its last two characters do, or its only one."""
        return text[end - 2 : end] in self._tails or text[end - 1] in self._tails

    def may_close(self, surface: str) -> bool:
        """Whether some title ends as `surface` does."""
        return surface[-1:] in self.ends


def title_slots(words: Words, text: str, titles: Titles, taken: Collection[int]) -> Iterator[Slot]:
    """The titles of one sentence in order; characters at `taken` positions belong to names."""
    floor = -1
    for end in titles.closing.finditer(words.lasts):
        index = end.start()
        word = words[index]
        known = _known(words, index, text, titles, taken, floor)
        if known is None or text[known : word.end] in _STAFF or text.startswith(_NO_TITLE_IN_FRONT_OF, word.end):
            continue
        following = words[index + 1] if index + 1 < len(words) else None
        if following is not None and following.start not in taken:
            longer = any(text[w.start : following.end] in titles for w in words[max(0, index - 3) : index + 1])
            closes = following.tag in _NOUNS and following.end - following.start > 1
            if longer or (closes and titles.role_of(text[following.start : following.end])):
                continue  # 首席 执行官, 法定代表 人: the next word closes the title
        start = known
        alone = _ALONE.search(text, known, word.end)
        for before in reversed([w for w in words[max(0, index - 5) : index] if w.start < known][-3:]):
            form = text[before.start : before.end]
            if before.end != start or before.start < floor or before.start in taken:
                break
            noun = not alone and (before.tag in _NOUNS or _TRADE.match(form))
            if form not in _PREFIXES and (not noun or _NOT_OF_TITLE.match(form)):
                break
            start = before.start
        if text[start] == "老" and text[start : word.end] not in titles and text[start + 1 : word.end] in titles:
            start += 1  # 老支书
        if (
            text[start] in "原前"
            and titles.role_of(text[start + 1 : word.end])
            and text[start : word.end] not in titles
        ):
            start += 1  # 原高级工程师
        floor = word.end
        if _NO_JOB.search(text, start, word.end):
            continue
        yield from _pieces(text, start, word.end, titles)


def _known(
    words: Sequence[Word], index: int, text: str, titles: Titles, taken: Collection[int], floor: int
) -> int | None:
    """Where the known title starts that ends with word `index`: in that word, or up to three words in front (样品 管理员);
    None where it closes none."""
    word = words[index]
    surface = text[word.start : word.end]
    if word.start < floor or word.start in taken or not (titles.may_end(text, word.end) or surface in _TRADES):
        return None
    known = word.start if titles.role_of(surface) else None
    start = word.start
    for before in reversed(words[max(0, index - 3) : index]):
        if before.end != start or before.start < floor or before.start in taken:
            break
        start = before.start
        if text[start : word.end] in titles or (surface in _TRADES and before.end == word.start and before.tag == "n"):
            known = start
    return known


def _joins(surface: str, titles: Titles, is_word: Callable[[str], bool]) -> bool:
    """Whether a title may close `surface`, and it is no title or word itself."""
    return titles.may_close(surface) and surface not in titles and not is_word(surface)


def cut_titles(words: list[Word], text: str, titles: Titles, is_word: Callable[[str], bool]) -> list[Word]:
    """`words` with titles cut from the names that the tagger left them joined to (深蓝资本合伙人 → 深蓝资本, 合伙人)."""
    cut: list[Word] = []
    done = 0
    for index, word in enumerate(words):
        if word.end - word.start < 2:
            continue
        surface = text[word.start : word.end]
        before = words[index - 1] if index else None
        border, tag = None, word.tag
        if before is not None and before.tag in {"LOC", "ns"} and (party := _PARTY.fullmatch(surface)):
            border, tag = word.start + party.end("organ"), "n"
        elif word.tag in _JOINED and len(surface) > 4 and _joins(surface, titles, is_word):
            border = next((word.start + i for i in range(2, len(surface) - 1) if surface[i:] in titles), None)
        if border is not None:
            name = Word(word.start, border, tag, word.probability)
            cut += [*words[done:index], name, Word(border, word.end, "n", word.probability)]
            done = index + 1
    return cut + words[done:] if done else words


def _pieces(text: str, start: int, end: int, titles: Titles) -> Iterator[Slot]:
    """One slot a title where the tagger took 创始人兼CEO for one word."""
    position = start
    for link in [*_SPLIT.finditer(text, start, end), None]:
        stop = link.start() if link else end
        if stop > position:
            kind = "FOUNDER" if titles.role_of(text[position:stop]) == "founder" else "TITLE"
            yield Slot(kind, position, stop, (text[position:stop],))
        position = link.end() if link else end
