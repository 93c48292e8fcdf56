"""Whether two results of a query are the same: blank nodes by what is said of them, numbers by their value, order where the
query gives one."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Store,
    Triple,
    Variable,
    parse,
    parse_query_results,
)
from w3c.manifests import BASE, FORMATS

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
ROWS = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Rows:
    """Solutions; `ordered` where the file tells their order."""

    names: frozenset[str]
    rows: tuple[tuple[tuple[str, Term], ...], ...]
    ordered: bool = True


Result: TypeAlias = bool | Rows | Dataset


def expected(path: Path) -> Result:
    """What a file of a suite says."""
    if path.suffix in ROWS:
        return read(path.read_bytes(), ROWS[path.suffix])
    found = Dataset(parse(path=path, format=FORMATS[path.suffix], base_iri=BASE + path.name))
    if any(found.quads_for_predicate(NamedNode(RS + "boolean"))):
        return next(iter(found.quads_for_predicate(NamedNode(RS + "boolean")))).object.value == "true"
    return _described(found) if any(found.quads_for_object(NamedNode(RS + "ResultSet"))) else found


def read(body: bytes, media_type: str) -> Result:
    """An answer."""
    if media_type == ROWS[".csv"]:
        return _csv(body.decode())
    form = QueryResultsFormat.from_media_type(media_type)
    if form is None:
        return Dataset(parse(body, RdfFormat.from_media_type(media_type)))
    found = parse_query_results(body, form)
    if isinstance(found, QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    return Rows(frozenset(names), tuple(_row({name: row[Variable(name)] for name in names}) for row in found))


def same(one: Result, other: Result, *, ordered: bool = False, lax: bool = False) -> bool:
    """Whether two results are the same; solutions in their order where that is asked for and both tell it, and as often as
    they come unless that is `lax`, as for REDUCED."""
    if type(one) is not type(other):
        return False
    if isinstance(one, bool):
        return one == other
    if isinstance(one, Dataset):
        return same_graphs(_kept(one), _kept(other))
    if one.names != other.names or (len(one.rows) != len(other.rows) and not lax):
        return False
    ordered = ordered and one.ordered and other.ordered
    return same_graphs(_encoded(one, ordered, lax), _encoded(other, ordered, lax))


def same_graphs(one: Dataset, other: Dataset) -> bool:
    """Whether two data sets are isomorphic."""
    if len(one) != len(other):
        return False
    pair = [Dataset(each) for each in (one, other)]
    for each in pair:
        each.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return pair[0] == pair[1]


def _encoded(found: Rows, ordered: bool, lax: bool) -> Dataset:
    """Solutions as a graph with a node for each, and how often it comes or where."""
    named = (
        Quad(NamedNode(f"urn:row:{at}"), NamedNode(f"urn:variable:{name}"), term)
        for at, row in enumerate(found.rows)
        for name, term in row
    )
    kept: dict[str, list[tuple[NamedNode, Term]]] = {f"urn:row:{at}": [] for at in range(len(found.rows))}
    for quad in sorted(_kept(named), key=lambda quad: quad.predicate.value):
        kept[quad.subject.value].append((quad.predicate, quad.object))
    rows = [tuple(row) for row in kept.values()]
    marked = list(zip(rows, range(len(rows)), strict=True)) if ordered else list(Counter(rows).items())
    quads = []
    for number, (row, count) in enumerate(marked):
        mark = 1 if lax else count
        node = BlankNode(f"row{number}")
        quads += [Quad(node, NamedNode("urn:mark"), Literal(mark)), *(Quad(node, *pair) for pair in row)]
    return Dataset(quads)


def _kept(quads: Iterable[Quad]) -> Dataset:
    """Quads as the engine keeps them: it writes a number in one way only, and so do the data that it answers from."""
    store = Store()
    store.extend(quads)
    return Dataset(store)


def _row(values: dict[str, Term | None]) -> tuple[tuple[str, Term], ...]:
    return tuple(sorted(((name, term) for name, term in values.items() if term is not None), key=lambda v: v[0]))


def _csv(text: str) -> Rows:
    """CSV tells neither kinds nor types of terms, but which are blank nodes."""
    names, *lines = list(csv.reader(io.StringIO(text, newline="")))
    rows = []
    for line in lines:
        cells = line or [""] * len(names)  # a row whose only value is unbound is an empty line
        terms = [BlankNode(c[2:]) if re.fullmatch(r"_:\w+", c) else Literal(c) for c in cells]
        rows.append(_row(dict(zip(names, terms, strict=True))))
    return Rows(frozenset(names), tuple(rows))


def _described(found: Dataset) -> Rows:
    """Solutions that are told in RDF."""
    store = Store()
    store.extend(found)

    def every(node: BlankNode | NamedNode | None, name: str) -> list[Term]:
        return [quad.object for quad in store.quads_for_pattern(node, NamedNode(RS + name), None)]

    rows = []
    for node in every(None, "solution"):
        bindings = {
            every(binding, "variable")[0].value: every(binding, "value")[0] for binding in every(node, "binding")
        }
        index = every(node, "index")
        rows.append((int(index[0].value) if index else 0, _row(bindings)))
    names = frozenset(term.value for term in every(None, "resultVariable"))
    return Rows(
        names, tuple(row for _, row in sorted(rows, key=lambda r: r[0])), len({n for n, _ in rows}) == len(rows)
    )
