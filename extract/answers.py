"""The model's answer against the text: what is a fact of the sentence that was asked about, and what is refused.

Nothing of a fact is the model's but the choice. Predicates are those that were asked about, which a word of the sentence
bears out; subject and object are names that the extraction found in the sentence, of kinds that the predicate takes; the
values of dates, sums and head counts are those that were read there.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extract.acceptance import facts_of
from extract.prompts import DATED, PAID
from extract.reading import Date, Entity, Fact, Mention
from extract.script import simplify
from extract.statements import Statement
from extract.undecided import Question
from ontology.predicates import PREDICATES, EntityType

CONFIDENCE = 0.5  # below that of every rule
_MANY = 12  # facts a sentence: no answer needs more
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCED = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?```\s*\Z", re.DOTALL)
_TITLE = re.compile(r"[\w·&/\-]{2,20}")


@dataclass(slots=True)
class Checked:
    """The facts of one answer, and how many were refused for which reason."""

    facts: list[Fact] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)


class _RefusedError(Exception):
    """A statement that the text does not bear out; its message is the reason."""


def check(content: str, questions: Sequence[Question], entities: Sequence[Entity]) -> Checked:
    """The facts that `content`, the answer to `questions` in their order, states and the text bears out."""
    checked = Checked()
    rows = _rows(content)
    if rows is None:
        checked.refused["not the JSON that was asked for"] += 1
        return checked
    things = {entity.id: entity for entity in entities}
    most = _MANY * len(questions)
    if len(rows) > most:
        checked.refused["too many"] += len(rows) - most
    for row in rows[:most]:
        try:
            checked.facts += _read(row, questions, things)
        except _RefusedError as refusal:
            checked.refused[str(refusal)] += 1
    return checked


def _rows(content: str) -> list[Any] | None:
    """The facts as the model wrote them, None where that is not an object with a list of them."""
    content = _THOUGHT.sub("", content)
    fenced = _FENCED.match(content)
    try:
        answer = json.loads(fenced[1] if fenced else content)
    except (ValueError, RecursionError):
        return None
    rows = answer.get("facts") if isinstance(answer, dict) else None
    return rows if isinstance(rows, list) else None


def _read(row: object, questions: Sequence[Question], things: Mapping[str, Entity]) -> list[Fact]:
    if not isinstance(row, dict):
        raise _RefusedError("not a fact")
    number = row.get("sentence")
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= len(questions):
        raise _RefusedError("no such sentence")
    question = questions[number - 1]
    name = _text(row, "predicate")
    if name not in question.predicates:
        raise _RefusedError("predicate not asked about")
    predicate = PREDICATES[name]
    subject = _named(question, _text(row, "subject"), predicate.subjects)
    if predicate.literal:
        object_ = _literal(question, _text(row, "object"), predicate.literal)
    else:
        object_ = _named(question, _text(row, "object"), predicate.objects)
    when = _dated(question, _text(row, "when")) if name in DATED and row.get("when") else None
    amount = currency = None
    if name in PAID and row.get("amount"):
        amount, currency = _paid(question, _text(row, "amount"))
    statement = Statement(name, (subject,), (object_,), CONFIDENCE, when, amount, currency)
    facts = list(facts_of(statement, question.sentence, things))
    if not facts:
        raise _RefusedError("subject and object do not go with the predicate")
    return facts


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise _RefusedError("not a fact")
    return simplify(value.strip())


def _named(question: Question, name: str, kinds: Sequence[EntityType]) -> str:
    """The entity of that name in the sentence."""
    named = [m for m in question.mentions if simplify(m.text) == name]
    if not named:
        raise _RefusedError("name not in the sentence")
    fitting = next((m.entity for m in named if m.type in kinds), None)
    if fitting is None:
        raise _RefusedError("name of the wrong kind")
    return fitting


def _literal(question: Question, value: str, kind: str) -> str:
    if kind == "edtf":
        return _dated(question, value)
    if kind == "integer":
        return _sum(question, value, "COUNT")[0]
    return _title(question, value)


def _dated(question: Question, value: str) -> str:
    found = next((d.edtf for d in question.dates if simplify(d.text) == value), None)
    if found is None:
        raise _RefusedError("date not in the sentence")
    return found


def _paid(question: Question, value: str) -> tuple[int, str | None]:
    amount, currency = _sum(question, value, "MONEY")
    return int(amount), currency


def _sum(question: Question, value: str, kind: str) -> tuple[str, str | None]:
    offset = question.sentence.start
    for slot in question.sums:
        if slot.kind == kind and simplify(question.text[slot.start - offset : slot.end - offset]) == value:
            return slot.members[0], slot.currency
    raise _RefusedError("number not in the sentence")


def _title(question: Question, value: str) -> str:
    """The title as the sentence writes it, which must stand there outside names and dates."""
    offset = question.sentence.start
    plain = simplify(question.text)
    spans: list[Mention | Date] = [*question.mentions, *question.dates]
    taken = {position - offset for span in spans for position in range(span.start, span.end)}
    start = plain.find(value) if _TITLE.fullmatch(value) else -1
    while start >= 0:
        if taken.isdisjoint(range(start, start + len(value))):
            return question.text[start : start + len(value)]
        start = plain.find(value, start + 1)
    raise _RefusedError("title not in the sentence")
