"""The reply to a question in words: for a page, for a terminal, and as JSON for programs."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.questions.answers import Answer, Evidence
from graph.questions.asking import Reply
from graph.questions.lattice import LONGEST
from ontology.iris import article_iri
from server import chinese

_WHY = {
    "empty": "请写一个问题。",
    "long": f"问题太长：最多 {LONGEST} 个字。",
    "order": "每个词都认识，但合在一起不明白在问什么。可以换一种说法，或者只问一件事。",
    "tangled": "这个问题有太多种读法，请写得简单一些。",
}
_NOTES = {
    "overlap": "图谱记载的日期互相重叠，分不出先后。",
    "missing": "图谱没有同时记载两者，无法比较。",
    "named": "报道只点到其中几位的名字，数出来的不是总数；可以问有哪些人。",
    "disputed": "对同一笔钱，报道给出的金额不一致，合计可能重复。",
    "undated": "其中有没有注明时间的，合计可能把同一笔钱算了两次。",
}
_UNKNOWN = "问题读懂了，但图谱没有记载答案。这不等于事情没有发生，只是报道里没有读到。"


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence behind an answer, with what it says of time and sum in words."""

    article: str
    title: str
    published: date | None
    start: int
    quote: str
    details: str


@dataclass(frozen=True, slots=True)
class Line:
    """An answer as it is shown."""

    label: str
    entity: str | None
    relation: str
    of: str
    members: tuple[str, ...]
    sources: tuple[Source, ...]
    article: str | None


def lines(reply: Reply) -> list[Line]:
    """The answers of a reply."""
    return [
        Line(
            label(answer),
            answer.entity,
            answer.relation,
            answer.of,
            answer.members,
            tuple(_source(one) for one in answer.evidence if one.quote),
            answer.evidence[0].article if answer.sort == "report" and answer.evidence else None,
        )
        for answer in reply.outcome.answers
    ]


def label(answer: Answer) -> str:
    """An answer in words."""
    if answer.sort == "money":
        return chinese.money(int(answer.value), answer.currency or None)
    if answer.sort == "value":
        return chinese.literal(answer.predicate, answer.value) if answer.predicate else chinese.date(answer.value)
    return f"{int(answer.value):,} 个" if answer.sort == "number" else answer.label


def remark(reply: Reply) -> str:
    """What else is to be said: why there is no answer, or how an answer is to be taken; "" where nothing is."""
    unread = reply.unread
    if unread:
        pieces = "、".join(f"「{piece}」" for piece in unread.pieces)
        if unread.why == "words":
            return f"没有读懂{pieces}：图谱里没有叫这个名字的，提问的语法里也没有这个词。因此不猜。"
        if unread.why == "denial":
            return f"问题里有{pieces}。图谱只记载报道说过的事，不能由没有记载推出没有，所以不回答否定和排除的问题。"
        if unread.why == "several":
            return "这个问题有几种读法，请写得明确一些：" + "；".join(unread.pieces)
        if unread.why == "names":
            return f"这个名字指几个：{pieces}。请写出全名。"
        return _WHY[unread.why]
    result = reply.outcome
    if result.note == "ranked":
        return f"在图谱有记载的 {result.compared} 个之中。"
    note = _NOTES.get(result.note, "")
    return _UNKNOWN + note if result.status == "unknown" else note


def form(reply: Reply, *, base: str) -> dict[str, Any]:
    """The reply as `rongqiao ask --json` prints it and `/api/v1/ask` gives it; evidence names articles by their id."""
    return {
        "question": reply.question,
        "status": reply.outcome.status,
        "understood": reply.understood,
        "remark": remark(reply),
        "sparql": reply.sparql,
        "written_by_model": reply.written,
        "answers": [
            {
                "value": answer.value,
                "label": label(answer),
                **({"relation": answer.relation} if answer.relation else {}),
                **({"of": answer.of} if answer.of else {}),
                **({"members": answer.members} if answer.members else {}),
                "evidence": [
                    {
                        "article": one.article,
                        "iri": article_iri(base, one.article),
                        "title": one.title,
                        "published": one.published.isoformat() if one.published else None,
                        "start": one.start,
                        "end": one.end,
                        "quote": one.quote,
                        "when": one.when,
                        "amount": one.amount,
                        "currency": one.currency,
                    }
                    for one in answer.evidence
                ],
            }
            for answer in reply.outcome.answers
        ],
        "passages": [
            {"article": hit.article, "title": hit.title, "start": hit.start, "end": hit.end, "quote": hit.text}
            for hit in reply.passages
        ],
    }


def _source(one: Evidence) -> Source:
    details = [chinese.date(one.when)] if one.when else []
    details += [chinese.money(one.amount, one.currency)] if one.amount is not None else []
    return Source(one.article, one.title, one.published, one.start, one.quote, "，".join(details))
