import io
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Dataset as RdflibDataset
from rdflib import Graph as RdflibGraph

from extract.reading import Fact, Reading
from graph import linked
from graph.dump import FORMATS, Format, dump
from graph.home import Home
from graph.protocol import Store
from ontology.iris import PREFIXES, RQ, SCHEMA, XSD

Lines = Callable[[Store], list[str]]


def dumped(home: Home, form: Format) -> bytes:
    output = io.BytesIO()
    dump(home.truths, output, form, lambda done, total: None)
    return output.getvalue()


def canonical(quads: Iterable[Quad]) -> str:
    found = Dataset(quads)
    found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "\n".join(sorted(str(quad) for quad in found))


pytestmark = pytest.mark.filterwarnings(
    r"ignore::DeprecationWarning:rdflib\..*"
)  # its own plugins call what it deprecates


@pytest.fixture(autouse=True)
def _literals_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib would write …Z as …+00:00."""
    monkeypatch.setattr("rdflib.NORMALIZE_LITERALS", False)


def through_rdflib(text: bytes, form: Format) -> list[Quad]:
    """The quads of a document as rdflib reads them."""
    if form == "turtle":
        union = RdflibGraph().parse(data=text, format="turtle")
        lines = union.serialize(format="nt", encoding="utf-8")
    else:
        names = {"nquads": "nquads", "trig": "trig", "jsonld": "json-ld"}
        found = RdflibDataset()
        found.parse(data=text, format=names[form])
        lines = found.serialize(format="nquads", encoding="utf-8")
    return list(parse(lines, format=RdfFormat.N_QUADS))


@pytest.fixture
def filled(home: Home, gold_readings: tuple[Reading, ...], full_reading: Reading) -> Home:
    """The gold articles and one with everything, among it values that no context expects."""
    odd = replace(
        full_reading,
        article=replace(full_reading.article, id='//odd/"ids"\n', title=' "引号"\\\n换行 ', published=date(987, 1, 2)),
        facts=(*full_reading.facts, Fact("ORG1", "numberOfEmployees", "八十余", True, 0, 5, 0.5)),
    )
    for reading in (*gold_readings, full_reading, odd):
        home.put(reading)
    return home


@pytest.mark.parametrize("form", FORMATS)
def test_a_dump_read_by_another_library_is_what_the_store_holds(filled: Home, form: Format, lines: Lines) -> None:
    with filled.own("test") as graph:
        graph.catch_up()
        stored = list(parse("\n".join(f"{line} ." for line in lines(graph._derived.store)), format=RdfFormat.N_QUADS))
    union = [quad for quad in stored if quad.graph_name == DefaultGraph()]
    graphs = [quad for quad in stored if quad.graph_name != DefaultGraph()]
    assert canonical(through_rdflib(dumped(filled, form), form)) == canonical(union if form == "turtle" else graphs)


def test_the_engine_reads_the_same_of_every_format_of_quads(filled: Home) -> None:
    """Two readers of JSON-LD agree on what the context means."""
    kinds = {"nquads": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}
    lines, trig, linked_data = (
        canonical(parse(dumped(filled, form), format=kinds[form])) for form in ("nquads", "trig", "jsonld")
    )
    assert lines == trig == linked_data


def test_no_triple_of_the_union_is_written_twice(filled: Home) -> None:
    found = list(parse(dumped(filled, "turtle"), format=RdfFormat.TURTLE))
    assert len(found) == len(set(found)) > 1000


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_graph_is_an_empty_document(home: Home, form: Format) -> None:
    assert through_rdflib(dumped(home, form), form) == []


def test_a_dump_is_of_one_moment(filled: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another process retracts while it is written is still in it."""
    monkeypatch.setattr("graph.dump.PAGE", 2)
    before = dumped(filled, "nquads")

    class Slow(io.BytesIO):
        """Lets the other process do its work as soon as the first bytes are out."""

        meddled = False

        def write(self, data: object) -> int:
            if not self.meddled:
                self.meddled = True
                code = (
                    "import sys; from pathlib import Path; from graph.home import Home\n"
                    "home = Home(Path(sys.argv[1]))\n"
                    "for row in home.articles(limit=100): home.retract(row.id)"
                )
                subprocess.run([sys.executable, "-c", code, str(filled.path)], check=True)
            return super().write(data)  # type: ignore[arg-type]  # whatever a file may be given

    output = Slow()
    dump(filled.truths, output, "nquads", lambda done, total: None)
    assert output.getvalue() == before
    assert dumped(filled, "nquads") == b""


def test_json_is_short_where_the_context_knows_the_type(filled: Home) -> None:
    text = dumped(filled, "jsonld").decode()
    assert '"type": "Claim"' in text
    assert '"predicate": "schema:founder"' in text
    assert '"confidence": "1"' in text
    assert '"amount": 9000000' in text
    assert '"numberOfEmployees": [86, {"@value": "八十余"}]' in text
    assert RQ not in text[text.index('"@graph"') :]


VALUES = st.one_of(
    st.builds(Literal, st.text(max_size=8)),
    st.builds(lambda text, tag: Literal(text, language=tag), st.text(max_size=8), st.sampled_from(["zh", "en", "zh-hant"])),
    st.builds(
        lambda text, kind: Literal(text, datatype=NamedNode(XSD + kind)),
        st.sampled_from(["7", "-7", "+7", "007", "-0", "0", "1" * 40, "0.50", "true", "2014-01-01", "x"]),
        st.sampled_from(["integer", "decimal", "boolean", "date", "anyURI", "string"]),
    ),
    st.sampled_from([NamedNode(RQ + "Claim"), NamedNode("urn:x"), NamedNode("https://e.org/a#b"), NamedNode(RQ + "a/b")]),
)  # fmt: skip
PATHS = [
    *(RQ + name for name in ("amount", "confidence", "quote", "evidence", "earliest", "unknown")),
    *(SCHEMA + name for name in ("url", "headline", "founder")),
    *(PREFIXES["rdf"] + name for name in ("object", "predicate", "type")),
]


@given(st.lists(st.tuples(st.sampled_from(PATHS), VALUES), max_size=6))
def test_any_value_under_any_key_means_what_it_meant(pairs: list[tuple[str, Quad]]) -> None:
    name = NamedNode("https://e.org/g")
    quads = [Quad(name, NamedNode(path), value, name) for path, value in pairs]
    text = "".join(linked.documents([(name, quads)]))
    assert set(parse(text, format=RdfFormat.JSON_LD)) == set(quads)
