"""The grammar of questions about what happened, who said what, and all that is known of a thing. `S` means a `Query`."""

from dataclasses import replace

from graph.questions.lattice import Token
from graph.questions.measures import rule
from graph.questions.parts import has, meant, pick
from graph.questions.pattern import Node, Noun, Period, Query


@rule("S", "TP HAPPEN EVENTS", "TP HAVE EVENTS", "TP DURING HAPPEN EVENTS", "HAPPEN TP EVENTS")
def _happened(*parts: Period | Token) -> Query | None:
    period = pick(Period, parts)
    return Query("happened", Node(0), when=period)


@rule("S", "TP NP HAPPEN EVENTS", "NP TP HAPPEN EVENTS", "TP NP HAVE EVENTS", "NP TP DOING", "TP NP DOING", "NP TP HAVE EVENTS")  # fmt: skip
def _happened_to(*parts: Period | Noun | Token) -> Query | None:
    period = pick(Period, parts)
    noun = pick(Noun, parts)
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


@rule("S", "E", "E IS WHO", "E IS WHICH", "E IS WHICH KN", "E IS JOB", "TELL E", "E DE TELL", "E TELL", "WHO IS E", "WHICH IS E", "E JOB", "TELL E DE TELL", "E IS WHO WHICH")  # fmt: skip
def _profile(*parts: Node | Token | Noun) -> Query | None:
    node = pick(Node, parts)
    kind = next((part for part in parts if isinstance(part, Noun)), None)
    if kind and node.narrowed(kind.node.types) is None:
        return None
    return Query("profile", node)


@rule("S", "E AND E IS WHICH TIES", "E AND E HAVE WHICH TIES", "E AND E BETWEEN HAVE WHICH TIES", "E AND E BETWEEN IS WHICH TIES", "E AND E DE TIES", "E AND E BETWEEN DE TIES", "E AND E DE TIES IS WHICH", "E AND E BETWEEN DE TIES IS WHICH", "E AND E WHICH TIES", "E AND E DURING HAVE WHICH TIES", "E AND E DURING DE TIES IS WHICH", "E AND E DURING IS WHICH TIES", "E AND E DURING DE TIES")  # fmt: skip
def _ties(one: Node, word: Token, other: Node, *parts: Token) -> Query | None:
    return Query("ties", one, other=other) if one.at != other.at else None


@rule("S", "WHICH REPORT MENTION NP", "HAVE WHICH REPORT MENTION NP", "HOWMANY REPORT MENTION NP", "HAVE HOWMANY REPORT MENTION NP", "MENTION NP DE REPORT", "MENTION NP DE REPORT HAVE WHICH", "MENTION NP DE REPORT HAVE HOWMANY", "NP DE REPORT", "NP DE REPORT HAVE WHICH", "NP HAVE WHICH REPORT", "NP DE REPORT HAVE HOWMANY", "WHICH PIECE REPORT MENTION NP")  # fmt: skip
def _reports(*parts: Noun | Token) -> Query | None:
    noun = pick(Noun, parts)
    if not noun.node.things or noun.links:
        return None
    return Query("reports", replace(noun.node, asked="count" if has("HOWMANY", parts) else "list"))


@rule("S", "E DE NAMES IS WHICH", "E DE NAMES", "E HAVE WHICH NAMES", "E NAMES WHICH", "E NAMES IS WHICH", "E DE NAMES HAVE WHICH", "E IS WHICH NAMES")  # fmt: skip
def _names(node: Node, *parts: Token) -> Query | None:
    return Query("names", node)


@rule("S", "Q IS WHO SAY DE", "WHO SAY Q", "Q IS WHO SAY", "Q BY WHO SAY", "WHO SAY DE Q", "Q WHO SAY DE", "Q WHO SAY")
def _spoken_by(*parts: Token) -> Query | None:
    words = meant(parts)
    return Query("speaker", Node(words.at, types=("PER", "ORG"), values=(words.value,)))
