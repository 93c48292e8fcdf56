"""The two forms in which a query searches for words: Jena's property `text:query`, and `SERVICE rq:search { … }`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from graph.source import Source
from graph.statements import Clause, Span, statement
from ontology.iris import RDFS, RQ, SCHEMA, SKOS

Sort: TypeAlias = Literal["entity", "article", "sentence"]

TEXT = "http://jena.apache.org/text#"
MOST = 1_000  # hits of one search
LONGEST = 200  # characters of what is asked

PROPERTY, SERVICE = TEXT + "query", RQ + "search"
_PROPERTIES: dict[str, Sort] = {
    RDFS + "label": "entity",
    SKOS + "prefLabel": "entity",
    SKOS + "altLabel": "entity",
    SCHEMA + "headline": "article",
    SCHEMA + "text": "sentence",
}
_SORTS: tuple[Sort, ...] = ("entity", "article", "sentence")
_DEFAULT: tuple[Sort, ...] = ("entity", "sentence")
_STEPS = {RQ + name: name for name in ("words", "kind", "limit", "score", "literal")}


@dataclass(frozen=True, slots=True)
class Search:
    """One search: `into` is where its hits belong in the query, `thing` a variable, or the term of the IRI `iri`.

    `at` is the token that asks for it, to name it by; `score` and `literal` are variables or "".
    """

    at: int
    into: int
    thing: str
    iri: str | None
    words: str
    sorts: tuple[Sort, ...] = _DEFAULT
    limit: int = MOST
    score: str = ""
    literal: str = ""


def of_property(source: Source, subject: Span, verb: int, each: Span, into: int) -> Search:
    """The search that `subject text:query each` asks for."""
    thing, names = subject[0], ["", ""]
    if source.sign(thing) == "(":
        inner = range(thing + 1, subject[1] - 1)
        if not 1 <= len(inner) <= 3:
            raise source.error(thing, "before text:query stand at most (?thing ?score ?literal)")
        thing = inner[0]
        for number, at in enumerate(inner[1:]):
            names[number] = _variable(source, at)
    words, sorts, limit = "", dict[Sort, None](), MOST
    said = False
    listed = source.sign(each[0]) == "("
    for first, end in _items(source, each) if listed else [each]:
        iri = source.iri(first)
        if listed and not said and iri is not None:
            if iri not in _PROPERTIES:
                raise source.error(
                    first, "text:query searches rdfs:label, skos:altLabel, schema:headline and schema:text"
                )
            sorts[_PROPERTIES[iri]] = None
        elif not said:
            words, said = _words(source, first, end), True
        elif source.kind(first) == "number":
            limit = _limit(source, first)
        else:
            _check_option(source, first)
    if not said:
        raise source.error(each[0], 'text:query needs words, as in ("词语" 20)')
    return _made(source, verb, into, thing, words, tuple(sorts), limit, *names)


def of_service(source: Source, node: int, end: int, into: int) -> Iterator[Search]:
    """The searches in `SERVICE rq:search { … }`, one for each thing that is asked for."""
    at, asked = node + 2, dict[str, tuple[int, list[Clause]]]()
    while at < end:
        found = statement(source, at)
        thing = asked.setdefault(source.tokens[found.subject[0]].text, (found.subject[0], []))
        thing[1].extend(found.clauses)
        at = found.end
    if not asked:
        raise source.error(node, 'rq:search needs words: SERVICE rq:search { ?thing rq:words "词语" }')
    for thing_at, clauses in asked.values():
        given: dict[str, list[Span]] = {}
        for clause in clauses:
            step = _STEPS.get(source.iri(clause.verb[0]) or "") if clause.verb[1] - clause.verb[0] == 1 else None
            if step is None:
                raise source.error(
                    clause.verb[0], "rq:search knows rq:words, rq:kind, rq:limit, rq:score and rq:literal"
                )
            if step in given or (step != "kind" and len(clause.objects) > 1):
                raise source.error(clause.verb[0], f"rq:{step} is said twice")
            given[step] = list(clause.objects)
            if step not in ("words", "kind") and given[step][0][1] - given[step][0][0] > 1:
                raise source.error(given[step][0][0], f"rq:{step} has one variable or number")
        if "words" not in given:
            raise source.error(thing_at, f"{source.tokens[thing_at].text} needs rq:words")
        yield _made(
            source,
            node,
            into,
            thing_at,
            _words(source, *given["words"][0]),
            tuple(_sort(source, *span) for span in given.get("kind", ())),
            _limit(source, given["limit"][0][0]) if "limit" in given else MOST,
            *(_variable(source, given[step][0][0]) if step in given else "" for step in ("score", "literal")),
        )


def _made(
    source: Source,
    at: int,
    into: int,
    thing: int,
    words: str,
    sorts: tuple[Sort, ...],
    limit: int,
    score: str,
    literal: str,
) -> Search:
    token = source.tokens[thing]
    iri = source.iri(thing)
    if token.kind != "variable" and iri is None:
        raise source.error(thing, "what is searched for is a variable or an IRI")
    names = [name[1:] for name in (token.text if iri is None else "", score, literal) if name]
    if len(set(names)) < len(names):
        raise source.error(thing, "thing, score and literal need variables of their own")
    return Search(
        at, into, token.text if iri is None else f"<{iri}>", iri, words, sorts or _DEFAULT, limit, score, literal
    )


def _items(source: Source, span: Span) -> Iterator[Span]:
    at = span[0] + 1
    while at < span[1] - 1:
        begin = at
        at += 1
        if source.kind(begin) == "string" and source.kind(at) == "tag":
            at += 1
        elif source.sign(begin) in ("(", "["):
            raise source.error(begin, "the list behind text:query holds properties, words and a limit")
        yield begin, at


def _words(source: Source, first: int, end: int) -> str:
    if source.kind(first) == "variable":
        raise source.error(
            first, "the words to search for have to be written out here; a variable cannot stand for them"
        )
    if source.kind(first) != "string" or end - first > 2:
        raise source.error(first, 'the words to search for are a plain string, as in "离职 社群"')
    if end - first == 2:
        _check_language(source, first + 1, source.tokens[first + 1].text[1:])
    words = source.string(first)
    if len(words) > LONGEST:
        raise source.error(first, f"there are {len(words):,} characters to search for; at most {LONGEST} are looked at")
    return words


def _check_option(source: Source, at: int) -> None:
    option = source.string(at) if source.kind(at) == "string" else ""
    if not option.startswith("lang:"):
        raise source.error(at, "behind the words stand a limit and 'lang:zh', nothing else")
    _check_language(source, at, option.removeprefix("lang:"))


def _check_language(source: Source, at: int, language: str) -> None:
    if language.lower().split("-")[0] != "zh":
        raise source.error(at, f"the texts are in Chinese; nothing is in {language[:20]!r}")


def _limit(source: Source, at: int) -> int:
    text = source.tokens[at].text
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= MOST):
        raise source.error(at, f"a limit is a number from 1 to {MOST:,}")
    return int(text)


def _variable(source: Source, at: int) -> str:
    if source.kind(at) != "variable":
        raise source.error(at, "score and literal are variables")
    return source.tokens[at].text


def _sort(source: Source, first: int, end: int) -> Sort:
    said = source.string(first) if source.kind(first) == "string" and end - first == 1 else ""
    for sort in _SORTS:
        if said == sort:
            return sort
    raise source.error(first, 'rq:kind is "entity", "article" or "sentence"')
