"""Panels stand apart, and so that the sheet prints as large as possible."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from diagrams.geometry import Rectangle
from diagrams.layout.packing import FEW, GUTTER, pack, shrink

sizes = st.tuples(st.integers(50, 900), st.integers(50, 1500))


def shapes(*given: tuple[float, float]) -> tuple[tuple[Rectangle, ...], ...]:
    """Shapes of one rectangle each, of these widths and heights."""
    return tuple((Rectangle(0, 0, width, height),) for width, height in given)


@given(st.lists(sizes, min_size=1, max_size=9))
def test_no_panel_touches_another(given: list[tuple[int, int]]) -> None:
    placed = [shape[0].moved(*spot) for shape, spot in zip(shapes(*given), pack(shapes(*given)), strict=True)]
    assert not any(one.touches(other, GUTTER - 0.1) for one, other in combinations(placed, 2))


def test_the_main_flow_stays_at_the_top_left() -> None:
    assert pack(shapes((300, 900), (200, 200)))[0] == (0, 0)


def test_others_stand_to_the_right_of_a_high_main_flow() -> None:
    assert pack(shapes((300, 900), (250, 250), (250, 250)))[1:] == ((324, 0), (324, 274))


def test_room_beside_a_narrow_part_of_the_main_flow_is_used() -> None:
    main = (Rectangle(0, 0, 1000, 800), Rectangle(0, 824, 300, 1400))
    assert pack((main, *shapes((300, 300))))[1] == (324, 824)


def test_no_panel_is_met_before_one_that_it_follows_where_both_orders_take_the_same_room() -> None:
    main = (Rectangle(0, 0, 1000, 640), Rectangle(0, 664, 440, 1044))
    spots = pack((main, *shapes((1000, 960), (440, 330), (440, 330), (490, 360))))
    assert not [1 for (x, y), (to_x, to_y) in combinations(spots, 2) if x >= to_x and y >= to_y]


def test_many_panels_stand_in_columns_in_their_order() -> None:
    spots = pack(shapes((300, 300), *[(200, 400)] * (FEW + 3)))[1:]
    assert list(spots) == sorted(spots)


def test_paper_on_its_side_is_as_good_as_upright() -> None:
    assert shrink(1000, 1414) == shrink(1414, 1000)


def test_a_page_that_stands_upright_is_filled_downwards() -> None:
    wide, small = (500, 400), (250, 250)
    upright, lying = ((1.0, 1.2),), ((1.414, 1.0),)
    assert pack(shapes(wide, small), upright)[1] == (0, 424)
    assert pack(shapes(wide, small), lying)[1] == (524, 0)
