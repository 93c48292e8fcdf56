"""Organisation names built from their ending: 苏州青禾智控科技有限公司, 临河运河博物馆, 深蓝资本."""

import re
from collections.abc import Iterator, Sequence

from extract.candidates import Candidate
from extract.lac import Word

# Endings that make an organisation of the words before them. Data: a new ending is added here.
_ENDING = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司|公司|集团|控股|大学|学院|中学|小学|幼儿园|医院|银行|资本|创投|投资|基金|基金会|证券|保险|"
    r"协会|联合会|商会|学会|委员会|理事会|研究院|研究所|研究中心|实验室|出版社|电视台|广播台|通讯社|影业|传媒|科技|智能|生物|医药|制药|"
    r"物流|快运|俱乐部|工作室|博物馆|图书馆|美术馆|乐团|剧团|剧院团|法院|检察院|公安局|监管局|管理局|税务局|教育局|卫健委|合作社|"
    r"日报|晚报|周刊|事务所|校友会|同学会|交易所|足球队|汽车|航空|地产|能源|重工|股份|电子|网络|软件|文化|食品|乳业|酒业|茶业|"
    r"书店|书局|书院|联盟|促进会|志愿队|救援队|交响乐团)$"
)
# Endings that are common nouns as well: they need a proper name right before them.
_WEAK = re.compile(
    r"(?:投资|基金|科技|智能|生物|医药|物流|能源|汽车|航空|网络|软件|文化|食品|电子|股份|保险|证券|公司|集团|联盟|书店|地产)$"
)
_NAME_TAGS = frozenset({"nz", "nr", "PER", "LOC", "ns", "ORG", "nt", "nw"})
_FILL_TAGS = _NAME_TAGS | {"n", "vn", "an", "a", "f", "s", "j", "m", "q"}
_GENERIC = re.compile(
    r"^(?:公司|企业|机构|品牌|团队|平台|记者|员工|老板|创始人|股东|项目|国内|国际|知名|著名|上市|民营|新|老|本|该|这家|一家|两家|多家|"
    r"全资|子公司|控股|旗下|前|原|总|分|大型|中型|小型|初创|传统|相关|其他|各|某|我|他|她|全国|全球|世界|当地|本地|外地|这|那|每|"
    r"创业|生鲜|投资|科技|互联网|房地产|物流|教育|医疗|金融|汽车|电商|食品|基金|保险|证券|银行|医院|大学|学校)$"
)
_MARKS = re.compile(r"[（）()]")


def from_endings(words: Sequence[Word], text: str) -> Iterator[Candidate]:
    """Runs of name-like words that close with an organisation's ending. `words` tile one sentence."""
    taken = -1
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        surface = text[word.start : word.end]
        if word.start >= taken > 0 or word.tag in {"v", "p", "u", "w", "r"} or not _ENDING.search(surface):
            continue
        first = _leftmost(words, index, text)
        if first is None:
            continue
        start = words[first].start
        if _is_name(text[start : word.end], words[first : index + 1], text):
            taken = start
            yield Candidate(start, word.end, "ORG", 0.8, "ending")
    return


def _leftmost(words: Sequence[Word], index: int, text: str) -> int | None:
    """The first word of the name that ends at `index`, or None where no proper name belongs to it."""
    first, proper = index, index if words[index].tag in _NAME_TAGS else None
    while first > 0 and index - first < 6:
        before = words[first - 1]
        surface = text[before.start : before.end]
        if before.tag not in _FILL_TAGS or _GENERIC.match(surface) or _MARKS.search(surface):
            break
        first -= 1
        if before.tag in _NAME_TAGS:
            proper = first
    return proper


def _is_name(surface: str, words: Sequence[Word], text: str) -> bool:
    if len(surface) < 4 or len(surface) > 30 or any(c in "，。、；：！？" for c in surface):
        return False
    if len(words) == 1:
        return words[0].tag in _NAME_TAGS
    before_ending = words[-2]
    return not _WEAK.search(surface) or before_ending.tag in _NAME_TAGS or text[before_ending.start] > "\u3400"
