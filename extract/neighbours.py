"""Organisations told by the word beside them: before 创始人 (百老汇创办人陈枫), after 公司 or 球队 (冷链企业雪线物流)."""

import re
from collections.abc import Iterator, Sequence

from extract.candidates import Candidate
from extract.endings import makes_organisation
from extract.lac import Word, Words
from extract.personal_names import is_full_name
from extract.titles import Titles

_NAME_TAGS = frozenset({"nz", "nr", "PER", "LOC", "ns", "ORG", "nt", "nw"})
_RUN_TAGS = _NAME_TAGS | {"n", "vn"}
_TITLE_PREFIXES = frozenset("联合 共同 首席 执行 副 总 前 原 名誉 常务 现任 时任 首任".split())
# Nouns that an organisation's name follows directly.
_HEADS = tuple(
    "公司 企业 球队 媒体 机构 社群 厂商 组织 俱乐部 集团 商 厂 初创公司 科技公司 创业公司 律所 券商 药企 车企".split()
)
_CLOSING = re.compile(f"[{''.join(sorted({head[-1] for head in _HEADS}))}]")
_NO_START = re.compile(
    r"^(?:公司|企业|机构|品牌|团队|平台|社群|组织|集团|总部|董事|总经理|创始|联合|负责|员工|高管|内部|方面|旗下|官方|官网|名称|"
    r"股东|产品|业务|人员|成员|球员|主场|主教练|队长|代表|记者|编辑|发言人|法定|法人|章程|估值|市值|股价|股份|上市|文化|数量|规模|"
    r"化|家|里|内|外|级|届|所在|其他|之一|之间|合伙|投资|资本|管理|运营|技术|研发|市场|客户|用户|门口|附近|年会|公告|办公)"
)


def from_founders(sentences: Sequence[Words], article: Words, text: str, titles: Titles) -> Iterator[Candidate]:
    """What stands right before 创始人 is an organisation, whatever the tagger took it for; the words of the `sentences` are
    those of the `article`."""
    for words, index in article.within(sentences, map(re.Match.start, titles.closing.finditer(article.lasts))):
        word = words[index]
        last = index - 1
        if titles.get(text[word.start : word.end]) != "founder":
            if index == 0 or titles.get(text[words[last].start : word.end]) != "founder":
                continue
            last -= 1  # 创办|人
        while last >= 0 and text[words[last].start : words[last].end] in _TITLE_PREFIXES:
            last -= 1
        first = last + 1
        while first > 0 and words[first - 1].tag in _RUN_TAGS and last - first < 4:
            first -= 1
        while first <= last and _NO_START.match(text[words[first].start : words[first].end]):
            first += 1
        yield from _named(words[first : last + 1], text, 0.97)


def after_heads(sentences: Sequence[Words], article: Words, text: str, surnames: frozenset[str]) -> Iterator[Candidate]:
    """The name-like words right after a noun such as 公司; a person's full name there is a person."""
    for words, index in article.within(sentences, map(re.Match.start, _CLOSING.finditer(article.lasts))):
        word = words[index]
        if word.tag in _NAME_TAGS or not text.endswith(_HEADS, word.start, word.end) or index + 1 == len(words):
            continue
        following = words[index + 1]
        form = text[following.start : following.end]
        if _NO_START.match(form):
            continue
        if following.tag not in _NAME_TAGS:
            yield from _with_ending(words[index + 1 : index + 3], text)
            continue
        if following.tag in {"PER", "nr"} and (is_full_name(form, surnames) or "·" in form):
            continue
        last = index + 1
        while last + 1 < len(words) and last - index < 4 and words[last + 1].tag in _RUN_TAGS - {"vn"}:
            if _NO_START.match(text[words[last + 1].start : words[last + 1].end]):
                break
            if words[last + 1].tag in {"PER", "nr"}:
                break
            last += 1
        yield from _named(words[index + 1 : last + 1], text, 0.82)


def _with_ending(pair: Sequence[Word], text: str) -> Iterator[Candidate]:
    """Two common words of which the second makes an organisation (企业雪线物流)."""
    if len(pair) == 2 and all(w.tag in {"n", "vn", "a", "nz"} and w.end - w.start > 1 for w in pair):
        first, surface = (text[w.start : w.end] for w in pair)
        if makes_organisation(first, surface):
            yield Candidate(pair[0].start, pair[1].end, "ORG", 0.82, "neighbour")


def _named(run: Sequence[Word], text: str, confidence: float) -> Iterator[Candidate]:
    if run:
        surface = text[run[0].start : run[-1].end]
        if surface.isascii() or any(w.tag in _NAME_TAGS - {"PER", "nr"} for w in run):
            yield Candidate(run[0].start, run[-1].end, "ORG", confidence, "neighbour")
