"""`/ask`: questions in Chinese, as a page and, at `/api/v1/ask`, as JSON. Their queries run as everybody's do."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for

from graph.frames import Question
from graph.home import Graph
from graph.questions.asking import Reply, Writer, ask
from server import negotiation, replies
from server.answering import Answering
from server.overview import Overview
from server.search import shown

# What an empty page proposes to ask, for the things that most is known of
EXAMPLES = {"ORG": ("谁投资了{}？", "{}是谁创办的", "{}成立于哪一年"), "PER": ("{}是谁", "{}说过什么", "{}毕业于哪里")}
PROPOSED = 6
LONGEST = 10_000  # characters that are looked at at all


def blueprint(graph: Graph, answering: Answering, writer: Writer | None = None) -> Blueprint:
    """Questions about a graph; `writer` writes queries where the grammar fails."""
    pages = Blueprint("questions", __name__)

    overview = Overview(graph)

    def proposed() -> list[str]:
        """Questions about what the graph knows most of; whether they have an answer is for asking."""
        things = [thing for thing in overview.figures().connected if thing.type in EXAMPLES]
        found = [EXAMPLES[thing.type][place % 3].format(thing.label) for place, thing in enumerate(things)]
        return found[:PROPOSED]

    def rows(sparql: str) -> Sequence[dict[str, Any]]:
        _, body, _ = answering.whole(Question(sparql, accept=[negotiation.ROWS["json"]]))
        found: Sequence[dict[str, Any]] = json.loads(body)["results"]["bindings"]
        return found

    def reply() -> Reply:
        question = request.args.get("q", "")[:LONGEST]
        return ask(question, graph, today=date.today(), run=rows, writer=writer)

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
            examples=[] if answered else proposed(),
        )
        return Response(html, mimetype=negotiation.HTML)

    @pages.get("/api/v1/ask")
    def data() -> Response:
        body = json.dumps(replies.form(reply(), base=graph.base), ensure_ascii=False) + "\n"
        return Response(body, mimetype="application/json", headers={"Access-Control-Allow-Origin": "*"})

    return pages
