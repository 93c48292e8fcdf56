"""The grammar of clauses: what is said of a thing, before 的 (`RC`, a `Gap`) or as a sentence of its own (`CL`, a `Clause`)."""

from dataclasses import dataclass, replace

from graph.questions.lattice import Token
from graph.questions.measures import rule
from graph.questions.parts import pick
from graph.questions.pattern import Bound, Link, Node, Noun, Period, Verb, anything, link
from graph.questions.phrases import PLACE_OF_WORK, STAFF, Gap, asked_when, dated, ever_worked, gained, timed
from ontology.wordings import wording

LOCATION = wording("location", "verb")


@dataclass(frozen=True, slots=True)
class Clause:
    """What is said, the main link last; `first` is what it is said of."""

    first: Node
    links: tuple[Link, ...]


# What stands before 的


def _gap(verb: Verb, *, gap_is_agent: bool, other: Noun) -> Gap | None:
    hole = Noun(Node(-verb.at - 1))
    made = link(hole, verb, other) if gap_is_agent else link(other, verb, hole)
    if made is None or verb.ask:
        return None
    node = made[0] if gap_is_agent else made[1]
    return Gap(node.at, node, made[2])


@rule("RC", "NP PB")
def _studied(place: Noun, verb: Verb) -> Gap | None:
    """清华大学毕业的."""
    known = verb.wording.predicates == ("alumniOf",) and place.node.things
    return _gap(verb, gap_is_agent=True, other=place) if known else None


@rule("RC", "VB NP", "PB AT NP", "AT NP PB")
def _doing(*parts: Verb | Noun | Token) -> Gap | None:
    verb = pick(Verb, parts)
    other = pick(Noun, parts)
    return _gap(verb, gap_is_agent=True, other=other)


@rule("RC", "VB E AND E", "TOGETHER VB E AND E")
def _doing_both(*parts: Verb | Node | Token) -> Gap | None:
    """投资过甲和乙的: both."""
    verb = pick(Verb, parts)
    one, other = (Noun(part) for part in parts if isinstance(part, Node))
    gap = _gap(verb, gap_is_agent=True, other=one)
    made = link(Noun(gap.node, gap.links), verb, other) if gap and one.node.at != other.node.at else None
    return Gap(made[0].at, made[0], made[2]) if made else None


@rule("RC", "VB NP OVERSUM")
def _paying(verb: Verb, other: Noun, bound: Bound) -> Gap | None:
    paid = over(verb, bound)
    return _gap(paid, gap_is_agent=True, other=other) if paid else None


@rule("RC", "VB OVERSUM")
def _paying_somebody(verb: Verb, bound: Bound) -> Gap | None:
    paid = over(verb, bound)
    return _gap(paid, gap_is_agent=True, other=anything(verb)) if paid else None


@rule("RC", "GV OVERSUM G", "GV OVERSUM DE G")
def _paid(gain: Token, bound: Bound, *parts: Token) -> Gap | None:
    paid = over(gained(gain, parts[-1]), bound)
    return _gap(paid, gap_is_agent=True, other=anything(paid)) if paid else None


def over(verb: Verb, bound: Bound) -> Verb | None:
    """The verb of a payment, with a bound for its sum; a bare 1亿 is yuan."""
    if verb.wording.predicates[0] not in ("investor", "acquirer") or verb.ask or verb.amount:
        return None
    if not bound.unit and bound.number < 10_000:
        return None
    return replace(verb, amount=replace(bound, unit=bound.unit or "CNY"))


@rule("RC", "AT NP")
def _lying(at: Token, place: Noun) -> Gap | None:
    return _gap(Verb(LOCATION, "位于", at.at), gap_is_agent=True, other=place) if at.words == "在" else None


@rule("RC", "NP VB", "BY NP VB")
def _done_by(*parts: Noun | Verb | Token) -> Gap | None:
    agent, verb = parts[-2:]
    assert isinstance(agent, Noun)
    assert isinstance(verb, Verb)
    return _gap(verb, gap_is_agent=False, other=agent)


@rule("RC", "GV NP G", "GV NP DE G")
def _gaining(gain: Token, giver: Noun, *parts: Token) -> Gap | None:
    return _gap(gained(gain, parts[-1]), gap_is_agent=True, other=giver)


@rule("RC", "AND NP WB")
def _with(word: Token, other: Noun, verb: Verb) -> Gap | None:
    return _gap(verb, gap_is_agent=True, other=other)


@rule("RC", "DB")
def _dated_thing(verb: Verb) -> Gap | None:
    return _gap(verb, gap_is_agent=True, other=anything(verb)) if verb.when else None


@rule("RC", "PB")
def _placed(verb: Verb) -> Gap | None:
    listed = verb.wording.predicates == ("listedOn",)
    return _gap(verb, gap_is_agent=True, other=anything(verb)) if listed and not verb.ask else None


@rule("RC", "C OVERSUM")
def _staffed(word: Token, bound: Bound) -> Gap | None:
    verb = Verb(replace(STAFF, side="subject"), word.words, word.at, amount=bound)
    return _gap(verb, gap_is_agent=True, other=Noun(Node(word.at + 1))) if not bound.unit else None


@rule("RC", "TP RC")
def _then_said(period: Period, gap: Gap) -> Gap | None:
    last = gap.links[-1].verb
    return None if last.when or last.ask else replace(gap, links=dated(gap.links, period))


# Clauses


@rule("CL", "NP VB NP")
def _does(agent: Noun, verb: Verb, other: Noun) -> Clause | None:
    return _clause(link(agent, verb, other))


@rule("CL", "NP VB E AND E", "NP TOGETHER VB E AND E")
def _does_to_both(agent: Noun, *parts: Verb | Node | Token) -> Clause | None:
    verb = pick(Verb, parts)
    one, other = (Noun(part) for part in parts if isinstance(part, Node))
    first = link(agent, verb, one)
    return _clause(link(Noun(first[0], first[2]), verb, other)) if first and one.node.at != other.node.at else None


@rule("CL", "E AND E TOGETHER VB NP")
def _both_do(one: Node, word: Token, other: Node, together: Token, verb: Verb, what: Noun) -> Clause | None:
    first = link(Noun(one), verb, what)
    made = link(Noun(other), verb, Noun(first[1], first[2])) if first and one.at != other.at else None
    return Clause(made[1], made[2]) if made else None


@rule("CL", "NP VB NP OVERSUM", "NP VB OVERSUM")
def _pays(agent: Noun, verb: Verb, *parts: Noun | Bound) -> Clause | None:
    bound = parts[-1]
    other = parts[0] if isinstance(parts[0], Noun) else anything(verb)
    assert isinstance(bound, Bound)
    paid = over(verb, bound)
    return _clause(link(agent, paid, other)) if paid else None


@rule("CL", "NP GV OVERSUM G", "NP GV OVERSUM DE G")
def _is_paid(receiver: Noun, gain: Token, bound: Bound, *parts: Token) -> Clause | None:
    paid = over(gained(gain, parts[-1]), bound)
    return _clause(link(receiver, paid, anything(paid))) if paid else None


@rule("CL", "NP EVER AT NP")
def _once_was_at(person: Noun, ever: Token, at: Token, place: Noun) -> Clause | None:
    """王某之前在哪家公司."""
    if at.words != "在" or not person.node.things or set(place.node.types) != {"ORG"}:
        return None
    return _clause(link(person, Verb(ever_worked(PLACE_OF_WORK), "工作过", at.at), place))


@rule("CL", "NP BY NP VB", "NP IS NP VB DE", "NP HAVE NP VB", "NP IS NP VB", "NP BY NP VB DE")
def _is_done(other: Noun, by: Token, agent: Noun, verb: Verb, *of: Token) -> Clause | None:
    made = link(agent, verb, other)
    return Clause(made[1], made[2]) if made else None


@rule("CL", "NP AT NP PB", "NP PB AT NP", "NP PB NP", "NP IS AT NP PB DE", "NP IS AT NP PB")
def _does_at(agent: Noun, *parts: Verb | Noun | Token) -> Clause | None:
    verb = pick(Verb, parts)
    place = pick(Noun, parts)
    return _clause(link(agent, verb, place))


@rule("CL", "NP EVER AT NP PB", "NP EVER AT NP PB DE")
def _once_did_at(agent: Noun, ever: Token, at: Token, place: Noun, verb: Verb, *of: Token) -> Clause | None:
    if verb.wording.predicates != ("worksFor",):
        return None
    return _clause(link(agent, replace(verb, wording=ever_worked(verb.wording)), place))


@rule("CL", "NP TP AT NP PB", "NP WHEN AT NP PB")
def _does_at_then(agent: Noun, when: Period | Token, at: Token, place: Noun, verb: Verb) -> Clause | None:
    then = timed(when, verb) if isinstance(when, Period) else asked_when(verb)
    return _clause(link(agent, then, place)) if then else None


@rule("CL", "NP PB", "NP IS PB DE")
def _does_somewhere(agent: Noun, *parts: Verb | Token) -> Clause | None:
    verb = pick(Verb, parts)
    return _clause(link(agent, verb, anything(verb))) if verb.wording.predicates == ("listedOn",) else None


@rule("CL", "NP AT NP")
def _lies(thing: Noun, at: Token, place: Noun) -> Clause | None:
    if thing.links and thing.links[-1].verb.wording.predicates[0] in ("location", "birthPlace"):
        return None  # 总部在哪里 asks for the 总部
    return _clause(link(thing, Verb(LOCATION, "位于", at.at), place)) if at.words == "在" else None


@rule("CL", "NP AND NP WB")
def _does_with(one: Noun, word: Token, other: Noun, verb: Verb) -> Clause | None:
    return _clause(link(one, verb, other))


@rule("CL", "NP GV NP G", "NP GV NP DE G")
def _gains(receiver: Noun, gain: Token, giver: Noun, *parts: Token) -> Clause | None:
    return _clause(link(receiver, gained(gain, parts[-1]), giver))


@rule("CL", "NP GV G")
def _gains_something(receiver: Noun, gain: Token, word: Token) -> Clause | None:
    verb = gained(gain, word)
    return _clause(link(receiver, verb, anything(verb)))


@rule("CL", "NP DB", "NP IS DB DE", "NP IS DB")
def _is_dated(thing: Noun, *parts: Verb | Token) -> Clause | None:
    verb = pick(Verb, parts)
    return _clause(link(thing, replace(verb, ask=""), anything(verb, "list" if verb.ask else "")))


@rule("CL", "NP DB TP", "NP DB TP DE")
def _is_dated_then(thing: Noun, verb: Verb, period: Period, *of: Token) -> Clause | None:
    then = timed(period, verb)
    return _clause(link(thing, then, anything(verb))) if then else None


@rule("RC", "DB TP")
def _dated_then(verb: Verb, period: Period) -> Gap | None:
    then = timed(period, verb)
    return _gap(then, gap_is_agent=True, other=anything(verb)) if then else None


@rule("CL", "NP TO NP VB", "NP TO NP VB BUCKS")
def _does_for(agent: Noun, to: Token, other: Noun, verb: Verb, *bucks: Token) -> Clause | None:
    paid = verb.wording.predicates == ("investor",) and to.words in ("给", "向", "对", "为")
    return _clause(link(agent, verb, other)) if paid else None


@rule("RC", "TO NP VB", "TO NP VB BUCKS")
def _doing_for(to: Token, other: Noun, verb: Verb, *bucks: Token) -> Gap | None:
    paid = verb.wording.predicates == ("investor",) and to.words in ("给", "向", "对", "为")
    return _gap(verb, gap_is_agent=True, other=other) if paid else None


@rule("CL", "DB NP")
def _came_to_be(verb: Verb, thing: Noun) -> Clause | None:
    """2016年成立了哪些公司."""
    told = verb.when and thing.node.asked and not thing.links
    return _clause(link(thing, verb, anything(verb))) if told else None


@rule("CL", "NP DB AT WHEN", "NP DB WHEN")
def _is_dated_when(thing: Noun, verb: Verb, *parts: Token) -> Clause | None:
    return _clause(link(thing, verb, anything(verb, "list"))) if not verb.when else None


@rule("CL", "TP CL")
def _then_clause(period: Period, clause: Clause) -> Clause | None:
    last = clause.links[-1].verb
    return None if last.when or last.ask else replace(clause, links=dated(clause.links, period))


def _clause(made: tuple[Node, Node, tuple[Link, ...]] | None) -> Clause | None:
    return Clause(made[0], made[2]) if made else None
