"""What users' writes come to, worked out where it can hurt nobody: in a worker, on a copy that is thrown away.

All that leaves it is what the graphs hold afterwards that may be written; what else an update did is gone with the copy.
"""

import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse, serialize
from pyoxigraph import Store as Engine

from graph import annotations
from graph.answers import TRIPLES, QueryError, ReachError
from graph.evaluation import one_line, read_update, told
from graph.forms import PROPERTY, TEXT
from graph.guard import check
from graph.operations import DEFAULT, DataSet, Operation, operations
from graph.source import Source
from graph.tokens import tokens
from ontology.iris import graph_name, prefixes

READABLE = {name: TRIPLES[name] for name in TRIPLES if not TRIPLES[name].supports_datasets} | {
    "application/ld+json": RdfFormat.JSON_LD
}

_Contents: TypeAlias = dict[str, bytes]  # graphs' N-Triples, by IRI


def updated(ask: Mapping[str, Any], *, base: str, snapshot: Engine, path: Path, scratch: Path) -> _Contents:
    """What the graphs hold after an update that it has changed. All its operations are done or none.

    `ask` is an `Update`; `snapshot` is open at `path`, and `scratch` names a directory that may be made meanwhile. Raises
    QueryError, FullError.
    """
    text = ask["text"]
    known = prefixes(base)
    check(text)
    source = Source(text, prefixes=known | {"text": TEXT}, base=base)
    for at in range(len(source.tokens)):
        if source.iri(at) == PROPERTY:
            raise source.error(at, "an update searches for no words: text:query belongs into queries")
    try:
        read_update(text, base=base, prefixes=known)
    except QueryError:
        # The engine reads no prologue behind the first operation. Each operation with what stands before it is an update.
        if not _read_apart(text, base, known):
            raise
    source = Source(text, prefixes=known, base=base)
    with told():
        found = list(operations(source, DataSet(ask["using"], ask["named"])))
    within: str | None = ask["within"]
    if within is not None:
        _check_reach(source, found, base, within)
    newer = {iri: lines.encode() for iri, lines in ask["newer"].items()}
    with _stage(found, within, newer, snapshot, path, scratch) as (engine, union):
        written = {target.iri for one in found for target in one.writes if target.iri is not None}
        if within is None:
            written |= {DEFAULT, *(name.value for name in engine.named_graphs() if isinstance(name, NamedNode))}
        before = _all(engine, written)
        now = before
        for place, operation in enumerate(found):
            try:
                with told():
                    engine.update(operation.text, base_iri=base, prefixes=known)
            except OSError as error:  # of the disk, or of the network that it has not
                raise QueryError(f"cannot be carried out: {one_line(str(error))}") from error
            if union and any(later.reads is None for later in found[place + 1 :]):
                then, now = now, _all(engine, written)
                _follow(engine, then, now)
        if within is None:
            written |= {name.value for name in engine.named_graphs() if isinstance(name, NamedNode)}
        after = _all(engine, written)
    return {iri: _lines(iri, after[iri], within) for iri in sorted(written) if after[iri] != before.get(iri, set())}


def _read_apart(text: str, base: str, known: Mapping[str, str]) -> bool:
    """Whether a text is an update with several prologues."""
    try:
        found = list(operations(Source(text, prefixes=known, base=base), DataSet()))
        for one in found:
            read_update(one.text, base=base, prefixes=known)
    except QueryError:
        return False
    labels = [{token.text for token in tokens(one.text) if token.text.startswith("_:")} for one in found]
    several = len(set().union(*labels)) < sum(map(len, labels))  # operations of one update share no blank node
    return not several and len({one.prologue for one in found}) > 1


def document(ask: Mapping[str, Any]) -> _Contents:
    """The triples of a document of RDF, a `Document`, as if they were those of the default graph. Raises QueryError."""
    form = READABLE[ask["media_type"]]
    try:
        found = parse(
            ask["text"], format=form, base_iri=ask["base"], without_named_graphs=True, rename_blank_nodes=True
        )
        engine = Engine()  # which writes numbers in one way only, as the store does
        engine.extend(found)
        return {DEFAULT: _lines(ask["base"], engine, ask["base"])}
    except SyntaxError as error:
        raise QueryError(one_line(error.msg), error.lineno, error.offset) from error
    except ValueError as error:
        raise QueryError(one_line(str(error))) from error


def _check_reach(source: Source, found: Iterable[Operation], base: str, within: str) -> None:
    for operation in found:
        for target in operation.writes:
            iri = target.iri
            if iri and iri.startswith(within) and graph_name(base, iri) is not None:
                continue
            named = f"<{iri[:200]}>" if iri else target.words
            place = source.error(target.at, f"{named} may not be written: updates write the graphs under <{within}>")
            raise ReachError(f"{place}", place.line, place.column)


@contextmanager
def _stage(
    found: Collection[Operation],
    within: str | None,
    newer: _Contents,
    snapshot: Engine,
    path: Path,
    scratch: Path,
) -> Iterator[tuple[Engine, bool]]:
    """A store to be written at will, and whether its default graph is the union of the others.

    Where no operation looks at more than the graphs that are written, these are all there is. Otherwise it is a copy of the
    snapshot, mostly of hard links: whoever writes such a store makes new files.
    """
    names = {target.iri for one in found for target in one.writes}
    names |= {iri for one in found for iri in (one.reads if one.reads is not None else (None,))}
    few = [iri for iri in names if iri is not None and (within is None or iri.startswith(within))]
    if len(few) == len(names):
        engine = Engine()
        for iri in few:
            known = _quads(iri, newer[iri]) if iri in newer else _held(snapshot, iri)
            engine.extend(known)
        yield engine, False
        return
    _copy(path, scratch)
    try:
        engine = Engine(scratch)
        for iri, lines in newer.items():
            before, after = _held(engine, iri), set(_quads(iri, lines))
            for quad in before - after:
                engine.remove(quad)
            engine.extend(after - before)
            if within is not None:
                _follow(engine, {iri: before}, {iri: after})
        yield engine, within is not None
        del engine
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _copy(path: Path, scratch: Path) -> None:
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    for entry in os.scandir(path):
        if entry.name.endswith(".sst"):  # which is never written again
            os.link(entry.path, scratch / entry.name)
        else:
            shutil.copyfile(entry.path, scratch / entry.name)


def _follow(engine: Engine, before: Mapping[str, set[Quad]], after: Mapping[str, set[Quad]]) -> None:
    """Makes the default graph the union again."""
    for iri, quads in after.items():
        then = before.get(iri, set())
        engine.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads - then)
        for quad in then - quads:
            holders = engine.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            if all(holder.graph_name == DefaultGraph() for holder in holders):
                engine.remove(Quad(quad.subject, quad.predicate, quad.object))


def _all(engine: Engine, iris: Iterable[str]) -> dict[str, set[Quad]]:
    return {iri: _held(engine, iri) for iri in iris}


def _held(engine: Engine, iri: str) -> set[Quad]:
    return set(engine.quads_for_pattern(None, None, None, _node(iri)))


def _quads(iri: str, lines: bytes) -> Iterator[Quad]:
    return annotations.quads(_node(iri), lines)


def _node(iri: str) -> NamedNode | DefaultGraph:
    return DefaultGraph() if iri == DEFAULT else NamedNode(iri)


def _lines(iri: str, quads: Iterable[Quad], within: str | None) -> bytes:
    """Quads as a graph is kept."""
    triples = [quad.triple for quad in quads]
    if within is not None and any(isinstance(triple.object, Triple) for triple in triples):
        raise QueryError("a graph here has no triple terms (RDF 1.2)")
    found = annotations.lines_of((serialize(triples, format=RdfFormat.N_TRIPLES) or b"").splitlines())
    if within is not None:
        annotations.check_size(iri, found)
    return found
