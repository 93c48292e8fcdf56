"""Charts, timelines and networks of rows: what holds whatever the rows say."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from server.charts import charts
from server.networks import MOST, of_rows
from server.terms import Cell
from server.timelines import moments

NUMBERS = st.floats(-1e12, 1e12).map(lambda number: Cell(repr(number), note="xsd:double", number=True))
NAMES = st.text(min_size=1, max_size=12)
ENTITIES = st.integers(0, 60).map(lambda n: Cell(f"某公司{n}" * (n % 4 + 1), f"/entity/{n}"))


def integer(number: int) -> Cell:
    return Cell(str(number), note="xsd:integer", number=True)


@settings(max_examples=40)
@given(st.lists(st.tuples(NAMES.map(Cell), NUMBERS), min_size=2, max_size=60))
def test_a_chart_is_in_proportion(rows: list[tuple[Cell, Cell]]) -> None:
    """Shares lie between 0 and 100, in the order of the numbers, and 0 lies within."""
    (chart,) = charts(("名", "数"), rows)
    shares = [mark.share for mark in chart.marks]
    assert all(0 <= share <= 100 for share in [*shares, chart.zero])
    assert len(chart.marks) + chart.left_out == len(rows)
    values = [float(number.words) for _, number in rows[: len(shares)]]
    order = sorted(range(len(values)), key=lambda i: values[i])
    assert [shares[i] for i in order] == sorted(shares)


def test_a_chart_needs_names_and_numbers() -> None:
    """Not a single row, not numbers alone, not a column with a gap or with NaN; years are names."""
    words, numbers = [Cell("甲"), Cell("乙")], [integer(1), integer(2)]
    rows = list(zip(words, numbers, strict=True))
    assert charts(("名", "数"), rows)[0].kind == "bars"
    assert charts(("名", "数"), rows[:1]) == ()
    assert charts(("数",), [(number,) for number in numbers]) == ()
    assert charts(("名", "数"), [*rows, (Cell("丙"), Cell(""))]) == ()
    assert charts(("名", "数"), [*rows, (Cell("丙"), Cell("NaN", note="xsd:double", number=True))]) == ()
    (line,) = charts(("年", "数"), [(integer(year), integer(year - 2000)) for year in (2012, 2013, 2015)])
    assert (line.kind, line.title, line.marks[1].words) == ("line", "数", "2013")


def test_a_timeline_is_in_the_order_of_its_dates() -> None:
    """By the first column that has any; rows without one are passed over; a bare number is no year."""

    def day(words: str) -> Cell:
        return Cell(words, note="xsd:date")

    rows = [(Cell("乙"), day("2014-02-01")), (Cell("甲"), day("2013-12-31")), (Cell("丙"), Cell(""))]
    assert [(m.when, m.cells[0].words) for m in moments(("名", "日"), rows)] == [
        ("2013-12-31", "甲"),
        ("2014-02-01", "乙"),
    ]
    assert [m.when for m in moments(("名", "时"), [(Cell("甲"), Cell("2012-05/2013"))])] == ["2012-05"]
    assert [
        m.when for m in moments(("名", "时"), [(Cell("甲"), Cell("2020-01-02T03:04:05Z", note="xsd:dateTime"))])
    ] == ["2020-01-02"]
    founder = Cell("schema:founder", "https://schema.org/founder")
    assert moments(("谓", "日"), [(founder, day("2014-02-01"))])[0].cells[0].words == "创始人"
    assert moments(("名", "数"), [(Cell("甲"), integer(2012)), (Cell("乙"), Cell("2012"))]) == ()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(ENTITIES, ENTITIES), min_size=1, max_size=80))
def test_a_network_stays_within_its_frame_and_draws_the_same_twice(rows: list[tuple[Cell, Cell]]) -> None:
    """Boxes lie inside, none upon another's words; what had no room is counted."""
    drawn = of_rows(rows)
    things = {cell.href for row in rows if row[0] != row[1] for cell in row}
    if not things:
        assert drawn is None
        return
    assert drawn is not None
    assert drawn == of_rows(rows)
    assert len(drawn.nodes) == min(MOST, len(things))
    assert len(drawn.nodes) + drawn.left_out == len(things)
    for node in drawn.nodes:
        box = node.box
        assert 0 <= box.left <= box.left + box.width <= drawn.width
        assert 0 <= box.top <= box.top + box.height <= drawn.height
    overlapping = [
        (one.name, other.name)
        for one, other in combinations(drawn.nodes, 2)
        if abs(one.box.x - other.box.x) < (one.box.width + other.box.width) / 2
        and abs(one.box.y - other.box.y) < one.box.height
    ]
    assert overlapping == []


def test_a_relation_in_the_row_stands_on_the_line() -> None:
    """In Chinese; both directions share one line, and a thing with itself has none."""
    a, b = Cell("甲", "/entity/a"), Cell("乙", "/entity/b")
    founder = Cell("schema:founder", "https://schema.org/founder")
    drawn = of_rows([(a, founder, b), (b, Cell("x"), a), (a, founder, a)])
    assert drawn is not None
    assert [edge.words for edge in drawn.edges] == ["创始人"]
