"""A question that was understood, as SPARQL: always of terms and the words of this file, never of what somebody typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pyoxigraph import Literal, NamedNode

from graph import terms
from graph.questions.blocks import REPORT, ROWS, Blocks, block, literal_day, when
from graph.questions.pattern import Bound, Link, Node, Query, Thing, is_attribute, sides
from graph.questions.topic_queries import TopicQueries
from ontology.iris import PREFIXES, entity_iri
from ontology.predicates import CLASSES, ENTITY_TYPES, PREDICATES

_PROLOGUE = {
    name: f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("rdf", "rdfs", "rq", "schema", "skos", "oa", "xsd")
}


@dataclass(frozen=True, slots=True)
class Plan:
    """The query that answers, and the one whose rows tell the sentences behind it, where that is another; `links` of them are
    claims. `choices` are variables that stand for one of several things of a name: IRI → label."""

    sparql: str
    support: str | None
    links: int
    choices: tuple[tuple[str, Mapping[str, str]], ...] = ()


def plan(query: Query, *, base: str, today: date) -> Plan:
    """The queries for a question; `base` begins the IRIs, states that ended before `today` are no present ones."""
    builder = _Builder(query, base, today)
    return replace(builder.plan(), choices=builder.choices())


class _Builder(Blocks):
    def plan(self) -> Plan:
        want = self.query.want
        if body := TopicQueries(self.query, self.base, self.today).body():
            return Plan(_finished(body), None, 0)
        if not self.query.links:
            return self._class()
        rows = self._rows()
        if want == "count":
            sparql = f"SELECT (COUNT(DISTINCT {self.main()}) AS ?数)\nWHERE {{\n{self._core()}}}"
        elif want == "sum":
            sparql = self._sum()
        elif want in ("best", "compare"):
            sparql = self._ranked()
        else:
            return Plan(rows, None, len(self.query.links))
        return Plan(_finished(sparql), rows, len(self.query.links))

    def choices(self) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """The variables that stand for one of several things."""
        return tuple(
            (self.names[node.at][1:], {entity_iri(self.base, thing.local): _told(thing) for thing in node.things})
            for node in self.query.nodes()
            if len(node.things) > 1 and self.query.want != "compare"
        )

    def _rows(self) -> str:
        """Every answer with the claims behind it."""
        count = len(self.query.links)
        shown = [self.main(), "?名称", *(name for name in self.names.values() if name != self.main())]
        shown += ["?问时"] if any(link.verb.ask == "when" for link in self.query.links) else []
        shown += ["?问额 ?问币"] if any(link.verb.ask == "amount" for link in self.query.links) else []
        for i in range(count, 0, -1):
            shown += [
                f"?陈述{i} ?谓语{i} ?时间{i} ?金额{i} ?币种{i} ?原句{i} ?报道{i} ?标题{i} ?发表{i} ?起{i} ?止{i} ?置信度{i}"
            ]
        body = [self._core()]
        if "?名称" not in body[0]:
            body.append(f"  OPTIONAL {{ {self.main()} rdfs:label ?名称 }}\n")
        for i in range(1, count + 1):
            body.append(
                f"  OPTIONAL {{ ?陈述{i} rdf:predicate ?谓语{i} ; rq:quote ?原句{i} ; rq:article ?报道{i} ; rq:start ?起{i} ;"
                f" rq:end ?止{i} ; rq:confidence ?置信度{i} }}\n"
                f"  OPTIONAL {{ ?陈述{i} rq:when ?时间{i} }}\n"
                f"  OPTIONAL {{ ?陈述{i} rq:amount ?金额{i} ; rq:currency ?币种{i} }}\n" + REPORT.format(i=i)
            )
        select = f"SELECT DISTINCT {' '.join(shown)}\nWHERE {{\n{''.join(body)}}}\nORDER BY ?名称 {self.main()} ?发表{count}\nLIMIT {ROWS}"
        return _finished(select)

    def _core(self) -> str:
        """What has to hold."""
        lines = [*self.things()]
        for i, link in enumerate(self.query.links, 1):
            lines += self._link(i, link)
        lines += self._kinds()
        return block(lines)

    def _kinds(self) -> Iterator[str]:
        for node in self.query.nodes():
            if not node.open or node.values:
                continue
            name = self.names[node.at]
            beside = [link for link in self.query.links if node.at in (link.subject.at, link.object.at)]
            literal = any(link.object.at == node.at and is_attribute(link.verb.wording) for link in beside)
            if not literal and any(set(node.types) < _allowed(link, node) for link in beside):
                classes = " ".join(str(NamedNode(CLASSES[kind].iri)) for kind in node.types)
                yield f"VALUES ?类{name[1:]} {{ {classes} }} {name} a ?类{name[1:]} ."
            if node.part:
                label = "?名称" if name == self.main() else f"?名称{name[1:]}"
                yield f"{name} rdfs:label {label} . FILTER (REGEX({label}, {Literal(node.part)}))"

    def _link(self, i: int, link: Link) -> Iterator[str]:
        claim, verb = f"?陈述{i}", link.verb
        subject, obj = self.names[link.subject.at], self.names[link.object.at]
        wording = verb.wording
        names = " ".join(str(terms.RELATION[name]) for name in wording.predicates)
        if len(wording.predicates) == 1:
            head = f"{claim} rdf:predicate {names} ;"
        else:
            yield f"VALUES ?关系{i} {{ {names} }}"
            head = f"{claim} rdf:predicate ?关系{i} ;"
        straight = f"{head} rdf:subject {subject} ; rdf:object {obj} ."
        said = _fitting(claim, i, wording.said)
        if PREDICATES[wording.predicates[0]].symmetric and wording.turned != "":
            turned = f"{head} rdf:subject {obj} ; rdf:object {subject} .{_fitting(claim, i, wording.turned)}"
            yield f"{{ {straight}{said} }} UNION {{ {turned} }}"
        else:
            yield straight + said
        for node in (link.subject, link.object):
            if node.said:
                yield f"{claim} rq:quote ?说{i} . FILTER (REGEX(?说{i}, {Literal(node.said)}))"
        if link.fellow:
            yield f"?陈述{i - 1} rq:evidence ?同句 . {claim} rq:evidence ?同句 ."
        yield from self._present(i, link, subject, obj)
        if verb.when:
            yield from when(claim, i, verb.when, ended=wording.predicates == ("formerEmployer",))
        if verb.amount:
            yield from _bound(claim, i, verb.amount, obj)
        if verb.ask == "when":
            yield f"{claim} rq:when ?问时 ."
        elif verb.ask == "amount":
            yield f"{claim} rq:amount ?问额 ; rq:currency ?问币 ."

    def _present(self, i: int, link: Link, subject: str, obj: str) -> Iterator[str]:
        """What has ended is no present state, unless its time is asked for."""
        wording = link.verb.wording
        if wording.past or link.verb.when or link.verb.ask:
            return
        if wording.predicates == ("worksFor",):
            yield f"FILTER NOT EXISTS {{ {subject} {terms.RELATION['formerEmployer']} {obj} }}"
        if wording.predicates == ("worksFor",) or link.fellow:
            yield f"FILTER NOT EXISTS {{ ?陈述{i} rq:latest ?末{i} . FILTER (?末{i} < {literal_day(self.today)}) }}"

    def _sum(self) -> str:
        """Sums by currency; what several articles tell of one payment counts once."""
        link = self.query.links[-1]
        one, two = self.names[link.subject.at], self.names[link.object.at]
        inner = f"SELECT DISTINCT {one} {two} ?问额 ?问币 WHERE {{\n{self._core()}}}"
        return f"SELECT ?问币 (SUM(?问额) AS ?合计) (COUNT(*) AS ?笔数)\nWHERE {{\n{{ {inner} }}\n}}\nGROUP BY ?问币 ORDER BY ?问币"

    def _ranked(self) -> str:
        query, best = self.query, self.query.best
        assert best
        link, i = query.links[-1], len(query.links)
        main = self.main()
        other = link.object if link.subject.at == query.node.at else link.subject
        value, further = {
            "count": (f"COUNT(DISTINCT {self.names[other.at]})", ""),
            "amount": ("MAX(?问额)", f"  ?陈述{i} rq:amount ?问额 ; rq:currency ?问币 .\n"),
            "number": (f"MAX({self.names[link.object.at]})", ""),
            "day": ("MIN(?问日)", f"  ?陈述{i} rq:earliest ?问日 .\n"),
        }[best.by]
        group = " ?问币" if best.by == "amount" else ""
        order = f"DESC(?值) {main}" if best.most else f"?值 {main}"
        return (
            f"SELECT {main}{group} (SAMPLE(?名) AS ?名称) ({value} AS ?值)\nWHERE {{\n{self._core()}{further}"
            f"  {main} rdfs:label ?名 .\n}}\nGROUP BY {main}{group}\nORDER BY {order}\nLIMIT {ROWS}"
        )

    def _class(self) -> Plan:
        """All things of a kind that articles speak of."""
        node = self.query.node
        classes = " ".join(str(NamedNode(CLASSES[kind].iri)) for kind in node.types)
        part = f" FILTER (REGEX(?名称, {Literal(node.part)}))" if node.part else ""
        body = f"WHERE {{\n  VALUES ?类 {{ {classes} }}\n  ?答 a ?类 ; rdfs:label ?名称 .{part}\n}}"
        if self.query.want == "count":
            return Plan(_finished(f"SELECT (COUNT(DISTINCT ?答) AS ?数)\n{body}"), None, 0)
        return Plan(_finished(f"SELECT DISTINCT ?答 ?名称\n{body}\nORDER BY ?名称\nLIMIT {ROWS}"), None, 0)


def _fitting(claim: str, i: int, pattern: str | None) -> str:
    """That the sentence of a claim fits a pattern, where there is one."""
    return f" {claim} rq:quote ?句{i} . FILTER (REGEX(?句{i}, {Literal(pattern)}))" if pattern else ""


def _bound(claim: str, i: int, bound: Bound, number: str) -> Iterator[str]:
    if bound.unit:
        yield f"{claim} rq:amount ?额{i} ; rq:currency {Literal(bound.unit)} . FILTER (?额{i} {bound.sign} {bound.number})"
    else:
        yield f"FILTER ({number} {bound.sign} {bound.number})"


def _allowed(link: Link, node: Node) -> set[str]:
    subjects, objects = sides(link.verb.wording)
    return set((subjects if link.subject.at == node.at else objects) or ENTITY_TYPES)


def _finished(body: str) -> str:
    """With the prefixes that it uses."""
    return "".join(line for name, line in _PROLOGUE.items() if f"{name}:" in body) + "\n" + body + "\n"


def _told(thing: Thing) -> str:
    return thing.label if thing.local == thing.label else f"{thing.label}（{thing.local}）"
