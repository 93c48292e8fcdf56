"""From a question to its reply: read by the grammar, or where that fails by a model that the user has configured; run; told."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from graph.answers import QueryError
from graph.graph import Graph
from graph.hits import Hit
from graph.questions.answers import Outcome
from graph.questions.building import Plan, plan
from graph.questions.lattice import named
from graph.questions.outcome import Row, outcome
from graph.questions.pattern import Node, Query, Thing
from graph.questions.reading import Unread, read
from graph.questions.telling import told

PASSAGES = 5

RESULTS = "application/sparql-results+json"

Run = Callable[[str], bytes]
_Rows = Callable[[str], Sequence[Row]]


class Writer(Protocol):
    """Writes a query for a question that the grammar does not read; None where there is none that may run."""

    def __call__(self, question: str, things: Sequence[Thing]) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Reply:
    """What is told of a question. `understood` is a line in Chinese, "" where it was not; `written` says that a model wrote the
    query; `passages` are the nearest sentences where there is no answer."""

    question: str
    outcome: Outcome
    understood: str = ""
    sparql: str | None = None
    unread: Unread | None = None
    written: bool = False
    passages: tuple[Hit, ...] = ()


def ask(question: str, graph: Graph, *, today: date, run: Run | None = None, writer: Writer | None = None) -> Reply:
    """The reply to a question about a graph: `run` gives the `RESULTS` of a query, the graph itself where nobody else does.
    Raises what these raise."""
    rows = _rows(run or (lambda sparql: graph.query(sparql, accept=[RESULTS]).body))
    found = read(question, graph.bearers, today=today)
    if isinstance(found, Query):
        made = plan(found, base=graph.base, today=today)
        answers = rows(made.sparql)
        result = outcome(found, made, answers, rows(made.support) if made.support else (), base=graph.base)
        reply = Reply(question, result, told(found), made.sparql)
    else:
        written = _written(question, graph, rows, writer) if writer and found.why not in ("empty", "long") else None
        reply = written or Reply(question, Outcome("not_understood"), unread=found)
    if reply.outcome.status == "answered" or (reply.unread and reply.unread.why == "empty"):
        return reply
    return replace(reply, passages=_passages(question, graph))


def _rows(run: Run) -> _Rows:
    def rows(sparql: str) -> Sequence[Row]:
        found: Sequence[Row] = json.loads(run(sparql))["results"]["bindings"]
        return found

    return rows


def _passages(question: str, graph: Graph) -> tuple[Hit, ...]:
    """The sentences nearest to the words of a question; entities, which a search finds too, are none."""
    hits = graph.search(question, limit=PASSAGES + 10).hits
    return tuple(hit for hit in hits if hit.article)[:PASSAGES]


def _written(question: str, graph: Graph, rows: _Rows, writer: Writer) -> Reply | None:
    """What the query of a model says, None where there is none or it does not run."""
    things = dict.fromkeys(thing for node in named(question, graph.bearers) for thing in node.things)
    sparql = writer(question, tuple(things))
    if sparql is None:
        return None
    try:
        answers = rows(sparql)
    except QueryError:
        return None
    result = outcome(Query("list", Node(0)), Plan(sparql, None, 1), answers, (), base=graph.base)
    return Reply(question, result, sparql=sparql, written=True)
