"""Graphviz' numbers become places: the right size, the right way up, chains straight."""

from __future__ import annotations

import pytest

from diagrams.geometry import Rectangle
from diagrams.layout.place import place
from diagrams.picture import Section, chain_boxes
from diagrams.telling.routine_picture import picture_of
from diagrams.type.sizes import size
from engine.model.routine import Routine
from tests.diagrams.samples import load
from tests.routines.library import ROUTINES
from tests.routines.library import load as load_real

ALL = [*map(load_real, ROUTINES), load("arbetstelefon"), load("telefonfel")]


def sections(of: Routine) -> list[Section]:
    return [section for panel in picture_of(of).panels for section in panel.sections]


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.id)
def test_every_box_is_as_large_as_its_text_needs(of: Routine) -> None:
    for section, placed in zip(sections(of), place(sections(of)), strict=True):
        for box in chain_boxes(section.chain):
            found = placed.nodes[box.id]
            if box.kind != "link":
                assert (round(found.width), round(found.height)) == (
                    round(size(box).width),
                    round(size(box).height),
                )


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.id)
def test_the_chain_of_a_section_is_straight_and_runs_down(of: Routine) -> None:
    for section, placed in zip(sections(of), place(sections(of)), strict=True):
        chain = [placed.nodes[row.box.id] for row in section.chain.rows]
        assert {round(each.x) for each in chain} == {round(placed.axis)}
        assert [each.top for each in chain] == sorted(each.top for each in chain)


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.id)
def test_the_first_box_beside_another_stands_on_its_level(of: Routine) -> None:
    for section, placed in zip(sections(of), place(sections(of)), strict=True):
        for row in section.chain.rows:
            for branch in row.beside[:1]:
                first = placed.nodes[branch.chain.rows[0].box.id]
                assert abs(first.y - placed.nodes[row.box.id].y) < 0.5
                assert first.left > placed.nodes[row.box.id].right


def test_a_place_begins_at_its_top_left_corner() -> None:
    placed = place(sections(load("arbetstelefon")))[0]
    assert (placed.nodes["start."].top, min(node.left for node in placed.nodes.values())) == (0, 0)


@pytest.mark.parametrize(
    ("other", "gap", "touches"),
    [
        (Rectangle(5, 5, 15, 15), 0, True),
        (Rectangle(12, 0, 20, 10), 0, False),
        (Rectangle(12, 0, 20, 10), 3, True),
        (Rectangle(0, 20, 10, 30), 0, False),
    ],
)
def test_rectangles_touch_when_they_have_less_than_the_gap_between_them(
    other: Rectangle, gap: float, touches: bool
) -> None:
    assert Rectangle(0, 0, 10, 10).touches(other, gap) is touches
