"""Names in marks: titles in 《》, and quoted names whose kind the words around them tell (花名「逐风」, 公司“一口鲜”)."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from extract.candidates import Candidate
from extract.introducing_words import AFTER, BEFORE, OWN_ENDING
from extract.marks import QUOTATION, TITLE, Marked
from ontology.predicates import EntityType

_LINK = r"了?(?:就?叫做?|名为|名叫|命名为|取名|叫作|称为|——|：|:|的|是)?(?:[“「『《‘\"][^”」』》’\"\n]{1,15}[”」』》’\"](?:、|和|及|与|以及))*[“「『‘\"]?$"
_BEFORE_PATTERNS = {kind: re.compile(f"(?:{words}){_LINK}") for kind, words in BEFORE.items()}
_AFTER_PATTERNS = {kind: re.compile(f"的?(?:{words})") for kind, words in AFTER.items()}
_ENDINGS = {kind: re.compile(pattern) for kind, pattern in OWN_ENDING.items()}
# Only an organisation raises money, whatever it is called before: 连锁品牌“钉子修车”近日完成天使轮融资.
_RAISES = re.compile(r"[^，。“”「」]{0,8}?(?:完成|获得?|拿到|宣布)[^，。“”「」]{0,16}(?:融资|投资)")
_LONGEST_TITLE = 60
_NO_NAME = re.compile(r"[，。！？；：,!?;:…\n]")
_MEDIUM = re.compile(r"(?:日报|晚报|早报|周刊|周报|商报|时报|新闻|晨报|都市报|体育|财经)$")
_MEDIUM_SPEAKS = re.compile(r"记者|报道|讯|称|评论员|编辑|社论|采访|记録|主编|总编")


_ABBREVIATION = re.compile(
    r"[（(](?:以下|下文|下)?(?:统一)?(?:简称|合称|称)(?:为)?[：:]?[“「『《\"]?(?P<name>[^”」』》\"（）()，。、或]{2,12})[”」』》\"]?"
    r"(?:或[“「『](?P<other>[^”」』]{2,12})[”」』])?"
)
_NOT_A_NAME = re.compile(r"^(?:本?公司|本?集团|[甲乙丙丁]方|双方|各方|本行|本所|平台|我们|报告|公告|标的.*|上市公司)$")
_SHORT_IN_BRACKETS = re.compile(r"(?P<long>[\u4e00-\u9fff]{4,20})[（(](?P<name>[\u4e00-\u9fff]{2,5})[）)]")


def abbreviations(text: str, ends: Mapping[int, EntityType]) -> Iterator[Candidate]:
    """Short names that the text itself introduces: （以下简称“青禾智控”）, and 国立成功大学（成大）, whose characters
    come from the long name in order. `ends` tells what kind of name, if any, ends at a position of the text: the short
    name is of the kind of the name in front of it."""
    for match in _ABBREVIATION.finditer(text):
        kind = ends.get(match.start()) or ends.get(match.start() - 1)  # the name may stand in marks
        for group in ("name", "other"):
            if kind and match[group] and not _NOT_A_NAME.match(match[group]):
                yield Candidate(*match.span(group), kind, 0.95, "introduced")
    for match in _SHORT_IN_BRACKETS.finditer(text):
        rest = iter(match["long"])
        if ends.get(match.end("long")) == "ORG" and all(c in rest for c in match["name"]):
            yield Candidate(*match.span("name"), "ORG", 0.85, "introduced")


def from_marks(
    text: str, spans: Sequence[Marked], media: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """Candidates of `text`'s marked spans. `media` are known names of newspapers and stations; what `is_word` knows as
    a common word is a name in quotation marks only where the words around introduce it."""
    for span in spans:
        if span.end - span.start > _LONGEST_TITLE:
            continue
        inside = text[span.start : span.end]
        if span.opener in TITLE and span.depth == 0:
            yield Candidate(span.start, span.end, _title_type(text, span, media), 0.95, "title marks")
        elif span.opener in QUOTATION and len(inside) <= 16 and not _NO_NAME.search(inside):
            kind = _introduced_type(text, span, inside, is_word)
            if kind and not (inside.isdigit() or len(inside) == 1):
                yield Candidate(span.start, span.end, kind, 0.9, "introduced")


def _title_type(text: str, span: Marked, media: frozenset[str]) -> EntityType:
    """WORK, but ORG for a medium that speaks or employs (guide, decisions on the borders)."""
    inside, after = text[span.start : span.end], text[span.end + 1 : span.end + 9]
    medium = inside in media or _MEDIUM.search(inside)
    return "ORG" if medium and _MEDIUM_SPEAKS.match(after) else "WORK"


def _introduced_type(text: str, span: Marked, inside: str, is_word: Callable[[str], bool]) -> EntityType | None:
    before = re.split(r"[。！？；\n]", text[max(0, span.start - 60) : span.start])[-1]
    after = text[span.end + 1 : span.end + 30]
    if _RAISES.match(after):
        return "ORG"
    for kind, pattern in _BEFORE_PATTERNS.items():
        if pattern.search(before):
            return kind
    for kind, pattern in _ENDINGS.items():
        if pattern.search(inside) and not is_word(inside):
            return kind
    for kind, pattern in _AFTER_PATTERNS.items():
        if pattern.match(after):
            return kind
    return None
