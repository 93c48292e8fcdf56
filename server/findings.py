"""What a search found as a reader sees it: sorts and remarks in words, windows of long sentences, equal facts as one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.forms import LONGEST
from graph.graph import Graph
from graph.hits import Hit, Share
from graph.search_tree import Oddity, Remark
from ontology.predicates import PREDICATES
from server import briefs, chinese
from server.highlight import Marked, Span, mark

WINDOW, LEAD = 160, 40  # characters of a long sentence, and of these before what matched

SORTS: dict[str, str] = {**chinese.TYPES, "fact": "事实", "quote": "引语", "sentence": "句子", "headline": "标题"}
_REMARKS: dict[Oddity, str] = {
    "empty": "没有可以查找的字词。请写上名字，或者句子里的词。",
    "only not": "只写了要排除的内容，请加上要找的词。",
    "unclosed": "“{}”没有成对，已当作成对来读。",
    "unread": "没有读懂“{}”，当作普通的词来找。",
    "star": "星号只能接在字词后面，“{}”里的忽略了。",
    "cut": f"内容太长，只读了前 {LONGEST} 个字符。",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit: what matched is marked in its `title` (of an entity) and its `nodes` (a window of its text; of a fact `subject`,
    `nodes` and `value` together are the text); `brief` tells in one line what an entity is, `details` when and how much it
    was; `again` are others that state the same."""

    hit: Hit
    sort: str
    nodes: list[Marked | str]
    title: list[Marked | str]
    subject: list[Marked | str] = field(default_factory=list)
    value: list[Marked | str] = field(default_factory=list)
    brief: str = ""
    details: str = ""
    again: list[Hit] = field(default_factory=list)


def shown(graph: Graph, hits: Sequence[Hit]) -> list[Finding]:
    """The hits with what a reader wants to know of them, in their order."""
    told = briefs.of_entities(graph, [hit.entity for hit in hits if hit.entity])
    found: dict[object, Finding] = {}
    for hit in hits:
        fact = hit.fact
        stated = (fact.subject, fact.predicate, fact.object, fact.value, fact.when, fact.amount) if fact else None
        if stated in found:
            found[stated].again.append(hit)
            continue
        layers, end = [_spans(hit.marks)], len(hit.text)
        first, last = (len(fact.of), end - len(fact.value)) if fact else (0, end)
        found[stated or len(found)] = Finding(
            hit,
            SORTS[hit.type or hit.kind],
            mark(hit.text, layers, start=first, end=last) if fact else _window(hit),
            mark(hit.title, [_spans(hit.title_marks)]),
            mark(hit.text, layers, end=first),
            mark(hit.text, layers, start=last),
            told.get(hit.entity or "", ""),
            _details(hit),
        )
    return list(found.values())


def remark(one: Remark) -> str:
    """A remark in words."""
    return _REMARKS[one.oddity].format(one.piece[:40])


def labelled(shares: Sequence[Share], kind: str) -> list[Share]:
    """Shares of a kind with labels for readers."""
    if kind == "type":
        return [Share(one.value, SORTS[one.value], one.count) for one in shares]
    return list(shares)


def _details(hit: Hit) -> str:
    """When it was and how much, and a value as a Chinese reader expects it."""
    fact = hit.fact
    if not fact:
        return ""
    told = (
        chinese.literal(fact.predicate, fact.value) if not fact.object and fact.predicate in PREDICATES else fact.value
    )
    parts = [told if told != fact.value else "", chinese.date(fact.when) if fact.when else ""]
    parts.append(chinese.money(fact.amount, fact.currency) if fact.amount is not None else "")
    return " · ".join(filter(None, parts))


def _window(hit: Hit) -> list[Marked | str]:
    start, end, length = 0, len(hit.text), len(hit.text)
    if hit.article and length > WINDOW:
        first = hit.marks[0][0] if hit.marks else 0
        start = max(0, min(first - LEAD, length - WINDOW))
        end = start + WINDOW
    nodes = mark(hit.text, [_spans(hit.marks)], start=start, end=end)
    return ["…"] * (start > 0) + nodes + ["…"] * (end < length)


def _spans(marks: Sequence[tuple[int, int]]) -> list[Span]:
    return [Span(start, end, "hit") for start, end in marks]
