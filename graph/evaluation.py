"""How anybody's query is put to an engine, and what the engine finds wrong with it, in one line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples
from pyoxigraph import Store as Engine

from graph.answers import QueryError
from graph.guard import check

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_CHARACTER_CLASS = re.compile(r"\[(?:'(?:[^'\\]|\\u\{\w+\}|\\.)+'|[_\s.=|])+\]")


def evaluate(
    engine: Engine,
    sparql: str,
    *,
    base: str,
    prefixes: Mapping[str, str],
    default_graphs: Sequence[str],
    named_graphs: Sequence[str],
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """What a query comes to, as it is read; graphs that are given are all that it sees. Raises QueryError where it is
    none, and what `told` knows."""
    check(sparql)
    with told():
        data_set = [[NamedNode(iri) for iri in iris] for iris in (default_graphs, named_graphs)]
        return engine.query(
            sparql,
            base_iri=base,
            prefixes=dict(prefixes),
            default_graph=list(data_set[0]) if any(data_set) else None,
            named_graphs=list(data_set[1]) if any(data_set) else None,
        )


@contextmanager
def told() -> Iterator[None]:
    """Makes a QueryError of the engine's errors: of a query, an IRI that is none, an evaluation that fails."""
    try:
        yield
    except SyntaxError as error:
        raise _syntax_error(error) from error
    except (ValueError, RuntimeError) as error:
        raise QueryError(one_line(str(error))) from error


def _syntax_error(error: SyntaxError) -> QueryError:
    found = _PLACE.match(str(error))
    if not found:
        return QueryError(one_line(str(error)))
    return QueryError(_expected(found[3]), int(found[1]), int(found[2]))


def _expected(message: str) -> str:
    """The engine's words, without the classes of characters that names are made of; its own reason where it has one."""
    words = _CHARACTER_CLASS.sub("", message.removeprefix("expected ").removeprefix("one of "))
    tokens = [token for part in words.split(", ") if (token := " ".join(part.split()))]
    for token in tokens:
        if " " in token and not token.startswith('"'):
            return token
    return f"expected {', '.join(tokens[:12])}{', …' * (len(tokens) > 12)}" if tokens else "this cannot be read"


def one_line(text: str) -> str:
    """The text in one line of at most 300 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 300 else f"{line[:299]}…"
