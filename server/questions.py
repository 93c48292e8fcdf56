"""`/ask`: questions in Chinese, as a page and, at `/api/v1/ask`, as JSON. Their queries run as everybody's do."""

import json
from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for

from graph.frames import Question
from graph.graph import Graph
from graph.questions.asking import RESULTS, Reply, Writer, ask
from graph.questions.lattice import LONGEST
from server import negotiation, replies
from server.answering import Answering
from server.findings import shown
from server.overview import Overview

# What an empty page proposes to ask, for the things that most is known of
EXAMPLES = {"ORG": ("谁投资了{}？", "{}是谁创办的", "{}成立于哪一年"), "PER": ("{}是谁", "{}说过什么", "{}毕业于哪里")}
PROPOSED = 6
LOOKED_AT = 10_000  # characters of a question, so that one which is too long is told so


def blueprint(graph: Graph, answering: Answering, writer: Writer | None = None) -> Blueprint:
    """Questions about a graph; `writer` writes queries where the grammar fails."""
    pages = Blueprint("questions", __name__)

    overview = Overview(graph)

    def proposed() -> list[str]:
        """Questions about what the graph knows most of; whether they have an answer is for asking."""
        things = [thing for thing in overview.figures().connected if thing.type in EXAMPLES]
        found = [EXAMPLES[thing.type][place % 3].format(thing.label) for place, thing in enumerate(things)]
        return found[:PROPOSED]

    def run(sparql: str) -> bytes:
        _, body, _ = answering.whole(Question(sparql, accept=[RESULTS]))
        return body

    def reply() -> Reply:
        question = request.args.get("q", "")[:LOOKED_AT]
        return ask(question, graph, today=date.today(), run=run, writer=writer)

    @pages.get("/ask")
    def page() -> Response:
        answered = reply() if request.args.get("q", "").strip() else None
        question = answered.question if answered else ""
        html = render_template(
            "ask.html",
            question=question,
            longest=LONGEST,
            reply=answered,
            lines=replies.lines(answered) if answered else [],
            remark=replies.remark(answered) if answered else "",
            near=shown(graph, answered.passages) if answered else (),
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
