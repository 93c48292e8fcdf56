"""Tables of links that people keep: CSV files, and Turtle with `<entity> owl:sameAs <iri>`. Row by row, each with its line, so
that one which cannot be used is reported and the others are taken.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from corpus.encoding import decode
from graph import terms
from ontology.iris import entity_local

NAMES, TARGETS = ("name", "entity"), ("iri", "qid")  # columns of which a table has one


class LinkTableError(Exception):
    """A table that cannot be read at all; tells why."""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A row of a table: `entity` is a name or, if not `by_label`, a local name, `type` "" where none is told; `iri` as it is
    written. What cannot be a link has its `fault` instead."""

    line: int
    entity: str = ""
    iri: str = ""
    type: str = ""
    by_label: bool = False
    fault: str = ""


def of_csv(data: bytes) -> Iterator[LinkRow]:
    """The rows of a table whose first line names its columns: `name` (or `entity`: local names), `iri` (or `qid`) and, as
    wanted, `type`, parted by commas, semicolons or tabs. Raises LinkTableError, and DecodingError."""
    text = decode(data)
    head = text.partition("\n")[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    try:
        columns = [column.strip().casefold() for column in next(reader, [])]
    except csv.Error as error:
        raise LinkTableError(f"the first line, which names the columns, is no CSV: {error}") from error
    named, target = ([column for column in known if column in columns] for known in (NAMES, TARGETS))
    if not named or not target:
        raise LinkTableError("the first line has to name the columns: name (or entity), iri (or qid), and maybe type")
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield LinkRow(line, fault=str(error))
            continue
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        row = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
        missing = [column for column in (named[0], target[0]) if not row.get(column)]
        if missing:
            yield LinkRow(line, fault=f"{' and '.join(missing)}: empty")
        else:
            by_label = named[0] == NAMES[0]
            yield LinkRow(line, row[named[0]], row[target[0]], row.get("type", "").upper(), by_label)


def of_turtle(data: bytes, base: str) -> Iterator[LinkRow]:
    """The links that Turtle states; `base` begins the IRIs of the entities, relative ones are local names. Other statements
    are passed over."""
    lines = _Lines(data)
    found = parse(lines, format=RdfFormat.TURTLE, base_iri=f"{base}entity/")
    while True:
        try:
            quad = next(found, None)
        except SyntaxError as error:  # the parser goes on behind the statement
            yield LinkRow(error.lineno or lines.read_so_far, fault=" ".join(error.msg.split()))
            continue
        if quad is None:
            return
        if quad.predicate == terms.SAME_AS:
            yield _link(quad, base, lines.read_so_far)


def _link(quad: Quad, base: str, line: int) -> LinkRow:
    ends = [end.value if isinstance(end, NamedNode) else None for end in (quad.subject, quad.object)]
    locals_ = [entity_local(base, end) if end else None for end in ends]
    if None in ends or all(locals_):
        return LinkRow(line, fault=f"{quad.triple}: links an entity with an IRI from elsewhere, nothing else")
    for local, other in ((locals_[0], ends[1]), (locals_[1], ends[0])):  # the relation holds in both directions
        if local and other:
            return LinkRow(line, local, other)
    return LinkRow(line, fault=f"{quad.triple}: neither end is an entity, whose IRI begins with {base}entity/")


class _Lines(BytesIO):
    """A file that is read line by line, so that it is known in which one a statement ends."""

    read_so_far = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """The next line, whatever the size."""
        line = self.readline()
        self.read_so_far += bool(line)
        return line
