"""`/ask`: questions in Chinese, as a page and, at `/api/v1/ask`, as JSON. Their queries run as everybody's do."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for

from graph.frames import Question
from graph.home import Graph
from graph.index import Hit
from graph.questions.asking import Reply, Writer, ask
from server import negotiation, replies
from server.answering import Answering
from server.search import shown

EXAMPLES = (
    "谁投资了雾桥科技？",
    "腾讯前员工创立了哪些公司",
    "雾桥科技一共获得了多少投资",
    "2020年11月18日发生了什么",
    "员工最多的公司是哪家",
    "顾临川说过什么",
)
LONGEST = 10_000  # characters that are looked at at all


def blueprint(graph: Graph, answering: Answering, writer: Writer | None = None) -> Blueprint:
    """Questions about a graph; `writer` writes queries where the grammar fails."""
    pages = Blueprint("questions", __name__)

    def rows(sparql: str) -> Sequence[dict[str, Any]]:
        _, body, _ = answering.whole(Question(sparql, accept=[negotiation.ROWS["json"]]))
        found: Sequence[dict[str, Any]] = json.loads(body)["results"]["bindings"]
        return found

    def passages(words: str, limit: int) -> list[Hit]:
        return [hit for hit in graph.search(words, limit=limit + 10).hits if hit.article][:limit]

    def reply() -> Reply:
        question = request.args.get("q", "")[:LONGEST]
        today = date.today()
        return ask(
            question, names=graph.bearers, run=rows, passages=passages, base=graph.base, today=today, writer=writer
        )

    @pages.get("/ask")
    def page() -> Response:
        answered = reply() if request.args.get("q", "").strip() else None
        question = answered.question if answered else ""
        html = render_template(
            "ask.html",
            question=question,
            reply=answered,
            lines=replies.lines(answered) if answered else [],
            remark=replies.remark(answered) if answered else "",
            near=shown(graph, answered.passages).lines if answered else (),
            editor=f"{url_for('sparql.query')}?{urlencode({'query': answered.sparql})}"
            if answered and answered.sparql
            else "",
            examples=EXAMPLES,
        )
        return Response(html, mimetype=negotiation.HTML)

    @pages.get("/api/v1/ask")
    def data() -> Response:
        body = json.dumps(replies.form(reply(), base=graph.base), ensure_ascii=False) + "\n"
        return Response(body, mimetype="application/json", headers={"Access-Control-Allow-Origin": "*"})

    return pages
