"""The grammar of whole questions: what is wanted, made of phrases and clauses. `S` means a `Query`."""

from dataclasses import replace

from graph.questions.clauses import Clause
from graph.questions.lattice import Token
from graph.questions.measures import rule
from graph.questions.parts import has, meant, pick
from graph.questions.pattern import Bound, Node, Noun, Query, Verb, anything, asked_of, link, put
from graph.questions.phrases import STAFF, Gap, as_one, of_subject, related
from ontology.predicates import PREDICATES
from ontology.wordings import wording

BIRTH_PLACE = wording("birthPlace", "noun")

# What is asked for by name


@rule("S", "RN", "RN HAVE WHICH", "RN HAVE WHO", "RN AT WHERE", "RN HAVE", "RN IS", "RN IS WHEN")
def _named(noun: Noun, *parts: Token) -> Query | None:
    last = noun.links[-1] if noun.links else None
    if last is None or asked_of(noun.links) or noun.node.asked:
        return None
    name = last.verb.wording.predicates[0]
    dates = PREDICATES[name].literal == "edtf" and last.object.at == noun.node.at
    if parts and has("WHEN", parts) != (dates and len(parts) == 2):
        return None
    if has("AT", parts) and name not in ("location", "birthPlace"):
        return None
    node = noun.node.narrowed(("PER", "ORG")) if any("谁" in part.words for part in parts) else noun.node
    return Query("list", node, put(noun.links, node)) if node else None


@rule("S", "RN HAVE HOWMANY", "RN HAVE HOWMANY KN", "HAVE HOWMANY RN")
def _counted(*parts: Noun | Token) -> Query | None:
    noun = next((part for part in parts if isinstance(part, Noun) and part.links), None)
    kind = next((part for part in parts if isinstance(part, Noun) and not part.links), None)
    if noun is None or noun.node.asked or not noun.node.open or asked_of(noun.links):
        return None
    if noun.links[-1].verb.words in STAFF.words:
        return None  # the figure that articles tell is asked for
    if kind:
        noun = as_one(noun, kind.node)
    return Query("count", noun.node, noun.links) if noun else None


@rule("S", "NP HAVE WHICH N", "NP HAVE HOWMANY N", "NP HAVE WHICH N KN")
def _of_which(owner: Noun, have: Token, asked: Token, word: Token, *kind: Noun) -> Query | None:
    counting = asked.category == "HOWMANY"
    noun = related(owner, word)
    if noun is None or asked_of(owner.links) or owner.node.asked:
        return None
    if counting and word.words in STAFF.words:
        return None  # 有多少员工 asks for the figure that articles tell
    return Query("count" if counting else "list", noun.node, noun.links)


@rule("S", "NP IS WHICH N")
def _post(owner: Noun, word: Token, asked: Token, post: Token) -> Query | None:
    noun = related(owner, post) if post.value.predicates == ("jobTitle",) else None
    return Query("list", noun.node, noun.links) if noun and not asked_of(noun.links) else None


@rule("S", "NP IS NATIVE")
def _native(person: Noun, *parts: Token) -> Query | None:
    noun = related(person, Token(parts[-1].at, "出生地", BIRTH_PLACE))
    return Query("list", noun.node, noun.links) if noun and not asked_of(noun.links) else None


@rule("S", "NP U HAVE WHICH KN", "NP U HAVE HOWMANY KN")
def _below_which(owner: Noun, word: Token, have: Token, asked: Token, kind: Noun) -> Query | None:
    noun = related(owner, word)
    noun = as_one(noun, kind.node) if noun and not owner.node.asked and not asked_of(owner.links) else None
    return Query("count" if asked.category == "HOWMANY" else "list", noun.node, noun.links) if noun else None


@rule("S", "NP HAVE HOWMANY C", "NP DE C IS HOWMANY", "NP C IS HOWMANY", "NP DE C HAVE HOWMANY", "NP C HAVE HOWMANY", "NP DE C", "NP C", "NP DE C IS", "NP C HOWMANY", "NP DE C HOWMANY")  # fmt: skip
def _staff(owner: Noun, *parts: Token) -> Query | None:
    word = meant(parts)
    if len(parts) == 1 and not word.words.endswith(("数", "数量", "规模")):
        return None
    if owner.node.asked or asked_of(owner.links):
        return None
    if not has("HOWMANY", parts) and word.words in ("员工", "雇员", "职工"):
        return None
    made = link(owner, of_subject(Verb(STAFF, word.words, word.at)), Noun(Node(word.at)))
    return Query("list", made[1], made[2]) if made else None


# Equations: who is what


@rule("S", "NP IS NP")
def _equal(one: Noun, word: Token, other: Noun) -> Query | None:
    for asked, told in ((one, other), (other, one)):
        if (
            asked.node.asked == "list"
            and not asked.links
            and told.links
            and not told.node.asked
            and not asked_of(told.links)
        ):
            if not told.node.open:
                continue
            node = told.node.joined(replace(asked.node, at=told.node.at))
            return Query("list", node, put(told.links, node)) if node else None
    return _of_whom(one, other)


def _of_whom(known: Noun, told: Noun) -> Query | None:
    """潘国华是哪家公司的创始人."""
    asked = asked_of(told.links)
    if not known.node.things or known.links or not told.node.open or told.node.asked or len(asked) != 1:
        return None
    node = told.node.joined(replace(known.node, at=told.node.at))
    return Query("list", asked[0], put(told.links, node)) if node and asked[0].asked == "list" else None


@rule("S", "NP IS NP YES", "NP YES NP", "NP YES IS NP", "YES NP IS NP")
def _equal_truth(*parts: Noun | Token) -> Query | None:
    one, other = (part for part in parts if isinstance(part, Noun))
    for known, told in ((one, other), (other, one)):
        if known.node.things and not known.links and told.links and told.node.open and not asked_of(told.links):
            node = told.node.joined(replace(known.node, at=told.node.at))
            return Query("truth", node, put(told.links, node)) if node else None
    return None


# Clauses


@rule("S", "CL", "CL DE")
def _clause(clause: Clause, *of: Token) -> Query | None:
    last = clause.links[-1]
    asked = asked_of(clause.links)
    if last.verb.ask == "when":
        if last.verb.wording.form == "date":
            return Query("list", last.object, clause.links) if asked == [last.object] else None
        return Query("when", clause.first, clause.links) if not asked else None
    if len(asked) != 1:
        return None
    (node,) = asked
    return Query("count" if node.asked == "count" else "list", node, clause.links)


@rule("S", "CL YES", "CL DE YES", "YES CL")
def _truth(*parts: Clause | Token) -> Query | None:
    clause = pick(Clause, parts)
    if asked_of(clause.links) or clause.links[-1].verb.ask or not clause.first.things:
        return None
    return Query("truth", clause.first, clause.links)


@rule("S", "NP YES VB NP")
def _whether(agent: Noun, word: Token, verb: Verb, other: Noun) -> Query | None:
    made = link(agent, verb, other)
    if made is None or asked_of(made[2]) or verb.ask or not made[0].things:
        return None
    return Query("truth", made[0], made[2])


@rule("S", "RC DE IS NP", "RC IS NP")
def _headless(gap: Gap, *parts: Token | Noun) -> Query | None:
    noun = parts[-1]
    assert isinstance(noun, Noun)
    if noun.node.asked != "list" or noun.links or asked_of(gap.links):
        return None
    node = gap.node.joined(replace(noun.node, at=gap.at))
    return Query("list", node, put(gap.links, node)) if node else None


@rule("S", "NP DB DE TIME", "NP DB DE TIME IS WHEN", "NP DB DE TIME IS WHICH")
def _time_of(thing: Noun, verb: Verb, *parts: Token) -> Query | None:
    made = link(thing, verb, anything(verb))
    if made is None or verb.when or asked_of(made[2]):
        return None
    return Query("list", made[1], made[2])


@rule(
    "S",
    "NP VB NP DE TIME",
    "NP VB NP DE TIME IS WHEN",
    "NP VB NP DE TIME IS WHICH",
    "NP VB NP IS WHEN",
    "NP VB NP AT WHEN",
)
def _time_of_deed(agent: Noun, verb: Verb, other: Noun, *parts: Token) -> Query | None:
    made = link(agent, replace(verb, ask="when"), other)
    if made is None or verb.when or verb.ask or asked_of(made[2]):
        return None
    return Query("when", made[0], made[2])


# Lists by class


@rule("S", "HAVE WHICH KN", "ALL HAVE WHICH KN", "HAVE HOWMANY KN", "ALL HAVE HOWMANY KN", "ALL MENTION WHICH KN", "MENTION WHICH KN")  # fmt: skip
def _all_of(*parts: Token | Noun) -> Query | None:
    noun, asked = parts[-1], parts[-2]
    assert isinstance(noun, Noun)
    assert isinstance(asked, Token)
    if noun.node.said:
        return None
    return Query("count" if asked.category == "HOWMANY" else "list", noun.node)


@rule("S", "NP C OVERSUM", "HAVE NP C OVERSUM")
def _staff_over(*parts: Noun | Token | Bound) -> Query | None:
    noun = pick(Noun, parts)
    word = meant(parts)
    bound = parts[-1]
    assert isinstance(bound, Bound)
    if not noun.node.asked or bound.unit:
        return None
    made = link(noun, of_subject(Verb(STAFF, word.words, word.at, amount=bound)), Noun(Node(word.at)))
    if made is None:
        return None
    return Query("count" if noun.node.asked == "count" else "list", made[0], made[2])
