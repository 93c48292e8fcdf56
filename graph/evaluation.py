"""How anybody's query is put to an engine, and what the engine finds wrong with it, in one line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples
from pyoxigraph import Store as Engine

from graph.answers import QueryError
from graph.guard import check
from graph.source import Source
from graph.tokens import offset, place

_FAIL = "DROP GRAPH <urn:rongqiao:nowhere> ; "  # at once where nothing is: what stands behind it is read and not done
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
    services: Sequence[str] = (),
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """What a query comes to, as it is read; graphs that are given are all that it sees, and
    `services` the addresses that it may call. Raises QueryError where it is
    none, and what `told` knows."""
    check(sparql, services=services)
    with told():
        data_set = [[NamedNode(iri) for iri in iris] for iris in (default_graphs, named_graphs)]
        try:
            return engine.query(
                sparql,
                base_iri=base,
                prefixes=dict(prefixes),
                default_graph=list(data_set[0]) if any(data_set) else None,
                named_graphs=list(data_set[1]) if any(data_set) else None,
            )
        except SyntaxError as error:
            if sparql.strip() and _is_update(sparql, base, prefixes):
                found = _syntax_error(error)
                message = "this is an update, not a query: it is sent by POST, as update=…"
                raise QueryError(message, found.line, found.column) from error
            raise


def read_update(text: str, *, base: str, prefixes: Mapping[str, str]) -> None:
    """Raises QueryError where a text is no update; does nothing of what it says."""
    check(text)
    source = Source(text, prefixes=prefixes, base=base)
    at = source.tokens[source.body].start if source.body < len(source.tokens) else len(text)
    try:
        Engine().update(f"{text[:at]}{_FAIL}{text[at:]}", base_iri=base, prefixes=dict(prefixes))
    except SyntaxError as error:
        if _is_query(text, base, prefixes):
            raise QueryError("this is a query, not an update: it is asked as query=…") from error
        raise _syntax_error(error, text, at) from error
    except ValueError as error:
        raise QueryError(one_line(str(error))) from error
    except RuntimeError:  # that there is no such graph
        return


def _is_query(text: str, base: str, prefixes: Mapping[str, str]) -> bool:
    try:
        Engine().query(text, base_iri=base, prefixes=dict(prefixes))
    except SyntaxError:
        return False
    except (ValueError, RuntimeError, OSError):
        return True
    return True


def _is_update(text: str, base: str, prefixes: Mapping[str, str]) -> bool:
    try:
        read_update(text, base=base, prefixes=prefixes)
    except QueryError:
        return False
    return True


@contextmanager
def told() -> Iterator[None]:
    """Makes a QueryError of the engine's errors: of a query, an IRI that is none, an evaluation that fails."""
    try:
        yield
    except SyntaxError as error:
        raise _syntax_error(error) from error
    except (ValueError, RuntimeError) as error:
        raise QueryError(one_line(str(error))) from error


def _syntax_error(error: SyntaxError, text: str = "", put_in: int | None = None) -> QueryError:
    """What is wrong with a text, in which `_FAIL` was `put_in` before a character."""
    found = _PLACE.match(str(error))
    if not found:
        shared = re.search(r"_:\S+", str(error))  # a label that is in two operations: what is wrong is the later one
        at = text.rfind(shared[0]) if shared else -1
        return QueryError(one_line(str(error)), *(place(text, at) if at >= 0 else ()))
    line, column = int(found[1]), int(found[2])
    if put_in is not None:
        at = offset(f"{text[:put_in]}{_FAIL}{text[put_in:]}", line, column)
        line, column = place(text, max(put_in, at - len(_FAIL)) if at > put_in else at)
    return QueryError(_expected(found[3]), line, column)


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
