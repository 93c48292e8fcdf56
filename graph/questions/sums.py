"""The grammar of questions for sums of money. `S` means a `Query`."""

from dataclasses import replace

from graph.questions.lattice import Token
from graph.questions.measures import rule
from graph.questions.parts import pick
from graph.questions.pattern import Link, Node, Noun, Period, Query, Verb, anything, asked_of, link
from graph.questions.phrases import dated, gained
from ontology.wordings import wording

GAIN = wording("investor", "gain")


@rule("M", "NP VB NP MONEY", "NP VB MONEY NP", "NP TO NP VB MONEY", "NP TO NP VB HOWMANY", "NP VB NP DE SUMS", "NP VB NP DE MONEY",
    "NP VB MONEY TO NP", "NP VB NP MONEY MONEY", "NP VB NP DE SUMS IS HOWMANY", "NP VB NP DE SUMS IS MONEY", "NP TO NP DE VB SUMS", "NP TO NP DE VB SUMS IS HOWMANY", "NP VB NP HOWMANY", "NP TO NP DE VB IS HOWMANY", "NP VB NP SUMS IS HOWMANY", "NP VB NP VB MONEY", "NP VB NP VB HOWMANY")  # fmt: skip
def _sum(agent: Noun, *parts: Verb | Noun | Token) -> Query | None:
    verb = pick(Verb, parts)
    other = pick(Noun, parts)
    return _money(link(agent, verb, other), verb)


@rule("M", "NP VB MONEY", "NP VB HOWMANY")
def _sum_of_all(agent: Noun, verb: Verb, word: Token) -> Query | None:
    return _money(link(agent, verb, anything(verb)), verb)


@rule("M", "NP GV HOWMANY G", "NP GV MONEY", "NP GV MONEY G", "NP GV MONEY DE G", "NP GV G MONEY", "NP GV DE G SUMS IS HOWMANY", "NP GV HOWMANY", "NP GV NP HOWMANY G", "NP GV NP MONEY", "NP GV NP DE G MONEY", "NP GV NP MONEY G", "NP GV NP MONEY DE G", "NP GV NP HOWMANY")  # fmt: skip
def _sum_gained(receiver: Noun, gain: Token, *parts: Noun | Token) -> Query | None:
    word = next((part for part in parts if isinstance(part, Token) and part.value is not None), None)
    verb = gained(gain, word or Token(gain.at, "投资", GAIN))
    giver = parts[0] if isinstance(parts[0], Noun) else anything(verb)
    return _money(link(receiver, verb, giver), verb)


@rule("S", "M", "TP M")
def _paid_then(*parts: Period | Query) -> Query | None:
    query = parts[-1]
    assert isinstance(query, Query)
    if len(parts) == 1:
        return query
    period = parts[0]
    assert isinstance(period, Period)
    return None if query.links[-1].verb.when else replace(query, links=dated(query.links, period))


def _money(made: tuple[Node, Node, tuple[Link, ...]] | None, verb: Verb) -> Query | None:
    if made is None or verb.ask or asked_of(made[2]) or verb.wording.predicates[0] not in ("investor", "acquirer"):
        return None
    links = (*made[2][:-1], replace(made[2][-1], verb=replace(made[2][-1].verb, ask="amount")))
    known = made[0].things and made[1].things
    return Query("amount" if known else "sum", made[0], links)
