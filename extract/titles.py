"""Job titles in a sentence as slots: the longest run of nouns that closes with a known title (算法总监, 首席科学家)."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from extract.lac import Word
from extract.slots import Slot

# Words for anybody who works somewhere: they tell of an employer (extract/appositions.py), they are no title.
_STAFF = frozenset(
    "员工 职工 职员 雇员 老员工 前员工 成员 高管 中层 元老 骨干 同事 人员 同学 校友 毕业生 股东 创业者 消费者 读者 观众 用户 球迷 居民 村民 市民 家长 乘客 顾客 客户 网友".split()
)
_JOINED = frozenset({"nz", "nw", "n", "ORG", "nt", "LOC", "ns"})
_NOUNS = frozenset({"n", "vn", "nz", "nw", "an", "a", "f", "b", "s", "xc"})
# Nouns that belong to the employer, not to the title: 企业CEO, 该公司总经理, 国内知名导演.
_NOT_OF_TITLE = re.compile(
    r"^(?:公司|企业|机构|品牌|团队|平台|集团|部门|项目|俱乐部|学校|医院|大学|协会|组织|社群|系|原|前|现任|著名|知名|资深媒体人|"
    r"年轻|老|新|时任|同学|校友|同事|搭档|国内|国际|当地|本地|行业|媒体|妻子|丈夫|先生|太太|父亲|母亲|儿子|女儿|哥哥|弟弟|姐姐|妹妹|"
    r"创业|三|两|二|双方|官方|球队|外籍|方|内|中|上|下|里|外|级|届|共同|另|另外|其他|全体|全职|兼职|独立董事会|会|奖|年度|最佳)$"
)
_PREFIXES = frozenset(
    "创始 联合 共同 首席 执行 副 总 名誉 常务 独立 高级 资深 代理 特别 荣誉 助理 第一 终身 客座 特聘 兼职".split()
)
_SPLIT = re.compile(r"[、，,/／]|兼任?|暨")


class Titles(dict[str, str]):
    """The known titles and their roles."""

    def __init__(self, roles: Mapping[str, str]) -> None:
        super().__init__(roles)
        self._ends = frozenset(title[-1] for title in roles)
        self._longest = max(map(len, roles), default=0)

    def role_of(self, surface: str) -> str:
        """The role of the longest known title that `surface` closes with; "" where it closes with none."""
        if surface[-1:] in self._ends:
            for start in range(max(0, len(surface) - self._longest), len(surface)):
                if role := self.get(surface[start:]):
                    return role
        return ""


def title_slots(words: Sequence[Word], text: str, titles: Titles, taken: Collection[int]) -> Iterator[Slot]:
    """The titles of one sentence in order; characters at `taken` positions belong to names."""
    floor = -1
    for index, word in enumerate(words):
        surface = text[word.start : word.end]
        if word.start < floor or word.start in taken or surface in _STAFF or not titles.role_of(surface):
            continue
        following = words[index + 1] if index + 1 < len(words) else None
        if (
            following is not None
            and following.tag in _NOUNS
            and following.start not in taken
            and following.end - following.start > 1
            and titles.role_of(text[following.start : following.end])
        ):
            continue  # 首席 执行官: the next word closes the title
        start = word.start
        for before in reversed(words[max(0, index - 3) : index]):
            form = text[before.start : before.end]
            if before.end != start or before.start < floor or before.start in taken:
                break
            if form not in _PREFIXES and (before.tag not in _NOUNS or _NOT_OF_TITLE.match(form)):
                break
            start = before.start
        floor = word.end
        yield from _pieces(text, start, word.end, titles)


def cut_titles(words: Sequence[Word], text: str, titles: Titles, is_word: Callable[[str], bool]) -> list[Word]:
    """`words` with titles cut from the names that the tagger left them joined to (深蓝资本合伙人 → 深蓝资本, 合伙人)."""
    cut = []
    for word in words:
        surface = text[word.start : word.end]
        border = None
        if word.tag in _JOINED and len(surface) > 4 and surface not in titles and not is_word(surface):
            border = next((i for i in range(2, len(surface) - 1) if surface[i:] in titles), None)
        if border is None:
            cut.append(word)
        else:
            cut.append(replace(word, end=word.start + border))
            cut.append(replace(word, start=word.start + border, tag="n"))
    return cut


def _pieces(text: str, start: int, end: int, titles: Titles) -> Iterator[Slot]:
    """One slot a title where the tagger took 创始人兼CEO for one word."""
    position = start
    for link in [*_SPLIT.finditer(text, start, end), None]:
        stop = link.start() if link else end
        if stop > position:
            kind = "FOUNDER" if titles.role_of(text[position:stop]) == "founder" else "TITLE"
            yield Slot(kind, position, stop, (text[position:stop],))
        position = link.end() if link else end
