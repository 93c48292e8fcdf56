"""The grammar of phrases: times, verbs with what belongs to them, and what names a thing.

`NP` is a noun phrase (`Noun`), `RN` one that says more than a name, `KN` a kind of things, `VB PB WB DB GV` verbs of the forms of
`ontology.wordings` (`Verb`, for `GV` in a token), `TP` a time (`Period`), `RC` what stands before 的 (`Gap`, made in `clauses`).
Where a rule returns None, the words do not go together.
"""

from dataclasses import dataclass, replace

from graph.questions.lattice import Token
from graph.questions.measures import rule
from graph.questions.parts import pick
from graph.questions.pattern import Asked, Link, Node, Noun, Period, Verb, is_attribute, link, moved, put
from ontology.predicates import ENTITY_TYPES, EntityType
from ontology.wordings import Wording, wording

PLACE_OF_WORK = wording("worksFor", "verb")
FORMER_STAFF = wording("formerEmployer", "noun")
POST = wording("jobTitle", "noun")
STAFF = wording("numberOfEmployees", "count")


@dataclass(frozen=True, slots=True)
class Gap:
    """What is said of something that is still to be named, which stands at `at`."""

    at: int
    node: Node
    links: tuple[Link, ...]


# Verbs


def _verb(token: Token) -> Verb:
    return Verb(token.value, token.words, token.at)


def timed(period: Period, verb: Verb) -> Verb | None:
    return replace(verb, when=period) if verb.when is None and not verb.ask else None


def asked_when(*parts: Verb | Token) -> Verb | None:
    verb = parts[-1]
    assert isinstance(verb, Verb)
    return replace(verb, ask="when") if not verb.ask and verb.when is None else None


for _form in "VPWD":
    rule(f"{_form}B", _form)(_verb)
    rule(f"{_form}B", f"TP {_form}B")(timed)
    rule(f"{_form}B", f"WHEN {_form}B", f"AT WHEN {_form}B", f"IS WHEN {_form}B")(asked_when)


@rule("PB", "EVER PB")
@rule("VB", "EVER VB")
def _once(word: Token, verb: Verb) -> Verb | None:
    if verb.wording.predicates != ("worksFor",):
        return None
    return replace(verb, wording=ever_worked(verb.wording))


def ever_worked(work: Wording) -> Wording:
    """Of work that has ended: 曾在……工作, 以前在……工作."""
    return replace(work, predicates=("formerEmployer",), past=True)


@rule("GV", "GET")
def _gain(token: Token) -> Token:
    return Token(token.at, token.words, Verb(STAFF, token.words, token.at))


@rule("GV", "TP GV")
def _gain_timed(period: Period, gain: Token) -> Token | None:
    verb = timed(period, gain.value)
    return Token(gain.at, gain.words, verb) if verb else None


@rule("GV", "WHEN GV", "AT WHEN GV")
def _gain_when(*parts: Token) -> Token | None:
    verb = asked_when(parts[-1].value)
    return Token(parts[-1].at, parts[-1].words, verb) if verb else None


# Noun phrases


@rule("NP", "E")
def _name(node: Node) -> Noun:
    return Noun(node)


@rule("NP", "WHO", "HAVE WHO", "WHO AND WHO")
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
    return _asking("list", *parts)


@rule("NP", "HOWMANY KN", "HAVE HOWMANY KN", "HOWMANY RN", "HAVE HOWMANY RN")
def _how_many(*parts: Token | Noun) -> Noun | None:
    return _asking("count", *parts)


@rule("NP", "HOWMANY", "HAVE HOWMANY")
def _how_many_people(*parts: Token) -> Noun | None:
    word = parts[-1]
    if not word.words.endswith(("人", "家", "名", "位")):
        return None
    types: tuple[EntityType, ...] = ("ORG",) if word.words.endswith("家") else ("PER",)
    return Noun(Node(word.at, types=types, asked="count", words=word.words))


def _asking(asked: Asked, *parts: Token | Noun) -> Noun | None:
    noun = parts[-1]
    assert isinstance(noun, Noun)
    if (
        noun.node.asked
        or not noun.node.open
        or any(node.asked for each in noun.links for node in (each.subject, each.object))
    ):
        return None
    node = replace(noun.node, asked=asked)
    return Noun(node, put(noun.links, node))


@rule("NP", "RN")
def _described(noun: Noun) -> Noun:
    return noun


@rule("RN", "NP DE N", "NP N")
def _noun_of(owner: Noun, *parts: Token) -> Noun | None:
    return related(owner, parts[-1])


@rule("RN", "FORMER E N", "E FORMER N")
def _former(*parts: Node | Token) -> Noun | None:
    owner = pick(Node, parts)
    word = parts[-1]
    assert isinstance(word, Token)
    if word.value.predicates != ("worksFor",) or word.value.side != "subject":
        return None
    return related(Noun(owner), Token(word.at, f"前{word.words}", FORMER_STAFF))


@rule("RN", "NP DE TP N", "NP TP N", "NP TP DE N")
def _noun_of_then(owner: Noun, *parts: Token | Period) -> Noun | None:
    period = pick(Period, parts)
    word = parts[-1]
    assert isinstance(word, Token)
    noun = related(owner, word)
    return Noun(noun.node, dated(noun.links, period)) if noun else None


@rule("RN", "TP RN")
def _then(period: Period, noun: Noun) -> Noun | None:
    if not noun.links or noun.links[-1].verb.when:
        return None
    return Noun(noun.node, dated(noun.links, period))


def dated(links: tuple[Link, ...], period: Period) -> tuple[Link, ...]:
    last = links[-1]
    return (*links[:-1], replace(last, verb=replace(last.verb, when=period)))


def related(owner: Noun, word: Token) -> Noun | None:
    """What a noun makes of whose it is: 南极圈的投资方."""
    said: Wording = word.value
    node = Node(word.at, words=word.words)
    if owner.node.asked and owner.node.types == ENTITY_TYPES:
        return None  # 什么产品 is no product of something
    # The noun stands for its side: as the one of whom the relation is said.
    verb = Verb(said, word.words, word.at)
    if said.side == "object" and is_attribute(said):
        made = link(owner, of_subject(verb), Noun(node))
    else:
        made = link(Noun(node), verb, owner)
    if made is None:
        return None
    mine, theirs, links = made
    return Noun(mine if mine.at == node.at else theirs, links)


def of_subject(verb: Verb) -> Verb:
    """The verb as said of its subject."""
    return replace(verb, wording=replace(verb.wording, side="subject"))


@rule("RN", "NP U DE KN", "NP U KN")
def _below(owner: Noun, word: Token, *parts: Token | Noun) -> Noun | None:
    noun = related(owner, word)
    kind = parts[-1]
    assert isinstance(kind, Noun)
    return as_one(noun, kind.node) if noun else None


@rule("RN", "NP J", "NP DE J")
def _post(owner: Noun, *parts: Token) -> Noun | None:
    word = parts[-1]
    made = link(Noun(Node(word.at, words=word.words)), Verb(PLACE_OF_WORK, word.words, word.at), owner)
    if made is None:
        return None
    person, _, links = made
    value = Node(word.at + 1, types=ENTITY_TYPES, values=word.value, words=word.words)
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


def gained(gain: Token, word: Token) -> Verb:
    """The verb of 获得……投资."""
    verb: Verb = gain.value
    return replace(verb, wording=word.value, words=word.words)
