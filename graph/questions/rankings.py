"""The grammar of superlatives and comparisons: most, first, earlier, more. `S` means a `Query`."""

from dataclasses import replace

from graph.questions.lattice import Token
from graph.questions.measures import rule
from graph.questions.parts import has, meant, pick
from graph.questions.pattern import Best, By, Node, Noun, Query, Verb, anything, asked_of, link, put
from graph.questions.phrases import STAFF, of_subject, related


def _ranked(noun: Noun, by: By, most: bool) -> Query | None:
    if any(node.at != noun.node.at for node in asked_of(noun.links)) or not noun.node.open:
        return None
    node = replace(noun.node, asked="")
    return Query("best", node, put(noun.links, node), best=Best(by, most))


def _staffed(noun: Noun, word: Token) -> Noun | None:
    made = link(noun, of_subject(Verb(STAFF, word.words, word.at)), Noun(Node(word.at)))
    return Noun(made[0], made[2]) if made else None


def _dated(noun: Noun, verb: Verb) -> Noun | None:
    made = link(noun, verb, anything(verb)) if not verb.ask else None
    return Noun(made[0], made[2]) if made else None


@rule("S", "C MOST DE KN", "C MOST DE KN IS NP", "C LEAST DE KN", "C LEAST DE KN IS NP", "NP C MOST", "NP C LEAST", "NP DE C MOST", "NP DE C LEAST")  # fmt: skip
def _most_staff(*parts: Noun | Token) -> Query | None:
    nouns = [part for part in parts if isinstance(part, Noun)]
    if nouns[0].node.asked != "list" and parts[0] is nouns[0]:
        return None
    if len(nouns) > 1 and (nouns[1].node.asked != "list" or nouns[1].links):
        return None
    noun = _staffed(nouns[0], meant(parts))
    return _ranked(noun, "number", has("MOST", parts)) if noun else None


@rule("S", "DB EARLIEST DE KN", "DB EARLIEST DE KN IS NP", "EARLIEST DB DE KN", "EARLIEST DB DE KN IS NP", "DB LATEST DE KN", "DB LATEST DE KN IS NP", "LATEST DB DE KN", "LATEST DB DE KN IS NP", "NP DB EARLIEST", "NP DB LATEST", "NP EARLIEST DB", "NP LATEST DB", "NP IS EARLIEST DB DE", "NP IS LATEST DB DE", "NP DB DE EARLIEST", "NP DB DE LATEST")  # fmt: skip
def _first(*parts: Noun | Token | Verb) -> Query | None:
    nouns = [part for part in parts if isinstance(part, Noun)]
    if nouns[0].node.asked != "list" and parts[0] is nouns[0] and not nouns[0].links:
        return None
    if len(nouns) > 1 and (nouns[1].node.asked != "list" or nouns[1].links):
        return None
    verb = pick(Verb, parts)
    noun = _dated(nouns[0], verb)
    return _ranked(noun, "day", has("LATEST", parts)) if noun else None


@rule("S", "NP VB DE KN MOST", "NP VB KN MOST", "VB KN MOST DE KN", "VB KN MOST DE KN IS NP", "VB KN MOST DE IS NP")
def _most_deeds(*parts: Noun | Token | Verb) -> Query | None:
    nouns = [part for part in parts if isinstance(part, Noun)]
    verb = pick(Verb, parts)
    if any(isinstance(part, Token) and part.words in ("最大", "最高") for part in parts):
        return None
    if isinstance(parts[0], Noun):
        agent, other = nouns[0], nouns[1]
        if agent.node.asked != "list":
            return None
    else:
        other, agent = nouns[0], nouns[1]
        if agent.node.asked and len(nouns) > 2:
            return None
        if len(nouns) > 2 and (nouns[2].node.asked != "list" or nouns[2].links):
            return None
    made = link(agent, verb, other)
    return _ranked(Noun(made[0], made[2]), "count", True) if made and not verb.ask else None


@rule("S", "NP DE MOST DE N IS NP", "NP DE MOST N IS NP", "NP MOST DE N IS NP", "NP DE MOST N", "NP MOST DE N", "WHO IS NP DE MOST N", "WHO IS NP MOST DE N", "NP DE MOST DE N", "NP MOST N IS NP")  # fmt: skip
def _greatest(*parts: Noun | Token) -> Query | None:
    nouns = [part for part in parts if isinstance(part, Noun)]
    word = meant(parts)
    if word.value.predicates != ("investor",) or nouns[0].node.asked:
        return None
    if len(nouns) > 1 and (nouns[1].node.asked != "list" or nouns[1].links):
        return None
    noun = related(nouns[0], word)
    return _ranked(noun, "amount", True) if noun else None


@rule("S", "NP TO NP VB SUMS MOST", "NP VB NP SUMS MOST", "NP VB NP DE SUMS MOST", "NP TO NP DE VB SUMS MOST", "NP TO NP VB MOST", "NP TO NP DE VB MOST", "NP VB NP MOST")  # fmt: skip
def _gave_most(agent: Noun, *parts: Noun | Token | Verb) -> Query | None:
    verb = pick(Verb, parts)
    other = pick(Noun, parts)
    if verb.wording.predicates != ("investor",) or agent.node.asked != "list" or not other.node.things or verb.ask:
        return None
    made = link(agent, verb, other)
    return _ranked(Noun(made[0], made[2]), "amount", True) if made else None


_PAIR = "E AND E", "E AND E NP", "E OR E", "E AND E BETWEEN NP"


def _pair_rules(tail: str) -> list[str]:
    return [f"{pair} {tail}" for pair in _PAIR]


@rule("S", *_pair_rules("DB EARLY"), *_pair_rules("EARLY DB"), *_pair_rules("DB LATE"), *_pair_rules("LATE DB"), *_pair_rules("DB DE EARLY"), *_pair_rules("DB DE LATE"), "NP DB EARLY E OR E", "E THAN E DB EARLY YES", "E THAN E EARLY DB YES", "E THAN E DB LATE YES", "E THAN E LATE DB YES", "NP EARLY DB E OR E")  # fmt: skip
def _compared_days(*parts: Noun | Node | Token | Verb) -> Query | None:
    verb = pick(Verb, parts)
    pair = _pair(parts)
    noun = _dated(Noun(pair), verb) if pair and not verb.when else None
    return Query("compare", noun.node, noun.links, best=Best("day", has("LATE", parts))) if noun else None


@rule("S", *_pair_rules("C MORE"), *_pair_rules("DE C MORE"), *_pair_rules("C LESS"), *_pair_rules("DE C LESS"), "E THAN E C MORE YES", "E THAN E DE C MORE YES", "E THAN E C LESS YES", "E THAN E DE C LESS YES", "E DE C THAN E MORE YES", "E C THAN E MORE YES")  # fmt: skip
def _compared_staff(*parts: Noun | Node | Token) -> Query | None:
    pair = _pair(parts)
    noun = _staffed(Noun(pair), meant(parts)) if pair else None
    return Query("compare", noun.node, noun.links, best=Best("number", has("MORE", parts))) if noun else None


def _pair(parts: tuple[object, ...]) -> Node | None:
    """The two things that are compared as one node: each name has to stand for one."""
    nodes = [part for part in parts if isinstance(part, Node)]
    asked = [part for part in parts if isinstance(part, Noun)]
    if any(noun.node.asked != "list" or noun.links for noun in asked):
        return None
    if len(nodes) != 2 or any(len(node.things) != 1 for node in nodes) or nodes[0].things == nodes[1].things:
        return None
    things = (*nodes[0].things, *nodes[1].things)
    return replace(nodes[0], things=things, types=tuple(dict.fromkeys(thing.type for thing in things)))


@rule("S", "E AND E NP VB NP MORE", "E AND E NP TO NP VB MORE", "E AND E NP VB NP LESS")
def _compared_sums(*parts: Noun | Node | Token | Verb) -> Query | None:
    """甲和乙谁投资丙更多."""
    nouns = [part for part in parts if isinstance(part, Noun)]
    verb = pick(Verb, parts)
    pair = _pair(tuple(part for part in parts if part is not nouns[1]))
    if pair is None or verb.wording.predicates != ("investor",) or verb.ask or not nouns[1].node.things:
        return None
    made = link(Noun(pair), verb, nouns[1])
    return Query("compare", made[0], made[2], best=Best("amount", has("MORE", parts))) if made else None
