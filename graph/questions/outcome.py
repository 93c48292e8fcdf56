"""From the rows of a question's queries to what it came to: answers with the sentences behind them, or honestly none."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from extract.edtf import bounds
from graph.questions.answers import Answer, Evidence, Note, Outcome, Sort
from graph.questions.blocks import THINGS
from graph.questions.building import Plan
from graph.questions.pattern import Query
from ontology.iris import article_id, entity_local
from ontology.predicates import PREDICATES

Row: TypeAlias = Mapping[str, Mapping[str, Any]]  # a binding of SPARQL's JSON

# Of whom articles name a few: to count those would pass for a head count.
_CROWDS = {"worksFor", "formerEmployer", "alumniOf", "memberOf"}
_NAMES = {known.iri: known.name for known in PREDICATES.values()}


def outcome(query: Query, plan: Plan, rows: Sequence[Row], support: Sequence[Row], *, base: str) -> Outcome:
    """What the rows of a plan's two queries say."""
    reading = _Reading(query, plan, base)
    make = {
        "count": reading.counted,
        "reports": reading.reports,
        "sum": reading.summed,
        "best": reading.best,
        "compare": reading.compared,
        "truth": reading.truth,
        "when": reading.times,
        "amount": reading.amounts,
        "happened": reading.sentences,
        "said": reading.sentences,
        "profile": reading.claims,
        "ties": reading.claims,
    }.get(query.want, reading.listed)
    found = make(rows, support)
    return found if found.answers else Outcome("unknown", note=found.note)


class _Reading:
    def __init__(self, query: Query, plan: Plan, base: str) -> None:
        self.query = query
        self.plan = plan
        self.base = base

    def listed(self, rows: Sequence[Row], support: Sequence[Row]) -> Outcome:
        return Outcome("answered", tuple(self._answers(rows)))

    def counted(self, rows: Sequence[Row], support: Sequence[Row]) -> Outcome:
        number = _text(rows[0], "数") if rows else "0"
        if number == "0":
            return Outcome("unknown")
        if self.query.links and set(self.query.links[-1].verb.wording.predicates) & _CROWDS:
            return Outcome("unknown", note="named")
        answers = list(self._answers(support))
        evidence = tuple(dict.fromkeys(one for answer in answers for one in answer.evidence))
        members = tuple(dict.fromkeys(answer.label for answer in answers))
        return Outcome("answered", (Answer("number", number, number, evidence, members=members),))

    def reports(self, rows: Sequence[Row], support: Sequence[Row]) -> Outcome:
        if self.query.node.asked == "count":
            return self.counted(rows, support)
        found = [(_text(row, "答"), _text(row, "名称"), _day(row, "发表1")) for row in rows]
        answers = []
        for iri, title, published in dict.fromkeys(found):
            if identifier := article_id(self.base, iri):
                place = Evidence(identifier, title, published, 0, 0, "")
                answers.append(Answer("report", iri, title or identifier, (place,)))
        return Outcome("answered", tuple(answers))

    def summed(self, rows: Sequence[Row], support: Sequence[Row]) -> Outcome:
        evidence = self._evidence(support)
        answers = tuple(
            Answer("money", _text(row, "合计"), _text(row, "合计"), evidence, currency=_text(row, "问币"))
            for row in rows
            if _text(row, "合计")
        )
        return Outcome("answered", answers, note=self._doubtful(support))

    def _doubtful(self, rows: Sequence[Row]) -> Note:
        """Whether the sums that articles tell for one pair contradict each other, or may be one payment told twice."""
        last = self.plan.links
        paid: dict[tuple[str, ...], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in rows:
            pair = tuple(_text(row, name) for name in sorted(row) if name[0] in f"答中{THINGS}")
            paid[pair][_text(row, f"时间{last}")].add(f"{_text(row, '问额')} {_text(row, '问币')}")
        if any(len(sums) > 1 for times in paid.values() for sums in times.values()):
            return "disputed"
        return "undated" if any("" in times and len(times) > 1 for times in paid.values()) else ""

    def best(self, rows: Sequence[Row], support: Sequence[Row]) -> Outcome:
        assert self.query.best
        by_answer = {answer.value: answer for answer in self._answers(support)}
        values = [(_text(row, "答"), _text(row, "值"), _text(row, "问币")) for row in rows]
        if not values:
            return Outcome("unknown")
        if self.query.best.by == "day":
            top = self._ends(support)
        else:
            firsts: dict[str, str] = {}
            for _, value, currency in values:
                firsts.setdefault(currency, value)
            top = [iri for iri, value, currency in values if firsts[currency] == value]
        answers = tuple(by_answer[iri] for iri in dict.fromkeys(top) if iri in by_answer)
        note: Note = "overlap" if self.query.best.by == "day" and len(answers) > 1 else "ranked"
        return Outcome("answered", answers, note=note, compared=len({iri for iri, _, _ in values}))

    def compared(self, rows: Sequence[Row], support: Sequence[Row]) -> Outcome:
        assert self.query.best
        if len({_text(row, "答") or _text(row, "甲") for row in rows}) < 2:
            return Outcome("unknown", note="missing")
        by_answer = {answer.value: answer for answer in self._answers(support, main="甲")}
        if self.query.best.by == "day":
            top = self._ends(support, main="甲")
        else:
            values = [(_text(row, "甲"), _text(row, "值")) for row in rows]
            top = [iri for iri, value in values if value == values[0][1]]
        if len(set(top)) != 1:
            return Outcome("unknown", note="overlap")
        ordered = [*top, *(iri for iri in by_answer if iri not in top)]
        evidence = tuple(one for iri in ordered for one in by_answer[iri].evidence)
        first = by_answer[top[0]]
        return Outcome("answered", (Answer("thing", first.value, first.label, evidence, entity=first.entity),))

    def _ends(self, rows: Sequence[Row], main: str = "答") -> list[str]:
        """Those which are first, or last, as far as their spans tell."""
        assert self.query.best
        spans = self._spans(rows, main)
        return _lasts(spans) if self.query.best.most else _firsts(spans)

    def _spans(self, rows: Sequence[Row], main: str) -> dict[str, tuple[date, date]]:
        """Of each thing the first and the last day on which all its claims together allow the date to be."""
        spans: dict[str, tuple[date, date]] = {}
        for row in rows:
            for name in row:
                first, last = bounds(_text(row, name)) if name[0] == "中" else (None, None)
                if first and last:
                    old = spans.get(_text(row, main), (first, last))
                    spans[_text(row, main)] = min(old[0], first), max(old[1], last)
        return spans

    def truth(self, rows: Sequence[Row], support: Sequence[Row]) -> Outcome:
        return (
            Outcome("answered", (Answer("truth", "true", "是", self._evidence(rows)),)) if rows else Outcome("unknown")
        )

    def times(self, rows: Sequence[Row], support: Sequence[Row]) -> Outcome:
        return Outcome("answered", tuple(self._grouped(rows, "问时", "value")))

    def amounts(self, rows: Sequence[Row], support: Sequence[Row]) -> Outcome:
        return Outcome("answered", tuple(self._grouped(rows, "问额", "money")))

    def sentences(self, rows: Sequence[Row], support: Sequence[Row]) -> Outcome:
        answers = []
        for row in rows:
            evidence = self._evidence([row])
            if evidence:
                answers.append(Answer("sentence", evidence[0].quote, evidence[0].quote, evidence[:1], of=self._of(row)))
        return Outcome("answered", tuple(dict.fromkeys(answers)))

    def claims(self, rows: Sequence[Row], support: Sequence[Row]) -> Outcome:
        grouped: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in rows:
            name = _NAMES.get(_text(row, "谓语1"))
            if name:
                turned = bool(_text(row, "反")) and not PREDICATES[name].symmetric
                relation = PREDICATES[name].inverse_zh if turned else PREDICATES[name].zh
                label = _text(row, "名称") or _text(row, "答")
                grouped[name, relation, _text(row, "答"), label, self._of(row)].append(row)
        answers = tuple(
            Answer(
                "thing" if self._local(value) else "value",
                value,
                label,
                self._evidence(found),
                entity=self._local(value),
                predicate=name,
                relation=relation,
                of=of,
            )
            for (name, relation, value, label, of), found in grouped.items()
        )
        return Outcome("answered", answers)

    def _answers(self, rows: Iterable[Row], main: str = "答") -> Iterable[Answer]:
        grouped: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in rows:
            if value := _text(row, main):
                grouped[value, self._of(row)].append(row)
        for (value, of), found in grouped.items():
            local = self._local(value)
            name = _NAMES.get(_text(found[0], f"谓语{self.plan.links}"))
            label = _text(found[0], "名称") or value
            yield Answer("thing" if local else "value", value, label, self._evidence(found), local, name, of=of)

    def _grouped(self, rows: Iterable[Row], column: str, sort: Sort) -> Iterable[Answer]:
        grouped: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for row in rows:
            grouped[_text(row, column), _text(row, "问币"), self._of(row)].append(row)
        for (value, currency, of), found in grouped.items():
            yield Answer(sort, value, value, self._evidence(found), of=of, currency=currency)

    def _evidence(self, rows: Iterable[Row]) -> tuple[Evidence, ...]:
        found: dict[Evidence, None] = {}
        for row in rows:
            for i in range(max(self.plan.links, 1), 0, -1):
                identifier = article_id(self.base, _text(row, f"报道{i}"))
                if identifier is None or not _text(row, f"原句{i}"):
                    continue
                amount = _text(row, f"金额{i}")
                found[
                    Evidence(
                        identifier,
                        _text(row, f"标题{i}"),
                        _day(row, f"发表{i}"),
                        int(_text(row, f"起{i}") or 0),
                        int(_text(row, f"止{i}") or 0),
                        _text(row, f"原句{i}"),
                        _NAMES.get(_text(row, f"谓语{i}")),
                        _text(row, f"时间{i}") or None,
                        int(amount) if amount else None,
                        _text(row, f"币种{i}") or None,
                    )
                ] = None
        return tuple(found)

    def _of(self, row: Row) -> str:
        """Which of the bearers of a name the row is about, where there are several."""
        return "、".join(labels[_text(row, name)] for name, labels in self.plan.choices if _text(row, name) in labels)

    def _local(self, value: str) -> str | None:
        return entity_local(self.base, value)


def _text(row: Row, name: str) -> str:
    term = row.get(name)
    return str(term["value"]) if term else ""


def _day(row: Row, name: str) -> date | None:
    value = _text(row, name)
    return date.fromisoformat(value[:10]) if value else None


def _firsts(spans: Mapping[str, tuple[date, date]]) -> list[str]:
    """Those that nothing else is surely before."""
    limit = min((last for _, last in spans.values()), default=date.max)
    return [iri for iri, (first, _) in spans.items() if first <= limit]


def _lasts(spans: Mapping[str, tuple[date, date]]) -> list[str]:
    limit = max((first for first, _ in spans.values()), default=date.min)
    return [iri for iri, (_, last) in spans.items() if last >= limit]
