"""The reading of the W3C's manifests, and the comparison by which their tests are judged."""

import pytest
from pyoxigraph import BlankNode, Dataset, Literal, NamedNode, Quad, Store
from w3c.manifests import BASE, SUITES, manifest
from w3c.results import ROWS, Rows, expected, read, same

MANIFESTS = [str(path.parent.relative_to(SUITES)) for path in sorted(SUITES.glob("*/*/manifest.ttl"))]
A, B, C = (NamedNode(f"urn:{name}") for name in "abc")
JSON = ROWS[".srj"]


def test_every_test_of_a_query_or_an_update_is_found_with_its_files() -> None:
    if not MANIFESTS:
        pytest.skip("the W3C tests are not there")
    found = [entry for name in MANIFESTS for entry in manifest(name)]
    tests = [entry for entry in found if "Syntax" in entry.kind or "Evaluation" in entry.kind or "CSV" in entry.kind]
    assert len(tests) == len({entry.id for entry in tests}) > 1300
    for entry in tests:
        assert entry.text
        if entry.kind in ("QueryEvaluationTest", "CSVResultFormatTest"):
            expected(entry.result)
        entry.data.fill(Store())
        entry.after.fill(Store())


def test_what_a_manifest_says_of_an_update_is_read() -> None:
    entry = next(entry for entry in manifest("sparql11/add") if entry.name == "add03")
    before, after = Store(), Store()
    entry.data.fill(before)
    entry.after.fill(after)
    before.update(entry.text, base_iri=BASE)
    assert same(Dataset(before), Dataset(after))
    assert len({quad.graph_name for quad in after}) > 1


def rows(*values: dict[str, object], ordered: bool = True) -> Rows:
    names = frozenset(name for row in values for name in row)
    return Rows(names, tuple(tuple(sorted(row.items())) for row in values), ordered)


def test_solutions_are_the_same_in_any_order_unless_it_counts() -> None:
    one, other = rows({"x": A}, {"x": B}), rows({"x": B}, {"x": A})
    assert same(one, other)
    assert not same(one, other, ordered=True)
    assert same(one, one, ordered=True)


def test_how_often_a_solution_comes_counts_unless_it_is_lax() -> None:
    once, twice = rows({"x": A}, {"x": B}), rows({"x": A}, {"x": A}, {"x": B})
    assert not same(once, twice)
    assert same(once, twice, lax=True)
    assert not same(rows({"x": A}, {"x": A}, {"x": B}), rows({"x": A}, {"x": B}, {"x": B}))


def test_blank_nodes_are_known_by_where_they_stand() -> None:
    def pair(*names: str) -> Rows:
        return rows(*({"x": BlankNode(name)} for name in names))

    assert same(pair("a", "b"), pair("c", "d"))
    assert not same(pair("a", "b"), pair("c", "c"))
    assert not same(rows({"x": BlankNode("a")}), rows({"x": A}))


def test_numbers_are_compared_by_value_and_type() -> None:
    def number(text: str, kind: str) -> Rows:
        return rows({"x": Literal(text, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))})

    assert same(number("1.0", "decimal"), number("+1", "decimal"))
    assert not same(number("1", "integer"), number("2", "integer"))
    assert not same(number("1", "integer"), number("1", "string"))


def test_graphs_are_the_same_whatever_their_blank_nodes_are_called() -> None:
    one, other = (Dataset([Quad(BlankNode(a), B, BlankNode(b))]) for a, b in (("x", "y"), ("y", "x")))
    assert same(one, other)
    assert not same(one, Dataset([Quad(BlankNode("x"), B, BlankNode("x"))]))
    assert not same(one, True)


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        (JSON, '{"head":{"vars":["x","y"]},"results":{"bindings":[{"x":{"type":"uri","value":"urn:a"}}]}}'),
        (ROWS[".tsv"], "?x\t?y\n<urn:a>\t\n"),
    ],
)
def test_an_unbound_variable_is_none(media_type: str, body: str) -> None:
    found = read(body.encode(), media_type)
    assert same(found, Rows(frozenset({"x", "y"}), ((("x", A),),)))


def test_csv_is_read_as_csv() -> None:
    found = read(b'x,y\r\n"a ""b"", c",_:b0\r\n', ROWS[".csv"])
    assert same(found, rows({"x": Literal('a "b", c'), "y": BlankNode("z")}))
