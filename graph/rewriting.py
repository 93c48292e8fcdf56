"""Queries that search for words, as queries that any engine answers: what the keyword index finds stands in them as VALUES.

Each hit has to be what it is in the graph that its group is about (`a schema:Person`, `a rq:Sentence` …): what a GRAPH or a
FROM leaves out is not found there, a `GRAPH ?g` is bound, and an index that is ahead of the graph shows nothing of it.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from graph import terms
from graph.answers import QueryError
from graph.asked import searches
from graph.finding import Match
from graph.forms import TEXT, Search, Sort
from graph.guard import LONGEST
from graph.source import Source
from graph.tokens import offset, place
from ontology.iris import article_iri, entity_iri, part_iri, prefixes

READ = 100_000  # characters of a query in which searches are looked for: it is the server's own process that reads them
_SEARCHES = re.compile(r"text:query|jena\.apache\.org/text", re.IGNORECASE)
# However a prefix or a base divide the IRI of a search, its end stands behind a colon or a part of it behind `#`, unless
# something is escaped: most queries need not be taken apart.
_MAY_SEARCH = re.compile(r"\\|:query|:search|#q|#s")

Find: TypeAlias = Callable[[str, Collection[Sort], int], Sequence[Match]]  # words, sorts, limit


@dataclass(frozen=True, slots=True)
class _Edit:
    """What takes the place of `text[start:end]`; `at` is the character that it is there for."""

    start: int
    end: int
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A query for the engine, `sparql`, and the one that somebody has asked."""

    sparql: str
    source: Callable[[], Source]  # of the query that was asked, which is empty where it is too long to be read
    edits: tuple[_Edit, ...]

    def explain(self, error: QueryError) -> None:
        """Makes of what was said of `sparql` what is to be said of the query that was asked.

        The error itself changes: another one would hold it, in a circle perhaps, and with it the engine's results, which
        no other thread may let go of.
        """
        if not error.line or not error.column:
            return
        # Of an alias in a sub-select the engine says only that it expected something else.
        source = self.source()
        if reused := _reused(source, refused="SELECT contains" in str(error)):
            at, message = reused
            error.args = (message,)
            error.line, error.column = place(source.text, source.tokens[at].start)
        elif self.edits:
            error.line, error.column = place(source.text, self._origin(offset(self.sparql, error.line, error.column)))

    def _origin(self, at: int) -> int:
        """The character of the query that was asked which stands for one of `sparql`."""
        shift = 0
        for edit in self.edits:
            start = edit.start + shift
            if at < start:
                break
            if at < start + len(edit.text):
                return edit.at
            shift += len(edit.text) - (edit.end - edit.start)
        return at - shift


def rewrite(sparql: str, find: Find, *, base: str) -> Rewritten:
    """A query without `text:query` and `SERVICE rq:search`; `base` begins the IRIs of what is found.

    Raises QueryError where a search is not well put, stands where it cannot be answered rightly, or finds too much.
    """
    known = prefixes(base) | {"text": TEXT}
    if len(sparql) > READ:  # no time limit ends what is done here
        if len(sparql) <= LONGEST and (found := _SEARCHES.search(sparql)):
            reason = f"a query that searches has at most {READ:,} characters; this one has {len(sparql):,}"
            raise QueryError(reason, *place(sparql, found.start()))
        return Rewritten(sparql, partial(Source, "", prefixes=known, base=base), ())
    if not _MAY_SEARCH.search(sparql):
        return Rewritten(sparql, partial(Source, sparql, prefixes=known, base=base), ())
    source = Source(sparql, prefixes=known, base=base)
    asked = searches(source)
    edits = [_Edit(start, end, "", start) for start, end in asked.cuts]
    for search in asked.searches:
        at = source.tokens[search.at].start
        edits.append(_Edit(search.into, search.into, _pattern(search, find, base), at))
    edits.sort(key=lambda edit: (edit.start, edit.end))
    pieces, here = [], 0
    for edit in edits:
        pieces += [sparql[here : edit.start], edit.text]
        here = edit.end
    text = "".join([*pieces, sparql[here:]])
    if edits and len(text) > LONGEST:
        raise source.error(asked.searches[-1].at, "the searches find too much for one query: give them lower limits")
    return Rewritten(text, lambda: source, tuple(edits))


def _pattern(search: Search, find: Find, base: str) -> str:
    """A group that holds for what the search finds. It has no line break, so lines stay what they are."""
    rows = [(_class(match), _iri(match, base), match) for match in find(search.words, search.sorts, search.limit)]
    if search.iri is not None:
        rows = [row for row in rows if row[1] == search.iri]
    rows.sort(key=lambda row: row[0].value)
    groups = [
        f"{{ {_values(search, [row[1:] for row in here])} {search.thing} a {kind} }}"
        for kind, here in groupby(rows, key=lambda row: row[0])
    ]
    inside = " UNION ".join(groups) or _values(search, [])  # without a row it binds what it would bind with one
    return f"{{ {inside} }} "


def _values(search: Search, rows: Sequence[tuple[str, Match]]) -> str:
    names = ["" if search.iri else search.thing, search.score, search.literal]
    lines = []
    for iri, match in rows:
        cells = [f"<{iri}>", f"{match.score:.4f}e0", _literal(match)]
        lines.append(f"({' '.join(cell for name, cell in zip(names, cells, strict=True) if name)})")
    return f"VALUES ({' '.join(filter(None, names))}) {{ {' '.join(lines)} }}"


def _class(match: Match) -> NamedNode:
    if match.type is not None:
        return terms.ENTITY_CLASS[match.type]
    return terms.SENTENCE if match.sort == "sentence" else terms.NEWS_ARTICLE


def _iri(match: Match, base: str) -> str:
    if match.sort == "entity":
        return entity_iri(base, match.name)
    article = article_iri(base, match.name)
    return part_iri(article, "s", match.position) if match.sort == "sentence" else article


def _literal(match: Match) -> str:
    """The name, headline or sentence as the graph has it."""
    if not match.text:
        return "UNDEF"
    # The serialiser escapes \n and \r, and no other character ends the engine's lines.
    return str(Literal(match.text) if match.sort == "sentence" else Literal(match.text, language="zh"))


def _reused(source: Source, *, refused: bool) -> tuple[int, str] | None:
    """The token at which a SELECT uses a name that it gives itself, and what to say of it; unless it is known to be
    `refused`, in a SELECT with an aggregate, which the engine refuses always. It looks at each token a few times, then gives
    up: in a SELECT that nests a thousand others they would be a million."""
    left = 10 * len(source.tokens)
    for start in range(source.body, len(source.tokens)):
        if source.word(start) != "SELECT":
            continue
        named: dict[str, str] = {}
        at = start + 1
        aggregates = refused
        while source.kind(at) == "variable" or source.sign(at) == "(" or source.word(at) in ("DISTINCT", "REDUCED"):
            end = source.partner.get(at, at)
            last = end - 1 if source.word(end - 2) == "AS" else None
            token = at
            left -= end - at
            if left < 0:
                return None
            while token <= end:
                name = source.tokens[token].text[1:] if source.kind(token) == "variable" else ""
                if aggregates and name in named and token != last:
                    return token, _REUSED.format(name=name, expression=named[name])
                if source.word(token) in _AGGREGATES or source.word(token) == "BOUND":  # inside, the name is another
                    aggregates |= source.word(token) != "BOUND"
                    token = source.partner.get(token + 1, token)
                token += 1
            if last is not None:
                text = source.text[source.tokens[at].end : source.tokens[last - 1].start]
                named[source.tokens[last].text[1:]] = " ".join(text.split())[:80]
            at = end + 1
    return None


_AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
_REUSED = (
    "?{name} is named in this same SELECT, which cannot use it: write {expression} again here,"
    " or put the SELECT that names it in braces inside of another: SELECT … {{ {{ SELECT ({expression} AS ?{name}) … }} }}"
)
