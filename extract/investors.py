"""Investors by their ending and what they do: 檐角资本 and 溪石创投, whatever the tagger cut them to, and 灯塔岛基金 where
it gives money. Their names are common words more often than those of other firms."""

import re
from collections.abc import Callable, Iterator, Sequence

from extract.candidates import Candidate
from extract.lac import Word

_ENDING = re.compile(r"资本|创投|产投|风投|(?:种子|天使|母|成长|科创|创业)基金|基金")
_SURE_ENDINGS = frozenset({"资本", "创投", "产投"})
# What stands before 资本 and tells a kind of capital or what is done with it.
_KIND = re.compile(
    r"(?:社会|人力|文化|知识|金融|国有|国际|国外|国内|民间|民营|外来|外国|境外|境内|海外|工商|风险|智力|象征|热门|注册|固定|流动|虚拟|货币|产业|工业|商业|耐心|长期|短期|政治|一级|二级|美元|人民币|跨国|"
    r"垄断|权益|核心|附属|运营|资产|私人|私有|公共|土地|信贷|实缴|认缴|实收|营运|借贷|股权|债务|自有|各路|各类|多元|生产|技术|数据|信用|原始|官僚|帝国|大量|更多|巨额|外部|内部|早期|中国|美国|"
    r"日本|欧洲|香港|台湾|地方|中央|政府|市场|企业|公司|机构|投资|创业|私募|公募|这些|那些|部分|主流|其他|相关|专业|互联网|房地产|地产|全球|世界|本土|本地|热钱|职业|绿色|数字|智慧|家族|个人|对冲|货币|指数|"
    r"股票|债券|养老|社保|医保|住房|公益|慈善|扶贫|救助|奖学|专项|发展|引导|产业|平准|主权|信托|证券|保险|教育|科学|自然|基础|固定资产|直接|间接|海外|对外|价值|长线|短线|战略|天使|种子|跟风|理财|黄金|"
    r"追加|新增|完成|获得|吸引|引入|撬动|拥抱|冲刺|进军|登陆|借助|依靠|寻求|对接|链接|连接|汇聚|聚集|涌入|撤出|退出|进入|面对|青睐|裹挟|背后|没有|利用|积累|加大|扩大|减少|拉动|促进|参与|管理|成立|设立|发起|募集|首轮|轮次)$"
)
_BY_AFTER = re.compile(
    r"(?:和|与|及|、)?(?:[^，。；、\n]{0,6}等)?(?:机构)?(?:联合|共同|独家|曾|也|又|再|继续|再次|随后)?"
    r"(?:领投|跟投|参投|加注|追投|加码|出资|入股|押注|投资了|投了|联手|(?:的)?(?:创始|管理|执行|主管|投资)?合伙人|的?投资(?:总监|经理|人)|的?董事总经理|的?[约近超]?[\d.]+[多余]?[百千]?[万亿])"
)
_BY_BEFORE = re.compile(
    r"(?:由|获|获得|来自|投资方(?:包括|为|是|有)|股东(?:包括|有|为)|机构|老股东|新股东|拿到|加入|创办|创立|就职于|供职于|任职于)了?$"
)
_NO_PART = frozenset({"p", "u", "c", "w", "r", "q", "t", "TIME", "d", "LOC", "ns", "m"})
_SURE, _TOLD = 0.82, 0.9


def investors(words: Sequence[Word], text: str, is_word: Callable[[str], bool]) -> Iterator[Candidate]:
    """The investors among `words`, which tile one sentence; what `is_word` knows counts only where it acts as one."""
    if not words:
        return
    by_end = {word.end: index for index, word in enumerate(words)}
    for match in _ENDING.finditer(text, words[0].start, words[-1].end):
        if match.start() not in by_end or match.end() not in by_end:
            continue
        start = _modifier(words, by_end[match.start()], text)
        if start is None:
            continue
        modifier = text[start : match.start()]
        if _KIND.fullmatch(modifier) or is_word(text[start : match.end()]):
            continue
        last = words[by_end[match.start()]]
        known_verb = last.tag in {"v", "vn", "ad", "vd"} and is_word(modifier)
        if _BY_AFTER.match(text, match.end()) or _BY_BEFORE.search(text, max(0, start - 6), start):
            yield Candidate(start, match.end(), "ORG", _TOLD, "investor")
        elif match[0] in _SURE_ENDINGS and not known_verb:
            yield Candidate(start, match.end(), "ORG", _SURE, "investor")


def _modifier(words: Sequence[Word], index: int, text: str) -> int | None:
    """The start of the word of two to four characters that ends with word `index`, or of the two or three single
    characters that the tagger left over; None where there is no such thing."""
    last = words[index]
    length = last.end - last.start
    if length > 1:
        return last.start if length <= 4 and last.tag not in _NO_PART - {"LOC", "ns"} else None
    first = index
    while first > 0 and index - first < 2:
        before = words[first - 1]
        if before.end - before.start > 1 or before.tag in _NO_PART or text[before.start] in "的了是在等及或":
            break
        first -= 1
    return words[first].start if first < index and last.tag not in _NO_PART and text[last.start].isalpha() else None
