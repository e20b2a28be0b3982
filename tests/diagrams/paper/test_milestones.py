"""The row of steps above the panels of a page."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import cache
from itertools import pairwise

import pytest

from diagrams.paper.milestones import MOST, Milestone, row_svg, told
from diagrams.paper.page_drawing import page_svg
from diagrams.paper.pagination import FURNITURE, MARGIN, PAPERS, Page, pages_of
from diagrams.picture import Box
from diagrams.telling.routine_picture import picture_of
from diagrams.type.metrics import width
from diagrams.type.palette import LIGHT
from engine.model.numbering import happy_path, numbers
from engine.model.routine import MAIN
from tests.diagrams.samples import routine
from tests.routines.library import ROUTINES, load


@cache
def pages(name: str) -> tuple[Page, ...]:
    return pages_of(picture_of(load(name)), PAPERS["a4"])


def steps(*page_numbers: int) -> tuple[Milestone, ...]:
    return tuple(
        Milestone(box=Box(id=f"s{index}", kind="step", title="S", number=f"{index}", paint=0), page=page)
        for index, page in enumerate(page_numbers, 1)
    )


@pytest.mark.parametrize("name", ROUTINES)
def test_every_page_of_several_has_all_steps_of_the_path_and_where_they_stand(name: str) -> None:
    of, found = load(name), pages(name)
    path = [numbers(of)[state] for state in happy_path(of, MAIN) if state in numbers(of)]
    for page in found:
        expected = path if len(found) > 1 and 1 < len(path) <= MOST else []
        of_path = [each for each in page.milestones if each.box.number in path]
        assert [each.box.number for each in of_path] == expected
        for each in of_path:
            own = found[each.page - 1].picture.panels
            assert f"'{each.box.id}'" in repr([panel for panel in own if panel.side == "main"])


def test_a_page_of_exceptions_alone_stands_in_the_row_with_what_begins_on_it() -> None:
    *_, last = pages("arbetspass")
    assert [each.box.number for each in last.milestones if each.page == last.number] == ["2c", "A1", "B1"]
    assert told(last.milestones, "sv").endswith("Sida 3: steg 2c, A1, B1.")


def test_long_numbers_keep_inside_their_circles() -> None:
    box = Box(id="a", kind="step", title="A", number="4C1a", paint=0)
    row = ET.fromstring(row_svg((*steps(1), Milestone(box=box, page=2)), 2, 700, LIGHT, "sv"))
    said = list(row.iter("text"))[-1]
    assert said.text == "4C1a"
    assert width(said.text, float(said.get("font-size", 0)), True) < 19


def test_a_picture_on_one_page_needs_no_row() -> None:
    (page,) = pages("losenord")
    assert page.milestones == ()


def test_the_steps_of_the_page_have_their_role_s_colour_and_the_others_only_a_line() -> None:
    row = ET.fromstring(row_svg(steps(1, 1, 2), 2, 700, LIGHT, "sv"))
    assert [each.get("fill") for each in row.iter("circle")] == [
        LIGHT.surface,
        LIGHT.surface,
        LIGHT.strips[0],
    ]
    assert row.get("aria-label") == "Sida 1: steg 1, 2. Sida 2: steg 3."


def test_what_is_done_and_where_one_is_shows_on_every_page() -> None:
    passed = Milestone(box=Box(id="a", kind="step", title="A", number="1", status="done"), page=1)
    here = Milestone(box=Box(id="b", kind="step", title="B", number="2", status="now"), page=1)
    row = ET.fromstring(row_svg((passed, here, *steps(2)), 2, 700, LIGHT, "sv"))
    assert [each.get("fill") for each in row.iter("circle")] == [LIGHT.done, LIGHT.now, LIGHT.strips[0]]


@pytest.mark.parametrize("room", [700.0, 300.0])
def test_the_row_keeps_to_its_room_or_is_not_drawn(room: float) -> None:
    drawn = row_svg(steps(1, 1, 1, 2, 3, 3, 3, 4, 4, 5), 1, room, LIGHT, "sv")
    if room > 500:
        ends = [float(each.get("cx", 0)) + 10.5 for each in ET.fromstring(drawn).iter("circle")]
        assert max(ends) <= room
        assert all(after - before >= 21 for before, after in pairwise(ends))
    else:
        assert drawn == ""


def test_a_long_flow_has_no_row() -> None:
    states = "\n".join(f"  s{number}: {{title: Steg, role: personal}}" for number in range(60))
    found = pages_of(picture_of(routine(f"{states}\n  slut: {{end: slut}}")), PAPERS["a4"])
    assert [page.milestones for page in found] == [()] * len(found)


def test_the_row_is_told_in_words_on_paper() -> None:
    assert told(steps(1, 2, 2), "en") == "Page 1: step 1. Page 2: step 2, 3."


def test_the_row_stands_above_the_panels() -> None:
    page = pages("stodpass")[0]
    drawn = page_svg(page, LIGHT)
    row, panels = drawn.index('aria-label="Sida 1'), drawn.index('aria-label="Hos den enskilde')
    tops = [
        float(drawn[:place].rsplit("translate(", 1)[1].split()[1].split(")")[0]) for place in (row, panels)
    ]
    assert MARGIN < tops[0] + 23 * FURNITURE < tops[1]
