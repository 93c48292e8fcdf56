"""From a question to its reply: read by the grammar, or where that fails by a model that the user has configured; run; told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from graph.answers import QueryError
from graph.hits import Hit
from graph.questions.building import Plan, plan
from graph.questions.lattice import Names, named
from graph.questions.outcome import Outcome, Row, outcome
from graph.questions.pattern import Node, Query, Thing
from graph.questions.reading import Unread, read
from graph.questions.telling import told

PASSAGES = 5

Run = Callable[[str], Sequence[Row]]
Passages = Callable[[str, int], Sequence[Hit]]


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


def ask(
    question: str,
    *,
    names: Names,
    run: Run,
    passages: Passages,
    base: str,
    today: date,
    writer: Writer | None = None,
) -> Reply:
    """The reply to a question: `run` gives the rows of a query, `passages` the sentences nearest to some words. Raises what
    these raise."""
    found = read(question, names, today=today)
    if isinstance(found, Query):
        made = plan(found, base=base, today=today)
        result = outcome(found, made, run(made.sparql), run(made.support) if made.support else (), base=base)
        near = () if result.status == "answered" else tuple(passages(question, PASSAGES))
        return Reply(question, result, told(found), made.sparql, passages=near)
    if found.why not in ("empty", "long") and writer:
        things = tuple(dict.fromkeys(thing for node in named(question, names) for thing in node.things))
        sparql = writer(question, things)
        told_by_model = _written(sparql, run, base) if sparql else None
        if told_by_model:
            near = () if told_by_model.status == "answered" else tuple(passages(question, PASSAGES))
            return Reply(question, told_by_model, "", sparql, written=True, passages=near)
    near = () if found.why == "empty" else tuple(passages(question, PASSAGES))
    return Reply(question, Outcome("not_understood"), unread=found, passages=near)


def _written(sparql: str, run: Run, base: str) -> Outcome | None:
    """What the query of a model says, None where it does not run."""
    try:
        rows = run(sparql)
    except QueryError:
        return None
    return outcome(Query("list", Node(0)), Plan(sparql, None, 1), rows, (), base=base)
