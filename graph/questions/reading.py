"""From the words of a question to what it asks; or what of it cannot be read, and why."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from graph.questions import clauses, rankings, sentences, sums, topics
from graph.questions.chart import TangledError, parse
from graph.questions.lattice import LONGEST, Lattice, Names, lattice
from graph.questions.measures import rule
from graph.questions.pattern import Asked, Link, Node, Query
from graph.questions.telling import told

GRAMMAR = (clauses, rankings, sentences, sums, topics)  # whose rules are gathered when they are imported

Why = Literal["empty", "long", "words", "denial", "order", "several", "names", "tangled"]


@dataclass(frozen=True, slots=True)
class Unread:
    """A question that is not understood: why, and the pieces that no word of the grammar covers."""

    why: Why
    pieces: tuple[str, ...] = ()


def read(question: str, names: Names, *, today: date) -> Query | Unread:
    """What a question asks. Every word has to have its part in that, and there has to be one reading only."""
    if not any(char.isalnum() for char in question):
        return Unread("empty")
    if len(question) > LONGEST:
        return Unread("long")
    tokens = lattice(question, names, today=today)
    try:
        found = parse(tokens.edges, rule, "S", tokens.starts, len(question))
    except TangledError:
        return Unread("tangled")
    found = list({_canonical(query): query for query in found}.values())
    if len(found) > 1:
        return Unread("several", tuple(sorted({told(query) for query in found})))
    if found and found[0].want in ("count", "sum", "best") and any(len(node.things) > 1 for node in found[0].nodes()):
        return Unread("names", tuple(thing.local for node in found[0].nodes() for thing in node.things))
    return found[0] if found else _unread(tokens)


def _unread(tokens: Lattice) -> Unread:
    if denied := tokens.denied():
        return Unread("denial", (denied,))
    pieces = tokens.unread()
    return Unread("words", pieces) if pieces else Unread("order")


def _canonical(query: Query) -> tuple[Query, frozenset[Link]]:
    """The same for all ways to read the same: without the question's own words, what is asked of which and the order of
    links."""
    places = {node.at: place for place, node in enumerate(query.nodes())}

    def plain(node: Node) -> Node:
        counting: Asked = "count" if query.want == "reports" and node.asked == "count" else ""
        return replace(node, at=places[node.at], asked=counting, words="")

    def bare(link: Link) -> Link:
        wording = replace(link.verb.wording, form="verb", side="subject", words=())
        verb = replace(link.verb, wording=wording, words="", at=0)
        return replace(link, subject=plain(link.subject), object=plain(link.object), verb=verb)

    links = frozenset(bare(link) for link in query.links)
    return replace(query, node=plain(query.node), other=query.other and plain(query.other), links=()), links
