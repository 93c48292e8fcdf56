"""The names that a newspaper's own formulas hold: who wrote it (（记者　林以宁　通讯员　柏川）) and where from (新华社阿斯塔纳5月3日电)."""

import re
from collections.abc import Callable, Iterator

from extract.candidates import Candidate
from extract.personal_names import is_full_name, never_person

_ROLE = "记者|通讯员|实习生|特派员|撰稿人?|撰文|作者|编辑|责编|摄影|文/|图/|文／|图／|校对|编译"
_BYLINE = re.compile(
    rf"(?:{_ROLE})[：:　 ]{{0,2}}(?P<names>[\u4e00-\u9fff·]{{2,8}}(?:[　 、][\u4e00-\u9fff·]{{2,8}}){{0,5}})"
)
_GAP = re.compile("[　 、]")
_ROLES = re.compile(rf"(?:[\u4e00-\u9fff]{{0,6}}?(?:{_ROLE})|发自[\u4e00-\u9fff]*|报道|[\u4e00-\u9fff]*[报讯电摄文图])")
_DATELINE = re.compile(
    r"(?:社|本报|日报|晚报|早报|晨报|商报|时报|新报|快报)(?P<place>[\u4e00-\u9fff]{2,8}?)(?:\d{4}年)?\d{1,2}月?\d{0,2}日?(?:综合)?(?:专?电|讯)(?=[　 （(，：:\s\u4e00-\u9fff]|$)"
)
_NO_PLACE = re.compile("记者|通讯员|综合|快讯|消息|财经|新闻|[社报网在]")


def bylines(text: str, surnames: frozenset[str], is_word: Callable[[str], bool]) -> Iterator[Candidate]:
    """The people that a byline names and the places that a dateline does. A space parts a byline's names, so that what
    has the form of a name is one there, whatever else it may mean."""
    for match in _BYLINE.finditer(text):
        start, end = match.span("names")
        if "　" not in match[0] and " " not in match[0]:
            continue
        for stop in [*(gap.start() for gap in _GAP.finditer(text, start, end)), end]:
            name = text[start:stop]
            if _ROLES.fullmatch(name):
                break
            if is_full_name(name, surnames) and not never_person(name, is_word):
                yield Candidate(start, stop, "PER", 0.97, "byline")
            start = stop + 1
    for match in _DATELINE.finditer(text):
        if not _NO_PLACE.search(match["place"]):
            yield Candidate(*match.span("place"), "LOC", 0.95, "byline")
