"""The relation picture: nothing overlaps, nothing leaves the drawing."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from server.picture import MOST, Box, Neighbour, fitted, ladder, wheel

_neighbours = st.lists(
    st.builds(
        Neighbour,
        name=st.just("x"),
        label=st.text("长名字Wide字母i", min_size=1, max_size=30),
        type=st.just("ORG"),
        relations=st.lists(st.text("投资方前员工", min_size=1, max_size=8), min_size=1, max_size=4).map(tuple),
    ),
    max_size=MOST + 3,
)


def _apart(one: Box, other: Box) -> bool:
    return (
        abs(one.x - other.x) >= (one.width + other.width) / 2 or abs(one.y - other.y) >= (one.height + other.height) / 2
    )


@given(st.text("机构名", min_size=1, max_size=30), _neighbours)
def test_no_box_lies_on_another_or_outside_the_drawing(label: str, neighbours: list[Neighbour]) -> None:
    """For any names and any number of neighbours, in both layouts."""
    for picture in (wheel(label, neighbours), ladder(label, neighbours)):
        boxes = [picture.middle, *(spoke.box for spoke in picture.spokes)]
        for one, other in combinations(boxes, 2):
            assert _apart(one, other)
        for box in boxes:
            assert box.left >= 0
            assert box.left + box.width <= picture.width
            assert box.top >= 0
            assert box.top + box.height <= picture.height


@given(_neighbours)
def test_the_words_on_a_line_cover_no_box_in_the_ladder(neighbours: list[Neighbour]) -> None:
    for spoke in ladder("中心", neighbours).spokes:
        assert _apart(spoke.words, spoke.box)


def test_a_picture_shows_the_first_neighbours_and_no_more_than_fit() -> None:
    neighbours = [Neighbour(str(n), f"第{n}个", "PER", ("成员",)) for n in range(40)]
    assert [spoke.neighbour for spoke in wheel("甲", neighbours).spokes] == neighbours[:MOST]


@given(st.text(max_size=60), st.integers(1, 20))
def test_a_label_never_grows_wider_than_its_place(label: str, most: int) -> None:
    """One em more at the most, for the sign that something was cut."""
    words, ems = fitted(label, most)
    assert ems <= most + 1
    assert words == label or (words.endswith("…") and label.startswith(words[:-1]))
