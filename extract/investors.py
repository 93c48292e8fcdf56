"""Investors by their ending and what they do: 檐角资本 and 溪石创投, whatever the tagger cut them to, and 灯塔岛基金 where
it gives money. Their names are common words more often than those of other firms."""

import re
from collections.abc import Callable, Iterator, Sequence

from extract.candidates import Candidate
from extract.lac import Word, Words

_ENDING = re.compile(r"资本|创投|产投|风投|(?:种子|天使|母|成长|科创|创业)基金|基金")
_LASTS = frozenset("本投金")  # what the endings end with
_SURE_ENDINGS = frozenset({"资本", "创投", "产投"})
_BY_AFTER = re.compile(
    r"(?:和|与|及|、)?(?:[^，。；、\n]{0,6}等)?(?:机构)?(?:联合|共同|独家|曾|也|又|再|继续|再次|随后)?"
    r"(?:领投|跟投|参投|加注|追投|加码|出资|入股|押注|投资了|投了|联手|(?:的)?(?:创始|管理|执行|主管|投资)?合伙人|的?投资(?:总监|经理|人)|的?董事总经理|的?[约近超]?[\d.]+[多余]?[百千]?[万亿])"
)
_BY_BEFORE = re.compile(
    r"(?:由|获|获得|来自|投资方(?:包括|为|是|有)|股东(?:包括|有|为)|机构|老股东|新股东|拿到|加入|创办|创立|就职于|供职于|任职于)了?$"
)
_NO_PART = frozenset({"p", "u", "c", "w", "r", "q", "t", "TIME", "d", "LOC", "ns", "m"})
_SURE, _TOLD = 0.82, 0.9


def investors(words: Words, text: str, is_word: Callable[[str], bool]) -> Iterator[Candidate]:
    """The investors among `words`, which tile one sentence; what `is_word` knows counts only where it acts as one."""
    if _LASTS.isdisjoint(words.lasts):
        return
    by_end = {word.end: index for index, word in enumerate(words)}
    for match in _ENDING.finditer(text, words[0].start, words[-1].end):
        if match.start() not in by_end or match.end() not in by_end:
            continue
        start = _modifier(words, by_end[match.start()], text)
        if start is None:
            continue
        modifier = text[start : match.start()]
        if is_word(text[start : match.end()]):
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
