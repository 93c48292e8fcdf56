"""The grammar of phrases: what names a thing, what is said of it, and clauses. Whole questions are in `sentences`.

`NP` is a noun phrase (`Noun`), `RC` what stands before 的 (`Gap`), `CL` a clause (`Clause`), `VB PB WB DB GV` verbs of the forms
of `ontology.wordings` (`Verb`), `TP` a time (`Period`). Where a rule returns None, the words do not go together.
"""

from dataclasses import dataclass, replace

from graph.questions.chart import Rules
from graph.questions.lattice import Token
from graph.questions.pattern import Asked, Bound, Link, Node, Noun, Period, Verb, link, moved, put
from ontology.predicates import ENTITY_TYPES, PREDICATES
from ontology.wordings import WORDINGS, Wording

rule = Rules()

LOCATION = next(one for one in WORDINGS if one.predicates == ("location",) and one.form == "verb")
PLACE_OF_WORK = next(one for one in WORDINGS if one.predicates == ("worksFor",) and one.form == "verb")
PAST_WORK = next(one for one in WORDINGS if one.predicates == ("formerEmployer",) and one.form == "verb")
POST = next(one for one in WORDINGS if one.predicates == ("jobTitle",))
STAFF = next(one for one in WORDINGS if one.form == "count")
FOUNDED = next(one for one in WORDINGS if one.predicates == ("foundingDate",) and one.form == "noun")


@dataclass(frozen=True, slots=True)
class Gap:
    """What is said of something that is still to be named, which stands at `at`."""

    at: int
    node: Node
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """What is said, the main link last; `first` is what it is said of."""

    first: Node
    links: tuple[Link, ...]


# Times


@rule("TP", "T", "T DURING", "AT TP", "TP DE")
def _time(*parts: Period | Token) -> Period:
    return next(part for part in parts if isinstance(part, Period))


@rule("TP", "TP BEFORE")
def _before(period: Period, word: Token) -> Period | None:
    return Period(None, period.first, f"{period.words}之前") if period.first and period.last and "前" in word.words else None


@rule("TP", "TP AFTER")
def _after(period: Period, word: Token) -> Period | None:
    return Period(period.last, None, f"{period.words}之后") if period.first and period.last else None


# Verbs


def _verb(token: Token) -> Verb:
    wording: Wording = token.value
    return Verb(wording, token.words, token.at)


def _timed(period: Period, verb: Verb) -> Verb | None:
    return replace(verb, when=period) if verb.when is None and not verb.ask else None


def _asked_when(*parts: Verb | Token) -> Verb | None:
    verb = parts[-1]
    assert isinstance(verb, Verb)
    return replace(verb, ask="when") if not verb.ask and verb.when is None else None


for _form in "VPWD":
    rule(f"{_form}B", _form)(_verb)
    rule(f"{_form}B", f"TP {_form}B")(_timed)
    rule(f"{_form}B", f"WHEN {_form}B", f"AT WHEN {_form}B", f"IS WHEN {_form}B")(_asked_when)


@rule("GV", "GET")
def _gain(token: Token) -> Token:
    return Token(token.at, token.words, Verb(STAFF, token.words, token.at))


@rule("GV", "TP GV")
def _gain_timed(period: Period, gain: Token) -> Token | None:
    verb = _timed(period, gain.value)
    return Token(gain.at, gain.words, verb) if verb else None


@rule("GV", "WHEN GV", "AT WHEN GV")
def _gain_when(*parts: Token) -> Token | None:
    verb = _asked_when(parts[-1].value)
    return Token(parts[-1].at, parts[-1].words, verb) if verb else None


@rule("OVERSUM", "OVER CASH", "UNDER CASH", "FROM CASH", "UPTO CASH", "OVER NUM", "UNDER NUM", "FROM NUM", "UPTO NUM", "OVER NUM PEOPLE", "UNDER NUM PEOPLE", "FROM NUM PEOPLE", "UPTO NUM PEOPLE")  # fmt: skip
def _bound(word: Token, number: Bound, *people: Token) -> Bound | None:
    sign = ">" if word.words in _OVER else "<" if word.words in _UNDER else ">=" if word.words in _FROM else "<="
    if people and number.unit:
        return None
    return Bound(sign, number.number, number.unit, f"{word.words}{number.words}")  # type: ignore[arg-type]


_OVER, _UNDER, _FROM = ("超过", "多于", "大于", "高于", "超出"), ("少于", "低于", "不到", "小于", "不足"), ("不少于", "至少", "不低于", "达到")


# Noun phrases


@rule("NP", "E")
def _name(node: Node) -> Noun:
    return Noun(node)


@rule("NP", "WHO", "HAVE WHO")
def _who(*parts: Token) -> Noun:
    word = parts[-1]
    return Noun(Node(word.at, types=("PER",) if "人" in word.words else ("PER", "ORG"), asked="list", words=word.words))


@rule("NP", "WHERE")
def _where(word: Token) -> Noun:
    return Noun(Node(word.at, types=("LOC", "ORG"), asked="list", words=word.words))


@rule("NP", "WHICH")
def _what(word: Token) -> Noun:
    return Noun(Node(word.at, asked="list", words=word.words))


@rule("KN", "K")
def _kind(word: Token) -> Noun:
    kind = word.value
    return Noun(Node(word.at, types=kind.types, part=kind.part, said=kind.said, words=word.words))


@rule("NP", "WHICH KN", "HAVE WHICH KN", "WHICH RN", "HAVE WHICH RN")
def _which(*parts: Token | Noun) -> Noun | None:
    return _asking(parts[-1], "list")  # type: ignore[arg-type]


@rule("NP", "HOWMANY KN", "HAVE HOWMANY KN", "HOWMANY RN", "HAVE HOWMANY RN")
def _how_many(*parts: Token | Noun) -> Noun | None:
    return _asking(parts[-1], "count")  # type: ignore[arg-type]


@rule("NP", "HOWMANY", "HAVE HOWMANY")
def _how_many_people(*parts: Token) -> Noun | None:
    word = parts[-1]
    if not word.words.endswith(("人", "家", "名", "位")):
        return None
    types = ("ORG",) if word.words.endswith("家") else ("PER",)
    return Noun(Node(word.at, types=types, asked="count", words=word.words))  # type: ignore[arg-type]


def _asking(noun: Noun, asked: str) -> Noun | None:
    if noun.node.asked or not noun.node.open or any(node.asked for each in noun.links for node in (each.subject, each.object)):
        return None
    node = replace(noun.node, asked=asked)  # type: ignore[arg-type]
    return Noun(node, put(noun.links, node))


@rule("NP", "RN")
def _described(noun: Noun) -> Noun:
    return noun


@rule("RN", "NP DE N", "NP N")
def _noun_of(owner: Noun, *parts: Token) -> Noun | None:
    return related(owner, parts[-1])


@rule("RN", "NP DE TP N", "NP TP N", "NP TP DE N")
def _noun_of_then(owner: Noun, *parts: Token | Period) -> Noun | None:
    period = next(part for part in parts if isinstance(part, Period))
    noun = related(owner, parts[-1])  # type: ignore[arg-type]
    return Noun(noun.node, _dated(noun.links, period)) if noun else None


@rule("RN", "TP RN")
def _then(period: Period, noun: Noun) -> Noun | None:
    if not noun.links or noun.links[-1].verb.when:
        return None
    return Noun(noun.node, _dated(noun.links, period))


def _dated(links: tuple[Link, ...], period: Period) -> tuple[Link, ...]:
    last = links[-1]
    return (*links[:-1], replace(last, verb=replace(last.verb, when=period)))


def related(owner: Noun, word: Token) -> Noun | None:
    """What a noun makes of whose it is: 南极圈的投资方."""
    wording: Wording = word.value
    node = Node(word.at, words=word.words)
    # The noun stands for its side: as the one of whom the relation is said.
    made = link(Noun(node), Verb(wording, word.words, word.at), owner) if wording.side == "subject" else _of(owner, wording, node, word)
    if made is None:
        return None
    mine, theirs, links = made
    return Noun(mine if mine.at == node.at else theirs, links)


def _of(owner: Noun, wording: Wording, node: Node, word: Token) -> tuple[Node, Node, tuple[Link, ...]] | None:
    if all(_is_attribute(name) for name in wording.predicates):
        return link(owner, replace_side(Verb(wording, word.words, word.at)), Noun(node))
    return link(Noun(node), Verb(wording, word.words, word.at), owner)


def replace_side(verb: Verb) -> Verb:
    """The verb as said of its subject."""
    return replace(verb, wording=replace(verb.wording, side="subject"))


def _is_attribute(name: str) -> bool:
    return PREDICATES[name].literal is not None


@rule("RN", "NP U DE KN", "NP U KN")
def _below(owner: Noun, word: Token, *parts: Token | Noun) -> Noun | None:
    noun = related(owner, word)
    kind = parts[-1]
    assert isinstance(kind, Noun)
    return as_one(noun, kind.node) if noun else None


@rule("RN", "NP J", "NP DE J")
def _post(owner: Noun, *parts: Token) -> Noun | None:
    word = parts[-1]
    work = PAST_WORK if word.value.past else PLACE_OF_WORK
    made = link(Noun(Node(word.at, words=word.words)), Verb(work, word.words, word.at), owner)
    if made is None:
        return None
    person, _, links = made
    value = Node(word.at + 1, types=ENTITY_TYPES, values=word.value.words, words=word.words)
    return Noun(person, (*links, Link(person, Verb(POST, word.words, word.at), value, fellow=True)))


@rule("RN", "RC DE KN", "RC DE")
def _clause_of(gap: Gap, *parts: Token | Noun) -> Noun | None:
    kind = parts[-1]
    node = replace(kind.node, at=gap.at) if isinstance(kind, Noun) else replace(gap.node, words="")
    return as_one(Noun(gap.node, gap.links), node)


@rule("RN", "RC DE RN")
def _clause_of_described(gap: Gap, of: Token, noun: Noun) -> Noun | None:
    merged = gap.node.joined(replace(noun.node, at=gap.at))
    if merged is None or not noun.node.open:
        return None
    return Noun(merged, (*put(gap.links, merged), *moved(noun.links, noun.node.at, merged)))


def as_one(noun: Noun, node: Node) -> Noun | None:
    """The noun phrase with what another node says of it too."""
    merged = noun.node.joined(node)
    return Noun(merged, put(noun.links, merged)) if merged else None


# What stands before 的


def _gap(verb: Verb, *, gap_is_agent: bool, other: Noun) -> Gap | None:
    hole = Noun(Node(-verb.at - 1))
    made = link(hole, verb, other) if gap_is_agent else link(other, verb, hole)
    if made is None or verb.ask:
        return None
    node = made[0] if gap_is_agent else made[1]
    return Gap(node.at, node, made[2])


def _anything(verb: Verb, asked: Asked = "") -> Noun:
    """The other side of a verb where the question does not say it."""
    return Noun(Node(verb.at + 1001, asked=asked))


@rule("RC", "VB NP", "PB AT NP", "AT NP PB")
def _doing(*parts: Verb | Noun | Token) -> Gap | None:
    verb = next(part for part in parts if isinstance(part, Verb))
    other = next(part for part in parts if isinstance(part, Noun))
    return _gap(verb, gap_is_agent=True, other=other)


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


def gained(gain: Token, word: Token) -> Verb:
    """The verb of 获得……投资."""
    return replace(gain.value, wording=word.value, words=word.words)


@rule("RC", "AND NP WB")
def _with(word: Token, other: Noun, verb: Verb) -> Gap | None:
    return _gap(verb, gap_is_agent=True, other=other)


@rule("RC", "DB")
def _dated_thing(verb: Verb) -> Gap | None:
    return _gap(verb, gap_is_agent=True, other=_anything(verb)) if verb.when else None


@rule("RC", "PB")
def _placed(verb: Verb) -> Gap | None:
    listed = verb.wording.predicates == ("listedOn",)
    return _gap(verb, gap_is_agent=True, other=_anything(verb)) if listed and not verb.ask else None


@rule("RC", "C OVERSUM")
def _staffed(word: Token, bound: Bound) -> Gap | None:
    verb = Verb(replace(STAFF, side="subject"), word.words, word.at, amount=bound)
    return _gap(verb, gap_is_agent=True, other=Noun(Node(word.at + 1))) if not bound.unit else None


@rule("RC", "TP RC")
def _then_said(period: Period, gap: Gap) -> Gap | None:
    last = gap.links[-1].verb
    return None if last.when or last.ask else replace(gap, links=_dated(gap.links, period))


# Clauses


@rule("CL", "NP VB NP")
def _does(agent: Noun, verb: Verb, other: Noun) -> Clause | None:
    return _clause(link(agent, verb, other))


@rule("CL", "NP BY NP VB", "NP IS NP VB DE", "NP HAVE NP VB", "NP IS NP VB", "NP BY NP VB DE")
def _is_done(other: Noun, by: Token, agent: Noun, verb: Verb, *of: Token) -> Clause | None:
    made = link(agent, verb, other)
    return Clause(made[1], made[2]) if made else None


@rule("CL", "NP AT NP PB", "NP PB AT NP", "NP PB NP", "NP IS AT NP PB DE", "NP IS AT NP PB")
def _does_at(agent: Noun, *parts: Verb | Noun | Token) -> Clause | None:
    verb = next(part for part in parts if isinstance(part, Verb))
    place = next(part for part in parts if isinstance(part, Noun))
    return _clause(link(agent, verb, place))


@rule("CL", "NP TP AT NP PB", "NP WHEN AT NP PB")
def _does_at_then(agent: Noun, when: Period | Token, at: Token, place: Noun, verb: Verb) -> Clause | None:
    timed = _timed(when, verb) if isinstance(when, Period) else _asked_when(verb)
    return _clause(link(agent, timed, place)) if timed else None


@rule("CL", "NP PB", "NP IS PB DE")
def _does_somewhere(agent: Noun, *parts: Verb | Token) -> Clause | None:
    verb = next(part for part in parts if isinstance(part, Verb))
    return _clause(link(agent, verb, _anything(verb)))


@rule("CL", "NP AT NP")
def _lies(thing: Noun, at: Token, place: Noun) -> Clause | None:
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
    return _clause(link(receiver, verb, _anything(verb)))


@rule("CL", "NP DB", "NP IS DB DE", "NP IS DB")
def _is_dated(thing: Noun, *parts: Verb | Token) -> Clause | None:
    verb = next(part for part in parts if isinstance(part, Verb))
    return _clause(link(thing, verb, _anything(verb, "list" if verb.ask else "")))


@rule("CL", "NP DB AT WHEN", "NP DB WHEN")
def _is_dated_when(thing: Noun, verb: Verb, *parts: Token) -> Clause | None:
    return _clause(link(thing, verb, _anything(verb, "list"))) if not verb.when else None


@rule("CL", "TP CL")
def _then_clause(period: Period, clause: Clause) -> Clause | None:
    last = clause.links[-1].verb
    return None if last.when or last.ask else replace(clause, links=_dated(clause.links, period))


def _clause(made: tuple[Node, Node, tuple[Link, ...]] | None) -> Clause | None:
    return Clause(made[0], made[2]) if made else None
