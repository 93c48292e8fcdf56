"""The grammar of whole questions: what is wanted, made of the phrases of `grammar`. `S` means a `Query`."""

from dataclasses import replace

from graph.questions.grammar import FOUNDED, STAFF, Clause, Gap, as_one, gained, related, replace_side, rule
from graph.questions.lattice import Token
from graph.questions.pattern import Best, Bound, Link, Node, Noun, Period, Query, Verb, link, moved, put

__all__ = ["rule"]


# What is asked for by name


@rule("S", "RN", "RN HAVE WHICH", "RN HAVE WHO", "RN AT WHERE", "RN HAVE", "RN IS", "RN IS WHEN")
def _named(noun: Noun, *parts: Token) -> Query | None:
    last = noun.links[-1] if noun.links else None
    if last is None or _asks(noun.links) or noun.node.asked:
        return None
    asked = parts[-1].words if parts else ""
    literal = not last.verb.wording.form == "noun" or not _is_date(last)
    if parts and len(parts) == 2 and literal and asked in _TIMES:
        return None
    node = noun.node
    if asked == "谁" or "人" in asked:
        narrowed = node.narrowed(("PER", "ORG") if asked == "谁" else ("PER",))
        if narrowed is None:
            return None
        node = narrowed
    if parts and parts[0].words == "在" and "location" not in last.verb.wording.predicates:
        return None
    return Query("list", node, put(noun.links, node))


_TIMES = ("什么时候", "何时", "哪年", "哪一年", "哪天", "哪一天", "什么时间", "何年")


def _is_date(last: Link) -> bool:
    return last.verb.wording.predicates[0] in ("foundingDate", "dissolutionDate", "birthDate", "deathDate")


@rule("S", "RN HAVE HOWMANY", "RN HAVE HOWMANY KN", "HAVE HOWMANY RN")
def _counted(*parts: Noun | Token) -> Query | None:
    noun = next((part for part in parts if isinstance(part, Noun) and part.links), None)
    kind = next((part for part in parts if isinstance(part, Noun) and not part.links), None)
    if noun is None or noun.node.asked or not noun.node.open or _asks(noun.links):
        return None
    if kind:
        noun = as_one(noun, kind.node)
    return Query("count", noun.node, noun.links) if noun else None


@rule("S", "NP HAVE WHICH N", "NP HAVE HOWMANY N", "NP HAVE WHICH N KN")
def _of_which(owner: Noun, have: Token, asked: Token, word: Token, *kind: Noun) -> Query | None:
    counting = asked.words.startswith(("多少", "几"))
    noun = related(owner, word)
    if noun is None or _asks(owner.links) or owner.node.asked:
        return None
    if counting and word.words in STAFF.words:
        return None  # 有多少员工 asks for the figure that articles tell
    return Query("count" if counting else "list", noun.node, noun.links)


@rule("S", "NP U HAVE WHICH KN", "NP U HAVE HOWMANY KN")
def _below_which(owner: Noun, word: Token, have: Token, asked: Token, kind: Noun) -> Query | None:
    noun = related(owner, word)
    noun = as_one(noun, kind.node) if noun and not owner.node.asked and not _asks(owner.links) else None
    counting = asked.words.startswith(("多少", "几"))
    return Query("count" if counting else "list", noun.node, noun.links) if noun else None


@rule("S", "NP HAVE HOWMANY C", "NP DE C IS HOWMANY", "NP C IS HOWMANY", "NP DE C HAVE HOWMANY", "NP C HAVE HOWMANY", "NP DE C", "NP C", "NP DE C IS", "NP C HOWMANY", "NP DE C HOWMANY")  # fmt: skip
def _staff(owner: Noun, *parts: Token) -> Query | None:
    word = next(part for part in parts if part.value is not None)
    if len(parts) < 3 and not word.words.endswith(("数", "总数", "数量", "规模", "人数")) and len(parts) != 2:
        return None
    if owner.node.asked or _asks(owner.links):
        return None
    if not any(part.words.startswith(("多少", "几")) for part in parts) and word.words in ("员工", "雇员", "职工"):
        return None
    made = link(owner, replace_side(Verb(STAFF, word.words, word.at)), Noun(Node(word.at)))
    return Query("list", made[1], made[2]) if made else None


@rule("S", "NP HAVE WHICH")
def _nothing_named(noun: Noun, *parts: Token) -> None:
    return None


# Equations: who is what


@rule("S", "NP IS NP")
def _equal(one: Noun, word: Token, other: Noun) -> Query | None:
    for asked, told in ((one, other), (other, one)):
        if asked.node.asked == "list" and not asked.links and told.links and not told.node.asked and not _asks(told.links):
            if not told.node.open:
                continue
            if asked.node.words in ("哪", "哪里", "哪儿") and "location" not in told.links[-1].verb.wording.predicates:
                continue
            node = told.node.joined(replace(asked.node, at=told.node.at))
            return Query("list", node, put(told.links, node)) if node else None
    return None


@rule("S", "NP IS NP YES", "NP YES NP", "NP YES IS NP", "YES NP IS NP")
def _equal_truth(*parts: Noun | Token) -> Query | None:
    one, other = (part for part in parts if isinstance(part, Noun))
    for known, told in ((one, other), (other, one)):
        if known.node.things and not known.links and told.links and told.node.open and not _asks(told.links):
            node = told.node.joined(replace(known.node, at=told.node.at))
            return Query("truth", node, put(told.links, node)) if node else None
    return None


# Clauses


@rule("S", "CL", "CL DE")
def _clause(clause: Clause, *of: Token) -> Query | None:
    last = clause.links[-1]
    asked = _asks(clause.links)
    if last.verb.ask == "when":
        if _literal(last):
            return Query("list", last.object, clause.links) if asked == [last.object] else None
        return Query("when", clause.first, clause.links) if not asked else None
    if len(asked) != 1:
        return None
    (node,) = asked
    return Query("count" if node.asked == "count" else "list", node, clause.links)


@rule("S", "CL YES", "CL DE YES", "YES CL")
def _truth(*parts: Clause | Token) -> Query | None:
    clause = next(part for part in parts if isinstance(part, Clause))
    if _asks(clause.links) or clause.links[-1].verb.ask or not clause.first.things:
        return None
    return Query("truth", clause.first, clause.links)


@rule("S", "NP YES VB NP")
def _whether(agent: Noun, word: Token, verb: Verb, other: Noun) -> Query | None:
    made = link(agent, verb, other)
    if made is None or _asks(made[2]) or verb.ask or not made[0].things:
        return None
    return Query("truth", made[0], made[2])


@rule("S", "RC DE IS NP", "RC IS NP")
def _headless(gap: Gap, *parts: Token | Noun) -> Query | None:
    noun = parts[-1]
    assert isinstance(noun, Noun)
    if noun.node.asked != "list" or noun.links or len(_asks(gap.links)) > 0:
        return None
    node = gap.node.joined(replace(noun.node, at=gap.at))
    return Query("list", node, put(gap.links, node)) if node else None


@rule("S", "NP DB DE TIME", "NP DB DE TIME IS WHEN", "NP DB DE TIME IS WHICH")
def _time_of(thing: Noun, verb: Verb, *parts: Token) -> Query | None:
    made = link(thing, verb, Noun(Node(verb.at + 1001)))
    if made is None or verb.when or _asks(made[2]):
        return None
    return Query("list", made[1], made[2])


@rule("S", "NP VB NP DE TIME", "NP VB NP DE TIME IS WHEN", "NP VB NP DE TIME IS WHICH", "NP VB NP IS WHEN", "NP VB NP AT WHEN")
def _time_of_deed(agent: Noun, verb: Verb, other: Noun, *parts: Token) -> Query | None:
    made = link(agent, replace(verb, ask="when"), other)
    if made is None or verb.when or verb.ask or _asks(made[2]):
        return None
    return Query("when", made[0], made[2])


# Sums of money


@rule("S", "NP VB NP MONEY", "NP VB MONEY NP", "NP TO NP VB MONEY", "NP TO NP VB HOWMANY", "NP VB NP DE SUMS", "NP VB NP DE SUMS IS HOWMANY", "NP VB NP DE SUMS IS MONEY", "NP TO NP DE VB SUMS", "NP TO NP DE VB SUMS IS HOWMANY", "NP VB NP HOWMANY", "NP TO NP DE VB IS HOWMANY", "NP VB NP SUMS IS HOWMANY", "NP VB NP VB MONEY", "NP VB NP VB HOWMANY")  # fmt: skip
def _sum(agent: Noun, *parts: Verb | Noun | Token) -> Query | None:
    verb = next(part for part in parts if isinstance(part, Verb))
    other = next(part for part in parts if isinstance(part, Noun))
    return _money(link(agent, verb, other), verb)


@rule("S", "NP VB MONEY", "NP VB HOWMANY")
def _sum_of_all(agent: Noun, verb: Verb, word: Token) -> Query | None:
    return _money(link(agent, verb, Noun(Node(verb.at + 1001))), verb)


@rule("S", "NP GV HOWMANY G", "NP GV MONEY", "NP GV MONEY G", "NP GV MONEY DE G", "NP GV G MONEY", "NP GV DE G SUMS IS HOWMANY", "NP GV HOWMANY")  # fmt: skip
def _sum_gained(receiver: Noun, gain: Token, *parts: Token) -> Query | None:
    word = next((part for part in parts if part.value is not None), None)
    verb = gained(gain, word) if word else replace(gain.value, wording=GAIN, words="投资")
    return _money(link(receiver, verb, Noun(Node(verb.at + 1001))), verb)


@rule("S", "NP GV NP HOWMANY G", "NP GV NP MONEY", "NP GV NP DE G MONEY", "NP GV NP MONEY G", "NP GV NP MONEY DE G", "NP GV NP HOWMANY")  # fmt: skip
def _sum_gained_from(receiver: Noun, gain: Token, giver: Noun, *parts: Token) -> Query | None:
    word = next((part for part in parts if part.value is not None), None)
    verb = gained(gain, word) if word else replace(gain.value, wording=GAIN, words="投资")
    return _money(link(receiver, verb, giver), verb)


GAIN = next(one for one in __import__("ontology.wordings", fromlist=["WORDINGS"]).WORDINGS if one.form == "gain")


def _money(made: tuple[Node, Node, tuple[Link, ...]] | None, verb: Verb) -> Query | None:
    if made is None or verb.ask or _asks(made[2]) or verb.wording.predicates[0] not in ("investor", "acquirer"):
        return None
    links = (*made[2][:-1], replace(made[2][-1], verb=replace(made[2][-1].verb, ask="amount")))
    known = made[0].things and made[1].things
    return Query("amount" if known else "sum", made[0], links)


# Lists by class


@rule("S", "HAVE WHICH KN", "ALL HAVE WHICH KN", "HAVE HOWMANY KN", "ALL HAVE HOWMANY KN", "ALL MENTION WHICH KN", "MENTION WHICH KN")  # fmt: skip
def _all_of(*parts: Token | Noun) -> Query | None:
    noun, asked = parts[-1], parts[-2]
    assert isinstance(noun, Noun)
    assert isinstance(asked, Token)
    if noun.node.said:
        return None
    return Query("count" if asked.words.startswith(("多少", "几")) else "list", noun.node)


# What happened, what was said, what is known


@rule("S", "TP HAPPEN EVENTS", "TP HAVE EVENTS", "TP DURING HAPPEN EVENTS", "HAPPEN TP EVENTS")
def _happened(*parts: Period | Token) -> Query | None:
    period = next(part for part in parts if isinstance(part, Period))
    return Query("happened", Node(0), when=period)


@rule("S", "TP NP HAPPEN EVENTS", "NP TP HAPPEN EVENTS", "TP NP HAVE EVENTS", "NP TP DOING", "TP NP DOING", "NP TP HAVE EVENTS")  # fmt: skip
def _happened_to(*parts: Period | Noun | Token) -> Query | None:
    period = next(part for part in parts if isinstance(part, Period))
    noun = next(part for part in parts if isinstance(part, Noun))
    return Query("happened", noun.node, when=period) if noun.node.things and not noun.links else None


@rule("S", "NP SAY WHICH", "NP DE QUOTES", "NP DE QUOTES HAVE WHICH", "NP HOW", "NP HAVE WHICH QUOTES", "NP SAY WHICH QUOTES", "NP HAVE QUOTES", "NP DE QUOTES IS WHICH")  # fmt: skip
def _said(speaker: Noun, *parts: Token) -> Query | None:
    node = speaker.node.narrowed(("PER", "ORG")) if speaker.node.things and not speaker.links else None
    return Query("said", node) if node else None


@rule("S", "NP TO NP SAY WHICH", "NP TO NP HOW", "NP TO NP SAY WHICH QUOTES")
def _said_of(speaker: Noun, to: Token, other: Noun, *parts: Token) -> Query | None:
    if to.words != "对" or speaker.links or other.links or not (speaker.node.things and other.node.things):
        return None
    node = speaker.node.narrowed(("PER", "ORG"))
    return Query("said", node, other=other.node) if node else None


@rule("S", "E IS WHO", "E IS WHICH", "E IS WHICH KN", "E IS JOB", "TELL E", "E DE TELL", "E TELL", "WHO IS E", "WHICH IS E", "E JOB", "TELL E DE TELL", "E IS WHO WHICH")  # fmt: skip
def _profile(*parts: Node | Token | Noun) -> Query | None:
    node = next(part for part in parts if isinstance(part, Node))
    kind = next((part for part in parts if isinstance(part, Noun)), None)
    if kind and node.narrowed(kind.node.types) is None:
        return None
    return Query("profile", node)


@rule("S", "E AND E IS WHICH TIES", "E AND E HAVE WHICH TIES", "E AND E BETWEEN HAVE WHICH TIES", "E AND E BETWEEN IS WHICH TIES", "E AND E DE TIES", "E AND E BETWEEN DE TIES", "E AND E DE TIES IS WHICH", "E AND E BETWEEN DE TIES IS WHICH", "E AND E WHICH TIES", "E AND E DURING HAVE WHICH TIES", "E AND E DURING DE TIES IS WHICH", "E AND E DURING IS WHICH TIES", "E AND E DURING DE TIES")  # fmt: skip
def _ties(one: Node, word: Token, other: Node, *parts: Token) -> Query | None:
    return Query("ties", one, other=other) if one.at != other.at else None


@rule("S", "WHICH REPORT MENTION NP", "HAVE WHICH REPORT MENTION NP", "HOWMANY REPORT MENTION NP", "HAVE HOWMANY REPORT MENTION NP", "MENTION NP DE REPORT", "MENTION NP DE REPORT HAVE WHICH", "MENTION NP DE REPORT HAVE HOWMANY", "NP DE REPORT", "NP DE REPORT HAVE WHICH", "NP HAVE WHICH REPORT", "NP DE REPORT HAVE HOWMANY", "WHICH PIECE REPORT MENTION NP")  # fmt: skip
def _reports(*parts: Noun | Token) -> Query | None:
    noun = next(part for part in parts if isinstance(part, Noun))
    if not noun.node.things or noun.links:
        return None
    counting = any(isinstance(part, Token) and part.words.startswith(("多少", "几")) for part in parts)
    return Query("reports", replace(noun.node, asked="count" if counting else "list"))


@rule("S", "E DE NAMES IS WHICH", "E DE NAMES", "E HAVE WHICH NAMES", "E NAMES WHICH", "E NAMES IS WHICH", "E DE NAMES HAVE WHICH", "E IS WHICH NAMES")  # fmt: skip
def _names(node: Node, *parts: Token) -> Query | None:
    return Query("names", node)


# More, most, earliest


def _ranked(noun: Noun, by: str, most: bool) -> Query | None:
    if len([node for node in _asks(noun.links) if node.at != noun.node.at]) or not noun.node.open:
        return None
    return Query("best", replace(noun.node, asked=""), put(noun.links, replace(noun.node, asked="")), best=Best(by, most))  # type: ignore[arg-type]


def _staffed(noun: Noun, word: Token) -> Noun | None:
    made = link(noun, replace_side(Verb(STAFF, word.words, word.at)), Noun(Node(word.at)))
    return Noun(made[0], made[2]) if made else None


def _dated(noun: Noun, verb: Verb) -> Noun | None:
    made = link(noun, verb, Noun(Node(verb.at + 1001))) if not verb.ask else None
    return Noun(made[0], made[2]) if made else None


@rule("S", "C MOST DE KN", "C MOST DE KN IS NP", "C LEAST DE KN", "C LEAST DE KN IS NP", "NP C MOST", "NP C LEAST", "NP DE C MOST", "NP DE C LEAST")  # fmt: skip
def _most_staff(*parts: Noun | Token) -> Query | None:
    nouns = [part for part in parts if isinstance(part, Noun)]
    if nouns[0].node.asked != "list" and parts[0] is nouns[0]:
        return None
    if len(nouns) > 1 and (nouns[1].node.asked != "list" or nouns[1].links):
        return None
    word = next(part for part in parts if isinstance(part, Token) and part.value is not None)
    most = any(isinstance(part, Token) and part.words in ("最多", "最大", "最高") for part in parts)
    noun = _staffed(nouns[0], word)
    return _ranked(noun, "number", most) if noun else None


_FIRST = ("最早", "最先", "首先")


@rule("S", "DB EARLIEST DE KN", "DB EARLIEST DE KN IS NP", "EARLIEST DB DE KN", "EARLIEST DB DE KN IS NP", "DB LATEST DE KN", "DB LATEST DE KN IS NP", "LATEST DB DE KN", "LATEST DB DE KN IS NP", "NP DB EARLIEST", "NP DB LATEST", "NP EARLIEST DB", "NP LATEST DB", "NP IS EARLIEST DB DE", "NP IS LATEST DB DE", "NP DB DE EARLIEST", "NP DB DE LATEST")  # fmt: skip
def _first(*parts: Noun | Token | Verb) -> Query | None:
    nouns = [part for part in parts if isinstance(part, Noun)]
    if nouns[0].node.asked != "list" and parts[0] is nouns[0] and not nouns[0].links:
        return None
    if len(nouns) > 1 and (nouns[1].node.asked != "list" or nouns[1].links):
        return None
    verb = next(part for part in parts if isinstance(part, Verb))
    first = any(isinstance(part, Token) and part.words in _FIRST for part in parts)
    noun = _dated(nouns[0], verb)
    return _ranked(noun, "day", not first) if noun else None


@rule("S", "NP VB DE KN MOST", "NP VB KN MOST", "VB KN MOST DE KN", "VB KN MOST DE KN IS NP", "VB KN MOST DE IS NP")
def _most_deeds(*parts: Noun | Token | Verb) -> Query | None:
    nouns = [part for part in parts if isinstance(part, Noun)]
    verb = next(part for part in parts if isinstance(part, Verb))
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
    word = next(part for part in parts if isinstance(part, Token) and part.value is not None)
    if word.value.predicates != ("investor",) or nouns[0].node.asked:
        return None
    if len(nouns) > 1 and (nouns[1].node.asked != "list" or nouns[1].links):
        return None
    noun = related(nouns[0], word)
    return _ranked(noun, "amount", True) if noun else None


@rule("S", "NP TO NP VB SUMS MOST", "NP VB NP SUMS MOST", "NP VB NP DE SUMS MOST", "NP TO NP DE VB SUMS MOST", "NP TO NP VB MOST", "NP TO NP DE VB MOST", "NP VB NP MOST")  # fmt: skip
def _gave_most(agent: Noun, *parts: Noun | Token | Verb) -> Query | None:
    verb = next(part for part in parts if isinstance(part, Verb))
    other = next(part for part in parts if isinstance(part, Noun))
    if verb.wording.predicates != ("investor",) or agent.node.asked != "list" or not other.node.things or verb.ask:
        return None
    made = link(agent, verb, other)
    return _ranked(Noun(made[0], made[2]), "amount", True) if made else None


_PAIR = "E AND E", "E AND E NP", "E OR E", "E AND E BETWEEN NP"


def _pair_rules(tail: str) -> list[str]:
    return [f"{pair} {tail}" for pair in _PAIR]


@rule("S", *_pair_rules("DB EARLY"), *_pair_rules("EARLY DB"), *_pair_rules("DB LATE"), *_pair_rules("LATE DB"), *_pair_rules("DB DE EARLY"), *_pair_rules("DB DE LATE"), "NP DB EARLY E OR E", "E THAN E DB EARLY YES", "E THAN E EARLY DB YES", "E THAN E DB LATE YES", "E THAN E LATE DB YES", "NP EARLY DB E OR E")  # fmt: skip
def _compared_days(*parts: Noun | Node | Token | Verb) -> Query | None:
    verb = next(part for part in parts if isinstance(part, Verb))
    early = any(isinstance(part, Token) and part.words in ("更早", "较早", "早些", "先", "早") for part in parts)
    pair = _pair(parts)
    noun = _dated(Noun(pair), verb) if pair and not verb.when else None
    return Query("compare", noun.node, noun.links, best=Best("day", not early)) if noun else None


@rule("S", *_pair_rules("C MORE"), *_pair_rules("DE C MORE"), *_pair_rules("C LESS"), *_pair_rules("DE C LESS"), "E THAN E C MORE YES", "E THAN E DE C MORE YES", "E THAN E C LESS YES", "E THAN E DE C LESS YES", "E DE C THAN E MORE YES", "E C THAN E MORE YES")  # fmt: skip
def _compared_staff(*parts: Noun | Node | Token) -> Query | None:
    word = next(part for part in parts if isinstance(part, Token) and part.value is not None)
    less = any(isinstance(part, Token) and "少" in part.words and part is not word or isinstance(part, Token) and part.words == "更小" for part in parts)
    pair = _pair(parts)
    noun = _staffed(Noun(pair), word) if pair else None
    return Query("compare", noun.node, noun.links, best=Best("number", not less)) if noun else None


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


@rule("S", "NP C OVERSUM", "HAVE NP C OVERSUM")
def _staff_over(*parts: Noun | Token | Bound) -> Query | None:
    noun = next(part for part in parts if isinstance(part, Noun))
    word = next(part for part in parts if isinstance(part, Token) and part.value is not None)
    bound = parts[-1]
    assert isinstance(bound, Bound)
    if not noun.node.asked or bound.unit:
        return None
    made = link(noun, replace_side(Verb(STAFF, word.words, word.at, amount=bound)), Noun(Node(word.at)))
    if made is None:
        return None
    return Query("count" if noun.node.asked == "count" else "list", made[0], made[2])


def _asks(links: tuple[Link, ...]) -> list[Node]:
    """The nodes that are asked for, once each."""
    found = {node.at: node for each in links for node in (each.subject, each.object) if node.asked}
    return list(found.values())


def _literal(last: Link) -> bool:
    return last.verb.wording.form == "date"


_ = FOUNDED, moved
